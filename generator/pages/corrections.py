"""Corrections: every change to something published, the latest first, across the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..catalog.entries import Entry
from ..records.parts import Correction
from ..text.prose import SafeHtml
from ..views import atom
from ..views.facts import part_label, part_of_page
from ..views.here import Here
from ..views.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """One page, where there are claims or corrections."""
    if site.catalog.has_corrections:
        yield Page("corrections/", site._("Corrections"), "corrections.html", _view, _description, section="corrections/")


def _description(here: Here) -> str:
    return here.site._("Every change to something published, with what it said before")


def _view(here: Here) -> Mapping[str, Any]:
    rows = [(here.link(entry), correction_rows(here.within(entry), entry, [item])[0]) for entry, item in here.site.catalog.corrections]
    return {"rows": rows, "references": here.references(), "has_feed": atom.has_corrections_feed(here.site), "toc": []}


class CorrectionRow(NamedTuple):
    """A correction made ready to be shown: when, the entry, why, and what was corrected, in words and, of a claim that is there, by its anchor."""

    when: str
    item: Correction
    why: SafeHtml | None
    what: str
    claim: str


def correction_rows(here: Here, entry: Entry, items: Iterable[Correction]) -> list[CorrectionRow]:
    """The corrections of a record."""
    return [_row(here, entry, item) for item in items]


def _row(here: Here, entry: Entry, item: Correction) -> CorrectionRow:
    claim = next((claim for claim in entry.record.claims if item.what == f"claims/{claim.id}"), None)
    measure = here.link_to(claim.measure) if claim and claim.measure else None
    # What has no words stays as it is written.
    what = (
        part_of_page(measure.text) if measure else here.site._("statement") if claim else part_label(entry, item.what.split("/"), here) or item.what
    )
    why = here.prose(item.why, here.site._("corrections"))
    return CorrectionRow(here.site.wording.date(item.on), item, why, what, claim.id if claim else "")
