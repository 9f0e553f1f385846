"""Where each part of a source went: its locators in order, each with the claims and passages that rest on it.

For every source that is cited at several places. Numbered places (`para. 9`) are shown without small gaps, so that what
nobody used stands out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..catalog.catalog import Catalog
from ..catalog.uses import CiteUse
from ..records.reference import Reference, at_address
from ..text import anchors
from ..views import about_source, resting, vouching
from ..views.here import Here
from ..views.resting import Group
from ..views.short_names import short_name
from ..views.site import Page, Site

# A source with fewer places is read off its own page just as well.
WORTH_A_PAGE = 8
# Between two numbers that are used, and before the first, so many that nobody used are shown at most: a longer stretch says nothing of the
# source (a locator may be a date, or a page of a journal's whole year), and could be endless.
LONGEST_GAP = 50
_NUMBERED = re.compile(r"(?P<kind>[^\d]*?)\s*(?P<number>[0-9]{1,18})\Z")


def address(reference: Reference) -> str:
    """The address of the page for a source."""
    return f"{reference.address}places/"


def has_page(catalog: Catalog, key: str) -> bool:
    """Whether a source is cited at enough places to have such a page."""
    return len({use.locator for use in catalog.cites_of.get(key, ()) if use.locator}) >= WORTH_A_PAGE


def pages(site: Site) -> Iterator[Page]:
    """One page for each source that is cited at many places."""
    for reference in site.catalog.references.values():
        yield from _pages(site, reference)


def near(site: Site, wanted: str) -> Iterator[Page]:
    """That of the source whose page an address would be."""
    reference = at_address(site.catalog.references, wanted)
    if reference and wanted == address(reference):
        yield from _pages(site, reference)


def _pages(site: Site, reference: Reference) -> Iterator[Page]:
    if has_page(site.catalog, reference.key):
        where = address(reference)
        title = site._("Where each part of “{title}” went").format(title=reference.title)
        label = site._("{source}, place by place").format(source=short_name(site, reference))
        yield Page(where, title, "source_places.html", partial(_view, reference), partial(_describe, reference), section="sources/", label=label)


def _describe(reference: Reference, here: Here) -> str:
    return here.site._("Every place of “{title}” with the claims and passages that rest on it").format(title=reference.title)


def _view(reference: Reference, here: Here) -> Mapping[str, Any]:
    by_place: dict[str, list[CiteUse]] = {}
    for use in resting.in_order(here.site.catalog.cites_of[reference.key], here):
        by_place.setdefault(use.locator, []).append(use)
    titles = {place: place or here.site._("as a whole") for place in _places(by_place)}
    ids = anchors.distinct(titles)
    groups: list[Group | list[Group]] = []
    for place, title in titles.items():
        group = resting.at_place(by_place.get(place, []), here)
        group.title, group.id = title, ids[place]
        if place in by_place:
            groups.append(group)
        elif groups and isinstance(groups[-1], list):
            groups[-1].append(group)
        else:
            groups.append([group])
    return {
        "about": about_source.of(here, reference),
        # Places on which nothing rests, one after the other, stand in one line.
        "groups": groups,
        "is_folded": True,
        "marks": resting.counted(claim for group in groups if isinstance(group, Group) for claim in group.claims),
        "mark_names": vouching.names(here.site),
        "by_record": here.href(reference.address),
        "toc": [],
    }


def _places(found: Mapping[str, object]) -> list[str]:
    """The locators in the order of the source, with the numbers that nobody used between them, where those are few; the source as a whole last."""
    numbered: dict[str, dict[int, list[str]]] = {}
    others = []
    for place in found:
        if match := _NUMBERED.match(place):
            # As they were written: "p. 7", "p.7" and "p. 007" have one number.
            numbered.setdefault(match["kind"], {}).setdefault(int(match["number"]), []).append(place)
        elif place:
            others.append(place)
    full = [place for kind in sorted(numbered) for place in _without_gaps(kind, numbered[kind])]
    return [*full, *sorted(others), *([""] if "" in found else [])]


def _without_gaps(kind: str, used: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """The places of one kind by their numbers, and the unused ones between them; of a long stretch of these none."""
    before = 0
    for number in sorted(used):
        if number - before <= LONGEST_GAP + 1:
            yield from (f"{kind} {unused}".strip() for unused in range(before + 1, number))
        yield from sorted(used[number])
        before = number
