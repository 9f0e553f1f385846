"""Figures of several records of a kind side by side: their own, and those of the cases that name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..base import amounts
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..records.kinds import Kind
from ..records.parts import Claim

# As many as a page bears; each measure's own page has all of its figures.
MOST = 50


@dataclass(frozen=True)
class Compared:
    """A figure, the record that holds it, and the records that it is about."""

    about: Sequence[Entry]
    holder: Entry
    claim: Claim


@dataclass(frozen=True)
class Measured:
    """The figures of one measure, in the order of the records that they are about, the largest of each first."""

    measure: Entry
    figures: Sequence[Compared]


def of_kind(catalog: Catalog, kind: Kind) -> list[Measured]:
    """For each measure of which more than one record of a kind has figures, these figures, in the order of the measures' names."""
    by_measure: dict[str, list[Compared]] = {}
    for found in _figures(catalog, kind):
        if (measure := found.claim.measure) and measure in catalog.entries:
            by_measure.setdefault(measure, []).append(found)
    measured = []
    for id in sorted(by_measure, key=catalog.rank.__getitem__):
        figures = by_measure[id]
        if len(figures) > 1 and len({entry.id for found in figures for entry in found.about}) > 1:
            figures.sort(key=lambda found: amounts.order(found.claim.value or Decimal(0)), reverse=True)
            figures.sort(key=lambda found: [catalog.rank[entry.id] for entry in found.about[:1]])
            measured.append(Measured(catalog.entries[id], figures))
    return measured


def shown(measured: Sequence[Measured]) -> tuple[list[Measured], list[Measured]]:
    """Those of which a page shows the figures, before all those of which most records say some of themselves; and those that it only names."""
    left, found = MOST, set[str]()
    for one in sorted(measured, key=_of_themselves, reverse=True):
        if len(one.figures) <= left:
            left -= len(one.figures)
            found.add(one.measure.id)
    return [one for one in measured if one.measure.id in found], [one for one in measured if one.measure.id not in found]


def _of_themselves(measured: Measured) -> tuple[int, int]:
    """How many records hold figures of a measure themselves, and of how many there are some at all."""
    about = {entry.id for found in measured.figures for entry in found.about}
    return len({found.holder.id for found in measured.figures} & about), len(about)


def _figures(catalog: Catalog, kind: Kind) -> Iterator[Compared]:
    for entry in catalog.by_kind[kind.name]:
        yield from (Compared((entry,), entry, claim) for claim in _standing(entry))
    for case in catalog.cases:
        about = [found for id in catalog.named_by(case) if (found := catalog.get(id, kind.name))]
        if about:
            yield from (Compared(about, case, claim) for claim in _standing(case))


def _standing(entry: Entry) -> Iterator[Claim]:
    """The figures of a record that nobody has set aside."""
    return (claim for claim in entry.record.claims if claim.value is not None and claim.rank != "deprecated")
