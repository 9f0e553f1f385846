"""Evidence maps: what was tried against what was measured, each record a mark by the best that vouches for it, and where nobody has measured.

The rows are the words of a field, the columns those of what measures are a measure of. What the records say that an unfolded field names,
such as trials, counts for the record that names them. The model are the evidence gap maps of the International Initiative for Impact
Evaluation (3ie; Snilstveit and others, 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ..base.saying import together
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry, named_in
from ..catalog.evidence import Evidence
from ..records.kinds import DIMENSIONS, MEASURE, Field, Kind
from ..records.parts import Claim, Term
from ..text import anchors
from ..text.prose import RecordLink
from . import vouching
from .here import Here

# So many records of a cell are drawn and listed; the others are counted.
MOST = 15


@dataclass(frozen=True)
class Found:
    """A record in a cell: itself and its link, its best figure there, of what (where the unit does not say it), what vouches for it, and whether a
    record that it unfolds has one there.
    """

    entry: Entry
    link: RecordLink
    text: str
    what: str
    evidence: Evidence
    evidence_text: str
    is_unfolded: bool


@dataclass(frozen=True)
class Cell:
    """A row and what was measured: its anchor, the name of its column, what it says in words, and its records, the best vouched for first, those of
    one mark together.
    """

    id: str
    label: str
    says: str
    cases: Sequence[Found]
    more: int

    @property
    def groups(self) -> list[list[Found]]:
        """Its records by their marks."""
        return [list(group) for _mark, group in groupby(self.cases, key=attrgetter("evidence_text", "is_unfolded"))]


@dataclass(frozen=True)
class Row:
    """A word of the rows: its anchor and name, how many records have it, its cells by column, and those of them in none, with how many more."""

    id: str
    label: str
    count: int
    cells: Sequence[Cell | None]
    unmeasured: Sequence[RecordLink]
    more: int


@dataclass(frozen=True)
class _Figure:
    """A figure that counts for a record: the one that holds it, and the field by which the record unfolds that; none for its own."""

    entry: Entry
    claim: Claim
    field: Field | None


@dataclass(frozen=True)
class EvidenceMap:
    """A map: its rows, the names of its columns, the titles of both, the marks in it with their names, and what frames say of a mark, if any has one.

    `cells` is how many there are, `empty` how many of them are empty.
    """

    kind: Kind
    rows: Sequence[Row]
    columns: Sequence[str]
    titles: tuple[str, str]
    marks: Sequence[tuple[str, str]]
    unfolded: str
    cells: int
    empty: int


def has_cells(entries: Sequence[Entry], field: Field, catalog: Catalog) -> bool:
    """Whether any cell of a map of some records has one."""
    return any(entry.record.items(field.name) and _by_dimension(entry, catalog) for entry in entries)


def evidence_map(kind: Kind, entries: Sequence[Entry], field: Field, here: Here, within: str = "") -> EvidenceMap:
    """The map of some records of a kind. `within` tells its anchors from those of other maps of the page."""
    _, catalog = here.site._, here.site.catalog
    measured = {measure.record.words("dimension") for measure in catalog.by_kind[MEASURE.name]}
    columns = [term for term in catalog.vocabularies[DIMENSIONS].terms if term.id in measured]
    rows = sorted(_rows(_Map(kind, entries, field, here, within), columns), key=lambda row: -row.count)
    cells = [cell for row in rows for cell in row.cells]
    shown = [found for cell in cells if cell for found in cell.cases]
    marks = {found.evidence.mark for found in shown}
    kinds = [catalog.kinds[name] for item in kind.fields if item.is_unfolded for name in item.kinds]
    return EvidenceMap(
        kind,
        rows,
        [_(column.label) for column in columns],
        (_(catalog.vocabularies[field.vocabulary].title), _(catalog.vocabularies[DIMENSIONS].title)),
        [(mark, vouching.names(here.site)[mark]) for mark in vouching.meanings(here.site) if mark in marks],
        _(together([_(kind.nouns) for kind in dict.fromkeys(kinds)])) if any(found.is_unfolded for found in shown) else "",
        len(cells),
        cells.count(None),
    )


@dataclass(frozen=True)
class _Map:
    """Of what a map is being made, and where."""

    kind: Kind
    entries: Sequence[Entry]
    field: Field
    here: Here
    within: str

    def anchor(self, prefix: str, name: str) -> str:
        # No word has a slash.
        return anchors.named(prefix, f"{self.within}/{name}" if self.within else name)


def _rows(of: _Map, columns: Sequence[Term]) -> Iterator[Row]:
    """A row for each word that a record has, in the order of the words; the map has those with most records first."""
    here, catalog = of.here, of.here.site.catalog
    by_entry = {entry.id: _by_dimension(entry, catalog) for entry in of.entries}
    known = {column.id for column in columns}
    for term in catalog.vocabularies[of.field.vocabulary].terms:
        entries = [entry for entry in of.entries if term.id in entry.record.items(of.field.name)]
        if not entries:
            continue
        cells = [_cell(of, term, column, {entry: by_entry[entry.id].get(column.id, ()) for entry in entries}) for column in columns]
        unmeasured = [here.link(entry) for entry in entries if not known & by_entry[entry.id].keys()]
        more = max(0, len(unmeasured) - MOST)
        yield Row(of.anchor("row", term.id), here.site._(term.label), len(entries), cells, unmeasured[:MOST], more)


def _cell(of: _Map, row: Term, column: Term, figures: Mapping[Entry, Sequence[_Figure]]) -> Cell | None:
    """A cell with those of some records that have figures in it; none where none has."""
    found = [_found(entry, some, of.here) for entry, some in figures.items() if some]
    found.sort(key=lambda one: (one.evidence_text, not one.is_unfolded))
    found.sort(key=attrgetter("evidence.strength"), reverse=True)
    if not found:
        return None
    _ = of.here.site._
    says = _("{row}, {column}: {count} {names}, at best {mark}").format(
        row=_(row.label),
        column=_(column.label),
        count=len(found),
        names=_(of.kind.noun if len(found) == 1 else of.kind.nouns),
        mark=found[0].evidence_text,
    )
    return Cell(of.anchor("cell", f"{row.id}/{column.id}"), _(column.label), says, found[:MOST], max(0, len(found) - MOST))


def _found(entry: Entry, figures: Sequence[_Figure], here: Here) -> Found:
    """A record by the best vouched for of some figures, which its link leads to; of like ones the first."""
    catalog = here.site.catalog
    best = max(figures, key=lambda figure: catalog.evidence(figure.entry, figure.claim).strength)
    anchor = anchors.part(best.field.name) if best.field else best.claim.id
    evidence, measure = catalog.evidence(best.entry, best.claim), catalog.entries[best.claim.measure or ""].record.label
    return Found(
        entry,
        RecordLink(entry.record.label, here.href(f"{entry.address}#{anchor}")),
        here.claim_text(best.entry, best.claim),
        measure if measure.casefold() != catalog.unit(best.claim).casefold() else "",
        evidence,
        vouching.short(here.site, evidence),
        any(figure.field for figure in figures),
    )


def _by_dimension(entry: Entry, catalog: Catalog) -> Mapping[str, Sequence[_Figure]]:
    """The figures that count for a record, by what they are a measure of; those that somebody set aside count for nothing."""
    found: dict[str, list[_Figure]] = {}
    for figure in _figures(entry, catalog):
        measure = catalog.get(figure.claim.measure or "", MEASURE.name)
        dimension = measure.record.words("dimension") if measure else ""
        if dimension and figure.claim.rank != "deprecated":
            found.setdefault(dimension, []).append(figure)
    return found


def _figures(entry: Entry, catalog: Catalog) -> Iterator[_Figure]:
    unfolded = [(other, item) for item in entry.kind.fields if item.is_unfolded for id in named_in(entry, item) if (other := catalog.get(id))]
    for holder, field in [(entry, None), *unfolded]:
        yield from (_Figure(holder, claim, field) for claim in holder.record.claims if claim.value is not None)
