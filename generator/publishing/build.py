"""Build the site without ever leaving half of one: into a staging folder, audited, exchanged in one step, under a lock."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from filelock import FileLock, Timeout

from ..base import report, saying, stopping
from ..base.commands import say
from ..base.saying import Said, joined, of_system, said, sentences, several, words
from ..citing.styles import FormattingError, usual
from ..reading import configuration
from ..records import folder
from ..records.folder import CONFIG, DOCS, UnusableProject, passed_over
from ..views.site import Licence, Settings
from . import configured, engine, pipeline, policy, search, unfinished
from .audit import audit
from .documents import DocumentFailed
from .pipeline import without_collection
from .publisher import Publisher, Shadowed
from .render import RenderError
from .writing import write


class BuildFailed(Exception):
    """The site could not be built, and the old one stands as it was. The text is for people; it may be empty."""


class Unusable(BuildFailed):
    """Not the catalog is wrong, but what it was to be built with, or where."""


class Occupied(Unusable):
    """Something is where a new folder was to be made."""


def build(root: Path, site_dir: Path | None = None, *, drafts: bool = False, offline: bool = False) -> Path:
    """Build the project at `root` in strict mode and return the folder of the finished site.

    With `drafts` it has these, too; an `offline` one opens from a disk: see the module of this name.

    Raises BuildFailed; then `site_dir` is as it was before.
    """
    if site_dir:
        # Before MkDocs looks at it, which has less to say.
        _refuse_to_replace(site_dir, root)
    config = load_config_at(root, site_dir)
    _refuse(configured.walls(config))
    target = Path(config.site_dir)
    if not site_dir:
        _refuse_to_replace(target, root)
    staging = target.with_name(f".{target.name}.staging")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(said("{target} cannot be made: {reason}", target=target, reason=of_system(error))) from None
    if not os.access(target.parent, os.W_OK):
        raise Unusable(said("{target} cannot be made: {parent} is not writable", target=target, parent=target.parent))
    lock = FileLock(target.with_name(f".{target.name}.lock"))
    try:
        with lock.acquire(timeout=0), without_collection():
            _build_into(config, staging, _wanted(settings(config), drafts=drafts, offline=offline))
            if found := audit(staging, pipeline.sources(root)):
                raise BuildFailed(joined([report.text(found), report.summary(found, said("the finished site; the old one stands"))]))
            exchange(staging, target)
    except Timeout:
        # It is one of the errors of the system that come next.
        raise BuildFailed(said("another build of {name}/ is running", name=target.name)) from None
    except OSError as error:
        raise Unusable(
            said("the site cannot be put into {name}/: {reason}; it stands as it was", name=target.name, reason=of_system(error))
        ) from None
    finally:
        stopping.remove(staging)
    return target


def _refuse_own_files(target: Path, root: Path, message: Said) -> None:
    """Nothing is made where the project's own files are: neither in their folders nor around them. `message` says what would happen there."""
    target, root = target.resolve(), root.resolve()
    own = [root / name for name in (folder.CASES, DOCS, "templates", ".git")]
    if root.is_relative_to(target) or any(map(target.is_relative_to, own)):
        raise Occupied(message)


def _refuse_to_replace(target: Path, root: Path) -> None:
    """A build replaces a folder whole: never one with the project's own files, and no other one that is no site."""
    _refuse_own_files(
        target, root, said("the site would replace {target}, which holds files of the project: choose another folder", target=target.resolve())
    )
    try:
        names = os.listdir(target)  # noqa: PTH208
    except FileNotFoundError:
        return
    except OSError as error:
        raise Unusable(said("{target} cannot be replaced: {reason}", target=target, reason=of_system(error))) from None
    if not unfinished.is_replaceable(names):
        raise Occupied(said("the site would replace {target}, which has other things in it: choose another folder, or empty that one", target=target))


def cite(root: Path, name: str, format: str, style: str = "") -> str:
    """How to cite something of the project at `root`: see pipeline.cite. `style` instead of the project's own.

    Raises BuildFailed when there is no such thing or no such style.
    """
    own = settings(load_config_at(root))
    try:
        return pipeline.cite(root, name, format, replace(own, style=style or own.style))
    except UnusableProject as error:
        raise BuildFailed(str(error)) from None
    except LookupError as error:
        raise BuildFailed(said("there is no '{name}' to cite: {help}", name=name, help=words(error))) from None
    except FormattingError as error:
        # The style that was asked for stands in no file.
        text = sentences([error.diagnostic.message, error.diagnostic.help]) if style else report.text([error.diagnostic])
        raise BuildFailed(text) from None


