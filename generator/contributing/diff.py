"""The evidence of a project compared with that at a Git revision: what a reviewer has to know of a request, as far as both sides can be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..base.diagnostic import Diagnostic, Severity, Span
from ..base.saying import Said, said
from ..catalog import claim_differences, earlier, record_differences, source_differences, tie_differences, written
from ..catalog.catalog import Catalog
from ..catalog.compare import Change
from ..catalog.difference import Difference, Topic, in_order
from ..reading import git
from ..reading.files import MAX_YAML_BYTES
from ..records.folder import BIBLIOGRAPHY, CASES, DOCS, KINDS, LINKS, PAGE, RULES_FILE, VOCABULARIES
from ..text import prose
from . import running

# On what is declared there depends what records may say, and how it is read; on the first two also what they must hold, and so all that is said.
_RULING = (f"{KINDS}/", RULES_FILE)
_DECIDING = (*_RULING, f"{VOCABULARIES}/")
# By which word a vocabulary says that whoever has a part is no party.
_OUTSIDE = re.compile(r"\boutside\s*:")

_HTML = re.compile(r"<(?!https?:|mailto:)[a-zA-Z/!][^<>\n]*>?")
# HTML that does something, or leads or looks elsewhere, comes first: none of it is to be beyond what a report has room for.
_DOING = re.compile(r"<(?:script|iframe|object|embed|form|input|base|meta|link|style)\b|\s(?:on\w+|src|srcset|href|style|action)\s*=", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`)\]]+", re.IGNORECASE)


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
    found = list(found)
    before, unread_then = earlier.at(root, revision, now)
    unread_now = earlier.unread(now, found)
    now = _without_faulty_sources(now, before, found)
    before, now = _knowing(before, now, unread_then), _knowing(now, before, unread_now)
    records = (record_differences.corrections, record_differences.differences, record_differences.parties)
    parts = (claim_differences.differences, source_differences.differences, *records, tie_differences.differences)
    differences = (item for part in parts for item in part(before, now))
    others = _files(root, revision, now, before)
    return Comparison(revision, in_order((*differences, *others)), tuple(unread_then), tuple(unread_now))


def _knowing(catalog: Catalog, other: Catalog, unread: Sequence[str]) -> Catalog:
    """A catalog that knows of what cannot be read there what the other knows: who published what, and to whom they belong.

    A fault in the bibliography may hide more than the entry that it is in: then no source is taken to be gone.
    """
    entries = {id: other.entries[id] for id in catalog.broken if id in other.entries}
    bibliography = catalog.bibliography
    if BIBLIOGRAPHY in unread:
        bibliography = replace(bibliography, references={**other.references, **bibliography.references})
    return replace(catalog, drafts={**catalog.drafts, **entries}, bibliography=bibliography)


def _without_faulty_sources(now: Catalog, before: Catalog, found: Sequence[Diagnostic]) -> Catalog:
    """A catalog in which entries with an error stand as they were: what can be made of such an entry is not what it will say."""
    wrong = {item.span.line for item in found if item.severity is Severity.ERROR and item.span.path == BIBLIOGRAPHY}
    if not wrong:
        return now
    begins = sorted(reference.span.line for reference in now.references.values())
    faulty = {begins[index - 1] for line in wrong if (index := bisect_right(begins, line))}
    kept = {key: before.references.get(key, source) if source.span.line in faulty else source for key, source in now.references.items()}
    return replace(now, bibliography=replace(now.bibliography, references=kept))


def _files(root: Path, revision: str, now: Catalog, before: Catalog) -> Iterator[Difference]:
    """Files that are no records: declarations, words, and hand-written pages."""
    records = {entry.path for catalog in (now, before) for entry in (*catalog, *catalog.fragments)}
    paths = [path for path in git.changed(root, revision, CASES, DOCS) if path not in records and path != BIBLIOGRAPHY]
    pages = [path for path in paths if path.startswith(f"{DOCS}/") and path.endswith(PAGE)]
    was = (git.files(root, revision, DOCS, MAX_YAML_BYTES) or {}) if pages else {}
    old = _then(root, revision, [path for path in paths if path not in pages])
    for path in paths:
        is_past = not (root / path).exists()
        if path in pages:
            yield _page(path, was.get(path, b"").decode("utf-8", "replace"), _text(root / path), is_past=is_past)
            address = written.address(path.removeprefix(f"{DOCS}/"))
            if is_past and not any(page.address == address for page in now.docs):
                message = said("the page {path} is gone, and its address /{address} with it", path=path, address=address)
                yield Difference(Topic.BROKEN_ADDRESS, Span(path), message, is_past=True)
            continue
        yield _other(path, old.get(path), _text(root / path), is_past=is_past)


def _other(path: str, old: str | None, new: str, *, is_past: bool) -> Difference:
    """A file that is neither a record nor a page; of a declaration the lines that are not as they were. `old` is None of one that was not there."""
    message = said("{path} is gone", path=path) if is_past else said("{path} is not as it was", path=path)
    message = said("{path} is new", path=path) if old is None and not is_past else message
    if not path.startswith(f"{CASES}/"):
        if is_past or running.is_shown(path):
            # A drawing may hold more than is seen of it.
            return Difference(Topic.CHANGED_PAGE, Span(path), message, is_minor=is_past or not path.lower().endswith(".svg"), is_past=is_past)
        because = (said("it would run in the browsers of readers, or tell a host what to do"),)
        return Difference(Topic.RUNNING_FILE, Span(path), message, because=because)
    changes: tuple[Change, ...] = ()
    if path.endswith((".yml", ".bib")):
        # Without regard to their order: what only stands elsewhere now is no news.
        before, now = Counter(_lines(old or "")), Counter(_lines(new))
        gone, come = ("; ".join(only.elements()) for only in (before - now, now - before))
        changes = (Change("lines", gone, come),) if gone or come else ()
    if path.startswith(_RULING):
        because = (said("all that is said here was judged by it"),)
        return Difference(Topic.CHANGED_RULE, Span(path), message, changes=changes, because=because, is_past=is_past)
    if path.startswith(VOCABULARIES) and any(_OUTSIDE.search(text) for change in changes for text in (change.was, change.now)):
        because = (said("it decides who is a party, and whose word is an independent one"),)
        return Difference(Topic.CHANGED_RULE, Span(path), message, changes=changes, because=because, is_past=is_past)
    is_minor = not path.startswith((*_DECIDING, LINKS))
    return Difference(Topic.CHANGED_DECLARATION, Span(path), message, changes=changes, is_minor=is_minor, is_past=is_past)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _then(root: Path, revision: str, paths: Sequence[str]) -> dict[str, str]:
    """What stood in files at a revision, of those that were there."""
    top = git.prefix(root) or ""
    found = git.tree(root, git.commit(root, revision), *(f"{top}{path}" for path in paths)) if paths else []
    texts = git.contents(root, (entry.name for entry in found if entry.is_file))
    return {entry.path.decode("utf-8", "replace").removeprefix(top): texts.get(entry.name, b"").decode("utf-8", "replace") for entry in found}


def _page(path: str, old: str, new: str, *, is_past: bool) -> Difference:
    """A hand-written page; HTML and addresses that it had not are to be looked at, as they may run, load, lead away, or look like the site's own."""
    gone, come = record_differences.mentions(old, new)
    html = [tag for tag in dict.fromkeys(_HTML.findall(prose.without_code(new))) if tag not in old]
    changes = [Change("mentions", gone, come)] if gone or come else []
    doing = [tag for tag in html if _DOING.search(tag)]
    told = (old, *doing)
    addresses = [one for one in dict.fromkeys(_ADDRESS.findall(prose.without_code(new))) if not any(one in text for text in told)]
    changes += [Change("HTML", "", tag) for tag in doing] + [Change("address", "", address) for address in addresses]
    changes += [Change("HTML", "", " ".join(rest))] if (rest := [tag for tag in html if tag not in doing]) else []
    if code := running.comes(old, new):
        ran = tuple(Change("code", "", one) for one in code)
        because = (said("it would run in the browsers of readers, or change the page around it"),)
        return Difference(Topic.RUNNING_FILE, Span(path), _page_message(path, old, new), changes=(*ran, *changes), because=because)
    is_minor = bool(old or not new) and not html and not addresses
    return Difference(Topic.CHANGED_PAGE, Span(path), _page_message(path, old, new), changes=tuple(changes), is_minor=is_minor, is_past=is_past)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_YAML_BYTES else ""


def _page_message(path: str, old: str, new: str) -> Said:
    if not old:
        return said("the page {path} is new", path=path)
    return said("the page {path} reads otherwise", path=path) if new else said("the page {path} is gone", path=path)
