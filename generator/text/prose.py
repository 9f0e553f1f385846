"""The one gate for contributed text: Markdown to safe HTML, and the casebook's own small syntax.

CommonMark with tables, without raw HTML and images, through an allow-list. On top of it:

- `[@key]`, `[@key, p. 3; @other]` cite sources;
- `[#crew]`, `[#heron-aground/crew]` print a claim with its source;
- `[[heron]]`, `[[heron|the ship]]` link a record.

This module knows the syntax and the HTML it becomes; what a mention *means* (a number, an address) comes from
a Resolver. Contributed text never meets another Markdown processor. `Markup` is made here and in `render`
alone: whatever else calls itself safe is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escape_html
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import quote, urlsplit

import nh3
from markupsafe import Markup

from ..reading.yaml_reader import HIDDEN

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SafeHtml = Markup

_SYNTAX = re.compile(
    r"\[\[(?P<record>[^\[\]|\r\n]+)(?:\|(?P<label>[^\[\]|\r\n]+))?\]\]|\[@(?P<cite>[^\[\]]+)\]|\[\#(?P<large>\#?)(?P<claim>[^\[\]\s]+)\]"
)
# Text in which a mention could hide where Markdown would not read it as one: code, escapes, links, HTML, indented code (and tables, see
# `_may_hide`). Only such text pays for a full parse when it is scanned. `_HIDING` has what each match of the two others must hold.
_HIDING_MARK = re.compile(r"[`\\<]|~~~|\]\(")
_HIDING = ("`", "\\", "<", "~~~", "](", "    ", "\t")
_INDENTED = re.compile(r"^(?: {4}| *\t)", re.MULTILINE)
# Running text without any of these is the same before and after Markdown: most short texts need no parser.
_MARKED_UP = re.compile(r"[\\`*_\[\]<&\n]|://|  ")
_CUT_MENTION = re.compile(r"\[@[^\[\]\r\n]*[\r\n]")
_KEY = re.compile(r"[^\s@,;]+")
_INDENTED_ITEM = re.compile(r"(?:[-*+>]|\d[.)])[ \r]*(?: {4}|\t)")
# Text without any of these, once its mentions are out, is paragraphs and nothing else to Markdown and to the allow-list. At the
# beginning of a line: marks of lists, headings, rules and indented code; at its end a hard break. Anywhere: white space that is neither
# a space nor a line end, and what no reader lets in.
_NOT_PLAIN = re.compile(r"[^\S \n]|[\\`*_\[\]<>&!|~\x00-\x09\x0b-\x1f]|^ *(?:[-+=#:]|[0-9]{1,9}[.)])|^    |  $|" + HIDDEN.pattern, re.MULTILINE)
# Emphasis about which there is nothing to interpret: between words, and nothing in it emphasised again.
_EMPHASIS = re.compile(r"(?<![^ \n])(\*\*?)(?=[^\W_])([^*\n]*)(?<=[^\s*])\1(?=[ \n.,;:?)]|\Z)")
_SPECIAL = re.compile("[&<>\"']")
_LINE_ENDS = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n(?: *\n)+")
_HAN_CHARACTER = "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_HAN = re.compile(f"{_HAN_CHARACTER}(?:(?:{_HAN_CHARACTER}|[\u3000-\u3004\u3008-\u303f\uff00-\uffef·])*{_HAN_CHARACTER})?")
_OPEN, _CLOSE = "\ue000", "\ue001"
_SLOT = re.compile(f"{_OPEN}[0-9]+{_CLOSE}")
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
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    filter_style_properties={"text-align"},
    link_rel="noopener noreferrer",
)


# --- what stands in a text -------------------------------------------------------------------------------------


class CitePart(NamedTuple):
    """One source in a citation: key, and locator or an empty text."""

    key: str
    locator: str = ""


class Mention(NamedTuple):
    """One use of the syntax. `raw` is the text as written; exactly one of the other parts is filled.

    `cites` for `[@…]`; `record` (and `label`) for `[[…]]`; `claim` for `[#…]`, with `record` when it names one, `is_large` for `[##…]`.
    A citation that does not parse has `problem`.
    """

    raw: str
    cites: tuple[CitePart, ...] = ()
    record: str = ""
    label: str = ""
    claim: str = ""
    problem: str = ""
    is_large: bool = False


def scan(text: str, *, block: bool = True) -> list[Mention]:
    """Every mention in a contributed text, in reading order: exactly those that `render` would show."""
    return list(_scanned(text, block)) if "[" in text else []


# A text is scanned when it is checked, and again wherever it is shown.
@lru_cache(maxsize=65536)
def _scanned(text: str, block: bool) -> tuple[Mention, ...]:
    found = list(_SYNTAX.finditer(text))
    if _may_hide(text, found) or _may_cut(text):
        return tuple(_parsed(text, block=block)[1])
    return tuple(map(_mention, found))


def _may_hide(text: str, mentions: Sequence[re.Match[str]]) -> bool:
    """Whether a text, its mentions taken out, has something in which a mention is none."""
    if "|" in text and text.count("|") > sum(match.group().count("|") for match in mentions):
        return True
    # A look for each mark takes less than one for all of them, and most texts have none.
    if not any(mark in text for mark in _HIDING):
        return False
    rest = _SYNTAX.sub("", text)
    return bool(_HIDING_MARK.search(rest) or _INDENTED.search(rest))


def _may_cut(text: str) -> bool:
    """Whether a text has mentions that a block may cut in two or take for a definition, or items whose text may be indented like code."""
    return bool(_CUT_MENTION.search(text)) or "]:" in text or (("    " in text or "\t" in text) and bool(_INDENTED_ITEM.search(text)))


def scan_document(text: str) -> list[tuple[int, Mention]]:
    """The mentions of a hand-written Markdown page with their offsets; code spans and fenced code are passed over."""
    return [(match.start(), _mention(match)) for match in _SYNTAX.finditer(without_code(text)) if "\x00" not in match.group()]


def without_code(text: str) -> str:
    """A text of the same length, with every character of its code, comments and escapes but line ends made void."""
    if not _MAY_HOLD_CODE.search(text):
        return text
    masked = _CODE.sub(lambda code: re.sub(r"[^\n]", "\x00", code.group()), text)
    lines, is_item, is_code, was_blank = [], False, False, True
    for line in masked.split("\n"):
        indented = line.startswith(("    ", "\t"))
        is_item = (is_item and (indented or not line.strip())) or bool(re.match(r" {0,3}(?:[-*+:]|\d+[.)])\s", line))
        # Indented text is code when it begins a paragraph outside of lists and definitions.
        is_code = bool(line.strip()) and indented and not is_item and (is_code or was_blank)
        was_blank = not line.strip() or (was_blank and is_code)
        lines.append("\x00" * len(line) if is_code else line)
    return "\n".join(lines)


_MAY_HOLD_CODE = re.compile(r"[`\\\t]|~~~|<!--|    ")
_CODE = re.compile(
    r"""^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)   # fenced code
      | (?P<ticks>(?<!`)`+(?!`)).+?(?<!`)(?P=ticks)(?!`)             # code in a line
      | <!--.*?-->                                                    # a comment
      | \\[\[\]`\\]                                                  # an escaped character""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def _mention(match: re.Match[str]) -> Mention:
    raw = match.group()
    if cite := match["cite"]:
        return _cite_mention(raw, cite)
    if claim := match["claim"]:
        record, _, name = claim.rpartition("/")
        return Mention(raw, record=record, claim=name, is_large=bool(match["large"]))
    return Mention(raw, record=match["record"].strip(), label=(match["label"] or "").strip())


def _cite_mention(raw: str, text: str) -> Mention:
    parts = []
    for piece in text.split(";"):
        key, _, locator = piece.strip().partition(",")
        key = key.strip().removeprefix("@")
        if not _KEY.fullmatch(key):
            return Mention(raw, problem=f"'{piece.strip()}' is no citation; write [@key] or [@key, p. 3; @other]")
        parts.append(CitePart(key, locator.strip()))
    return Mention(raw, cites=tuple(parts))


# --- what it becomes -------------------------------------------------------------------------------------------


class CiteLink(NamedTuple):
    """A citation: its number, the address of the reference, the citation's own anchor, and what it cites.

    With a `label` (author and year) it is written out in the text; without, its number stands above the line.
    """

    number: int
    href: str
    anchor: str
    title: str
    locator: str = ""
    label: str = ""


class ClaimLink(NamedTuple):
    """A claim as text with the address of its row and its citations; `card` is the id of the page's card for it, if it has one."""

    text: str
    href: str
    title: str
    cites: Sequence[CiteLink] = ()
    card: str = ""


@dataclass(frozen=True, slots=True)
class LargeFigure:
    """The parts of a claim that stands large: its figure in parts, what was counted, the record that holds it, and what its sources are worth."""

    bound: str
    number: str
    unit: str
    what: str
    record: RecordLink
    mark: str
    evidence: str


class RecordLink(NamedTuple):
    """A record's label with its address."""

    text: str
    href: str


class Resolver(Protocol):
    """Gives mentions their meaning on one page. None means: show the text as it was written."""

    def cite(self, parts: Sequence[CitePart]) -> Sequence[CiteLink] | None:
        """The numbered links of one citation."""

    def claim(self, record: str, claim: str) -> ClaimLink | None:
        """The link of a claim; `record` is empty for the record at hand."""

    def figure(self, record: str, claim: str) -> LargeFigure | None:
        """The parts of a figure that stands large; None for a statement."""

    def record(self, record: str) -> RecordLink | None:
        """The link of a record."""


def render(text: str, resolver: Resolver, *, block: bool) -> SafeHtml:
    """Contributed text as safe HTML: paragraphs when `block`, else running text without an enclosing element."""
    if not block and not _MARKED_UP.search(text):
        return Markup(_mark_chinese(escape(text, quote=False)))
    html, mentions = _cleaned(text, block)
    if not mentions:
        return Markup(html)
    # The finished fragments go in after the allow-list, each where its slot stands: only ever between tags.
    return fill(html, mentions, resolver)


# A text is shown at several places: on its page, in the page's head, in lists.
@lru_cache(maxsize=4096)
def _cleaned(text: str, block: bool) -> tuple[str, tuple[Mention, ...]]:
    """A text as clean HTML with slots, and the mentions that go into them."""
    return _plain_prose(text, block) or _parsed_prose(text, block)


def _parsed_prose(text: str, block: bool) -> tuple[str, tuple[Mention, ...]]:
    """As `_cleaned`: any text, by Markdown and the allow-list."""
    tokens, mentions = _parsed(text, block=block)
    return _CLEANER.clean(_markdown().renderer.render(tokens, _markdown().options, {})), tuple(mentions)


def _plain_prose(text: str, block: bool) -> tuple[str, tuple[Mention, ...]] | None:
    """As `_cleaned`, in a twentieth of the time: words, simple emphasis and mentions only, as most texts are. None for any other."""
    numbers = count()
    slotted = _SYNTAX.sub(lambda _mention: slot(next(numbers)), text) if "[" in text else text
    bare = _EMPHASIS.sub(r"\2", slotted) if "*" in text else slotted
    if _may_cut(text) or _OPEN in text or _NOT_PLAIN.search(_SLOT.sub("x", bare) if "[" in text else bare):
        return None
    mentions = tuple(scan(text, block=block))
    if not block:
        return _words(slotted), mentions
    paragraphs = (part.strip(" \n") for part in _BLANK_LINES.split(slotted))
    return "".join(f"<p>{_words(part)}</p>\n" for part in paragraphs if part), mentions


def _words(text: str) -> str:
    html = escape(_LINE_ENDS.sub("\n", text) if "\n" in text else text, quote=False)
    return _mark_chinese(_EMPHASIS.sub(lambda found: f"<{_STRESS[found[1]]}>{found[2]}</{_STRESS[found[1]]}>", html) if "*" in html else html)


def escape(text: str, quote: bool = True) -> str:
    """As html.escape; most texts need nothing of it, and are looked through once for all of it."""
    return escape_html(text, quote) if _SPECIAL.search(text) else text


_STRESS = {"*": "em", "**": "strong"}


def slot(number: int) -> str:
    """Where a mention goes in finished HTML. Private-use characters cannot come from contributed text: the reader refuses them."""
    return f"{_OPEN}{number}{_CLOSE}"


def fill(html: str, mentions: Sequence[Mention], resolver: Resolver) -> SafeHtml:
    """Finished HTML with its mentions, in reading order, put into their slots."""
    first, *rest = html.split(_OPEN)
    parts = [first]
    for piece in rest:
        number, _, after = piece.partition(_CLOSE)
        mention = mentions[int(number)]
        fragment = _fragment(mention, resolver)
        if fragment.startswith(("<sup", " <span")) or (mention.cites and not fragment):
            # A citation brings its own distance from what it is about, however the author spaced it; one that is not shown needs none.
            parts[-1] = parts[-1].rstrip()
        parts += [fragment, after]
    return Markup("".join(parts))


def cites_html(links: Sequence[CiteLink]) -> SafeHtml:
    """Citations at one place as one superscript of numbered links."""
    if not links:
        return Markup("")
    if links[0].label:
        return Markup(' <span class="cb-cite cb-cite--text">(' + "; ".join(_cite(link) for link in links) + ")</span>")
    return Markup('<sup class="cb-cite">' + "<span>,</span>".join(_cite(link) for link in links) + "</sup>")


def plain(text: str, resolver: Resolver) -> str:
    """Contributed text without any markup, on one line: for descriptions, tooltips and feeds. Citations are left out."""
    if not _MARKED_UP.search(text):
        return " ".join(text.split())
    html = render(text, resolver, block=False)
    return " ".join(Markup(re.sub(r'<sup class="cb-cite">.*?</sup>| <span class="cb-cite cb-cite--text">.*?</span>', "", html)).striptags().split())


def chinese(text: str) -> SafeHtml:
    """Plain text as HTML in which runs of Chinese characters are marked with their language."""
    return Markup(_mark_chinese(escape(text)))


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
        return Markup(_mark_chinese(clean))
    # A citation processor sets its own quotation marks.
    wanted = escape(title, quote=False).translate(_QUOTES)
    start = clean.translate(_QUOTES).find(wanted) if title else -1
    if start < 0 or clean.count("<a ", 0, start) > clean.count("</a>", 0, start):
        return Markup(f'{_mark_chinese(clean)} <a class="cb-title" href="{escape(href)}">{_mark_chinese(escape(title))}</a>')
    end = start + len(wanted)
    link = f'<a class="cb-title" href="{escape(href)}">{_mark_chinese(clean[start:end])}</a>'
    return Markup(f"{_mark_chinese(clean[:start])}{link}{_mark_chinese(clean[end:])}")


_QUOTES = dict.fromkeys(map(ord, "\"'‘’“”"), "'")


def without_links(html: SafeHtml) -> SafeHtml:
    """Safe HTML with the texts of its links in place of the links."""
    return Markup(re.sub(r"</?a\b[^>]*>", "", html))


def filled(html: SafeHtml, values: Mapping[str, str]) -> SafeHtml:
    """Safe HTML with plain texts put in place of the words that stand for them."""
    text = str(html)
    for word, value in values.items():
        text = text.replace(word, _mark_chinese(escape(value, quote=False)))
    return Markup(text)


def escaped(value: Any) -> str:
    """Any value as it stands in HTML, as markupsafe.escape has it: finished HTML as it is, anything else as text."""
    if type(value) is str:
        return str(Markup.escape(value)) if _SPECIAL.search(value) else value
    return value if type(value) is Markup else str(Markup.escape(value))


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return bool(_HAN.search(text))


def _mark_chinese(html: str) -> str:
    return html if html.isascii() else _HAN.sub(lambda run: f'<span lang="zh">{run.group()}</span>', html)


def _fragment(mention: Mention, resolver: Resolver) -> str:
    if mention.cites:
        return cites_html(links) if (links := resolver.cite(mention.cites)) is not None else escape(mention.raw)
    if mention.claim:
        claim = resolver.claim(mention.record, mention.claim)
        figure = resolver.figure(mention.record, mention.claim) if claim and mention.is_large else None
        if claim and figure:
            return _large(claim, figure)
        return _claim(claim) if claim else escape(mention.raw)
    link = resolver.record(mention.record) if mention.record else None
    if not link:
        return escape(mention.label or mention.raw)
    text = _mark_chinese(escape(mention.label or link.text))
    return f'<a class="cb-record" href="{escape(link.href)}">{text}</a>' if link.href else text


def _claim(claim: ClaimLink) -> str:
    card = f' data-card="{escape(claim.card)}"' if claim.card else ""
    link = f'<a class="cb-claim" href="{escape(claim.href)}" title="{escape(claim.title)}"{card}>{_mark_chinese(escape(claim.text))}</a>'
    return f"{link}{cites_html(claim.cites)}"


def _large(claim: ClaimLink, figure: LargeFigure) -> str:
    """A figure as the strip of a case page has it, of running elements only: it stands in a paragraph or a list."""

    def part(name: str, text: str) -> str:
        return f'<span class="{name}">{_mark_chinese(escape(text))}</span>'

    unit = escape(figure.unit) if figure.unit == "%" else f" <small>{_mark_chinese(escape(figure.unit))}</small>"
    card = f' data-card="{escape(claim.card)}"' if claim.card else ""
    value = f'<a class="cb-value" href="{escape(claim.href)}"{card}>{escape(figure.number)}{unit}</a>'
    record = f'<a class="cb-record" href="{escape(figure.record.href)}">{_mark_chinese(escape(figure.record.text))}</a>'
    mark = f'<span class="cb-mark cb-mark--{escape(figure.mark)}">{escape(figure.evidence)}</span>'
    what = f'<span class="cb-what">{_mark_chinese(escape(figure.what))}{" · " if figure.what else ""}{record}</span>'
    return f'<span class="cb-large">{part("cb-bound", figure.bound)}{value}{what}{mark}{cites_html(claim.cites)}</span>'


def _cite(link: CiteLink) -> str:
    title = f"{link.title}, {link.locator}" if link.locator else link.title
    anchor = f' id="{escape(link.anchor)}"' if link.anchor else ""
    place = f' data-locator="{escape(link.locator)}"' if link.locator else ""
    shown = ", ".join(filter(None, (link.label, link.locator))) if link.label else str(link.number)
    return f'<a{anchor} href="{escape(link.href)}" title="{escape(title)}"{place} role="doc-noteref">{_mark_chinese(escape(shown))}</a>'


# --- Markdown --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def is_safe_url(url: str) -> bool:
    """Whether a link may lead there: http, https with a host and without user info, or mailto; no control characters."""
    if re.search(r"[\x00-\x20\x7f\\\ue000-\uf8ff]", url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path and not parts.netloc
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def refused_urls(text: str) -> list[str]:
    """The destinations of Markdown links that the gate turns into plain text."""
    return [url for url in re.findall(r"\]\(\s*<?([^\s)>]*)", text) if not is_safe_url(url)] if "](" in text else []


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # Loaded late: `check` renders nothing.
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.inline.ruler.before("link", "casebook", _rule)
    markdown.validateLink = is_safe_url  # type: ignore[method-assign]
    markdown.add_render_rule("casebook", _slot)
    markdown.add_render_rule("text", _text)
    return markdown


def _rule(state: Any, silent: bool) -> bool:
    if state.src[state.pos] != "[" or not (match := _SYNTAX.match(state.src, state.pos)):
        return False
    if not silent:
        token = state.push("casebook", "", 0)
        token.meta = {"mention": _mention(match)}
    state.pos = match.end()
    return True


def _slot(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return slot(tokens[index].meta["slot"])


def _text(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return _mark_chinese(escape(tokens[index].content, quote=False))


def _parsed(text: str, *, block: bool) -> tuple[list[Any], list[Mention]]:
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


def paragraphs(text: str) -> list[str]:
    """The paragraphs, list items and table rows of a text as written, each without its line ends."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]|\|)\s)", text) if part.strip()]
