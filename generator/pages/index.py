"""The lists: one for each kind of record, and the bibliography; a long one is cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..catalog.catalog import Catalog, Entry, Standing
from ..citing import csl
from ..records.kinds import KINDS, Kind
from ..records.model import Case
from ..records.reference import Reference
from ..text.prose import LargeFigure, RecordLink
from ..views import comparing, facets
from ..views.paging import Part, parts
from ..views.site import Anchor, ClaimView, Here, Page, Site, summaries


@dataclass(frozen=True)
class Row:
    """A record in a list. `cases` are those that mention it, `figures` those it holds, or for a measure those that measure it."""

    link: RecordLink
    zh: str | None
    text: str
    cases: int
    figures: int
    is_draft: bool


@dataclass(frozen=True)
class CaseRow(Row):
    """A case in a list, also for a table. `iso` sorts it by date; `independent` counts its figures with independent evidence.

    `figure` is the one that stands for it.
    """

    kicker: str
    kind: str
    when: str
    iso: str
    where: Sequence[RecordLink]
    platforms: Sequence[RecordLink]
    independent: int
    figure: LargeFigure | None


@dataclass(frozen=True)
class ComparedRow:
    """A figure among those of other platforms, with the platforms that it is about."""

    platforms: Sequence[RecordLink]
    claim: ClaimView


def pages(site: Site) -> Iterator[Page]:
    """The index of each kind of record, and that of the sources, each in as many pages as it takes."""
    for kind in KINDS.values():
        for address, part in parts(f"{kind.address}/", len(site.catalog.by_kind[kind.name])):
            yield Page(
                address=address,
                title=part.title(site, site._(kind.plural)),
                template="index.html",
                view=partial(_records, kind, part),
                description=partial(_describe, kind),
                section=f"{kind.address}/",
            )
    for address, part in parts("sources/", len(site.catalog.references)):
        yield Page(address, part.title(site, site._("Sources")), "sources.html", partial(_sources, part), _describe_sources, section="sources/")


def _describe(kind: Kind, here: Here) -> str:
    label = here.site._(kind.plural)
    return here.site._("{kind} of the catalog: {count}").format(kind=label, count=len(here.site.catalog.by_kind[kind.name]))


def _describe_sources(here: Here) -> str:
    return here.site._("Every source of the catalog, with all that rests on it: {count}").format(count=len(here.site.catalog.references))


def _records(kind: Kind, part: Part, here: Here) -> Mapping[str, Any]:
    entries = here.site.catalog.by_kind[kind.name]
    rows = [_row(entry, here) for entry in part.cut(entries)]
    compared = _compared(here) if kind.name == "platform" and part.is_first else []
    toc = [Anchor("_compared", here.site._("Side by side"))] if compared else []
    return {"kind": kind, "count": len(entries), "rows": rows, "pager": part.pager(here), "compared": compared, "toc": toc}


def _compared(here: Here) -> list[tuple[RecordLink, list[ComparedRow]]]:
    """The figures of the platforms side by side, by measure: as many as a page bears."""
    # The page has no list of references: the marks say what the sources are worth, and each figure leads to them.
    quiet, left, tables = Here(here.site, here.address, numbered=False), comparing.MOST, []
    for measured in comparing.of_platforms(here.site.catalog):
        rows = [
            ComparedRow([here.link(platform) for platform in found.platforms], quiet.claim_view(found.holder, found.claim, ""))
            for found in measured.figures[:left]
        ]
        left -= len(rows)
        tables += [(here.link(measured.measure), rows)] if rows else []
    return tables


def _row(entry: Entry, here: Here) -> Row:
    record, catalog = entry.record, here.site.catalog
    text = here.site.once(summaries)[entry.id]
    uses = [use for use in catalog.uses_of.get(entry.id, ()) if isinstance(use.by, Entry)]
    cases = {use.by.id for use in uses if isinstance(use.by, Entry) and use.by.kind == "case"}
    is_measure = entry.kind == "measure"
    figures = sum(use.route[-1] == "measure" for use in uses) if is_measure else sum(claim.value is not None for claim in record.claims)
    row = Row(here.link(entry), record.label_zh, text, len(cases), figures, entry.is_draft)
    return _case_row(entry, record, row, here) if isinstance(record, Case) else row


def _case_row(entry: Entry, case: Case, row: Row, here: Here) -> CaseRow:
    catalog, wording = here.site.catalog, here.site.wording
    kind = catalog.term("case-kinds", case.kind) if case.kind else None
    places = dict.fromkeys(place for id in case.places if (place := facets.largest_place(catalog, id)))
    return CaseRow(
        **vars(row),
        kicker=facets.kicker(here.site, entry),
        kind=kind.label if kind else "",
        when=wording.date(case.period) if case.period else "",
        iso=str(case.period or ""),
        where=[here.link(place) for place in places],
        platforms=[link for part in case.platforms if (link := here.link_to(part.id))],
        figure=here.figure(entry.id, claim.id) if (claim := facets.most_telling(case)) else None,
        independent=sum(claim.value is not None and bool(catalog.evidence(entry, claim).independent) for claim in case.claims),
    )


def _sources(part: Part, here: Here) -> Mapping[str, Any]:
    rows = [_source_row(reference, here) for reference in part.cut(_sorted(here.site.catalog))]
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


def _sorted(catalog: Catalog) -> list[Reference]:
    return sorted(catalog.references.values(), key=lambda reference: (csl.short_title(reference).casefold(), reference.key))


def _source_row(reference: Reference, here: Here) -> dict[str, Any]:
    """A source in the bibliography: its page, kind and year, how often it is cited, and how many of its claims are independent."""
    catalog = here.site.catalog
    uses = catalog.cites_of.get(reference.key, ())
    claims = [(use.by, use.by.record.claims[int(use.route[1])]) for use in uses if isinstance(use.by, Entry) and not use.mention]
    independent = sum(catalog.evidence(entry, claim).standing is Standing.INDEPENDENT for entry, claim in claims)
    return {
        "reference": reference,
        "href": here.href(f"sources/{reference.key}/"),
        "kind": here.site._(csl.kind(reference)),
        "year": here.site.wording.year(reference.issued.first.year) if reference.issued else "",
        "iso": f"{reference.issued.first.year:04}" if reference.issued else "",
        "publisher": here.link_to(reference.get("publisherid")),
        "uses": len(uses),
        "claims": len(claims),
        "independent": independent,
    }
