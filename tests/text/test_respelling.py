"""A text that could be more than text to another engine, spelt anew: every engine reads what the gate reads, and there is no HTML in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import markdown as python_markdown
import pytest
from casebook.text import prose
from casebook.text.prose import CiteLink, CitePart, ClaimLink, LargeFigure, Mention, RecordLink
from casebook.text.respelling import respelt
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "admonition", "fenced_code"]
COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")


class _Nobody:
    """Knows nothing, so that every mention stands as it was written."""

    def cite(self, parts: Sequence[CitePart]) -> Sequence[CiteLink] | None:
        return None

    def claim(self, record: str, claim: str) -> ClaimLink | None:
        return None

    def record(self, record: str) -> RecordLink | None:
        return None

    def figure(self, record: str, claim: str) -> LargeFigure | None:
        return None


def as_typed(mention: Mention) -> str:
    return re.sub(r"([\[\]])", r"\\\1", mention.raw)


def texts(html: str) -> str:
    """What is read, without the borders of blocks and the blanks: before a citation in words there is one."""
    return "".join(Markup(re.sub(r"</?(?:p|li|ul|ol|h\d|t\w+|blockquote|pre|[hb]r)\b[^>]*>", " ", html)).striptags().split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sold [#crew]: a third.", "Sold «#crew»: a third."),
        ("P < 0.001 and <b>", "P &lt; 0.001 and &lt;b>"),
        ("`a{b}` and `{{ b }}`", "`a{b}` and <code>&#123;&#123; b &#125;&#125;</code>"),
        ('[a](https://x.example/ "{b}"): c', '[a](https://x.example/ "&#123;b}"): c'),
        ("[a](javascript:b): c", "\\[a\\](javascript:b): c"),
        ("Wow![[ship]] {", "Wow&#33;«[ship]» &#123;"),
        ("# {a}\n\n- b\n  c\n\n  d\n1. e", "### &#123;a}\n\n-   b\n    c\n\n    d\n\n1.  e"),
        ("| a{ | b |\n|:--|---|\n| c | [[x\\|y]] |", "| a&#123; | b |\n| :-- | --- |\n| c | «[x\\|y]» |"),
        ("> a <\n> b\n\n    {{c}}", "> a &lt;\n> b\n\n<pre><code>&#123;&#123;c&#125;&#125;</code></pre>"),
        ("a {\n\\- b\n1\\. c\n\\===", "a &#123;\n&#45; b\n1\\. c\n&#61;=="),
    ],
)
def test_what_could_be_more_is_text(text: str, expected: str) -> None:
    assert respelt(text, lambda mention: f"«{mention.raw[1:-1]}»", block=True) == expected


def test_a_line_stays_one() -> None:
    assert respelt("- a <\n# b", as_typed, block=False) == "- a &lt; # b"


PIECES = st.sampled_from(
    [
        *(
            "a",
            "b ",
            "*",
            "**",
            "_",
            "`",
            "``",
            "<",
            "<b>",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "!",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "> ",
            "# ",
            "    ",
            "\\",
            "&lt;",
            "=",
        ),
        *(
            "[x](https://x.example)",
            "]:",
            "---",
            "| a | b |\n|---|---|\n| c | d |",
            "5*2*3",
            "[a]: javascript:x",
            "~~~\n",
            "{: onclick=x}",
            "<script>",
        ),
        *("[#a]", "[@a]", "[[a]]", "  \n", "苹果", '"', "!["),
    ]
)


@example("# # # ")
@given(st.lists(PIECES, min_size=1, max_size=10).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_engine_reads_what_the_gate_reads(text: str) -> None:
    spelt = respelt(text, as_typed, block=True)
    html = COMMONMARK.render(spelt)
    # Where marks of emphasis stand in heaps, no spelling of them is every engine's.
    assert re.sub("[*_]", "", texts(html)) == re.sub("[*_]", "", texts(prose.render(text, _Nobody(), block=True)))
    for shown in (html, python_markdown.markdown(spelt, extensions=EXTENSIONS)):
        assert not re.search(r"<(?:script|b|img)\b|<\w+ [^>]*onclick|href=.javascript", shown)
