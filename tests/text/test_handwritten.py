"""Hand-written pages: the syntax as an extension of Python-Markdown, and that a check and a build find the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import html5lib
import pytest
from casebook.text import handwritten
from casebook.text.fragments import CiteLink, ClaimLink, LargeFigure, RecordLink, put_in
from casebook.text.handwritten import Casebook, Reading
from casebook.text.syntax import CitePart, Mention, without_code
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

EXTENSIONS: dict[str, dict[str, Any]] = {name: {} for name in ("admonition", "attr_list", "def_list", "footnotes", "md_in_html")}


def words(mention: Mention) -> str:
    """What the mentions of these tests are called."""
    return "" if mention.cites else mention.label or (f"{mention.claim} of it" if mention.claim else f"The {mention.record}")


class Numbers:
    """Numbers citations as they come."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def cite(self, parts: Sequence[CitePart]) -> Sequence[CiteLink] | None:
        self.asked += [part.key for part in parts]
        return [CiteLink(len(self.asked), f"#ref-{len(self.asked)}", "", part.key) for part in parts]

    def claim(self, record: str, claim: str) -> ClaimLink | None:
        return ClaimLink(f"{claim} of it", f"../{record}/#{claim}", "", self.cite([CitePart(f"of-{claim}")]) or ())

    def figure(self, record: str, claim: str) -> LargeFigure | None:
        return LargeFigure("", "5", "kg", "", RecordLink("It", "../it/"), "full", "")

    def record(self, record: str) -> RecordLink | None:
        return RecordLink(f"The {record}", f"../{record}/")


def build(text: str) -> tuple[str, Markdown, Casebook, Numbers]:
    """A page as MkDocs makes it."""
    numbers = Numbers()
    casebook = Casebook(words, lambda html, mentions: put_in(html, mentions, numbers))
    markdown = Markdown(extensions=["toc", "tables", "fenced_code", *EXTENSIONS, casebook])
    return markdown.convert(text), markdown, casebook, numbers


def html(text: str) -> str:
    """A page's HTML, with the links of citations and records in short."""
    made = re.sub(r'<sup class="cb-cite">(.*?)</sup>', lambda found: f"({re.sub('<[^>]*>', '', found[1])})", build(text)[0])
    return re.sub(r'<a class="cb-(?:record|claim)" href="([^"]*)"[^>]*>(.*?)</a>', r"{\2 → \1}", made)


def read(text: str) -> Reading:
    """A page as a check reads it."""
    return handwritten.read_page(text, EXTENSIONS, words)


def raws(text: str) -> list[str]:
    """The mentions that a check finds, each where it says that it found it."""
    found = read(text).mentions
    assert all(text[place.offset : place.offset + len(place.mention.raw)] == place.mention.raw for place in found)
    return [place.mention.raw for place in found]


# --- where a mention is one --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("# A [[b]]\n\n`[@c]` and ``[@d] ` x``\n\n```\n[@e]\n```\n\n[@f] <b>[#g/h]</b>\n", ["[[b]]", "[@f]", "[#g/h]"]),
        ("\\[@key] \\[[plum]] \\[[@key]]", ["[@key]"]),
        ("<!-- [@key] -->\n\ntext <!-- [@key] --> more", []),
        ("text\n\n    [@key]\n", []),
        ("- item\n\n    [@key]\n", ["[@key]"]),
        ("~~~\n[[plum]]\n~~~\n\n[[plum]]", ["[[plum]]"]),
        ("one ` tick and [[a]]\n\nanother ` tick and [[b]]", ["[[a]]", "[[b]]"]),
        ("- [@key,\n  p. 3]\n\n> [@key,\n> p. 4]\n", ["[@key,\n  p. 3]", "[@key,\n> p. 4]"]),
        ("!!! note\n    [[a]]\n\nterm\n:   [[b]]\n\ntext[^1]\n\n[^1]: [[c]]\n", ["[[a]]", "[[b]]", "[[c]]"]),
        ("<div>[[a]]</div>\n\n<div markdown>[[b]]</div>\n", ["[[b]]"]),
        ("<i title='[[a]]'>[[b]]</i> <https://example.org/[[c]]>", ["[[b]]"]),
        ("[[[a]] and more](b.md) ![of [[c]]](d.png)", ["[[a]]", "[[c]]"]),
        ("[x](https://example.org/[[a]]) [y](<[[b]] c>) [[d]](see)", ["[[d]]"]),
        ("[x](a.md 'about [[b]]')", ["[[b]]"]),
        ("| a | b |\n|---|---|\n| [[c|d]] | `[[e|f]]` |\n| [[g\\|h]] | [@i] |\n", ["[[c|d]]", "[[g\\|h]]", "[@i]"]),
        ("*[[a]]* __[[b_c]]__ [[d|*e*]]", ["[[a]]", "[[b_c]]", "[[d|*e*]]"]),
        ("`[[a]]` [[a]] `[[a]]`", ["[[a]]"]),
        ("[#a/b]: https://example.org\n\n[#a/b]", ["[#a/b]"]),
        ("cbslot99tolsbc [[a]]", ["[[a]]"]),
        ("[key] [[]] [@] [#two words] @key", []),
    ],
)
def test_a_check_finds_mentions_with_their_places(text: str, mentions: list[str]) -> None:
    assert raws(text) == mentions


