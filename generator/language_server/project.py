"""A project that somebody writes in an editor: its files with what is not saved yet laid over them, read anew where they have changed.

Knows no protocol. One thread reads at a time; what was read is never changed, and anybody may look at it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .. import checks
from ..base import overlay
from ..base.diagnostic import Diagnostic, Severity
from ..base.kept import Kept
from ..base.saying import ENGLISH
from ..catalog.catalog import Catalog
from ..contributing import edits, renaming, schema_files
from ..contributing.edits import CannotEdit, Plan
from ..contributing.language.completion import Offers
from ..contributing.naming import Place
from ..publishing import pipeline
from ..records.folder import CASES, CONFIG, DOCS
from ..views import choices

Findings = Mapping[str, tuple[Diagnostic, ...]]


class Project:
    """The project at `root`, told of in a language. `unsaved` are the texts of open files, by their paths."""

    def __init__(self, root: Path, language: str = ENGLISH) -> None:
        self.root, self._language = root, language
        self.unsaved: dict[str, str] = {}
        self.findings: Findings = {}
        # Another number with every change: what was found for an older one is stale.
        self.version = 0
        self._read = -1
        self._kept = Kept()
        self._lock = threading.RLock()
        self._catalog: Catalog | None = None
        self._offers: Offers | None = None
        self._found: list[Diagnostic] = []
        # What takes longer to find, when all was looked at last.
        self._later: list[Diagnostic] = []

    def path_of(self, file: Path) -> str:
        """A file by its path in the project; empty for one that is none of a catalog's."""
        path = file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else ""
        return path if path.startswith((f"{CASES}/", f"{DOCS}/")) or path == CONFIG else ""

    def write(self, path: str, text: str | None) -> None:
        """Note what stands in an open file; None closes it."""
        if text is None:
            self.unsaved.pop(path, None)
        else:
            self.unsaved[path] = text
        self.version += 1

    def touch(self) -> None:
        """Note that something may have changed on the disk."""
        self.version += 1

    @contextmanager
    def laid_over(self) -> Iterator[None]:
        """Within this, what is not saved stands for what is."""
        with overlay.laid_over(self.root, {path: text.encode("utf-8", "surrogatepass") for path, text in self.unsaved.items()}):
            yield

    @property
    def catalog(self) -> Catalog:
        """The catalog as it was when it was read last. Raises UnusableProject, as `fresh`."""
        return self._catalog or self.fresh()

    @property
    def offers(self) -> Offers:
        """What that has to offer."""
        catalog = self.catalog
        if self._offers is None or self._offers.catalog is not catalog:
            self._offers = Offers(catalog, self._language)
        return self._offers

    def fresh(self) -> Catalog:
        """The catalog as it is. Raises UnusableProject when there is nothing to read."""
        with self._lock:
            version = self.version
            if self._catalog is None or self._read != version:
                with self.laid_over(), pipeline.without_collection(is_first=self._catalog is None):
                    self._catalog, self._found = pipeline.read(self.root, self._kept)
                    self._kept.forget()
                self._read = version
            return self._catalog

    def check(self, is_stale: Callable[[], bool]) -> Iterator[Findings]:
        """Everything that is wrong now, by file; before that, what can be told at once, with what was found before and may be so still.

        Ends without the last when the catalog has changed before all was looked at. Raises UnusableProject.
        """
        with self._lock:
            catalog, found = self.fresh(), list(self._found)
        later: list[Diagnostic] = []
        for number, more in enumerate(pipeline.judge(catalog)):
            (found if number < len(checks.OF_NAMES) else later).extend(more)
            if number == len(checks.OF_NAMES) - 1:
                yield self._by_path([*found, *self._still_there()])
            if is_stale():
                return
        self._later = later
        yield self._by_path([*found, *later])

    def _still_there(self) -> Iterator[Diagnostic]:
        """What was found when all was looked at last, where its line is still to be found."""
        lines: dict[str, list[str]] = {}
        for item in self._later:
            span = item.span
            if span.path not in self.unsaved or not span.excerpt:
                yield item
                continue
            if span.path not in lines:
                lines[span.path] = self.lines(span.path)
            own = lines[span.path]
            if own[span.line - 1 : span.line] == [span.excerpt]:
                yield item
            elif own.count(span.excerpt) == 1:
                yield replace(item, span=replace(span, line=own.index(span.excerpt) + 1))

    def _by_path(self, found: Iterable[Diagnostic]) -> Findings:
        by_path: dict[str, list[Diagnostic]] = {}
        for item in pipeline.in_order(dict.fromkeys(found)):
            by_path.setdefault(item.span.path, []).append(item)
        self.findings = {path: tuple(items) for path, items in by_path.items()}
        return self.findings

    def lines(self, path: str) -> list[str]:
        """A file as it stands in the editor, or on the disk, by its lines."""
        text = self.unsaved.get(path)
        if text is None:
            with self.laid_over():
                text = edits.read(self.root, path)
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def keep_schemas(self, language: str) -> None:
        """Keep what other helpers in editors complete by as the catalog is, as soon as all of it is saved."""
        catalog = self.catalog
        for path, text in self.unsaved.items():
            file = self.root / path
            if not file.is_file() or file.read_bytes() != text.encode("utf-8", "surrogatepass"):
                return
        schema_files.keep(self.root, choices.of(catalog), language)

    def rename(self, place: Place, new: str) -> Plan:
        """What it takes that the thing of a place is called otherwise. Raises CannotEdit."""
        with self._lock, self.laid_over():
            return renaming.plan_of(self.root, self._whole(), place.thing, new, self._kept)

    def _whole(self) -> Catalog:
        """The catalog as it is, of which nothing is what it was when it could be read last. Raises CannotEdit."""
        catalog = self.fresh()
        renaming.refuse_unread(sorted({item.span.path for item in self._found if item.severity is Severity.ERROR}))
        return catalog

    def follow(self, old: str, new: str) -> Plan:
        """What else has to be written when the file of a record gets another name; nothing of any other file.

        Raises CannotEdit where the record cannot be called so.
        """
        with self._lock, self.laid_over():
            catalog = self._whole()
            entry = next((entry for entry in catalog if entry.path == old), None)
            if entry is None or old.rpartition("/")[0] != new.rpartition("/")[0] or not new.endswith(".yml"):
                return Plan()
            plan = renaming.plan(self.root, catalog, entry.id, new.rpartition("/")[2].removesuffix(".yml"), self._kept)
            return Plan(plan.edits)


__all__ = ["CannotEdit", "Findings", "Project"]
