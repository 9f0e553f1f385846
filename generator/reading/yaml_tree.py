"""A YAML file with all that stands in it: its fields and lists, how each value is written, and the comments and blank lines around them.

For tools that write a file anew and have to lose nothing. Takes a text that `yaml_events.parse` has found to be whole, and knows no field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

# A blank line, among comments.
BLANK = ""
_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\n]*")


@dataclass(slots=True, eq=False)
class Scalar:
    """A value without parts: what it says (without quotes and escapes), its style (plain when empty), and how it is written.

    Of a text in lines of its own, a block, `lines` are those lines without their common indentation, the blank ones at its end only where they count.
    """

    value: str
    style: str
    written: str
    start: int
    end: int
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Part:
    """A field of a mapping, or an item of a list (then without `key`), with the comments before it and behind it on its line."""

    key: Scalar | None
    value: Node
    owner: Collection
    start: int
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Collection:
    """A mapping or a list: its parts, whether it is written between brackets, its column, and the comments after its last part."""

    is_mapping: bool
    is_flow: bool
    column: int
    start: int
    end: int = 0
    parts: list[Part] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    owner: Part | None = None


Node = Scalar | Collection


@dataclass(slots=True)
class Tree:
    """A file: what stands above its first field, apart from it by a blank line or not, and its value; None of a file without any."""

    head: list[str]
    root: Node | None


def tree(content: str) -> Tree:
    """The tree of a text that is whole, with lines that end with line feeds."""
    builder = _Builder(content)
    parser = yaml.CSafeLoader(content)
    while (event := parser.get_event()) and type(event) is not yaml.StreamEndEvent:
        builder.take(event)
    return Tree(_Comments(builder).placed(), builder.root)


def comments(found: Tree) -> list[str]:
    """All comments of a tree, in an order of their own."""
    lines = [*found.head]
    waiting = [found.root] if isinstance(found.root, Collection) else []
    while waiting:
        collection = waiting.pop()
        lines += collection.after
        for part in collection.parts:
            lines += [*part.before, *part.behind]
            if isinstance(part.value, Collection):
                waiting.append(part.value)
    return sorted(line for line in lines if line)


class _Builder:
    """Turns YAML events into nodes."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.root: Node | None = None
        self.parts: list[Part] = []
        # All that comments can stand behind, with whom they are told of: the end of each key, value and bracket.
        self.ends: list[tuple[int, Part]] = []
        self.scalars: list[Scalar] = []
        self._open: list[Collection] = []
        self._key: Scalar | None = None

    def take(self, event: Any) -> None:
        """Add one event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            found = Collection(kind is yaml.MappingStartEvent, bool(event.flow_style), event.start_mark.column, event.start_mark.index)
            found.owner = self._place(found, found.start)
            self._open.append(found)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            closed = self._open.pop()
            closed.end = event.end_mark.index if closed.is_flow else event.start_mark.index
            if closed.is_flow and closed.owner:
                self.ends.append((closed.end, closed.owner))

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        scalar = Scalar(event.value, event.style or "", self.content[start:end], start, end)
        if scalar.style in ("|", ">"):
            self._block(scalar)
        self.scalars.append(scalar)
        if self._open and self._open[-1].is_mapping and self._key is None:
            self._key = scalar
            return
        part = self._place(scalar, scalar.start)
        if part and scalar.style in ("|", ">"):
            # It begins with a line that may end with a comment.
            part.behind += [found.group().rstrip() for found in _COMMENT.finditer(scalar.written.partition("\n")[0])]
        elif part:
            self.ends.append((scalar.end, part))

    def _place(self, node: Node, start: int) -> Part | None:
        """Put a value where it belongs: the field or item that it is of, None for the whole of the file."""
        if not self._open:
            self.root = node
            return None
        collection, key, self._key = self._open[-1], self._key, None
        part = Part(key, node, collection, key.start if key else start)
        collection.parts.append(part)
        self.parts.append(part)
        if key:
            self.ends.append((key.end, part))
        return part

    def _block(self, scalar: Scalar) -> None:
        """The lines of a text in a block, and where it really ends: what the reader passes over behind it is not of it."""
        header, _, body = scalar.written.partition("\n")
        lines = body.split("\n")[:-1] if body.endswith("\n") else body.split("\n")
        sign = header.split("#")[0]
        digit = re.search(r"\d", sign)
        if digit:
            indent = (self._open[-1].column if self._open else 0) + int(digit[0])
        else:
            first = next((line for line in lines if line.strip(" ")), "")
            indent = len(first) - len(first.lstrip(" "))
        while "+" not in sign and lines and not lines[-1][indent:] and not lines[-1].strip(" "):
            lines.pop()
        scalar.lines = [line[indent:] for line in lines]
        scalar.end = min(scalar.end, scalar.start + len("\n".join((header, *lines, ""))))


class _Comments:
    """Gives every comment and blank line of a file to the part that it belongs to."""

    def __init__(self, builder: _Builder) -> None:
        self._content = builder.content
        self._parts = sorted(builder.parts, key=lambda part: part.start)
        self._starts = [part.start for part in self._parts]
        self._ends = sorted(builder.ends, key=lambda end: end[0])
        self._scalars = sorted(builder.scalars, key=lambda scalar: scalar.start)
        self._root = builder.root

    def placed(self) -> list[str]:
        """Put all comments in their places; what stands above the first field is returned."""
        head: list[str] = []
        run: list[tuple[int, str]] = []
        reached = -1
        for place, text, is_alone in self._found():
            following = bisect_right(self._starts, place)
            if following != reached:
                self._give(run, reached, head)
                run, reached = [], following
            if not is_alone and text and (part := self._behind(place)):
                part.behind.append(text)
            else:
                run.append((place, text))
        self._give(run, reached, head)
        return head

    def _found(self) -> Iterator[tuple[int, str, bool]]:
        """The comments and blank lines between scalars: where each stands, its text, and whether it is alone on its line."""
        position = 0
        for scalar in (*self._scalars, None):
            yield from self._between(position, scalar.start if scalar else len(self._content))
            position = scalar.end if scalar else 0

    def _between(self, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
        place = start
        for line in self._content[start:end].split("\n"):
            found = _COMMENT.search(self._content, place, place + len(line))
            # The first line goes on behind a value, the last one before the next.
            is_whole = place == 0 or self._content[place - 1] == "\n"
            if found:
                yield found.start(), found.group().rstrip(), not self._content[self._line_start(place) : found.start()].strip()
            elif is_whole and not line.strip() and place + len(line) < end:
                yield place, BLANK, True
            place += len(line) + 1

    def _line_start(self, place: int) -> int:
        return self._content.rfind("\n", 0, place) + 1

    def _behind(self, place: int) -> Part | None:
        """The part that ends last on the line before a place."""
        number = bisect_right(self._ends, place, key=lambda end: end[0])
        if not number:
            return None
        end, part = self._ends[number - 1]
        return part if "\n" not in self._content[max(0, end - 1) : place].rstrip(" \t") and end > self._line_start(place) else None

    def _give(self, run: list[tuple[int, str]], following: int, head: list[str]) -> None:
        """Give what stands between two parts to the end of what the first is in, or to the second."""
        if not run:
            return
        after = self._parts[following] if following < len(self._parts) else None
        within = self._around(self._parts[following - 1]) if following else []
        if not following and after is not None:
            _head(run, head, after)
            return
        if not following:
            head.extend(text for _, text in run)
            return
        outer = self._around(after) if after else []
        ended = [collection for collection in within if not any(collection is other for other in outer)]
        column = after.owner.column if after else -1
        waiting: list[str] = []
        for place, text in run:
            if text:
                target, ended = self._ending(place, ended, column)
                if target is not None:
                    target.after.extend((*waiting, text))
                    waiting = []
                    continue
                # What follows stands before the next part, or nowhere in what has ended.
                ended = []
            waiting.append(text)
        if after:
            after.before.extend(waiting)
        elif isinstance(self._root, Collection):
            self._root.after.extend(waiting)

    def _ending(self, place: int, ended: list[Collection], column: int) -> tuple[Collection | None, list[Collection]]:
        """Which of the collections that have ended a comment still belongs to, and which may have more of them."""
        own = _column(self._content, place)
        for number, collection in enumerate(ended):
            is_inside = collection.is_flow and place < collection.end
            if is_inside or (not collection.is_flow and column < collection.column <= own):
                return collection, ended[number:]
        return None, ended

    def _around(self, part: Part) -> list[Collection]:
        """The collections that a part is in, the innermost first; with its value where that is one and has no parts."""
        found: list[Collection] = [part.value] if isinstance(part.value, Collection) else []
        current: Part | None = part
        while current:
            found.append(current.owner)
            current = current.owner.owner
        return found


def _head(run: list[tuple[int, str]], head: list[str], first: Part) -> None:
    """Above the first field: all is of the file, but for the last paragraph where there are several."""
    texts = [text for _, text in run]
    while texts and not texts[0]:
        del texts[0]
    blanks = [number for number, (text, behind) in enumerate(pairwise((*texts, BLANK))) if not text]
    cut = blanks[-1] + 1 if blanks else len(texts)
    head.extend(texts[:cut])
    first.before.extend(texts[cut:])


def _column(content: str, place: int) -> int:
    return place - (content.rfind("\n", 0, place) + 1)
