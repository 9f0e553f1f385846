"""The MkDocs plugin: translates between MkDocs' events and the pipeline, and does nothing of its own.

A broken catalog stops the build before MkDocs touches the old site; every page is rendered before that, too.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import click
from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from . import exports
from .base import report
from .base.parallel import each
from .publishing import configured, frame, pipeline, search
from .publishing.build import settings
from .publishing.frame import Framed
from .publishing.render import Rendered, Renderer, RenderError
from .records import folder
from .text import prose
from .text.handwritten import Casebook
from .views import facets
from .views.here import Here
from .views.site import Page

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation

THEME = Path(__file__).parent / "theme"
# MkDocs dates the compressed sitemap by its pages, with today's date unless told another.
UNKNOWN_DAY = "1980-01-01"
# So many files beside the pages are worth a process of their own.
_FILES_A_PROCESS = 200


class Language(BaseConfigOption[str]):
    """The code of a language."""

    def run_validation(self, value: object) -> str:
        """The code as it is. Raises ValidationError for anything else."""
        if not isinstance(value, str) or not re.fullmatch(folder.LANGUAGE, value):
            raise ValidationError(f"'{value}' is no code of a language, such as de or pt-BR")
        return value


class Licence(BaseConfigOption[dict[str, str]]):
    """The name of a licence and the web address of its text."""

    def run_validation(self, value: object) -> dict[str, str]:
        """The two as they are. Raises ValidationError for anything else."""
        if isinstance(value, dict) and set(value) == {"name", "url"} and all(isinstance(part, str) and part for part in value.values()):
            if prose.is_safe_url(value["url"]):
                return value
            raise ValidationError(f"'{value['url']}' is no web address")
        raise ValidationError("a licence has a name and an address: {name: CC BY 4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}")


class CasebookConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    drafts = config_options.Type(bool, default=False)
    """Whether drafts are shown."""
    citations = config_options.Choice(("numeric", "author-date"), default="numeric")
    """How citations stand in texts: as numbers above the line, or as author and year."""
    style = config_options.Type(str, default="apa")
    """How references are formatted: a style that is shipped (`apa`, `chicago-author-date`, `gb-t-7714`), or a `.csl` file of the project."""
    cards = config_options.Type(bool, default=True)
    """Whether each case, and the site, has a picture that other sites show beside a link."""
    search = config_options.Type(bool, default=True)
    """Whether the site gets a search: a field on every page, the browser at `/search/`, and their index."""
    languages = config_options.ListOfItems(Language(), default=[])
    """The further languages in which records, words and maps have names, by their codes: `[de]` gives every record a field `name_de`."""
    licence = config_options.Optional(Licence())
    """What texts and data may be used under, as `{name: …, url: …}`; without it nothing claims a licence."""
    author = config_options.Type(str, default="")
    """Who the site says it is by, in citations of it; `site_author` unless given."""
    footer = config_options.Type(str, default="")
    """What ends every page; `copyright` unless given."""
    templates = config_options.Type(str, default="templates")
    """The project's own page templates, relative to `mkdocs.yml`; they come before the generator's."""


class RecordPage(MkDocsPage):
    """A page whose HTML is finished before MkDocs asks for it."""

    def __init__(self, page: Page, rendered: Rendered, file: File, config: MkDocsConfig) -> None:
        # MkDocs' environment does not escape: whatever its templates print of a page must be HTML already.
        super().__init__(escape(page.label or page.title), file, config)
        self._rendered = rendered
        self.casebook_page = page
        self.is_framed = False
        self.update_date = page.changed or UNKNOWN_DAY
        if page.moved_to and self.canonical_url:
            # The one address of what is there: the new one.
            self.canonical_url = urljoin(self.canonical_url, _relative(page))

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; what templates need of the page goes into its meta."""
        page = self.casebook_page
        self.markdown = ""
        self.meta = {
            "title": escape(page.title),
            "description": escape(self._rendered.description),
            "hide": ["navigation", "toc"],
            "section": page.section,
            "casebook": True,
            "changed": page.changed,
            "head": self._rendered.head,
        }
        if self.is_framed:
            self.meta["template"] = frame.TEMPLATE
        if page.moved_to:
            self.meta |= {"robots": "noindex", "moved_to": _relative(page)}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Put the finished HTML in place."""
        self.content = self._rendered.html
        self.toc = TableOfContents([AnchorLink(escape(anchor.label), anchor.id, 2) for anchor in self._rendered.toc])
        self.present_anchor_ids = {anchor.id for anchor in self._rendered.toc}


def _relative(page: Page) -> str:
    """Where a page that has moved leads, from where it is."""
    return f"{posixpath.relpath(page.moved_to, page.address)}/"


class CasebookPlugin(BasePlugin[CasebookConfig]):  # type: ignore[no-untyped-call]
    """See the module."""

    # MkDocs makes the plugin anew for every rebuild of `serve`: the class remembers that there was a first one.
    is_preview = False

    def __init__(self) -> None:
        self._result: pipeline.Result
        self._renderer: Renderer
        self._rendered: list[Rendered] = []
        self._writing = ExitStack()
        self._written_beside: Iterator[object] = iter(())
        self._syntax = Casebook(words=lambda mention: mention.raw)
        self._here: Here

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the theme's own files before Material's and behind the project's, and the casebook syntax among the extensions of Markdown."""
        if found := list(configured.walls(config)):
            raise PluginError("\n".join(found))
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        # Names are what MkDocs expects there, and hands on to Python-Markdown, which takes extensions as well.
        config.markdown_extensions.append(self._syntax)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read, check and render everything, before MkDocs empties the old site."""
        try:
            if self.config.search:
                search.executable()
            self._result = pipeline.run(_root(config), settings(config))
        except folder.UnusableProject as error:
            raise PluginError(str(error)) from None
        except search.SearchFailed as error:
            raise Abort(report.text([error.diagnostic])) from None
        found = self._result.diagnostics
        if found and self._result.is_sound:
            click.echo(f"{report.summary(found, 'the catalog')}: 'casebook check' lists them", err=True)
        if not config.site_url:
            click.echo("the site has no address ('site_url' in mkdocs.yml): its citations, feeds and previews on other sites go without", err=True)
        if not self._result.is_sound:
            click.echo(report.text(found), err=True, nl=False)
            raise Abort(report.summary(found, "the catalog; nothing was built"))
        config.extra["casebook"] = frame.words(self._result.site)
        if config.nav is None:
            config.nav = frame.navigation(self._result.site, self._result.pages)
        own = _root(config) / self.config.templates
        self._renderer = Renderer(self._result.site, own if own.is_dir() else None)
        try:
            self._rendered = self._renderer.render_all(self._result.pages)
        except RenderError as error:
            raise Abort(report.text([error.diagnostic])) from None
        if self.is_preview and (kept := Path(config.site_dir) / facets.FOLDER).is_dir():
            shutil.rmtree(_aside(config), ignore_errors=True)
            kept.rename(_aside(config))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and file of the catalog. What the project has at the same address (a robots.txt of its own, say) comes first."""
        own = set(files.src_uris)
        self._refuse_to_shadow({file.dest_uri: file.src_uri for file in files if file.src_dir == config.docs_dir})
        for page, rendered in zip(self._result.pages, self._rendered, strict=True):
            file = File.generated(config, f"{page.address}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
            # Relative to docs/, where MkDocs' edit_uri leads.
            file.edit_uri = f"../{page.source}" if page.source else None
            files.append(file)
            RecordPage(page, rendered, file, config)
        self._rendered = []
        beside = [item for item in self._result.files if item.beside and item.address not in own]
        for item in self._result.files:
            if not item.beside and item.address not in own:
                files.append(File.generated(config, item.address, content=item.content()))
        # While MkDocs writes the pages.
        write, batches = partial(_write, Path(config.site_dir)), exports.batches(beside)
        self._written_beside = self._writing.enter_context(each(write, batches, processes=len(beside) // _FILES_A_PROCESS))
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is left of the files beside the pages, then index it all.

        A preview is indexed at its first build only, so that an edit is seen at once; a search in it finds what was there then.
        """
        with self._writing:
            for _ in self._written_beside:
                pass
        if not self.config.search:
            return
        if self.is_preview and _aside(config).is_dir():
            _aside(config).rename(Path(config.site_dir) / facets.FOLDER)
            return
        try:
            site = self._result.site
            search.build(Path(config.site_dir), facets.findables(site), list(facets.facet_labels(site)))
        except search.SearchFailed as error:
            raise Abort(report.text([error.diagnostic])) from None

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Let all pages that share a frame share its rendering.

        Not those in the navigation, which are marked in it, nor those above one: to them its address is another; and none where the
        project has templates of its own.
        """
        titles = dict(_titles(config.nav or []))
        for page in nav.pages:
            if isinstance(page, RecordPage) and (title := titles.get(page.file.src_uri)):
                page.title = escape(title)
        is_shared = frame.can_be_shared(config.theme.custom_dir)
        above = {url[: end + 1] for url in (page.url for page in nav.pages) for end, character in enumerate(url) if character == "/"}
        for file in files.documentation_pages():
            if isinstance(file.page, RecordPage):
                file.page.is_framed = is_shared and file.page.url not in above
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Mend the theme's base, and offer the shared frame as a template."""
        env.loader = frame.loader(env.loader, config.theme.dirs, str(THEME), config.theme.custom_dir)
        framed, get_template = Framed(env.get_template("main.html")), env.get_template
        # MkDocs asks the environment for a page's template by name: this is the one place to answer with our own.
        env.__dict__["get_template"] = lambda name, *rest, **named: framed if name == frame.TEMPLATE else get_template(name, *rest, **named)
        return env

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Make a hand-written page ready to be read: its title, its head, and what its mentions stand for."""
        if isinstance(page, RecordPage):
            return markdown
        site = self._result.site
        path = f"{folder.DOCS}/{page.file.src_uri}"
        page.meta["changed"] = site.catalog.changed(path)
        page.update_date = page.meta["changed"] or UNKNOWN_DAY
        own = next((written.title for written in site.catalog.docs if written.path == path), None)
        # A title that stands in the navigation is the page's in menus; MkDocs' templates print titles as HTML.
        if own is not None and "title" not in page.__dict__:
            page.title = escape(own, quote=False)
        if "title" in page.meta:
            page.meta["title"] = escape(str(page.meta["title"]), quote=False)
        # The home page's own title says "Home".
        title = unescape(str(page.title)) if page.url else config.site_name
        description = str(page.meta.get("description") or config.site_description or "")
        try:
            page.meta["head"] = self._renderer.document_head(page.url, title, description)
        except RenderError as error:
            raise Abort(report.text([error.diagnostic])) from None
        here = self._here = Here(site, page.url)
        quiet = Here(site, page.url, numbered=False)
        self._syntax.words = lambda mention: quiet.plain(mention.raw)
        self._syntax.fill = lambda html, mentions: prose.fill(html, mentions, here)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put its references below a hand-written page."""
        if isinstance(page, RecordPage):
            return html
        try:
            return f"{html}{self._renderer.references(self._here)}"
        except RenderError as error:
            raise Abort(report.text([error.diagnostic])) from None

    def _refuse_to_shadow(self, own: Mapping[str, str]) -> None:
        """A file of `docs/` may stand for one at the root, such as `robots.txt`; not for what belongs to a record or to the theme."""
        made = {item.address for item in self._result.files if "/" in item.address} | {f"{page.address}index.html" for page in self._result.pages}
        if taken := sorted(source for uri, source in own.items() if uri in made or uri.startswith("assets/casebook/")):
            raise Abort(f"docs/{taken[0]} has the address of a file that is made from the catalog: give it another name")

    def on_build_error(self, *, error: Exception) -> None:
        """Stop what is under way."""
        self.stop()

    def stop(self) -> None:
        """Leave no process behind: it would go on writing into a folder that is to be removed."""
        self._writing.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the records and the templates, too; where a rebuild fails, the pages as they were go on being served."""
        type(self).is_preview = True
        rebuild = server.builder

        def build(*arguments: Any) -> None:
            # Nothing of the site has been touched; left alone, MkDocs would stop answering.
            try:
                rebuild(*arguments)
            except (Abort, MkDocsException) as error:
                click.echo(str(error).rstrip(), err=True)

        server.builder = build
        own = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        for watched in (*own, _root(config) / folder.CASES, _root(config) / self.config.templates, THEME, THEME.parent / "templates"):
            if watched.is_dir():
                server.watch(str(watched))
        return server


def _titles(nav: Any) -> Iterator[tuple[str, str]]:
    """(file, title) of everything to which the navigation gives a title."""
    for item in nav if isinstance(nav, list) else []:
        for title, part in item.items() if isinstance(item, dict) else ():
            if isinstance(part, str):
                # As MkDocs names files, however the navigation writes them.
                yield posixpath.normpath(part), str(title)
            else:
                yield from _titles(part)


def _write(folder: Path, items: Sequence[exports.File]) -> None:
    """Write files, making their folders."""
    for item in items:
        content = item.content()
        path = f"{folder}/{item.address}"
        try:
            _write_file(path, content)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            _write_file(path, content)


def _write_file(path: str, content: str | bytes) -> None:
    # In one piece and without pathlib, which takes as long as the writing.
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(content.encode() if isinstance(content, str) else content)


def _aside(config: MkDocsConfig) -> Path:
    """Where a preview keeps its search index while MkDocs empties the site."""
    return Path(f"{config.site_dir.rstrip('/')}.{facets.FOLDER}")


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
