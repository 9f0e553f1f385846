"""Living blocks of hand-written pages: fences whose word is `casebook`, in which a view of the catalog is declared in YAML.

Knows where they stand in a page, and nothing of what stands in them. A fence within a longer one is code, and so is one that a list or a quote
indents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

WORD = "casebook"
# What a block shows, from its declaration; None where this is not sound.
Draw = Callable[[str], str | None]
_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<word>[^\n`]*?)[ \t]*$", re.MULTILINE)


class Block(NamedTuple):
    """A living block: the offsets of its opening fence and of what stands behind its closing one, that of its declaration, and this."""

    start: int
    end: int
    inner: int
    declared: str


def is_possible(text: str) -> bool:
    """Whether there can be a living block in a text."""
    return WORD in text and ("```" in text or "~~~" in text)


def blocks(text: str) -> Iterator[Block]:
    """The living blocks of a page, without its front matter, in their order; one that is not closed is none."""
    position = 0
    while opened := _FENCE.search(text, position):
        closing = re.compile(rf"^[ \t]*{opened['fence'][0]}{{{len(opened['fence'])},}}[ \t]*$", re.MULTILINE)
        closed = closing.search(text, opened.end())
        if closed is None:
            return
        if opened["word"] == WORD and not opened["indent"]:
            inner = min(opened.end() + 1, closed.start())
            yield Block(opened.start(), closed.end(), inner, text[inner : closed.start()])
        position = closed.end()


def replaced(text: str, draw: Draw) -> str:
    """A page with its living blocks replaced by what is drawn for each, from its declaration; one of which nothing comes stays."""
    parts, position = [], 0
    for block in blocks(text):
        drawn = draw(block.declared)
        parts += [text[position : block.start], text[block.start : block.end] if drawn is None else drawn]
        position = block.end
    return "".join((*parts, text[position:]))
