"""One rendering of the theme's frame for all pages that share it.

Header, navigation, footer and head are the same for every record of a kind but for a few places, yet the
theme takes longer to render them than a page takes to make. So the frame is rendered once, by the theme itself and on a real page,
with a slot in each of those places; a page is the frame with its slots filled. Knows the page objects of MkDocs
by their attributes only.
"""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import jinja2
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ..views.site import Page, Site

# The name by which pages ask for it, as MkDocs' `template` metadata.
TEMPLATE = "casebook-frame"
# Private-use characters: the reader refuses them in contributed text, so no text can look like a slot.
_SLOT = re.compile("\ue000([a-z]+)\ue001")


# The theme's base has an attribute there that HTML does not allow on a checkbox.
_CHECKBOX = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


class Mended(jinja2.BaseLoader):
    """A loader of templates that mends what of the theme's base is no valid HTML."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template, as Jinja asks for it."""
        source, path, is_current = self._loader.get_source(environment, template)
        return _CHECKBOX.sub(r"\1", source) if template.endswith("base.html") else source, path, is_current

    def list_templates(self) -> list[str]:
        """Every template there is."""
        return self._loader.list_templates()


def words(site: Site) -> dict[str, Any]:
    """What the frame says of the catalog: its lists, the groups of the search, and what ends every page.

    Templates have it as `config.extra.casebook`.
    """
    _, catalog = site._, site.catalog
    kinds = [kind for kind in catalog.kinds if catalog.by_kind[kind.name]]
    lists = [(_(kind.nouns), f"{kind.address}/") for kind in kinds]
    others = [_(kind.plural if place == 0 else kind.nouns) for place, kind in enumerate(kind for kind in kinds if not kind.is_main)]
    more = _("{names} and more").format(names=", ".join(others[:2])) if len(others) > 2 else ", ".join(others)
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
        "has_corrections": catalog.has_corrections,
        # The language of what is written in Han characters, where the site has such a one (ISO 639).
        "han": next((code for code in catalog.kinds.languages if code.partition("-")[0] in ("zh", "yue", "ja")), ""),
        "footer": site.settings.footer,
        # Once is enough, where the project's own words name it already.
        "licence": licence if licence and licence.name not in site.settings.footer else None,
    }


def navigation(site: Site, pages: Sequence[Page]) -> list[dict[str, Any]]:
    """The navigation of a project that has written none: home, the lists, the views, hand-written pages, and what helps to contribute and to read."""
    _, catalog = site._, site.catalog
    there = {page.address: page.label or page.title for page in pages}
    main, others = catalog.kinds.main, [kind for kind in catalog.kinds if not kind.is_main and catalog.by_kind[kind.name]]
    # MkDocs' templates print the titles of a navigation as HTML; those of the catalog's own pages are escaped with these.
    written = [{html.escape(page.title, quote=False): page.path.partition("/")[2]} for page in catalog.docs if page.address]

    def group(*addresses: str) -> list[dict[str, Any]]:
        return [{there[address]: f"{address}index.md"} for address in addresses if address in there]

    found: list[dict[str, Any]] = [{_("Home"): "index.md"}] if any(not page.address for page in catalog.docs) else []
    parts: list[tuple[str, list[dict[str, Any]]]] = [
        (_(main.plural), group(f"{main.address}/")),
        (_("Who and what"), group(*(f"{kind.address}/" for kind in others))),
        (_("Sources"), group("sources/")),
        (_("Views"), group("timeline/", "map/", "network/")),
        (_("Pages"), written),
        (_("About"), group("evidence/", "data/", "corrections/", "fields/", "rules/")),
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
    return Mended(jinja2.ChoiceLoader([found or jinja2.FileSystemLoader(folders), by_origin]))


def can_be_shared(own: str | None) -> bool:
    """Whether one rendering of the frame serves many pages: a template of the project's `own` could print anything of a page."""
    return not own or next(Path(own).rglob("*.html"), None) is None


class Template(Protocol):
    """What MkDocs asks of a template."""

    def render(self, context: Mapping[str, Any]) -> str:
        """The page's HTML."""


class Framed:
    """A template that gives what `template` would, rendering the frame once for all pages that share it."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._frames: dict[tuple[object, ...], list[str]] = {}

    def render(self, context: Mapping[str, Any]) -> str:
        """The page's HTML."""
        page = context["page"]
        values = _values(page)
        # The folder, because relative addresses depend on it.
        key = (page.meta["section"], page.url.rstrip("/").rpartition("/")[0], *(name for name, value in values.items() if value))
        if key not in self._frames:
            self._frames[key] = _SLOT.split(self._template.render({**context, "page": _with_slots(page, values)}))
        parts = self._frames[key]
        filled = [part if index % 2 == 0 else values[part] or "" for index, part in enumerate(parts)]
        return "".join(filled)


def _values(page: Any) -> dict[str, str | None]:
    """What is a page's own in the frame; None where it has nothing, which makes it another frame."""
    first = next(iter(page.toc), None)
    return {
        "title": page.meta["title"],
        "description": page.meta["description"],
        "canonical": page.canonical_url,
        "movedto": page.meta.get("moved_to"),
        "skip": first.id if first else None,
        "content": page.content,
        "head": page.meta["head"],
    }


def _with_slots(page: Any, values: Mapping[str, str | None]) -> Any:
    """A copy of the page with slots for its values."""
    slots = {name: f"\ue000{name}\ue001" if value else None for name, value in values.items()}
    slotted = copy.copy(page)
    slotted.meta = {**page.meta, "title": slots["title"], "description": slots["description"], "head": slots["head"]}
    if slots["movedto"]:
        slotted.meta["moved_to"] = slots["movedto"]
    slotted.title = slots["title"]
    slotted.canonical_url = slots["canonical"]
    slotted.toc = TableOfContents([AnchorLink("", slots["skip"], 2)] if slots["skip"] else [])
    slotted.content = slots["content"]
    return slotted
