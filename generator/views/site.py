"""What pages are made from: the Site with its settings, and the Page itself.

A page is a function of the catalog and the configuration: no clock, no network, no environment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..base.diagnostic import Rule
from ..base.saying import ENGLISH
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..citing.formatting import Formatted
from ..records.reference import Reference
from ..text.wording import Wording

if TYPE_CHECKING:
    from .here import Here

T = TypeVar("T")


@dataclass(frozen=True)
class Licence:
    """What the texts and the data of a catalog may be used under: its name for people, and the address of its text."""

    name: str
    url: str


@dataclass(frozen=True)
class Settings:
    """What a project and a door tell the site: one value, carried whole.

    `edit_base` is the web address below which the project's files can be edited, `url` that of the site itself with a closing slash; each
    is empty when there is none. `description` says in a sentence what the site is. `citations` is `numeric` or `author-date`, `style` the
    citation style of its references. `author` is who the site says it is by. `cards` says whether there are social cards, `search` whether
    there is an index to search, `drafts` whether drafts are shown, `offline` whether pages are opened from a disk. Without a `licence` nothing
    claims one. `footer` ends every page. `language` is that of the site's own words, one of `saying.LANGUAGES`;
    `written_in` that of its texts, any (BCP 47).
    """

    name: str = "Casebook"
    url: str = ""
    description: str = ""
    author: str = ""
    licence: Licence | None = None
    footer: str = ""
    edit_base: str = ""
    citations: str = "numeric"
    style: str = "apa"
    cards: bool = False
    search: bool = True
    drafts: bool = False
    offline: bool = False
    language: str = ENGLISH
    written_in: str = ENGLISH


@dataclass(frozen=True, repr=False)
class Site:
    """The catalog to be shown, the rules it was checked by, and how its language writes things.

    `formatted` are the sources as each citation style prints them, by style and key (see `cite_us.formatted`). `cache` is the folder in which what
    takes long is kept between builds, if there is one.
    """

    catalog: Catalog
    rules: tuple[Rule, ...] = ()
    settings: Settings = field(default_factory=Settings)
    wording: Wording = field(default_factory=Wording)
    formatted: Mapping[str, Formatted] = field(default_factory=dict)
    cache: Path | None = None
    _made: dict[Callable[[Site], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def public(self) -> Site:
        """The site without drafts: while drafts are being previewed, too, the open data holds none."""
        if not any(entry.is_draft for entry in self.catalog):
            return self
        return replace(self, catalog=self.catalog.published(), _made={})

    def once(self, make: Callable[[Site], T]) -> T:
        """What `make` makes of this site, made only once: several pages and files share it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def web(self, address: str, origin: str) -> str:
        """The web address of a page or file; while the site has none, the relative one from the file `origin`."""
        return f"{self.settings.url}{address}" if self.settings.url else "../" * origin.count("/") + address or "./"

    def permanent(self, address: str) -> str:
        """A permanent identifier of a page: its web address when the site has one, else a tag URI (RFC 4151)."""
        return f"{self.settings.url}{address}" if self.settings.url else f"tag:casebook.invalid,2026:{address}"

    @property
    def author(self) -> str:
        """Who the site says it is by: itself, unless told otherwise."""
        return self.settings.author or self.settings.name

    @property
    def _(self) -> Callable[[str], str]:
        """Translates an interface text."""
        return self.wording.gettext


@dataclass(frozen=True)
class Anchor:
    """An entry of a page's table of contents."""

    id: str
    label: str


@dataclass(frozen=True)
class Page:
    """One page of the site.

    `address` is relative to the site's root and ends in a slash. `view` makes the template's values when the page is
    rendered, not before; a value `toc` holds its Anchors. `section` is the address of the index it belongs to. `source` is the
    file to edit, relative to the project root; `changed` the ISO day of its last change. `moved_to` is the address that
    the page only leads on to. `label` is a shorter title for menus. A bare page has a template for all of it, without the site's frame, and
    stands in no list.
    """

    address: str
    title: str
    template: str
    view: Callable[[Here], Mapping[str, Any]]
    description: Callable[[Here], str]
    section: str = ""
    entry: Entry | None = None
    reference: Reference | None = None
    source: str | None = None
    changed: str | None = None
    moved_to: str = ""
    label: str = ""
    is_bare: bool = False
