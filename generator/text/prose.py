"""The one gate for contributed text: Markdown to safe HTML, with the casebook's own small syntax in it (see `syntax`).

CommonMark with tables, without raw HTML and images, through an allow-list. Contributed text never meets another Markdown processor.
`Markup` is made here alone: whatever else calls itself safe is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import nh3
from markupsafe import Markup

from ..base.scripts import UNSPACED
from ..reading import addresses
from ..reading.files import HIDDEN
from .fragments import CiteLink, ClaimLink, LargeFigure, RecordLink, Resolver, citations, escape, mark_chinese, put_in
from .syntax import OPEN, SLOT, SYNTAX, CitePart, Located, Mention, Numbered, read, slot, unnumbered, without_code

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# What others need of this room to show contributed texts, they find here.
__all__ = [
    "CiteLink",
    "CitePart",
    "ClaimLink",
    "LargeFigure",
    "Located",
    "Mention",
    "RecordLink",
    "Resolver",
    "SafeHtml",
    "without_code",
]

SafeHtml = Markup

# Text in which a mention could hide where Markdown would not read it as one: code, escapes, links, HTML, indented code (and tables, see
# `_may_hide`). Only such text pays for a full parse when it is scanned. `_HIDING` has what each match of the two others must hold.
_HIDING_MARK = re.compile(r"[`\\<]|~~~|\]\(")
_HIDING = ("`", "\\", "<", "~~~", "](", "    ", "\t")
_INDENTED = re.compile(r"^(?: {4}| *\t)", re.MULTILINE)
# Running text without any of these is the same before and after Markdown: most short texts need no parser.
_MARKED_UP = re.compile(r"[\\`*_\[\]<&\n]|://|  ")
_CUT_MENTION = re.compile(r"\[@[^\[\]\r\n]*[\r\n]")
_INDENTED_ITEM = re.compile(r"(?:[-*+>]|\d[.)])[ \r]*(?: {4}|\t)")
# Text without any of these, once its mentions are out, is paragraphs and nothing else to Markdown and to the allow-list. At the
# beginning of a line: marks of lists, headings, rules and indented code; at its end a hard break. Anywhere: white space that is neither
# a space nor a line end, and what no reader lets in.
_NOT_PLAIN = re.compile(r"[^\S \n]|[\\`*_\[\]<>&!|~\x00-\x09\x0b-\x1f]|^ *(?:[-+=#:]|[0-9]{1,9}[.)])|^    |  $|" + HIDDEN.pattern, re.MULTILINE)
# Emphasis about which there is nothing to interpret: between words, and nothing in it emphasised again.
_EMPHASIS = re.compile(r"(?<![^ \n])(\*\*?)(?=[^\W_])([^*\n]*)(?<=[^\s*])\1(?=[ \n.,;:?)]|\Z)")
# Stars and underscores that stand in words, numbers and sums (`5*2*3`, `(a)*(b)`, `__init__`) and are no markup: CommonMark (6.2) would take them
# for emphasis, and what somebody counted would read otherwise. In writing without spaces a star between two characters is none of these.
_TYPED = re.compile(rf"(?<=[^\W_])(?<![{UNSPACED}])\*+(?=[^\W_]|[$€£¥])(?![{UNSPACED}])|(?<=[)}}%‰°])\*+(?=[^\W_]|[($€£¥])|__+")
_LINE_ENDS = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n(?: *\n)+")
_TAGS = frozenset(
    [
        "p",
        "em",
        "strong",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "br",
        "span",
    ]
)
_ATTRIBUTES = {"a": {"href", "title"}, "span": {"lang"}, "ol": {"start"}, "th": {"style"}, "td": {"style"}}
# As the allow-list leaves it in a tag: where text looks like this, its bracket is escaped.
_ALIGNED = re.compile(r'(?<=<t[hd]) style="text-align: ?(left|right|center);?"')
# The box of a table. The names are those that projects know from Material.
SCROLLING = '<div class="md-typeset__scrollwrap" tabindex="0"><div class="md-typeset__table">'
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    filter_style_properties={"text-align"},
    link_rel="noopener noreferrer",
)


# --- what stands in a text -------------------------------------------------------------------------------------


def scan(text: str, *, block: bool = True) -> list[Mention]:
    """Every mention in a contributed text, in reading order: exactly those that `render` would show."""
    return list(_scanned(text, block)) if "[" in text else []


# A text is scanned when it is checked, and again wherever it is shown.
@lru_cache(maxsize=65536)
def _scanned(text: str, block: bool) -> tuple[Mention, ...]:
    found = list(SYNTAX.finditer(text))
    if _may_hide(text, found) or _may_cut(text):
        return tuple(parsed(text, block=block)[1])
    return tuple(map(read, found))


def locate(text: str, *, block: bool = True) -> list[Located]:
    """The mentions of `scan`, with their places in the text, in its order."""
    if "[" not in text:
        return []
    found = list(SYNTAX.finditer(text))
    if not (_may_hide(text, found) or _may_cut(text)):
        return [Located(match.start(), read(match)) for match in found]
    numbered = Numbered(text)
    tokens = [child for outer in parsed(numbered.text, block=block)[0] for child in outer.children or ()]
    # In CommonMark a link with another in it, such as a mention, is none: they are never bare.
    return sorted(numbered.locate(token.meta["mention"], token.meta["number"]) for token in tokens if token.type == "casebook")


def _may_hide(text: str, mentions: Sequence[re.Match[str]]) -> bool:
    """Whether a text, its mentions taken out, has something in which a mention is none."""
    if "|" in text and text.count("|") > sum(match.group().count("|") for match in mentions):
        return True
    # A look for each mark takes less than one for all of them, and most texts have none.
    if not any(mark in text for mark in _HIDING):
        return False
    rest = SYNTAX.sub("", text)
    return bool(_HIDING_MARK.search(rest) or _INDENTED.search(rest))


def _may_cut(text: str) -> bool:
    """Whether a text has mentions that a block may cut in two or take for a definition, or items whose text may be indented like code."""
    return bool(_CUT_MENTION.search(text)) or "]:" in text or (("    " in text or "\t" in text) and bool(_INDENTED_ITEM.search(text)))


# --- what it becomes -------------------------------------------------------------------------------------------


def render(text: str, resolver: Resolver, *, block: bool) -> SafeHtml:
    """Contributed text as safe HTML: paragraphs when `block`, else running text without an enclosing element."""
    if not block and not _MARKED_UP.search(text):
        return Markup(mark_chinese(escape(text, quote=False)))
    html, mentions = _cleaned(text, block)
    if not mentions:
        return Markup(html)
    # The finished fragments go in after the allow-list, each where its slot stands: only ever between tags.
    return fill(html, mentions, resolver)


def fitted(html: SafeHtml) -> SafeHtml:
    """What `render` gave, for a page of the site: what may be wider than it in boxes that scroll, by keyboard too, and without styles.

    The policy of pages allows no styles inline.
    """
    text = str(html)
    if "<pre" in text:
        text = text.replace("<pre><code", '<pre><code tabindex="0"')
    if "<table" in text:
        text = _ALIGNED.sub(r' class="cb-\1"', text.replace("<table>", f"{SCROLLING}<table>").replace("</table>", "</table></div></div>"))
    return html if text == html else SafeHtml(text)


# A text is shown at several places: on its page, in the page's head, in lists.
@lru_cache(maxsize=4096)
def _cleaned(text: str, block: bool) -> tuple[str, tuple[Mention, ...]]:
    """A text as clean HTML with slots, and the mentions that go into them."""
    return _plain_prose(text, block) or _parsed_prose(text, block)


def _parsed_prose(text: str, block: bool) -> tuple[str, tuple[Mention, ...]]:
    """As `_cleaned`: any text, by Markdown and the allow-list."""
    tokens, mentions = parsed(text, block=block)
    return _CLEANER.clean(_markdown().renderer.render(tokens, _markdown().options, {})), tuple(mentions)


def _plain_prose(text: str, block: bool) -> tuple[str, tuple[Mention, ...]] | None:
    """As `_cleaned`, in a twentieth of the time: words, simple emphasis and mentions only, as most texts are. None for any other."""
    numbers = count()
    slotted = SYNTAX.sub(lambda _mention: slot(next(numbers)), text) if "[" in text else text
    bare = _EMPHASIS.sub(r"\2", slotted) if "*" in text else slotted
    if _may_cut(text) or OPEN in text or _NOT_PLAIN.search(SLOT.sub("x", bare) if "[" in text else bare):
        return None
    mentions = tuple(scan(text, block=block))
    if not block:
        return _words(slotted), mentions
    paragraphs = (part.strip(" \n") for part in _BLANK_LINES.split(slotted))
    return "".join(f"<p>{_words(part)}</p>\n" for part in paragraphs if part), mentions


def _words(text: str) -> str:
    html = escape(_LINE_ENDS.sub("\n", text) if "\n" in text else text, quote=False)
    return mark_chinese(_EMPHASIS.sub(lambda found: f"<{_STRESS[found[1]]}>{found[2]}</{_STRESS[found[1]]}>", html) if "*" in html else html)


_STRESS = {"*": "em", "**": "strong"}


def fill(html: str, mentions: Sequence[Mention], resolver: Resolver) -> SafeHtml:
    """Finished HTML with its mentions, in reading order, put into their slots."""
    return Markup(put_in(html, mentions, resolver))


def cites_html(links: Sequence[CiteLink]) -> SafeHtml:
    """Citations at one place as one superscript of numbered links."""
    return Markup(citations(links))


def plain(text: str, resolver: Resolver) -> str:
    """Contributed text without any markup, on one line: for descriptions, tooltips and feeds. Citations are left out."""
    if not _MARKED_UP.search(text):
        return " ".join(text.split())
    html, mentions = _cleaned(text, False)
    # A figure that stands large is one in its sentence here.
    html = fill(html, [mention._replace(is_large=False) for mention in mentions], resolver)
    return " ".join(Markup(re.sub(r'<sup class="cb-cite">.*?</sup>| <span class="cb-cite cb-cite--text">.*?</span>', "", html)).striptags().split())


def chinese(text: str) -> SafeHtml:
    """Plain text as HTML in which runs of Chinese characters are marked with their language."""
    return Markup(mark_chinese(escape(text)))


def _safe_href(tag: str, attribute: str, value: str) -> str | None:
    if attribute != "href":
        return value
    # In ASCII, so that marking Chinese never reaches into an address.
    return quote(value, safe=";/?:@&=+$,#%[]!*'()~") if is_safe_url(value) else None


_FORMATTED_CLEANER = nh3.Cleaner(
    tags={"em", "i", "strong", "sup", "sub", "a"},
    attributes={"a": {"href"}},
    attribute_filter=_safe_href,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)


def formatted_html(html: str, title: str = "", href: str = "") -> SafeHtml:
    """A reference that a citation processor formatted, as safe running HTML: emphasis, raised and lowered text, safe links; Chinese is marked.

    With `href` the `title` in it, a plain text, leads there; where the style does not print it, it is added.
    """
    clean = _FORMATTED_CLEANER.clean(html)
    if not href:
        return Markup(mark_chinese(clean))
    # A citation processor sets its own quotation marks.
    wanted = escape(title, quote=False).translate(_QUOTES)
    start = clean.translate(_QUOTES).find(wanted) if title else -1
    if start < 0 or clean.count("<a ", 0, start) > clean.count("</a>", 0, start):
        return Markup(f'{mark_chinese(clean)} <a class="cb-title" href="{escape(href)}">{mark_chinese(escape(title))}</a>')
    end = start + len(wanted)
    link = f'<a class="cb-title" href="{escape(href)}">{mark_chinese(clean[start:end])}</a>'
    return Markup(f"{mark_chinese(clean[:start])}{link}{mark_chinese(clean[end:])}")


_QUOTES = dict.fromkeys(map(ord, "\"'‘’“”"), "'")


def without_links(html: SafeHtml) -> SafeHtml:
    """Safe HTML with the texts of its links in place of the links."""
    return Markup(re.sub(r"</?a\b[^>]*>", "", html))


def filled(html: SafeHtml, values: Mapping[str, str | SafeHtml]) -> SafeHtml:
    """Safe HTML with plain texts, or safe HTML, put in place of the words that stand for them."""
    text = str(html)
    for word, value in values.items():
        text = text.replace(word, value if isinstance(value, Markup) else mark_chinese(escape(value, quote=False)))
    return Markup(text)


def left_to_browser(attribute: str, value: str, text: str = "") -> SafeHtml:
    """A text that the theme's script replaces, or leaves as it is: the `attribute` tells it how, with its `value`."""
    return Markup('<span {}="{}">{}</span>').format(attribute, value, text)


