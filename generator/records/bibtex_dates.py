"""Dates of a bibliography: biblatex's (EDTF, levels 0 and 1), `year` with `month` and `day`, and what people write in their place.

What has only one reading is read; of what has none, or can only be said in part, it is told what is left out. The dates themselves
`base.dates` knows. Specifications: biblatex's manual, section 2.3.8, and https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..base import dates
from ..base.dates import Edtf
from ..base.diagnostic import nearest
from ..base.saying import NOTHING, Said, either, said, words

# The fields that say together when a work appeared, and when an address was read.
PARTS = ("date", "year", "month", "day", "urlyear", "urlmonth", "urlday")
_ENGLISH = "january february march april may june july august september october november december".split()
# The strings that BibTeX's styles define, and what they say.
MONTHS = {name[:3]: name.capitalize() for name in _ENGLISH}
_MONTH_WORDS = (
    _ENGLISH,
    "januar februar märz april mai juni juli august september oktober november dezember".split(),
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split(),
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
    "januari februari maart april mei juni juli augustus september oktober november december".split(),
)
_NUMBERS = {word[:length]: number for words in _MONTH_WORDS for number, word in enumerate(words, 1) for length in (*range(3, 5), len(word))}
# "juil." is July and "juin" June; three letters of them say neither.
_NUMBERS = {**_NUMBERS, "jui": 0, "sept": 9, "juil": 7, "juin": 6}
SEASONS = {"spring": "Spring", "summer": "Summer", "autumn": "Autumn", "fall": "Fall", "winter": "Winter"}
_EDTF_SEASONS = {"21": "Spring", "22": "Summer", "23": "Autumn", "24": "Winter"}
# What stands for a date of something that has not appeared yet: biblatex's `pubstate`.
_STATES = {
    **dict.fromkeys(("in press", "inpress", "im druck", "en prensa", "sous presse", "press"), "inpress"),
    **dict.fromkeys(("forthcoming", "to appear", "im erscheinen", "à paraître", "appearing", "accepted", "coming soon"), "forthcoming"),
    **dict.fromkeys(("submitted", "under review", "in review", "submitted for publication", "under submission"), "submitted"),
    **dict.fromkeys(("in preparation", "in prep", "in progress"), "inpreparation"),
}
_NO_DATE = frozenset(
    ("n.d", "nd", "n. d", "no date", "s.d", "s. d", "s.a", "o.j", "o. j", "undated", "unknown", "none", "null", "n/a", "-", "??", "????", "无日期")
)
_WORD = r"[^\W\d_]+"
_MONTH = rf"(?P<month>{_WORD})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º|er)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}\s*[-/.]\s*(?P<month>\d{{1,2}})(?:\s*[-/.]\s*(?P<day>\d{{1,2}}))?",
        rf"{_YEAR}\s*年\s*(?:(?P<month>\d{{1,2}})\s*月\s*(?:(?P<day>\d{{1,2}})\s*日)?)?",
        r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})",
        rf"{_DAY}[\s-]*(?:of|de|di)?[\s-]*{_MONTH}[\s,-]*(?:of|de|di|del)?[\s-]*{_YEAR}",
        rf"{_MONTH}\s*{_DAY}[\s,]+{_YEAR}",
        rf"{_MONTH}[\s,-]*(?:of|de)?\s*{_YEAR}",
        rf"{_YEAR}[\s,-]+{_MONTH}(?:[\s-]+{_DAY})?",
    )
]
_NUMBERED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_YEARS = re.compile(r"(\d{4})\s*(?:--?|[/–—])\s*(\d{4}|\d{2})")
_TIME = re.compile(
    r"(?:(?:[T ]|,|\bat\b)\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
    # Zotero wrote once what was left of a time that nobody had given.
    r"|(?<=-\d\d)(?:TZ?|Z))(?=/|$|\]|\))",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_READ_ON = re.compile(
    r"""[\[(]?\s*(?:online\s*[;,.:]?\s*)?(?:(?:date\s+)?(?:last\s+)?(?:accessed|access(?:\s+date)?|retrieved|visited|checked
      |viewed|consulted|seen|cited)
      | [\u8bbf\u67e5\u68c0\u5f15][\u95ee\u9605\u7d22\u7528](?:\u65e5\u671f|\u65f6\u95f4|\u4e8e)
      | (?:zuletzt\s+)?(?:abgerufen|aufgerufen|besucht|geprüft|zugriff)|consulté|consultado|stand)
    \s*(?:on|am|le|el)?\s*[:,\uff1a]?\s*(?P<date>.*?)[\])\s.]*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# As RIS has a date, and a day or a month that nobody knows as zeros.
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})?/(\d{1,2})?(?:/.*)?|(\d{4})///.*")
_ZEROS = re.compile(r"(?<=\d{4})(?:-00){1,2}\Z|(?<=\d{4}-\d\d)-00\Z")
TIMELESS = said("the time of day is left out")
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|around|approx\.?|um|vers|~)(?:\s*(?=\d)|\s+(?=\w))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a text says: a date, a season of it (a word), biblatex's `pubstate`; and what of it is not read, or wrong (`is_wrong`), in words."""

    date: Edtf | None = None
    season: str = ""
    state: str = ""
    problem: Said = NOTHING
    is_wrong: bool = False


