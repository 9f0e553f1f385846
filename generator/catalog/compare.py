"""Two catalogs of one project compared, an earlier and a later one: what has become of records, and what their claims say otherwise.

Whatever a claim tells its reader counts: the figure or the statement, its conversions, its date, scope and origin, and what stands behind
it. Knows names: what was renamed (`formerly`) is the same. Where in a source something stands (the locator), its words and how values rank are
no part of it: these are `details`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..base.amounts import Amount, each
from ..base.saying import said
from ..records import same_work
from ..records.parts import Claim
from ..records.reference import Reference
from ..text import prose
from .catalog import Catalog
from .entries import Entry


class Change(NamedTuple):
    """What a claim says otherwise.

    `field` is that of the claim, or, when `source` is the key of one that the claim cites, that of its entry. `was` and `now` are in
    words; empty where nothing is said.
    """

    field: str
    was: str
    now: str
    source: str = ""


class ClaimPair(NamedTuple):
    """A claim as it was in an earlier catalog, with its record, and what has become of both; no claim where it is gone."""

    before: Entry
    was: Claim
    entry: Entry
    now: Claim | None


def claims(before: Catalog, now: Catalog) -> Iterator[ClaimPair]:
    """Every claim of an earlier catalog whose record is there still, under whatever name."""
    for then in before:
        if entry := now.answering(then.address):
            found = {claim.id: claim for claim in entry.record.claims}
            yield from (ClaimPair(then, claim, entry, found.get(claim.id)) for claim in then.record.claims)


def changes(before: Catalog, was: Claim, now: Catalog, claim: Claim) -> Iterator[Change]:
    """What a claim of the catalog `now` says otherwise than `was`, the same claim in the catalog `before`."""
    then, here = _told(before, was, Names(before, now)), _told(now, claim, Names(now, now))
    if then.figure != here.figure:
        with_measure = then.figure["measure"] != here.figure["measure"]
        field = "value" if claim.value is not None else "statement"
        yield Change(field, in_words(before, was, with_measure), in_words(now, claim, with_measure))
    # A further conversion takes nothing back.
    if not then.also <= here.also:
        yield Change("also", _listed(then.also), _listed(here.also))
    for field in ("as_of", "scope", "origin", "interval"):
        if then.qualifiers[field] != here.qualifiers[field]:
            yield Change(field, _flat(getattr(was, field)), _flat(getattr(claim, field)))
    yield from _sources(before, then.sources, now, here.sources)


def corrected(pair: ClaimPair) -> set[str]:
    """What the corrections are of that a record has and did not have in the earlier catalog."""
    return {item.what for item in pair.entry.record.corrections if item not in pair.before.record.corrections}


def details(before: Catalog, was: Claim, now: Catalog, claim: Claim) -> Iterator[Change]:
    """What else is not as it was in a claim: where in its sources it stands and in which words, further sources and conversions, its rank, notes."""
    names = Names(before, now)
    keys = {citation.key: key_among(citation.key, before.references.get(citation.key), _sources_of(now, claim)) for citation in was.cite}
    if all(keys.values()) and (further := [citation.key for citation in claim.cite if citation.key not in keys.values()]):
        yield Change("cite", "", ", ".join(dict.fromkeys(further)))
    for old, key in keys.items():
        for field in ("locator", "quote"):
            then, here = (_joined(field, one, cited) for one, cited in ((was, old), (claim, key)))
            if key and then != here:
                yield Change(field, then, here, key)
    if _also(was) < _also(claim):
        yield Change("also", _listed(_also(was)), _listed(_also(claim)))
    for field, is_other in (("rank", was.rank != claim.rank), *((name, _is_other_text(was, claim, name, names, now)) for name in ("why", "note"))):
        if is_other:
            yield Change(field, _flat(getattr(was, field)), _flat(getattr(claim, field)))


def _sources_of(catalog: Catalog, claim: Claim) -> dict[str, Reference | None]:
    return {citation.key: catalog.references.get(citation.key) for citation in claim.cite}


def _joined(field: str, claim: Claim, key: str) -> str:
    """What the citations of a source say in a field, all of them."""
    return "; ".join(filter(None, (getattr(citation, field) for citation in claim.cite if citation.key == key)))


def _is_other_text(was: Claim, claim: Claim, field: str, names: Names, now: Catalog) -> bool:
    return _comparable(getattr(was, field) or "", names) != _comparable(getattr(claim, field) or "", Names(now, now))


class Names:
    """What the records of a catalog are called in a later one."""

    def __init__(self, catalog: Catalog, later: Catalog) -> None:
        self._catalog, self._later = catalog, later

    def of(self, id: str | None) -> str:
        """The later id of a record; its own where it is not to be found."""
        entry = self._catalog.get(id or "")
        found = self._later.answering(entry.address) if entry else None
        return found.id if found else id or ""


class _Told(NamedTuple):
    """What a claim tells, ready to be compared."""

    figure: Mapping[str, Any]
    also: frozenset[str]
    qualifiers: Mapping[str, Any]
    # By key; None for one that cannot be read.
    sources: Mapping[str, Reference | None]


def _told(catalog: Catalog, claim: Claim, names: Names) -> _Told:
    texts = (claim.statement or "", claim.scope or "")
    statement, scope = (_comparable(text, names) for text in texts)
    cited = [citation.key for citation in claim.cite]
    cited += [part.key for text in texts for mention in prose.scan(text, block=False) for part in mention.cites]
    return _Told(
        {"measure": names.of(claim.measure), "value": claim.value, "bound": claim.bound, "unit": _unit(catalog, claim), "statement": statement},
        _also(claim),
        {"as_of": claim.as_of, "scope": scope, "origin": names.of(claim.origin), "interval": claim.interval},
        {key: catalog.references.get(key) for key in cited},
    )


def _also(claim: Claim) -> frozenset[str]:
    return frozenset(f"{_number(part.value)} {part.unit}" for part in claim.also)


def _number(value: Amount) -> str:
    """A number or range without the zeros that change nothing."""
    return str(each(value, lambda number: number.normalize() + 0))


def _unit(catalog: Catalog, claim: Claim) -> str:
    return catalog.unit(claim) if claim.value is not None else ""


def _comparable(text: str, names: Names) -> str:
    """A text without its citations, with the later names of records, and with single spaces."""
    parts, position = [], 0
    for mention in prose.scan(text, block=False):
        start = text.find(mention.raw, position)
        later = mention.raw.replace(mention.record, names.of(mention.record), 1) if mention.record else mention.raw
        parts += [text[position:start], " " if mention.cites else later]
        position = start + len(mention.raw)
    return _flat("".join((*parts, text[position:])))


def _flat(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


def in_words(catalog: Catalog, claim: Claim, with_measure: bool = False) -> str:
    """What a claim claims, in the words of its file."""
    if claim.value is None:
        return _flat(claim.statement)
    bound = "" if claim.bound == "exact" else claim.bound
    measure = f"({claim.measure})" if with_measure else ""
    return " ".join(filter(None, (bound, str(claim.value), _unit(catalog, claim), measure)))


# --- sources ---------------------------------------------------------------------------------------------------


def _sources(before: Catalog, then: Mapping[str, Reference | None], now: Catalog, here: Mapping[str, Reference | None]) -> Iterator[Change]:
    """Sources that are no longer behind a claim, and what has become of the others; a further source takes nothing back."""
    keys = {key: key_among(key, source, here) for key, source in then.items()}
    if not all(keys.values()):
        yield Change("cite", ", ".join(then), ", ".join(here))
    for old, key in keys.items():
        was, source = then[old], here.get(key)
        if was is None or source is None:
            continue
        if was.title.casefold() != source.title.casefold() and not is_same_place(was, source):
            yield Change("title", _named(was), _named(source), key)
        if not is_same_publisher(before, was, now, source):
            names = _publisher(before, was), _publisher(now, source)
            if names[0] == names[1]:
                names = was.get("publisherid") or names[0], source.get("publisherid") or said("only the name {name}", name=names[1])
            yield Change("publisher", *names, key)
        if was.via != source.via and not (
            was.via and key_among(was.via, before.references.get(was.via), {source.via: now.references.get(source.via)})
        ):
            yield Change("via", was.via, source.via, key)


def key_among(key: str, source: Reference | None, here: Mapping[str, Reference | None]) -> str:
    """The key that a source has among others: its own, or that of an entry of the same work; empty when it is not there."""
    if key in here or source is None:
        return key
    same = (other.key for other in here.values() if other and other.title.casefold() == source.title.casefold() and is_same_place(source, other))
    return next(same, "")


def title_key(source: Reference) -> str:
    """A title as titles are compared: its words, without capitals, accents and punctuation."""
    return " ".join(same_work.words(source.title))


def is_same_place(source: Reference, other: Reference) -> bool:
    """Whether two entries are found at one address; without any, whether they are by the same authors."""
    return source.url == other.url if source.url or other.url else source.author == other.author


def _named(source: Reference) -> str:
    return f"“{source.title}”{f' ({source.url})' if source.url else ''}"


def _publisher(catalog: Catalog, source: Reference) -> str:
    """Who published a source: the organisation where one is named, else as it is printed."""
    organisation = catalog.get(source.get("publisherid"))
    return organisation.record.label if organisation else source.get("publisherid") or source.publisher


def is_same_publisher(before: Catalog, was: Reference, now: Catalog, source: Reference) -> bool:
    """Whether a source still has the publisher that it had. One that nobody had named may be named; one who was printed may be identified."""
    then, here = was.get("publisherid"), source.get("publisherid")
    if then:
        return Names(before, now).of(then) == here
    organisation = now.get(here)
    known = {source.publisher, *((organisation.record.label, *organisation.record.aliases) if organisation else ())}
    return not was.publisher or was.publisher.casefold() in {name.casefold() for name in known}
