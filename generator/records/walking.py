"""Every value of a record that has a role, in the order of its fields; what can be told of a record that is none; single values, for tables."""

from __future__ import annotations

import re
import types
import typing
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from ..base import amounts, dates
from ..base.identifier import FORMER_PATTERN, SLUG_PATTERN
from ..reading.yaml_reader import Route
from .model_fields import inner_model
from .parts import Claim, Record
from .values import Citation, Model, Prose, Refers, Role, TermOf


class Scalar(typing.NamedTuple):
    """A field of a model that holds one value, or none.

    `what` is `text`, `number`, `amount` (a number or a range), `boolean` or `date`; `words` are its values when there are only a few.
    """

    name: str
    description: str
    role: Role | None
    what: str
    words: tuple[str, ...] = ()


@cache
def scalars(model: type[Model]) -> tuple[Scalar, ...]:
    """The fields of a model that hold single values, in their order, without those that every record has."""
    hints = typing.get_type_hints(model, include_extras=True)
    shared = Record.model_fields if issubclass(model, Record) else {}
    return tuple(
        Scalar(name, field.description or "", _role(hints[name]), *_what(hints[name]))
        for name, field in model.model_fields.items()
        if name not in shared and not _is_list(hints[name]) and inner_model(hints[name]) is None
    )


@cache
def choices(model: type[Model], name: str) -> tuple[str, ...] | TermOf | None:
    """Of what a field's values are one: a few words, or the terms of a vocabulary; None where they are neither."""
    return _choices(typing.get_type_hints(model, include_extras=True)[name])


def _choices(hint: Any) -> tuple[str, ...] | TermOf | None:
    if typing.get_origin(hint) is Literal:
        return typing.get_args(hint)
    role = _role(hint)
    if isinstance(role, TermOf):
        return role
    return next((found for part in typing.get_args(hint) if (found := _choices(part))), None)


def _what(hint: Any) -> tuple[str, tuple[str, ...]]:
    """What a value of this type is, and its words when it is one of a few."""
    origin = typing.get_origin(hint)
    if origin is Annotated:
        return _what(hint.__origin__)
    if origin is Literal:
        return "text", typing.get_args(hint)
    if hint == amounts.Amount:
        return "amount", ()
    if origin in (typing.Union, types.UnionType):
        return next(_what(part) for part in typing.get_args(hint) if part is not type(None))
    return {Decimal: "number", bool: "boolean", dates.Edtf: "date"}.get(hint, "text"), ()


@cache
def is_text(model: type[Model], name: str) -> bool:
    """Whether a field's values are texts, and none of them a number, a date or an answer."""
    hint = typing.get_type_hints(model, include_extras=True)[name]
    return _what(typing.get_args(hint)[0] if _is_list(hint) else hint)[0] == "text"


def roles(model: type[Model]) -> dict[str, Role]:
    """What the values of each field of a model are to the catalog, of those that are anything to it."""
    return {name: role for name, role, _is_many, _is_model in _plan(model) if role is not None}


class Leaf(typing.NamedTuple):
    """A value of a record that has a role: where it is, what it is to the catalog, and the value."""

    route: Route
    role: Role
    value: str


def leaves(record: Model) -> list[Leaf]:
    """Every reference, vocabulary term and prose text of a record, in the order of its fields."""
    found: list[Leaf] = []
    _walk(record, (), found)
    return found


def _walk(record: Model, route: Route, found: list[Leaf]) -> None:
    """Add the leaves of a record or of a part of it, whose route is given."""
    values = record.__dict__
    for name, role, is_many, is_model in _plan(type(record)):
        value = values[name]
        if value is None or value == ():
            continue
        here = (*route, name)
        for place, item in (((*here, index), item) for index, item in enumerate(value)) if is_many else ((here, value),):
            if is_model:
                _walk(item, place, found)
            elif role is not None:
                found.append(Leaf(place, role, item))


