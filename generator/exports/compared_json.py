"""`compared.json` beside every case: the case in the words of its page, from which the browser sets two side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..text import typography
from ..views import opendata, side_by_side
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """One file for each case, where there is another one."""
    if side_by_side.is_possible(site):
        for entry in site.catalog.cases:
            yield of(site, entry)


def of(site: Site, entry: Entry) -> File:
    """That of a record."""
    return File(f"{entry.address}{side_by_side.TEXT}", partial(_content, site, entry), beside=True)


def _content(site: Site, entry: Entry) -> str:
    return opendata.encode(_set(side_by_side.in_words(site, entry), site.settings.written_in)) + "\n"


def _set(value: Any, language: str) -> Any:
    """Plain data with its texts as pages print them."""
    if isinstance(value, dict):
        return {name: _set(part, language) for name, part in value.items()}
    if isinstance(value, list):
        return [_set(part, language) for part in value]
    return typography.quoted(value, language) if isinstance(value, str) else value
