"""Files beside the pages: one output format a file, found by being in this folder.

An export module has `files(site)`, which yields Files. Where it has a file beside each record it has `of(site, entry)` as well,
which gives that of one: so it is found without a list of all.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from types import ModuleType

from ..catalog.entries import Entry
from ..records.reference import Reference
from ..views.paging import record_at
from ..views.site import Site


@dataclass(frozen=True)
class File:
    """A file of the site: its address below the root, and what makes its content (text is written as UTF-8) when it is written.

    One that stands `beside` the pages is large or one of many: it is written while MkDocs writes the pages, which knows nothing of
    it, so hand-written pages link to the page that it belongs to.
    """

    address: str
    content: Callable[[], str | bytes]
    beside: bool = False


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every export module of this folder, by name."""
    return tuple(import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))


def all_files(site: Site) -> Iterator[File]:
    """Every file that goes with the pages."""
    for module in modules():
        yield from module.files(site)


def near(site: Site, address: str) -> File | None:
    """The file with an address, if it is one that stands beside a record."""
    makers = [module.of for module in modules() if hasattr(module, "of")]
    files = (make(site, entry) for entry in record_at(site, address) for make in makers)
    return next((file for file in files if file.address == address), None)


def batches(files: Sequence[File], size: int = 50) -> list[Sequence[File]]:
    """Files in groups, each to be written by one process: first all those of the open data, which share most of what makes them."""
    shared = [file for file in files if _is_open_data(file)]
    rest = [file for file in files if not _is_open_data(file)]
    return [part for part in (shared, *(rest[start : start + size] for start in range(0, len(rest), size))) if part]


def _is_open_data(file: File) -> bool:
    return file.address.startswith(("data/", "api/", "schema/")) or file.address.endswith("/record.json")


def bibliography_files(site: Site, suffix: str, content: Callable[[Mapping[str, Reference]], str]) -> Iterator[File]:
    """The whole bibliography in one format: beside the list of sources, and among the data of the catalog; none without sources."""
    made = cache(partial(content, site.catalog.references))
    for address in ("sources/references", "data/sources") if site.catalog.references else ():
        yield File(f"{address}.{suffix}", made)


def cited_by_cases(site: Site) -> Iterator[tuple[Entry, Mapping[str, Reference]]]:
    """Each case that cites something, with the sources that it cites."""
    catalog = site.catalog
    for entry in catalog.cases:
        if keys := catalog.cited_by.get(entry.id):
            yield entry, {key: catalog.references[key] for key in keys}
