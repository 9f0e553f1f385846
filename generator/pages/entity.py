"""Any other record, as a small case page: its facts, the cases in which it has a part, its claims, and, folded, all that mentions it, with why."""

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
from ..views import appearing, charts, cite_us, facets, facts, sharing, unfolded, wanted
from ..views.facts import part_label, part_of_page
from ..views.here import Here, lead_of
from ..views.paging import Part, record_at, record_pages
from ..views.site import Anchor, Page, Site
from .corrections import correction_rows

# So many sources that it published stand open.
_OPEN_SOURCES = 6


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
        ("facts", "offices", "story", "unfolded", "claims", "comparisons", "courses", "whole", "parts", "held", "corrections", "care"), ()
    )
    values |= {"lead": None, "claims_label": "", "cite": None, "shared": None}
    by = mentioning(entry, here.site.catalog)
    cases, others = _sorted_out(by, part)
    told: set[Entry] = set()
    if part.is_first:
        values |= _own(entry, here)
        beside, told = appearing.beside(_beside(by, here), here)
        values["facts"] = [*values["facts"], *beside]
    rows = appearing.rows({case: _part_of(by[case], entry, here) for case in cases}, entry, here, part.is_first)
    groups = list(_also(cases, [item for item in others if item not in told], by, entry, here))
    published = _published(part.cut(here.site.catalog.published_by.get(entry.id, ())), here)
    return {
        **values,
        "entry": entry,
        "kicker": facets.kicker(here.site, entry),
        "rows": rows,
        "groups": groups,
        "published": published,
        "open_sources": _OPEN_SOURCES if part.is_first and len(published) > _OPEN_SOURCES + 2 else len(published),
        "pager": part.pager(here),
        "cards": here.cards(*(unfolded.figures(entry, here) if part.is_first else ())),
        "references": here.references(),
        "toc": [Anchor("_cases", _(here.site.catalog.kinds.main.plural))] if rows.open else [],
    }


def _sorted_out(by: Mapping[Entry | DocsPage, Sequence[RecordUse | ClaimUse]], part: Part) -> tuple[list[Entry], list[Entry | DocsPage]]:
    """What of all that mentions a record stands on this page of the list: the cases in which it has a part, the newest first, and the rest."""
    cases = sorted(
        (item for item in by if isinstance(item, Entry) and item.kind.is_main and appearing.has_part(by[item])), key=appearing.newest_first
    )
    known = set(cases)
    cut = part.cut([*cases, *sorted((item for item in by if item not in known), key=lambda item: _label(item).casefold())])
    return [item for item in cut if isinstance(item, Entry) and item in known], [item for item in cut if item not in known]


def _part_of(uses: Sequence[RecordUse | ClaimUse], entry: Entry, here: Here) -> str:
    """The part that a record has in a case, in a few words: its roles there; and how many figures come from it."""
    named = [use for use in uses if isinstance(use, RecordUse) and not use.is_prose]
    figures = [use for use in named if _figure_from(use, here)]
    parts = [why for use in named if not _goes_without_saying(use, entry) and (why := _why(use, here))]
    if figures:
        count = len({use.route[1] for use in figures})
        parts.append(here.site.wording.ngettext("source of {count} figure", "source of {count} figures", count).format(count=count))
    return "; ".join(dict.fromkeys(parts))


def _goes_without_saying(use: RecordUse, entry: Entry) -> bool:
    """Whether a case names the record itself in the only field that can, and in no role: that it is listed says as much."""
    item = field_of(use)
    if item is None or item.type != "record" or use.name != entry.id or not isinstance(use.by, Entry):
        return False
    return [other for other in use.by.kind.fields if entry.kind.name in other.kinds] == [item]


def _beside(by: Mapping[Entry | DocsPage, Sequence[RecordUse | ClaimUse]], here: Here) -> dict[Entry, str]:
    """The records, cases apart, that name the record in a field of theirs, each with how that reads from the other side."""
    found = {}
    for item in sorted((item for item in by if isinstance(item, Entry) and not item.kind.is_main), key=lambda item: here.site.catalog.rank[item.id]):
        if facts_of_it := [use for use in by[item] if isinstance(use, RecordUse) and appearing.is_fact(use)]:
            why = [_why(use, here) or part_of_page(here.site._(field.label)) for use in facts_of_it if (field := field_of(use))]
            found[item] = "; ".join(dict.fromkeys(why))
    return found


def _also(
    cases: Sequence[Entry],
    others: Sequence[Entry | DocsPage],
    by: Mapping[Entry | DocsPage, Sequence[RecordUse | ClaimUse]],
    entry: Entry,
    here: Here,
) -> Iterator[tuple[str, list[Mentioned]]]:
    """What else mentions the record, by kind: of the cases that have a row, only those whose texts name it, too."""
    texts = {case: [use for use in by[case] if isinstance(use, ClaimUse) or use.is_prose] for case in cases}
    left: dict[Entry | DocsPage, Sequence[RecordUse | ClaimUse]] = {case: uses for case, uses in texts.items() if uses}
    left |= {item: by[item] for item in others}
    yield from _grouped(left, None, entry, here)


def _own(entry: Entry, here: Here) -> Mapping[str, Any]:
    """What stands on the first page only: all but the lists, made in reading order."""
    _ = here.site._
    lead = here.prose(lead_of(entry), _("summary")) or None
    story = facts.texts(entry, here)
    claims = here.claims(entry, _("figures"))
    courses = facts.courses(entry, here)
    offices = appearing.offices(entry, here)
    return {
        "lead": lead,
        "facts": facts.facts(entry, here, without=("role",) if offices else ()),
        "offices": offices,
        "story": story,
        "courses": courses,
        "unfolded": list(unfolded.unfolded(entry, here)),
        "whole": facts.whole_cites(entry, here),
        "parts": facts.parts(entry, here),
        "claims": claims,
        "claims_label": here.claims_label(claims),
        "comparisons": list(charts.comparisons(entry, here)),
        "held": appearing.figures_of(entry, here),
        "cite": cite_us.record_box(here, entry, claims),
        "shared": sharing.record_box(here, entry),
        "corrections": correction_rows(here, entry, entry.record.corrections),
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
    return _grouped(mentioning(entry, here.site.catalog), part, entry, here)


def _grouped(
    by: Mapping[Entry | DocsPage, Sequence[RecordUse | ClaimUse]], part: Part | None, entry: Entry, here: Here
) -> Iterator[tuple[str, list[Mentioned]]]:
    kinds = here.site.catalog.kinds
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
