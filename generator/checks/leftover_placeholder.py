"""A text that a skeleton left for somebody to write is still there, and would be published.

`casebook new` writes what belongs into a field where nobody can know it: “Write here what a stranger needs to know about …”. That is fine in a
draft. Nor does anybody mean the description of a field as its value, the names and texts that were invented for an example (“A short
title”, the figure of 5,200 visitors), or the same example of a field in two records.

Where a word of a list has to stand, the skeleton takes the first and notes behind it that it is to be chosen.

In a list of words, and in the declaration of a kind, it is looked for as soon as a published record uses the word or is of the kind.

**Way out:** write what is true of this record, or remove the field; while you do not know it, `status: draft` keeps the record unpublished.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..base.diagnostic import Concern, Diagnostic, Span, rule
from ..base.saying import Said, said
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..reading.yaml_reader import Route
from ..records.folder import KINDS, VOCABULARIES
from ..records.kinds import Field, Kind, invented
from ..records.model_fields import fields_of
from ..records.models import models
from ..records.placeholders import left_in, may_be_in, unchosen
from ..records.values import TermOf

RULE = rule("leftover-placeholder", __doc__, about=Concern.RECORDS)

_HELP = said("write what belongs there, or keep the record a draft: status: draft")
# Common fields whose example says nothing of a thing of its own.
_NO_EXAMPLE = frozenset(("cite", "status", "formerly"))


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Placeholders, descriptions and invented examples in published records, and in the words and kinds that these use."""
    told = {kind.name: _told(kind, catalog) for kind in catalog.kinds}
    published = [entry for entry in catalog if not entry.is_draft]
    for entry in published:
        if may_be_in(entry.document.text.content):
            yield from _placeholders(entry)
        yield from _unchosen(catalog, entry)
        yield from _untouched(entry, told[entry.kind.name])
    yield from _doubled(catalog, published)
    yield from _in_vocabularies(catalog, published)
    yield from _in_kinds(catalog, published)


def _placeholders(entry: Entry) -> Iterator[Diagnostic]:
    for route, text in _texts(entry.document.data):
        if place := left_in(text):
            # Where it is folded over two lines, its first words.
            whole, first = entry.document.parts(route, text, [place, (place[0], place[0] + len("Write "))])
            yield RULE.at(first if whole == entry.at(*route) else whole, _left(text[slice(*place)], _name(route)), _HELP)


def _unchosen(catalog: Catalog, entry: Entry) -> Iterator[Diagnostic]:
    """Words that a skeleton has put there, with its note behind them; whoever has chosen another may leave the note."""
    for name, word in unchosen(entry.document.text.content).items():
        item = entry.kind.by_name.get(name)
        vocabulary = catalog.vocabularies.get(item.vocabulary) if item else None
        if vocabulary and vocabulary.terms and vocabulary.terms[0].id == word:
            message = said("'{word}' in '{name}' is only the first word of the list", word=word, name=name)
            yield RULE.at(entry.at(name), message, said("choose one of '{vocabulary}', and delete the note behind it", vocabulary=vocabulary.title))