def export(root: Path, target: Path) -> int:
    """Write the catalog at `root` as plain Markdown files into the new folder `target`, with an `mkdocs.yml`; returns how many.

    Raises BuildFailed (Occupied when something is at `target`); then nothing has been written.
    """
    config = load_config_at(root)
    _refuse(configured.docs_walls(config))
    _refuse_own_files(
        target,
        root,
        said("the files would be written into {target}, which holds files of the project: choose another folder", target=target.resolve()),
    )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Occupied(said("{name} is there already, and not an empty folder", name=target.name))
    try:
        checked, pages = pipeline.markdown_files(root, settings(config))
    except UnusableProject as error:
        raise BuildFailed(str(error)) from None
    if not checked.is_sound:
        raise BuildFailed(joined([report.text(checked.diagnostics), report.summary(checked.diagnostics, said("the catalog; nothing was written"))]))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as temporary:
            staging = Path(temporary) / target.name
            paths = _write_pages(staging / DOCS, pages)
            _copy_others(root, staging / DOCS)
            (staging / CONFIG).write_text(_portable_config(config, paths), encoding="utf-8")
            if target.exists():
                target.rmdir()
            staging.rename(target)
    except OSError as error:
        raise BuildFailed(said("the files cannot be written: {reason}", reason=of_system(error))) from None
    return len(paths)


def _write_pages(folder: Path, pages: Iterable[tuple[str, str]]) -> set[str]:
    paths = set()
    for path, text in pages:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        paths.add(path)
    return paths


def _copy_others(root: Path, folder: Path) -> None:
    """Pictures and the like, which stand beside hand-written pages; what MkDocs passes over stays behind."""
    is_passed_over = passed_over(root)
    for path in (root / DOCS).rglob("*"):
        where = path.relative_to(root / DOCS)
        if path.is_file() and path.suffix != ".md" and not is_passed_over(where.as_posix()):
            (folder / where).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / where)


def _portable_config(config: Any, paths: Container[str]) -> str:
    """An `mkdocs.yml` for the written pages, with the parts of the project's own that any engine knows."""
    extensions = [{name: options} if (options := config.mdx_configs.get(name)) else name for name in config.markdown_extensions]
    found = {
        "site_name": config.site_name,
        "site_url": config.site_url or None,
        # Named, because not every engine has one that it takes when none is.
        "theme": {"name": configured.THEME, "font": False},
        "markdown_extensions": extensions,
        "nav": _portable_nav(config.nav or [], paths),
        # Records in the navigation would be printed on every page.
        "not_in_nav": "*\n",
    }
    return configuration.write_yaml({name: value for name, value in found.items() if value})


def _portable_nav(nav: Any, paths: Container[str]) -> Any:
    """The navigation without what is not among the pages."""
    if isinstance(nav, str):
        return nav if nav in paths or "://" in nav else None
    if isinstance(nav, dict):
        return {label: kept for label, part in nav.items() if (kept := _portable_nav(part, paths))} or None
    return [kept for part in nav if (kept := _portable_nav(part, paths))]


def settings(config: Any) -> Settings:
    """What the MkDocs configuration of a project, the plugin's options in it, and the command line tell its site."""
    own = config.plugins["casebook"].config
    written_in = str(config.theme.get("language") or saying.ENGLISH)
    return Settings(
        name=config.site_name,
        url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        description=config.site_description or "",
        author=own["author"] or config.site_author or "",
        licence=Licence(own["licence"]["name"], own["licence"]["url"]) if own["licence"] else None,
        footer=own["footer"] or config.copyright or "",
        edit_base=_edit_base(config),
        drafts=own["drafts"],
        language=saying.of_code(written_in),
        written_in=written_in,
        style=own["style"] or usual(written_in),
        **{name: own[name] for name in ("citations", "cards", "search")},
    )


def _edit_base(config: Any) -> str:
    """Where the project's files can be edited: MkDocs' `edit_uri` leads to `docs/`, the project is one up."""
    if not config.edit_uri or not config.repo_url:
        return ""
    docs = urljoin(f"{config.repo_url.rstrip('/')}/", str(config.edit_uri))
    return urljoin(docs, "../")


