"""Where a value of a BibTeX field ends, by BibTeX's own grammar: what it says, `bibtex_entry` knows."""

from __future__ import annotations

import re

# What may close or nest a value; a backslash makes the next character an ordinary one.
_MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)


def closing(raw: str, start: int) -> int | None:
    """The offset that closes the brace or quote at `start`; quotes may hold balanced braces."""
    closer, depth = '"' if raw[start] == '"' else "}", 0
    for mark in _MARK.finditer(raw, start + 1):
        character = mark.group()
        if character == closer and depth == 0:
            return mark.start()
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth < 0:
                return None
    return None
