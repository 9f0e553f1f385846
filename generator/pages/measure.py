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

from ..base import units
from ..catalog.catalog import Catalog, Entry
from ..records.model import Claim, Measure
from ..text.prose import RecordLink
from ..views import charts
from ..views.charts import Chart, Drawn
from ..views.paging import Part, record_pages
from ..views.site import Anchor, ClaimView, Here, Page, Site
from .corrections import correction_rows
from .entity import Fact, mentioning, mentions

MOST_BARS = 60


@dataclass(frozen=True)
class Figure:
    """One figure: the record that holds it, the claim, its value in the unit of its group, and that value in words."""

    record: RecordLink
    claim: ClaimView
    value: Decimal
    text: str


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
    value: Decimal
    reason: str = ""


def pages(site: Site) -> Iterator[Page]:
    """One page for each measure, more when it has many figures."""
    for entry in site.catalog.by_kind["measure"]:
        count = max(len(list(figures(site.catalog, entry.id))), len(mentioning(entry, site.catalog)))
        yield from record_pages(site, entry, "measure.html", _view, _measure(entry).definition, count)


def _measure(entry: Entry) -> Measure:
    assert isinstance(entry.record, Measure)
    return entry.record


def _view(entry: Entry, part: Part, here: Here) -> Mapping[str, Any]:
    _, measure = here.site._, _measure(entry)
    lead = here.prose(measure.definition, _("definition")) if part.is_first else None
    rows = part.cut(_sorted_out(measure, here.site.catalog, entry.id, here))
    groups = [_group(unit, list(found), here) for unit, found in groupby((row for row in rows if not row.reason), key=lambda row: row.unit)]
    apart = [Apart(here.link(row.entry), here.claim_view(row.entry, row.claim, _("figures")), row.reason) for row in rows if row.reason]
    return {
        "entry": entry,
        "kicker": _("measure"),
        "lead": lead,
        "facts": list(_facts(measure, here)) if part.is_first else (),
        "groups": groups,
        "apart": apart,
        "mentions": list(mentions(entry, part, here)),
        "cite": None,
        "corrections": correction_rows(here, entry.record.corrections) if part.is_first else (),
        "cards": here.cards(),
        "references": here.references(),
        "pager": part.pager(here),
        "toc": [Anchor("_figures", _("Figures"))] if groups or apart else [],
    }


def _facts(measure: Measure, here: Here) -> Iterator[Fact]:
    _ = here.site._
    dimension = here.site.catalog.term("dimensions", measure.dimension)
    yield Fact(_("Measure of"), [dimension.label if dimension else measure.dimension])
    yield Fact(_("Unit"), [measure.unit])
    yield Fact(_("Comparable across cases"), [_("yes") if measure.comparable else _("no")])
    if measure.aliases:
        yield Fact(_("Also called"), measure.aliases)


def figures(catalog: Catalog, id: str) -> Iterator[tuple[Entry, Claim]]:
    """Every figure of a measure, with the record that holds it."""
    for use in catalog.uses_of.get(id, ()):
        if isinstance(use.by, Entry) and use.route[0] == "claims" and use.route[-1] == "measure":
            yield use.by, use.by.record.claims[int(use.route[1])]


def _sorted_out(measure: Measure, catalog: Catalog, id: str, here: Here) -> Sequence[_Row]:
    """The figures that can be compared, those in the measure's own unit first, the largest first; then those that stand apart."""
    _ = here.site._
    alike: list[_Row] = []
    alone: list[_Row] = []
    for entry, claim in figures(catalog, id):
        assert claim.value is not None
        unit = catalog.unit(claim)
        converted = units.convert(claim.value, unit, measure.unit)
        if not measure.comparable:
            alone.append(_Row(entry, claim, unit, claim.value, _("not compared: what is counted differs from one to the other")))
        elif converted is not None:
            alike.append(_Row(entry, claim, measure.unit, converted))
        elif units.dimension(unit) == "money":
            alike.append(_Row(entry, claim, unit, claim.value))
        else:
            alone.append(_Row(entry, claim, unit, claim.value, _("not compared: counted in {unit}").format(unit=unit)))
    alike.sort(key=lambda row: (row.unit != measure.unit, row.unit, -row.value, row.entry.id, row.claim.id))
    return [*alike, *alone]


def _group(unit: str, rows: Sequence[_Row], here: Here) -> Group:
    figures, drawn = [], []
    for row in rows:
        assert row.claim.value is not None
        value = units.rounded(row.value, row.claim.value)
        text = here.site.wording.quantity(value, unit, row.claim.bound)
        figures.append(Figure(here.link(row.entry), here.claim_view(row.entry, row.claim, here.site._("figures")), value, text))
        drawn.append(Drawn(row.entry, row.claim, row.value, row.entry.record.label, text))
    # A large catalog's table has all of them; its chart shows the largest.
    return Group(unit, figures, charts.chart(drawn[:MOST_BARS], here) if len(drawn) > 1 else None)
