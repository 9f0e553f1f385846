"""Share work among the machine's processors, where that is cheap: on systems that can fork.

Forked processes have everything in memory as it is; only places in a list go in and results come out. Elsewhere, and for
little work, the same is done in one process, with the same result.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeVar

from . import stopping

T = TypeVar("T")
R = TypeVar("R")

# A part of the items is a byte.
_MOST_PARTS = 256


@contextmanager
def each(work: Callable[[T], R], items: Sequence[T], *, processes: int) -> Iterator[Iterator[tuple[int, R]]]:
    """Have `work` done on every item by other processes, which begin at once, and by this one whenever it asks for a result.

    `processes` is how many are worth it, this one among them; there are never more than processors. Gives the results with the places
    of their items, in no order: those of this process first. Each process takes the next few items when it is done with those it has,
    so that all are done at the same time. What `work` raises is raised where the results are asked for; ChildProcessError when a process
    ended without a word. When the context is left, no other process is left behind, whatever is still to be done.
    """
    processes = min(processes, processors(), len(items))
    if processes < 2 or not _can_fork():
        yield ((place, work(item)) for place, item in enumerate(items))
        return
    length = -(-len(items) // _MOST_PARTS)
    # A byte for each part waits in a pipe, as with the job server of make: whoever reads it has the part.
    waiting, put = os.pipe()
    os.write(put, bytes(range(-(-len(items) // length))))
    os.close(put)
    shared = _Shared(work, items, length, waiting)
    others: list[tuple[Any, Connection]] = []
    try:
        for _ in range(processes - 1):
            if not _start_another(shared, others):
                break
        yield _results(shared, [mine for _process, mine in others])
    finally:
        os.close(waiting)
        for process, mine in others:
            mine.close()
            process.terminate()
            process.join()


def in_order(work: Callable[[T], R], items: Sequence[T], *, processes: int) -> list[R]:
    """The results of `work` on every item, in their order; otherwise as `each`."""
    with each(work, items, processes=processes) as results:
        found = dict(results)
    return [found[place] for place in range(len(items))]


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
    try:
        # On a machine that is busy with other things the clock says little.
        process.join(20 * seconds if hasattr(signal, "setitimer") else seconds + 5)
        return bool(process.exitcode == 0)
    finally:
        process.kill()
        process.join()


def _quietly(work: Callable[[], object], seconds: float) -> None:
    for number in stopping.EVERY:
        # The handlers of the process that it was forked from would let it go on.
        signal.signal(number, signal.SIG_DFL)
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
    return is_free and "fork" in multiprocessing.get_all_start_methods()


@dataclass(frozen=True, slots=True)
class _Shared(Generic[T, R]):
    """What is to be done on what, in parts of `length` items; the numbers of those that nobody has taken wait in a pipe."""

    work: Callable[[T], R]
    items: Sequence[T]
    length: int
    waiting: int

    def done(self) -> Iterator[list[tuple[int, R]]]:
        """The results of each part that this process is the first to take, with the places of their items."""
        while part := os.read(self.waiting, 1):
            start = part[0] * self.length
            yield [(place, self.work(item)) for place, item in enumerate(self.items[start : start + self.length], start)]


def _start_another(shared: _Shared[T, R], others: list[tuple[Any, Connection]]) -> bool:
    """Start one more process; whether the system allowed it: where it does not, those that are there do the work."""
    context = multiprocessing.get_context("fork")
    # Interrupted between its start and its place in the list, a process would be left behind.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, stopping.EVERY)
    try:
        mine, theirs = context.Pipe(duplex=False)
        readers = [mine, *(reader for _process, reader in others)]
        try:
            process = context.Process(target=_send, args=(shared, theirs, readers, os.getpid()), daemon=True)
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


def _results(shared: _Shared[T, R], others: Iterable[Connection]) -> Iterator[tuple[int, R]]:
    for results in shared.done():
        yield from results
    for other in others:
        while (answer := _received(other)) is not None:
            if isinstance(answer, Exception):
                raise answer
            yield from answer


def _received(other: Connection) -> Any:
    try:
        return other.recv()
    except (EOFError, OSError):
        raise ChildProcessError("a worker process ended without a word") from None


def _send(shared: _Shared[T, R], to: Connection, readers: Iterable[Connection], works_for: int) -> None:
    """The results of all that this process takes, when nothing is left to take: a pipe holds little, and nobody reads it before."""
    # What a terminal says reaches every process; this one is ended by the one that it works for, and then ends what it has started itself.
    # Never to be ignored, not even for a moment: what has come already would be forgotten.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit())
    for number in set(stopping.EVERY) - {signal.SIGTERM}:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, stopping.EVERY)
    # Forked with the other one's ends of the pipes: with one of them open, nobody would notice that the other one is gone.
    for reader in readers:
        reader.close()
    try:
        # Pickled part by part: that takes time, too, in which others take items.
        answers = []
        for results in shared.done():
            if os.getppid() != works_for:
                # Killed, and could end nobody.
                return
            answers.append(ForkingPickler.dumps(results))
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
