"""The catalog as plain data for machines: records and sources as JSON objects, and the JSON Schemas that describe them.

A record is written out as its file has it, without the fields that say nothing, with what the catalog computes: its
address, the unit of each figure, and what each claim's sources are worth. A source is a CSL-JSON item
(https://docs.citationstyles.org/); what CSL has no variable for stands in `custom`, as its schema provides. The schemas come from the models
(JSON Schema 2020-12). `type` is the kind of record: some kinds have a field `kind` of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..base.identifier import KEY_PATTERN, SLUG_LENGTH, SLUG_PATTERN
from ..catalog.entries import Entry
from ..catalog.evidence import Evidence, Mark
from ..catalog.uses import CiteUse, citing_claim
from ..citing import csl, types
from ..records.models import models
from ..records.reference import Reference
from ..records.values import CITATION_SCHEMA, translated
from .site import Site

Schema = dict[str, Any]


# --- objects ---------------------------------------------------------------------------------------------------


def record(site: Site, entry: Entry) -> dict[str, Any]:
    """A record as a JSON object."""
    written = entry.record.model_dump(mode="json", exclude_defaults=True)
    for claim, found in zip(entry.record.claims, written.get("claims", ()), strict=False):
        if claim.value is not None:
            found["unit"] = site.catalog.unit(claim)
        found["evidence"] = evidence(site.catalog.evidence(entry, claim))
    return {"type": entry.kind.name, "id": entry.id, "address": entry.address, "version": site.catalog.version(entry), **written}


def evidence(found: Evidence) -> dict[str, Any]:
    """What a claim's sources are worth, as a JSON object."""
    return {"sources": len(found.sources), "voices": len(found.voices), "standing": str(found.mark)}


def source(site: Site, reference: Reference) -> dict[str, Any]:
    """A source as a CSL-JSON item, with what rests on it."""
    catalog = site.catalog
    item = dict(csl.to_csl(reference))
    claims = [f"{use.by.id}/{use.by.record.claims[index].id}" for use, index in _citing(catalog.cites_of.get(reference.key, ()))]
    custom = {
        **item.pop("custom", {}),
        "address": reference.address,
        "publisherid": publisher(site, reference),
        "via": reference.via if reference.via in catalog.references else None,
        "claims": list(dict.fromkeys(claims)),
    }
    return {**item, "custom": {name: value for name, value in custom.items() if value}}


def _citing(uses: Iterable[CiteUse]) -> Iterator[tuple[Any, int]]:
    """The citations by claims, each with the place of the claim in its record."""
    return ((use, index) for use in uses if (index := citing_claim(use)) is not None)


def publisher(site: Site, reference: Reference) -> str | None:
    """The record of whoever published a source, when the catalog (without its drafts) has it."""
    found = site.catalog.publisher(reference)
    return found.id if found else None


def vocabularies(site: Site) -> dict[str, Any]:
    """The vocabularies as JSON objects, by name."""
    return {name: found.model_dump(mode="json", exclude_defaults=True) for name, found in sorted(site.catalog.vocabularies.items())}


# --- texts: each object once, however many files it stands in --------------------------------------------------


def record_texts(site: Site) -> Mapping[str, str]:
    """The records as JSON texts, by id: `site.once(record_texts)`."""
    return {entry.id: by_lines(record(site, entry)) for entry in site.catalog}


def source_texts(site: Site) -> Mapping[str, str]:
    """The sources as JSON texts, in the order of their keys: `site.once(source_texts)`."""
    return {key: by_lines(source(site, site.catalog.references[key])) for key in sorted(site.catalog.references)}


def by_lines(value: Mapping[str, Any]) -> str:
    """A JSON object with one field a line: json's own indentation takes five times as long."""
    return "{\n" + ",\n".join(f' "{name}": {encode(part)}' for name, part in value.items()) + "\n}"


# A value as JSON text. One encoder for all: making one takes as long as writing a small value.
encode = json.JSONEncoder(ensure_ascii=False).encode


# --- schemas ---------------------------------------------------------------------------------------------------

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
KEY: Schema = {"type": "string", "pattern": KEY_PATTERN}
ID: Schema = {"type": "string", "pattern": SLUG_PATTERN, "maxLength": SLUG_LENGTH}
_ADDRESS: Schema = {"type": "string", "pattern": "^[a-z0-9-]+/[A-Za-z0-9._-]+/$", "description": "The page, below the site's root."}


