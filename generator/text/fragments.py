"""What a mention becomes: the HTML of a citation, a claim and a link, and how they are put into a finished text.

What a mention *means* (a number, an address) comes from a Resolver. Gives plain texts: only `prose` calls HTML finished.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escape_html
from typing import NamedTuple, Protocol

from ..base.scripts import CHINESE, HAN, HAN_MARKS
from .syntax import CLOSE, OPEN, CitePart, Mention

_SPECIAL = re.compile("[&<>\"']")
_HAN = re.compile(f"[{HAN}](?:[{HAN}{HAN_MARKS}·]*[{HAN}])?")
# The beginning or end of a link, in HTML of whatever making; what stands in a comment is none.
_LINK_TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)a(?=[\s>/])", re.IGNORECASE | re.DOTALL)


# --- what a mention means --------------------------------------------------------------------------------------


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


# --- its HTML --------------------------------------------------------------------------------------------------


def put_in(html: str, mentions: Sequence[Mention], resolver: Resolver) -> str:
    """Finished HTML with its mentions put into their slots, in the order in which they stand there.

    In a link of its author's a mention is words, and what it cites follows the link: HTML has no link in a link.
    """
    first, *rest = html.split(OPEN)
    parts, waiting, is_linked = [first], "", _ends_in_link(first, False)
    for piece in rest:
        number, _, after = piece.partition(CLOSE)
        if not number.isdecimal() or int(number) >= len(mentions):
            # None of ours: a file that no reader has looked through was put into a hand-written page.
            parts.append(piece)
            continue
        mention = mentions[int(number)]
        text, cites = _fragment(mention, resolver, is_linked)
        if is_linked:
            waiting += cites
        else:
            text += cites
        if text.startswith(("<sup", " <span")) or (not text and (is_linked or mention.cites)):
            # A citation brings its own distance from what it is about, however the author spaced it; one that is not shown needs none.
            parts[-1] = parts[-1].rstrip()
        is_linked = _ends_in_link(after, is_linked)
        if waiting and "</a>" in after:
            linked, _, after = after.partition("</a>")
            after, waiting = f"{linked}</a>{waiting}{after}", ""
        parts += [text, after]
    return "".join((*parts, waiting))


def _ends_in_link(html: str, is_linked: bool) -> bool:
    """Whether a piece of HTML that begins in a link, or not, ends in one."""
    if "<" in html:
        for tag in _LINK_TAG.finditer(html):
            if tag["end"] is not None:
                is_linked = not tag["end"]
    return is_linked


def citations(links: Sequence[CiteLink]) -> str:
    """Citations at one place as one superscript of numbered links, or as names in brackets."""
    if not links:
        return ""
    if links[0].label:
        return ' <span class="cb-cite cb-cite--text">(' + "; ".join(_cite(link) for link in links) + ")</span>"
    return '<sup class="cb-cite">' + "<span>,</span>".join(_cite(link) for link in links) + "</sup>"


def _fragment(mention: Mention, resolver: Resolver, is_linked: bool) -> tuple[str, str]:
    """The HTML of a mention, and that of what it cites."""
    if mention.cites:
        links = resolver.cite(mention.cites)
        return ("", citations(links)) if links is not None else (escape(mention.raw), "")
    if mention.claim:
        claim = resolver.claim(mention.record, mention.claim)
        if not claim:
            return escape(mention.raw), ""
        if is_linked:
            return mark_chinese(escape(claim.text)), citations(claim.cites)
        figure = resolver.figure(mention.record, mention.claim) if mention.is_large else None
        return (_large(claim, figure), "") if figure else (_claim(claim), citations(claim.cites))
    link = resolver.record(mention.record) if mention.record else None
    if not link:
        return escape(mention.label or mention.raw), ""
    text = mark_chinese(escape(mention.label or link.text))
    return (f'<a class="cb-record" href="{escape(link.href)}">{text}</a>' if link.href and not is_linked else text), ""


def _claim(claim: ClaimLink) -> str:
    card = f' data-card="{escape(claim.card)}"' if claim.card else ""
    return f'<a class="cb-claim" href="{escape(claim.href)}" title="{escape(claim.title)}"{card}>{mark_chinese(escape(claim.text))}</a>'


def _large(claim: ClaimLink, figure: LargeFigure) -> str:
    """A figure as the strip of a case page has it, of running elements only: it stands in a paragraph or a list."""

    def part(name: str, text: str) -> str:
        return f'<span class="{name}">{mark_chinese(escape(text))}</span>'

    unit = escape(figure.unit) if figure.unit == "%" else f" <small>{mark_chinese(escape(figure.unit))}</small>"
    card = f' data-card="{escape(claim.card)}"' if claim.card else ""
    value = f'<a class="cb-value" href="{escape(claim.href)}"{card}>{escape(figure.number)}{unit}</a>'
    record = f'<a class="cb-record" href="{escape(figure.record.href)}">{mark_chinese(escape(figure.record.text))}</a>'
    mark = f'<span class="cb-mark cb-mark--{escape(figure.mark)}">{escape(figure.evidence)}</span>'
    what = f'<span class="cb-what">{mark_chinese(escape(figure.what))}{" · " if figure.what else ""}{record}</span>'
    return f'<span class="cb-large">{part("cb-bound", figure.bound)}{value}{what}{mark}{citations(claim.cites)}</span>'


def _cite(link: CiteLink) -> str:
    title = f"{link.title}, {link.locator}" if link.locator else link.title
    anchor = f' id="{escape(link.anchor)}"' if link.anchor else ""
    place = f' data-locator="{escape(link.locator)}"' if link.locator else ""
    shown = ", ".join(filter(None, (link.label, link.locator))) if link.label else str(link.number)
    return f'<a{anchor} href="{escape(link.href)}" title="{escape(title)}"{place} role="doc-noteref">{mark_chinese(escape(shown))}</a>'


# --- plain text in HTML ----------------------------------------------------------------------------------------


def escape(text: str, quote: bool = True) -> str:
    """As html.escape; most texts need nothing of it, and are looked through once for all of it."""
    return escape_html(text, quote) if _SPECIAL.search(text) else text


def is_special(text: str) -> bool:
    """Whether a text has a character that HTML writes otherwise."""
    return bool(_SPECIAL.search(text))


def mark_chinese(html: str) -> str:
    """HTML in which runs of Chinese characters are marked with their language; its tags hold none."""
    return html if html.isascii() else _HAN.sub(lambda run: f'<span lang="{CHINESE}">{run.group()}</span>', html)
