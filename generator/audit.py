"""A finished site, audited before anyone sees it: every link inside it leads somewhere.

Reads the HTML files of a folder; knows neither records nor MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_ATTRIBUTE = r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_TAG = re.compile(rf"<(a|link|script|img|iframe|source|video|audio|embed|object|image|use)((?:{_ATTRIBUTE})*)\s*/?>", re.IGNORECASE)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_ADDRESSES = ("href", "src", "data", "poster", "xlink:href")
# What a browser fetches by itself; a link of these kinds only says something about the page.
_QUIET_LINKS = {"canonical", "alternate", "prev", "next", "license", "author", "me", "edit"}
_ANCHOR = re.compile(r"""\s(?:id|name)=(?P<quote>["']?)(?P<id>[^"'>\s]+)(?P=quote)""", re.IGNORECASE)
_SCRIPT = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL | re.IGNORECASE)


def audit(folder: Path) -> Iterator[Diagnostic]:
    """Every broken link and every request to another host, in the order of the files."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    texts = {name: _SCRIPT.sub(r"\1", (folder / name).read_text("utf-8")) for name in sorted(files) if name.endswith(".html")}
    anchors: dict[str, set[str]] = {}
    for name, html in texts.items():
        for tag, attributes, url in sorted(set(_addresses(html))):
            if _is_foreign(tag, attributes, url):
                yield FOREIGN_REQUEST.at(Span(name), f"this page loads {url}", "serve the file from this site")
            elif problem := _problem(name, url, files, texts, anchors):
                yield BROKEN_LINK.at(Span(name), problem, "correct the link")


def _addresses(html: str) -> Iterator[tuple[str, str, str]]:
    """(tag, its `rel`, address) of everything that leads somewhere."""
    for match in _TAG.finditer(html):
        attributes = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTES.findall(match[2])}
        for name in _ADDRESSES:
            if name in attributes:
                yield match[1].lower(), attributes.get("rel", ""), attributes[name]


def _is_foreign(tag: str, rel: str, url: str) -> bool:
    """Whether a browser would fetch this from another host by itself."""
    if tag == "a" or not re.match(r"(?:https?:)?//", url):
        return False
    return tag != "link" or not set(rel.split()) & _QUIET_LINKS


def _problem(name: str, url: str, files: set[str], texts: dict[str, str], anchors: dict[str, set[str]]) -> str:
    """What is wrong with a link, or an empty text. Links from the site's root are those of the 404 page: not judged."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    target = name
    if parts.path:
        target = normpath(f"{name.rpartition('/')[0]}/{unquote(parts.path)}".lstrip("/"))
        target = "" if target == "." else target
        if parts.path.endswith(("/", ".")) or target == "":
            target = f"{target}/index.html".lstrip("/")
    if target not in files:
        return f"the link to '{url}' leads nowhere"
    fragment = unquote(parts.fragment)
    if fragment and target in texts:
        if target not in anchors:
            anchors[target] = {unescape(match["id"]) for match in _ANCHOR.finditer(texts[target])}
        if fragment not in anchors[target]:
            return f"the link to '{url}' names an anchor that is not there"
    return ""