def test_the_second_of_two_is_the_one_that_is_no_code() -> None:
    assert [place.offset for place in read("`[[a]]` [[a]]").mentions] == [8]


@given(
    st.lists(
        st.sampled_from(
            ["[[a]]", "[[a|b]]", "[@k]", "[#a/b]", "[[", "]]", "[", "]", "](", "(", ")", "`", "``", "\\", "|", "\n", "\n\n", "    ", "- "]
        )
        | st.sampled_from(
            ["> ", "# ", "<b>", "</b>", "<div>", "</div>", "<!--", "-->", "*", "_", "|---|\n", "```\n", "![", "x ", ":   ", "[^1]", "[^1]: "]
        ),
        max_size=25,
    ).map("".join)
)
@settings(deadline=None, max_examples=200)
def test_a_check_and_a_build_find_the_same(text: str) -> None:
    page, _markdown, casebook, _numbers = build(text)
    found = [place.mention._replace(raw="", cites=(), problem="") for place in read(text).mentions]
    assert sorted(found) == sorted(one.mention._replace(raw="", cites=(), problem="") for one in casebook.page.found)
    assert not re.search("[\ue000-\uf8ff]", page)


# --- what becomes of it ------------------------------------------------------------------------------------------


def test_a_heading_has_links_and_the_contents_have_words() -> None:
    page, markdown, _casebook, _numbers = build("# About [[plum]] [@a]\n\n[TOC]\n\n## [#it/weight] & <i>more</i>\n")
    assert '<h1 id="about-the-plum">About <a class="cb-record" href="../plum/">The plum</a><sup class="cb-cite">' in page
    assert [(part["name"], part["id"]) for part in markdown.toc_tokens] == [("About The plum", "about-the-plum")]
    assert [(part["name"], part["id"]) for part in markdown.toc_tokens[0]["children"]] == [("weight of it &amp; more", "weight-of-it-more")]
    assert '<li><a href="#about-the-plum">About The plum</a><ul>' in page.replace("\n", "")


def test_contents_that_are_links_stay_links() -> None:
    casebook = Casebook(words, lambda html, mentions: put_in(html, mentions, Numbers()))
    page = Markdown(extensions=["toc", casebook], extension_configs={"toc": {"anchorlink": True}}).convert("# [[plum]] [@a]")
    assert page.startswith('<h1 id="the-plum"><a class="toclink" href="#the-plum">The plum</a><sup class="cb-cite">')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[about [[plum]] [@a], twice](b.md) [@c]", '<p><a href="b.md">about The plum, twice</a>(1)(2)</p>'),
        ("[about [[plum]]][r]\n\n[r]: b.md", '<p><a href="b.md">about The plum</a></p>'),
        ('<a href="b.md">[#it/weight] [[plum]]</a> [[plum]]', '<p><a href="b.md">weight of it The plum</a>(1) {The plum → ../plum/}</p>'),
        ("[a figure: [##it/weight]](b.md)", '<p><a href="b.md">a figure: weight of it</a>(1)</p>'),
    ],
)
def test_there_is_no_link_in_a_link(text: str, expected: str) -> None:
    assert html(text) == expected


