"""`preview.json` beside every record: the little that a card shows when somebody points at a link to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from ..catalog.entries import Entry
from ..text import typography
from ..views import facets
from ..views.here import Here, lead_of
from ..views.site import Site
from . import File

# A full stop ends a sentence when a capital or a Chinese character follows; "Dr. Smith" costs half a card.
_SENTENCE = re.compile(r".*?(?:[.!?][\"”’)]?(?=\s+[A-Z\"“‘(])|[。！？])", re.DOTALL)
_SHORTEST = 40


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


def first_sentence(text: str) -> str:
    """The first sentence of a text; of very short ones as many as make a line."""
    end = 0
    while end < _SHORTEST and (match := _SENTENCE.match(text, end)):
        end = match.end()
    return text[:end].strip() if end else text
