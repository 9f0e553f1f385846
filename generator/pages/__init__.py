"""The pages of the site: one page kind a file, found by being in this folder.

A page module has `pages(site)`, which yields its Pages. A Page is a recipe: what it shows is made when it is
rendered (`Page.view`), so that listing all pages costs next to nothing. Their list is the list of the site's addresses, too: no other one
is kept, and an address that two want is found by it. Where a module has many pages it has `near(site, address)` as well, which yields the few
among which that with an address would be: so one page is found without a list of all.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

from ..base.diagnostic import Concern, Diagnostic, Rule, Span, rule
from ..base.saying import Said, said
from ..catalog.entries import DocsPage, Entry, Former
from ..records.folder import KINDS
from ..records.kinds import Kind
from ..views import facets
from ..views.site import Page, Site

ADDRESS_TAKEN = rule(
    "address-taken",
    """
    Two pages or files want the same address.

    A record's address comes from its kind and id, that of a hand-written page or another file from its place in `docs/`, and the catalog
    has pages of its own (`/cases/`, `/sources/` …), files beside them, and the scripts and styles of the theme. An address leads to one
    thing. So what stands in `formerly` is the address of no other record, neither now nor formerly, and not the record's own.

    **Way out:** rename one of the two; a published record keeps its old id under `formerly`. Of two records that name the same
    former id, only the one that took its place may keep it.
    """,
    about=Concern.SITE,
)
RULES: tuple[Rule, ...] = (ADDRESS_TAKEN,)

_Owner = Kind | Entry | Former | DocsPage | str


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every page module of this folder, by name."""
    return tuple(import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))


def all_pages(site: Site) -> Iterator[Page]:
    """Every page of the site."""
    for module in modules():
        yield from module.pages(site)


def samples(site: Site) -> Iterator[Page]:
    """The first page of every template."""
    seen: set[str] = set()
    for page in all_pages(site):
        if page.template not in seen:
            seen.add(page.template)
            yield page


def find(site: Site, address: str) -> Page | None:
    """The page with an address, which ends in a slash; None when there is none."""
    near = (module.near(site, address) if hasattr(module, "near") else module.pages(site) for module in modules())
    found: Iterator[Page] = (page for some in near for page in some if page.address == address)
    return next(found, None)


# --- addresses -------------------------------------------------------------------------------------------------


def addresses(site: Site) -> Iterator[tuple[str, _Owner]]:
    """Every address of the site with what has it: pages of the catalog's own, records, sources, former addresses, and hand-written pages."""
    return _owners(site, list(all_pages(site)))


def _owners(site: Site, every: Sequence[Page]) -> Iterator[tuple[str, _Owner]]:
    catalog = site.catalog
    pages = [page for page in every if not page.moved_to and not page.is_bare]
    lists = {f"{kind.address}/": kind for kind in reversed(catalog.kinds.every)}
    for page in pages:
        if not page.entry and not page.reference:
            named = said("the page /{address}", address=page.address)
            yield page.address, lists.get(page.address, named) if page.template == "index.html" else named
    yield from ((page.address, page.entry) for page in pages if page.entry)
    yield from ((page.address, said("the source '{key}'", key=page.reference.key)) for page in pages if page.reference)
    yield from ((former.address, former) for former in catalog.formers)
    yield from ((page.address, page) for page in catalog.docs)
    # Each once: where two records want one address, so do their pages for frames, and that need not be said again.
    for address in {page.address.casefold(): page.address for page in every if page.is_bare}.values():
        yield address, said("the page /{address}", address=address)


def taken(site: Site) -> Iterator[list[Diagnostic]]:
    """The second and further owners of an address, step by step; capitals make no difference, as on many file systems."""
    every: list[Page] = []
    for module in modules():
        every.extend(module.pages(site))
        yield []
    yield list(_taken(site, every))


def _taken(site: Site, every: Sequence[Page]) -> Iterator[Diagnostic]:
    first: dict[str, _Owner] = {}
    for address, owner in _owners(site, every):
        # The search index is made by a program of its own, which clears its folder.
        is_index = address.casefold().startswith(f"{facets.FOLDER}/")
        taken_by = said("the search index /{folder}/", folder=facets.FOLDER) if is_index else first.setdefault(address.casefold(), owner)
        if taken_by is not owner:
            # It is said of the one of the two that people wrote.
            own, other = (taken_by, owner) if isinstance(owner, str) else (owner, taken_by)
            yield ADDRESS_TAKEN.at(_span(own), *_problem(address, own, other))


def _span(owner: _Owner) -> Span:
    if isinstance(owner, Former):
        return owner.span
    return owner.document.text.span(1) if isinstance(owner, Entry) else Span(_path(owner))


def _path(owner: _Owner) -> str:
    if isinstance(owner, Kind):
        return f"{KINDS}/{owner.name}.yml"
    if isinstance(owner, Former):
        return owner.entry.path
    return owner if isinstance(owner, str) else owner.path


def _problem(address: str, owner: _Owner, taken_by: _Owner) -> tuple[Said, Said]:
    """What is wrong, and the way out."""
    if isinstance(owner, Former) and taken_by is owner.entry:
        message = said("/{address} is the address that the record has now", address=address)
        return message, said("remove it: 'formerly' names what the record is called no longer")
    if isinstance(owner, Former) and isinstance(taken_by, Former) and taken_by.entry is owner.entry:
        return said("the former address /{address} is named twice", address=address), said("remove one of the two")
    if isinstance(taken_by, Former):
        message = said("the address /{address} is already a former one of {path}", address=address, path=_path(taken_by))
        return message, said("an old address leads to one page: let one of the two go")
    way_out = said("remove it here, or rename the other") if isinstance(owner, Former) else said("rename one of the two")
    if isinstance(owner, Kind):
        way_out = said("give the kind another folder, or an 'address' of its own")
    return said("the address /{address} is already that of {owner}", address=address, owner=_path(taken_by)), way_out
