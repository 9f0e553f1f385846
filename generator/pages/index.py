"""The lists: one for each kind of record, and the bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from generator import citations
from generator.bibliography import Reference
from generator.catalog import Entry
from generator.model import KINDS, Case, Kind
from generator.site import Here, Page, Site


def pages(site: Site) -> Iterator[Page]:
    """The index of each kind of record, and that of the sources."""
    for kind in KINDS.values():
        yield Page(
            address=f"{kind.address}/",
            title=site._(kind.plural),
            template="index.html",
            view=partial(_records, kind),
            description=partial(_describe, kind),
            section=f"{kind.address}/",
        )
    yield Page("sources/", site._("Sources"), "sources.html", _sources, _describe_sources, section="sources/")


def _describe(kind: Kind, here: Here) -> str:
    label = here.site._(kind.plural)
    return here.site._("{kind} of the catalog: {count}").format(kind=label, count=len(here.site.catalog.by_kind[kind.name]))


def _describe_sources(here: Here) -> str:
    return here.site._("Every source of the catalog, with all that rests on it: {count}").format(count=len(here.site.catalog.references))


def _records(kind: Kind, here: Here) -> Mapping[str, Any]:
    entries = here.site.catalog.by_kind[kind.name]
    return {"kind": kind, "count": len(entries), "rows": [_row(entry, here) for entry in entries], "toc": []}


def _row(entry: Entry, here: Here) -> dict[str, Any]:
    record, catalog, wording = entry.record, here.site.catalog, here.site.wording
    text = here.plain(str(getattr(record, "summary", None) or getattr(record, "definition", "")))
    cases = {use.by.id for use in catalog.uses_of.get(entry.id, ()) if isinstance(use.by, Entry) and use.by.kind == "case"}
    row = {"link": here.link(entry), "zh": record.label_zh, "text": text, "cases": len(cases), "is_draft": entry.is_draft}
    if isinstance(record, Case):
        kind = catalog.term("case-kinds", record.kind) if record.kind else None
        row["kicker"] = " · ".join(part for part in (kind.label if kind else "", wording.date(record.period) if record.period else "") if part)
    return row


def _sources(here: Here) -> Mapping[str, Any]:
    catalog = here.site.catalog
    references = sorted(catalog.references.values(), key=lambda reference: (citations.short_title(reference).casefold(), reference.key))
    rows = [_source_row(reference, here) for reference in references]
    kinds = sorted({row["kind"] for row in rows})
    years = sorted({row["year"] for row in rows if row["year"]})
    return {"rows": rows, "kinds": kinds, "years": years, "toc": []}


def _source_row(reference: Reference, here: Here) -> dict[str, Any]:
    """A source in the bibliography: its page, kind and year, how often it is cited, and for how many claims it is independent."""
    catalog = here.site.catalog
    uses = catalog.cites_of.get(reference.key, ())
    claims = [(use.by, use.by.record.claims[int(use.route[1])]) for use in uses if isinstance(use.by, Entry) and not use.mention]
    independent = sum(reference.get("publisherid") not in catalog.parties(entry) for entry, _claim in claims)
    return {
        "reference": reference,
        "href": here.href(f"sources/{reference.key}/"),
        "kind": here.site._(citations.kind(reference)),
        "year": str(reference.issued.first.year) if reference.issued else "",
        "publisher": here.link_to(reference.get("publisherid")),
        "uses": len(uses),
        "claims": len(claims),
        "independent": independent,
    }
