"""What leaves the catalog for other sites and texts: the address of the page in a frame, and the code that puts it there.

A page has one frame for itself and all its claims: the claim that an address ends in is shown, without a script (`:target`, see `embed.css`).
So every claim has an embed, and the site has one small file more for each record, not for each claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..catalog.entries import Entry
from .site import Site

EMBEDS = "embed/"
# In pixels: what a figure takes, and a record with its summary, where the frame is as narrow as a telephone.
WIDTH, HEIGHT, FIGURE_HEIGHT = 560, 420, 300


def embedded(site: Site) -> Iterator[Entry]:
    """The records that have a page for frames."""
    return (entry for entry in site.catalog if is_embedded(site, entry))


def is_embedded(site: Site, entry: Entry) -> bool:
    """Whether a record has a page for frames: those that the catalog is about, and those with claims; none where no other site could load it."""
    return not site.settings.offline and (entry.kind.is_main or bool(entry.record.claims))


def address(entry: Entry) -> str:
    """Where the page of a record for frames is; `#claim` may follow."""
    return f"{EMBEDS}{entry.address}"


def oembed_address(entry: Entry) -> str:
    """Where it stands how another site shows a record."""
    return f"{address(entry)}oembed.json"


def frame(site: Site, entry: Entry) -> str:
    """The code that shows a record on another site. It needs the address of this one.

    Nothing but the frame: readers of oEmbed that trust nobody drop all else, and some keep a frame hidden that has a quotation beside it.
    """
    source, title = (
        escape(f"{site.settings.url}{address(entry)}"),
        escape(site._("{title}, in {site}").format(title=entry.record.label, site=site.settings.name)),
    )
    return f'<iframe src="{source}" width="{WIDTH}" height="{HEIGHT}" title="{title}" loading="lazy" frameborder="0" style="max-width:100%"></iframe>'
