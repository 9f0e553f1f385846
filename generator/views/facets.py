"""What can be found: every record, claim, source and written page, with the words and facets that the search knows of it.

Made from the catalog, never from the HTML. Facets are what `/search/` narrows by; a claim has those of its record, with its
own evidence and year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..base.dates import Edtf
from ..catalog.catalog import Catalog, Entry, Standing, named_by
from ..citing import csl
from ..records.kinds import KINDS
from ..records.model import Case, Claim, Measure, Organisation, Person, Place, Platform
from ..records.reference import Reference
from .site import Here, Site, summaries

# The order in which the browser lists facets.
FACETS = ("kind", "platform", "organisation", "province", "topic", "year", "evidence")
# So many values of a facet the browser shows at first; all of the kinds.
SHOWN_VALUES = 8
CLAIM, SOURCE, PAGE = "claim", "source", "page"
_LONGEST_TITLE = 120
_LONGEST_TIME = 30


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, such as a platform: its id, and what people read."""

    facet: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found.

    `address` is below the site's root; a claim's ends in its anchor. `words` are further names that people look for, `parties`
    the names of those that belong to it. `text` is what is searched, None for that of the page at `address`. `lead` is shown
    where no passage fits. `evidence` is the sign of a claim's evidence, `evidence_text` the same in words.
    """

    address: str
    kind: str
    title: str
    zh: str = ""
    kicker: str = ""
    lead: str = ""
    words: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    text: str | None = None
    evidence: str = ""
    evidence_text: str = ""
    facets: tuple[Value, ...] = ()


def facet_labels(site: Site) -> dict[str, str]:
    """The facets in their order, with what people read above them."""
    _ = site._
    return {
        "kind": _("Kind"),
        "platform": _("Platform"),
        "organisation": _("Organisation"),
        "province": _("Province or country"),
        "topic": _("Topic"),
        "year": _("Year"),
        "evidence": _("Evidence"),
    }


def kind_labels(site: Site) -> dict[str, str]:
    """The kinds of results in their order, in words."""
    _ = site._
    return {**{kind.name: _(kind.plural) for kind in KINDS.values()}, CLAIM: _("Figures and statements"), SOURCE: _("Sources"), PAGE: _("Pages")}


def findables(site: Site) -> Iterator[Findable]:
    """Everything that can be found, by kind and then by name."""
    yield from _records(site)
    yield from _claims(site)
    yield from _sources(site)
    for page in site.catalog.docs:
        yield Findable(page.address, PAGE, page.title, facets=(_kind(site, PAGE),))


def _records(site: Site) -> Iterator[Findable]:
    for kind, entries in site.catalog.by_kind.items():
        for entry in entries:
            record = entry.record
            lead = site.once(summaries)[entry.id]
            facets = (_kind(site, kind), *facets_of(site, entry))
            yield Findable(
                entry.address,
                kind,
                record.label,
                record.label_zh or "",
                kicker(site, entry),
                lead,
                record.aliases,
                _parties(site, entry),
                facets=facets,
            )


def _parties(site: Site, entry: Entry) -> tuple[str, ...]:
    """All names of those that a case names in its facts, or that another record belongs to."""
    record, ids = entry.record, []
    if isinstance(record, Case):
        ids += [*named_by(entry), *(above.id for id in record.places if (above := largest_place(site.catalog, id)))]
    elif isinstance(record, Platform):
        ids.append(record.owner or "")
    elif isinstance(record, Person):
        ids += [affiliation.id for affiliation in record.affiliations]
    elif isinstance(record, Place):
        ids.append(record.part_of or "")
    found = [item.record for id in ids if (item := site.catalog.get(id))]
    return tuple(dict.fromkeys(name for item in found for name in (item.label, item.label_zh, *item.aliases) if name))


def _claims(site: Site) -> Iterator[Findable]:
    catalog = site.catalog
    for kind in KINDS:
        for entry in catalog.by_kind[kind]:
            here = Here(site, "search/", entry, numbered=False)
            own = [value for value in facets_of(site, entry) if value.facet not in ("year", "evidence")] if entry.record.claims else []
            for claim in entry.record.claims:
                yield _claim(site, here, entry, claim, own)


def _claim(site: Site, here: Here, entry: Entry, claim: Claim, own: list[Value]) -> Findable:
    catalog, record = site.catalog, entry.record
    measure = catalog.get(claim.measure or "")
    evidence = catalog.evidence(entry, claim)
    name = measure.record.label if measure else site._("statement")
    text = here.claim_text(entry, claim)
    parts = (name, here.plain(claim.scope or ""), site.wording.date(claim.as_of) if claim.as_of else "", record.label, here.plain(claim.note or ""))
    words = (record.label_zh or "", *record.aliases, *((measure.record.label_zh or "", *measure.record.aliases) if measure else ()))
    facets = (_kind(site, CLAIM), *own, *_years(claim.as_of), *_standings(site, [evidence.standing]))
    return Findable(
        f"{entry.address}#{claim.id}",
        CLAIM,
        text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …",
        kicker=f"{name} · {record.label}",
        words=tuple(filter(None, words)),
        text=". ".join(part.rstrip(".") for part in (text, *parts) if part),
        evidence=evidence.mark,
        evidence_text=here.evidence_text(evidence),
        facets=facets,
    )


def _sources(site: Site) -> Iterator[Findable]:
    catalog, wording = site.catalog, site.wording
    for reference in sorted(catalog.references.values(), key=lambda item: (item.title.casefold(), item.key)):
        who = csl.authors(reference)
        publisher = catalog.get(reference.get("publisherid"), "organisation")
        when = wording.date(reference.issued) if reference.issued else ""
        parts = (who, reference.title, reference.container, reference.publisher, when, reference.get("note"))
        yield Findable(
            f"sources/{reference.key}/",
            SOURCE,
            reference.title,
            kicker=" · ".join(part for part in (site._(csl.kind(reference)), when) if part),
            lead=_source_lead(reference, who),
            words=(reference.key, *((publisher.record.label_zh or "", *publisher.record.aliases) if publisher else ())),
            text=". ".join(part.rstrip(".") for part in parts if part),
            facets=(
                _kind(site, SOURCE),
                *([Value("organisation", publisher.id, publisher.record.label)] if publisher else []),
                *_years(reference.issued),
            ),
        )


def _source_lead(reference: Reference, who: str) -> str:
    return ". ".join(part.rstrip(".") for part in (who, reference.container or reference.publisher) if part)


def kicker(site: Site, entry: Entry) -> str:
    """The line above a record's title: what sort of thing it is, for a case also when and where."""
    record, term = entry.record, site.catalog.term
    if isinstance(record, Case):
        kind = term("case-kinds", record.kind) if record.kind else None
        places = dict.fromkeys(above[-1].record.label for id in record.places if (above := site.catalog.lies_in(id)))
        parts = [kind.label if kind else "", site.wording.date(record.period) if record.period else "", *places]
        return " · ".join(part for part in parts if part)
    found = None
    if isinstance(record, Organisation) and record.kind:
        found = term("organisation-kinds", record.kind)
    elif isinstance(record, Place):
        found = term("place-levels", record.level)
    return found.label if found else site._(entry.kind)


