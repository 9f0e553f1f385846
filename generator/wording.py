"""Numbers, dates and quantities in words, for people: "up to 52 million plays", "29 February – 2 March 2020".

Through Babel for the locale at hand; the interface's own words go through gettext. Nothing is rounded: a
number is shortened only where that loses no digit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from generator.edtf import Edtf, Moment, Precision

_SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


class Wording:
    """How one language writes things. `translations` hold the interface's words; English is the source."""

    def __init__(self, locale: str = "en_GB", translations: NullTranslations | None = None) -> None:
        self.locale = Locale.parse(locale)
        words = translations or NullTranslations()
        self.gettext = words.gettext
        self.ngettext = words.ngettext
        # Pages repeat the same few numbers and dates; Babel takes 30 µs for each.
        self.number = cache(self._number)
        self.exact = cache(self._exact)
        self.date = cache(self._date)
        self.day = cache(self._day)

    def _exact(self, value: Decimal) -> str:
        """A number with all its digits, grouped."""
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def _number(self, value: Decimal) -> str:
        """A number as people say it: 52,000,000 is "52 million"; 2,490,000 "2.49 million"; 53,000 stays as it is."""
        for scale, name in _SCALES:
            scaled = value / scale
            if abs(scaled) >= 1 and scaled == round(scaled, 2):
                return f"{self._exact(scaled.normalize() + 0)} {self.gettext(name)}"
        return self._exact(value)

    def bound(self, bound: str) -> str:
        """A bound in words; empty for an exact figure."""
        words = {"about": "about", "nearly": "nearly", "more-than": "more than", "up-to": "up to"}
        return self.gettext(words[bound]) if bound in words else ""

    def quantity(self, value: Decimal, unit: str, bound: str = "exact") -> str:
        """A figure with its bound and unit: "up to 52 million plays", "5.36%"."""
        number = self.number(value)
        text = f"{number}{unit}" if unit == "%" else f"{number}\N{NO-BREAK SPACE}{unit}"
        return f"{self.bound(bound)} {text}".strip()

    def _day(self, iso: str) -> str:
        """An ISO day in words."""
        return format_date(date.fromisoformat(iso), "long", locale=self.locale)

    def _date(self, value: Edtf) -> str:
        """A date or interval at its stated precision; an interval does not repeat the year or month it stays in."""
        if value.end is None:
            return self._moment(value.start)
        start, end = value.start, value.end
        if start.precision is end.precision is Precision.DAY and start.first.year == end.first.year:
            if start.first.month == end.first.month:
                return f"{start.first.day}\N{EN DASH}{self._moment(end)}"
            return f"{format_skeleton('MMMMd', start.first, locale=self.locale)} \N{EN DASH} {self._moment(end)}"
        return f"{self._moment(start)} \N{EN DASH} {self._moment(end)}"

    def _moment(self, moment: Moment) -> str:
        if moment.precision is Precision.YEAR:
            return str(moment.first.year)
        if moment.precision is Precision.MONTH:
            return format_skeleton("yMMMM", moment.first, locale=self.locale)
        return format_date(moment.first, "long", locale=self.locale)
