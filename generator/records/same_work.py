"""Whether two entries are of one work: by its DOI or number, by its address, or by who wrote what, when.

Each entry is looked up by what it says, brought into one form; none is compared with all others. What is another volume, edition or date of a
series is another work, and so is what an entry says to be a copy of another, or a part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from ..base.saying import said
from ..base.scripts import is_chinese, without_accents
from ..reading.addresses import original
from ..reading.detours import TRACKING
from .reference import Name, Reference

SAME_DOI, SAME_NUMBER, SAME_ADDRESS = said("DOI"), said("number"), said("address")
# What is alike beside the title, by whether the years and whether the first authors are; for the latter else the publisher may be.
_SAME_TITLE = {
    (True, True): said("title, year and first author"),
    (True, False): said("title and year"),
    (False, True): said("title and first author"),
    (False, False): said("title and publisher"),
}

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_START_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)", re.IGNORECASE)
# A preprint has a number, an address and a DOI.
_ARXIV = "arxiv"
_OF_ARXIV = re.compile(
    r"https?://(?:(?:www\.)?arxiv\.org/(?:abs|pdf|html)/|(?:dx\.)?doi\.org/10\.48550/arxiv\.)([\w./-]+?)(?:v\d+)?(?:\.pdf)?/?", re.IGNORECASE
)
_VERSION = re.compile(r"(?<=\d)v\d+$")
# Most addresses have nothing that would have to be looked at; so do not those of DOIs, of an archive, and of start pages.
_PLAIN = re.compile(
    r"https?://(?:www\.)?(?!(?:dx\.)?doi\.org|arxiv\.org|web\.archive\.org)([\w.-]+)(?![^?#%]*/(?:index|default)\.)(/[^?#%]*)?", re.IGNORECASE
)
_NAMING = re.compile(r"\b(?:related|crossref|xref|xdata)\s*=\s*[{\"]?\s*([^{}\"]+)", re.IGNORECASE)
# Where two entries say other things here, they are two parts, issues or editions.
_PARTS = ("volume", "number", "issue", "edition", "chapter", "version", "part", "pages", "eid")
_CONTAINERS = ("journaltitle", "booktitle", "maintitle")
_PUBLISHERS = ("publisherid", "publisher", "institution", "organization", "howpublished", *_CONTAINERS)
# A title of so many words, or Chinese characters, is hardly that of two works by chance.
_TELLING, _TELLING_CHINESE = 4, 8
# So many entries of one sign are compared with a further one.
_MOST = 8
# How far apart, in the order of titles, two may stand that differ in one word.
_NEAR = 2
# Shorter words are others with a letter more; in a long one also a letter may be another ("organisation").
_WORD_LENGTH, _LONG_WORD = 4, 9

_Words = tuple[str, ...]
_NOBODY: frozenset[str] = frozenset()
# Any year, or any author, where an entry says nothing of its own.
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Twin:
    """The other entry of a work, and what the two have in common."""

    reference: Reference
    why: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an entry is looked up by: its signs, its titles, the year, the words of its first author, and the entries it names as kin."""

    reference: Reference
    signs: tuple[tuple[str, str], ...]
    titles: tuple[_Words, ...]
    year: int | None
    who: _Words
    related: frozenset[str]


def _facts(reference: Reference) -> _Facts:
    return _Facts(reference, tuple(_signs(reference)), tuple(_titles(reference)), _year(reference), _who(reference) or ("",), _related(reference))


