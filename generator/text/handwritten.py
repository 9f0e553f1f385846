"""Hand-written pages: ordinary Markdown for Python-Markdown, with the casebook syntax as an extension of it.

`casebook check` and MkDocs read a page with the same extension, and so find the same mentions. While a page is being read a mention is an
element whose text is the words that it stands for: a heading with one has them in its id, in the table of contents and in the page's title, and
an image in its description. In the page itself its HTML takes their place when all else is done.

Contributed text never comes here: see `prose`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from functools import partial
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.inlinepatterns import AUTOLINK_RE, HTML_RE, InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString, get_installed_extensions

from ..base.saying import said
from . import anchors, living
from .syntax import SLOT, SYNTAX, Located, Mention, Numbered, read, slot, unnumbered

# The words that a mention stands for where only text can stand; none for a citation.
Words = Callable[[Mention], str]
# The HTML of a page, from one with slots and the mentions that belong there.
Fill = Callable[[str, Sequence[Mention]], str]
# Stand for the bar of `[[record|label]]`, and for an escaped one, until a table (75) has been parted at its bars; code (80) keeps its own.
_BARS = {"\ue002": "|", "\ue003": r"\|"}
_BAR, _ESCAPED_BAR = _BARS
_BEFORE_TABLES = 76
# Before fences of all makes (25) and raw HTML (20), after lines have become alike (30).
_BEFORE_FENCES = 28
# After the text has become elements (20).
_AFTER_TEXT = 19
# Between escapes (180), after which no bracket is an escaped one, and links (170).
_AFTER_ESCAPES = 175
# Before the table of contents (5), which may put links into headings.
_BEFORE_CONTENTS = 5.5
# After all others: MkDocs' own, which looks where links lead, has 0.
_LAST = -10
# In tags, and where a link leads, brackets are themselves. A destination goes to the first space; brackets in it come in pairs.
_PASSED_OVER = rf"{HTML_RE}|{AUTOLINK_RE}|\]\(\s*(?:<[^<>]*>|(?:[^\s()]|\([^\s()]*\))*)"
_RAW_ADDRESS = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_unescape = UnescapeTreeprocessor().unescape

NO_PLACE_TO_CITE = said("a citation cannot be shown in the description of an image or the title of a link: write it behind")


class _Element(Element):
    """A mention, as long as the page is a tree."""


class _Found(NamedTuple):
    """A mention that was met, its element, and its number, if the text was numbered."""

    mention: Mention
    element: _Element
    number: int | None


class _Page:
    """What is known of the page that is being read."""

    def __init__(self) -> None:
        self.heading = ""
        self.found: list[_Found] = []
        # By their places in `found`: the mentions that came into the text, and those of them that stand in a link.
        self.shown: set[int] = set()
        self.linked: set[int] = set()
        self.addresses: list[str] = []


class Casebook(Extension):  # type: ignore[misc]
    """The casebook syntax, for one page after another: `words`, `fill` and `draw` may be set anew before each.

    Without `fill` the words stay, and without `draw` living blocks are code.
    """

    def __init__(self, words: Words, fill: Fill | None = None) -> None:
        super().__init__()
        self.words = words
        self.fill = fill
        self.draw: living.Draw | None = None
        self.page = _Page()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add the syntax to a processor that is about to read a page."""
        self.page = page = _Page()
        if self.draw:
            md.preprocessors.register(_Living(self.draw, md), "casebook_living", _BEFORE_FENCES)
        md.parser.blockprocessors.register(_HideBars(md.parser), "casebook_hide_bars", _BEFORE_TABLES)
        md.treeprocessors.register(_ShowBars(md), "casebook_show_bars", _AFTER_TEXT)
        md.inlinePatterns.register(_Pattern(page, self.words, md), "casebook", _AFTER_ESCAPES)
        md.treeprocessors.register(_Heading(page, md), "casebook_heading", _BEFORE_CONTENTS)
        # A page may be read without a table of contents, and then gives its headings no ids.
        if "toc" in md.treeprocessors:
            contents: Any = md.treeprocessors["toc"]
            contents.slugify = partial(_slug, contents.slugify)
        md.treeprocessors.register(_Slots(page, md), "casebook_slots", _LAST)
        md.postprocessors.register(_Fragments(page, self.fill or self._as_words, md), "casebook_fragments", _LAST)

    def _as_words(self, html: str, mentions: Sequence[Mention]) -> str:
        return SLOT.sub(lambda found: escape(self.words(mentions[int(found[1])])) if int(found[1]) < len(mentions) else "", html)


