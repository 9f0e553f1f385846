"""What looks like a mention and is none: found where something of that name is there, and every advice is a mention."""

from __future__ import annotations

import pytest
from casebook.text import almost, prose
from casebook.text.syntax import SYNTAX
from hypothesis import given
from hypothesis import strategies as st

KNOWN = {"record": {"heron", "old-ship"}, "source": {"smith2020", "jones2021"}, "claim": {"crew", "heron/crew"}}


def found(text: str) -> list[tuple[str, str]]:
    return [(item.raw, item.instead) for item in almost.find(text, lambda what, name: name in KNOWN[what])]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("【【heron】】", "[[heron]]"),
        ("［［heron｜the ship］］", "[[heron|the ship]]"),
        ("[[heron]", "[[heron]]"),
        ("[heron]]", "[[heron]]"),
        ("[[heron|]]", "[[heron]]"),
        ("[old-ship]", "[[old-ship]]"),
        ("[smith2020]", "[@smith2020]"),
        ("[crew]", "[#crew]"),
        ("【#crew】", "[#crew]"),
        ("[# crew ]", "[#crew]"),
        ("[＃＃heron/crew]", "[##heron/crew]"),
        ("(@smith2020)", "[@smith2020]"),
        ("（＠smith2020，p. 3）", "[@smith2020, p. 3]"),
        ("［@smith2020 p. 3；@jones2021］", "[@smith2020, p. 3; @jones2021]"),
        ("[@smith2020[p. 3]]", "[@smith2020, p. 3]"),
        ("@smith2020", "[@smith2020]"),
        ("#crew", "[#crew]"),
        ("\uff03crew", "[#crew]"),
        (r"\cite{smith2020}", "[@smith2020]"),
        (r"\parencite[p. 3]{smith2020, jones2021}", "[@smith2020, p. 3; @jones2021]"),
    ],
)
def test_what_looks_like_a_mention_is_found_with_the_mention_that_it_should_be(written: str, instead: str) -> None:
    assert found(f"So {written}, they say.") == [(written, instead)]
    assert SYNTAX.fullmatch(instead)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "[[heron]] and [#crew] and [@smith2020, p. 3; @jones2021]",
            "`【【heron】】`",
            "`#crew` \\#crew # crew #crews #crew-list [a](#crew) https://example.org/#crew",
            r"\[heron\]",
            "[heron](https://example.org)",
            "[text][heron]",
        ),
        *(
            "[heron]: https://example.org",
            "【注】 and 【#other】 and (@someone)",
            "write to ann@smith2020.org",
            "[sic] [1] [^1] [ ] [x]",
            "@smith2020x",
        ),
    ],
)
def test_what_is_a_mention_or_something_else_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_where_markdown_has_links_by_name_only_what_has_a_sign_is_found() -> None:
    assert [item.raw for item in almost.find("[heron], 【【heron】】, @smith2020", lambda _what, _name: True, is_signed=True)] == ["【【heron】】"]


@given(st.text("[]【】［］#@｜|（）,; ab\\n`", max_size=40))
def test_every_advice_stands_where_it_says_and_is_read_as_a_mention(text: str) -> None:
    for item in almost.find(text, lambda _what, _name: True):
        assert text[item.offset : item.offset + len(item.raw)] == item.raw
        assert len(prose.scan(item.instead)) == 1
