"""How a `.bib` file is laid out: where its entries, fields and comments stand, to the character, and the habits that it has.

For tools that change a file and have to leave everything else as it is. What the fields say, and what is wrong with them, `bibtex` knows; what
is no well-formed entry is a piece without fields here, and nobody touches it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .bibtex_blocks import Block, blocks

_START = re.compile(r"@[ \t]*(?P<type>[^\s{(]*)\s*[{(]")
# So many of a file's lines do what counts as its habit.
_COMMON = 0.6
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its offsets: its name begins at `start`, its value at `value`, and ends at `end`. `name` is as it is written."""

    name: str
    start: int
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in a file from `start` to `end`. `type` is as it is written, and empty for what stands between the entries.

    `is_entry` says that it is a well-formed entry, but that its key may be missing: only those have a `key` and `fields`. `inside` is where that
    behind the opening bracket begins.
    """

    start: int
    end: int
    type: str = ""
    key: str = ""
    inside: int = 0
    fields: tuple[Field, ...] = ()
    is_entry: bool = False


def pieces(content: str) -> list[Piece]:
    """A file's pieces in their order; nothing of it is in none or in two of them."""
    found: list[Piece] = []
    place = 0
    for block in blocks(content, lambda _: True):
        if block.start > place:
            # The reader passes over comments and preambles.
            found.append(Piece(place, block.start, "comment"))
        if block.end > block.start:
            found.append(_piece(content, block))
        place = block.end
    return found


def _piece(content: str, block: Block) -> Piece:
    start = _START.match(content, block.start, block.end)
    if not block.type or not start:
        return Piece(block.start, block.end, block.type)
    fields = tuple(Field(item.name, item.offset, item.value, item.end) for item in block.items)
    is_entry = block.type != "string" and not block.problem and all(field.end for field in fields) and bool(block.key or fields)
    if not is_entry:
        return Piece(block.start, block.end, start["type"])
    return Piece(block.start, block.end, start["type"], block.key, start.end(), fields, is_entry=True)


@dataclass(frozen=True, slots=True)
class Layout:
    """How entries are laid out. `column` is where `=` stands on a line, for files that align it, else 0; `gap` is what stands between two entries."""

    indent: str = "  "
    equals: str = " = "
    column: int = 0
    opening: str = "{"
    closing: str = "}"
    trailing_comma: bool = True
    end_indent: str = ""
    gap: str = "\n\n"
    newline: str = "\n"
    case_of_types: str = "lower"
    case_of_fields: str = "lower"

    def entry(self, type: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
        """An entry without a line end behind it; `fields` are names and what stands in their brackets."""
        lines = [f"@{_cased(type, self.case_of_types)}{{{key},"]
        written = [f"{self.indent}{self._head(name)}{self.opening}{self._fit(value)}{self.closing}" for name, value in fields]
        lines += [f"{line}," for line in written[:-1]]
        lines += [f"{line}{',' * self.trailing_comma}" for line in written[-1:]]
        return self.newline.join((*lines, f"{self.end_indent}}}"))

    def _head(self, name: str) -> str:
        shown = _cased(name, self.case_of_fields)
        if not self.column:
            return f"{shown}{self.equals}"
        return f"{shown.ljust(self.column - len(self.indent))}={self.equals.partition('=')[2]}"

    def _fit(self, value: str) -> str:
        """A value for these brackets: in quotes a quote stands in braces."""
        return value if self.opening == "{" else value.replace('"', '{"}')


DEFAULT = Layout()


def _cased(word: str, case: str) -> str:
    return {"lower": word.lower(), "upper": word.upper(), "title": word[:1].upper() + word[1:].lower()}[case]


def _case_of(word: str) -> str:
    return "lower" if word == word.lower() else "upper" if word == word.upper() else "title"


def layout_of(content: str, found: Sequence[Piece]) -> Layout:
    """The habits of a file; where it has none, those of `DEFAULT`."""
    entries = [piece for piece in found if piece.is_entry and piece.fields]
    newline = newline_of(content)
    if not entries:
        return Layout(newline=newline, gap=newline * 2)
    lines = [line for piece in entries for line in _lines(content, piece)]
    column = _column(lines)
    values = Counter(content[field.value] for piece in entries for field in piece.fields if content[field.value] in '{"')
    opening = "{" if values["{"] >= values['"'] else '"'
    return Layout(
        indent=_most(line.indent for line in lines) if lines else DEFAULT.indent,
        equals=_most(content[field.start + len(field.name) : field.value] for piece in entries for field in piece.fields),
        column=column,
        opening=opening,
        closing="}" if opening == "{" else '"',
        trailing_comma=_most("," in content[piece.fields[-1].end : piece.end - 1] for piece in entries),
        end_indent=_most(_end_indent(content, piece) for piece in entries),
        gap=_gap(content, found, newline),
        newline=newline,
        case_of_types=_most(_case_of(piece.type) for piece in entries),
        case_of_fields=_most(_case_of(field.name) for piece in entries for field in piece.fields),
    )


def newline_of(content: str) -> str:
    """How the lines of a file end: as its first one."""
    end = content.find("\n")
    return "\r\n" if end > 0 and content[end - 1] == "\r" else "\n"


@dataclass(frozen=True, slots=True)
class _Line:
    indent: str
    name: str
    column: int


def _lines(content: str, piece: Piece) -> Iterator[_Line]:
    """The fields that begin a line of their own."""
    for field in piece.fields:
        begin = content.rfind("\n", 0, field.start) + 1
        indent = content[begin : field.start]
        between = content[field.start + len(field.name) : field.value]
        if begin and not indent.strip(" \t") and "\n" not in between:
            yield _Line(indent, field.name, len(indent) + len(field.name) + between.index("="))


def _column(lines: Sequence[_Line]) -> int:
    """Where `=` stands in most lines whatever the length of the name; 0 in a file that does not align it."""
    if len({len(line.name) for line in lines}) < 2:
        return 0
    (column, count) = Counter(line.column for line in lines).most_common(1)[0]
    aligned = {len(line.name) for line in lines if line.column == column}
    return column if len(aligned) > 1 and count >= _COMMON * len(lines) else 0


def _end_indent(content: str, piece: Piece) -> str:
    before = content[content.rfind("\n", 0, piece.end - 1) + 1 : piece.end - 1]
    return before if not before.strip(" \t") else ""


def _gap(content: str, found: Sequence[Piece], newline: str) -> str:
    """The line ends between two entries that have nothing but those between them."""
    gaps = [
        newline * content.count("\n", between.start, between.end)
        for before, between, after in zip(found, found[1:], found[2:], strict=False)
        if before.is_entry and after.is_entry and not content[between.start : between.end].strip()
    ]
    return _most(gap for gap in gaps if gap) if any(gaps) else newline * 2


def _most(values: Iterable[_T]) -> _T:
    """The most common of some values, the first of those that are equally common."""
    return Counter(values).most_common(1)[0][0]
