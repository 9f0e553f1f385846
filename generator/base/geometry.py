"""What pictures are made of: places on a scale, lanes in which nothing overlaps, texts cut to a width.

Plain numbers in, plain numbers out, rounded to two decimals, so that a picture is the same on every machine. Knows no page and no SVG.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

# Past this ratio the smallest bar would be narrower than a hundredth of the largest: nobody sees its length.
MOST_LINEAR = 100
# How wide a character of the serif is at most, on average, in parts of the font's size; Chinese ones are square.
_WIDTH = 0.53
_WIDE = 1.0


# What a scale of time is made of; pages have no other business with days than their places.
Day = date


def rounded(value: float) -> float:
    """A coordinate, to two decimals; never a negative zero."""
    return round(value, 2) + 0.0


# --- time ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A stretch of days as 0 to 100 per cent: from the first moment of `first` to the last of `last`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Where days stand: the left edge and the width, in per cent. A day that lies outside counts up to the edge."""
        start = min(max((first - self.first).days, 0), self.days)
        end = min(max((last - self.first).days + 1, start), self.days)
        left = rounded(start / self.days * 100)
        return left, rounded(end / self.days * 100 - left)


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a month (1 to 12) or of a year (`month` is 1) on a scale, in per cent."""

    x: float
    year: int
    month: int


def ticks(scale: TimeScale) -> list[Tick]:
    """The months of a scale of up to three years, the years of a longer one; of very many years some."""
    start, end = scale.first, scale.last
    if (end.year - start.year) * 12 + end.month - start.month < 36:
        months = [(year, month) for year in range(start.year, end.year + 1) for month in range(1, 13)]
        return [_tick(scale, year, month) for year, month in months if start <= date(year, month, 1) <= end]
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if (end.year - start.year) / step <= 12)
    return [_tick(scale, year, 1) for year in range(start.year, end.year + 1) if year % step == 0 and start <= date(year, 1, 1)]


def _tick(scale: TimeScale | UnevenScale, year: int, month: int) -> Tick:
    return Tick(scale.span(date(year, month, 1), date(year, month, 1))[0], year, month)


def whole_months(first: date, last: date) -> TimeScale:
    """The scale from the beginning of the month of `first` to the end of that of `last`."""
    next_month = date(last.year + last.month // 12, last.month % 12 + 1, 1) if last.year < date.max.year or last.month < 12 else None
    return TimeScale(first.replace(day=1), next_month - timedelta(days=1) if next_month else date.max)


@dataclass(frozen=True, slots=True)
class UnevenScale:
    """Stretches of whole years as 0 to 100 per cent, each as wide as there is much in it; within one every day is as wide as another.

    `stops` are the first days of the stretches with their places, and the day after the last with 100; no two are at one place.
    """

    stops: tuple[tuple[date, float], ...]

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Where days stand: the left edge and the width, in per cent. A day that lies outside counts up to the edge."""
        left = self._place(first.toordinal())
        return rounded(left), rounded(self._place(last.toordinal() + 1) - left)

    def _place(self, day: int) -> float:
        for (start, left), (end, right) in pairwise(self.stops):
            if day <= end.toordinal():
                share = max(day - start.toordinal(), 0) / (end.toordinal() - start.toordinal())
                return left + share * (right - left)
        return 100.0

    @property
    def ticks(self) -> list[Tick]:
        """The beginnings of its stretches."""
        return [Tick(rounded(place), day.year, 1) for day, place in self.stops[:-1]]

    def months(self, least: float) -> list[Tick]:
        """The months, but for January, of the years that are so wide that each month has `least` per cent."""
        years = [day.year for (day, left), (end, right) in pairwise(self.stops) if end.year == day.year + 1 and right - left >= 12 * least]
        return [_tick(self, year, month) for year in years for month in range(2, 13)]


def by_density(days: Sequence[date], least: float) -> UnevenScale:
    """The scale of some days on which stretches with many of them are wide, and few narrower than `least` per cent: years with few make one stretch.

    The last year in which a day can lie is 9998.
    """
    counts: dict[int, int] = {}
    for day in days:
        counts[day.year] = counts.get(day.year, 0) + 1
    enough = len(days) * least / 100
    # Each stretch as its first year and how many days it has.
    stretches: list[list[int]] = []
    is_full = True
    for year, count in sorted(counts.items()):
        if is_full or count >= enough:
            stretches.append([year, 0])
        stretches[-1][1] += count
        is_full = stretches[-1][1] >= enough
    widths = [max(count, enough) for _year, count in stretches]
    places = [rounded(sum(widths[:index]) / sum(widths) * 100) for index in range(len(widths))]
    starts = [date(year, 1, 1) for year, _count in stretches]
    return UnevenScale((*zip(starts, places, strict=True), (date(max(counts) + 1, 1, 1), 100.0)))


def lanes(spans: Sequence[tuple[float, float]], least: float) -> list[int]:
    """The lane of each (left edge, width), so that no two of a lane touch; each takes up `least` or more, about its middle if it is narrower.

    The spans are given by their left edges, in order.
    """
    ends: list[float] = []
    found = []
    for left, width in spans:
        start = left if width >= least else left + width / 2 - least / 2
        end = start + max(width, least)
        lane = next((index for index, free in enumerate(ends) if free <= start), len(ends))
        ends[lane : lane + 1] = [end]
        found.append(lane)
    return found


# --- proportion ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proportion:
    """Values drawn to one scale: the length of each in per cent.

    On a logarithmic scale, where a length would say nothing, each is a place (None for a value that has none there), and `steps` are its
    powers of ten with their places.
    """

    lengths: tuple[float | None, ...]
    steps: tuple[tuple[Decimal, float], ...] = ()

    @property
    def is_logarithmic(self) -> bool:
        """Whether each step is ten times the one before."""
        return bool(self.steps)


def proportion(values: Sequence[Decimal]) -> Proportion:
    """Values from zero to the largest; on a logarithmic scale when they lie too far apart for that."""
    positive = [value for value in values if value > 0]
    largest = max(positive, default=Decimal(0))
    if not positive or largest / min(positive) <= MOST_LINEAR:
        return Proportion(tuple(rounded(float(max(value, Decimal(0)) / largest * 100)) if largest else 0.0 for value in values))
    bottom = floor(log10(min(positive)))
    top = floor(log10(largest)) + (0 if log10(largest) == floor(log10(largest)) else 1)
    lengths = tuple(rounded((log10(value) - bottom) / (top - bottom) * 100) if value > 0 else None for value in values)
    return Proportion(lengths, tuple((Decimal(10) ** power, rounded((power - bottom) / (top - bottom) * 100)) for power in range(bottom, top + 1)))


# --- text ------------------------------------------------------------------------------------------------------


def text_width(text: str) -> float:
    """About how wide a text is in the site's serif, in parts of the font's size."""
    return sum(_WIDE if unicodedata.east_asian_width(character) in "WF" else _WIDTH for character in text)


def wrapped(text: str, width: float, most: int = 2) -> list[str]:
    """A text in at most `most` lines of a width (in parts of the font's size); what is too long ends in an ellipsis."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most:
        is_last = len(lines) == most - 1
        count = len(rest)
        while count > 1 and text_width(" ".join(rest[:count])) > width:
            count -= 1
        line, rest = " ".join(rest) if is_last else " ".join(rest[:count]), rest[count:]
        lines.append(shortened(line, width))
    return lines


def shortened(text: str, width: float) -> str:
    """A text, cut to a width (in parts of the font's size) with an ellipsis."""
    if text_width(text) <= width:
        return text
    while text and text_width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
