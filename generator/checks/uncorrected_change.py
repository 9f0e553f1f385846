"""Something published has changed, and no correction says so.

Readers may have quoted what stood here. `casebook check --against REV` compares every published claim with what it was at a Git
revision, such as the tag of the last release; without `--against` nothing is compared. A record that was renamed is compared with
what it was under its old name.

A change is whatever makes a claim say something else: its figure with bound and unit (also when the measure's own unit has changed),
its statement, date, scope, origin and conversions; a source that is no longer cited, or another in its place; and of a source itself
another publisher, a publisher that is gone, another source it is known through, or another work altogether. It is none to cite a
further source, to add a conversion, to name a publisher that was not named, to correct where in a source something stands, or to
break lines elsewhere.

**Way out:** add an entry to the record's `corrections`: `on`, `what: claims/ID`, `was`, `now` and `why`; for what has changed in a
source, `what: sources/KEY` says it once for all claims of the record. Only entries count that were not there at the revision.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Span, rule
from ..base.saying import Said, as_it_is, said
from ..catalog import by_hand, compare
from ..catalog.catalog import Catalog
from ..catalog.compare import Change, ClaimPair

RULE = rule("uncorrected-change", __doc__, about=Concern.CHANGES)

_QUOTED = ("statement", "scope")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Claims that say something else than at the revision, or that are gone, without a correction made since."""
    before = catalog.before
    if before is None:
        return
    in_sources: dict[tuple[str, Change], list[ClaimPair]] = {}
    for pair in compare.claims(before, catalog):
        corrected = compare.corrected(pair)
        if pair.before.is_draft or pair.entry.is_draft or f"claims/{pair.was.id}" in corrected:
            continue
        # One that only has another id gets its own again: that is said there.
        if pair.now is None and pair.was.id in by_hand.claims(catalog, pair.entry):
            continue
        if pair.now is None:
            yield _gone(before, pair)
            continue
        for change in compare.changes(before, pair.was, catalog, pair.now):
            if not change.source:
                yield _changed(pair, change)
            elif f"sources/{change.source}" not in corrected:
                in_sources.setdefault((pair.entry.id, change), []).append(pair)
    for (_id, change), pairs in in_sources.items():
        yield _changed_source(catalog, pairs, change)


def _name(pair: ClaimPair) -> str:
    """A claim as it is called, with its record where that was another."""
    return f"'{pair.was.id}'" if pair.before.id == pair.entry.id else f"'{pair.before.id}/{pair.was.id}'"


def _gone(before: Catalog, pair: ClaimPair) -> Diagnostic:
    was = compare.in_words(before, pair.was)
    help = said("add a correction with 'what: claims/{id}' and 'was: {was}'", id=pair.was.id, was=was)
    return RULE.at(
        pair.entry.document.key("claims"), said("the claim {pair} ({was}) is gone, and no correction says so", pair=_name(pair), was=was), help
    )


def _changed(pair: ClaimPair, change: Change) -> Diagnostic:
    what = f"claims/{pair.was.id}"
    if pair.was.id in compare.corrected(pair):
        help = said("write 'what: {what}' in the correction, in place of '{id}'", what=what, id=pair.was.id)
    else:
        help = said("add a correction with 'what: {what}' and 'was: {was}'", what=what, was=change.was or said("none"))
    return RULE.at(_span(pair, change.field), _message(_what(change.field, as_it_is(_name(pair))), change), help)


def _span(pair: ClaimPair, field: str) -> Span:
    """The field that has changed; where there is none, the claim."""
    route = ("claims", [claim.id for claim in pair.entry.record.claims].index(pair.was.id))
    return pair.entry.at(*route, field if (*route, field) in pair.entry.document else "id")


def _changed_source(catalog: Catalog, pairs: list[ClaimPair], change: Change) -> Diagnostic:
    entry = pairs[0].entry
    claims = ", ".join(dict.fromkeys(_name(pair) for pair in pairs))
    source = catalog.references[change.source]
    span = source.at("publisherid" if change.field == "publisher" and source.get("publisherid") else change.field)
    return RULE.at(
        span,
        said("{message} ({path}: {claims})", message=_message(_what_of_a_source(change), change), path=entry.path, claims=claims),
        said(
            "add a correction with 'what: {what}' and 'was: {was}' to {path}",
            what=f"sources/{change.source}",
            was=change.was or said("none"),
            path=entry.path,
        ),
    )


def _what(field: str, claim: Said) -> Said:
    """What of a claim has changed; the figure or the statement is the claim itself."""
    match field:
        case "also":
            return said("the conversion of {claim}", claim=claim)
        case "as_of":
            return said("the date of {claim}", claim=claim)
        case "scope":
            return said("the scope of {claim}", claim=claim)
        case "origin":
            return said("the origin of {claim}", claim=claim)
        case "interval":
            return said("the interval of {claim}", claim=claim)
        case "cite":
            return said("what stands behind {claim}", claim=claim)
    return claim


def _what_of_a_source(change: Change) -> Said:
    match change.field:
        case "publisher":
            return said("the publisher of '{source}'", source=change.source)
        case "via":
            return said("the source that alone quotes '{source}'", source=change.source)
    return said("the source '{source}'", source=change.source)


def _message(what: Said, change: Change) -> Said:
    was, now = (f"“{text}”" if text and change.field in _QUOTED else text or said("none") for text in (change.was, change.now))
    return said("{what} was {was} and is now {now}; no correction says so", what=what, was=was, now=now)
