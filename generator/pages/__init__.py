"""The pages of the site: one page kind a file, found by being in this folder.

A page module has `pages(site)`, which yields its Pages. A Page is a recipe: what it shows is made when it is
rendered (`Page.view`), so that listing all pages costs next to nothing.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from ..views.site import Page, Site


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every page module of this folder, by name."""
    return tuple(import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))


def all_pages(site: Site) -> Iterator[Page]:
    """Every page of the site."""
    for module in modules():
        yield from module.pages(site)
