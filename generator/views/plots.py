"""Figures as dots on one scale: a bound is an arrow, a range a bar, an interval a line with ends, and a bracket joins what disagrees.

Whoever draws them has checked that they may be compared. Places are per cent of the strip; words stand beside it, so the drawing is for eyes only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from ..base import amounts, geometry
from ..base.amounts import Amount, Range
from .here import Here

# So many steps a scale names.
_MOST_STEPS = 4
# Which way an arrow leads from a figure: it is at least, or at most, what stands there.
_ARROWS = {"more-than": 1, "less-than": -1, "up-to": -1, "nearly": -1}


@dataclass(frozen=True)
class Point:
    """A figure to be drawn: its label, where it leads, itself in words, the mark of its evidence, its amount and bound, and its interval.

    Points with the same `rivals`, one below the other, are different values for one thing.
    """

    label: str
    href: str
    text: str
    mark: str
    value: Amount
    bound: str = "exact"
    interval: tuple[Decimal, Decimal] | None = None
    rivals: str = ""


@dataclass(frozen=True)
class Dot:
    """A point on the strip, in per cent: its place, or the ends of its range; its interval; its arrow (1 up, -1 down, 0 none).

    `bracket` is "first", "inner" or "last" among values for one thing, else empty.
    """

    point: Point
    at: float
    low: float | None = None
    sure: tuple[float, float] | None = None
    arrow: int = 0
    bracket: str = ""


@dataclass(frozen=True)
class Plot:
    """Dots on one scale, in their order; the steps of the scale, each with its words and place; by powers of ten or not; and where zero is."""

    dots: Sequence[Dot]
    steps: Sequence[tuple[str, float]]
    is_logarithmic: bool
    zero: float | None


@dataclass(frozen=True)
class _Scale:
    """A scale from `low` to `high`; of a logarithmic one these are powers of ten."""

    low: Decimal
    high: Decimal
    is_logarithmic: bool

    def place(self, value: Decimal) -> float:
        """Where a value stands, in per cent; one that a logarithmic scale has no place for stands at its edge."""
        if self.is_logarithmic:
            value = max(value, self.low)
            return geometry.rounded((log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low)) * 100)
        return geometry.rounded(float((value - self.low) / (self.high - self.low)) * 100)


def plot(points: Sequence[Point], here: Here) -> Plot | None:
    """Some points on one scale, in their order; None for what makes no picture: fewer than two, or nothing but zero."""
    ends = [end for point in points for end in (*amounts.ends(point.value), *(point.interval or ()))]
    if len(points) < 2 or not any(ends):
        return None
    scale = _scale(ends)
    dots = [_dot(point, scale, _bracket(points, index)) for index, point in enumerate(points)]
    zero = scale.place(Decimal(0)) if not scale.is_logarithmic and scale.low < 0 else None
    return Plot(dots, _steps(scale, here), scale.is_logarithmic, zero)


def _dot(point: Point, scale: _Scale, bracket: str) -> Dot:
    low, high = amounts.ends(point.value)
    sure = (scale.place(point.interval[0]), scale.place(point.interval[1])) if point.interval else None
    start = scale.place(low) if isinstance(point.value, Range) else None
    return Dot(point, scale.place(high), start, sure, _ARROWS.get(point.bound, 0), bracket)


def _bracket(points: Sequence[Point], index: int) -> str:
    """The part of the bracket that a point has among its neighbours."""

    def same(other: int) -> bool:
        return 0 <= other < len(points) and bool(points[index].rivals) and points[other].rivals == points[index].rivals

    before, after = same(index - 1), same(index + 1)
    return "inner" if before and after else "last" if before else "first" if after else ""


def _scale(ends: Sequence[Decimal]) -> _Scale:
    """From zero to the largest, or from the smallest where that is below zero; by powers of ten when they lie too far apart for that."""
    smallest, largest = min(ends), max(ends)
    positive = min((end for end in ends if end > 0), default=Decimal(1))
    if smallest >= 0 and largest / positive > geometry.MOST_LINEAR:
        top = floor(log10(largest))
        return _Scale(Decimal(10) ** floor(log10(positive)), Decimal(10) ** (top if Decimal(10) ** top == largest else top + 1), True)
    return _Scale(min(smallest, Decimal(0)), max(largest, Decimal(0)), False)


def _steps(scale: _Scale, here: Here) -> list[tuple[str, float]]:
    wording = here.site.wording
    if scale.is_logarithmic:
        powers = range(floor(log10(scale.low)), floor(log10(scale.high)) + 1)
        each = max(1, -(-len(powers) // (_MOST_STEPS - 1)))
        return [(wording.step(Decimal(10) ** power), scale.place(Decimal(10) ** power)) for power in powers if (power - powers[0]) % each == 0]
    step = _round_step((scale.high - scale.low) / (_MOST_STEPS - 1))
    first, last = int((scale.low / step).to_integral_value("ROUND_CEILING")), int((scale.high / step).to_integral_value("ROUND_FLOOR"))
    return [(wording.step(_plain(step * count)), scale.place(step * count)) for count in range(first, last + 1)]


def _round_step(least: Decimal) -> Decimal:
    """The next of 1, 2 and 5 times a power of ten."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)


def _plain(value: Decimal) -> Decimal:
    """A number without an exponent and zeros at its end."""
    found = value.normalize()
    return Decimal(int(found)) if found == found.to_integral_value() else found
