"""What the form for a new or corrected record is made from: kinds, inputs, words and names, as plain data for the browser.

All of it from the declarations and their models. What grows with the catalog (who there is, which sources) stands in files of its own, one for each
kind, which a browser asks for when a field needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from ..base import units
from ..base.identifier import KEY_PATTERN, SLUG_LENGTH, SLUG_PATTERN
from ..base.scripts import is_chinese
from ..catalog import required
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..citing import source_keys
from ..records import advice_numbers, advice_periods, bibtex_dates
from ..records.entry_fields import has_private
from ..records.folder import BIBLIOGRAPHY
from ..records.inputs import Input, inputs
from ..records.kinds import MEASURE, Kind, words
from ..records.models import models
from ..records.parts import Claim
from ..records.rules import ProjectRule
from ..records.values import MOST_QUOTED, PARTIES, RANGE_BOUNDS, Model, translated
from .form_words import abouts, form_words
from .form_words import labels as own_labels
from .hosting import host_of
from .short_names import short_name
from .site import Site

ADDRESS = "contribute/new/"
FOLDER = "contribute/"
FORM, SOURCES = f"{FOLDER}form.json", f"{FOLDER}sources.json"
# The bibliography as it is, at whose end new entries are put.
ENTRIES = f"{FOLDER}{BIBLIOGRAPHY.rpartition('/')[2]}"
# Beside the page of a record: its file as it is.
TEXT = "record.yml"
# Types whose values are chosen.
_CHOSEN = ("record", "term", "choice", "boolean")
_Parts = dict[str, list[dict[str, Any]]]
# Of a claim: what makes it a figure, and what a statement.
_ALTERNATIVES = {"figure": ("measure", "value", "bound", "unit", "also", "interval"), "statement": ("statement",)}
# What of a claim is asked for at once; the rest is folded.
_FIRST_OF_CLAIM = ("id", "measure", "value", "bound", "statement", "as_of", "scope", "origin", "cite")


def correction(entry: Entry, claim: str = "") -> str:
    """The address at which a record opens in the form, perhaps at one of its claims."""
    return f"{ADDRESS}?edit={entry.id}&kind={entry.kind.name}{f'&claim={claim}' if claim else ''}"


def names_address(kind: Kind) -> str:
    """Where the names of all records of a kind are."""
    return f"{FOLDER}form/{kind.address}.json"


def description(site: Site) -> dict[str, Any]:
    """The form as a JSON object: each kind with its inputs, the parts that they have, and what the browser has to know of the project."""
    catalog = site.catalog
    parts: _Parts = {}
    kinds = [_kind(site, kind, parts) for kind in catalog.kinds]
    host, with_han = host_of(site.settings.edit_base), _has_han(catalog)
    return {
        "kinds": kinds,
        "parts": parts,
        "alternatives": _ALTERNATIVES,
        "vocabularies": {
            name: [[term.id, term.label, term.description] for term in vocabulary.terms] for name, vocabulary in sorted(catalog.vocabularies.items())
        },
        "reading": {"months": bibtex_dates.months(), "seasons": advice_periods.SEASONS, "numbers": advice_numbers.tables(with_han=with_han)},
        "measures": {entry.id: [entry.record.words("unit"), entry.record.words("definition")] for entry in catalog.by_kind[MEASURE.name]},
        "dimensions": {unit: site._(str(units.NAMES[of])) for unit, of in _dimensions(with_han)} | {"": site._("money")},
        "owners": _owners(site),
        "hosts": {host: ids[0] for host, ids in sorted(catalog.publishers.by_host.items()) if len(ids) == 1},
        "outside": sorted(map(list, catalog.publishers.outside)),
        "parties": list(catalog.kinds.parties),
        "former": sorted(id for id in catalog.renamed if id not in catalog.entries),
        "id": {"pattern": SLUG_PATTERN, "longest": SLUG_LENGTH},
        "key": {"pattern": KEY_PATTERN, **asdict(source_keys.habit_of(catalog.references))},
        "limits": {"quote": MOST_QUOTED, "range_bounds": list(RANGE_BOUNDS)},
        "sources": SOURCES.removeprefix(FOLDER) if catalog.references else "",
        "bibliography": BIBLIOGRAPHY,
        "bibliography_file": ENTRIES.removeprefix(FOLDER) if bibliography(catalog) else "",
        "host": asdict(host) if host else None,
        "words": form_words(site._),
    }


def _dimensions(with_han: bool) -> Iterator[tuple[str, str]]:
    """The names of units, and what they measure."""
    return ((unit, of) for unit in units.words() if (with_han or not is_chinese(unit)) and (of := units.dimension(unit)))


def _has_han(catalog: Catalog) -> bool:
    """Whether anything in the catalog is called by a name in Han characters."""
    own = (name for entry in catalog.entries.values() for name in (*(name.text for name in entry.record.names), *entry.record.aliases))
    return any(map(is_chinese, own)) or any(is_chinese(item.title) for item in catalog.references.values())


def bibliography(catalog: Catalog) -> str:
    """The bibliography as it is; empty where it has anything that is not to be published."""
    text = next((source.text.content for source in catalog.references.values()), "")
    return "" if has_private(text) else text


def names(site: Site, kind: Kind) -> list[list[str]]:
    """All records of a kind, each as its id, its name, and the other names by which people know it."""
    found = []
    for entry in sorted(site.catalog.by_kind[kind.name], key=lambda entry: (entry.record.label.casefold(), entry.id)):
        others = dict.fromkeys((*(name.text for name in entry.record.names), *entry.record.aliases))
        found.append([entry.id, entry.record.label, *others])
    return found


def sources(site: Site) -> list[list[Any]]:
    """All sources, each as its key, who and when in short, its title, its address, its DOI, and the ids of its publishers and their owners."""
    references, hands = site.catalog.references, site.catalog.publishers.hands
    return [
        [key, short_name(site, item), item.title, item.get("url"), item.get("doi"), sorted(hands(key))] for key, item in sorted(references.items())
    ]


def _kind(site: Site, kind: Kind, parts: _Parts) -> dict[str, Any]:
    languages = {translated(kind.label_field, code): code for code in site.catalog.kinds.languages}
    fields = []
    labels, asked = {item.name: item.label for item in kind.fields}, _asked(site, kind)
    for item in inputs(models(site.catalog.kinds).records[kind.name], labels):
        told = _told(site, item, parts, {part.name: part.label for part in kind.story} if item.name == "story" else {}) | {
            "group": _group(kind, item)
        }
        told |= {"asked": True} if item.name in asked else {}
        if item.name == "story":
            parts[told["part"]] = [part | ({"asked": True} if f"story/{part['name']}" in asked else {}) for part in parts[told["part"]]]
        if language := languages.get(item.name):
            name = site.wording.locale.languages.get(language, language)
            told |= {"label": site._("{field} ({language})").format(field=site._(words(kind.label_field).capitalize()), language=name)}
            told |= {"lang": language, "group": "first"}
        fields.append(told)
    folder = "/".join(part for part in ("cases", kind.folder) if part)
    return {
        "name": kind.name,
        "label": site._(kind.label),
        "noun": site._(kind.noun),
        "description": site._(kind.description),
        "folder": folder,
        "address": f"{kind.address}/",
        "names": names_address(kind).removeprefix(FOLDER) if site.catalog.by_kind[kind.name] else "",
        "called": kind.label_field,
        "fields": fields,
        "rules": [_rule(rule) for rule in required.all_of_kind(site.catalog, kind)],
    }


def _owners(site: Site) -> dict[str, list[str]]:
    """Of every record that belongs to others, the ids of these, at whatever remove."""
    owned = ((entry.id, site.catalog.publishers.owners(entry.id) - {entry.id}) for entry in site.catalog)
    return {id: sorted(owners) for id, owners in owned if owners}


def _rule(rule: ProjectRule) -> dict[str, Any]:
    """What a rule of the project requires of a record, and how that is told."""
    asked = rule.requires
    return {
        "id": rule.id,
        "text": rule.summary,
        "isWarning": rule.severity == "warning",
        "drafts": rule.drafts,
        "where": rule.where,
        "fields": list(asked.fields),
        "count": asked.count,
        "words": asked.words,
        "story": list(asked.story),
        "links": asked.links,
        "independent": asked.independent,
        "locator": asked.locator,
        "cites": rule.cites,
        "not_for": list(rule.not_for),
    }


def _asked(site: Site, kind: Kind) -> set[str]:
    """The fields, and as `story/NAME` the parts of the story, that no record of a kind can do without by the project's own rules."""
    asked = [rule.requires for rule in required.of_kind(site.catalog, kind) if rule.severity == "error" and not rule.where]
    return {name for one in asked for name in (*one.fields, *one.count, *one.words, *(f"story/{part}" for part in one.story))}


