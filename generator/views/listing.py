"""How the list of a kind of record is arranged: in groups by what each is part of, by a word, or by a record that several name.

The kind that the catalog is about has a list of its own making; here are all others. What no case names and nobody counts stands behind the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..catalog.entries import Entry
from ..records.kinds import MEASURE, Field, Kind
from ..records.values import Translation
from ..text import anchors
from ..text.prose import RecordLink
from . import appearing, facets, paging
from .facts import Value
from .here import Here, summaries
from .paging import Part
from .site import Site

# A list of so few needs no groups; and so long a text says in short what something is.
_FEW = 12
_LONG = 150
# So many that are named nowhere stand behind the others.
_MOST_IDLE = 6


@dataclass(frozen=True)
class Row:
    """A record in a list: what it is in short, who it is where, and how many cases mention it, how many figures it holds or counts.

    `depth` is how far below the record of its group it lies.
    """

    link: RecordLink
    names: Sequence[Translation]
    kicker: str
    text: str
    offices: Sequence[Value]
    cases: int
    figures: int
    is_draft: bool
    depth: int = 0


@dataclass(frozen=True)
class Group:
    """Rows that belong together: the anchor, heading and, where that is a record, the link of the group; `id` is empty where all stand together."""

    id: str
    label: str
    head: Row | None
    rows: Sequence[Row]


@dataclass(frozen=True)
class Listing:
    """The groups of a list, and those behind them, by the headings of their groups: named by no case, with no figures."""

    groups: Sequence[Group]
    idle: Sequence[tuple[str, Sequence[Row]]]

    @property
    def idle_count(self) -> int:
        """How many stand behind the others."""
        return sum(len(rows) for _label, rows in self.idle)


@dataclass(frozen=True)
class _Place:
    """Where a record stands: the key of its group, that group's heading, the record that heads it, and the way down to it."""

    key: tuple[int, str]
    label: str
    head: Entry | None
    way: tuple[str, ...]


def arranged(site: Site, kind: Kind) -> list[Entry]:
    """The records of a kind in the order of their list: by group, within a group by name, or by what each is part of."""
    entries = site.catalog.by_kind[kind.name]
    places, idle = site.once(_places)[kind.name], _idle(site, entries)
    return sorted(entries, key=lambda entry: (entry.id in idle, places[entry.id].key, places[entry.id].way, site.catalog.rank[entry.id]))


def listing(here: Here, kind: Kind, entries: Sequence[Entry]) -> Listing:
    """The list of some records of a kind, which are arranged."""
    site = here.site
    places, idle = site.once(_places)[kind.name], _idle(site, site.catalog.by_kind[kind.name])
    shown, rest = [entry for entry in entries if entry.id not in idle], [entry for entry in entries if entry.id in idle]
    groups = []
    for _key, found in groupby(shown, key=lambda entry: places[entry.id].key):
        members = list(found)
        place = places[members[0].id]
        head = row(place.head, here) if place.head else None
        rows = [row(entry, here, max(0, len(places[entry.id].way) - 2)) for entry in members if entry is not place.head]
        groups.append(Group(anchors.named("group", place.key[1]) if place.label else "", place.label, head, rows))
    behind = [(places[found[0].id].label, [row(one, here) for one in found]) for found in _runs(rest, places)]
    return Listing(groups, behind)


