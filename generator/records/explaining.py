"""Data that a model does not take: every problem of the file, each at its place, with an example of what would do, or what was meant."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Sequence, Set
from functools import partial
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from ..base import dates
from ..base.diagnostic import Concern, Diagnostic, Rule, Span, did_you_mean, nearest, rule
from ..base.saying import NOTHING, Said, said
from ..reading.yaml_problem import SHORT
from ..reading.yaml_reader import Document, Route
from ..reading.yaml_scalars import scalar
from . import advice_names, misread, other_names, remedies, unread, wording
from .misread import Fields
from .parts import Record
from .splicing import Change
from .values import QUOTATION_FIELDS, RANGE, RANGE_FIELDS, Model, translated

UNKNOWN_FIELD = rule(
    "unknown-field",
    """
    A field has a name that this kind of record does not have.

    Usually a typing mistake, or a field that stands one level too deep or too high. The fields of each kind are
    listed on the page *Fields*.

    **Way out:** correct the name, or move the field to where it belongs (its indentation decides).
    """,
    about=Concern.RECORDS,
)
MISSING_FIELD = rule(
    "missing-field",
    """
    A field that every record of this kind needs is not there.

    **Way out:** add the field. If you do not know its value yet, `status: draft` does not help here: a few
    fields, such as the title and the summary, are what makes a record one.
    """,
    about=Concern.RECORDS,
)
WRONG_TYPE = rule(
    "wrong-type",
    """
    A value is of another type than its field.

    YAML decides by the way a value is written: `2020` is a number, `"2020"` is text; `[a, b]` and lines that begin
    with `-` are lists; lines of `name: value` are mappings.

    **Way out:** put quotes around a text that looks like a number; write a list as `- item`, one a line.
    """,
    about=Concern.RECORDS,
)
BAD_VALUE = rule(
    "bad-value",
    """
    A value is of the right type but not one that its field takes.

    A date that does not exist, an id with capital letters, a bound that is none of the six, an empty text: the message
    says which, and what would do.

    **Way out:** as the message says; the page *Fields* has an example for each field.
    """,
    about=Concern.RECORDS,
)

RULES: tuple[Rule, ...] = (UNKNOWN_FIELD, MISSING_FIELD, WRONG_TYPE, BAD_VALUE)

# More fields than these are no short form of anything.
_MOST_FIELDS = 4
# More words than these are no id.
_MOST_WORDS = 4


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """The fields of a model as people should meet them, and as they stand in a file."""
    fields = model.model_fields
    if issubclass(model, Record) and model.reading_order:
        return {name: fields[name] for name in model.reading_order}
    # A text in a further language stands behind that which it is a translation of.
    beside = {name: [other for language in model.languages if (other := translated(name, language)) in fields] for name in fields}
    others = {name for found in beside.values() for name in found}
    return {one: fields[one] for name in fields if name not in others for one in (name, *beside[name])}


class Finding(NamedTuple):
    """A problem, and the changes by which the file says what it was meant to say, none where that is open.

    `settles` are the routes in the changed file of which nothing needs to be said any more.
    """

    told: Diagnostic
    meant: tuple[Change, ...] = ()
    settles: frozenset[Route] = frozenset()


def findings(model: type[Model], document: Document, problems: Sequence[Any], settled: Set[Route] = frozenset()) -> Iterator[Finding]:
    """All that is wrong with a file, from pydantic's problems with it, but what is settled; of what one mistake made wrong, once."""
    if not document.is_whole:
        problems = unread.told(document, problems, partial(_target, document), lambda here: _fields(model, here), other_names.meant)
    strange = [_target(document, problem) for problem in problems if problem["type"] == "extra_forbidden"]
    settled = set(settled)
    for found in misread.find(document, strange, lambda here: _fields(model, here)):
        settled |= found.routes
        told = UNKNOWN_FIELD.at(found.span, found.message, found.help, instead=found.instead, is_safe=found.is_safe)
        yield Finding(told, change(document, told) if found.is_safe else ())
    # What is missing under its name stands there under another one.
    settled.update((*route[:-1], meant) for route in strange if (meant := other_names.meant(str(route[-1]), _fields(model, route[:-1]))))
    for problem in problems:
        if _target(document, problem) not in settled:
            yield _better(model, document, problem) or _finding(model, document, problem)


def change(document: Document, told: Diagnostic) -> tuple[Change, ...]:
    """What a finding about a document proposes, as changes to its text."""
    if told.instead is None:
        return ()

    def of(span: Span, text: str) -> Change:
        start = document.text.line_starts[span.line - 1] + span.column - 1
        return Change(start, start + len(span.shown), text)

    return (of(told.span, told.instead), *(of(span, text) for span, text in told.more))


def _target(document: Document, problem: Any) -> Route:
    """The route of what a problem is about, be it there or missing."""
    loc = problem["loc"]
    return (*_route(document.data, loc[:-1]), loc[-1]) if problem["type"] == "missing" else _route(document.data, loc)


