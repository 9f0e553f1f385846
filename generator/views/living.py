"""What a living block of a hand-written page shows: values for its template, and the same as Markdown for an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..base import units
from ..catalog import choosing
from ..catalog.entries import Entry
from ..records.kinds import MEASURE
from ..records.living import FIGURE, PLACE, Living
from ..records.parts import Claim
from ..records.values import Translation
from ..text.prose import RecordLink
from . import cards, charts, evidence_map, facets, facts, listed, vouching
from .cards import Card
from .charts import Chart
from .evidence_map import EvidenceMap
from .facts import Value
from .here import Here
from .site import Site


@dataclass(frozen=True)
class Cell:
    """What a record has of a column: values, or a figure with what vouches for it, as a sign and in words, and of what it is."""

    values: Sequence[Value]
    mark: str = ""
    evidence: str = ""
    what: str = ""


@dataclass(frozen=True)
class Shown:
    """A record that a block shows, with its names in the site's further languages, and what stands beside it."""

    entry: Entry
    link: RecordLink
    names: Sequence[Translation]
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence: words, or a number with where its list is."""

    text: str
    href: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Dots:
    """Figures in one unit, drawn to one scale: of what, in which unit, the picture, and each with its record."""

    measure: RecordLink
    unit: str
    chart: Chart
    figures: Sequence[tuple[Entry, Cell]]


@dataclass(frozen=True)
class Drawn:
    """A block: as what it is drawn, with what that form needs; `count` is of how many records it is, `all` where they all are if it shows fewer."""

    form: str
    shown: Sequence[Shown] = ()
    headings: Sequence[str] = ()
    cards: Sequence[Card] = ()
    dots: Sequence[Dots] = ()
    map: EvidenceMap | None = None
    sentence: Sequence[Piece] = ()
    count: int = 0
    nouns: str = ""
    all: str = ""
    is_cut: bool = False


def drawn(view: Living, here: Here, number: int = 1) -> Drawn:
    """What a sound block shows on a page, of which it is the so manieth."""
    site, catalog = here.site, here.site.catalog
    if view.form == "count":
        return Drawn(view.form, sentence=list(_pieces(site, view, here.href)))
    kind = catalog.kinds[view.of]
    if view.form == "evidence-map":
        return Drawn(view.form, map=_map(view, here, number))
    entries = choosing.in_order(catalog, view)
    shown, is_cut = entries[: view.limit], view.limit is not None and len(entries) > view.limit
    found = listed.address(site, view) if is_cut and view.form != "dots" else ""
    return Drawn(
        view.form,
        shown=[_shown(view, entry, here) for entry in shown] if view.form in ("list", "table") else (),
        headings=[site._(kind.label), *(_heading(view, name, here) for name in view.fields)],
        cards=[cards.card(entry, here) for entry in shown] if view.form == "cards" else (),
        dots=list(_dots(view, shown, here)) if view.form == "dots" else (),
        count=len(entries),
        nouns=site._(kind.noun if len(entries) == 1 else kind.nouns),
        all=here.href(found) if found else "",
        is_cut=is_cut,
    )


# --- lists and tables ---------------------------------------------------------------------------------------------


def _shown(view: Living, entry: Entry, here: Here) -> Shown:
    return Shown(entry, here.link(entry), entry.record.names, [_cell(entry, name, here) for name in view.fields])


def _heading(view: Living, name: str, here: Here) -> str:
    kind = here.site.catalog.kinds[view.of]
    if item := kind.by_name.get(name):
        return here.site._(item.label)
    return here.site._("Figure") if name == FIGURE else here.site.catalog.entries[name].record.label


def _cell(entry: Entry, name: str, here: Here) -> Cell:
    """What a record has of a field, a measure, or of figures the first."""
    if item := entry.kind.by_name.get(name):
        if item.type == "date":
            return Cell([Value(here.site.wording.date(date.in_years)) for date in entry.record.items(name)])
        return Cell(facts.cell(entry, item, here))
    claim = facets.most_telling(entry) if name == FIGURE else choosing.figure_of(entry, name)
    if claim is None:
        return Cell(())
    measure = here.link_to(claim.measure or "")
    # Where the column names the measure, or the unit does, it goes without saying.
    is_said = name != FIGURE or measure is None or measure.text.casefold() == here.site.catalog.unit(claim).casefold()
    return replace(_figure(entry, claim, here.claim_text(entry, claim), here), what="" if is_said or measure is None else measure.text)


def _figure(entry: Entry, claim: Claim, text: str, here: Here) -> Cell:
    evidence = here.site.catalog.evidence(entry, claim)
    return Cell([Value(text, here.href(f"{entry.address}#{claim.id}"))], evidence.mark, vouching.short(here.site, evidence))


# --- pictures -----------------------------------------------------------------------------------------------------


def _map(view: Living, here: Here, number: int) -> EvidenceMap | None:
    """The evidence map of a block; None where no record has a word for its rows."""
    catalog, kind = here.site.catalog, here.site.catalog.kinds[view.of]
    rows = choosing.row_field(catalog, kind, view.rows)
    found = evidence_map.evidence_map(kind, choosing.chosen(catalog, view), rows, here, str(number)) if rows else None
    return found if found and found.rows else None


def _dots(view: Living, entries: Sequence[Entry], here: Here) -> Iterator[Dots]:
    """The figures of a measure, one of each record; those whose units do not convert into one another apart, each to its own scale."""
    catalog, wording = here.site.catalog, here.site.wording
    measure = catalog.get(view.measure or "", MEASURE.name)
    by_unit: dict[str, list[charts.Drawn]] = {}
    for entry in entries:
        claim = choosing.figure_of(entry, view.measure or "")
        assert measure and claim and claim.value is not None
        own = choosing.in_own_unit(catalog, claim)
        value, unit = (claim.value, catalog.unit(claim)) if own is None else (own, measure.record.words("unit"))
        text = wording.quantity(units.rounded(value, claim.value), unit, claim.bound, catalog.one(claim))
        by_unit.setdefault(unit, []).append(charts.Drawn(entry, claim, value, entry.record.label, text))
    for unit, figures in by_unit.items():
        whole = [(one, ", ".join(filter(None, (one.text, here.within(one.entry).plain(one.claim.scope or ""))))) for one in figures]
        told = [(one.entry, _figure(one.entry, one.claim, text, here)) for one, text in whole]
        assert measure
        yield Dots(here.link(measure), unit, charts.chart(figures, here), told)


# --- sentences ----------------------------------------------------------------------------------------------------


def _pieces(site: Site, view: Living, href: Callable[[str], str]) -> Iterator[Piece]:
    # Every second one is the name of a place.
    for index, text in enumerate(PLACE.split(view.sentence or "")):
        if index % 2:
            choice = view.numbers[text]
            found = listed.address(site, choice)
            yield Piece(site.wording.exact(Decimal(choosing.count(site.catalog, choice))), href(found) if found else "", is_number=True)
        elif text:
            yield Piece(text)


# --- as Markdown --------------------------------------------------------------------------------------------------


def markdown(view: Living, site: Site, to: Callable[[Entry], str], escape: Callable[[str], str]) -> str:
    """What a sound block shows, as Markdown; `to` writes a link to a record, `escape` plain text."""
    if view.form == "count":
        return escape("".join(piece.text for piece in _pieces(site, view, str)))
    block = drawn(view, Here(site, "", numbered=False))
    lines = list(_table(block, to, escape) if view.form == "table" and block.shown else _items(block, site, to, escape))
    if block.is_cut:
        lines += ["", escape(site._("{shown} of {all} {cases}").format(shown=view.limit, all=block.count, cases=block.nouns))]
    return "\n".join(lines) or site._("Nothing here yet.")


def _items(block: Drawn, site: Site, to: Callable[[Entry], str], escape: Callable[[str], str]) -> Iterator[str]:
    """An item for each record, or for each cell of a map that is not empty."""
    for row in block.shown:
        yield f"- {to(row.entry)}" + "".join(f" · {escape(text)}" for cell in row.cells if (text := _told(cell)))
    for card in block.cards:
        yield f"- {to(card.entry)}: {escape(card.text)}" if card.text else f"- {to(card.entry)}"
    for dots in block.dots:
        for entry, cell in dots.figures:
            yield f"- {to(entry)}: {escape(_told(cell))}"
    for part in (part for row in block.map.rows for part in row.cells if part) if block.map else ():
        found = [f"{to(one.entry)} ({escape(f'{one.text}, {one.evidence_text}')})" for one in part.cases]
        more = [escape(site._("and {more} more").format(more=part.more))] if part.more else []
        yield f"- {escape(part.says)}: {', '.join((*found, *more))}"


def _table(block: Drawn, to: Callable[[Entry], str], escape: Callable[[str], str]) -> Iterator[str]:
    rows = [[to(row.entry), *(escape(_told(cell)) for cell in row.cells)] for row in block.shown]
    for line in ([escape(text) for text in block.headings], ["---"] * len(block.headings), *rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |"


def _told(cell: Cell) -> str:
    """A cell in words."""
    text = ", ".join((*(value.text for value in cell.values), *filter(None, (cell.what,))))
    return f"{text} ({cell.evidence})" if cell.evidence else text
