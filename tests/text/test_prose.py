"""Contributed text: the small syntax, the HTML it becomes, and that nothing in it can do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from casebook.text import prose
from casebook.text.prose import (
    CiteLink,
    CitePart,
    ClaimLink,
    LargeFigure,
    Mention,
    RecordLink,
    chinese,
    cites_html,
    fitted,
    is_safe_url,
    locate,
    plain,
    refused_urls,
    render,
    scan,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st


@dataclass
class FakeResolver:
    """Knows everything but what is called `unknown`, and records what it is asked for."""

    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def cite(self, parts: Sequence[CitePart]) -> Sequence[CiteLink] | None:
        self.asked.append(("cite", *parts))
        if parts[0].key == "unknown":
            return None
        return [CiteLink(number, f"#_ref-{number}", "", f"Title of {part.key}", part.locator) for number, part in enumerate(parts, 1)]

    def claim(self, record: str, claim: str) -> ClaimLink | None:
        self.asked.append(("claim", record, claim))
        return (
            None if claim == "unknown" else ClaimLink("up to 52 million", f"../{record}#{claim}", "self-reported", [CiteLink(1, "#_ref-1", "", "T")])
        )

    def figure(self, record: str, claim: str) -> LargeFigure | None:
        self.asked.append(("figure", record, claim))
        if claim == "statement":
            return None
        return LargeFigure("up to", "52 million", "plays", "苹果 <b>", RecordLink("The case", f"../{record}/"), "self-reported", "self-reported")

    def record(self, record: str) -> RecordLink | None:
        self.asked.append(("record", record))
        return None if record == "unknown" else RecordLink(f"The {record}", f"../{record}/")


def line(text: str) -> str:
    return str(render(text, FakeResolver(), block=False))


def block(text: str) -> str:
    return str(render(text, FakeResolver(), block=True))


def cite(*parts: tuple[str, str]) -> Mention:
    return Mention("", cites=tuple(CitePart(*part) for part in parts))


# --- what stands in a text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@key]", cite(("key", ""))),
        ("[@key, p. 3]", cite(("key", "p. 3"))),
        ("[@key, p. 3, note 4; @other]", cite(("key", "p. 3, note 4"), ("other", ""))),
        ("[@one;@two,para. 9;three]", cite(("one", ""), ("two", "para. 9"), ("three", ""))),
        ("[@key,\np. 3]", cite(("key", "p. 3"))),
        ("[#plays]", Mention("", claim="plays")),
        ("[#wesee-flowers/plays]", Mention("", record="wesee-flowers", claim="plays")),
        ("[[kwai]]", Mention("", record="kwai")),
        ("[[ kwai | the app ]]", Mention("", record="kwai", label="the app")),
        ("[[kwai|快手]]", Mention("", record="kwai", label="快手")),
        ("[@two words]", Mention("", problem="'two words' is no citation; write [@key] or [@key, p. 3; @other]")),
        ("[@key;]", Mention("", problem="'' is no citation; write [@key] or [@key, p. 3; @other]")),
        ("[@]", None),
        ("[#two words]", None),
        ("[[]]", None),
        ("[[a\nb]]", None),
        ("[key]", None),
        ("@key", None),
        ("[ @key]", None),
        ("[@key", None),
    ],
)
def test_a_mention_is_read(text: str, expected: Mention | None) -> None:
    found = scan(f"Before {text} after.")
    assert found == ([Mention(text, expected.cites, expected.record, expected.label, expected.claim, expected.problem)] if expected else [])


def test_mentions_come_in_reading_order() -> None:
    assert [mention.raw for mention in scan("[[a]] [#b]\n\n- [@c]\n- [#d/e] [[a]]\n\n| x |\n|---|\n| [@f] |\n")] == [
        "[[a]]",
        "[#b]",
        "[@c]",
        "[#d/e]",
        "[[a]]",
        "[@f]",
    ]


@pytest.mark.parametrize(
    "text",
    ["`[@key]`", "``a ` [@key]``", "```\n[@key]\n```", "~~~\n[[kwai]]\n~~~", "text\n\n    [#plays]", "\\[@key]"],
)
def test_code_and_escapes_hold_no_mention(text: str) -> None:
    assert scan(text) == []
    resolver = FakeResolver()
    render(text, resolver, block=True)
    assert resolver.asked == []


def test_a_pipe_in_a_table_is_escaped_as_everywhere_in_tables() -> None:
    assert '<td><a class="cb-record" href="../kwai/">the app</a></td>' in block("| a |\n|---|\n| [[kwai\\|the app]] |")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a [[b]] [@c]", [(2, "[[b]]"), (8, "[@c]")]),
        ("`[[b]]` [[b]] \\[[b]]", [(8, "[[b]]")]),
        ("a ` tick [[b]]\n\na ` tick [[c]]", [(9, "[[b]]"), (25, "[[c]]")]),
        ("[see [[b]]](https://example.org) [[b]]", [(5, "[[b]]"), (33, "[[b]]")]),
        ("> [@c,\n> p. 3]\n\n    [[b]]\n", [(2, "[@c,\n> p. 3]")]),
        ("[[#b/c]] \\[[@d]]", [(0, "[[#b/c]]"), (11, "[@d]")]),
    ],
)
def test_mentions_are_located_where_they_are_shown(text: str, places: list[tuple[int, str]]) -> None:
    found = locate(text)
    assert [(place.offset, place.mention.raw) for place in found] == places
    assert all(text[place.offset :].startswith(place.mention.raw) and not place.is_bare for place in found)


def test_there_is_no_link_in_a_link() -> None:
    assert line("[see [[b]]](https://example.org)") == '[see <a class="cb-record" href="../b/">The b</a>](https://example.org)'


# --- what it becomes -------------------------------------------------------------------------------------------


def test_a_citation_becomes_a_superscript_of_links() -> None:
    assert line("So it was [@a, p. 3; @b].") == (
        'So it was<sup class="cb-cite"><a href="#_ref-1" title="Title of a, p. 3" data-locator="p. 3" role="doc-noteref">1</a><span>,</span>'
        '<a href="#_ref-2" title="Title of b" role="doc-noteref">2</a></sup>.'
    )


def test_a_claim_becomes_its_value_with_its_source() -> None:
    assert line("It had [#case/plays] plays.") == (
        'It had <a class="cb-claim" href="../case#plays" title="self-reported">up to 52 million</a>'
        '<sup class="cb-cite"><a href="#_ref-1" title="T" role="doc-noteref">1</a></sup> plays.'
    )


def test_a_record_becomes_a_link_with_its_name_or_the_label() -> None:
    assert line("[[kwai]] or [[kwai|the *app*]]") == (
        '<a class="cb-record" href="../kwai/">The kwai</a> or <a class="cb-record" href="../kwai/">the *app*</a>'
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[@unknown]", "[@unknown]"),
        ("[#unknown]", "[#unknown]"),
        ("[[unknown]]", "[[unknown]]"),
        ("[[unknown|<b>]]", "&lt;b&gt;"),
        ("[@a b]", "[@a b]"),
        ("[@unknown, <b>]", "[@unknown, &lt;b&gt;]"),
    ],
)
def test_what_is_not_known_is_shown_as_it_was_written(text: str, shown: str) -> None:
    assert line(text) == shown


def test_an_anchor_and_no_citation_at_all() -> None:
    assert str(cites_html([])) == ""
    assert str(cites_html([CiteLink(1, "#r", "_cite-1-1", 'A "title"')])) == (
        '<sup class="cb-cite"><a id="_cite-1-1" href="#r" title="A &quot;title&quot;" role="doc-noteref">1</a></sup>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\n\ntwo *three* **four** `five`", "<p>One</p>\n<p>two <em>three</em> <strong>four</strong> <code>five</code></p>\n"),
        ("# One\n## Two\n### Three\n#### Four\n##### Five", "<h3>One</h3>\n<h4>Two</h4>\n<h5>Three</h5>\n<h6>Four</h6>\n<h6>Five</h6>\n"),
        ("One\n===", "<h3>One</h3>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> so", "<blockquote>\n<p>so</p>\n</blockquote>\n"),
        ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n"),
        ("```html\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        (
            "| a | b |\n|:--|--:|\n| 1 | 2 |",
            '<table>\n<thead>\n<tr>\n<th style="text-align:left">a</th>\n<th style="text-align:right">b</th>\n</tr>\n</thead>\n<tbody>\n'
            '<tr>\n<td style="text-align:left">1</td>\n<td style="text-align:right">2</td>\n</tr>\n</tbody>\n</table>\n',
        ),
        ('[x](https://example.org/a?b=1&c "T")', '<p><a href="https://example.org/a?b=1&amp;c" title="T" rel="noopener noreferrer">x</a></p>\n'),
        ("<https://example.org>", '<p><a href="https://example.org" rel="noopener noreferrer">https://example.org</a></p>\n'),
        ("[x](mailto:a@example.org)", '<p><a href="mailto:a@example.org" rel="noopener noreferrer">x</a></p>\n'),
        ("{{ 7*7 }} {% x %} {: .a } :smile: --8<--", "<p>{{ 7*7 }} {% x %} {: .a } :smile: --8&lt;--</p>\n"),
    ],
)
def test_markdown_is_commonmark_with_tables_and_headings_go_below_the_page(text: str, html: str) -> None:
    assert block(text) == html


def test_running_text_has_no_enclosing_element() -> None:
    assert line('Tom & Jerry: "5 > 4"') == 'Tom &amp; Jerry: "5 &gt; 4"'
    assert line("*a* & b") == "<em>a</em> &amp; b"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # Sums and names of things stand as they are typed.
        ("$5*2*3 = 30 of 2*3*4 boxes", "$5*2*3 = 30 of 2*3*4 boxes"),
        ("5**2**3 and 5***2***3", "5**2**3 and 5***2***3"),
        ("(2)*(3)*(4), (2)*3*(4), 2*(3)*4", "(2)*(3)*(4), (2)*3*(4), 2*(3)*4"),
        ("5%*2%*3 of $4*$5*$6", "5%*2%*3 of $4*$5*$6"),
        ("__init__, snake_case_name, C#, un*frigging*believable", "__init__, snake_case_name, C#, un*frigging*believable"),
        ("**bold**ly", "**bold**ly"),
        # Around words they are emphasis, wherever these stand.
        ("*a*, **b**; (*c*) _d_", "<em>a</em>, <strong>b</strong>; (<em>c</em>) <em>d</em>"),
        ("*2*3* of **5*2**", "<em>2*3</em> of <strong>5*2</strong>"),
        ("花**花**花", '<span lang="zh-Hans">花</span><strong><span lang="zh-Hans">花</span></strong><span lang="zh-Hans">花</span>'),
        ("`2*3*4` \\*a\\*", "<code>2*3*4</code> *a*"),
    ],
)
def test_no_mark_inside_a_word_or_a_sum_is_emphasis(text: str, html: str) -> None:
    assert line(text) == html
    assert block(f"{text}\n") == f"<p>{html}</p>\n"


def test_plain_text_has_no_markup_and_no_citations() -> None:
    text = "*One* [[kwai]] & <b>[#plays]</b> of\n[x](https://example.org) [@a]. 微视"
    assert plain(text, FakeResolver()) == "One The kwai & <b>up to 52 million</b> of x. 微视"


def test_a_figure_that_stands_large_is_one_in_its_sentence_where_there_is_no_markup() -> None:
    assert plain("They saw it: [##plays] at once.", FakeResolver()) == plain("They saw it: [#plays] at once.", FakeResolver())


def test_a_citation_that_is_not_shown_leaves_no_space_before_what_follows() -> None:
    class Quiet(FakeResolver):
        def cite(self, parts: Sequence[CitePart]) -> Sequence[CiteLink] | None:
            return []

    assert plain("They met [@a, p. 3]; all *left* [@a] at once [@a].", Quiet()) == "They met; all left at once."


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Tencent 腾讯, WeSee", 'Tencent <span lang="zh-Hans">腾讯</span>, WeSee'),
        ("十位县长，九段视频。", '<span lang="zh-Hans">十位县长，九段视频</span>。'),
        ("《花·开》 (花)", '《<span lang="zh-Hans">花·开</span>》 (<span lang="zh-Hans">花</span>)'),
        ("𠀀㐀", '<span lang="zh-Hans">𠀀㐀</span>'),
        ("<花>", '&lt;<span lang="zh-Hans">花</span>&gt;'),
        ("naïve café — “so” 🌸", "naïve café — “so” 🌸"),
    ],
)
def test_chinese_is_marked_with_its_language(text: str, html: str) -> None:
    assert str(chinese(text)) == html
    assert line(text) == html


def test_chinese_in_code_and_attributes_is_left_alone() -> None:
    assert line('`花` [花](https://example.org/花 "花")') == (
        '<code>花</code> <a href="https://example.org/%E8%8A%B1" title="花" rel="noopener noreferrer"><span lang="zh-Hans">花</span></a>'
    )
    assert line("[[kwai|快手]]") == '<a class="cb-record" href="../kwai/"><span lang="zh-Hans">快手</span></a>'


@pytest.mark.parametrize("text", ["한국어", "\ue000", "ힿ", "ꯍ"])
def test_other_writing_is_not_called_chinese(text: str) -> None:
    assert str(chinese(text)) == text


# --- what is kept out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org:80/a?b#c", "https://例子.中国/花", "mailto:a@example.org", "HTTPS://EXAMPLE.ORG"]
)
def test_a_link_may_lead_to_the_web_and_to_mail(url: str) -> None:
    assert is_safe_url(url)
    assert "<a href=" in line(f"[x]({url})")


REFUSED_URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/cases/",
    "cases/x/",
    "#anchor",
    "https://user@evil.example",
    "https://example.org@evil.example",
    "https://user:secret@evil.example",
    "https://",
    "https:evil.example",
    "http:///x",
    "https://[::1",
    "https://a\\b",
    "https://a\tb",
    "https://a\x7fb",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://example.org",
    "mailto:",
    "mailto:nobody",
    "mailto://a@b",
    "blob:https://example.org/x",
]


@pytest.mark.parametrize("url", REFUSED_URLS, ids=ascii)
def test_a_link_leads_nowhere_else(url: str) -> None:
    assert not is_safe_url(url)
    assert "href" not in line(f"[x]({url}) [x](<{url}>) <{url}>") + block(f"[x]\n\n[x]: {url}")


def test_refused_links_are_named() -> None:
    assert refused_urls("[a](https://example.org) [b](javascript:x) [c](//evil 'T') [d]( </cases/> ) (e)") == ["javascript:x", "//evil", "/cases/"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<!-- x -->", "&lt;!-- x --&gt;"),
        ("a &lt;b&gt; &amp; &copy; &#60;", "a &lt;b&gt; &amp; © &lt;"),
        ("![x](https://example.org/a.png)", '!<a href="https://example.org/a.png" rel="noopener noreferrer">x</a>'),
        ('<img src="x" onerror="alert(1)">', '&lt;img src="x" onerror="alert(1)"&gt;'),
    ],
)
def test_html_and_images_are_shown_as_they_were_typed(text: str, html: str) -> None:
    assert line(text) == html
    assert block(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize("number", [0, 7])
def test_a_character_reference_cannot_forge_the_place_of_a_mention(number: int) -> None:
    problems, _ = parsed(block(f'[x](https://example.org "&#xE000;{number}&#xE001;") [[kwai]]'))
    assert problems == []


@pytest.mark.parametrize("reference", ["&#x202E;", "&#8206;", "&#x2066;", "&#8203;", "&ZeroWidthSpace;", "&rlm;", "&shy;"])
def test_a_character_reference_cannot_smuggle_in_what_nobody_sees(reference: str) -> None:
    assert line(f"a {reference} b").isascii()


# --- properties ------------------------------------------------------------------------------------------------

MENTIONS = ["[@key]", "[@key, p. 3; @other]", "[@bad key]", "[#plays]", "[#wesee/plays]", "[[kwai]]", "[[kwai|the app]]", "[[unknown]]", "[#unknown]"]
HALVES = ["[@", "[#", "[[", "]", "]]", "[@key", "[[kwai", "[[kwai|", "[#a"]
FRAGMENTS = [
    *(
        "`",
        "``",
        "```",
        "```\n",
        "~~~\n",
        "\\",
        "\\[",
        "[",
        "]",
        "(",
        ")",
        "](",
        "](https://example.org)",
        "](/x)",
        "![",
        "[a]",
        "[a]: https://example.org\n",
    ),
    *(
        "<",
        ">",
        "<b>",
        "</b>",
        "<!-- ",
        " -->",
        "<https://example.org>",
        '<a href="',
        "<div>\n",
        "|",
        " | ",
        "\n| a | b |\n|---|---|\n| ",
        "\n---\n",
        "===\n",
    ),
    *(
        "\n",
        "\n\n",
        "\n    ",
        "\n\n    ",
        "\n\n\t",
        "- ",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n> ",
        "# ",
        "\n## ",
        "*",
        "**",
        "_",
        "***\n",
        "&amp;",
        "&#91;",
        "&#x5B;",
    ),
    *("a", "b c", " ", "花", "{{", "}}", "$", "@", "#", ";", ",", '"', "'", "www.example.org", "\N{NO-BREAK SPACE}", "\r", "!"),
]
MARKDOWN = st.lists(st.one_of(st.sampled_from(MENTIONS), st.sampled_from(FRAGMENTS), st.sampled_from(HALVES)), max_size=16).map("".join)


def asked_for(mentions: Sequence[Mention]) -> list[tuple[Any, ...]]:
    """What a resolver is asked for these mentions."""
    found: list[tuple[Any, ...]] = []
    for mention in mentions:
        if mention.cites:
            found.append(("cite", *mention.cites))
        elif mention.claim:
            found.append(("claim", mention.record, mention.claim))
        elif mention.record:
            found.append(("record", mention.record))
    return found


@settings(deadline=None, max_examples=300)
@given(MARKDOWN)
@example("`[@key]` [@key]")
def test_scan_finds_exactly_what_a_block_of_text_shows(text: str) -> None:
    resolver = FakeResolver()
    render(text, resolver, block=True)
    assert resolver.asked == asked_for(scan(text))


@settings(deadline=None, max_examples=300)
@given(MARKDOWN)
def test_scan_finds_exactly_what_running_text_shows(text: str) -> None:
    resolver = FakeResolver()
    text = "x " + " ".join(text.split())
    render(text, resolver, block=False)
    assert resolver.asked == asked_for(scan(text, block=False))


@pytest.mark.parametrize(
    "text",
    [
        "-     [@key]",
        ">     [@key]",
        "1.      [[kwai]]",
        "[@key,\n\np. 3]",
        "[@key,\n- p. 3]",
        "[@key]: https://example.org",
        "  \t[@key]",
        "\t[@a`b] [[kwai|it]]",
    ],
)
def test_scan_finds_nothing_that_a_block_does_not_show(text: str) -> None:
    resolver = FakeResolver()
    render(text, resolver, block=True)
    assert resolver.asked == asked_for(scan(text))


@pytest.mark.parametrize("text", ["```[@key]", "a\n\n    [@key]", "~~~\n[[kwai]]"])
def test_scan_finds_in_running_text_what_it_shows(text: str) -> None:
    resolver = FakeResolver()
    render(text, resolver, block=False)
    assert resolver.asked == asked_for(scan(text, block=False))


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "B",
                "1",
                " ",
                ",",
                ".",
                ":",
                ";",
                "?",
                "!",
                "'",
                '"',
                ">",
                "(",
                ")",
                "/",
                "-",
                "+",
                "=",
                "#",
                "%",
                "@",
                "$",
                "~",
                "|",
                "{",
                "花",
                "é",
                "🌸",
            ]
        )
    )
)
def test_plain_words_are_the_same_with_and_without_paragraphs(pieces: list[str]) -> None:
    text = " ".join(f"x{''.join(pieces)}".split())
    assert block(text) == f"<p>{line(text)}</p>\n"


WORDS = ["a", "é", "苹果", "，", "😀", " ", "  ", "\n", "\n\n", "\n \n", *"-+=#:.)(1,'\"/", "http://x.y", "*", "**", "*a*", "**b c**"]
PLAIN = st.lists(st.one_of(st.sampled_from(MENTIONS), st.sampled_from(WORDS)), max_size=12).map("".join)


@settings(deadline=None, max_examples=400)
@given(st.one_of(PLAIN, MARKDOWN), st.booleans())
@example("[@key]: https://example.org", True)
@example("[@key,\n\np. 3]", True)
@example(" a [@key]\n  b\n\n\nc ", True)
@example("a\n===", True)
@example("a\N{NO-BREAK SPACE}b", False)
def test_the_short_way_for_plain_words_gives_what_markdown_gives(text: str, is_block: bool) -> None:
    quick = prose._plain_prose(text, is_block)
    assert quick is None or quick == prose._parsed_prose(text, is_block)


def test_plain_words_do_take_the_short_way() -> None:
    assert prose._plain_prose("Apples from [[wanrong]], **at once**, [#sold] in three hours [@qqnews2020, p. 2].\n\nThat was all.", True)


ALLOWED: dict[str, set[str]] = {
    **{
        tag: set()
        for tag in ("p", "em", "strong", "ul", "li", "blockquote", "code", "pre", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "hr", "br")
    },
    "a": {"href", "title", "rel", "class", "id", "role", "data-locator"},
    "span": {"lang"},
    "sup": {"class"},
    "ol": {"start"},
    "th": {"style"},
    "td": {"style"},
}


def parsed(html: str) -> tuple[list[str], Element]:
    """What a strict HTML parser objects to, and what it reads."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html, container="div")
    return [str(error) for error in parser.errors], tree


