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

from generator.catalog import Catalog, Entry
from generator.diagnostic import Diagnostic, Severity, rule
from generator.model import Claim, Quantity

RULE = rule("conversion", __doc__, Severity.WARNING)

# Units that convert by definition: the dimension's base unit, and how many of it one is.
_UNITS = {
    "g": ("kg", Decimal("0.001")),
    "kg": ("kg", Decimal(1)),
    "jin": ("kg", Decimal("0.5")),
    "t": ("kg", Decimal(1000)),
    "tonnes": ("kg", Decimal(1000)),
    "m": ("km", Decimal("0.001")),
    "km": ("km", Decimal(1)),
    "mu": ("ha", Decimal(1) / 15),
    "ha": ("ha", Decimal(1)),
}
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
    if unit not in _UNITS or other.unit not in _UNITS or claim.value is None:
        return
    (base, factor), (other_base, other_factor) = _UNITS[unit], _UNITS[other.unit]
    span = entry.at("claims", index, "also", position, "value")
    if base != other_base:
        yield RULE.at(span, f"{unit} cannot be converted to {other.unit}", "they measure different things")
        return
    converted, stated = claim.value * factor, other.value * other_factor
    slack = max(_rounding(claim.value) * factor, _rounding(other.value) * other_factor) / 2
    if abs(converted - stated) > slack:
        expected = (converted / other_factor).normalize()
        yield RULE.at(
            span, f"{claim.value:,} {unit} is {expected:,f} {other.unit}, not {other.value:,}", "compare with the source; explain it in a note"
        )


def _rounding(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: what a number may have been rounded to."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)


def _rate(
    entry: Entry, index: int, position: int, rate: Decimal | None, units: tuple[str, str], rates: dict[tuple[str, str], Decimal]
) -> Iterator[Diagnostic]:
    if rate is None or units[0] in _UNITS:
        return
    first = rates.setdefault(units, rate)
    if abs(rate - first) / first > _RATE_TOLERANCE:
        message = f"this converts at {rate:.3f} {units[0]} to the {units[1]}, another claim of this record at {first:.3f}"
        yield RULE.at(entry.at("claims", index, "also", position, "value"), message, "compare with the source; explain it in a note")
