"""Cases that share something: who took part, where it was, what it is about; and a case's neighbours along what it is about.

Computed from the catalog's index of what cases name, never by comparing every case with every other.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from ..catalog.catalog import Catalog
from ..catalog.entries import Entry

# A thing that more cases than this name brings no case along: it says next to nothing, and would make the work grow with the catalog.
TOO_COMMON = 200
_MOST_REASONS = 3


@dataclass(frozen=True)
class Related:
    """A case, and what it shares with another: the rarest first."""

    case: Entry
    shared: Sequence[Entry]


@dataclass(frozen=True)
class Neighbours:
    """The cases before and after a case among those that name the same record, in the order of their labels."""

    thread: Entry
    before: Entry | None
    after: Entry | None


def related(catalog: Catalog, case: Entry, without: Container[str], most: int = 4) -> list[Related]:
    """The cases that share most with a case, but for those whose id is in `without`.

    A shared thing weighs the less, the more cases name it: one of n weighs 1/n. Equals come in the order of their labels.
    """
    weights = {id: 1 / len(catalog.cases_naming[id]) for id in catalog.named_by(case)}
    shared: dict[Entry, list[str]] = {}
    scores: dict[Entry, float] = {}
    # Always in the same order, so that the sums are the same everywhere.
    for id in sorted(weights, key=lambda thing: (-weights[thing], thing)):
        cases, weight = catalog.cases_naming[id], weights[id]
        is_common = len(cases) > TOO_COMMON
        for other in list(shared) if is_common else cases:
            if not is_common or id in catalog.named_by(other):
                shared.setdefault(other, []).append(id)
                scores[other] = scores.get(other, 0.0) + weight
    # No two cases have the same rank: what is compared are numbers.
    ranked = ((-score, catalog.rank[other.id], other) for other, score in scores.items() if other.id != case.id and other.id not in without)
    best = [other for _score, _rank, other in nsmallest(most, ranked)]
    return [Related(other, [catalog.entries[id] for id in shared[other][:_MOST_REASONS] if id in catalog.entries]) for other in best]


def neighbours(catalog: Catalog, case: Entry) -> list[Neighbours]:
    """For each record along which one can go on from a case, the cases before and after it."""
    found = []
    for thread in catalog.threads_of(case):
        before, after = catalog.neighbours_in[thread.id, case.id]
        if before or after:
            found.append(Neighbours(thread, before, after))
    return found
