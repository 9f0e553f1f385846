"""YAML that cannot be read is explained by what was written, not by what a YAML reader expected."""

from __future__ import annotations

import pytest
from casebook.reading.files import Text
from casebook.reading.yaml_advice import QUOTES, advise
from casebook.reading.yaml_problem import Problem
from casebook.reading.yaml_reader import parse_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = [
    # List items and fields that are out of line.
    ("a: b\nc:\n  - id: d\n    e: f\n   - id: g\n", 5, 4, "this list item is not in line with those above", "behind 2 spaces"),
    ("a: b\nc:\n  - id: d\n - id: g\n", 4, 2, "this list item is not in line with those above", "behind 2 spaces"),
    ("a:\n- id: d\n - id: g\n   h: i\n", 3, 2, "this list item is not in line with those above", "at the margin"),
    ("a:\n  b: c\n  - d\n", 3, 3, "a list item stands among fields", "nothing but items"),
    ("a:\n  - id: d\n   e: f\n", 3, 4, "belongs neither to the list item above nor", "begins behind 4 spaces"),
    ("a:\n  - id: d\n      e: f\n", 3, 7, "looks like a field", "behind 4 spaces"),
    ("a: b\n c: d\n", 2, 2, "looks like a field", "at the margin"),
    ("a: |\n    b\n  c\nd: e\n", 3, 3, "further to the right than the fields around it", "indentation of the lines above"),
    # Colons: one too many, one without its space, none.
    ("a: b: c\n", 1, 4, "there is a second ': ' in this line, behind 'b'", 'a: "b: c"'),
    ("a: b:\n", 1, 4, "there is a second ': ' in this line", 'a: "b:"'),
    ('- a: "b" c: d\n', 1, 10, "something stands behind the closing quote", "leave the outer ones away"),
    ('a: b "c": d\n', 1, 4, "there is a second ': ' in this line", "a: 'b \"c\": d'"),
    (f"a: {'b' * 60}: c\n", 1, 4, "there is a second ': ' in this line", "on lines of its own after '>-'"),
    ("a:b\nc: d\n", 1, 2, "there is no space after this colon", "'name: value'"),
    ("c: d\na:b\ne: f\n", 2, 2, "there is no space after this colon", "'name: value'"),
    ("a: b\nc d\ne: f\n", 2, 1, "this line is no field", "if it should be one, write c: d"),
    ("a: >-\n  b\nc\nd: e\n", 3, 1, "this line is no field", "each line indented"),
    ("a： b\nc: d\n", 1, 2, "this is a full-width colon", "the colon ':'"),
    ("a:\n  -b: c\n    d: e\n", 2, 3, "there is no space after this '-'", "'- item'"),
    (" a: b\nc: d\n", 1, 1, "begins at the margin", "take the spaces before it away"),
    ("a: {b: c d: e}\n", 1, 11, "a comma is missing before this, or quotes", "a comma parts"),
    ("a: {b: 'c' d: e}\n", 1, 12, "a comma is missing before this", "between '{' and '}'"),
    ("a: [b 'c', d]\nd: [\"e\" f]\n", 2, 9, "a comma is missing before this", "between '[' and ']'"),
    # Characters with which no text begins.
    ("a: @b\n", 1, 4, "a text cannot begin with '@'", "in quotes"),
    ("a: `b`\n", 1, 4, "a text cannot begin with '`'", "write a: b"),
    ("a: `b c`\n", 1, 4, "a text cannot begin with '`'", "in quotes"),
    ("a:\n  - b: c\n  },\n  - d\n", 3, 3, "this closes nothing that was opened", "remove it"),
    ("a: b\n]\nc: d\n", 2, 1, "this closes nothing that was opened", "remove it"),
    ("a: %b\n", 1, 4, "a text cannot begin with '%'", "in quotes"),
    ("a: *b*\n", 1, 4, "a text cannot begin with '*'", "in quotes"),
    ("a: & b\n", 1, 4, "a text cannot begin with '&'", "in quotes"),
    ("a: ? b\n", 1, 4, "a text cannot begin with '? '", "in quotes"),
    ("a: > b\n", 1, 4, "text stands in the same line as '>'", "on the next line"),
    ("a: | b\n", 1, 4, "text stands in the same line as '|'", "on the next line"),
    ("a: [@b] c\n", 1, 4, "begins with a bracket", "in quotes"),
    ("a: [[b]] c\n", 1, 4, "begins with a bracket", "in quotes"),
    ("a: {b} c\n", 1, 4, "begins with a bracket", "in quotes"),
    ("- [b] c\n- d\n", 1, 3, "begins with a bracket", "in quotes"),
    # What is not closed, or closed too early.
    ("a: [b, c\nd: e\n", 1, 4, "this '[' is not closed", "close it with ']'"),
    ("a: {b: c\nd: e\n", 1, 4, "this '{' is not closed", "close it with '}'"),
    ('a: "b\nc: d\n', 1, 4, "this quote is not closed", "close it at the end"),
    ("a: 'b\nc: d\n", 1, 4, "this quote is not closed", "close it at the end"),
    ("a: 'It's'\n", 1, 8, "something stands behind the closing quote", "leave the outer ones away"),
    ('a: "C:\\path"\n', 1, 7, "in double quotes a backslash begins an escape", "single quotes"),
    ("a: b\n...\nc: d\n", 2, 1, "'...' ends a record, and more follows", "remove this line"),
    ("a:{b: c, d: e}\n", 1, 2, "there is no space after this colon", "'name: value'"),
    # Tabs.
    ("a:\n\t- b\n", 2, 1, "a tab is used for indentation", "two a level"),
    ("a:\n  - b: c\n\td: e\n", 3, 1, "a tab is used for indentation", "two a level"),
]


