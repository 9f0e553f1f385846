"""`preview.json` beside every record: the little that a card shows when somebody points at a link to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ..catalog.entries import Entry
from ..text import typography
from ..views import facets
from ..views.cards import first_sentence
from ..views.here import Here, lead_of
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file for each record."""
    for entry in site.catalog:
        yield of(site, entry)


def of(site: Site, entry: Entry) -> File:
    """That of a record."""
    return File(f"{entry.address}preview.json", partial(_content, site, entry), beside=True)


def _content(site: Site, entry: Entry) -> str:
    record = entry.record
    text = Here(site, entry.address, entry, numbered=False).plain(lead_of(entry))
    shown = {
        "title": typography.quoted(record.label, site.settings.written_in),
        "names": [list(name) for name in record.names],
        "kicker": facets.kicker(site, entry),
        "text": typography.quoted(first_sentence(text), site.settings.written_in),
    }
    return json.dumps(shown, ensure_ascii=False) + "\n"
