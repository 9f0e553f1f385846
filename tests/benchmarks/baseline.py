"""The pages of a catalog as plain Markdown files, which is what `casebook export` writes, for other engines.

MkDocs has Material, Zensical reads the same configuration, and Hugo gets a template with nothing in it but the page. All go without a search, as
what they are compared with does; but Zensical makes an index in any case, and refuses a page as long as a list of a thousand: such are left out.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from casebook.publishing import build

MKDOCS = """site_name: Synthetic
theme:
  name: material
  font: false
plugins: []
nav:
  - Home: index.md
  - Cases: cases/index.md
  - Sources: sources/index.md
not_in_nav: |
  *
"""
# Bytes of a page that is left out.
LONG = 100_000
HUGO = 'title = "Synthetic"\nbaseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
BARE = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n"


def write(root: Path, folder: Path) -> int:
    """Write the pages of the catalog at `root` into `folder/docs`; returns how many."""
    count = build.export(root, folder)
    (folder / "mkdocs.yml").write_text(MKDOCS)
    for path in (folder / "docs").rglob("*.md"):
        if path.stat().st_size > LONG:
            path.write_text(f"---\nsearch:\n  exclude: true\n---\n\n{path.read_text('utf-8')}", encoding="utf-8")
    return count


def write_hugo(plain: Path, folder: Path) -> None:
    """The same pages as Hugo has them, with the barest of templates."""
    for path in (plain / "docs").rglob("*.md"):
        # A page with others below it is a section there.
        is_section = path.name == "index.md" and any(child.is_dir() for child in path.parent.iterdir())
        target = folder / "content" / path.parent.relative_to(plain / "docs") / ("_index.md" if is_section else path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(BARE)
    (folder / "hugo.toml").write_text(HUGO)
