"""What machines read in a page's head: schema.org data (JSON-LD), Highwire tags for reference managers, and typed links.

Made from the models, never from the HTML. Specifications: https://schema.org/, the Highwire Press tags as Zotero and
Google Scholar read them, and https://signposting.org/ for the links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..catalog.catalog import Entry
from ..citing import csl
from ..records.model import Case, Claim, Place
from ..records.reference import Name, Reference
from . import cite_us
from .atom import FOLLOWED
from .site import LICENSE, Here, Page, Site

_TYPES = {
    "case": "Article",
    "platform": "WebApplication",
    "organisation": "Organization",
    "person": "Person",
    "place": "Place",
    "topic": "DefinedTerm",
    "measure": "DefinedTerm",
}
_SOURCE_TYPES = {
    "article": "Article",
    "article-journal": "Article",
    "report": "Report",
    "webpage": "WebPage",
    "book": "Book",
    "thesis": "Thesis",
    "dataset": "Dataset",
}


class HeadLink(NamedTuple):
    """A typed link: what it is to the page, where it leads, the media type there, and a title where several are alike."""

    rel: str
    href: str
    type: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """`data` is a JSON-LD object, or None; `tags` are (name, content) of meta elements; `links` are typed links.

    `properties` are (property, content) of meta elements, as Open Graph has them.
    """

    data: Mapping[str, Any] | None = None
    tags: Sequence[tuple[str, str]] = ()
    links: Sequence[HeadLink] = ()
    properties: Sequence[tuple[str, str]] = ()


def head(page: Page, here: Here, description: str) -> Head:
    """The head of a page: full for a record and a source, for lists and handbook pages what other sites show beside a link to them."""
    if page.moved_to:
        return Head()
    is_case = bool(page.entry and page.entry.kind == "case")
    found = _own(page, here, description)
    properties = _preview(page.address, page.title, description, here.site, is_case=is_case)
    return replace(found, properties=properties, tags=[*found.tags, *_preview_tags(here.site)])


def document_head(address: str, title: str, description: str, site: Site) -> Head:
    """The head of a hand-written page."""
    return Head(properties=_preview(address, title, description, site), tags=_preview_tags(site))


def _preview(address: str, title: str, description: str, site: Site, *, is_case: bool = False) -> list[tuple[str, str]]:
    """Open Graph (https://ogp.me/): its addresses are absolute, so a site without one has neither address nor picture."""
    found = [
        ("og:title", title),
        ("og:description", description),
        ("og:type", "article" if is_case else "website"),
        ("og:site_name", site.name),
    ]
    if site.url:
        found.append(("og:url", f"{site.url}{address}"))
    if _has_card(site):
        found += [
            ("og:image", f"{site.url}{address if is_case else ''}card.png"),
            ("og:image:type", "image/png"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", site._("{title}, in {site}").format(title=title, site=site.name) if is_case else site.name),
        ]
    return [(name, value) for name, value in found if value]


def _preview_tags(site: Site) -> list[tuple[str, str]]:
    return [("twitter:card", "summary_large_image")] if _has_card(site) else [("twitter:card", "summary")]


def _has_card(site: Site) -> bool:
    return bool(site.cards and site.url)


def _own(page: Page, here: Here, description: str) -> Head:
    """What machines read of the record or the source that a page is about."""
    if page.entry:
        return _record(page, page.entry, here, description)
    if page.reference:
        data = {"@context": "https://schema.org", **_source(page.reference), "mainEntityOfPage": _url(here, page.address)}
        return Head(_clean(data), _source_tags(page.reference), _source_links())
    return Head()


def _url(here: Here, address: str) -> str:
    """The web address of a page when the site has one, else the address from the page at hand."""
    return f"{here.site.url}{address}" if here.site.url else here.href(address)


def _record(page: Page, entry: Entry, here: Here, description: str) -> Head:
    record = entry.record
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES[entry.kind],
        "@id": _url(here, entry.address),
        "name": record.label,
        "alternateName": [name for name in (record.label_zh, *record.aliases) if name],
        "description": description,
        "url": _url(here, entry.address),
    }
    if isinstance(record, Case):
        data |= _article(page, entry, record, here)
    if isinstance(record, Place) and record.part_of:
        data["containedInPlace"] = _named(here, record.part_of)
    data["subjectOf"] = [_claim(entry, claim, here) for claim in record.claims]
    tags = _case_tags(page, here) if isinstance(record, Case) else []
    return Head(_clean(data), tags, _record_links(entry, here))


def _record_links(entry: Entry, here: Here) -> list[HeadLink]:
    links = [
        HeadLink("describedby", "record.json", "application/json"),
        HeadLink("alternate", "index.md", "text/markdown"),
        HeadLink("license", LICENSE, "text/html"),
    ]
    if cite_us.is_citable(entry):
        links.append(HeadLink("describedby", "record.bib", "application/x-bibtex"))
        links.append(HeadLink("describedby", "record.csl.json", "application/vnd.citationstyles.csl+json"))
    if entry.kind in FOLLOWED and not entry.is_draft:
        title = here.site._("Cases: {name}").format(name=entry.record.label)
        links.append(HeadLink("alternate", "feed.xml", "application/atom+xml", title))
    if here.site.url:
        links.append(HeadLink("cite-as", f"{here.site.url}{entry.address}", "text/html"))
    return links


def _source_links() -> list[HeadLink]:
    return [
        HeadLink("describedby", "reference.bib", "application/x-bibtex"),
        HeadLink("describedby", "reference.csl.json", "application/vnd.citationstyles.csl+json"),
        HeadLink("license", LICENSE, "text/html"),
    ]


def _article(page: Page, entry: Entry, case: Case, here: Here) -> dict[str, Any]:
    catalog = here.site.catalog
    keys = dict.fromkeys(citation.key for claim in case.claims for citation in claim.cite)
    return {
        "headline": case.title,
        "dateModified": page.changed,
        "inLanguage": here.site.wording.locale.language,
        "license": LICENSE,
        "publisher": {"@type": "Organization", "name": here.site.name},
        "isPartOf": {"@type": "Dataset", "name": here.site.name, "url": _url(here, "")},
        "temporalCoverage": str(case.period) if case.period else None,
        "about": [_named(here, id) for id in case.topics],
        "mentions": [_named(here, part.id) for group in (case.platforms, case.organisations, case.people) for part in group],
        "spatialCoverage": [_named(here, id) for id in case.places],
        "citation": [{"@id": _url(here, f"sources/{key}/"), **_source(catalog.references[key])} for key in keys if key in catalog.references],
    }


def _named(here: Here, id: str) -> dict[str, Any]:
    entry = here.site.catalog.entries[id]
    return {"@type": _TYPES[entry.kind], "name": entry.record.label, "url": _url(here, entry.address)}


def _claim(entry: Entry, claim: Claim, here: Here) -> dict[str, Any]:
    references = here.site.catalog.references
    origin = here.site.catalog.get(claim.origin or "")
    return {
        "@type": "Claim",
        "@id": f"{_url(here, entry.address)}#{claim.id}",
        "text": " ".join(part for part in (here.claim_text(entry, claim), here.plain(claim.scope) if claim.scope else "") if part),
        "temporalCoverage": str(claim.as_of) if claim.as_of else None,
        "claimInterpreter": {"@type": "Organization", "name": here.site.name},
        "creator": {"@type": _TYPES[origin.kind], "name": origin.record.label} if origin else None,
        "appearance": [{"@id": _url(here, f"sources/{citation.key}/")} for citation in claim.cite if citation.key in references],
    }


def _source(reference: Reference) -> dict[str, Any]:
    kind = csl.CSL_TYPES.get(reference.type, "document")
    return {
        "@type": _SOURCE_TYPES.get(kind, "CreativeWork"),
        "name": reference.title,
        "author": [_person(name) for name in reference.author],
        "datePublished": reference.issued.start.text if reference.issued and not reference.issued.end else None,
        "publisher": {"@type": "Organization", "name": reference.publisher} if reference.publisher else None,
        "url": reference.url or None,
    }


def _person(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    return {"@type": "Person", "name": f"{name.given} {name.surname}".strip()}


def _case_tags(page: Page, here: Here) -> list[tuple[str, str]]:
    tags = [
        ("citation_title", page.title),
        ("citation_author", here.site.author),
        ("citation_publisher", here.site.name),
        ("citation_language", here.site.wording.locale.language),
    ]
    if page.changed:
        tags.append(("citation_publication_date", page.changed.replace("-", "/")))
    if here.site.url:
        tags.append(("citation_fulltext_html_url", f"{here.site.url}{page.address}"))
    return tags


def _source_tags(reference: Reference) -> list[tuple[str, str]]:
    """The tags of the source itself: who saves its page means the source."""
    tags = [("citation_title", reference.title)]
    tags += [("citation_author", name.literal or ", ".join(filter(None, (name.surname, name.given)))) for name in reference.author]
    fields = (("citation_publisher", reference.publisher), ("citation_journal_title", reference.container), ("citation_doi", reference.get("doi")))
    tags += [(name, value) for name, value in fields if value]
    if reference.issued:
        tags.append(("citation_publication_date", reference.issued.start.text.replace("-", "/")))
    if reference.url:
        tags.append(("citation_public_url", reference.url))
    return tags


def _clean(value: Any) -> Any:
    """A JSON value without its empty parts."""
    if isinstance(value, dict):
        parts = {key: part if isinstance(part, str) else _clean(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part or part == 0}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return value
