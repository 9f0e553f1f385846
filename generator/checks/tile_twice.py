"""Two tiles of a map stand on one cell, or one code has two tiles.

A map is a grid of equal cells: each holds one part of the country, and each part stands in one cell. Of two tiles on one
cell only one could be seen, and a code with two tiles would count what lies there twice.

**Way out:** give one of the two another row or column, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("tile-twice", __doc__, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Tiles whose cell or code an earlier tile of the same map has."""
    for file in catalog.maps.values():
        by_cell: dict[tuple[int, int], str] = {}
        by_code: dict[str, str] = {}
        for index, tile in enumerate(file.map.tiles):
            cell = (tile.row, tile.column)
            if other := by_cell.get(cell):
                message = said("row {row}, column {column} is already taken by {other}", row=tile.row, column=tile.column, other=other)
                yield RULE.at(file.document.at("tiles", index), message, said("give one of the two another cell"))
            if other := by_code.get(tile.iso):
                yield RULE.at(
                    file.document.at("tiles", index, "iso"),
                    said("{iso} already has a tile: {other}", iso=tile.iso, other=other),
                    said("remove one of the two"),
                )
            by_cell.setdefault(cell, tile.label)
            by_code.setdefault(tile.iso, tile.label)
