"""The evidence map: what was tried against what was measured, each case a mark by the best that vouches for it, and where nobody has measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..catalog import choosing
from ..views import evidence_map
from ..views.here import Here
from ..views.site import Page, Site

ADDRESS = "evidence-map/"


def pages(site: Site) -> Iterator[Page]:
    """One page, where a case of some kind has a figure of something."""
    if site.catalog.kinds.is_whole:
        field = choosing.row_field(site.catalog, site.catalog.kinds.main)
        if field and evidence_map.has_cells(site.catalog.cases, field, site.catalog):
            yield Page(ADDRESS, site._("Evidence map"), "evidence_map.html", _view, _describe, section=ADDRESS)


def _describe(here: Here) -> str:
    return here.site._("What was measured in which kind of {names}, who vouches for it, and where nothing was").format(
        names=here.site._(here.site.catalog.kinds.main.nouns)
    )


def _view(here: Here) -> Mapping[str, Any]:
    catalog = here.site.catalog
    field = choosing.row_field(catalog, catalog.kinds.main)
    assert field
    made = evidence_map.evidence_map(catalog.kinds.main, catalog.cases, field, here)
    return {"map": made, "toc": []}