# --- Markdown --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def is_safe_url(url: str) -> bool:
    """Whether a link may lead there: to a page on the web without a fault in its address, or to an address of e-mail."""
    if url.startswith("mailto:"):
        return bool(re.fullmatch(r"mailto:[^\x00-\x20\x7f\\\ue000-\uf8ff/]*@[^\x00-\x20\x7f\\\ue000-\uf8ff]*", url))
    return not addresses.fault(url)


def is_typed(text: str) -> bool:
    """Whether a text has marks that stand as they are typed, and that other Markdown processors would take for emphasis."""
    return bool(_TYPED.search(text))


def refused_urls(text: str) -> list[str]:
    """The destinations of Markdown links that the gate turns into plain text."""
    return [url for url in re.findall(r"\]\(\s*<?([^\s)>]*)", text) if not is_safe_url(url)] if "](" in text else []


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # Loaded late: `check` renders nothing.
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.inline.ruler.before("link", "casebook", _rule)
    markdown.inline.ruler.before("emphasis", "typed", _typed)
    markdown.validateLink = is_safe_url  # type: ignore[method-assign]
    markdown.add_render_rule("casebook", _slot)
    markdown.add_render_rule("text", _text)
    return markdown


def _rule(state: Any, silent: bool) -> bool:
    if state.src[state.pos] != "[" or not (match := SYNTAX.match(state.src, state.pos)):
        return False
    if not silent:
        token, (raw, number) = state.push("casebook", "", 0), unnumbered(match.group())
        token.meta = {"mention": read(SYNTAX.fullmatch(raw) or match), "number": number}
    state.pos = match.end()
    return True


