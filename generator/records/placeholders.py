"""What a skeleton leaves for a person to write: one list, by which skeletons are made and what was left in them is found again.

A placeholder says what belongs in its place, passes the checks of a draft, and is nothing that anybody would want to publish.
"""

from __future__ import annotations

import re

# Of a record, in a text that its kind requires; its name or title, where nobody can guess the capitals.
ABOUT = "Write here what a stranger needs to know about {name}."
NAME = "Write its name here"
TITLE = "Write its title here"
# Of a measure.
UNIT = "Write its unit here"
# Of a list of words: what it is for, and each word.
WORDS = "Write here what these words say of a record."
TERM = "Write here when to use it."
# Of a kind of record.
KIND = "Write here what {one} is, in a sentence."

# A note behind a word that only stands there because some word has to.
CHOOSE = "# Choose: this is only the first of the list."

_EVERY = (ABOUT, NAME, TITLE, UNIT, WORDS, TERM, KIND)
# What stands for the words in braces: a few, as short as will do.
_NAMED = r"\S+?(?:\s+\S+?){0,8}?"


def _pattern(template: str) -> str:
    """A placeholder however its lines are folded, with or without its full stop."""
    words = template.rstrip(".").split()
    return r"\s+".join(_NAMED + re.escape(word.partition("}")[2]) if word[0] == "{" else re.escape(word) for word in words) + r"\b\.?"


_UNCHOSEN = re.compile(rf"^(?P<field>\w+):\s+(?P<word>\S+)\s+{re.escape(CHOOSE)}", re.MULTILINE)
_LEFT = re.compile("|".join(map(_pattern, _EVERY)))
# A quick look first: nearly no text has it.
_FIRST = "Write "


def left_in(text: str) -> tuple[int, int] | None:
    """Where the first placeholder that was left in a text begins and ends; None where there is none."""
    found = _LEFT.search(text) if _FIRST in text else None
    return found.span() if found else None


def unchosen(content: str) -> dict[str, str]:
    """The words of a file that still have the note that they are to be chosen, by their fields."""
    return {found["field"]: found["word"] for found in _UNCHOSEN.finditer(content)} if CHOOSE in content else {}
