"""What can be found: every record, claim, source and written page, with the words and facets that the search knows of it.

Made from the catalog, never from the HTML. Facets are what `/search/` narrows by; a claim has those of its record, with its
own evidence and year.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..base.dates import Edtf
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry, named_in, when
from ..catalog.evidence import Mark
from ..citing import csl
from ..records.kinds import Field
from ..records.parts import Claim
from ..records.reference import Name, Reference
from . import vouching
from .here import Here, summaries
from .short_names import short_name
from .site import Site

# The folder of the search index, below the site's root.
FOLDER = "search-index"
# So many values of a facet the browser shows at first; all of the kinds.
SHOWN_VALUES = 8
KIND, YEAR, EVIDENCE = "kind", "year", "evidence"
CLAIM, SOURCE, PAGE = "claim", "source", "page"
_LONGEST_TITLE = 120
_LONGEST_TIME = 30


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, such as a port: its id, and what people read."""

    facet: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found.

    `address` is below the site's root; a claim's ends in its anchor. `other` is its name in the site's further languages, `words` are all its
    names but the title, `codes` its id or key, `parties` the names of those that belong to it, `dates` when it was, by ISO 8601. `text` is what is
    searched, None for that of the page at `address`. `lead` is shown where no passage fits,
    `shown` is what a result has below its title, None for all of its text. `evidence` is the sign of a claim's evidence,
    `evidence_text` the same in words.
    """

    address: str
    kind: str
    title: str
    other: str = ""
    kicker: str = ""
    lead: str = ""
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    text: str | None = None
    shown: str | None = None
    evidence: str = ""
    evidence_text: str = ""
    facets: tuple[Value, ...] = ()


def facet_labels(site: Site) -> dict[str, str]:
    """The facets in the order in which the browser lists them, with what people read above them: those that something in the catalog has."""
    _, catalog = site._, site.catalog
    found = {KIND: _("Kind")}
    listed = [name for name in catalog.kinds.faceted_vocabularies if name in catalog.vocabularies]
    found |= {_of_words(catalog, name): _(catalog.vocabularies[name].title) for name in listed}
    found |= {kind.facet: _(kind.facet_label) for kind in catalog.kinds.faceted}
    if catalog.claims or catalog.references or any(map(when, catalog)):
        found[YEAR] = _("Year")
    return {**found, EVIDENCE: _("Evidence")} if catalog.claims else found


def _of_words(catalog: Catalog, vocabulary: str) -> str:
    """The facet of a vocabulary: called as that is, unless another one is."""
    taken = {KIND, YEAR, EVIDENCE, "q", *(kind.facet for kind in catalog.kinds.faceted)}
    return f"{vocabulary}-words" if vocabulary in taken else vocabulary


def facet_of(site: Site, item: Field) -> str:
    """The facet in which the values of a field are."""
    if item.type == "term":
        return _of_words(site.catalog, item.vocabulary)
    kinds = site.catalog.kinds
    return next((kinds[name].facet for name in item.kinds if name in kinds), "") if item.names_records else ""


def kind_labels(site: Site) -> dict[str, str]:
    """The kinds of results in their order, in words."""
    _ = site._
    own = {kind.name: _(kind.plural) for kind in site.catalog.kinds}
    return {**own, CLAIM: _("Figures and statements"), SOURCE: _("Sources"), PAGE: _("Pages")}


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
                other_names(entry),
                kicker(site, entry),
                lead,
                tuple(all_names(entry)[1:]),
                (entry.id,),
                _parties(site, entry),
                _dates(entry),
                facets=facets,
            )


def _dates(entry: Entry) -> tuple[str, ...]:
    """The dates of a record among its facts."""
    days = [day for item in entry.kind.of_type("date") for day in entry.record.items(item.name)]
    days += [event.date for item in entry.kind.of_type("event") for event in entry.record.items(item.name)]
    return tuple(dict.fromkeys(map(str, days)))


def other_names(entry: Entry) -> str:
    """The names of a record in the site's further languages, in a line."""
    return " ".join(name.text for name in entry.record.names)


