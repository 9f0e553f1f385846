"""References for people and machines: CSL-JSON, a plain readable form, and the numbering of one page.

CSL-JSON (https://docs.citationstyles.org/) is the pivot to every other format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator import prose
from generator.bibliography import Name, Reference
from generator.edtf import Edtf
from generator.prose import CiteLink, CitePart

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
    "issue": ("number", "issue"),
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
}


def to_csl(reference: Reference) -> dict[str, Any]:
    """A reference as a CSL-JSON item; absent variables are left out."""
    item: dict[str, Any] = {"id": reference.key, "type": CSL_TYPES.get(reference.type, "document"), "title": reference.title}
    for role, names in (("author", reference.author), ("editor", reference.editor)):
        if names:
            item[role] = [_csl_name(name) for name in names]
    if reference.issued:
        item["issued"] = _csl_date(reference.issued)
    for variable, fields in _CSL_FIELDS.items():
        if value := reference.get(*fields):
            # BibTeX writes a range of pages with two hyphens.
            item[variable] = value.replace("--", "\N{EN DASH}") if variable == "page" else value
    if reference.url:
        item["URL"] = reference.url
    return item


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.prefix, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


def _csl_date(value: Edtf) -> dict[str, Any]:
    ends = [value.start, value.end] if value.end else [value.start]
    return {"date-parts": [[int(part) for part in end.text.split("-")] for end in ends]}


def kind(reference: Reference) -> str:
    """What a source is, in a word or two."""
    return KINDS.get(CSL_TYPES.get(reference.type, ""), "document")


def authors(reference: Reference) -> str:
    """The authors in a line: "Ouyang, T." for people, names without parts as they are."""
    names = [_short_name(name) for name in reference.author or reference.editor]
    if reference.et_al:
        return ", ".join(names) + " et al."
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" & {names[-1]}" if names else ""


def _short_name(name: Name) -> str:
    if name.literal:
        return name.literal
    if prose.is_chinese(name.family):
        return f"{name.family}{name.given}"
    initials = " ".join(f"{part[0]}." for part in name.given.replace("-", " ").split())
    family = f"{name.prefix} {name.family}".strip()
    return ", ".join(part for part in (family, initials, name.suffix) if part)


def short_title(reference: Reference) -> str:
    """Who and when, to recognise a source by: "Ouyang 2020", "Xinhuanet 2020"."""
    first = (reference.author or reference.editor)[:1]
    who = (first[0].literal or first[0].family) if first else reference.container or reference.publisher or reference.title
    year = str(reference.issued.first.year) if reference.issued else "n.d."
    return f"{who} {year}"


@dataclass(frozen=True, slots=True)
class NumberedReference:
    """A reference in a page's list: its number, and by the parts of the page the anchors that cite it."""

    number: int
    reference: Reference
    occurrences: Mapping[str, Sequence[str]]


@dataclass
class Numbering:
    """Numbers the references of one page in the order in which they are first cited, while the page is written."""

    _order: dict[str, int] = field(default_factory=dict)
    _anchors: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def cite(self, parts: Sequence[CitePart], titles: Sequence[str], part: str) -> list[CiteLink]:
        """Links for the sources cited at one place, one for each; `part` names the part of the page for the way back."""
        links = []
        locators: dict[str, list[str]] = {}
        for source in parts:
            locators.setdefault(source.key, []).append(source.locator)
        for source, title in {source.key: (source, title) for source, title in zip(parts, titles, strict=True)}.values():
            number = self._order.setdefault(source.key, len(self._order) + 1)
            places = self._anchors.setdefault(source.key, {})
            anchor = f"_cite-{number}-{sum(map(len, places.values())) + 1}"
            places.setdefault(part, []).append(anchor)
            links.append(CiteLink(number, f"#_ref-{number}", anchor, title, "; ".join(filter(None, locators[source.key]))))
        return sorted(links, key=lambda link: link.number)

    def keys(self) -> list[str]:
        """The cited keys in the order of their numbers."""
        return list(self._order)

    def occurrences(self, key: str) -> Mapping[str, Sequence[str]]:
        """The anchors of every place that cites a key, by the parts of the page."""
        return self._anchors.get(key, {})