@pytest.mark.parametrize(("content", "line", "column", "message", "help"), CASES, ids=[repr(case[0][:40]) for case in CASES])
def test_a_slip_is_explained_where_it_was_made(content: str, line: int, column: int, message: str, help: str) -> None:
    document, found = parse_yaml(Text("a.yml", content))
    assert document is None or not document.is_whole
    assert [(one.span.line, one.span.column) for one in found] == [(line, column)]
    assert message in found[0].message
    assert help in found[0].help


MENDED = [
    ("context |\n  A text: with more.\nb: c\n", "context: |\n  A text: with more.\nb: c\n", "there is no colon between 'context' and '|'"),
    ("a:\n  - {b: c, d: #tag}\n", 'a:\n  - {b: c, d: "#tag"}\n', "begins a comment"),
    ("a:\n  - {b: c, d: #two words}\n", 'a:\n  - {b: c, d: "#two words"}\n', "begins a comment"),
    ("a: [#tag, b]\n", 'a: ["#tag", b]\n', "begins a comment"),
    ("a: {b: c，d: e}\n", "a: {b: c, d: e}\n", "full-width signs"),
    ("a： b\nc: d\n", "a: b\nc: d\n", "full-width colon"),
    ("a：\n  - b\nc: d\n", "a:\n  - b\nc: d\n", "full-width colon"),
    ("# a file\n\na：b\n", "# a file\n\na: b\n", "full-width colon"),
    ("a:b\n", "a: b\n", "no space after this colon"),
    ("a:\n  - {id: b，role：c}\n", "a:\n  - {id: b, role: c}\n", "full-width signs"),
    ("a: {b： c，d：e}\n", "a: {b: c, d: e}\n", "full-width signs"),
    ("a: ｜\n  b\nc: d\n", "a: |\n  b\nc: d\n", "full-width '|'"),
    ("a:\n  - b: ＞-\n      c\n", "a:\n  - b: >-\n      c\n", "full-width '>'"),
    ("c: d\na:b\ne: f\n", "c: d\na: b\ne: f\n", "no space after this colon"),
    ("a:\n  -b: c\n    d: e\n", "a:\n  - b: c\n    d: e\n", "no space after this '-'"),
    ("a:\n  – id: b\n    c: d\n", "a:\n  - id: b\n    c: d\n", "'–' begins no item of a list"),
    ("a:\n  - id: b\n  • id: c\n", "a:\n  - id: b\n  - id: c\n", "'•' begins no item of a list"),
    ("a:\n  * b\n", "a:\n  - b\n", "'*' begins no item of a list"),
    ("a:\u00a0b\nc: d\n", "a: b\nc: d\n", "a space here that YAML does not take for one (U+00A0)"),
    ("a: Apples: an afternoon\nb: c\n", 'a: "Apples: an afternoon"\nb: c\n', "a second ': ' in this line, behind 'Apples'"),
    ("a: “An afternoon: of apples”\n", 'a: "An afternoon: of apples"\n', "“ is no quote to YAML"),
    ("a: [[b]] sold it.\nc: d\n", 'a: "[[b]] sold it."\nc: d\n', "begins with a bracket"),
    ("a: @b says\nc: d\n", 'a: "@b says"\nc: d\n', "cannot begin with '@'"),
    ("a: %\n", 'a: "%"\n', "cannot begin with '%'"),
    ("a: - b\n", 'a: "- b"\n', "cannot begin with '- '"),
    ("a: [b[p. 1], c]\n", 'a: ["b[p. 1]", c]\n', "brackets of its own"),
    ("a: {b: c, cite: d[p. 1, para. 2]}\n", 'a: {b: c, cite: "d[p. 1, para. 2]"}\n', "quotes between braces"),
    ('a: "b\nc: d\n', 'a: "b"\nc: d\n', "this quote is not closed"),
    ('a:\n  - "b\n  - c\nd: "e"\n', 'a:\n  - "b"\n  - c\nd: "e"\n', "this quote is not closed"),
    ('a: "b\nc: "d"\n', 'a: "b"\nc: "d"\n', "this quote is not closed"),
    ("a: 'b\"\nc: d\n", 'a: "b"\nc: d\n', "begins with ' and ends with \""),
    ('a: "b”\nc: d\n', 'a: "b"\nc: d\n', 'begins with " and ends with ”'),
    ("a:\n\tb: c\n", "a:\n  b: c\n", "a tab is used for indentation"),
    # Names without their colon, items without their dash, and both as other notations have them.
    ("claims\n  - a: b\nc: d\n", "claims:\n  - a: b\nc: d\n", "no colon behind 'claims'"),
    ("a: b\nstory\n  c: d\n", "a: b\nstory:\n  c: d\n", "no colon behind 'story'"),
    ('a: b\nc "d: [#e]"\nf: |\n  g\n', 'a: b\nc: "d: [#e]"\nf: |\n  g\n', "no colon behind 'c'"),
    ("a: b\nc [d, e]\nf: g\n", "a: b\nc: [d, e]\nf: g\n", "no colon behind 'c'"),
    ("a:\n  a) b: c\n     d: e\n", "a:\n  -  b: c\n     d: e\n", "'a)' begins no item of a list"),
    ("a: b\nc = d\ne: f\n", "a: b\nc: d\ne: f\n", "'=' parts no name"),
    ("a = b\n", "a: b\n", "'=' parts no name"),
    ("a:\n  - b: c\n  d: e\n    f: g\n", "a:\n  - b: c\n  - d: e\n    f: g\n", "no '-' before this"),
    ("a:\n  -b: c\n", "a:\n  - b: c\n", "no space after this '-'"),
    ("a:\n  + b: c\n    d: e\n", "a:\n  - b: c\n    d: e\n", "'+' begins no item of a list"),
    ("a:\n  1. b: c\n     d: e\n", "a:\n  -  b: c\n     d: e\n", "'1.' begins no item of a list"),
    # Lists and mappings without their end, or a comma at the end of a line.
    ("a: [b, c\nd: e\n", "a: [b, c]\nd: e\n", "this '[' is not closed"),
    ("a:\n  - {b: c, d: e\n  - f\n", "a:\n  - {b: c, d: e}\n  - f\n", "this '{' is not closed"),
    ('{\n  "a": "b"\n  "c": "d"\n}\n', '{\n  "a": "b",\n  "c": "d"\n}\n', "no comma at the end of this line"),
    ("a: [\n  {b: c}\n  {b: d}\n]\n", "a: [\n  {b: c},\n  {b: d}\n]\n", "no comma at the end of this line"),
]


