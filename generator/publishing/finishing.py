"""The last step of a hand-written page: its finished HTML made fit for the frame.

Tables get a box to scroll in, and code that scrolls can be reached by keyboard. What is written inline (styles and scripts, as elements and as
attributes) goes into files of the site, because the policy of a page allows nothing inline. And a page says for what it has there are styles and
scripts that other pages do without: tabs, highlighted code, notes, pictures of the catalog and the like.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from ..text import prose
from . import sheets

FOLDER = "assets/casebook/own"
# Scripts, styles and comments are passed over whole; of all else, tags.
_PARTS = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|<(?P<raw>script|style)\b(?P<raw_attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>(?P<text>.*?)</(?P=raw)\s*>"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/<>]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\s*(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>=`]+)))?""")
_ALIGNED = re.compile(r"\s*text-align:\s*(left|right|center)\s*;?\s*", re.IGNORECASE)
# What is JavaScript: https://mimesniff.spec.whatwg.org/#javascript-mime-type, as far as anybody writes it.
_SCRIPTS = ("", "module", "text/javascript", "application/javascript")


@dataclass
class Finished:
    """A page's HTML, the sheets of the theme that only some pages need, those of its own, and the files that it leaves beside (address: text)."""

    html: str
    sheets: tuple[str, ...] = ()
    styles: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def finish(html: str, root: str, *, copies_code: bool = False) -> Finished:
    """A page's HTML made fit; `root` is the site's, relative to the page, such as `..`.

    With `copies_code` all code is offered for copying, so that a page with any needs the extras.
    """
    page = _Page(root)
    finished = _PARTS.sub(page.part, html)
    scripts = "".join([page.script("", text) for text in page.handlers])
    needed = sheets.of_classes(page.classes)
    if copies_code and "<pre" in html and sheets.EXTRAS not in needed:
        needed = (sheets.EXTRAS, *needed)
    result = Finished(f"{finished}{scripts}", needed, files=page.files)
    if page.rules:
        result.styles = [page.file("".join(f"{rule}\n" for rule in page.rules), "css")]
    return result


class _Page:
    """What is found on the way through a page."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._tables: list[bool] = []
        self._is_in_pre = False
        self.classes: set[str] = set()
        # In the order in which they stand, each once.
        self.rules: dict[str, None] = {}
        self.handlers: dict[str, None] = {}
        self.files: dict[str, str] = {}

    def file(self, text: str, kind: str) -> str:
        """Leave a text as a file; gives its address from the root. The name is made from what it holds."""
        address = f"{FOLDER}/{hashlib.sha256(text.encode()).hexdigest()[:16]}.{kind}"
        self.files[address] = text
        return address

    def script(self, attributes: str, text: str) -> str:
        """The element for a script that goes into a file."""
        return f'<script{attributes} src="{self._root.rstrip("/")}/{self.file(text, "js")}"></script>'

    def part(self, match: re.Match[str]) -> str:
        """What stands in place of a part of the page."""
        if match["comment"]:
            return match[0]
        if match["raw"]:
            return self._raw(match)
        tag = match["tag"].lower()
        return self._closed(tag, match[0]) if match["close"] else self._opened(tag, match)

    def _raw(self, match: re.Match[str]) -> str:
        attributes = _attributes(match["raw_attributes"])
        if match["raw"].lower() == "style":
            media = attributes.get("media")
            self.rules[f"@media {media} {{ {match['text']} }}" if media else match["text"]] = None
            return ""
        if "src" in attributes or attributes.get("type", "").strip().lower() not in _SCRIPTS or not match["text"].strip():
            return match[0]
        return self.script(match["raw_attributes"], match["text"])

    def _opened(self, tag: str, match: re.Match[str]) -> str:
        attributes = _attributes(match["attributes"]) if match["attributes"].strip(" /") else {}
        self.classes.update(attributes.get("class", "").split())
        text = match[0]
        if "style" in attributes or any(name.startswith("on") for name in attributes):
            text = self._without_inline(tag, attributes, is_closed=match["attributes"].rstrip().endswith("/"))
        if tag == "table":
            # One with a class of its own is drawn as that has it, and one in another scrolls with it.
            self._tables.append("class" not in attributes and not self._tables)
            if self._tables[-1]:
                return f"{prose.SCROLLING}{text}"
        elif tag == "pre":
            self._is_in_pre = True
        elif tag == "code" and self._is_in_pre and "tabindex" not in attributes:
            return f'{text[:5]} tabindex="0"{text[5:]}'
        elif tag == "a" and attributes.get("id", "").startswith("__codelineno") and match.string.startswith("</a>", match.end()):
            # A place in code that would be a link with nothing to be seen.
            return f'<a id="{attributes["id"]}">'
        elif tag == "input" and attributes.get("type") == "checkbox" and "aria-label" not in attributes:
            return f'{text[:6]} aria-label="{_words_behind(match)}"{text[6:]}'
        return text

    def _closed(self, tag: str, text: str) -> str:
        if tag == "pre":
            self._is_in_pre = False
        elif tag == "table" and self._tables and self._tables.pop():
            return f"{text}</div></div>"
        return text

    def _without_inline(self, tag: str, attributes: Mapping[str, str], *, is_closed: bool) -> str:
        """The tag with a class in place of its style, and a mark in place of each of its event handlers."""
        own = {name: value for name, value in attributes.items() if name != "style" and not name.startswith("on")}
        for name in (name for name in attributes if name.startswith("on")):
            code = unescape(attributes[name])
            mark = f"data-own-{hashlib.sha256(f'{name} {code}'.encode()).hexdigest()[:10]}"
            own[mark] = ""
            self.handlers[f'document.querySelectorAll("[{mark}]").forEach((node) => {{ node.{name} = function (event) {{ {code}\n}}; }});\n'] = None
        style = unescape(attributes.get("style", "")).strip()
        aligned = _ALIGNED.fullmatch(style)
        if aligned:
            own["class"] = f"{own.get('class', '')} cb-{aligned[1].lower()}".strip()
        elif style and not re.search(r"[{}]", style):
            name = f"cb-own-{hashlib.sha256(style.encode()).hexdigest()[:10]}"
            # As an attribute does, it comes before what any stylesheet of ours has for the element.
            self.rules[f":root {f'.{name}' * 3} {{ {style} }}"] = None
            own["class"] = f"{own.get('class', '')} {name}".strip()
        written = "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in own.items())
        return f"<{tag}{written}{' /' if is_closed else ''}>"


def _words_behind(match: re.Match[str]) -> str:
    """The words of the line that follows a tag, such as what is to be done behind a box to tick, as the value of an attribute."""
    line = re.split(r"</(?:li|p|td|div)>|<(?:ul|ol|p|br)\b", match.string[match.end() :], maxsplit=1)[0]
    return " ".join(re.sub(r"<[^<>]*>", "", line).split()).replace('"', "&quot;")


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag as they are written, character references and all; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match["name"].lower(), match["double"] or match["single"] or match["bare"] or "")
    return found
