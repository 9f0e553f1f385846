"""Cross-file checks: one rule a file, found by being in this folder.

A check module has `RULE`, whose help page is the module's own docstring, and `check(catalog)`, which yields
findings. It reads the catalog and changes nothing; the order of its findings does not matter.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from ..base.diagnostic import Diagnostic, Rule
from ..catalog.catalog import Catalog


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every check module of this folder, by name."""
    return tuple(import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))


def rules() -> tuple[Rule, ...]:
    """The rules of all checks."""
    return tuple(module.RULE for module in modules())


# What whoever is typing wants to know first: names of what is not there. It takes a tenth of the time of all checks.
OF_NAMES = ("malformed-mention", "unknown-claim", "unknown-record", "unknown-reference", "unknown-term")


def run(catalog: Catalog) -> Iterator[list[Diagnostic]]:
    """The findings of each check, one check after the other, those `OF_NAMES` first."""
    for module in sorted(modules(), key=lambda module: module.RULE.code not in OF_NAMES):
        yield list(module.check(catalog))
