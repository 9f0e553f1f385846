"""Data that a model does not take: every problem of the file, each at its place, with an example of what would do, or what was meant."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Sequence, Set
from functools import partial
from typing import Any, NamedTuple

from ..base import dates
from ..base.diagnostic import Concern, Diagnostic, Rule, Span, did_you_mean, is_whole_line, nearest, rule
from ..base.saying import NOTHING, Said, either, said
from ..reading.yaml_problem import SHORT
from ..reading.yaml_reader import Document, Route
from ..reading.yaml_scalars import scalar
from . import advice_names, advice_numbers, belonging, borrowed, misread, model_fields, other_names, remedies, shapes, unread, wording
from .misread import Fields
from .parts import Record
from .splicing import Change
from .values import Model

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
        problems = unread.told(document, problems, partial(_target, document), lambda here: model_fields.fields_at(model, here), other_names.meant)
    strange = [_target(document, problem) for problem in problems if problem["type"] == "extra_forbidden"]
    settled = set(settled)
    for found in misread.find(document, strange, lambda here: model_fields.fields_at(model, here)):
        settled |= found.routes
        told = UNKNOWN_FIELD.at(found.span, found.message, found.help, instead=found.instead, is_safe=found.is_safe)
        yield Finding(told, change(document, told) if found.is_safe else ())
    # What is missing under its name stands there under another one.
    meant = ((*route[:-1], other_names.meant(str(route[-1]), model_fields.fields_at(model, route[:-1]))) for route in strange)
    settled.update(route for route in meant if route not in document)
    for problem in problems:
        if _target(document, problem) not in settled:
            yield _better(model, document, problem) or _finding(model, document, problem)


def change(document: Document, told: Diagnostic) -> tuple[Change, ...]:
    """What a finding about a document proposes, as changes to its text."""
    if told.instead is None:
        return ()

    def of(span: Span, text: str) -> Change:
        start = document.text.line_starts[span.line - 1] + span.column - 1
        return Change(start, start + len(span.shown) + is_whole_line(span, text), text)

    return (of(told.span, told.instead), *(of(span, text) for span, text in told.more))


def _target(document: Document, problem: Any) -> Route:
    """The route of what a problem is about, be it there or missing."""
    loc = problem["loc"]
    return (*_route(document.data, loc[:-1]), loc[-1]) if problem["type"] == "missing" else _route(document.data, loc)


def _better(model: type[Model], document: Document, problem: Any) -> Finding | None:
    """What is wrong with a value, where it can be told what somebody meant by it."""
    route = _route(document.data, problem["loc"])
    names = [step for step in route if isinstance(step, str)]
    fields = model_fields.fields_at(model, route[: route.index(names[-1])]) if names else Fields()
    code = "date" if names and names[-1] in fields.dates else problem["type"]
    if shape := _shape(model, document, route, problem["type"]):
        edits = shape.edits or ((document.at(*route), ""),)
        span, text = edits[0]
        told = WRONG_TYPE.at(span, shape.message, shape.help, instead=text, is_safe=True, more=edits[1:]) if shape.edits else None
        told = told or WRONG_TYPE.at(span, shape.message, shape.help)
        return Finding(told, change(document, told))
    if code == "citation" and (elsewhere := borrowed.source(document.value(route))):
        return Finding(BAD_VALUE.at(document.at(*route), *elsewhere))
    if code == "tuple_type" and (part := model_fields.model_at(model, route)) and isinstance(value := document.value(route), str):
        return _as_parts(document, route, model_fields.own_fields(part), part, value, model_fields.example(model, route))
    if code == "string_pattern_mismatch" and problem["loc"][-1] in names and len(several := advice_names.ids(document.value(route))) > 1:
        told = BAD_VALUE.at(document.at(*route), said("there is one id here, and no list"), said("keep one: {ids}", ids=either(several)))
        return Finding(told)
    found = remedies.of_value(document, route, code, problem.get("ctx", {}), fields.names)
    if found is None:
        return None
    is_type = problem["type"].endswith("_type")
    told = (WRONG_TYPE if is_type else BAD_VALUE).at(found.span, found.message, found.help, instead=found.instead, is_safe=found.is_safe)
    return Finding(told, change(document, told))


def _shape(model: type[Model], document: Document, route: Route, code: str) -> shapes.Shape | None:
    """What a value was meant as that has another shape than its field's."""
    part = model_fields.model_at(model, route)
    if code.endswith("_type") and (nothing := shapes.nothing(document, route, is_list=code == "tuple_type", is_mapping=code == "model_type")):
        return nothing
    is_dated = bool(route) and str(route[-1]) in model_fields.fields_at(model, route[:-1]).dates
    if code == "tuple_type":
        return shapes.of_list(document, route, model_fields.own_fields(part) if part else None)
    if code == "model_type":
        return shapes.nested(document, route) or (shapes.of_mapping(document, route, model_fields.own_fields(part)) if part else None)
    if code == "citation":
        return shapes.nested(document, route)
    if code == "string_type":
        if is_dated and (interval := shapes.of_date(document, route)):
            return interval
        if model_fields.is_name(model, route):
            return shapes.nested(document, route) or shapes.of_one(document, route) or shapes.of_name(document, route)
        return shapes.nested(document, route) or shapes.of_one(document, route) or shapes.of_text(document, route)
    return None


