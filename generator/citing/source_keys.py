"""Citation keys in the habit of a bibliography: who, which year, and perhaps a word of the title, as most of its keys are made.

A key is in ASCII whatever the name is in, and never one that is there already, capitals or not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import count, product
from string import ascii_lowercase
from typing import TypeVar

from anyascii import anyascii

from ..base.identifier import is_key, windows_wall
from ..base.scripts import LONG_FAMILIES, is_chinese
from ..reading.addresses import original
from ..records.reference import Reference

_SEPARATOR = r"[-_:.+]?"
_NAME = r"(?P<name>[^\W\d_]+(?:-[^\W\d_]+)*)"
_YEAR = r"(?P<year>(?:1[4-9]|20)\d\d|\d\d(?!\d))"
# Behind the year: a letter that tells two keys apart, or a word.
_FORMS = {
    # Before the next, which would take the two words for one.
    "camel": re.compile(rf"(?P<name>[a-z]+)(?P<first>)(?P<word>[A-Z][^\W_]+?)(?P<second>){_YEAR}(?P<letter>[a-z]?)"),
    "year": re.compile(rf"{_NAME}(?P<first>{_SEPARATOR}){_YEAR}(?:(?P<letter>[a-z])|(?P<second>{_SEPARATOR})(?P<word>[^\W\d_][\w-]+))?"),
    "word": re.compile(rf"{_NAME}(?P<first>[-_:.+])(?P<word>[^\W\d_][^\W_]+)(?P<second>{_SEPARATOR}){_YEAR}(?P<letter>[a-z]?)"),
}
# So many keys, and this part of all, make a habit.
_FEW, _MOST = 3, 0.5
# Words with which a title may begin and which say nothing.
_EMPTY = frozenset(
    """
    a an the on of for in to and or at by from with how what why who when where which is are was were be it its this that our
    der die das ein eine und zur zum von le la les l un une des du de et sur el los las una y en il lo gli i uno o os as um uma
    """.split()
)
_WORD_LENGTH = 20
_HOST = re.compile(r"https?://[^/?#:@]+")
# Below a country's domain they are everybody's.
_SHARED = frozenset("ac co com edu go gov gob gouv ne net or org".split())
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Habit:
    """How keys are made: what stands second, what stands between the parts, the capitals, the digits of the year, and if there is always a word."""

    form: str = "year"
    first: str = ""
    second: str = ""
    is_name_capital: bool = False
    is_word_capital: bool = False
    has_short_year: bool = False
    has_word: bool = False
    prefers_letters: bool = False
    is_known: bool = False

    def fits(self, key: str) -> bool:
        """Whether a key that somebody else made could be one of these."""
        if not self.is_known:
            return True
        found = _FORMS[self.form].fullmatch(key)
        return found is not None and _features(self.form, found, has_word=bool(found["word"])) == _features_of(self, has_word=self.has_word)


def _features(form: str, found: re.Match[str], *, has_word: bool) -> tuple[object, ...]:
    second, word = (found["second"] or "", found["word"] or "") if has_word else ("", "")
    return form, found["first"], found["name"][0].isupper(), len(found["year"]) == 2, has_word, second, word[:1].isupper()


def _features_of(habit: Habit, *, has_word: bool) -> tuple[object, ...]:
    second, is_capital = (habit.second, habit.is_word_capital) if has_word else ("", False)
    return habit.form, habit.first, habit.is_name_capital, habit.has_short_year, has_word, second, is_capital


def habit_of(keys: Collection[str]) -> Habit:
    """The habit of a bibliography; that of `smith2020`, and `smith2020harbour` where there is one already, when it has none."""
    best = Habit()
    most = max(_FEW, _MOST * len(keys)) - 1
    for form, pattern in _FORMS.items():
        found = [match for key in keys if (match := pattern.fullmatch(key))]
        if len(found) > most:
            best, most = _habit(form, found), len(found)
    return best


def _habit(form: str, found: list[re.Match[str]]) -> Habit:
    words = [match for match in found if match["word"]]
    return Habit(
        form=form,
        first=_usual(match["first"] for match in found),
        second=_usual(match["second"] or "" for match in words) if words else "",
        is_name_capital=_usual(match["name"][0].isupper() for match in found),
        is_word_capital=_usual(match["word"][0].isupper() for match in words) if words else False,
        has_short_year=_usual(len(match["year"]) == 2 for match in found),
        has_word=len(words) > len(found) / 2,
        prefers_letters=not words and any(match["letter"] for match in found),
        is_known=True,
    )


def _usual(values: Iterable[_T]) -> _T:
    return Counter(values).most_common(1)[0][0]


def is_possible(key: str) -> bool:
    """Whether a key may stand in a bibliography, and is one that a person chose: not a number, not an address."""
    return is_key(key) and not windows_wall(key) and key[0].isalpha() and "/" not in key


def make(reference: Reference, habit: Habit, taken: Collection[str], publisher: str = "") -> str:
    """A key for a source that is not `taken` (in small letters). `publisher` is the id of who published it, for one that has no author."""
    name = _cased(_name(reference, publisher), habit.is_name_capital)
    year = f"{reference.issued.first.year:04d}" if reference.issued else ""
    year = year[-2:] if habit.has_short_year else year
    # A word that says nothing beyond the name stands in no key twice.
    title = (word for word in _title_words(_spoken_title(reference)) if word.lower() != name.lower())
    words = [_cased(word, habit.is_word_capital) for word in title]
    plain = _joined(habit, name, year, words[0] if words and (habit.has_word or not year) else "")
    longer = (_joined(habit, name, year, word) for word in words) if not habit.prefers_letters else ()
    letters = (f"{plain}{''.join(letter)}" for length in count(1) for letter in product(ascii_lowercase, repeat=length))
    return next(key for keys in ([plain], longer, letters) for key in keys if key.casefold() not in taken and not windows_wall(key))


def _joined(habit: Habit, name: str, year: str, word: str) -> str:
    if not year:
        return f"{name}{habit.first or habit.second}{word}" if word and word != name else name
    if habit.form == "year":
        return f"{name}{habit.first}{year}{f'{habit.second}{word}' if word else ''}"
    return f"{name}{f'{habit.first}{word}' if word else ''}{habit.second or (habit.first if not word else '')}{year}"


def _cased(word: str, is_capital: bool) -> str:
    return word[:1].upper() + word[1:].lower() if is_capital else word.lower()


def _name(reference: Reference, publisher: str) -> str:
    """Who stands for the source in its key: the first author's family, who published it, on whose host it is, or else the title's first word."""
    person = next(iter(reference.author or reference.editor), None)
    if person and is_chinese(person.literal or person.family):
        whole = person.family or person.literal.replace(" ", "")
        is_person = person.family or len(whole) <= 4
        return _ascii(whole if person.family else whole[: 2 if whole[:2] in LONG_FAMILIES else 1] if is_person else whole[:2])
    if person and person.family:
        return _ascii(person.surname)
    for text in (person.literal if person else "", publisher.replace("-", " "), reference.publisher, reference.container):
        if words := _title_words(text):
            return words[0]
    return _host(reference.get("url")) or next(iter(_title_words(_spoken_title(reference))), "source")


def _spoken_title(reference: Reference) -> str:
    """What of a title can be said: one in short, or its rendering in brackets, where the entry has them; no transcription of what nobody can read."""
    rendered = re.fullmatch(r"\[([^\[\]]+)\]", reference.get("titleaddon"))
    return reference.get("shorttitle") or (rendered[1] if rendered else reference.title)


def _host(url: str) -> str:
    """The name in the host of an address, without what stands before and behind it: "gazette" of `news.gazette.co.uk`."""
    labels = (_HOST.match(original(url)) or [""])[0].rpartition("/")[2].lower().split(".")[:-1]
    while len(labels) > 1 and labels[-1] in _SHARED:
        labels.pop()
    name = _ascii(labels[-1]) if labels else ""
    return name if re.match("[a-z]", name) else ""


def _title_words(text: str) -> list[str]:
    """The words of a text that may stand in a key, those first that say something."""
    if is_chinese(text):
        # Two characters are most often a word.
        return [_ascii("".join(re.findall(r"\w", text))[:2])]
    words = [_ascii(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text)]
    return [word[:_WORD_LENGTH] for word in words if len(word) > 1 and word.lower() not in _EMPTY and not word[0].isdigit()]


def _ascii(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", anyascii(text))
