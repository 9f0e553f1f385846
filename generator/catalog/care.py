"""What the catalog wants doing to it though nothing is wrong: claims that one more source would make firmer, sources nobody has read, and so on.

Each kind of work is declared here once, with the minutes that it is likely to take; pages, data and the command line take it from here. A catalog
alone knows no day: whose review is too old can be told only where somebody says what day it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

from ..base.diagnostic import Span
from ..base.saying import Said, said
from ..reading.addresses import original
from ..reading.yaml_reader import Route
from ..records.kinds import Kinds
from ..records.links import DEAD
from ..records.reference import Reference
from ..records.values import translated
from .catalog import Catalog
from .entries import Entry
from .evidence import Mark
from .uses import citing_claim

# A record whose sources nobody has looked at for so many days is to be looked at again.
REVIEW_DAYS = 365
# A thread that leads from one case to no other leads nowhere.
_FEW = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: its name for programs, what to do, why, and how many minutes it is likely to take."""

    name: str
    label: Said
    why: Said
    minutes: int


WORKS = (
    Work(
        "dead-link",
        said("Find where it is now"),
        said("The address of a source leads nowhere, and no copy of it is named: readers cannot see for themselves."),
        10,
    ),
    Work(
        "publisher",
        said("Say who published it"),
        said("Nobody knows whose word a source is, and so what the claims are worth that rest on it."),
        5,
    ),
    Work(
        "independent-voice",
        said("Find an independent source"),
        said("All that vouches for a claim is somebody concerned."),
        30,
    ),
    Work(
        "second-voice",
        said("Find a second independent source"),
        said("One independent voice vouches for a claim; a second one that does not hand on the first makes it firm."),
        30,
    ),
    Work(
        "read",
        said("Read the source itself"),
        said("A source is known only through another one, which may have misread it."),
        30,
    ),
    Work(
        "how-read",
        said("Say how much of it was read"),
        said("Whoever reads a claim should know whether somebody has read its source whole, in part, or not at all."),
        2,
    ),
    Work(
        "archive",
        said("Give an archived copy"),
        said("What stands at an address today may be gone tomorrow."),
        3,
    ),
    Work(
        "access-date",
        said("Say when it was seen"),
        said("What stands at an address changes: the day says which state of it was cited."),
        2,
    ),
    Work(
        "origin",
        said("Say whose statement it is"),
        said("A statement without an origin is the catalog’s own; if it is somebody’s judgement, it should say whose."),
        5,
    ),
    Work(
        "review",
        said("Check it against its sources"),
        said("Nobody but its author has read the record beside its sources."),
        30,
    ),
    Work(
        "old-review",
        said("Check it once more"),
        said("The last review is more than a year ago."),
        15,
    ),
    Work(
        "name",
        said("Give its name in a further language"),
        said("Whoever reads that language looks for it under that name. Where there is none that people use, leave it."),
        3,
    ),
    Work(
        "single-case",
        said("Add a second case"),
        said("From one case a reader should come to the next; here there is none."),
        60,
    ),
)
BY_NAME = {work.name: work for work in WORKS}


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """Something that wants doing: what kind of work, on which record (with its `claim`, if it is one of that) or source, and in a word what is there.

    Its place is found when somebody asks.
    """

    work: Work
    entry: Entry | None = None
    reference: Reference | None = None
    claim: str = ""
    note: Said | str = ""
    _route: Route = ()
    _fields: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What it is about, in a word: `record/claim`, a record's id, or a source's key."""
        if self.reference:
            return self.reference.key
        return "/".join(filter(None, (self.entry.id if self.entry else "", self.claim)))

    @property
    def path(self) -> str:
        """The file to edit, relative to the project root."""
        return self.reference.text.path if self.reference else self.entry.path if self.entry else ""

    @property
    def span(self) -> Span:
        """The line to edit."""
        if self.reference:
            field = next((name for name in self._fields if self.reference.get(name)), "")
            return self.reference.at(field) if field else self.reference.span
        assert self.entry
        return self.entry.at(*self._route)


def needs(catalog: Catalog, today: date | None = None) -> list[Need]:
    """All that wants doing, by kinds of work, what most depends on first; with a day also the reviews that are too old on it."""
    found = [need for entry in catalog for need in of_record(catalog, entry, today)]
    found += [need for reference in catalog.references.values() for need in of_source(catalog, reference)]
    order, printed = {work.name: place for place, work in enumerate(WORKS)}, Counter((use.record, use.name) for use in catalog.claim_uses)

    def rests(need: Need) -> int:
        """How much depends on it: the claims of a source, the texts that print a claim, the cases of another record."""
        if need.reference:
            return _claims(catalog, need.reference)
        assert need.entry
        return printed[need.entry.id, need.claim] if need.claim else len(catalog.cases_naming.get(need.entry.id, ()))

    return sorted(found, key=lambda need: (order[need.work.name], -rests(need), need.id))


def is_possible(catalog: Catalog) -> bool:
    """Whether anything could be missing: without sources, further languages and threads from case to case nothing can."""
    return bool(catalog.references or catalog.kinds.languages or _threads(catalog.kinds))


def of_page(catalog: Catalog, entry: Entry, today: date | None = None) -> list[Need]:
    """What wants doing to a record, and to the sources that it cites."""
    cited = (catalog.references[key] for key in catalog.cited_by.get(entry.id, ()))
    return [*of_record(catalog, entry, today), *(need for reference in cited for need in of_source(catalog, reference))]


def of_record(catalog: Catalog, entry: Entry, today: date | None = None) -> Iterator[Need]:
    """What wants doing to a record itself; with a day also whether its review is too old on it."""
    made = partial(Need, entry=entry, _route=(entry.kind.label_field,))
    yield from _of_claims(catalog, entry)
    if catalog.references:
        yield from _of_review(entry, made, today)
    for language in catalog.kinds.languages:
        field = translated(entry.kind.label_field, language)
        if not entry.record.get(field):
            yield made(BY_NAME["name"], note=field)
    if entry.kind.name in _threads(catalog.kinds) and len(catalog.cases_naming.get(entry.id, ())) < _FEW and not catalog.within(entry.id):
        yield made(BY_NAME["single-case"])


def as_data(every: Iterable[Need]) -> dict[str, object]:
    """Things to do, as data: `works`, with `name`, `label`, `why` and `minutes` of each kind of work, and `todo`: see `_flat`."""
    works = [{"name": work.name, "label": str(work.label), "why": str(work.why), "minutes": work.minutes} for work in WORKS]
    return {"works": works, "todo": [_flat(need) for need in every]}


def _flat(need: Need) -> dict[str, object]:
    """One thing to do: the name of its `work`, the `record` (and `claim`) or the `source`, what is there (`note`), and the line to edit."""
    span = need.span
    return {
        "work": need.work.name,
        "record": need.entry.id if need.entry else "",
        "claim": need.claim,
        "source": need.reference.key if need.reference else "",
        "note": str(need.note),
        "path": span.path,
        "line": span.line,
    }


# --- claims ----------------------------------------------------------------------------------------------------

# A claim whose publishers nobody knows waits for them: see the sources.
_BY_MARK = {Mark.SELF_REPORTED: "independent-voice", Mark.ONE_VOICE: "second-voice"}


def _of_claims(catalog: Catalog, entry: Entry) -> Iterator[Need]:
    for index, claim in enumerate(entry.record.claims):
        made = partial(Need, entry=entry, claim=claim.id)
        if (name := _BY_MARK.get(catalog.evidence(entry, claim).mark)) and claim.rank != "deprecated":
            yield made(BY_NAME[name], _route=("claims", index, "cite"))
        if claim.statement is not None and not claim.origin:
            yield made(BY_NAME["origin"], _route=("claims", index, "statement"))


# --- sources ---------------------------------------------------------------------------------------------------

# The rule that a source without a publisher breaks.
_NO_PUBLISHER = "unidentified-publisher"


def of_source(catalog: Catalog, reference: Reference) -> Iterator[Need]:
    """What wants doing to a source."""
    key, made = reference.key, partial(Need, reference=reference, note=reference.title)
    # Where no record can be a publisher, none is missed; nor where somebody has looked in vain, and says so.
    looked_for = any(code == _NO_PUBLISHER and why for code, why in reference.ignored)
    if catalog.kinds.parties and not looked_for and not catalog.publishers.hands(key) and _claims(catalog, reference):
        yield made(BY_NAME["publisher"], _fields=("publisher", "institution", "organization", "url"))
    if reference.read in ("no", "") and key in catalog.cites_of:
        yield made(BY_NAME["read" if reference.read else "how-read"], _fields=("read", "via"))
    known = catalog.links.get(reference.url)
    if known and known.archive:
        made = partial(made, note=said("{title}; a copy is at {address}", title=reference.title, address=known.archive))
    if known and known.state in DEAD and not reference.get("archiveurl"):
        yield made(BY_NAME["dead-link"], _fields=("url", "doi", "eprint"))
    if url := reference.get("url"):
        if not reference.get("archiveurl") and original(url) == url:
            yield made(BY_NAME["archive"], _fields=("url",))
        if not reference.get("urldate"):
            yield made(BY_NAME["access-date"], _fields=("url",))


def _claims(catalog: Catalog, reference: Reference) -> int:
    """How many claims cite a source."""
    return sum(citing_claim(use) is not None for use in catalog.cites_of.get(reference.key, ()))


# --- records ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _threads(kinds: Kinds) -> frozenset[str]:
    """The kinds along whose records one can go from a case to the next."""
    return frozenset(name for kind in kinds for item in kind.fields if item.has_neighbours for name in item.kinds)


def _of_review(entry: Entry, made: partial[Need], today: date | None) -> Iterator[Need]:
    review = entry.record.reviewed
    if review is None:
        # What only says what a word means has no sources to be read beside it.
        if entry.record.claims or entry.kind.is_main:
            yield made(BY_NAME["review"])
    elif today and review.on.last < today - timedelta(days=REVIEW_DAYS):
        yield made(BY_NAME["old-review"], note=str(review.on), _route=("reviewed", "on"))


def reviewed(catalog: Catalog) -> list[Entry]:
    """The records that somebody has reviewed, those first that were longest ago."""
    return sorted((entry for entry in catalog if entry.record.reviewed), key=_when)


def _when(entry: Entry) -> tuple[date, str]:
    assert entry.record.reviewed
    return entry.record.reviewed.on.last, entry.id
