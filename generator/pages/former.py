"""Addresses that records and sources had before: each leads on to where the record is now, and to the claim that was asked for.

With a script at once (`theme/assets/casebook/moved.js`); without one by the links of the page, where each claim has its old anchor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..records.parts import Claim
from ..records.reference import SOURCES, Reference, former_addresses
from ..text.prose import RecordLink
from ..views.here import Here, reference_title
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page for each former address."""
    for address, entry in site.catalog.former.items():
        yield _page(address, entry)
    for address, reference in former_addresses(site.catalog.references).items():
        yield _page_of_source(site, address, reference)


def near(site: Site, address: str) -> Iterator[Page]:
    """That with an address, if it is a former one."""
    if entry := site.catalog.former.get(address):
        yield _page(address, entry)
    elif address.startswith(SOURCES) and (reference := former_addresses(site.catalog.references).get(address)):
        yield _page_of_source(site, address, reference)


def _page(address: str, entry: Entry) -> Page:
    return Page(address, entry.record.label, "moved.html", partial(_view, entry), partial(_describe, entry), moved_to=entry.address)


def _page_of_source(site: Site, address: str, reference: Reference) -> Page:
    view, describe = partial(_view_source, reference), partial(_describe_source, reference)
    return Page(address, reference_title(site, reference), "moved.html", view, describe, moved_to=reference.address)


def _describe_source(reference: Reference, here: Here) -> str:
    return here.site._("This page has moved: {title}").format(title=reference_title(here.site, reference))


def _view_source(reference: Reference, here: Here) -> Mapping[str, Any]:
    return {"link": RecordLink(reference_title(here.site, reference), here.href(reference.address)), "claims": [], "toc": []}


def _describe(entry: Entry, here: Here) -> str:
    return here.site._("This page has moved: {title}").format(title=entry.record.label)


def _view(entry: Entry, here: Here) -> Mapping[str, Any]:
    claims = [(claim.id, _claim_text(entry, claim, here), here.href(f"{entry.address}#{claim.id}")) for claim in entry.record.claims]
    return {"link": here.link(entry), "claims": claims, "toc": []}


def _claim_text(entry: Entry, claim: Claim, here: Here) -> str:
    measure = here.link_to(claim.measure or "")
    return f"{measure.text}: {here.claim_text(entry, claim)}" if measure else here.claim_text(entry, claim)
