"""Files kept between builds, by what they were made from: written in one step, and what cannot be read is not there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from . import writing

# Below the project's root; the variable names another folder, for what several projects share.
FOLDER = ".cache/casebook"
VARIABLE = "CASEBOOK_CACHE"


def folder(root: Path) -> Path:
    """Where the project at `root` keeps things."""
    return Path(os.environ.get(VARIABLE) or root / FOLDER)


def load(path: Path) -> bytes | None:
    """What is kept at a path; None when nothing is, or it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def store(path: Path, content: bytes) -> None:
    """Keep something: a reader sees the old file or the new one. Where nothing can be kept, everything still works; it only takes longer."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.replace(path, content)
