"""What a browser would make of one file of a site: where its links lead, what it fetches without being asked, and which anchors it has.

A pure function of the file's text; knows no other file and no catalog. Specification: https://html.spec.whatwg.org/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..reading import addresses
from . import cost

# What a browser does not fetch: a link of these kinds only says something about the page.
_QUIET_LINKS = frozenset(
    "alternate author bookmark canonical cite-as describedby edit external help item license me next nofollow noopener noreferrer prev "
    "privacy-policy search tag terms-of-service up".split()
)
# A script of any other type is data to a browser's eyes, whatever is in it.
_SCRIPT_TYPE = re.compile(r"(?:application|text)/(?:x-)?(?:java|ecma|live|j)script(?:1\.\d)?|module|importmap|speculationrules|", re.IGNORECASE)
# So many documents may stand in one another, as `srcdoc` and `data:` have it.
_MOST_WITHIN = 8
# Where a page is cut; in these elements what follows a cut is read as it is in a body.
_MARK = "casebook-cut"
_MARKED = f"<{_MARK}></{_MARK}>"
_PLAIN_BOXES = frozenset(("-document", "html", "body", "div", "main", "section"))
# An element's attributes, without those that have no value.
_Attributes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be seen of one file, whose `name` is its path in the site. Addresses are as a browser reads them, each once, in order.

    `links` lead somewhere when a reader follows them. What is `fetched` a browser asks for by itself, or sends to what is typed. `anchors`
    are the ids and names that links may end with, `twice` the ids that more than one element has. A file that is `too_costly`
    was not looked at: its elements are nested thousands of levels deep, or it has a stylesheet that is longer than any honest one.
    """

    name: str
    links: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    too_costly: bool = False


def look(name: str, text: str) -> Look:
    """Look at one file of a site: a stylesheet if its name says so, else a page."""
    if name.endswith(".css"):
        sheet = _Document()
        sheet.style(text)
        return Look(name, fetched=tuple(sheet.fetched), too_costly=sheet.is_too_costly)
    if (parts := _parted(text)) and (frame := _frame(parts[1])):
        page = _Document()
        page.read(parts[0])
        if page.marks == 2 and not page.is_odd:
            return _looked(name, page, frame)
    page = _Document()
    page.read(text)
    return _looked(name, page, _NOTHING)


def _looked(name: str, page: _Document, frame: _Document) -> Look:
    waiting = [*page.inner, *frame.inner]
    fetched = {**page.fetched, **frame.fetched}
    # Documents in the page, and in one another. What is in the site means another place there.
    depth, is_too_costly = 0, page.is_too_costly or frame.is_too_costly
    while waiting and not is_too_costly:
        depth, texts, waiting = depth + 1, waiting, []
        for text in texts:
            inner = _Document()
            inner.read(text)
            fetched |= {address: None for address in inner.fetched if addresses.is_foreign(address)}
            waiting += inner.inner
            is_too_costly = is_too_costly or inner.is_too_costly or depth > _MOST_WITHIN
    if is_too_costly:
        return Look(name, too_costly=True)
    twice = {id for group in (page.ids, frame.ids) for id, times in group.items() if times > 1} | (page.ids.keys() & frame.ids.keys())
    anchors = tuple({**page.ids, **page.names, **frame.ids, **frame.names})
    return Look(name, tuple({**page.links, **frame.links}), tuple(fetched), anchors, tuple(sorted(twice)))


# --- what is the same on many pages ----------------------------------------------------------------------------


def _parted(html: str) -> tuple[str, str] | None:
    """A page's own head and article, and the frame around that, each with a mark where the page was cut; None where it has no such parts."""
    body = html.find("<body")
    start = html.find("<article", body)
    # The last one: within the page's article there may be others.
    end = html.rfind("</article>")
    if not 0 <= body < start < end or _MARK in html:
        return None
    return f"{html[:body]}<body>{_MARKED}{html[start:end]}{_MARKED}", f"{html[body:start]}{_MARKED}{html[end:]}"


