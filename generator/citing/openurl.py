"""References as OpenURLs, which COinS puts into a page for reference managers.

Specification: ANSI/NISO Z39.88-2004, in keys and values (KEV), with its formats for journals, books, dissertations, patents and, for all
else, Dublin Core.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from ..records.reference import Name, Reference
from . import csl, types

# The kinds that OpenURL has a format of its own for, by their types in RIS, with its genre.
_FORMATS = {
    "JOUR": ("journal", "article"),
    "JFULL": ("journal", "issue"),
    "BOOK": ("book", "book"),
    "EDBOOK": ("book", "book"),
    "CONF": ("book", "book"),
    "CHAP": ("book", "bookitem"),
    "CPAPER": ("book", "proceeding"),
    "RPRT": ("book", "report"),
    "THES": ("dissertation", ""),
    "PAT": ("patent", ""),
}
_TITLES = {
    **{"article": ("atitle", "jtitle"), "issue": ("atitle", "jtitle"), "bookitem": ("atitle", "btitle"), "proceeding": ("atitle", "btitle")},
    **{"book": ("btitle", "title"), "report": ("btitle", "series")},
}
_VALUES = {
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "number-of-pages": "tpages",
    "edition": "edition",
    "publisher-place": "place",
    "collection-title": "series",
    "container-title-short": "stitle",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "language",
}
Pairs = Iterator[tuple[str, Any]]


def openurl(reference: Reference) -> str:
    """A reference as an OpenURL ContextObject in keys and values."""
    item, kind = csl.to_csl(reference), types.of(reference)
    form, genre = _FORMATS.get(kind.ris, ("dc", ""))
    title, container = _TITLES.get(genre, ("title", "source"))
    # Readers take the type first, and what the other keys mean from it.
    pairs: list[tuple[str, Any]] = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"), ("rft.genre", genre)]
    pairs += [("rft.type", kind.zotero if form == "dc" else "")]
    pairs += [(f"rft.{title}", csl.with_volume(item)), (f"rft.{container}", item.get("container-title"))]
    pairs += [*_people(reference, form), ("rft.date", reference.issued.stated[0].text if reference.issued else "")]
    pairs += [*_publisher(reference, item, form)]
    pairs += [(f"rft.{name}", item.get(variable)) for variable, name in _VALUES.items() if name != container]
    pairs += [("rft_id", f"info:doi/{item['DOI']}" if "DOI" in item else ""), ("rft_id", item.get("URL"))]
    return "&".join(f"{name}={_quoted(value)}" for name, value in pairs if value)


def _people(reference: Reference, form: str) -> Pairs:
    """People in two parts, particles and suffixes kept; organisations in one."""
    author = {"dc": "creator", "patent": "inventor"}.get(form, "au")
    people = reference.author or reference.editor
    first = next((name for name in people if not name.literal), None)
    if first and form not in ("dc", "patent"):
        yield from (("rft.aulast", first.surname), ("rft.aufirst", first.given), ("rft.ausuffix", first.suffix))
    yield from ((f"rft.{'aucorp' if name.is_organisation else author}", in_two_parts(name)) for name in people)


def in_two_parts(name: Name) -> str:
    """A person's name as `Family, Given`: readers of these know no third part."""
    return name.literal or ", ".join(filter(None, (name.surname, f"{name.given} {name.suffix}".strip())))


def _publisher(reference: Reference, item: Mapping[str, Any], form: str) -> Pairs:
    if form == "dissertation":
        yield from (("rft.inst", item.get("publisher")), ("rft.degree", item.get("genre")))
    elif form == "patent":
        yield from (("rft.number", item.get("number")), ("rft.assignee", reference.holder), ("rft.co", item.get("jurisdiction")))
    else:
        yield "rft.publisher" if form == "dc" else "rft.pub", item.get("publisher")


# Most values are the same for many sources.
_quoted = lru_cache(maxsize=4096)(quote_plus)
