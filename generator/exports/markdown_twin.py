"""`index.md` beside every record: the same as its page, in plain Markdown, for people and programs that read text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator import markdown
from generator.exports import File
from generator.site import Site


def files(site: Site) -> Iterator[File]:
    """One file for each record."""
    for entry in site.catalog:
        yield File(f"{entry.address}index.md", partial(markdown.record, site, entry), beside=True)
