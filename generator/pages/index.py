"""The lists: one for each kind of record, and the bibliography; a long one is cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..catalog.uses import citing_claim
from ..citing import csl
from ..records.kinds import MEASURE, Field, Kind
from ..records.reference import Reference
from ..records.values import Translation
from ..text.prose import RecordLink
from ..views import cards, comparing, facets, filters
from ..views.cards import Card
from ..views.filters import Standing
from ..views.here import ClaimView, Here, summaries
from ..views.paging import Part, parts
from ..views.short_names import short_name
from ..views.site import Anchor, Page, Site


@dataclass(frozen=True)
class Row:
    """A record in a list. `cases` are those that mention it, `figures` those it holds, or for a measure those that measure it."""

    link: RecordLink
    names: Sequence[Translation]
    text: str
    cases: int
    figures: int
    is_draft: bool
    kicker: str


@dataclass(frozen=True)
class Cell:
    """A cell in the table of cases: texts or links, and what it is sorted by."""

    values: Sequence[RecordLink | str]
    key: str = ""


@dataclass(frozen=True)
class CaseRow(Row):
    """A case in a list, as a card and in a table; `standing` is how it is filtered and sorted."""

    card: Card
    cells: Sequence[Cell]
    standing: Standing


@dataclass(frozen=True)
class TreeRow:
    """A record of a kind whose records are part of one another, with those that are part of it."""

    link: RecordLink
    names: Sequence[Translation]
    parts: Sequence[TreeRow]


@dataclass(frozen=True)
class ComparedRow:
    """A figure among those of other records of a kind, with the records that it is about."""

    about: Sequence[RecordLink]
    claim: ClaimView


def pages(site: Site) -> Iterator[Page]:
    """The index of each kind of record, and that of the sources, each in as many pages as it takes."""
    for kind in site.catalog.listed_kinds:
        for address, part in parts(f"{kind.address}/", len(site.catalog.by_kind[kind.name])):
            yield Page(
                address=address,
                title=part.title(site, site._(kind.plural)),
                template="index.html",
                view=partial(_records, kind, part),
                description=partial(_describe, kind),
                section=f"{kind.address}/",
            )
    if site.catalog.references:
        for address, part in parts("sources/", len(site.catalog.references)):
            yield Page(address, part.title(site, site._("Sources")), "sources.html", partial(_sources, part), _describe_sources, section="sources/")


def _describe(kind: Kind, here: Here) -> str:
    label = here.site._(kind.plural)
    return here.site._("{kind} of the catalog: {count}").format(kind=label, count=len(here.site.catalog.by_kind[kind.name]))


def _describe_sources(here: Here) -> str:
    return here.site._("Every source of the catalog, with all that rests on it: {count}").format(count=len(here.site.catalog.references))


def _records(kind: Kind, part: Part, here: Here) -> Mapping[str, Any]:
    entries = here.site.catalog.by_kind[kind.name]
    columns = _columns(kind, here)
    choices = filters.choices(here.site, entries) if kind.is_main else []
    standings = filters.standings(here.site, entries, choices) if kind.is_main else {}
    rows = [_row(entry, columns, standings.get(entry.id), here) for entry in part.cut(entries)]
    compared = _compared(kind, here) if kind.is_compared and part.is_first else []
    tree = _tree(entries, here) if kind.has_parent and part.is_first else []
    toc = [Anchor("_tree", here.site._("What is part of what"))] if tree else []
    toc += [Anchor("_compared", here.site._("Side by side"))] if compared else []
    return {
        "kind": kind,
        "count": len(entries),
        "choices": choices,
        "figures": sum(standing.figures for standing in standings.values()),
        "vouched": sum(standing.vouched for standing in standings.values()),
        "is_dated": any(standing.order["when"] for standing in standings.values()),
        "columns": [_heading(item, here) for item in columns],
        "rows": rows,
        "pager": part.pager(here),
        "tree": tree,
        "compared": compared,
        "toc": toc,
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


def _tree(entries: Sequence[Entry], here: Here) -> list[TreeRow]:
    """The records of a kind with those that are part of them; none where nothing is part of anything. What goes in a circle is left out."""
    parts_of = here.site.catalog.parts_of
    if not any(entry.id in parts_of for entry in entries):
        return []

    def row(entry: Entry, above: tuple[Entry, ...]) -> TreeRow:
        below = [row(part, (*above, entry)) for part in parts_of.get(entry.id, ()) if part not in above]
        return TreeRow(here.link(entry), entry.record.names, below)

    return [row(entry, ()) for entry in entries if not here.site.catalog.get(entry.record.words("part_of"))]


def _compared(kind: Kind, here: Here) -> list[tuple[RecordLink, list[ComparedRow]]]:
    """The figures of the records of a kind side by side, by measure: as many as a page bears."""
    # The page has no list of references: the marks say what the sources are worth, and each figure leads to them.
    quiet, left, tables = Here(here.site, here.address, numbered=False), comparing.MOST, []
    for measured in comparing.of_kind(here.site.catalog, kind):
        rows = [
            ComparedRow([here.link(entry) for entry in found.about], quiet.claim_view(found.holder, found.claim, ""))
            for found in measured.figures[:left]
        ]
        left -= len(rows)
        tables += [(here.link(measured.measure), rows)] if rows else []
    return tables


def _row(entry: Entry, columns: Sequence[Field], standing: Standing | None, here: Here) -> Row:
    record, catalog = entry.record, here.site.catalog
    text = here.site.once(summaries)[entry.id]
    uses = [use for use in catalog.uses_of.get(entry.id, ()) if isinstance(use.by, Entry)]
    cases = {use.by.id for use in uses if isinstance(use.by, Entry) and use.by.kind.is_main}
    is_measure = entry.kind is MEASURE
    figures = sum(use.route[-1] == "measure" for use in uses) if is_measure else sum(claim.value is not None for claim in record.claims)
    kicker = facets.kicker(here.site, entry) if any(item.is_kicker for item in entry.kind.fields) else ""
    row = Row(here.link(entry), record.names, text, len(cases), figures, entry.is_draft, kicker)
    return _case_row(entry, columns, row, standing, here) if standing else row


def _case_row(entry: Entry, columns: Sequence[Field], row: Row, standing: Standing, here: Here) -> CaseRow:
    return CaseRow(**vars(row), card=cards.card(entry, here), cells=[_cell(entry, item, here) for item in columns], standing=standing)


def _cell(entry: Entry, item: Field, here: Here) -> Cell:
    if item.names_records:
        return Cell([here.link(top) for top in facets.tops(here.site.catalog, entry, item)])
    # An open beginning would come before every year.
    key = str(entry.record.get(item.name) or "").removeprefix("../") if item.type == "date" else ""
    return Cell(facets.in_words(here.site, entry, item), key)


def _sources(part: Part, here: Here) -> Mapping[str, Any]:
    rows = [_source_row(reference, here) for reference in part.cut(_sorted(here.site))]
    kinds = sorted({row["kind"] for row in rows})
    years = dict(sorted({(row["iso"], row["year"]) for row in rows if row["iso"]})).values()
    return {
        "rows": rows,
        "kinds": kinds,
        "years": years,
        "publishers": sorted({row["publisher"].text for row in rows if row["publisher"]}),
        "pager": part.pager(here),
        "bib": here.href("sources/references.bib"),
        "toc": [],
    }


def _sorted(site: Site) -> list[Reference]:
    return sorted(site.catalog.references.values(), key=lambda reference: (short_name(site, reference).casefold(), reference.key))


def _source_row(reference: Reference, here: Here) -> dict[str, Any]:
    """A source in the bibliography: its page, kind and year, how often it is cited, and for how many of its claims an independent voice vouches."""
    catalog = here.site.catalog
    uses = catalog.cites_of.get(reference.key, ())
    claims = [(use.by, use.by.record.claims[index]) for use in uses if isinstance(use.by, Entry) and (index := citing_claim(use)) is not None]
    vouched = sum(bool(catalog.evidence(entry, claim).voices) for entry, claim in claims)
    return {
        "reference": reference,
        "href": here.href(reference.address),
        "kind": here.site._(csl.kind(reference)),
        "year": here.site.wording.year(reference.issued.first.year) if reference.issued else "",
        "iso": f"{reference.issued.first.year:04}" if reference.issued else "",
        "publisher": here.link(publisher) if (publisher := catalog.publisher(reference)) else None,
        "uses": len(uses),
        "claims": len(claims),
        "vouched": vouched,
    }
