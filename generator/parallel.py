"""Share work among the machine's processors, where that is cheap: on systems that can fork.

Forked workers have everything in memory as it is; only places in a list go in and results come out. Elsewhere, and for
little work, the same is done in one process, with the same result.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Below this many items, starting processes costs more than it saves.
WORTH_IT = 400
_BATCH = 64

_shared: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def spread(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """The results of `work` on every item, in their order. An exception in a worker is raised here."""
    workers = os.cpu_count() or 1
    if len(items) < WORTH_IT or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(item) for item in items]
    global _shared
    _shared = (work, items)
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            batches = pool.map(_batch, range(0, len(items), _BATCH))
            return [result for batch in batches for result in batch]
    finally:
        _shared = None


def _batch(start: int) -> list[Any]:
    assert _shared is not None
    work, items = _shared
    return [work(item) for item in items[start : start + _BATCH]]
