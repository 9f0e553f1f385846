"""Figures of several platforms side by side: their own, and those of the cases in which they take part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..base import amounts
from ..catalog.catalog import Catalog, Entry
from ..records.model import Case, Claim

# As many as a page bears; each measure's own page has all of its figures.
MOST = 200


@dataclass(frozen=True)
class Compared:
    """A figure, the record that holds it, and the platforms that it is about."""

    platforms: Sequence[Entry]
    holder: Entry
    claim: Claim


@dataclass(frozen=True)
class Measured:
    """The figures of one measure, in the order of their platforms, the largest of each first."""

    measure: Entry
    figures: Sequence[Compared]


def of_platforms(catalog: Catalog) -> list[Measured]:
    """For each measure of which more than one platform has figures, these figures, in the order of the measures' names."""
    by_measure: dict[str, list[Compared]] = {}
    for found in _figures(catalog):
        if (measure := found.claim.measure) and measure in catalog.entries:
            by_measure.setdefault(measure, []).append(found)
    measured = []
    for id in sorted(by_measure, key=catalog.rank.__getitem__):
        figures = by_measure[id]
        if len({platform.id for found in figures for platform in found.platforms}) > 1:
            figures.sort(key=lambda found: amounts.order(found.claim.value or Decimal(0)), reverse=True)
            figures.sort(key=lambda found: [catalog.rank[platform.id] for platform in found.platforms[:1]])
            measured.append(Measured(catalog.entries[id], figures))
    return measured


def _figures(catalog: Catalog) -> Iterator[Compared]:
    for platform in catalog.by_kind["platform"]:
        yield from (Compared((platform,), platform, claim) for claim in _standing(platform))
    for case in catalog.by_kind["case"]:
        assert isinstance(case.record, Case)
        platforms = [entry for part in case.record.platforms if (entry := catalog.get(part.id, "platform"))]
        if platforms:
            yield from (Compared(platforms, case, claim) for claim in _standing(case))


def _standing(entry: Entry) -> Iterator[Claim]:
    """The figures of a record that nobody has set aside."""
    return (claim for claim in entry.record.claims if claim.value is not None and claim.rank != "deprecated")