def _finding(model: type[Model], document: Document, problem: Any) -> Finding:
    route = _route(document.data, problem["loc"])
    code = problem["type"]
    message = wording.message(problem)
    if code == "extra_forbidden":
        return _unknown(model, document, route)
    if code == "missing":
        parent = tuple(problem["loc"][:-1])
        if route and route == _target(document, problem) and route in document:
            empty = said("the field '{name}' is empty", name=route[-1])
            return Finding(MISSING_FIELD.at(document.key(*route), empty, model_fields.example(model, problem["loc"])))
        message = said("the field '{name}' is missing", name=problem["loc"][-1])
        if shape := shapes.parted(document, parent, str(problem["loc"][-1]), model_fields.fields_at(model, parent)):
            told = WRONG_TYPE.at(shape.edits[0][0], shape.message, shape.help, instead=shape.edits[0][1])
            return Finding(told, change(document, told))
        return Finding(MISSING_FIELD.at(_head(document, parent), message, model_fields.example(model, problem["loc"])))
    wrong_type = code.endswith("_type") or code in ("is_instance_of", "model_attributes_type")
    if wrong_type:
        message = said("{message}; got {value}", message=message, value=wording.described(document.value(route)))
    help, span, instead = model_fields.example(model, route), document.at(*route), None
    meant, settles = tuple[Change, ...](), frozenset[Route]()
    if code == "model_type" and len(route) == 1 and isinstance(document.value(route), str) and (as_text := _as_text(model, document, route)):
        return Finding(as_text, change(document, as_text))
    if code == "model_type" and isinstance(value := document.value(route), str):
        part = _as_part(model_fields.fields_at(model, route), model_fields.model_at(model, route), value)
        if part:
            help = part.help
            start, written = document.region(route)
            meant = (Change(start, start + len(written), part.read(value)),) if part.is_whole or part.own else ()
            instead = part.shown if part.is_whole and "\n" not in written else None
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
        if route[-1] == "bound" and advice_numbers.is_at_least(value):
            return Finding(
                BAD_VALUE.at(span, message, said("there is none for 'at least': leave 'bound' out, and say in a note that it is the least"))
            )
        help, near = did_you_mean(value, wording.choices(problem), help), nearest(value, wording.choices(problem))
        instead = document.instead(route, span, near) if near else None
    told = (WRONG_TYPE if wrong_type else BAD_VALUE).at(span, message, help, instead=instead)
    return Finding(told, meant or change(document, told), settles)


def _as_text(model: type[Model], document: Document, route: Route) -> Diagnostic | None:
    """A whole text that stands where its parts should, in a record that takes one."""
    fields, parts = model_fields.fields_at(model, ()), model_fields.fields_at(model, route)
    if "text" not in fields.names or parts.required or ("text",) in document:
        return None
    help = said("write it as 'text:', or as one of its parts, indented below it: {names}", names=", ".join(parts.names))
    return WRONG_TYPE.at(document.key(*route), said("'{name}' has parts, and no text of its own", name=route[0]), help, instead="text")


