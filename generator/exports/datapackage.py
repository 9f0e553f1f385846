"""`data/datapackage.json`: the CSV tables described as a Frictionless data package (https://datapackage.org/).

Types, constraints and keys of every table, the licence, and the size and SHA-256 of every file, so that a copy can be checked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ..views import tables
from ..views.columns import Column, Table
from ..views.site import Site
from . import File, csv_tables

_TYPES = {"text": "string"}


def files(site: Site) -> Iterator[File]:
    """One file."""
    yield File("data/datapackage.json", partial(_content, site.public), beside=True)


def _content(site: Site) -> str:
    return json.dumps(package(site), ensure_ascii=False, indent=1) + "\n"


def package(site: Site) -> dict[str, Any]:
    """The description of the tables."""
    licence = site.settings.licence
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", site.settings.name.lower()).strip("-") or "catalog",
        "title": site.settings.name,
        "description": site.settings.description,
        "homepage": site.settings.url,
        "licenses": [{"name": licence.name.replace(" ", "-"), "path": licence.url, "title": licence.name}] if licence else [],
        "sources": [{"title": "The bibliography", "path": "sources.bib"}] if site.catalog.references else [],
        "resources": [_resource(site, table) for table in site.once(tables.tables)],
    }
    return {name: value for name, value in found.items() if value}


def _resource(site: Site, table: Table) -> dict[str, Any]:
    content = site.once(csv_tables.texts)[table.name].encode()
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": tables.csv_path(table),
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table, site.once(tables.tables)),
    }


def _schema(table: Table, every: Sequence[Table]) -> dict[str, Any]:
    keys = [
        # A table is to itself an empty name.
        {"fields": list(own), "reference": {"resource": "" if other == table.name else other, "fields": list(theirs)}}
        for own, other, theirs in tables.foreign_keys(table, every)
    ]
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""], "primaryKey": list(table.key)}
    return {**schema, "foreignKeys": keys} if keys else schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": column.about}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    if column.pattern:
        constraints["pattern"] = column.pattern
    return {**field, "constraints": constraints} if constraints else field
