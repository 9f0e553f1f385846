"""What Zotero keeps in its field "Extra", and writes as a note: a line each, such as `Publisher: The Orchard Press`, for its next reader.

Specification: https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_PAIR = re.compile(r"^\s*([A-Za-z_][\w.+ -]{0,40}?)\s*:\s*(.*?)\s*$")
ARXIV = re.compile(r"(?:arXiv:\s*)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s*\[([\w.-]+)\])?", re.IGNORECASE)
# The fields that lines say; those without one say nothing that a reader of the source could use.
_FIELDS = {
    **{"doi": "doi", "original date": "origdate", "pmid": "pmid", "pmcid": "pmcid", "publisher": "publisher", "isbn": "isbn", "issn": "issn"},
    **{"place": "location", "version": "version", "number of pages": "pagetotal", "status": "pubstate", "genre": "type", "edition": "edition"},
    **{"number": "number", "conference name": "eventtitle", "num pages": "pagetotal", "pages": "pages", "issue": "number", "volume": "volume"},
    **{"journal abbreviation": "shortjournal", "event place": "venue", "event title": "eventtitle", "series title": "series"},
    **dict.fromkeys(("citation key", "page version id", "publication title", "accession number", "zscc", "zsccs", "_eprint", "type", "section"), ""),
    **dict.fromkeys(("accepted", "company", "distributor", "label", "institution", "library catalog", "archive location", "container-title"), ""),
    **dict.fromkeys(("running time", "rights", "license", "archive", "loc in archive", "call number", "titletranslation", "read_status"), ""),
    **dict.fromkeys(("read_status_date", "medium", "bandiera_abtest", "cg_type", "subject_term", "primary_atype", "archivelocation"), ""),
}
# What somebody may well begin a remark with.
_SPOKEN = frozenset(("place", "version", "status", "edition", "type", "section", "number of pages", "genre", "rights", "license", "company", "label"))
# What a program says after them is short, and no sentence.
# So TexMed writes the numbers of what PubMed has.
_TEXMED = re.compile(r"(?:\[(?:DOI|PubMed Central|PubMed):\s*[^\]]*\]\s*)+")
_SHORT = re.compile(r"\s*(?:[^\s.]+\s*){1,4}")


class Extra(NamedTuple):
    """What the lines of a note come to: biblatex's fields, the key that somebody gave the source, and the lines that are none for programs."""

    fields: dict[str, str]
    key: str
    rest: list[str]


def read(lines: Sequence[str]) -> Extra:
    """Sort out the lines of a note, each plain text."""
    found = Extra({}, "", [])
    key = ""
    for line in lines:
        pair = _PAIR.match(line)
        name = pair[1].lower() if pair else ""
        if arxiv := ARXIV.fullmatch(line):
            found.fields.update({"eprint": arxiv[1], "eprinttype": "arxiv", **({"eprintclass": arxiv[2]} if arxiv[2] else {})})
        elif pair and name in _FIELDS:
            if field := _FIELDS[name]:
                found.fields.setdefault(field, pair[2])
            key = key or (pair[2] if name == "citation key" else "")
        elif not name.startswith(("tex.", "bibtex")):
            found.rest.append(line)
    return found._replace(key=key)


def of_note(lines: Sequence[str]) -> Extra | None:
    """What a note says that is nothing but lines for programs; None for one in which somebody remarks something."""
    if len(lines) == 1 and _TEXMED.fullmatch(lines[0]):
        ids = {field: id[1] for field, name in (("doi", "DOI"), ("pmid", "PubMed")) if (id := re.search(rf"\[{name}:\s*([^\]]+)\]", lines[0]))}
        return Extra(ids, "", [])
    pairs = [pair for line in lines if (pair := _PAIR.match(line))]
    found = read(lines)
    is_spoken = all(pair[1].lower() in _SPOKEN and not (pair[1].lower() == "section" and _SHORT.fullmatch(pair[2])) for pair in pairs)
    return found if lines and not found.rest and not is_spoken else None
