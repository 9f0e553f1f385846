"""`card.png`: a social card for each case beside its page, and one for the site.

Drawing a card takes as long as making ten pages, so each is kept by its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..base import cache
from ..catalog.catalog import Entry
from ..records.model import Case
from ..views import card, facets
from ..views.card import Card
from ..views.site import Here, Site
from . import File


def files(site: Site) -> Iterator[File]:
    """That of the site, then one for each case; none when the project wants none."""
    if not site.cards:
        return
    yield File("card.png", partial(_png, site, site_card(site)))
    for entry in site.catalog.by_kind["case"]:
        yield File(f"{entry.address}card.png", partial(_of_case, site, entry), beside=True)


def _of_case(site: Site, entry: Entry) -> bytes:
    return _png(site, case_card(entry, site))


def _png(site: Site, wanted: Card) -> bytes:
    """A card, from what is kept if it is there."""
    path = site.cache / "cards" / f"{card.digest(wanted)}.png" if site.cache else None
    if path and (content := cache.load(path)) and _is_whole(content):
        return content
    content = card.draw(wanted)
    if path:
        cache.store(path, content)
    return content


def _is_whole(content: bytes) -> bool:
    """Whether a file is a PNG to its last chunk (PNG 5.2 and 11.2.5)."""
    return content.startswith(b"\x89PNG\r\n\x1a\n") and content.endswith(b"IEND\xaeB`\x82")


def case_card(entry: Entry, site: Site) -> Card:
    """What the card of a case says: its title, and its most telling figure; its summary when it has no figure."""
    assert isinstance(entry.record, Case)
    here = Here(site, entry.address, entry, numbered=False)
    title, zh, kicker = entry.record.title, entry.record.title_zh or "", facets.kicker(site, entry)
    claim = facets.most_telling(entry.record)
    figure = here.figure(entry.id, claim.id) if claim else None
    if figure is None:
        return Card(title, site.name, kicker, zh, text=here.plain(entry.record.summary))
    return Card(
        title,
        site.name,
        kicker,
        zh,
        bound=figure.bound,
        number=figure.number,
        unit=figure.unit,
        what=figure.what,
        mark=figure.mark,
        evidence=figure.evidence,
    )


def site_card(site: Site) -> Card:
    """What the card of the site says: its name, what it is, and how much it holds."""
    catalog, count = site.catalog, site.wording.ngettext
    cases, figures = len(catalog.by_kind["case"]), sum(claim.value is not None for claim in catalog.claims.values())
    sources = len(catalog.references)
    parts = (
        count("{count} case", "{count} cases", cases).format(count=cases),
        count("{count} figure", "{count} figures", figures).format(count=figures),
        count("{count} source", "{count} sources", sources).format(count=sources),
    )
    return Card(site.name, "", " · ".join(parts), text=site.description)
