"""The evidence of a project compared with that at a Git revision: what a reviewer has to know of a request, as far as both sides can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..base.diagnostic import Diagnostic, Span
from ..base.saying import Said, said
from ..catalog import claim_differences, earlier, record_differences, source_differences
from ..catalog.catalog import Catalog
from ..catalog.compare import Change
from ..catalog.difference import Difference, Topic, in_order
from ..reading import git
from ..reading.files import MAX_YAML_BYTES
from ..records.folder import BIBLIOGRAPHY, CASES, DOCS, KINDS, PAGE, VOCABULARIES

# Of what is declared there depends what records may say, and how it is read.
_DECIDING = (f"{KINDS}/", f"{VOCABULARIES}/", f"{CASES}/rules.yml")


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences from a revision, the most pressing first, and the files that could not be read, as they were then and as they are now."""

    revision: str
    differences: tuple[Difference, ...]
    unread_then: tuple[str, ...] = ()
    unread_now: tuple[str, ...] = ()


def compared(root: Path, revision: str, now: Catalog, found: Iterable[Diagnostic]) -> Comparison:
    """The project at `root`, of which `now` was read and this was `found`, compared with a revision.

    Raises records.folder.UnusableProject when there is no such revision, or no catalog in it.
    """
    before, unread = earlier.at(root, revision, now)
    before, now = _knowing(before, now), _knowing(now, before)
    parts = (claim_differences.differences, source_differences.differences, record_differences.differences, record_differences.parties)
    differences = (item for part in parts for item in part(before, now))
    others = _files(root, revision, now, before)
    return Comparison(revision, in_order((*differences, *others)), tuple(unread), tuple(earlier.unread(now, found)))


def _knowing(catalog: Catalog, other: Catalog) -> Catalog:
    """A catalog that knows of records that cannot be read there what the other knows: whom they publish for, and whom they belong to."""
    known = {id: other.entries[id] for id in catalog.broken if id in other.entries}
    return replace(catalog, drafts={**catalog.drafts, **known}) if known else catalog


def _files(root: Path, revision: str, now: Catalog, before: Catalog) -> Iterator[Difference]:
    """Files that are no records: declarations, words, and hand-written pages."""
    records = {entry.path for catalog in (now, before) for entry in (*catalog, *catalog.fragments)}
    paths = [path for path in git.changed(root, revision, CASES, DOCS) if path not in records and path != BIBLIOGRAPHY]
    pages = [path for path in paths if path.startswith(f"{DOCS}/") and path.endswith(PAGE)]
    was = (git.files(root, revision, DOCS, MAX_YAML_BYTES) or {}) if pages else {}
    for path in paths:
        made = partial(Difference, span=Span(path))
        is_there = (root / path).exists()
        if path in pages:
            old, new = was.get(path, b"").decode("utf-8", "replace"), _text(root / path)
            yield made(Topic.CHANGED_PAGE, message=_page_message(path, old, new), changes=tuple(_mentions(old, new)), is_past=not is_there)
        elif path.startswith(f"{CASES}/"):
            message = said("{path} is not as it was", path=path) if is_there else said("{path} is gone", path=path)
            yield made(Topic.CHANGED_DECLARATION, message=message, is_minor=not path.startswith(_DECIDING), is_past=not is_there)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_YAML_BYTES else ""


def _page_message(path: str, old: str, new: str) -> Said:
    if not old:
        return said("the page {path} is new", path=path)
    return said("the page {path} reads otherwise", path=path) if new else said("the page {path} is gone", path=path)


def _mentions(old: str, new: str) -> Iterator[Change]:
    gone, come = record_differences.mentions(old, new)
    if gone or come:
        yield Change("mentions", gone, come)
