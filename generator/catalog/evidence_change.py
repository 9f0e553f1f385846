"""What has become of the evidence of a claim since an earlier catalog, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..base.saying import Said, said
from ..records.reference import Reference
from .catalog import Catalog
from .compare import ClaimPair, Names
from .evidence import Evidence, parties


class EvidenceChange(NamedTuple):
    """The evidence of a claim as it was and as it is, and what made it so, each as the end of a sentence that begins with "because"."""

    was: Evidence
    now: Evidence
    because: tuple[Said, ...]


def change(before: Catalog, pair: ClaimPair, now: Catalog) -> EvidenceChange | None:
    """What has become of a claim's evidence; None where it has the mark that it had, and as many voices, or where the claim is gone."""
    if pair.now is None:
        return None
    was, here = before.evidence(pair.before, pair.was), now.evidence(pair.entry, pair.now)
    if (was.mark, len(was.voices)) == (here.mark, len(here.voices)):
        return None
    because = tuple(dict.fromkeys(_reasons(before, pair, now)))
    return EvidenceChange(was, here, because or (said("somebody else owns a publisher now"),))


def _reasons(before: Catalog, pair: ClaimPair, now: Catalog) -> Iterator[Said]:
    assert pair.now
    then, here = ([citation.key for citation in claim.cite] for claim in (pair.was, pair.now))
    yield from (said("it cites {key}", key=key) for key in here if key not in then)
    yield from (said("it cites {key} no more", key=key) for key in then if key not in here)
    for key in here:
        if key in then and (key in before.references) != (key in now.references):
            yield said("there is a source {key} now", key=key) if key in now.references else said("there is no source {key}", key=key)
    names = Names(before, now)
    if names.of(pair.was.origin) != (pair.now.origin or ""):
        yield said("it comes from {id}", id=pair.now.origin) if pair.now.origin else said("it has no origin")
    # What a source leads to counts with it.
    for key in dict.fromkeys(one for cited in here if cited in then for one in now.publishers.chain(cited)):
        was, source = before.references.get(key), now.references.get(key)
        if was and source:
            yield from _of_a_source(before, was, now, source)
    concerned, earlier = parties(pair.entry, now.publishers), {names.of(id) for id in parties(pair.before, before.publishers)}
    # Only those who have to do with the claim.
    speaking = now.publishers.owners(pair.now.origin or "").union(*map(now.publishers.hands, here))
    yield from (said("{id} is concerned", id=id) for id in sorted((concerned - earlier) & speaking))
    yield from (said("{id} is concerned no more", id=id) for id in sorted((earlier - concerned) & speaking))


def _of_a_source(before: Catalog, was: Reference, now: Catalog, source: Reference) -> Iterator[Said]:
    names = Names(before, now)
    published = now.publishers.of(source)
    if tuple(map(names.of, before.publishers.of(was))) != published:
        if published:
            yield said("the publisher of {key} is {id}", key=source.key, id=", ".join(published))
        else:
            yield said("the publisher of {key} is not identified", key=source.key)
    if was.via != source.via:
        key, other = source.key, source.via
        yield said("{key} is known through {other}", key=key, other=other) if other else said("{key} was read itself", key=key)
    if was.copyof != source.copyof:
        key, other = source.key, source.copyof
        yield said("{key} is a copy of {other}", key=key, other=other) if other else said("{key} is a copy of none", key=key)
