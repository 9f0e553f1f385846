"""Share work among the machine's processors, where that is cheap: on systems that can fork.

Forked workers have everything in memory as it is; only places in a list go in and results come out. Elsewhere, and for
little work, the same is done in one process, with the same result.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import repeat
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Below this many items, starting processes costs more than it saves.
WORTH_IT = 400
_BATCH = 64

_shared: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def spread(work: Callable[[T], R], items: Sequence[T], *, least: int = WORTH_IT, batch: int = _BATCH) -> list[R]:
    """The results of `work` on every item, in their order. An exception in a worker is raised here.

    `least` is how many items are worth sharing, `batch` how many a worker takes at once: few where each takes long.
    """
    if len(items) < least or not _can_fork():
        return [work(item) for item in items]
    global _shared
    _shared = (work, items)
    try:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as pool:
            results = pool.map(_batch, range(0, len(items), batch), repeat(batch))
            return [result for found in results for result in found]
    finally:
        _shared = None


def _batch(start: int, size: int) -> list[Any]:
    assert _shared is not None
    work, items = _shared
    return [work(item) for item in items[start : start + size]]


@contextmanager
def aside(work: Callable[[T], R], item: T, *, worth_it: bool) -> Iterator[Callable[[], R]]:
    """Begin `work` in a process of its own; calling what is given waits for the result."""
    if not worth_it or not _can_fork():
        yield lambda: work(item)
        return
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        yield pool.submit(work, item).result


def begin(work: Callable[[T], object], item: T, *, worth_it: bool) -> Callable[[], None]:
    """Begin `work` in a process of its own and go on; calling what is given waits until it is done, and raises when it failed."""
    if not worth_it or not _can_fork():
        work(item)
        return lambda: None
    process = multiprocessing.get_context("fork").Process(target=work, args=(item,))
    process.start()

    def wait() -> None:
        process.join()
        if process.exitcode:
            raise ChildProcessError(f"a worker process ended with exit code {process.exitcode}")

    return wait


def _can_fork() -> bool:
    # A process with other threads must not fork: a lock that one of them holds would never be released in the child.
    is_alone = threading.active_count() == 1
    return is_alone and (os.cpu_count() or 1) > 1 and "fork" in multiprocessing.get_all_start_methods()