def _slug(slugify: Callable[[str, str], str], words: str, separator: str) -> str:
    return anchors.heading(slugify(words, separator))


class _Living(Preprocessor):  # type: ignore[misc]
    """Puts what living blocks show in their place: finished HTML, which no other extension looks into."""

    def __init__(self, draw: living.Draw, md: Markdown) -> None:
        super().__init__(md)
        self._draw = draw

    def run(self, lines: list[str]) -> list[str]:
        """The lines of the page, with a placeholder for each block."""
        text = "\n".join(lines)
        return living.replaced(text, self._placeholder).split("\n") if living.is_possible(text) else lines

    def _placeholder(self, declared: str) -> str | None:
        drawn = self._draw(declared)
        return None if drawn is None else f"\n{self.md.htmlStash.store(drawn)}\n"


class _HideBars(BlockProcessor):  # type: ignore[misc]
    """Takes the bars of mentions from the eyes of tables, escaped or not."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether there may be one."""
        return "[[" in block and "|" in block

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Change the block, and leave it to the processors to come."""
        blocks[0] = SYNTAX.sub(lambda found: found.group().replace(r"\|", _ESCAPED_BAR).replace("|", _BAR), blocks[0])
        return False


class _ShowBars(Treeprocessor):  # type: ignore[misc]
    """Puts bars back where no mention came of it."""

    def run(self, root: Element) -> None:
        """Go through the whole page."""
        for element in root.iter():
            element.text, element.tail = _with_bars(element.text), _with_bars(element.tail)
            element.attrib.update({name: _with_bars(value) for name, value in element.items()})
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [_with_bars(raw) if isinstance(raw, str) else raw for raw in stash]


def _with_bars(text: Any) -> Any:
    # Of the same type: one of text that is not to be looked at again stays such.
    for mark, bar in _BARS.items():
        text = type(text)(text.replace(mark, bar)) if text and mark in text else text
    return text


class _Pattern(InlineProcessor):  # type: ignore[misc]
    """Finds mentions in the text of a paragraph, heading, item or cell, in which code and escapes are placeholders already."""

    def __init__(self, page: _Page, words: Words, md: Markdown) -> None:
        super().__init__(f"{_PASSED_OVER}|(?P<mention>{SYNTAX.pattern})", md)
        self._page = page
        self._words = words

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int, int]:  # noqa: N802
        """A mention's element; None makes the search go on behind the match."""
        raw, number = unnumbered(_unescape(self.unescape(m["mention"] or "")).replace(_ESCAPED_BAR, "|").replace(_BAR, "|"))
        match = SYNTAX.fullmatch(raw)
        if match is None:
            return None, m.start(), m.end()
        mention, element = read(match), _Element("span")
        element.text = AtomicString(self._words(mention))
        self._page.found.append(_Found(mention, element, number))
        return element, m.start(), m.end()


