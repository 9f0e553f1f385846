"""What machines read in a page's head: schema.org data (JSON-LD), Highwire tags for reference managers, and typed links.

Made from the models, never from the HTML. Specifications: https://schema.org/, the Highwire Press tags as Zotero and
Google Scholar read them, and https://signposting.org/ for the links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..catalog.entries import Entry, named_in
from ..records.kinds import Field
from ..records.parts import Claim
from . import atom, cite_us, sharing, source_heads
from .here import Here
from .site import Page, Site


class HeadLink(NamedTuple):
    """A typed link: what it is to the page, where it leads, the media type there, and a title where several are alike."""

    rel: str
    href: str
    type: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """`data` is a JSON-LD object, or None; `tags` are (name, content) of meta elements; `links` are typed links.

    `properties` are (property, content) of meta elements, as Open Graph has them. `moved_to` is where a browser without scripts is sent
    at once, if anywhere.
    """

    data: Mapping[str, Any] | None = None
    tags: Sequence[tuple[str, str]] = ()
    links: Sequence[HeadLink] = ()
    properties: Sequence[tuple[str, str]] = ()
    moved_to: str = ""


def head(page: Page, here: Here, description: str) -> Head:
    """The head of a page: full for a record and a source, for lists and handbook pages what other sites show beside a link to them."""
    if page.moved_to:
        # Nothing tells a server which claim is asked for: where there are some, the reader chooses on the page.
        entry = here.site.catalog.former.get(page.address)
        return Head(moved_to="" if entry and entry.record.claims else here.href(page.moved_to))
    is_case = bool(page.entry and page.entry.kind.is_main)
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
        ("og:site_name", site.settings.name),
    ]
    if site.settings.url:
        found.append(("og:url", f"{site.settings.url}{address}"))
    if _has_card(site):
        found += [
            ("og:image", f"{site.settings.url}{address if is_case else ''}card.png"),
            ("og:image:type", "image/png"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", site._("{title}, in {site}").format(title=title, site=site.settings.name) if is_case else site.settings.name),
        ]
    return [(name, value) for name, value in found if value]


def _preview_tags(site: Site) -> list[tuple[str, str]]:
    return [("twitter:card", "summary_large_image")] if _has_card(site) else [("twitter:card", "summary")]


def _has_card(site: Site) -> bool:
    return bool(site.settings.cards and site.settings.url)


def _own(page: Page, here: Here, description: str) -> Head:
    """What machines read of the record or the source that a page is about."""
    if page.entry:
        return _record(page, page.entry, here, description)
    if page.reference:
        data = {
            "@context": "https://schema.org",
            **source_heads.data(page.reference, here.site.once(_organisations)),
            "mainEntityOfPage": _url(here, page.address),
        }
        return Head(_clean(data), source_heads.tags(page.reference), _source_links(here.site))
    return Head()


def _url(here: Here, address: str) -> str:
    """The web address of a page when the site has one, else the address from the page at hand."""
    return f"{here.site.settings.url}{address}" if here.site.settings.url else here.href(address)


def _record(page: Page, entry: Entry, here: Here, description: str) -> Head:
    record = entry.record
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": entry.kind.schema_org,
        "@id": _url(here, entry.address),
        "name": record.label,
        "alternateName": [*(name.text for name in record.names), *record.aliases],
        "description": description,
        "url": _url(here, entry.address),
    }
    data |= _properties(entry, here)
    if entry.kind.is_main:
        data |= _article(page, entry, here)
    data["subjectOf"] = [_claim(entry, claim, here) for claim in record.claims]
    tags = _case_tags(page, here) if entry.kind.is_main else []
    return Head(_clean(data), tags, _record_links(entry, here))


def _record_links(entry: Entry, here: Here) -> list[HeadLink]:
    links = [
        HeadLink("describedby", "record.json", "application/json"),
        HeadLink("alternate", "index.md", "text/markdown"),
        *_licence_link(here.site),
    ]
    if cite_us.is_citable(entry):
        links.append(HeadLink("describedby", "record.bib", "application/x-bibtex"))
        links.append(HeadLink("describedby", "record.csl.json", "application/vnd.citationstyles.csl+json"))
    if entry.kind.has_feed and not entry.is_draft and atom.has_feeds(here.site):
        label = here.site._(here.site.catalog.kinds.main.plural)
        title = f"{label}: {entry.record.label}"
        links.append(HeadLink("alternate", "feed.xml", "application/atom+xml", title))
    if here.site.settings.url and sharing.is_embedded(here.site, entry):
        links.append(HeadLink("alternate", f"{here.site.settings.url}{sharing.oembed_address(entry)}", "application/json+oembed", entry.record.label))
    if here.site.settings.url:
        links.append(HeadLink("cite-as", f"{here.site.settings.url}{entry.address}", "text/html"))
    return links


def _licence_link(site: Site) -> list[HeadLink]:
    return [HeadLink("license", site.settings.licence.url, "text/html")] if site.settings.licence else []


def _source_links(site: Site) -> list[HeadLink]:
    return [
        HeadLink("describedby", "reference.bib", "application/x-bibtex"),
        HeadLink("describedby", "reference.csl.json", "application/vnd.citationstyles.csl+json"),
        *_licence_link(site),
    ]


def _article(page: Page, entry: Entry, here: Here) -> dict[str, Any]:
    """What a page about a case is, as something written."""
    site, references = here.site, here.site.catalog.references
    keys = site.catalog.cited_by.get(entry.id, ())
    return {
        "headline": entry.record.label,
        "dateModified": page.changed,
        "inLanguage": site.wording.locale.language,
        "license": site.settings.licence.url if site.settings.licence else None,
        "publisher": {"@type": "Organization", "name": site.settings.name},
        "isPartOf": {"@type": "Dataset", "name": site.settings.name, "url": _url(here, "")},
        "citation": [
            # Its own page says the rest, at this address.
            {"@id": _url(here, references[key].address), **source_heads.brief(references[key])}
            for key in keys
            if key in references
        ],
    }


def _properties(entry: Entry, here: Here) -> dict[str, Any]:
    """The properties of schema.org that its kind declares for the fields of a record; several fields may be one property."""
    found: dict[str, list[Any]] = {}
    for item in entry.kind.fields:
        if item.schema_org:
            found.setdefault(item.schema_org, []).extend(_property(entry, item, here))
    single = {item.schema_org for item in entry.kind.fields if not item.is_many}
    return {name: values[0] if name in single and len(values) == 1 else values for name, values in found.items()}


def _property(entry: Entry, item: Field, here: Here) -> Iterator[Any]:
    if item.names_records:
        yield from (_named(here, id) for id in named_in(entry, item))
        return
    for value in entry.record.items(item.name):
        if item.type == "term":
            term = here.site.catalog.term(item.vocabulary, value)
            yield term.label if term else value
        elif item.type in ("event", "step"):
            yield here.plain(value.text)
        elif item.type in ("text", "prose"):
            yield here.plain(value)
        else:
            yield value if isinstance(value, bool) else str(value)


def _organisations(site: Site) -> frozenset[str]:
    """The names of the organisations that the catalog knows."""
    entries = (entry.record for entry in site.catalog if "Organization" in entry.kind.schema_org)
    return frozenset(name for record in entries for name in (record.label, *(other.text for other in record.names), *record.aliases))


def _named(here: Here, id: str) -> dict[str, Any]:
    entry = here.site.catalog.entries[id]
    return {"@type": entry.kind.schema_org, "name": entry.record.label, "url": _url(here, entry.address)}


def _claim(entry: Entry, claim: Claim, here: Here) -> dict[str, Any]:
    references = here.site.catalog.references
    origin = here.site.catalog.get(claim.origin or "")
    return {
        "@type": "Claim",
        "@id": f"{_url(here, entry.address)}#{claim.id}",
        "text": " ".join(part for part in (here.claim_text(entry, claim), here.plain(claim.scope) if claim.scope else "") if part),
        "temporalCoverage": str(claim.as_of) if claim.as_of else None,
        "claimInterpreter": {"@type": "Organization", "name": here.site.settings.name},
        "creator": {"@type": origin.kind.schema_org, "name": origin.record.label} if origin else None,
        "appearance": [{"@id": _url(here, references[citation.key].address)} for citation in claim.cite if citation.key in references],
    }


def _case_tags(page: Page, here: Here) -> list[tuple[str, str]]:
    tags = [
        ("citation_title", page.title),
        ("citation_author", here.site.author),
        ("citation_publisher", here.site.settings.name),
        ("citation_language", here.site.wording.locale.language),
    ]
    if page.changed:
        tags.append(("citation_publication_date", page.changed.replace("-", "/")))
    if here.site.settings.url:
        tags.append(("citation_fulltext_html_url", f"{here.site.settings.url}{page.address}"))
    return tags


def _clean(value: Any) -> Any:
    """A JSON value without its empty parts."""
    if isinstance(value, dict):
        parts = {key: part if isinstance(part, str) else _clean(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part or part == 0}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return value
