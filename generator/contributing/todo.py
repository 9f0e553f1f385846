"""What wants doing to a catalog, for whoever has an hour: all of it, or that of some kinds, records and sources, or of what has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from ..base import report
from ..base.diagnostic import did_you_mean
from ..base.saying import Said, said, several, spoken
from ..catalog import care, compare, earlier
from ..catalog.care import Need
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..records.reference import Reference
from . import diff_reports

# So many of each kind of work a reader sees who asked for all of it.
_FIRST = 10
# So many characters a summary bears of each kind of work.
_MOST = 10_000


class UnknownName(Exception):
    """There is nothing of this name; the text is for people."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Things to do in a catalog, by kinds of work; whether of what has changed since a revision alone, whether that is all there is, and
    whether some was left out that takes too long.
    """

    catalog: Catalog
    needs: Sequence[Need]
    is_of_changes: bool = False
    is_all: bool = False
    is_cut_short: bool = False


def wanted(catalog: Catalog, names: Sequence[str] = (), before: Catalog | None = None, today: date | None = None, minutes: int | None = None) -> Todo:
    """What wants doing, of the works, kinds of records, records and sources of these names, and of what is not as it was in an earlier catalog.

    To name a record is to name the sources that it cites. Of all that, where somebody has so many minutes, what fits into them. Raises UnknownName.
    """
    every = care.needs(catalog, today)
    works = {name for name in names if name in care.BY_NAME}
    about = [name for name in names if name not in works]
    if works:
        every = [need for need in every if need.work.name in works]
    if about:
        meant = {id for name in about for id in _meant(catalog, name)}
        every = [need for need in every if meant.intersection(_of(catalog, need))]
    if before is not None:
        every = [need for need in every if _has_changed(before, need)]
    chosen = every if minutes is None else _within(every, minutes)
    return Todo(catalog, chosen, before is not None, not names and before is None and minutes is None, len(chosen) < len(every))


def _within(needs: Sequence[Need], minutes: int) -> list[Need]:
    """What can be done in so many minutes: the most pressing that fits, and what else the same thing lacks before the next."""
    same: dict[str, list[int]] = {}
    for index, need in enumerate(needs):
        same.setdefault(need.id, []).append(index)
    left, chosen, least = minutes, set[int](), min((need.work.minutes for need in needs), default=0)
    for first, need in enumerate(needs):
        if left < least:
            break
        if first in chosen or need.work.minutes > left:
            continue
        for index in (first, *same[need.id]):
            if index not in chosen and needs[index].work.minutes <= left:
                chosen.add(index)
                left -= needs[index].work.minutes
    return [needs[index] for index in sorted(chosen)]


def _meant(catalog: Catalog, name: str) -> list[str]:
    """The ids of records and the keys of sources that a name stands for."""
    if name in catalog.kinds:
        return [entry.id for entry in catalog.by_kind[name]]
    if name == "source":
        return list(catalog.references)
    if found := catalog.get(name) or catalog.renamed.get(name):
        return [found.id]
    if name in catalog.references:
        return [name]
    known = [*care.BY_NAME, *catalog.kinds.by_name, *catalog.entries, *catalog.references]
    help = did_you_mean(name, known, said("name a kind of work ({works}), a kind of record, a record or a source", works=", ".join(care.BY_NAME)))
    raise UnknownName(said("there is no work, kind, record or source '{name}': {help}", name=name, help=help))


def _of(catalog: Catalog, need: Need) -> list[str]:
    """The ids and keys by which something to do can be named."""
    if need.reference:
        key = need.reference.key
        return [key, *(use.by.id for use in catalog.cites_of.get(key, ()) if isinstance(use.by, Entry))]
    return [need.entry.id] if need.entry else []


def _has_changed(before: Catalog, need: Need) -> bool:
    """Whether the record or the source is not what it was."""
    if need.reference:
        was: Reference | None = before.references.get(need.reference.key)
        return was != need.reference
    assert need.entry
    then = before.answering(need.entry.address)
    return then is None or then.document.text.content != need.entry.document.text.content


def at(root: Path, revision: str, catalog: Catalog) -> Catalog:
    """The catalog as it was at a revision. Raises records.folder.UnusableProject when there is none."""
    return earlier.at(root, revision, catalog)[0]


# --- reports ---------------------------------------------------------------------------------------------------


def _summary(todo: Todo) -> Said:
    """How much there is to do, and about how long it takes."""
    needs = todo.needs
    if not needs and todo.is_cut_short:
        return said("nothing that is missing can be done in so little time")
    if not needs:
        return said("nothing is missing that can be told")
    minutes = sum(need.work.minutes for need in needs)
    time = several("{count} minute", "{count} minutes", minutes) if minutes < 100 else several("{count} hour", "{count} hours", round(minutes / 60))
    return said("{things}, by our guess {time}", things=several("{count} thing to do", "{count} things to do", len(needs)), time=time)


def _by_work(needs: Iterable[Need]) -> Iterator[tuple[Said, Said, list[Need]]]:
    """What to do with its minutes, why, and on what."""
    for _name, found in groupby(needs, key=lambda need: need.work.name):
        some = list(found)
        work = some[0].work
        minutes = several("{count} minute", "{count} minutes", work.minutes)
        yield (
            said("{label} ({count}, {minutes} each) [{name}]", label=work.label, count=str(len(some)), minutes=minutes, name=work.name),
            work.why,
            some,
        )


def _what(todo: Todo, need: Need) -> Said:
    """What it is about, and what is there."""
    note = need.note
    if need.claim and need.entry:
        claim = next(item for item in need.entry.record.claims if item.id == need.claim)
        note = compare.in_words(todo.catalog, claim, with_measure=True)
    return said("{id}: {note}", id=need.id, note=note) if note else said("{id}", id=need.id)


def text(todo: Todo, language: str) -> str:
    """Plain lines: what to do and why, and below it the places; where all there is was asked for, the first of each kind."""
    lines: list[str] = []
    for heading, why, needs in _by_work(todo.needs):
        lines += [spoken(heading, language), f"  {spoken(why, language)}"]
        some = needs[:_FIRST] if todo.is_all else needs
        lines += [f"  {need.span.path}:{need.span.line}: {spoken(_what(todo, need), language)}" for need in some]
        if left := len(needs) - len(some):
            lines.append(f"  {spoken(said('… and {count} more: casebook todo {work}', count=str(left), work=needs[0].work.name), language)}")
        lines.append("")
    lines.append(spoken(_summary(todo), language))
    if todo.is_all and todo.needs:
        lines.append(spoken(said("for little time: casebook todo --minutes 10"), language))
    return "".join(f"{report.visible(line)}\n" for line in lines)


def as_json(todo: Todo, _language: str) -> str:
    """One object: see `care.as_data`; as `quality/todo.json` of the site, which knows no day, and so of no review that is too old."""
    return json.dumps(care.as_data(todo.needs), ensure_ascii=False, indent=1) + "\n"


def markdown(todo: Todo, language: str) -> str:
    """For an issue or a summary: each kind of work folded, every contributed word in a code span."""
    parts = [f"### {spoken(said('What wants doing'), language)}\n\n", f"{diff_reports.marked(_summary(todo), language)}\n"]
    if todo.is_of_changes and todo.needs:
        told = said("This is of all that was touched, what it lacked before with it. It can be done later, by anybody, and stops nothing.")
        parts.append(f"\n{spoken(told, language)}\n")
    for heading, why, needs in _by_work(todo.needs):
        rows = diff_reports.listed([_row(todo, need, language) for need in needs], _MOST, f"casebook todo {needs[0].work.name}", language)
        parts.append(f"\n<details><summary>{spoken(heading, language)}</summary>\n\n{spoken(why, language)}\n\n{rows}\n</details>\n")
    return "".join(parts)


def _row(todo: Todo, need: Need, language: str) -> str:
    place = diff_reports.code(f"{need.span.path}:{need.span.line}")
    return f"- [ ] {place} {diff_reports.marked(_what(todo, need), language)}\n"


FORMATS: dict[str, Callable[[Todo, str], str]] = {"text": text, "json": as_json, "markdown": markdown}
