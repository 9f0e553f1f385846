"""A finished site, audited before anyone sees it: every link inside it leads somewhere, and nothing in it asks another host for anything.

Reads the pages and stylesheets of a folder, or what was seen of them; knows neither records nor MkDocs.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from ..base.diagnostic import Concern, Diagnostic, Rule, Span, rule
from ..base.parallel import in_order
from ..base.saying import said
from ..reading import addresses

if TYPE_CHECKING:
    from .look import Look

BROKEN_LINK = rule(
    "broken-link",
    """
    A page of the finished site links to a page, file or anchor that is not there.

    The site is audited before it takes the place of the old one; a broken link stops it. What a stylesheet names must be there, too.

    **Way out:** on a hand-written page, correct the link; anywhere else it is a fault of a template.
    """,
    about=Concern.SITE,
)
FOREIGN_REQUEST = rule(
    "foreign-request",
    """
    A page or stylesheet of the finished site would load something from another host, or send something there.

    Readers' visits are nobody else's business, and the site must work where other hosts are out of reach. All that a browser does by
    itself counts: pictures in every size, styles and what they import, frames, forms, a page that leads elsewhere after a while, a host
    that is only to be connected to, and an address in a script that stands in a page.

    **Way out:** put the file into `docs/` and load it from there; where it cannot be had, link to it.
    """,
    about=Concern.SITE,
)
DUPLICATE_ANCHOR = rule(
    "duplicate-anchor",
    """
    Two elements of one page have the same id.

    A link that ends with the id leads to the first of them, and scripts and readers' aids take that for the other.

    **Way out:** on a hand-written page, give one of the two another id; those of the frame around all pages begin with an underscore.
    Anywhere else it is a fault of a template.
    """,
    about=Concern.SITE,
)
COSTLY_MARKUP = rule(
    "costly-markup",
    """
    A page or stylesheet of the finished site takes too long to be looked at.

    The page's elements are nested thousands of levels deep, which no browser shows as it is meant, or pages stand in one another as often
    as nobody writes them; or a stylesheet has more than 500,000 characters.

    **Way out:** close what is open in the page's HTML; take a stylesheet without the spaces, or only the parts that are used.
    """,
    about=Concern.SITE,
)
RULES: tuple[Rule, ...] = (BROKEN_LINK, FOREIGN_REQUEST, DUPLICATE_ANCHOR, COSTLY_MARKUP)

# So many pages are worth a process of their own.
_PAGES_A_PROCESS = 200
_PAGES = (".html", ".htm", ".xhtml")
_LOOKED_AT = (*_PAGES, ".css")
# Beginnings of a file by which a browser knows its encoding, whatever else is said of it; UTF-8 it is anyway.
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def audit(folder: Path, sources: Mapping[str, str] | None = None) -> list[Diagnostic]:
    """Every broken link of the site in a folder, every request to another host and every id that is there twice, by file.

    A page that was written by hand is called by the file in `sources` that it was made from. Pages are read one at a time: a large site is
    never in memory as a whole.
    """
    files = {f"{prefix}{name}" for prefix, names in _folders(folder) for name in names}
    names = sorted(name for name in files if name.endswith(_LOOKED_AT))
    seen = in_order(partial(_seen_in, folder, files, sources or {}), names, processes=len(names) // _PAGES_A_PROCESS)
    return _together(seen)


def _folders(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Every folder below one, as the beginning of its files' addresses, with their names."""
    for where, _, names in os.walk(folder):
        below = os.path.relpath(where, folder)
        yield ("" if below == "." else f"{below}/"), names


class _Seen(NamedTuple):
    """What becomes of a file's look: what is wrong with it, and the (page, anchor, link) on other pages that it names."""

    name: str
    place: Span
    anchors: tuple[str, ...]
    problems: list[Diagnostic]
    elsewhere: list[tuple[str, str, str]]


def _seen_in(folder: Path, files: Collection[str], sources: Mapping[str, str], name: str) -> _Seen:
    # Loaded late: whoever asks for the rules alone needs no parser.
    from .look import look

    # In one piece and without pathlib, which takes as long as the reading.
    with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
        content = file.read()
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    return _seen(look(name, content.decode(encoding, "replace").removeprefix("\ufeff")), files, sources)