class Works:
    """The works of a bibliography, to be asked for one of them."""

    def __init__(self) -> None:
        self._by_sign: dict[str, list[_Facts]] = {}
        self._by_title: dict[tuple[_Words, int | str | None, str], list[_Facts]] = {}
        self._forwards: list[_Words] = []
        self._backwards: list[_Words] = []
        self._titles: set[_Words] = set()

    def add(self, reference: Reference) -> None:
        """Take an entry in."""
        self._add(_facts(reference))

    def find(self, reference: Reference) -> Twin | None:
        """An entry that was taken in and is of the same work, if there is one."""
        return self._find(_facts(reference))

    def twins(self, references: Iterable[Reference]) -> Iterator[tuple[Reference, Twin]]:
        """Take entries in, one after the other, and give each that is of a work that is there already, with the entry of that."""
        for facts in map(_facts, references):
            if twin := self._find(facts):
                yield facts.reference, twin
            self._add(facts)

    def _add(self, entry: _Facts) -> None:
        for _, sign in entry.signs:
            _put(self._by_sign.setdefault(sign, []), entry)
        for title in entry.titles:
            if title not in self._titles:
                self._titles.add(title)
                insort(self._forwards, title)
                insort(self._backwards, title[::-1])
            for who in (*entry.who, _ANY):
                _put(self._by_title.setdefault((title, entry.year, who), []), entry)
                _put(self._by_title.setdefault((title, _ANY, who), []), entry)

    def _find(self, entry: _Facts) -> Twin | None:
        reference = entry.reference
        for why, sign in entry.signs:
            for other in self._by_sign.get(sign, ()):
                if _is_same_by_sign(why, reference, other.reference) and not _are_kin(entry, other):
                    return Twin(other.reference, why)
        years = (entry.year, None) if entry.year else (_ANY,)
        authors = (*entry.who, "") if entry.who[0] else (_ANY,)
        for title in entry.titles:
            for like in self._like(title):
                for other in (other for year in years for who in authors for other in self._by_title.get((like, year, who), ())):
                    if _is_same_by_title(reference, other.reference) and not _are_kin(entry, other):
                        return Twin(other.reference, _same_title(reference, other.reference))
        return None

    def _like(self, title: _Words) -> Iterator[_Words]:
        """The titles that are equal to one, or differ from it in one word: those stand beside it from the one end or the other."""
        if title in self._titles:
            yield title
        # Either before the other word or behind it stands half of the title.
        half = (len(title) - 1) // 2
        for order, own in ((self._forwards, title), (self._backwards, title[::-1])):
            place = bisect_left(order, own)
            for other in order[max(0, place - _NEAR) : place + _NEAR + 1]:
                if other[:half] == own[:half] and other != own:
                    like = other if order is self._forwards else other[::-1]
                    if _differ_in_a_word(title, like):
                        yield like


def twins(references: Iterable[Reference]) -> Iterator[tuple[Reference, Twin]]:
    """Each entry of a work that an earlier one is of, with that one."""
    return Works().twins(references)


def _are_kin(one: _Facts, other: _Facts) -> bool:
    """Whether the entries themselves say that one has to do with the other: as a copy, as a part, or both with a third."""
    if not one.related and not other.related:
        return False
    return other.reference.key in one.related or one.reference.key in other.related or not one.related.isdisjoint(other.related)


def _put(entries: list[_Facts], entry: _Facts) -> None:
    if len(entries) < _MOST:
        entries.append(entry)


def _related(reference: Reference) -> frozenset[str]:
    """The keys of the entries that this one says to be a copy or a part of, or related to."""
    raw, copied = reference.raw.lower(), reference.get("copyof")
    # Of `related` and `crossref` a reference itself says nothing.
    named = _NAMING.findall(reference.raw) if "ref" in raw or "xdata" in raw or "related" in raw else ()
    return frozenset(key for value in (copied, *named) for key in re.split(r"[\s,]+", value) if key) if copied or named else _NOBODY


# --- signs -----------------------------------------------------------------------------------------------------


def _signs(reference: Reference) -> Iterator[tuple[str, str]]:
    """What tells a work by itself: its DOI, its number in an archive, its address, each in one form."""
    if doi := reference.get("doi"):
        yield _by_kind(address(f"https://doi.org/{doi}"))
    if eprint := reference.get("eprint"):
        yield SAME_NUMBER, f"{(reference.get('eprinttype') or _ARXIV).casefold()}:{_VERSION.sub('', eprint.casefold())}"
    if url := reference.fields.get("url"):
        yield _by_kind(address(url))


def _by_kind(sign: str) -> tuple[str, str]:
    return (SAME_DOI if sign.startswith("doi:") else SAME_NUMBER if sign.startswith(f"{_ARXIV}:") else SAME_ADDRESS), sign


