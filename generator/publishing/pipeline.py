"""The whole run: a project folder becomes pages, files and diagnostics.

Knows the order of the stages and nothing of their insides; writes nothing.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..base import report
from ..base.diagnostic import Diagnostic, Rule, Severity, did_you_mean
from ..base.saying import Said, said
from ..records import folder
from . import set_aside

if TYPE_CHECKING:
    from ..base.kept import Kept
    from ..catalog.catalog import Catalog
    from ..citing.formatting import Formatter
    from ..exports import File
    from ..views.site import Page, Settings, Site


@dataclass(frozen=True)
class Checked:
    """A catalog as it was read, with every finding, sorted by place."""

    catalog: Catalog
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing of severity error was found."""
        return all(found.severity is not Severity.ERROR for found in self.diagnostics)

    def within(self, paths: Sequence[str]) -> Checked:
        """The same with the findings in some files alone; a path that ends with a stroke, or is empty, stands for what is in a folder."""
        folders = tuple(path for path in paths if path[-1:] in ("", "/"))
        return replace(self, diagnostics=tuple(item for item in self.diagnostics if item.span.path in paths or item.span.path.startswith(folders)))


@dataclass(frozen=True)
class Result:
    """What a site is made of. Without soundness there are no pages and files."""

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    is_sound: bool

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of the catalog."""
        from .. import pages

        return tuple(pages.all_pages(self.site)) if self.is_sound else ()

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Every file beside the pages."""
        from .. import exports

        return tuple(exports.all_files(self.site)) if self.is_sound else ()


