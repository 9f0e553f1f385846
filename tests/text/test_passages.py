"""The passages of a text: what stands alone, and where."""

from __future__ import annotations

import pytest
from casebook.text import passages
from hypothesis import given
from hypothesis import strategies as st


def lines(text: str) -> list[str]:
    return [passage.line for passage in passages.passages(text)]


def test_paragraphs_items_and_rows_stand_alone() -> None:
    text = "One\nline.\n\nTwo.\n- item\n  more\n* item\n1. first\n2) second\n\n| a | b |\n|---|---|\n| 1 | 2 |\n3 | 4\n\nEnd."
    assert lines(text) == ["One line.", "Two.", "item more", "item", "first", "second", "| a | b |", "| 1 | 2 |", "3 | 4", "End."]
    assert [passage.row for passage in passages.passages(text)] == [*[None] * 6, 0, 1, 2, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A line of a paragraph may begin with a number and a full stop; only a list that counts from one begins there.
        ("It was the year\n1998. Nobody came.", ["It was the year 1998. Nobody came."]),
        ("It was\n1. first\n2. second", ["It was", "first", "second"]),
        ("1998. Nobody came.", ["Nobody came."]),
        ("1,200 came.", ["1,200 came."]),
        ("> - said\n> - so", ["said", "so"]),
        ("  - a\n    - b", ["a", "b"]),
        ("Name\n:   what it means", ["Name", "what it means"]),
        ("Before\na | b\n--|--\n1 | 2", ["Before", "a | b", "1 | 2"]),
        # No table: nothing rules it off.
        ("a | b\n1 | 2", ["a | b 1 | 2"]),
        ("Title\n---", ["Title ---"]),
        ("-", []),
        ("", []),
    ],
)
def test_items_and_rows_are_those_of_markdown(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@given(st.text("ab1.|-:>*\n \x0b", max_size=60))
def test_every_passage_stands_where_it_says_and_nothing_else_is_lost(text: str) -> None:
    found = passages.passages(text)
    assert all(text[passage.start : passage.end] == passage.text and passages.at(text, passage.start) == passage for passage in found)
    between = [text[before:after] for before, after in zip([0, *(p.end for p in found)], [*(p.start for p in found), len(text)], strict=True)]
    assert not any({"a", "b"} & set(gap) for gap in between)


def test_there_is_no_passage_between_two() -> None:
    assert passages.at("One.\n\nTwo.", 4) is None
    assert passages.at("One.\n\nTwo.", -1) is None
