"""An amount: one number, or a range of which the source gives the lowest and the highest.

Everything that reckons with the figures of a catalog does it through these few functions, so that a range is forgotten nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .saying import said


@dataclass(frozen=True, slots=True)
class Range:
    """From a number to a larger one, both included. Raises ValueError when the second is not larger."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(said("a range goes from the smaller number to the larger: {low} is not less than {high}", low=self.low, high=self.high))

    def __str__(self) -> str:
        return f"from {self.low} to {self.high}"


Amount = Decimal | Range


def ends(amount: Amount) -> tuple[Decimal, Decimal]:
    """The lowest and the highest number of an amount; a single number is both."""
    return (amount.low, amount.high) if isinstance(amount, Range) else (amount, amount)


def lowest(amount: Amount) -> Decimal:
    """The lowest number of an amount."""
    return ends(amount)[0]


def highest(amount: Amount) -> Decimal:
    """The highest number of an amount."""
    return ends(amount)[1]


def each(amount: Amount, change: Callable[[Decimal], Decimal]) -> Amount:
    """An amount with each of its numbers changed, in a way that keeps their order."""
    return Range(change(amount.low), change(amount.high)) if isinstance(amount, Range) else change(amount)


def order(amount: Amount) -> tuple[Decimal, Decimal]:
    """What amounts are sorted by: their highest number, and among those that share it the lowest."""
    low, high = ends(amount)
    return high, low


def overlap(one: Amount, other: Amount, slack: Decimal = Decimal(0)) -> bool:
    """Whether two amounts have a number in common, or numbers that are no farther than `slack` apart."""
    (low, high), (other_low, other_high) = ends(one), ends(other)
    return low <= other_high + slack and other_low <= high + slack
