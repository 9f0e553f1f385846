"""References for people and machines: CSL-JSON, a plain readable form, and the numbering of one page.

CSL-JSON (https://docs.citationstyles.org/) is the pivot to every other format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from ..base import dates
from ..base.dates import Edtf
from ..base.scripts import is_chinese
from ..records.reference import Name, Reference
from ..text import anchors
from ..text.prose import CiteLink, CitePart

# BibTeX and biblatex entry types to CSL types, after the tables of pandoc's citeproc and the CSL manual.
CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "manual": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "report": "report",
    "techreport": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "unpublished": "manuscript",
    "misc": "document",
}
# What an entry type says and its CSL type does not, in the words of pandoc's citeproc.
_GENRES = {"mastersthesis": "Master’s thesis", "phdthesis": "PhD thesis"}
# What `number` counts, by CSL type; elsewhere it is the number of the document itself.
_NUMBERS = {"article-journal": "issue", "book": "collection-number", "chapter": "collection-number", "paper-conference": "collection-number"}
# biblatex's names of languages as RFC 5646 has them; codes stay as they are.
_LANGUAGES = {
    **{"english": "en", "american": "en-US", "british": "en-GB", "chinese": "zh", "french": "fr", "german": "de", "ngerman": "de"},
    **{"italian": "it", "japanese": "ja", "korean": "ko", "portuguese": "pt", "russian": "ru", "spanish": "es"},
}
# How pandoc's citeproc writes "and others" as a name; no CSL variable says it.
OTHERS = "others"
# What a source is, in a word or two, by its CSL type.
KINDS = {
    "article-journal": "article",
    "book": "book",
    "chapter": "chapter",
    "paper-conference": "conference paper",
    "report": "report",
    "thesis": "thesis",
    "webpage": "web page",
    "dataset": "data set",
    "software": "software",
    "manuscript": "manuscript",
    "pamphlet": "pamphlet",
}
_CSL_FIELDS = {
    "publisher": ("publisher", "institution", "organization", "school"),
    "container-title": ("journaltitle", "journal", "booktitle", "howpublished"),
    "publisher-place": ("location", "address"),
    "volume": ("volume",),
    "issue": ("issue",),
    "page": ("pages",),
    "edition": ("edition",),
    "collection-title": ("series",),
    "DOI": ("doi",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "language": ("langid", "language"),
    "note": ("note",),
    "genre": ("type",),
    "archive_location": ("archiveurl",),
    "chapter-number": ("chapter",),
    "version": ("version",),
    "abstract": ("abstract",),
    "keyword": ("keywords",),
}
# CSL types to those of RIS. WEB and not ELEC: Zotero, EndNote and pandoc know the first, pandoc not the second.
_RIS_TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "document": "GEN",
    "manuscript": "MANSCPT",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
    "webpage": "WEB",
}
_RIS_TAGS = {
    "title": "TI",
    "container-title": "T2",
    "collection-title": "T3",
    "publisher": "PB",
    "publisher-place": "CY",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "ISSN": "SN",
    "ISBN": "SN",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "archive_location": "AN",
    "abstract": "AB",
    "note": "N1",
}


# Every page and file that names a source asks for its item.
@lru_cache(maxsize=65536)
def to_csl(reference: Reference) -> Mapping[str, Any]:
    """A reference as a CSL-JSON item; absent variables are left out.

    Its texts are plain text. What CSL 1.0.2 has no variable for goes into `custom`, as its schema provides.
    """
    item: dict[str, Any] = {"id": reference.key, "type": CSL_TYPES.get(reference.type, "document"), "title": full_title(reference)}
    others = (Name(literal=OTHERS),) if reference.et_al else ()
    for role, names in (("author", (*reference.author, *others)), ("editor", reference.editor)):
        if names:
            item[role] = [_csl_name(name) for name in names]
    if reference.issued:
        item["issued"] = _csl_date(reference.issued)
    present = {name for name, value in reference.fields.items() if value}
    for variable, fields in _CSL_FIELDS.items():
        if not present.isdisjoint(fields):
            item[variable] = reference.get(*fields)
    if number := reference.get("number"):
        item[_NUMBERS.get(item["type"], "number")] = number
    if "page" in item:
        # BibTeX writes a range of pages with two hyphens, CSL with one; a style puts in what stands between them.
        item["page"] = item["page"].replace("--", "-")
    if "language" in item:
        item["language"] = _LANGUAGES.get(item["language"].lower(), item["language"])
    if reference.type in _GENRES:
        item.setdefault("genre", _GENRES[reference.type])
    if reference.url:
        item["URL"] = reference.url
    if accessed := reference.get("urldate"):
        item["accessed"] = _csl_date(dates.parse(accessed))
    if archived := reference.get("archivedate"):
        item["custom"] = {"archivedate": archived}
    return item


def full_title(reference: Reference) -> str:
    """The title with its subtitle."""
    subtitle = reference.get("subtitle")
    return f"{reference.title}{' ' if reference.title.endswith(('?', '!', ':')) else ': '}{subtitle}" if subtitle else reference.title


# One encoder for all: json.dumps makes one each time.
_json = json.JSONEncoder(ensure_ascii=False).encode


def csl_json(references: Mapping[str, Reference]) -> str:
    """References as a CSL-JSON file, in the order of their keys, one variable a line."""
    # json's own indentation takes five times as long.
    items = (",\n  ".join(f'"{name}": {_json(value)}' for name, value in to_csl(references[key]).items()) for key in sorted(references))
    return "[" + ",".join(f"\n {{\n  {item}\n }}" for item in items) + "\n]\n"


def ris(references: Mapping[str, Reference]) -> str:
    """References as a RIS file, in the order of their keys."""
    return "\n".join(to_ris(references[key]) for key in sorted(references))


def to_ris(reference: Reference) -> str:
    """A reference as a RIS record, with the tags that Zotero and pandoc read (both after the RIS specification of 2011)."""
    item = to_csl(reference)
    lines = [("TY", _RIS_TYPES[item["type"]]), ("ID", reference.key)]
    lines += [(tag, _ris_name(name)) for role, tag in (("author", "AU"), ("editor", "ED")) for name in item.get(role, ())]
    lines += [(tag, item[variable]) for variable, tag in _RIS_TAGS.items() if variable in item]
    lines += _ris_pages(item.get("page", ""))
    if reference.issued:
        lines += [("PY", reference.issued.stated[0].text[:4]), ("DA", _ris_date(reference.issued))]
    if accessed := reference.get("urldate"):
        lines.append(("Y2", _ris_date(dates.parse(accessed))))
    if genre := item.get("genre"):
        # In records of articles Zotero takes M3 for a DOI.
        lines += [("M3", genre)] if item["type"] in ("manuscript", "report", "thesis", "webpage") else []
    if item["type"] == "report" and "number" in item:
        lines.append(("SN", item["number"]))
    lines += [("KW", word.strip()) for word in item.get("keyword", "").split(",") if word.strip()]
    return "".join(f"{tag}  - {value}\n" for tag, value in (*lines, ("ER", "")))


def _ris_name(name: Mapping[str, str]) -> str:
    """A name as RIS has it: `Family, Given, Suffix`; a comma at the end keeps a name without parts in one piece."""
    if literal := name.get("literal"):
        return literal if literal == OTHERS else f"{literal},"
    family = f"{name.get('non-dropping-particle', '')} {name['family']}".strip()
    return ", ".join(part for part in (family, name.get("given", ""), name.get("suffix", "")) if part)


def _ris_pages(pages: str) -> list[tuple[str, str]]:
    """A range of pages as its first and its last; anything else in one piece."""
    first, _, last = pages.partition("-")
    if not last or re.search(r"[-,;]", last):
        return [("SP", pages)] if pages else []
    return [("SP", first.strip()), ("EP", last.strip())]


def _ris_date(value: Edtf) -> str:
    """`YYYY/MM/DD/`, with nothing where nothing is stated; of an interval its first date. RIS has no word for "about" and "since"."""
    parts = [*value.stated[0].text.split("-"), "", ""][:3]
    return "/".join((*parts, ""))


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.prefix, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


def _csl_date(value: Edtf) -> dict[str, Any]:
    """CSL says of a date as a whole that it is about right; an open end is the year 0 to pandoc, Zotero and citeproc-js."""
    stated = [[int(part) for part in moment.text.split("-")] for moment in value.stated]
    before, after = [[0]] * value.is_open_start, [[0]] * value.is_open_end
    return {"date-parts": [*before, *stated, *after], **({"circa": True} if value.is_approximate else {})}


# CSL types that OpenURL has a format of its own for, with its genre; everything else is described by Dublin Core.
_OPENURL_GENRES = {
    "article-journal": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "paper-conference": ("book", "proceeding"),
    "report": ("book", "report"),
    "thesis": ("dissertation", ""),
}
_OPENURL_TITLES = {"article": ("atitle", "jtitle"), "bookitem": ("atitle", "btitle"), "proceeding": ("atitle", "btitle")}


def openurl(reference: Reference) -> str:
    """A reference as an OpenURL ContextObject in keys and values (ANSI/NISO Z39.88-2004), as COinS puts it into a page."""
    item = to_csl(reference)
    form, genre = _OPENURL_GENRES.get(item["type"], ("dc", ""))
    title, container = _OPENURL_TITLES.get(genre, ("btitle" if form == "book" else "title", "source" if form == "dc" else "series"))
    values = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"), ("rft.genre", genre)]
    values += [(f"rft.{title}", item["title"]), (f"rft.{container}", item.get("container-title", ""))]
    values += [("rft.creator" if form == "dc" else "rft.au", _one_line(name)) for name in item.get("author", ())]
    values += [("rft.date", reference.issued.stated[0].text if reference.issued else "")]
    values += [("rft.publisher" if form == "dc" else "rft.pub", item.get("publisher", ""))]
    values += [("rft.volume", item.get("volume", "")), ("rft.issue", item.get("issue", "")), ("rft.pages", item.get("page", ""))]
    values += [("rft.type", item["type"] if form == "dc" else ""), ("rft.language", item.get("language", "") if form == "dc" else "")]
    values += [("rft_id", f"info:doi/{item['DOI']}" if "DOI" in item else item.get("URL", ""))]
    return "&".join(f"{name}={_quoted(value)}" for name, value in values if value)


# Most values are the same for many sources.
_quoted = lru_cache(maxsize=4096)(quote_plus)


def _one_line(name: Mapping[str, str]) -> str:
    return name.get("literal") or _ris_name(name)


def kind(reference: Reference) -> str:
    """What a source is, in a word or two."""
    return KINDS.get(CSL_TYPES.get(reference.type, ""), "document")


def authors(reference: Reference) -> str:
    """The authors in a line: "Smith, A." for people, names without parts as they are."""
    names = [_short_name(name) for name in reference.author or reference.editor]
    if reference.et_al:
        return ", ".join(names) + " et al."
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" & {names[-1]}" if names else ""


def _short_name(name: Name) -> str:
    if name.literal:
        return name.literal
    if is_chinese(name.family):
        return f"{name.family}{name.given}"
    initials = " ".join(f"{part[0]}." for part in name.given.replace("-", " ").split())
    return ", ".join(part for part in (name.surname, initials, name.suffix) if part)


def short_title(reference: Reference) -> str:
    """Who and when, to recognise a source by and to sort it by: "Smith 2020", "van den Berg 2020", "Gazette 2020", "Caesar 44 AD"."""
    first = (reference.author or reference.editor)[:1]
    who = (first[0].literal or first[0].surname) if first else reference.container or reference.publisher or reference.title
    return f"{who} {_year(reference.issued.first.year) if reference.issued else 'n.d.'}"


def _year(year: int) -> str:
    """A year as CSL has it printed: one of fewer than four digits is no bare number (CSL 1.0.2, "AD and BC")."""
    return str(year) if year >= 1000 else f"{year} AD"


@dataclass(frozen=True, slots=True)
class NumberedReference:
    """A reference in a page's list: its number, its id there, and by the parts of the page the citations that lead to it."""

    number: int
    anchor: str
    reference: Reference
    occurrences: Mapping[str, Sequence[CiteLink]]


