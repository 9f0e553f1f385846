"""What is said to people, in English first: a text that remembers how it was made, so that it can be said in another language, too.

A message is born with its template, and put into a language where it is shown. So a finding is the same value in every language, and whoever
compares, sorts or keeps it needs to know of none. The translations of all templates lie in `locale/`, in the format of gettext
(https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, reduce
from pathlib import Path
from string import Formatter
from typing import Self

from .scripts import HAN

ENGLISH = "en"
LOCALE = Path(__file__).parent.parent / "locale"
# English is the language of the templates themselves.
LANGUAGES = (ENGLISH, *sorted(path.stem for path in LOCALE.glob("*.po")))
# By these a system says which languages a person reads, the first that is set: POSIX, "Environment Variables", 8.2; LANGUAGE is gettext's.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# Where two pieces of a text meet: Chinese and Latin letters or digits stand apart, two pieces in Chinese do not.
_NARROW, _WIDE = re.compile(f"[{HAN}][0-9A-Za-z]|[0-9A-Za-z][{HAN}]"), re.compile(f"[{HAN}] [{HAN}]")


class Said(str):
    """A text in English, with its template (or its two, for one and for several) and what stands in the places of this."""

    __slots__ = ("number", "several", "template", "values")

    template: str
    several: str
    number: int
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object], several: str = "", number: int = 1) -> Self:
        """The text; a template without values stands as it is, braces and all."""
        chosen = several if several and number != 1 else template
        text = super().__new__(cls, chosen.format(**values) if values else chosen)
        text.template, text.values, text.several, text.number = template, values, several, number
        return text

    def __str__(self) -> Said:
        """Itself, so that `str(error)` of an exception still knows how its text was made."""
        return self

    def __reduce__(self) -> tuple[Callable[..., Said], tuple[object, ...]]:
        """As another process takes it."""
        return Said, (self.template, self.values, self.several, self.number)

    def translated(self, language: str) -> str:
        """The text in a language; English where that has no words for it. What stands in its places is translated with it."""
        return self.translated_with(translations(language))

    def translated_with(self, words: Translations) -> str:
        """The text in the words of a language."""
        template = words.ngettext(self.template, self.several, self.number) if self.several else words.gettext(self.template)
        values = {name: words.gettext(value) if isinstance(value, Said) else value for name, value in self.values.items()}
        return template.format(**values) if values else str(template)


def said(template: str, /, **values: object) -> Said:
    """A text from its template, in which `{name}` stands for a value. The template is a literal, so that it can be found and translated."""
    return Said(template, values)


NOTHING = Said("", {})


def as_it_is(text: str) -> Said:
    """A text that is not ours, such as what another program says, or one in which there are no words: the same in every language."""
    return text if isinstance(text, Said) else Said(text, {})


# What systems say most often (POSIX, `strerror`), so that it has words in other languages, too.
_OF_SYSTEMS = (
    said("No such file or directory"),
    said("Permission denied"),
    said("Is a directory"),
    said("Not a directory"),
    said("File exists"),
    said("No space left on device"),
    said("Read-only file system"),
    said("Directory not empty"),
    said("File name too long"),
    said("Operation not permitted"),
    said("Input/output error"),
    said("Too many open files"),
    said("Too many levels of symbolic links"),
    said("Address already in use"),
    said("Cannot assign requested address"),
    said("Device or resource busy"),
    said("Disk quota exceeded"),
)


def of_system(error: OSError) -> Said:
    """Why a system refuses something, in its own words, which are translated where they are among the usual ones."""
    return as_it_is(error.strerror or str(error))


def words(error: Exception) -> Said:
    """What an error says to people."""
    return as_it_is(error.args[0] if error.args and isinstance(error.args[0], str) else str(error))


def either(parts: Sequence[str]) -> Said:
    """Some of which one is meant: "a, b or c". At least one."""
    return _row(parts, lambda one, other: said("{one} or {other}", one=one, other=other))


def together(parts: Sequence[str]) -> Said:
    """Some that are meant all: "a, b and c". At least one."""
    return _row(parts, lambda one, other: said("{one} and {other}", one=one, other=other))


def ways(parts: Sequence[str]) -> Said:
    """Several things to do, each of which helps. At least one."""
    return reduce(lambda one, other: said("{one}, or {other}", one=one, other=other), map(as_it_is, parts))


def sentences(parts: Sequence[str]) -> Said:
    """Several remarks in a row. At least one."""
    return reduce(lambda one, other: said("{one}; {other}", one=one, other=other), map(as_it_is, parts))


def joined(parts: Iterable[str], between: str = "") -> Said:
    """Texts that stand one behind the other, each in its own words."""
    values = {f"_{number}": part for number, part in enumerate(parts)}
    return Said(between.join(f"{{{name}}}" for name in values), values)


def row(parts: Sequence[str]) -> Said:
    """Several in a row: "a, b, c". At least one."""
    return reduce(lambda one, other: said("{one}, {other}", one=one, other=other), map(as_it_is, parts))


def _row(parts: Sequence[str], at_the_end: Callable[[Said, Said], Said]) -> Said:
    *before, last = map(as_it_is, parts)
    return at_the_end(reduce(lambda one, other: said("{one}, {other}", one=one, other=other), before), last) if before else last


def several(one: str, many: str, count: int, /, **values: object) -> Said:
    """A text that speaks of a number of things, which stands in its templates as `{count}`."""
    return Said(one, {"count": count, **values}, many, count)


def spoken(text: str, language: str) -> str:
    """A text in a language, where it knows how it was made; otherwise as it is."""
    return text.translated(language) if isinstance(text, Said) and language != ENGLISH else str(text)


def of_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The language that a person's system asks for, of those that there are; else English."""
    said = next((found for name in _VARIABLES if (found := environment.get(name))), "")
    # As "de_AT.UTF-8", or in LANGUAGE "de_AT:en".
    wanted = [re.split("[._@-]", part)[0].lower() for part in said.split(":")]
    return next((language for language in wanted if language in LANGUAGES), ENGLISH)