@lru_cache(maxsize=8192)
def read(text: str) -> Dated:
    """A date as the fields `date` and `urldate` have it. Every text is read in some way."""
    text = unicodedata.normalize("NFKC", text).translate({0x2013: "-", 0x2014: "-", 0x2212: "-", 0xA0: " "}).strip()
    if not text:
        return Dated()
    try:
        return Dated(dates.parse(text))
    except ValueError as error:
        reason = words(error)
    if (zeros := _ZEROS.sub("", text)) != text and zeros[:4].strip("0"):
        return read(zeros)
    if found_slashed := _SLASHED.fullmatch(text):
        return read("-".join(f"{int(part):02d}" for part in found_slashed.groups() if part))
    if (timeless := _TIME.sub("", text)) != text:
        found = read(timeless)
        return replace(found, problem=found.problem or TIMELESS) if found.date else found
    return _edtf(text) or _in_words(text) or _impossible(text, reason)


def _impossible(text: str, reason: Said) -> Dated:
    """What cannot be read. Digits in the form of a date, of which there is no such day, are a mistake; of other words nothing is known."""
    if re.fullmatch(r"\d{4}-\d{1,2}(?:-\d{1,2})?(?:/.*)?|0000", text):
        return Dated(problem=reason, is_wrong=True)
    if re.match(r"-\d|[yY]-?\d{5}|-?\d{5,}$", text):
        return Dated(problem=said("'{text}': only years from 0001 to 9999 can be shown", text=text))
    return Dated(problem=reason)


def _edtf(text: str) -> Dated | None:
    """What EDTF has and our own dates have not, as near to it as they come: an open end that is empty, doubt, digits that are not known, seasons."""
    ends = text.split("/")
    if len(ends) > 2:
        return None
    if len(ends) == 1:
        return _moment(text)
    start, end = (None if part in ("", "..", "open", "unknown", "*") else _moment(part) for part in ends)
    if any(part and not part.date for part in (start, end)) or not (start or end):
        return None
    first = str(start.date).split("/")[0] if start else ".."
    last = str(end.date).split("/")[-1] if end else ".."
    season = "/".join(part.season for part in (start, end) if part and part.season)
    try:
        return Dated(dates.parse(first if first == last else f"{first}/{last}"), season)
    except ValueError as error:
        return Dated(problem=words(error), is_wrong=True)


