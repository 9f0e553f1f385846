"""The drawings of words on a page: each is written out where it stands first, and drawn from there again."""

from __future__ import annotations

from typing import NamedTuple

from ..catalog.entries import Entry
from ..records.parts import Term
from .here import Here
from .site import Site


class Motif(NamedTuple):
    """A drawing on a page: its id there, and its path (SVG path data in a field of 96 by 96), empty where another place has it."""

    id: str
    path: str


def of(entry: Entry, here: Here) -> Motif | None:
    """The drawing of a record on a page; None where none of the words above its title has one."""
    term = term_of(here.site, entry)
    if not term or not term.motif:
        return None
    path = "" if term.id in here.drawn else term.motif
    here.drawn.add(term.id)
    return Motif(f"_motif-{term.id}", path)


def term_of(site: Site, entry: Entry) -> Term | None:
    """The first word above a record's title that has a drawing."""
    above = (item for item in entry.kind.fields if item.is_kicker and item.type == "term")
    terms = (site.catalog.term(item.vocabulary, value) for item in above for value in entry.record.items(item.name))
    return next((term for term in terms if term and term.motif), None)