def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, sorted by code."""
    from .. import checks, pages
    from ..catalog import earlier, history, load, written
    from ..citing import pandoc, styles
    from ..reading import files, pictures, yaml_events, yaml_reader
    from ..records import bibtex, declaration, explaining
    from . import audit, render

    own = (
        *(files, pictures, yaml_events, yaml_reader, explaining, declaration, bibtex, folder, load, history, earlier, written),
        *(pages, styles, pandoc, render, audit, set_aside),
    )
    groups = (*(module.RULES for module in own), checks.rules())
    return tuple(sorted((rule for group in groups for rule in group), key=lambda rule: rule.code))


def rules_of(catalog: Catalog) -> tuple[Rule, ...]:
    """Every rule that a catalog is checked by, sorted by code: those of every catalog, and its own."""
    own = {item.id: item.rule for item in catalog.rules.rules} if catalog.rules else {}
    every = {**own, **{rule.code: rule for rule in all_rules()}}
    return tuple(every[code] for code in sorted(every))


def own_rules(root: Path) -> tuple[Rule, ...]:
    """The rules that the project at `root` has of its own, as far as its file of them can be read; none where there is no project."""
    from ..catalog import load

    found = load.project_rules(folder.Project(root, [], []))
    return tuple(item.rule for item in found.rules) if found else ()


def check(root: Path, against: str = "", kept: Kept | None = None) -> Checked:
    """Read and check a project as of `today()`; with `against` also its claims against those of a Git revision.

    With what was `kept` of an earlier reading, one that is not forgiving, only files that have changed are read.
    Raises folder.UnusableProject when there is nothing to read, or no such revision.
    """
    with without_collection():
        catalog, found = read(root, kept)
        if against:
            from ..catalog import earlier

            before, problems = earlier.read(root, against, catalog)
            catalog = replace(catalog, before=before)
            found.extend(problems)
        for more in judge(catalog):
            found.extend(more)
    return Checked(catalog, told(catalog, found))


def read(root: Path, kept: Kept | None = None) -> tuple[Catalog, list[Diagnostic]]:
    """The catalog of a project as of `today()`, and what is wrong with its files by themselves; with what was `kept` of an earlier reading.

    Raises folder.UnusableProject when there is nothing to read.
    """
    with folder.begin(root, kept) as begun:
        # Loaded late: that takes a third of a second, in which other processes already read a large catalog.
        from ..catalog import load

        catalog, found = load.read(begun)
        found.extend(_pictures(begun))
    return replace(catalog, today=today(), beside=tuple(begun.docs_beside())), found


def _pictures(begun: folder.Project) -> Iterator[Diagnostic]:
    """What is wrong with the pictures that a project publishes; links and the like are noted in it."""
    from ..base.kept import stamp
    from ..reading import pictures

    for path in filter(pictures.is_picture, (*begun.docs_beside(), *begun.others())):
        find = partial(pictures.check, begun.root, path)
        yield from find() if begun.kept is None else begun.kept.once(("picture", path), stamp(begun.root / path), find)


def sources(root: Path) -> dict[str, str]:
    """The files of the project at `root` that become files of its site, by the paths of these: hand-written pages, and what lies beside them."""
    from ..catalog import written

    files = {}
    for path in folder.Project(root, [], []).docs:
        below = path.removeprefix(f"{folder.DOCS}/")
        files[f"{written.address(below)}index.html" if below.endswith(folder.PAGE) else below] = path
    return files


def judge(catalog: Catalog) -> Iterator[list[Diagnostic]]:
    """What is wrong with a catalog as a whole, step by step."""
    from .. import checks, pages
    from ..checks import project_rule
    from ..views.site import Settings, Site

    yield from checks.run(catalog)
    yield list(project_rule.kept(catalog, all_rules()))
    if catalog.kinds.is_whole:
        # Whether there are cards, MkDocs' configuration says: a file that would take the place of one is found when that is there.
        site = Site(catalog, rules_of(catalog), Settings(cards=False))
        yield from pages.taken(site)
        if catalog.beside:
            from . import beside

            yield list(beside.taken(catalog.beside, site))


def told(catalog: Catalog, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What of the findings about a catalog is told, by their places: those that its records do not set aside."""
    from ..catalog import meant

    return in_order(set_aside.without(catalog, meant.once(catalog, found), rules_of(catalog)))


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings by their places."""
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.order))


def of_history(catalog: Catalog, found: Iterable[Diagnostic] = ()) -> list[Said]:
    """What a door says of a catalog of which Git knows nothing; of what was `found` the same, for one that does not list it."""
    from ..catalog import history

    lines = [
        said("{message}; {help} (casebook explain {code})", message=item.message, help=item.help, code=item.code)
        for item in found
        if item.code == history.UNREAD_HISTORY.code
    ]
    return [*lines, *filter(None, [history.note(catalog.history)])]


def today() -> date:
    """The day that it is, anywhere on Earth: of the clock, or of SOURCE_DATE_EPOCH where that says what a build is to take for now.

    See https://reproducible-builds.org/docs/source-date-epoch/; what is no number there counts for nothing.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    # By seconds and not by a date library: neither the clock's nor anybody's zone matters, and any number will do.
    now = int(told) if told.isdecimal() and len(told) <= _MOST_DIGITS_OF_NOW else int(time.time())
    return date(1970, 1, 1) + timedelta(days=(now + _FIRST_ZONE) // _DAY)


_DAY = 24 * 60 * 60
# Where a day begins first, it does so fourteen hours before it does in UTC.
_FIRST_ZONE = 14 * 60 * 60
# Seconds of the years that there are; the last, 9999, ends after 253,402,300,799 of them.
_MOST_DIGITS_OF_NOW = 11


def run(root: Path, settings: Settings | None = None) -> Result:
    """Everything that the site at `root` is made of; drafts only when asked for.

    Raises folder.UnusableProject when there is nothing to read.
    """
    # Loaded late: `check` needs neither Babel nor the pages.
    from ..citing import styles
    from ..views import cite_us

    checked = check(root)
    site = site_of(root, checked.catalog, settings)
    if not checked.is_sound:
        return Result(site, checked.diagnostics, False)
    try:
        site = replace(site, formatted=cite_us.formatted(site.catalog, site.settings, formatters(root, site.settings.style)))
        cite_us.prime(site)
    except styles.FormattingError as error:
        return Result(site, (*checked.diagnostics, error.diagnostic), False)
    return Result(site, checked.diagnostics, True)


def formatters(root: Path, style: str) -> dict[str, Formatter]:
    """The citation styles in which the project at `root` shows how to cite, by their names: those that are shipped, and its own.

    Raises styles.FormattingError.
    """
    from ..base import cache
    from ..citing import styles
    from ..citing.formatting import Formatter

    wanted = {**styles.STYLES, style: styles.find_style(style, root)}
    return {name: Formatter(path, cache.folder(root) / "references") for name, path in wanted.items()}


def remarks(result: Result) -> Iterator[Said]:
    """What a build says of a catalog besides its errors."""
    if result.is_sound and result.diagnostics:
        yield said("{summary}: 'casebook check' lists them", summary=report.summary(result.diagnostics, said("the catalog")))
    yield from of_history(result.site.catalog, result.diagnostics)
    if not result.site.settings.url:
        yield said("the site has no address ('site_url' in mkdocs.yml): its citations, feeds and previews on other sites go without")


def site_of(root: Path, catalog: Catalog, settings: Settings | None = None) -> Site:
    """What the pages of a catalog show; without drafts, unless they are asked for."""
    from ..base import cache
    from ..text import wording
    from ..views.site import Settings, Site

    settings = settings or Settings()
    return Site(
        catalog if settings.drafts else catalog.published(), rules_of(catalog), settings, wording.of(settings.language), cache=cache.folder(root)
    )


def markdown_files(root: Path, settings: Settings | None = None) -> tuple[Checked, Iterator[tuple[str, str]]]:
    """A checked project, and its pages as plain Markdown files, as (path, text): see `portable`. Only those of a sound one are to be made.

    Raises folder.UnusableProject when there is nothing to read.
    """
    from . import portable

    checked = check(root)
    return checked, portable.files(site_of(root, checked.catalog, settings))


CITATION_FORMATS = ("text", "bibtex", "ris", "csl-json")


def cite(root: Path, name: str, format: str = "text", settings: Settings | None = None) -> str:
    """How to cite a record, one of its claims (`record/claim`) or a source, as text in the style of the settings or as a file has it.

    Raises folder.UnusableProject when there is nothing to read, LookupError when there is nothing of this name (its text says what may be
    meant), and styles.FormattingError.
    """
    from ..catalog import meant
    from ..citing import csl, formatting, ris, styles
    from ..exports import bibtex as bibtex_file
    from ..views import cite_us

    site = site_of(root, check(root).catalog, settings)
    reference = cite_us.cited(site, name)
    if reference is None:
        if record := meant.id_of(site.catalog, name):
            raise LookupError(said("the id of that record is '{id}'", id=record))
        raise LookupError(did_you_mean(name, cite_us.names(site), said("name a record, a claim as record/claim, or the key of a source")))
    one, is_ours = {reference.key: reference}, reference is not site.catalog.references.get(name)
    if format == "text":
        style = styles.find_style(site.settings.style, root)
        version = f"{site._('Version')} {reference.get('version')}\n" if is_ours else ""
        return f"{formatting.plain_text(formatting.format_references(one, style)[reference.key])}\n{version}"
    if format == "bibtex":
        return bibtex_file.content(one)
    return ris.ris(one) if format == "ris" else csl.csl_json(one)


@contextmanager
def without_collection(*, is_first: bool = True) -> Iterator[None]:
    """Do something large without the garbage collector, which after the first time passes over what is there for good.

    A catalog is one structure that lives to the end; looking through it for garbage takes a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_first:
            gc.freeze()
        if was_enabled:
            gc.enable()
