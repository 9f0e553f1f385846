"""A source: the reference itself, what is known of it, and every claim and passage that rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..citing import csl
from ..records.folder import BIBLIOGRAPHY
from ..records.reference import Reference, at_address
from ..views import about_source, resting, sharing, vouching, wanted
from ..views.here import Here
from ..views.paging import Part, parts
from ..views.site import Page, Site
from . import places_in_source


def pages(site: Site) -> Iterator[Page]:
    """One page for each source, more when much rests on it."""
    for reference in site.catalog.references.values():
        yield from _pages(site, reference)


def near(site: Site, address: str) -> Iterator[Page]:
    """Those of the source whose page an address would be."""
    if reference := at_address(site.catalog.references, address):
        yield from _pages(site, reference)


def _pages(site: Site, reference: Reference) -> Iterator[Page]:
    for address, part in parts(reference.address, len(site.catalog.cites_of.get(reference.key, ()))):
        yield Page(
            address=address,
            title=part.title(site, reference.title),
            template="source.html",
            view=partial(_view, reference, part),
            description=partial(_description, reference),
            section="sources/",
            # Only the first page is the source itself, for machines.
            reference=reference if part.is_first else None,
            source=BIBLIOGRAPHY,
            changed=site.catalog.changed(BIBLIOGRAPHY),
        )


def _description(reference: Reference, here: Here) -> str:
    parts = (csl.authors(reference), reference.title, reference.container or reference.publisher)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _view(reference: Reference, part: Part, here: Here) -> Mapping[str, Any]:
    catalog = here.site.catalog
    groups = resting.by_record(part.cut(resting.in_order(catalog.cites_of.get(reference.key, ()), here)), here)
    claims = [claim for group in groups for claim in group.claims]
    return {
        "about": about_source.of(here, reference),
        "shared": sharing.source_box(here, reference) if part.is_first else None,
        "groups": groups,
        "is_folded": len(groups) >= resting.WORTH_FOLDING,
        "marks": resting.counted(claims),
        "mark_names": vouching.names(here.site),
        "by_place": here.href(places_in_source.address(reference)) if places_in_source.has_page(catalog, reference.key) else "",
        "pager": part.pager(here),
        "care": wanted.of_source(reference, here) if part.is_first else [],
        "toc": [],
    }
