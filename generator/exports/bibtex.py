"""`.bib` files: the bibliography as a whole and beside each case, for biblatex and whatever reads BibTeX.

They are written from what was read: nothing that a catalog does not use is published, no entry needs another or a string, and titles keep
their capitals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from ..records import bibtex_writing
from ..records.reference import Reference
from ..views.site import Site
from . import File, bibliography_files, cited_by_cases


def files(site: Site) -> Iterator[File]:
    """The bibliography as a whole, then that of each case."""
    yield from bibliography_files(site, "bib", content)
    for entry, references in cited_by_cases(site):
        yield File(f"{entry.address}references.bib", partial(content, references), beside=True)


def content(references: Mapping[str, Reference]) -> str:
    """References as entries, in the order of their keys."""
    return "\n".join(f"{bibtex_writing.entry(references[key], keep_capitals=True)}\n" for key in sorted(references))