def schemas(site: Site, ref: str) -> dict[str, Schema]:
    """The schema of every object, by name; `ref` is how one refers to another, such as `#/$defs/{model}`."""
    kinds = site.catalog.kinds
    found: dict[str, Schema] = models(kinds).json_schemas(ref)
    for kind in kinds:
        _complete(found[models(kinds).records[kind.name].__name__], kind.name)
    claim = found["Claim"]
    claim["properties"] |= {"evidence": {"$ref": ref.format(model="Evidence")}}
    claim["required"] = [*claim["required"], "evidence"]
    claim["properties"]["unit"]["description"] = "The figure's unit: its own, or that of its measure."
    claim["properties"]["cite"] = {
        "type": "array",
        "items": CITATION_SCHEMA,
        "description": "The sources, as `key` or `key[locator]`; with a quote as an object.",
    }
    return {**found, "Evidence": _evidence_schema(), "Source": _source_schema(ref), "Name": _name_schema(), "Date": _date_schema()}


def _complete(schema: Schema, kind: str) -> None:
    """A record's schema with what is written out beside its own fields."""
    own = {"type": {"const": kind, "description": "The kind of record."}, "id": {**ID, "description": "The record's id."}, "address": _ADDRESS}
    own["version"] = {"type": "string", "pattern": "^[0-9a-f]{10}$", "description": "Changes when the record or one of its sources changes."}
    schema["properties"] = {**own, **schema["properties"]}
    schema["required"] = [*own, *schema.get("required", ())]


def _evidence_schema() -> Schema:
    return {
        "type": "object",
        "description": "What a claim's sources are worth, computed from who published them.",
        "properties": {
            "sources": {**_COUNT, "description": "How many sources the claim has."},
            "voices": {**_COUNT, "description": "How many independent voices vouch for it; sources of one hand are one."},
            "standing": {"enum": [str(mark) for mark in Mark], "description": "The mark of its evidence, in a word."},
        },
        "required": ["sources", "voices", "standing"],
        "additionalProperties": False,
    }


def _source_schema(ref: str) -> Schema:
    names = {"type": "array", "items": {"$ref": ref.format(model="Name")}}
    date = {"$ref": ref.format(model="Date")}
    kinds = sorted({kind.csl for kind in types.ALL})
    custom = {
        "type": "object",
        "properties": {
            "address": _ADDRESS,
            "publisherid": {**ID, "description": "Whoever published it: a record of the catalog."},
            "via": {**KEY, "description": "The source through which alone this one is known."},
            "archivedate": {"type": "string", "description": "When it was archived (at `archive_location`)."},
            "eprint": {"type": "string", "description": "Its number in an archive such as arXiv, which `eprinttype` names."},
            "eprinttype": _TEXT,
            "eprintclass": _TEXT,
            "holder": {"type": "string", "description": "Who holds the patent."},
            "claims": {"type": "array", "items": _TEXT, "description": "The claims that rest on it, as `record/claim`."},
        },
        "required": ["address"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "description": "A source as a CSL-JSON item. Variables that are not listed here are texts.",
        "properties": {
            "id": KEY,
            "type": {"enum": kinds},
            "title": _TEXT,
            **dict.fromkeys(("author", "editor", "translator", "container-author"), names),
            **dict.fromkeys(("issued", "accessed", "original-date", "event-date"), date),
            "custom": custom,
        },
        "required": ["id", "type", "title", "custom"],
        "additionalProperties": _TEXT,
    }


def _name_schema() -> Schema:
    parts = ("family", "given", "non-dropping-particle", "suffix", "literal")
    return {
        "type": "object",
        "description": "A name: in parts, or (of organisations, and where a name has no parts) in one piece as `literal`.",
        "properties": dict.fromkeys(parts, _TEXT),
        "minProperties": 1,
        "additionalProperties": False,
    }


def _date_schema() -> Schema:
    moment = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
    return {
        "type": "object",
        "description": "A date as [year, month, day], as far as it is stated; two of them for an interval, in which [0] is an open end.",
        "properties": {
            "date-parts": {"type": "array", "items": moment, "minItems": 1, "maxItems": 2},
            "circa": {"const": True, "description": "The date is only about right."},
        },
        "required": ["date-parts"],
        "additionalProperties": False,
    }


def vocabularies_schema(site: Site) -> Schema:
    """The schema of the vocabularies."""
    labels = ("label", *(translated("label", language) for language in site.catalog.kinds.languages))
    term = {
        "type": "object",
        "properties": {"id": ID, **dict.fromkeys((*labels, "inverse", "description"), _TEXT), "outside": {"type": "boolean"}},
        "required": ["id", "label", "description"],
        "additionalProperties": False,
    }
    one = {
        "type": "object",
        "properties": {"title": _TEXT, "summary": _TEXT, "terms": {"type": "array", "items": term}},
        "required": ["title", "summary", "terms"],
        "additionalProperties": False,
    }
    return {"type": "object", "description": "The words that fields such as `kind` and `role` take, by vocabulary.", "additionalProperties": one}
