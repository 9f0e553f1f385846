"""What a page shows of the records that an unfolded field of it names: their facts and first figures, so that nobody has to go there for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..catalog.entries import Entry, named_in
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
    for item in entry.kind.fields:
        named = [found for id in named_in(entry, item) if (found := here.site.catalog.get(id))] if item.is_unfolded else []
        if named:
            yield Unfolded(anchors.part(item.name), here.site._(item.label), [_shown(other, here) for other in named])


def figures(entry: Entry, here: Here) -> list[tuple[Entry, Claim]]:
    """The figures that these sections print, each with its record."""
    named = [found for item in entry.kind.fields if item.is_unfolded for id in named_in(entry, item) if (found := here.site.catalog.get(id))]
    return [(other, claim) for other in named for claim in _first(other)]


def _shown(entry: Entry, here: Here) -> Shown:
    # Citations stand on the record's own page: here each figure leads to it, and its card has the sources.
    quiet = Here(here.site, here.address, entry, numbered=False)
    first = _first(entry)
    more = sum(claim.value is not None for claim in entry.record.claims) - len(first)
    return Shown(
        here.link(entry),
        facets.kicker(here.site, entry),
        quiet.prose(lead_of(entry)),
        facts(entry, quiet, without=("record",)),
        [quiet.claim_view(entry, claim, "") for claim in first],
        more,
    )


def _first(entry: Entry) -> list[Claim]:
    return [claim for claim in entry.record.claims if claim.value is not None][:MOST_FIGURES]