@dataclass
class Numbering:
    """Numbers the references of one page in the order in which they are first cited, while the page is written."""

    _order: dict[str, int] = field(default_factory=dict)
    _links: dict[str, dict[str, list[CiteLink]]] = field(default_factory=dict)

    def cite(self, parts: Sequence[CitePart], titles: Sequence[str], part: str) -> list[CiteLink]:
        """Links for the sources cited at one place, one for each; `part` names the part of the page for the way back."""
        links = []
        locators: dict[str, list[str]] = {}
        for source in parts:
            locators.setdefault(source.key, []).append(source.locator)
        for source, title in {source.key: (source, title) for source, title in zip(parts, titles, strict=True)}.values():
            number = self._order.setdefault(source.key, len(self._order) + 1)
            places = self._links.setdefault(source.key, {})
            anchor = anchors.citation(number, sum(map(len, places.values())) + 1)
            link = CiteLink(number, f"#{anchors.reference(number)}", anchor, title, "; ".join(filter(None, locators[source.key])))
            places.setdefault(part, []).append(link)
            links.append(link)
        return sorted(links, key=lambda link: link.number)

    def keys(self) -> list[str]:
        """The cited keys in the order of their numbers."""
        return list(self._order)

    def occurrences(self, key: str) -> Mapping[str, Sequence[CiteLink]]:
        """Every citation of a key, by the parts of the page."""
        return self._links.get(key, {})
