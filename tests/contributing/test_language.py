"""What an editor asks about a place: never a fault, wherever it is and whatever stands there; and where it is, told by lines alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from casebook.base.diagnostic import Diagnostic, Severity, Span
from casebook.base.saying import said
from casebook.catalog import load
from casebook.contributing.language import completion, creating, cursor, pointing
from casebook.contributing.language.cursor import ITEM, Cursor
from casebook.publishing import pipeline
from casebook.records import folder
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PROJECTS, copy_project

# With the place as `¦`: the route, what is typed, and whether a key is.
PLACES: dict[str, tuple[tuple[str | int, ...], str, bool]] = {
    "ti¦": ((), "ti", True),
    "title: A¦": (("title",), "A", False),
    "title: A\n¦": ((), "", True),
    "a:\n  b:\n    c: 1\n  ¦": (("a",), "", True),
    "a:\n  b:\n    c: 1\n¦": ((), "", True),
    "a:\n  - id: x\n    ro¦": (("a", ITEM), "ro", True),
    "a:\n- id: x\n  ro¦": (("a", ITEM), "ro", True),
    "a:\n- ¦": (("a", ITEM), "", True),
    "a:\n  - b¦": (("a", ITEM), "b", True),
    "a:\n  - 'b¦": (("a", ITEM), "b", False),
    "a: [b, c¦": (("a", ITEM), "c", False),
    "a: [{id: x}, {id: y¦": (("a", ITEM, "id"), "y", False),
    "a: [{id: x, ro¦": (("a", ITEM), "ro", True),
    "a: {b: {c: 1}, d¦": (("a",), "d", True),
    "a: {b: [1, 2¦": (("a", "b", ITEM), "2", False),
    "a: {b: [1, 2], c: 3¦": (("a", "c"), "3", False),
    "a: [x,\n    y¦": (("a", ITEM), "y", False),
    "a:\n  - {id: x,\n     role: h¦": (("a", ITEM, "role"), "h", False),
    'a: "x [[y¦': (("a",), "x [[y", False),
    "a: |\n  one\n\n  two [[x¦": (("a",), "two [[x", False),
    "a: >-\n  one: two\n  three¦\nb: c": (("a",), "three", False),
    "a: one\n  two¦": (("a",), "two", False),
    "a:\n  b: |\n    one\n  c¦": (("a",), "c", True),
    "a:\n  - b: |\n      one: x\n      [[y¦": (("a", ITEM, "b"), "[[y", False),
    "a: {b: c}\nd¦": ((), "d", True),
    "a: [\n": ((), "", True),
}


@pytest.mark.parametrize("text", [text for text in PLACES if "¦" in text])
def test_where_somebody_types_is_told_by_the_lines(text: str) -> None:
    route, typed, is_key = PLACES[text]
    found = at(text)
    assert (found.route, found.typed, found.is_key) == (route, typed, is_key)
    before = text.partition("¦")[0].rpartition("\n")[2]
    assert before[found.column - 1 :] == typed


def at(text: str) -> Cursor:
    before, _, behind = text.partition("¦")
    return cursor.at((before + behind).split("\n"), before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-[]{}'\"|>#, \n苹🍎@", max_size=60), st.data())
def test_no_text_is_too_odd_for_it(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    line = data.draw(st.integers(1, len(lines) + 1))
    column = data.draw(st.integers(1, 20))
    found = cursor.at(lines, line, column)
    assert found.column >= 1
    assert (lines[line - 1] if line <= len(lines) else "")[: column - 1].endswith(found.typed.rpartition("\n")[2])


def test_every_place_of_a_project_has_an_answer_also_while_a_file_is_cut_off(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    with folder.begin(root) as begun:
        catalog, _problems = load.read(begun)
    offers, chosen = completion.Offers(catalog), random.Random(14)
    for file in sorted((*root.rglob("*.yml"), *root.rglob("*.bib"), *root.rglob("*.md"))):
        path, text = file.relative_to(root).as_posix(), file.read_text("utf-8")
        for place in chosen.sample(range(len(text)), min(25, len(text))):
            lines = text[:place].split("\n")
            items = completion.complete(offers, path, lines, len(lines), len(lines[-1]) + 1)
            assert all(item.column <= len(lines[-1]) + 1 for item in items)
            pointing.hover(root, catalog, path, text.split("\n"), len(lines), len(lines[-1]) + 1)
        pointing.symbols(root, catalog, path, text.split("\n"))


def test_a_bare_id_that_is_missing_is_of_the_kind_that_its_list_names(tmp_path: Path) -> None:
    catalog = pipeline.check(copy_project(PROJECTS / "good/complete", tmp_path / "project")).catalog
    line = "platforms: [videoland]"
    found = Diagnostic(Span("cases/new.yml", 1, line.index("v") + 1, len("videoland"), line), creating.CODE, Severity.ERROR, said("is not there"))
    assert [new.path for new in creating.records(catalog, found, [line])] == ["cases/platforms/videoland.yml"]
