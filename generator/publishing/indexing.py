"""The search index of a preview: made by a process of its own when a search is first used, and again when something has changed since.

An index takes much longer than a page: 1 ms for each page of the site (see `search`), and the making of all pages before.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..base import stopping
from ..views import facets

# An index that takes longer than so many seconds is not waited for.
_PATIENCE = 600.0


class Index:
    """The index of the project at `root`; `told` is called when its state is another.

    `state` is `none`, `making` while there is none yet, `ready`, `old` when something has changed since, `renewing`, or `failed`.
    """

    def __init__(self, root: Path, *, is_draft: bool, told: Callable[[], None]) -> None:
        self.state = "none"
        self._root = root
        self._is_draft = is_draft
        self._told = told
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._folder = Path(tempfile.mkdtemp(prefix="casebook-index-"))
        self._process: Any = None
        self._count = 0
        self._current: Path | None = None
        # Whether something has changed since the last one was begun.
        self._is_outdated = False

    def content(self, path: str) -> bytes | None:
        """A file of the index, waited for when it is being made for the first time; None when there is no such file, or no index.

        Asked for the overview with which every search begins, an index that is old is made anew meanwhile.
        """
        if self.state in ("none", "failed") or (self.state == "old" and path == "about.json"):
            self._make()
        if self._current is None:
            self._done.wait(_PATIENCE)
        found = (self._current / path).resolve() if self._current else None
        if found is None or not found.is_relative_to(self._folder.resolve()) or not found.is_file():
            return None
        return found.read_bytes()

    def outdate(self) -> None:
        """Something has changed."""
        self._is_outdated = True
        if self.state in ("ready", "failed"):
            self.state = "old" if self._current else "none"

    def stop(self) -> None:
        """End what is being made, and remove what was."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()
        self._done.set()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self) -> None:
        with self._lock:
            if self._process is not None and self._process.is_alive():
                return
            self.state = "renewing" if self._current else "making"
            self._done.clear()
            self._is_outdated = False
            self._count += 1
            target = self._folder / str(self._count)
            # Started anew, and not forked: this process has other threads.
            self._process = multiprocessing.get_context("spawn").Process(target=make, args=(self._root, target, self._is_draft))
            self._process.start()
            threading.Thread(target=self._wait, args=(self._process, target), daemon=True).start()
        self._told()

    def _wait(self, process: Any, target: Path) -> None:
        process.join()
        made = target / "site" / facets.FOLDER
        if process.exitcode == 0 and made.is_dir():
            before, self._current = self._current, made
            self.state = "old" if self._is_outdated else "ready"
            if before:
                shutil.rmtree(before.parent.parent, ignore_errors=True)
        else:
            self.state = "failed" if self._current is None else "old"
        self._done.set()
        self._told()


def make(root: Path, target: Path, is_draft: bool) -> None:
    """Make the index of the project at `root` in the folder `target`; ends the process with 1 when that cannot be done."""
    # Ended by the preview, it ends what it has started itself; of what a terminal says to all of them it takes no notice.
    # Never to be ignored, not even for a moment: what has come already would be forgotten.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(1))
    for number in set(stopping.EVERY) - {signal.SIGTERM}:
        signal.signal(number, signal.SIG_IGN)
    from . import engine, pipeline, search
    from .build import load_config_at, settings
    from .publisher import Publisher
    from .writing import write

    with engine.said():
        config = engine.other_plugins(load := load_config_at(root)).on_config(load)
        own = settings(config)
        result = pipeline.run(root, replace(own, drafts=own.drafts or is_draft))
        if not result.is_sound:
            sys.exit(1)
        site = target / "site"
        config.site_dir = str(site)
        site.mkdir(parents=True)
        publisher = Publisher(result.site, config)
        publisher.open()
        write(publisher, site, list(publisher.written), list(publisher.pages()))
        search.build(site, result.site)
    for path in site.iterdir():
        if path.name != facets.FOLDER:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
