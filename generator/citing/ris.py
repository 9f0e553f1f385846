"""References as RIS, for reference managers.

The tags are those of the RIS specification of 2011 with its tables for each type, as Zotero, EndNote and pandoc read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..base.dates import Edtf
from ..records.reference import Reference
from . import types
from .csl import OTHERS, date_in, to_csl

Lines = Iterator[tuple[str, Any]]

_NAMES = {"author": "AU", "editor": "A2", "translator": "A4", "container-author": "C2"}
# In records of books A2 is whoever edits the series.
_BOOKS = frozenset(("BOOK", "EDBOOK"))
_TAGS = {
    "title-short": "ST",
    "container-title-short": "J2",
    "publisher": "PB",
    "volume": "VL",
    "number-of-volumes": "NV",
    "issue": "IS",
    "chapter-number": "SE",
    "ISSN": "SN",
    "ISBN": "SN",
    "DOI": "DO",
    "language": "LA",
    "archive_location": "AN",
}
# Where the number of the document has a tag of its own, which other types have for an ISBN.
_NUMBERED = frozenset(("RPRT", "PAT", "STAND"))
_CONFERENCES = frozenset(("CPAPER", "CONF"))
# Zotero takes M3 for a DOI there.
_WITHOUT_GENRE = frozenset(("JOUR", "MGZN", "NEWS", "JFULL"))


def ris(references: Mapping[str, Reference]) -> str:
    """References as a RIS file, in the order of their keys."""
    return "\n".join(to_ris(references[key]) for key in sorted(references))


def to_ris(reference: Reference) -> str:
    """A reference as a RIS record."""
    item, type = to_csl(reference), types.of(reference).ris
    lines: list[tuple[str, Any]] = [("TY", type), ("ID", reference.key)]
    tags = {**_NAMES, "editor": "ED"} if type in _BOOKS else _NAMES
    lines += [(tag, _name(name)) for role, tag in tags.items() for name in item.get(role, ())]
    lines += [*_titles(item, type), *_places(reference, item, type)]
    lines += [(tag, item.get(variable)) for variable, tag in _TAGS.items()]
    lines += [*_numbers(item, type), *_addresses(reference), *_pages(item), *_dates(reference)]
    lines += [("M3", item.get("genre") if type not in _WITHOUT_GENRE else ""), *_notes(reference, item, type)]
    return "".join(f"{tag}  - {value}\n" for tag, value in (*((tag, value) for tag, value in lines if value), ("ER", "")))


def _titles(item: Mapping[str, Any], type: str) -> Lines:
    container, event, series = (item.get(name, "") for name in ("container-title", "event-title", "collection-title"))
    if "volume-title" in item and not container:
        # A volume of several goes by its own title here, and belongs to the whole.
        yield from (("TI", item["volume-title"]), ("T2", item["title"]))
    elif type in _CONFERENCES and event:
        yield from (("TI", item["title"]), ("T2", event), ("C3", container))
    else:
        yield from (("TI", item["title"]), ("T2", container or event))
    yield "T3", series
    yield "TT", item.get("original-title")


def _places(reference: Reference, item: Mapping[str, Any], type: str) -> Lines:
    place, venue = reference.get("location") and (item.get("publisher-place") or item.get("jurisdiction", "")), item.get("event-place", "")
    yield "CY", venue if type in _CONFERENCES and venue else place or venue
    yield "C1", place if type in _CONFERENCES and venue else ""


def _numbers(item: Mapping[str, Any], type: str) -> Lines:
    number, series, version = (item.get(name, "") for name in ("number", "collection-number", "version"))
    yield "SN" if type in _NUMBERED else "M1", number
    yield "M1", series
    yield "ET", item.get("edition") or version


def _addresses(reference: Reference) -> Lines:
    yield from (("UR", address) for address in dict.fromkeys((reference.url, reference.eprint_url)))


def _pages(item: Mapping[str, Any]) -> Lines:
    """A range of pages as its first and its last; anything else in one piece. Of a whole work, how many there are."""
    pages = item.get("page", "")
    first, _, last = pages.partition("-")
    if not last or re.search(r"[-,;]", last):
        yield "SP", pages or item.get("number-of-pages")
    else:
        yield from (("SP", first.strip()), ("EP", last.strip()))


def _dates(reference: Reference) -> Lines:
    if reference.issued:
        yield from (("PY", reference.issued.stated[0].text[:4]), ("DA", _date(reference.issued)))
    if accessed := date_in(reference, "urldate"):
        yield "Y2", _date(accessed)
    yield "OP", "; ".join(filter(None, map(reference.get, ("origlocation", "origpublisher", "origdate"))))


def _notes(reference: Reference, item: Mapping[str, Any], type: str) -> Lines:
    yield "N1", item.get("note")
    yield "N1", f"Version {item['version']}" if "version" in item and "edition" in item else ""
    yield "N1", f"Part {item['part-number']}" if "part-number" in item else ""
    yield "N1", item.get("status")
    yield "N1", f"Held by {reference.holder}" if reference.holder else ""
    yield "N1", f"Pages: {item['number-of-pages']}" if "number-of-pages" in item and "page" in item else ""
    archive, number, part = map(reference.get, ("eprinttype", "eprint", "eprintclass"))
    yield "N1", f"{archive}:{number}".lstrip(":") + f" [{part}]" * bool(part) if number else ""
    yield "N1", f"Held on {reference.get('eventdate')}" if reference.get("eventdate") else ""


def _name(name: Mapping[str, str]) -> str:
    """A name as RIS has it: `Family, Given, Suffix`; a comma at the end keeps a name without parts in one piece."""
    if literal := name.get("literal"):
        return literal if literal == OTHERS else f"{literal},"
    family = f"{name.get('non-dropping-particle', '')} {name['family']}".strip()
    return ", ".join(part for part in (family, name.get("given", ""), name.get("suffix", "")) if part)


def _date(value: Edtf) -> str:
    """`YYYY/MM/DD/`, with nothing where nothing is stated; of an interval its first date. RIS has no word for "about" and "since"."""
    parts = [*value.stated[0].text.split("-"), "", ""][:3]
    return "/".join((*parts, ""))
