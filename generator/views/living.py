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
from .here import Here
from .site import Site


@dataclass(frozen=True)
class Shown:
    """A record that a block shows, with its names in the site's further languages."""

    link: RecordLink
    names: Sequence[Translation]


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence: words, or a number with where its list is."""

    text: str
    href: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Drawn:
    """A block: as what it is drawn, its records, and the pieces of its sentence."""

    form: str
    shown: Sequence[Shown] = ()
    sentence: Sequence[Piece] = ()


def drawn(view: Living, here: Here) -> Drawn:
    """What a sound block shows on a page."""
    catalog = here.site.catalog
    if view.form == "count":
        return Drawn(view.form, sentence=list(_pieces(here.site, view, here.href)))
    return Drawn(view.form, [Shown(here.link(entry), entry.record.names) for entry in living.shown(catalog, view)])


def markdown(view: Living, site: Site, to: Callable[[Entry], str], escape: Callable[[str], str]) -> str:
    """What a sound block shows, as Markdown; `to` writes a link to a record, `escape` plain text."""
    if view.form == "count":
        return escape("".join(piece.text for piece in _pieces(site, view, str)))
    return "\n".join(f"- {to(entry)}" for entry in living.shown(site.catalog, view)) or site._("Nothing here yet.")


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
