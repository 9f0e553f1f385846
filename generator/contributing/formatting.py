"""What becomes of a file in the common layout. A formatter makes it from the text of a file, byte order mark and line ends included."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.saying import Said


class Unsafe(Exception):
    """A file in the common layout would not say what it says now, so it stays as it is; the text says why, where more is known."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's text in the common layout, and where it was not in it: lines, from 1, and what is there."""

    text: str
    places: tuple[tuple[int, Said], ...]
