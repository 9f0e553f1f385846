"""What the rules of a project and the living blocks of its pages name: kinds, records, sources and words, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..base.identifier import normal_key
from ..catalog.catalog import Catalog
from ..reading.yaml_reader import Document, Route
from ..records.kinds import MEASURE
from ..records.living import MEASURED, PUBLISHER


class Named(NamedTuple):
    """A thing, with its name and what is written for it at a route; the name of a word is `vocabulary/word`."""

    what: Literal["record", "source", "term", "kind"]
    name: str
    written: str
    route: Route


def in_rules(catalog: Catalog, document: Document) -> Iterator[Named]:
    """What the project's own rules name."""
    rules = document.value(("rules",))
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        for route, value in texts(("rules", index), rule):
            match route[2]:
                case "of":
                    yield Named("kind", value, value, route)
                case "cites":
                    yield Named("source", normal_key(value), value, route)
                case "not_for":
                    yield Named("record", value, value, route)
                case "where":
                    yield from _of_field(catalog, value, route, str(route[-1]))


def in_block(catalog: Catalog, document: Document) -> Iterator[Named]:
    """What a living block names."""
    for route, value in texts((), document.data):
        # One value of several has a number behind the name.
        names = route if isinstance(route[-1], str) else route[:-1]
        if names[-2:-1] in (("where",), ("not",)):
            yield from _of_field(catalog, value, route, str(names[-1]))
        elif names == ("measure",):
            yield Named("record", value, value, route)
        elif names in (("sort",), ("fields",)) and catalog.get(value.removeprefix("-"), MEASURE.name):
            yield Named("record", value.removeprefix("-"), value.removeprefix("-"), route)
        elif route[-1] == "of" and value in catalog.kinds:
            yield Named("kind", value, value, route)


def _of_field(catalog: Catalog, value: str, route: Route, name: str) -> Iterator[Named]:
    """What the value of a field is, whichever kind has one of this name."""
    if name in (MEASURED, PUBLISHER):
        yield Named("record", value, value, route)
        return
    fields = [item for kind in catalog.kinds if (item := kind.by_name.get(name))]
    vocabularies = [item.vocabulary for item in fields if item.type == "term"]
    if vocabularies:
        yield Named("term", f"{vocabularies[0]}/{value}", value, route)
    elif any(item.names_records for item in fields):
        yield Named("record", value, value, route)


def texts(route: Route, value: object) -> Iterator[tuple[Route, str]]:
    """The texts in plain data, with the route to each."""
    if isinstance(value, str):
        yield route, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from texts((*route, step), part)
