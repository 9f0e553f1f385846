"""Texts in lines of a terminal, of whatever script: none is too wide, and none begins with a sign that closes."""

from __future__ import annotations

import pytest
from casebook.base.wrapping import columns, wrap
from casebook.cli import main
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 9, ["one two", "three"]),
        ("一二三四五", 6, ["一二三", "四五"]),
        ("一二三，四", 6, ["一二", "三，四"]),
        ("一二“三”四", 6, ["一二", "“三”四"]),
        ("一 check 二", 7, ["一", "check", "二"]),
        ("toolong 一", 4, ["toolong", "一"]),
        ("一。 二", 20, ["一。二"]),
    ],
)
def test_lines_are_broken_where_a_script_breaks_them(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_what_begins_a_line_counts() -> None:
    assert wrap("一二三", 6, "# ", "  ") == ["# 一二", "  三"]


@settings(deadline=None, max_examples=80)
@given(st.text(st.sampled_from("ab 一二，。（）“”"), max_size=40), st.integers(8, 20))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    # A run of signs that stick together may be wider by itself.
    assert all(columns(line) <= width or len(wrap(line, width)) == 1 for line in lines)


def test_help_fits_a_narrow_terminal_in_chinese() -> None:
    for name in ("check", "new", "diff", "links"):
        shown = CliRunner().invoke(main, ["--lang", "zh", name, "--help"], terminal_width=60).output
        assert [line for line in shown.splitlines() if columns(line) > 60 and not line.startswith(("    casebook", "  --"))] == [], name
