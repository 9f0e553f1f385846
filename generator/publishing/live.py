"""A project that is being edited: what its site is at the moment, however broken some of its files are.

What is wrong is said, and ends nothing: where a file cannot be read the last that could stands for it, and where a page cannot be made of what
there is now, the last sound catalog makes it.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..base import report, saying
from ..base.diagnostic import Diagnostic, Severity
from ..base.kept import Kept, stamp
from ..base.saying import joined, said
from ..base.turns import Turns
from ..catalog.catalog import Catalog
from ..citing.formatting import Formatter
from ..citing.styles import FormattingError, find_style
from ..contributing import schema_files
from ..reading.files import UNREADABLE
from ..records.folder import CASES, CONFIG, UnusableProject
from ..views import choices, cite_us
from . import configured, engine, pipeline
from .build import BuildFailed, Unusable, load_config_at, settings
from .documents import DocumentFailed
from .publisher import Missing, Publisher, Shadowed
from .render import RenderError


@dataclass(frozen=True)
class State:
    """What is shown: the how manyth reading it is, what was found wrong, in the order of places, and what is wrong besides, in lines for people.

    `reading` is another number only when records, sources or pages were others. `is_checked` says whether the catalog was looked at as a whole
    as well.
    """

    number: int = 0
    reading: int = 0
    findings: tuple[Diagnostic, ...] = ()
    troubles: tuple[str, ...] = ()
    is_checked: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether nothing of severity error is known."""
        return not self.troubles and all(found.severity is not Severity.ERROR for found in self.findings)


class Broken(Exception):
    """A page cannot be made. The text is for people."""


