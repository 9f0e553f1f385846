"""What a page shows of the records that an unfolded field of it names: their facts and first figures, so that nobody has to go there for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..catalog.entries import Entry, named_in
from ..records.kinds import Field
from ..records.parts import Claim
from ..text import anchors
from ..text.prose import RecordLink, SafeHtml
from . import facets
from .facts import Fact, facts
from .here import ClaimView, Here, lead_of

# So many figures of a record stand on the page of another one.
MOST_FIGURES = 6


@dataclass(frozen=True)
class Shown:
    """A record that another one names: what stands above its title, its lead, facts and first figures, and how many more figures it has."""

    link: RecordLink
    kicker: str
    lead: SafeHtml | None
    facts: Sequence[Fact]
    figures: Sequence[ClaimView]
    more: int


@dataclass(frozen=True)
class Unfolded:
    """The records of a field: the anchor and the heading of their section."""

    id: str
    label: str
    records: Sequence[Shown]


def unfolded(entry: Entry, here: Here) -> Iterator[Unfolded]:
    """The unfolded fields of a record that name some."""
    for item, named in _named(entry, here):
        yield Unfolded(
            anchors.part(item.name, [part.name for part in entry.kind.story]), here.site._(item.label), [_shown(other, here) for other in named]
        )


def figures(entry: Entry, here: Here) -> list[tuple[Entry, Claim]]:
    """The figures that these sections print, each with its record."""
    return [(other, claim) for _item, named in _named(entry, here) for other in named for claim in facets.figures(other)[:MOST_FIGURES]]


def _named(entry: Entry, here: Here) -> Iterator[tuple[Field, list[Entry]]]:
    """The unfolded fields that name something, each with the records."""
    for item in entry.kind.fields:
        named = [found for id in named_in(entry, item) if (found := here.site.catalog.get(id))] if item.is_unfolded else []
        if named:
            yield item, named


def _shown(entry: Entry, here: Here) -> Shown:
    # Citations stand on the record's own page: here each figure leads to it, and its card has the sources.
    quiet = Here(here.site, here.address, entry, numbered=False)
    claims = facets.figures(entry)
    return Shown(
        here.link(entry),
        facets.kicker(here.site, entry),
        quiet.prose(lead_of(entry)),
        facts(entry, quiet, without=("record",)),
        [quiet.claim_view(entry, claim, "") for claim in claims[:MOST_FIGURES]],
        max(0, len(claims) - MOST_FIGURES),
    )
