"""What a project's `mkdocs.yml` has to say before a site can be made with it: whatever is missing is named, with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def missing_config(root: Path) -> str:
    """What to do where there is no configuration."""
    least = "".join(f"  {line}\n" for line in LEAST.splitlines())
    return f"there is no {CONFIG} in {root.name or 'this folder'}: 'casebook init DIR' makes a catalog with one; it holds at least\n\n{least}"


def missing_docs(root: Path) -> str:
    """What to do where there is no folder for hand-written pages."""
    where = root.name or "this folder"
    return f"there is no folder '{DOCS}/' in {where}: make it, and in it the file {DOCS}/index.md, the home page; '# Welcome' alone will do"


def missing_plugin() -> str:
    """What to do where the configuration is one of plain MkDocs."""
    return f"{CONFIG} does not name the plugin: add 'casebook' to its 'plugins'"


def walls(config: Any) -> Iterator[str]:
    """Everything in an MkDocs configuration with which no site of a catalog can be made, each with its way out."""
    name = config.theme.name
    if name != THEME:
        other = "'mkdocs', which MkDocs takes when none is named" if name == "mkdocs" else f"'{name}'" if name else "one without a name"
        yield f"{CONFIG}: a catalog's pages are made for the theme {THEME}, not for {other}: write 'theme: {{name: {THEME}, font: false}}'"
    elif config.theme.get("font", True) is not False:
        yield f"{CONFIG}: the theme would load its fonts from another host: write 'font: false' below 'theme:'; the plugin brings its own"
    if not config.use_directory_urls:
        yield f"{CONFIG}: every address of a catalog ends in a slash: remove 'use_directory_urls: false'"
    yield from docs_walls(config)


def docs_walls(config: Any) -> Iterator[str]:
    """Of these, what a catalog written as plain Markdown cannot do without either."""
    docs = Path(config.docs_dir)
    if docs != Path(config.config_file_path).parent / DOCS:
        yield f"{CONFIG}: hand-written pages lie in {DOCS}/: remove 'docs_dir', and call that folder so"
    elif not any((docs / name).is_file() for name in ("index.md", "README.md")):
        yield f"there is no {DOCS}/index.md, and a site has a home page: make the file; '# Welcome' alone will do"


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
    style = root / config.plugins["casebook"].config["style"]
    if style.parent != root:
        yield style.parent
    package = Path(__file__).parent.parent
    yield from (package / name for name in ("templates", "theme"))
