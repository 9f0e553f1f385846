"""One thing at a time among threads, and those whom somebody waits for first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Like a lock that is held again and again for work in small steps, and in between for answers: no step begins while an answer is asked for.

    A plain lock goes to whoever let go of it last, as long as that one wants it: an answer would wait until all steps are done.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._counting = threading.Lock()
        self._asked = 0
        self._nobody = threading.Event()
        self._nobody.set()

    @contextmanager
    def answer(self) -> Iterator[None]:
        """Have the turn as soon as whoever has it lets go."""
        with self._counting:
            self._asked += 1
            self._nobody.clear()
        try:
            with self._lock:
                yield
        finally:
            with self._counting:
                self._asked -= 1
                if not self._asked:
                    self._nobody.set()

    @contextmanager
    def step(self) -> Iterator[None]:
        """Have the turn when nobody waits for an answer."""
        self._nobody.wait()
        with self._lock:
            yield
