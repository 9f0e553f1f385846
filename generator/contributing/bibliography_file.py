"""The bibliography as a file to which entries are added: in its order, its layout and its line ends, with no other byte changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

from ..records import bibtex_writing
from ..records.bibtex_layout import Layout, Piece, layout_of, pieces
from ..records.reference import Reference

# An order is one that so many entries, and nearly all of them, are in.
_FEW, _IN_ORDER = 3, 0.95
# Emacs reads what stands behind it in the last lines of a file.
_OF_EDITORS = "Local Variables:"
_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")

_Place = tuple[int, str]


def _by_key(reference: Reference) -> _Place:
    return 0, reference.key.casefold()


def _by_date(reference: Reference) -> _Place:
    return (reference.issued.first if reference.issued else date.max).toordinal(), ""


def _by_date_down(reference: Reference) -> _Place:
    # What has no date stands last there, too.
    return -reference.issued.first.toordinal() if reference.issued else date.max.toordinal(), ""


def added(content: str, references: Mapping[str, Reference], new: Sequence[Reference]) -> str:
    """A file's text with further entries in it. `references` are those that it has, by key.

    Where the entries are ordered by key or by date, a new one goes before the first that has to follow it; else all go to the end of the file,
    behind the comments there, such as headings of parts that are still empty.
    """
    found = pieces(content)
    layout = layout_of(content, found)
    entries = [piece for piece in found if piece.is_entry]
    if not entries:
        return _begun(content, new, layout)
    known = [(piece, references[piece.key]) for piece in entries if piece.key in references]
    order = _order([reference for _, reference in known])
    highest = list(accumulate((order(reference) for _, reference in known), max)) if order else []
    parts: dict[int, list[str]] = {}
    for reference in sorted(new, key=order) if order else new:
        written = bibtex_writing.entry(reference, layout)
        follower = bisect_right(highest, order(reference)) if order else len(known)
        if follower < len(known):
            parts.setdefault(_before(content, found, known[follower][0]), []).append(f"{written}{layout.gap}")
        else:
            place = _behind(content, entries[-1]) if order else _end(content, found, entries[-1])
            parts.setdefault(place, []).append(f"{layout.gap}{written}")
    places = sorted(parts)
    whole = [content[: places[0]]]
    for place, following in pairwise((*places, len(content))):
        whole += (*parts[place], content[place:following])
    return "".join(whole)


def _order(references: Sequence[Reference]) -> Callable[[Reference], _Place] | None:
    """By what the entries of a file are ordered; None for an order that nobody sees."""
    if len(references) < _FEW:
        return None
    for order in (_by_key, _by_date, _by_date_down):
        places = [order(reference) for reference in references]
        if sum(one <= other for one, other in pairwise(places)) >= _IN_ORDER * (len(places) - 1) and places[0] != places[-1]:
            return order
    return None


def _begun(content: str, new: Sequence[Reference], layout: Layout) -> str:
    """The first entries of a file, behind the comments that it may have."""
    newline = layout.newline
    lines = content if content.endswith("\n") or not content.strip("\ufeff") else f"{content}{newline}"
    between = newline if lines.strip("\ufeff \t\r\n") and not _EMPTY_LINE.search(lines[-4:]) else ""
    return f"{lines}{between}{layout.gap.join(bibtex_writing.entry(reference, layout) for reference in new)}{newline}"


def _before(content: str, found: Sequence[Piece], follower: Piece) -> int:
    """Where an entry goes that stands before another: before the comments that belong to that."""
    place = found.index(follower)
    before = found[place - 1] if place else None
    if not before or before.type:
        return follower.start
    between = content[before.start : before.end].rstrip(" \t")
    empty = list(_EMPTY_LINE.finditer(between))
    if empty:
        return before.start + empty[-1].end()
    # Comments at the head of a file are the file's.
    return before.start + (len(between) if place == 1 else between.find("\n") + 1)


def _end(content: str, found: Sequence[Piece], last: Piece) -> int:
    """Where an entry goes that stands last: behind the comments below the last entry, but before what programs keep at the end of a file."""
    behind = found[found.index(last) + 1 :]
    if len(behind) != 1 or behind[0].type or any(sign in content[last.end :] for sign in ("@", _OF_EDITORS)):
        return _behind(content, last)
    return len(content.rstrip())


def _behind(content: str, last: Piece) -> int:
    """Where an entry goes that stands behind another: behind what is left of that line."""
    line = content[last.end :].partition("\n")[0].rstrip("\r")
    return last.end + (len(line) if line.strip() else 0)
