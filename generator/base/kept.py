"""What was made of files, kept in memory as long as they stay as they were, and the last of each that was good.

For a program that reads the same folder again and again, such as a preview.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from . import overlay

T = TypeVar("T")

# A file may be written twice in a tick of the file system's clock, and so look as it did: what is younger is looked at again.
_TICK = 0.05


class Kept:
    """By what it is called: what was made, of what, and the last that was good.

    One that is not forgiving takes nothing for what was good before: what is read with it is as if it had been read for the first time.
    """

    def __init__(self, *, is_forgiving: bool = True) -> None:
        self._is_forgiving = is_forgiving
        self._made: dict[Hashable, tuple[Hashable, Any]] = {}
        self._good: dict[Hashable, Any] = {}
        self._asked: set[Hashable] = set()
        self._count = 0
        self._numbers: dict[Hashable, int] = {}

    def has(self, name: Hashable, of: Hashable) -> bool:
        """Whether what is called so was made of this."""
        self._asked.add(name)
        return of is not None and name in self._made and self._made[name][0] == of

    def get(self, name: Hashable) -> Any:
        """What was made last, and is called so."""
        return self._made[name][1]

    def put(self, name: Hashable, of: Hashable, made: T) -> T:
        """Keep something that was made of `of`; None is never the same again."""
        self._asked.add(name)
        self._made[name] = (of, made)
        self._count += 1
        self._numbers[name] = self._count
        return made

    def number(self, name: Hashable) -> int:
        """Another one each time that something was made and is called so."""
        return self._numbers[name]

    def once(self, name: Hashable, of: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes, unless it was made of the same before."""
        return cast("T", self.get(name)) if self.has(name, of) else self.put(name, of, make())

    def last_good(self, name: Hashable, found: T | None) -> T | None:
        """What was found or, where that is nothing, what was found when there was something last."""
        if not self._is_forgiving:
            return found
        self._asked.add(name)
        if found is not None:
            self._good[name] = found
        return cast("T | None", self._good.get(name))

    def forget(self) -> None:
        """Let go of everything that nobody has asked for since this was called last: its file is gone."""
        for kept in (self._made, self._good, self._numbers):
            for name in [name for name in kept if name not in self._asked]:
                del kept[name]
        self._asked.clear()


def stamp(path: str | os.PathLike[str]) -> Hashable:
    """What changes when a file does: when it was written (nanoseconds), its size in bytes and its number in the file system.

    False where there is none; None, which is never the same again, of one that was written just now. Of what is laid over it, that itself.
    """
    over = overlay.content(str(path))
    if over is not None:
        return over
    try:
        found = os.stat(path)  # noqa: PTH116 - without pathlib, which takes as long as the looking
    except OSError:
        return False
    return (found.st_mtime_ns, found.st_size, found.st_ino) if time.time() - found.st_mtime > _TICK else None