def faults(html: str) -> Iterator[str]:
    """Everything in a piece of HTML that contributed text must not bring about."""
    errors, tree = parsed(html)
    yield from errors
    for element in tree.iter():
        if element is tree:
            continue
        if not isinstance(element.tag, str) or element.tag not in ALLOWED:
            yield f"element {element.tag}"
            continue
        yield from (f"attribute {name} of {element.tag}" for name in element.attrib if name not in ALLOWED[element.tag])
        href = element.get("href", "#")
        if not (href.startswith(("#", "../")) and element.get("rel") is None) and not re.match(
            r"https?://[^/@\\]+(?:[/?#]|\Z)|mailto:[^/]", href, re.IGNORECASE
        ):
            yield f"address {href}"
        if not re.fullmatch(r"(?:text-align: ?(?:left|right|center);?)?", element.get("style", "")):
            yield f"style {element.get('style')}"


def test_on_a_page_what_is_wide_scrolls_and_nothing_has_a_style() -> None:
    text = '```\n<table> <pre><code>\n```\n\n| a | b |\n|--:|:-:|\n| style="text-align:left" | <table> |\n'
    html = str(fitted(render(text, FakeResolver(), block=True)))
    assert html == (
        '<pre><code tabindex="0">&lt;table&gt; &lt;pre&gt;&lt;code&gt;\n</code></pre>\n'
        '<div class="md-typeset__scrollwrap" tabindex="0"><div class="md-typeset__table"><table>\n<thead>\n<tr>\n'
        '<th class="cb-right">a</th>\n<th class="cb-center">b</th>\n</tr>\n</thead>\n<tbody>\n'
        '<tr>\n<td class="cb-right">style="text-align:left"</td>\n<td class="cb-center">&lt;table&gt;</td>\n</tr>\n</tbody>\n'
        "</table></div></div>\n"
    )
    assert fitted(render("A *line*.", FakeResolver(), block=True)) == "<p>A <em>line</em>.</p>\n"