def _texts(data: Any, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Every text in plain data, with its route."""
    if isinstance(data, str):
        yield route, data
    elif isinstance(data, dict | list):
        for step, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(part, (*route, step))


def _left(text: str, name: str) -> Said:
    return said("the placeholder “{text}” still stands in '{name}'", text=" ".join(text.split()), name=name)


def _name(route: Route) -> str:
    """The field that a route leads to."""
    return next((step for step in reversed(route) if isinstance(step, str)), "")


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a field: its description, and the example that nobody took from a record."""

    description: str
    example: Any


def _told(kind: Kind, catalog: Catalog) -> Mapping[tuple[str, ...], _Told]:
    """What the skeleton of a kind says of its fields, by the routes of these."""
    told: dict[tuple[str, ...], _Told] = {("story", part.name): _Told(part.description, None) for part in kind.story}
    for name, field in fields_of(models(catalog.kinds).records[kind.name]).items():
        item, example = kind.by_name.get(name), (field.examples or [None])[0]
        is_invented = _is_invented(item) if item else name not in kind.words and name not in _NO_EXAMPLE
        told[name,] = _Told(str(field.description), example if is_invented else None)
    return told


def _is_invented(item: Field) -> bool:
    """Whether a field's declaration gives no example of its own."""
    return bool(_listed(item.example) == [invented(item.type, item.kinds)])


def _untouched(entry: Entry, told: Mapping[tuple[str, ...], _Told]) -> Iterator[Diagnostic]:
    data = entry.document.data
    parts = data.get("story")
    for route, known in told.items():
        value = data.get(route[0]) if len(route) == 1 else parts.get(route[1]) if isinstance(parts, dict) else None
        if isinstance(value, str):
            text = value.strip()
            if text == known.description:
                yield RULE.at(entry.at(*route), said("'{name}' is still the description of the field", name=route[-1]), _HELP)
            elif text == known.example and _is_telling(text):
                yield _example(entry, route)
        elif known.example is not None and isinstance(value, list | dict):
            examples = [example for example in _listed(known.example) if _is_telling(example)]
            for place, item in _values(entry, route[0]):
                if any(_same(item, example) for example in examples):
                    yield _example(entry, place)


def _example(entry: Entry, route: Route) -> Diagnostic:
    return RULE.at(entry.at(*route), said("this is still the example of the field '{name}'", name=_name(route)), _HELP)


def _is_telling(example: Any) -> bool:
    """Whether nobody means an example by chance: a single word, an id or a date may well be true of something."""
    if isinstance(example, dict):
        return any(_is_telling(part) for part in example.values())
    return isinstance(example, str) and " " in example


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _same(value: Any, example: Any) -> bool:
    """Whether a value is an example, whatever YAML took its parts for."""
    if isinstance(value, dict) and isinstance(example, dict):
        return value.keys() == example.keys() and all(_same(value[name], example[name]) for name in value)
    return str(value).strip() == str(example)


def _doubled(catalog: Catalog, published: list[Entry]) -> Iterator[Diagnostic]:
    """Examples that a project declares: one may be taken from a record, of two one at the least is none."""
    for kind in catalog.kinds:
        declared = {name: kind.words[name][1] for name in ("summary", "text") if name in kind.words}
        declared |= {item.name: item.example for item in kind.of_type("text", "prose", "event", "step", "relation") if not _is_invented(item)}
        for name, given in declared.items():
            for example in filter(_is_telling, _listed(given)):
                found = [
                    (entry, route) for entry in published if entry.kind is kind for route, value in _values(entry, name) if _same(value, example)
                ]
                for entry, route in found if len(found) > 1 else ():
                    message = said("this is the example of the field '{name}', and it stands in {count} places", name=name, count=len(found))
                    yield RULE.at(entry.at(*route), message, _HELP)


def _values(entry: Entry, name: str) -> Iterator[tuple[Route, Any]]:
    value = entry.document.data.get(name)
    yield from (((name, place), item) for place, item in enumerate(value)) if isinstance(value, list) else [((name,), value)]


def _in_vocabularies(catalog: Catalog, published: list[Entry]) -> Iterator[Diagnostic]:
    used = {(leaf.role.vocabulary, leaf.value) for entry in published for leaf in entry.leaves if isinstance(leaf.role, TermOf)}
    for name, vocabulary in catalog.vocabularies.items():
        path = f"{VOCABULARIES}/{name}.yml"
        if left_in(vocabulary.summary) and any(named == name for named, _word in used):
            yield _beside(catalog, path, ("summary",), vocabulary.summary)
        for index, term in enumerate(vocabulary.terms):
            if left_in(term.description) and (name, term.id) in used:
                yield _beside(catalog, path, ("terms", index, "description"), term.description)


def _in_kinds(catalog: Catalog, published: list[Entry]) -> Iterator[Diagnostic]:
    for kind in catalog.kinds:
        if left_in(kind.description) and any(entry.kind is kind for entry in published):
            yield _beside(catalog, f"{KINDS}/{kind.name}.yml", ("description",), kind.description)


def _beside(catalog: Catalog, path: str, route: Route, text: str) -> Diagnostic:
    document = catalog.documents.get(path)
    return RULE.at(document.at(*route) if document else Span(path), _left(text, _name(route)), said("write it in your own words"))
