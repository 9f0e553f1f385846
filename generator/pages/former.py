"""Addresses that records had before: each leads on to where the record is now, and to the claim that was asked for.

With a script at once (`theme/assets/casebook/moved.js`); without one by the links of the page, where each claim has its old anchor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..records.parts import Claim
from ..views.here import Here
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page for each former address."""
    for address in site.catalog.former:
        yield from near(site, address)


def near(site: Site, address: str) -> Iterator[Page]:
    """That with an address, if it is a former one."""
    if entry := site.catalog.former.get(address):
        yield Page(address, entry.record.label, "moved.html", partial(_view, entry), partial(_describe, entry), moved_to=entry.address)


def _describe(entry: Entry, here: Here) -> str:
    return here.site._("This page has moved: {title}").format(title=entry.record.label)


def _view(entry: Entry, here: Here) -> Mapping[str, Any]:
    claims = [(claim.id, _claim_text(entry, claim, here), here.href(f"{entry.address}#{claim.id}")) for claim in entry.record.claims]
    return {"link": here.link(entry), "claims": claims, "toc": []}


def _claim_text(entry: Entry, claim: Claim, here: Here) -> str:
    measure = here.link_to(claim.measure or "")
    return f"{measure.text}: {here.claim_text(entry, claim)}" if measure else here.claim_text(entry, claim)
