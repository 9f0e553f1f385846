"""A figure and its conversion do not add up.

`also` holds the same quantity as the source itself gives it in another unit. When the two (of ranges: their lowest or their highest numbers)
differ by more than rounding explains, or two conversions of money of one time in one record use clearly different rates, one of them is wrong, in
the source or in the record.

**Way out:** compare with the source. If the source says so, keep both as stated and say it in the claim's `note`, which
also silences this.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..base import amounts, units
from ..base.amounts import Amount, Range
from ..base.dates import Edtf
from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import Said, as_it_is, said
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..records.parts import Claim, Quantity

RULE = rule("conversion", __doc__, Severity.WARNING, about=Concern.CLAIMS)

_RATE_TOLERANCE = Decimal("0.02")
# Rates of exchange, and when they held.
_Rates = list[tuple[Edtf | None, Decimal]]


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Conversions that differ by more than rounding, and rates of one time within one record that differ by more than 2%."""
    for entry in catalog:
        rates: dict[tuple[str, str], _Rates] = {}
        for index, claim in enumerate(entry.record.claims):
            for position, other in enumerate(claim.also):
                if claim.value and not claim.note:
                    unit = catalog.unit(claim)
                    yield from _compare(entry, index, position, claim, unit, other)
                    rate = _quotient(claim.value, other.value)
                    if rate is not None and units.dimension(unit) == "money":
                        yield from _rate(entry, index, position, unit, rate, rates.setdefault((unit, other.unit), []))


def _compare(entry: Entry, index: int, position: int, claim: Claim, unit: str, other: Quantity) -> Iterator[Diagnostic]:
    kinds = units.dimension(unit), units.dimension(other.unit)
    if claim.value is None or "" in kinds or kinds == ("money", "money"):
        return
    span = entry.at("claims", index, "also", position, "value")
    converted = units.convert(claim.value, unit, other.unit)
    if converted is None and kinds[0] == kinds[1]:
        # A source may well say how many days its months are; nobody else can.
        return
    if converted is None:
        yield RULE.at(span, said("{unit} cannot be converted to {other}", unit=unit, other=other.unit), said("they measure different things"))
        return
    rounded = units.convert(_rounding(claim.value), unit, other.unit)
    if _differ(converted, other.value, max(amounts.highest(rounded) if rounded else Decimal(0), _rounding(other.value)) / 2):
        message = said(
            "{value} {unit} is {converted} {other}, not {stated}",
            value=_digits(claim.value),
            unit=unit,
            converted=_digits(units.rounded(converted, claim.value)),
            other=other.unit,
            stated=_digits(other.value),
        )
        yield RULE.at(span, message, said("compare with the source; explain it in a note"))


def _differ(one: Amount, other: Amount, slack: Decimal) -> bool:
    """Whether two amounts are farther apart than `slack`: ranges at either end; of a single number and a range, the number from the range."""
    if isinstance(one, Range) is isinstance(other, Range):
        return any(abs(end - other_end) > slack for end, other_end in zip(amounts.ends(one), amounts.ends(other), strict=True))
    return not amounts.overlap(one, other, slack)


def _digits(amount: Amount) -> Said:
    low, *high = (f"{number.normalize():,f}" for number in dict.fromkeys(amounts.ends(amount)))
    return said("{low} to {high}", low=low, high=high[0]) if high else as_it_is(low)


def _rounding(amount: Amount) -> Decimal:
    """The place of the last digit that is not zero: what a number may have been rounded to; of a range that of its rounder end."""
    return max(Decimal(10) ** int(number.normalize().as_tuple().exponent) for number in amounts.ends(amount) if number or amount == 0)


def _quotient(one: Amount, other: Amount) -> Decimal | None:
    """How many of the one make one of the other; None where that is no single number."""
    if isinstance(one, Range) is not isinstance(other, Range):
        return None
    numbers = amounts.highest(one), amounts.highest(other)
    return numbers[0] / numbers[1] if all(numbers) else None


def _rate(entry: Entry, index: int, position: int, unit: str, rate: Decimal, rates: _Rates) -> Iterator[Diagnostic]:
    """Whether a rate is another than the first of its time among `rates`, to which it is added. What has no date may be of any time."""
    claim = entry.record.claims[index]
    first = next((one for when, one in rates if when is None or claim.as_of is None or when.overlaps(claim.as_of)), None)
    rates.append((claim.as_of, rate))
    if first is not None and abs(rate - first) / first > _RATE_TOLERANCE:
        message = said(
            "this converts at {rate:.3f} {unit} to the {other}, another claim of this record at {first:.3f}",
            rate=rate,
            unit=unit,
            other=claim.also[position].unit,
            first=first,
        )
        yield RULE.at(entry.at("claims", index, "also", position, "value"), message, said("compare with the source; explain it in a note"))
