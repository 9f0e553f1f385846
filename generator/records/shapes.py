"""Values of another shape than their field's: a mapping for a list, a list for one value, and what the file looks like with the right one.

Knows positions and the names of fields, and no model. Where it can be done line by line, it is said which text has to stand where.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..base import dates
from ..base.diagnostic import Span
from ..base.identifier import SLUG_PATTERN
from ..base.saying import Said, said
from ..reading.yaml_reader import Document, Route
from ..reading.yaml_scalars import scalar
from . import block_lines
from .advice import UNKNOWN
from .misread import Fields
from .other_names import is_torn

_MOST = 300
# A day as machines write it, with a time of day.
_TIMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]")


class Shape(NamedTuple):
    """What is wrong with the shape of a value, a way out, and what should stand where for it to be right."""

    message: Said
    help: Said
    edits: tuple[tuple[Span, str], ...] = ()


def of_list(document: Document, route: Route, fields: Fields | None) -> Shape | None:
    """A mapping that stands where a list should; `fields` are those of its items, where these have any."""
    value = document.value(route)
    if not isinstance(value, dict) or not value:
        return None
    if fields is None:
        return _keys(document, route, value)
    if fields.names and all(name in fields.names for name in value):
        return _item(document, route, value)
    if not fields.required or not all(re.fullmatch(SLUG_PATTERN, name) or re.match(dates.PATTERN, name) for name in value):
        return None
    return _by_name(document, route, value, fields)


def of_mapping(document: Document, route: Route, fields: Fields) -> Shape | None:
    """A list that stands where a mapping should: each item has a field or two of it."""
    value = document.value(route)
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) and item for item in value):
        return None
    names = [name for item in value for name in item]
    # What does not belong there is told when it is one mapping.
    if len(set(names)) != len(names) or 2 * sum(name in fields.names for name in names) < len(names):
        return None
    example = names[0]
    message = said("these are the fields of one mapping, and no items of a list")
    help = said("write them without '- ': {line}", line=f"{example}: \N{HORIZONTAL ELLIPSIS}")
    if document.is_in_flow((*route, 0)):
        return Shape(message, help, _replaced(document, route, _flow({name: item[name] for item in value for name in item})))
    edits = []
    for index in range(len(value)):
        key = document.key(*route, index, next(iter(value[index])))
        line = document.text.line(key.line)
        dash = line[: key.column - 1]
        if not re.fullmatch(r" *- *", dash):
            return Shape(message, help)
        place = dash.index("-") + 1
        edits.append((document.text.span(key.line, place, 1), " "))
    return Shape(message, help, tuple(edits))


def of_one(document: Document, route: Route) -> Shape | None:
    """A list that stands where one value should."""
    value = document.value(route)
    if not isinstance(value, list) or not value:
        return None
    if len(value) == 1 and not isinstance(value[0], list | dict):
        message = said("this is one value, and no list")
        shown = scalar(value[0]) if isinstance(value[0], str) else document.region((*route, 0))[1].strip()
        return Shape(message, said("write {line}", line=f"{route[-1]}: {shown}"), _replaced(document, route, shown))
    return Shape(said("there is one value here, and no list"), said("keep one; of a text write the paragraphs behind '{name}: |'", name=route[-1]))


def of_text(document: Document, route: Route) -> Shape | None:
    """A text that became a mapping by its colon."""
    value = document.value(route)
    if not isinstance(value, dict) or len(value) != 1:
        return None
    name, inner = next(iter(value.items()))
    if not isinstance(inner, str) or re.fullmatch(r"[a-z_]{2,8}", name) or "\n" in inner:
        return None
    shown = scalar(f"{name}: {inner}")
    message = said("the colon in this text made a field of what stands before it")
    return Shape(message, said("put quotes around the text: {text}", text=shown), _replaced(document, route, shown))


def of_date(document: Document, route: Route) -> Shape | None:
    """An interval as a mapping or a list of its two ends."""
    value = document.value(route)
    ends = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    ends = [found[1] if isinstance(end, str) and (found := _TIMED.match(end)) else end for end in ends]
    if len(ends) == 2 and ends[1] is None and isinstance(ends[0], str) and re.fullmatch(dates.PATTERN, ends[0]):
        message = said("an interval is written with a '/' between its ends")
        return Shape(message, said("write {line}, or {open} where it still goes on", line=f"{route[-1]}: {ends[0]}", open=f"{ends[0]}/.."))
    if len(ends) != 2 or not all(isinstance(end, str | int) and not isinstance(end, bool) for end in ends):
        return None
    shown = "/".join(map(str, ends))
    try:
        dates.parse(shown)
    except ValueError:
        return None
    message = said("an interval is written with a '/' between its ends")
    return Shape(message, said("write {line}", line=f"{route[-1]}: {shown}"), _replaced(document, route, shown))


def of_name(document: Document, route: Route) -> Shape | None:
    """An id in a mapping of its own: `- id: growers`."""
    value = document.value(route)
    if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in ("id", "name", "key"):
        return None
    name, inner = next(iter(value.items()))
    if not isinstance(inner, str):
        return None
    message, help = said("this is an id alone, and no mapping"), said("write {line}", line=scalar(inner))
    if document.region(route)[1].startswith("{"):
        return Shape(message, help, _replaced(document, route, scalar(inner, is_in_flow=True)))
    key, (start, written) = document.key(*route, name), document.region((*route, name))
    offset = document.text.line_starts[key.line - 1] + key.column - 1
    return Shape(message, help, ((document.text.at_offset(offset, start + len(written) - offset), written),) if "\n" not in written else ())


def nothing(document: Document, route: Route, *, is_list: bool, is_mapping: bool) -> Shape | None:
    """A field that is there to say that there is nothing."""
    value = document.value(route)
    is_empty = value is None or (is_list and (value == {} or (isinstance(value, str) and UNKNOWN.fullmatch(value.strip()))))
    if not is_empty or not (is_list or is_mapping) or not route or not isinstance(route[-1], str):
        return None
    if is_list:
        message = said("here is nothing to list")
        help = said("leave the field out, or write the items: each on a line of its own, behind '- '")
    else:
        message, help = said("here is nothing"), said("leave the field out, or write its parts below it, indented")
    first, last = block_lines.lines(document, route)
    key = document.key(*route)
    mapping = document.value(route[:-1])
    is_alone = first == last and not document.text.line(first)[: key.column - 1].strip() and len(mapping) > 1
    if not is_alone or document.is_in_flow(route) or re.search(r"#", document.text.line(first)):
        return Shape(message, help)
    return Shape(message, help, ((document.text.span(first, 1, len(document.text.line(first))), ""),))


def parted(document: Document, route: Route, missing: str, fields: Fields) -> Shape | None:
    """An item of a list that is only the rest of the one before: `- id: a` and, in the next line, `- role: b`."""
    if not route or not isinstance(route[-1], int) or not route[-1] or not fields.required or missing != fields.required[0]:
        return None
    before, item = document.value((*route[:-1], route[-1] - 1)), document.value(route)
    if not isinstance(before, dict) or not isinstance(item, dict) or not item or set(before) & set(item) or is_torn({*before, *item}):
        return None
    if not all(name in fields.names for name in (*before, *item)) or document.is_in_flow(route):
        return None
    key = document.key(*route, next(iter(item)))
    dash = document.text.line(key.line)[: key.column - 1]
    if not re.fullmatch(r" *- *", dash):
        return None
    place = document.text.span(key.line, dash.index("-") + 1, 1)
    return Shape(said("this '-' begins a new item"), said("take it away where this belongs to the item before"), ((place, " "),))


def nested(document: Document, route: Route) -> Shape | None:
    """A list within a list."""
    value = document.value(route)
    if not isinstance(value, list) or not route or not isinstance(route[-1], int):
        return None
    whole = document.value(route[:-1])
    message = said("this is a list in a list")
    help = said("take one pair of brackets, or one '- ', away")
    if len(whole) == 1 and not document.is_in_flow(route) and (found := _dashes(document, route)):
        return Shape(message, help, found)
    if all(isinstance(item, list) for item in whole) and document.is_in_flow(route) and len(whole) == 1:
        return Shape(message, help, _replaced(document, route, document.whole(route)[1].strip()[1:-1]))
    return Shape(message, help)


def named_item(document: Document, route: Route, name: str, fields: Fields) -> Shape | None:
    """An item of a list whose only field is its id, over its fields: `- views: {value: 5}`."""
    item = document.value(route)
    inner = item.get(name) if isinstance(item, dict) else None
    if not isinstance(item, dict) or len(item) != 1 or not isinstance(inner, dict) or not inner or not fields.required:
        return None
    own = fields.required[0]
    if not re.fullmatch(SLUG_PATTERN, name) or own in inner or not all(field in fields.names for field in inner):
        return None
    message = said("an item of this list says what it is called in a field of its own: {field}", field=own)
    return Shape(
        message, said("write {line}, and the others in lines below, beside it", line=f"{own}: {name}"), tuple(_opened(document, route, name, own, ""))
    )


def _keys(document: Document, route: Route, value: Mapping[str, Any]) -> Shape | None:
    if not all(inner is None or inner is True for inner in value.values()):
        return None
    shown = f"[{', '.join(scalar(name, is_in_flow=True) for name in value)}]"
    message = said("these are the items of a list, and no fields")
    written = document.region(route)[1]
    edits: tuple[tuple[Span, str], ...] = ()
    if document.is_in_flow(route) or written.startswith("{"):
        edits = _replaced(document, route, shown)
    elif all(inner is None for inner in value.values()):
        edits = tuple(edit for name in value if (edit := _keyed(document, (*route, name), name)))
        edits = edits if len(edits) == len(value) else ()
    return Shape(message, said("write {line}", line=f"{route[-1]}: {shown}"), edits)


def _keyed(document: Document, route: Route, name: str) -> tuple[Span, str] | None:
    key = document.key(*route)
    line = document.text.line(key.line)
    if line.strip() != f"{key.shown}:":
        return None
    return document.text.span(key.line, key.column, key.width + 1), f"- {key.shown}"


def _item(document: Document, route: Route, value: Mapping[str, Any]) -> Shape:
    message = said("this is a list, if only of one: each item begins with '- '")
    first = next(iter(value))
    if document.region(route)[1].startswith("{"):
        whole = document.whole(route)[1]
        return Shape(message, said("put square brackets around it"), _replaced(document, route, f"[{whole}]") if "\n" not in whole else ())
    key, last = document.key(*route, first), block_lines.lines(document, route)[1]
    edits = [(key, f"- {key.shown}"), *block_lines.indented(document, key.line + 1, last, 2)]
    return Shape(
        message, said("write '- ' before the first field, and the others below it: {line}", line=f"- {first}: \N{HORIZONTAL ELLIPSIS}"), tuple(edits)
    )


def _by_name(document: Document, route: Route, value: Mapping[str, Any], fields: Fields) -> Shape | None:
    """Items by their names: `views: {value: 5}`, or `growers: partner`."""
    own, is_flow = fields.required[0], document.region(route)[1].startswith("{")
    message = said("this is a list, whose items say what they are called in a field of their own: {field}", field=own)
    inner = list(value.values())
    first = next(iter(value))
    if all(isinstance(item, dict) and item and all(isinstance(name, str) for name in item) and own not in item for item in inner):
        help = said("write {line}, and what belongs to it below, in the same column", line=f"- {own}: {first}")
        if is_flow:
            return Shape(message, help, _replaced(document, route, _flow([{own: name, **item} for name, item in value.items()])))
        edits = [edit for name in value for edit in _opened(document, route, name, own, "- ")]
        return Shape(message, help, tuple(edits))
    if len(fields.required) == 2 and not any(isinstance(item, dict | list) or item is None for item in inner):
        other = fields.required[1]
        called = {name: name if own in fields.dates else scalar(name, is_in_flow=True) for name in value}
        items = [f"{{{own}: {called[name]}, {other}: {_plain(item)}}}" for name, item in value.items()]
        help = said("write {line}", line=f"- {items[0]}")
        if is_flow:
            return Shape(message, help, _replaced(document, route, f"[{', '.join(items)}]"))
        edits = []
        for name, item in zip(value, items, strict=True):
            key = document.key(*route, name)
            start, written = document.whole((*route, name))
            offset = document.text.line_starts[key.line - 1] + key.column - 1
            if "\n" in document.text.content[offset : start + len(written)]:
                return Shape(message, help)
            edits.append((document.text.at_offset(offset, start + len(written) - offset), f"- {item}"))
        return Shape(message, help, tuple(edits))
    shown = ", ".join(f"{name}: \N{HORIZONTAL ELLIPSIS}" for name in fields.required[1:])
    return Shape(message, said("write {line}", line=f"- {{{own}: {first}{', ' if shown else ''}{shown}}}"))


def _opened(document: Document, route: Route, name: str, own: str, sign: str) -> Sequence[tuple[Span, str]]:
    """A name over its fields, as the first of these."""
    here = (*route, name)
    key, value = document.key(*here), document.value(here)
    start, written = document.region(here)
    offset = document.text.line_starts[key.line - 1] + key.column - 1
    if written.startswith("{"):
        between = document.text.content[offset : start + 1]
        opened = f"{sign}{{{own}: {name}, " if sign or not document.is_in_flow(here) else f"{own}: {name}, "
        return [] if "\n" in between or document.is_in_flow(here) else [(document.text.at_offset(offset, len(between)), opened)]
    inner = document.key(*here, next(iter(value)))
    if document.text.line(key.line).rstrip() != f"{document.text.line(key.line)[: key.column - 1]}{key.shown}:":
        return []
    wanted = key.column + len(sign)
    edits = [(document.text.span(key.line, key.column, key.width + 1), f"{sign}{own}: {name}")]
    last, by = block_lines.lines(document, here)[1], wanted - inner.column
    for number in range(inner.line, last + 1):
        line = document.text.line(number)
        if line.strip() and by > 0:
            edits.append((document.text.span(number, 1, 1), f"{' ' * by}{line[0]}"))
        elif line.strip() and by < 0:
            edits.append((document.text.span(number, 1, -by), ""))
    return edits


def _dashes(document: Document, route: Route) -> tuple[tuple[Span, str], ...]:
    """The second sign in lines such as `- - id: views`."""
    start, _written = document.region((*route, 0))
    span = document.text.at_offset(start)
    before = document.text.line(span.line)[: span.column - 1]
    found = re.fullmatch(r"( *- +)(- +)", before)
    if not found or len(document.value(route)) != 1:
        return ()
    return ((document.text.span(span.line, 1, len(before)), f"{' ' * len(found[2])}{found[1]}"),)


def _replaced(document: Document, route: Route, text: str) -> tuple[tuple[Span, str], ...]:
    start, written = document.whole(route)
    if "\n" in written.rstrip() or "\n" in text or len(text) > _MOST or not written.strip():
        return ()
    return ((document.text.at_offset(start, len(written.rstrip())), text),)


def _plain(value: Any) -> str:
    return scalar(value, is_in_flow=True) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "" if value is None else _plain(value)