def _better(model: type[Model], document: Document, problem: Any) -> Finding | None:
    """What is wrong with a value, where it can be told what somebody meant by it."""
    route = _route(document.data, problem["loc"])
    names = [step for step in route if isinstance(step, str)]
    fields = _fields(model, route[: route.index(names[-1])]) if names else Fields()
    code = "date" if names and names[-1] in fields.dates else problem["type"]
    if code == "tuple_type" and (part := model_at(model, route)) and isinstance(value := document.value(route), str):
        return _as_parts(document, route, _fields_of(part), part, value)
    found = remedies.of_value(document, route, code, problem.get("ctx", {}), fields.names)
    if found is None:
        return None
    is_type = problem["type"].endswith("_type")
    told = (WRONG_TYPE if is_type else BAD_VALUE).at(found.span, found.message, found.help, instead=found.instead, is_safe=found.is_safe)
    return Finding(told, change(document, told))


def _fields(model: type[Model], here: Route) -> Fields:
    """The fields of the mapping at a route."""
    found = model_at(model, here)
    return Fields(_fields_at(model, here)) if found is None else _fields_of(found)


def _fields_of(model: type[Model]) -> Fields:
    fields = fields_of(model)
    return Fields(
        list(fields),
        [name for name, field in fields.items() if field.is_required()],
        frozenset(name for name in fields if _is_date(fields[name].annotation)),
    )


def _is_date(annotation: Any) -> bool:
    return annotation is dates.Edtf or any(map(_is_date, typing.get_args(annotation)))


def _finding(model: type[Model], document: Document, problem: Any) -> Finding:
    route = _route(document.data, problem["loc"])
    code = problem["type"]
    message = wording.message(problem)
    if code == "extra_forbidden":
        name = str(route[-1])
        fields = _fields_at(model, route[:-1])
        near = other_names.meant(name, _fields(model, route[:-1])) or None
        help = said("did you mean '{name}'?", name=near) if near else said("the fields here are: {names}", names=", ".join(fields))
        span = document.key(*route)
        # Where that field is there already, the two are somebody's to join.
        instead = document.instead(route, span, near, is_key=True) if near and near not in document.value(route[:-1]) else None
        is_same = near == other_names.plain(name)
        told = UNKNOWN_FIELD.at(span, said("there is no field '{name}' here", name=name), help, instead=instead, is_safe=bool(instead) and is_same)
        return Finding(told, change(document, told) if near and other_names.is_certain(name, near, _fields(model, route[:-1])) else ())
    if code == "missing":
        parent = tuple(problem["loc"][:-1])
        if route and route == _target(document, problem) and route in document:
            empty = said("the field '{name}' is empty", name=route[-1])
            return Finding(MISSING_FIELD.at(document.key(*route), empty, _example(model, problem["loc"])))
        message = said("the field '{name}' is missing", name=problem["loc"][-1])
        return Finding(MISSING_FIELD.at(_head(document, parent), message, _example(model, problem["loc"])))
    wrong_type = code.endswith("_type") or code in ("is_instance_of", "model_attributes_type")
    if wrong_type:
        message = said("{message}; got {value}", message=message, value=wording.described(document.value(route)))
    help, span, instead = _example(model, route), document.at(*route), None
    meant, settles = tuple[Change, ...](), frozenset[Route]()
    if code == "model_type" and isinstance(value := document.value(route), str):
        part = _as_part(_fields(model, route), model_at(model, route), value)
        if part:
            help = part.help
            start, written = document.region(route)
            meant = (Change(start, start + len(written), f"{{{part.own}: {scalar(value, is_in_flow=True)}}}"),) if part.own else ()
            settles = frozenset((*route, name) for name in part.others)
    if code == "literal_error":
        value = str(document.value(route))
        if advice := remedies.of_word(value, wording.choices(problem)):
            told = BAD_VALUE.at(
                span,
                message,
                said("write {line}", line=f"{route[-1]}: {advice.instead}"),
                instead=document.instead(route, span, advice.instead),
                is_safe=advice.is_safe,
            )
            return Finding(told, change(document, told))
        help, near = did_you_mean(value, wording.choices(problem), help), nearest(value, wording.choices(problem))
        instead = document.instead(route, span, near) if near else None
    told = (WRONG_TYPE if wrong_type else BAD_VALUE).at(span, message, help, instead=instead)
    return Finding(told, meant or change(document, told), settles)


