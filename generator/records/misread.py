"""What YAML makes of a line that somebody meant otherwise: a comma, a colon or a space that was taken for one of its own, or was none.

The file is sound as YAML, and only its fields are strange. Knows positions and the names of fields, and no model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ..base.diagnostic import Span
from ..base.identifier import is_key
from ..base.saying import Said, said
from ..reading.yaml_reader import Document, Route
from ..reading.yaml_scalars import scalar
from . import advice_dates, advice_names, advice_numbers
from .advice import Advice

# Spaces that YAML does not know, and takes for letters.
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_GLUED = re.compile(r"(?P<name>[^\W\d][\w-]*)[:\uff1a]\s*(?P<value>\S.*)")

# What people call the place in a source.
_PLACE = re.compile("pages?|pp?|paras?|paragraph|locator|loc|place|section|chapter|minute|at|where")


class Misread(NamedTuple):
    """Several fields that were meant as one: the place, what happened, and a way out; `routes` are those of which nothing else needs to be said."""

    span: Span
    message: Said
    help: Said
    instead: str | None
    is_safe: bool
    routes: frozenset[Route]


# What the fields of a mapping are, by its route: names, those of them that cannot be missing, and which are dates.
class Fields(NamedTuple):
    """The fields that a mapping may have, those that it must have, those that are dates, and the field that another word stands for."""

    names: Sequence[str] = ()
    required: Sequence[str] = ()
    dates: frozenset[str] = frozenset()
    called: Mapping[str, str] = MappingProxyType({})


def find(document: Document, unknown: Sequence[Route], fields_at: Callable[[Route], Fields]) -> Iterator[Misread]:
    """What was misread, from the routes of the fields that should not be there."""
    of_mapping: dict[Route, list[str]] = {}
    for route in unknown:
        of_mapping.setdefault(route[:-1], []).append(str(route[-1]))
    for here, names in of_mapping.items():
        fields = fields_at(here)
        if pair := _pair(document, here, names, fields):
            yield pair
            continue
        seen: set[str] = set()
        for name in names:
            if name not in seen and (
                found := _without_colon(document, here, name, fields)
                or _split(document, here, name, names, fields)
                or _glued(document, here, name, fields)
                or _odd_space(document, here, name)
            ):
                seen.update(str(route[-1]) for route in found.routes)
                yield found


def _without_colon(document: Document, here: Route, name: str, fields: Fields) -> Misread | None:
    """A field between braces that has no colon: `{id: growers, role partner}`."""
    found = re.fullmatch(r"(?P<field>[a-z][a-z_]*) +(?P<value>\S.*)", name)
    mapping = document.value(here)
    if not found or mapping[name] is not None or found["field"] not in fields.names or found["field"] in mapping:
        return None
    instead = f"{found['field']}: {found['value']}"
    message = said("there is no colon behind '{name}'", name=found["field"])
    return Misread(
        document.key(*here, name), message, said("write {line}", line=instead), instead, True, frozenset({(*here, name), (*here, found["field"])})
    )


def _split(document: Document, here: Route, name: str, unknown: Sequence[str], fields: Fields) -> Misread | None:
    """A value between braces with a comma in it, behind which YAML begins the next field: `{value: 53,000}`."""
    mapping = document.value(here)
    names = list(mapping)
    first = names.index(name)
    run = [name]
    while (
        first + len(run) < len(names)
        and (following := names[first + len(run)]) in unknown
        and mapping[following] is None
        and mapping[run[-1]] is None
    ):
        run.append(following)
    before = names[first - 1] if first else ""
    if mapping[name] is not None or not before or before in unknown or not document.region(here)[1].startswith("{"):
        return None
    if isinstance(mapping[before], dict | list) or mapping[before] is None or any(_GLUED.fullmatch(part) for part in run):
        return None
    start = document.region((*here, before))[0]
    last = document.key(*here, run[-1])
    end = document.text.line_starts[last.line - 1] + last.column - 1 + last.width
    written = document.text.content[start:end]
    if "\n" in written:
        return None
    span = document.text.at_offset(start, end - start)
    routes = frozenset((*here, part) for part in (before, *run))
    advice = _number(written, run) or (advice_dates.advise(written) if before in fields.dates else None)
    if advice and advice.instead:
        message = said("between braces a comma ends the value, so that '{rest}' became a field of its own", rest=run[0])
        help = said("write {name}: {value}", name=before, value=advice.instead)
        return Misread(span, message, help, advice.instead, advice.is_safe, routes)
    shown = scalar(written, is_in_flow=True)
    message = said("between braces a comma ends the text, so that '{rest}' became a field of its own", rest=run[0])
    return Misread(span, message, said("put the text in quotes: {name}: {text}", name=before, text=shown), shown, True, routes)


def _number(written: str, run: Sequence[str]) -> Advice | None:
    is_number = re.fullmatch(r"[-+]?[0-9]+", written.partition(",")[0]) and all(re.match(r"[0-9]", part) for part in run)
    return advice_numbers.advise(written) if is_number else None


def _glued(document: Document, here: Route, name: str, fields: Fields) -> Misread | None:
    """A field between braces whose colon has no space behind it, or is a full-width one: `{id:growers}`."""
    found = _GLUED.fullmatch(name)
    if not found or document.value((*here, name)) is not None:
        return None
    instead = f"{found['name']}: {found['value']}"
    if "\uff1a" in name[: found.start("value")]:
        message = said("this is a full-width colon, which parts no name from its value")
    else:
        message = said("there is no space after this colon, so that all of it is taken for a name")
    is_known = found["name"] in fields.names
    return Misread(
        document.key(*here, name), message, said("write {text}", text=instead), instead, is_known, frozenset({(*here, name), (*here, found["name"])})
    )


def _odd_space(document: Document, here: Route, name: str) -> Misread | None:
    """A field that begins with, ends in or holds a space that YAML does not take for one."""
    found = _ODD_SPACE.search(name)
    if not found:
        return None
    plain = _ODD_SPACE.sub(" ", name)
    instead = (
        plain
        if found.start()
        else re.sub(
            r"^[ \u00a0]*", lambda spaces: " " * len(spaces.group()), _ODD_SPACE.sub(lambda odd: "  " if odd.group() == "\u3000" else " ", name)
        )
    )
    message = said(
        "there is a space here that YAML does not take for one (U+{code}), as web pages and word processors have it", code=f"{ord(found.group()):04X}"
    )
    return Misread(document.key(*here, name), message, said("delete it, and type the space again"), instead, True, frozenset({(*here, name)}))


def _cited(mapping: dict[str, object], name: str) -> str:
    """A citation of which the place has a field of its own, as YAML: `{smith2020: p. 3}`, `{source: smith2020, page: 3}`; empty for another."""
    place = str(mapping[name])
    if set(mapping) == {"source", name} and _PLACE.fullmatch(name):
        key, named = str(mapping["source"]), name
    elif set(mapping) == {name} and advice_names.LOCATOR.fullmatch(place):
        key, named = name, ""
    else:
        return ""
    if not is_key(key) or re.search(r"[\[\]]", place) or mapping[name] is None or isinstance(mapping[name], dict | list):
        return ""
    where = f"p. {place}" if re.fullmatch("pages?|pp?", named) and re.fullmatch(r"[0-9][0-9\u2013-]*", place) else place
    return scalar(f"{key}[{where}]", is_in_flow=True)


def _pair(document: Document, here: Route, names: Sequence[str], fields: Fields) -> Misread | None:
    """Two values as `one: other`, where each has a field of its own: `- orchard-tv: host` for `- {id: orchard-tv, role: host}`."""
    mapping = document.value(here)
    if len(names) != 1 or not here:
        return None
    name, value = names[0], mapping[names[0]]
    start, written = document.region((*here, name))
    if "cite" in here and (cited := _cited(mapping, name)):
        offset, whole = document.whole(here)
        message = said("the place in a source stands in square brackets behind its key")
        routes = frozenset((*here, field) for field in (*mapping, "source"))
        line = said("write {citation}", citation=cited)
        return None if "\n" in whole else Misread(document.text.at_offset(offset, len(whole)), message, line, cited, True, routes)
    if list(mapping) != list(names) or len(fields.required) != 2:
        return None
    if value is None or isinstance(value, dict | list) or "\n" in written or name in fields.names:
        return None
    one, other = fields.required
    text = f"{{{one}: {scalar(name, is_in_flow=True)}, {other}: {scalar(str(value), is_in_flow=True)}}}"
    key = document.key(*here, name)
    first = document.text.line_starts[key.line - 1] + key.column - 1
    is_in_braces = document.region(here)[1].startswith("{")
    message = said("each of the two has a field of its own here: {fields}", fields=f"{one}, {other}")
    shown = text[1:-1] if is_in_braces else text
    span = document.text.at_offset(first, start + len(written) - first)
    routes = frozenset({(*here, name), (*here, one), (*here, other)})
    return Misread(span, message, said("write {text}", text=text), shown, True, routes)
