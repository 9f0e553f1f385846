"""The layout of a bibliography: one field a line, two blanks before it, a blank on either side of `=`, a comma behind it, and an empty line
between two entries. No value, comment or order changes, and what is no well-formed entry stays to the character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..base.saying import Said, said
from ..reading.files import Text
from ..records import bibtex
from ..records.bibtex_layout import DEFAULT, Piece, newline_of, pieces
from .formatting import Formatted, Unsafe
from .whole_files import MARK, as_read, with_line_feeds

_COMMENT = re.compile(r"%[^\n]*")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_LINE = re.compile(r"(?<= line )\d+")
# The blanks before an entry.
_INDENT = re.compile(r"\n[ \t]+\Z")


def formatted(content: str) -> Formatted:
    """A `.bib` file in the common layout; its lines end as its first one does. Raises Unsafe."""
    mark, own = content[: content.startswith(MARK)], content.removeprefix(MARK)
    newline = newline_of(own)
    plain = with_line_feeds(own)
    texts = list(_texts(plain))
    if not _is_safe(plain, texts):
        # Whoever reads one otherwise than it was meant, that one stays.
        texts = [
            (piece, text if _is_safe(plain[piece.start : piece.end], [(piece, text)]) else plain[piece.start : piece.end]) for piece, text in texts
        ]
        if not _is_safe(plain, texts):
            raise Unsafe
    whole = mark + "".join(text for _, text in texts).replace("\n", newline)
    places = tuple(_places(plain, texts))
    if whole != content and not places:
        places = ((_first_other_end(own, newline), said("the end of the line")),)
    return Formatted(whole, places)


def _is_safe(before: str, texts: Sequence[tuple[Piece, str]]) -> bool:
    after = "".join(text for _, text in texts)
    return before == after or _said(before) == _said(after)


def _places(content: str, texts: Sequence[tuple[Piece, str]]) -> Iterator[tuple[int, Said]]:
    """Where the pieces of a file are not as they are to be."""
    line = 1
    for piece, text in texts:
        old = content[piece.start : piece.end]
        if old != text:
            yield line, said("the entry '{key}'", key=piece.key) if piece.is_entry else said("between entries")
        line += old.count("\n")


def _said(content: str) -> tuple[object, ...]:
    """What a reader takes from a file, wherever in it that stands."""
    bibliography, found = bibtex.read(Text("", as_read(content)))
    told = {(item.code, _LINE.sub("", item.message), item.help) for item in found}
    return bibliography.references, bibliography.broken, told


def _first_other_end(content: str, newline: str) -> int:
    """The first line whose end is not `newline`."""
    lines = content.split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.endswith("\r") != (newline == "\r\n")), 1)


def _texts(content: str) -> Iterator[tuple[Piece, str]]:
    """Each piece of a file with what is to stand there."""
    found = pieces(content)
    for before, piece, after in zip((None, *found), found, (*found[1:], None), strict=False):
        text = content[piece.start : piece.end]
        if piece.key and piece.fields:
            text = _entry(content, piece)
        elif not piece.type:
            text = _between(text, before, after)
        if before and before.is_entry and piece.is_entry:
            # Nothing stands between the two.
            text = f"\n\n{text}"
        if not after and piece.type and content[piece.end - 1] in "})":
            text += "\n"
        yield piece, text


def _between(text: str, before: Piece | None, after: Piece | None) -> str:
    """What stands before, between or after entries: at most one empty line in a row, and comments as near to an entry as they were."""
    if not text.strip():
        is_of_entries = before and after and (before.is_entry or after.is_entry)
        return "" if not before else "\n\n" if is_of_entries or (after and text.count("\n") > 1) else "\n"
    text = _BLANK.sub("\n\n", text)
    if not before:
        text = text.lstrip("\n")
    return _INDENT.sub("\n", text) if after else f"{text.rstrip()}\n"


def _entry(content: str, piece: Piece) -> str:
    opening = content[piece.inside - 1]
    lines = [f"@{piece.type}{opening}{piece.key},"]
    place = content.index(piece.key, piece.inside) + len(piece.key)
    for field in piece.fields:
        _add_comments(lines, content[place : field.start])
        # One between the name and the value has no place there.
        lines += _own_lines(content[field.start + len(field.name) : field.value])
        lines.append(f"{DEFAULT.indent}{field.name} = {content[field.value : field.end]},")
        place = field.end
    _add_comments(lines, content[place : piece.end - 1])
    return "\n".join((*lines, content[piece.end - 1]))


def _own_lines(between: str) -> list[str]:
    return [f"{DEFAULT.indent}{found.group()}" for found in _COMMENT.finditer(between)]


def _add_comments(lines: list[str], between: str) -> None:
    """Add the comments between two fields: one that stands behind a field stays on its line."""
    for found in _COMMENT.finditer(between):
        if "\n" in between[: found.start()]:
            lines.append(f"{DEFAULT.indent}{found.group()}")
        else:
            lines[-1] += f" {found.group()}"
