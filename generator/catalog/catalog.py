"""The Catalog: records, references, vocabularies and pages, and who mentions and cites whom.

A value that everything above reads and nobody changes. What a claim's sources are worth (independence) is
computed here, because it is a fact about the catalog, not about a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from ..base.dates import Edtf
from ..base.diagnostic import Span
from ..reading.files import Text
from ..reading.git import History
from ..reading.yaml_reader import Document, Route
from ..records.kinds import KINDS
from ..records.model import Case, Claim, Correction, Leaf, Measure, Person, Place, Platform, Prose, Record, Refers, Term, TileMap, Vocabulary
from ..records.reference import Bibliography, Reference
from ..text import prose
from ..text.prose import Mention


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A record with its kind, its id and its file. `leaves` are its values with a role, in reading order."""

    kind: str
    id: str
    record: Record
    document: Document
    leaves: tuple[Leaf, ...]

    @property
    def path(self) -> str:
        """The file, relative to the project root."""
        return self.document.path

    @property
    def address(self) -> str:
        """The page's address below the site's root, such as `cases/wesee-flowers/`."""
        return f"{KINDS[self.kind].address}/{self.id}/"

    @property
    def is_draft(self) -> bool:
        """Whether the record is not to be published yet."""
        return self.record.status == "draft"

    def at(self, *route: str | int) -> Span:
        """Where the value at a route stands in the file."""
        return self.document.at(*route)


@dataclass(frozen=True, slots=True, eq=False)
class DocsPage:
    """A hand-written page of `docs/`: its text, its address, and its mentions with their offsets."""

    text: Text
    address: str
    title: str
    mentions: tuple[tuple[int, Mention], ...] = ()

    @property
    def path(self) -> str:
        """The file, relative to the project root."""
        return self.text.path


@dataclass(frozen=True, slots=True, eq=False)
class MapFile:
    """A map of `cases/maps/`: its id, and its file."""

    id: str
    map: TileMap
    document: Document


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """One place that names something.

    In a record `route` leads to the value; in a hand-written page it is the offset. `mention` is the mention's
    text (empty when the value itself is the name), the `occurrence`-th of its kind in the value; `name` is what is named.
    """

    by: Entry | DocsPage
    route: Route
    name: str
    mention: str = ""
    occurrence: int = 0

    @property
    def span(self) -> Span:
        """The place, found when a report asks for it: a sound catalog never does."""
        if isinstance(self.by, DocsPage):
            return self.by.text.at_offset(int(self.route[0]), len(self.mention))
        document = self.by.document
        if not self.mention:
            return document.find(self.route, self.name)
        # The file may fold the mention over two lines, and show the same text as code before it.
        start, text = document.region(self.route)
        pattern = r"\s+".join(map(re.escape, self.mention.split()))
        found = list(re.finditer(pattern, prose.without_code(text)))
        if self.occurrence >= len(found):
            return document.at(*self.route)
        match = found[self.occurrence]
        if match.group() == self.mention:
            return document.text.at_offset(start + match.start(), len(self.mention))
        return document.text.at_offset(start + match.start() + max(0, match.group().find(self.name)), len(self.name))


@dataclass(frozen=True, slots=True, eq=False)
class RecordUse(Use):
    """A place that names a record. `kinds` are those that may stand there (any when empty)."""

    kinds: tuple[str, ...] = ()

    @property
    def is_prose(self) -> bool:
        """Whether it is a link in a text, not a field of its own."""
        return bool(self.mention)


@dataclass(frozen=True, slots=True, eq=False)
class ClaimUse(Use):
    """A place in a text that prints a claim (`name`); `record` is the record that holds it."""

    record: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CiteUse(Use):
    """A place that cites a source (`name` is its key)."""

    locator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Malformed(Use):
    """A mention that does not parse, and why."""

    problem: str = ""


U = TypeVar("U", bound=Use)


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


