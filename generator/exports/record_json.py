"""`record.json` beside every record: the same object as in the catalog's one file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..catalog.entries import Entry
from ..views import opendata
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file for each record; drafts too, while they are previewed."""
    for entry in site.catalog:
        yield of(site, entry)


def of(site: Site, entry: Entry) -> File:
    """That of a record."""
    return File(f"{entry.address}record.json", partial(_record, site, entry.id), beside=True)


def _record(site: Site, id: str) -> str:
    # In a preview the texts of published records are those of the public site.
    text = site.public.once(opendata.record_texts).get(id) or site.once(opendata.record_texts)[id]
    return f"{text}\n"
