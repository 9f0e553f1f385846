"""A measure: what it counts, and all its figures across the catalog, compared where that is honest.

Figures are compared in the measure's own unit, and only those that convert to it by definition; money in its own
currency only. What cannot be compared stands apart, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from generator import charts, units
from generator.catalog import Catalog, Entry
from generator.charts import Chart, Drawn
from generator.model import Claim, Measure
from generator.pages.corrections import correction_rows
from generator.pages.entity import Fact, mentions
from generator.prose import RecordLink
from generator.site import Anchor, ClaimView, Here, Page, Site

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


def pages(site: Site) -> Iterator[Page]:
    """One page for each measure."""
    for entry in site.catalog.by_kind["measure"]:
        yield Page(
            address=entry.address,
            title=entry.record.label,
            template="measure.html",
            view=partial(_view, entry),
            description=partial(_description, entry),
            section="measures/",
            entry=entry,
            source=entry.path,
            changed=site.catalog.changed(entry.path),
        )


def _measure(entry: Entry) -> Measure:
    assert isinstance(entry.record, Measure)
    return entry.record


def _description(entry: Entry, here: Here) -> str:
    return here.plain(_measure(entry).definition)


def _view(entry: Entry, here: Here) -> Mapping[str, Any]:
    _, measure = here.site._, _measure(entry)
    lead = here.prose(measure.definition, _("definition"))
    groups, apart = _sorted_out(measure, list(figures(here.site.catalog, entry.id)), here)
    mentioned = list(mentions(entry, here))
    return {
        "entry": entry,
        "kicker": _("measure"),
        "lead": lead,
        "facts": list(_facts(measure, here)),
        "groups": groups,
        "apart": apart,
        "mentions": mentioned,
        "cite": None,
        "corrections": correction_rows(here, entry.record.corrections),
        "cards": here.cards(),
        "references": here.references(),
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


def _sorted_out(measure: Measure, found: list[tuple[Entry, Claim]], here: Here) -> tuple[list[Group], list[Apart]]:
    """The groups that can be compared, the measure's own unit first, and what stands apart."""
    _, catalog = here.site._, here.site.catalog
    by_unit: dict[str, list[tuple[Decimal, Entry, Claim]]] = {}
    alone: list[tuple[Entry, Claim, str]] = []
    for entry, claim in found:
        assert claim.value is not None
        unit = catalog.unit(claim)
        converted = units.convert(claim.value, unit, measure.unit)
        if not measure.comparable:
            alone.append((entry, claim, _("not compared: what is counted differs from one to the other")))
        elif converted is not None:
            by_unit.setdefault(measure.unit, []).append((converted, entry, claim))
        elif units.dimension(unit) == "money":
            by_unit.setdefault(unit, []).append((claim.value, entry, claim))
        else:
            alone.append((entry, claim, _("not compared: counted in {unit}").format(unit=unit)))
    ordered = sorted(by_unit.items(), key=lambda item: (item[0] != measure.unit, item[0]))
    groups = [_group(unit, sorted(rows, key=lambda row: (-row[0], row[1].id, row[2].id)), here) for unit, rows in ordered]
    apart = [Apart(here.link(entry), here.claim_view(entry, claim, _("figures")), reason) for entry, claim, reason in alone]
    return groups, apart


def _group(unit: str, rows: Sequence[tuple[Decimal, Entry, Claim]], here: Here) -> Group:
    figures, drawn = [], []
    for value, entry, claim in rows:
        text = here.site.wording.quantity(value.normalize() + 0, unit, claim.bound)
        figures.append(Figure(here.link(entry), here.claim_view(entry, claim, here.site._("figures")), value, text))
        drawn.append(Drawn(entry, claim, value, entry.record.label, text))
    # A large catalog's table has all of them; its chart shows the largest.
    return Group(unit, figures, charts.chart(drawn[:MOST_BARS], here) if len(drawn) > 1 else None)
