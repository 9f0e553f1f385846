"""Where in a YAML file somebody is typing, told by the lines alone: while one types, the file is no YAML more often than not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...reading.yaml_reader import Route

# The head of a line: its dashes and its key, with what stands behind.
_DASH = re.compile(r"-(?: +|\Z)")
_KEY = re.compile(r"""(?P<key>"[^"\n]*"|'[^'\n]*'|[^\s\-?:,\[\]{}#&*!|>'"%@`][^\n:#]*?)\s*:(?:\s+|\Z)(?P<rest>.*)""")
# A value between brackets goes over so many lines at the most.
_MOST_LINES = 60
# What of an item of a list stands in a route, whichever it is.
ITEM = 0


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a file: the route to the value that it is in or, where `is_key`, to the mapping of which a key is being typed.

    `typed` is what of the key or of the value stands before the place, without an opening quote; `column` is where that begins, 1-based.
    `is_text` says that it is in a text of several lines; `is_flow` that it is between brackets; `quote` is the quote that is open.
    `keys` are those that the mapping has already.
    """

    route: Route
    typed: str
    column: int
    is_key: bool = False
    is_text: bool = False
    is_flow: bool = False
    quote: str = ""
    keys: tuple[str, ...] = ()


class _Head(NamedTuple):
    """A dash or a key at the head of a line: its column from 0, its name (empty for a dash), and where what stands behind it begins."""

    column: int
    key: str
    rest: int


def at(lines: Sequence[str], line: int, column: int) -> Cursor:
    """Where a line and a column are, both 1-based."""
    own = lines[line - 1] if line <= len(lines) else ""
    before = own[: column - 1]
    if opened := _open_brackets(lines[: line - 1], before):
        route, value = opened
        return _in_value(route, value, 0)
    heads = _heads(before)
    indent = len(before) - len(before.lstrip())
    route, is_text = _above(lines[: line - 1], heads[0].column if heads else indent, is_item=bool(heads) and not heads[0].key)
    if is_text:
        return Cursor(route, before.lstrip(), indent + 1, is_text=True)
    route = (*route, *(head.key or ITEM for head in heads))
    start = heads[-1].rest if heads else indent
    value = before[start:]
    if (heads and heads[-1].key) or value[:1] in ("{", "[", '"', "'"):
        return _in_value(route, value, start)
    # Behind a dash, or on a line of its own: a key, or an item that has none.
    return Cursor(route, value, start + 1, is_key=True, keys=tuple(_siblings(lines, line - 1, start)))


def _open_brackets(lines: Sequence[str], before: str) -> tuple[Route, str] | None:
    """The route to a value that began between brackets on a line above, with all of it up to here; None where they are closed."""
    for number in range(len(lines) - 1, max(-1, len(lines) - _MOST_LINES), -1):
        heads = _heads(lines[number])
        rest = lines[number][heads[-1].rest :] if heads else ""
        if rest[:1] in ("[", "{"):
            value = "\n".join((rest, *lines[number + 1 :], before))
            if sum(value.count(sign) for sign in "[{") <= sum(value.count(sign) for sign in "]}"):
                return None
            return _route_of(lines, number, heads), value
        if heads:
            return None
    return None


def _route_of(lines: Sequence[str], number: int, heads: Sequence[_Head]) -> Route:
    """The route to what stands behind the heads of a line."""
    above, _is_text = _above(lines[:number], heads[0].column, is_item=not heads[0].key)
    return (*above, *(head.key or ITEM for head in heads))


def _heads(text: str) -> list[_Head]:
    """The dashes and the key with which a line begins."""
    found: list[_Head] = []
    place = len(text) - len(text.lstrip(" "))
    while match := _DASH.match(text, place):
        found.append(_Head(place, "", match.end()))
        place = match.end()
    if match := _KEY.match(text, place):
        found.append(_Head(place, match["key"].strip("\"'"), match.start("rest")))
    return found


def _above(lines: Sequence[str], limit: int, *, is_item: bool) -> tuple[Route, bool]:
    """The route to what a line with this indent stands in, and whether that is a text of several lines."""
    route: list[str | int] = []
    for number in range(len(lines) - 1, -1, -1):
        text = lines[number]
        if not text.strip() or (text.lstrip().startswith("#") and not route):
            continue
        heads = _heads(text)
        for head in reversed(heads):
            # The items of a list may stand as far left as its key.
            if not (head.column <= limit if is_item and head.key else head.column < limit):
                continue
            rest = text[head.rest :].split(" #")[0].strip()
            if not route and head.key and rest and rest[0] not in "[{&":
                return _route_of(lines, number, [other for other in heads if other.column <= head.column]), True
            route.append(head.key or ITEM)
            limit, is_item = head.column, not head.key
        if limit == 0 and not is_item:
            break
    return tuple(reversed(route)), False


def _siblings(lines: Sequence[str], number: int, column: int) -> Iterator[str]:
    """The keys beside one at a column, before and behind it."""
    for these in (reversed(lines[:number]), lines[number + 1 :]):
        for text in these:
            if not text.strip():
                continue
            heads = _heads(text)
            yield from (head.key for head in heads if head.key and head.column == column)
            if len(text) - len(text.lstrip()) < column and text.strip():
                break


# --- between brackets --------------------------------------------------------------------------------------------


def _in_value(route: Route, value: str, start: int) -> Cursor:
    """Where the end of a value is that begins on the line, at this column from 0."""
    frames: list[tuple[str, str, list[str]]] = []
    token, quote, key = 0, "", ""
    for place, sign in enumerate(value):
        if quote:
            if sign == quote:
                quote = ""
        elif sign in "\"'" and not value[token:place].strip():
            quote, token = sign, place
        elif sign in "[{":
            if not value[token:place].strip():
                frames.append((sign, key, []))
                token, key = place + 1, ""
        elif sign in "]}" and frames:
            _sign, key, _keys = frames.pop()
            token = place + 1
        elif sign == "," and frames:
            token, key = place + 1, ""
        elif sign == ":" and frames and frames[-1][0] == "{" and value[place + 1 : place + 2] in (" ", ""):
            key = value[token:place].strip().strip("\"'")
            frames[-1][2].append(key)
            token = place + 1
    typed = value[token:]
    place = token + len(typed) - len(typed.lstrip())
    column = start + place + 1 if "\n" not in value else place - value.rfind("\n")
    typed = typed.lstrip()
    if quote:
        typed, column = typed[1:], column + 1
    inner: list[str | int] = []
    for sign, above, _keys in frames:
        inner += [above] if above else []
        inner += [ITEM] if sign == "[" else []
    is_key = bool(frames) and frames[-1][0] == "{" and not key
    whole = (*route, *inner, *([key] if key else []))
    return Cursor(whole, typed, column, is_key=is_key, is_flow=bool(frames), quote=quote, keys=tuple(frames[-1][2]) if is_key else ())
