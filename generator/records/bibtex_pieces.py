"""A `.bib` file that is read again and again: what is as it was in the last reading is not read anew.

The file falls into pieces at each `@` that begins a line. Where every piece is whole by itself, nothing in one depends on the others but
the strings defined before it; where one is not, the file is read as a whole, as it would be without this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bibtexparser.model import ParsingFailedBlock
from bibtexparser.splitter import Splitter

from ..base.diagnostic import Diagnostic
from ..reading.files import Text
from . import bibtex
from .reference import Bibliography, Reference

_BEGINNING = re.compile(r"^(?=@)", re.MULTILINE)


@dataclass(frozen=True)
class _Piece:
    """What a piece came to, with lines of its own: `strings` are those defined after it; `is_odd` one that others may have to do with."""

    references: Mapping[str, Reference]
    broken: frozenset[str]
    found: tuple[Diagnostic, ...]
    strings: Mapping[str, str]
    is_odd: bool


class Pieces:
    """What the pieces of a file came to in its last reading, by their texts and the strings that they were read with."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], _Piece] = {}
        self._strings: dict[tuple[tuple[str, str], ...], int] = {}

    def read(self, text: Text) -> tuple[Bibliography, list[Diagnostic]]:
        """As bibtex.read."""
        return self._by_pieces(text) or bibtex.read(text)

    def _by_pieces(self, text: Text) -> tuple[Bibliography, list[Diagnostic]] | None:
        references: dict[str, Reference] = {}
        broken: set[str] = set()
        found: list[Diagnostic] = []
        kept: dict[tuple[str, int], _Piece] = {}
        keys: set[str] = set()
        strings: Mapping[str, str] = bibtex.Reader(text).strings
        number, above = self._number(strings), 0
        for content in _BEGINNING.split(text.content):
            name = content, number
            piece = kept[name] = self._kept.get(name) or _read(Text(text.path, content), strings)
            also = {key.casefold() for key in (*piece.references, *piece.broken)}
            if piece.is_odd or not keys.isdisjoint(also):
                return None
            keys |= also
            for key, reference in piece.references.items():
                references[key] = replace(reference, text=text, line=reference.line + above)
            broken |= piece.broken
            found += (replace(item, span=replace(item.span, line=item.span.line + above)) for item in piece.found)
            if piece.strings is not strings and piece.strings != strings:
                strings = piece.strings
                number = self._number(strings)
            above += content.count("\n")
        self._kept = kept
        return Bibliography(references, frozenset(broken)), found

    def _number(self, strings: Mapping[str, str]) -> int:
        """A number for strings, which are many and seldom others."""
        return self._strings.setdefault(tuple(strings.items()), len(self._strings))


def _read(text: Text, strings: Mapping[str, str]) -> _Piece:
    reader = bibtex.Reader(text, strings)
    blocks = Splitter(text.content).split().blocks
    for block in blocks:
        reader.take(block)
    # Of strings that are as before there is one object for all pieces.
    after = reader.strings if reader.strings != strings else strings
    is_odd = any(isinstance(block, ParsingFailedBlock) for block in blocks) or any(
        item.code == bibtex.BROKEN_ENTRY.code for item in reader.report.all
    )
    return _Piece(reader.references, frozenset(reader.broken), tuple(reader.report.all), after, is_odd)
