"""`references.bib`: the whole bibliography below `/sources/`, and beside each case the sources that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.bibliography import Reference, entries
from generator.catalog import Entry
from generator.exports import File
from generator.site import Site


def files(site: Site) -> Iterator[File]:
    """The bibliography as a whole, then that of each case that cites something."""
    catalog = site.catalog
    yield File("sources/references.bib", partial(_content, catalog.references))
    cited: dict[Entry, dict[str, Reference]] = {}
    for use in catalog.cite_uses:
        if isinstance(use.by, Entry) and use.by.kind == "case" and use.name in catalog.references:
            cited.setdefault(use.by, {})[use.name] = catalog.references[use.name]
    for entry, references in cited.items():
        yield File(f"{entry.address}references.bib", partial(_content, references))


def _content(references: Mapping[str, Reference]) -> str:
    return "\n".join(entries(references))
