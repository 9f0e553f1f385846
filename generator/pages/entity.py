"""A platform, organisation, person, place or topic: its facts, its claims, and all that mentions it, with why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..catalog.catalog import Catalog, ClaimUse, DocsPage, Entry, RecordUse
from ..records.kinds import KINDS
from ..records.model import Case, Person, Place, Platform
from ..records.reference import Reference
from ..text.prose import RecordLink
from ..views import charts, cite_us, facets
from ..views.paging import Part, record_pages
from ..views.site import Anchor, ClaimView, Here, Page, Site
from .corrections import correction_rows

MOST_REPORTED = 100


@dataclass(frozen=True)
class Fact:
    """One line of the fact card: a heading, and links or plain texts."""

    label: str
    values: Sequence[RecordLink | str]


@dataclass(frozen=True)
class Mentioned:
    """Something that mentions the entity, with every reason why."""

    link: RecordLink
    zh: str | None
    why: Sequence[str]


def pages(site: Site) -> Iterator[Page]:
    """One page for each platform, organisation, person, place and topic."""
    for kind, entries in site.catalog.by_kind.items():
        # Cases and measures have page kinds of their own.
        if kind in ("case", "measure"):
            continue
        for entry in entries:
            yield from record_pages(
                site, entry, "entity.html", _view, _text(entry), max(len(mentioning(entry, site.catalog)), _published_count(entry, site))
            )


def _published_count(entry: Entry, site: Site) -> int:
    return len(site.catalog.published_by.get(entry.id, ()))


def _text(entry: Entry) -> str:
    return str(getattr(entry.record, "summary", ""))


def _view(entry: Entry, part: Part, here: Here) -> Mapping[str, Any]:
    _ = here.site._
    values: dict[str, Any] = dict.fromkeys(("facts", "claims", "comparisons", "reported", "corrections"), ())
    values |= {"lead": None, "claims_label": "", "cite": None}
    if part.is_first:
        values |= _own(entry, here)
    groups = list(mentions(entry, part, here))
    return {
        **values,
        "entry": entry,
        "kicker": facets.kicker(here.site, entry),
        "groups": groups,
        "published": _published(part.cut(here.site.catalog.published_by.get(entry.id, ())), here),
        "pager": part.pager(here),
        "cards": here.cards(),
        "references": here.references(),
        "toc": [Anchor("_mentions", _("In the catalog"))] if groups else [],
    }


def _reported(entry: Entry, here: Here) -> Sequence[ClaimView]:
    """The figures of the cases in which a platform takes part, by measure: as many as a page bears."""
    if entry.kind != "platform":
        return ()
    cases = dict.fromkeys(use.by for use in here.site.catalog.uses_of.get(entry.id, ()) if isinstance(use.by, Entry) and use.route[0] == "platforms")
    found = [(case, claim) for case in cases for claim in case.record.claims if claim.value is not None]
    found.sort(key=lambda pair: (pair[1].measure or "", pair[0].id, pair[1].id))
    return [here.claim_view(case, claim, here.site._("figures of its cases")) for case, claim in found[:MOST_REPORTED]]


def _own(entry: Entry, here: Here) -> Mapping[str, Any]:
    """What stands on the first page only: all but the lists, made in reading order."""
    _ = here.site._
    lead = here.prose(_text(entry), _("summary"))
    claims = here.claims(entry, _("figures"))
    return {
        "lead": lead,
        "facts": [fact for fact in _facts(entry, here) if fact.values],
        "claims": claims,
        "claims_label": here.claims_label(claims),
        "comparisons": list(charts.comparisons(entry, here)),
        "reported": _reported(entry, here),
        "cite": cite_us.record_box(here, entry, claims),
        "corrections": correction_rows(here, entry.record.corrections),
    }


def _facts(entry: Entry, here: Here) -> Iterator[Fact]:
    record, _ = entry.record, here.site._
    if record.aliases:
        yield Fact(_("Also called"), record.aliases)
    if isinstance(record, Platform) and record.owner:
        yield Fact(_("Owner"), _links(here, record.owner))
    if isinstance(record, Person):
        for affiliation in record.affiliations:
            yield Fact(affiliation.role, _links(here, affiliation.id))
    if isinstance(record, Place):
        yield Fact(_("Part of"), _links(here, record.part_of))
        yield Fact("ISO 3166", [record.iso] if record.iso else [])


def _links(here: Here, *ids: str | None) -> list[RecordLink | str]:
    return [link for id in ids if id and (link := here.link_to(id))]


def _published(sources: Sequence[Reference], here: Here) -> list[RecordLink]:
    return [RecordLink(source.title, here.href(f"sources/{source.key}/")) for source in sources]


def mentioning(entry: Entry, catalog: Catalog) -> Mapping[Entry | DocsPage, Sequence[RecordUse | ClaimUse]]:
    """Every place that mentions a record or prints a claim of it, by what it stands in; for a place also the cases in the places in it.

    The figures of a measure are no mentions: its page has them in a table. Nor are the relations of a case to others.
    """
    by: dict[Entry | DocsPage, list[RecordUse | ClaimUse]] = {}
    elsewhere = {"measure": "measure", "case": "case"}.get(entry.kind)
    for use in catalog.uses_of.get(entry.id, ()):
        if use.by is not entry and (use.is_prose or use.route[-1] != elsewhere):
            by.setdefault(use.by, []).append(use)
    for printed in catalog.prints_of.get(entry.id, ()):
        by.setdefault(printed.by, []).append(printed)
    for part in catalog.places_within(entry.id):
        for use in catalog.uses_of.get(part, ()):
            if use.route[0] == "places":
                by.setdefault(use.by, []).append(use)
    return by


def mentions(entry: Entry, part: Part | None, here: Here) -> Iterator[tuple[str, list[Mentioned]]]:
    """All that mentions the record, by kind, as far as it stands on this page of a list; without a list all at once."""
    by = mentioning(entry, here.site.catalog)
    labels: dict[str | None, str] = {None: here.site._("Pages"), **{kind.name: here.site._(kind.plural) for kind in KINDS.values()}}
    order = {kind: place for place, kind in enumerate((*KINDS, None))}
    ordered = sorted(by, key=lambda item: (order[_kind(item)], _label(item).casefold()))
    for kind, found in groupby(part.cut(ordered) if part else ordered, key=_kind):
        yield labels[kind], [_mentioned(item, [*_when_and_where(item, here), *_reasons(by[item], entry, here)], here) for item in found]


def _when_and_where(item: Entry | DocsPage, here: Here) -> Iterator[str]:
    if isinstance(item, Entry) and item.kind == "case":
        yield facets.kicker(here.site, item)


def _kind(item: Entry | DocsPage) -> str | None:
    return item.kind if isinstance(item, Entry) else None


def _label(item: Entry | DocsPage) -> str:
    return item.record.label if isinstance(item, Entry) else item.title


def _mentioned(item: Entry | DocsPage, why: list[str], here: Here) -> Mentioned:
    zh = item.record.label_zh if isinstance(item, Entry) else None
    return Mentioned(RecordLink(_label(item), here.href(item.address)), zh, tuple(dict.fromkeys(filter(None, why))))


def _reasons(uses: Sequence[RecordUse | ClaimUse], entry: Entry, here: Here) -> Iterator[str]:
    """Why something mentions the record: its part there first, then the figures, then the texts that name it, all of these together."""
    _ = here.site._
    by_name = [use for use in uses if isinstance(use, RecordUse)]
    parts = dict.fromkeys(part_label(use.route, here) for use in by_name if use.is_prose and isinstance(use.by, Entry))
    named = dict.fromkeys(why for use in by_name if not use.is_prose and (why := _why(use, entry, here)))
    figures = dict.fromkeys(figure for use in by_name if (figure := _figure_from(use, here)))
    printed = dict.fromkeys(_printed(use, entry, here) for use in uses if isinstance(use, ClaimUse))
    yield from named
    if figures:
        yield _("source of {figures}").format(figures=", ".join(figures))
    if printed:
        yield _("quotes {figures}").format(figures=", ".join(printed))
    if parts:
        names = ", ".join(parts)
        yield (_("also mentioned in {parts}") if named or figures or printed else _("mentioned in {parts}")).format(parts=names)


def _printed(use: ClaimUse, entry: Entry, here: Here) -> str:
    """A claim of the record as somebody else prints it, in a few words."""
    claim = here.site.catalog.claims.get((entry.id, use.name))
    return here.claim_text(entry, claim) if claim and claim.value is not None else here.site._("a statement of it")


def _figure_from(use: RecordUse, here: Here) -> str:
    """The figure that comes from the entity, in words; empty where none does."""
    if not isinstance(use.by, Entry) or use.route[0] != "claims" or use.route[-1] != "origin":
        return ""
    claim = use.by.record.claims[int(use.route[1])]
    return here.claim_text(use.by, claim) if claim.value is not None else ""


def _why(use: RecordUse, entry: Entry, here: Here) -> str:
    """Why something names the entity in one of its fields, in a few words."""
    _, route = here.site._, use.route
    if not isinstance(use.by, Entry):
        return ""
    record = use.by.record
    match route:
        case ("platforms" | "organisations" | "people", int(index), "id") if isinstance(record, Case):
            part = getattr(record, str(route[0]))[index]
            term = here.site.catalog.term("roles", part.role)
            return term.label if term else ""
        case ("places", _index):
            return (
                _("took place here")
                if use.name == entry.id
                else _("took place in {place}").format(place=here.site.catalog.entries[use.name].record.label)
            )
        case ("topics", _index):
            # What a topic's page lists are the cases about it.
            return ""
        case ("claims", int(index), "measure"):
            return here.claim_text(use.by, record.claims[index])
        case ("claims", _index, "origin"):
            return "" if _figure_from(use, here) else _("source of a statement")
        case ("affiliations", int(index), "id") if isinstance(record, Person):
            return record.affiliations[index].role
        case ("owner",):
            return _("owned by it")
        case ("part_of",):
            return _("part of it")
    return ""


def part_label(route: Sequence[str | int], here: Here) -> str:
    """The part of a record that a route leads to, in words."""
    _ = here.site._
    labels = {
        "context": _("the situation"),
        "approach": _("what they did"),
        "results": _("what came of it"),
        "lessons": _("what to take from it"),
        "summary": _("summary"),
        "definition": _("definition"),
        "timeline": _("timeline"),
        "claims": _("figures"),
        "related": _("related cases"),
        "corrections": _("corrections"),
    }
    return next((labels[step] for step in reversed(route) if isinstance(step, str) and step in labels), "")