@lru_cache(maxsize=256)
def _frame(html: str) -> _Document | None:
    """What is seen of a frame, unless a page's article would be read otherwise in it than in a body.

    A mark that became an element was no part of a tag, a text or a comment: on both sides of a cut a browser reads what it would read in the
    whole page.
    """
    frame = _Document()
    frame.read(html)
    return frame if frame.marks == 1 and not frame.is_odd and frame.around_mark <= _PLAIN_BOXES else None


class _Document:
    """What is seen of a document, from element to element."""

    def __init__(self) -> None:
        # Dictionaries for their order, which is that of the document.
        self.links: dict[str, None] = {}
        self.fetched: dict[str, None] = {}
        self.ids: dict[str, int] = {}
        self.names: dict[str, None] = {}
        # The text of the documents in it.
        self.inner: list[str] = []
        self.is_too_costly = False
        # How many marks are elements, what stands around them, and whether anything says how other parts of the page are to be read.
        self.marks = 0
        self.around_mark: set[str | None] = set()
        self.is_odd = False
        self._base = ""

    def read(self, html: str) -> None:
        """Look at every element, as browsers with and without scripts see it, and at those of templates, which a script may bring to life."""
        self.is_too_costly = cost.is_too_high(html)
        if self.is_too_costly:
            return
        tree = LexborHTMLParser(html, scripting=True)
        tags = self._look_at(_below(tree), self.ids)
        if "template" in tags:
            fragments = tree.template_fragments()
            while fragments:
                fragment = fragments.pop()
                self._look_at(fragment.traverse(), {})
                fragments += fragment.template_fragments()
        if "noscript" in tags:
            self._look_at(_below(LexborHTMLParser(html)), {})
        if self._base:
            self.links, self.fetched = self._based(self.links), self._based(self.fetched)
        self.is_odd = bool(self._base) or "noscript" in tags

    def _look_at(self, nodes: Iterable[LexborNode], ids: dict[str, int]) -> set[str]:
        """Look at elements and count their ids; gives those of their tags that ask for a further look."""
        # Names of its own for what is asked for at every attribute: this takes most of an audit's time.
        tags, links, as_read, of_interest, see_by = set(), self.links, addresses.as_read, _OF_INTEREST, _SEE
        for node in nodes:
            tag = node.tag or ""
            if tag in of_interest:
                tags.add(tag)
                self._look_into(tag, node)
            attributes = node.attributes
            for name in attributes:
                if (see := see_by[name]) is None or not (value := attributes[name]):
                    continue
                if name == "id":
                    ids[value] = ids.get(value, 0) + 1
                elif name == "href" and tag == "a":
                    links[as_read(value)] = None
                elif name != "name" or tag == "a":
                    see(self, tag, value, attributes)
        return tags

    def _look_into(self, tag: str, node: LexborNode) -> None:
        if tag == _MARK:
            self.marks += 1
            self.around_mark |= _around(node)
        elif tag == "style":
            self.style(node.text(deep=True))
        elif tag == "script" and _SCRIPT_TYPE.fullmatch((node.attributes.get("type") or "").strip()):
            self.script(node.text(deep=True))

    def _based(self, found: Mapping[str, None]) -> dict[str, None]:
        """Addresses as they are meant where the document says what they begin with."""
        return {_joined(self._base, address): None for address in found}

    def style(self, text: str) -> None:
        """Note what a stylesheet fetches."""
        try:
            for address in addresses.of_styles(text):
                self.fetch(address)
        except addresses.TooLong:
            self.is_too_costly = True

    def script(self, text: str) -> None:
        """Note what a script may fetch."""
        for address in addresses.of_script(text):
            self.fetch(address)

    def fetch(self, address: str) -> None:
        """Note an address that a browser fetches by itself; one that is a document of its own is looked at."""
        address = addresses.as_read(address)
        if not address.startswith(("data:", "javascript:")):
            self.fetched[address] = None
        elif address.startswith("javascript:"):
            self.script(address)
        else:
            self._fetch_data(address)

    def _fetch_data(self, address: str) -> None:
        kind, text = addresses.data(address)
        if kind == "text/css":
            self.style(text)
        elif _SCRIPT_TYPE.fullmatch(kind):
            self.script(text)
        elif kind == "text/html" or kind.endswith("xml"):
            self.inner.append(text)

    def href(self, tag: str, value: str, attributes: _Attributes) -> None:
        """Links, what heads link to, and the shapes of SVG."""
        address = addresses.as_read(value)
        if tag in ("a", "area") or (tag == "link" and _is_quiet(attributes.get("rel") or "")):
            self.links[address] = None
        elif tag == "base":
            self._base = self._base or address
        else:
            self.fetch(address)

    def refresh(self, tag: str, value: str, attributes: _Attributes) -> None:
        """Where a page leads by itself, after a while."""
        if tag == "meta" and value.strip().lower() == "refresh":
            self.fetch(addresses.of_refresh(attributes.get("content") or ""))

    def animated(self, tag: str, value: str, attributes: _Attributes) -> None:
        """What an attribute of SVG becomes after a while, if that is an address."""
        if tag in ("set", "animate") and (attributes.get("attributeName") or "").endswith("href"):
            for address in value.split(";"):
                self.fetch(address)

    def name(self, tag: str, value: str, attributes: _Attributes) -> None:
        """An anchor of the old kind, on a link."""
        self.names[value] = None