@pytest.mark.parametrize(
    "content", ['a: {b: "c，d：e"}\n', "a: c，d：e\n", "a: {b: 某，某：e}\n", "a: |\n  b: ｜\n  c\n", "a: ｜ b\n", '"a b：c"\n', "a，b\n"]
)
def test_full_width_signs_in_a_text_are_its_own(content: str) -> None:
    assert parse_yaml(Text("a.yml", content))[1] == []


@pytest.mark.parametrize(("content", "mended", "message"), MENDED, ids=[repr(case[0][:40]) for case in MENDED])
def test_a_slip_is_mended_by_what_should_stand_there(content: str, mended: str, message: str) -> None:
    document, (found,) = parse_yaml(Text("a.yml", content))
    assert document is None or not document.is_whole
    assert message in found.message
    assert found.instead is not None
    lines = content.split("\n")
    line, column = found.span.line - 1, found.span.column - 1
    lines[line] = lines[line][:column] + found.instead + lines[line][column + found.span.width :]
    assert "\n".join(lines) == mended
    assert parse_yaml(Text("a.yml", mended))[1] == []


def test_a_number_behind_the_sign_of_a_longer_text_is_told_where_the_sign_goes() -> None:
    _, (found,) = parse_yaml(Text("a.yml", "value: >500\n"))
    assert "'more-than' has a field of its own" in found.help


def test_an_unknown_complaint_is_passed_on() -> None:
    advice = advise(Problem("found an omen", "while scanning the sky", (1, 1), (1, 1), ["a: b"]))
    assert advice[:3] == ((1, 1), "found an omen while scanning the sky", QUOTES)


PIECES = st.sampled_from(
    [
        "a: ",
        "b",
        "- ",
        "  ",
        "    ",
        "\n",
        "\n  ",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "@",
        "*c",
        "&d",
        "!e",
        "?",
        "|",
        ">",
        "#",
        "\\x",
        "%",
        "\t",
    ]
)


@settings(deadline=None, max_examples=500)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_is_written_is_explained_at_a_place_in_the_file(content: str) -> None:
    text = Text("a.yml", content)
    for one in parse_yaml(text)[1]:
        assert 1 <= one.span.line <= max(1, content.count("\n") + 1)
        assert 1 <= one.span.column <= len(text.line(one.span.line)) + 1
        assert one.message
        assert one.help
