"""The old keys of a source: which of them its entry must keep, and how it comes to say so (`ids`, as biblatex has it)."""

from __future__ import annotations

from pathlib import Path

from ..catalog import by_hand, published
from ..catalog.catalog import Catalog
from ..reading import files
from ..reading.files import Text
from ..records import bibtex_layout
from ..records.bibtex_layout import Field, Piece
from ..records.folder import BIBLIOGRAPHY
from .edits import Edit

_FIELD = "ids"


def edits(root: Path, catalog: Catalog, key: str, new: str) -> list[Edit]:
    """What makes a source that gets the key `new` keep the one that it has, where that was published; and lose `new`, where it was called so."""
    keys = [one for one in catalog.references[key].former_keys if one != new] + [key] * _was_published(catalog, key)
    return _with_keys(root, catalog, key, keys)


def kept(root: Path, catalog: Catalog, key: str, old: str) -> list[Edit]:
    """What makes a source keep a key that it had before."""
    keys = dict.fromkeys([*catalog.references[key].former_keys, *[old] * _was_published(catalog, old)])
    return _with_keys(root, catalog, key, list(keys))


def _with_keys(root: Path, catalog: Catalog, key: str, keys: list[str]) -> list[Edit]:
    """What makes these the former keys of a source."""
    text, _problems = files.read_any_text(root, BIBLIOGRAPHY, files.MAX_BIB_BYTES)
    if text is None or tuple(keys) == catalog.references[key].former_keys:
        return []
    piece = next(piece for piece in bibtex_layout.pieces(text.content) if piece.is_entry and piece.key == key)
    field = next((field for field in piece.fields if field.name.lower() == _FIELD), None)
    value = f"{{{', '.join(keys)}}}"
    if field:
        return [_edit(text, field.value, text.content[field.value : field.end], value)]
    return [_added(text, piece, piece.fields[0], value)]


def _was_published(catalog: Catalog, key: str) -> bool:
    """Whether people may have the address of a source: as far as Git knows, it was on the branch that is published."""
    if catalog.history.missing is not None or not catalog.history.added:
        return True
    return key in by_hand.entries(published.text(catalog.history, BIBLIOGRAPHY))


def _added(text: Text, piece: Piece, first: Field, value: str) -> Edit:
    """The field, before the first of an entry, laid out as that is."""
    between = text.content[text.content.rfind("\n", 0, first.start) + 1 : first.start]
    behind = ", " if between.strip() else f",\n{between}"
    equals = text.content[first.start + len(first.name) : first.value]
    return _edit(text, first.start, "", f"{_FIELD}{equals}{value}{behind}")


def _edit(text: Text, offset: int, old: str, new: str) -> Edit:
    place = text.at_offset(offset)
    return Edit(text.path, place.line, place.column, old, new)
