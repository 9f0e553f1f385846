"""The MkDocs plugin: translates between MkDocs' events and the publisher, and does nothing of its own.

It is for `mkdocs build` and `mkdocs serve`; the commands of ours have no need of MkDocs' loop. A broken catalog stops the build before
MkDocs touches the old site.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .base import report
from .base.saying import joined, of_locale, said, spoken
from .publishing import configured, engine, pipeline, policy, search, unfinished
from .publishing.build import remarks, settings
from .publishing.documents import DocumentFailed, made_file, page_file
from .publishing.engine import BaseConfigOption, Config, Files, MkDocsConfig, ValidationError, config_options
from .publishing.publisher import Publisher, Shadowed
from .publishing.render import RenderError
from .publishing.writing import write
from .records import folder
from .text import prose
from .views import facets

if TYPE_CHECKING:
    import jinja2

# The name by which pages of the catalog ask for their template.
TEMPLATE = "casebook-page"
# In which what is wrong is said; MkDocs itself has English only.
LANGUAGE = of_locale()


class Language(BaseConfigOption[str]):
    """The code of a language."""

    def run_validation(self, value: object) -> str:
        """The code as it is. Raises ValidationError for anything else."""
        if not isinstance(value, str) or not re.fullmatch(folder.LANGUAGE, value):
            raise ValidationError(spoken(said("'{value}' is no code of a language, such as de or pt-BR", value=value), LANGUAGE))
        return value


class Licence(BaseConfigOption[dict[str, str]]):
    """The name of a licence and the web address of its text."""

    def run_validation(self, value: object) -> dict[str, str]:
        """The two as they are. Raises ValidationError for anything else."""
        if isinstance(value, dict) and set(value) == {"name", "url"} and all(isinstance(part, str) and part for part in value.values()):
            if prose.is_safe_url(value["url"]):
                return value
            raise ValidationError(spoken(said("'{url}' is no web address", url=value["url"]), LANGUAGE))
        wanted = said("a licence has a name and an address: {name: CC BY 4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}")
        raise ValidationError(spoken(wanted, LANGUAGE))


class Policy(BaseConfigOption[dict[str, list[str]]]):
    """What a page may load and run besides what is the site's own."""

    def run_validation(self, value: object) -> dict[str, list[str]]:
        """The sources of each directive. Raises ValidationError for what is none."""
        try:
            return policy.additions(value)
        except ValueError as error:
            raise ValidationError(spoken(str(error), LANGUAGE)) from None


class CasebookConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    drafts = config_options.Type(bool, default=False)
    """Whether drafts are shown."""
    citations = config_options.Choice(("numeric", "author-date"), default="numeric")
    """How citations stand in texts: as numbers above the line, or as author and year."""
    style = config_options.Type(str, default="")
    """How references are formatted: a style that is shipped (`apa`, `chicago-author-date`, `gb-t-7714`), or a `.csl` file of the project.
    Unless given, the one that is usual in the site's language."""
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
    policy = config_options.Optional(Policy())
    """What a page may load and run besides what is the site's own, such as `{connect-src: 'https://stats.example.org'}`: see the policy of pages."""
    templates = config_options.Type(str, default="templates")
    """The project's own page templates, relative to `mkdocs.yml`; they come before the generator's."""


class CatalogPage(engine.Page):
    """A page that the publisher makes when MkDocs asks for its template."""

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown."""
        self.markdown, self.meta = "", {"template": TEMPLATE}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """There is nothing to be made yet."""
        self.content = ""


class _Template:
    """Stands for the template of all pages of the catalog."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def render(self, context: Mapping[str, Any]) -> str:
        """The page's HTML."""
        try:
            return self._publisher.content(context["page"].file.dest_uri).decode()
        except (RenderError, DocumentFailed) as error:
            raise engine.Abort(_text(error)) from None