class Live:
    """The project at `root`, with its drafts if asked for. One thing is done at a time, by whoever asks for it.

    Raises BuildFailed when it has no configuration that works: then there is nothing to be shown, ever.
    """

    def __init__(self, root: Path, *, drafts: bool = False) -> None:
        self.root = root
        self.state = State()
        self.drafts = drafts
        self._kept = Kept()
        self._templates: frozenset[Hashable] = frozenset()
        self._turns = Turns()
        self.config = _configured(root)
        self._config_stamp = stamp(root / CONFIG)
        self._styles: Mapping[str, Formatter] = {}
        self._catalog: Catalog | None = None
        self._publisher: Publisher | None = None
        self._sound: Publisher | None = None
        # The project's own templates with which a page of every one could be made: with those of the generator it can.
        self._tried: frozenset[Hashable] = frozenset()

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self, *, is_certain: bool = True) -> State:
        """Read what has changed. The state says what is wrong with files by themselves; `check` looks at the whole.

        Where it is not certain that anything has, and nothing is found to have, the state stays what it is.
        """
        with self._turns.step(), pipeline.without_collection(is_first=not self.state.number):
            if not is_certain and self._is_as_it_was():
                return self.state
            findings: list[Diagnostic] = []
            troubles, is_other = list(self._refresh_config()), False
            try:
                if troubles and self._publisher:
                    # It says how records are read, too: until it is whole everything stays as it was.
                    return self._now(self.state.findings, troubles)
                before = self._catalog
                self._catalog, findings = pipeline.read(self.root, self._kept)
                is_other = before is None or not _is_same(before, self._catalog)
                self._publisher = self._published(self._catalog, findings, troubles) or self._publisher
            except (FormattingError, RenderError) as error:
                findings.append(error.diagnostic)
            except (UnusableProject, Shadowed, DocumentFailed, engine.MkDocsException) as error:
                troubles.append(str(error))
            except Exception as error:
                # A plugin of the project's, say: whatever it is, the next edit may mend it.
                troubles.append(_words(error))
            self._kept.forget()
            self._templates = frozenset(_templates(self.config))
            return self._now(pipeline.in_order(findings), troubles, is_other=is_other)

    def _now(self, findings: tuple[Diagnostic, ...], troubles: Iterable[str], *, is_other: bool = False) -> State:
        self.state = State(self.state.number + 1, self.state.reading + is_other, findings, tuple(troubles))
        return self.state

    def _is_as_it_was(self) -> bool:
        """Whether nothing has changed that is read, but for the hand-written pages and other files that are read when they are asked for."""
        try:
            catalog, _findings = pipeline.read(self.root, self._kept)
        except Exception:
            # Whatever it is, the reading that follows says it.
            return False
        is_same = self._catalog is not None and _is_same(self._catalog, catalog) and frozenset(_templates(self.config)) == self._templates
        return is_same and self._config_stamp is not None and stamp(self.root / CONFIG) == self._config_stamp

    def _refresh_config(self) -> Iterator[str]:
        """Read `mkdocs.yml` when it has changed; gives what is wrong with it. While there is something, the last that worked is used."""
        now = stamp(self.root / CONFIG)
        if now is not None and now == self._config_stamp:
            return
        self._config_stamp = None
        try:
            self.config = _configured(self.root)
            self._config_stamp = now
        except BuildFailed as error:
            yield str(error)
        except Exception as error:
            # As above: a plugin or an extension may do anything with its options.
            yield joined([f"{CONFIG}: ", _words(error)])

    def _published(self, catalog: Catalog, findings: list[Diagnostic], troubles: list[str]) -> Publisher | None:
        """What publishes a catalog; None of one that has no kinds yet. What is wrong with the style of citations joins the findings."""
        # Through a link or a pipe nothing is published, here neither: MkDocs would follow the one, and wait for the other.
        is_plain = not any(found.code == UNREADABLE.code and not found.span.path.startswith(f"{CASES}/") for found in findings)
        if not catalog.kinds.is_whole or not is_plain:
            return None
        own = settings(self.config)
        own = replace(own, drafts=own.drafts or self.drafts)
        site = pipeline.site_of(self.root, catalog, own)
        site = replace(site, formatted=cite_us.formatted(site.catalog, own, self._formatters(own.style, findings)))
        with engine.said() as said:
            publisher = Publisher(site, engine.copy_of(self.config))
            publisher.open()
            publisher.refuse_shadows()
        troubles += said
        return publisher

    def _formatters(self, style: str, findings: list[Diagnostic]) -> Mapping[str, Formatter]:
        """The citation styles; while the project's own cannot be used the last that could stands for it."""
        try:
            of = (style, stamp(find_style(style, self.root)))
            self._styles = self._kept.once("styles", of, lambda: pipeline.formatters(self.root, style))
        except FormattingError as error:
            if not self._styles:
                raise
            findings.append(error.diagnostic)
            return {style: next(iter(self._styles.values())), **self._styles}
        return self._styles

    # --- looking at the whole ------------------------------------------------------------------------------------

    def check(self, is_stale: Callable[[], bool]) -> State | None:
        """Look at the catalog as a whole, step by step, so that pages can be made in between; None when that `is_stale` before it is done."""
        before, catalog, publisher = self.state, self._catalog, self._publisher
        found = list(before.findings)
        if catalog:
            steps = pipeline.judge(catalog)
            while (more := self._step(steps)) is not None:
                found += more
                if is_stale():
                    return None
        templates = frozenset(_templates(self.config))
        trial = self._trial(publisher) if publisher and templates != self._tried else iter(())
        while (more := self._step(trial)) is not None:
            found += more
            if is_stale():
                return None
        if catalog:
            # Editors offer what there is now.
            schema_files.keep(self.root, choices.of(catalog), saying.of_locale())
        with self._turns.step():
            # What was met while pages were made is told still.
            state = replace(self.state, findings=pipeline.told(self._catalog, found) if self._catalog else pipeline.in_order(found), is_checked=True)
            if state.is_sound and publisher:
                publisher.hold()
                self._sound, self._tried = publisher, templates
            self.state = state
            # Catalogs that nobody needs any more hold each other.
            gc.collect()
            return self.state

    def _step(self, steps: Iterator[list[Diagnostic]]) -> list[Diagnostic] | None:
        with self._turns.step():
            try:
                return next(steps, None)
            except Exception as error:
                # A rule meets a catalog that another rule finds fault with.
                self.state = replace(self.state, troubles=(*self.state.troubles, _words(error)))
                return None

    def _trial(self, publisher: Publisher) -> Iterator[list[Diagnostic]]:
        """What is wrong with templates: a page of every one is made."""
        for page in publisher.samples():
            try:
                publisher.html(page)
            except RenderError as error:
                yield [error.diagnostic]
            except Exception:
                # Of a catalog with errors not every page can be made; those are said already.
                yield []
            else:
                yield []

    # --- content -------------------------------------------------------------------------------------------------

    def has(self, path: str) -> bool:
        """Whether there is a file at a path below the site's root."""
        with self._turns.answer():
            return bool(self._publisher and self._publisher.has(path))

    def content(self, path: str) -> bytes:
        """A file of the site, from the last sound catalog where the one of now fails. Raises publisher.Missing, and Broken."""
        with self._turns.answer(), engine.said() as told:
            if self._publisher is None:
                raise Broken(said("there is no page to be shown yet"))
            try:
                content = self._publisher.content(path)
            except Missing:
                raise
            except Exception as error:
                # Whatever stops a page, a reader of it gets an answer.
                trouble = _words(error)
            else:
                self._tell(told)
                return content
            if self._sound and self._sound is not self._publisher:
                try:
                    content = self._sound.content(path)
                except Exception:
                    raise Broken(trouble) from None
                self._tell([joined([trouble, said("The page is shown as it was before.")], "\n")])
                return content
            raise Broken(trouble)

    def _tell(self, troubles: list[str]) -> None:
        """Add what was met while a page was made to what is said, once."""
        new = [trouble for trouble in troubles if trouble not in self.state.troubles]
        if new:
            self.state = replace(self.state, troubles=(*self.state.troubles, *new))


def _configured(root: Path) -> engine.MkDocsConfig:
    """The configuration of a project, ready for pages. Raises BuildFailed."""
    config = load_config_at(root)
    if found := joined(configured.walls(config), "\n"):
        raise Unusable(found)
    others = engine.other_plugins(config)
    others.on_startup(command="serve", dirty=False)
    return others.on_config(config)


def _words(error: Exception) -> str:
    if isinstance(error, RenderError):
        return report.text([error.diagnostic])
    told = str(error)
    return told if isinstance(error, DocumentFailed | engine.MkDocsException) else f"{type(error).__name__}: {told}"


def _is_same(one: Catalog, other: Catalog) -> bool:
    """Whether two readings of a project found the same: what is kept of a file is the same object."""
    texts, others = ([page.text for page in catalog.docs] for catalog in (one, other))
    same = (
        one.kinds is other.kinds
        and one.vocabularies == other.vocabularies
        and one.maps.keys() == other.maps.keys()
        and one.synonyms is other.synonyms
        and one.links == other.links
        and one.rules is other.rules
    )
    return same and one.entries == other.entries and one.references == other.references and texts == others


def _templates(config: engine.MkDocsConfig) -> Iterator[Hashable]:
    """The templates of a project's own, each with what changes when it does."""
    for folder in configured.templates(config):
        for where, _folders, names in os.walk(folder):
            yield from ((where, name, stamp(f"{where}/{name}")) for name in names)