def ways(here: Here, kind: Kind, part: Part) -> list[tuple[RecordLink, int]]:
    """The ways to the groups of a whole list, on whichever of its pages each begins, with how many records it has."""
    site = here.site
    places, idle = site.once(_places)[kind.name], _idle(site, site.catalog.by_kind[kind.name])
    found = []
    shown = ((place, entry) for place, entry in enumerate(arranged(site, kind)) if entry.id not in idle)
    for _key, members in groupby(shown, key=lambda item: places[item[1].id].key):
        (begin, first), *others = members
        own = places[first.id]
        if own.label:
            address = part.addresses[begin // part.length]
            href = f"{'' if address == part.addresses[part.number - 1] else here.href(address)}#{anchors.named('group', own.key[1])}"
            found.append((RecordLink(own.label, href), 1 + len(others) - sum(entry is own.head for entry in (first, *(one for _n, one in others)))))
    return found


def _runs(entries: Sequence[Entry], places: Mapping[str, _Place]) -> list[list[Entry]]:
    return [list(found) for _key, found in groupby(entries, key=lambda entry: places[entry.id].key)]


def address_within(site: Site, entry: Entry) -> str:
    """The address of the group in which a record stands in the list of its kind; empty where that list has no groups."""
    places = site.once(_places)[entry.kind.name]
    place, among = places[entry.id], arranged(site, entry.kind)
    begins = next(number for number, one in enumerate(among) if places[one.id].key == place.key)
    page = next(page for page, part in paging.parts(f"{entry.kind.address}/", len(among)) if begins < part.number * part.length)
    return f"{page}#{anchors.named('group', place.key[1])}" if place.label else ""


def row(entry: Entry, here: Here, depth: int = 0) -> Row:
    """A record as a row of a list."""
    cases, figures = counts(here.site, entry)
    above = [item for item in entry.kind.fields if item.is_kicker]
    kicker = facets.kicker(here.site, entry) if above and above[0] is not _by_word(entry.kind) else ""
    text = _in_short(here.site.once(summaries)[entry.id])
    return Row(here.link(entry), entry.record.names, kicker, text, appearing.offices(entry, here), cases, figures, entry.is_draft, depth)


def counts(site: Site, entry: Entry) -> tuple[int, int]:
    """How many cases mention a record, or name what is part of it; and how many figures it holds, or those of a measure."""
    uses = [use for use in site.catalog.uses_of.get(entry.id, ()) if isinstance(use.by, Entry)]
    within = [use for part in site.catalog.within(entry.id) for use in site.catalog.uses_of.get(part, ()) if not use.is_prose]
    cases = {use.by for use in (*uses, *within) if isinstance(use.by, Entry) and use.by.kind.is_main}
    if entry.kind is MEASURE:
        return len(cases), sum(use.route[-1] == MEASURE.name for use in uses)
    return len(cases), sum(claim.value is not None for claim in entry.record.claims)


def _in_short(text: str) -> str:
    """The beginning of a text, its first sentence if that is long enough."""
    end = text.find(". ", _LONG // 3)
    return text[: end + 1] if -1 < end < _LONG else text if len(text) <= _LONG else f"{text[:_LONG].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _idle(site: Site, entries: Sequence[Entry]) -> frozenset[str]:
    """Those that no case mentions, that hold no figures and have no parts, where they are many and not all."""
    known = site.once(_counted)
    found = frozenset(entry.id for entry in entries if not any(known[entry.id]) and entry.id not in site.catalog.parts_of)
    return found if _MOST_IDLE < len(found) < len(entries) else frozenset()


def _counted(site: Site) -> Mapping[str, tuple[int, int]]:
    return {entry.id: counts(site, entry) for entry in site.catalog}


# --- groups ----------------------------------------------------------------------------------------------------


def _places(site: Site) -> Mapping[str, Mapping[str, _Place]]:
    """Where each record stands in the list of its kind, by kind and id."""
    return {kind.name: _placed(site, kind) for kind in site.catalog.kinds if not kind.is_main}


def _placed(site: Site, kind: Kind) -> Mapping[str, _Place]:
    entries = site.catalog.by_kind[kind.name]
    alone = {entry.id: _Place((0, ""), "", None, ()) for entry in entries}
    if kind.has_parent and any(entry.id in site.catalog.parts_of for entry in entries):
        return {entry.id: _within(site, entry) for entry in entries}
    if len(entries) <= _FEW:
        return alone
    found: Mapping[str, _Place]
    if word := _by_word(kind):
        found = {entry.id: _of_word(site, entry, word) for entry in entries}
    elif named := next((item for item in kind.fields if item.type == "record" and item.is_facet and not item.is_many), None):
        found = _of_record(site, entries, named)
    else:
        return alone
    return found if len({place.key for place in found.values()}) > 1 else alone


def _by_word(kind: Kind) -> Field | None:
    """The field whose words group the records of a kind: its first that has one of a list."""
    terms = [item for item in kind.fields if item.type == "term" and not item.is_many and item.vocabulary]
    return next((item for item in terms if item.is_kicker or kind is MEASURE), None) if not kind.has_parent else None


def _within(site: Site, entry: Entry) -> _Place:
    above = site.catalog.lies_in(entry.id)
    top = above[-1]
    way = tuple(f"{one.record.label.casefold()} {one.id}" for one in reversed(above))
    if top.id in site.catalog.parts_of:
        return _Place((0, way[0]), top.record.label, top, way)
    return _Place((1, ""), site._("Others"), None, way)


def _of_word(site: Site, entry: Entry, item: Field) -> _Place:
    terms = [term.id for term in site.catalog.vocabularies[item.vocabulary].terms] if item.vocabulary in site.catalog.vocabularies else []
    word = entry.record.words(item.name)
    term = site.catalog.term(item.vocabulary, word)
    if not term:
        return _Place((len(terms), ""), site._("Others"), None, ())
    label = site._(term.label)
    return _Place((terms.index(word), word), f"{label[:1].upper()}{label[1:]}", None, ())


def _of_record(site: Site, entries: Sequence[Entry], item: Field) -> Mapping[str, _Place]:
    """By the record that they name, where several name the same."""
    by: dict[str, int] = {}
    for entry in entries:
        by[entry.record.words(item.name)] = by.get(entry.record.words(item.name), 0) + 1
    found = {}
    for entry in entries:
        other = site.catalog.get(entry.record.words(item.name))
        shared = other and by[other.id] > 1
        rank = site.catalog.rank[other.id] if other and shared else len(site.catalog.rank)
        found[entry.id] = _Place((rank, other.id if other and shared else ""), other.record.label if other and shared else site._("Others"), None, ())
    return found