def _as_parts(document: Document, route: Route, fields: Fields, model: type[Model], text: str, example: Said) -> Finding:
    """A text that stands where a list of parts should: each of what it names is one field of a part."""
    items = advice_names.items(text)
    parts = [_as_part(fields, model, item) for item in items]
    span = document.at(*route)
    message = said("this should be a list of parts, each with fields of its own: {fields}", fields=", ".join(fields.required))
    first = parts[0] if parts else None
    whole = _as_part(fields, model, text)
    if whole and whole.is_whole:
        first, parts, items = whole, [whole], [text]
    if first is None or not all(part and (part.own or part.is_whole) for part in parts):
        return Finding(WRONG_TYPE.at(span, message, example))
    start, written = document.region(route)
    shown = ", ".join(part.read(item) for part, item in zip(parts, items, strict=True) if part)
    help = said("write each on a line of its own, behind '- ': {fields}", fields=first.shown)
    settles = frozenset((*route, index, name) for index, part in enumerate(parts) if part for name in part.others)
    return Finding(WRONG_TYPE.at(span, message, help), (Change(start, start + len(written), f"[{shown}]"),), settles)


def _unknown(model: type[Model], document: Document, route: Route) -> Finding:
    """A field that its mapping does not have: another name of one that it has, or one that belongs elsewhere."""
    name, here = str(route[-1]), route[:-1]
    fields = model_fields.fields_at(model, here)
    near = other_names.exactly(name, fields) or (other_names.meant(name, fields) if not _belongs(model, document, route, loosely=False) else "")
    span, message = document.key(*route), said("there is no field '{name}' here", name=name)
    near = borrowed.fitting(model, document, route, near, fields)
    if described := borrowed.told(document, route, near, fields):
        return Finding(UNKNOWN_FIELD.at(span, *described))
    if not here and not other_names.exactly(name, fields) and (help := other_names.of_none(name)):
        return Finding(UNKNOWN_FIELD.at(span, message, help))
    if near in fields.dates and other_names.plain(name) in other_names.ENDS:
        help = said("both ends of an interval stand in one field: {name}: 2020-03/2020-05", name=near)
        return Finding(UNKNOWN_FIELD.at(span, message, help))
    if near:
        # Where that field is there already, the two are somebody's to join.
        is_there, is_same = near in document.value(here), near == other_names.plain(name)
        instead = None if is_there else document.instead(route, span, near, is_key=True)
        # A name before a colon is one, whatever it would be as a value.
        instead = near if instead and instead.strip('"') == near and span.shown == name else instead
        help = said("it is called '{name}', which is there already", name=near) if is_there else said("did you mean '{name}'?", name=near)
        if model_fields.is_name(model, (*here, near)) and (of_record := borrowed.name(document, route, near)):
            help = of_record
        elif not is_there and (other := borrowed.same(document, route, near, fields)):
            return Finding(UNKNOWN_FIELD.at(span, message, said("'{other}' above is '{name}' already: write both into one", other=other, name=near)))
        told = UNKNOWN_FIELD.at(span, message, help, instead=instead, is_safe=bool(instead) and is_same)
        return Finding(told, change(document, told))
    if shape := shapes.named_item(document, here, name, fields):
        if not shape.edits:
            return Finding(UNKNOWN_FIELD.at(span, shape.message, shape.help))
        told = UNKNOWN_FIELD.at(shape.edits[0][0], shape.message, shape.help, instead=shape.edits[0][1], is_safe=True, more=shape.edits[1:])
        return Finding(told, change(document, told))
    if found := _belongs(model, document, route, loosely=False) or _belongs(model, document, route, loosely=True):
        if found.edits:
            (first, text), *more = sorted(found.edits, key=lambda edit: edit[0] != span)
            told = UNKNOWN_FIELD.at(first, found.message, found.help, instead=text, is_safe=True, more=tuple(more))
            return Finding(told, change(document, told))
        return Finding(UNKNOWN_FIELD.at(span, found.message, found.help))
    otherwise = other_names.in_cite(name) if here and ("cite" in fields.names or "source" in fields.names) else NOTHING
    return Finding(UNKNOWN_FIELD.at(span, message, otherwise or said("the fields here are: {names}", names=", ".join(fields.names))))


