"""A source: the reference itself, what is known of it, and every claim and passage that rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Generic, TypeVar

from ..catalog.entries import DocsPage, Entry
from ..catalog.evidence import Evidence
from ..catalog.uses import CiteUse, citing_claim
from ..citing import csl
from ..reading.yaml_reader import Route
from ..records.folder import BIBLIOGRAPHY
from ..records.links import DEAD
from ..records.reference import Reference, at_address
from ..text import passages, prose
from ..text.passages import Passage
from ..text.prose import RecordLink
from ..views import cite_us, vouching, wanted
from ..views.facts import part_label
from ..views.here import Here, lead_of
from ..views.paging import Part, parts
from ..views.site import Anchor, Page, Site
from . import places_in_source

T = TypeVar("T")


@dataclass(frozen=True)
class CitingClaim:
    """A claim that cites the source, and where in the source it stands."""

    address: str
    text: str
    measure: str
    evidence: Evidence
    evidence_text: str
    locator: str
    quotes: Sequence[str]


@dataclass(frozen=True)
class CitingPassage:
    """A passage that cites the source: the part of the record that it stands in, its text and the locators."""

    part: str
    text: str
    locator: str


@dataclass(frozen=True)
class Group(Generic[T]):
    """What one record or page has of the source."""

    record: RecordLink
    items: Sequence[T]


def pages(site: Site) -> Iterator[Page]:
    """One page for each source, more when much rests on it."""
    for reference in site.catalog.references.values():
        yield from _pages(site, reference)


def near(site: Site, address: str) -> Iterator[Page]:
    """Those of the source whose page an address would be."""
    if reference := at_address(site.catalog.references, address):
        yield from _pages(site, reference)


def _pages(site: Site, reference: Reference) -> Iterator[Page]:
    for address, part in parts(reference.address, len(site.catalog.cites_of.get(reference.key, ()))):
        yield Page(
            address=address,
            title=part.title(site, reference.title),
            template="source.html",
            view=partial(_view, reference, part),
            description=partial(_description, reference),
            section="sources/",
            # Only the first page is the source itself, for machines.
            reference=reference if part.is_first else None,
            source=BIBLIOGRAPHY,
            changed=site.catalog.changed(BIBLIOGRAPHY),
        )


def _description(reference: Reference, here: Here) -> str:
    parts = (csl.authors(reference), reference.title, reference.container or reference.publisher)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _view(reference: Reference, part: Part, here: Here) -> Mapping[str, Any]:
    _, catalog = here.site._, here.site.catalog
    # First the claims, then the passages; a page has so many of both together.
    uses = part.cut(sorted(catalog.cites_of.get(reference.key, ()), key=lambda use: (citing_claim(use) is None, _order(use.by, here))))
    claims = _grouped(_claims(uses, here), here)
    quoted = _grouped(_passages(uses, here), here)
    return {
        "reference": reference,
        "via": catalog.references.get(reference.via),
        "original": catalog.references.get(reference.copyof),
        "copies": [catalog.references[key] for key in catalog.copies_of.get(reference.key, ())],
        "read": vouching.how_read(here.site, reference),
        "kind": here.site._(csl.kind(reference)),
        "places": here.href(places_in_source.address(reference)) if places_in_source.has_page(catalog, reference.key) else "",
        "publisher": here.link(publisher) if (publisher := catalog.publisher(reference)) else None,
        "language": _language(reference, here),
        "cite": cite_us.source_box(here, reference),
        "pager": part.pager(here),
        "care": wanted.of_source(reference, here) if part.is_first else [],
        "claims": claims,
        "passages": quoted,
        "gone": _gone(reference, here),
        "archived": reference.get("archiveurl") or (known.archive or "" if (known := catalog.links.get(reference.url)) else ""),
        "details": list(_details(reference, here)),
        "dates": {name: _day(reference, name, here) for name in ("urldate", "archivedate")},
        "toc": [Anchor(f"_{name}", label) for name, label, found in (("claims", _("Claims"), claims), ("passages", _("Passages"), quoted)) if found],
    }


def _gone(reference: Reference, here: Here) -> str:
    """Since when its address leads nowhere; empty where it is not known to be so."""
    known = here.site.catalog.links.get(reference.url)
    return here.site.wording.date(known.since or known.on) if known and known.state in DEAD else ""


def _details(reference: Reference, here: Here) -> Iterator[tuple[str, str, str]]:
    """What else is known of it: a label, a text, and where that leads, if anywhere."""
    _ = here.site._
    yield from ((_("Edited by"), csl.people(reference.editor), ""), (_("Translated by"), csl.people(reference.translator), ""))
    origin = (reference.get("origtitle"), reference.get("origlocation"), reference.get("origpublisher"), _day(reference, "origdate", here))
    yield _("First published"), ", ".join(filter(None, origin)), ""
    for name, label in (("edition", _("Edition")), ("version", _("Version")), ("number", _("Number")), ("pagetotal", _("Number of pages"))):
        yield label, reference.get(name), ""
    yield _("Patent holder"), reference.holder, ""
    yield "DOI", reference.get("doi") if reference.get("url") else "", reference.doi_url
    archive = {"arxiv": "arXiv"}.get(reference.get("eprinttype").lower(), reference.get("eprinttype") or _("Archive"))
    yield archive, reference.get("eprint"), reference.eprint_url


def _language(reference: Reference, here: Here) -> str:
    code = reference.get("langid", "language")
    names = here.site.wording.locale.languages
    # Babel has what stands between the parts of a tag as an underscore.
    return str(names.get(code.replace("-", "_")) or names.get(code.split("-")[0], code)) if code else ""


def _day(reference: Reference, name: str, here: Here) -> str:
    found = csl.date_in(reference, name)
    return here.site.wording.date(found) if found else ""


def _grouped(found: Iterable[tuple[Entry | DocsPage, T]], here: Here) -> list[Group[T]]:
    """Findings by the record or page that they stand in, in the order in which these come first."""
    groups: dict[Entry | DocsPage, list[T]] = {}
    for by, item in found:
        groups.setdefault(by, []).append(item)
    return [Group(RecordLink(_label(by), here.href(by.address)), items) for by, items in groups.items()]


def _order(by: Entry | DocsPage, here: Here) -> tuple[int, int]:
    """Cases come first, then the other records by their kind, then hand-written pages; each kind in the order of its labels."""
    kinds = list(here.site.catalog.kinds)
    return (kinds.index(by.kind), here.site.catalog.rank[by.id]) if isinstance(by, Entry) else (len(kinds), 0)


def _label(by: Entry | DocsPage) -> str:
    return by.record.label if isinstance(by, Entry) else by.title


def _claims(uses: Sequence[CiteUse], here: Here) -> Iterator[tuple[Entry, CitingClaim]]:
    """Every claim once, with all the places in the source that it cites."""
    found: dict[tuple[Entry, int], list[str]] = {}
    key = uses[0].name if uses else ""
    for use in uses:
        index = citing_claim(use)
        if isinstance(use.by, Entry) and index is not None:
            found.setdefault((use.by, index), []).append(use.locator)
    for (entry, index), locators in found.items():
        claim = entry.record.claims[index]
        evidence = here.site.catalog.evidence(entry, claim)
        measure = here.site.catalog.get(claim.measure or "")
        yield (
            entry,
            CitingClaim(
                here.href(f"{entry.address}#{claim.id}"),
                here.claim_text(entry, claim),
                measure.record.label if measure else "",
                evidence,
                vouching.short(here.site, evidence),
                _places(locators),
                list(dict.fromkeys(citation.quote for citation in claim.cite if citation.quote and citation.key == key)),
            ),
        )


def _places(locators: Iterable[str]) -> str:
    """Locators in a line, each once."""
    return "; ".join(dict.fromkeys(filter(None, locators)))


def _passages(uses: Sequence[CiteUse], here: Here) -> Iterator[tuple[Entry | DocsPage, CitingPassage]]:
    """Every passage once, with all the places in the source that it cites."""
    found: dict[tuple[Entry | DocsPage, Route, Passage], list[str]] = {}
    for use in uses:
        if citing_claim(use) is None:
            # Two passages of one text may read the same. On a hand-written page the route is an offset, and the text is the page.
            route = use.route if isinstance(use.by, Entry) else ()
            found.setdefault((use.by, route, _passage(use)), []).append(use.locator)
    for (by, route, passage), locators in found.items():
        part, entry = (part_label(by, route, here), by) if isinstance(by, Entry) else ("", None)
        yield by, CitingPassage(part, _plain(passage.line, entry, here), _places(locators))


def _passage(use: CiteUse) -> Passage:
    """The passage in which a mention stands; of a record as a whole its summary, or its name."""
    if isinstance(use.by, DocsPage):
        text, offset = use.by.text.content, int(use.route[0])
    elif not use.mention:
        return Passage(0, lead_of(use.by) or use.by.record.label)
    else:
        text = next(leaf.value for leaf in use.by.leaves if leaf.route == use.route)
        offset = _offset(text, use)
    return passages.at(text, offset) or Passage(offset, use.mention)


def _offset(text: str, use: CiteUse) -> int:
    """Where a mention stands in its text, which may fold it over two lines, and show the same as code before it."""
    starts = _offsets(text, use.mention)
    return starts[use.occurrence] if use.occurrence < len(starts) else -1


@lru_cache(maxsize=64)
def _offsets(text: str, mention: str) -> list[int]:
    pattern = r"\s+".join(map(re.escape, mention.split()))
    return [match.start() for match in re.finditer(pattern, prose.without_code(text))]


# A link of a hand-written page, to other pages by their files.
_LINK = re.compile(r"(?<!\!)\[([^\[\]]+)\]\([^()\s]*\)")


def _plain(text: str, entry: Entry | None, here: Here) -> str:
    if entry is None:
        text = _LINK.sub(r"\1", text)
    return Here(here.site, here.address, entry, numbered=False).plain(text)
