"""What the sources of a claim are worth: computed from who published them, and whose affair it is; never asked of anybody.

`weigh` alone decides the mark: pages, charts, cards, tables, facets, data and the legend take it from there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..base.saying import Said, said, several
from ..records.parts import Claim
from .entries import Entry
from .publishers import Publishers


class Mark(StrEnum):
    """What a claim's sources are worth, in one word; but for the last, each vouches for more than those before it.

    A statement that comes from somebody is *attributed*: that they said it has a source, that it is so is theirs.
    """

    UNSOURCED = "unsourced"
    SELF_REPORTED = "self-reported"
    UNIDENTIFIED = "not-identified"
    ONE_VOICE = "one-voice"
    SEVERAL_VOICES = "several-voices"
    ATTRIBUTED = "attributed"


# The marks by name, and as signs of a text.
NAMES = {
    Mark.UNSOURCED: said("no source"),
    Mark.SELF_REPORTED: said("self-reported"),
    Mark.UNIDENTIFIED: said("publisher not identified"),
    Mark.ONE_VOICE: said("one voice"),
    Mark.SEVERAL_VOICES: said("several voices"),
    Mark.ATTRIBUTED: said("attributed"),
}
SIGNS = dict(zip(Mark, "–○◌◐●❝", strict=True))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim's mark, and what it rests on.

    `sources` are the keys of the cited sources that are there. `voices` are those that vouch for it, each with the keys of its sources;
    `concerned` the ids of those who speak for themselves, among the publishers or as the origin; `unidentified` the keys of sources of which
    nobody knows who published them.
    """

    mark: Mark
    sources: tuple[str, ...] = ()
    voices: tuple[tuple[str, ...], ...] = ()
    concerned: tuple[str, ...] = ()
    unidentified: tuple[str, ...] = ()

    @property
    def strength(self) -> tuple[int, int]:
        """For comparison: the mark, and how many voices. What is attributed to somebody vouches for no more than what they report themselves."""
        mark = Mark.SELF_REPORTED if self.mark is Mark.ATTRIBUTED else self.mark
        return list(Mark).index(mark), len(self.voices)


def in_words(evidence: Evidence) -> Said:
    """A mark with its sign; of several voices how many."""
    count = len(evidence.voices)
    name = several("{count} voice", "{count} voices", count) if evidence.mark is Mark.SEVERAL_VOICES else NAMES[evidence.mark]
    return said("{sign} {name}", sign=SIGNS[evidence.mark], name=name)


def parties(entry: Entry, publishers: Publishers) -> frozenset[str]:
    """The ids of those whose own affair a record is: itself, those that have a part in it or to which it belongs, and the owners of all these.

    Whoever has no part but one that looks on from outside (`Term.outside`) is none.
    """
    own = (entry.id, *parts(entry, publishers))
    return frozenset(id for one in own for id in publishers.owners(one))


def parts(entry: Entry, publishers: Publishers) -> frozenset[str]:
    """The ids of those that have a role in a record and do not stand outside by it, as far as they can speak for themselves."""
    roles = ((item.vocabulary, part) for item in entry.kind.of_type("role") for part in entry.record.items(item.name))
    named = (part.id for vocabulary, part in roles if (vocabulary, part.role) not in publishers.outside)
    entries = publishers.entries
    return frozenset(id for id in named if id not in entries or entries[id].kind.is_party)


def weigh(entry: Entry, claim: Claim, publishers: Publishers) -> Evidence:
    """How many independent voices vouch for a claim.

    A voice is the owner of publishers who is no party of the record and not the origin of the claim. A source counts for one where it has
    an identified publisher, no party or owner of one published it or what it leads to (`via`, `copyof`), and no cited source of a party leads
    to it. Several that are of one hand are one voice: see `Publishers.are_one`. What comes from an `origin` has one voice at the most, as
    all hand on the same; and none where the origin is a party, belongs to one, or is a service, which counts what happens on itself.
    """
    sources = tuple(dict.fromkeys(citation.key for citation in claim.cite if citation.key in publishers.references))
    if not sources:
        return Evidence(Mark.UNSOURCED)
    if claim.statement is not None and claim.origin:
        return Evidence(Mark.ATTRIBUTED, sources, concerned=(claim.origin,))
    concerned = parties(entry, publishers)
    if claim.origin and _speaks_for_itself(claim.origin, concerned, publishers):
        return Evidence(Mark.SELF_REPORTED, sources, concerned=(claim.origin,))
    # What leads to a source of a party, and what such a source leads to, hands on its word.
    own = [key for key in sources if publishers.hands(key) & concerned]
    handed_on = {key for source in own for key in publishers.chain(source)}
    origin = publishers.owners(claim.origin) if claim.origin else frozenset()
    others = [key for key in sources if key not in handed_on and not publishers.hands(key) & origin]
    voices = _voices([key for key in others if publishers.hands(key)], publishers)
    if claim.origin:
        voices = (tuple(key for voice in voices for key in voice),) if voices else ()
    unidentified = tuple(key for key in others if not publishers.hands(key))
    spoken = dict.fromkeys(id for key in sources if key not in others for id in _named(key, publishers, concerned | origin))
    return Evidence(_mark(len(voices), len(unidentified)), sources, voices, tuple(spoken), unidentified)


def _mark(voices: int, unidentified: int) -> Mark:
    if voices:
        return Mark.SEVERAL_VOICES if voices > 1 else Mark.ONE_VOICE
    return Mark.UNIDENTIFIED if unidentified else Mark.SELF_REPORTED


def _speaks_for_itself(origin: str, concerned: frozenset[str], publishers: Publishers) -> bool:
    entry = publishers.entries.get(origin)
    if entry is None:
        return origin in concerned
    return bool(parties(entry, publishers) & concerned) or entry.kind.is_service


def _named(key: str, publishers: Publishers, concerned: frozenset[str]) -> list[str]:
    """Of the publishers of a source, and of what it leads to, those who speak for themselves."""
    found = (id for one in publishers.chain(key) if one in publishers.references for id in publishers.of(publishers.references[one]))
    return [id for id in found if publishers.owners(id) & concerned]


def _voices(keys: Sequence[str], publishers: Publishers) -> tuple[tuple[str, ...], ...]:
    """Sources by voices: the most of them of which no two are one, each with the others that are one with it.

    So many, and not the groups that hang together: a joint publication of two does not make them one.
    """
    one_with = {key: {other for other in keys if other != key and publishers.are_one(key, other)} for key in keys}
    apart = _most_apart(frozenset(keys), one_with)
    voices: dict[str, list[str]] = {key: [key] for key in keys if key in apart}
    for key in keys:
        if key not in voices:
            voices[next(first for first in voices if first in one_with[key])].append(key)
    return tuple(map(tuple, voices.values()))


def _most_apart(keys: frozenset[str], one_with: Mapping[str, set[str]]) -> frozenset[str]:
    """The largest set of keys of which no two are one (a maximum independent set, by branching): a claim has a handful of sources."""
    if not keys:
        return frozenset()
    # Who is one with one other at the most can always be taken.
    key = min(sorted(keys), key=lambda one: len(one_with[one] & keys))
    with_it = frozenset((key,)) | _most_apart(keys - {key} - one_with[key], one_with)
    if len(one_with[key] & keys) <= 1:
        return with_it
    return max(with_it, _most_apart(keys - {key}, one_with), key=len)
