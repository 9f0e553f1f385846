"""Files as they would be: what an editor has not saved yet, or what a plan would make of them, laid over those on the disk while a folder is read.

Whoever reads a project asks here first. What is laid over holds for the thread, and for as long as it is said.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

# By full path, with slashes.
_over: ContextVar[Mapping[str, bytes | None]] = ContextVar("overlay", default={})  # noqa: B039 - nobody changes it


@contextmanager
def laid_over(root: Path, files: Mapping[str, bytes | None]) -> Iterator[None]:
    """Within this, files below `root`, by their paths relative to it, have other contents; None stands for one that is not there."""
    token = _over.set({**_over.get(), **{f"{root}/{path}": content for path, content in files.items()}})
    try:
        yield
    finally:
        _over.reset(token)


def content(path: str) -> bytes | None:
    """What is laid over a file, if anything is."""
    return _over.get().get(path)


def names(folder: str, found: list[str]) -> list[str]:
    """The names in a folder, of which `found` are on the disk."""
    over = {posixpath.basename(path): content for path, content in _over.get().items() if posixpath.dirname(path) == folder}
    gone = {name for name, content in over.items() if content is None}
    return [name for name in dict.fromkeys((*found, *over)) if name not in gone] if over else found
