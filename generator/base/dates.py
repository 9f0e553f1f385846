"""Dates at the precision they were stated: the part of EDTF (ISO 8601-2, levels 0 and 1) that the catalog uses.

A year, a month or a day, each also as one that is only about right (`2020~`), or an interval of two of these, of which one end may be
open (`2020/..`, `../2020`). Our own few lines, because the libraries for EDTF need 0.16 s to load and accept much that records refuse
(seasons, unknown digits, exponents); the `edtf` package is the oracle in the tests. Specification: https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from .saying import Said, said

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)\Z")
_TO_THE_YEAR = re.compile(r"([0-9]{4})(?:-[0-9]{2}){1,2}")
_OPEN = ".."
_MOMENT = "(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?"
# What a date looks like. How many days a month has, and which end of an interval comes first, a pattern cannot say.
PATTERN = rf"^({_MOMENT}(/({_MOMENT}|\.\.))?|\.\./{_MOMENT})$"


class Precision(IntEnum):
    """How exactly a date is stated."""

    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """One date: its digits, its precision, the first and last day that they may mean, and whether it is only about right (`~`)."""

    text: str
    precision: Precision
    first: date
    last: date
    is_approximate: bool = False

    def __str__(self) -> str:
        return f"{self.text}~" if self.is_approximate else self.text


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval. `str()` gives back exactly what was written.

    `stated` holds the one date, or both ends of an interval; of an interval that is open at one end, the other one.
    """

    stated: tuple[Moment, ...]
    is_open_start: bool = False
    is_open_end: bool = False

    def __str__(self) -> str:
        before, after = (_OPEN,) * self.is_open_start, (_OPEN,) * self.is_open_end
        return "/".join((*before, *map(str, self.stated), *after))

    @property
    def is_interval(self) -> bool:
        """Whether it has two ends, be one of them open."""
        return len(self.stated) > 1 or self.is_open_start or self.is_open_end

    @property
    def is_approximate(self) -> bool:
        """Whether a date of it is only about right."""
        return any(moment.is_approximate for moment in self.stated)

    @property
    def iso(self) -> str:
        """A single date as ISO 8601-1 has it, for readers that know no more; empty for an interval and for an approximate date."""
        return "" if self.is_interval or self.is_approximate else self.stated[0].text

    @property
    def in_years(self) -> Edtf:
        """The same in whole years: of `2019-11/2020-02-03` it is `2019/2020`, of a day its year."""
        ends = _TO_THE_YEAR.sub(r"\1", str(self)).split("/")
        return parse("/".join(dict.fromkeys(ends)))

    @property
    def first(self) -> date:
        """The first day that the stated dates may mean: of `../2020` the first day of 2020."""
        return self.stated[0].first

    @property
    def last(self) -> date:
        """The last day that the stated dates may mean: of `2020/..` the last day of 2020."""
        return self.stated[-1].last

    def overlaps(self, other: Edtf) -> bool:
        """Whether the two can mean a common day. An open end has no last day; an approximate date is taken as it is stated."""
        return self._begins_by_the_end_of(other) and other._begins_by_the_end_of(self)

    def _begins_by_the_end_of(self, other: Edtf) -> bool:
        return self.is_open_start or other.is_open_end or self.first <= other.last


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Read `2020`, `2020-03`, `2020-03-02`, one of these with a `~`, or an interval such as `2020-02-29/2020-03-02`, `2020/..` or `../2020`.

    Raises ValueError, whose text says what is wrong in words for a contributor.
    """
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError(said("an interval has two ends, written START/END"))
    if len(parts) == 1:
        return Edtf((_moment(text),))
    start, end = (None if part == _OPEN else _moment(part) for part in _ends(*parts))
    if start and end and end.last < start.first:
        raise ValueError(said("the interval ends ({end}) before it begins ({start})", end=parts[1], start=parts[0]))
    return Edtf(tuple(filter(None, (start, end))), is_open_start=start is None, is_open_end=end is None)


def _ends(start: str, end: str) -> tuple[str, str]:
    """The ends of an interval as they are written. Raises ValueError when both are open, or one says so in another way than `..`."""
    is_start_empty, is_end_empty = (not part.strip(".~?% ") for part in (start, end))
    if is_start_empty and is_end_empty:
        raise ValueError(said("an interval is open at one end only; the other is a date, as in 2020/.. or ../2020"))
    if (is_start_empty and start != _OPEN) or (is_end_empty and end != _OPEN):
        written = f"{_OPEN}/{end}" if is_start_empty else f"{start}/{_OPEN}"
        raise ValueError(said("an open end is written with two dots and nothing else: {written}", written=written))
    return start, end


def _moment(text: str) -> Moment:
    match = _DATE.match(text)
    if not match:
        raise ValueError(_why_no_date(text))
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    is_approximate = bool(match[4])
    digits = text.removesuffix("~")
    if not year:
        raise ValueError(said("there is no year 0000 here"))
    if month is None:
        return Moment(digits, Precision.YEAR, date(year, 1, 1), date(year, 12, 31), is_approximate)
    if not 1 <= month <= 12:
        raise ValueError(said("'{text}': there is no month {month:02d}", text=text, month=month))
    days = monthrange(year, month)[1]
    if day is None:
        return Moment(digits, Precision.MONTH, date(year, month, 1), date(year, month, days), is_approximate)
    if not 1 <= day <= days:
        raise ValueError(said("'{text}': that month has {days} days", text=text, days=days))
    return Moment(digits, Precision.DAY, date(year, month, day), date(year, month, day), is_approximate)


def _why_no_date(text: str) -> Said:
    plain = re.sub(r"[~?%]", "", text)
    if plain != text and _DATE.match(plain):
        if "?" in text or "%" in text:
            return said(
                "'{text}': doubt about a date goes into words, such as a note; {plain}~ says that it is only about right", text=text, plain=plain
            )
        return said("'{text}': the '~' of a date that is only about right stands at its end: {plain}~", text=text, plain=plain)
    if plain == _OPEN:
        return said("an open end stands in an interval, as in 2020/.. or ../2020")
    return said("'{text}' is no date; write a year (2020), a month (2020-03) or a day (2020-03-02)", text=text)
