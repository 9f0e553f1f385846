"""Share work among the machine's processors, where that is cheap: on systems that can fork.

Forked workers have everything in memory as it is; only places in a list go in and results come out. Elsewhere, and for
little work, the same is done in one process, with the same result.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import repeat
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
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
    # Loaded late: what shares nothing, such as the check of a small catalog, does without.
    from concurrent.futures import ProcessPoolExecutor

    global _shared
    _shared = (work, items)
    try:
        with ProcessPoolExecutor(processors(), mp_context=multiprocessing.get_context("fork")) as pool:
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
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        yield pool.submit(work, item).result


# An item is a byte.
_MOST_SHARED = 256


@contextmanager
def share(work: Callable[[T], R], items: Sequence[T], *, processes: int) -> Iterator[Iterator[tuple[int, R]]]:
    """Have `work` done on at most 256 items, by other processes, which begin at once, and by this one whenever it asks for a result.

    `processes` is how many are worth it, this one among them; there are never more than processors. Gives the results with the places
    of their items, in no order: those of this process first. Each process takes the next item when it is done with one, so that all
    are done at the same time. What `work` raises is raised where the results are asked for; ChildProcessError when a process ended
    without a word. Raises ValueError for too many items.
    """
    if len(items) > _MOST_SHARED:
        raise ValueError(f"{len(items)} items, and no more than {_MOST_SHARED} can be shared")
    processes = min(processes, processors(), len(items))
    if processes < 2 or not _can_fork():
        yield ((place, work(item)) for place, item in enumerate(items))
        return
    # A byte for each item waits in a pipe, as with the job server of make: whoever reads it has the item.
    waiting, put = os.pipe()
    os.write(put, bytes(range(len(items))))
    os.close(put)
    others: list[tuple[Any, Connection]] = []
    try:
        for _ in range(processes - 1):
            if not _start_another(work, items, waiting, others):
                break
        yield _results(work, items, waiting, [mine for _process, mine in others])
    finally:
        os.close(waiting)
        for process, mine in others:
            mine.close()
            process.terminate()
            process.join()


def _start_another(work: Callable[[T], R], items: Sequence[T], waiting: int, others: list[tuple[Any, Connection]]) -> bool:
    """Start one more process; whether the system allowed it: where it does not, those that are there do the work."""
    context = multiprocessing.get_context("fork")
    # Interrupted between its start and its place in the list, a process would be left behind.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        mine, theirs = context.Pipe(duplex=False)
        readers = [mine, *(reader for _process, reader in others)]
        try:
            process = context.Process(target=_send, args=(work, items, waiting, theirs, readers), daemon=True)
            process.start()
        except OSError:
            mine.close()
            return False
        finally:
            theirs.close()
        others.append((process, mine))
        return True
    except OSError:
        return False
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _taken(items: Sequence[T], waiting: int) -> Iterator[tuple[int, T]]:
    """The items that this process is the first to take, with their places."""
    while place := os.read(waiting, 1):
        yield place[0], items[place[0]]


def _results(work: Callable[[T], R], items: Sequence[T], waiting: int, others: Sequence[Connection]) -> Iterator[tuple[int, R]]:
    for place, item in _taken(items, waiting):
        yield place, work(item)
    for other in others:
        while (answer := _received(other)) is not None:
            if isinstance(answer, Exception):
                raise answer
            yield answer


def _received(other: Connection) -> Any:
    try:
        return other.recv()
    except (EOFError, OSError):
        raise ChildProcessError("a worker process ended without a word") from None


def _send(work: Callable[[T], R], items: Sequence[T], waiting: int, to: Connection, readers: Sequence[Connection]) -> None:
    """The results of all that this process takes, when nothing is left to take: a pipe holds little, and nobody reads it before."""
    # Ctrl-C reaches every process; this one is ended by the one that it works for.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Forked with the other one's ends of the pipes: with one of them open, nobody would notice that the other one is gone.
    for reader in readers:
        reader.close()
    try:
        # Pickled one by one: that takes time, too, in which others take items.
        answers = [ForkingPickler.dumps((place, work(item))) for place, item in _taken(items, waiting)]
        answers.append(ForkingPickler.dumps(None))
    except Exception as error:
        # Whatever it is, it is raised where the result is asked for.
        answers = [_pickled(error)]
    # Nobody waits any more when the other process gave up.
    with suppress(BrokenPipeError):
        for answer in answers:
            to.send_bytes(answer)


def _pickled(error: Exception) -> Any:
    """An exception for another process, with its traceback as a note; one that does not survive the way as a RuntimeError with its text."""
    trace = "".join(traceback.format_exception(error))
    error.add_note(trace)
    try:
        pickled = ForkingPickler.dumps(error)
        ForkingPickler.loads(pickled)
    except Exception:
        return ForkingPickler.dumps(RuntimeError(trace))
    return pickled


def begin(work: Callable[[T], object], items: Sequence[T], *, worth_it: bool) -> Callable[[], None]:
    """Begin `work` on every item in processes of its own and go on; calling what is given waits until all is done.

    Each process takes the next item when it is done with one. An item that fails ends its process, and waiting raises what it raised;
    ChildProcessError when a process ended without a word.
    """
    if not worth_it or not _can_fork():
        for item in items:
            work(item)
        return lambda: None
    context = multiprocessing.get_context("fork")
    counter, failures = context.Value("l", 0), context.SimpleQueue()
    processes = [context.Process(target=_take, args=(work, items, counter, failures)) for _ in range(min(len(items), processors()))]
    for process in processes:
        process.start()

    def wait() -> None:
        for process in processes:
            process.join()
        if not failures.empty():
            raise failures.get()
        if failed := [process.exitcode for process in processes if process.exitcode]:
            raise ChildProcessError(f"a worker process ended with exit code {failed[0]}")

    return wait


def _take(work: Callable[[T], object], items: Sequence[T], counter: Any, failures: Any) -> None:
    try:
        while True:
            with counter.get_lock():
                mine = counter.value
                counter.value += 1
            if mine >= len(items):
                return
            work(items[mine])
    except Exception as error:
        # Whatever it is, it is raised where the result is waited for.
        failures.put(error)


def comes_to_an_end(work: Callable[[], object], seconds: float) -> bool:
    """Whether `work` ends without an exception within so many seconds of a processor's time, in a process of its own, which is ended then.

    Where none can be forked one is started anew. Where the system does not measure that time it has some seconds more of the clock;
    a daemon can have no process, and the answer is yes.
    """
    if multiprocessing.current_process().daemon:
        return True
    can_fork = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("fork" if can_fork else "spawn")
    process = context.Process(target=_quietly, args=(work, seconds), daemon=True)
    process.start()
    # On a machine that is busy with other things the clock says little.
    process.join(20 * seconds if hasattr(signal, "setitimer") else seconds + 5)
    ended = process.exitcode
    process.kill()
    process.join()
    return bool(ended == 0)


def _quietly(work: Callable[[], object], seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        # The system ends the process, whatever it is doing.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        work()
    except Exception:
        # Only that it failed is asked for.
        os._exit(1)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    # A process with other threads must not fork: a lock that one of them holds would never be released in the child. A daemon may not.
    is_free = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    return is_free and processors() > 1 and "fork" in multiprocessing.get_all_start_methods()
