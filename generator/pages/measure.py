"""A measure: what it counts, and all its figures across the catalog, compared where that is honest.

Figures are compared in the measure's own unit, and only those that convert to it by definition; money in its own
currency only. What cannot be compared stands apart, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, groupby
from typing import Any

from ..base import amounts, units
from ..base.amounts import Amount
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..records.kinds import MEASURE
from ..records.parts import Claim
from ..text.prose import RecordLink
from ..views import appearing, cite_us, facts, plots, sharing, wanted
from ..views.here import ClaimView, Here, lead_of
from ..views.paging import FIGURES, Part, record_at, record_pages
from ..views.plots import Dot, Plot, Point
from ..views.site import Anchor, Page, Site
from .corrections import correction_rows
from .entity import mentioning, mentions

# So many figures stand open.
OPEN = 40


@dataclass(frozen=True)
class Figure:
    """One figure: the record that holds it, the claim, its amount in the unit of its group, in words and as it is, and its place in the plot."""

    record: RecordLink
    claim: ClaimView
    text: str
    value: Amount
    dot: Dot | None = None

    @property
    def rank(self) -> Decimal:
        """What a table is sorted by: the highest number."""
        return amounts.highest(self.value)


@dataclass(frozen=True)
class Group:
    """Figures that can be compared with one another, the largest first; with a plot when there are several. Of very many the last are folded."""

    unit: str
    open: Sequence[Figure]
    more: Sequence[Figure]
    plot: Plot | None


@dataclass(frozen=True)
class Apart:
    """The figures of a record that cannot be compared with the others, and why."""

    record: RecordLink
    reason: str
    claims: Sequence[ClaimView]


@dataclass(frozen=True)
class _Row:
    """A figure of a measure before it is shown: with the unit of its group and its value there, or the reason why it stands apart."""

    entry: Entry
    claim: Claim
    unit: str
    value: Amount
    reason: str = ""


def pages(site: Site) -> Iterator[Page]:
    """One page for each measure, more when it has many figures."""
    for entry in site.catalog.by_kind[MEASURE.name]:
        yield from _pages(site, entry)


def near(site: Site, address: str) -> Iterator[Page]:
    """Those of the measure whose page an address would be."""
    for entry in record_at(site, address):
        if entry.kind is MEASURE:
            yield from _pages(site, entry)


def _pages(site: Site, entry: Entry) -> Iterator[Page]:
    count = max(len(list(figures(site.catalog, entry.id))), len(mentioning(entry, site.catalog)))
    return record_pages(site, entry, "entity_measure.html", _view, lead_of(entry), count, FIGURES)


def _view(entry: Entry, part: Part, here: Here) -> Mapping[str, Any]:
    _ = here.site._
    lead = here.prose(lead_of(entry), _("definition")) if part.is_first else None
    story = facts.texts(entry, here) if part.is_first else []
    # As any record, a measure may hold claims of its own, and have sources as a whole.
    claims = here.claims(entry, _("figures")) if part.is_first else []
    whole = facts.whole_cites(entry, here) if part.is_first else ()
    # The page has no references for the figures: their marks say what the sources are worth, and each leads to its own.
    quiet = Here(here.site, here.address, numbered=False)
    rows = part.cut(_sorted_out(entry, here))
    groups = [_group(unit, list(found), quiet) for unit, found in groupby((row for row in rows if not row.reason), key=lambda row: row.unit)]
    apart = [
        Apart(here.link(holder), reason, [quiet.claim_view(row.entry, row.claim, "") for row in found])
        for (holder, reason), found in groupby((row for row in rows if row.reason), key=lambda row: (row.entry, row.reason))
    ]
    at_once = _at_once([len(found.claims) for found in apart])
    return {
        "entry": entry,
        "kicker": _("measure"),
        "lead": lead,
        "facts": facts.facts(entry, here) if part.is_first else (),
        "story": story,
        "groups": groups,
        "apart": apart[:at_once],
        "more_apart": apart[at_once:],
        "mentions": list(mentions(entry, part, here)),
        "claims": claims,
        "claims_label": here.claims_label(claims),
        "whole": whole,
        "cite": cite_us.record_box(here, entry, claims) if part.is_first else None,
        "shared": sharing.record_box(here, entry) if part.is_first else None,
        "corrections": correction_rows(here, entry, entry.record.corrections) if part.is_first else (),
        "care": wanted.of_record(entry, here) if part.is_first else (),
        "cards": here.cards(),
        "references": here.references(),
        "pager": part.pager(here),
        "toc": [Anchor("_figures", _("Figures"))] if groups or apart else [],
    }


def _at_once(counts: Sequence[int]) -> int:
    """How many of some items stand open, which have so many figures each: none is folded for two or three."""
    if sum(counts) <= OPEN + 3:
        return len(counts)
    return max(1, sum(total <= OPEN for total in accumulate(counts)))


def figures(catalog: Catalog, id: str) -> Iterator[tuple[Entry, Claim]]:
    """Every figure of a measure, with the record that holds it."""
    for use in catalog.uses_of.get(id, ()):
        if isinstance(use.by, Entry) and use.route[0] == "claims" and use.route[-1] == "measure":
            yield use.by, use.by.record.claims[int(use.route[1])]


def _sorted_out(measure: Entry, here: Here) -> Sequence[_Row]:
    """The figures that can be compared, those in the measure's own unit first, the largest first; then those that stand apart."""
    _, catalog, own = here.site._, here.site.catalog, measure.record.words("unit")
    alike: list[_Row] = []
    alone: list[_Row] = []
    for entry, claim in figures(catalog, measure.id):
        assert claim.value is not None
        unit = catalog.unit(claim)
        converted = units.convert(claim.value, unit, own)
        if not measure.record.get("comparable"):
            alone.append(_Row(entry, claim, unit, claim.value, _("not compared: what is counted differs from one to the other")))
        elif converted is not None:
            alike.append(_Row(entry, claim, own, converted))
        elif units.dimension(unit) == "money":
            alike.append(_Row(entry, claim, unit, claim.value))
        else:
            alone.append(_Row(entry, claim, unit, claim.value, _("not compared: counted in {unit}").format(unit=unit)))
    alike.sort(key=lambda row: (row.entry.id, row.claim.id))
    alike.sort(key=lambda row: amounts.order(row.value), reverse=True)
    alike = _rivals_together(alike, here)
    alike.sort(key=lambda row: (row.unit != own, row.unit))
    # Those of a record stand together, those of the newest first.
    alone.sort(key=lambda row: (appearing.newest_first(row.entry), row.entry.id, row.reason))
    return [*alike, *alone]