def _moment(text: str) -> Dated | None:
    doubt = "~" if text[-1:] in ("?", "%", "~") else ""
    plain = text.rstrip("?%~")
    if found := re.fullmatch(r"(\d{4})-(2[1-4])", plain):
        return Dated(dates.parse(found[1] + doubt), _EDTF_SEASONS[found[2]])
    if found := re.fullmatch(r"(\d\d)(?:(\d)[xXuU]|[xXuU]{2})", plain):
        known = found[1] + (found[2] or "")
        if known.strip("0"):
            return Dated(dates.parse(f"{known:0<4}{doubt}/{known:9<4}{doubt}"))
    if found := re.fullmatch(r"(\d{4}(?:-\d\d)?)(?:-[xXuU]{2}){1,2}", plain):
        plain = found[1]
    try:
        return Dated(dates.parse(plain + doubt))
    except ValueError:
        return None


def read_on(text: str) -> Edtf | None:
    """The day on which an address was read, of a text that says nothing else: "Accessed: 2020-03-05", "[Online; accessed 19-July-2008]"."""
    found = _READ_ON.fullmatch(text.strip()) if text else None
    return read(found["date"]).date if found and found["date"] else None


def _in_words(text: str) -> Dated | None:
    """A date in words, in figures of some country, or what stands in the place of one."""
    if (found := _READ_ON.fullmatch(text)) and found["date"]:
        return read(found["date"])
    text = _WEEKDAY.sub("", re.sub(r"^[\[(©]+\s*|[\])\s.,;]+$", "", text))
    if text.casefold() in _NO_DATE:
        return Dated()
    if state := _STATES.get(text.casefold().replace("-", " ")):
        return Dated(state=state)
    if (found := _ABOUT.match(text)) and (rest := read(text[found.end() :])).date and not rest.problem:
        return replace(rest, date=dates.parse(f"{str(rest.date).rstrip('~')}~")) if not rest.date.is_interval else rest
    if found := _NUMBERED.fullmatch(text):
        return _numbered(*map(int, found.groups()))
    for form in _FORMS:
        if (found := form.fullmatch(text)) and (read_so := _from_form(found)):
            return read_so
    if found := re.fullmatch(rf"({_WORD})[\s,-]+(\d{{4}})|(\d{{4}})[\s,-]+({_WORD})", text):
        season = SEASONS.get((found[1] or found[4]).casefold())
        return Dated(dates.parse(found[2] or found[3]), season) if season else None
    return None


def _from_form(found: re.Match[str]) -> Dated | None:
    parts = found.groupdict()
    written = parts["month"] or ""
    month = int(written) if written.isdecimal() else month_of(written) if written else None
    if written and month is None:
        return None
    try:
        return Dated(dates.parse(_iso(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None)))
    except ValueError as error:
        return Dated(problem=words(error), is_wrong=True)


def _numbered(first: int, second: int, year: int) -> Dated | None:
    """3/14/2020 and 14/3/2020 have one reading each, 3/4/2020 has two."""
    possible = {(month, day) for month, day in ((first, second), (second, first)) if month <= 12}
    if len(possible) > 1:
        days = either([_iso(year, first, second), _iso(year, second, first)])
        return Dated(
            dates.parse(_iso(year)), problem=said("{first}/{second} is a day of two months; write {days}", first=first, second=second, days=days)
        )
    try:
        return Dated(dates.parse(_iso(year, *next(iter(possible), (first, second)))))
    except ValueError as error:
        return Dated(problem=words(error), is_wrong=True)


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    return "-".join((f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)))


def month_of(word: str) -> int | None:
    """The number of a month from its name, or from the first letters of it, with or without a full stop."""
    return _NUMBERS.get(word.casefold().rstrip(".")) or None


def months() -> dict[str, int]:
    """The names of months and their first letters, in small letters, with their numbers."""
    return {word: number for word, number in _NUMBERS.items() if number}


def month_like(word: str) -> str:
    """The beginning of the English month that a word resembles, as BibTeX's strings are called; empty for one that resembles none."""
    near = nearest(word, _ENGLISH) if len(word) > 3 else None
    return near[:3] if near else ""


