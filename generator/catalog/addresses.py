"""The addresses of a site, each with what has it."""

from __future__ import annotations

from collections.abc import Iterator

from .catalog import Catalog
from .entries import DocsPage, Entry, Former

# A longer list is cut into pages of this many.
LIST_LENGTH = 500


def list_addresses(address: str, count: int) -> list[str]:
    """The addresses of the pages of a list with `count` items, the first of which is at `address`."""
    return [address, *(f"{address}page-{number}/" for number in range(2, -(-count // LIST_LENGTH) + 1))]


# The pages that a catalog has by itself, below the site's root.
OWN_ADDRESSES = ("sources/", "rules/", "fields/", "corrections/", "evidence/", "timeline/", "map/", "network/", "data/", "search/")


def addresses(catalog: Catalog) -> Iterator[tuple[str, Entry | Former | DocsPage | str]]:
    """Every address of the site with its owner: the catalog's own pages first, then records, sources, former ids and hand-written pages."""
    for kind in catalog.kinds:
        for address in list_addresses(f"{kind.address}/", len(catalog.by_kind[kind.name])):
            yield address, f"the list of {kind.plural.lower()}"
    for address in list_addresses("sources/", len(catalog.references))[1:]:
        yield address, "the list of sources"
    for address in OWN_ADDRESSES:
        yield address, f"the page /{address}"
    for entry in catalog:
        yield entry.address, entry
    for key in catalog.references:
        yield f"sources/{key}/", f"the source '{key}'"
    for former in catalog.formers:
        yield former.address, former
    for page in catalog.docs:
        yield page.address, page
