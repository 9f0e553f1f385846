"""A platform, organisation, person, place or topic: its facts, its claims, and all that mentions it, with why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator import charts, citing
from generator.bibliography import Reference
from generator.catalog import DocsPage, Entry, RecordUse
from generator.model import KINDS, Case, Organisation, Person, Place, Platform
from generator.pages.corrections import correction_rows
from generator.prose import RecordLink
from generator.site import Anchor, Here, Page, Site


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
            yield Page(
                address=entry.address,
                title=entry.record.label,
                template="entity.html",
                view=partial(_view, entry),
                description=partial(_description, entry),
                section=f"{KINDS[kind].address}/",
                entry=entry,
                source=entry.path,
                changed=site.catalog.changed(entry.path),
            )


def _text(entry: Entry) -> str:
    return str(getattr(entry.record, "summary", ""))


def _description(entry: Entry, here: Here) -> str:
    return here.plain(_text(entry))


def _view(entry: Entry, here: Here) -> Mapping[str, Any]:
    _ = here.site._
    lead = here.prose(_text(entry), _("summary"))
    claims = here.claims(entry, _("figures"))
    groups = list(mentions(entry, here))
    return {
        "entry": entry,
        "kicker": _kicker(entry, here),
        "lead": lead,
        "facts": [fact for fact in _facts(entry, here) if fact.values],
        "claims": claims,
        "comparisons": list(charts.comparisons(entry, here)),
        "groups": groups,
        "published": _published(here.site.catalog.published_by.get(entry.id, ()), here),
        "cite": citing.record_box(here, entry, claims),
        "corrections": correction_rows(here, entry.record.corrections),
        "cards": here.cards(),
        "references": here.references(),
        "toc": [Anchor("_mentions", _("In the catalog"))] if groups else [],
    }


def _kicker(entry: Entry, here: Here) -> str:
    """What kind of thing it is, in a word or two."""
    record, term = entry.record, here.site.catalog.term
    found = None
    if isinstance(record, Organisation) and record.kind:
        found = term("organisation-kinds", record.kind)
    elif isinstance(record, Place):
        found = term("place-levels", record.level)
    return found.label if found else here.site._(entry.kind)


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


def mentions(entry: Entry, here: Here) -> Iterator[tuple[str, list[Mentioned]]]:
    """All that mentions the entity, by kind."""
    by: dict[Entry | DocsPage, list[str]] = {}
    for use in here.site.catalog.uses_of.get(entry.id, ()):
        if use.by is not entry:
            by.setdefault(use.by, []).append(_why(use, here))
    labels: dict[str | None, str] = {None: here.site._("Pages"), **{kind.name: here.site._(kind.plural) for kind in KINDS.values()}}
    for kind in (*KINDS, None):
        found = [item for item in by if (item.kind if isinstance(item, Entry) else None) == kind]
        if found:
            found.sort(key=lambda item: _label(item).casefold())
            yield labels[kind], [_mentioned(item, by[item], here) for item in found]


def _label(item: Entry | DocsPage) -> str:
    return item.record.label if isinstance(item, Entry) else item.title


def _mentioned(item: Entry | DocsPage, why: list[str], here: Here) -> Mentioned:
    zh = item.record.label_zh if isinstance(item, Entry) else None
    return Mentioned(RecordLink(_label(item), here.href(item.address)), zh, tuple(dict.fromkeys(filter(None, why))))


def _why(use: RecordUse, here: Here) -> str:
    """Why something mentions the entity, in a few words."""
    _, route = here.site._, use.route
    if not isinstance(use.by, Entry):
        return _("mentioned in the text")
    if use.is_prose:
        return _("mentioned in: {part}").format(part=part_label(route, here))
    record = use.by.record
    match route:
        case ("platforms" | "organisations" | "people", int(index), "id") if isinstance(record, Case):
            part = getattr(record, str(route[0]))[index]
            term = here.site.catalog.term("roles", part.role)
            return term.label if term else ""
        case ("places", _index):
            return _("took place here")
        case ("topics", _index):
            return _("topic")
        case ("claims", int(index), "measure"):
            return here.claim_text(record.claims[index])
        case ("claims", int(index), "origin"):
            claim = record.claims[index]
            return _("source of the figure: {figure}").format(figure=here.claim_text(claim)) if claim.measure else _("source of a statement")
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
