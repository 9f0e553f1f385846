"""What an entry takes over from others: from those that `xdata` names, and from the one of `crossref`.

The rules are biblatex's (manual, 2.4.1 and appendix B): what an entry has itself stays; the title of a book, of proceedings or of a journal
is the book's or journal's title in what is a part of it; some fields belong to one entry alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import reduce

from ..base.identifier import normal_key
from ..base.saying import as_it_is, said
from .bibtex_raw import BAD_FIELD, UNTIDY, Findings, RawEntry, RawField
from .entry_fields import canonical
from .entry_types import resolve

XDATA = "xdata"
# Several entries that biblatex prints as one.
SET = "set"
# How many entries of a circle are named.
_MOST = 6
LEADING = (XDATA, "crossref")
_PARTS = ("inbook", "bookinbook", "suppbook")
_COLLECTED = ("incollection", "inreference", "suppcollection")
_TITLES = ("title", "subtitle", "titleaddon")
# Types of parents, types of children, and what the titles of the one are called in the other.
_RENAMED = (
    (("mvbook",), ("book", *_PARTS), "main"),
    (("mvcollection", "mvreference"), ("collection", "reference", *_COLLECTED), "main"),
    (("mvproceedings",), ("proceedings", "inproceedings"), "main"),
    (("book",), _PARTS, "book"),
    (("collection", "reference"), _COLLECTED, "book"),
    (("proceedings",), ("inproceedings",), "book"),
    (("periodical",), ("article", "suppperiodical"), "journal"),
)
_NEW_NAMES = {
    (parent, child): {"title": f"{what}title", "subtitle": f"{what}subtitle", "titleaddon": f"{what}titleaddon"}
    for parents, children, what in _RENAMED
    for parent in parents
    for child in children
}
_OWN = frozenset(
    "ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype shorthand "
    "shorthandintro sortkey".split()
)
_OWN_OF_RENAMED = frozenset("shorttitle sorttitle indextitle indexsorttitle".split())
# An entry that has one of them has no use for what its parent says of the others.
_DATE = frozenset(("date", "year", "month", "day"))


def parents(entry: RawEntry) -> list[str]:
    """The keys of the entries that one takes over from, the nearest first."""
    return [key for name in LEADING for key in _keys(entry, name)]


def _keys(entry: RawEntry, name: str) -> list[str]:
    field = entry.fields.get(name)
    return [normal_key(key) for key in re.split(r"[\s,]+", field.value) if key] if field else []


def inherited(entries: Mapping[str, RawEntry], broken: Set[str], report: Findings, asked: Iterable[str] | None = None) -> dict[str, RawEntry]:
    """Entries by their keys, with what they take over: those `asked` for, and theirs, or all.

    Parents that are not there are reported, unless they are among the `broken`; so are circles, and what is in one is broken.
    """
    done: dict[str, RawEntry] = {}
    for key in entries if asked is None else asked:
        if key in done:
            continue
        if not (path := {key: None} if parents(entries[key]) else {}):
            done[key] = entries[key]
        # Without recursion: a chain may be as long as a file.
        while path:
            last = next(reversed(path))
            waiting = [parent for parent in parents(entries[last]) if parent in entries and parent not in done]
            circle = next((parent for parent in waiting if parent in path), None)
            if circle is not None:
                round = list(path)[list(path).index(circle) :]
                done.update(_circle(round, entries, report))
                path = {other: None for other in path if other not in done}
            elif waiting:
                path[waiting[0]] = None
            else:
                del path[last]
                done[last] = _with_parents(entries[last], done, broken, report)
    return done


def _circle(keys: list[str], entries: Mapping[str, RawEntry], report: Findings) -> Iterator[tuple[str, RawEntry]]:
    for index, key in enumerate(keys):
        entry = entries[key]
        following = keys[(index + 1) % len(keys)]
        name = next(name for name in LEADING if following in _keys(entry, name))
        others = (*keys[index:], *keys[:index])
        named = map(as_it_is, [*(f"'{other}'" for other in others[:_MOST]), *(["…"] if len(others) > _MOST else []), f"'{key}'"])
        told = reduce(lambda one, other: said("{one} from {other}", one=one, other=other), named)
        report.add(
            BAD_FIELD,
            entry.line_of(name),
            said("the entry takes over from itself: {told}", told=told),
            said("remove '{name}' from one of them", name=name),
            name,
        )
        yield key, replace(entry, is_broken=True)


def _with_parents(entry: RawEntry, done: Mapping[str, RawEntry], broken: Set[str], report: Findings) -> RawEntry:
    fields = dict(entry.fields)
    for name in LEADING:
        for key in _keys(entry, name):
            if parent := done.get(key):
                _take_over(fields, entry, parent)
            elif key not in broken:
                message = said("there is no entry '{key}' here to take over from", key=key)
                report.add(UNTIDY, entry.line_of(name), message, said("add it, correct the key, or remove '{name}'", name=name), key)
    return replace(entry, fields=fields)


def _take_over(fields: dict[str, RawField], entry: RawEntry, parent: RawEntry) -> None:
    """Add to the fields of an entry what it lacks of its parent's."""
    own = {canonical(name) for name in fields}
    own |= _DATE if own & _DATE else set()
    child_type, parent_type = (resolve(type)[0].type for type in (entry.type, parent.type))
    new_names = _NEW_NAMES.get((parent_type, child_type), {})
    given = {name: item for name, item in parent.fields.items() if item.value and name not in _OWN and not (new_names and name in _OWN_OF_RENAMED)}
    # Titles go first: a book's own `booktitle` is the older way to say the same.
    for name in (*new_names, *(name for name in given if name not in new_names)):
        if (item := given.get(name)) and canonical(target := new_names.get(name, name)) not in own:
            fields.setdefault(target, replace(item, inherited=item.inherited or parent.key))
    if parent_type in ("book", "mvbook") and child_type in _PARTS and "bookauthor" not in own and (author := given.get("author")):
        fields["bookauthor"] = replace(author, inherited=author.inherited or parent.key)
