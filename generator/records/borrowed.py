"""What other notes of a case have in one file, and a catalog elsewhere: whole sources, and the names of records beside their ids."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..base.saying import Said, said
from ..reading.yaml_reader import Document, Route
from . import model_fields, other_names
from .misread import Fields
from .values import Model

# By these somebody describes a source, and by what option each goes to the command that makes its entry.
_OPTIONS = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "date": "date",
    "year": "date",
    "publisher": "publisher",
    "url": "url",
    "link": "url",
}
_TELLING = ("title", "url", "link", "author", "authors")
# What somebody calls a name.
_NAMES = ("name", "label", "display_name", "full_name")


class Borrowed(NamedTuple):
    """What is said of something that has its place elsewhere."""

    message: Said
    help: Said


def told(document: Document, route: Route, near: str, fields: Fields) -> Borrowed | None:
    """Of a field that says nothing on purpose, or describes sources; `near` is the field that its name means, `fields` are those beside it."""
    if document.value(route) is None and document.region(route)[1].strip().lower() in ("null", "~"):
        return Borrowed(said("there is no field '{name}' here", name=route[-1]), said("nothing is said in it: remove this"))
    if "quote" in fields.names:
        return source(document.value(route[:-1]))
    return source(document.value(route)) if near == "cite" or other_names.plain(str(route[-1])) in ("sources", "bibliography") else None


def source(value: Any) -> Borrowed | None:
    """Of sources that are described where the key of one should stand; None for anything else."""
    items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict) and any(map(item.get, _TELLING))]
    if not items:
        return None
    given = {option: str(items[0][name]) for name, option in reversed(_OPTIONS.items()) if items[0].get(name) is not None}
    options = " ".join(f"--{option} {shlex.quote(given[option])}" for option in dict.fromkeys(_OPTIONS.values()) if option in given)
    command = f"casebook new source {options}"
    message = said("a source is described in references.bib, once for all records, and named here by its key")
    if len(items) == 1:
        return Borrowed(message, said("'{command}' makes its entry and says the key: cite that, and remove this", command=command))
    help = said("'{command}' makes the entry of the first and says its key, and so on: cite the keys, and remove this", command=command)
    return Borrowed(message, help)


def name(document: Document, route: Route, own: str) -> Said | None:
    """What to do with the name of a record beside its id, the field `own`; None where it is none."""
    beside: Mapping[str, Any] = document.value(route[:-1])
    if other_names.plain(str(route[-1])) not in _NAMES or own not in beside:
        return None
    if not isinstance(beside[own], str):
        return said("write it as '{name}', which has no value yet", name=own)
    return said("what '{id}' is called is said in its own record: remove this", id=beside[own])


def same(document: Document, route: Route, near: str, fields: Fields) -> str:
    """The name of a field further up in the same mapping that is another word for the same field; empty where there is none."""
    names = list(document.value(route[:-1]))
    before = [str(name) for name in names[: names.index(route[-1])]]
    return next((name for name in before if name not in fields.names and other_names.meant(name, fields) == near), "")


def fitting(model: type[Model], document: Document, route: Route, near: str, fields: Fields) -> str:
    """The field that a name is another word for, if its value and what stands beside it do not speak against that."""
    here = route[:-1]
    if near and other_names.is_torn({*document.value(here), near}):
        return "note" if "note" in fields.names else ""
    field = own.model_fields.get(near) if here and (own := model_fields.model_at(model, here)) else None
    is_part = field is not None and model_fields.inner_model(field.annotation) is not None and not model_fields.is_list(field.annotation)
    return "" if is_part and isinstance(document.value(route), str) else near
