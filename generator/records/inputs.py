"""What a form asks for: each field of a model as an input, with its type, its words and its limits.

Read off the models, which are made from the declarations: a form has no list of fields of its own.
"""

from __future__ import annotations

import builtins
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal

from ..base import amounts, dates
from .kinds import words
from .model_fields import fields_of, inner_model
from .values import BlockProse, Citation, Host, Model, Prose, Refers, Slug, TermOf, Url

# Types that are told apart by nothing but themselves.
_NAMED: Mapping[Any, str] = {Slug: "id", Url: "url", Host: "host", BlockProse: "prose"}
_SIMPLE: Mapping[Any, str] = {Decimal: "number", int: "number", bool: "boolean", dates.Edtf: "date"}


@dataclass(frozen=True)
class Input:
    """A field as a form asks for it.

    `type` is `line`, `text`, `prose`, `date`, `number`, `amount`, `boolean`, `url`, `host`, `id`, `choice` (one of `words`), `term` (of a
    `vocabulary`),
    `record` (of `kinds`; any when empty), `cite`, or `part`, whose own fields are those of `model`. `is_factual`: a figure in it wants a source.
    `pattern` and `longest` are those of its JSON Schema, empty and 0 when it has none.
    """

    name: str
    type: str
    label: str
    description: str
    example: Any = None
    default: Any = None
    is_required: bool = False
    is_many: bool = False
    is_factual: bool = False
    kinds: tuple[str, ...] = ()
    vocabulary: str = ""
    words: tuple[str, ...] = ()
    pattern: str = ""
    longest: int = 0
    model: builtins.type[Model] | None = None


def inputs(model: type[Model], labels: Mapping[str, str] = MappingProxyType({})) -> list[Input]:
    """The inputs of a model in the order of its fields; `labels` are those that a kind declares, by the names of the fields."""
    hints = typing.get_type_hints(model, include_extras=True)
    limits = model.model_json_schema()["properties"]
    return [_input(name, field, hints[name], _limits(limits[name]), labels.get(name, "")) for name, field in fields_of(model).items()]


def _input(name: str, field: Any, hint: Any, limits: Mapping[str, Any], label: str) -> Input:
    inner, is_many, notes = _unpacked(hint)
    type, more = _type(inner, notes)
    example = field.examples[0] if field.examples else None
    default = field.default if isinstance(field.default, str) else None
    return Input(
        name,
        type,
        label or words(name).capitalize(),
        field.description or "",
        example,
        default,
        is_required=field.is_required(),
        is_many=is_many and type != "cite",
        pattern=limits.get("pattern", "") if type in ("line", "id", "url") else "",
        longest=limits.get("maxLength", 0),
        **more,
    )


def _unpacked(hint: Any) -> tuple[Any, bool, tuple[Any, ...]]:
    """The type of a single value, whether there may be several, and what is noted at it."""
    origin, notes = typing.get_origin(hint), ()
    if hint == amounts.Amount:
        return hint, False, ()
    if origin in (typing.Union, types.UnionType):
        return _unpacked(next(part for part in typing.get_args(hint) if part is not type(None)))
    if hint not in _NAMED and origin is Annotated:
        notes = hint.__metadata__
        if hint.__origin__ == amounts.Amount:
            return amounts.Amount, False, notes
        inner, is_many, more = _unpacked(hint.__origin__)
        return inner, is_many, (*more, *notes)
    if origin is tuple:
        inner, _is_many, notes = _unpacked(typing.get_args(hint)[0])
        return inner, True, notes
    return hint, False, hint.__metadata__ if origin is Annotated else ()


def _type(hint: Any, notes: tuple[Any, ...]) -> tuple[str, dict[str, Any]]:
    """What a type is called, and what else is to be said of an input of it."""
    for note in notes:
        if isinstance(note, Refers):
            return "record", {"kinds": note.kinds}
        if isinstance(note, TermOf):
            return "term", {"vocabulary": note.vocabulary}
        if isinstance(note, Prose):
            return "prose" if note.block else "text", {"is_factual": note.factual}
    if hint is Citation:
        return "cite", {}
    if hint == amounts.Amount:
        return "amount", {}
    if typing.get_origin(hint) is Literal:
        return "choice", {"words": typing.get_args(hint)}
    if (model := inner_model(hint)) is not None:
        return "part", {"model": model}
    return _NAMED.get(hint) or _SIMPLE.get(hint, "line"), {}


def _limits(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The limits of a single value in the JSON Schema of a field."""
    if "pattern" in schema or "maxLength" in schema:
        return schema
    inner = [schema["items"]] if "items" in schema else schema.get("anyOf", ())
    return next((found for part in inner if (found := _limits(part))), {})
