"""Forms that say with tags of their own what RIS says: EndNote's (`%A`, which Google Scholar, CNKI and publishers offer), RefWorks', NoteExpress'.

Each record becomes one of RIS, tag by tag, and is read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..base.saying import said
from .import_items import Item, NotThisFormat
from .import_ris import of_ris

_KINDS = {
    **{
        "journal": "JOUR",
        "journal article": "JOUR",
        "electronic article": "EJOUR",
        "article": "JOUR",
        "magazine article": "MGZN",
        "magazine": "MGZN",
    },
    **{"newspaper article": "NEWS", "newspaper": "NEWS", "news": "NEWS", "book": "BOOK", "whole": "BOOK", "electronic book": "EBOOK"},
    **{"edited book": "EDBOOK", "book section": "CHAP", "book, section": "CHAP", "book chapter": "CHAP", "conference paper": "CPAPER"},
    **{"conference proceedings": "CONF", "thesis": "THES", "dissertation": "THES", "dissertation/thesis": "THES", "report": "RPRT"},
    **{"web page": "ELEC", "web": "ELEC", "electronic source": "ELEC", "blog": "BLOG", "online database": "DBASE", "dataset": "DATA"},
    **{"government document": "GOVDOC", "patent": "PAT", "computer program": "COMP", "film or broadcast": "VIDEO", "video/ dvd": "VIDEO"},
    **{"online multimedia": "VIDEO", "unpublished work": "UNPB", "unpublished material": "UNPB", "manuscript": "MANSCPT", "encyclopedia": "ENCYC"},
    **{"statute": "STAT", "bill": "BILL", "case": "CASE", "standard": "STAND", "artwork": "ART", "map": "MAP", "pamphlet": "PAMP"},
}
# The tags of each form, as RIS has them.
_ENDNOTE = {
    **{"0": "TY", "A": "AU", "E": "ED", "Y": "A4", "T": "TI", "J": "T2", "B": "T2", "S": "T3", "V": "VL", "N": "IS", "P": "SP", "D": "PY", "8": "DA"},
    **{"I": "PB", "C": "CY", "@": "SN", "R": "DO", "U": "UR", "Z": "N1", "[": "Y2", "G": "LA", "7": "ET", "9": "M3", "!": "ST", "6": "NV", "&": "SE"},
}
_REFWORKS = {
    **{
        "RT": "TY",
        "A1": "AU",
        "A2": "ED",
        "A4": "A4",
        "T1": "TI",
        "JF": "JF",
        "JO": "JO",
        "T2": "T2",
        "T3": "T3",
        "VO": "VL",
        "vo": "VL",
        "IS": "IS",
        "SP": "SP",
    },
    **{
        "OP": "EP",
        "YR": "PY",
        "FD": "DA",
        "PB": "PB",
        "PP": "CY",
        "SN": "SN",
        "DO": "DO",
        "UL": "UR",
        "LK": "UR",
        "RD": "Y2",
        "LA": "LA",
        "ED": "ET",
    },
    **{"NO": "N1", "ST": "ST"},
}
_NOTEEXPRESS = {
    **{"Reference Type": "TY", "Title": "TI", "Author": "AU", "Secondary Author": "ED", "Journal": "T2", "Year": "PY", "Volume": "VL", "Issue": "IS"},
    **{"Pages": "SP", "Publisher": "PB", "Place Published": "CY", "Date": "DA", "ISBN/ISSN": "SN", "URL": "UR", "DOI": "DO", "Tertiary Title": "T3"},
    **{"Secondary Title": "T2", "Language": "LA", "Date Displayed": "PY", "Access Date": "Y2", "University": "PB", "Type of Work": "M3"},
}
# How a line begins in each, the tag with which a record does, and what its tags are.
_FORMS: Mapping[str, tuple[re.Pattern[str], str, Mapping[str, str]]] = {
    "endnote": (re.compile(r"%(\S) ?(.*)$"), "0", _ENDNOTE),
    "refworks": (re.compile(r"([A-Z][A-Z0-9]|vo) (.*)$"), "RT", _REFWORKS),
    "noteexpress": (re.compile(r"\{([^{}]+)\}: ?(.*)$"), "Reference Type", _NOTEEXPRESS),
}
FORMATS = tuple(_FORMS)
# Where several names stand on one line.
_BETWEEN_NAMES = re.compile(r"\s*[;\uff1b]\s*")


def read(content: str, format: str) -> list[Item]:
    """The records of a text in one of `FORMATS`. Raises NotThisFormat when there is none."""
    found = [of_ris(line, tags) for line, tags in _records(content, format)]
    if not found:
        raise NotThisFormat(said("no record begins in it"))
    return found


def _records(content: str, format: str) -> Iterator[tuple[int, Mapping[str, Sequence[str]]]]:
    pattern, first, known = _FORMS[format]
    tags: dict[str, list[str]] = {}
    start, tag = 0, ""
    for number, line in enumerate(content.split("\n"), 1):
        match = pattern.match(line.rstrip())
        if match and match[1] == first:
            if tags:
                yield start, tags
            tags, start = {"TY": [_KINDS.get(match[2].strip().casefold(), "GEN")]}, number
            tag = ""
        elif match and tags:
            tag = known.get(match[1], "")
            value = match[2].strip()
            if tag and value:
                tags.setdefault(tag, []).extend(_BETWEEN_NAMES.split(value.strip("; ")) if tag in ("AU", "ED") else [value])
        elif tag in tags and line.strip():
            tags[tag][-1] += f" {line.strip()}"
    if tags:
        yield start, tags