def _parties(site: Site, entry: Entry) -> tuple[str, ...]:
    """All names of those that a record names in its facts, and of the largest that these are part of."""
    catalog = site.catalog
    ids = [*catalog.named_by(entry), entry.record.words("part_of")]
    found = [item for id in ids if (item := catalog.get(id))]
    found += [above for item in tuple(found) if item.kind.has_parent and (above := catalog.top_of(item.id))]
    return tuple(dict.fromkeys(name for item in found for name in all_names(item)))


def all_names(entry: Entry) -> list[str]:
    """Every name of a record, in whatever language."""
    return [entry.record.label, *(name.text for name in entry.record.names), *entry.record.aliases]


def _claims(site: Site) -> Iterator[Findable]:
    catalog = site.catalog
    for entries in catalog.by_kind.values():
        for entry in entries:
            here = Here(site, "search/", entry, numbered=False)
            own = [value for value in facets_of(site, entry) if value.facet not in (YEAR, EVIDENCE)] if entry.record.claims else []
            for claim in entry.record.claims:
                yield _claim(site, here, entry, claim, own)


def _claim(site: Site, here: Here, entry: Entry, claim: Claim, own: list[Value]) -> Findable:
    catalog, record = site.catalog, entry.record
    measure = catalog.get(claim.measure or "")
    evidence = catalog.evidence(entry, claim)
    name = measure.record.label if measure else site._("statement")
    text = here.claim_text(entry, claim)
    parts = (name, here.plain(claim.scope or ""), site.wording.date(claim.as_of) if claim.as_of else "", record.label, here.plain(claim.note or ""))
    names = (*all_names(entry)[1:], *(all_names(measure)[1:] if measure else ()))
    facets = (_kind(site, CLAIM), *own, *_years(claim.as_of, site.wording.year), *_marks(site, [evidence.mark]))
    return Findable(
        f"{entry.address}#{claim.id}",
        CLAIM,
        text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …",
        kicker=f"{name} · {record.label}",
        codes=(f"{entry.id}#{claim.id}",),
        parties=names,
        dates=(str(claim.as_of),) if claim.as_of else (),
        text=_in_a_row(text, *parts),
        # The title says the claim itself, and the line above it where it stands.
        shown=_ended(_in_a_row(text if len(text) > _LONGEST_TITLE else "", parts[1], parts[2], parts[4])),
        evidence=evidence.mark,
        evidence_text=vouching.short(site, evidence),
        facets=facets,
    )


def _sources(site: Site) -> Iterator[Findable]:
    catalog, wording = site.catalog, site.wording
    for reference in sorted(catalog.references.values(), key=lambda item: (item.title.casefold(), item.key)):
        who = csl.authors(reference)
        publisher = catalog.publisher(reference)
        when = wording.date(reference.issued) if reference.issued else ""
        parts = (who, reference.title, reference.container, reference.publisher, when, reference.get("note"))
        yield Findable(
            reference.address,
            SOURCE,
            reference.title,
            kicker=" · ".join(part for part in (site._(csl.kind(reference)), when) if part),
            lead=_source_lead(reference, who),
            words=tuple(filter(None, (short_name(site, reference), reference.get("shorttitle")))),
            codes=(reference.key,),
            parties=(*map(_whole_name, (*reference.author, *reference.editor)), *(all_names(publisher)[1:] if publisher else ())),
            dates=(str(reference.issued),) if reference.issued else (),
            text=_in_a_row(*parts),
            facets=(
                _kind(site, SOURCE),
                *([_value(publisher)] if publisher and publisher.kind in catalog.kinds.faceted else []),
                *_years(reference.issued, wording.year),
            ),
        )


def _whole_name(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.given, name.surname, name.suffix) if part)


def _source_lead(reference: Reference, who: str) -> str:
    return _in_a_row(who, reference.container or reference.publisher)


def kicker(site: Site, entry: Entry) -> str:
    """The line above a record's title, as its kind declares it: what sort of thing it is, when and where; at the least its kind."""
    parts = [text for item in entry.kind.fields if item.is_kicker for text in in_words(site, entry, item)]
    return " · ".join(parts) or site._(entry.kind.noun)