class CasebookPlugin(engine.BasePlugin[CasebookConfig]):  # type: ignore[no-untyped-call]
    """See the module."""

    # MkDocs makes the plugin anew for every rebuild of `serve`: the class remembers that there was a first one.
    is_preview = False
    # The server of MkDocs writes a script into each page, to reload it.
    is_served_by_mkdocs = False

    def __init__(self) -> None:
        self._publisher: Publisher

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Know whether MkDocs is to serve what it builds."""
        type(self).is_served_by_mkdocs = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse a configuration with which no site of a catalog can be made."""
        if found := list(configured.walls(config)):
            raise engine.PluginError(spoken(joined(found, "\n"), LANGUAGE))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check everything, before MkDocs empties the old site."""
        try:
            result = pipeline.run(_root(config), settings(config))
        except folder.UnusableProject as error:
            raise engine.PluginError(spoken(str(error), LANGUAGE)) from None
        for line in remarks(config, result):
            click.echo(spoken(line, LANGUAGE), err=True)
        if not result.is_sound:
            click.echo(spoken(report.text(result.diagnostics), LANGUAGE), err=True, nl=False)
            raise engine.Abort(spoken(report.summary(result.diagnostics, said("the catalog; nothing was built")), LANGUAGE))
        self._publisher = Publisher(result.site, config)
        if self.is_preview and (kept := Path(config.site_dir) / facets.FOLDER).is_dir():
            shutil.rmtree(_aside(config), ignore_errors=True)
            kept.rename(_aside(config))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page of the catalog, and the files that hand-written pages may link to."""
        # MkDocs has just emptied it.
        unfinished.begin(Path(config.site_dir))
        publisher = self._publisher
        publisher.documents.take_files(files)
        try:
            publisher.refuse_shadows()
        except Shadowed as error:
            raise engine.Abort(spoken(str(error), LANGUAGE)) from None
        own = set(files.src_uris)
        for page in publisher.pages():
            file = page_file(page, config)
            files.append(file)
            # MkDocs' environment does not escape.
            CatalogPage(escape(page.title), file, config)
        for path, item in publisher.files.items():
            if not item.beside and path not in own:
                files.append(made_file(path, publisher.content(path), config))
        return files

    @engine.event_priority(100)
    def on_nav(self, nav: engine.Navigation, *, config: MkDocsConfig, files: Files) -> engine.Navigation:
        """Titles are those of the catalog, until another plugin has others."""
        self._publisher.documents.take_navigation(nav)
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Have the catalog's own templates, and the publisher for that of its pages."""
        self._publisher.documents.take_environment(env, is_open=type(self).is_served_by_mkdocs)
        template, get_template = _Template(self._publisher), env.get_template
        # MkDocs asks the environment for a page's template by name: this is the one place to answer with our own.
        env.__dict__["get_template"] = lambda name, *rest, **named: template if name == TEMPLATE else get_template(name, *rest, **named)
        return env

    @engine.event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: engine.Page, config: MkDocsConfig, files: Files) -> str:
        """Make a hand-written page ready to be read, after all other plugins."""
        if not isinstance(page, CatalogPage):
            try:
                self._publisher.documents.before(page)
            except RenderError as error:
                raise engine.Abort(_text(error)) from None
        return markdown

    @engine.event_priority(-100)
    def on_page_content(self, html: str, *, page: engine.Page, config: MkDocsConfig, files: Files) -> str:
        """Put its references below a hand-written page, and make it fit for the frame."""
        if isinstance(page, CatalogPage):
            return html
        try:
            return self._publisher.documents.after(page, html)
        except RenderError as error:
            raise engine.Abort(_text(error)) from None

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what MkDocs knows nothing of, then index it all: the site is whole."""
        self._finish(Path(config.site_dir), config)
        unfinished.finish(Path(config.site_dir))

    def _finish(self, site: Path, config: MkDocsConfig) -> None:
        """A preview is indexed at its first build only, so that an edit is seen at once; a search in it finds what was there then."""
        write(self._publisher, site, self._publisher.beside())
        if not self.config.search:
            return
        if self.is_preview and _aside(config).is_dir():
            _aside(config).rename(site / facets.FOLDER)
            return
        search.build(site, self._publisher.site)

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Watch the records and the templates, too; where a rebuild fails, the pages as they were go on being served."""
        type(self).is_preview = True
        rebuild = server.builder

        def build(*arguments: Any) -> None:
            # Nothing of the site has been touched; left alone, MkDocs would stop answering.
            try:
                rebuild(*arguments)
            except (engine.Abort, engine.MkDocsException) as error:
                click.echo(str(error).rstrip(), err=True)

        server.builder = build
        for watched in configured.watched(config):
            if watched.is_dir():
                server.watch(str(watched))
        return server


def _text(error: RenderError | DocumentFailed) -> str:
    return spoken(report.text([error.diagnostic]) if isinstance(error, RenderError) else str(error), LANGUAGE)


def _aside(config: MkDocsConfig) -> Path:
    """Where a preview keeps its search index while MkDocs empties the site."""
    return Path(f"{config.site_dir.rstrip('/')}.{facets.FOLDER}")


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