@lru_cache(maxsize=65536)
def address(url: str) -> str:
    """A web address as addresses are compared: by host without `www.`, path, and what asks for one thing among others."""
    if plain := _PLAIN.fullmatch(url):
        return f"{plain[1].lower()}{plain[2] or ''}".rstrip("/")
    if number := _OF_ARXIV.fullmatch(url):
        return f"{_ARXIV}:{number[1].casefold()}"
    if doi := _DOI.fullmatch(url):
        return f"doi:{unquote(doi[1]).casefold()}"
    try:
        parts = urlsplit(original(url))
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    path = _START_PAGE.sub("", unquote(parts.path)).rstrip("/")
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])) if parts.query else []
    # Some sites are one page, and say behind the # which part of it.
    place = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    shown_port = f":{port}" if port not in (None, 80, 443) else ""
    return "".join((host, shown_port, path, *(f"?{name}={value}" for name, value in asked), f"#{place}" * bool(place)))


def _is_same_by_sign(why: str, one: Reference, other: Reference) -> bool:
    """Whether entries with a sign in common are of one work, and not of two parts of what it stands for."""
    if _have_like_titles(one, other):
        return why != SAME_ADDRESS or ((_year(one) or _year(other)) == (_year(other) or _year(one)) and not _are_parts(one, other))
    is_part = _are_parts(one, other) or (why == SAME_ADDRESS and _numbers(one) != _numbers(other))
    return not is_part and (why != SAME_ADDRESS or (_may_be_of_one_date(one, other) and _is_one_page(one, other)))


def _is_one_page(one: Reference, other: Reference) -> bool:
    """Whether what stands at an address is one thing: not so at the start of a site, and where each names its own place in the page."""
    sign = address(one.get("url"))
    places = {urlsplit(url).fragment for url in (one.get("url"), other.get("url"))}
    return "/" in sign and (len(places) == 1 or "" in places)


# --- titles ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def words(text: str) -> _Words:
    """The words of a text as texts are compared: without capitals, accents and punctuation. What is Chinese is one word."""
    if not text.isascii():
        text = without_accents(text)
    found = _WORD.findall(text.casefold())
    if is_chinese(text):
        return ("".join(found),)
    return tuple(word for word in found if word != "and")


def _title_words(text: str) -> _Words:
    found = words(text)
    return found[1:] if found[:1] in (("the",), ("a",), ("an",)) and len(found) > 1 else found


def _full(reference: Reference) -> _Words:
    subtitle = reference.get("subtitle")
    return _title_words(f"{reference.title} {subtitle}" if subtitle else reference.title)


def _main(reference: Reference) -> _Words:
    """The title without a subtitle, where it is one that tells; else nothing."""
    main = reference.title if reference.get("subtitle") else reference.title.partition(": ")[0] if ":" in reference.title else ""
    return found if main and _is_telling(found := _title_words(main)) else ()


def _titles(reference: Reference) -> set[_Words]:
    return {_full(reference), _main(reference)} - {()}


def _is_telling(title: _Words) -> bool:
    return len(title) >= _TELLING or (len(title) == 1 and len(title[0]) >= _TELLING_CHINESE and is_chinese(title[0]))


def _have_like_titles(one: Reference, other: Reference) -> bool:
    first, second = _full(one), _full(other)
    return first == second or _differ_in_a_word(first, second) or (first == _main(other)) or (second == _main(one))


