"""Texts as YAML scalars: read back as what they were, by readers of YAML 1.1 and 1.2."""

from __future__ import annotations

import pytest
import yaml
from casebook.reading.files import Text
from casebook.reading.yaml_events import parse
from casebook.reading.yaml_scalars import is_plain, scalar
from hypothesis import given, settings
from hypothesis import strategies as st

LIKE_OTHERS = [
    "no",
    "y",
    "Off",
    "012",
    "1e5",
    "0x1F",
    "0o17",
    "1:20",
    "1_000",
    ".5",
    "~",
    "null",
    "<<",
    "=",
    ".inf",
    "-",
    "?",
    "- a",
    "a: b",
    "a #b",
    "a:",
]
TEXTS = st.one_of(st.sampled_from(LIKE_OTHERS), st.text(st.sampled_from("ab1 :#-,[]{}'\"\\!&*%@`|>?~.=花\n\t"), max_size=12))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("apples", "apples"),
        ("2020-03", "2020-03"),
        ("2020-03-02", "2020-03-02"),
        ("smith2020[p. 3]", "smith2020[p. 3]"),
        ("it's", "it's"),
        ("no", '"no"'),
        ("012", '"012"'),
        ("1e5", '"1e5"'),
        ("2020", '"2020"'),
        ("a: b", '"a: b"'),
        ('"a", he said', "'\"a\", he said'"),
        ("", '""'),
    ],
)
def test_quotes_stand_where_they_are_needed(text: str, written: str) -> None:
    assert scalar(text) == written


def test_between_brackets_more_quotes_are_needed() -> None:
    assert scalar("smith2020[p. 3]", is_in_flow=True) == '"smith2020[p. 3]"'
    assert scalar("a, b", is_in_flow=True) == '"a, b"'


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_every_reader_reads_the_text_that_was_written(text: str) -> None:
    for content in (f"a: {scalar(text)}\n", f"a: [{scalar(text, is_in_flow=True)}]\n", f"{{a: {scalar(text, is_in_flow=True)}, b: 1}}\n"):
        ours = parse(Text("x.yml", content)).data["a"]
        theirs = yaml.safe_load(content)["a"]
        assert [text] == (ours if isinstance(ours, list) else [ours])
        assert [text] == (theirs if isinstance(theirs, list) else [theirs])
    assert scalar(text) == text or not is_plain(text)
