"""How to cite a page, for reference managers: `record.{bib,ris,csl.json}` beside what is to be cited, `reference.*` beside each source.

The files of a record hold the record and each of its claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from generator import citations, citing
from generator.bibliography import Reference
from generator.catalog import Entry
from generator.exports import File
from generator.exports.bibtex import content
from generator.site import Site


@dataclass(frozen=True)
class _Cited:
    """A record and its claims as something to cite, made once for all formats."""

    site: Site
    entry: Entry

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        return {reference.key: reference for reference in citing.all_cited(self.site, self.entry)}

    def bibtex(self) -> str:
        return "\n".join(map(citing.bibtex, self.references.values()))

    def ris(self) -> str:
        return citations.ris(self.references)

    def csl_json(self) -> str:
        return citations.csl_json(self.references)


def files(site: Site) -> Iterator[File]:
    """Three files for each record that is to be cited, and for each source."""
    for entry in filter(citing.is_citable, site.catalog):
        cited = _Cited(site, entry)
        yield File(f"{entry.address}record.bib", cited.bibtex, beside=True)
        yield File(f"{entry.address}record.ris", cited.ris, beside=True)
        yield File(f"{entry.address}record.csl.json", cited.csl_json, beside=True)
    for key, reference in site.catalog.references.items():
        one = {key: reference}
        yield File(f"sources/{key}/reference.bib", partial(content, one), beside=True)
        yield File(f"sources/{key}/reference.ris", partial(citations.ris, one), beside=True)
        yield File(f"sources/{key}/reference.csl.json", partial(citations.csl_json, one), beside=True)
