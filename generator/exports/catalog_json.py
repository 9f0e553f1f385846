"""`data/catalog.json`: the whole catalog in one file, and `data/catalog.schema.json`, the JSON Schema (2020-12) that it is valid by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from ..records.models import models
from ..views import opendata
from ..views.site import Site
from . import File

SCHEMA = "catalog.schema.json"


def files(site: Site) -> Iterator[File]:
    """The catalog and its schema."""
    yield File("data/catalog.json", partial(_content, site.public), beside=True)
    yield File(f"data/{SCHEMA}", partial(_schema_content, site.public), beside=True)


def _content(site: Site) -> str:
    records = site.once(opendata.record_texts)
    head = {"$schema": SCHEMA, "name": site.settings.name, "description": site.settings.description, "url": site.settings.url}
    head["license"] = site.settings.licence.url if site.settings.licence else ""
    parts = [f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in head.items() if value]
    parts += [f'"{kind.table}": {_list(records[entry.id] for entry in _by_id(site, kind.name))}' for kind in site.catalog.listed_kinds]
    if site.catalog.references:
        parts.append(f'"sources": {_list(site.once(opendata.source_texts).values())}')
    parts.append(f'"vocabularies": {json.dumps(opendata.vocabularies(site), ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _by_id(site: Site, kind: str) -> list[Any]:
    return sorted(site.catalog.by_kind[kind], key=lambda entry: entry.id)


def _list(texts: Iterable[str]) -> str:
    return "[" + ",\n".join(texts) + "]"


def _schema_content(site: Site) -> str:
    return json.dumps(schema(site), ensure_ascii=False, indent=1) + "\n"


def schema(site: Site) -> dict[str, Any]:
    """The JSON Schema of the catalog's one file."""
    lists: dict[str, Any] = {
        kind.table: {
            "type": "array",
            "items": {"$ref": f"#/$defs/{models(site.catalog.kinds).records[kind.name].__name__}"},
            "description": f"{kind.plural}, in the order of their ids.",
        }
        for kind in site.catalog.listed_kinds
    }
    if site.catalog.references:
        lists["sources"] = {"type": "array", "items": {"$ref": "#/$defs/Source"}, "description": "Sources, in the order of their keys."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site.settings.url}data/{SCHEMA}" if site.settings.url else SCHEMA,
        "title": f"The catalog {site.settings.name}",
        "type": "object",
        "properties": {
            **{name: {"type": "string"} for name in ("$schema", "name", "description", "url")},
            **({"license": {"const": licence.url}} if (licence := site.settings.licence) else {}),
            **lists,
            "vocabularies": opendata.vocabularies_schema(site),
        },
        "required": ["name", *(["license"] if licence else []), *lists, "vocabularies"],
        "additionalProperties": False,
        "$defs": opendata.schemas(site, "#/$defs/{model}"),
    }
