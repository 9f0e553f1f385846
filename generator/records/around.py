"""Where the project is that a file or a person is in."""

from __future__ import annotations

from pathlib import Path

from .folder import CASES, KINDS


def root_of(path: Path) -> Path | None:
    """The folder of the project that a file belongs to: the nearest above it in which there is a catalog."""
    return next((folder for folder in path.parents if (folder / CASES).is_dir() and not (folder / CASES).is_symlink()), None)


def project_around(here: Path) -> Path:
    """The folder of the project that somebody stands in: this one, or the nearest above it whose catalog declares its kinds; else this one."""
    above = root_of(here / CASES)
    return above if above and (above / KINDS).is_dir() else here