def in_words(site: Site, entry: Entry, item: Field) -> list[str]:
    """The values of a field in short: words of a vocabulary, dates, and of records the largest that they are part of."""
    catalog = site.catalog
    if item.type == "date":
        return [site.wording.date(value) for value in entry.record.items(item.name)]
    if item.type == "term":
        return [term.label if (term := catalog.term(item.vocabulary, value)) else value for value in entry.record.items(item.name)]
    return [one.record.label for one in tops(catalog, entry, item)]


def tops(catalog: Catalog, entry: Entry, item: Field) -> list[Entry]:
    """The records that a field names, or the largest that they are part of, each once."""
    return list(dict.fromkeys(top for id in named_in(entry, item) if (top := catalog.top_of(id))))


def _sized(catalog: Catalog, id: str) -> list[Entry]:
    """The records of some size that one is part of, the smallest first: the largest, and where that has a code, those below it that have one, too.

    So a town lies in its part of a country and in the country, each of which ISO 3166 has a code for.
    """
    above = catalog.lies_in(id)
    coded = [entry for entry in above if entry.record.words("iso")]
    return coded if coded and coded[-1] is above[-1] else above[-1:]


def figures(entry: Entry) -> list[Claim]:
    """The figures of a record, the most telling first, as it lists them."""
    return [claim for claim in entry.record.claims if claim.value is not None]


def most_telling(entry: Entry) -> Claim | None:
    """The figure that stands for a record where there is room for one: its first that nobody has set aside."""
    return next((claim for claim in figures(entry) if claim.rank != "deprecated"), None)


def facets_of(site: Site, entry: Entry) -> tuple[Value, ...]:
    """The values of a record's facets but for its kind; a record by whose kind the search narrows is a value of its own facet."""
    catalog = site.catalog
    found = [one for item in entry.kind.facets if item.names_records for id in named_in(entry, item) for one in _sized(catalog, id)]
    if entry.kind in catalog.kinds.faceted:
        found[:0] = _sized(catalog, entry.id)
    marks = {catalog.evidence(entry, claim).mark for claim in entry.record.claims}
    words = [
        Value(_of_words(catalog, item.vocabulary), term.id, site._(term.label))
        for item in entry.kind.facets
        for id in (entry.record.items(item.name) if item.type == "term" else ())
        if (term := catalog.term(item.vocabulary, id))
    ]
    return tuple(dict.fromkeys([*words, *map(_value, found), *_years(when(entry), site.wording.year), *_marks(site, marks)]))


def above_title(site: Site, entry: Entry) -> tuple[Value, ...]:
    """Those of a record's facets that stand above its title, of records the largest that they are part of; with its years and marks."""
    above = [item for item in entry.kind.facets if item.is_kicker]
    records = {_value(top) for item in above if item.names_records for top in tops(site.catalog, entry, item)}
    plain = {YEAR, EVIDENCE, *(_of_words(site.catalog, item.vocabulary) for item in above if item.type == "term")}
    return tuple(value for value in facets_of(site, entry) if value.facet in plain or value in records)


def _value(entry: Entry) -> Value:
    return Value(entry.kind.facet, entry.id, entry.record.label)


def _kind(site: Site, kind: str) -> Value:
    return Value(KIND, kind, kind_labels(site)[kind])


def _years(date: Edtf | None, label: Callable[[int], str] = str) -> list[Value]:
    """Every year that a date touches; of a very long time only its ends. Their ids have four digits, so that they sort like the years."""
    if not date:
        return []
    first, last = date.first.year, date.last.year
    years = range(first, last + 1) if last - first <= _LONGEST_TIME else (first, last)
    return [Value(YEAR, f"{year:04}", label(year)) for year in years]


def _marks(site: Site, marks: Collection[Mark]) -> list[Value]:
    return [Value(EVIDENCE, mark, name) for mark, name in vouching.names(site).items() if mark in marks]


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".!?\u3002\uff01\uff1f\u2026" else f"{text}."


def _in_a_row(*parts: str | None) -> str:
    """Texts as sentences, one behind the other; a full stop in Chinese parts two by itself."""
    text = ". ".join(part.rstrip(".") for part in parts if part)
    return text.replace("\u3002. ", "\u3002")
