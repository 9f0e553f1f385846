"""What machines read in the head of a source's page of the source itself: schema.org data, and Highwire tags.

Specifications: https://schema.org/, and the Highwire Press tags as Google Scholar and Zotero's "Embedded Metadata" read them: a chapter is
told by `citation_inbook_title`, a report, a thesis and a conference paper by the institution and the conference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..base.scripts import is_chinese
from ..citing import csl, types
from ..citing.openurl import in_two_parts
from ..records.reference import Name, Reference

_IN_A_BOOK = frozenset(("chapter", "paper-conference", "entry-encyclopedia"))


def data(reference: Reference, organisations: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A source as an object of schema.org, absent parts empty. `organisations` are names known to be such."""
    item, kind = csl.to_csl(reference), types.of(reference)
    of_kind = _OF_TYPE.get(kind.schema_org, {})
    return {
        "@type": kind.schema_org,
        "name": csl.full_title(reference),
        "author": [_agent(name, organisations) for name in reference.author],
        "editor": [_agent(name, organisations) for name in reference.editor],
        "translator": [_agent(name, organisations) for name in reference.translator],
        "datePublished": reference.issued.iso or None if reference.issued else None,
        "publisher": {"@type": "Organization", "name": reference.publisher} if reference.publisher else None,
        "inLanguage": item.get("language"),
        "version": item.get("version"),
        "contributor": [*_holders(reference, organisations)],
        "identifier": [*_identifiers(reference), *_number(item, kind)],
        "isPartOf": _whole(reference, item, kind),
        "url": reference.url or None,
        **{name: item.get(variable) for name, variable in of_kind.items()},
        **_pages(item, kind),
    }


def brief(reference: Reference) -> dict[str, Any]:
    """A source in short, as an object of schema.org: what it is, its title, and where it is."""
    return {"@type": types.of(reference).schema_org, "name": csl.full_title(reference), "url": reference.url or None}


# The properties that only some types of schema.org have, and the CSL variables that say them.
_OF_TYPE: Mapping[str, Mapping[str, str]] = {
    "Book": {"isbn": "ISBN", "bookEdition": "edition", "numberOfPages": "number-of-pages"},
    "PublicationIssue": {"issueNumber": "issue"},
    "Report": {"reportNumber": "number"},
    "SoftwareApplication": {"softwareVersion": "version"},
    "Thesis": {"inSupportOf": "genre"},
}
_PAGED = frozenset(("Article", "ScholarlyArticle", "NewsArticle", "TechArticle", "Report", "Chapter", "PublicationIssue"))


def _agent(name: Name, organisations: frozenset[str]) -> dict[str, str]:
    """Whoever a name is of: an organisation only where the entry or the catalog says so. Of a single word nobody knows what it is."""
    if not name.literal:
        return {"@type": "Person", "name": " ".join(filter(None, (name.given, name.surname, name.suffix)))}
    if name.is_organisation or name.literal in organisations:
        return {"@type": "Organization", "name": name.literal}
    return {"@type": "Person", "name": name.literal} if is_chinese(name.literal) else {"name": name.literal}


def _identifiers(reference: Reference) -> Iterator[dict[str, str]]:
    for name in ("doi", "isbn", "issn"):
        if value := reference.get(name):
            yield {"@type": "PropertyValue", "propertyID": name.upper(), "value": value}
    if eprint := reference.get("eprint"):
        yield {"@type": "PropertyValue", "propertyID": reference.get("eprinttype") or "eprint", "value": eprint}


def _number(item: Mapping[str, Any], kind: types.Kind) -> Iterator[dict[str, str]]:
    """The number of a document: of a report schema.org has a property for it, of a patent, a standard or a law none."""
    if "number" in item and "number" not in _OF_TYPE.get(kind.schema_org, {}).values():
        yield {"@type": "PropertyValue", "propertyID": f"{kind.word} number", "value": item["number"]}


def _holders(reference: Reference, organisations: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Who holds a patent, in schema.org's way to say which part somebody has in a work."""
    for name in reference.roles.get("holder", ()):
        yield {"@type": "Role", "roleName": "patent holder", "contributor": _agent(name, organisations)}


def _pages(item: Mapping[str, Any], kind: types.Kind) -> dict[str, str]:
    pages = item.get("page", "")
    if not pages or kind.schema_org not in _PAGED:
        return {}
    first, dash, last = pages.partition("-")
    return {"pageStart": first, "pageEnd": last if dash else first} if first.isalnum() and (last.isalnum() or not dash) else {"pagination": pages}


def _whole(reference: Reference, item: Mapping[str, Any], kind: types.Kind) -> dict[str, Any] | None:
    """What it stands in: a journal with its volume and issue, or a book."""
    title = item.get("container-title", "")
    if not title:
        return None
    if kind.csl in _IN_A_BOOK:
        return {"@type": "Book", "name": title, "isbn": item.get("ISBN")}
    if reference.type not in types.ISSUES:
        return {"@type": "CreativeWork", "name": title}
    whole: dict[str, Any] = {"@type": "Periodical", "name": title, "issn": item.get("ISSN")}
    if volume := item.get("volume"):
        whole = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": whole}
    if (issue := item.get("issue")) and kind.schema_org != "PublicationIssue":
        whole = {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": whole}
    return whole


def tags(reference: Reference) -> list[tuple[str, str]]:
    """The tags of the source, as (name, content): who saves its page means the source."""
    item, kind = csl.to_csl(reference), types.of(reference)
    found = [("citation_title", csl.with_volume(item))]
    found += [(f"citation_{role}", in_two_parts(name)) for role in ("author", "editor") for name in getattr(reference, role)]
    found += _stands_in(item, kind, reference)
    first, dash, last = item.get("page", "").partition("-")
    found += [("citation_firstpage", first.strip()), ("citation_lastpage", last.strip() if dash else "")]
    found += [(f"citation_{tag}", str(item.get(variable, ""))) for tag, variable in _TAGS.items()]
    found += [("citation_arxiv_id", reference.get("eprint") if reference.get("eprinttype").lower() == "arxiv" else "")]
    if reference.issued:
        found.append(("citation_publication_date", reference.issued.stated[0].text.replace("-", "/")))
    return [(name, content) for name, content in found if content]


_TAGS = {
    "volume": "volume",
    "issue": "issue",
    "series_title": "collection-title",
    "journal_abbrev": "container-title-short",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "pmid": "PMID",
    "language": "language",
    "public_url": "URL",
}


def _stands_in(item: Mapping[str, Any], kind: types.Kind, reference: Reference) -> Iterator[tuple[str, str]]:
    publisher, container = item.get("publisher", ""), item.get("container-title", "")
    if kind.csl == "report":
        yield from (("citation_technical_report_institution", publisher), ("citation_technical_report_number", item.get("number", "")))
    elif kind.csl == "thesis":
        yield "citation_dissertation_institution", publisher
    else:
        yield "citation_publisher", publisher
    if kind.csl in _IN_A_BOOK:
        # Of several of these readers take the last.
        yield "citation_inbook_title", container
        yield "citation_conference_title", item.get("event-title", container) if kind.csl == "paper-conference" else ""
    elif reference.type in types.ISSUES:
        yield "citation_journal_title", container
