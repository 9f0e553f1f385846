"""What the findings of a check propose, put in place: in a text, with nothing else of it changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..base.diagnostic import Diagnostic

_LINE_END = re.compile("\r\n?|\n")


def mended(content: str, found: Iterable[Diagnostic]) -> str | None:
    """A file's text with what findings in it propose (their `instead`) at their places; None where one of them cannot be put there.

    That is where the line is another than the one that was found, and where two of them meet in one place.
    Findings that propose the same at the same place are one. Line ends stay as they are.
    """
    lines = _lines(content)
    behind = len(content)
    for span, instead in sorted({(item.span, item.instead) for item in found if item.instead is not None}, reverse=True):
        start, line = lines[span.line - 1] if span.line <= len(lines) else (0, "")
        place = start + span.column - 1
        if line != span.excerpt or place + span.width > behind or span.column - 1 + span.width > len(line):
            return None
        content, behind = f"{content[:place]}{instead}{content[place + span.width :]}", place
    return content


def _lines(content: str) -> list[tuple[int, str]]:
    """Each line with its offset, without its end."""
    found, start = [], 0
    for end in (*_LINE_END.finditer(content), None):
        found.append((start, content[start : end.start() if end else len(content)]))
        start = end.end() if end else start
    return found
