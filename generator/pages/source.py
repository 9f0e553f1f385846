"""A source: the reference itself, what is known of it, and every claim and passage that rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator import citations, citing, prose
from generator.bibliography import Reference
from generator.catalog import CiteUse, DocsPage, Entry, Evidence
from generator.pages import places_in_source
from generator.pages.entity import part_label
from generator.paging import Part, parts
from generator.prose import RecordLink
from generator.read import BIBLIOGRAPHY
from generator.site import Anchor, Here, Page, Site
from generator.source import Route


@dataclass(frozen=True)
class CitingClaim:
    """A claim that cites the source: its record, the claim, and where in the source it stands."""

    record: RecordLink
    address: str
    text: str
    measure: str
    evidence: Evidence
    evidence_text: str
    locator: str


@dataclass(frozen=True)
class CitingPassage:
    """A passage that cites the source: its record or page, the part of it, its text and the locator."""

    record: RecordLink
    part: str
    text: str
    locator: str


def pages(site: Site) -> Iterator[Page]:
    """One page for each source, more when much rests on it."""
    for reference in site.catalog.references.values():
        for address, part in parts(f"sources/{reference.key}/", len(site.catalog.cites_of.get(reference.key, ()))):
            yield Page(
                address=address,
                title=part.title(site, reference.title),
                template="source.html",
                view=partial(_view, reference, part),
                description=partial(_description, reference),
                section="sources/",
                # Only the first page is the source itself, for machines.
                reference=reference if part.is_first else None,
                source=BIBLIOGRAPHY,
                changed=site.catalog.changed(BIBLIOGRAPHY),
            )


def _description(reference: Reference, here: Here) -> str:
    parts = (citations.authors(reference), reference.title, reference.container or reference.publisher)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _view(reference: Reference, part: Part, here: Here) -> Mapping[str, Any]:
    _, catalog = here.site._, here.site.catalog
    # First the claims, then the passages; a page has so many of both together.
    uses = part.cut(sorted(catalog.cites_of.get(reference.key, ()), key=lambda use: bool(use.mention)))
    claims = list(_claims(uses, here))
    passages = list(_passages(uses, here))
    return {
        "reference": reference,
        "via": catalog.references.get(reference.via),
        "kind": here.site._(citations.kind(reference)),
        "places": here.href(places_in_source.address(reference.key)) if places_in_source.has_page(catalog, reference.key) else "",
        "publisher": here.link_to(reference.get("publisherid")),
        "language": _language(reference, here),
        "cite": citing.source_box(here, reference),
        "pager": part.pager(here),
        "claims": claims,
        "passages": passages,
        "dates": {name: _day(reference, name, here) for name in ("urldate", "archivedate")},
        "toc": [
            Anchor(f"_{name}", label) for name, label, found in (("claims", _("Claims"), claims), ("passages", _("Passages"), passages)) if found
        ],
    }


def _language(reference: Reference, here: Here) -> str:
    code = reference.get("langid", "language")
    names = here.site.wording.locale.languages
    return str(names.get(code, code)) if code else ""


def _day(reference: Reference, name: str, here: Here) -> str:
    from generator import edtf

    text = reference.get(name)
    return here.site.wording.date(edtf.parse(text)) if text else ""


def _claims(uses: Sequence[CiteUse], here: Here) -> Iterator[CitingClaim]:
    for use in uses:
        if isinstance(use.by, Entry) and not use.mention:
            claim = use.by.record.claims[int(use.route[1])]
            evidence = here.site.catalog.evidence(use.by, claim)
            measure = here.site.catalog.get(claim.measure or "")
            yield CitingClaim(
                here.link(use.by),
                here.href(f"{use.by.address}#{claim.id}"),
                here.claim_text(use.by, claim),
                measure.record.label if measure else "",
                evidence,
                here.evidence_text(evidence),
                use.locator,
            )


def _passages(uses: Sequence[CiteUse], here: Here) -> Iterator[CitingPassage]:
    """Every passage once, with all the places in the source that it cites."""
    found: dict[tuple[Entry | DocsPage, str, str], list[str]] = {}
    for use in uses:
        if use.mention:
            text = use.by.text.content if isinstance(use.by, DocsPage) else _leaf(use.by, use.route)
            part = "" if isinstance(use.by, DocsPage) else part_label(use.route, here)
            found.setdefault((use.by, part, _paragraph(text, use.mention)), []).append(use.locator)
    for (by, part, paragraph), locators in found.items():
        entry, label = (by, by.record.label) if isinstance(by, Entry) else (None, by.title)
        yield CitingPassage(RecordLink(label, here.href(by.address)), part, _plain(paragraph, entry, here), "; ".join(filter(None, locators)))


def _leaf(entry: Entry, route: Route) -> str:
    return next(leaf.value for leaf in entry.leaves if leaf.route == route)


def _paragraph(text: str, mention: str) -> str:
    wanted = " ".join(mention.split())
    found = next((paragraph for paragraph in prose.paragraphs(text) if wanted in paragraph), wanted)
    return re.sub(r"^(?:[-*+:]|\d+[.)])\s+", "", found)


# A link of a hand-written page, to other pages by their files.
_LINK = re.compile(r"(?<!\!)\[([^\[\]]+)\]\([^()\s]*\)")


def _plain(text: str, entry: Entry | None, here: Here) -> str:
    if entry is None:
        text = _LINK.sub(r"\1", text)
    return Here(here.site, here.address, entry, numbered=False).plain(text)
