"""Amounts: what a range is, and how numbers and ranges are reckoned with alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from casebook.base import amounts, units
from casebook.base.amounts import Amount, Range
from hypothesis import given
from hypothesis import strategies as st

NUMBERS = st.decimals(-1000, 1000, places=1)
RANGES = st.lists(NUMBERS, min_size=2, max_size=2, unique=True).map(lambda numbers: Range(*sorted(numbers)))
AMOUNTS = st.one_of(NUMBERS, RANGES)


@pytest.mark.parametrize(("low", "high"), [("20", "10"), ("10", "10"), ("10", "10.0"), ("0", "-1")])
def test_a_range_goes_up(low: str, high: str) -> None:
    with pytest.raises(ValueError, match=f"from the smaller number to the larger: {low} is not less than {high}"):
        Range(Decimal(low), Decimal(high))


def test_a_single_number_is_both_of_its_ends() -> None:
    assert amounts.ends(Decimal(5)) == (Decimal(5), Decimal(5))
    assert (amounts.lowest(Range(Decimal(1), Decimal(2))), amounts.highest(Range(Decimal(1), Decimal(2)))) == (Decimal(1), Decimal(2))


def test_amounts_are_sorted_by_their_highest_number() -> None:
    found: list[Amount] = [Decimal(15), Range(Decimal(10), Decimal(20)), Decimal(20), Range(Decimal(12), Decimal(13))]
    assert [str(amount) for amount in sorted(found, key=amounts.order)] == ["from 12 to 13", "15", "from 10 to 20", "20"]


def test_a_range_is_converted_at_both_ends() -> None:
    assert units.convert(Range(Decimal(10), Decimal(20)), "t", "kg") == Range(Decimal(10000), Decimal(20000))
    assert units.convert(Range(Decimal(10), Decimal(20)), "t", "km") is None


@given(AMOUNTS, AMOUNTS)
def test_amounts_overlap_when_a_number_lies_in_both(one: Amount, other: Amount) -> None:
    in_both = [n for n in (*amounts.ends(one), *amounts.ends(other)) if all(amounts.lowest(a) <= n <= amounts.highest(a) for a in (one, other))]
    assert amounts.overlap(one, other) == amounts.overlap(other, one) == bool(in_both)
    apart = max(Decimal(0), amounts.lowest(one) - amounts.highest(other), amounts.lowest(other) - amounts.highest(one))
    assert amounts.overlap(one, other, apart)
