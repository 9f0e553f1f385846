"""Any other record: its facts, its claims, and all that mentions it, with why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..catalog.catalog import Catalog
from ..catalog.entries import DocsPage, Entry
from ..catalog.uses import ClaimUse, RecordUse, field_of, is_relation
from ..records.kinds import MEASURE, Kind
from ..records.reference import Reference
from ..records.values import Translation
from ..text.prose import RecordLink
from ..views import charts, cite_us, facets, facts, unfolded, wanted
from ..views.facts import part_label, part_of_page
from ..views.here import ClaimView, Here, lead_of
from ..views.paging import Part, record_at, record_pages
from ..views.site import Anchor, Page, Site
from .corrections import correction_rows

MOST_REPORTED = 100


@dataclass(frozen=True)
class Mentioned:
    """Something that mentions the entity, with every reason why."""

    link: RecordLink
    names: Sequence[Translation]
    why: Sequence[str]


def pages(site: Site) -> Iterator[Page]:
    """One page for each record but cases and measures, which have page kinds of their own."""
    for kind in site.catalog.kinds:
        for entry in site.catalog.by_kind[kind.name] if _is_shown(kind) else ():
            yield from _pages(site, entry)


def near(site: Site, address: str) -> Iterator[Page]:
    """Those of the record whose page an address would be."""
    for entry in record_at(site, address):
        if _is_shown(entry.kind):
            yield from _pages(site, entry)


def _is_shown(kind: Kind) -> bool:
    return not kind.is_main and kind is not MEASURE


def _pages(site: Site, entry: Entry) -> Iterator[Page]:
    count = max(len(mentioning(entry, site.catalog)), _published_count(entry, site))
    return record_pages(site, entry, "entity.html", _view, lead_of(entry), count)


def _published_count(entry: Entry, site: Site) -> int:
    return len(site.catalog.published_by.get(entry.id, ()))


def _view(entry: Entry, part: Part, here: Here) -> Mapping[str, Any]:
    _ = here.site._
    values: dict[str, Any] = dict.fromkeys(
        ("facts", "story", "unfolded", "claims", "comparisons", "courses", "whole", "parts", "reported", "corrections", "care"), ()
    )
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
        "cards": here.cards(*(unfolded.figures(entry, here) if part.is_first else ())),
        "references": here.references(),
        "toc": [Anchor("_mentions", _("In the catalog"))] if groups else [],
    }


def _reported(entry: Entry, here: Here) -> Sequence[ClaimView]:
    """The figures of the cases that name a record of a kind whose figures are compared, by measure: as many as a page bears."""
    if not entry.kind.is_compared:
        return ()
    cases = here.site.catalog.cases_naming.get(entry.id, ())
    found = [(case, claim) for case in cases for claim in case.record.claims if claim.value is not None]
    found.sort(key=lambda pair: (pair[1].measure or "", pair[0].id, pair[1].id))
    label = here.site._("figures of its {cases}").format(cases=here.site._(here.site.catalog.kinds.main.nouns))
    return [here.claim_view(case, claim, label) for case, claim in found[:MOST_REPORTED]]


def _own(entry: Entry, here: Here) -> Mapping[str, Any]:
    """What stands on the first page only: all but the lists, made in reading order."""
    _ = here.site._
    lead = here.prose(lead_of(entry), _("summary")) or None
    story = facts.texts(entry, here)
    claims = here.claims(entry, _("figures"))
    courses = facts.courses(entry, here)
    return {
        "lead": lead,
        "facts": facts.facts(entry, here),
        "story": story,
        "courses": courses,
        "unfolded": list(unfolded.unfolded(entry, here)),
        "whole": facts.whole_cites(entry, here),
        "parts": facts.parts(entry, here),
        "claims": claims,
        "claims_label": here.claims_label(claims),
        "comparisons": list(charts.comparisons(entry, here)),
        "reported": _reported(entry, here),
        "cite": cite_us.record_box(here, entry, claims),
        "corrections": correction_rows(here, entry.record.corrections),
        "care": wanted.of_record(entry, here),
    }


def _published(sources: Sequence[Reference], here: Here) -> list[RecordLink]:
    return [RecordLink(source.title, here.href(source.address)) for source in sources]


def mentioning(entry: Entry, catalog: Catalog) -> Mapping[Entry | DocsPage, Sequence[RecordUse | ClaimUse]]:
    """Every place that mentions a record or prints a claim of it, by what it stands in; also the cases that name what is part of it.

    The figures of a measure are no mentions: its page has them in a table. Nor are relations, nor what is part of a record.
    """
    by: dict[Entry | DocsPage, list[RecordUse | ClaimUse]] = {}
    for use in catalog.uses_of.get(entry.id, ()):
        if use.by is not entry and (use.is_prose or not (use.route[-1] in (MEASURE.name, "part_of") or is_relation(use))):
            by.setdefault(use.by, []).append(use)
    for printed in catalog.prints_of.get(entry.id, ()):
        by.setdefault(printed.by, []).append(printed)
    for part in catalog.within(entry.id):
        for use in catalog.uses_of.get(part, ()):
            item = field_of(use)
            if item and item.type == "record" and item.name != "part_of" and not use.is_prose:
                by.setdefault(use.by, []).append(use)
    return by


def mentions(entry: Entry, part: Part | None, here: Here) -> Iterator[tuple[str, list[Mentioned]]]:
    """All that mentions the record, by kind, as far as it stands on this page of a list; without a list all at once."""
    kinds = here.site.catalog.kinds
    by = mentioning(entry, here.site.catalog)
    labels: dict[str | None, str] = {None: here.site._("Pages"), **{kind.name: here.site._(kind.plural) for kind in kinds}}
    order = {kind: place for place, kind in enumerate((*kinds.by_name, None))}
    ordered = sorted(by, key=lambda item: (order[_kind(item)], _label(item).casefold()))
    for kind, found in groupby(part.cut(ordered) if part else ordered, key=_kind):
        yield labels[kind], [_mentioned(item, _said_of(item, by[item], entry, here), here) for item in found]


def _said_of(item: Entry | DocsPage, uses: Sequence[RecordUse | ClaimUse], entry: Entry, here: Here) -> list[str]:
    """What is said of something that mentions the record; at the least in which of its fields it does."""
    found = [*_when_and_where(item, here), *_reasons(uses, entry, here)]
    return found if any(found) else [part_of_page(here.site._(field.label)) for use in uses if (field := field_of(use))]


def _when_and_where(item: Entry | DocsPage, here: Here) -> Iterator[str]:
    if isinstance(item, Entry) and item.kind.is_main:
        yield facets.kicker(here.site, item)


def _kind(item: Entry | DocsPage) -> str | None:
    return item.kind.name if isinstance(item, Entry) else None


def _label(item: Entry | DocsPage) -> str:
    return item.record.label if isinstance(item, Entry) else item.title


def _mentioned(item: Entry | DocsPage, why: list[str], here: Here) -> Mentioned:
    names = item.record.names if isinstance(item, Entry) else ()
    return Mentioned(RecordLink(_label(item), here.href(item.address)), names, tuple(dict.fromkeys(filter(None, why))))


def _reasons(uses: Sequence[RecordUse | ClaimUse], entry: Entry, here: Here) -> Iterator[str]:
    """Why something mentions the record: its part there first, then the figures, then the texts that name it, all of these together."""
    _ = here.site._
    by_name = [use for use in uses if isinstance(use, RecordUse)]
    parts = dict.fromkeys(part_label(use.by, use.route, here) for use in by_name if use.is_prose and isinstance(use.by, Entry))
    named = dict.fromkeys(why for use in by_name if not use.is_prose and (why := _why(use, here)))
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


def _why(use: RecordUse, here: Here) -> str:
    """Why something names the entity in one of its fields, in a few words: its role there, or how the field reads from the other side."""
    _ = here.site._
    if not isinstance(use.by, Entry):
        return ""
    if use.route[0] == "claims":
        if use.route[-1] == MEASURE.name:
            return here.claim_text(use.by, use.by.record.claims[int(use.route[1])])
        return "" if _figure_from(use, here) else _("source of a statement")
    item = field_of(use)
    if item is None:
        return ""
    if item.type == "role":
        part = use.by.record.items(item.name)[int(use.route[1]) if item.is_many else 0]
        term = here.site.catalog.term(item.vocabulary, part.role) if item.vocabulary else None
        return term.label if term else part.role
    return _(item.inverse).replace("{name}", here.site.catalog.entries[use.name].record.label)
