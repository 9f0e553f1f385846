"""What the catalog wants doing to it, by kinds of work: what most depends on first, each with its line and its minutes.

The page knows no day: it says when records were reviewed, and which of them longest ago, and `casebook todo` says which of that is too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..catalog import care
from ..catalog.care import Need, Work
from ..text.prose import RecordLink
from ..views import wanted
from ..views.here import Here
from ..views.site import Anchor, Page, Site
from ..views.wanted import Wanted

ADDRESS = "quality/"
# So many of a kind of work the page names; every page of a record has its own, and the data has all.
MOST = 25


@dataclass(frozen=True)
class Group:
    """One kind of work: how often it wants doing, the first of them, and how many these leave out."""

    work: Work
    anchor: str
    count: int
    rows: Sequence[Wanted]
    more: int


@dataclass(frozen=True)
class Year:
    """The records that were last reviewed in a year: how many, and those of longest ago with their days, as many as a page bears."""

    year: str
    count: int
    rows: Sequence[tuple[RecordLink, str, str]]
    more: int


def pages(site: Site) -> Iterator[Page]:
    """One page, where anything could be missing."""
    if care.is_possible(site.catalog):
        yield Page(ADDRESS, site._("What wants doing"), "quality.html", _view, _describe, section=ADDRESS)


def _describe(here: Here) -> str:
    return here.site._("What would make the catalog better, by kinds of work, with the line to edit and how long it may take")


def _view(here: Here) -> Mapping[str, Any]:
    needs = here.site.once(wanted.every)
    groups = [_group(care.BY_NAME[name], list(found), here) for name, found in groupby(needs, key=lambda need: need.work.name)]
    years = list(_years(here))
    return {
        "groups": groups,
        "count": len(needs),
        "hours": _hours(needs),
        "years": years,
        "reviewed": sum(year.count for year in years),
        "records": len(here.site.catalog.entries),
        "contribute": here.href("contribute/") if any(page.address == "contribute/" for page in here.site.catalog.docs) else "",
        "toc": [
            *(Anchor(group.anchor, here.site._(group.work.label)) for group in groups),
            *([Anchor("_reviews", here.site._("Reviews"))] if years else []),
        ],
    }


def _hours(needs: Sequence[Need]) -> int:
    """About how long all of it takes, in hours, one at the least."""
    return max(1, round(sum(need.work.minutes for need in needs) / 60))


def _group(work: Work, needs: Sequence[Need], here: Here) -> Group:
    return Group(work, f"_{work.name}", len(needs), wanted.shown(needs[:MOST], here), max(0, len(needs) - MOST))


def _years(here: Here) -> Iterator[Year]:
    for year, entries in groupby(care.reviewed(here.site.catalog), key=_year_of_review):
        found = list(entries)
        rows = [(here.link(entry), here.site.wording.date(review.on), review.by) for entry in found[:MOST] if (review := entry.record.reviewed)]
        yield Year(here.site.wording.year(year), len(found), rows, max(0, len(found) - MOST))


def _year_of_review(entry: Any) -> int:
    return int(entry.record.reviewed.on.last.year)
