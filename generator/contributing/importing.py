"""Sources from other programs into the bibliography: told from those that are there, given keys and publishers, and written, all or none.

Every entry has one fate, which is said: added, already there, or refused with its place and the reason.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..base.saying import NOTHING, Said, row, said, several
from ..catalog.catalog import Catalog
from ..citing import source_keys
from ..reading.files import Text
from ..records import bibtex, organisation_words, same_work
from ..records.folder import BIBLIOGRAPHY
from ..records.reference import Name, Reference
from . import bibliography_file
from .import_reading import KEY_FIELDS, Candidate
from .whole_files import as_read, read_whole, write_whole


class CannotImport(Exception):
    """Nothing can be added to the bibliography; the text says why, and nothing was written."""


@dataclass(frozen=True)
class Fate:
    """What becomes of a candidate: it is added under a key, or there already under one (`why` says what the two have in common), or refused."""

    candidate: Candidate
    key: str = ""
    is_added: bool = False
    why: Said = NOTHING
    notes: tuple[Said, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether it was not taken, and is not there either."""
        return not self.key

    def __str__(self) -> str:
        if self.is_refused:
            return said("refused because {why}", why=self.why)
        if not self.is_added:
            return said("already there as {key}: {why}", key=self.key, why=self.why)
        return row((said("added {key}", key=self.key), *self.notes))


@dataclass(frozen=True)
class Plan:
    """What becomes of all candidates, and the text of the bibliography before and after."""

    fates: tuple[Fate, ...]
    before: str
    after: str

    @property
    def summary(self) -> Said:
        """How many were added, were there, and were refused."""
        refused, added = sum(fate.is_refused for fate in self.fates), sum(fate.is_added for fate in self.fates)
        there = len(self.fates) - refused - added
        parts = [
            said("{count} added", count=added),
            *([said("{count} already there", count=there)] if there else []),
            *([said("{count} refused", count=refused)] if refused else []),
        ]
        return several("{count} source: {parts}", "{count} sources: {parts}", len(self.fates), parts=row(parts))

    @property
    def difference(self) -> str:
        """The change of the file, as `diff -u` shows it."""
        lines = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), BIBLIOGRAPHY, BIBLIOGRAPHY, lineterm="")
        return "".join(f"{line}\n" for line in lines)


def plan(root: Path, catalog: Catalog, candidates: Sequence[Candidate]) -> Plan:
    """What is to be done with candidates. Raises CannotImport when the bibliography cannot be read or changed safely."""
    content = _content(root)
    fates, new = _sorted_out(catalog, candidates)
    for _ in range(2):
        after = bibliography_file.added(content, catalog.references, new) if new else content
        found, _problems = bibtex.read(Text(BIBLIOGRAPHY, as_read(after)))
        lost = {reference.key for reference in new} - found.references.keys()
        if not lost:
            break
        # What nobody could read back is not written.
        fates = [
            replace(fate, key="", is_added=False, why=said("it cannot be written so that it can be read again")) if fate.key in lost else fate
            for fate in fates
        ]
        new = [reference for reference in new if reference.key not in lost]
    if any(found.references.get(key) != reference for key, reference in catalog.references.items()):
        raise CannotImport(
            said(
                "{bibliography} cannot be changed without changing what it says; 'casebook check' says what is wrong with it",
                bibliography=BIBLIOGRAPHY,
            )
        )
    return Plan(tuple(fates), content, after)


def carry_out(root: Path, planned: Plan) -> None:
    """Write the bibliography, whole or not at all. Raises OSError; then all is as it was."""
    if planned.after != planned.before:
        write_whole(root, BIBLIOGRAPHY, planned.after)


def _content(root: Path) -> str:
    if not (root / BIBLIOGRAPHY).exists():
        return ""
    content, problems = read_whole(root, BIBLIOGRAPHY)
    if content is None:
        first = problems[0]
        raise CannotImport(
            said("{bibliography}:{line}: {message}; {help}", bibliography=BIBLIOGRAPHY, line=first.span.line, message=first.message, help=first.help)
        )
    return content


