"""The files that lie in `docs/` beside hand-written pages: none takes the address of a file that is made, or of what the theme runs.

Knows all addresses of a site and the files of its theme; reads none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .. import exports, pages
from ..base.diagnostic import Diagnostic, Span
from ..base.saying import NOTHING, Said, said
from ..records.folder import DOCS
from ..views import facets
from ..views.site import Site
from .configured import THEME

_OURS = Path(__file__).parent.parent / "theme"
# All below is the catalog's own frame, in every version of it.
_OUR_FOLDER = "assets/casebook/"
# What a theme's pages cannot do without; its pictures may be replaced.
_RUN = (".js", ".mjs", ".css", ".map", ".wasm")


def taken(paths: Iterable[str], site: Site) -> Iterator[Diagnostic]:
    """What of these files below `docs/` has an address that is none to give; capitals make no difference, as on many file systems.

    A file at the root, such as `robots.txt`, may stand for one that is made.
    """
    inside = {path: address for path in paths if "/" in (address := path.removeprefix(f"{DOCS}/"))}
    made = {address.casefold() for address in _made(site)} if inside else set()
    for path, address in inside.items():
        if owner := _owner(address.casefold(), made):
            message = said("the address /{address} is already that of {owner}", address=address, owner=owner)
            yield pages.ADDRESS_TAKEN.at(Span(path), message, said("give the file another name, or put it into another folder"))


def _made(site: Site) -> Iterator[str]:
    yield from (file.address for file in exports.all_files(site))
    yield from (f"{page.address}index.html" for page in pages.all_pages(site))


def _owner(address: str, made: set[str]) -> Said:
    """Whose an address is, if it is somebody's."""
    if address in made:
        return said("a file that is made from the catalog")
    if address.startswith(f"{facets.FOLDER}/"):
        return said("the search index /{folder}/", folder=facets.FOLDER)
    if address.startswith(_OUR_FOLDER) or (address.endswith(_RUN) and any((folder / address).is_file() for folder in _themes())):
        return said("a file of the theme")
    return NOTHING


@cache
def _themes() -> tuple[Path, ...]:
    # Found, and not imported: of the theme only its files are wanted.
    spec = find_spec(THEME)
    return (_OURS, *(Path(folder) / "templates" for folder in (spec.submodule_search_locations or () if spec else ())))
