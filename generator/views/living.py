"""What a living block of a hand-written page shows: values for its template, and the same as Markdown for an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..catalog import living
from ..catalog.entries import Entry
from ..records.living import PLACE, SOURCE, Chosen, Living
from ..records.values import Translation
from ..text.prose import RecordLink
from . import cards, evidence_map, facts
from .cards import Card
from .evidence_map import EvidenceMap
from .facts import Value
from .here import Here
from .site import Site


@dataclass(frozen=True)
class Shown:
    """A record that a block shows, with its names in the site's further languages, and its cells in a table."""

    link: RecordLink
    names: Sequence[Translation]
    cells: Sequence[Sequence[Value]] = ()


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence: words, or a number with where its list is."""

    text: str
    href: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Drawn:
    """A block: as what it is drawn, its records or their cards or map, the pieces of its sentence, and the headings of a table."""

    form: str
    shown: Sequence[Shown] = ()
    cards: Sequence[Card] = ()
    map: EvidenceMap | None = None
    sentence: Sequence[Piece] = ()
    headings: Sequence[str] = ()


def drawn(view: Living, here: Here, number: int = 1) -> Drawn:
    """What a sound block shows on a page, of which it is the so manieth."""
    catalog = here.site.catalog
    if view.form == "count":
        return Drawn(view.form, sentence=list(_pieces(here.site, view, here.href)))
    kind = catalog.kinds[view.of]
    match view.form:
        case "cards":
            return Drawn(view.form, cards=[cards.card(entry, here) for entry in living.shown(catalog, view)])
        case "evidence-map":
            return Drawn(view.form, map=_map(view, here, number))
    columns = [kind.by_name[name] for name in view.fields]
    shown = [
        Shown(here.link(entry), entry.record.names, [facts.cell(entry, item, here) for item in columns]) for entry in living.shown(catalog, view)
    ]
    return Drawn(view.form, shown, headings=[here.site._(label) for label in (kind.label, *(item.label for item in columns))])


def _map(view: Living, here: Here, number: int) -> EvidenceMap | None:
    """The evidence map of a block; None where no record has a word for its rows."""
    catalog, kind = here.site.catalog, here.site.catalog.kinds[view.of]
    field = living.row_field(catalog, kind, view.rows)
    found = evidence_map.evidence_map(kind, living.shown(catalog, view), field, here, str(number)) if field else None
    return found if found and found.rows else None


def markdown(view: Living, site: Site, to: Callable[[Entry], str], escape: Callable[[str], str]) -> str:
    """What a sound block shows, as Markdown; `to` writes a link to a record, `escape` plain text."""
    if view.form == "count":
        return escape("".join(piece.text for piece in _pieces(site, view, str)))
    if view.form == "table":
        return _table(view, site, to, escape)
    if view.form == "evidence-map":
        return "\n".join(_cells(view, site, to, escape)) or site._("Nothing here yet.")
    return "\n".join(f"- {to(entry)}" for entry in living.shown(site.catalog, view)) or site._("Nothing here yet.")


def _cells(view: Living, site: Site, to: Callable[[Entry], str], escape: Callable[[str], str]) -> Iterator[str]:
    """An evidence map in words, a line for each of its cells that is not empty."""
    made = _map(view, Here(site, "", numbered=False), 1)
    for cell in (cell for row in made.rows for cell in row.cells if cell) if made else ():
        found = [f"{to(one.entry)} ({escape(f'{one.text}, {one.evidence_text}')})" for one in cell.cases]
        more = [escape(site._("and {more} more").format(more=cell.more))] if cell.more else []
        yield f"- {escape(cell.says)}: {', '.join((*found, *more))}"


def _table(view: Living, site: Site, to: Callable[[Entry], str], escape: Callable[[str], str]) -> str:
    block = drawn(view, Here(site, "", numbered=False))
    rows = [
        [to(entry), *(escape(", ".join(value.text for value in cell)) for cell in row.cells)]
        for entry, row in zip(living.shown(site.catalog, view), block.shown, strict=True)
    ]
    lines = [[escape(text) for text in block.headings], ["---"] * len(block.headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _pieces(site: Site, view: Living, href: Callable[[str], str]) -> Iterator[Piece]:
    # Every second one is the name of a place.
    for index, text in enumerate(PLACE.split(view.sentence or "")):
        if index % 2:
            choice = view.numbers[text]
            yield Piece(site.wording.exact(Decimal(living.count(site.catalog, choice))), _list(site, choice, href), is_number=True)
        elif text:
            yield Piece(text)


def _list(site: Site, choice: Chosen, href: Callable[[str], str]) -> str:
    """The list of all that was counted, where there is one."""
    kind = site.catalog.kinds.by_name.get(choice.of)
    if choice.where or (kind and kind not in site.catalog.listed_kinds):
        return ""
    if kind:
        return href(f"{kind.address}/")
    return href("sources/") if choice.of == SOURCE and site.catalog.references else ""
