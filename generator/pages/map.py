"""The maps: each a grid of equal cells, with the cases of each part of the country, and the cases that are elsewhere or nowhere.

The grids are the project's own (`cases/maps/`); without one there is no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..catalog.catalog import Catalog
from ..catalog.entries import Entry, MapFile
from ..records.parts import Tile
from ..records.values import Translation
from ..text import anchors
from ..text.prose import RecordLink
from ..views.here import Here
from ..views.site import Anchor, Page, Site

ADDRESS = "map/"
# The side of a cell and the edge around what is drawn in it, in the units of the picture.
CELL, EDGE = 100, 3
SHADES = 4
# What the lists name before they only count: a large catalog has pages for the rest.
MOST_CASES, MOST_ROWS = 8, 60


@dataclass(frozen=True)
class Cell:
    """A tile in the picture: the corner of its square, its names, its cases, its shade (0 for none), and the place's page when there are cases."""

    x: int
    y: int
    tile: Tile
    cases: int
    shade: int
    place: RecordLink | None


@dataclass(frozen=True)
class Row:
    """A place with its cases, as the list beside the picture shows it; `more` are those that it does not name."""

    place: RecordLink
    names: Sequence[Translation]
    cases: Sequence[RecordLink]
    more: int


@dataclass(frozen=True)
class MapView:
    """A map made ready to be shown, with the ids of its section and of what its picture is called."""

    id: str
    picture: str
    file: MapFile
    width: int
    height: int
    cells: Sequence[Cell]
    rows: Sequence[Row]


def pages(site: Site) -> Iterator[Page]:
    """One page, when the project has a map, and a kind of records that lie on one."""
    if site.catalog.maps and site.catalog.kinds.on_map:
        yield Page(ADDRESS, site._("Map"), "map.html", _view, _describe, section=ADDRESS)


def _describe(here: Here) -> str:
    return here.site._("Where it took place, on a map of equal cells")


def _view(here: Here) -> Mapping[str, Any]:
    catalog = here.site.catalog
    maps = [_map(file, here) for file in catalog.maps.values()]
    shown = {tile.iso for file in catalog.maps.values() for tile in file.map.tiles}
    elsewhere: dict[Entry, list[Entry]] = {}
    nowhere = []
    for case in catalog.cases:
        places = places_of(catalog, case)
        for place in places:
            above = catalog.lies_in(place)
            if above and not any(_iso(entry) in shown for entry in above):
                elsewhere.setdefault(above[0], []).append(case)
        if not places:
            nowhere.append(here.link(case))
    ordered = sorted(elsewhere.items(), key=lambda item: (-len(item[1]), item[0].record.label.casefold()))
    return {
        "maps": maps,
        "side": CELL - 2 * EDGE,
        "elsewhere": [_row(place, cases, here) for place, cases in ordered[:MOST_ROWS]],
        "more_elsewhere": max(0, len(ordered) - MOST_ROWS),
        "nowhere": nowhere[:MOST_ROWS],
        "more_nowhere": max(0, len(nowhere) - MOST_ROWS),
        "toc": [Anchor(view.id, view.file.map.title) for view in maps],
    }


def _iso(entry: Entry) -> str | None:
    return entry.record.words("iso") or None


def places_of(catalog: Catalog, case: Entry) -> list[str]:
    """The ids of the records that can lie on a map and that a case names among its facts."""
    return [id for id in catalog.named_by(case) if (entry := catalog.get(id)) and entry.kind.has_iso]


def cases_by_code(catalog: Catalog, file: MapFile) -> dict[str, dict[Entry, None]]:
    """The cases of each tile of a map that has some, by its code: those of which one place lies in it."""
    codes = {tile.iso for tile in file.map.tiles}
    found: dict[str, dict[Entry, None]] = {}
    for case in catalog.cases:
        for place in places_of(catalog, case):
            code = next((iso for entry in catalog.lies_in(place) if (iso := _iso(entry)) in codes), None)
            if code:
                found.setdefault(code, {})[case] = None
    return found


def _map(file: MapFile, here: Here) -> MapView:
    catalog = here.site.catalog
    by_code = cases_by_code(catalog, file)
    places = {_iso(entry): entry for kind in catalog.kinds.on_map for entry in reversed(catalog.by_kind[kind])}
    most = max(map(len, by_code.values()), default=0)
    cells = [
        Cell(
            (tile.column - 1) * CELL + EDGE,
            (tile.row - 1) * CELL + EDGE,
            tile,
            len(by_code.get(tile.iso, ())),
            shade(len(by_code.get(tile.iso, ())), most),
            here.link(places[tile.iso]) if tile.iso in by_code else None,
        )
        for tile in sorted(file.map.tiles, key=lambda tile: (tile.row, tile.column))
    ]
    filled = sorted(by_code.items(), key=lambda item: (-len(item[1]), places[item[0]].record.label.casefold()))
    rows = [_row(places[code], list(cases), here) for code, cases in filled]
    width = max((tile.column for tile in file.map.tiles), default=0) * CELL
    height = max((tile.row for tile in file.map.tiles), default=0) * CELL
    return MapView(anchors.named("map", file.id), anchors.named("tiles", file.id), file, width, height, cells, rows)


def shade(count: int, most: int) -> int:
    """How dark a cell is: 0 without cases, else in equal steps from 1 to at most SHADES for the fullest."""
    if not count:
        return 0
    return 1 + (count - 1) * (SHADES - 1) // max(most - 1, SHADES - 1)


def _row(place: Entry, cases: Sequence[Entry], here: Here) -> Row:
    return Row(here.link(place), place.record.names, [here.link(case) for case in cases[:MOST_CASES]], max(0, len(cases) - MOST_CASES))
