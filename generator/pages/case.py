"""A record of the kind that the catalog is about: its figures, facts, story, what happened when, relations and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..base.saying import row, said, sentences
from ..catalog.entries import Entry, named_in
from ..catalog.uses import is_relation
from ..records.kinds import Field
from ..records.parts import Claim
from ..text import anchors
from ..text.prose import RecordLink, SafeHtml
from ..views import charts, cite_us, facets, facts, motifs, sharing, side_by_side, unfolded, wanted
from ..views.here import ClaimView, Here, lead_of
from ..views.paging import Part, record_at, record_pages
from ..views.related import Neighbours, Related, neighbours, related
from ..views.site import Anchor, Page, Site
from .corrections import correction_rows
from .entity import mentions

STRIP = 3


@dataclass(frozen=True)
class RelatedRecord:
    """Another record, how it relates, and why it is worth following; where it stands beside the one at hand, if it can."""

    link: RecordLink
    relation: str
    why: SafeHtml | None
    compared: str = ""


@dataclass(frozen=True)
class Next:
    """What to read after this case: at most three records with the reasons, and those that are folded."""

    first: Sequence[RelatedRecord]
    more: Sequence[RelatedRecord]


def pages(site: Site) -> Iterator[Page]:
    """One page for each case."""
    for entry in site.catalog.cases:
        yield from _pages(site, entry)


def near(site: Site, address: str) -> Iterator[Page]:
    """That with an address, if it is the page of a case."""
    for entry in record_at(site, address):
        if entry.kind.is_main:
            yield from _pages(site, entry)


def _pages(site: Site, entry: Entry) -> Iterator[Page]:
    return record_pages(site, entry, "case.html", _view, lead_of(entry))


def _view(entry: Entry, part: Part, here: Here) -> Mapping[str, Any]:
    """The values of the template, made in reading order: that is the order of the reference numbers."""
    _, record = here.site._, entry.record
    lead = here.prose(lead_of(entry), _("summary")) or None
    story = facts.texts(entry, here)
    claims = here.claims(entry, _("figures"))
    courses = facts.courses(entry, here)
    whole = facts.whole_cites(entry, here)
    corrections = correction_rows(here, entry, record.corrections)
    studies = list(unfolded.unfolded(entry, here))
    chosen = list(_chosen(entry, here))
    sections = [Anchor(text.id, text.label) for text in story]
    references = here.references()
    figures_label = here.claims_label(claims)
    sections += [Anchor(section.id, section.label) for section in studies]
    sections += [Anchor("_figures", figures_label)] if claims else []
    sections += [Anchor(course.id, course.label) for course in courses]
    sections += [Anchor("_references", _("References"))] if references else []
    return {
        "entry": entry,
        "kicker": facets.kicker(here.site, entry),
        "motif": motifs.of(entry, here),
        "lead": lead,
        "cards": here.cards(*unfolded.figures(entry, here)),
        "strip": _strip(record.claims, claims, here),
        "facts": facts.facts(entry, here),
        "story": story,
        "unfolded": studies,
        "claims": claims,
        "actions": _actions(entry, here),
        "comparisons": list(charts.comparisons(entry, here)),
        "courses": courses,
        "whole": whole,
        "parts": facts.parts(entry, here),
        "next": _next([*(item for _id, item in chosen), *_shared(entry, here, {id for id, _item in chosen})]),
        "mentions": list(mentions(entry, None, here)),
        "neighbours": [_neighbours(item, here) for item in neighbours(here.site.catalog, entry)],
        "cite": cite_us.record_box(here, entry, claims),
        "shared": sharing.record_box(here, entry),
        "corrections": corrections,
        "care": wanted.of_record(entry, here),
        "references": references,
        "toc": sections,
    }


def _actions(entry: Entry, here: Here) -> list[RecordLink]:
    """What a reader can do with the page, each with where that is done."""
    _, base = here.site._, here.site.settings.edit_base
    found = [RecordLink(_("Cite"), f"#{anchors.CITE}")]
    if sharing.is_embedded(here.site, entry):
        found.append(RecordLink(_("Share"), f"#{anchors.SHARE}"))
    if address := here.correction(entry):
        found.append(RecordLink(_("Correct this"), address))
    if base:
        found.append(RecordLink(_("Edit"), f"{base}{entry.path}"))
    return found


def _strip(claims: Sequence[Claim], views: Sequence[ClaimView], here: Here) -> list[ClaimView]:
    """The most telling figures. Their scope is without citations: the table below has these, and a page has each anchor once."""
    figures = [(claim, view) for claim, view in zip(claims, views, strict=True) if view.number and claim.rank != "deprecated"][:STRIP]
    quiet = Here(here.site, here.address, here.entry, numbered=False)
    return [view._replace(scope=quiet.prose(claim.scope)) for claim, view in figures]


def _chosen(entry: Entry, here: Here) -> Iterator[tuple[str, RelatedRecord]]:
    """The records to which this one says how it relates, then those that say it of this one, from the other side; each with its id."""
    catalog, named = here.site.catalog, set()
    for item in entry.kind.of_type("relation"):
        for index, id in enumerate(named_in(entry, item)):
            if other := catalog.get(id):
                named.add(id)
                yield id, _related(entry, item, index, other, here, inverse=False)
    for use in catalog.uses_of.get(entry.id, ()):
        if isinstance(use.by, Entry) and is_relation(use) and use.by.id not in named:
            yield use.by.id, _related(use.by, use.by.kind.by_name[str(use.route[0])], int(use.route[1]), use.by, here, inverse=True)


def _related(holder: Entry, item: Field, index: int, other: Entry, here: Here, *, inverse: bool) -> RelatedRecord:
    part = holder.record.items(item.name)[index]
    term = here.site.catalog.term(item.vocabulary, part.relation)
    label = ((term.inverse if inverse else "") or term.label) if term else ""
    why = here.within(holder).prose(part.why, facts.part_of_page(here.site._(item.label)))
    return RelatedRecord(here.link(other), label, why, _beside(other, here))


def _beside(other: Entry, here: Here) -> str:
    """Where another case stands beside the one at hand; empty where they cannot be compared."""
    can = here.entry and other.kind.is_main and side_by_side.is_possible(here.site) and other is not here.entry
    return here.href(side_by_side.address(here.entry, other)) if can and here.entry else ""


def _shared(entry: Entry, here: Here, chosen: set[str]) -> list[RelatedRecord]:
    """Other cases that share something with this one, each with what that is."""
    return [
        RelatedRecord(here.link(item.case), _reason(entry, item, here), None, _beside(item.case, here))
        for item in related(here.site.catalog, entry, chosen)
    ]


def _next(related: Sequence[RelatedRecord]) -> Next:
    """The editors' choice goes first, then what shares most."""
    return Next(related[:STRIP], related[STRIP:])


def _reason(entry: Entry, item: Related, here: Here) -> str:
    """What two cases share, in the words of the fields that name it."""
    words = {id: field.shared for field in entry.kind.fields if field.shared for id in named_in(entry, field)}
    by_text: dict[str, list[str]] = {}
    for thing in item.shared:
        by_text.setdefault(here.site._(words.get(thing.id) or said("also with {names}")), []).append(thing.record.label)
    return here.site._(sentences([text.format(names=here.site._(row(names))) for text, names in by_text.items()])) if by_text else ""


def _neighbours(item: Neighbours, here: Here) -> tuple[RecordLink, RecordLink | None, RecordLink | None]:
    before, after = (here.link(case) if case else None for case in (item.before, item.after))
    return here.link(item.thread), before, after
