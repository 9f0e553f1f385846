"""A case: its figures, facts, story, timeline and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..catalog.catalog import Entry
from ..catalog.chronology import in_order
from ..records.model import Case, Claim
from ..text import prose
from ..text.prose import RecordLink, SafeHtml
from ..views import charts, cite_us, facets
from ..views.paging import Part, record_pages
from ..views.related import Neighbours, Related, neighbours, related
from ..views.site import Anchor, ClaimView, Here, Page, Site, story_labels
from .corrections import correction_rows
from .entity import mentions

STRIP = 3


@dataclass(frozen=True)
class Party:
    """Somebody's or something's part in a case: a link, the Chinese name, and the role in words."""

    link: RecordLink
    zh: str | None
    role: str


@dataclass(frozen=True)
class StoryPart:
    """One part of the story, with the doubts about the claims it prints: the claims that share one, and the note."""

    id: str
    label: str
    html: SafeHtml
    doubts: Sequence[tuple[Sequence[str], SafeHtml | None]]


@dataclass(frozen=True)
class RelatedCase:
    """Another case, how it relates, and why it is worth following."""

    link: RecordLink
    relation: str
    why: SafeHtml | None


def pages(site: Site) -> Iterator[Page]:
    """One page for each case."""
    for entry in site.catalog.by_kind["case"]:
        yield from record_pages(site, entry, "case.html", _view, _case(entry).summary)


def _case(entry: Entry) -> Case:
    assert isinstance(entry.record, Case)
    return entry.record


def _view(entry: Entry, part: Part, here: Here) -> Mapping[str, Any]:
    """The values of the template, made in reading order: that is the order of the reference numbers."""
    case, _ = _case(entry), here.site._
    lead = here.prose(case.summary, _("summary"))
    story = list(_story(entry, here))
    claims = here.claims(entry, _("figures"))
    timeline = [(here.site.wording.date(event.date), str(event.date), here.prose(event.text, _("timeline"))) for event in in_order(case.timeline)]
    corrections = correction_rows(here, case.corrections)
    chosen = list(_chosen(entry, here))
    sections = [Anchor(f"_{part.id}", part.label) for part in story]
    references = here.references()
    figures_label = here.claims_label(claims)
    rest = (("figures", figures_label, claims), ("timeline", _("Timeline"), timeline), ("references", _("References"), references))
    sections += [Anchor(f"_{name}", label) for name, label, content in rest if content]
    return {
        "case": case,
        "entry": entry,
        "kicker": facets.kicker(here.site, entry),
        "lead": lead,
        "cards": here.cards(*((entry, claim) for claim in [claim for claim in case.claims if claim.value is not None][:STRIP])),
        "strip": _strip(case.claims, claims, here),
        "facts": _facts(entry, here),
        "story": story,
        "claims": claims,
        "figures_label": figures_label,
        "comparisons": list(charts.comparisons(entry, here)),
        "timeline": timeline,
        "related": [case for _id, case in chosen],
        "shared": _shared(entry, here, {id for id, _case in chosen}),
        "mentions": list(mentions(entry, None, here)),
        "neighbours": [_neighbours(item, here) for item in neighbours(here.site.catalog, entry)],
        "cite": cite_us.record_box(here, entry, claims),
        "corrections": corrections,
        "references": references,
        "toc": sections,
    }


def _strip(claims: Sequence[Claim], views: Sequence[ClaimView], here: Here) -> list[ClaimView]:
    """The most telling figures. Their scope is without citations: the table below has these, and a page has each anchor once."""
    figures = [(claim, view) for claim, view in zip(claims, views, strict=True) if view.number][:STRIP]
    quiet = Here(here.site, here.address, here.entry, numbered=False)
    return [view._replace(scope=quiet.prose(claim.scope)) for claim, view in figures]


def _facts(entry: Entry, here: Here) -> list[tuple[str, list[Party]]]:
    """The fact card: headings with the parts below them."""
    case, _ = _case(entry), here.site._
    groups: list[tuple[str, list[Party]]] = [
        (_("Platforms"), [_part(here, item.id, item.role) for item in case.platforms]),
        (_("Organisations"), [_part(here, item.id, item.role) for item in case.organisations]),
        (_("People"), [_part(here, item.id, item.role) for item in case.people]),
        (_("Places"), [_place(here, id) for id in case.places]),
        (_("Topics"), [_part(here, id) for id in case.topics]),
    ]
    return [(heading, parts) for heading, parts in groups if parts]


def _part(here: Here, id: str, role: str = "") -> Party:
    entry = here.site.catalog.entries[id]
    term = here.site.catalog.term("roles", role) if role else None
    return Party(here.link(entry), entry.record.label_zh, term.label if term else "")


def _place(here: Here, id: str) -> Party:
    part, names = _part(here, id), [place.record.label for place in here.site.catalog.lies_in(id)[1:]]
    return Party(part.link, part.zh, ", ".join(names))


def _story(entry: Entry, here: Here) -> Iterator[StoryPart]:
    shown: set[str] = set()
    for name, label in story_labels(here.site).items():
        text = getattr(_case(entry).story, name)
        if not text:
            continue
        html = here.prose(text, label, block=True)
        assert html is not None
        doubtful = [claim for claim in _printed(entry, text) if claim.note and claim.id not in shown]
        shown.update(claim.id for claim in doubtful)
        notes: dict[str, list[str]] = {}
        for claim in doubtful:
            notes.setdefault(claim.note or "", []).append(here.claim_text(entry, claim))
        yield StoryPart(name, label, html, [(claims, here.prose(note, label)) for note, claims in notes.items()])


def _printed(entry: Entry, text: str) -> list[Claim]:
    """The claims of this record that a text prints."""
    names = {mention.claim for mention in prose.scan(text) if mention.claim and mention.record in ("", entry.id)}
    return [claim for claim in entry.record.claims if claim.id in names]


def _chosen(entry: Entry, here: Here) -> Iterator[tuple[str, RelatedCase]]:
    """The cases that this one names, then those that name it, from the other side; each with its id."""
    catalog, named = here.site.catalog, set()
    for item in _case(entry).related:
        other, term = catalog.get(item.case, "case"), catalog.term("relations", item.relation)
        if other:
            named.add(item.case)
            yield item.case, RelatedCase(here.link(other), term.label if term else "", here.prose(item.why, here.site._("related cases")))
    for use in catalog.uses_of.get(entry.id, ()):
        if not isinstance(use.by, Entry) or use.route[0] != "related" or use.by.id in named:
            continue
        item = _case(use.by).related[int(use.route[1])]
        term = catalog.term("relations", item.relation)
        label = (term.inverse or term.label) if term else ""
        yield use.by.id, RelatedCase(here.link(use.by), label, here.prose(item.why, here.site._("related cases")))


def _shared(entry: Entry, here: Here, chosen: set[str]) -> list[tuple[RecordLink, str]]:
    """Other cases that share something with this one, each with what that is."""
    return [(here.link(item.case), _reason(item, here)) for item in related(here.site.catalog, entry, chosen)]


def _reason(item: Related, here: Here) -> str:
    _ = here.site._
    words = {"platform": _("also on {names}"), "place": _("also in {names}"), "topic": _("also about {names}")}
    by_kind: dict[str, list[str]] = {}
    for thing in item.shared:
        by_kind.setdefault(words.get(thing.kind, _("also with {names}")), []).append(thing.record.label)
    return "; ".join(text.format(names=", ".join(names)) for text, names in by_kind.items())


def _neighbours(item: Neighbours, here: Here) -> tuple[RecordLink, RecordLink | None, RecordLink | None]:
    before, after = (here.link(case) if case else None for case in (item.before, item.after))
    return here.link(item.topic), before, after
