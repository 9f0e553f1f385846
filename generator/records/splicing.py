"""A text in which pieces were replaced, and the way back: where in the text as it was written something of the new one stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Change(NamedTuple):
    """What is to stand in a text from one offset to another."""

    start: int
    end: int
    text: str


class Region(NamedTuple):
    """From where to where something stands. It `is_exact` when that is all of it, and nothing else."""

    start: int
    end: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Spliced:
    """A text, made of another one (`before`) by changes. `pieces` are these as (start, end in the new text, change), in their order."""

    text: str
    before: str
    pieces: tuple[tuple[int, int, Change], ...]

    def back(self, start: int, end: int) -> Region:
        """Where in the text before something stood that is in the new one from `start` to `end`; of what was put in, the place of all of it."""
        inside = next((piece for piece in self.pieces if piece[0] <= start and end <= piece[1] and piece[0] < piece[1]), None)
        if inside is None:
            first, last = self._offset(start, is_end=False), self._offset(end, is_end=True)
            return Region(first, max(first, last))
        change = inside[2]
        written, shown = self.before[change.start : change.end], self.text[start:end]
        if (start, end) == inside[:2]:
            return Region(change.start, change.end)
        if shown and written.count(shown) == 1:
            found = change.start + written.index(shown)
            return Region(found, found + len(shown))
        return Region(change.start, change.end, is_exact=False)

    def _offset(self, offset: int, *, is_end: bool) -> int:
        shift = 0
        for start, end, change in self.pieces:
            # What begins or ends within a piece has all of it.
            if start < offset < end:
                return change.end if is_end else change.start
            # What was taken out stands between what ends there and what begins there.
            if end <= offset and not (is_end and start == end == offset):
                shift = change.end - end
            elif start >= offset:
                break
        return offset + shift


def spliced(text: str, changes: Iterable[Change]) -> Spliced:
    """A text with changes in it; of those that meet, the first in the text is made."""
    parts, pieces, position, length = list[str](), list[tuple[int, int, Change]](), 0, 0
    for change in sorted(set(changes)):
        if change.start < position:
            continue
        parts += [text[position : change.start], change.text]
        length += change.start - position
        pieces.append((length, length + len(change.text), change))
        length += len(change.text)
        position = change.end
    return Spliced("".join((*parts, text[position:])), text, tuple(pieces))
