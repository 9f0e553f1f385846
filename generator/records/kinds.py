"""The kinds of records: their names, where their files lie, and their addresses.

Apart from the models of `model`, so that the files of a project can be found and read before those are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name, the folder below `cases/` that holds it, its address, and what several of it are called."""

    name: str
    folder: str
    address: str
    plural: str


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("case", "", "cases", "Cases"),
        Kind("platform", "platforms", "platforms", "Platforms"),
        Kind("organisation", "organisations", "organisations", "Organisations"),
        Kind("person", "people", "people", "People"),
        Kind("place", "places", "places", "Places"),
        Kind("topic", "topics", "topics", "Topics"),
        Kind("measure", "measures", "measures", "Measures"),
    )
}
