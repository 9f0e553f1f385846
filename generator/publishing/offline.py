"""A page that is opened from a disk, where no server adds `index.html` to the address of a folder: its links name the file.

Everything else of such a site is as it is: a browser takes files beside a page for the page's own. What it does not let a page from a disk do is
to load modules and data by script, so such a site has no search but a plain list of everything.
"""

from __future__ import annotations

import re

# Real tags: in texts, their beginnings are written as references.
_TAG = re.compile(r"<(?:a|area|form|script)\b[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?P<before>\s(?:href|action|data-to)=)(?P<quote>["'])(?P<url>.*?)(?P=quote)""", re.IGNORECASE)
# An address with a scheme, from the root, of a place on the page, or with a query alone.
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]|$", re.IGNORECASE)
_FOLDER = re.compile(r"(?:^|/)\.{0,2}$")


def opened(html: str) -> str:
    """A page whose links to folders of its site are links to the pages in them."""
    return _TAG.sub(lambda tag: _ADDRESS.sub(_with_file, tag[0]), html)


def _with_file(found: re.Match[str]) -> str:
    path, mark, rest = re.fullmatch(r"([^#?]*)([#?]?)(.*)", found["url"], re.DOTALL).groups()  # type: ignore[union-attr]
    if not _ELSEWHERE.match(found["url"]) and _FOLDER.search(path):
        path = f"{path.rstrip('/')}/index.html"
    return f"{found['before']}{found['quote']}{path}{mark}{rest}{found['quote']}"
