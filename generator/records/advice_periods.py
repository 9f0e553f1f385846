"""Stretches of time as people name them, and how they are written here: halves of a year, weeks, decades, centuries; and what names no time.

Knows no record. Whatever is proposed is a date that `dates.parse` takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..base import dates
from ..base.saying import Said, said
from .advice import Advice

_HALF = re.compile(
    r"(?:H|HY)(?P<h>[12])[ /,\-]*(?P<y>[0-9]{4})|(?P<y2>[0-9]{4})[ /,\-]*H(?P<h2>[12])"
    r"|(?:the )?(?P<w>first|1st|second|2nd) half(?: of|,)? (?P<y3>[0-9]{4})|(?P<y4>[0-9]{4}) ?年(?P<c>上|下)半年",
    re.IGNORECASE,
)
_UNSPECIFIED = re.compile(r"(?P<century>[0-9]{2})(?:(?P<decade>[0-9])[Xxu?]|[Xxu?]{2})|(?P<rest>[0-9]{4}(?:-[0-9]{2})?)-[Xxu]{2}(?:-[Xxu]{2})?")
_CENTURY = re.compile(r"(?:the )?(?P<n>[0-9]{1,2})(?:st|nd|rd|th) ?(?:century|cent\.?|c\.?)|(?P<n2>[0-9]{1,2}) ?世纪", re.IGNORECASE)
_WEEK = re.compile(
    r"(?P<y>[0-9]{4})-?W(?P<w>[0-9]{2})(?:-?(?P<d>[1-7]))?"
    r"|(?:week|W|wk) ?(?P<w2>[0-9]{1,2})[ ,]+(?:of )?(?P<y2>[0-9]{4})",
    re.IGNORECASE,
)
_DAY_OF_YEAR = re.compile(r"(?P<y>[0-9]{4})-(?P<n>[0-9]{3})")
_ERA = re.compile(r"-0[0-9]{3}|-[0-9]{1,3}|[0-9]{1,4} ?(?:BCE?|B\.C\.(?:E\.)?)|(?:公元)前 ?[0-9]{1,4} ?年?", re.IGNORECASE)
_SHORT_YEAR = re.compile(
    r"['\u2019]?[0-9]{2}(?:['\u2019]?s)?|(?:[0-9]{1,2}[ \-])?[a-z]{3,9}\.?[ \-]['\u2019]?[0-9]{2}"
    r"|[1-4]Q['\u2019]?[0-9]{2}|[0-9]{1,2}/[0-9]{2}",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?P<sign>[<>]=?|≥|≤) ?(?P<date>[0-9]{4}(?:-[0-9]{2}){0,2})|(?P<since>[0-9]{4}(?:-[0-9]{2}){0,2}) ?\+")
_TWO = re.compile(r"(?P<one>[0-9]{4}(?:-[0-9]{2}){0,2}) ?(?:,|;|&|\band\b|和|、) ?(?P<other>[0-9]{4}(?:-[0-9]{2}){0,2})")
_MONTHS = "january february march april may june july august september october november december".split()
_TO_COME = re.compile(r"(?:forthcoming|in press|to appear|upcoming|planned|not yet|soon|coming)\b.*", re.IGNORECASE)
_AGO = re.compile(
    r"(?:last|this|next|past|previous) (?:year|month|week|spring|summer|autumn|fall|winter)|recently|lately|.* ago"
    r"|去年|今年|明年|最近|上个?月|本月",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\.?)?", re.IGNORECASE)
_ACCOUNTS = re.compile(r"(?:FY|fiscal(?: year)?|financial year|academic year|school year|财年|学年)\W*(?P<y>[0-9]{4})?.*", re.IGNORECASE)
_ABOUT_BEHIND = re.compile(
    r"(?P<date>[0-9]{4}(?:-[0-9]{2}){0,2}) ?\((?:approx(?:\.|imately)?|about|ca?\.?|circa|est(?:\.|imated)?|大约|约)\)", re.IGNORECASE
)
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")
# So many years are in one century, and so many months in half a year.
_CENTURY_YEARS, _HALF_YEAR = 100, 6
# From which month to which they last, as is most usual, behind their year.
SEASONS = {
    **{"spring": "03/{y}-05", "summer": "06/{y}-08", "autumn": "09/{y}-11", "fall": "09/{y}-11", "winter": "01/{y}-02"},
    **{"early": "01/{y}-04", "beginning": "01/{y}-02", "mid": "05/{y}-08", "late": "09/{y}-12", "end": "11/{y}-12"},
}
_SEASON = re.compile(rf"\b(?P<part>{'|'.join(SEASONS)})\b.*?\b(?P<year>[0-9]{{4}})(?P<more>[/\-][0-9]{{2,4}}|s)?", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")


def is_date(text: str) -> bool:
    """Whether a text is a date as it is written here."""
    try:
        dates.parse(text)
    except ValueError:
        return False
    return True


def single(why: Said, instead: str, *, is_safe: bool) -> Advice | None:
    """The advice to write a date, if it is one."""
    return Advice(why, instead=instead, is_safe=is_safe) if is_date(instead) else None


def advise(text: str) -> Advice | None:
    """What to write for a stretch of time that has a name, or is no date at all; None where nobody can tell."""
    return next((advice for find in (_halves, _unspecified, _centuries, _weeks, _compared, _others) for advice in find(text) if advice), None)


def season(text: str) -> Advice | None:
    """What to write for a season or a part of a year: which months these are is for the source to say."""
    if not (found := _SEASON.search(text)):
        return None
    year, part = found["year"], found["part"].lower()
    why = said("a season or a part of a year is no date: readers elsewhere take it for other months")
    if found["more"] == "s":
        return Advice(why, said("write the years that the source means, such as {year}/{end}", year=year, end=int(year) + 3))
    is_long = found["more"] and part == "winter"
    months = f"{year}-12/{int(year) + 1}-02" if is_long else f"{year}-{SEASONS[part].format(y=year)}"
    return Advice(why, said("write the months that the source means, such as {months}, or the year: {year}", months=months, year=year))


def year_in(text: str) -> Advice | None:
    """What to write of a text that says more than a date does: the one year in it."""
    years = _YEAR.findall(text)
    if len(years) != 1 or len(text) > 80 or not re.search(r"[^\W\d_]", text):
        return None
    why = said("a date is the year, the month or the day, in digits, and nothing else")
    return Advice(why, said("or the month or the day, if the source says it; the rest goes into a text"), instead=years[0])


def _halves(text: str) -> Iterator[Advice | None]:
    if found := _HALF.fullmatch(text):
        year = found["y"] or found["y2"] or found["y3"] or found["y4"]
        half = found["h"] or found["h2"] or ("1" if (found["w"] or "").lower() in ("first", "1st") or found["c"] == "上" else "2")
        first = 1 + _HALF_YEAR * (int(half) - 1)
        yield single(said("half a year is written as an interval"), f"{year}-{first:02}/{year}-{first + _HALF_YEAR - 1:02}", is_safe=True)


def _unspecified(text: str) -> Iterator[Advice | None]:
    if not (found := _UNSPECIFIED.fullmatch(text)):
        return
    if found["rest"]:
        yield single(said("what nobody knows of a date is left away"), found["rest"], is_safe=True)
    elif found["decade"]:
        decade = f"{found['century']}{found['decade']}"
        yield single(said("a decade is written as an interval"), f"{decade}0/{decade}9", is_safe=True)
    else:
        yield single(said("a hundred years are written as an interval"), f"{found['century']}00/{found['century']}99", is_safe=True)


def _centuries(text: str) -> Iterator[Advice | None]:
    if found := _CENTURY.fullmatch(text):
        last = _CENTURY_YEARS * int(found["n"] or found["n2"])
        why = said("a century is written as an interval")
        yield single(why, f"{last - _CENTURY_YEARS + 1}/{last}", is_safe=False)


def _weeks(text: str) -> Iterator[Advice | None]:
    try:
        if found := _WEEK.fullmatch(text):
            year, week = int(found["y"] or found["y2"]), int(found["w"] or found["w2"])
            monday = date.fromisocalendar(year, week, 1)
            shown = date.fromisocalendar(year, week, int(found["d"])).isoformat() if found["d"] else f"{monday}/{monday + timedelta(days=6)}"
            # Without the W of ISO 8601 weeks are counted in several ways.
            yield single(said("a week is written as its days, from Monday to Sunday"), shown, is_safe=bool(found["w"]))
        if (found := _DAY_OF_YEAR.fullmatch(text)) and int(found["n"]):
            day = date(int(found["y"]), 1, 1) + timedelta(days=int(found["n"]) - 1)
            yield single(said("a day is written with its month"), day.isoformat(), is_safe=False) if day.year == int(found["y"]) else None
    except (ValueError, OverflowError):
        return


def _compared(text: str) -> Iterator[Advice | None]:
    why = said("an open end is written with two dots")
    if found := _COMPARED.fullmatch(text):
        if found["since"] or found["sign"][0] in ">≥":
            yield single(why, f"{found['since'] or found['date']}/..", is_safe=bool(found["since"]))
        else:
            yield single(why, f"../{found['date']}", is_safe=False)
    if found := _ABOUT_BEHIND.fullmatch(text):
        yield single(said("a date that is only about right has a '~' behind it"), f"{found['date']}~", is_safe=True)
    mended = text.translate(_LETTERS_FOR_DIGITS)
    if mended != text and re.fullmatch(r"[0-9OoIl]{4}(?:-[0-9OoIl]{2}){0,2}", text):
        yield single(said("there is a letter among the digits"), mended, is_safe=True)


def _others(text: str) -> Iterator[Advice]:
    """What names no time, or not one time, and what to do then."""
    if found := _TWO.fullmatch(text):
        why = said("these are two times, and a date is one")
        yield Advice(
            why,
            said(
                "write {interval} for what went on from one to the other; of two events each has its own date",
                interval=f"{found['one']}/{found['other']}",
            ),
        )
    if _TO_COME.fullmatch(text):
        yield Advice(said("'{text}' is no date", text=text[:40]), said("leave the field out until there is one"))
    if _AGO.fullmatch(text):
        yield Advice(said("'{text}' is another day for every reader", text=text[:40]), said("write the day itself, such as 2020-03-02"))
    if _CLOCK.fullmatch(text):
        yield Advice(said("a date has no time of day"), said("write the day, such as 2020-03-02, and the hour in a text"))
    if _ERA.fullmatch(text):
        yield Advice(said("dates begin with the year 1 here"), said("tell in a text when it was, and leave the field out"))
    if any(month.startswith(text.lower().rstrip(".")) for month in _MONTHS) and len(text) > 2:
        yield Advice(said("the year is missing"), said("write the year and the month in digits, such as 2020-03"))
    if _ACCOUNTS.fullmatch(text):
        help = said("write the months that it had, such as 2019-04/2020-03")
        yield Advice(said("such a year begins in another month from country to country"), help)
    if _SHORT_YEAR.fullmatch(text):
        help = said("write the year with four digits, first the year, then the month and the day: 2020-03-02")
        yield Advice(said("nobody can tell the century of this year"), help)
