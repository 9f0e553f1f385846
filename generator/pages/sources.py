"""The bibliography: every source by name, with how much rests on it; its pages are short, and the letters lead to each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..citing import csl
from ..records.reference import Reference
from ..text.prose import RecordLink
from ..views import about_source
from ..views.here import Here
from ..views.paging import Part, parts
from ..views.short_names import short_name
from ..views.site import Page, Site

# So many stand on one page, and so many in the list of those on which most rests, where there are more than one page.
ON_A_PAGE, MOST = 100, 8
# What names go under that do not begin with a letter.
_DIGIT, _OTHER = "0–9", "…"


@dataclass(frozen=True)
class Row:
    """A source in the bibliography: `claims` of so many cite it, `vouched` of them have an independent voice, `uses` counts every place."""

    link: RecordLink
    name: str
    kind: str
    year: str
    iso: str
    publisher: RecordLink | None
    language: str
    read: str
    uses: int
    claims: int
    vouched: int
    id: str = ""


def pages(site: Site) -> Iterator[Page]:
    """The list of all sources, in as many pages as it takes."""
    if site.catalog.references:
        for address, part in parts("sources/", len(site.catalog.references), ON_A_PAGE):
            yield Page(address, part.title(site, site._("Sources")), "sources.html", partial(_view, part), _describe, section="sources/")


def _describe(here: Here) -> str:
    return here.site._("Every source of the catalog, with all that rests on it: {count}").format(count=len(here.site.catalog.references))


def _view(part: Part, here: Here) -> Mapping[str, Any]:
    site = here.site
    every = site.once(_in_order)
    letters = dict[str, int]()
    for place, reference in enumerate(every):
        letters.setdefault(_letter(short_name(site, reference)), place)
    first = {place: letter for letter, place in letters.items()}
    start = (part.number - 1) * part.length
    rows = [_row(reference, here, first.get(place, "")) for place, reference in enumerate(part.cut(every), start)]
    years = sorted({reference.issued.first.year for reference in every if reference.issued}, reverse=True)
    return {
        "rows": rows,
        "most": [_row(reference, here) for reference in _most(every, here)] if part.is_first and len(part.addresses) > 1 else [],
        "letters": [RecordLink(letter, f"{here.href(part.addresses[place // part.length])}#{_id(letter)}") for letter, place in letters.items()],
        "choices": list(_choices(rows, here)),
        "years": [(f"{year:04}", site.wording.year(year)) for year in years],
        "count": len(every),
        "cited": sum(bool(site.catalog.cites_of.get(reference.key)) for reference in every),
        "pager": part.pager(here),
        "bib": here.href("sources/references.bib"),
        "toc": [],
    }


def _in_order(site: Site) -> Sequence[Reference]:
    return sorted(site.catalog.references.values(), key=lambda reference: (*_sorted_by(short_name(site, reference)), reference.key))


def _sorted_by(name: str) -> tuple[int, str]:
    """Names that begin with a digit come before those with a letter, others last; accents do not count."""
    return {_DIGIT: 0, _OTHER: 2}.get(_letter(name), 1), _plain(name)


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _letter(name: str) -> str:
    """What a name goes under: its first letter, or a sign for digits, or for what is no letter of the Latin alphabet."""
    sign = next((sign for sign in _plain(name) if sign.isalnum()), "")
    return sign.upper() if sign.isascii() and sign.isalpha() else _DIGIT if sign.isascii() and sign else _OTHER


def _id(letter: str) -> str:
    return f"_letter-{letter.lower() if letter.isalpha() else 'none' if letter == _OTHER else '0'}"


def _most(every: Sequence[Reference], here: Here) -> list[Reference]:
    """Those that most claims cite, the most cited first."""
    cites = here.site.catalog.cites_of
    return [
        one
        for one in sorted(every, key=lambda one: -len(about_source.claims(cites.get(one.key, ()))))[:MOST]
        if about_source.claims(cites.get(one.key, ()))
    ]


def _row(reference: Reference, here: Here, letter: str = "") -> Row:
    site, catalog = here.site, here.site.catalog
    uses = catalog.cites_of.get(reference.key, ())
    claims = about_source.claims(uses)
    publisher = catalog.publisher(reference)
    reads = {"whole": site._("read"), "part": site._("read in part"), "no": site._("not read")}
    return Row(
        RecordLink(reference.title, here.href(reference.address)),
        short_name(site, reference),
        site._(csl.kind(reference)),
        site.wording.year(reference.issued.first.year) if reference.issued else "",
        f"{reference.issued.first.year:04}" if reference.issued else "",
        here.link(publisher) if publisher else None,
        about_source.language(here, reference),
        reads.get(reference.read, ""),
        len(uses),
        len(claims),
        sum(bool(catalog.evidence(entry, entry.record.claims[index]).voices) for entry, index in claims),
        _id(letter) if letter else "",
    )


def _choices(rows: Sequence[Row], here: Here) -> Iterator[tuple[str, str, list[str]]]:
    """By what the sources of one page can be told apart: the name of the field, what people read, and the values."""
    _ = here.site._
    for name, label in (("kind", _("Kind")), ("year", _("Year")), ("language", _("Language")), ("read", _("How it was read"))):
        # Years go by their number, the newest first: "44 AD" comes behind "1999".
        found = {str(getattr(row, name)): row.iso for row in rows if getattr(row, name)}
        values = sorted(found, key=found.__getitem__, reverse=True) if name == "year" else sorted(found)
        if len(values) > 1:
            yield name, label, values
