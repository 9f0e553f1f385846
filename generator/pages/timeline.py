"""The timeline: every case and every dated event on one axis, each as wide as its date is precise, and the same as a list.

One page while there are few entries. A larger catalog has a page for each year in which cases begin, in parts where
a year has very many; then the first page shows the years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from ..base import geometry
from ..base.dates import Edtf
from ..base.geometry import Day, Tick, TimeScale
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry, named_in, when
from ..records.kinds import Field
from ..records.parts import Event
from ..records.values import Translation
from ..text.prose import RecordLink, SafeHtml
from ..views.here import Here
from ..views.paging import LIST_LENGTH
from ..views.site import Anchor, Page, Site

ADDRESS = "timeline/"
# The undated cases that are named; the others are only counted.
MOST_UNDATED = 60
# The height of a lane in the picture, in pixels; its width is that of the page.
LANE = 14
# So much of the width of a phone a day's mark takes, in per cent.
LEAST = 3.0
# So many months have room for their names on a wide screen.
MOST_MONTHS = 21
# So much of that width the number of a year takes.
ROOM_FOR_A_YEAR = 12.0


@dataclass(frozen=True)
class Row:
    """A case with what is dated of it: when it was (None when only events are dated) and the places of its events among all of its own."""

    entry: Entry
    period: Edtf | None
    events: tuple[int, ...]

    @cached_property
    def happened(self) -> Sequence[Event]:
        """All events of the case."""
        return events_of(self.entry)

    @cached_property
    def dates(self) -> list[Edtf]:
        """Every date of the row."""
        return [*([self.period] if self.period else []), *(self.happened[index].date for index in self.events)]

    @property
    def first(self) -> Day:
        """The first day that any of it may mean."""
        return min(date.first for date in self.dates)

    @property
    def last(self) -> Day:
        """The last day that any of it may mean."""
        return max(date.last for date in self.dates)


@dataclass(frozen=True)
class Part:
    """One page of a timeline that is cut: its address, its title, and its rows."""

    address: str
    title: str
    rows: tuple[Row, ...]

    @property
    def entries(self) -> int:
        """How many entries the page lists."""
        return sum(len(row.dates) for row in self.rows)


@dataclass(frozen=True)
class Mark:
    """An event in the picture: its left edge and width in per cent, its top in pixels, `day` or `span`, where it leads, and what it says.

    `is_vague`: its date is only about right, or open at an end; the picture shows what is stated of it.
    """

    x: float
    width: float
    y: int
    shape: str
    href: str
    title: str
    is_vague: bool


@dataclass(frozen=True)
class Band:
    """A row of the picture: the case, its dates in words, its bar if it has a period, and its events.

    A bar is its x and its width in per cent; of a single day the picture shows the middle. It is as wide as what is stated; from an open end
    a tail (from x to x) leads to the edge of the picture. `is_vague` as for an event.
    """

    link: RecordLink
    when: str
    filtered: str
    bar: tuple[float, float] | None
    is_day: bool
    is_vague: bool
    tails: Sequence[tuple[float, float]]
    marks: Sequence[Mark]
    height: int


@dataclass(frozen=True)
class Line:
    """An entry of the list: when, the case, and what happened (None for the case as a whole)."""

    when: str
    iso: str
    case: RecordLink
    names: Sequence[Translation]
    text: SafeHtml | None
    filtered: str


def pages(site: Site) -> Iterator[Page]:
    """The page of the timeline, and those of its parts when it is cut; none where nothing is dated."""
    found = parts(site.catalog, site.wording.year)
    if not found:
        if every := tuple(rows(site.catalog)):
            yield Page(ADDRESS, site._("Timeline"), "timeline.html", partial(_view, every), _describe, section=ADDRESS)
        return
    yield Page(ADDRESS, site._("Timeline"), "timeline_years.html", partial(_years, found), _describe, section=ADDRESS)
    for part in found:
        title = site._("Timeline: {part}").format(part=part.title)
        yield Page(part.address, title, "timeline.html", partial(_view, part.rows), _describe, section=ADDRESS)


def near(site: Site, address: str) -> Iterator[Page]:
    """All, for an address of them: what is dated is looked through for no other."""
    return pages(site) if address.startswith(ADDRESS) else iter(())


def _describe(here: Here) -> str:
    return here.site._("Everything that is dated on one axis, as precisely as its date is known")


def rows(catalog: Catalog) -> Iterator[Row]:
    """The cases of which something is dated, by their first day."""
    found = []
    for entry in catalog.cases:
        row = Row(entry, when(entry), tuple(range(len(events_of(entry)))))
        if row.dates:
            found.append(row)
    yield from sorted(found, key=lambda row: (row.first, row.last, row.entry.id))


def parts(catalog: Catalog, label: Callable[[int], str] = str) -> list[Part]:
    """The pages of a timeline with too many entries for one; none for others. `label` says a year in words."""
    every = list(rows(catalog))
    if sum(len(row.dates) for row in every) <= LIST_LENGTH:
        return []
    by_year: dict[int, list[list[Row]]] = {}
    counts: dict[int, int] = {}
    for row in (piece for whole in every for piece in _pieces(whole)):
        year = row.first.year
        chunks = by_year.setdefault(year, [[]])
        if chunks[-1] and counts[year] + len(row.dates) > LIST_LENGTH:
            chunks.append([])
            counts[year] = 0
        chunks[-1].append(row)
        counts[year] = counts.get(year, 0) + len(row.dates)
    return [
        Part(
            f"{ADDRESS}{year:04}/" + (f"{number}/" if number > 1 else ""),
            label(year) if len(chunks) == 1 else f"{label(year)}, {number}",
            tuple(chunk),
        )
        for year, chunks in sorted(by_year.items())
        for number, chunk in enumerate(chunks, 1)
    ]


def _pieces(row: Row) -> Iterator[Row]:
    """A row, in pieces that fit a page."""
    yield Row(row.entry, row.period, row.events[: LIST_LENGTH - 1])
    for start in range(LIST_LENGTH - 1, len(row.events), LIST_LENGTH):
        yield Row(row.entry, None, row.events[start : start + LIST_LENGTH])


def _years(found: Sequence[Part], here: Here) -> Mapping[str, Any]:
    most = max(part.entries for part in found)
    shown = [(RecordLink(part.title, here.href(part.address)), part.entries, geometry.rounded(part.entries / most * 100)) for part in found]
    return {"parts": shown, **_undated(here), "toc": []}


def _undated(here: Here) -> dict[str, Any]:
    """The cases of which nothing is dated."""
    found = [entry for entry in here.site.catalog.cases if not when(entry) and not events_of(entry)]
    return {"undated": [here.link(entry) for entry in found[:MOST_UNDATED]], "more_undated": max(0, len(found) - MOST_UNDATED)}


def _view(shown: Sequence[Row], here: Here) -> Mapping[str, Any]:
    _, catalog = here.site._, here.site.catalog
    scale = geometry.whole_months(min(row.first for row in shown), max(row.last for row in shown)) if shown else None
    lines = _lines(shown, here)
    used = sorted({id for row in shown for id in _filtered(row)}, key=lambda one: catalog.entries[one].record.label.casefold())
    filter = _filter(here)
    by = catalog.kinds[filter.kinds[0]] if filter else None
    is_whole = here.address == ADDRESS
    bands = [band(row, scale, here) for row in shown] if scale else []
    return {
        "bands": bands,
        # Which signs the picture has, for its key.
        "signs": {*("period" for one in bands if one.bar), *(mark.shape for one in bands for mark in one.marks)},
        "is_vague": any(_is_vague(when) for row in shown for when in row.dates),
        "axis": _axis(geometry.ticks(scale), here) if scale else [],
        "lines": lines,
        # In the address it is called as in that of a search.
        "filter": (by.facet, here.site._(by.label)) if by else ("", ""),
        "values": [(id, catalog.entries[id].record.label) for id in used],
        "overview": "" if is_whole else here.href(ADDRESS),
        **(_undated(here) if is_whole else {"undated": [], "more_undated": 0}),
        "lane": LANE,
        "cards": here.cards(),
        "references": here.references(),
        "toc": [Anchor("_entries", _("In order"))] if lines else [],
    }


def _axis(ticks: Sequence[Tick], here: Here) -> list[tuple[Tick, str, str]]:
    """The ticks, each with its month and its year in words, where they are written."""
    is_monthly = any(tick.month > 1 for tick in ticks)
    named = [tick for index, tick in enumerate(ticks) if index == 0 or tick.month == 1]
    if len(named) > 1 and named[1].x - named[0].x < ROOM_FOR_A_YEAR:
        named = named[1:]
    # Where months are narrow, every third has its name.
    step = 1 if len(ticks) <= MOST_MONTHS else 3
    months = [here.site.wording.month(tick.month) if is_monthly and (tick.month - 1) % step == 0 else "" for tick in ticks]
    return [(tick, month, here.site.wording.year(tick.year) if tick in named else "") for tick, month in zip(ticks, months, strict=True)]


def band(row: Row, scale: TimeScale, here: Here) -> Band:
    """A row of the picture: its period as a bar, its events below in lanes, so that none covers another."""
    events = sorted(row.events, key=lambda index: (row.happened[index].date.first, row.happened[index].date.last, index))
    spans = [scale.span(row.happened[index].date.first, row.happened[index].date.last) for index in events]
    # By the left edge that each takes up on a phone, where a mark is wider than its day.
    order = sorted(range(len(events)), key=lambda place: (spans[place][0] + min(0.0, spans[place][1] - LEAST) / 2, place))
    found = dict(zip(order, geometry.lanes([spans[place] for place in order], LEAST), strict=True))
    top = LANE if row.period else 0
    marks = [_mark(row, events[place], spans[place], top + found[place] * LANE, here) for place in range(len(events))]
    height = top + LANE * (max(found.values(), default=-1) + 1)
    when_in_words = here.site.wording.date(row.period) if row.period else ""
    bar = scale.span(row.period.first, row.period.last) if row.period else None
    is_day = bool(row.period and row.period.first == row.period.last)
    vague, tails = bool(row.period and _is_vague(row.period)), _tails(row.period, bar) if row.period and bar else []
    return Band(here.link(row.entry), when_in_words, " ".join(_filtered(row)), bar, is_day, vague, tails, marks, height)


def _tails(period: Edtf, bar: tuple[float, float]) -> list[tuple[float, float]]:
    before = [(0.0, bar[0])] if period.is_open_start else []
    return [*before, *([(geometry.rounded(sum(bar)), 100.0)] if period.is_open_end else [])]


def _is_vague(date: Edtf) -> bool:
    return date.is_approximate or date.is_open_start or date.is_open_end


def _mark(row: Row, index: int, span: tuple[float, float], y: int, here: Here) -> Mark:
    event = row.happened[index]
    is_day = event.date.first == event.date.last
    title = here.site._("{name}: {problem}").format(name=here.site.wording.date(event.date), problem=here.within(row.entry).plain(event.text))
    return Mark(*span, y, "day" if is_day else "span", here.href(f"{row.entry.address}#_{_field_of(row.entry, index)}"), title, _is_vague(event.date))


def events_of(entry: Entry) -> tuple[Event, ...]:
    """All events of a record, field by field."""
    return tuple(event for item in entry.kind.of_type("event") for event in entry.record.items(item.name))


def _field_of(entry: Entry, index: int) -> str:
    """The field that holds the event at a place among all of a record's own."""
    names = [item.name for item in entry.kind.of_type("event") for _event in entry.record.items(item.name)]
    return names[index]


def _filter(here: Here) -> Field | None:
    """The field by which the page can be narrowed: the first that names records and is a facet."""
    return next((item for item in here.site.catalog.kinds.main.facets if item.names_records), None)


def _filtered(row: Row) -> list[str]:
    """The ids of what a case names in the field by which the page can be narrowed, each once."""
    item = next((item for item in row.entry.kind.facets if item.names_records), None)
    return list(dict.fromkeys(named_in(row.entry, item))) if item else []


def _lines(shown: Sequence[Row], here: Here) -> list[Line]:
    """The entries of the list, in order; the period of a case (its index is -1) before the events of the same days."""
    wanted: list[tuple[Row, int, Edtf]] = []
    for row in shown:
        wanted += [(row, -1, row.period)] if row.period else []
        wanted += [(row, index, row.happened[index].date) for index in row.events]
    found = []
    for row, index, date in sorted(wanted, key=lambda item: (item[2].first, item[2].last, item[0].entry.id, item[1])):
        text = here.within(row.entry).prose(row.happened[index].text, here.site.wording.date(date)) if index >= 0 else None
        found.append(Line(here.site.wording.date(date), date.iso, here.link(row.entry), row.entry.record.names, text, " ".join(_filtered(row))))
    return found
