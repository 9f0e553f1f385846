"""`feed.xml`: the cases that came in or changed, the latest first, as Atom feeds: all, and those that name a record of a kind with feeds.

What a reader follows is the catalog as it is published, so days come from Git; where Git knows nothing, there are no feeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ..catalog.entries import Entry
from ..views import atom
from ..views.here import summaries
from ..views.site import Site
from . import File

MOST = 30


def files(site: Site) -> Iterator[File]:
    """The feed of all cases, then those of the records that can be followed."""
    public = site.public
    if not atom.has_feeds(public):
        return
    yield File("feed.xml", partial(_all, public))
    for kind in public.catalog.kinds:
        for entry in public.catalog.by_kind[kind.name] if kind.has_feed else ():
            yield File(f"{entry.address}feed.xml", partial(_of, public, entry), beside=True)


def _all(site: Site) -> str:
    return atom.feed(site, "feed.xml", site.settings.name, [_item(site, entry) for entry in _latest(site)[:MOST]])


def _of(site: Site, about: Entry) -> str:
    cases = site.once(_cases_of).get(about.id, ())
    title = f"{site.settings.name}: {about.record.label}"
    return atom.feed(site, f"{about.address}feed.xml", title, [_item(site, entry) for entry in cases[:MOST]], site.catalog.changed(about.path))


def _latest(site: Site) -> list[Entry]:
    """The cases that Git knows, the latest changed first."""
    known = [entry for entry in site.catalog.cases if site.catalog.changed(entry.path)]
    # By id within a day; sorting twice, because days go down and ids go up.
    known.sort(key=lambda entry: entry.id)
    return sorted(known, key=lambda entry: site.catalog.changed(entry.path) or "", reverse=True)


def _cases_of(site: Site) -> Mapping[str, Sequence[Entry]]:
    """The cases by the records that they name, the latest changed first."""
    found: dict[str, list[Entry]] = {}
    for entry in _latest(site):
        for id in site.catalog.named_by(entry):
            found.setdefault(id, []).append(entry)
    return found


def _item(site: Site, entry: Entry) -> atom.Item:
    return atom.Item(
        title=entry.record.label,
        id=site.permanent(entry.address),
        address=entry.address,
        updated=site.catalog.changed(entry.path) or "",
        summary=site.once(summaries)[entry.id],
        published=site.catalog.added(entry) or "",
    )
