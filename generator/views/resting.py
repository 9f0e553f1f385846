"""What rests on a source: the claims and passages that cite it, grouped by the record they stand in or by the place of the source they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..catalog.entries import DocsPage, Entry
from ..catalog.evidence import Evidence, Mark
from ..catalog.uses import CiteUse, citing_claim
from ..reading.yaml_reader import Route
from ..text import passages, prose
from ..text.passages import Passage
from ..text.prose import RecordLink
from . import vouching
from .facts import part_label
from .here import Here, lead_of

# With so many groups each is closed until somebody opens it.
WORTH_FOLDING = 4


@dataclass(frozen=True)
class CitingClaim:
    """A claim that cites the source: `locator` is where in it that stands, `by` the record that holds the claim."""

    by: RecordLink
    address: str
    text: str
    measure: str
    evidence: Evidence
    evidence_text: str
    locator: str
    quotes: Sequence[str]


@dataclass(frozen=True)
class CitingPassage:
    """A passage that cites the source: the part of the record or page that it stands in, its text and the locators."""

    by: RecordLink
    part: str
    text: str
    locator: str


@dataclass
class Group:
    """What rests on the source in one record, or on one place of the source.

    `kicker` says what kind of record it is, where it is not of the kind that the catalog is about; `id` is that of a place on its page.
    """

    title: str
    href: str = ""
    kicker: str = ""
    id: str = ""
    claims: list[CitingClaim] = field(default_factory=list)
    passages: list[CitingPassage] = field(default_factory=list)

    @property
    def marks(self) -> list[tuple[Mark, int]]:
        """The marks of its claims, the strongest first, each with how many have it."""
        return counted(self.claims)

    @property
    def records(self) -> list[str]:
        """What its claims and passages stand in, each once."""
        return list(dict.fromkeys([claim.by.text for claim in self.claims] + [passage.by.text for passage in self.passages]))

    @property
    def parts(self) -> list[tuple[RecordLink, list[tuple[str, str]]]]:
        """Its passages in short: by record the parts that they stand in, each once, with where in the source that is."""
        found: dict[RecordLink, dict[str, list[str]]] = {}
        for passage in self.passages:
            found.setdefault(passage.by, {}).setdefault(passage.part, []).append(passage.locator)
        return [(by, [(part, places(locators)) for part, locators in parts.items()]) for by, parts in found.items()]


def counted(claims: Iterable[CitingClaim]) -> list[tuple[Mark, int]]:
    """The marks that some claims have, the strongest first, each with how many have it."""
    marks = [claim.evidence.mark for claim in claims]
    # What is attributed vouches for nothing, and stands behind the others.
    order = sorted(Mark, key=lambda mark: (mark is Mark.ATTRIBUTED, -list(Mark).index(mark)))
    return [(mark, marks.count(mark)) for mark in order if mark in marks]


def in_order(uses: Iterable[CiteUse], here: Here) -> list[CiteUse]:
    """Cases come first, then the other records by their kind, then hand-written pages; of each the claims before the passages."""
    kinds = list(here.site.catalog.kinds)

    def order(use: CiteUse) -> tuple[int, int, bool]:
        place = (kinds.index(use.by.kind), here.site.catalog.rank[use.by.id]) if isinstance(use.by, Entry) else (len(kinds), 0)
        return *place, citing_claim(use) is None

    return sorted(uses, key=order)


def by_record(uses: Sequence[CiteUse], here: Here) -> list[Group]:
    """What rests on a source, by the record or page that it stands in, in the order in which these come first."""
    groups: dict[Entry | DocsPage, Group] = {use.by: Group(_label(use.by), here.href(use.by.address), _kicker(use.by, here)) for use in uses}
    for entry, claim in _claims(uses, here):
        groups[entry].claims.append(claim)
    for by, passage in _passages(uses, here):
        groups[by].passages.append(passage)
    return list(groups.values())


def at_place(uses: Sequence[CiteUse], here: Here) -> Group:
    """What rests on one place of a source, without a title."""
    return Group("", claims=[claim for _, claim in _claims(uses, here)], passages=[passage for _, passage in _passages(uses, here)])


def places(locators: Iterable[str]) -> str:
    """Locators in a line, each once."""
    return "; ".join(dict.fromkeys(filter(None, locators)))


def _label(by: Entry | DocsPage) -> str:
    return by.record.label if isinstance(by, Entry) else by.title


def _kicker(by: Entry | DocsPage, here: Here) -> str:
    if isinstance(by, DocsPage):
        return here.site._("Page")
    return "" if by.kind.is_main else here.site._(by.kind.label)


def _link(by: Entry | DocsPage, here: Here) -> RecordLink:
    return RecordLink(_label(by), here.href(by.address))


def _claims(uses: Sequence[CiteUse], here: Here) -> Iterator[tuple[Entry, CitingClaim]]:
    """Every claim once, with all the places in the source that it cites."""
    found: dict[tuple[Entry, int], list[str]] = {}
    key = uses[0].name if uses else ""
    for use in uses:
        index = citing_claim(use)
        if isinstance(use.by, Entry) and index is not None:
            found.setdefault((use.by, index), []).append(use.locator)
    for (entry, index), locators in found.items():
        claim = entry.record.claims[index]
        evidence = here.site.catalog.evidence(entry, claim)
        measure, text = here.site.catalog.get(claim.measure or ""), here.claim_text(entry, claim)
        name = measure.record.label if measure else ""
        yield (
            entry,
            CitingClaim(
                _link(entry, here),
                here.href(f"{entry.address}#{claim.id}"),
                text,
                # "4 videos" are videos.
                "" if text.casefold().endswith(name.casefold()) else name,
                evidence,
                vouching.short(here.site, evidence),
                places(locators),
                list(dict.fromkeys(citation.quote for citation in claim.cite if citation.quote and citation.key == key)),
            ),
        )


def _passages(uses: Sequence[CiteUse], here: Here) -> Iterator[tuple[Entry | DocsPage, CitingPassage]]:
    """Every passage once, with all the places in the source that it cites."""
    found: dict[tuple[Entry | DocsPage, Route, Passage], list[str]] = {}
    for use in uses:
        if citing_claim(use) is None:
            # Two passages of one text may read the same. On a hand-written page the route is an offset, and the text is the page.
            route = use.route if isinstance(use.by, Entry) else ()
            found.setdefault((use.by, route, _passage(use)), []).append(use.locator)
    for (by, route, passage), locators in found.items():
        part, entry = (part_label(by, route, here), by) if isinstance(by, Entry) else (here.site._("text"), None)
        yield by, CitingPassage(_link(by, here), part, _plain(passage.line, entry, here), places(locators))


def _passage(use: CiteUse) -> Passage:
    """The passage in which a mention stands; of a record as a whole its summary, or its name."""
    if isinstance(use.by, DocsPage):
        text, offset = use.by.text.content, int(use.route[0])
    elif not use.mention:
        return Passage(0, lead_of(use.by) or use.by.record.label)
    else:
        text = next(leaf.value for leaf in use.by.leaves if leaf.route == use.route)
        offset = _offset(text, use)
    return passages.at(text, offset) or Passage(offset, use.mention)


def _offset(text: str, use: CiteUse) -> int:
    """Where a mention stands in its text, which may fold it over two lines, and show the same as code before it."""
    starts = _offsets(text, use.mention)
    return starts[use.occurrence] if use.occurrence < len(starts) else -1


@lru_cache(maxsize=64)
def _offsets(text: str, mention: str) -> list[int]:
    pattern = r"\s+".join(map(re.escape, mention.split()))
    return [match.start() for match in re.finditer(pattern, prose.without_code(text))]


# A link of a hand-written page, to other pages by their files.
_LINK = re.compile(r"(?<!\!)\[([^\[\]]+)\]\([^()\s]*\)")


def _plain(text: str, entry: Entry | None, here: Here) -> str:
    if entry is None:
        text = _LINK.sub(r"\1", text)
    return Here(here.site, here.address, entry, numbered=False).plain(text)
