"""Corrections: every change to something published, the latest first, across the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..records.parts import Correction
from ..views import atom
from ..views.here import Here
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page, where there are claims or corrections."""
    if site.catalog.has_corrections:
        yield Page("corrections/", site._("Corrections"), "corrections.html", _view, _description, section="corrections/")


def _description(here: Here) -> str:
    return here.site._("Every change to something published, with what it said before")


def _view(here: Here) -> Mapping[str, Any]:
    rows = [(here.link(entry), correction_rows(here.within(entry), [item])[0]) for entry, item in here.site.catalog.corrections]
    return {"rows": rows, "references": here.references(), "has_feed": atom.has_corrections_feed(here.site), "toc": []}


def correction_rows(here: Here, items: Iterable[Correction]) -> list[tuple[str, Correction, Any]]:
    """Corrections made ready to be shown: when, the entry, and why."""
    return [(here.site.wording.date(item.on), item, here.prose(item.why, here.site._("corrections"))) for item in items]
