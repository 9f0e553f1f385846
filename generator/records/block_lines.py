"""Fields in lines of their own, moved: what has to stand in which line of the file. Nothing where it is not done line by line."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Span
from ..reading.yaml_reader import Document, Route

Edits = Iterator[tuple[Span, str]]
_STEP = 2


def under(document: Document, route: Route, owner: str, field: str) -> Edits:
    """A field moved into the mapping `owner` beside it, under a name; the first of those that follow one another opens the mapping."""
    here, there = route[:-1], (*route[:-1], owner)
    if not _is_block(document, here) or not _is_alone(document, route):
        return
    first, last = lines(document, route)
    column = document.key(*route).column
    if there not in document:
        key = document.key(*route)
        yield key, f"{owner}:\n{' ' * (column - 1 + _STEP)}{field}"
        yield from indented(document, first + 1, last, _STEP)
        return
    if not isinstance(document.value(there), dict) or not _is_block(document, there) or field in document.value(there) or not document.value(there):
        return
    inner = document.key(*there, next(iter(document.value(there)))).column
    text = _moved(document, route, first, last, field, inner)
    _owner_first, owner_last = lines(document, there)
    yield from _deleted(document, first, last)
    yield _behind(document, owner_last, text)


def beside(document: Document, route: Route, there: Route, field: str) -> Edits:
    """A field moved out of the mapping or the list at `there`, before it, under a name."""
    mapping = document.value(route[:-1])
    if not _is_block(document, route[:-1]) or not _is_block(document, there[:-1]) or not _is_alone(document, route):
        return
    if len(mapping) == 1 or next(iter(mapping)) == route[-1] or field in document.value(there[:-1]):
        return
    first, last = lines(document, route)
    key = document.key(*there)
    text = _moved(document, route, first, last, field, key.column)
    yield from _deleted(document, first, last)
    line = document.text.span(key.line, 1, key.column)
    yield line, f"{text}\n{line.shown}"


def lines(document: Document, route: Route) -> tuple[int, int]:
    """The first and the last line of a field."""
    key = document.key(*route)
    start, written = document.region(route)
    end = document.text.at_offset(start + max(0, len(written.rstrip()) - 1)).line if written.strip() else key.line
    return key.line, max(key.line, end)


def indented(document: Document, first: int, last: int, by: int) -> Edits:
    """Lines with more spaces before them."""
    for number in range(first, last + 1):
        if document.text.line(number).strip():
            span = document.text.span(number, 1, 1)
            yield span, f"{' ' * by}{span.shown}"


def _is_block(document: Document, route: Route) -> bool:
    """Whether a mapping stands in lines of its own."""
    return not document.region(route)[1].startswith(("{", "[")) and (not route or not document.is_in_flow(route))


def _is_alone(document: Document, route: Route) -> bool:
    """Whether a field has its lines for itself."""
    key = document.key(*route)
    return not document.text.line(key.line)[: key.column - 1].strip()


def _moved(document: Document, route: Route, first: int, last: int, field: str, column: int) -> str:
    """The lines of a field, from another column on and under another name."""
    key = document.key(*route)
    by = column - key.column
    given = [document.text.line(number) for number in range(first, last + 1)]
    head = f"{' ' * (column - 1)}{field}{given[0][key.column - 1 + key.width :]}"
    rest = [line if not line.strip() else f"{' ' * by}{line}" if by > 0 else line[min(-by, len(line) - len(line.lstrip())) :] for line in given[1:]]
    return "\n".join((head, *rest))


def _deleted(document: Document, first: int, last: int) -> Edits:
    for number in range(first, last + 1):
        yield document.text.span(number, 1, max(1, len(document.text.line(number)))), ""


def _behind(document: Document, number: int, text: str) -> tuple[Span, str]:
    line = document.text.line(number)
    span = document.text.span(number, max(1, len(line)), 1)
    return span, f"{span.shown}\n{text}"
