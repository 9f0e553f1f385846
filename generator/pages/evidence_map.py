"""The evidence map: what was tried against what was measured, each case a mark by the best that vouches for it, and where nobody has measured.

The rows are the words of the first list that stands above the title of a case, the columns those of what measures are a measure of. What
the records say that an unfolded field names, such as trials, counts for the case that names them. The model are the evidence gap maps of
the International Initiative for Impact Evaluation (3ie; Snilstveit and others, 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ..base.saying import together
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry, named_in
from ..catalog.evidence import Evidence
from ..records.kinds import MEASURE, Field
from ..records.parts import Claim, Term
from ..text import anchors
from ..text.prose import RecordLink
from ..views import vouching
from ..views.here import Here
from ..views.site import Anchor, Page, Site

ADDRESS = "evidence-map/"
# So many cases of a cell are drawn and listed; the others are counted.
MOST = 15
_COLUMNS = MEASURE.by_name["dimension"].vocabulary


@dataclass(frozen=True)
class Found:
    """A case in a cell: its link, its best figure there, of what (where the unit does not say it), what vouches for it, and whether a record that
    it unfolds has one there.
    """

    link: RecordLink
    text: str
    what: str
    evidence: Evidence
    evidence_text: str
    is_unfolded: bool


@dataclass(frozen=True)
class Cell:
    """A kind of case and what was measured: its anchor, the name of its column, what it says in words, and its cases, the best vouched for first."""

    id: str
    label: str
    says: str
    cases: Sequence[Found]
    more: int


@dataclass(frozen=True)
class Row:
    """A kind of case: its anchor and name, how many cases there are, its cells by column, and the cases in none of them, with how many more."""

    id: str
    label: str
    count: int
    cells: Sequence[Cell | None]
    unmeasured: Sequence[RecordLink]
    more: int


@dataclass(frozen=True)
class _Figure:
    """A figure that counts for a case: the record that holds it, and the field by which the case unfolds that; none for its own."""

    entry: Entry
    claim: Claim
    field: Field | None


def pages(site: Site) -> Iterator[Page]:
    """One page, where a case of some kind has a figure of something."""
    field = _row_field(site.catalog)
    if field and any(case.record.items(field.name) and _by_dimension(case, site.catalog) for case in site.catalog.cases):
        yield Page(ADDRESS, site._("Evidence map"), "evidence_map.html", _view, _describe, section=ADDRESS)


def _row_field(catalog: Catalog) -> Field | None:
    """The field whose words are the rows."""
    if not catalog.kinds.is_whole or _COLUMNS not in catalog.vocabularies:
        return None
    terms = catalog.kinds.main.of_type("term")
    return next((item for item in terms if item.is_kicker and item.vocabulary in catalog.vocabularies), None)


def _describe(here: Here) -> str:
    return here.site._("What was measured in which kind of {names}, who vouches for it, and where nothing was").format(
        names=here.site._(here.site.catalog.kinds.main.nouns)
    )


def _view(here: Here) -> Mapping[str, Any]:
    _, catalog = here.site._, here.site.catalog
    field = _row_field(catalog)
    assert field
    measured = {measure.record.words("dimension") for measure in catalog.by_kind[MEASURE.name]}
    columns = [term for term in catalog.vocabularies[_COLUMNS].terms if term.id in measured]
    rows = list(_rows(field, columns, here))
    cells = [cell for row in rows for cell in row.cells]
    shown = [found for cell in cells if cell for found in cell.cases]
    marks = {found.evidence.mark for found in shown}
    kinds = [catalog.kinds[name] for item in catalog.kinds.main.fields if item.is_unfolded for name in item.kinds]
    return {
        "rows": rows,
        "columns": [_(column.label) for column in columns],
        "titles": (_(catalog.vocabularies[field.vocabulary].title), _(catalog.vocabularies[_COLUMNS].title)),
        "marks": [(mark, vouching.names(here.site)[mark]) for mark in vouching.meanings(here.site) if mark in marks],
        "unfolded": _(together([_(kind.nouns) for kind in dict.fromkeys(kinds)])) if any(found.is_unfolded for found in shown) else "",
        "cells": len(cells),
        "empty": cells.count(None),
        "toc": [Anchor("_cells", _("In words"))],
    }


def _rows(field: Field, columns: Sequence[Term], here: Here) -> Iterator[Row]:
    """A row for each word that a case has, in the order of the words."""
    catalog = here.site.catalog
    by_case = {case.id: _by_dimension(case, catalog) for case in catalog.cases}
    known = {column.id for column in columns}
    for term in catalog.vocabularies[field.vocabulary].terms:
        cases = [case for case in catalog.cases if term.id in case.record.items(field.name)]
        if not cases:
            continue
        cells = [_cell(term, column, {case: by_case[case.id].get(column.id, ()) for case in cases}, here) for column in columns]
        unmeasured = [here.link(case) for case in cases if not known & by_case[case.id].keys()]
        more = max(0, len(unmeasured) - MOST)
        yield Row(anchors.named("row", term.id), here.site._(term.label), len(cases), cells, unmeasured[:MOST], more)


def _cell(row: Term, column: Term, figures: Mapping[Entry, Sequence[_Figure]], here: Here) -> Cell | None:
    """A cell with those of some cases that have figures in it; none where none has."""
    found = sorted((_found(case, some, here) for case, some in figures.items() if some), key=attrgetter("evidence.strength"), reverse=True)
    if not found:
        return None
    _, main = here.site._, here.site.catalog.kinds.main
    says = _("{row}, {column}: {count} {names}, at best {mark}").format(
        row=_(row.label),
        column=_(column.label),
        count=len(found),
        names=_(main.noun if len(found) == 1 else main.nouns),
        mark=found[0].evidence_text,
    )
    # No word has a slash.
    return Cell(anchors.named("cell", f"{row.id}/{column.id}"), _(column.label), says, found[:MOST], max(0, len(found) - MOST))


def _found(case: Entry, figures: Sequence[_Figure], here: Here) -> Found:
    """A case by the best vouched for of some figures, which its link leads to; of like ones the first."""
    catalog = here.site.catalog
    best = max(figures, key=lambda figure: catalog.evidence(figure.entry, figure.claim).strength)
    anchor = anchors.part(best.field.name) if best.field else best.claim.id
    evidence, measure = catalog.evidence(best.entry, best.claim), catalog.entries[best.claim.measure or ""].record.label
    return Found(
        RecordLink(case.record.label, here.href(f"{case.address}#{anchor}")),
        here.claim_text(best.entry, best.claim),
        measure if measure.casefold() != catalog.unit(best.claim).casefold() else "",
        evidence,
        vouching.short(here.site, evidence),
        any(figure.field for figure in figures),
    )


def _by_dimension(case: Entry, catalog: Catalog) -> Mapping[str, Sequence[_Figure]]:
    """The figures that count for a case, by what they are a measure of; those that somebody set aside count for nothing."""
    found: dict[str, list[_Figure]] = {}
    for figure in _figures(case, catalog):
        measure = catalog.get(figure.claim.measure or "", MEASURE.name)
        dimension = measure.record.words("dimension") if measure else ""
        if dimension and figure.claim.rank != "deprecated":
            found.setdefault(dimension, []).append(figure)
    return found


def _figures(case: Entry, catalog: Catalog) -> Iterator[_Figure]:
    unfolded = [(other, item) for item in case.kind.fields if item.is_unfolded for id in named_in(case, item) if (other := catalog.get(id))]
    for entry, field in [(case, None), *unfolded]:
        yield from (_Figure(entry, claim, field) for claim in entry.record.claims if claim.value is not None)
