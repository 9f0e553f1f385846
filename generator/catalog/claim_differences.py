"""What has become of claims since an earlier catalog: what they say, what vouches for them and why, and the small print."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..base.diagnostic import Span
from ..base.saying import Said, said
from ..records.parts import Claim
from . import compare, evidence_change
from .catalog import Catalog
from .compare import Change, ClaimPair
from .difference import Difference, Topic
from .entries import Entry
from .evidence import Mark, in_words
from .evidence_change import EvidenceChange

# Where in a source a claim is said to stand, and in which words: whoever looks there should find it. To add one takes nothing back.
_PLACE = ("locator", "quote")


def differences(before: Catalog, now: Catalog) -> Iterator[Difference]:
    """What has become of every claim whose record is there still, and which are new."""
    for pair in compare.claims(before, now):
        # What a draft said was no claim of the catalog's: published, all that it says is new.
        if not _is_published_only_now(pair.before, pair.entry):
            yield from _removed(before, pair) if pair.now is None else _changed(before, pair, pair.now, now)
    for entry in now:
        yield from _added(before, entry, now)


def marks(before: Catalog, now: Catalog) -> Iterator[tuple[ClaimPair, EvidenceChange]]:
    """The claims that something else vouches for than before."""
    for pair in compare.claims(before, now):
        if found := evidence_change.change(before, pair, now):
            yield pair, found


def name(entry: Entry, claim: Claim) -> str:
    """A claim as it is called outside of its record."""
    return f"{entry.id}/{claim.id}"


def span(entry: Entry, claim: Claim, *fields: str) -> Span:
    """Where a claim says one of these things, the first that it says at all; else where it begins."""
    index = [item.id for item in entry.record.claims].index(claim.id)
    route = next(((field,) for field in fields if ("claims", index, field) in entry.document), ("id",))
    return entry.at("claims", index, *route)


def _removed(before: Catalog, pair: ClaimPair) -> Iterator[Difference]:
    called, was = name(pair.before, pair.was), compare.in_words(before, pair.was)
    is_corrected = f"claims/{pair.was.id}" in compare.corrected(pair)
    if is_corrected:
        message = said("{claim} is gone, and its address with it; a correction says so", claim=called)
    else:
        message = said("{claim} is gone, its address with it, and no correction says so", claim=called)
    yield Difference(
        Topic.BROKEN_ADDRESS,
        span(pair.before, pair.was),
        message,
        record=pair.entry.id,
        claim=pair.was.id,
        changes=(Change("value" if pair.was.value is not None else "statement", was, ""),),
        is_draft=_is_draft(pair),
        is_minor=is_corrected,
        is_past=True,
    )


def _is_published_only_now(then: Entry, entry: Entry) -> bool:
    return then.is_draft and not entry.is_draft


def _is_draft(pair: ClaimPair) -> bool:
    return pair.before.is_draft or pair.entry.is_draft


def _changed(before: Catalog, pair: ClaimPair, claim: Claim, now: Catalog) -> Iterator[Difference]:
    made = partial(Difference, record=pair.entry.id, claim=claim.id, is_draft=_is_draft(pair))
    called, at = name(pair.entry, claim), partial(span, pair.entry, claim)
    # What has become of a source is said once for all that rests on it.
    changes = [change for change in compare.changes(before, pair.was, now, claim) if not change.source]
    told = tuple(change for change in changes if change.field != "cite")
    if told:
        is_corrected = f"claims/{claim.id}" in compare.corrected(pair)
        topic = Topic.CORRECTED_CHANGE if is_corrected else Topic.UNCORRECTED_CHANGE
        yield made(topic, at(told[0].field), _says_otherwise(called, is_corrected=is_corrected), changes=told)
    if cited := tuple(change for change in changes if change.field == "cite"):
        yield made(Topic.REPLACED_CITATION, at("cite"), said("{claim} rests on other sources than before", claim=called), changes=cited)
    if found := evidence_change.change(before, pair, now):
        # A further source is what everybody hopes for; a mark that is stronger for another reason wants a look.
        further = {citation.key for citation in claim.cite} - {citation.key for citation in pair.was.cite}
        yield made(*_mark(called, found, at("cite")), because=found.because, is_minor=_is_stronger(found) and len(further) == len(found.because))
    details = tuple(compare.details(before, pair.was, now, claim))
    moved = tuple(change for change in details if change.field in _PLACE and change.was)
    if moved:
        message = said("{claim} points to another place or other words in a source: does it stand there?", claim=called)
        yield made(Topic.MOVED_CITATION, at("cite"), message, changes=moved)
    if others := tuple(change for change in details if change not in moved):
        field = "cite" if others[0].source else others[0].field
        is_minor = not any(change.field == "rank" for change in others)
        yield made(Topic.CHANGED_DETAIL, at(field), said("{claim} has other small print", claim=called), changes=others, is_minor=is_minor)


def _says_otherwise(called: str, *, is_corrected: bool) -> Said:
    if is_corrected:
        return said("{claim} says something else; a correction says so", claim=called)
    return said("{claim} says something else, and no correction says so", claim=called)


def _mark(called: str, found: EvidenceChange, at: Span) -> tuple[Topic, Span, Said]:
    values = {"claim": called, "was": in_words(found.was), "now": in_words(found.now)}
    # What turns out to be somebody's own word is said to be that: no voice was lost, but the claim says something else.
    if found.was.voices and not found.now.voices and found.now.mark is not Mark.ATTRIBUTED:
        if len(found.was.voices) == 1:
            return Topic.LOST_VOICE, at, said("{claim} has lost its only independent voice: it was {was} and is {now}", **values)
        return Topic.LOST_VOICE, at, said("{claim} has lost every independent voice: it was {was} and is {now}", **values)
    topic = Topic.STRONGER_EVIDENCE if _is_stronger(found) else Topic.WEAKER_EVIDENCE
    return topic, at, said("{claim} was {was} and is {now}", **values)


def _is_stronger(found: EvidenceChange) -> bool:
    return found.now.strength >= found.was.strength


def _added(before: Catalog, entry: Entry, now: Catalog) -> Iterator[Difference]:
    """The claims of a record that it did not have, under whatever name it went."""
    addresses = (entry.address, *(former.address for former in entry.formers))
    then = next((found for address in addresses if (found := before.answering(address))), None)
    known = {claim.id for claim in then.record.claims} if then and not _is_published_only_now(then, entry) else set()
    for claim in entry.record.claims:
        if claim.id in known or (then is None and entry.id in before.broken):
            continue
        figure, mark = compare.in_words(now, claim, with_measure=True), in_words(now.evidence(entry, claim))
        message = said("{claim} is new: {mark}", claim=name(entry, claim), mark=mark)
        changes = (Change("value" if claim.value is not None else "statement", "", figure),)
        yield Difference(Topic.ADDED_CLAIM, span(entry, claim), message, record=entry.id, claim=claim.id, changes=changes, is_draft=entry.is_draft)