PAYLOADS = [
    "<script>alert(1)</script>",
    "<script src=//evil.example/x.js></script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style='background:url(javascript:alert(1))'>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    '" onmouseover="alert(1)" x="',
    "</p></div></article><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<x onclick=alert(1)>x</x>",
    "<<script>alert(1);//<</script>",
    "\\<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java&#9;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](https://example.org@evil.example)",
    '[x](https://example.org "onmouseover=alert(1)")',
    "[x](https://example.org '\" onmouseover=\"alert(1)')",
    '[x](https://example.org/"onmouseover=alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: https://example.org '\"><script>alert(1)</script>'\n\n[x]",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](https://example.org/x.png)',
    "<javascript:alert(1)>",
    '<https://example.org/"onclick=alert(1)>',
    "<https://x@evil.example>",
    "`<script>alert(1)</script>`",
    "```<script>alert(1)</script>\nx\n```",
    '```" onclick="alert(1)\nx\n```',
    "[[kwai|<script>alert(1)</script>]]",
    '[[kwai|" onmouseover="alert(1)]]',
    "[[unknown|<img src=x onerror=alert(1)>]]",
    '[["><script>alert(1)</script>]]',
    '[@key, "><script>alert(1)</script>]',
    '[@"onclick=alert(1)]',
    '[#"><img/src=x/onerror=alert(1)>]',
    '[x](https://example.org "[[kwai]]")',
    "[[[kwai]]](https://example.org)",
    "[a [@key] b](https://example.org)",
    "{{ ''.__class__.__mro__ }}",
    "{: onclick=alert(1) }",
    "--8<-- '/etc/passwd'",
    "| a |\n|:-:|\n| <script>alert(1)</script> |",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_attack_is_shown_and_not_run(payload: str) -> None:
    assert list(faults(line(payload))) == []
    assert list(faults(block(payload))) == []


@settings(deadline=None, max_examples=400)
@given(
    st.lists(st.one_of(st.sampled_from(PAYLOADS), st.sampled_from(FRAGMENTS), st.sampled_from(MENTIONS), st.text(max_size=4)), max_size=10).map(
        "".join
    ),
    st.booleans(),
)
def test_no_text_brings_in_more_than_the_allowed_elements_and_attributes(text: str, is_block: bool) -> None:
    # The reader refuses these characters in every file.
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0010ffff]", "", text)
    assert list(faults(str(render(text, FakeResolver(), block=is_block)))) == []


def test_a_large_figure_has_its_parts_apart() -> None:
    html = line("Look: [##case/plays]")
    assert html.startswith('Look: <span class="cb-large"><span class="cb-bound">up to</span><a class="cb-value" href="../case#plays">52 million')
    assert '<span lang="zh-Hans">苹果</span> &lt;b&gt; · <a class="cb-record" href="../case/">The case</a>' in html
    assert '<span class="cb-mark cb-mark--self-reported">self-reported</span><sup class="cb-cite">' in html


def test_a_statement_is_never_large() -> None:
    assert line("[##case/statement]") == line("[#case/statement]")
