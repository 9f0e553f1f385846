"""What a skeleton leaves for a person to write: one list, by which skeletons are made and what was left in them is found again.

A placeholder says what belongs in its place, passes the checks of a draft, and is nothing that anybody would want to publish.
"""

from __future__ import annotations

import re

from ..base.saying import ENGLISH, Said, said, spoken

# Of a record, in a text that its kind requires; its name or title, where nobody can guess the capitals.
ABOUT = said("Write here what a stranger needs to know about {name}.")
NAME = said("Write its name here")
TITLE = said("Write its title here")
# Of a measure.
UNIT = said("Write its unit here")
# Of a list of words: what it is for, and each word.
WORDS = said("Write here what these words say of a record.")
TERM = said("Write here when to use it.")
# Of a kind of record.
KIND = said("Write here what {one} is, in a sentence.")

# A note behind a word that only stands there because some word has to.
CHOOSE = said("Choose: this is only the first of the list.")
# What stands before all of it in another language than English, so that it is found without knowing its words.
MARK = "\N{LOWER RIGHT PENCIL}"

_EVERY = (ABOUT, NAME, TITLE, UNIT, WORDS, TERM, KIND)
# What stands for the words in braces: a few, as short as will do.
_NAMED = r"\S+?(?:\s+\S+?){0,8}?"


def written(placeholder: Said, language: str, **values: object) -> str:
    """A placeholder as it is written into a file, in a language, with what stands in its places."""
    text = spoken(Said(placeholder.template, values), language)
    return text if language == ENGLISH else f"{MARK} {text}"


def _pattern(template: str) -> str:
    """A placeholder however its lines are folded, with or without its full stop."""
    words = template.rstrip(".").split()
    return r"\s+".join(_NAMED + re.escape(word.partition("}")[2]) if word[0] == "{" else re.escape(word) for word in words) + r"\b\.?"


_UNCHOSEN = re.compile(rf"^(?P<field>\w+):\s+(?P<word>\S+)\s+# (?:{re.escape(CHOOSE)}|{MARK})", re.MULTILINE)
_LEFT = re.compile("|".join([*map(_pattern, _EVERY), rf"{MARK} [^\n]*"]))
# A quick look first: nearly no text has it.
_FIRST = "Write"


def may_be_in(text: str) -> bool:
    """Whether a text is worth a second look."""
    return _FIRST in text or MARK in text


def left_in(text: str) -> tuple[int, int] | None:
    """Where the first placeholder that was left in a text begins and ends; None where there is none."""
    found = _LEFT.search(text) if may_be_in(text) else None
    return found.span() if found else None


def unchosen(content: str) -> dict[str, str]:
    """The words of a file that still have the note that they are to be chosen, by their fields."""
    return {found["field"]: found["word"] for found in _UNCHOSEN.finditer(content)} if CHOOSE in content or MARK in content else {}
