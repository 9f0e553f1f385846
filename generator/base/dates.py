"""Dates at the precision they were stated: the part of EDTF (ISO 8601-2) that the catalog uses.

A year, a month, a day, or an interval of two of these. Our own few lines, because the libraries for EDTF
need 0.16 s to load and accept much that records refuse (seasons, unknown digits, exponents); the `edtf`
package is the oracle in the tests. Specification: https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"


class Precision(IntEnum):
    """How exactly a date is stated."""

    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """One date: its text, its precision, and the first and last day that it may mean."""

    text: str
    precision: Precision
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval. `end` is None for a single date. `str()` gives back exactly what was written."""

    start: Moment
    end: Moment | None = None

    def __str__(self) -> str:
        return f"{self.start.text}/{self.end.text}" if self.end else self.start.text

    @property
    def first(self) -> date:
        """The first day it may mean."""
        return self.start.first

    @property
    def last(self) -> date:
        """The last day it may mean."""
        return self.end.last if self.end else self.start.last

    def overlaps(self, other: Edtf) -> bool:
        """Whether the two can mean a common day."""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Read `2020`, `2020-03`, `2020-03-02` or an interval such as `2020-02-29/2020-03-02`.

    Raises ValueError, whose text says what is wrong in words for a contributor.
    """
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError("an interval has two ends, written START/END")
    start = _moment(parts[0])
    if len(parts) == 1:
        return Edtf(start)
    end = _moment(parts[1])
    if end.last < start.first:
        raise ValueError(f"the interval ends ({parts[1]}) before it begins ({parts[0]})")
    return Edtf(start, end)


def _moment(text: str) -> Moment:
    match = _DATE.match(text)
    if not match:
        raise ValueError(f"'{text}' is no date; write a year (2020), a month (2020-03) or a day (2020-03-02)")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise ValueError("there is no year 0000 here")
    if month is None:
        return Moment(text, Precision.YEAR, date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise ValueError(f"'{text}': there is no month {month:02d}")
    days = monthrange(year, month)[1]
    if day is None:
        return Moment(text, Precision.MONTH, date(year, month, 1), date(year, month, days))
    if not 1 <= day <= days:
        raise ValueError(f"'{text}': that month has {days} days")
    return Moment(text, Precision.DAY, date(year, month, day), date(year, month, day))
