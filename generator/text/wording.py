"""Numbers, dates and quantities in words, for people: "up to 52 million letters", "29 February – 2 March 2020".

Through Babel for the locale at hand; the interface's own words go through gettext. Nothing is rounded: a
number is shortened only where that loses no digit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import get_decimal_symbol, get_group_symbol

from ..base import amounts, saying, units
from ..base.amounts import Amount, Range
from ..base.dates import Edtf, Moment, Precision
from ..base.saying import said

# Powers of ten with names of their own, by language; past the last one, digits say it better. Chinese counts in
# ten thousands and hundred millions, and writes them without a space (GB/T 15835).
# A no-break space: a number does not end its line in the middle.
_SCALES = {"": ((9, "\N{NO-BREAK SPACE}billion"), (6, "\N{NO-BREAK SPACE}million")), "zh": ((8, "亿"), (4, "万"))}
_LARGEST = 15
_BOUNDS = {
    "about": said("about"),
    "nearly": said("nearly"),
    "more-than": said("more than"),
    "less-than": said("less than"),
    "up-to": said("up to"),
}
_BOUNDS_BELOW_ZERO = {
    "more-than": said("above"),
    "less-than": said("below"),
    "up-to": said("at most"),
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# An earlier year stands with its era: "44 AD". Alone it would be any number (CSL, too, prints years of fewer than four digits so).
_BARE_YEAR = 1000


class Wording:
    """How one language writes things. `translations` hold the interface's words; English is the source."""

    def __init__(self, locale: str = "en_GB", translations: saying.Translations | None = None) -> None:
        self.locale = Locale.parse(locale)
        words = translations or saying.translations(saying.ENGLISH)
        self.gettext = words.gettext
        self.ngettext = words.ngettext
        self._group, self._point = get_group_symbol(self.locale), get_decimal_symbol(self.locale)
        # Pages repeat the same few numbers and dates; Babel takes 30 µs for each.
        self._number = cache(self._uncached_number)
        self.date = cache(self._date)
        self.day = cache(self._day)

    def exact(self, value: Amount) -> str:
        """An amount with every digit that was stated, trailing zeros too, grouped."""
        if isinstance(value, Range):
            return self._range(self.exact(value.low), self.exact(value.high))
        # Not by arithmetic, which keeps 28 digits.
        sign, digits = "\N{MINUS SIGN}" if value.is_signed() else "", value.copy_abs()
        whole, _, fraction = f"{digits:f}".partition(".")
        grouped = f"{int(whole):,}".replace(",", self._group)
        return f"{sign}{grouped}{self._point}{fraction}" if fraction else f"{sign}{grouped}"

    def number(self, value: Amount) -> str:
        """An amount as people say it: 52,000,000 is "52 million"; 2,490,000 "2.49 million"; 53,000 stays as it is; a range is "10–20"."""
        if isinstance(value, Range):
            return self._range_of_numbers(value)
        # By its text: 5.3 and 5.30 are equal numbers, and different statements.
        return self._number(str(value))

    def step(self, value: Decimal) -> str:
        """A round number as the step of a scale: in words or digits while these are short, then "10²⁰" or "5 × 10²⁰"."""
        exponent = value.adjusted()
        if exponent < _LARGEST:
            return self.number(value)
        times = value.scaleb(-exponent).normalize()
        return f"{f'{self.exact(times)} × ' if times != 1 else ''}10{str(exponent).translate(_RAISED)}"

    def _uncached_number(self, text: str) -> str:
        return "".join(self._in_scale(Decimal(text)))

    def _in_scale(self, value: Decimal) -> tuple[str, str]:
        """A number's digits and the name of the power of ten that they count, which is empty for a number written out."""
        for scale, name in _SCALES.get(self.locale.language, _SCALES[""]):
            scaled = value.scaleb(-scale)
            is_short = value.adjusted() >= scale and value.adjusted() < _LARGEST and scaled == round(scaled, 2)
            if is_short and value == value.to_integral_value():
                return self.exact(scaled.normalize() + 0), self.gettext(name)
        return self.exact(value), ""

    def _range_of_numbers(self, value: Range) -> str:
        """A range: "1.2–1.5 million" names the power of ten once. Where only one has such a name ("5–10 million"), digits say it better."""
        (low, low_scale), (high, high_scale) = self._in_scale(value.low), self._in_scale(value.high)
        if low_scale == high_scale:
            return f"{self._range(low, high)}{high_scale}"
        return self._range(low + low_scale, high + high_scale) if low_scale and high_scale else self.exact(value)

    def _range(self, low: str, high: str) -> str:
        """From one number to another; apart where a dash would run into words or be taken for a sign."""
        is_close = "\N{NO-BREAK SPACE}" not in low and not low.startswith("\N{MINUS SIGN}")
        return (self.gettext("{low}\N{EN DASH}{high}") if is_close else self.gettext("{low} to {high}")).format(low=low, high=high)

    def bound(self, bound: str, value: Amount | None = None) -> str:
        """The bound of an amount in words; empty for an exact figure.

        Bounds go by the number line. Below zero "more than" would be heard as farther from it, so it has words of its own there.
        """
        words = {**_BOUNDS, **_BOUNDS_BELOW_ZERO} if value is not None and amounts.highest(value) < 0 else _BOUNDS
        return self.gettext(words[bound]) if bound in words else ""

    def quantity(self, value: Amount, unit: str, bound: str = "exact", one: str = "") -> str:
        """A figure with its bound and unit: "up to 52 million letters", "about 10–20 people", "5.36%", "1 letter".

        `one` is the unit in the singular, where it is known.
        """
        number = self.number(value)
        unit = self.unit(value, unit, one)
        # A number of two words and its unit together would be too long for a phone.
        space = " " if "\N{NO-BREAK SPACE}" in number else "\N{NO-BREAK SPACE}"
        text = f"{number}{unit}" if unit == "%" else f"{number}{space}{unit}"
        return f"{self.bound(bound, value)} {text}".strip()

    def interval(self, low: Decimal, high: Decimal, level: Decimal) -> str:
        """How sure an estimate is: "95% confidence interval 2 to 6"."""
        ends = self.gettext("{low} to {high}").format(low=self.exact(low), high=self.exact(high))
        return self.gettext("{level}% confidence interval {ends}").format(level=self.exact(level), ends=ends)

    def unit(self, value: Amount, unit: str, one: str = "") -> str:
        """The unit as it stands behind a number: in the singular behind a plain 1, in languages that tell one from several.

        Units are named in the plural. Of those that convert the singular is known; of a thing counted `one` is it. Where it is not
        given, "1 × plays" says the same without being wrong.
        """
        if str(value) != "1" or self.locale.plural_form(1) == self.locale.plural_form(5):
            return unit
        if units.dimension(unit):
            return units.SINGULAR.get(unit, unit)
        return one or f"× {unit}"

    def year(self, number: int) -> str:
        """A year in words: "2020", "44 AD"."""
        return str(number) if number >= _BARE_YEAR else format_skeleton("Gy", date(number, 1, 1), locale=self.locale)

    def month(self, number: int) -> str:
        """The short name of a month, standing alone."""
        return format_date(date(2000, number, 1), "LLL", locale=self.locale)

    def _day(self, iso: str) -> str:
        """An ISO day in words."""
        return self._long(date.fromisoformat(iso))

    def _date(self, value: Edtf) -> str:
        """A date or interval at its stated precision; an interval does not repeat the year or month it stays in."""
        start, end = value.stated[0], value.stated[-1]
        if value.is_open_end:
            return self.gettext("since {date}").format(date=self._moment(start))
        if value.is_open_start:
            return self.gettext("until {date}").format(date=self._moment(end))
        if start == end:
            return self._moment(start)
        is_of_days = start.precision is end.precision is Precision.DAY and not value.is_approximate
        if is_of_days and start.first.year == end.first.year:
            return self._days(start.first, end.first)
        return f"{self._moment(start)} \N{EN DASH} {self._moment(end)}"

    def _days(self, start: date, end: date) -> str:
        """Two days of one year; the year, and the month if it is one, are written once, where the language has them."""
        is_year_first = self.locale.date_formats["long"].pattern.startswith("y")
        if start.month == end.month:
            if is_year_first:
                return f"{self._long(start)}\N{EN DASH}{format_skeleton('d', end, locale=self.locale)}"
            return f"{start.day}\N{EN DASH}{self._long(end)}"
        first, second = (start, end) if is_year_first else (end, start)
        full = self._long(first)
        short = format_skeleton("MMMMd", second, locale=self.locale)
        return f"{full} \N{EN DASH} {short}" if is_year_first else f"{short} \N{EN DASH} {full}"

    def _moment(self, moment: Moment) -> str:
        words = self._day_month_or_year(moment)
        return self.gettext("about {date}").format(date=words) if moment.is_approximate else words

    def _day_month_or_year(self, moment: Moment) -> str:
        if moment.precision is Precision.YEAR:
            return self.year(moment.first.year)
        if moment.precision is Precision.MONTH:
            return self._with_era("GyMMM", moment.first) or format_skeleton("yMMMM", moment.first, locale=self.locale)
        return self._long(moment.first)

    def _long(self, day: date) -> str:
        return self._with_era("GyMMMd", day) or format_date(day, "long", locale=self.locale)

    def _with_era(self, skeleton: str, day: date) -> str:
        """A day of an early year with its era, the month written out; an empty text for any other."""
        if day.year >= _BARE_YEAR:
            return ""
        return format_date(day, self.locale.datetime_skeletons[skeleton].pattern.replace("MMM", "MMMM"), locale=self.locale)


# As the numbers and dates of each language are written.
_LOCALES = {saying.ENGLISH: "en_GB", "zh": "zh_CN"}


@cache
def of(language: str) -> Wording:
    """How a language of the interface writes things, with its words."""
    return Wording(_LOCALES[language], saying.translations(language))
