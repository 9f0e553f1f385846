"""Braces and quotes of a `.bib` file: what closes which."""

from __future__ import annotations

import re

# A backslash makes the next character an ordinary one, or it does not.
_MARKS = {True: re.compile(r"\\.|[{}\"]", re.DOTALL), False: re.compile(r"[{}\"]")}


def closing(content: str, start: int, end: int, *, has_escapes: bool) -> int:
    """The offset of what closes the brace or the quote at `start`, -1 if nothing does before `end`. Quotes may hold balanced braces."""
    is_quote, depth = content[start] == '"', 0
    for mark in _MARKS[has_escapes].finditer(content, start + 1, end):
        character = mark.group()
        if character == "{":
            depth += 1
        elif character == "}":
            if depth == 0:
                return -1 if is_quote else mark.start()
            depth -= 1
        elif character == '"' and is_quote and depth == 0:
            return mark.start()
    return -1