def _rivals_together(rows: Sequence[_Row], here: Here) -> list[_Row]:
    """The rows in their order, but what disagrees with a figure stands below it."""
    found: dict[tuple[str, str], _Row] = {}
    by_key = {(row.entry.id, row.claim.id): row for row in rows}
    for key, row in by_key.items():
        found.setdefault(key, row)
        for rival in here.site.catalog.rivals(row.entry, row.claim):
            if other := by_key.get((row.entry.id, rival.id)):
                found.setdefault((row.entry.id, rival.id), other)
    return list(found.values())


def _group(unit: str, rows: Sequence[_Row], here: Here) -> Group:
    found, points = [], []
    catalog, wording = here.site.catalog, here.site.wording
    for row in rows:
        claim = row.claim
        assert claim.value is not None
        value = units.rounded(row.value, claim.value)
        text = wording.quantity(value, unit, claim.bound, catalog.one(claim))
        view = here.claim_view(row.entry, claim, "")
        found.append(Figure(here.link(row.entry), view, text, value))
        ends = (claim.interval.low, claim.interval.high) if claim.interval and value == claim.value else None
        # The same for every value of one thing: the first of them by name.
        rivals = min([claim.id, *(other.id for other in catalog.rivals(row.entry, claim))])
        rivals = f"{row.entry.id}#{rivals}" if view.rivals else ""
        points.append(Point(row.entry.record.label, view.address, text, str(view.evidence.mark), row.value, claim.bound, ends, rivals))
    drawn = plots.plot(points, here)
    if drawn:
        found = [replace(figure, dot=dot) for figure, dot in zip(found, drawn.dots, strict=True)]
    at_once = _at_once([1] * len(found))
    return Group(unit, found[:at_once], found[at_once:], drawn)