def most_telling(case: Case) -> Claim | None:
    """The figure that stands for a case where there is room for one: its first that nobody has set aside."""
    return next((claim for claim in case.claims if claim.value is not None and claim.rank != "deprecated"), None)


def largest_place(catalog: Catalog, id: str) -> Entry | None:
    """The largest place that a place lies in: a province, or a country."""
    above = catalog.lies_in(id)
    return above[-1] if above else None


def facets_of(site: Site, entry: Entry) -> tuple[Value, ...]:
    """The values of a record's facets but for its kind; an entity is a value of its own facet."""
    catalog, record = site.catalog, entry.record
    found: list[tuple[str, Entry | None]] = []
    if isinstance(record, Case):
        found += [("platform", catalog.get(part.id, "platform")) for part in record.platforms]
        found += [("organisation", catalog.get(part.id, "organisation")) for part in record.organisations]
        found += [("province", largest_place(catalog, id)) for id in record.places]
        found += [("topic", catalog.get(id, "topic")) for id in record.topics]
    elif isinstance(record, Platform):
        found += [("platform", entry), ("organisation", catalog.get(record.owner or "", "organisation"))]
    elif isinstance(record, Person):
        found += [("organisation", catalog.get(affiliation.id, "organisation")) for affiliation in record.affiliations]
    elif isinstance(record, Place):
        found.append(("province", largest_place(catalog, entry.id)))
    elif not isinstance(record, Measure):
        found.append((entry.kind, entry))
    values = [Value(facet, item.id, item.record.label) for facet, item in found if item]
    years = _years(record.period) if isinstance(record, Case) else []
    standings = dict.fromkeys(catalog.evidence(entry, claim).standing for claim in record.claims)
    return tuple(dict.fromkeys([*values, *years, *_standings(site, standings)]))


def _kind(site: Site, kind: str) -> Value:
    return Value("kind", kind, kind_labels(site)[kind])


def _years(date: Edtf | None) -> list[Value]:
    """Every year that a date touches; of a very long time only its ends."""
    if not date:
        return []
    first, last = date.first.year, date.last.year
    years = range(first, last + 1) if last - first <= _LONGEST_TIME else (first, last)
    return [Value("year", str(year), str(year)) for year in years]


def _standings(site: Site, standings: Collection[Standing]) -> list[Value]:
    _ = site._
    labels = {Standing.INDEPENDENT: _("independent"), Standing.SELF_REPORTED: _("self-reported"), Standing.UNSOURCED: _("no source")}
    return [Value("evidence", standing, labels[standing]) for standing in labels if standing in standings]
