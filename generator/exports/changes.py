"""`data/changes.json`: what is new for machines: when each record came in and last changed, after Git, and every correction.

The latest come first; who last looked on some day reads down to it. Without Git there are no days, and the list of records is empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ..views.here import Here
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file."""
    yield File("data/changes.json", partial(_content, site.public), beside=True)


def _content(site: Site) -> str:
    catalog = site.catalog
    records = [
        {
            "id": entry.id,
            "type": entry.kind.name,
            "title": entry.record.label,
            "address": entry.address,
            "data": f"{entry.address}record.json",
            "added": catalog.added(entry),
            "changed": changed,
        }
        for entries in catalog.by_kind.values()
        for entry in sorted(entries, key=lambda entry: entry.id)
        if (changed := catalog.changed(entry.path))
    ]
    records.sort(key=lambda record: str(record["changed"]), reverse=True)
    corrections = [
        {
            "record": entry.id,
            "address": entry.address,
            "on": str(item.on),
            "what": item.what,
            "was": item.was,
            "now": item.now,
            "why": Here(site, "", entry, numbered=False).plain(item.why),
        }
        for entry, item in catalog.corrections
    ]
    return json.dumps({"records": records, "corrections": corrections}, ensure_ascii=False) + "\n"
