"""Files read as they were meant: the record, the places in the file as it was written, and everything that is wrong in one look."""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook.base.diagnostic import Diagnostic
from casebook.contributing.edits import edited
from casebook.contributing.mending import edits_of, mend
from casebook.publishing import pipeline
from casebook.reading.files import Text
from casebook.reading.yaml_reader import parse_yaml
from casebook.records import as_meant
from casebook.records.models import models
from casebook.records.splicing import Change, spliced
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import PROJECTS, copy_project, document, kinds_in

# The file of shapes, as it is when all that is certain was done.
MENDED = """title: The apple sale
summary: Apples were sold at the gate.
story:
  context: |
    It had been a good year. [@smith2020apples]

    The gate was new.
  results: It brought [#sold], says [[orchard-pst]]. [@jones2020]
period: 2020-03/2020-04
platforms: [{id: orchard-tv, role: host}]
organisations:
  - {id: orchard-post, role: partner}
claims:
  - id: sold
    measure: people
    value: 17000000
    cite: smith2020aples
  - {id: visitors, measure: people, value: 5, cite: jones2020}
timeline:
  - {date: 2020-03-05, text: "The first day. [@jones2020]"}
  - {date: 2020-04-05, text: "The last day: a Sunday. [@jones2020]"}
"""
CASE = models(kinds_in()).records["case"]


def read(content: str) -> as_meant.Reading:
    return as_meant.read(CASE, document(content))


@st.composite
def texts_with_changes(draw: st.DrawFn) -> tuple[str, list[Change]]:
    text = draw(st.text("ab\n", max_size=30))
    places = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.text("xy", max_size=4)), max_size=4))
    return text, [Change(min(a, b), max(a, b), put) for a, b, put in places]


@given(texts_with_changes())
def test_what_was_not_changed_is_found_where_it_stood(given: tuple[str, list[Change]]) -> None:
    text, changes = given
    step = spliced(text, changes)
    for start, character in enumerate(step.text):
        found = step.back(start, start + 1)
        assert 0 <= found.start <= found.end <= len(text)
        if character not in "xy":
            assert text[found.start : found.end] == character


def test_what_was_put_in_stands_where_the_old_text_stood() -> None:
    step = spliced("platform: Orchrd", [Change(0, 8, "platforms"), Change(10, 16, "[{id: Orchrd}]")])
    assert step.text == "platforms: [{id: Orchrd}]"
    assert step.back(0, 9) == (0, 8, True)
    assert step.back(11, 25) == (10, 16, True)
    assert step.back(17, 23) == (10, 16, True)
    assert step.back(13, 15) == (10, 16, False)


def test_of_changes_that_meet_one_is_made() -> None:
    assert spliced("abc", [Change(0, 2, "x"), Change(1, 3, "y")]).text == "xc"


def test_a_record_is_read_as_it_was_meant_at_the_places_where_it_was_written() -> None:
    found = read("titel: x\nsummary: y\nclaims:\n- {id: a, statement: b, as_of: March 2020}\nstatus: Draft\n")
    assert found.record is not None
    assert (found.record.label, str(found.record.claims[0].as_of), found.record.status) == ("x", "2020-03", "draft")
    assert [(one.span.line, one.span.column, one.span.shown) for one in sorted(found.problems, key=lambda one: one.order)] == [
        (1, 1, "titel"),
        (4, 32, "March 2020"),
        (5, 9, "Draft"),
    ]
    assert found.document.at("claims", 0, "statement").shown == "b"
    assert found.document.at("title").shown == "x"
    assert found.document.key("title").shown == "titel"


def test_a_sound_record_is_its_file() -> None:
    written = document("title: x\nsummary: y\n")
    found = as_meant.read(CASE, written)
    assert found.problems == []
    assert found.document is written


@pytest.mark.parametrize("written", ["2 to 6", "[2, 6]", "95% CI 2-6", "[2, 6, 95]"])
def test_of_what_is_not_told_nothing_is_made_up(written: str) -> None:
    found = read(f"title: x\nsummary: y\nclaims:\n- {{id: a, measure: m, value: 4, interval: '{written}'}}\n")
    assert [one.instead for one in found.problems] == [None]


@pytest.mark.parametrize("content", ["title: x\nsummary: y\nperiod: 03/02/2020", "title: x", "title: x\nsummary: y\nplatforms: [orchard-tv]"])
def test_of_what_is_open_there_is_no_record(content: str) -> None:
    found = read(content)
    assert found.record is None
    assert found.problems != []


def test_what_can_only_have_been_meant_so_is_written_so(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad/shapes", tmp_path / "project")
    list(mend(root, lambda: pipeline.check(root).diagnostics))
    assert (root / "cases/apples.yml").read_text() == MENDED
    assert {item.code for item in pipeline.check(root).diagnostics if item.span.path == "cases/apples.yml"} == {
        *("unknown-record", "unknown-reference")
    }


def mended(content: str, found: list[Diagnostic]) -> str:
    """A text with all that is safe of what was found."""
    return edited(content, sorted(edit for item in found if item.is_safe for edit in edits_of(item)))


def test_what_is_safe_leaves_a_sound_record() -> None:
    content = "Title: x\nsummary: y\nperiod: March 2020 to May 2020\nclaims:\n- {id: a, statement: b, as_of: March 2020}\nstatus: Draft\n"
    whole, problems = parse_yaml(Text("x.yml", mended(content, read(content).problems)))
    assert whole is not None
    assert (problems, as_meant.read(CASE, whole).problems) == ([], [])
