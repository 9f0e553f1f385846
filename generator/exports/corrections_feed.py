"""`corrections/feed.xml`: the corrections as an Atom feed, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..catalog.entries import Entry
from ..records.parts import Correction
from ..views import atom
from ..views.here import Here
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file, where there is a page of corrections, and a day to say."""
    if atom.has_corrections_feed(site):
        yield File("corrections/feed.xml", partial(_content, site))


def _content(site: Site) -> str:
    catalog = site.public.catalog
    items = [_item(site, entry, item) for entry, item in catalog.corrections]
    return atom.feed(site, "corrections/feed.xml", site._("Corrections"), items)


def _item(site: Site, entry: Entry, item: Correction) -> atom.Item:
    here = Here(site, "corrections/", entry, numbered=False)
    return atom.Item(
        title=f"{entry.record.label}: {item.what}",
        # By its place in the record: two of one day may be about the same thing.
        id=f"{site.permanent(entry.address)}#correction-{entry.record.corrections.index(item) + 1}",
        address=entry.address,
        updated=item.on.last.isoformat(),
        summary=f"“{item.was}” → “{item.now}”. {here.plain(item.why)}",
    )
