"""A figure and its conversion do not add up.

`also` holds the same quantity as the source itself gives it in another unit. When the two differ by more than rounding explains,
or two conversions of money in one record use clearly different rates, one of them is wrong, in the source
or in the record.

**Way out:** compare with the source. If the source says so, keep both as stated and say it in the claim's `note`, which
also silences this.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..base import units
from ..base.diagnostic import Diagnostic, Severity, rule
from ..catalog.catalog import Catalog, Entry
from ..records.model import Claim, Quantity

RULE = rule("conversion", __doc__, Severity.WARNING)

_RATE_TOLERANCE = Decimal("0.02")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Conversions that differ by more than rounding, and rates within one record that differ by more than 2%."""
    for entry in catalog:
        rates: dict[tuple[str, str], Decimal] = {}
        for index, claim in enumerate(entry.record.claims):
            for position, other in enumerate(claim.also):
                if claim.value and not claim.note:
                    unit = catalog.unit(claim)
                    yield from _compare(entry, index, position, claim, unit, other)
                    yield from _rate(entry, index, position, claim.value / other.value if other.value else None, (unit, other.unit), rates)


def _compare(entry: Entry, index: int, position: int, claim: Claim, unit: str, other: Quantity) -> Iterator[Diagnostic]:
    kinds = units.dimension(unit), units.dimension(other.unit)
    if claim.value is None or "" in kinds or kinds == ("money", "money"):
        return
    span = entry.at("claims", index, "also", position, "value")
    converted = units.convert(claim.value, unit, other.unit)
    if converted is None:
        yield RULE.at(span, f"{unit} cannot be converted to {other.unit}", "they measure different things")
        return
    slack = max(units.convert(_rounding(claim.value), unit, other.unit) or Decimal(0), _rounding(other.value)) / 2
    if abs(converted - other.value) > slack:
        message = f"{claim.value:,} {unit} is {units.rounded(converted, claim.value):,f} {other.unit}, not {other.value:,}"
        yield RULE.at(span, message, "compare with the source; explain it in a note")


def _rounding(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: what a number may have been rounded to."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)


def _rate(
    entry: Entry, index: int, position: int, rate: Decimal | None, pair: tuple[str, str], rates: dict[tuple[str, str], Decimal]
) -> Iterator[Diagnostic]:
    if rate is None or units.dimension(pair[0]) != "money":
        return
    first = rates.setdefault(pair, rate)
    if abs(rate - first) / first > _RATE_TOLERANCE:
        message = f"this converts at {rate:.3f} {pair[0]} to the {pair[1]}, another claim of this record at {first:.3f}"
        yield RULE.at(entry.at("claims", index, "also", position, "value"), message, "compare with the source; explain it in a note")
