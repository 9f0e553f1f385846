"""One rendering of the theme's frame for all pages that share it.

Header, navigation, footer and head are the same for every record of a kind but for a few places, yet the
theme takes longer to render them than a page takes to make. So the frame is rendered once, by the theme itself and on a real page,
with a slot in each of those places; a page is the frame with its slots filled.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import jinja2

from ..base import scripts
from ..base.saying import row
from ..text import typography
from ..views import atom
from ..views.site import Anchor, Page, Site
from . import engine, sheets
from .render import Rendered

# MkDocs dates the compressed sitemap by its pages, with today's date unless told another.
UNKNOWN_DAY = "1980-01-01"
# Private-use characters: the reader refuses them in contributed text, so no text can look like a slot.
_SLOT = re.compile("\ue000([a-z]+)\ue001")


def words(site: Site) -> dict[str, Any]:
    """What the frame says of the catalog: its lists, the groups of the search, and what ends every page.

    Templates have it as `config.extra.casebook`.
    """
    _, catalog = site._, site.catalog
    kinds = [kind for kind in catalog.kinds if catalog.by_kind[kind.name]]
    lists = [(_(kind.nouns), f"{kind.address}/") for kind in kinds]
    others = [_(kind.plural if place == 0 else kind.nouns) for place, kind in enumerate(kind for kind in kinds if not kind.is_main)]
    more = _("{names} and more").format(names=_(row(others[:2]))) if len(others) > 2 else _(row(others)) if others else ""
    main, licence = catalog.kinds.main, site.settings.licence
    return {
        "lists": [*lists, *([(_("sources"), "sources/")] if catalog.references else [])],
        "main": main.name,
        # By their places: of what there is nothing, the group has no name.
        "groups": [
            _(main.plural),
            _("Figures and statements") if catalog.claims else "",
            more or _("More"),
            _("Sources") if catalog.references else "",
            _("Pages"),
        ],
        "has_claims": bool(catalog.claims),
        "has_search": site.settings.search,
        "is_offline": site.settings.offline,
        "has_corrections": catalog.has_corrections,
        "has_feeds": atom.has_feeds(site),
        # The language of what is written in Han characters, where the site has such a one (ISO 639).
        "han": next((scripts.tag(code) for code in catalog.kinds.languages if code.partition("-")[0] in ("zh", "yue", "ja")), ""),
        "footer": site.settings.footer,
        # Once is enough, where the project's own words name it already.
        "licence": licence if licence and licence.name not in site.settings.footer else None,
    }


def navigation(site: Site, find: Callable[[str], Page | None]) -> list[dict[str, Any]]:
    """The navigation of a project that has written none: home, the lists, the views, hand-written pages, and what helps to contribute and to read."""
    _, catalog = site._, site.catalog
    main, others = catalog.kinds.main, [kind for kind in catalog.kinds if not kind.is_main and catalog.by_kind[kind.name]]
    # MkDocs' templates print the titles of a navigation as HTML; those of the catalog's own pages are escaped with these.
    written = [{html.escape(page.title, quote=False): page.path.partition("/")[2]} for page in catalog.docs if page.address]

    def group(*addresses: str) -> list[dict[str, Any]]:
        there = ((address, find(address)) for address in addresses)
        return [{page.label or page.title: f"{address}index.md"} for address, page in there if page]

    found: list[dict[str, Any]] = [{_("Home"): "index.md"}] if any(not page.address for page in catalog.docs) else []
    parts: list[tuple[str, list[dict[str, Any]]]] = [
        (_(main.plural), group(f"{main.address}/")),
        (_("Who and what"), group(*(f"{kind.address}/" for kind in others))),
        (_("Sources"), group("sources/")),
        (_("Views"), group("evidence-map/", "vouching/", "timeline/", "map/", "network/", "compare/")),
        (_("Pages"), written),
        (_("Contribute"), group("contribute/new/")),
        (_("About"), group("evidence/", "data/", "corrections/", "quality/", "fields/", "rules/")),
    ]
    # A group of one is that one, under its own name.
    return [*found, *({label: items} if len(items) > 1 else items[0] for label, items in parts if items)]


def loader(found: jinja2.BaseLoader | None, folders: Sequence[str], ours: str, own: str | None) -> jinja2.BaseLoader:
    """The templates of a site: those `found` in the theme's folders, in the order of these, where the project's `own` come before `ours`.

    Those of ours and of the theme can be had by their origin as well, whatever stands before them: `casebook:main.html` and
    `theme:base.html`. So a project's own `main.html` may extend `base.html`, as the theme's manual has it, and gets ours.
    """
    theirs = [folder for folder in folders if folder not in (ours, own)]
    by_origin = jinja2.PrefixLoader({"casebook": jinja2.FileSystemLoader(ours), "theme": jinja2.FileSystemLoader(theirs)}, delimiter=":")
    return jinja2.ChoiceLoader([found or jinja2.FileSystemLoader(folders), by_origin])


def can_be_shared(own: str | None) -> bool:
    """Whether one rendering of the frame serves many pages: a template of the project's `own` could print anything of a page."""
    return not own or next(Path(own).rglob("*.html"), None) is None


