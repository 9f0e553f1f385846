"""A `.bib` file that is read again and again: what is as it was in the last reading is not read anew.

The file falls into pieces at each `@` that begins a line. Where every piece is whole by itself, nothing in one depends on the others but the
strings defined before it, and what its entries take over from theirs; where one is not, the file is read as a whole, as it would be without
this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..base.diagnostic import Diagnostic
from ..reading.files import Text
from . import bibtex
from .bibtex_inheritance import inherited, parents
from .bibtex_raw import Findings, RawEntry
from .entry_types import NO_SOURCES
from .reference import Bibliography, Reference

_BEGINNING = re.compile(r"^(?=@)", re.MULTILINE)


@dataclass(frozen=True)
class _Piece:
    """What a piece came to, with lines of its own: `strings` are those defined after it; `is_odd` one that others may have to do with.

    Of its `entries`, those with parents are none of the `references`, which are None for what is none.
    """

    entries: Mapping[str, RawEntry]
    references: Mapping[str, Reference | None]
    broken: frozenset[str]
    found: tuple[Diagnostic, ...]
    strings: Mapping[str, str]
    is_odd: bool

    @property
    def keys(self) -> set[str]:
        """The keys of all that is in it."""
        return {*self.entries, *self.broken}


class _Entries(Mapping[str, RawEntry]):
    """The entries of all pieces, with the lines of the file."""

    def __init__(self, pieces: list[tuple[_Piece, int]]) -> None:
        self._found = {key: (entry, above) for piece, above in pieces for key, entry in piece.entries.items()}

    def __getitem__(self, key: str) -> RawEntry:
        entry, above = self._found[key]
        fields = {name: replace(field, line=field.line + above) for name, field in entry.fields.items()}
        return replace(entry, fields=fields, line=entry.line + above)

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class Pieces:
    """What the pieces of a file came to in its last reading, by their texts and the strings that they were read with."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], _Piece] = {}
        self._heirs: dict[tuple[object, ...], Reference] = {}
        self._strings: dict[tuple[tuple[str, str], ...], int] = {}

    def read(self, text: Text) -> tuple[Bibliography, list[Diagnostic]]:
        """As bibtex.read."""
        return self._by_pieces(text) or bibtex.read(text)

    def _by_pieces(self, text: Text) -> tuple[Bibliography, list[Diagnostic]] | None:
        pieces = self._pieces(text)
        if pieces is None:
            return None
        references: dict[str, Reference | None] = {}
        broken: set[str] = set()
        found: list[Diagnostic] = []
        for piece, above in pieces:
            for key in piece.entries:
                reference = piece.references.get(key)
                references[key] = replace(reference, text=text, line=reference.line + above) if reference else None
            broken |= piece.broken
            found += (replace(item, span=replace(item.span, line=item.span.line + above)) for item in piece.found)
        heirs = [key for piece, _ in pieces for key, entry in piece.entries.items() if key not in piece.references and entry.type not in NO_SOURCES]
        if heirs:
            report = Findings(text)
            references.update(self._inheriting(inherited(_Entries(pieces), broken, report, heirs), heirs, report))
            found += report.all
        others = [key for piece, _ in pieces for key, entry in piece.entries.items() if entry.type in NO_SOURCES]
        for key in others:
            del references[key]
        return bibtex.whole(references, broken, found)

    def _pieces(self, text: Text) -> list[tuple[_Piece, int]] | None:
        """The pieces, each with the number of lines above it. None when one has to do with others."""
        pieces: list[tuple[_Piece, int]] = []
        kept: dict[tuple[str, int], _Piece] = {}
        keys: set[str] = set()
        strings: Mapping[str, str] = {}
        number, above = self._number(strings), 0
        for content in _BEGINNING.split(text.content):
            name = content, number
            piece = kept[name] = self._kept.get(name) or _read(Text(text.path, content), strings)
            if piece.is_odd or not keys.isdisjoint(piece.keys):
                return None
            keys |= piece.keys
            pieces.append((piece, above))
            if piece.strings is not strings and piece.strings != strings:
                strings = piece.strings
                number = self._number(strings)
            above += content.count("\n")
        self._kept = kept
        return pieces

    def _inheriting(self, entries: Mapping[str, RawEntry], heirs: list[str], report: Findings) -> Iterator[tuple[str, Reference | None]]:
        """The references that entries with parents are."""
        kept: dict[tuple[object, ...], Reference] = {}
        for key in heirs:
            entry, before = entries[key], len(report.lines)
            fields = ((name, field.value, field.line - entry.line) for name, field in entry.fields.items())
            name = (key, entry.raw, entry.is_broken, *fields)
            if last := self._heirs.get(name):
                kept[name] = last
                yield key, replace(last, text=report.text, line=entry.line)
                continue
            reference = bibtex.references({key: entry}, report)[key]
            if reference and len(report.lines) == before:
                kept[name] = reference
            yield key, reference
        self._heirs = kept

    def _number(self, strings: Mapping[str, str]) -> int:
        """A number for strings, which are many and seldom others."""
        return self._strings.setdefault(tuple(strings.items()), len(self._strings))


def _read(text: Text, strings: Mapping[str, str]) -> _Piece:
    reader = bibtex.Reader(text, strings)
    alone = {key: entry for key, entry in reader.entries.items() if not parents(entry)}
    references = bibtex.references(alone, reader.report)
    # Of strings that are as before there is one object for all pieces.
    after = reader.strings if reader.strings != strings else strings
    return _Piece(reader.entries, references, frozenset(reader.broken), tuple(reader.report.all), after, reader.is_odd)
