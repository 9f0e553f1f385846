"""The passages of a contributed text: its paragraphs, list items and table rows, each where it stands.

What a reader takes in at once, and what one citation vouches for. Found by the lines alone, as CommonMark and the tables of
GitHub's Markdown have them; what a passage means to a page or a check, these know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# The marker of a list item, also within a quotation; of a definition on a hand-written page. A number of more than nine digits is none.
_ITEM = re.compile(r"(?P<before>[ \t>]*)(?:(?P<number>[0-9]{1,9})[.)]|[-*+:])(?:[ \t]+|$)")
# The line below a table's head.
_RULE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


class Passage(NamedTuple):
    """A passage: the offset of its first character in the text, and itself as written, without the marker of a list item.

    `row` counts the rows of a table, from 0 for its head; it is None for what is no row.
    """

    start: int
    text: str
    row: int | None = None

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    @property
    def line(self) -> str:
        """Itself on one line."""
        return " ".join(self.text.split())


# A page asks for those of one text once for each mention in it.
@lru_cache(maxsize=64)
def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a text, in reading order; blank lines and the rules of tables are no part of any."""
    found: list[Passage] = []
    block: list[tuple[int, str]] = []
    offset = 0
    for line in (*text.split("\n"), ""):
        if line.strip():
            block.append((offset, f"{line}\n"))
        elif block:
            found += _of_block(block)
            block = []
        offset += len(line) + 1
    return tuple(found)


def at(text: str, offset: int) -> Passage | None:
    """The passage in which a character stands; None for one between two passages."""
    found = passages(text)
    place = bisect_right(found, offset, key=lambda passage: passage.start) - 1
    return found[place] if place >= 0 and offset < found[place].end else None


def _of_block(lines: Sequence[tuple[int, str]]) -> Iterator[Passage]:
    """The passages of lines without a blank one between them."""
    table = next((index for index, (_offset, line) in enumerate(lines[1:]) if "|" in line and _RULE.fullmatch(line.rstrip("\r\n"))), len(lines))
    yield from _paragraphs(lines[:table])
    rows = [line for index, line in enumerate(lines[table:]) if index != 1]
    yield from (_passage(offset, line, row) for row, (offset, line) in enumerate(rows))


def _paragraphs(lines: Sequence[tuple[int, str]]) -> Iterator[Passage]:
    """Lines that are no table, cut where a list item begins."""
    start, text, is_list = 0, "", False
    for offset, line in lines:
        item = _ITEM.match(line)
        # Within a paragraph only a list that counts from one begins: "… of the year\n1998. Then …" goes on.
        if item and text and not is_list and item["number"] not in (None, "1"):
            item = None
        if item or not text:
            if text.strip():
                yield _passage(start, text)
            is_list = is_list or bool(item)
            start, text = (offset + item.end(), line[item.end() :]) if item else (offset, line)
        else:
            text += line
    if text.strip():
        yield _passage(start, text)


def _passage(start: int, text: str, row: int | None = None) -> Passage:
    return Passage(start + len(text) - len(text.lstrip()), text.strip(), row)
