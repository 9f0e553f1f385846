"""What somebody points at: the name under a place, what it means, and the outline of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ...base.diagnostic import Span
from ...base.saying import ENGLISH, as_it_is, spoken
from ...catalog.catalog import Catalog
from ...records import folder
from .. import naming
from ..naming import Place
from . import cursor, described
from .fields import field_at, model_of

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*", re.ASCII)
_WORD_ENDS = re.compile(r"[\w-]*")


class Hover(NamedTuple):
    """What is said of a part of a line, in Markdown."""

    span: Span
    text: str


class Symbol(NamedTuple):
    """A part of a file: its name, what it is (`record`, `claim`, `source`, `field` or `heading`), where, more about it, and how deep it lies."""

    name: str
    what: str
    span: Span
    detail: str = ""
    depth: int = 0


def place_at(root: Path, catalog: Catalog, path: str, line: int, column: int) -> Place | None:
    """The name at a place of a file, the shortest where one lies within another."""
    found = [place for place in naming.in_file(root, catalog, path) if place.is_exact and _covers(place.span, line, column)]
    return min(found, key=lambda place: place.span.width, default=None)


def _covers(span: Span, line: int, column: int) -> bool:
    return bool(span.excerpt) and span.line == line and span.column <= column <= span.column + span.width


def hover(root: Path, catalog: Catalog, path: str, lines: Sequence[str], line: int, column: int, language: str = ENGLISH) -> Hover | None:
    """What is to be said of a place, in a language: of the name there, or of the field."""
    place = place_at(root, catalog, path, line, column)
    if place and (text := described.thing(root, catalog, place.thing, language)):
        return Hover(place.span, text)
    found = _of_field(catalog, path, lines, line, column)
    return found._replace(text=spoken(found.text, language)) if found else None


def _of_field(catalog: Catalog, path: str, lines: Sequence[str], line: int, column: int) -> Hover | None:
    model = model_of(catalog.kinds, path)
    own = lines[line - 1] if line <= len(lines) else ""
    match = _WORD_ENDS.match(own, column - 1)
    end = match.end() if match else column - 1
    if model is None or not re.match(r"[\"']?\s*:(?:\s|\Z)", own[end:]):
        return None
    here = cursor.at(lines, line, end + 1)
    field = field_at(model, (*here.route, here.typed)) if here.is_key and here.typed else None
    return Hover(Span(path, line, here.column, len(here.typed), own), field.documentation) if field else None


def symbols(root: Path, catalog: Catalog, path: str, lines: Sequence[str], language: str = ENGLISH) -> list[Symbol]:
    """The outline of a file: a record with its claims and the parts of its story, the entries of the bibliography, the headings of a page."""
    if path == folder.BIBLIOGRAPHY:
        places = naming.in_file(root, catalog, path)
        return [Symbol(place.thing.name, "source", place.span, _title(catalog, place)) for place in places if place.is_definition]
    if path.endswith(folder.PAGE):
        return list(_headings(path, lines))
    return [symbol for entry in catalog if entry.path == path for symbol in _of_record(catalog, entry.id, language)]


def _title(catalog: Catalog, place: Place) -> str:
    reference = catalog.references.get(place.thing.name)
    return reference.title if reference else ""


def _headings(path: str, lines: Sequence[str]) -> Iterator[Symbol]:
    is_code = False
    for number, text in enumerate(lines, 1):
        is_code ^= text.lstrip().startswith(("```", "~~~"))
        if not is_code and (match := _HEADING.fullmatch(text)):
            yield Symbol(match[2], "heading", Span(path, number, 1, max(1, len(text)), text), depth=len(match[1]) - 1)


def _of_record(catalog: Catalog, id: str, language: str) -> Iterator[Symbol]:
    entry = catalog.entries[id]
    yield Symbol(entry.record.label, "record", entry.document.key(entry.kind.label_field), spoken(as_it_is(entry.kind.noun), language))
    for name, value in entry.document.data.items():
        if name in (entry.kind.label_field, "claims", "story"):
            continue
        yield Symbol(name, "field", entry.document.key(name), "" if isinstance(value, dict | list) else " ".join(str(value).split())[:80], 1)
    for index, claim in enumerate(entry.record.claims):
        known = catalog.claims[id, claim.id]
        yield Symbol(claim.id, "claim", entry.at("claims", index, "id"), described.figure(catalog, entry, known, language), 1)
    for part in entry.kind.story:
        if ("story", part.name) in entry.document:
            yield Symbol(spoken(as_it_is(part.label), language), "field", entry.document.key("story", part.name), depth=1)
