"""Which stylesheets a page loads beside those of every page.

A template has one when there is a sheet of its name in the theme (`pages/timeline.css` for `timeline.html` and `timeline_years.html`). To a page that
somebody wrote goes each sheet that has a class which the page uses and which no sheet of every page has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_THEME = Path(__file__).parent.parent / "theme"
_OWN = "assets/casebook"
EXTRAS = f"{_OWN}/extras.css"
_OF_EVERY_PAGE = (f"{_OWN}/base.css", f"{_OWN}/casebook.css")
_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
_NO_SELECTOR = re.compile(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", re.DOTALL)


@cache
def of_template(template: str) -> tuple[str, ...]:
    """The sheets of a page of the catalog, by the name of its template; each is an address from the root."""
    stem = template.removesuffix(".html")
    return tuple(sheet for sheet in _of_pages() if f"{stem}_".startswith(f"{Path(sheet).stem}_"))


def of_classes(names: Iterable[str]) -> tuple[str, ...]:
    """The sheets of a page that somebody wrote, by the classes that it uses; each is an address from the root."""
    found = {sheet for name in names for sheet in _by_class().get(name, ())}
    return tuple(sheet for sheet in (EXTRAS, *_of_pages()) if sheet in found)


@cache
def _of_pages() -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(_THEME).as_posix() for path in (_THEME / _OWN / "pages").glob("*.css")))


@cache
def _by_class() -> Mapping[str, tuple[str, ...]]:
    """class: the sheets that only some pages load and that have it."""
    common = {name for sheet in _OF_EVERY_PAGE for name in _classes(sheet)} | {"md-typeset", "no-js"}
    found: dict[str, tuple[str, ...]] = {}
    for sheet in (EXTRAS, *_of_pages()):
        for name in _classes(sheet) - common:
            found[name] = (*found.get(name, ()), sheet)
    return found


def _classes(sheet: str) -> set[str]:
    return set(_CLASS.findall(_NO_SELECTOR.sub("", (_THEME / sheet).read_text("utf-8"))))
