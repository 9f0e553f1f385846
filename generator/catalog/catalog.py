"""The Catalog: records, references, vocabularies and pages, and who mentions and cites whom.

A value that everything above reads and nobody changes. A *case* is a record of the kind that the catalog is about, whatever the project
calls it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from ..base.geometry import Day
from ..reading.git import History
from ..reading.yaml_reader import Document
from ..records.folder import CASES
from ..records.kinds import MEASURE, Kind, Kinds
from ..records.links import Link
from ..records.parts import Claim, Correction, Term, Vocabulary
from ..records.reference import Bibliography, Reference
from ..records.values import Refers
from . import uses
from .disagreement import Stated, differ
from .entries import DocsPage, Entry, Former, MapFile, ProjectRules, SynonymsFile
from .evidence import Evidence, weigh
from .publishers import Publishers
from .uses import CiteUse, ClaimUse, Malformed, RecordUse, Use


@dataclass(frozen=True, repr=False)
class Catalog:
    """Everything that was read. Mappings keep the order of ids; `broken` are ids whose file could not become a record, `fragments` what of
    them can be told and checked all the same (`model.fragment`).

    `before` is the catalog as it was at an earlier revision, when one was asked for; `beside` are the paths of what lies in `docs/` beside
    the hand-written pages, `synonyms` what of words means the same to whoever searches, `documents` the files of kinds, words and maps, by path,
    `rules` what the project requires of its records.
    `drafts` are the records that a published catalog goes without: who published a source is known by them all the same.
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
    before: Catalog | None = None
    maps: Mapping[str, MapFile] = field(default_factory=dict)
    broken_vocabularies: frozenset[str] = frozenset()
    fragments: tuple[Entry, ...] = ()
    kinds: Kinds = field(default_factory=Kinds)
    today: Day | None = None
    beside: tuple[str, ...] = ()
    drafts: Mapping[str, Entry] = field(default_factory=dict)
    synonyms: SynonymsFile | None = None
    links: Mapping[str, Link] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    rules: ProjectRules | None = None
    broken_kinds: frozenset[str] = frozenset()

    @property
    def references(self) -> Mapping[str, Reference]:
        """The sources by key."""
        return self.bibliography.references

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each kind, sorted by label."""
        groups: dict[str, list[Entry]] = {kind.name: [] for kind in self.kinds}
        for entry in self.entries.values():
            groups[entry.kind.name].append(entry)
        return {kind: tuple(sorted(group, key=lambda entry: self.rank[entry.id])) for kind, group in groups.items()}

    @cached_property
    def listed_kinds(self) -> tuple[Kind, ...]:
        """The kinds that have a list: all that the project declares, and measures where there are some."""
        return tuple(kind for kind in self.kinds if kind is not MEASURE or self.by_kind[kind.name])

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each entry, by id, when all are sorted by label."""
        in_order = sorted(self.entries.values(), key=lambda entry: (entry.record.label.casefold(), entry.id))
        return {entry.id: place for place, entry in enumerate(in_order)}

    @cached_property
    def uses_of(self) -> Mapping[str, tuple[RecordUse, ...]]:
        """Every place that names a record, by the record's id."""
        return uses.grouped(self.record_uses)

    @cached_property
    def prints_of(self) -> Mapping[str, tuple[ClaimUse, ...]]:
        """Every place that prints a claim of a record, but those in the record itself, by the record's id."""
        groups: dict[str, list[ClaimUse]] = {}
        for use in self.claim_uses:
            if use.by is not self.entries.get(use.record):
                groups.setdefault(use.record, []).append(use)
        return {id: tuple(group) for id, group in groups.items()}

    @property
    def cases(self) -> tuple[Entry, ...]:
        """The records of the kind that the catalog is about, sorted by label."""
        return self.by_kind[self.kinds.main.name] if self.kinds.is_whole else ()

    def named_by(self, entry: Entry) -> tuple[str, ...]:
        """The ids of all records that a record names among its facts (not in its texts, claims and relations), each once."""
        if entry.id not in self._named:
            fields = {item.name for item in entry.kind.of_type("record", "role", "step") if item.name != "part_of"}
            named = (leaf.value for leaf in entry.leaves if leaf.route[0] in fields and isinstance(leaf.role, Refers))
            self._named[entry.id] = tuple(dict.fromkeys(named))
        return self._named[entry.id]

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def cases_naming(self) -> Mapping[str, tuple[Entry, ...]]:
        """The cases that name a record among their facts, by the record's id, in the order of their labels."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.cases:
            for id in self.named_by(entry):
                groups.setdefault(id, []).append(entry)
        return {id: tuple(group) for id, group in groups.items()}

    @cached_property
    def neighbours_in(self) -> Mapping[tuple[str, str], tuple[Entry | None, Entry | None]]:
        """The cases before and after a case among those that name the same record in a field with neighbours, by (record, case)."""
        found: dict[tuple[str, str], tuple[Entry | None, Entry | None]] = {}
        for thread in dict.fromkeys(thread.id for case in self.cases for thread in self.threads_of(case)):
            cases = self.cases_naming.get(thread, ())
            for before, case, after in zip((None, *cases), cases, (*cases[1:], None), strict=False):
                found[thread, case.id] = before, after
        return found

    def threads_of(self, case: Entry) -> list[Entry]:
        """The records along which one can go from a case to the next: those that it names in fields with neighbours, in its own order."""
        fields = [item.name for item in case.kind.fields if item.has_neighbours]
        ids = dict.fromkeys(str(getattr(value, "id", value)) for name in fields for value in case.record.items(name))
        return [entry for id in ids if (entry := self.get(id))]

    @cached_property
    def cites_of(self) -> Mapping[str, tuple[CiteUse, ...]]:
        """Every place that cites a source, by its key."""
        return uses.grouped(self.cite_uses)

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
        """The sources of each publisher, by the id of that record."""
        groups: dict[str, list[Reference]] = {}
        for reference in self.references.values():
            for id in self.publishers.of(reference):
                groups.setdefault(id, []).append(reference)
        return {id: tuple(group) for id, group in groups.items()}

    @cached_property
    def copies_of(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the copies of each source, by its key."""
        groups: dict[str, list[str]] = {}
        for reference in self.references.values():
            groups.setdefault(reference.copyof, []).append(reference.key)
        return {key: tuple(group) for key, group in groups.items() if key}

    @cached_property
    def corrections(self) -> tuple[tuple[Entry, Correction], ...]:
        """All corrections with their records, the latest first."""
        found = [(entry, item) for entry in self.entries.values() for item in entry.record.corrections]
        return tuple(sorted(found, key=lambda pair: (pair[1].on.first, pair[0].id, pair[1].what), reverse=True))

    @property
    def has_corrections(self) -> bool:
        """Whether corrections are listed: from the first claim, so that whoever relies on one can follow what becomes of it."""
        return bool(self.claims or self.corrections)

    @cached_property
    def claims(self) -> Mapping[tuple[str, str], Claim]:
        """Every claim by (record id, claim id)."""
        return {(entry.id, claim.id): claim for entry in self.entries.values() for claim in entry.record.claims}

    @cached_property
    def claims_written(self) -> frozenset[tuple[str, str]]:
        """The record id and claim id of every claim, those in files that could not become a record, too."""
        return frozenset(self.claims) | {(told.id, claim.id) for told in self.fragments for claim in told.record.claims}

    def address_of(self, path: str) -> str:
        """The address of the record that a file is or was, below the site's root."""
        folder, _, name = path.removeprefix(f"{CASES}/").rpartition("/")
        kind = self.kinds.by_folder.get(folder)
        return f"{kind.address if kind else folder}/{name.removesuffix('.yml')}/"

    def path_of(self, address: str) -> str:
        """The file of the record that has or had an address."""
        first, id, _ = address.split("/")
        folder = next((kind.folder for kind in self.kinds if kind.address == first), first)
        return "/".join(filter(None, (CASES, folder, f"{id}.yml")))

    @cached_property
    def formers(self) -> tuple[Former, ...]:
        """What the records were called before, in the order of their ids."""
        return tuple(former for entry in self.entries.values() for former in entry.formers)

    @cached_property
    def former(self) -> Mapping[str, Entry]:
        """The entries by the addresses they had before."""
        return {former.address: former.entry for former in self.formers}

    @cached_property
    def renamed(self) -> Mapping[str, Entry]:
        """The entries by the ids they had before, of whatever kind they were then."""
        return {former.id: former.entry for former in self.formers}

    @cached_property
    def _answering(self) -> Mapping[str, Entry]:
        return {**self.former, **{entry.address: entry for entry in self.entries.values()}}

    def answering(self, address: str) -> Entry | None:
        """The record that an address leads to: the one that has it, or that had it before."""
        return self._answering.get(address)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def get(self, id: str, kind: str | None = None) -> Entry | None:
        """The entry with this id, when it is there and of this kind."""
        entry = self.entries.get(id)
        return entry if entry and kind in (None, entry.kind.name) else None

    def term(self, vocabulary: str, id: str) -> Term | None:
        """A word of a vocabulary."""
        return self._terms.get((vocabulary, id))

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], Term]:
        return {(name, term.id): term for name, vocabulary in self.vocabularies.items() for term in vocabulary.terms}

    def published(self) -> Catalog:
        """The catalog without its drafts and without what they mention."""
        kept = {id: entry for id, entry in self.entries.items() if not entry.is_draft}
        before = self.before.published() if self.before else None
        if len(kept) == len(self.entries) and not self.fragments:
            return replace(self, before=before, today=None)

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
            before,
            self.maps,
            self.broken_vocabularies,
            kinds=self.kinds,
            drafts={id: entry for id, entry in self.entries.items() if entry.is_draft},
            synonyms=self.synonyms,
            links=self.links,
            documents=self.documents,
            rules=self.rules,
        )

    def changed(self, path: str) -> str | None:
        """The ISO day on which a file was last changed, as far as Git knows."""
        return self.history.changed.get(path)

    @property
    def has_days(self) -> bool:
        """Whether anything is known of when records changed."""
        return bool(self.history.changed)

    def added(self, entry: Entry) -> str | None:
        """The ISO day on which a record first came in, under whatever id, as far as Git knows."""
        paths = [entry.path, *(self.path_of(former.address) for former in entry.formers)]
        return min((self.history.added[path] for path in paths if path in self.history.added), default=None)

    def one(self, claim: Claim) -> str:
        """What one of the unit of a figure is called, where its measure says it and the unit is the measure's."""
        measure = self.entries.get(claim.measure or "")
        return measure.record.words("one") if measure and not claim.unit else ""

    def unit(self, claim: Claim) -> str:
        """The unit of a figure: its own, or that of its measure."""
        measure = self.entries.get(claim.measure or "")
        return claim.unit or (measure.record.words("unit") if measure else "")

    def lies_in(self, id: str) -> list[Entry]:
        """A record and the larger ones that it is part of, the smallest first; a circle ends where it closes."""
        found: list[Entry] = []
        entry = self.get(id)
        while entry and entry not in found:
            found.append(entry)
            entry = self.get(entry.record.words("part_of"), entry.kind.name)
        return found

    def top_of(self, id: str) -> Entry | None:
        """The largest record that a record is part of, at whatever remove; itself when it is part of none."""
        above = self.lies_in(id)
        return above[-1] if above else None

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[Entry, ...]]:
        """The records that are directly part of each record, by its id, in the order of their labels."""
        groups: dict[str, list[Entry]] = {}
        for kind in self.kinds:
            for entry in self.by_kind[kind.name] if kind.has_parent else ():
                if above := entry.record.words("part_of"):
                    groups.setdefault(above, []).append(entry)
        return {id: tuple(parts) for id, parts in groups.items()}

    def within(self, id: str) -> list[str]:
        """The ids of all records that are part of a record, at whatever remove; a circle is gone round once."""
        found: dict[str, None] = {}
        left = [part.id for part in self.parts_of.get(id, ())]
        while left:
            one = left.pop()
            if one not in found and one != id:
                found[one] = None
                left.extend(part.id for part in self.parts_of.get(one, ()))
        return list(found)

    def rivals(self, entry: Entry, claim: Claim) -> list[Claim]:
        """Other values of the same record for the same measure, scope and time: a disagreement.

        Figures for different times are a series, and those for different scopes are about different things. Units that convert by
        definition are no difference, and amounts of units that do not are not compared: see `disagreement.differ`.
        """
        if claim.value is None:
            return []
        return [
            other
            for other in entry.record.claims
            if other.measure == claim.measure
            and other.value is not None
            and differ(Stated(claim.value, claim.bound, self.unit(claim)), Stated(other.value, other.bound, self.unit(other)))
            and (other.scope or "").casefold() == (claim.scope or "").casefold()
            and (other.as_of is None or claim.as_of is None or other.as_of.overlaps(claim.as_of))
        ]

    @cached_property
    def publishers(self) -> Publishers:
        """Who published the sources."""
        outside = frozenset(word for word, term in self._terms.items() if term.outside)
        return Publishers({**self.entries, **self.drafts}, self.references, outside)

    def publisher(self, reference: Reference) -> Entry | None:
        """The record of whoever published a source, where it is identified and there."""
        return next((self.entries[id] for id in self.publishers.of(reference) if id in self.entries), None)

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], Evidence]:
        return {}

    def evidence(self, entry: Entry, claim: Claim) -> Evidence:
        """What a claim's sources are worth: see `evidence.weigh`."""
        key = (entry.id, claim.id)
        if key not in self._evidence:
            self._evidence[key] = weigh(entry, claim, self.publishers)
        return self._evidence[key]
