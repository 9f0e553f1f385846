"""One way from an address to bytes: a Publisher knows every address of a site and gives the content of one.

A build asks for all of them, a preview for the one that a browser wants, and MkDocs, when it builds, for those that it finds in its files.
What is made for one address is made from the catalog and the configuration alone, so all three get the same.
"""

from __future__ import annotations

import gzip
import io
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from .. import exports, pages
from ..base.saying import said
from ..exports import File
from ..views.site import Anchor, Page, Site
from . import engine, finishing, frame, offline
from .documents import Documents, made_file, page_file
from .render import Renderer

INDEX = "index.html"
_SITEMAP = "sitemap.xml"


class Missing(LookupError):
    """Nothing is at an address."""


class Shadowed(Exception):
    """A file of `docs/` has the address of something that the catalog makes. The text is for people."""


class Publisher:
    """The whole site of a catalog: `site` is what the pages show, `config` the MkDocs configuration, which becomes the publisher's own."""

    def __init__(self, site: Site, config: engine.MkDocsConfig) -> None:
        self.site = site
        self.config = config
        config["extra"] = {**config.extra, "casebook": frame.words(site)}
        if config.nav is None:
            config.nav = frame.navigation(site, self.page)
        own = Path(config.config_file_path).parent / config.plugins[engine.PLUGIN].config.templates
        self.renderer = Renderer(site, own if own.is_dir() else None)
        self.documents = Documents(config, site, self.renderer, self.page)
        self._frames = frame.Frames(self._around, is_shared=frame.can_be_shared(config.theme.custom_dir), language=site.settings.written_in)
        self._files: dict[str, engine.File | None] = {}
        # There plugins see finished pages by themselves.
        self.is_in_mkdocs = True

    def open(self) -> None:
        """Find hand-written pages, navigation and theme; without MkDocs' own loop, which hands them to `documents`."""
        self.is_in_mkdocs = False
        self.documents.open(self._mkdocs_file)

    # --- what there is -----------------------------------------------------------------------------------------------

    def page(self, address: str) -> Page | None:
        """The page of the catalog with an address, which ends in a slash; None when there is none."""
        return pages.find(self.site, address)

    @cached_property
    def files(self) -> Mapping[str, File]:
        """The files of the catalog beside the pages, by their paths, where `docs/` has none of its own."""
        return {file.address: file for file in exports.all_files(self.site)}

    @cached_property
    def written(self) -> Mapping[str, engine.Page]:
        """The hand-written pages, by the paths of their files in the site."""
        return {page.file.dest_uri: page for page in self.documents.pages}

    @cached_property
    def static(self) -> Mapping[str, engine.File]:
        """The files of `docs/` that are no pages, and those of the theme, by their paths."""
        files = (file for file in self.documents.files if engine.is_published(file) and file.generated_by != engine.PLUGIN)
        return {file.dest_uri: file for file in files if not file.is_documentation_page()}

    @property
    def templates(self) -> Sequence[str]:
        """The files that templates of the theme and of the project make; none of those for servers and robots where there is no server."""
        theirs = self.config.theme.static_templates - ({_SITEMAP, "404.html"} if self.site.settings.offline else set())
        return [*sorted(theirs), *self.config.extra_templates]

    def pages(self) -> Iterator[Page]:
        """Every page of the catalog."""
        return pages.all_pages(self.site)

    def others(self) -> list[str]:
        """The path of every file of the site that is neither a page of the catalog nor beside one, each once."""
        files = (path for path, file in self.files.items() if not file.beside)
        return list(dict.fromkeys([*self.written, *self.static, *files, *self.templates, *self._zipped]))

    def beside(self) -> list[str]:
        """The paths of the files beside the pages, and of what is made from the list of all pages: MkDocs knows nothing of these.

        Hand-written pages leave files only when they have been read.
        """
        files = (path for path, file in self.files.items() if file.beside and path not in self.static)
        return [*files, *(path for path in self.templates if path == _SITEMAP), *self._zipped, *self.documents.beside]

    @property
    def _zipped(self) -> list[str]:
        return [f"{_SITEMAP}.gz"] if _SITEMAP in self.templates else []

    def refuse_shadows(self) -> None:
        """A file of `docs/` may stand for one at the root, such as `robots.txt`; not for what belongs to a record.

        A check knows all of these but the cards, which not every site has. Raises Shadowed.
        """
        for file in self.documents.files:
            if file.src_dir != self.config.docs_dir:
                continue
            path = file.dest_uri
            is_made = ("/" in path and path in self.files) or (posixpath.basename(path) == INDEX and self.page(path.removesuffix(INDEX)))
            if is_made:
                raise Shadowed(
                    said("docs/{src_uri} has the address of a file that is made from the catalog: give it another name", src_uri=file.src_uri)
                )

    def has(self, path: str) -> bool:
        """Whether there is a file at a path below the site's root."""
        folder, _, name = path.rpartition("/")
        if name == INDEX and self.page(f"{folder}/" if folder else ""):
            return True
        known = (self.written, self.static, self.templates, self._zipped, self.documents.beside)
        return any(path in some for some in known) or self._file(path) is not None

    def hold(self) -> None:
        """Have all templates as they are now, whatever becomes of their files."""
        self.renderer.hold()
        self.documents.hold()

    def samples(self) -> Iterator[Page]:
        """A page of every template."""
        return pages.samples(self.site)

    # --- content -----------------------------------------------------------------------------------------------------

    def content(self, path: str) -> bytes:
        """The file at a path below the site's root. Raises Missing; render.RenderError and documents.DocumentFailed when it cannot be made."""
        directory, _, name = path.rpartition("/")
        if name == INDEX and (page := self.page(f"{directory}/" if directory else "")):
            return self.html(page)
        if written := self.written.get(path):
            return self._finished(self.documents.html(written))
        # What the project has at the same address (a robots.txt of its own, say) comes first.
        if file := self.static.get(path):
            return bytes(file.content_bytes)
        if path in self.templates:
            return self.documents.template(path, self._listed).encode()
        if path in self._zipped:
            return _zipped(self.content(_SITEMAP))
        if made := self._file(path):
            content = made.content()
            return content.encode() if isinstance(content, str) else content
        if path.startswith(f"{finishing.FOLDER}/"):
            return self._left(path)
        raise Missing(path)

    def _file(self, path: str) -> File | None:
        """The file of the catalog at a path. All are listed only for one that is not beside a record: that takes a second where they are many."""
        # None of them is a page.
        return None if path.endswith(INDEX) else exports.near(self.site, path) or self.files.get(path)

    def _left(self, path: str) -> bytes:
        """A file that a hand-written page leaves beside it when it is read."""
        if path not in self.documents.beside:
            for page in self.documents.pages:
                self.documents.read(page)
        if path not in self.documents.beside:
            raise Missing(path)
        return self.documents.beside[path].encode()

    def html(self, page: Page) -> bytes:
        """A page of the catalog, whole."""
        if page.is_bare:
            html = self.renderer.bare(page)
        else:
            html = self._frames.html(page, self.renderer.render(page), self.config.site_url, is_own=page.address in self._marked)
        return self._finished(self.documents.posted(self._shown(page), html) if self.documents.is_posted and not self.is_in_mkdocs else html)

    def _finished(self, html: str) -> bytes:
        return (offline.opened(html) if self.site.settings.offline else html).encode(errors="xmlcharrefreplace")

    def _around(self, page: Page, values: Mapping[str, str | None], toc: Sequence[Anchor]) -> str:
        shown = self._shown(page)
        if page.address not in self._in_navigation:
            shown.title = values["title"]
        frame.fill(shown, page, values, toc)
        return self.documents.framed(shown)

    def _shown(self, page: Page) -> engine.Page:
        """A page of the catalog as MkDocs and its plugins have pages."""
        shown = self._in_navigation.get(page.address)
        return shown or engine.Page(escape(page.title), page_file(page, self.config), self.config)

    @cached_property
    def _in_navigation(self) -> Mapping[str, engine.Page]:
        """What the navigation has, by address."""
        return {page.url: page for page in self.documents.nav.pages}

    @cached_property
    def _marked(self) -> frozenset[str]:
        """The addresses that the navigation has or has something below of: to the pages there it looks different."""
        urls = self._in_navigation
        return frozenset({*urls, *(url[: end + 1] for url in urls for end, character in enumerate(url) if character == "/")})

    def _listed(self) -> list[Any]:
        """All pages of the site, as templates know them."""
        found: list[Any] = [file for file in self.documents.files.documentation_pages() if file.dest_uri in self.written]
        for page in (page for page in self.pages() if not page.is_bare):
            address = frame.canonical(page, self.config.site_url)
            meta = {"changed": page.changed, "moved_to": page.moved_to, "title": escape(page.title)}
            shown = SimpleNamespace(canonical_url=address or None, url=page.address, meta=meta, update_date=page.changed or frame.UNKNOWN_DAY)
            found.append(SimpleNamespace(page=shown, url=page.address, src_uri=f"{page.address}index.md"))
        return found

    def _mkdocs_file(self, path: str) -> engine.File | None:
        """What MkDocs takes for the file in `docs/` of a page or a file of the catalog."""
        if path not in self._files:
            self._files[path] = self._found(path)
        return self._files[path]

    def _found(self, path: str) -> engine.File | None:
        if path.endswith("/index.md"):
            page = self.page(path.removesuffix("index.md"))
            return page_file(page, self.config) if page else None
        made = self.files.get(path)
        return made_file(path, b"", self.config) if made and not made.beside else None


def _zipped(content: bytes) -> bytes:
    stream = io.BytesIO()
    # Without a time of its own.
    with gzip.GzipFile(fileobj=stream, filename=_SITEMAP, mode="wb", mtime=0) as file:
        file.write(content)
    return stream.getvalue()
