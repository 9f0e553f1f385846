"""Units of measurement, the Chinese ones among them, which of them convert by definition, and what is money.

A claim keeps the unit that its source states; this module only says what may stand beside what. Money is never
converted: rates change, and a conversion of ours would be a figure without a source.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction

from .amounts import Amount, Range, each, highest
from .saying import said

# Unit → (dimension, how many of the dimension's base unit one is). 斤 is 0.5 kg, 亩 is 1/15 ha (GB 3100-93 and usage). No number of days
# is a month or a year by definition, so these have none.
_UNITS: dict[str, tuple[str, Fraction | None]] = {
    "g": ("weight", Fraction(1, 1000)),
    "kg": ("weight", Fraction(1)),
    "jin": ("weight", Fraction(1, 2)),
    "t": ("weight", Fraction(1000)),
    "tonnes": ("weight", Fraction(1000)),
    "m": ("length", Fraction(1, 1000)),
    "km": ("length", Fraction(1)),
    "mu": ("area", Fraction(1, 15)),
    "ha": ("area", Fraction(1)),
    "seconds": ("time", Fraction(1, 3600)),
    "minutes": ("time", Fraction(1, 60)),
    "hours": ("time", Fraction(1)),
    "days": ("time", Fraction(24)),
    "weeks": ("time", Fraction(7 * 24)),
    "months": ("time", None),
    "years": ("time", None),
    "%": ("share", Fraction(1)),
    "percent": ("share", Fraction(1)),
    "per cent": ("share", Fraction(1)),
    "‰": ("share", Fraction(1, 10)),
}
# Those of them whose name is a plural.
SINGULAR = {
    "tonnes": "tonne",
    "seconds": "second",
    "minutes": "minute",
    "hours": "hour",
    "days": "day",
    "weeks": "week",
    "months": "month",
    "years": "year",
}
# What each dimension is called.
NAMES = {
    "weight": said("weight"),
    "length": said("length"),
    "area": said("area"),
    "time": said("time"),
    "share": said("share"),
    "money": said("money"),
}
# What else people call them, in small letters. A pound may be a weight, a ton is of three sizes, and an ounce of two: these stand for none.
_OTHER_WORDS = {
    "g": ("gram", "grams", "gramme", "grammes", "克"),
    "kg": ("kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes", "公斤", "千克"),
    "jin": ("斤", "市斤", "catty", "catties"),
    "t": ("tonne", "metric ton", "metric tons", "吨", "公吨"),
    "m": ("metre", "metres", "meter", "meters", "米"),
    "km": ("kilometre", "kilometres", "kilometer", "kilometers", "公里", "千米"),
    "mu": ("亩", "市亩"),
    "ha": ("hectare", "hectares", "公顷"),
    "seconds": ("second", "sec", "secs", "秒", "秒钟"),
    "minutes": ("minute", "min", "mins", "分钟"),
    "hours": ("hour", "hr", "hrs", "小时"),
    "days": ("day", "天"),
    "weeks": ("week", "wk", "wks", "周", "星期"),
    "months": ("month", "个月"),
    "years": ("year", "yr", "yrs", "年"),
    "%": ("pct",),
    "CNY": ("yuan", "rmb", "renminbi", "元", "人民币", "元人民币"),
    "USD": ("us dollar", "us dollars", "us$", "美元"),
    "EUR": ("euro", "euros", "欧元"),
    "GBP": ("pound sterling", "pounds sterling", "英镑"),
    "INR": ("indian rupee", "indian rupees"),
    "BRL": ("r$", "reais"),
    "HKD": ("hk$", "港元", "港币"),
    "JPY": ("yen", "日元"),
}
_UNIT_OF = {word: unit for unit, words in _OTHER_WORDS.items() for word in words}
# More digits than a source states (a number has at most forty places), and than are told apart.
_PRECISION = 100
# A conversion that ends by itself ends within so many digits more than the figure has: a week has 2⁷·3³·5²·7 seconds, and no ratio has more twos.
_MORE_DIGITS = 7
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


def dimension(unit: str) -> str:
    """What a unit measures: a dimension's name, `money` for a currency code (ISO 4217), or an empty text for things counted."""
    if unit in _UNITS:
        return _UNITS[unit][0]
    return "money" if _CURRENCY.match(unit) else ""


def words() -> dict[str, str]:
    """Every word for a unit or a currency, in small letters, with the unit that it means; see `called`."""
    return {**{unit: unit for unit in _UNITS}, **_UNIT_OF}


def called(word: str) -> str:
    """The unit or the currency that a word means, such as `hours` for "hrs"; empty where it means none, or may mean several."""
    plain = " ".join(word.split()).rstrip(".")
    if plain in _UNITS:
        return plain
    return _UNIT_OF.get(plain.lower(), "") or (plain.lower() if plain.lower() in _UNITS else "")


def convert(value: Amount, unit: str, to: str) -> Amount | None:
    """An amount in another unit of the same dimension, as exactly as can be (see `rounded`); None when the two do not convert by definition."""
    if unit == to:
        return value
    (dimension, size), (other, other_size) = (_UNITS.get(one, ("", None)) for one in (unit, to))
    if dimension != other or size is None or other_size is None:
        return None
    ratio = size / other_size
    return each(value, lambda number: _times(number, ratio))


def _times(number: Decimal, ratio: Fraction) -> Decimal:
    exact = Fraction(number) * ratio
    with localcontext(prec=_PRECISION):
        return Decimal(exact.numerator) / exact.denominator


def rounded(converted: Amount, stated: Amount) -> Amount:
    """A converted amount as it is printed, without zeros at its end.

    A number that ends by itself is printed as it is. Of any other stand as many digits as the stated figure has, and one more: enough to
    find that figure again, and no pretence of knowing more.
    """
    if isinstance(converted, Range) and isinstance(stated, Range):
        return Range(_rounded(converted.low, stated.low), _rounded(converted.high, stated.high))
    return each(converted, lambda number: _rounded(number, highest(stated)))


def _rounded(converted: Decimal, stated: Decimal) -> Decimal:
    digits = len(stated.as_tuple().digits)
    exact, shown = (_to_digits(converted, digits + more) for more in (_MORE_DIGITS, 1))
    return exact if exact == converted else shown


def _to_digits(value: Decimal, digits: int) -> Decimal:
    """A value with so many significant digits, and no zeros at its end, behind or before its point."""
    with localcontext(prec=digits):
        short = (+value).normalize()
    return Decimal(int(short)) if short == short.to_integral_value() else short


def of(name: str) -> tuple[str, ...]:
    """The units of a dimension, also those of them that do not convert."""
    return tuple(unit for unit, (found, _) in _UNITS.items() if found == name)
