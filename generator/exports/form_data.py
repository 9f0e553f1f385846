"""What the form at /contribute/new/ is made from, and the file of each record as it is, which opens in it filled in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..catalog.entries import Entry
from ..views import form, opendata
from ..views.site import Site
from . import File


def files(site: Site) -> Iterator[File]:
    """The description of the form, the names of each kind, the sources, the bibliography, and a file beside each record."""
    # A draft that is previewed is nothing that others may name.
    public = site.public
    yield _data(form.FORM, partial(form.description, public))
    for kind in filter(lambda kind: public.catalog.by_kind[kind.name], public.catalog.kinds):
        yield _data(form.names_address(kind), partial(form.names, public, kind))
    if public.catalog.references:
        yield _data(form.SOURCES, partial(form.sources, public))
        if entries := form.bibliography(public.catalog):
            yield File(form.ENTRIES, lambda: entries, beside=True)
    for entry in site.catalog:
        yield of(site, entry)


def of(site: Site, entry: Entry) -> File:
    """That of a record."""
    return File(f"{entry.address}{form.TEXT}", partial(_text, entry), beside=True)


def _text(entry: Entry) -> str:
    return entry.document.text.content


def _data(address: str, make: Any) -> File:
    return File(address, lambda: opendata.encode(make()) + "\n", beside=True)
