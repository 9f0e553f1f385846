"""What the pages of a source say of it at their top: what rests on it, how it was read, the way to it, and what else is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..base import dates
from ..base.saying import together
from ..catalog.entries import DocsPage, Entry
from ..catalog.publishers import host_of
from ..catalog.uses import CiteUse, citing_claim
from ..citing import csl
from ..records.links import DEAD
from ..records.reference import Reference
from ..text import prose
from . import cite_us
from .here import Here


@dataclass(frozen=True)
class WayOut:
    """A link to the source itself, or to a copy of it in an archive: its address and what people read."""

    href: str
    text: str


def of(here: Here, reference: Reference) -> Mapping[str, Any]:
    """What the top of a source's pages shows, by name."""
    catalog = here.site.catalog
    return {
        "reference": reference,
        "cite": cite_us.source_box(here, reference),
        "state": list(_state(here, reference)),
        "ways_out": list(_ways_out(here, reference)),
        "has_archived": bool(_archived(here, reference)),
        "gone": _gone(here, reference),
        "via": catalog.references.get(reference.via),
        "original": catalog.references.get(reference.copyof),
        "copies": [catalog.references[key] for key in catalog.copies_of.get(reference.key, ())],
        "kind": here.site._(csl.kind(reference)),
        "publisher": here.link(publisher) if (publisher := catalog.publisher(reference)) else None,
        "language": language(here, reference),
        "details": list(_details(here, reference)),
    }


def _state(here: Here, reference: Reference) -> Iterator[str]:
    """What rests on it, and how it was read, in sentences."""
    uses = here.site.catalog.cites_of.get(reference.key, ())
    if found := claims(uses):
        yield from _resting(here, found)
    elif uses:
        text = here.site.wording.ngettext("{count} passage in {records} cites it.", "{count} passages in {records} cite it.", len(uses))
        yield text.format(count=len(uses), records=_records(here, [use.by for use in uses]))
    if said := _read(here, reference):
        yield said


def claims(uses: Sequence[CiteUse]) -> list[tuple[Entry, int]]:
    """The claims that cite it, each once: the record, and which of its claims."""
    return list(dict.fromkeys((use.by, index) for use in uses if isinstance(use.by, Entry) and (index := citing_claim(use)) is not None))


def _resting(here: Here, found: Sequence[tuple[Entry, int]]) -> Iterator[str]:
    _, ngettext = here.site._, here.site.wording.ngettext
    cited = [entry.record.claims[index] for entry, index in found]
    figures = sum(claim.value is not None for claim in cited)
    statements = len(cited) - figures
    told = [ngettext("{count} figure", "{count} figures", figures).format(count=figures)] if figures else []
    told += [ngettext("{count} statement", "{count} statements", statements).format(count=statements)] if statements else []
    text = ngettext("{claims} in {records} rests on it.", "{claims} in {records} rest on it.", len(cited))
    yield text.format(claims=_(together(told)), records=_records(here, [entry for entry, _index in found]))
    alone = sum(len({citation.key for citation in claim.cite}) == 1 for claim in cited)
    if alone == len(cited):
        yield ngettext("It is the only source of it.", "It is the only source of all of them.", alone)
    elif alone:
        yield ngettext("Of {count} of them it is the only source.", "Of {count} of them it is the only source.", alone).format(count=alone)


def _records(here: Here, found: Sequence[Entry | DocsPage]) -> str:
    """In how many cases, and other records and pages: "12 cases and 3 other pages"."""
    site, main = here.site, here.site.catalog.kinds.main
    distinct = list(dict.fromkeys(found))
    cases = sum(isinstance(by, Entry) and by.kind.is_main for by in distinct)
    others = len(distinct) - cases
    told = [f"{cases} {site._(main.noun if cases == 1 else main.nouns)}"] if cases else []
    if others and cases:
        told.append(site.wording.ngettext("{count} other page", "{count} other pages", others).format(count=others))
    elif others:
        told.append(site.wording.ngettext("{count} page", "{count} pages", others).format(count=others))
    return site._(together(told))


def _read(here: Here, reference: Reference) -> str:
    """How much of it was read, and when; empty when nobody says."""
    _, seen = here.site._, reference.get("urldate")
    day = here.site.wording.date(dates.parse(seen)) if seen else ""
    match reference.read:
        case "whole":
            return _("It was read on {day}.").format(day=day) if day else _("It was read whole.")
        case "part":
            return _("It was read in part, on {day}.").format(day=day) if day else _("It was read in part.")
        case "no":
            return _("It was not read by us.")
    return _("It was last seen on {day}.").format(day=day) if day else ""


def _archived(here: Here, reference: Reference) -> str:
    known = here.site.catalog.links.get(reference.url)
    url = reference.get("archiveurl") or (known.archive or "" if known else "")
    return url if prose.is_safe_url(url) else ""


def _ways_out(here: Here, reference: Reference) -> Iterator[WayOut]:
    """The way to it and to its archived copy; that which still leads there first."""
    _ = here.site._
    ways = []
    if reference.url and prose.is_safe_url(reference.url):
        ways.append(WayOut(reference.url, _("Read it at {host}").format(host=host_of(reference.url) or reference.url)))
    if archived := _archived(here, reference):
        day = _day(here, reference, "archivedate")
        ways.append(WayOut(archived, _("Archived copy of {day}").format(day=day) if day else _("Archived copy")))
    yield from reversed(ways) if _gone(here, reference) else ways


def _gone(here: Here, reference: Reference) -> str:
    """Since when its address leads nowhere; empty where it is not known to be so."""
    known = here.site.catalog.links.get(reference.url)
    return here.site.wording.date(known.since or known.on) if known and known.state in DEAD else ""


def _details(here: Here, reference: Reference) -> Iterator[tuple[str, str, str]]:
    """What else is known of it: a label, a text, and where that leads, if anywhere."""
    _ = here.site._
    yield from ((_("Edited by"), csl.people(reference.editor), ""), (_("Translated by"), csl.people(reference.translator), ""))
    origin = (reference.get("origtitle"), reference.get("origlocation"), reference.get("origpublisher"), _day(here, reference, "origdate"))
    yield _("First published"), ", ".join(filter(None, origin)), ""
    for name, label in (("edition", _("Edition")), ("version", _("Version")), ("number", _("Number")), ("pagetotal", _("Number of pages"))):
        yield label, reference.get(name), ""
    yield _("Patent holder"), reference.holder, ""
    yield "DOI", reference.get("doi") if reference.get("url") else "", reference.doi_url
    archive = {"arxiv": "arXiv"}.get(reference.get("eprinttype").lower(), reference.get("eprinttype") or _("Archive"))
    yield archive, reference.get("eprint"), reference.eprint_url


def language(here: Here, reference: Reference) -> str:
    """The language that it is in, in words; empty when its entry does not say."""
    code = reference.get("langid", "language")
    names = here.site.wording.locale.languages
    # Babel has what stands between the parts of a tag as an underscore.
    return str(names.get(code.replace("-", "_")) or names.get(code.split("-")[0], code)) if code else ""


def _day(here: Here, reference: Reference, name: str) -> str:
    found = csl.date_in(reference, name)
    return here.site.wording.date(found) if found else ""
