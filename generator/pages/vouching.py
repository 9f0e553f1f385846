"""Who vouches for what: every figure a dot, by what it is a measure of and by its mark, so that it is seen at a glance what rests on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..catalog.entries import Entry
from ..catalog.evidence import Mark
from ..records.kinds import DIMENSIONS, MEASURE
from ..views import listing, vouching
from ..views.here import Here
from ..views.site import Anchor, Page, Site

ADDRESS = "vouching/"
# Dots in a column, and the side of the square that each has, in the units of the drawing.
HIGH, SIDE = 5, 9
_INDEPENDENT = (Mark.SEVERAL_VOICES, Mark.ONE_VOICE)


@dataclass(frozen=True)
class Block:
    """The dots of one mark in a row: its name, how many there are, and the rectangles (x, y, width, height) that they fill."""

    mark: Mark
    name: str
    count: int
    areas: Sequence[tuple[int, int, int, int]]


@dataclass(frozen=True)
class Row:
    """What measures are a measure of: its name, what that means, how many figures there are, how many of them an independent voice vouches for.

    `href` leads to these measures in the list of all; empty where that has no groups.
    """

    id: str
    label: str
    href: str
    description: str
    count: int
    vouched: int
    blocks: Sequence[Block]


def pages(site: Site) -> Iterator[Page]:
    """One page, where figures of measures say what they are a measure of."""
    if site.once(_counted):
        yield Page(ADDRESS, site._("Who vouches for what"), "vouching.html", _view, _describe, section=ADDRESS)


def _measures(site: Site) -> Mapping[str, Entry]:
    """A measure of each dimension that figures have."""
    catalog = site.catalog
    used = {claim.measure for claim in catalog.claims.values() if claim.value is not None and claim.measure}
    return {measure.record.words("dimension"): measure for measure in catalog.by_kind[MEASURE.name] if measure.id in used}


def _counted(site: Site) -> Mapping[str, Counter[Mark]]:
    """How many figures of each dimension have each mark."""
    catalog, found = site.catalog, dict[str, Counter[Mark]]()
    for (id, _claim), claim in catalog.claims.items():
        measure = catalog.entries.get(claim.measure) if claim.value is not None and claim.measure else None
        if measure and (dimension := measure.record.words("dimension")):
            found.setdefault(dimension, Counter())[catalog.evidence(catalog.entries[id], claim).mark] += 1
    return found


def _describe(here: Here) -> str:
    return here.site._("Every figure of the catalog by what it is a measure of, and by who vouches for it")


def _view(here: Here) -> Mapping[str, Any]:
    site, counted = here.site, here.site.once(_counted)
    number = site.wording.exact
    rows = sorted((row for term in site.catalog.vocabularies[DIMENSIONS].terms if (row := _row(here, term.id, counted.get(term.id)))), key=_by_share)
    marks = [mark for mark in vouching.meanings(site) if any(counts[mark] for counts in counted.values())]
    return {
        "rows": rows,
        "count": number(Decimal(sum(row.count for row in rows))),
        "vouched": number(Decimal(sum(row.vouched for row in rows))),
        "marks": [(mark, vouching.names(site)[mark]) for mark in marks],
        "width": max(area[0] + area[2] for row in rows for block in row.blocks for area in block.areas),
        "height": HIGH * SIDE,
        "side": SIDE,
        "toc": [Anchor("_dots", site._("Who vouches for what"))],
    }


def _row(here: Here, dimension: str, counts: Counter[Mark] | None) -> Row | None:
    site = here.site
    term = site.catalog.term(DIMENSIONS, dimension)
    if not term or not counts:
        return None
    blocks, x, names = list[Block](), 0, vouching.names(site)
    for mark in vouching.meanings(site):
        if count := counts[mark]:
            areas = _areas(count, x)
            x = areas[-1][0] + areas[-1][2]
            blocks.append(Block(mark, names[mark], count, areas))
    vouched = sum(counts[mark] for mark in _INDEPENDENT)
    group = listing.address_within(site, site.once(_measures)[dimension])
    href = here.href(group) if group else ""
    return Row(dimension, site._(term.label), href, site._(term.description), counts.total(), vouched, blocks)


def _areas(count: int, x: int) -> list[tuple[int, int, int, int]]:
    """Where dots stand, column by column: the full columns, and what is left over."""
    whole, rest = divmod(count, HIGH)
    full = [(x, 0, whole * SIDE, HIGH * SIDE)] if whole else []
    return [*full, (x + whole * SIDE, 0, SIDE, rest * SIDE)] if rest else full


def _by_share(row: Row) -> tuple[float, int]:
    return (-row.vouched / row.count, -row.count)
