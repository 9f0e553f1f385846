"""`card.png`: a social card for each case beside its page, and one for the site.

Drawing a card takes as long as making ten pages, so each is kept by its content, and the new ones are drawn on all processors
when the first of them is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

from ..base import cache
from ..base.parallel import spread
from ..catalog.entries import Entry
from ..views import card, facets
from ..views.card import Card
from ..views.here import Here, lead_of
from ..views.site import Site
from . import File

# So few cards are drawn faster by one process.
_WORTH_SHARING = 12
_BATCH = 4


def files(site: Site) -> Iterator[File]:
    """That of the site, then one for each case; none when the project wants none."""
    if not site.settings.cards:
        return
    kept = _Kept(site)
    yield File("card.png", partial(kept.png, site_card(site)))
    for entry in site.catalog.cases:
        yield File(f"{entry.address}card.png", partial(kept.of_case, entry), beside=True)


class _Kept:
    """The cards of a site: drawn when they are asked for, and kept where the site keeps such things."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def of_case(self, entry: Entry) -> bytes:
        """The card of a case."""
        if self._site.cache:
            # What follows reads what this has drawn; where nothing can be kept, it draws.
            assert self._all_drawn
        return self.png(case_card(entry, self._site))

    def png(self, wanted: Card) -> bytes:
        """A card, from what is kept if it is there."""
        path = self._path(wanted)
        if path and (content := cache.load(path)) and _is_whole(content):
            return content
        content = card.draw(wanted)
        if path:
            cache.store(path, content)
        return content

    def _path(self, wanted: Card) -> Path | None:
        return self._site.cache / "cards" / f"{card.digest(wanted)}.png" if self._site.cache else None

    @cached_property
    def _all_drawn(self) -> bool:
        wanted = [case_card(entry, self._site) for entry in self._site.catalog.cases]
        new = [one for one in wanted if (path := self._path(one)) and not path.is_file()]
        spread(self._keep, new, least=_WORTH_SHARING, batch=_BATCH)
        return True

    def _keep(self, wanted: Card) -> None:
        self.png(wanted)


def _is_whole(content: bytes) -> bool:
    """Whether a file is a PNG to its last chunk (PNG 5.2 and 11.2.5)."""
    return content.startswith(b"\x89PNG\r\n\x1a\n") and content.endswith(b"IEND\xaeB`\x82")


def case_card(entry: Entry, site: Site) -> Card:
    """What the card of a case says: its title, and its most telling figure; its summary when it has no figure."""
    here = Here(site, entry.address, entry, numbered=False)
    title, other, kicker = entry.record.label, facets.other_names(entry), facets.kicker(site, entry)
    claim = facets.most_telling(entry)
    figure = here.figure(entry.id, claim.id) if claim else None
    if figure is None:
        return Card(title, site.settings.name, kicker, other, text=here.plain(lead_of(entry)))
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
