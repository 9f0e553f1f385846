"""Quotation marks and apostrophes as they are printed."""

from __future__ import annotations

import re

import pytest
from casebook.text.typography import quoted, running, typeset
from hypothesis import given
from hypothesis import strategies as st

_MARKS = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2033": '"', "\u2018": "'", "\u2019": "'", "\u2032": "'"})
_TYPED = st.text(st.sampled_from("ab s1.(),-\n\"'果\u201c\u2019"), max_size=30)
_TAGS = ["<em>", "</em>", "<p>", "</p>", '<a title="it\'s">', '<a title="&#34;">', "</a>"]
_PIECES = st.lists(st.sampled_from(["a", " ", '"', "'", "&#39;", "9", "果", "<code>'</code>", *_TAGS]))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Yes", she said', "“Yes”, she said"),
        ("don't, O'Hara, Kwai's", "don’t, O’Hara, Kwai’s"),
        ("the growers' own 'word'", "the growers’ own ‘word’"),
        ("children's 'a b' and boys'", "children’s ‘a b’ and boys’"),
        ("\"She said 'no' to me\"", "“She said ‘no’ to me”"),
        ("\"'Nested,' she said\"", "“‘Nested,’ she said”"),
        ("in the '90s, '08, 'twas rock 'n' roll", "in the ’90s, ’08, ’twas rock ’n’ roll"),
        ('5\'10" tall, a 12" disc', "5′10″ tall, a 12″ disc"),
        ("'Best of 2020' and \"2019\"", "‘Best of 2020’ and “2019”"),
        ('the "苹果" sale', "the “苹果” sale"),
        ('("a") - "b"', "(“a”) - “b”"),
        ('an open "word, then "another"', "an open “word, then “another”"),
        ("see https://example.org/it's, it's there", "see https://example.org/it's, it’s there"),
        ('他说"好"，不是"不"', '他说"好"，不是"不"'),
    ],
)
def test_marks_are_those_of_the_language(typed: str, printed: str) -> None:
    assert quoted(typed, "en") == printed


def test_of_other_languages_only_apostrophes_are_known() -> None:
    assert quoted("\"l'été\" dit-'il'", "fr") == "\"l’été\" dit-'il'"


@given(_TYPED)
def test_nothing_changes_but_marks_and_nothing_changes_twice(text: str) -> None:
    printed = quoted(text, "en")
    assert printed.translate(_MARKS) == text.translate(_MARKS)
    assert quoted(printed, "en") == printed


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        (
            '<p>He said "<em>go</em>" and <a title="it\'s" href="x">it\'s</a>.</p>',
            '<p>He said “<em>go</em>” and <a title="it\'s" href="x">it’s</a>.</p>',
        ),
        ("<p>O&#39;Hara &#34;says&#34; so</p>", "<p>O’Hara “says” so</p>"),
        ('<p>It&#39;s <a title="&#34;so&#34; it&#39;s">#</a></p>', '<p>It’s <a title="&#34;so&#34; it&#39;s">#</a></p>'),
        ("<p>people<sup>3</sup>'s <code>'a'</code>'s</p>", "<p>people<sup>3</sup>’s <code>'a'</code>’s</p>"),
        ('<li>"one</li><li>two"</li>', "<li>“one</li><li>two”</li>"),
        ("<p>a <q>it's \"so\"</q>, isn't it</p>", '<p>a <q>it\'s "so"</q>, isn’t it</p>'),
        ("<p>a <i lang=\"fr\">l'été</i>, isn't it</p>", '<p>a <i lang="fr">l\'été</i>, isn’t it</p>'),
        ("<pre>it's</pre><script>it's</script><p title='a > b'>it's</p>", "<pre>it's</pre><script>it's</script><p title='a > b'>it’s</p>"),
        ('<p>the "<span lang="zh-Hans">苹果</span>" sale</p>', '<p>the “<span lang="zh-Hans">苹果</span>” sale</p>'),
    ],
)
def test_tags_code_and_quoted_words_stay(html: str, printed: str) -> None:
    assert typeset(html, "en") == printed


@given(_PIECES)
def test_a_page_keeps_its_tags(pieces: list[str]) -> None:
    html = f"<p>{''.join(pieces)}</p>"
    printed = typeset(html, "en")
    assert re.findall("<[^>]*>", printed) == re.findall("<[^>]*>", html)
    assert typeset(printed, "en") == printed


def test_no_line_begins_with_a_dot() -> None:
    assert typeset("<p>one · <b>two</b>\n   · three</p>", "en") == "<p>one\xa0· <b>two</b>\xa0· three</p>"


def test_a_title_is_running_text() -> None:
    assert running('it\'s <em>the</em> "one"', "en") == "it’s <em>the</em> “one”"