def _sorted_out(catalog: Catalog, candidates: Sequence[Candidate]) -> tuple[list[Fate], list[Reference]]:
    """The fate of each candidate, and the references that are to be added."""
    works = same_work.Works()
    for reference in catalog.references.values():
        works.add(reference)
    taken = {key.casefold() for key in (*catalog.references, *catalog.bibliography.broken)}
    habit = source_keys.habit_of(catalog.references)
    keys: dict[str, str] = {}
    fates: list[Fate] = []
    new: list[Reference] = []
    for candidate in candidates:
        if candidate.reference is None:
            fates.append(Fate(candidate, why=candidate.refused))
        elif twin := works.find(candidate.reference):
            keys[candidate.reference.key] = twin.reference.key
            fates.append(Fate(candidate, twin.reference.key, why=said("the same {what}", what=twin.why)))
        else:
            whole, notes = _completed(candidate.reference, catalog)
            if (key := _own_key(candidate, habit, taken)) is None:
                is_taken = candidate.key.casefold() in taken
                why = said("the key '{key}' is taken", key=candidate.key) if is_taken else said("the key '{key}' cannot be one", key=candidate.key)
                fates.append(Fate(candidate, why=why))
                continue
            key = key or source_keys.make(whole, habit, taken, whole.get("publisherid"))
            taken.add(key.casefold())
            keys[candidate.reference.key] = key
            new.append(replace(whole, key=key))
            works.add(new[-1])
            fates.append(Fate(candidate, key, is_added=True, notes=(*(said("without its {what}", what=what) for what in candidate.left_out), *notes)))
    return _linked(fates, new, keys, catalog)


def _own_key(candidate: Candidate, habit: source_keys.Habit, taken: Collection[str]) -> str | None:
    """The key that a candidate has, when it can keep it, else an empty text; None where it wants no other."""
    is_free = source_keys.is_possible(candidate.key) and candidate.key.casefold() not in taken
    if is_free and (candidate.is_key_wanted or habit.fits(candidate.key)):
        return candidate.key
    return None if candidate.is_key_wanted else ""


def _completed(reference: Reference, catalog: Catalog) -> tuple[Reference, tuple[Said, ...]]:
    """A reference as it is to be written: with a publisher if one can be told; and what there is to say of it."""
    fields = dict(reference.fields)
    notes = []
    publisher = fields.get("publisherid", "")
    if publisher and publisher not in catalog.entries:
        notes.append(said("without its publisherid (there is no record '{id}')", id=publisher))
        del fields["publisherid"]
    if not fields.get("publisherid") and (found := catalog.publishers.of(replace(reference, fields=fields))):
        fields["publisherid"] = found[0]
        notes.append(said("published by {id}", id=found[0]))
    author, editor, translator = (tuple(map(_whole_name, names)) for names in (reference.author, reference.editor, reference.translator))
    return replace(reference, fields=fields, author=author, editor=editor, translator=translator), tuple(notes)


def _whole_name(name: Name) -> Name:
    """A name that is an organisation's, in one piece."""
    return Name(literal=str(name), is_organisation=True) if organisation_words.is_organisation(name) else name


def _linked(fates: list[Fate], new: list[Reference], keys: Mapping[str, str], catalog: Catalog) -> tuple[list[Fate], list[Reference]]:
    """References that name each other by the keys that they have now; what names an entry that is not there says no more of it."""
    linked = []
    notes: dict[str, list[Said]] = {}
    for reference in new:
        fields = dict(reference.fields)
        for name in set(KEY_FIELDS) & fields.keys():
            named = [key.strip() for key in fields[name].split(",")]
            known = [keys.get(key, key) for key in named if key in keys or key in catalog.references]
            fields[name] = ", ".join(key for key in known if key != reference.key)
            if not fields[name]:
                del fields[name]
                notes.setdefault(reference.key, []).append(said("without its {name} (what it names is not there)", name=name))
        linked.append(replace(reference, fields=fields))
    return [replace(fate, notes=(*fate.notes, *notes.get(fate.key, ()))) if fate.is_added else fate for fate in fates], linked