@cache
def _plan(model: type[Model]) -> tuple[tuple[str, Role | None, bool, bool], ...]:
    """The fields of a model worth visiting: name, role, whether it is a list, whether it holds models."""
    plan = []
    hints = typing.get_type_hints(model, include_extras=True)
    for name in model.model_fields:
        hint = hints[name]
        role, is_many, is_model = _role(hint), _is_list(hint), inner_model(hint) is not None
        if role is not None or is_model:
            plan.append((name, role, is_many, is_model))
    return tuple(plan)


def _role(hint: Any) -> Role | None:
    if typing.get_origin(hint) is Annotated:
        for note in hint.__metadata__:
            if isinstance(note, Refers | TermOf | Prose):
                return note
        return _role(hint.__origin__)
    for part in typing.get_args(hint):
        if (found := _role(part)) is not None:
            return found
    return None


def _is_list(hint: Any) -> bool:
    if typing.get_origin(hint) is Annotated:
        return _is_list(hint.__origin__)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return any(_is_list(part) for part in typing.get_args(hint))
    return typing.get_origin(hint) is tuple


def fragment(model: type[Record], data: Any) -> tuple[Record, list[Leaf]]:
    """What can be told of a record that is none: what its claims cite, its status, its former ids, and its leaves, if they are of the right type.

    So that what it names is checked in the same pass as its own fields. Never shown: nothing else of it is there.
    """
    values = data if isinstance(data, dict) else {}
    claims = tuple(Claim.model_construct(id=str(claim.get("id") or ""), cite=_told(claim.get("cite"))) for claim in _mappings(values.get("claims")))
    listed = values.get("formerly")
    formerly = tuple(old for old in listed if isinstance(old, str) and re.fullmatch(FORMER_PATTERN, old)) if isinstance(listed, list) else ()
    status: Any = "draft" if values.get("status") == "draft" else "published"
    record = model.model_construct(status=status, claims=claims, formerly=formerly)
    found: list[Leaf] = []
    _walk_data(model, values, (), found)
    return record, found


def misnamed(model: type[Record], data: Any) -> list[Leaf]:
    """The values of a record that is none which should be ids and have not the form of one, as they are written."""
    found: list[Leaf] = []
    _walk_data(model, data if isinstance(data, dict) else {}, (), found, are_ids=False)
    return found


def _mappings(value: Any) -> list[dict[str, Any]]:
    """The items of a list in their places, an empty mapping for what is none."""
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def _told(value: Any) -> tuple[Citation, ...]:
    """The citations of a claim in their places, one without a key for what is none."""
    return tuple(_told_citation(item) for item in (value if isinstance(value, list) else [value]))


def _told_citation(value: Any) -> Citation:
    if isinstance(value, dict):
        value = value.get("source")
    try:
        return Citation.parse(value) if isinstance(value, str) else Citation("")
    except ValueError:
        return Citation("")


def _walk_data(model: type[Model], data: dict[str, Any], route: Route, found: list[Leaf], *, are_ids: bool = True) -> None:
    """As _walk, over plain data of which nothing is known: texts, and ids; or what stands where an id should, and is none."""
    inner = {name: inner_model(field.annotation) for name, field in model.model_fields.items()}
    for name, role, is_many, is_model in _plan(model):
        value, here = data.get(name), (*route, name)
        listed = enumerate(value) if isinstance(value, list) else ()
        for place, item in (((*here, index), item) for index, item in listed) if is_many else ((here, value),):
            part = inner[name]
            if is_model and part and isinstance(item, dict):
                _walk_data(part, item, place, found, are_ids=are_ids)
            elif role is not None and isinstance(item, str) and _is_wanted(role, item, are_ids=are_ids):
                found.append(Leaf(place, role, item))


def _is_wanted(role: Role, text: str, *, are_ids: bool) -> bool:
    return are_ids if isinstance(role, Prose) else bool(re.fullmatch(SLUG_PATTERN, text)) is are_ids
