"""The hand-written half of a site: the pages of `docs/`, the navigation and the theme, as MkDocs makes them.

MkDocs meets the pages of the catalog only by name: in its navigation, and where a hand-written page links to one.
"""

from __future__ import annotations

import os
import posixpath
import traceback
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from html import escape, unescape
from itertools import count
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

import jinja2

from ..base.kept import stamp
from ..base.saying import Said, said
from ..catalog import living
from ..checks import living_block
from ..records import folder
from ..text import prose, typography
from ..text.handwritten import Casebook
from ..views import site as views
from ..views.here import Here
from ..views.site import Site
from . import engine, finishing, frame, policy, theme_files
from .engine import File, InclusionLevel, MkDocsConfig
from .render import COMPILED, Renderer, RenderError, hold

THEME = Path(__file__).parent.parent / "theme"
# What our templates take from the head of a page of the catalog alone; of a hand-written one they would take it for that, or lead elsewhere.
_OURS = ("casebook", "moved_to")
# What MkDocs' templates print of a head as HTML.
_PRINTED = ("description", "author")

# A page of the catalog by its address; None when there is none.
Find = Callable[[str], views.Page | None]


class DocumentFailed(Exception):
    """A hand-written page, or a template of the theme or of the project, cannot be made into HTML. The text is for people."""


def prepare(config: MkDocsConfig, syntax: Casebook) -> None:
    """Put the theme's own files before Material's and behind the project's, and the casebook syntax among the extensions of Markdown."""
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    # Names are what MkDocs expects there, and hands on to Python-Markdown, which takes extensions as well.
    config.markdown_extensions[:] = [*(name for name in config.markdown_extensions if not isinstance(name, Casebook)), syntax]


