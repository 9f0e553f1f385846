"""Dates as people write them, and how they are written here: `March 2020`, `03/02/2020`, `c. 2020`, `2014-2015`.

Knows no record. Whatever is proposed is a date that `dates.parse` takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from ..base.saying import Said, either, said
from . import advice_periods, bibtex_dates
from .advice import DASHES, UNKNOWN, Advice, plain
from .advice_periods import is_date, single

_PART = r"[ ./\-]+"
# Of dates in digits: the day or the month first, the month and the year, the year first and nothing or too little between the parts.
_NUMBERED = re.compile(rf"(?P<one>[0-9]{{1,2}}){_PART}(?P<other>[0-9]{{1,2}}){_PART}(?P<year>[0-9]{{4}})")
_MONTH_FIRST = re.compile(rf"(?P<month>[0-9]{{1,2}}){_PART}(?P<year>[0-9]{{4}})")
_DIGITS = re.compile(r"(?P<year>[0-9]{4})(?:(?P<month>[0-9]{2})(?P<day>[0-9]{2})?|[ ./\-]+(?P<month1>[0-9]{1,2})(?:[ ./\-]+(?P<day1>[0-9]{1,2}))?)")
_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ,]+[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.[0-9]+)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[ap]\.?m\.?))?",
    re.I,
)
_ABOUT = re.compile(
    r"^(?:circa|c\.?a?\.?|around|about|approx(?:\.|imately)?|roughly|~|≈|大?约) *(?=.)|(?: *(?:左右|前后|~)| (?:or so|approx\.?))$", re.IGNORECASE
)
_BETWEEN = re.compile(rf" ?/ ?| ?[{DASHES}~] ?| - |\.\.+|\u2026| (?:to|until|till|through) | ?[至到] ?|(?<=[年月日号])-(?=[0-9])", re.IGNORECASE)
# The end of an interval that goes without the year, or the month, of its beginning.
_SHORT_END = re.compile(r"(?:(?P<month>[0-9]{1,2}) ?月 ?)?(?:[0-9]{1,2} ?[日号])?")
_YEAR_MONTH = re.compile(r"(?P<year>[0-9]{4} ?年)(?P<month> ?[0-9]{1,2} ?月)?.*")
_DAYS = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?, *(?P<year>[0-9]{4})")
_YEARS = re.compile(rf"([0-9]{{4}})[ {DASHES}\-/]+([0-9]{{4}}|[0-9]{{2}})")
_SINCE = re.compile(r"^(?:since|from|after|as of|starting|自从?) *| *(?:onwards?|and later|以来|以后|起)$", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:until|till|before|by|up to|to) +| *(?:and earlier|以前|之前|为止)$", re.IGNORECASE)
_NOW = re.compile(r"(?:present|now|today|yesterday|ongoing|current(?:ly)?|至?今天?)", re.IGNORECASE)
_DECADE = re.compile(r"(?:the )?([0-9]{3})0['\u2019]?s|([0-9]{3})0 ?年代", re.IGNORECASE)
_QUARTER = re.compile(
    r"Q(?P<q>[1-4])[ /,\-]*(?P<y>[0-9]{4})|(?P<y2>[0-9]{4})[ /,\-]*Q(?P<q2>[1-4])|(?P<y3>[0-9]{4})年第?(?P<q3>[一二三四1-4])季度", re.IGNORECASE
)

_WRITTEN = either(("2020", "2020-03", "2020-03-02"))


_AROUND = re.compile(r"^(?:(?:in|on|during|the|year|of|launched|held|published|opened|started|since about) )+", re.IGNORECASE)


def advise(text: str) -> Advice | None:
    """What to write in place of a text that is no date; None where nobody can tell what it should be. `text` is the value as it was written."""
    given = plain(text)
    if is_date(given):
        # Of what is a date already only the characters were other ones.
        return (
            None
            if given == text.strip()
            else single(said("a date has digits and hyphens of the keyboard, and nothing around them"), given, is_safe=True)
        )
    if _NOW.fullmatch(given):
        return Advice(said("'{text}' is another day for every reader", text=_short(text)), said("write the day itself, such as 2020-03-02"))
    if UNKNOWN.fullmatch(given):
        return Advice(said("'{text}' is no date", text=_short(text)), said("where nobody knows when it was, leave the field out"))
    finders = (_with_time, _backwards, _either, advice_periods.advise, _approximate, _whole, _decade, _quarter, _interval, _open)
    return next((advice for find in (*finders, advice_periods.season, _within, advice_periods.year_in) if (advice := find(given))), None)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def readings(text: str) -> list[str]:
    """The dates that one date in words or in figures may mean, as they are written here; several where nobody can tell day from month."""
    text = text.strip(" ,.")
    if found := _NUMBERED.fullmatch(text):
        year, one, other = found["year"], int(found["one"]), int(found["other"])
        several = [f"{year}-{other:02}-{one:02}", f"{year}-{one:02}-{other:02}"]
    elif found := _MONTH_FIRST.fullmatch(text):
        several = [f"{found['year']}-{int(found['month']):02}"]
    elif found := _DIGITS.fullmatch(text):
        year, month, day = found["year"], int(found["month"] or found["month1"]), found["day"] or found["day1"]
        # Also the 13th of February that somebody wrote as 2020-13-02.
        several = (
            [f"{year}-{month:02}-{int(day):02}", f"{year}-{int(day):02}-{month:02}"][: 2 if month > 12 else 1] if day else [f"{year}-{month:02}"]
        )
    else:
        read = bibtex_dates.read(text)
        is_one = read.date and not (read.problem or read.season or read.date.is_interval or read.date.is_approximate)
        several = [str(read.date)] if is_one else []
    return [date for date in dict.fromkeys(several) if is_date(date)]


def _choice(why: Said, found: Sequence[str], *, is_safe: bool = True) -> Advice | None:
    """The advice for something of which there are these readings."""
    if len(found) == 1:
        return single(why, found[0], is_safe=is_safe)
    if len(found) == 2:
        said_both = said("write {one} or {other}, whichever the source means", one=found[0], other=found[1])
        return Advice(said("this date can be read in two ways, with the day or the month first"), said_both)
    return None


def _with_time(text: str) -> Advice | None:
    match = _TIME.fullmatch(text)
    return single(said("a date has no time of day"), match["date"], is_safe=True) if match else None


def _backwards(text: str) -> Advice | None:
    """An interval that ends before it begins."""
    start, slash, end = text.partition("/")
    if not slash or not is_date(start) or not is_date(end) or ".." in (start, end):
        return None
    return single(said("the interval ends ({end}) before it begins ({start})", end=end, start=start), f"{end}/{start}", is_safe=False)


def _approximate(text: str) -> Advice | None:
    rest = _ABOUT.sub("", text)
    if rest == text:
        return None
    found = [f"{date}~" for date in readings(rest)]
    if not found and len(ends := _ends(rest)) == 1:
        found = ["/".join(f"{end}~" for end in ends[0].split("/"))]
    return _choice(said("a date that is only about right has a '~' behind it"), found)


def _whole(text: str) -> Advice | None:
    if re.fullmatch(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2}", text):
        return Advice(
            said("'{text}' is no date", text=text), said("write the year with four digits, first the year, then the month and the day: 2020-03-02")
        )
    return _choice(
        said("a date is written {forms}: the year, the month and the day, in digits", forms=_WRITTEN),
        readings(text),
        is_safe=not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text),
    )


def _decade(text: str) -> Advice | None:
    if not (match := _DECADE.fullmatch(text)):
        return None
    decade = match[1] or match[2]
    return single(said("a decade is written as an interval"), f"{decade}0/{decade}9", is_safe=True)


def _quarter(text: str) -> Advice | None:
    if not (match := _QUARTER.fullmatch(text)):
        return None
    year, which = (match[name] or match[f"{name}2"] or match[f"{name}3"] for name in ("y", "q"))
    first = 3 * ("一二三四".find(which) if which in "一二三四" else int(which) - 1) + 1
    return single(said("a quarter is written as an interval"), f"{year}-{first:02}/{year}-{first + 2:02}", is_safe=True)


def _within(text: str) -> Advice | None:
    """A date with words around it: `in March 2020`, `2020 (launch)`."""
    inner = _AROUND.sub("", re.sub(r" *\([^()]*[^\W\d_][^()]*\)$", "", text).strip("()"))
    found = readings(inner) if inner != text else []
    why = said("a date is the year, the month or the day, in digits, and nothing else")
    return single(why, found[0], is_safe=bool(re.match(r"(?:in|on|the|year) ", text, re.IGNORECASE))) if len(found) == 1 else None


def _either(text: str) -> Advice | None:
    """What has two readings: two months or a day, two years or a season of EDTF."""
    if (found := re.fullmatch(r"([0-9]{4})-([0-9]{2})/([0-9]{2})", text)) and "01" <= found[2] < found[3] <= "12":
        one, other = f"{found[1]}-{found[2]}/{found[1]}-{found[3]}", f"{found[1]}-{found[2]}-{found[3]}"
    elif (found := re.fullmatch(r"([0-9]{2})([0-9]{2})-(2[1-4])", text)) and found[3] > found[2]:
        # Library codes of seasons (ISO 8601-2, 4.8).
        year, months = f"{found[1]}{found[2]}", {"21": "03/{y}-05", "22": "06/{y}-08", "23": "09/{y}-11", "24": "12/{n}-02"}[found[3]]
        one, other = f"{year}/{found[1]}{found[3]}", f"{year}-{months.format(y=year, n=int(year) + 1)}"
    else:
        return None
    return Advice(said("this can be read in two ways"), said("write {one} or {other}, whichever the source means", one=one, other=other))


def _interval(text: str) -> Advice | None:
    found = _ends(text)
    why = said("an interval is written with a '/' between its ends")
    return single(why, found[0], is_safe=len(found) == 1) if len(found) == 1 else None


def _ends(text: str) -> list[str]:
    """The intervals that a text may mean."""
    inner = re.sub(r"^(?:from|between) +", "", text, flags=re.IGNORECASE)
    if years := _YEARS.fullmatch(inner):
        # As in 2014-15; of 2014-12 nobody can say that it is no month.
        end = years[2] if len(years[2]) == 4 else f"{years[1][:2]}{years[2]}"
        return [f"{years[1]}/{end}"] if is_date(f"{years[1]}/{end}") else []
    if text.lower().startswith("between "):
        inner = re.sub(r" and ", " to ", inner, flags=re.IGNORECASE)
    # As in March-April 2020, where a hyphen parts two dates in words.
    hyphens = re.finditer("-", inner) if re.search(r"[^\W\d_]", inner) else ()
    for parts in (_parts(inner), *([inner[: at.start()], inner[at.end() :]] for at in hyphens)):
        if len(parts) == 2 and all(parts) and (found := _ends_of(parts)):
            return found
    return []


def _parts(inner: str) -> list[str]:
    # As in 29-31 October 2021, where a hyphen parts two days.
    return _BETWEEN.split(re.sub(r"^([0-9]{1,2})-(?=[0-9]{1,2}(?:st|nd|rd|th)? +[^\W\d])", r"\1/", inner))


def _ends_of(parts: list[str]) -> list[str]:
    """The intervals from one of two parts to the other."""
    if days := _DAYS.fullmatch(parts[1]):
        # As in March 2-5, 2020, where the year of both stands behind the second.
        parts = [f"{parts[0]}, {days['year']}", days["day"]]
    if (short := _SHORT_END.fullmatch(parts[1])) and (start := _YEAR_MONTH.fullmatch(parts[0])):
        parts[1] = f"{start['year']}{'' if short['month'] else start['month'] or ''}{parts[1]}"
    ends = readings(parts[1])
    starts = readings(parts[0]) or [date for end in ends for date in _borrowed(parts[0], end)]
    if starts and not ends:
        ends = [date for start in starts for date in _completed(parts[1], start)]
    return [f"{start}/{end}" for start, end in product(dict.fromkeys(starts), ends) if is_date(f"{start}/{end}")]


def _borrowed(part: str, end: str) -> list[str]:
    """A beginning that has its year, or its year and month, from the end: the 2 of 2-5 March 2020, the March of March-April 2020."""
    if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?", part) and len(end) == 10:
        return [f"{end[:8]}{int(re.sub(r'[a-z]', '', part)):02}"]
    return readings(f"{part.strip()} {end[:4]}")


def _completed(part: str, start: str) -> Iterator[str]:
    """An end that has its year, or its year and month, from the beginning: the 05 of 2020-03-02/05."""
    found = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)? ?([月日号]?)", part)
    if found and len(start) == 10 and found[2] != "月":
        yield f"{start[:8]}{int(found[1]):02}"
    elif found and len(start) == 7 and found[2] in ("", "月"):
        yield f"{start[:5]}{int(found[1]):02}"


def _open(text: str) -> Advice | None:
    why = said("an open end is written with two dots")
    found_now = re.fullmatch(r"(?P<start>[0-9]{4}.*?)-(?P<now>[a-z]+)", text, re.IGNORECASE)
    parts = [found_now["start"], found_now["now"]] if found_now else _BETWEEN.split(text)
    # Also one that is left open by a dash or a slash with nothing behind it.
    start = (
        parts[0]
        if len(parts) == 2 and (not parts[1].strip(".") or _NOW.fullmatch(parts[1]))
        else text[:-1]
        if text.endswith("-")
        else _SINCE.sub("", text)
    )
    if start != text and len(found := readings(start)) == 1:
        return single(why, f"{found[0]}/..", is_safe=not text.lower().startswith("after"))
    end = text[1:] if re.match(rf"[{DASHES}/\-]", text) else _UNTIL.sub("", text)
    if end != text and len(found := readings(end)) == 1:
        return single(why, f"../{found[0]}", is_safe=False)
    return None
