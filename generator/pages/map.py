"""The maps: each a grid of equal cells, with the cases of each part of the country, and the cases that are elsewhere or nowhere.

The grids are the project's own (`cases/maps/`); without one there is no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..base import geometry
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry, MapFile
from ..records.parts import Tile
from ..records.values import Translation
from ..text import anchors
from ..text.prose import RecordLink
from ..views.here import Here
from ..views.site import Anchor, Page, Site

ADDRESS = "map/"
# What a picture may be wide: the page, or its column of text with the list beside it; a narrow map takes the second. Its units are pixels there.
PAGE, COLUMN, MOST_BESIDE = 904, 608, 9
# The largest cell, the space between two, and that around what is written in one.
MOST_CELL, SPACE, PADDING = 88, 3, 4
# The size of a name, in the same units, and how many lines it may have; a longer one is its code.
NAME, LINE, LINES = 11, 12, 2
SHADES = 4
# The cases that an entry of a list names at once and those that it folds, and the entries, before they are only counted: a large catalog has pages
# for the rest.
FIRST_CASES, MOST_CASES, MOST_ROWS = 2, 12, 60


@dataclass(frozen=True)
class Cell:
    """A tile in the picture: the corner of its square, its name in lines (none where they do not fit), its code, its cases, its shade (0 for
    none), and the id of its entry in the list when there are cases.
    """

    x: float
    y: float
    tile: Tile
    lines: Sequence[str]
    code: str
    cases: int
    shade: int
    entry: str


@dataclass(frozen=True)
class Row:
    """A place with its cases, as the list shows it: its id and its code (both empty off the map), how many cases, the first of them and those that
    are folded, and the map that shows its parts, if there is one; what is in neither is counted in `more`.
    """

    id: str
    code: str
    place: RecordLink
    names: Sequence[Translation]
    count: int
    first: Sequence[RecordLink]
    folded: Sequence[RecordLink]
    more: int
    parts: Anchor | None = None


@dataclass(frozen=True)
class MapView:
    """A map made ready to be shown, with the ids of its section and of what its picture is called; `is_wide` when its list stands below it."""

    id: str
    picture: str
    file: MapFile
    width: float
    height: float
    side: float
    is_wide: bool
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
    catalog, tiles = here.site.catalog, file.map.tiles
    by_code = cases_by_code(catalog, file)
    places = {_iso(entry): entry for kind in catalog.kinds.on_map for entry in reversed(catalog.by_kind[kind])}
    most = max(map(len, by_code.values()), default=0)
    left, top = min((tile.column for tile in tiles), default=1), min((tile.row for tile in tiles), default=1)
    columns, rows = (max((tile.column for tile in tiles), default=0) - left + 1, max((tile.row for tile in tiles), default=0) - top + 1)
    is_wide = columns > MOST_BESIDE
    size = min(MOST_CELL, (PAGE if is_wide else COLUMN) / max(columns, 1))
    side = geometry.rounded(size - SPACE)
    cells = [
        Cell(
            geometry.rounded((tile.column - left) * size),
            geometry.rounded((tile.row - top) * size),
            tile,
            lines(tile.label, side - 2 * PADDING),
            _code(tile.iso),
            len(by_code.get(tile.iso, ())),
            shade(len(by_code.get(tile.iso, ())), most),
            _entry_id(file, tile.iso) if tile.iso in by_code else "",
        )
        for tile in sorted(tiles, key=lambda tile: (tile.row, tile.column))
    ]
    filled = sorted(by_code.items(), key=lambda item: (-len(item[1]), places[item[0]].record.label.casefold()))
    listed = [_row(places[code], list(cases), here, file) for code, cases in filled]
    width, height = geometry.rounded(columns * size - SPACE), geometry.rounded(rows * size - SPACE)
    return MapView(anchors.named("map", file.id), anchors.named("tiles", file.id), file, width, height, side, is_wide, cells, listed)


def _entry_id(file: MapFile, iso: str) -> str:
    # No code has a slash.
    return anchors.named("tile", f"{file.id}/{iso}")


def _code(iso: str) -> str:
    """What of a code is written in a cell: of a part of a country its own letters."""
    return iso.rpartition("-")[2]


def lines(name: str, width: float) -> list[str]:
    """A name in as many lines of a width (in pixels) as a cell has room for, broken between words; none if it does not fit."""
    found: list[str] = []
    for word in name.split():
        if found and _width(f"{found[-1]} {word}") <= width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found if len(found) <= LINES and all(_width(line) <= width for line in found) else []


def _width(text: str) -> float:
    """How wide a text is at most in the sans of a cell, in pixels."""
    narrow = sum(character in "fijlt'. " for character in text)
    wide = sum(character in "mwMW" for character in text)
    return NAME * (geometry.text_width(text) * 1.15 - 0.28 * narrow + 0.36 * wide)


def shade(count: int, most: int) -> int:
    """How dark a cell is: 0 without cases, else from 1 to at most SHADES for the fullest, by the number of cases or, where that is larger, by its
    order of magnitude, so that one very full cell does not make all others equal.
    """
    if most <= SHADES or not count:
        return count
    # In whole numbers, so that every machine finds the same: count to the power of 2(S-1) against `most` to the power of an odd number.
    reached: int = sum(count ** (2 * SHADES - 2) >= most ** (2 * step - 1) for step in range(1, SHADES))
    return 1 + reached


def _row(place: Entry, cases: Sequence[Entry], here: Here, file: MapFile | None = None) -> Row:
    links = [here.link(case) for case in cases[:MOST_CASES]]
    # One alone is not folded.
    first = FIRST_CASES if len(cases) > FIRST_CASES + 1 else len(cases)
    iso = _iso(place) or ""
    return Row(
        _entry_id(file, iso) if file else "",
        _code(iso) if file else "",
        here.link(place),
        place.record.names,
        len(cases),
        links[:first],
        links[first:],
        len(cases) - len(links),
        _map_of_parts(place, here.site.catalog) if file else None,
    )


def _map_of_parts(place: Entry, catalog: Catalog) -> Anchor | None:
    """The map whose tiles are parts of a place."""
    codes = {_iso(entry) for kind in catalog.kinds.on_map for entry in catalog.by_kind[kind] if place in catalog.lies_in(entry.id)[1:]}
    found = next((file for file in catalog.maps.values() if any(tile.iso in codes for tile in file.map.tiles)), None)
    return Anchor(anchors.named("map", found.id), found.map.title) if found else None