@dataclass(frozen=True)
class Catalog:
    """Everything that was read. Mappings keep the order of ids; `broken` are ids whose file could not become a record, `fragments` what of
    them can be told and checked all the same (`model.fragment`).

    `released` holds the published claims of an earlier revision, by record and claim, when one was asked for.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    bibliography: Bibliography = field(default_factory=Bibliography)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    docs: tuple[DocsPage, ...] = ()
    record_uses: tuple[RecordUse, ...] = ()
    claim_uses: tuple[ClaimUse, ...] = ()
    cite_uses: tuple[CiteUse, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    broken: frozenset[str] = frozenset()
    history: History = field(default_factory=History)
    released: Mapping[str, Mapping[str, Claim]] = field(default_factory=dict)
    maps: Mapping[str, MapFile] = field(default_factory=dict)
    broken_vocabularies: frozenset[str] = frozenset()
    fragments: tuple[Entry, ...] = ()

    @property
    def references(self) -> Mapping[str, Reference]:
        """The sources by key."""
        return self.bibliography.references

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each kind, sorted by label."""
        groups: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        for entry in self.entries.values():
            groups[entry.kind].append(entry)
        return {kind: tuple(sorted(group, key=lambda entry: self.rank[entry.id])) for kind, group in groups.items()}

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each entry, by id, when all are sorted by label."""
        in_order = sorted(self.entries.values(), key=lambda entry: (entry.record.label.casefold(), entry.id))
        return {entry.id: place for place, entry in enumerate(in_order)}

    @cached_property
    def uses_of(self) -> Mapping[str, tuple[RecordUse, ...]]:
        """Every place that names a record, by the record's id."""
        return _grouped(self.record_uses)

    @cached_property
    def prints_of(self) -> Mapping[str, tuple[ClaimUse, ...]]:
        """Every place that prints a claim of a record, but those in the record itself, by the record's id."""
        groups: dict[str, list[ClaimUse]] = {}
        for use in self.claim_uses:
            if use.by is not self.entries.get(use.record):
                groups.setdefault(use.record, []).append(use)
        return {id: tuple(group) for id, group in groups.items()}

    @cached_property
    def cases_naming(self) -> Mapping[str, tuple[Entry, ...]]:
        """The cases that name a record among their facts (not in their texts), by the record's id, in the order of their labels."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.by_kind["case"]:
            for id in named_by(entry):
                groups.setdefault(id, []).append(entry)
        return {id: tuple(group) for id, group in groups.items()}

    @cached_property
    def neighbours_in(self) -> Mapping[tuple[str, str], tuple[Entry | None, Entry | None]]:
        """The cases before and after a case among those that name a topic, by (topic, case)."""
        found: dict[tuple[str, str], tuple[Entry | None, Entry | None]] = {}
        for topic in self.by_kind["topic"]:
            cases = self.cases_naming.get(topic.id, ())
            for before, case, after in zip((None, *cases), cases, (*cases[1:], None), strict=False):
                found[topic.id, case.id] = before, after
        return found

    def topics_of(self, case: Entry) -> list[Entry]:
        """The topics of a case, in its own order."""
        return [topic for id in named_by(case) if (topic := self.get(id, "topic"))]

    @cached_property
    def cites_of(self) -> Mapping[str, tuple[CiteUse, ...]]:
        """Every place that cites a source, by its key."""
        return _grouped(self.cite_uses)

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the sources that each record cites, in reading order, by the record's id."""
        groups: dict[str, dict[str, None]] = {}
        for use in self.cite_uses:
            if isinstance(use.by, Entry) and use.name in self.references:
                groups.setdefault(use.by.id, {})[use.name] = None
        return {id: tuple(keys) for id, keys in groups.items()}

    def version(self, entry: Entry) -> str:
        """What a record says, as ten hexadecimal digits: SHA-256 of its file and of the entries of the sources that it cites, by key."""
        if entry.id not in self._versions:
            sources = (self.references[key].raw for key in sorted(self.cited_by.get(entry.id, ())))
            self._versions[entry.id] = sha256("\n".join((entry.document.text.content, *sources)).encode()).hexdigest()[:10]
        return self._versions[entry.id]

    @cached_property
    def _versions(self) -> dict[str, str]:
        return {}

    @cached_property
    def published_by(self) -> Mapping[str, tuple[Reference, ...]]:
        """The sources of each publisher, by the organisation's id."""
        groups: dict[str, list[Reference]] = {}
        for reference in self.references.values():
            groups.setdefault(reference.get("publisherid"), []).append(reference)
        return {id: tuple(group) for id, group in groups.items() if id}

    @cached_property
    def corrections(self) -> tuple[tuple[Entry, Correction], ...]:
        """All corrections with their records, the latest first."""
        found = [(entry, item) for entry in self.entries.values() for item in entry.record.corrections]
        return tuple(sorted(found, key=lambda pair: (pair[1].on.first, pair[0].id, pair[1].what), reverse=True))

    @cached_property
    def claims(self) -> Mapping[tuple[str, str], Claim]:
        """Every claim by (record id, claim id)."""
        return {(entry.id, claim.id): claim for entry in self.entries.values() for claim in entry.record.claims}

    @cached_property
    def former(self) -> Mapping[str, Entry]:
        """The entries by the ids they had before."""
        return {old: entry for entry in self.entries.values() for old in entry.record.formerly}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def get(self, id: str, kind: str | None = None) -> Entry | None:
        """The entry with this id, when it is there and of this kind."""
        entry = self.entries.get(id)
        return entry if entry and kind in (None, entry.kind) else None

    def term(self, vocabulary: str, id: str) -> Term | None:
        """A word of a vocabulary."""
        return self._terms.get((vocabulary, id))

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], Term]:
        return {(name, term.id): term for name, vocabulary in self.vocabularies.items() for term in vocabulary.terms}

    def published(self) -> Catalog:
        """The catalog without its drafts and without what they mention."""
        kept = {id: entry for id, entry in self.entries.items() if not entry.is_draft}

        def public(use: Use) -> bool:
            return isinstance(use.by, DocsPage) or use.by.id in kept

        return Catalog(
            kept,
            self.bibliography,
            self.vocabularies,
            self.docs,
            tuple(filter(public, self.record_uses)),
            tuple(filter(public, self.claim_uses)),
            tuple(filter(public, self.cite_uses)),
            self.malformed,
            self.broken,
            self.history,
            self.released,
            self.maps,
            self.broken_vocabularies,
        )

    def changed(self, path: str) -> str | None:
        """The ISO day on which a file was last changed, as far as Git knows."""
        return self.history.changed.get(path)

    def added(self, entry: Entry) -> str | None:
        """The ISO day on which a record first came in, under whatever id, as far as Git knows."""
        folder = entry.path.rpartition("/")[0]
        paths = [entry.path, *(f"{folder}/{old}.yml" for old in entry.record.formerly)]
        return min((self.history.added[path] for path in paths if path in self.history.added), default=None)

    def unit(self, claim: Claim) -> str:
        """The unit of a figure: its own, or that of its measure."""
        measure = self.entries.get(claim.measure or "")
        own = measure.record.unit if measure and isinstance(measure.record, Measure) else ""
        return claim.unit or own

    def lies_in(self, place: str) -> list[Entry]:
        """A place and the larger ones that it is part of, the smallest first; a circle ends where it closes."""
        found: list[Entry] = []
        entry = self.get(place, "place")
        while entry and entry not in found:
            found.append(entry)
            above = entry.record.part_of if isinstance(entry.record, Place) else None
            entry = self.get(above or "", "place")
        return found

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        """The places that are directly part of each place, by its id."""
        groups: dict[str, list[str]] = {}
        for entry in self.by_kind["place"]:
            if isinstance(entry.record, Place) and entry.record.part_of:
                groups.setdefault(entry.record.part_of, []).append(entry.id)
        return {id: tuple(parts) for id, parts in groups.items()}

    def places_within(self, place: str) -> list[str]:
        """The ids of all places that are part of a place, at whatever remove; a circle is gone round once."""
        found: dict[str, None] = {}
        left = list(self._parts.get(place, ()))
        while left:
            id = left.pop()
            if id not in found and id != place:
                found[id] = None
                left.extend(self._parts.get(id, ()))
        return list(found)

    @cached_property
    def _parties(self) -> dict[str, frozenset[str]]:
        return {}

    def rivals(self, entry: Entry, claim: Claim) -> list[Claim]:
        """Other values of the same record for the same measure, scope and time: a disagreement.

        Figures for different times are a series, and those for different scopes are about different things.
        """
        if claim.value is None:
            return []
        return [
            other
            for other in entry.record.claims
            if other.measure == claim.measure
            and other.value is not None
            and (other.value, other.bound) != (claim.value, claim.bound)
            and self.unit(other) == self.unit(claim)
            and (other.scope or "").casefold() == (claim.scope or "").casefold()
            and (other.as_of is None or claim.as_of is None or other.as_of.overlaps(claim.as_of))
        ]

    def parties(self, entry: Entry) -> frozenset[str]:
        """The ids of those whose own affair a record is: its platforms with their owners, its organisations and people, itself."""
        if entry.id not in self._parties:
            self._parties[entry.id] = self._find_parties(entry)
        return self._parties[entry.id]

    def _find_parties(self, entry: Entry) -> frozenset[str]:
        record = entry.record
        found = {entry.id}
        if isinstance(record, Case):
            found.update(part.id for part in record.platforms)
            found.update(part.id for part in record.organisations)
            found.update(part.id for part in record.people)
        if isinstance(record, Person):
            found.update(affiliation.id for affiliation in record.affiliations)
        for id in tuple(found):
            platform = self.get(id, "platform")
            if platform and isinstance(platform.record, Platform) and platform.record.owner:
                found.add(platform.record.owner)
        return frozenset(found)

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], Evidence]:
        return {}

    def evidence(self, entry: Entry, claim: Claim) -> Evidence:
        """How far a claim's sources are independent: see `_weigh`."""
        key = (entry.id, claim.id)
        if key not in self._evidence:
            self._evidence[key] = self._weigh(entry, claim)
        return self._evidence[key]

    def _weigh(self, entry: Entry, claim: Claim) -> Evidence:
        """How far a claim's sources are independent.

        A source whose publisher is one of the record's parties is self-reported; so are all sources of a claim
        whose `origin` is a party, a person who belongs to one, or a platform: it counts what happens on itself. A source and the one
        through which alone it is known (`via`) are one witness, not two: the relaying one does not count.
        """
        cited = dict.fromkeys(citation.key for citation in claim.cite)
        relays = {self.references[key].via for key in cited if key in self.references}
        keys = [key for key in cited if key not in relays]
        parties = self.parties(entry)
        through = next((key for key in cited if key in relays), "")
        if claim.origin and (claim.origin in parties or self.get(claim.origin, "platform") or self._affiliations(claim.origin) & parties):
            return Evidence(len(keys), 0, through)
        publishers = (self.references[key].get("publisherid") for key in keys if key in self.references)
        return Evidence(len(keys), sum(publisher not in parties for publisher in publishers), through)

    def _affiliations(self, id: str) -> frozenset[str]:
        person = self.get(id, "person")
        if not person or not isinstance(person.record, Person):
            return frozenset()
        return frozenset(affiliation.id for affiliation in person.record.affiliations)


