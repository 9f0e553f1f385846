"""The lists: one for each kind of record; a long one is cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..records.kinds import Field, Kind
from ..records.values import Translation
from ..text.prose import RecordLink
from ..views import cards, comparing, facets, filters, listing, side_by_side
from ..views.cards import Card
from ..views.filters import Standing
from ..views.here import ClaimView, Here
from ..views.paging import ROWS, Part, parts
from ..views.site import Anchor, Page, Site


@dataclass(frozen=True)
class Cell:
    """A cell in the table of cases: texts or links, and what it is sorted by."""

    values: Sequence[RecordLink | str]
    key: str = ""


@dataclass(frozen=True)
class CaseRow:
    """A case in a list, as a card and in a table; `standing` is how it is filtered and sorted."""

    link: RecordLink
    names: Sequence[Translation]
    figures: int
    card: Card
    cells: Sequence[Cell]
    standing: Standing


@dataclass(frozen=True)
class ComparedRow:
    """A figure among those of other records of a kind, with the records that it is about."""

    about: Sequence[RecordLink]
    claim: ClaimView


def pages(site: Site) -> Iterator[Page]:
    """The index of each kind of record, in as many pages as it takes."""
    for kind in site.catalog.listed_kinds:
        for address, part in parts(f"{kind.address}/", len(site.catalog.by_kind[kind.name]), 0 if kind.is_main else ROWS):
            yield Page(
                address=address,
                title=part.title(site, site._(kind.plural)),
                template="index.html" if kind.is_main else "list.html",
                view=partial(_records, kind, part),
                description=partial(_describe, kind),
                section=f"{kind.address}/",
            )


def _describe(kind: Kind, here: Here) -> str:
    label = here.site._(kind.plural)
    return here.site._("{kind} of the catalog: {count}").format(kind=label, count=len(here.site.catalog.by_kind[kind.name]))


def _records(kind: Kind, part: Part, here: Here) -> Mapping[str, Any]:
    return _cases(kind, part, here) if kind.is_main else _others(kind, part, here)


def _cases(kind: Kind, part: Part, here: Here) -> Mapping[str, Any]:
    """The list of what the catalog is about: cards, and a table."""
    entries = here.site.catalog.by_kind[kind.name]
    columns = _columns(kind, here)
    choices = filters.choices(here.site, entries)
    standings = filters.standings(here.site, entries, choices)
    return {
        "kind": kind,
        "count": len(entries),
        "choices": choices,
        "figures": sum(standing.figures for standing in standings.values()),
        "vouched": sum(standing.vouched for standing in standings.values()),
        "is_dated": any(standing.order["when"] for standing in standings.values()),
        "columns": [_heading(item, here) for item in columns],
        "rows": [_case_row(entry, columns, standings[entry.id], here) for entry in part.cut(entries)],
        "compare": here.href(side_by_side.ADDRESS) if kind.is_main and side_by_side.is_possible(here.site) else "",
        "pager": part.pager(here),
        "toc": [],
    }


def _others(kind: Kind, part: Part, here: Here) -> Mapping[str, Any]:
    """The list of any other kind, in groups."""
    entries = listing.arranged(here.site, kind)
    shown = part.cut(entries)
    compared, others = _compared(kind, here) if kind.is_compared and part.is_first else ([], [])
    return {
        "kind": kind,
        "count": len(entries),
        "rows": shown,
        "pager": part.pager(here),
        "listing": listing.listing(here, kind, shown),
        "ways": listing.ways(here, kind, part),
        "compared": compared,
        "also_compared": others,
        "toc": [Anchor("_compared", here.site._("Side by side"))] if compared or others else [],
    }


def _columns(kind: Kind, here: Here) -> list[Field]:
    """The fields that the table of cases has a column for: what stands above their titles, and what is compared."""
    kinds = here.site.catalog.kinds
    compared = [
        item for item in kind.fields if item.type in ("record", "role") and any(name in kinds and kinds[name].is_compared for name in item.kinds)
    ]
    return [*(item for item in kind.fields if item.is_kicker), *(item for item in compared if not item.is_kicker)] if kind.is_main else []


def _heading(item: Field, here: Here) -> str:
    _ = here.site._
    return {"when": _("When"), "where": _("Where")}.get(item.means) or _(item.label)


def _compared(kind: Kind, here: Here) -> tuple[list[tuple[RecordLink, list[ComparedRow]]], list[tuple[RecordLink, int]]]:
    """The figures of the records of a kind side by side, by measure, as many as a page bears; and the measures of the others, with how many."""
    # The page has no list of references: the marks say what the sources are worth, and each figure leads to them.
    quiet = Here(here.site, here.address, numbered=False)
    shown, others = comparing.shown(comparing.of_kind(here.site.catalog, kind))
    tables = [
        (
            here.link(one.measure),
            [ComparedRow([here.link(entry) for entry in found.about], quiet.claim_view(found.holder, found.claim, "")) for found in one.figures],
        )
        for one in shown
    ]
    return tables, [(here.link(one.measure), len(one.figures)) for one in others]


def _case_row(entry: Entry, columns: Sequence[Field], standing: Standing, here: Here) -> CaseRow:
    cells = [_cell(entry, item, here) for item in columns]
    return CaseRow(here.link(entry), entry.record.names, standing.figures, card=cards.card(entry, here), cells=cells, standing=standing)


def _cell(entry: Entry, item: Field, here: Here) -> Cell:
    if item.names_records:
        return Cell([here.link(top) for top in facets.tops(here.site.catalog, entry, item)])
    # An open beginning would come before every year.
    key = str(entry.record.get(item.name) or "").removeprefix("../") if item.type == "date" else ""
    return Cell(facets.in_words(here.site, entry, item), key)
