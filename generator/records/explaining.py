"""Data against a model: a typed record, or every problem of the file, each at its place and with an example of what would do."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..base import dates
from ..base.diagnostic import Concern, Diagnostic, Rule, Span, did_you_mean, nearest, rule
from ..base.identifier import FORMER_PATTERN, SLUG_PATTERN, SLUG_WORDS
from ..base.saying import NOTHING, Said, as_it_is, said
from ..reading.yaml_problem import SHORT
from ..reading.yaml_reader import Document, Route
from ..reading.yaml_scalars import scalar
from . import misread, remedies, unread
from .misread import Fields
from .parts import Record
from .values import ISO_PATTERN, QUOTATION_FIELDS, RANGE, RANGE_FIELDS, URL_PATTERN, Model, translated

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

M = TypeVar("M", bound=Model)
# More fields than these are no short form of anything.
_MOST_FIELDS = 4


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """The fields of a model as people should meet them, and as they stand in a file."""
    fields = model.model_fields
    if issubclass(model, Record) and model.reading_order:
        return {name: fields[name] for name in model.reading_order}
    # A text in a further language stands behind that which it is a translation of.
    beside = {name: [other for language in model.languages if (other := translated(name, language)) in fields] for name in fields}
    others = {name for found in beside.values() for name in found}
    return {one: fields[one] for name in fields if name not in others for one in (name, *beside[name])}


def validate(model: type[M], document: Document) -> tuple[M | None, list[Diagnostic]]:
    """A typed record from a document, or None with every problem of the file, each at its place.

    Of a document that is not whole there is no record, and only what is wrong with the parts that could be read.
    """
    if not isinstance(document.data, dict):
        if not document.is_whole:
            return None, []
        message = said("the file is empty") if document.data is None else said("the file is not a mapping")
        return None, [WRONG_TYPE.at(document.text.span(1), message, said("a record is lines of 'field: value'"))]
    try:
        record = model.model_validate(document.data)
        return (record if document.is_whole else None), []
    except ValidationError as error:
        return None, list(_diagnostics(model, document, error.errors(include_url=False)))


def _diagnostics(model: type[Model], document: Document, problems: Sequence[Any]) -> Iterator[Diagnostic]:
    """All that is wrong with a file; of what one mistake made wrong, once."""
    if not document.is_whole:
        at = partial(_target, document)
        problems = unread.told(document, problems, at, lambda here: _fields(model, here), _meant)
    strange = [_target(document, problem) for problem in problems if problem["type"] == "extra_forbidden"]
    settled: set[Route] = set()
    for found in misread.find(document, strange, lambda here: _fields(model, here)):
        settled |= found.routes
        yield UNKNOWN_FIELD.at(found.span, found.message, found.help, instead=found.instead, is_safe=found.is_safe)
    # What is missing under its name stands there under another one.
    settled.update((*route[:-1], meant) for route in strange if (meant := _meant(str(route[-1]), _fields(model, route[:-1]))))
    yield from (
        _better(model, document, problem) or _diagnostic(model, document, problem)
        for problem in problems
        if _target(document, problem) not in settled
    )


def _target(document: Document, problem: Any) -> Route:
    """The route of what a problem is about, be it there or missing."""
    loc = problem["loc"]
    return (*_route(document.data, loc[:-1]), loc[-1]) if problem["type"] == "missing" else _route(document.data, loc)


def _better(model: type[Model], document: Document, problem: Any) -> Diagnostic | None:
    """What is wrong with a value, where it can be told what somebody meant by it."""
    route = _route(document.data, problem["loc"])
    names = [step for step in route if isinstance(step, str)]
    fields = _fields(model, route[: route.index(names[-1])]) if names else Fields()
    code = "date" if names and names[-1] in fields.dates else problem["type"]
    found = remedies.of_value(document, route, code, problem.get("ctx", {}), fields.names)
    if found is None:
        return None
    is_type = problem["type"].endswith("_type")
    return (WRONG_TYPE if is_type else BAD_VALUE).at(found.span, found.message, found.help, instead=found.instead, is_safe=found.is_safe)


def _fields(model: type[Model], here: Route) -> Fields:
    """The fields of the mapping at a route."""
    found = model_at(model, here)
    if found is None:
        return Fields(_fields_at(model, here))
    fields = fields_of(found)
    return Fields(
        list(fields),
        [name for name, field in fields.items() if field.is_required()],
        frozenset(name for name in fields if _is_date(fields[name].annotation)),
    )


def _is_date(annotation: Any) -> bool:
    return annotation is dates.Edtf or any(map(_is_date, typing.get_args(annotation)))


# What fields are called elsewhere.
_CALLED = {
    "cite": ("source", "sources", "citation", "citations", "reference", "references", "ref", "refs", "url", "link", "cites"),
    "as_of": ("date", "when", "year", "time", "at"),
    "value": ("amount", "number", "figure", "count", "total"),
    "statement": ("text", "claim", "content", "quote"),
    "note": ("comment", "comments", "remark", "notes", "caveat"),
    "bound": ("qualifier", "precision"),
    "summary": ("description", "abstract", "intro", "teaser"),
    "title": ("name", "headline"),
    "name": ("title", "label"),
    "aliases": ("alias", "synonyms", "alt", "also_known_as", "aka", "other_names"),
    "text": ("body", "content", "article"),
    "low": ("from", "lower", "lower_limit", "min", "minimum"),
    "high": ("to", "upper", "upper_limit", "max", "maximum"),
    "level": ("confidence", "percent", "ci"),
    "on": ("date", "when"),
    "by": ("who", "author", "reviewer"),
}


def _meant(name: str, fields: Fields) -> str:
    """The field that a name is a slip of, or another word for; empty when there is none."""
    word = name.strip().lower().replace("-", "_").replace(" ", "_")
    called = next((field for field, words in _CALLED.items() if field in fields.names and word in words), "")
    # The record that a part is about has a field of the name of its kind.
    first = fields.required[0] if word in ("id", "record") and fields.required else ""
    return word if word in fields.names else nearest(name, fields.names) or called or first


def _diagnostic(model: type[Model], document: Document, problem: Any) -> Diagnostic:
    route = _route(document.data, problem["loc"])
    code = problem["type"]
    message = _message(problem)
    if code == "extra_forbidden":
        name = str(route[-1])
        fields = _fields_at(model, route[:-1])
        near = _meant(name, _fields(model, route[:-1])) or None
        help = said("did you mean '{name}'?", name=near) if near else said("the fields here are: {names}", names=", ".join(fields))
        span = document.key(*route)
        # Where that field is there already, the two are somebody's to join.
        instead = document.instead(route, span, near, is_key=True) if near and near not in document.value(route[:-1]) else None
        return UNKNOWN_FIELD.at(span, said("there is no field '{name}' here", name=name), help, instead=instead)
    if code == "missing":
        parent = tuple(problem["loc"][:-1])
        if route and route == _target(document, problem) and route in document:
            empty = said("the field '{name}' is empty", name=route[-1])
            return MISSING_FIELD.at(document.key(*route), empty, _example(model, problem["loc"]))
        return MISSING_FIELD.at(
            _head(document, parent), said("the field '{name}' is missing", name=problem["loc"][-1]), _example(model, problem["loc"])
        )
    wrong_type = code.endswith("_type") or code in ("is_instance_of", "model_attributes_type")
    if wrong_type:
        message = said("{message}; got {value}", message=message, value=_describe(document.value(route)))
    help, span, instead = _example(model, route), document.at(*route), None
    if code == "model_type" and isinstance(value := document.value(route), str):
        help = _as_part(_fields(model, route), model_at(model, route), value) or help
    if code == "literal_error":
        value = str(document.value(route))
        if advice := remedies.of_word(value, _words(problem)):
            return BAD_VALUE.at(
                span,
                message,
                said("write {line}", line=f"{route[-1]}: {advice.instead}"),
                instead=document.instead(route, span, advice.instead),
                is_safe=advice.is_safe,
            )
        help, near = did_you_mean(value, _words(problem), help), nearest(value, _words(problem))
        instead = document.instead(route, span, near) if near else None
    return (WRONG_TYPE if wrong_type else BAD_VALUE).at(span, message, help, instead=instead)


def _as_part(fields: Fields, model: type[Model] | None, text: str) -> Said:
    """How a part is written of which somebody gave one value alone, the others as in the examples; nothing for a longer text."""
    if model is None or "\n" in text or len(text) > SHORT or not 1 < len(fields.required) < _MOST_FIELDS:
        return NOTHING
    examples = {name: (model.model_fields[name].examples or ["\N{HORIZONTAL ELLIPSIS}"])[0] for name in fields.required}
    takes_text = any(isinstance(example, str) for example in examples.values())
    is_id, is_date = bool(re.fullmatch(SLUG_PATTERN, text)), bool(re.match(dates.PATTERN, text))
    own = next((name for name in fields.required if is_date and name in fields.dates), "")
    own = own or (fields.required[0] if is_id else fields.required[-1]) if takes_text else ""
    given = {name: text if name == own else value for name, value in examples.items()}
    shown = ", ".join(f"{name}: {scalar(value, is_in_flow=True) if isinstance(value, str) else value}" for name, value in given.items())
    return said("write it with its fields, such as {fields}", fields=f"{{{shown}}}")


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


def _words(problem: Any) -> list[str]:
    """The words of which a value should be one."""
    return re.findall(r"'([^']*)'", problem["ctx"]["expected"])


_MESSAGES = {
    "string_type": said("this should be text"),
    "tuple_type": said("this should be a list"),
    "list_type": said("this should be a list"),
    "bool_type": said("this should be true or false"),
    "bool_parsing": said("this should be true or false"),
    "model_type": said("this should be a mapping of fields"),
    "string_too_short": said("this text is empty"),
    "finite_number": said("this should be a finite number"),
    "int_type": said("this should be a whole number"),
}


def _message(problem: Any) -> Said:
    code, context = problem["type"], problem.get("ctx", {})
    if isinstance(reason := context.get("reason"), Said):
        return reason
    if code == "string_pattern_mismatch":
        if context["pattern"] == SLUG_PATTERN:
            return said("an id has {words} only", words=SLUG_WORDS)
        if context["pattern"] == FORMER_PATTERN:
            return said("a former id is written old-id, or folder/old-id where its address began with another folder")
        if context["pattern"] == ISO_PATTERN:
            return said("a country has its two letters (ISO 3166-1), a part of one these and its own behind a hyphen (ISO 3166-2)")
        if context["pattern"] == URL_PATTERN:
            return said("this is no web address: one begins with https:// and has no spaces")
        if "\\n" in context["pattern"]:
            return said("this text has to stand on one line")
        return said("this does not have the form {pattern}", pattern=context["pattern"])
    if code == "string_too_long":
        return said("this text is longer than {most} characters", most=context["max_length"])
    if code in ("greater_than_equal", "less_than_equal"):
        least, most = context.get("ge"), context.get("le")
        return said("this should be {least} or more", least=least) if most is None else said("this should be {most} or less", most=most)
    if code == "literal_error":
        return said("this should be one of: {words}", words=", ".join(_words(problem)))
    return _MESSAGES.get(code) or as_it_is(problem["msg"])


def _describe(value: Any) -> Said:
    match value:
        case None:
            return said("nothing")
        case bool():
            return said("'{value}', a yes-or-no value", value=str(value).lower())
        case int() | Decimal():
            return said("the number {value}", value=value)
        case str():
            return said("text")
        case list():
            return said("a list")
        case _:
            return said("a mapping of fields")


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