def named_by(case: Entry) -> tuple[str, ...]:
    """The ids of all records that a case names among its facts, each once."""
    record = case.record
    if not isinstance(record, Case):
        return ()
    platforms, organisations, people = ([part.id for part in parts] for parts in (record.platforms, record.organisations, record.people))
    return tuple(dict.fromkeys((*platforms, *organisations, *people, *record.places, *record.topics)))


def _grouped(uses: Iterable[U]) -> Mapping[str, tuple[U, ...]]:
    """Uses by the name that they use."""
    groups: dict[str, list[U]] = {}
    for use in uses:
        groups.setdefault(use.name, []).append(use)
    return {name: tuple(group) for name, group in groups.items()}


def uses(entry: Entry, scanned: Iterable[tuple[Leaf, list[Mention]]]) -> Iterator[Use]:
    """Everything that a record names: in its fields, and (`scanned`) in the mentions of its texts."""
    for leaf in entry.leaves:
        if isinstance(leaf.role, Refers):
            yield RecordUse(entry, leaf.route, leaf.value, kinds=leaf.role.kinds)
    for index, claim in enumerate(entry.record.claims):
        here: Route = ("claims", index, "cite")
        is_list = (*here, 0) in entry.document
        for position, citation in enumerate(claim.cite):
            yield CiteUse(entry, (*here, position) if is_list else here, citation.key, locator=citation.locator)
    for leaf, mentions in scanned:
        seen: dict[str, int] = {}
        for mention in mentions:
            yield from _mention_uses(entry, leaf.route, mention, seen.setdefault(mention.raw, 0))
            seen[mention.raw] += 1


