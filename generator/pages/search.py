"""The catalog browser: search with facets where there is JavaScript, else a plain index of everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..records.values import Translation
from ..text.prose import RecordLink
from ..views.facets import SHOWN_VALUES, facet_labels
from ..views.here import Here
from ..views.paging import LIST_LENGTH
from ..views.short_names import short_name
from ..views.site import Page, Site

ADDRESS = "search/"
# Where all is too much for a page, each kind shows so many; its own list has the rest.
FEW = 12


_Links = tuple[tuple[RecordLink, Sequence[Translation]], ...]


@dataclass(frozen=True)
class Section:
    """All of one kind: its name, its list, how many there are, and those that are shown, each with its names in further languages."""

    label: str
    href: str
    count: int
    shown: _Links


def pages(site: Site) -> Iterator[Page]:
    """One page."""
    title = site._("Search the catalog") if site.settings.search else site._("Everything in the catalog")
    yield Page(ADDRESS, title, "search.html", _view, _description, section=ADDRESS)


def _description(here: Here) -> str:
    if not here.site.settings.search:
        return here.site._("A list of everything in the catalog")
    return here.site._("Everything in the catalog, to search and to narrow by {facets}").format(
        facets=", ".join(label[:1].lower() + label[1:] for label in facet_labels(here.site).values())
    )


def _view(here: Here) -> Mapping[str, Any]:
    catalog = here.site.catalog
    is_whole = len(catalog.entries) + len(catalog.references) + len(catalog.docs) <= LIST_LENGTH
    most = None if is_whole else FEW
    sections = []
    for kind in catalog.kinds:
        entries = catalog.by_kind[kind.name]
        links: _Links = tuple((here.link(entry), entry.record.names) for entry in entries[:most])
        sections.append(Section(here.site._(kind.plural), here.href(f"{kind.address}/"), len(entries), links))
    sources = sorted(catalog.references.values(), key=lambda item: (short_name(here.site, item).casefold(), item.key))
    links = tuple((RecordLink(item.title, here.href(item.address)), ()) for item in sources[:most])
    sections.append(Section(here.site._("Sources"), here.href("sources/"), len(sources), links))
    written = sorted(catalog.docs, key=lambda page: (page.title.casefold(), page.address))
    links = tuple((RecordLink(page.title, here.href(page.address)), ()) for page in written[:most])
    sections.append(Section(here.site._("Pages"), here.href(""), len(written), links))
    return {
        "languages": [str(here.site.wording.locale.languages.get(code, code)) for code in catalog.kinds.languages],
        "has_claims": bool(catalog.claims),
        "sections": [section for section in sections if section.count],
        "facets": facet_labels(here.site),
        "shown_values": SHOWN_VALUES,
        "script": here.href("assets/casebook/browse.js"),
        "toc": [],
    }