def _group(kind: Kind, item: Input) -> str:
    """Where in the form a field stands: `first` what a record cannot do without, the rest by what it is about."""
    field = kind.by_name.get(item.name)
    if item.is_required:
        return "first"
    if item.name in ("claims", "story"):
        return item.name
    if item.type == "prose":
        return "story"
    if field and field.type in ("event", "step"):
        return "course"
    if field and field.type == "relation":
        return "related"
    return "facts" if field or item.name == "summary" else "more"


def _told(site: Site, item: Input, parts: _Parts, labels: Mapping[str, str]) -> dict[str, Any]:
    """An input as the browser has it, without what it does not say; `labels` are those of the inputs of the part that it is."""
    told: dict[str, Any] = {
        "name": item.name,
        "type": item.type,
        "label": _label(site, item),
        "about": abouts(site._).get(item.name if item.type in ("record", "amount") else "") or site._(item.description),
        "example": _example(item),
        "default": item.default,
        "required": item.is_required,
        "many": item.is_many,
        "factual": item.is_factual,
        "kinds": [name for kind in item.kinds for name in (site.catalog.kinds.parties if kind == PARTIES else (kind,))],
        "vocabulary": item.vocabulary,
        "words": [[word, own_labels(site._).get(word) or site._(words(word))] for word in item.words],
        "pattern": item.pattern,
        "longest": item.longest,
        "part": _part(site, item.model, parts, labels) if item.model else "",
    }
    return {name: value for name, value in told.items() if value not in (None, "", [], False, 0)}


