"""Figures on one scale: arrows for bounds, bars for ranges, brackets for what disagrees."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from casebook.base.amounts import Amount, Range
from casebook.views import plots
from casebook.views.plots import Dot, Plot, Point

HERE: Any = SimpleNamespace(site=SimpleNamespace(wording=SimpleNamespace(number=str, step=str)))


def drawn(*points: Point) -> Plot:
    found = plots.plot(points, HERE)
    assert found
    return found


def point(value: Amount | int, bound: str = "exact", rivals: str = "", interval: tuple[int, int] | None = None) -> Point:
    amount = Decimal(value) if isinstance(value, int) else value
    return Point("a", "#a", "a", "one-voice", amount, bound, (Decimal(interval[0]), Decimal(interval[1])) if interval else None, rivals)


def test_a_bound_is_an_arrow_a_range_has_two_ends_and_an_interval_a_line() -> None:
    more, most, between = drawn(point(50, "more-than"), point(25, "up-to"), point(Range(Decimal(10), Decimal(100)), interval=(5, 75))).dots
    assert (more.at, more.arrow, more.low) == (50.0, 1, None)
    assert (most.at, most.arrow) == (25.0, -1)
    assert (between.low, between.at, between.sure, between.arrow) == (10.0, 100.0, (5.0, 75.0), 0)


def test_what_lies_far_apart_is_drawn_by_powers_of_ten_and_what_is_below_zero_from_there() -> None:
    far = drawn(point(1000), point(10), point(1_000_000))
    assert far.is_logarithmic and [dot.at for dot in far.dots] == [40.0, 0.0, 100.0]
    assert far.steps == [("10", 0.0), ("1000", 40.0), ("100000", 80.0)]
    signed = drawn(point(-50), point(50))
    assert (signed.zero, [dot.at for dot in signed.dots]) == (50.0, [0.0, 100.0])
    assert [label for label, _place in signed.steps] == ["-50", "0", "50"]


def test_only_neighbours_that_disagree_are_joined() -> None:
    def brackets(*dots: Dot) -> list[str]:
        return [dot.bracket for dot in dots]

    assert brackets(*drawn(point(5, rivals="x"), point(4, rivals="x"), point(3, rivals="x"), point(2), point(1, rivals="x")).dots) == [
        *("first", "inner", "last"),
        *("", ""),
    ]


def test_one_figure_alone_or_nothing_but_zero_makes_no_picture() -> None:
    assert plots.plot([point(5)], HERE) is None
    assert plots.plot([point(0), point(0)], HERE) is None
