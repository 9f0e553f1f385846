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
from . import facts
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
    """A block: as what it is drawn, its records, the pieces of its sentence, and the headings of a table."""

    form: str
    shown: Sequence[Shown] = ()
    sentence: Sequence[Piece] = ()
    headings: Sequence[str] = ()


def drawn(view: Living, here: Here) -> Drawn:
    """What a sound block shows on a page."""
    catalog = here.site.catalog
    if view.form == "count":
        return Drawn(view.form, sentence=list(_pieces(here.site, view, here.href)))
    kind = catalog.kinds[view.of]
    columns = [kind.by_name[name] for name in view.fields]
    shown = [
        Shown(here.link(entry), entry.record.names, [facts.cell(entry, item, here) for item in columns]) for entry in living.shown(catalog, view)
    ]
    return Drawn(view.form, shown, headings=[here.site._(label) for label in (kind.label, *(item.label for item in columns))])


def markdown(view: Living, site: Site, to: Callable[[Entry], str], escape: Callable[[str], str]) -> str:
    """What a sound block shows, as Markdown; `to` writes a link to a record, `escape` plain text."""
    if view.form == "count":
        return escape("".join(piece.text for piece in _pieces(site, view, str)))
    if view.form == "table":
        return _table(view, site, to, escape)
    return "\n".join(f"- {to(entry)}" for entry in living.shown(site.catalog, view)) or site._("Nothing here yet.")


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
