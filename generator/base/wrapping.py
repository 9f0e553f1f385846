"""Lines of a terminal: how wide a text is in its columns, and how it is broken into lines, where characters of East Asia take two of them."""

from __future__ import annotations

import re
import unicodedata

from .scripts import UNSPACED

# Signs that begin no line, and such as end none.
_CLOSING = "\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\uff09\u300b\u3009\u300d\u300f\u3011\u201d\u2019\u2026"
_STOPS = ("\u3002", "\uff1b", "\uff0c", "\uff1a", "\uff1f", "\uff01")
_OPENING = "\uff08\u300a\u3008\u300c\u300e\u3010\u201c\u2018"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*(?:[{UNSPACED}]|[^\s{UNSPACED}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*")


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: characters that are wide take two, combining marks none."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrap(text: str, width: int, first: str = "", following: str = "") -> list[str]:
    """A text in lines of at most so many columns, if its words let it; `first` begins the first line, `following` the others.

    What is written without spaces is broken anywhere, but no line begins with a sign that closes, or ends with one that opens.
    """
    lines, line, is_begun = [], first, False
    gap = ""
    for unit in _UNIT.findall(text):
        if not unit.strip():
            # Behind a full stop of theirs there is no space.
            gap = " " if unit and line[-1:] not in _STOPS else ""
            continue
        if is_begun and columns(line) + len(gap) + columns(unit) > width:
            lines.append(line)
            line, is_begun, gap = following, False, ""
        line += (gap if is_begun else "") + unit
        is_begun, gap = True, ""
    return [*lines, line] if is_begun else lines
