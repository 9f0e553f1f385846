"""Fields that stand in the wrong place of a file: where they belong, and, where that can be done line by line, the file as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..base.diagnostic import Span
from ..base.saying import Said, either, said
from ..reading.yaml_reader import Document, Route
from . import block_lines, other_names
from .misread import Fields


class Belongs(NamedTuple):
    """Where a field belongs, in words, and what should stand where, if it can be moved: the first at its own place."""

    message: Said
    help: Said
    edits: tuple[tuple[Span, str], ...] = ()


class Parts(NamedTuple):
    """What a field of a mapping holds: the fields of its part, or of each of its parts when there are several."""

    name: str
    fields: Fields
    is_many: bool


def find(document: Document, route: Route, parts: Sequence[Parts], above: Sequence[tuple[Route, Fields]], *, loosely: bool) -> Belongs | None:
    """Where the field at a route belongs that its mapping does not have; None where it is no field of anything near.

    `parts` are what the fields of its mapping hold, `above` the mappings that hold this one, the nearest first, each with its route.
    `loosely`: also what is a slip of the pen of a field there.
    """
    name = str(route[-1])
    as_field = other_names.meant if loosely else other_names.exactly
    # Other words for a field of one item of several are too many to tell whose they are.
    here = [(part, meant) for part in parts if (meant := name if part.is_many or len(part.fields.required) else as_field(name, part.fields))]
    here = [(part, meant) for part, meant in here if meant in part.fields.names and meant != "id"]
    if len(single := [(part, meant) for part, meant in here if not part.is_many]) == 1:
        part, meant = single[0]
        found = _into(document, route, part.name, meant)
        siblings = list(document.value(route[:-1]))
        if part.name not in siblings and any(as_field(one, part.fields) for one in siblings[: siblings.index(name)]):
            # The first of them opens it.
            return found._replace(edits=())
        # With the others that have to be there it is no part yet.
        return found._replace(edits=()) if len(part.fields.required) > 1 and part.name not in document.value(route[:-1]) else found
    if here:
        owners = either([f"'{part.name}'" for part, _meant in here])
        message = said("'{name}' is no field of its own here", name=name)
        field = here[0][1]
        if len(here) == 1:
            return Belongs(message, said("write it as '{field}' in an item of {owner}, behind '- '", field=field, owner=owners))
        return Belongs(message, said("it is a field of the items of {owners}", owners=owners))
    for place, fields in above:
        # What it may have been another word for up there, it may have been here as well.
        if (meant := other_names.plain(name)) in fields.names or (loosely and (meant := other_names.slip(name, fields))):
            return _out(document, route, place, meant)
    return None


def _into(document: Document, route: Route, owner: str, field: str) -> Belongs:
    name = str(route[-1])
    if name == field:
        message = said("'{name}' is a part of '{owner}'", name=name, owner=owner)
    else:
        message = said("'{name}' is called '{field}' here, and is a part of '{owner}'", name=name, field=field, owner=owner)
    help = said("write it indented under '{owner}:'", owner=owner)
    return Belongs(message, help, tuple(block_lines.under(document, route, owner, field)))


def _out(document: Document, route: Route, place: Route, field: str) -> Belongs:
    name = str(route[-1])
    owner = str(next(step for step in reversed(route[:-1]) if isinstance(step, str)))
    if place:
        message = said("'{name}' belongs beside '{owner}', and not into it", name=name, owner=owner)
        help = said("write {field} with the indentation of '{owner}:'", field=field, owner=owner)
    else:
        message = said("'{name}' is a field of the record, and not of '{owner}'", name=name, owner=owner)
        help = said("write '{field}:' without indentation", field=field)
    if owner == field:
        message = said("'{name}' stands in an item of '{name}'", name=field)
        return Belongs(message, said("write its items among the others, each in line with them"))
    return Belongs(message, help, tuple(block_lines.beside(document, route, (*place, str(route[len(place)])), field)))


def cited(document: Document, route: Route, text_field: str) -> Belongs:
    """What to do with a source that has a field of its own beside a text."""
    value = document.value(route)
    key = value if isinstance(value, str) else "smith2020"
    message = said("here a source stands in the text itself, behind what it states")
    return Belongs(message, said("write it at the end of '{field}': [@{key}]", field=text_field, key=key))