def load_config_at(root: Path, site_dir: Path | None = None):  # type: ignore[no-untyped-def]
    """The MkDocs configuration of a project. Raises BuildFailed when there is none or it is wrong."""
    path = root / CONFIG
    try:
        folder.refuse_without_catalog(root)
    except UnusableProject as error:
        raise Unusable(str(error)) from None
    if not path.is_file():
        raise Unusable(configured.missing_config(root))
    if not (root / DOCS).is_dir():
        raise Unusable(configured.missing_docs(root))
    overrides = {"site_dir": str(site_dir.absolute())} if site_dir else {}
    try:
        with engine.said() as told:
            config = engine.load_config(str(path), strict=True, **overrides)
    except engine.MkDocsException as error:
        raise Unusable(joined((*(f"{CONFIG}: {message}" for message in told), str(error)), "\n")) from None
    except OSError as error:
        raise Unusable(said("{config} cannot be read: {reason}", config=CONFIG, reason=of_system(error))) from None
    if "casebook" not in config.plugins:
        raise Unusable(configured.missing_plugin())
    return config


def _refuse(walls: Iterable[str]) -> None:
    """Raises Unusable when something is said against a configuration."""
    if found := joined(walls, "\n"):
        raise Unusable(found)


def _build_into(config: engine.MkDocsConfig, staging: Path, own: Settings) -> None:
    """Write the whole site into a new folder. Raises BuildFailed."""
    shutil.rmtree(staging, ignore_errors=True)
    config.site_dir = str(staging)
    plugins = engine.other_plugins(config)
    plugins.on_startup(command="build", dirty=False)
    try:
        with engine.said() as told:
            publisher = _publisher(plugins.on_config(config), own)
            plugins.on_pre_build(config=publisher.config)
            publisher.open()
            publisher.refuse_shadows()
            for page in publisher.written.values():
                publisher.documents.read(page)
            _refuse_warnings(told)
            write(publisher, staging, [*publisher.others(), *publisher.beside()], list(publisher.pages()))
            plugins.on_post_build(config=publisher.config)
            if publisher.site.settings.search:
                search.build(staging, publisher.site)
            _refuse_warnings(told)
    except RenderError as error:
        plugins.on_build_error(error=error)
        raise BuildFailed(report.text([error.diagnostic])) from None
    except (DocumentFailed, Shadowed, engine.MkDocsException, SystemExit, ChildProcessError) as error:
        if isinstance(error, Exception):
            plugins.on_build_error(error=error)
        raise BuildFailed(str(error)) from None
    except OSError as error:
        plugins.on_build_error(error=error)
        raise BuildFailed(said("the site cannot be written: {reason}", reason=of_system(error))) from None
    finally:
        plugins.on_shutdown()


def _wanted(own: Settings, *, drafts: bool, offline: bool) -> Settings:
    """The project's own settings with what was asked for: a page from a disk can search nothing."""
    return replace(own, drafts=own.drafts or drafts, offline=offline, search=own.search and not offline)


def _publisher(config: engine.MkDocsConfig, own: Settings) -> Publisher:
    """What a sound catalog is published with; what is to be said of it is printed. Raises BuildFailed."""
    try:
        result = pipeline.run(Path(config.config_file_path).parent, own)
    except UnusableProject as error:
        raise BuildFailed(str(error)) from None
    if not result.is_sound:
        raise BuildFailed(joined([report.text(result.diagnostics), report.summary(result.diagnostics, said("the catalog; nothing was built"))]))
    for line in remarks(config, result):
        say(line, err=True)
    return Publisher(result.site, config)


def remarks(config: engine.MkDocsConfig, result: pipeline.Result) -> Iterator[str]:
    """What a build says of a catalog and its configuration besides errors, in lines for people."""
    yield from pipeline.remarks(result)
    yield from policy.remarks(config.theme.custom_dir, config.plugins[engine.PLUGIN].config.policy or {})


def _refuse_warnings(told: Sequence[str]) -> None:
    """Raises BuildFailed for what MkDocs warned of, such as a dead link of a hand-written page."""
    if told:
        raise BuildFailed(joined((*told, several("{count} warning; nothing was built", "{count} warnings; nothing was built", len(told))), "\n"))


def exchange(new: Path, old: Path) -> None:
    """Put the folder `new` where `old` is, in one step where the system can; `old` is removed."""
    if not old.exists():
        new.rename(old)
        return
    if _exchange_in_one_step(new, old):
        # The new site stands by now, whatever becomes of the old one.
        shutil.rmtree(new, ignore_errors=True)
        return
    aside = old.with_name(f".{old.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchange_in_one_step(first: Path, second: Path) -> bool:
    """renameat2(2) with RENAME_EXCHANGE: Linux only, and not on every file system."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    at_fdcwd, rename_exchange = -100, 2
    done = renameat2(at_fdcwd, os.fsencode(first), at_fdcwd, os.fsencode(second), rename_exchange)
    return bool(done == 0)
