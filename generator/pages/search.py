"""The catalog browser: search with facets where there is JavaScript, else a plain index of everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..catalog.catalog import LIST_LENGTH
from ..citing import csl
from ..records.kinds import KINDS
from ..text.prose import RecordLink
from ..views.facets import SHOWN_VALUES, facet_labels
from ..views.site import Here, Page, Site

ADDRESS = "search/"
# Where all is too much for a page, each kind shows so many; its own list has the rest.
FEW = 40


@dataclass(frozen=True)
class Section:
    """All of one kind: its name, its list, how many there are, and those that are shown, each with its Chinese name."""

    label: str
    href: str
    count: int
    shown: tuple[tuple[RecordLink, str | None], ...]


def pages(site: Site) -> Iterator[Page]:
    """One page."""
    yield Page(ADDRESS, site._("Search the catalog"), "search.html", _view, _description, section=ADDRESS)


def _description(here: Here) -> str:
    return here.site._("Everything in the catalog, to search and to narrow by kind, platform, place, topic, year and evidence")


def _view(here: Here) -> Mapping[str, Any]:
    catalog = here.site.catalog
    is_whole = len(catalog.entries) + len(catalog.references) + len(catalog.docs) <= LIST_LENGTH
    most = None if is_whole else FEW
    sections = []
    for kind, entries in catalog.by_kind.items():
        links = tuple((here.link(entry), entry.record.label_zh) for entry in entries[:most])
        sections.append(Section(here.site._(KINDS[kind].plural), here.href(f"{KINDS[kind].address}/"), len(entries), links))
    sources = sorted(catalog.references.values(), key=lambda item: (csl.short_title(item).casefold(), item.key))
    links = tuple((RecordLink(item.title, here.href(f"sources/{item.key}/")), None) for item in sources[:most])
    sections.append(Section(here.site._("Sources"), here.href("sources/"), len(sources), links))
    written = sorted(catalog.docs, key=lambda page: (page.title.casefold(), page.address))
    links = tuple((RecordLink(page.title, here.href(page.address)), None) for page in written[:most])
    sections.append(Section(here.site._("Pages"), here.href(""), len(written), links))
    return {
        "sections": [section for section in sections if section.count],
        "facets": facet_labels(here.site),
        "shown_values": SHOWN_VALUES,
        "script": here.href("assets/casebook/browse.js"),
        "toc": [],
    }
