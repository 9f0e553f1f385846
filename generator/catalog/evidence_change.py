"""What has become of the evidence of a claim since an earlier catalog, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..records.reference import Reference
from .catalog import Catalog
from .compare import ClaimPair, Names
from .evidence import Evidence, parties


class EvidenceChange(NamedTuple):
    """The evidence of a claim as it was and as it is, and what made it so, each as the end of a sentence that begins with "because"."""

    was: Evidence
    now: Evidence
    because: tuple[str, ...]


def change(before: Catalog, pair: ClaimPair, now: Catalog) -> EvidenceChange | None:
    """What has become of a claim's evidence; None where it has the mark that it had, and as many voices, or where the claim is gone."""
    if pair.now is None:
        return None
    was, here = before.evidence(pair.before, pair.was), now.evidence(pair.entry, pair.now)
    if (was.mark, len(was.voices)) == (here.mark, len(here.voices)):
        return None
    because = tuple(dict.fromkeys(_reasons(before, pair, now)))
    return EvidenceChange(was, here, because or ("somebody else owns a publisher now",))


def _reasons(before: Catalog, pair: ClaimPair, now: Catalog) -> Iterator[str]:
    assert pair.now
    then, here = ([citation.key for citation in claim.cite] for claim in (pair.was, pair.now))
    yield from (f"it cites {key}" for key in here if key not in then)
    yield from (f"it cites {key} no more" for key in then if key not in here)
    names = Names(before, now)
    if names.of(pair.was.origin) != (pair.now.origin or ""):
        yield f"it comes from {pair.now.origin}" if pair.now.origin else "it has no origin"
    # What a source leads to counts with it.
    for key in dict.fromkeys(one for cited in here if cited in then for one in now.publishers.chain(cited)):
        was, source = before.references.get(key), now.references.get(key)
        if was and source:
            yield from _of_a_source(before, was, now, source)
    concerned, earlier = parties(pair.entry, now.publishers), {names.of(id) for id in parties(pair.before, before.publishers)}
    # Only those who have to do with the claim.
    speaking = now.publishers.owners(pair.now.origin or "").union(*map(now.publishers.hands, here))
    yield from (f"{id} is concerned" for id in sorted((concerned - earlier) & speaking))
    yield from (f"{id} is concerned no more" for id in sorted((earlier - concerned) & speaking))


def _of_a_source(before: Catalog, was: Reference, now: Catalog, source: Reference) -> Iterator[str]:
    names = Names(before, now)
    published = now.publishers.of(source)
    if tuple(map(names.of, before.publishers.of(was))) != published:
        yield f"the publisher of {source.key} is {' and '.join(published)}" if published else f"the publisher of {source.key} is not identified"
    if was.via != source.via:
        yield f"{source.key} is known through {source.via}" if source.via else f"{source.key} was read itself"
    if was.copyof != source.copyof:
        yield f"{source.key} is a copy of {source.copyof}" if source.copyof else f"{source.key} is a copy of none"