def _as_parts(document: Document, route: Route, fields: Fields, model: type[Model], text: str) -> Finding:
    """A text that stands where a list of parts should: each of what it names is one field of a part."""
    items = advice_names.items(text)
    parts = [_as_part(fields, model, item) for item in items]
    span = document.at(*route)
    message = said("this should be a list of parts, each with fields of its own: {fields}", fields=", ".join(fields.required))
    first = parts[0] if parts else None
    if first is None or any(part is None or not part.own for part in parts):
        return Finding(WRONG_TYPE.at(span, message, _example(model, route)))
    start, written = document.region(route)
    shown = ", ".join(f"{{{part.own}: {scalar(item, is_in_flow=True)}}}" for part, item in zip(parts, items, strict=True) if part)
    help = said("write each on a line of its own, behind '- ': {fields}", fields=first.shown)
    settles = frozenset((*route, index, name) for index, part in enumerate(parts) if part for name in part.others)
    return Finding(WRONG_TYPE.at(span, message, help), (Change(start, start + len(written), f"[{shown}]"),), settles)


class _Part(NamedTuple):
    """How a part is written of which somebody gave one value alone: which of its fields that is, and which are missing."""

    help: Said
    shown: str
    own: str
    others: Sequence[str]


def _as_part(fields: Fields, model: type[Model] | None, text: str) -> _Part | None:
    """How a part is written of which somebody gave one value alone, the others as in the examples; nothing for a longer text."""
    if model is None or "\n" in text or len(text) > SHORT or not 1 < len(fields.required) < _MOST_FIELDS:
        return None
    examples = {name: (model.model_fields[name].examples or ["\N{HORIZONTAL ELLIPSIS}"])[0] for name in fields.required}
    takes_text = any(isinstance(example, str) for example in examples.values())
    is_id, is_date = len(text.split()) <= _MOST_WORDS and bool(advice_names.slug(text)), bool(re.match(dates.PATTERN, text))
    own = next((name for name in fields.required if is_date and name in fields.dates), "")
    own = own or (fields.required[0] if is_id else fields.required[-1]) if takes_text else ""
    own_text = advice_names.slug(text) if is_id and own == fields.required[0] else text
    given = {name: own_text if name == own else value for name, value in examples.items()}
    shown = ", ".join(f"{name}: {scalar(value, is_in_flow=True) if isinstance(value, str) else value}" for name, value in given.items())
    help = said("write it with its fields, such as {fields}", fields=f"{{{shown}}}")
    return _Part(help, f"{{{shown}}}", own, [name for name in fields.required if name != own])


def _head(document: Document, route: Route) -> Span:
    """Where to point for something missing: the key that opens the part, or the file's first line."""
    return document.key(*route) if route else document.text.span(1, 1, len(document.text.line(1)))


def _route(data: Any, loc: tuple[int | str, ...]) -> Route:
    """The part of pydantic's location that is a route: it may end in the name of an inner validator."""
    route: list[int | str] = []
    for step in loc:
        if step == 0 and isinstance(data, dict):
            # The only one of a list, written without it.
            continue
        inside = (isinstance(data, dict) and step in data) or (isinstance(data, list) and isinstance(step, int) and step < len(data))
        if not inside:
            break
        route.append(step)
        data = data[step]
    return tuple(route)


def model_at(model: Any, route: Route) -> type[Model] | None:
    """The model that describes the value at `route`, if one does; the keys of a mapping of parts are no fields."""
    current: Any = model
    is_mapping = False
    for step in route:
        if isinstance(step, int):
            continue
        if is_mapping:
            is_mapping = False
            continue
        inner = current.model_fields.get(step) if isinstance(current, type) and issubclass(current, Model) else None
        if inner is None:
            return None
        current, is_mapping = inner_model(inner.annotation), typing.get_origin(inner.annotation) is dict
    return current if not is_mapping and isinstance(current, type) and issubclass(current, Model) else None


def inner_model(annotation: Any) -> type[Model] | None:
    """The model that a type holds, in a list or a mapping or by itself; None for a type that holds none."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for part in typing.get_args(annotation):
        if found := inner_model(part):
            return found
    return None


def _fields_at(model: type[Model], route: Route) -> list[str]:
    found = model_at(model, route)
    if found:
        return list(fields_of(found))
    # The mappings that are no models: citations with a quote, and ranges.
    return list(QUOTATION_FIELDS if "cite" in route else RANGE_FIELDS)


def _example(model: type[Model], route: Route) -> Said:
    """A help text with the example of the field at `route`."""
    names = [step for step in route if isinstance(step, str)]
    owner = model_at(model, route[: route.index(names[-1])] if names else ()) if names else None
    field = owner.model_fields.get(names[-1]) if owner and names else None
    if field is None or not field.examples:
        return said("a range is written {form}", form=RANGE) if names[-2:-1] == ["value"] else NOTHING
    return said("for example: {line}", line=f"{names[-1]}: {flow(field.examples[0])}")


def flow(value: Any, *, is_inside: bool = False) -> str:
    """A value as YAML on one line, as a contributor would write it; perhaps between brackets (`is_inside`)."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "[" + ", ".join(flow(item, is_inside=True) for item in value) + "]"
        case dict():
            return "{" + ", ".join(f"{key}: {flow(item, is_inside=True)}" for key, item in value.items()) + "}"
        case str():
            return scalar(value, is_in_flow=is_inside)
        case _:
            return str(value)
