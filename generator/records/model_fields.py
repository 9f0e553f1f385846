"""The fields of models, as people meet them: what a mapping at a route may have, and each field's example."""

from __future__ import annotations

import typing
from typing import Any

from pydantic.fields import FieldInfo

from ..base import dates
from ..base.saying import NOTHING, Said, said
from ..reading.yaml_reader import Route
from ..reading.yaml_scalars import scalar
from . import other_names
from .misread import Fields
from .parts import Record
from .values import QUOTATION_FIELDS, RANGE, RANGE_FIELDS, Model, Refers, TermOf, translated

# Of the mappings that are no models.
_OF_CITATIONS = other_names.by_word(
    {"source": ("key", "id", "ref", "reference", "cite", "citation"), "quote": ("quotation", "words", "text", "excerpt")}
)
_OF_RANGES = other_names.by_word(
    {"from": ("min", "low", "least", "minimum", "lower", "start"), "to": ("max", "high", "most", "maximum", "upper", "end")}
)


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """The fields of a model as people should meet them, and as they stand in a file."""
    fields = model.model_fields
    if issubclass(model, Record) and model.reading_order:
        return {name: fields[name] for name in model.reading_order}
    # A text in a further language stands behind that which it is a translation of.
    beside = {name: [other for language in model.languages if (other := translated(name, language)) in fields] for name in fields}
    others = {name for found in beside.values() for name in found}
    return {one: fields[one] for name in fields if name not in others for one in (name, *beside[name])}


def fields_at(model: type[Model], here: Route) -> Fields:
    """The fields of the mapping at a route."""
    found = model_at(model, here)
    if found is None:
        names = names_at(model, here)
        return Fields(names, called=_OF_CITATIONS if names == list(QUOTATION_FIELDS) else _OF_RANGES)
    return own_fields(found)


def own_fields(model: type[Model]) -> Fields:
    """The fields of a model."""
    fields = fields_of(model)
    return Fields(
        list(fields),
        [name for name, field in fields.items() if field.is_required()],
        frozenset(name for name in fields if _is_date(fields[name].annotation)),
        other_names.by_word({name: words for name, words in model.called.items() if name in fields}),
    )


def _is_date(annotation: Any) -> bool:
    return annotation is dates.Edtf or any(map(_is_date, typing.get_args(annotation)))


def is_list(annotation: Any) -> bool:
    """Whether a field takes a list."""
    return typing.get_origin(annotation) is tuple or any(map(is_list, typing.get_args(annotation)))


def is_name(model: type[Model], route: Route) -> bool:
    """Whether the values of the field at a route are ids, of records or of words."""
    names = [step for step in route if isinstance(step, str)]
    owner = model_at(model, route[: route.index(names[-1])]) if names else None
    field = owner.model_fields.get(names[-1]) if owner and names else None
    return field is not None and (any(isinstance(note, Refers | TermOf) for note in field.metadata) or _names(field.annotation))


def _names(annotation: Any) -> bool:
    notes = getattr(annotation, "__metadata__", ())
    return any(isinstance(note, Refers | TermOf) for note in notes) or any(map(_names, typing.get_args(annotation)))


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


def names_at(model: type[Model], route: Route) -> list[str]:
    """The names of the fields of the mapping at a route, also of one that is no model."""
    found = model_at(model, route)
    if found:
        return list(fields_of(found))
    # The mappings that are no models: citations with a quote, and ranges.
    return list(QUOTATION_FIELDS if "cite" in route else RANGE_FIELDS)


def example(model: type[Model], route: Route) -> Said:
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
