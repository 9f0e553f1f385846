"""The pages of a catalog as plain Markdown files, for stock MkDocs with Material and its search: what `casebook export` writes."""

from __future__ import annotations

from pathlib import Path

from casebook.publishing import build

MKDOCS = """site_name: Synthetic
theme:
  name: material
  font: false
plugins: [search]
nav:
  - Home: index.md
  - Cases: cases/index.md
  - Sources: sources/index.md
not_in_nav: |
  *
"""


def write(root: Path, folder: Path) -> int:
    """Write the pages of the catalog at `root` into `folder/docs`; returns how many."""
    count = build.export(root, folder)
    (folder / "mkdocs.yml").write_text(MKDOCS)
    return count