def _label(site: Site, item: Input) -> str:
    """What an input is called: of what names a record by its id, that which is named."""
    named = [site._(site.catalog.kinds[kind].label) for kind in item.kinds if kind in site.catalog.kinds]
    if item.name == "id" and named:
        return " / ".join(named)
    # A label that a kind declares says more than the name of the field.
    is_declared = item.label != words(item.name).capitalize()
    return site._(item.label) if is_declared else own_labels(site._).get(item.name) or site._(item.label)


def _example(item: Input) -> str:
    """A good value, or one of several, as people type it; of what has parts none, nor of what is chosen from a list."""
    if item.type in _CHOSEN:
        return ""
    found = item.example[:1] if isinstance(item.example, list) else [item.example]
    return "".join(str(value) for value in found if value is not None and not isinstance(value, bool | dict | list))


def _part(site: Site, model: type[Model], parts: _Parts, labels: Mapping[str, str]) -> str:
    """The name of a part, whose inputs are among the parts from then on."""
    name = model.__name__
    if name not in parts:
        parts[name] = []
        parts[name] += [_told(site, item, parts, {}) | _place(model, item) for item in inputs(model, labels)]
    return name


def _place(model: type[Model], item: Input) -> dict[str, Any]:
    is_folded = model is Claim and item.name not in _FIRST_OF_CLAIM
    return {"group": "more"} if is_folded else {}
