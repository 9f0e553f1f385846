"""Addresses that records had before: each leads on to where the record is now, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..views.here import Here
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page for each former id."""
    for old, entry in site.catalog.former.items():
        address = f"{entry.kind.address}/{old}/"
        yield Page(address, entry.record.label, "moved.html", partial(_view, entry), partial(_describe, entry), moved_to=entry.address)


def _describe(entry: Entry, here: Here) -> str:
    return here.site._("This page has moved: {title}").format(title=entry.record.label)


def _view(entry: Entry, here: Here) -> Mapping[str, Any]:
    return {"link": here.link(entry), "toc": []}