def page_uses(page: DocsPage) -> Iterator[Use]:
    """Everything that a hand-written page names."""
    for offset, mention in page.mentions:
        yield from _mention_uses(page, (offset,), mention, 0)


def _mention_uses(by: Entry | DocsPage, route: Route, mention: Mention, occurrence: int) -> Iterator[Use]:
    if mention.problem:
        yield Malformed(by, route, mention.raw, mention.raw, occurrence, mention.problem)
    for part in mention.cites:
        yield CiteUse(by, route, part.key, mention.raw, occurrence, part.locator)
    if mention.claim:
        own = by.id if isinstance(by, Entry) else ""
        yield ClaimUse(by, route, mention.claim, mention.raw, occurrence, mention.record or own)
    elif mention.record:
        yield RecordUse(by, route, mention.record, mention.raw, occurrence)


def dates(entry: Entry) -> Iterator[tuple[Route, Edtf]]:
    """Every date of a case that should lie in its period: those of its claims and its timeline."""
    for index, claim in enumerate(entry.record.claims):
        if claim.as_of:
            yield ("claims", index, "as_of"), claim.as_of
    if isinstance(entry.record, Case):
        for index, event in enumerate(entry.record.timeline):
            yield ("timeline", index, "date"), event.date


def prose_leaves(entry: Entry) -> Iterator[Leaf]:
    """The contributed texts of a record."""
    return (leaf for leaf in entry.leaves if isinstance(leaf.role, Prose))