def _differ_in_a_word(one: _Words, other: _Words) -> bool:
    """Whether two titles are the same but for how one word is written: with a slip, or as two."""
    if abs(len(one) - len(other)) > 1:
        return False
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    if not first or not second or len(first) + len(second) > 3 or start + end == 0:
        return False
    together = "".join(first), "".join(second)
    if together[0] == together[1]:
        return True
    return len(first) == len(second) and _is_slip(*together)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are one that was mistyped: a letter too much, two in the wrong order, or another one in a long word."""
    if not (one.isalpha() and other.isalpha()) or is_chinese(one + other):
        return False
    shorter, longer = sorted((one, other), key=len)
    start = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    if len(longer) > len(shorter):
        return len(shorter) >= _WORD_LENGTH and longer[:start] + longer[start + 1 :] == shorter
    if longer[start + 2 :] == shorter[start + 2 :] and longer[start : start + 2] == shorter[start : start + 2][::-1]:
        return len(shorter) > _WORD_LENGTH
    return len(shorter) >= _LONG_WORD and longer[start + 1 :] == shorter[start + 1 :]


# --- who, when and which part ----------------------------------------------------------------------------------


def _is_same_by_title(one: Reference, other: Reference) -> bool:
    dois = one.get("doi").casefold(), other.get("doi").casefold()
    if (all(dois) and dois[0] != dois[1]) or not _have_like_titles(one, other) or not _may_be_of_one_date(one, other):
        return False
    if _are_parts(one, other) or _languages_differ(one, other):
        return False
    is_telling = _is_telling(_full(one))
    same_who, is_dated = _is_same_who(one, other), bool(one.issued and other.issued)
    if same_who is None and not is_dated and not _have_common_words(one, other, _PUBLISHERS):
        # A title alone is no work: many reports are called so.
        return False
    if same_who is None or not is_dated:
        return is_telling and same_who is not False
    return same_who and (is_telling or _have_common_words(one, other, _CONTAINERS) is not False)


def _same_title(one: Reference, other: Reference) -> str:
    """What two entries of one title have in common beside it."""
    return _SAME_TITLE[bool(one.issued and other.issued), bool(_first(one) and _first(other))]


def _year(reference: Reference) -> int | None:
    return reference.issued.first.year if reference.issued else None


def _may_be_of_one_date(one: Reference, other: Reference) -> bool:
    return not (one.issued and other.issued) or one.issued.overlaps(other.issued)


def _numbers(reference: Reference) -> list[str]:
    return _DIGITS.findall(" ".join(_full(reference)))


def _are_parts(one: Reference, other: Reference) -> bool:
    """Whether two entries name different volumes, issues, editions, chapters or pages."""
    return any(one.get(name) and other.get(name) and _part(one.get(name)) != _part(other.get(name)) for name in _PARTS)


def _part(text: str) -> str:
    """A number of a volume or an edition, or the first of several pages, as such are compared."""
    found = _DIGITS.search(text)
    return found.group().lstrip("0") if found else "".join(words(text))


def _languages_differ(one: Reference, other: Reference) -> bool:
    first, second = (reference.get("langid").partition("-")[0] for reference in (one, other))
    return bool(first and second) and first != second


def _first(reference: Reference) -> Name | None:
    return next(iter(reference.author or reference.editor), None)


def _who(reference: Reference) -> _Words:
    """The words by one of which the first author can be found: those of a family name, or all of a name without parts."""
    name = _first(reference)
    return words(name.literal or name.family) if name else ()


def _is_same_who(one: Reference, other: Reference) -> bool | None:
    """Whether two entries have the same first author; without one, the same publisher. None where one of them does not say."""
    first, second = _first(one), _first(other)
    if first and second:
        return _is_same_name(first, second)
    is_same = _have_common_words(one, other, _PUBLISHERS)
    return None if (first or second) and is_same else is_same


def _is_same_name(one: Name, other: Name) -> bool:
    first, second = (set(words(name.literal or name.family)) for name in (one, other))
    if one.given and other.given:
        initials = ({words(name.given)[0][0]} if words(name.given) else set() for name in (one, other))
        return first == second and len(set().union(*initials)) == 1
    return bool(first and second) and (first <= second or second <= first)


def _have_common_words(one: Reference, other: Reference, names: tuple[str, ...]) -> bool | None:
    """Whether one entry says in one of these fields what the other does, or a part of it. None where one of them says nothing."""
    texts = [[set(words(reference.get(name))) for name in names if reference.get(name)] for reference in (one, other)]
    if not all(texts):
        return None
    return any(first <= second or second <= first for first in texts[0] for second in texts[1])