def test_an_attribute_has_words() -> None:
    assert html('![of [[plum]] & [#it/weight]](a.png "the [[plum]]")') == (
        '<p><img alt="of The plum &amp; weight of it" src="a.png" title="the The plum" /></p>'
    )
    assert html("[x](https://example.org/?q=[[plum]])") == '<p><a href="https://example.org/?q=[[plum]]">x</a></p>'
    assert html("<i title='[[plum]]'>x</i>") == "<p><i title='[[plum]]'>x</i></p>"


def test_a_citation_in_an_attribute_is_reported() -> None:
    (found,) = read("![of it [@a]](a.png)").mentions
    assert (found.mention.problem, found.mention.cites, found.is_bare) == (handwritten.NO_PLACE_TO_CITE, (), True)
    assert [place.mention.problem for place in read("![of it](a.png) [@a]").mentions] == [""]


def test_numbers_come_in_reading_order() -> None:
    text = "First[^1] [@a].\n\n| x |\n|---|\n| [@b] |\n\n- [@c]\n    - [@d] [#it/e]\n- [@f]\n\n[^1]: [@last]\n\n*x [@g]*\n"
    assert build(text)[3].asked == ["a", "b", "c", "d", "of-e", "f", "g", "last"]


def test_what_an_author_types_is_no_slot() -> None:
    text = "cbslot99tolsbc cbslot0tolsbc [[plum]]"
    assert html(text) == "<p>cbslot99tolsbc cbslot0tolsbc {The plum → ../plum/}</p>"
    assert html("\ue0009\ue001 \ue000x\ue001 [[plum]]").endswith("{The plum → ../plum/}</p>")


def test_without_somebody_to_fill_a_page_it_has_words() -> None:
    casebook = Casebook(lambda _mention: "<plum>")
    assert Markdown(extensions=[casebook]).convert("A [[plum]].") == "<p>A &lt;plum&gt;.</p>"


@given(st.text(alphabet="[]()!@#|`*_<>/ab\"'\\\n &;:=-", max_size=60))
@settings(deadline=None, max_examples=300)
def test_no_attribute_holds_a_tag(text: str) -> None:
    page = build(f"{text} [[plum]] ![x [[plum]]](a.png) {text}")[0]
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter("img"):
        assert "cb-record" not in "".join(element.attrib.values())


# --- titles and addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# One\n\n# Two", "One"),
        ("Set so\n======\n", "Set so"),
        ("```\n# a comment\n```\n\n# The title", "The title"),
        ("    # code\n\nA paragraph.\n\n# The title #\n", "The title"),
        ("# About [[plum]] [@a] & *more* `[[code]]`[^1] {: .x }\n\n[^1]: note", "About The plum & more [[code]]"),
        ("# ![Our sign](a.png)", "Our sign"),
        ("## Below", ""),
        ("title: none\n", ""),
    ],
)
def test_the_heading_is_that_of_the_parsed_page(text: str, heading: str) -> None:
    assert read(text).heading == heading


def test_addresses_that_are_none_are_found_wherever_a_link_leads() -> None:
    text = "[a](https://[a) ![b](//[b) <https://[c> <a href='https://[d'>x</a> [e]\n\n[e]: https://[e\n\n<div><img src=\"https://[f\"></div>\n"
    assert sorted(read(text).broken) == ["//[b", "https://[a", "https://[c", "https://[d", "https://[e", "https://[f"]
    assert read("`https://[a` https://[b [c](https://[2001:db8::1]/) [d](e.md#[f])").broken == ()


def test_only_extensions_are_loaded() -> None:
    extensions = {"antigravity": {}, "pymdownx.superfences": {"no such option": 1}, "abbr": {}}
    assert [place.mention.raw for place in handwritten.read_page("[[a]]", extensions, words).mentions] == ["[[a]]"]


def test_code_ends_with_its_paragraph() -> None:
    assert without_code("a ` [[b]]\n\nc ` [[d]] `[[e]]`") == "a ` [[b]]\n\nc \x00\x00\x00\x00\x00\x00\x00\x00\x00[[e]]`"
    assert without_code("`a\nb` c") == "\x00\x00\n\x00\x00 c"
