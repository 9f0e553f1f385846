"""Full-width signs in a bibliography: read as the narrow ones, each line told once with what it should be."""

from __future__ import annotations

import pytest
from casebook.reading.files import Text
from casebook.records import bibtex, bibtex_wide

from tests.conftest import ROOT

WRITTEN = """@online｛li2020，
　title ＝ ｛苹果，与梨｝，
  date = {2020年3月}，
  url ＝ “http：／／example．org/a”，
｝
"""
MEANT = """@online{li2020,
 title = {苹果，与梨},
  date = {2020年3月},
  url = “http://example.org/a”,
}
"""


def test_every_line_is_read_as_it_was_meant_and_told() -> None:
    text, found = bibtex_wide.straight(Text("cases/references.bib", WRITTEN))
    assert text.content == MEANT
    assert [(item.span.line, item.is_safe) for item in found] == [(1, True), (2, True), (3, True), (4, True), (5, True)]
    bibliography, more = bibtex.read(text)
    assert bibliography.references["li2020"].get("title") == "苹果，与梨"
    # What else is wrong with such a line is told, and waits.
    assert [item.is_safe for item in bibtex_wide.wait(more, found)] == [False for _ in more]


@pytest.mark.parametrize("content", ["@misc{a,\n  title = {一，二｛三｝},\n  note = {＠},\n}\n", "% ｛，\n", "一，二\n", "　\n"])
def test_what_belongs_to_a_value_stays(content: str) -> None:
    text = Text("a.bib", content)
    assert bibtex_wide.straight(text) == (text, [])


def test_a_sound_bibliography_has_none() -> None:
    for path in (ROOT / "tests/projects/good").rglob("*.bib"):
        assert bibtex_wide.straight(Text(path.name, path.read_text("utf-8")))[1] == [], path