# So much stands on one page, of the site as of the API: what is longer is cut into several.
LIST_LENGTH = 500


def list_addresses(address: str, count: int) -> list[str]:
    """The addresses of the pages of a list with `count` items, the first of which is at `address`."""
    return [address, *(f"{address}page-{number}/" for number in range(2, -(-count // LIST_LENGTH) + 1))]


# The pages that a catalog has by itself, below the site's root.
OWN_ADDRESSES = ("sources/", "rules/", "fields/", "corrections/", "evidence/", "timeline/", "map/", "network/", "data/", "search/")


def addresses(catalog: Catalog) -> Iterator[tuple[str, Entry | DocsPage | str]]:
    """Every address of the site with its owner: the catalog's own pages first, then records, sources, former ids and hand-written pages."""
    for kind in KINDS.values():
        for address in list_addresses(f"{kind.address}/", len(catalog.by_kind[kind.name])):
            yield address, f"the list of {kind.plural.lower()}"
    for address in list_addresses("sources/", len(catalog.references))[1:]:
        yield address, "the list of sources"
    for address in OWN_ADDRESSES:
        yield address, f"the page /{address}"
    for entry in catalog:
        yield entry.address, entry
    for key in catalog.references:
        yield f"sources/{key}/", f"the source '{key}'"
    for old, entry in catalog.former.items():
        yield f"{KINDS[entry.kind].address}/{old}/", entry
    for page in catalog.docs:
        yield page.address, page
