"""`card.png`: a social card for each case beside its page, and one for the site.

Drawing a card takes as long as making ten pages, so each is kept by its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..base import cache
from ..catalog.entries import Entry
from ..views import card, facets, motifs
from ..views.card import Card
from ..views.here import Here, lead_of
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """That of the site, then one for each case; none when the project wants none."""
    if not site.settings.cards:
        return
    yield File("card.png", partial(_png, site, site_card(site)))
    for entry in site.catalog.cases:
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
    here = Here(site, entry.address, entry, numbered=False)
    title, other, kicker = entry.record.label, facets.other_names(entry), facets.kicker(site, entry)
    claim = facets.most_telling(entry)
    figure = here.figure(entry.id, claim.id) if claim else None
    term = motifs.term_of(site, entry)
    motif = term.motif or "" if term else ""
    if figure is None:
        return Card(title, site.settings.name, kicker, other, text=here.plain(lead_of(entry)), motif=motif)
    return Card(
        title,
        site.settings.name,
        kicker,
        other,
        bound=figure.bound,
        number=figure.number,
        unit=figure.unit,
        what=figure.what,
        mark=figure.mark,
        evidence=figure.evidence,
        motif=motif,
    )


def site_card(site: Site) -> Card:
    """What the card of the site says: its name, what it is, and how much it holds."""
    catalog, count = site.catalog, site.wording.ngettext
    cases, figures = len(catalog.cases), sum(claim.value is not None for claim in catalog.claims.values())
    sources = len(catalog.references)
    parts = (
        (cases, _counted(site, cases)),
        (figures, count("{count} figure", "{count} figures", figures).format(count=figures)),
        (sources, count("{count} source", "{count} sources", sources).format(count=sources)),
    )
    return Card(site.settings.name, "", " · ".join(words for number, words in parts if number), text=site.settings.description)


def _counted(site: Site, count: int) -> str:
    """How many records there are of the kind that the catalog is about, in its own words."""
    kind = site.catalog.kinds.main
    return f"{count} {site._(kind.noun if count == 1 else kind.nouns)}"
