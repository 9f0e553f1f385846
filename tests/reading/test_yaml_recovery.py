"""Reading on behind a mistake: all that is wrong with the syntax of a file in one run, and what of the rest was read."""

from __future__ import annotations

import time

import pytest
from casebook.reading import yaml_recovery
from casebook.reading.files import Text
from casebook.reading.yaml_reader import Document, parse_yaml


def read(content: str) -> tuple[Document, list[tuple[int, int]]]:
    """What could be read, and the lines and columns of what could not."""
    document, found = parse_yaml(Text("a.yml", content))
    assert document
    assert not document.is_whole
    return document, sorted((one.span.line, one.span.column) for one in found)


@pytest.mark.parametrize(
    ("content", "data", "places", "holes"),
    [
        # A bracket is open as far as the next field.
        ("a: [b c, d\ne: f\n", {"a": None, "e": "f"}, [(1, 4)], [("a",)]),
        ("a: [b,\n  c\nd: e\n", {"a": None, "d": "e"}, [(1, 4)], [("a",)]),
        ("a:\n  - b: {c: d\n    e: f\n  - g\n", {"a": [{"b": None, "e": "f"}, "g"]}, [(2, 8)], [("a", 0, "b")]),
        # A line that is no field was something in the mapping around it.
        ("a: b\nlikes\nc: d\n", {"a": "b", "c": "d"}, [(2, 1)], [()]),
        ("a:\n  - b: c\n    d e\n    f: g\nh: i\n", {"a": [{"b": "c", "f": "g"}], "h": "i"}, [(3, 5)], [("a", 0)]),
        # All lines of a text that nobody announced are one mistake.
        ("a: b\nA sentence begins here\nand goes on.\n\nSo does another.\nc: d\n", {"a": "b", "c": "d"}, [(2, 1)], [()]),
        # With the one right correction it is as if it stood there.
        ("a: B: c\nd |\n  e\nf: 'g\nh：i\n", {"a": "B: c", "d": "e\n", "f": "g", "h": "i"}, [(1, 4), (2, 1), (4, 4), (5, 2)], []),
        ("a:\n  - b: c\n  -d: e\n  – f: g\n", {"a": [{"b": "c"}, {"d": "e"}, {"f": "g"}]}, [(3, 3), (4, 3)], []),
        ("a: [b, c\nd: [e, 'f', g\n", {"a": ["b", "c"], "d": None}, [(1, 4), (2, 4)], [("d",)]),
        ("a\n  - {b: c, d: e\n  - g\n", {"a": [{"b": "c", "d": "e"}, "g"]}, [(1, 1), (2, 5)], []),
        # What stands in line with nothing is read where it would, and nobody knows what belongs there.
        ("a:\n  b: c\n   d: e\n   f: g\nh: i\n", {"a": {"b": "c", "d": "e", "f": "g"}, "h": "i"}, [(3, 4)], [("a",)]),
        ("a:\n     - b: c\n    d: e\n  - f: g\n", {"a": [{"b": "c", "d": "e"}, {"f": "g"}]}, [(3, 5)], [("a", 0)]),
        ("a:\n  - b: c\n\td: e\n", {"a": [{"b": "c", "d": "e"}]}, [(3, 1)], [("a", 0)]),
        ("a:\n\t- b: c\n\t\td: e\n\t- f\n", {"a": [{"b": "c", "d": "e"}, "f"]}, [(2, 1)], []),
        ("a:\n  b: c\n    d: e\n  - b: f\n    d: g\n", {"a": [{"b": "c", "d": "e"}, {"b": "f", "d": "g"}]}, [(2, 3)], []),
        ("a:\n  - b c\n    d: e\n", {"a": [{"d": "e"}]}, [(2, 3)], [("a", 0)]),
        # What records do without.
        ("a: &b c\nd: *b\ne: !f g\nh: i\n", {"a": None, "d": None, "e": None, "h": "i"}, [(1, 4), (2, 4), (3, 4)], [("a",), ("d",), ("e",)]),
        ("a: b\n---\nc: d\n", {"a": "b", "c": "d"}, [(2, 1)], [()]),
        ("---\na: b\n---\n# A page\n\nSome text: [and more.\n", {"a": "b"}, [(3, 1)], [()]),
    ],
)
def test_it_is_read_on_behind_a_mistake(content: str, data: object, places: list[tuple[int, int]], holes: list[tuple[str | int, ...]]) -> None:
    document, found = read(content)
    assert document.data == data
    assert found == places
    assert [hole.route for hole in document.holes] == holes


def test_a_file_that_is_indented_by_tabs_is_put_right_by_one_finding() -> None:
    _document, (found,) = parse_yaml(Text("a.yml", "a:\n\t- b: c\n\t  d: |\n\t\t\te\nf: g\n"))
    assert found.is_safe
    places = [(found.span, found.instead), *found.more]
    assert [(span.line, span.column, span.width, text) for span, text in places] == [(2, 1, 1, "  "), (3, 1, 3, "    "), (4, 1, 3, " " * 6)]


def test_one_tab_is_the_spaces_with_which_the_line_is_read() -> None:
    document, (found,) = parse_yaml(Text("a.yml", "a:\n  - b: c\n\td: e\n"))
    assert document
    assert document.data == {"a": [{"b": "c", "d": "e"}]}
    assert (found.instead, found.is_safe) == ("    ", False)


def test_a_text_that_is_cut_off_is_told_of_behind_a_mistake_too() -> None:
    _document, found = read("a: b: c\nd: The #1 reason\ne: [f #g\nh: i\n")
    assert found == [(1, 4), (2, 8), (3, 4), (3, 7)]


def test_what_was_read_stands_where_it_does_in_the_file() -> None:
    document, _found = read("a: B: c\nd |\n  e\nf\n-g\nh:\n  - i: 'j\n    k: l\n")
    span = document.at("h", 0, "k")
    assert (span.line, span.column, span.shown) == (8, 8, "l")
    span = document.key("d")
    assert (span.line, span.column, span.shown) == (2, 1, "d")
    assert document.at("a").shown == "B: c"


def test_the_mistakes_of_one_file_are_told_up_to_a_number() -> None:
    document, found = parse_yaml(Text("a.yml", "".join(f"a{number}: *b\n" for number in range(2 * yaml_recovery.MOST))))
    assert document is None
    assert [one.span.line for one in found] == list(range(1, yaml_recovery.MOST + 1))


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"a{number}: b {{\n" for number in range(15_000)) + "c: d: e\n" * 30,
        "a:\n" + "".join(f"  - b: c{number}\n    d: e\n" for number in range(7_000)) + "  - *a\n" * 30,
        "".join(f"{' ' * (number % 40)}- a\n{' ' * (number % 7)}b 'c\n" for number in range(9_000)),
    ],
    ids=["fields", "items", "nonsense"],
)
def test_a_long_file_of_mistakes_takes_no_time(content: str) -> None:
    began = time.process_time()
    _document, found = parse_yaml(Text("a.yml", content))
    assert found
    assert time.process_time() - began < 5