def _typed(state: Any, silent: bool) -> bool:
    if not (found := _TYPED.match(state.src, state.pos)):
        return False
    if not silent:
        state.pending += found.group()
    state.pos = found.end()
    return True


def _slot(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return slot(tokens[index].meta["slot"])


def _text(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return mark_chinese(escape(tokens[index].content, quote=False))


def parsed(text: str, *, block: bool) -> tuple[list[Any], list[Mention]]:
    """The token stream of a text with its mentions in reading order; headings go below those of the page."""
    markdown = _markdown()
    tokens = markdown.parse(text, {}) if block else markdown.parseInline(text, {})
    mentions: list[Mention] = []
    for token in (part for outer in tokens for part in (outer, *(outer.children or ()))):
        # A character reference (&#x202E;) could bring in what the reader refuses in a file, and forge a slot.
        token.content = HIDDEN.sub("", token.content)
        token.attrs = {name: HIDDEN.sub("", str(value)) for name, value in token.attrs.items()} if token.attrs else token.attrs
    for token in tokens:
        _drop_empty_links(token.children or ())
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        for child in token.children or ():
            if child.type == "casebook":
                child.meta["slot"] = len(mentions)
                mentions.append(child.meta["mention"])
    return tokens, mentions


def _drop_empty_links(tokens: Sequence[Any]) -> None:
    """Make links without a destination plain text: Markdown does not ask whether such a destination is safe."""
    opened: list[Any] = []
    for token in tokens:
        if token.type == "link_open":
            opened.append(token)
        elif token.type == "link_close":
            start = opened.pop()
            if not is_safe_url(str(start.attrs.get("href", ""))):
                start.tag = token.tag = "span"
                start.attrs = {}
