"""What a finished page says: the text of its article, each thing once, for the search."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
# What stands twice on a page, or is no text of its own.
_NOT_SEARCHED = (
    "h1, .cb-story h2, .cb-kicker, .cb-other, .cb-strip, .cb-card, .cb-mentions, .cb-parts, .cb-in-a-row, "
    "section[aria-labelledby=_mentions], section[aria-labelledby=_related], "
    ".cb-chart, .cb-cards, .cb-citebox, .cb-large, .cb-references, .cb-cite, .cb-pager, .cb-end, thead, .cb-siblings, .cb-neighbours, .cb-perma, "
    ".cb-noted > summary, .cb-noted > a, .cb-fold > summary, nav, script, style, form, button, "
    "caption, section[aria-labelledby=_cases], section[aria-labelledby=_compared], .cb-plot, .cb-plotless, .cb-apart, .cb-held, .cb-care, .cb-share"
)
# What stands apart on a page, without a space in the file.
_APART = re.compile(r"<(?:(?:small|span class|td|th|dt|dd|b|li|br|h[2-6])\b|/(?:p|li|h[2-6]|div)>)")
_BEFORE_MARK = re.compile(r"\s+(?=[.,;:!?)\]](?:\s|$))")


def read(page: Path) -> str:
    """The text of a page of a catalog's site, given its file; empty where it has no article."""
    found = _ARTICLE.search(page.read_text("utf-8"))
    if not found:
        return ""
    apart = _APART.sub(r" \g<0>", found[1])
    tree = LexborHTMLParser(f"<main>{apart}</main>")
    for node in tree.css(_NOT_SEARCHED):
        node.decompose()
    text = tree.body.text() if tree.body else ""
    return _BEFORE_MARK.sub("", " ".join(text.replace("\u200b", "").split()))
