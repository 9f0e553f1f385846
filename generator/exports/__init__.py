"""Files beside the pages: one output format a file, found by being in this folder.

An export module has `files(site)`, which yields Files.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from generator.site import Site


@dataclass(frozen=True)
class File:
    """A file of the site: its address below the root, and what makes its content when it is written."""

    address: str
    content: Callable[[], str]


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every export module of this folder, by name."""
    return tuple(import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))


def all_files(site: Site) -> Iterator[File]:
    """Every file that goes with the pages."""
    for module in modules():
        yield from module.files(site)
