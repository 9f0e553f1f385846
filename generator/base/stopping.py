"""A program that is told to end does so as with Ctrl-C: what it has begun is put away, and nothing of it is left behind.

SIGTERM comes from whoever started it (a time limit, a service, a CI runner), SIGHUP when its terminal is closed. Below `nohup`, which
ignores that, it stays ignored.
"""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

# SIGHUP is not there on Windows.
_ASKED: tuple[signal.Signals, ...] = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
# All by which a process may be told to end.
EVERY: tuple[signal.Signals, ...] = (signal.SIGINT, *_ASKED)


class Stopped(KeyboardInterrupt):
    """The process was told to end by a signal; what answers to Ctrl-C answers to this."""


class Stopping:
    """Which signal the process was told to end by, if any."""

    def __init__(self) -> None:
        self.by: signal.Signals | None = None

    def hear(self, number: int, frame: FrameType | None) -> None:
        """A handler of signals. Raises Stopped at the first; a second one must not stop the putting away."""
        if self.by is None:
            self.by = signal.Signals(number)
            raise Stopped

    def code(self, interrupted: bool = False) -> int | None:
        """The exit code of a process that was told to end, as a shell has it; None when nobody did. Ctrl-C is known by its exception."""
        number = self.by or (signal.SIGINT if interrupted else None)
        return None if number is None else 128 + number


@contextmanager
def gently() -> Iterator[Stopping]:
    """While the context lasts, being told to end is an exception, as with Ctrl-C. In threads, which hear no signals, nothing happens."""
    stopping = Stopping()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    before = {number: signal.getsignal(number) for number in _ASKED}
    # None: somebody's that is not Python's.
    heard = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    for number in heard:
        signal.signal(number, stopping.hear)
    try:
        yield stopping
    finally:
        for number in heard:
            signal.signal(number, before[number])


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as the system lets one, also when told to end meanwhile."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise
