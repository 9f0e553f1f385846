"""Small pages for the frames of other sites, `/embed/…`: a record, or one of its claims, with what a figure must carry wherever it is shown.

An address ends in a claim's id as that of the record's own page does. A former address of a record keeps its frame, too: nobody can mend the
sites on which it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..catalog.evidence import Evidence
from ..records.parts import Claim
from ..views import facets, sharing, vouching
from ..views.here import Here, lead_of
from ..views.paging import record_at
from ..views.site import Page, Site


@dataclass(frozen=True)
class Shown:
    """A claim in a frame, in plain text: a figure has a number, and what is counted; `limits` is what speaks against it, in sentences."""

    id: str
    address: str
    bound: str
    number: str
    unit: str
    statement: str
    what: str
    evidence: Evidence
    evidence_text: str
    sources: str
    limits: Sequence[str]


def pages(site: Site) -> Iterator[Page]:
    """One page for each record that has one, and for each of its former addresses."""
    for entry in sharing.embedded(site):
        yield _page(site, sharing.address(entry), entry)
    for former, entry in site.catalog.former.items():
        if sharing.is_embedded(site, entry):
            yield _page(site, f"{sharing.EMBEDS}{former}", entry)


def near(site: Site, address: str) -> Iterator[Page]:
    """That with an address, if it is one of these."""
    if not address.startswith(sharing.EMBEDS):
        return
    own = address.removeprefix(sharing.EMBEDS)
    former = site.catalog.former.get(own)
    for entry in (former,) if former else record_at(site, own):
        if sharing.is_embedded(site, entry):
            yield _page(site, address if former else sharing.address(entry), entry)


def _page(site: Site, address: str, entry: Entry) -> Page:
    return Page(address, entry.record.label, "embed.html", partial(_view, entry), _describe, changed=site.catalog.changed(entry.path), is_bare=True)


def _describe(here: Here) -> str:
    return ""


def _view(entry: Entry, here: Here) -> Mapping[str, Any]:
    quiet = Here(here.site, here.address, entry, numbered=False)
    return {
        "entry": entry,
        "kicker": facets.kicker(here.site, entry),
        "summary": quiet.plain(lead_of(entry)),
        "figure": _shown(entry, claim, quiet) if (claim := facets.most_telling(entry)) else None,
        "facts": list(_facts(entry, here.site)),
        "claims": [_shown(entry, claim, quiet) for claim in entry.record.claims],
        "toc": [],
    }


def _facts(entry: Entry, site: Site) -> Iterator[tuple[str, str]]:
    """What readers choose by, but for what stands above the title: the name of the field, and its words."""
    for item in entry.kind.facets:
        if item.type == "term" and not item.is_kicker and (words := facets.in_words(site, entry, item)):
            yield site._(item.label), site._(words[0]) if len(words) == 1 else ", ".join(words)


def _shown(entry: Entry, claim: Claim, here: Here) -> Shown:
    site, catalog, wording = here.site, here.site.catalog, here.site.wording
    evidence, unit, value = catalog.evidence(entry, claim), catalog.unit(claim), claim.value
    measure = catalog.get(claim.measure or "")
    what = [measure.record.label] if measure and measure.record.label.lower() != unit else []
    what += [here.plain(claim.scope)] if claim.scope else []
    what += [wording.date(claim.as_of)] if claim.as_of else []
    what += [wording.interval(claim.interval.low, claim.interval.high, claim.interval.level)] if claim.interval else []
    return Shown(
        id=claim.id,
        address=f"{entry.address}#{claim.id}",
        bound=wording.bound(claim.bound, value) if value is not None else "",
        number=wording.number(value) if value is not None else "",
        unit=wording.unit(value, unit, catalog.one(claim)) if value is not None else "",
        statement="" if value is not None else here.claim_text(entry, claim),
        what=" · ".join(what),
        evidence=evidence,
        evidence_text=vouching.short(site, evidence),
        sources=vouching.heard(site, dict.fromkeys(one.key for one in claim.cite)),
        limits=list(_limits(entry, claim, here)),
    )


def _limits(entry: Entry, claim: Claim, here: Here) -> Iterator[str]:
    site, _ = here.site, here.site._
    if claim.origin and (origin := site.catalog.get(claim.origin)):
        yield _("{name}: {problem}").format(name=_("figure from") if claim.value is not None else _("from"), problem=origin.record.label)
    for rival in site.catalog.rivals(entry, claim):
        yield f"{_('Sources disagree')} · {here.claim_text(entry, rival)}"
    if claim.rank == "deprecated":
        yield f"{_('Set aside because')} {here.plain(claim.why or '')}"
