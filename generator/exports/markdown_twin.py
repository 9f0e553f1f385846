"""`index.md` beside every record: the same as its page, in plain Markdown, for people and programs that read text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..catalog.entries import Entry
from ..views import markdown
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file for each record."""
    for entry in site.catalog:
        yield of(site, entry)


def of(site: Site, entry: Entry) -> File:
    """That of a record."""
    return File(f"{entry.address}index.md", partial(markdown.record, site, entry), beside=True)
