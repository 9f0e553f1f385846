"""The old ids of a record: which of them it must keep, and how its file comes to say so."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..reading.yaml_reader import Document
from ..records.model_fields import flow
from .edits import Edit

FIELD = "formerly"


def was_published(catalog: Catalog, entry: Entry) -> bool:
    """Whether people may have a record's address: it is no draft and, as far as Git knows, was committed."""
    return not entry.is_draft and (catalog.history.missing is not None or not catalog.history.added or entry.path in catalog.history.added)


def edits(catalog: Catalog, entry: Entry, new: str) -> list[Edit]:
    """What makes a record that gets the id `new` keep the one that it has, where that was published; and lose `new`, where it was called so."""
    address = f"{entry.kind.address}/{new}/"
    again = next((former.index for former in entry.formers if former.address == address), None)
    keeps = was_published(catalog, entry)
    count, document = len(entry.record.formerly), entry.document
    if again is not None and keeps:
        span = document.at(FIELD, again)
        return [Edit(entry.path, span.line, span.column, span.shown, flow(entry.id))]
    if again is not None:
        return _without(document, again, count)
    return kept(catalog, entry, entry.id) if keeps else []


def kept(catalog: Catalog, entry: Entry, old: str) -> list[Edit]:
    """What makes a record keep an id that it had before."""
    gone = (catalog.address_of(path) for path in sorted(catalog.history.gone) if path.endswith(f"/{old}.yml"))
    address = next(gone, f"{entry.kind.address}/{old}/")
    if entry.is_draft or any(former.address == address for former in entry.formers):
        return []
    # Where the address was that of another kind, it is named whole.
    name = old if address.startswith(f"{entry.kind.address}/") else address.rstrip("/")
    count = len(entry.record.formerly)
    return [_behind_last(entry.document, count, flow(name)) if count else _at_end(entry.document, f"{FIELD}: [{flow(name)}]")]


def _behind_last(document: Document, count: int, id: str) -> Edit:
    """One more item of a list that has some."""
    offset, last = document.region((FIELD, count - 1))
    if _is_flow(document):
        return _insertion(document, offset + len(last), f", {id}")
    line = document.text.at_offset(offset)
    indent = line.excerpt[: line.excerpt.index("-")]
    return Edit(document.path, line.line, len(line.excerpt) + 1, "", f"\n{indent}- {id}")


def _is_flow(document: Document) -> bool:
    return document.region((FIELD,))[1].startswith("[")


def _at_end(document: Document, field: str) -> Edit:
    """The field itself, as the last of the record."""
    content = document.text.content
    start, written = document.region(())
    if written.startswith("{"):
        return _insertion(document, start + len(written.rstrip().rstrip(",")), f", {field}")
    kept = content.rstrip()
    if content == f"{kept}\n":
        return _insertion(document, len(content), f"{field}\n")
    return _insertion(document, len(kept), f"\n{field}")


def _without(document: Document, index: int, count: int) -> list[Edit]:
    """A list without one of its items; the field goes with the last of them."""
    lines = range(document.at(FIELD, index).line, document.at(FIELD, index).line + 1)
    if count == 1:
        lines = range(document.key(FIELD).line, lines.stop)
    elif _is_flow(document):
        start, written = document.region((FIELD,))
        items = [str(item) for place, item in enumerate(document.value((FIELD,))) if place != index]
        place = document.text.at_offset(start)
        return [Edit(document.path, place.line, place.column, written, f"[{', '.join(map(flow, items))}")]
    return [Edit(document.path, number, 1, f"{document.text.line(number)}\n", "") for number in lines]


def _insertion(document: Document, offset: int, text: str) -> Edit:
    place = document.text.at_offset(offset)
    return Edit(document.path, place.line, place.column, "", text)
