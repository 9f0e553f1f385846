"""Which files of a project change, as the system tells it: for a preview, and for a check that is done again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import watchfiles

from ..base.kept import stamp
from ..base.saying import said
from ..records.folder import CASES, CONFIG, DOCS

# Milliseconds: what is written at once, by an editor or by Git, is read at once.
_DEBOUNCE, _STEP = 120, 20
# And so often it is looked whether a folder has come or gone.
_LOOK = 500


def again(root: Path, do: Callable[[], None], say: Callable[[str], None]) -> None:
    """Do something now, and again whenever a file changes that a check reads, until interrupted by KeyboardInterrupt."""
    stop, has_changed = threading.Event(), threading.Event()
    folders = [root / CASES, root / DOCS]
    seen = _stamps(root, folders)
    # Before there are other threads: only now other processes can take a part of a large catalog.
    do()
    arguments = (root, lambda: [folder for folder in folders if folder.is_dir()], lambda _is_certain: has_changed.set(), stop, say)
    watcher = threading.Thread(target=watch, args=arguments, name="watching", daemon=True)
    watcher.start()
    try:
        while True:
            # In steps, so that a signal is heard on every system.
            if has_changed.wait(_LOOK / 1000):
                has_changed.clear()
                now = _stamps(root, folders)
                # Beside the project's own files there may be others in its folder, such as those that an editor keeps.
                # What was written just now has no stamp that would tell it from what is written next.
                if now != seen or None in now.values():
                    seen = now
                    do()
    finally:
        stop.set()
        watcher.join(2)


def _stamps(root: Path, folders: list[Path]) -> dict[str, Hashable]:
    """What changes when a file does, for all that a check reads."""
    below = (os.path.join(where, name) for folder in folders for where, _folders, names in os.walk(folder) for name in names)  # noqa: PTH118
    return {path: stamp(path) for path in (*below, str(root / CONFIG))}


def watch(root: Path, there: Callable[[], list[Path]], changed: Callable[[bool], None], stop: threading.Event, say: Callable[[str], None]) -> None:
    """Tell of changes in a folder itself and anywhere below those that are `there`, until stopped.

    When one of these comes or goes, all are looked for anew; where the system does not tell what changes, again and again. `changed` is told
    whether something is certain to have changed; `say` gets what people should know.
    """
    is_told = True
    while not stop.is_set():
        round_ = _Round(there(), there, changed, stop, is_told=is_told)
        below = threading.Thread(target=round_.watch, args=(round_.folders, True), daemon=True)
        below.start()
        # The folder of the project itself without what is below: a site, an environment or a repository may lie there.
        round_.watch([root], False)
        round_.over.set()
        below.join(5)
        if round_.failed and is_told and round_.folders == there():
            # None has gone meanwhile: the system watches no more of them, say.
            is_told = False
            say(said("the system does not tell which files change ({reason}): they are looked at again and again", reason=round_.failed))


class _Round:
    """A time in which the same folders are watched: it is over when others are to be, and when all is."""

    def __init__(
        self, folders: list[Path], there: Callable[[], list[Path]], changed: Callable[[bool], None], stop: threading.Event, *, is_told: bool
    ) -> None:
        self.folders = folders
        self.over = threading.Event()
        self.failed = ""
        self._is_told = is_told
        self._there = there
        self._changed = changed
        self._stop = stop

    def is_set(self) -> bool:
        """Whether it is over, as an event says it."""
        return self.over.is_set() or self._stop.is_set()

    def watch(self, folders: list[Path], is_deep: bool) -> None:
        """Tell of changes in folders, and below them."""
        options: Any = {"recursive": is_deep, "debounce": _DEBOUNCE, "step": _STEP, "rust_timeout": _LOOK, "yield_on_timeout": True}
        # None leaves it to the library, which asks the environment.
        options |= {"force_polling": None if self._is_told else True, "poll_delay_ms": _LOOK}
        has_begun = False
        try:
            for changes in watchfiles.watch(*folders, stop_event=self, raise_interrupt=False, **options):
                if changes or not has_begun:
                    # At first also for what may have come while nobody looked.
                    self._changed(bool(changes))
                has_begun = True
                if self._there() != self.folders:
                    self.over.set()
        except OSError as error:
            # A folder that has just gone, or the system's limit.
            self.failed = str(error)
            self.over.set()
            self._stop.wait(_LOOK / 1000)
