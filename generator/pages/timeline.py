"""The timeline: a row for each case with its period and its dated events, each mark as wide as its date is precise.

The axis follows the density: where there is much it is wide, and years with little share a stretch. What happened stands once, folded in the row
of its case. While there are few entries that is one page. Of more the first page is the picture alone, whose rows lead to pages for some years
each, where it is told; of very many cases the first page only lists these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from ..base import geometry
from ..base.dates import Edtf
from ..base.geometry import Day, Tick, TimeScale, UnevenScale
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry, named_in, when
from ..records.kinds import Field
from ..records.parts import Event
from ..text import anchors
from ..text.prose import RecordLink
from ..views.here import Here
from ..views.site import Page, Site

ADDRESS = "timeline/"
# So many entries are told on one page, and so many cases are drawn on one.
MOST_TOLD, MOST_DRAWN = 150, 200
# So many rows of different years stand under one heading.
MOST_TOGETHER = 8
# The undated cases that are named; the others are only counted.
MOST_UNDATED = 60
# A row in pixels: the middle of its bar, that of the first lane of events, and the height of a lane.
BAR, FIRST, LANE = 5, 14, 9
# So much of the width of a phone a day's mark takes, in per cent, and so much of any screen a stretch of years and a month with its name.
LEAST, LEAST_YEARS, LEAST_MONTH = 2.0, 10.0, 2.2
# A longer time than this, in years, has an axis that follows the density.
MOST_EVEN = 3
# So many months have room for their names on a wide screen.
MOST_MONTHS = 21
# So much of that width the number of a year takes.
ROOM_FOR_A_YEAR = 8.4

Scale = TimeScale | UnevenScale


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
    """An event in the picture: its left edge and width in per cent, the middle of its height in pixels, `day`, `span` or `vague`, and its place
    among all events of its case.

    `vague`: its date is only about right, or open at an end; the picture shows what is stated of it.
    """

    x: float
    width: float
    y: int
    shape: str
    index: int


@dataclass(frozen=True)
class Band:
    """A row of the picture: the case, its dates in words, what it can be filtered by, its height in pixels, what is drawn (class: path in a box a
    thousand wide), its events in order (when and what, empty on a page that only draws), and where the row leads: to where it is told, or to the
    case.
    """

    id: str
    link: RecordLink
    when: str
    filtered: Sequence[str]
    height: int
    paths: Mapping[str, str]
    marks: Sequence[Mark]
    told: Sequence[tuple[str, str]]
    href: str


def pages(site: Site) -> Iterator[Page]:
    """The page of the timeline, and those of its parts when it is cut; none where nothing is dated."""
    found, every = parts(site.catalog, site.wording.year), tuple(rows(site.catalog))
    if not every:
        return
    if found and len(every) > MOST_DRAWN:
        yield Page(ADDRESS, site._("Timeline"), "timeline_years.html", partial(_years, found), _describe, section=ADDRESS)
    else:
        yield Page(ADDRESS, site._("Timeline"), "timeline.html", partial(_view, every, found), _describe, section=ADDRESS)
    for part in found:
        title = site._("Timeline: {part}").format(part=part.title)
        yield Page(part.address, title, "timeline.html", partial(_view, part.rows, ()), _describe, section=ADDRESS)


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
    if sum(len(row.dates) for row in every) <= MOST_TOLD:
        return []
    by_year: dict[int, list[Row]] = {}
    for row in (piece for whole in every for piece in _pieces(whole)):
        by_year.setdefault(row.first.year, []).append(row)
    found: list[Part] = []
    # Years that fit one page together; of one that fits none alone, pages of its own.
    together: list[Row] = []
    for _year, own in sorted(by_year.items()):
        if _entries(own) > MOST_TOLD or _entries((*together, *own)) > MOST_TOLD:
            found += _parts_of(together, label)
            together = []
        together += own
    return [*found, *_parts_of(together, label)]


def _parts_of(shown: Sequence[Row], label: Callable[[int], str]) -> list[Part]:
    """The pages of the rows of some years: one, or several of one year."""
    if not shown:
        return []
    chunks: list[list[Row]] = [[]]
    for row in shown:
        if chunks[-1] and _entries((*chunks[-1], row)) > MOST_TOLD:
            chunks.append([])
        chunks[-1].append(row)
    first, last = shown[0].first.year, shown[-1].first.year
    title = label(first) if first == last else f"{label(first)}–{label(last)}"
    address = f"{ADDRESS}{first:04}/"
    titles = [title] if len(chunks) == 1 else [f"{title}, {number + 1}" for number in range(len(chunks))]
    return [
        Part(address + (f"{number + 1}/" if number else ""), own, tuple(chunk))
        for number, (own, chunk) in enumerate(zip(titles, chunks, strict=True))
    ]


def _entries(shown: Sequence[Row]) -> int:
    return sum(len(row.dates) for row in shown)


def _pieces(row: Row) -> Iterator[Row]:
    """A row, in pieces that fit a page."""
    yield Row(row.entry, row.period, row.events[: MOST_TOLD - 1])
    for start in range(MOST_TOLD - 1, len(row.events), MOST_TOLD):
        yield Row(row.entry, None, row.events[start : start + MOST_TOLD])


def _years(found: Sequence[Part], here: Here) -> Mapping[str, Any]:
    most = max(part.entries for part in found)
    shown = [(RecordLink(part.title, here.href(part.address)), part.entries, geometry.rounded(part.entries / most * 100)) for part in found]
    return {"parts": shown, **_undated(here), "toc": []}


def _undated(here: Here) -> dict[str, Any]:
    """The cases of which nothing is dated."""
    found = [entry for entry in here.site.catalog.cases if not when(entry) and not events_of(entry)]
    return {"undated": [here.link(entry) for entry in found[:MOST_UNDATED]], "more_undated": max(0, len(found) - MOST_UNDATED)}


def _view(shown: Sequence[Row], found: Sequence[Part], here: Here) -> Mapping[str, Any]:
    """A picture of some rows; where parts are `found`, it is told in these."""
    scale, is_whole = scale_of(shown), here.address == ADDRESS
    told_at = {row.entry.id: here.href(part.address) for part in reversed(found) for row in part.rows}
    fields = filters(here.site.catalog)
    bands = [(row.first.year, band(row, scale, fields, told_at.get(row.entry.id, ""), here)) for row in shown]
    months, years = _axis(scale, here)
    return {
        "years": list(_groups(bands, here.site.wording.year)),
        # Which signs the picture has, for its key.
        "signs": {shape for _year, one in bands for shape in one.paths},
        "is_uneven": isinstance(scale, UnevenScale),
        "stops": list(pairwise([*(tick.x for tick, _label in years), 100.0])),
        "month_names": months,
        "year_names": years,
        "filters": [choice for field in fields if len((choice := _choice(field, shown, here))[2]) > 1],
        "part_links": [RecordLink(part.title, here.href(part.address)) for part in found],
        "overview": "" if is_whole else here.href(ADDRESS),
        **(_undated(here) if is_whole else {"undated": [], "more_undated": 0}),
        "script": here.href("assets/casebook/timeline.js"),
        "toc": [],
    }


def _groups(bands: Sequence[tuple[int, Band]], label: Callable[[int], str]) -> Iterator[tuple[str, list[Band]]]:
    """Rows under headings of their years; years with few of them are together under one."""
    groups: list[tuple[int, int, list[Band]]] = []
    for year, own in groupby(bands, key=itemgetter(0)):
        added = [one for _year, one in own]
        if groups and len(groups[-1][2]) + len(added) <= MOST_TOGETHER:
            first, _last, before = groups[-1]
            groups[-1] = (first, year, before + added)
        else:
            groups.append((year, year, added))
    for first, last, rows in groups:
        yield label(first) if first == last else f"{label(first)}–{label(last)}", rows


def scale_of(shown: Sequence[Row]) -> Scale:
    """The scale of some rows: even for a short time, else one that follows the density."""
    first, last = min(row.first for row in shown), max(row.last for row in shown)
    if last.year - first.year < MOST_EVEN or last.year == Day.max.year:
        return geometry.whole_months(first, last)
    return geometry.by_density([day for row in shown for date in row.dates for day in (date.first, date.last)], LEAST_YEARS)


def _axis(scale: Scale, here: Here) -> tuple[list[tuple[Tick, str]], list[tuple[Tick, str]]]:
    """The ticks of the months and those of the years, each with its name, or none where there is no room for that."""
    ticks = scale.ticks if isinstance(scale, UnevenScale) else geometry.ticks(scale)
    years: list[tuple[Tick, str]] = []
    last = -ROOM_FOR_A_YEAR
    for tick in (tick for index, tick in enumerate(ticks) if index == 0 or tick.month == 1):
        is_named = tick.x - last >= ROOM_FOR_A_YEAR - 0.01 and tick.x <= 100 - ROOM_FOR_A_YEAR + 0.01
        years.append((tick, here.site.wording.year(tick.year) if is_named else ""))
        last = tick.x if is_named else last
    months = scale.months(LEAST_MONTH) if isinstance(scale, UnevenScale) else [tick for tick in ticks if any(one.month > 1 for one in ticks)]
    # Where months are narrow, every third has its name.
    step = 1 if len(ticks) <= MOST_MONTHS and not isinstance(scale, UnevenScale) else 3
    return [(tick, here.site.wording.month(tick.month) if (tick.month - 1) % step == 0 else "") for tick in months], years


def band(row: Row, scale: Scale, fields: Sequence[Field], told_at: str, here: Here) -> Band:
    """A row of the picture: its period as a bar, its events below in lanes, so that none covers another."""
    marks = _marks(row, scale)
    period = scale.span(row.period.first, row.period.last) if row.period else None
    paths: dict[str, list[str]] = {}
    if row.period and period:
        paths["circa" if row.period.is_approximate else "bar"] = [_line(period[0], max(period[1], 0.4), BAR)]
        for start, end in _tails(row.period, period):
            paths.setdefault("tail", []).append(_line(start, end - start, BAR))
    for mark in marks:
        is_day = mark.shape == "day"
        paths.setdefault(mark.shape, []).append(_line(_drawn_at(mark.x, mark.width, mark.shape), 0 if is_day else max(mark.width, 0.5), mark.y))
    within, wording = here.within(row.entry), here.site.wording
    told = [(wording.date(row.happened[mark.index].date), within.plain(row.happened[mark.index].text)) for mark in marks] if not told_at else []
    # A case that is cut has several rows, each on a page of its own. No id has a slash.
    id = anchors.named("row", row.entry.id)
    return Band(
        id,
        here.link(row.entry),
        wording.date(row.period) if row.period else "",
        [" ".join(dict.fromkeys(_named(row, field))) for field in fields],
        max((mark.y for mark in marks), default=BAR + 3) + 6,
        {name: "".join(lines) for name, lines in paths.items()},
        marks,
        told,
        f"{told_at}#{id}" if told_at else here.href(row.entry.address),
    )


def _marks(row: Row, scale: Scale) -> list[Mark]:
    """The events of a row in order, in lanes by the left edge that each takes up on a phone, where a mark is wider than its day."""
    found = []
    for index in row.events:
        date = row.happened[index].date
        x, width = scale.span(date.first, date.last)
        found.append((x, width, "vague" if _is_vague(date) else "day" if date.first == date.last else "span", index))
    # As the script finds them again: by where they are drawn, days first.
    found.sort(key=lambda mark: (_drawn_at(mark[0], mark[1], mark[2]), mark[2], mark[1], mark[3]))
    order = sorted(range(len(found)), key=lambda place: (found[place][0] + min(0.0, found[place][1] - LEAST) / 2, place))
    lanes = dict(zip(order, geometry.lanes([found[place][:2] for place in order], LEAST), strict=True))
    top = FIRST if row.period else BAR
    return [Mark(x, width, top + lanes[place] * LANE, shape, index) for place, (x, width, shape, index) in enumerate(found)]


def _drawn_at(x: float, width: float, shape: str) -> float:
    """Where a mark begins: a day in its middle."""
    return geometry.rounded(x + width / 2) if shape == "day" else x


def _line(x: float, width: float, y: int) -> str:
    """A level line in a box that is a thousand wide; of no width a dot."""
    return f"M{geometry.rounded(x * 10):g} {y}h{geometry.rounded(width * 10):g}"


def _tails(period: Edtf, bar: tuple[float, float]) -> list[tuple[float, float]]:
    before = [(0.0, bar[0])] if period.is_open_start else []
    return [*before, *([(geometry.rounded(sum(bar)), 100.0)] if period.is_open_end else [])]


def _is_vague(date: Edtf) -> bool:
    return date.is_approximate or date.is_open_start or date.is_open_end


def events_of(entry: Entry) -> tuple[Event, ...]:
    """All events of a record, field by field."""
    return tuple(event for item in entry.kind.of_type("event") for event in entry.record.items(item.name))


def filters(catalog: Catalog) -> list[Field]:
    """The fields by which the page can be narrowed: the first facet that names records, and the word above a case's title."""
    main = catalog.kinds.main
    named = next((item for item in main.facets if item.names_records), None)
    kicker = next((item for item in main.of_type("term") if item.is_kicker and item.vocabulary in catalog.vocabularies), None)
    return [item for item in (named, kicker) if item]


def _choice(field: Field, shown: Sequence[Row], here: Here) -> tuple[str, str, list[tuple[str, str]]]:
    """A field to choose by: what it is called in the address (as in that of a search), its label, and its values that some rows have."""
    catalog = here.site.catalog
    used = {id for row in shown for id in _named(row, field)}
    if field.names_records:
        by = catalog.kinds[field.kinds[0]]
        labels = [(id, catalog.entries[id].record.label) for id in used]
        return by.facet, here.site._(by.label), sorted(labels, key=lambda item: (item[1].casefold(), item[0]))
    return (
        field.name,
        here.site._(field.label),
        [(term.id, here.site._(term.label)) for term in catalog.vocabularies[field.vocabulary].terms if term.id in used],
    )


def _named(row: Row, field: Field) -> Sequence[str]:
    """The ids of the records or words that a case names in a field of its kind's."""
    return named_in(row.entry, field) if field.names_records else list(row.entry.record.items(field.name))
