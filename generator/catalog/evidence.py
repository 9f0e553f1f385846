"""What the sources of a claim are worth: computed from who published them, and whose affair it is; never asked of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..records.parts import Claim
from ..records.reference import Reference
from .entries import Entry


class Standing(StrEnum):
    """What a claim's sources are worth."""

    INDEPENDENT = "independent"
    SELF_REPORTED = "self-reported"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many sources a claim has, and how many of them are independent of the record's parties.

    `through` is the key of the source through which alone the others are known, when there is one.
    """

    sources: int
    independent: int
    through: str = field(default="", compare=False)

    @property
    def standing(self) -> Standing:
        """The one word for it."""
        if not self.sources:
            return Standing.UNSOURCED
        return Standing.INDEPENDENT if self.independent else Standing.SELF_REPORTED

    @property
    def mark(self) -> str:
        """The sign for it: that of its standing, but one of its own where the independent sources are known at second hand."""
        return "relayed" if self.through and self.independent else self.standing


def parties(entry: Entry, entries: Mapping[str, Entry]) -> frozenset[str]:
    """The ids of those whose own affair a record is: itself, those that have a part in it or to which it belongs, and the owners of all these."""
    found = {entry.id, *_parts(entry, entries)}
    for id in tuple(found):
        other = entries.get(id)
        found.update(_owners(other) if other else ())
    return frozenset(found)


def _parts(entry: Entry, entries: Mapping[str, Entry]) -> frozenset[str]:
    """Those that have a role in a record, as far as they can speak for themselves."""
    named = (part.id for item in entry.kind.of_type("role") for part in entry.record.items(item.name))
    return frozenset(id for id in named if id not in entries or entries[id].kind.is_party)


def _owners(entry: Entry) -> list[str]:
    return [id for item in entry.kind.fields if item.means == "owner" for id in entry.record.items(item.name)]


def weigh(entry: Entry, claim: Claim, entries: Mapping[str, Entry], references: Mapping[str, Reference]) -> Evidence:
    """How far a claim's sources are independent.

    A source whose publisher is one of the record's parties is self-reported; so are all sources of a claim whose `origin` is a party,
    somebody who belongs to one, or of a kind that has owners: such a one counts what happens on itself. A source and the one through
    which alone it is known (`via`) are one witness, not two: the relaying one does not count.
    """
    cited = dict.fromkeys(citation.key for citation in claim.cite)
    relays = {references[key].via for key in cited if key in references}
    keys = [key for key in cited if key not in relays]
    concerned = parties(entry, entries)
    through = next((key for key in cited if key in relays), "")
    if claim.origin and _speaks_for_itself(claim.origin, concerned, entries):
        return Evidence(len(keys), 0, through)
    publishers = (references[key].get("publisherid") for key in keys if key in references)
    return Evidence(len(keys), sum(publisher not in concerned for publisher in publishers), through)


def _speaks_for_itself(origin: str, concerned: frozenset[str], entries: Mapping[str, Entry]) -> bool:
    entry = entries.get(origin)
    if origin in concerned or entry is None:
        return origin in concerned
    return any(item.means == "owner" for item in entry.kind.fields) or bool(_parts(entry, entries) & concerned)
