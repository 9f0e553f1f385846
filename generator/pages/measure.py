"""A measure: what it counts, and all its figures across the catalog, compared where that is honest.

Figures are compared in the measure's own unit, and only those that convert to it by definition; money in its own
currency only. What cannot be compared stands apart, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from ..base import amounts, units
from ..base.amounts import Amount
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..records.kinds import MEASURE
from ..records.parts import Claim
from ..text.prose import RecordLink
from ..views import charts, cite_us, facts, sharing, wanted
from ..views.charts import Chart, Drawn
from ..views.here import ClaimView, Here, lead_of
from ..views.paging import Part, record_at, record_pages
from ..views.site import Anchor, Page, Site
from .corrections import correction_rows
from .entity import mentioning, mentions

MOST_BARS = 60


@dataclass(frozen=True)
class Figure:
    """One figure: the record that holds it, the claim, its amount in the unit of its group, and that amount in words."""

    record: RecordLink
    claim: ClaimView
    value: Amount
    text: str

    @property
    def rank(self) -> Decimal:
        """What a table is sorted by: the highest number."""
        return amounts.highest(self.value)


@dataclass(frozen=True)
class Group:
    """Figures that can be compared with one another, the largest first; with a chart when there are several."""

    unit: str
    figures: Sequence[Figure]
    chart: Chart | None


@dataclass(frozen=True)
class Apart:
    """A figure that cannot be compared with the others, and why."""

    record: RecordLink
    claim: ClaimView
    reason: str


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
    return record_pages(site, entry, "measure.html", _view, lead_of(entry), count)


def _view(entry: Entry, part: Part, here: Here) -> Mapping[str, Any]:
    _ = here.site._
    lead = here.prose(lead_of(entry), _("definition")) if part.is_first else None
    story = facts.texts(entry, here) if part.is_first else []
    # As any record, a measure may hold claims of its own, and have sources as a whole.
    claims = here.claims(entry, _("figures")) if part.is_first else []
    whole = facts.whole_cites(entry, here) if part.is_first else ()
    rows = part.cut(_sorted_out(entry, here))
    groups = [_group(unit, list(found), here) for unit, found in groupby((row for row in rows if not row.reason), key=lambda row: row.unit)]
    apart = [Apart(here.link(row.entry), here.claim_view(row.entry, row.claim, _("figures")), row.reason) for row in rows if row.reason]
    return {
        "entry": entry,
        "kicker": _("measure"),
        "lead": lead,
        "facts": facts.facts(entry, here) if part.is_first else (),
        "story": story,
        "groups": groups,
        "apart": apart,
        "mentions": list(mentions(entry, part, here)),
        "claims": claims,
        "claims_label": here.claims_label(claims),
        "whole": whole,
        "cite": cite_us.record_box(here, entry, claims) if part.is_first else None,
        "shared": sharing.record_box(here, entry) if part.is_first else None,
        "corrections": correction_rows(here, entry.record.corrections) if part.is_first else (),
        "care": wanted.of_record(entry, here) if part.is_first else (),
        "cards": here.cards(),
        "references": here.references(),
        "pager": part.pager(here),
        "toc": [Anchor("_figures", _("Figures"))] if groups or apart else [],
    }


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
    alike.sort(key=lambda row: (row.unit != own, row.unit))
    return [*alike, *alone]


def _group(unit: str, rows: Sequence[_Row], here: Here) -> Group:
    figures, drawn = [], []
    for row in rows:
        assert row.claim.value is not None
        value = units.rounded(row.value, row.claim.value)
        text = here.site.wording.quantity(value, unit, row.claim.bound, here.site.catalog.one(row.claim))
        figures.append(Figure(here.link(row.entry), here.claim_view(row.entry, row.claim, here.site._("figures")), value, text))
        drawn.append(Drawn(row.entry, row.claim, row.value, row.entry.record.label, text))
    # A large catalog's table has all of them; its chart shows the largest.
    return Group(unit, figures, charts.chart(drawn[:MOST_BARS], here) if len(drawn) > 1 else None)
