"""Whether two stated amounts say something different, as far as they can be compared at all."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..base import amounts, units
from ..base.amounts import Amount, Range


class Stated(NamedTuple):
    """An amount as a source states it: with its bound and its unit."""

    value: Amount
    bound: str
    unit: str


def differ(one: Stated, other: Stated) -> bool:
    """Whether two amounts differ; where one is a range, whether both cannot be true.

    One of another unit is converted first, and may then differ by as much as was rounded away. What does not convert by definition, money
    above all, is not compared: it does not differ.
    """
    converted = units.convert(other.value, other.unit, one.unit)
    if converted is None:
        return False
    slack = Decimal(0) if one.unit == other.unit else max(_rounding(one), _rounding(other, one.unit)) / 2
    if isinstance(one.value, Range) or isinstance(converted, Range):
        return not amounts.overlap(reach(one.value, one.bound), reach(converted, other.bound), slack)
    return one.bound != other.bound or abs(one.value - converted) > slack


def reach(value: Amount, bound: str) -> Amount:
    """All that an amount with its bound may mean, on the number line; "about" and "nearly" do not say how far they reach."""
    if isinstance(value, Range) or bound not in ("more-than", "less-than", "up-to"):
        return value
    return Range(value, Decimal("Infinity")) if bound == "more-than" else Range(Decimal("-Infinity"), value)


def _rounding(stated: Stated, unit: str = "") -> Decimal:
    """The place of the last digit that was stated, in a unit or in its own; of a range that of the rounder end.

    Zeros at the end count as stated: who rounds 740 t to a million jin says something else. A number of a single digit says too little for that:
    two weeks are not fifteen days.
    """
    parts = [end.as_tuple() for end in amounts.ends(stated.value)]
    place = max((Decimal(1).scaleb(min(int(part.exponent), 0)) for part in parts if len(part.digits) > 1), default=Decimal(0))
    return amounts.highest(units.convert(place, stated.unit, unit or stated.unit) or place)
