"""A finished site, audited before anyone sees it: every link inside it leads somewhere.

Reads the HTML files of a folder; knows neither records nor MkDocs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from ..base.diagnostic import Diagnostic, Rule, Span, rule
from ..base.parallel import in_order

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

# So many pages are worth a process of their own.
_PAGES_A_PROCESS = 200
_TAG = re.compile(r"<(a|link|script|img|iframe|source|video|audio|embed|object|image|use)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_ADDRESSES = ("href", "src", "data", "poster", "xlink:href")
# What a browser does not fetch: a link of these kinds only says something about the page.
_QUIET_LINKS = {"canonical", "alternate", "prev", "next", "license", "author", "me", "edit", "cite-as", "describedby", "item"}
_ANCHOR = re.compile(r"""\s(?:id|name)=(?P<quote>["']?)(?P<id>[^"'>\s]+)(?P=quote)""", re.IGNORECASE)
# As our templates and Python-Markdown write them; the others find every other way, and take four times as long.
_SIMPLE_LINK = re.compile(r'<a [^<>]*?\bhref="([^"<>]*)"[^<>]*>')
_ANY_OTHER = re.compile(r"<(?:[A-Z]|link|script|i(?:mg|frame|mage)|source|video|audio|embed|object|use|a[\s/])(?<!<a )")
_ID = re.compile(r' id="([^"\s>]+)"')
_SCRIPT = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL | re.IGNORECASE)


def audit(folder: Path) -> list[Diagnostic]:
    """Every broken link and every request to another host, by file.

    Pages are read one at a time: a large site is never in memory as a whole.
    """
    files = {f"{prefix}{name}" for prefix, names in _folders(folder) for name in names}
    pages = sorted(name for name in files if name.endswith(".html"))
    found: list[Diagnostic] = []
    # target page → anchor → (page, link) that first named it; looked up when all pages have been seen.
    wanted: dict[str, dict[str, tuple[str, str]]] = {}
    audited = in_order(partial(_audit_page, folder, files), pages, processes=len(pages) // _PAGES_A_PROCESS)
    for name, (problems, anchors) in zip(pages, audited, strict=True):
        found += problems
        for target, fragment, url in anchors:
            wanted.setdefault(target, {}).setdefault(fragment, (name, url))
    for target, links in wanted.items():
        found += _audit_anchors(folder, target, links)
    return sorted(found, key=lambda diagnostic: diagnostic.order)


def _folders(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Every folder below one, as the beginning of its files' addresses, with their names."""
    for where, _, names in os.walk(folder):
        below = os.path.relpath(where, folder)
        yield ("" if below == "." else f"{below}/"), names


def _audit_page(folder: Path, files: set[str], name: str) -> tuple[list[Diagnostic], list[tuple[str, str, str]]]:
    """What is wrong on one page by itself, and the (page, anchor, link) on other pages that it names."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        head, before, article, after = _regions(file.read())
    found: list[Diagnostic] = []
    elsewhere: list[tuple[str, str, str]] = []
    own: list[tuple[str, str]] = []
    around, above = name.rpartition("/")[0], "../" * name.count("/")
    shared, is_shared = _targets(above), (above or "./", "https://", "http://")
    for url, is_foreign in _links(head) | _frame_links(before) | _links(article) | _frame_links(after):
        if is_foreign:
            found.append(FOREIGN_REQUEST.at(Span(name), f"this page loads {url}", "serve the file from this site"))
            continue
        if url.startswith("#"):
            own.append((unquote(url[1:]) if "%" in url else url[1:], url))
            continue
        target, fragment = shared[url] if url.startswith(is_shared) else _resolved(around, url)
        if target is not None and target not in files:
            found.append(_broken(name, url, "leads nowhere"))
        elif target == name and fragment:
            own.append((fragment, url))
        elif target is not None and fragment and target.endswith(".html"):
            elsewhere.append((target, fragment, url))
    present = _anchors(head) | _frame_anchors(before) | _anchors(article) | _frame_anchors(after) if own else set()
    found += [_broken(name, url, "names an anchor that is not there") for fragment, url in own if fragment not in present]
    return found, elsewhere


def _audit_anchors(folder: Path, target: str, links: dict[str, tuple[str, str]]) -> list[Diagnostic]:
    """What is wrong with the links that name an anchor of one page: anchor → (page, link)."""
    present = _anchors((folder / target).read_text("utf-8"))
    return [_broken(name, url, "names an anchor that is not there") for anchor, (name, url) in links.items() if anchor not in present]


def _regions(html: str) -> tuple[str, ...]:
    """A page's head, the frame around its article, and the article: the frame is the same on many pages, and looked at once."""
    head, _, rest = html.partition("<body")
    before, _, rest = rest.partition("<article")
    # The last one: within the page's article there may be others.
    article, _, after = rest.rpartition("</article>")
    return head, before, article, after


def _anchors(html: str) -> set[str]:
    found = _ID.findall(html)
    if len(found) < html.count(" id=") or (" name=" in html and html.count(" name=") > html.count("<meta name=")):
        found = [match["id"] for match in _ANCHOR.finditer(html)]
    return {unescape(id) if "&" in id else id for id in found}


_frame_anchors = lru_cache(maxsize=256)(_anchors)


def _broken(name: str, url: str, what: str) -> Diagnostic:
    return BROKEN_LINK.at(Span(name), f"the link to '{url}' {what}", "correct the link")


def _links(html: str) -> set[tuple[str, bool]]:
    """(address, whether a browser would fetch it from another host) for everything in a part of a page that leads somewhere."""
    text = _without_scripts(html) if "<script" in html else html
    simple = _SIMPLE_LINK.findall(text)
    if len(simple) == text.count("<a ") and not _ANY_OTHER.search(text):
        return {(unescape(url) if "&" in url else url, False) for url in simple}
    return {link for tag in _TAG.findall(text) for link in _links_of_tag(*tag)}


def _without_scripts(html: str) -> str:
    """A part of a page without what its scripts hold."""
    if html.count("<script") != html.count("</script>"):
        return _SCRIPT.sub(r"\1", html)
    first, *rest = html.split("<script")
    parts = [first]
    for piece in rest:
        tag, _, content = piece.partition(">")
        parts.append(f"<script{tag}>{content.partition('</script>')[2]}")
    return "".join(parts)


# The frame is the same on many pages, and so are most tags of a head.
_frame_links = lru_cache(maxsize=256)(_links)


@lru_cache(maxsize=16384)
def _links_of_tag(tag: str, attributes: str) -> tuple[tuple[str, bool], ...]:
    values = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(attributes)}
    addresses = (values[name] for name in _ADDRESSES if name in values)
    return tuple((url, _is_foreign(tag.lower(), values.get("rel", ""), url)) for url in addresses)


def _is_foreign(tag: str, rel: str, url: str) -> bool:
    """Whether a browser would fetch this from another host by itself."""
    if tag == "a" or not re.match(r"(?:https?:)?//", url):
        return False
    return tag != "link" or not set(rel.split()) & _QUIET_LINKS


class _Targets(dict[str, tuple[str | None, str]]):
    """The file that a link leads to, and the anchor in it, for links that mean the same on every page that is as far below the root.

    None for links that lead out of the site, and for those from the root: only the 404 page has them, which may be shown at any address.
    """

    def __init__(self, above: str) -> None:
        super().__init__()
        self._above = above

    def __missing__(self, url: str) -> tuple[str | None, str]:
        target = self[url] = _resolved("", url[len(self._above) :] if url.startswith(self._above) else url)
        return target


# By the way up to the root.
_targets = lru_cache(maxsize=16)(_Targets)


@lru_cache(maxsize=65536)
def _resolved(folder: str, url: str) -> tuple[str | None, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        # Such as `https://[x`: no address at all, and no file either.
        return url, ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None, ""
    target = normpath(f"{folder}/{unquote(parts.path)}".lstrip("/")) if parts.path else folder
    target = "" if target == "." else target
    is_page = target == folder or not target or parts.path.endswith(("/", "."))
    return (f"{target}/index.html".lstrip("/") if is_page else target), unquote(parts.fragment)
