"""Small pages for the frames of other sites, `/embed/…`: a record, or one of its claims, with what a figure must carry wherever it is shown.

An address ends in a claim's id as that of the record's own page does. A former address of a record keeps its frame, too: nobody can mend the
sites on which it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..views import facets, sharing
from ..views.here import Here, lead_of
from ..views.paging import record_at
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page for each record that has one, and for each of its former addresses."""
    for entry in sharing.embedded(site):
        yield _page(site, sharing.address(entry), entry)
    for former, entry in site.catalog.former.items():
        if sharing.is_embedded(site, entry):
            yield _page(site, f"{sharing.EMBEDS}{former}", entry)


def near(site: Site, address: str) -> Iterator[Page]:
    """That with an address, if it is one of these."""
    if not address.startswith(sharing.EMBEDS):
        return
    own = address.removeprefix(sharing.EMBEDS)
    former = site.catalog.former.get(own)
    for entry in (former,) if former else record_at(site, own):
        if sharing.is_embedded(site, entry):
            yield _page(site, address if former else sharing.address(entry), entry)


def _page(site: Site, address: str, entry: Entry) -> Page:
    return Page(address, entry.record.label, "embed.html", partial(_view, entry), _describe, changed=site.catalog.changed(entry.path), is_bare=True)


def _describe(here: Here) -> str:
    return ""


def _view(entry: Entry, here: Here) -> Mapping[str, Any]:
    quiet = Here(here.site, here.address, entry, numbered=False)
    return {
        "entry": entry,
        "kicker": facets.kicker(here.site, entry),
        "summary": quiet.plain(lead_of(entry)),
        "figure": sharing.telling(entry, quiet),
        "facts": list(_facts(entry, here.site)),
        "claims": [sharing.shown(entry, claim, quiet) for claim in entry.record.claims],
        "toc": [],
    }


def _facts(entry: Entry, site: Site) -> Iterator[tuple[str, str]]:
    """What readers choose by, but for what stands above the title: the name of the field, and its words."""
    for item in entry.kind.facets:
        if item.type == "term" and not item.is_kicker and (words := facets.in_words(site, entry, item)):
            yield site._(item.label), site._(words[0]) if len(words) == 1 else ", ".join(words)