def of_code(code: str) -> str:
    """The language of those that there are that a code (BCP 47) names, with a script or a region or without; else English."""
    language = re.split("[_-]", code)[0].lower()
    return language if language in LANGUAGES else ENGLISH


class Phrase(str):
    """A template in another language, whose spaces go by what is put into its places: whether that is Chinese is not known before."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The text with its values, as `str.format` has it."""
        formatter, text = Formatter(), ""
        for literal, name, spec, conversion in formatter.parse(self):
            text = _meeting(text, literal)
            if name is not None:
                value, _ = formatter.get_field(name, args, values)
                text = _meeting(text, format(formatter.convert_field(value, conversion), spec or ""))
        return text


def _meeting(one: str, other: str) -> str:
    """Two pieces of a text, one behind the other."""
    if _NARROW.fullmatch(one[-1:] + other[:1]):
        return f"{one} {other}"
    if _WIDE.fullmatch(one[-2:] + other[:1]):
        return one[:-1] + other
    if _WIDE.fullmatch(one[-1:] + other[:2]):
        return one + other[1:]
    return one + other


class Translations:
    """The words of a language, by their msgids; English, by which they go, where there are none."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def gettext(self, text: str) -> str:
        """A text, or a template, in the language; what stands in the places of a Said is translated with it."""
        if isinstance(text, Said) and (text.values or type(text) is not Said):
            return text.translated_with(self)
        return self._words.get(text) or text

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A template for a number of things; each of our languages has one for all numbers."""
        return self._words.get(one) or (one if number == 1 else many)


@cache
def translations(language: str) -> Translations:
    """The words of a language; none where there is no file of them, as for English."""
    path = LOCALE / f"{language}.po"
    read = _read(path.read_text("utf-8")) if path.is_file() else {}
    return Translations({text: Phrase(translation) for text, translation in read.items()})


def _read(content: str) -> dict[str, str]:
    """The translations of a file in the format of gettext, as far as ours have it: without contexts, and with one form for all numbers."""
    found: dict[str, str] = {}
    for entry in content.split("\n\n"):
        parts: dict[str, list[str]] = {}
        for line in entry.splitlines():
            if not line.startswith("#"):
                keyword, quote, text = line.partition('"')
                parts.setdefault(keyword.strip() or next(reversed(parts), ""), []).append(json.loads(f"{quote}{text}"))
        translation = "".join(parts.get("msgstr") or parts.get("msgstr[0]") or ())
        # Under the empty text stands the head of the file.
        if (text := "".join(parts.get("msgid", ()))) and translation:
            found[text] = translation
    return found
