"""Figures in proportion: which claims may be drawn to one scale, and how long each is.

Drawn together are figures of one measure in one unit (or in units that convert by definition), where they count alike: those of a
measure that may be compared across cases. On a record's page stand beside its own figure those of related records, and only

- of each record one, its first that nobody has set aside: several are often a whole and its parts, or one count on several days;
- of things apart: not of a record and one that it is part of, nor what one source tells of both for a common time, which may be
  part and whole;
- of a like size, so that one scale shows both: none is more than a hundred times another.

Where that leaves fewer than two, nothing is drawn. What each counted is said with it, in its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..base import amounts, geometry, units
from ..base.amounts import Amount, Range
from ..catalog.entries import Entry, named_in
from ..catalog.uses import is_relation
from ..records.parts import Claim
from . import vouching
from .here import Here

# A small chart shows so many figures.
MOST = 6
# Figures that lie farther apart than this are no matter of proportion.
_APART = 100
# And so many names of the steps of its scale.
_MOST_STEPS = 8


@dataclass(frozen=True)
class Bar:
    """A figure in a chart: its label, where it leads, itself in words, its evidence, and its length (or place) in per cent, None when it has none.

    Of a range that is the length of its highest number, and `start` that of its lowest; None for a single number. `scope` is what it counts.
    """

    label: str
    href: str
    text: str
    mark: str
    length: float | None
    start: float | None = None
    scope: str = ""


@dataclass(frozen=True)
class Chart:
    """Figures drawn to one scale. `steps` are the powers of ten of a logarithmic one, named or not, and in per cent; then lengths are places.

    `key` are the marks of its bars with their names, the weakest first.
    """

    bars: Sequence[Bar]
    steps: Sequence[tuple[str, float]]
    key: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Drawn:
    """A figure to be drawn: the record that holds it, the claim, its amount in the unit of the chart, its label, and itself in words."""

    entry: Entry
    claim: Claim
    value: Amount
    label: str
    text: str


def chart(figures: Sequence[Drawn], here: Here) -> Chart:
    """A chart of figures in one unit, in their order."""
    # Both ends of each, so that a range takes part in the scale with all that it spans.
    found = geometry.proportion([end for figure in figures for end in amounts.ends(figure.value)])
    bars = [
        Bar(
            figure.label,
            here.href(f"{figure.entry.address}#{figure.claim.id}"),
            figure.text,
            str(here.site.catalog.evidence(figure.entry, figure.claim).mark),
            length,
            # What is too low for a logarithmic scale begins at its edge.
            (start or 0.0) if isinstance(figure.value, Range) else None,
            here.within(figure.entry).plain(figure.claim.scope) if figure.claim.scope else "",
        )
        for figure, start, length in zip(figures, found.lengths[::2], found.lengths[1::2], strict=True)
    ]
    # Of many steps only some are named, and the last: on a phone there is no room for more.
    each = max(1, -(-len(found.steps) // _MOST_STEPS))
    last = len(found.steps) - 1
    named = {*range(0, last - each + 1, each), last}
    steps = [(here.site.wording.step(value) if at in named else "", place) for at, (value, place) in enumerate(found.steps)]
    return Chart(bars, steps, [(mark, name) for mark, name in vouching.names(here.site).items() if any(bar.mark == mark for bar in bars)])


@dataclass(frozen=True)
class Comparison:
    """A small chart on a record's page: what is counted, in which unit."""

    measure: str
    unit: str
    chart: Chart


def comparisons(entry: Entry, here: Here) -> Iterator[Comparison]:
    """The small charts of a record: for each measure that may be compared its own figure beside those of the cases that it is related to."""
    catalog = here.site.catalog
    own = [claim for claim in entry.record.claims if _counts(claim)]
    for id in dict.fromkeys(claim.measure for claim in own if claim.measure):
        measure = catalog.get(id, "measure")
        if measure is None or not measure.record.get("comparable"):
            continue
        claims = [(entry, claim) for claim in own if claim.measure == id]
        claims += [(other, claim) for other in _related(entry, here) for claim in other.record.claims if claim.measure == id and _counts(claim)]
        yield from _by_unit(claims, measure, entry, here)


def _counts(claim: Claim) -> bool:
    return claim.value is not None and claim.rank != "deprecated"


def _related(entry: Entry, here: Here) -> list[Entry]:
    """The records that a record names as related, and those that name it."""
    catalog = here.site.catalog
    named = [catalog.get(id) for item in entry.kind.of_type("relation") for id in named_in(entry, item)]
    naming = [use.by for use in catalog.uses_of.get(entry.id, ()) if isinstance(use.by, Entry) and is_relation(use)]
    return list(dict.fromkeys(other for other in (*named, *naming) if other and other is not entry))


def _by_unit(claims: Sequence[tuple[Entry, Claim]], measure: Entry, entry: Entry, here: Here) -> Iterator[Comparison]:
    catalog, wording, own = here.site.catalog, here.site.wording, measure.record.words("unit")
    by_unit: dict[str, dict[Entry, Drawn]] = {}
    for holder, claim in claims:
        assert claim.value is not None
        unit = catalog.unit(claim)
        converted = units.convert(claim.value, unit, own)
        value, unit = (claim.value, unit) if converted is None else (converted, own)
        text = wording.quantity(units.rounded(value, claim.value), unit, claim.bound, catalog.one(claim))
        by_unit.setdefault(unit, {}).setdefault(holder, Drawn(holder, claim, value, holder.record.label, text))
    for unit, drawn in by_unit.items():
        if entry not in drawn:
            continue
        chosen = [drawn.pop(entry)]
        for figure in sorted(drawn.values(), key=lambda figure: amounts.order(figure.value), reverse=True):
            if len(chosen) < MOST and all(_may_stand_beside(figure, other, here) for other in chosen):
                chosen.append(figure)
        if len(chosen) > 1:
            in_order = sorted(chosen, key=lambda figure: amounts.order(figure.value), reverse=True)
            yield Comparison(measure.record.label, unit, chart(in_order, here))


def _may_stand_beside(one: Drawn, other: Drawn, here: Here) -> bool:
    """Whether two figures are of things apart and of a like size."""
    catalog = here.site.catalog
    if one.entry in catalog.lies_in(other.entry.id) or other.entry in catalog.lies_in(one.entry.id):
        return False
    days = one.claim.as_of, other.claim.as_of
    if {cite.key for cite in one.claim.cite} & {cite.key for cite in other.claim.cite} and not (
        days[0] and days[1] and not days[0].overlaps(days[1])
    ):
        return False
    low, high = sorted(amounts.order(figure.value)[0] for figure in (one, other))
    return low > 0 and high <= low * _APART