class _Heading(Treeprocessor):  # type: ignore[misc]
    """Notes the text of the first heading of the first level."""

    def __init__(self, page: _Page, md: Markdown) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Look at the whole page."""
        heading = next(root.iter("h1"), None)
        if heading is None:
            return
        heading = deepcopy(heading)
        for image in list(heading.iter("img")):
            image.tag, image.text = "span", AtomicString(image.attrib.pop("alt", ""))
        self._page.heading = unnumbered(unescape(strip_tags(render_inner_html(remove_fnrefs(heading), self.md))))[0]


class _Slots(Treeprocessor):  # type: ignore[misc]
    """Puts slots in the place of the mentions that came into the text, and notes where the page's links lead."""

    def __init__(self, page: _Page, md: Markdown) -> None:
        super().__init__(md)
        self._page = page
        self._places: dict[int, int] = {}

    def run(self, root: Element) -> None:
        """Go through the whole page."""
        self._places = {id(found.element): place for place, found in enumerate(self._page.found)}
        self._replace(root, is_linked=False)
        for element in root.iter():
            self._page.addresses += filter(None, (element.get(name) for name in ("href", "src")))
        for raw in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(raw, str):
                self._page.addresses += (unescape("".join(found.groups(""))) for found in _RAW_ADDRESS.finditer(raw))

    def _replace(self, parent: Element, *, is_linked: bool) -> None:
        before: Element | None = None
        for child in list(parent):
            place = self._places.get(id(child))
            if place is None:
                self._replace(child, is_linked=is_linked or child.tag == "a")
                before = child
                continue
            self._page.shown.add(place)
            if is_linked:
                self._page.linked.add(place)
            text = f"{slot(place)}{child.tail or ''}"
            if before is None:
                parent.text = f"{parent.text or ''}{text}"
            else:
                before.tail = f"{before.tail or ''}{text}"
            parent.remove(child)


class _Fragments(Postprocessor):  # type: ignore[misc]
    """Fills the slots of the finished page."""

    def __init__(self, page: _Page, fill: Fill, md: Markdown) -> None:
        super().__init__(md)
        self._page = page
        self._fill = fill

    def run(self, text: str) -> str:
        """The page, or a heading of it, which has no slots."""
        return self._fill(text, [found.mention for found in self._page.found]) if self._page.shown else text


# --- reading a page without MkDocs -----------------------------------------------------------------------------

# What every page of MkDocs is read with: https://www.mkdocs.org/user-guide/writing-your-docs/#markdown-extensions
BUILT_IN = ("toc", "tables", "fenced_code")


class Reading(NamedTuple):
    """What stands on a page: its first heading as plain text, its mentions with their places, and the addresses that are none."""

    heading: str
    mentions: tuple[Located, ...]
    broken: tuple[str, ...]


def read_page(body: str, extensions: Mapping[str, Mapping[str, Any]], words: Words) -> Reading:
    """Read a page's Markdown, without its front matter, as MkDocs does with these extensions of `mkdocs.yml` and their options.

    Raises whatever one of them may raise, and RecursionError for what is nested too deep.
    """
    # Only what stands on the page is wanted, and not its HTML.
    numbered, casebook = Numbered(body), Casebook(words, lambda html, _mentions: html)
    markdown = Markdown()
    for name, options in {**{name: {} for name in BUILT_IN}, **extensions}.items():
        # Nothing is loaded that calls itself no extension; what one has against its options, MkDocs says.
        if _is_known(name):
            with suppress(Exception):
                markdown.registerExtensions([name], {name: dict(options)})
    markdown.registerExtensions([casebook], {})
    markdown.reset()
    markdown.convert(numbered.text)
    page = casebook.page
    return Reading(page.heading, tuple(sorted(_located(page, numbered))), tuple(dict.fromkeys(filter(_is_broken, page.addresses))))


def _is_known(name: str) -> bool:
    return name.startswith(("markdown.extensions.", "pymdownx.")) or any(point.name == name for point in get_installed_extensions())


def _located(page: _Page, numbered: Numbered) -> Iterator[Located]:
    for place, (mention, _element, number) in enumerate(page.found):
        if place not in page.shown and mention.cites:
            yield numbered.locate(mention._replace(cites=(), problem=NO_PLACE_TO_CITE), number, is_bare=True)
        else:
            yield numbered.locate(mention, number, is_bare=place not in page.shown or place in page.linked)


def _is_broken(address: str) -> bool:
    try:
        urlsplit(unnumbered(address)[0])
    except ValueError:
        return True
    return False
