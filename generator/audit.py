"""A finished site, audited before anyone sees it: every link inside it leads somewhere.

Reads the HTML files of a folder; knows neither records nor MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from generator.diagnostic import Diagnostic, Rule, Span, rule

BROKEN_LINK = rule(
    "broken-link",
    """
    A page of the finished site links to a page, file or anchor that is not there.

    The site is audited before it takes the place of the old one; a broken link stops it.

    **Way out:** on a hand-written page, correct the link; anywhere else it is a fault of a template.
    """,
)
FOREIGN_REQUEST = rule(
    "foreign-request",
    """
    A page of the finished site would load something from another host.

    Readers' visits are nobody else's business, and the site must work where other hosts are out of reach.

    **Way out:** put the file into `docs/` and load it from there.
    """,
)
RULES: tuple[Rule, ...] = (BROKEN_LINK, FOREIGN_REQUEST)

_TAG = re.compile(r"<(a|link|script|img|iframe|source|video|audio|embed|object|image|use)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_ADDRESSES = ("href", "src", "data", "poster", "xlink:href")
# What a browser does not fetch: a link of these kinds only says something about the page.
_QUIET_LINKS = {"canonical", "alternate", "prev", "next", "license", "author", "me", "edit"}
_ANCHOR = re.compile(r"""\s(?:id|name)=(?P<quote>["']?)(?P<id>[^"'>\s]+)(?P=quote)""", re.IGNORECASE)
_SCRIPT = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL | re.IGNORECASE)


def audit(folder: Path) -> Iterator[Diagnostic]:
    """Every broken link and every request to another host, by file.

    Pages are read one at a time: a large site is never in memory as a whole.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    # target page → anchor → (page, link) that first named it; looked up when all pages have been seen.
    wanted: dict[str, dict[str, tuple[str, str]]] = {}
    for name in sorted(files):
        if not name.endswith(".html"):
            continue
        html = _SCRIPT.sub(r"\1", (folder / name).read_text("utf-8"))
        for tag, rel, url in sorted({found for match in _TAG.finditer(html) for found in _links(match[1], match[2])}):
            if _is_foreign(tag, rel, url):
                yield FOREIGN_REQUEST.at(Span(name), f"this page loads {url}", "serve the file from this site")
                continue
            target, fragment = _target(name, url)
            if target is not None and target not in files:
                yield _broken(name, url, "leads nowhere")
            elif target is not None and fragment and target.endswith(".html"):
                wanted.setdefault(target, {}).setdefault(fragment, (name, url))
    for target in sorted(wanted):
        anchors = {unescape(match["id"]) for match in _ANCHOR.finditer((folder / target).read_text("utf-8"))}
        for fragment, (name, url) in sorted(wanted[target].items()):
            if fragment not in anchors:
                yield _broken(name, url, "names an anchor that is not there")


def _broken(name: str, url: str, what: str) -> Diagnostic:
    return BROKEN_LINK.at(Span(name), f"the link to '{url}' {what}", "correct the link")


# Most tags stand on every page: the same header, the same menu.
@lru_cache(maxsize=65536)
def _links(tag: str, attributes: str) -> tuple[tuple[str, str, str], ...]:
    """(tag, its `rel`, address) for everything in a tag that leads somewhere."""
    values = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(attributes)}
    return tuple((tag.lower(), values.get("rel", ""), values[name]) for name in _ADDRESSES if name in values)


def _is_foreign(tag: str, rel: str, url: str) -> bool:
    """Whether a browser would fetch this from another host by itself."""
    if tag == "a" or not re.match(r"(?:https?:)?//", url):
        return False
    return tag != "link" or not set(rel.split()) & _QUIET_LINKS


def _target(name: str, url: str) -> tuple[str | None, str]:
    """The file that a link leads to, and the anchor in it.

    None for links that lead out of the site, and for those from the root: only the 404 page has them, which may be shown at any address.
    """
    if url.startswith("#"):
        return name, unquote(url[1:])
    above = "../" * name.count("/")
    # A link by way of the root leads to the same place from every page at this depth.
    return _resolved("", url[len(above) :]) if above and url.startswith(above) else _resolved(name.rpartition("/")[0], url)


@lru_cache(maxsize=65536)
def _resolved(folder: str, url: str) -> tuple[str | None, str]:
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None, ""
    target = normpath(f"{folder}/{unquote(parts.path)}".lstrip("/")) if parts.path else folder
    target = "" if target == "." else target
    is_page = target == folder or not target or parts.path.endswith(("/", "."))
    return (f"{target}/index.html".lstrip("/") if is_page else target), unquote(parts.fragment)
