"""Links by address: where a hand-written page or the navigation leads to a page of the catalog, and what that page is of."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..catalog.catalog import Catalog
from ..catalog.entries import DocsPage, Entry
from ..records.folder import DOCS
from ..records.reference import Reference, at_address
from ..text.syntax import without_code

# Where a link of Markdown leads, in its place or in a definition below the text, and one of HTML.
_LINK = re.compile(
    r"""\]\(\s*<?(?P<inline>[^()\s<>]+) | ^\ {0,3}\[[^\]\n]+\]:\s*<?(?P<defined>[^\s<>]+) | \b(?:href|src)\s*=\s*["'](?P<html>[^"'\s]+)""",
    re.MULTILINE | re.VERBOSE,
)
_WORD = re.compile(r"""[^\s"'\[\]{},]+""")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
# As a page of the catalog is called in a link, behind its address.
_ENDING = re.compile(r"(?:/index)?\.(?:md|html)\Z|/\Z")


class Link(NamedTuple):
    """Where a link stands in its text, as the offset of its address and that address; and to what of the catalog it leads."""

    start: int
    address: str
    target: Entry | Reference

    @property
    def name(self) -> str:
        """The last part of the address of what it leads to: an id, or a key."""
        return self.target.id if isinstance(self.target, Entry) else self.target.slug

    @property
    def name_at(self) -> int:
        """The offset of that part."""
        path = re.split("[?#]", self.address, maxsplit=1)[0]
        return self.start + _ENDING.sub("", path).rindex(self.name)

    @property
    def anchor(self) -> str:
        """What stands behind the `#`."""
        return self.address.partition("#")[2]


def of_page(catalog: Catalog, page: DocsPage) -> Iterator[Link]:
    """The links of a hand-written page to pages of the catalog."""
    folder = posixpath.dirname(page.path.removeprefix(f"{DOCS}/"))
    for match in _LINK.finditer(without_code(page.text.content)):
        group = match.lastgroup or ""
        written = match[group]
        # As MkDocs takes it, from the file; as a browser does, from the address of the page.
        bases = (folder,) if ".md" in written else (page.address, folder)
        if found := _first(_target(catalog, base, written) for base in bases):
            yield Link(match.start(group), written, found)


def of_configuration(catalog: Catalog, content: str) -> Iterator[Link]:
    """The pages of the catalog that `mkdocs.yml` names, such as in its navigation."""
    for match in _WORD.finditer(content):
        if "/" in match.group() and (found := _target(catalog, "", match.group())):
            yield Link(match.start(), match.group(), found)


def _first(targets: Iterable[Entry | Reference | None]) -> Entry | Reference | None:
    return next((target for target in targets if target), None)


def _target(catalog: Catalog, base: str, written: str) -> Entry | Reference | None:
    if _ELSEWHERE.match(written):
        return None
    path = re.split("[?#]", written, maxsplit=1)[0]
    whole = posixpath.normpath(posixpath.join("/", base, _ENDING.sub("", path))).strip("/") + "/"
    entry = catalog.answering(whole)
    if entry and entry.address == whole:
        return entry
    source = at_address(catalog.references, whole)
    # Below the page of a source there may be others.
    return source if source and source.address == whole else None
