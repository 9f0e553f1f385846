"""How to cite a page, for reference managers: `record.{bib,ris,csl.json}` beside what is to be cited, `reference.*` beside each source.

The files of a record hold the record and each of its claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from ..catalog.entries import Entry
from ..citing import csl, ris
from ..records.reference import Reference
from ..views import cite_us
from ..views.site import Site
from . import File
from .bibtex import content


@dataclass(frozen=True)
class _Cited:
    """A record and its claims as something to cite, made once for all formats."""

    site: Site
    entry: Entry

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        return {reference.key: reference for reference in cite_us.all_cited(self.site, self.entry)}

    def bibtex(self) -> str:
        return content(self.references)

    def ris_records(self) -> str:
        return ris.ris(self.references)

    def csl_json(self) -> str:
        return csl.csl_json(self.references)


def files(site: Site) -> Iterator[File]:
    """Three files for each record that is to be cited, and for each source."""
    for entry in filter(cite_us.is_citable, site.catalog):
        cited = _Cited(site, entry)
        yield File(f"{entry.address}record.bib", cited.bibtex, beside=True)
        yield File(f"{entry.address}record.ris", cited.ris_records, beside=True)
        yield File(f"{entry.address}record.csl.json", cited.csl_json, beside=True)
    for key, reference in site.catalog.references.items():
        one = {key: reference}
        yield File(f"{reference.address}reference.bib", partial(content, one), beside=True)
        yield File(f"{reference.address}reference.ris", partial(ris.ris, one), beside=True)
        yield File(f"{reference.address}reference.csl.json", partial(csl.csl_json, one), beside=True)
