"""A case in words, to be set beside another by the browser: facts, and figures with marks and sources. Addresses are from the site's root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..catalog.entries import Entry
from ..records.parts import Claim
from . import facets, facts, sharing
from .here import Here, lead_of
from .site import Site

ADDRESS = "compare/"
# Beside the page of a case.
TEXT = "compared.json"


def is_possible(site: Site) -> bool:
    """Whether two cases can be set side by side: two have figures, and a server has their files."""
    return site.once(_measured) > 1 and not site.settings.offline


def _measured(site: Site) -> int:
    return sum(bool(facets.figures(entry)) for entry in site.catalog.cases)


def address(one: Entry, other: Entry) -> str:
    """Where two cases stand side by side."""
    return f"{ADDRESS}?a={one.id}&b={other.id}"


def in_words(site: Site, entry: Entry) -> dict[str, Any]:
    """A case as plain data: what it is, its facts as [label, values], and its figures. A value is [text, address, what is said with it]."""
    here = Here(site, "", entry, numbered=False)
    return {
        "title": entry.record.label,
        "names": [list(name) for name in entry.record.names],
        "address": entry.address,
        "text": here.plain(lead_of(entry)),
        "facts": list(_facts(entry, here)),
        "figures": [_figure(entry, claim, here) for claim in facets.figures(entry)],
    }


def _facts(entry: Entry, here: Here) -> Iterator[list[Any]]:
    above = [item for item in entry.kind.fields if item.is_kicker and item.type == "term"]
    found = [facts.Fact(here.site._(item.label), facts.cell(entry, item, here)) for item in above]
    for fact in (*found, *facts.facts(entry, here)):
        if fact.values:
            yield [fact.label, [[value.text, value.href, value.more] for value in fact.values]]


def _figure(entry: Entry, claim: Claim, here: Here) -> dict[str, Any]:
    """A figure: what it is a measure of and in which unit, by which figures of two cases stand in one row; and in words all that goes with it."""
    catalog, shown = here.site.catalog, sharing.shown(entry, claim, here)
    measure = catalog.get(claim.measure or "")
    return {
        "measure": claim.measure or "",
        "label": measure.record.label if measure else here.site._("Figure"),
        "measure_address": measure.address if measure else "",
        "unit": catalog.unit(claim),
        "address": shown.address,
        "text": shown.text,
        "about": " · ".join(
            filter(None, (here.plain(claim.scope) if claim.scope else "", here.site.wording.date(claim.as_of) if claim.as_of else ""))
        ),
        "mark": shown.evidence.mark,
        "evidence": shown.evidence_text,
        "sources": shown.sources,
        "limits": list(shown.limits),
    }
