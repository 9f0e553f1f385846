"""A site that is being written says so, until it is whole: when its build is killed, the next one knows whose folder it is.

A folder without a home page is somebody's own, unless this mark is in it. What it holds says nothing: `assets/`, `404.html` and
`sitemap.xml` may be anybody's. So the mark is put only where there is nothing yet: all that is there later was written by a build.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

# With a dot first: MkDocs leaves it there when it empties a site, and web servers and GitHub Pages pass it over.
MARK = ".casebook-unfinished"
_TEXT = """\
This site is not whole: the build that was writing it has not come to its end.
If none is running any more, it was stopped; the next one replaces this folder.
"""
_HOME = "index.html"
_GIT = ".git"


def begin(site: Path) -> None:
    """Mark the folder of a site that is about to be written, where nothing is in it but what is hidden. Raises OSError."""
    site.mkdir(parents=True, exist_ok=True)
    if all(path.name.startswith(".") for path in site.iterdir()):
        (site / MARK).write_text(_TEXT, encoding="utf-8")


def finish(site: Path) -> None:
    """Take the mark away: the site is whole. Raises OSError."""
    (site / MARK).unlink(missing_ok=True)


def is_replaceable(names: Collection[str]) -> bool:
    """Whether a folder with these names in it may be replaced by a site: an empty one, a site, and one that was not finished.

    A folder that is checked out of Git is none of them: its history would go, too.
    """
    return _GIT not in names and (not names or _HOME in names or MARK in names)
