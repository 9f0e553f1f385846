"""`record.json` beside every record: the record as it is, without the fields that say nothing, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from generator.catalog import Entry
from generator.exports import File
from generator.site import Site


def files(site: Site) -> Iterator[File]:
    """One file for each record."""
    for entry in site.catalog:
        yield File(f"{entry.address}record.json", partial(_content, site, entry), beside=True)


def _content(site: Site, entry: Entry) -> str:
    record = entry.record.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"id": entry.id, "kind": entry.kind, "version": site.catalog.version(entry), **record}, ensure_ascii=False, indent=1) + "\n"
