"""A record as a card: what it is, the first sentence of what it says, the figure that stands for it, when and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..catalog.entries import Entry
from ..records.kinds import Field
from ..records.values import Translation
from ..text.prose import LargeFigure, RecordLink
from . import facets, motifs
from .here import Here, summaries
from .motifs import Motif

# A full stop ends a sentence when a capital or a Chinese character follows; "Dr. Smith" costs half a card.
_SENTENCE = re.compile(r".*?(?:[.!?][\"”’)]?(?=\s+[A-Z\"“‘(])|[。！？])", re.DOTALL)
_SHORTEST = 40


@dataclass(frozen=True)
class Card:
    """A card: above the title the first word or words of the record, at the foot the figure that stands for it, and facts in a line."""

    entry: Entry
    link: RecordLink
    names: Sequence[Translation]
    is_draft: bool
    kicker: str
    text: str
    figure: LargeFigure | None
    facts: Sequence[str]
    motif: Motif | None = None


def card(entry: Entry, here: Here) -> Card:
    """The card of a record."""
    above, claim = [item for item in entry.kind.fields if item.is_kicker], facets.most_telling(entry)
    return Card(
        entry,
        here.link(entry),
        entry.record.names,
        entry.is_draft,
        " · ".join(text for item in above[:1] for text in _in_years(entry, item, here)),
        first_sentence(here.site.once(summaries)[entry.id]),
        here.figure(entry.id, claim.id) if claim else None,
        [text for item in above[1:] for text in _in_years(entry, item, here)],
        motifs.of(entry, here),
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text; of very short ones as many as make a line."""
    end = 0
    while end < _SHORTEST and (match := _SENTENCE.match(text, end)):
        end = match.end()
    return text[:end].strip() if end else text


def _in_years(entry: Entry, item: Field, here: Here) -> list[str]:
    """The values of a field in short; of dates the years."""
    if item.type == "date":
        return [here.site.wording.date(value.in_years) for value in entry.record.items(item.name)]
    return facets.in_words(here.site, entry, item)