@lru_cache(maxsize=4096)
def year_of(text: str) -> Dated:
    """What the field `year` says, which is a number or a text: `2020`, `2020a`, `[2019]`, `c. 1900`, `1998/99`, `in press`."""
    text = unicodedata.normalize("NFKC", text).translate({0x2013: "-", 0x2014: "-", 0xA0: " "}).strip()
    if re.fullmatch(r"\d{4}", text):
        return read(text)
    if _SLASHED.fullmatch(text):
        return read(text)
    bare = re.sub(r"^[\[(<©\s]+|[\])>.,;\s]+$", "", text)
    bare = re.sub(r"^(?:c|cop\.?|p)(?=\d{4}$)", "", bare)
    if found := re.fullmatch(r"(\d{4})[a-z]{1,2}", bare):
        return read(found[1])
    if found := _YEARS.fullmatch(bare):
        # In `year`, 1998-99 are two years; a month of them would stand in `month`.
        end = found[2] if len(found[2]) == len(found[1]) else found[1][:2] + found[2]
        return read(found[1] if end == found[1] else f"{found[1]}/{end}")
    dated = read(bare)
    if dated.date or dated.state or not dated.problem:
        return dated
    if len(years := set(re.findall(r"(?<!\d)(?:1[0-9]|20)\d{2}(?!\d)", text))) == 1:
        year = years.pop()
        return Dated(dates.parse(year), problem=said("only {year} is read of '{text}'", year=year, text=text))
    return dated if dated.is_wrong else Dated(problem=said("'{text}' is no year", text=text))


@dataclass(frozen=True, slots=True)
class Month:
    """What the field `month` says: one or two months, one or two days, and a season (a word); `is_wrong` when there is no such month."""

    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    season: str = ""
    is_wrong: bool = False


@lru_cache(maxsize=4096)
def read_month(text: str) -> Month | None:
    """What the field `month` says: `3`, `March`, `Mar.`, `March 3`, `3~March`, `June 12--17`, `July/August`, `Spring`. None for anything else."""
    text = re.sub(r"[~\s]+", " ", unicodedata.normalize("NFKC", text).translate({0x2013: "-", 0x2014: "-"})).strip(" .,")
    text = re.sub(r"(?<=\d)\s*\u6708\s*|(?<=\d)\s*\u65e5\Z", " ", text).strip()
    if seasons := [SEASONS[word] for word in re.findall(_WORD, text.casefold()) if word in SEASONS]:
        return Month(season="/".join(seasons))
    if re.fullmatch(r"\d{1,2}", text):
        return Month((int(text),), is_wrong=not 1 <= int(text) <= 12)
    if found := re.fullmatch(r"(\d{1,2})\s*(?:-+|/)\s*(\d{1,2})", text):
        two = (int(found[1]), int(found[2]))
        return Month(two, is_wrong=not all(1 <= month <= 12 for month in two))
    tokens = list(_month_tokens(text))
    if None in tokens:
        return None
    months = tuple(number for token in tokens if token and token[0] == "month" for number in (token[1],))
    days = tuple(number for token in tokens if token and token[0] == "day" for number in (token[1],))
    return Month(months, days) if 1 <= len(months) <= 2 and len(days) <= 2 else None


def _month_tokens(text: str) -> Iterator[tuple[str, int] | None]:
    """The months and days that a text names, in their order; None for anything else in it."""
    for word, number in re.findall(rf"({_WORD})|(\d+)", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:and|to|und|bis)\b", " ", text)):
        if number:
            yield ("day", int(number)) if len(number) <= 2 and 1 <= int(number) <= 31 else None
        else:
            month = month_of(word)
            yield ("month", month) if month else None


def in_year(year: Edtf, month: Month) -> tuple[Edtf | None, Said]:
    """A date of a year, from what `month` says; None with the reason, in words, when there is none."""
    if year.is_interval or year.is_approximate or not month.months:
        return year, NOTHING
    number = int(str(year))
    starts, ends = month.months[0], month.months[-1]
    after = number + 1 if ends < starts else number
    days = month.days or (None,)
    first, last = _iso(number, starts, days[0]), _iso(after, ends, days[-1])
    try:
        return dates.parse(first if first == last else f"{first}/{last}"), NOTHING
    except ValueError as error:
        return None, words(error)
