"""Data: what can be taken away, in which form, for whom, and how the computed columns come about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..text.prose import RecordLink, SafeHtml
from ..views import atom, file_schemas, tables, vouching
from ..views.columns import Table
from ..views.here import Here
from ..views.paging import LIST_LENGTH
from ..views.site import Anchor, Page, Site

# Where the examples lead while the site has no address of its own.
_NOWHERE = "https://example.org/"


@dataclass(frozen=True)
class TableView:
    """A table made ready to be shown: its name and file, what it holds, how many rows it has, and its columns as (name, type, description)."""

    name: str
    href: str
    about: str
    rows: int
    columns: Sequence[tuple[str, str, SafeHtml | None]]


def pages(site: Site) -> Iterator[Page]:
    """One page."""
    yield Page("data/", site._("Data"), "data.html", _view, _describe, section="data/")


def _describe(here: Here) -> str:
    if not atom.has_feeds(here.site):
        return here.site._("The whole catalog to take away: tables, a database, one JSON file, an API, and plain text")
    return here.site._("The whole catalog to take away: tables, a database, one JSON file, an API, feeds, and plain text")


def _view(here: Here) -> Mapping[str, Any]:
    site, _, ngettext = here.site.public, here.site._, here.site.wording.ngettext
    catalog, main = site.catalog, site.catalog.kinds.main
    cases, claims, sources = len(catalog.cases), len(catalog.claims), len(catalog.references)
    counts = (
        (cases, _(main.noun if cases == 1 else main.nouns)),
        (claims, ngettext("claim", "claims", claims)),
        (sources, ngettext("source", "sources", sources)),
    )
    lists = [RecordLink(_(kind.nouns), here.href(f"api/v1/{kind.address}/index.json")) for kind in catalog.listed_kinds]
    first = next(iter(catalog.cases), None)
    sections = (("tables", _("Tables")), ("files", _("The whole, in one file")), ("api", _("An address for everything")), ("feeds", _("What is new")))
    return {
        "counts": [(count, name) for count, name in counts if count],
        "list_length": LIST_LENGTH,
        "tables": [_table(site, table, here) for table in site.once(tables.tables)],
        "lists": [*lists, *([RecordLink(_("sources"), here.href("api/v1/sources/index.json"))] if catalog.references else [])],
        "schemas": [RecordLink(path.removesuffix(".json"), here.href(f"schema/{path}")) for path in file_schemas.used(catalog)],
        "base": site.settings.url or _NOWHERE,
        "measure": _example_measure(site),
        "marks": vouching.names(site),
        "example": first.address if first else f"{main.address}/ID/",
        "main": main,
        "feeds": [(_(kind.nouns), here.href(f"{kind.address}/")) for kind in catalog.kinds if kind.has_feed],
        "has_claims": bool(catalog.claims),
        "has_sources": bool(catalog.references),
        "has_corrections": here.site.catalog.has_corrections,
        "has_feeds": atom.has_feeds(here.site),
        "has_corrections_feed": atom.has_corrections_feed(here.site),
        "has_numbers": bool(catalog.claims) or any(kind.of_type("number") for kind in catalog.kinds),
        "method": here.href("method/") if any(page.address == "method/" for page in catalog.docs) else "",
        "toc": [Anchor(f"_{id}", label) for id, label in sections],
    }


def _example_measure(site: Site) -> str:
    """The measure with the most figures that somebody vouches for, for an example that finds something."""
    found = Counter(
        claim.measure for entry in site.catalog for claim in entry.record.claims if claim.measure and site.catalog.evidence(entry, claim).voices
    )
    return min(found, key=lambda measure: (-found[measure], measure)) if found else "MEASURE"


def _table(site: Site, table: Table, here: Here) -> TableView:
    _ = site._
    columns = [(column.name, column.type, here.prose(_(column.about))) for column in table.columns]
    return TableView(table.name, here.href(f"data/{tables.csv_path(table)}"), _(table.about), table.count(site), columns)