def _belongs(model: type[Model], document: Document, route: Route, *, loosely: bool) -> belonging.Belongs | None:
    here = route[:-1]
    own = model_fields.model_at(model, here)
    if own is None:
        return None
    if (
        other_names.exactly(str(route[-1]), _CITED)
        and "cite" not in own.model_fields
        and "text" in own.model_fields
        and isinstance(document.value(route), str | int | list)
    ):
        return belonging.cited(document, route, "text")
    parts = [
        belonging.Parts(name, model_fields.own_fields(inner), model_fields.is_list(field.annotation))
        for name, field in own.model_fields.items()
        if (inner := model_fields.inner_model(field.annotation)) and typing.get_origin(field.annotation) is not dict
    ]
    above = [(here[:depth], model_fields.fields_at(model, here[:depth])) for depth in reversed(range(len(here))) if not isinstance(here[depth], int)]
    return belonging.find(document, route, parts, above, loosely=loosely)


# What a source is called, where it has a field.
_CITED = Fields(["cite"], called=other_names.by_word({"cite": Record.called["cite"]}))


_DATED = re.compile(r"(?P<one>[0-9]{4}(?:-[0-9]{2}){0,2}~?)\s*[-\u2013\u2014:,]?\s+(?P<other>\S.*)")
_SAID_OF = re.compile(r"(?P<one>[^(),]+?)\s*(?:\((?P<a>[^()]+)\)|,\s*(?P<b>[^,]+)|\s+as\s+(?P<c>.+)|\s+[-\u2013\u2014]\s+(?P<d>.+))")


def _pair(fields: Fields, model: type[Model], text: str) -> _Part | None:
    """A part of two fields whose values stand in one text: `growers (partner)`, `2020-03: They met.`."""
    if len(fields.required) != 2:
        return None
    one, other = fields.required
    if one in fields.dates and (found := _DATED.fullmatch(text)):
        values = found["one"], found["other"]
    elif model_fields.is_name(model, (one,)) and (found := _SAID_OF.fullmatch(text)):
        values = advice_names.slug(found["one"]), advice_names.slug(next(filter(None, found.group("a", "b", "c", "d"))))
    else:
        return None
    if not all(values):
        return None
    first = values[0] if one in fields.dates else scalar(values[0], is_in_flow=True)
    shown = f"{one}: {first}, {other}: {scalar(values[1], is_in_flow=True)}"
    return _Part(said("write {text}", text=f"{{{shown}}}"), f"{{{shown}}}", "", (), is_whole=True)


class _Part(NamedTuple):
    """How a part is written of which somebody gave one value alone: which of its fields that is (empty: open), and which are missing.

    It `is_whole` where the value said all of it.
    """

    help: Said
    shown: str
    own: str
    others: Sequence[str]
    is_whole: bool = False

    def read(self, text: str) -> str:
        """What a text is read as, as YAML."""
        return self.shown if self.is_whole else f"{{{self.own}: {scalar(text, is_in_flow=True)}}}"


def _as_part(fields: Fields, model: type[Model] | None, text: str) -> _Part | None:
    """How a part is written of which somebody gave one value alone, the others as in the examples; nothing for a longer text."""
    if model is None or "\n" in text or len(text) > SHORT or not 1 < len(fields.required) < _MOST_FIELDS:
        return None
    if pair := _pair(fields, model, text):
        return pair
    examples = {name: (model.model_fields[name].examples or ["\N{HORIZONTAL ELLIPSIS}"])[0] for name in fields.required}
    takes_text = any(isinstance(example, str) for example in examples.values())
    is_id, is_date = len(text.split()) <= _MOST_WORDS and bool(advice_names.slug(text)), bool(re.match(dates.PATTERN, text))
    own = next((name for name in fields.required if is_date and name in fields.dates), "")
    is_id &= isinstance(examples[fields.required[0]], str) and fields.required[0] not in fields.dates
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
