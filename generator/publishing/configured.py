"""What a project's `mkdocs.yml` has to say before a site can be made with it: whatever is missing is named, with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..base.saying import Said, as_it_is, said
from ..citing.styles import OTHERWISE
from ..records import folder
from ..records.folder import CONFIG, DOCS

THEME = "material"
LEAST = """\
site_name: Our catalog
theme:
  name: material
  font: false
plugins:
  - casebook
"""


def missing_config(root: Path) -> Said:
    """What to do where there is no configuration."""
    least = "".join(f"  {line}\n" for line in LEAST.splitlines())
    where = root.name or said("this folder")
    return said(
        "there is no {config} in {where}: 'casebook init DIR' makes a catalog with one; it holds at least\n\n{least}",
        config=CONFIG,
        where=where,
        least=least,
    )


def missing_docs(root: Path) -> Said:
    """What to do where there is no folder for hand-written pages."""
    return said(
        "there is no folder '{docs}/' in {where}: make it, and in it the file {docs}/index.md, the home page; '# Welcome' alone will do",
        docs=DOCS,
        where=root.name or said("this folder"),
    )


def missing_plugin() -> Said:
    """What to do where the configuration is one of plain MkDocs."""
    return said("{config} does not name the plugin: add 'casebook' to its 'plugins'", config=CONFIG)


def walls(config: Any) -> Iterator[Said]:
    """Everything in an MkDocs configuration with which no site of a catalog can be made, each with its way out."""
    name = config.theme.name
    if name != THEME:
        if name == "mkdocs":
            other = said("'mkdocs', which MkDocs takes when none is named")
        else:
            other = as_it_is(f"'{name}'") if name else said("one without a name")
        yield said(
            "{config}: a catalog's pages are made for the theme {theme}, not for {other}: write 'theme: {{name: {theme}, font: false}}'",
            config=CONFIG,
            theme=THEME,
            other=other,
        )
    elif config.theme.get("font", True) is not False:
        yield said(
            "{config}: the theme would load its fonts from another host: write 'font: false' below 'theme:'; the plugin brings its own", config=CONFIG
        )
    if not config.use_directory_urls:
        yield said("{config}: every address of a catalog ends in a slash: remove 'use_directory_urls: false'", config=CONFIG)
    yield from docs_walls(config)


def docs_walls(config: Any) -> Iterator[Said]:
    """Of these, what a catalog written as plain Markdown cannot do without either."""
    docs = Path(config.docs_dir)
    if docs != Path(config.config_file_path).parent / DOCS:
        yield said("{config}: hand-written pages lie in {docs}/: remove 'docs_dir', and call that folder so", config=CONFIG, docs=DOCS)
    elif not any((docs / name).is_file() for name in ("index.md", "README.md")):
        yield said("there is no {docs}/index.md, and a site has a home page: make the file; '# Welcome' alone will do", docs=DOCS)


def templates(config: Any) -> Iterator[Path]:
    """The folders of templates of a project's own, whether they are there or not: of the catalog's pages, and of the theme."""
    yield Path(config.config_file_path).parent / config.plugins["casebook"].config["templates"]
    if config.theme.custom_dir:
        yield Path(config.theme.custom_dir)


def watched(config: Any) -> Iterator[Path]:
    """The folders, whether they are there or not, of which a preview of the site is made."""
    root = Path(config.config_file_path).parent
    yield from (root / name for name in (folder.CASES, DOCS))
    yield from templates(config)
    style = root / (config.plugins["casebook"].config["style"] or OTHERWISE)
    if style.parent != root:
        yield style.parent
    package = Path(__file__).parent.parent
    yield from (package / name for name in ("templates", "theme"))