def fill(shown: engine.Page, page: Page, values: Mapping[str, str | None], toc: Sequence[Anchor]) -> None:
    """Put what templates of the theme print of a page of the catalog, or slots for it, into MkDocs' page."""
    # MkDocs' environment does not escape: whatever its templates print of a page must be HTML already.
    shown.toc = engine.TableOfContents([engine.AnchorLink(html.escape(anchor.label), anchor.id, 2) for anchor in toc])
    shown.update_date = page.changed or UNKNOWN_DAY
    shown.canonical_url = values["canonical"]
    shown.content = values["content"]
    shown.markdown = ""
    shown.meta = {
        "title": values["title"],
        "description": values["description"],
        "hide": ["navigation", "toc"],
        "section": page.section,
        "casebook": True,
        "changed": page.changed,
        "head": values["head"],
        "sheets": sheets.of_template(page.template),
    }
    if page.moved_to:
        shown.meta |= {"robots": "noindex", "moved_to": values["movedto"]}


def canonical(page: Page, site_url: str | None) -> str:
    """The one web address of what is on a page: of one that has moved, the new one. Empty when the site has none."""
    return urljoin(f"{site_url.rstrip('/')}/", quote(page.moved_to or page.address)) if site_url else ""


# A page in its frame, with values for the slots and its contents.
Around = Callable[[Page, Mapping[str, str | None], Sequence[Anchor]], str]


class Frames:
    """What stands around the pages of the catalog: rendered by `around` for a page, once for all pages that share it.

    Where `is_shared` is not given, templates may print anything of a page, and each has a rendering of its own.
    """

    def __init__(self, around: Around, *, is_shared: bool, language: str) -> None:
        self._around = around
        self._language = language
        self._is_shared = is_shared
        self._frames: dict[tuple[object, ...], list[str]] = {}

    def html(self, page: Page, rendered: Rendered, site_url: str | None, *, is_own: bool = False) -> str:
        """A rendered page in its frame, which is its own where the navigation marks the page, or one below it."""
        values = _values(page, rendered, site_url, self._language)
        if is_own or not self._is_shared:
            return self._around(page, values, rendered.toc)
        # The folder, because relative addresses depend on it.
        key = (
            page.section,
            page.address.rstrip("/").rpartition("/")[0],
            sheets.of_template(page.template),
            *(name for name, value in values.items() if value),
        )
        if key not in self._frames:
            slots = {name: f"\ue000{name}\ue001" if value else None for name, value in values.items()}
            self._frames[key] = _SLOT.split(self._around(page, slots, [Anchor(slots["skip"], "")] if slots["skip"] else []))
        return "".join([part if index % 2 == 0 else values[part] or "" for index, part in enumerate(self._frames[key])])


def _values(page: Page, rendered: Rendered, site_url: str | None, language: str) -> dict[str, str | None]:
    """What is a page's own in the frame, as HTML; None where it has nothing, which makes it another frame."""
    first = next(iter(rendered.toc), None)
    return {
        "title": html.escape(typography.quoted(page.title, language)),
        "description": html.escape(rendered.description),
        "canonical": canonical(page, site_url) or None,
        # From where the page is.
        "movedto": f"{posixpath.relpath(page.moved_to, page.address)}/" if page.moved_to else None,
        "skip": first.id if first else None,
        "content": rendered.html,
        "head": rendered.head,
    }
