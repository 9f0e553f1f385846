"""Units that convert by definition, the Chinese ones among them, and what is money.

A claim keeps the unit that its source states; this module only says what may stand beside what. Money is never
converted: rates change, and a conversion of ours would be a figure without a source.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .amounts import Amount, each

# Unit → (dimension, how many of the dimension's base unit one is). 斤 is 0.5 kg, 亩 is 1/15 ha (GB 3100-93 and usage).
_UNITS: dict[str, tuple[str, Decimal]] = {
    "g": ("weight", Decimal("0.001")),
    "kg": ("weight", Decimal(1)),
    "jin": ("weight", Decimal("0.5")),
    "t": ("weight", Decimal(1000)),
    "tonnes": ("weight", Decimal(1000)),
    "m": ("length", Decimal("0.001")),
    "km": ("length", Decimal(1)),
    "mu": ("area", Decimal(1) / 15),
    "ha": ("area", Decimal(1)),
    "minutes": ("time", Decimal(1) / 60),
    "hours": ("time", Decimal(1)),
    "days": ("time", Decimal(24)),
    "%": ("share", Decimal(1)),
}
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


def dimension(unit: str) -> str:
    """What a unit measures: a dimension's name, `money` for a currency code (ISO 4217), or an empty text for things counted."""
    if unit in _UNITS:
        return _UNITS[unit][0]
    return "money" if _CURRENCY.match(unit) else ""


def convert(value: Amount, unit: str, to: str) -> Amount | None:
    """An amount in another unit of the same dimension; None when the two do not convert by definition."""
    if unit == to:
        return value
    if unit not in _UNITS or to not in _UNITS or _UNITS[unit][0] != _UNITS[to][0]:
        return None
    return each(value, lambda number: number * _UNITS[unit][1] / _UNITS[to][1])


def of(name: str) -> tuple[str, ...]:
    """The units of a dimension that convert."""
    return tuple(unit for unit, (found, _) in _UNITS.items() if found == name)