class Documents:
    """The hand-written pages of one site, in one state of the project."""

    def __init__(self, config: MkDocsConfig, site: Site, renderer: Renderer, find: Find) -> None:
        self.config = config
        self.files = engine.Files([])
        self._site = site
        self._renderer = renderer
        self._find = find
        self._written = {page.path: page for page in site.catalog.docs}
        self._syntax = Casebook(words=lambda mention: mention.raw)
        self._here = Here(site, "")
        self._others = engine.other_plugins(config)
        self._read: set[str] = set()
        # What hand-written pages leave beside them, by the paths in the site.
        self.beside: dict[str, str] = {}
        prepare(config, self._syntax)

    # --- what MkDocs found ---------------------------------------------------------------------------------------

    def take_files(self, files: engine.Files) -> None:
        """The files of `docs/` and of the theme, of which those that nothing asks for are taken out."""
        theme_files.leave_out(files, self.config, THEME)
        self.files = files

    def take_navigation(self, nav: engine.Navigation) -> None:
        """The navigation. What it calls a page of the catalog that has no title there, the page itself says."""
        self.nav = nav
        titles = dict(_titles(self.config.nav or []))
        for page in nav.pages:
            address = "" if page.url in ("", "./") else page.url
            if title := titles.get(page.file.src_uri):
                page.title = escape(title) if self._find(address) else title
            elif made := self._find(address):
                page.title = escape(made.label or made.title)
            elif written := self._written.get(f"{folder.DOCS}/{page.file.src_uri}"):
                # MkDocs' templates print titles as HTML.
                page.title = escape(written.title, quote=False)

    def take_environment(self, environment: jinja2.Environment, *, is_open: bool = False) -> None:
        """The theme's templates, with our own among them, and the policy of a page as a filter: see policy.policy."""
        theme, more = self.config.theme, self.config.plugins[engine.PLUGIN].config.policy or {}
        environment.globals["_"] = self._site.wording.gettext
        environment.filters["quoted"] = partial(typography.running, language=self._site.settings.written_in)
        environment.filters["policy"] = partial(policy.policy, more=more, is_open=is_open)
        environment.loader = frame.loader(environment.loader, theme.dirs, str(THEME), theme.custom_dir)
        environment.bytecode_cache = COMPILED
        self._environment = environment

    @property
    def pages(self) -> list[engine.Page]:
        """The hand-written pages."""
        return [file.page for file in self.files.documentation_pages() if file.page and self._is_written(file)]

    def _is_written(self, file: File) -> bool:
        return file.generated_by != engine.PLUGIN

    # --- pages ---------------------------------------------------------------------------------------------------

    def before(self, page: engine.Page) -> None:
        """Make a hand-written page that was read ready for Markdown: its title, its head, and what its mentions stand for.

        Raises render.RenderError when the template of the head fails.
        """
        site = self._site
        path = f"{folder.DOCS}/{page.file.src_uri}"
        for name in _OURS:
            page.meta.pop(name, None)
        for name in _PRINTED:
            if name in page.meta:
                page.meta[name] = escape(str(page.meta[name]), quote=True)
        page.meta["changed"] = site.catalog.changed(path)
        page.update_date = page.meta["changed"] or frame.UNKNOWN_DAY
        # A title that stands in the navigation is the page's in menus.
        if path in self._written and "title" not in page.__dict__:
            page.title = escape(self._written[path].title, quote=False)
        if "title" in page.meta:
            page.meta["title"] = escape(str(page.meta["title"]), quote=False)
        # The home page's own title says "Home".
        title = unescape(str(page.title)) if page.url else self.config.site_name
        description = unescape(str(page.meta.get("description") or self.config.site_description or ""))
        page.meta["head"] = self._renderer.document_head(page.url, title, description)
        here = self._here = Here(site, page.url)
        quiet = Here(site, page.url, numbered=False)
        self._syntax.words = lambda mention: quiet.plain(mention.raw)
        # Plain text for plugins to come: to one that calls itself safe they could add no tag.
        self._syntax.draw = partial(self._drawn, here, count(1))
        self._syntax.fill = lambda html, mentions: str(prose.fill(html, mentions, here))

    def _drawn(self, here: Here, numbers: Iterator[int], declared: str) -> str | None:
        """What a living block shows; None for one that came into the page unchecked, and is not sound."""
        block = living.declared(declared)
        if block is None or any(living_block.problems(self._site.catalog, block)):
            return None
        return self._renderer.living(block.view, here, next(numbers))

    def after(self, page: engine.Page, html: str) -> str:
        """The page that was made ready last, with its references below, fit for the frame.

        Raises render.RenderError when the template of the references fails.
        """
        copies_code = "content.code.copy" in (self.config.theme.get("features") or [])
        whole = typography.typeset(f"{html}{self._renderer.references(self._here)}", self._site.settings.written_in)
        finished = finishing.finish(whole, engine.get_relative_url(".", page.url), copies_code=copies_code)
        page.meta["sheets"], page.meta["own_styles"] = finished.sheets, finished.styles
        self.beside |= finished.files
        return finished.html

    # --- without MkDocs' own loop ----------------------------------------------------------------------------------

    def open(self, made: Callable[[str], File | None]) -> None:
        """Find files and navigation as MkDocs does; `made` gives the file of the catalog that has an address below `docs/`."""
        config, others = self.config, self._others
        environment = config.theme.get_env()
        found = engine.get_files(config)
        for file in _theme_files(config, environment):
            # What the project has at the same address comes first.
            if file.src_uri not in found.src_uris:
                found.append(file)
        files = others.on_files(_Files(found, made), config=config)
        engine.set_exclusions(files, config)
        self.take_files(files)
        self.take_navigation(engine.get_navigation(files, config))
        self.nav = others.on_nav(self.nav, config=config, files=files)
        self.take_environment(others.on_env(environment, config=config, files=files))

    def hold(self) -> None:
        """Have the theme's templates as they are now, whatever becomes of their files."""
        folders = [Path(folder) for folder in (self.config.theme.custom_dir, THEME) if folder]
        hold(self._environment, (path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")))

    def read(self, page: engine.Page) -> None:
        """Read a hand-written page, once, with everything that plugins do to it.

        Raises DocumentFailed, and render.RenderError when a template of the catalog's own fails.
        """
        if page.file.src_uri in self._read:
            return
        config, files, others = self.config, self.files, self._others
        with self._current(page):
            page = others.on_pre_page(page, config=config, files=files)
            page.read_source(config)
            page.markdown = others.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
            self.before(page)
            page.render(config, files)
            page.content = self.after(page, others.on_page_content(page.content or "", page=page, config=config, files=files))
        self._read.add(page.file.src_uri)

    @contextmanager
    def _current(self, page: engine.Page) -> Iterator[None]:
        """The page that MkDocs and its plugins are told to be at work on; whatever one of them fails with names it."""
        self.config._current_page = page
        try:
            yield
        except (DocumentFailed, RenderError, engine.MkDocsException):
            raise
        except Exception as error:
            # An extension of Markdown or a plugin may raise anything.
            what = " ".join(f"{type(error).__name__}: {error}".split())
            raise DocumentFailed(
                said("{path}: an extension or a plugin cannot make the page: {reason}", path=f"{folder.DOCS}/{page.file.src_uri}", reason=what)
            ) from error
        finally:
            self.config._current_page = None

    def html(self, page: engine.Page) -> str:
        """A hand-written page, whole. Raises as `read`."""
        self.read(page)
        config, others = self.config, self._others
        page.active = True
        try:
            with self._current(page):
                template = self._template(page.meta.get("template", "main.html"))
                context = others.on_page_context(self.context(page), page=page, config=config, nav=self.nav)
                return self.posted(page, _rendered(template, context))
        finally:
            page.active = False

    @property
    def is_posted(self) -> bool:
        """Whether a plugin wants to see finished pages."""
        return bool(self._others.events.get("post_page"))

    def posted(self, page: engine.Page, html: str) -> str:
        """A finished page as plugins leave it: the one event that the catalog's own pages have as well."""
        return str(self._others.on_post_page(html, page=page, config=self.config))

    def context(self, page: engine.Page) -> engine.TemplateContext:
        """What templates know of a page."""
        return engine.get_context(self.nav, self.files, self.config, page)

    def framed(self, page: engine.Page) -> str:
        """A page whose content is finished, in the theme's frame. Raises DocumentFailed."""
        page.active = True
        try:
            return _rendered(self._template("main.html"), self.context(page))
        finally:
            page.active = False

    def template(self, name: str, listed: Callable[[], list[Any]]) -> str:
        """A file that a template of the theme or of the project makes; `listed` gives all pages of the site. Raises DocumentFailed."""
        config, others = self.config, self._others
        # At an error the address may be any: what it links to begins at the root.
        base = urlsplit(config.site_url or "/").path if engine.is_error_template(name) else engine.get_relative_url(".", name)
        if name in config.extra_templates and name not in config.theme.static_templates:
            file = self.files.get_file_from_path(name)
            # As MkDocs does: such a file is the project's own, and may be of any format.
            template = jinja2.Template(file.content_string if file else "")
        else:
            template = self._template(name)
        template = others.on_pre_template(template, template_name=name, config=config)
        context = engine.get_context(self.nav, self.files, config, base_url=base)
        context["pages"] = _Listed(listed)
        context = others.on_template_context(context, template_name=name, config=config)
        return str(others.on_post_template(_rendered(template, context), template_name=name, config=config))

    def _template(self, name: str) -> jinja2.Template:
        try:
            return self._environment.get_template(name)
        except jinja2.TemplateError as error:
            raise DocumentFailed(_of_a_template(error)) from error


# Those of the theme last asked for, by its folders and when these changed: to look for them takes longer than anything else of an edit.
_THEME_FILES: dict[Hashable, list[File]] = {}


def _theme_files(config: MkDocsConfig, environment: jinja2.Environment) -> list[File]:
    """The files of the theme that are no templates, as MkDocs finds them."""
    of = (config.site_dir, *((folder, stamp(folder)) for theme in config.theme.dirs for folder, _folders, _names in _shown(theme)))
    if of not in _THEME_FILES:
        files = engine.Files([])
        files.add_files_from_theme(environment, config)
        _THEME_FILES.clear()
        _THEME_FILES[of] = list(files)
    return _THEME_FILES[of]


def _shown(folder: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """A folder and those below it, as os.walk has them, but those with a dot first: none of what is in them is published."""
    for found in os.walk(folder):
        found[1][:] = [name for name in found[1] if not name.startswith(".")]
        yield found


class _Listed(Sequence[Any]):
    """All pages of the site, listed only when a template looks at them: most do not."""

    def __init__(self, listed: Callable[[], list[Any]]) -> None:
        self._listed = listed

    @cached_property
    def _pages(self) -> list[Any]:
        return self._listed()

    def __getitem__(self, index: Any) -> Any:
        return self._pages[index]

    def __len__(self) -> int:
        return len(self._pages)


class _Files(engine.Files):
    """The files that MkDocs found and, asked for by name, those that the catalog makes."""

    def __init__(self, files: engine.Files, made: Callable[[str], File | None]) -> None:
        super().__init__(files)
        self._made = made

    def get_file_from_path(self, path: str) -> File | None:
        """As Files.get_file_from_path."""
        return super().get_file_from_path(path) or self._made(PurePath(path).as_posix())


def made_file(path: str, content: bytes, config: MkDocsConfig) -> File:
    """A file as MkDocs has them, of which it finds none in `docs/`."""
    file = File(path, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.NOT_IN_NAV)
    file.generated_by = engine.PLUGIN
    file.content_bytes = content
    return file


def page_file(page: views.Page, config: MkDocsConfig) -> File:
    """A page of the catalog as MkDocs has files."""
    file = made_file(f"{page.address}index.md", b"", config)
    # Relative to docs/, where MkDocs' edit_uri leads.
    file.edit_uri = f"../{page.source}" if page.source else None
    return file


def _titles(nav: Any) -> Iterator[tuple[str, str]]:
    """(file, title) of everything to which the navigation gives a title."""
    for item in nav if isinstance(nav, list) else []:
        for title, part in item.items() if isinstance(item, dict) else ():
            if isinstance(part, str):
                # As MkDocs names files, however the navigation writes them.
                yield posixpath.normpath(part), str(title)
            else:
                yield from _titles(part)


def _rendered(template: Any, context: Any) -> str:
    try:
        return str(template.render(context))
    except Exception as error:
        raise DocumentFailed(_of_a_template(error)) from error


def _of_a_template(error: Exception) -> Said:
    """What is wrong with a template, such as one of a project's `custom_dir`, and where."""
    if isinstance(error, jinja2.TemplateNotFound):
        return said(
            "there is no template '{name}': correct the 'template:' in front of a page in docs/, or the name in a file of 'custom_dir'",
            name=error.name,
        )
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = f"{error.filename or error.name}:{error.lineno}: "
        return said("{place}{reason}: correct the template", place=place, reason=(error.message or "").rstrip("."))
    # Jinja lets the frames of a template look like lines of its file; the last of them is where it stopped.
    frames = [entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename.endswith((".html", ".xml"))]
    place = f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
    return said("{place}{reason}: correct the template", place=place, reason=error)