@lru_cache(maxsize=256)
def _is_quiet(kinds: str) -> bool:
    """Whether what a head links to is of these kinds alone that no browser fetches."""
    return _QUIET_LINKS.issuperset(kinds.lower().split())


def _below(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    return tree.root.traverse() if tree.root else iter(())


def _around(node: LexborNode) -> set[str | None]:
    """The tags of all elements that one stands in."""
    found, parent = set(), node.parent
    while parent:
        found.add(parent.tag)
        parent = parent.parent
    return found


def _joined(base: str, address: str) -> str:
    """An address as it is meant after `base`. Where that leads into the site, the page's own place still comes before both."""
    if addresses.is_foreign(base):
        try:
            return urljoin(base, address)
        except ValueError:
            # No address at all, such as `https://[x`.
            return address
    if address.startswith(("#", "?")):
        return f"{re.split('[?#]', base)[0]}{address}"
    return address if addresses.is_whole(address) else f"{base[: base.rfind('/') + 1]}{address}"


_See = Callable[[_Document, str, str, _Attributes], None]


def _one(document: _Document, tag: str, value: str, attributes: _Attributes) -> None:
    document.fetch(value)


def _of(*tags: str) -> _See:
    """An attribute that is an address on these elements alone."""

    def see(document: _Document, tag: str, value: str, attributes: _Attributes) -> None:
        if tag in tags:
            document.fetch(value)

    return see


def _several(document: _Document, tag: str, value: str, attributes: _Attributes) -> None:
    for address in value.split():
        document.fetch(address)


def _srcset(document: _Document, tag: str, value: str, attributes: _Attributes) -> None:
    for address in addresses.of_srcset(value):
        document.fetch(address)


def _style(document: _Document, tag: str, value: str, attributes: _Attributes) -> None:
    document.style(value)


def _script(document: _Document, tag: str, value: str, attributes: _Attributes) -> None:
    document.script(value)


def _inner(document: _Document, tag: str, value: str, attributes: _Attributes) -> None:
    document.inner.append(value)


class _ByName(dict[str, _See | None]):
    """What is to be seen of an attribute by its name; None where it is nothing. Those of events are scripts."""

    def __missing__(self, name: str) -> _See | None:
        see = self[name] = _script if name.startswith("on") else None
        return see


# Elements of which more than the attributes is looked at.
_OF_INTEREST = frozenset(("noscript", "script", "style", "template", _MARK))
_NOTHING = _Document()
_SEE = _ByName(
    {
        "id": _one,
        "name": _Document.name,
        "href": _Document.href,
        "xlink:href": _Document.href,
        "src": _one,
        "poster": _one,
        "background": _one,
        "formaction": _one,
        "action": _of("form"),
        "data": _of("object"),
        "manifest": _of("html"),
        "ping": _several,
        "attributionsrc": _several,
        "srcset": _srcset,
        "imagesrcset": _srcset,
        "srcdoc": _inner,
        "http-equiv": _Document.refresh,
        **dict.fromkeys(("to", "from", "by", "values"), _Document.animated),
        **dict.fromkeys(("style", *addresses.PRESENTATION), _style),
    }
)