def _seen(look: Look, files: Collection[str], sources: Mapping[str, str]) -> _Seen:
    place = Span(sources.get(look.name, look.name))
    seen, present = _Seen(look.name, place, look.anchors, list(_by_itself(look, place)), []), frozenset(look.anchors)
    around, above = look.name.rpartition("/")[0], "../" * look.name.count("/")
    shared, is_shared = _shared(above), (above or "./", "https://", "http://")
    for url in chain(look.links, look.fetched):
        if url.startswith("#"):
            target: str | None = look.name
            fragment = _anchor(url[1:])
        else:
            target, fragment = shared[url] if url.startswith(is_shared) else _resolved(around, url)
        if target is not None and target not in files:
            seen.problems.append(BROKEN_LINK.at(place, said("the link to '{url}' leads nowhere", url=url), said("correct the link")))
        elif not fragment or target is None or not target.endswith(_PAGES):
            continue
        elif target != look.name:
            seen.elsewhere.append((target, fragment, url))
        elif fragment not in present:
            seen.problems.append(_without_anchor(place, url))
    return seen


def _together(every: Iterable[_Seen]) -> list[Diagnostic]:
    """What is wrong with all files; each anchor that is missing is said once, for the first file that names it."""
    found: list[Diagnostic] = []
    # target page → anchor → (place, link)
    wanted: dict[str, dict[str, tuple[Span, str]]] = {}
    anchors: dict[str, tuple[str, ...]] = {}
    for seen in every:
        found += seen.problems
        anchors[seen.name] = seen.anchors
        for target, fragment, url in seen.elsewhere:
            wanted.setdefault(target, {}).setdefault(fragment, (seen.place, url))
    for target, links in wanted.items():
        found += [_without_anchor(*links[fragment]) for fragment in links.keys() - set(anchors[target])]
    return sorted(found, key=lambda diagnostic: diagnostic.order)


def _by_itself(look: Look, place: Span) -> Iterator[Diagnostic]:
    """What is wrong with a file whatever others there are."""
    is_page = not look.name.endswith(".css")
    if look.too_costly:
        message = said("this page takes too long to be looked at") if is_page else said("this stylesheet takes too long to be looked at")
        yield COSTLY_MARKUP.at(place, message, said("close what is open in it, or make it shorter"))
    for url in look.fetched:
        if addresses.is_foreign(url):
            message = said("this page loads {url}", url=url) if is_page else said("this stylesheet loads {url}", url=url)
            yield FOREIGN_REQUEST.at(place, message, said("serve the file from this site"))
    for id in look.twice:
        yield DUPLICATE_ANCHOR.at(place, said("two elements have the id '{id}'", id=id), said("give one of them another id"))


def _without_anchor(place: Span, url: str) -> Diagnostic:
    return BROKEN_LINK.at(place, said("the link to '{url}' names an anchor that is not there", url=url), said("correct the link"))


class _Shared(dict[str, tuple[str | None, str]]):
    """The file that a link leads to, and the anchor in it, for links that mean the same on every page that is as far below the root.

    None for links that lead out of the site, and for those from the root: only the 404 page has them, which may be shown at any address.
    """

    def __init__(self, above: str) -> None:
        super().__init__()
        self._above = above

    def __missing__(self, url: str) -> tuple[str | None, str]:
        target = self[url] = _resolved("", url[len(self._above) :] if url.startswith(self._above) else url)
        return target


# By the way up to the root.
_shared = lru_cache(maxsize=16)(_Shared)


@lru_cache(maxsize=65536)
def _resolved(folder: str, url: str) -> tuple[str | None, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        # Such as `https://[x`: no address at all, and no file either.
        return url, ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None, ""
    target = normpath(f"{folder}/{unquote(parts.path)}".lstrip("/")) if parts.path else folder
    target = "" if target == "." else target
    is_page = target == folder or not target or parts.path.endswith(("/", "."))
    return (f"{target}/index.html".lstrip("/") if is_page else target), _anchor(parts.fragment)


def _anchor(fragment: str) -> str:
    """The id that an address ends with; none where every page has it: its top, or a text that is to be found in it."""
    anchor = unquote(fragment.partition(":~:")[0]) if "%" in fragment or ":" in fragment else fragment
    return "" if anchor.lower() == "top" else anchor
