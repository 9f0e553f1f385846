"""Text to plain data: YAML 1.2 scalars, exact places, and what is let in and kept out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from casebook.base.diagnostic import Diagnostic, Span
from casebook.reading.files import Text
from casebook.reading.yaml_events import MAX_DEPTH, MAX_NODES, MAX_SCALAR
from casebook.reading.yaml_reader import Document, parse_yaml
from hypothesis import given, settings
from hypothesis import strategies as st


def read(content: str) -> Document:
    document, found = parse_yaml(Text("x.yml", content))
    assert found == []
    assert document is not None
    return document


def refused(content: str) -> Diagnostic:
    document, found = parse_yaml(Text("x.yml", content))
    assert document is None or not document.is_whole
    return found[-1]


def place(span: Span) -> tuple[int, int, str]:
    """A span as (line, column, the text it underlines)."""
    return span.line, span.column, span.excerpt[span.column - 1 : span.column - 1 + span.width]


# --- scalars ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # What YAML 1.1 would turn into something else stays what was written.
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("010", "010"),
        ("007", "007"),
        ("-010.5", "-010.5"),
        ("2020-03-02", "2020-03-02"),
        ("2024-02-31", "2024-02-31"),
        ("2020-03-02T10:00:00Z", "2020-03-02T10:00:00Z"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("0b11", "0b11"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e", "1e"),
        ("1.", "1."),
        ("+", "+"),
        (".", "."),
        ("١٢", "١٢"),
        ("=", "="),
        ("tRue", "tRue"),
        # Numbers, as YAML 1.2 has them.
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("52000000", 52000000),
        ("0o17", 15),
        ("0x1F", 31),
        ("5.36", Decimal("5.36")),
        ("5.30", Decimal("5.30")),
        ("-0.5", Decimal("-0.5")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal("1e3")),
        ("1.5E-3", Decimal("0.0015")),
        # Nothing, and the two truths.
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("true", True),
        ("FALSE", False),
    ],
)
def test_a_plain_scalar_is_read_by_the_yaml_1_2_core_schema(written: str, expected: Any) -> None:
    found = read(f"x: {written}\n").data["x"]
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("written", ['"12"', "'12'", ">-\n  12", "|-\n  12"])
def test_a_quoted_or_block_scalar_is_text(written: str) -> None:
    assert read(f"x: {written}\n").data == {"x": "12"}


def test_a_trailing_zero_is_not_lost() -> None:
    assert str(read("5.30").data) == "5.30"


@pytest.mark.parametrize("written", ["1e9999999999999999999999", "1e-9999999999999999999999"])
def test_a_number_beyond_all_bounds_is_no_crash(written: str) -> None:
    document, found = parse_yaml(Text("x.yml", written))
    assert document is not None or found


def test_a_number_of_many_digits_stays_text() -> None:
    assert read("9" * 5000).data == "9" * 5000


# --- places ----------------------------------------------------------------------------------------------------

NESTED = """\
# 春天
title: 花 "flowers"
claims:
  - id: plays
    value: 52
    also: [{value: 7, unit: "US dollars"}, {unit: CNY,
      value: 8}]
  - id: likes
story:
    context: |
      A first line.

      A second [@key] line, and [@key] again.
    results: >-
      Folded over
      two lines [[kwai]].
empty:
list: []
"""


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (("title",), (2, 8, '花 "flowers"')),
        (("claims", 0, "id"), (4, 9, "plays")),
        (("claims", 0, "value"), (5, 12, "52")),
        (("claims", 0, "also", 0, "value"), (6, 20, "7")),
        (("claims", 0, "also", 0, "unit"), (6, 29, '"US dollars"')),
        (("claims", 0, "also", 1, "unit"), (6, 51, "CNY")),
        (("claims", 0, "also", 1, "value"), (7, 14, "8")),
        (("claims", 1, "id"), (8, 9, "likes")),
        # A list or mapping is pointed at by its key, an item of a list by its beginning.
        (("claims",), (3, 1, "claims")),
        (("claims", 0, "also"), (6, 5, "also")),
        (("list",), (18, 1, "list")),
        (("story",), (9, 1, "story")),
        (("claims", 1), (8, 5, "id: likes")),
        # A block scalar begins at its mark.
        (("story", "context"), (10, 14, "|")),
        (("story", "results"), (14, 14, ">-")),
        # What is not there is looked for one level up.
        (("claims", 1, "value"), (8, 5, "id: likes")),
        (("story", "lessons", "x"), (9, 1, "story")),
    ],
)
def test_a_value_is_found_at_its_line_and_column(route: tuple[str | int, ...], expected: tuple[int, int, str]) -> None:
    assert place(read(NESTED).at(*route)) == expected


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (("title",), (2, 1, "title")),
        (("claims", 0, "also", 1, "value"), (7, 7, "value")),
        (("story", "results"), (14, 5, "results")),
        (("empty",), (17, 1, "empty")),
        (("claims", 1), (8, 5, "id: likes")),
    ],
)
def test_a_key_is_found_at_its_line_and_column(route: tuple[str | int, ...], expected: tuple[int, int, str]) -> None:
    assert place(read(NESTED).key(*route)) == expected


@pytest.mark.parametrize(
    ("route", "needle", "occurrence", "expected"),
    [
        (("story", "context"), "[@key]", 0, (13, 16, "[@key]")),
        (("story", "context"), "[@key]", 1, (13, 33, "[@key]")),
        (("story", "results"), "[[kwai]]", 0, (16, 17, "[[kwai]]")),
        (("title",), "flowers", 0, (2, 11, "flowers")),
        # Folded over a line end, absent, or too few of them: the value itself.
        (("story", "results"), "over two", 0, (14, 14, ">-")),
        (("story", "context"), "[@key]", 2, (10, 14, "|")),
        (("story", "context"), "[[kwai]]", 0, (10, 14, "|")),
    ],
)
def test_a_text_inside_a_value_is_found(route: tuple[str | int, ...], needle: str, occurrence: int, expected: tuple[int, int, str]) -> None:
    assert place(read(NESTED).find(route, needle, occurrence)) == expected


def test_columns_count_characters_not_bytes_or_utf_16_units() -> None:
    assert place(read("{花: 🌸, é: x}").at("é")) == (1, 11, "x")


def test_a_second_value_for_a_key_is_reported_and_the_first_kept() -> None:
    document, found = parse_yaml(Text("x.yml", "a: 1\nb:\n  c: 2\na: {c: 3}\n"))
    assert document is not None
    assert document.data == {"a": 1, "b": {"c": 2}}
    assert [(item.code, item.message, place(item.span)) for item in found] == [("duplicate-key", "'a' is already given on line 1", (4, 1, "a"))]


def test_a_doubled_key_does_not_move_the_place_of_a_field_called_second() -> None:
    document, _ = parse_yaml(Text("x.yml", "a:\n  second: 1\na: 2\n"))
    assert document is not None
    assert place(document.at("a", "second")) == (2, 11, "1")


# --- what is let in and kept out -------------------------------------------------------------------------------


@pytest.mark.parametrize("escaped", [r"\u202E", r"\x1b", r"\0", r"\uE000", r"\b", r"\L"])
def test_an_escape_sequence_cannot_smuggle_one_in(escaped: str) -> None:
    assert refused(f'title: "x{escaped}y"').code == "invisible-character"


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ("a: &x 1", "yaml-feature", "the anchor '&x' is not allowed"),
        ("a: *x", "yaml-feature", "the alias '*x' repeats a value from elsewhere"),
        ("<<: {a: 1}", "yaml-feature", "the merge key '<<' is not allowed"),
        ("a: !!python/object:os.system ls", "yaml-feature", "the tag 'tag:yaml.org,2002:python/object:os.system' is not allowed"),
        ("a: !x 1", "yaml-feature", "the tag '!x' is not allowed"),
        ("a: 1\n---\nb: 2", "yaml-feature", "a second document begins here"),
        ("? [a]\n: b", "yaml-feature", "a list or mapping is used as a key"),
        ("[" * 20_000, "file-too-large", f"more than {MAX_DEPTH} levels of nesting"),
        ("a:\n" + "- x\n" * MAX_NODES, "file-too-large", f"more than {MAX_NODES:,} values in one file"),
        ("a: " + "x" * (MAX_SCALAR + 1), "file-too-large", f"more than {MAX_SCALAR:,} characters in one value"),
        ("a:\n\tb: 1", "yaml-syntax", "a tab is used for indentation"),
        ("a: 'b", "yaml-syntax", "this quote is not closed"),
    ],
)
def test_what_records_do_without_is_refused(content: str, code: str, message: str) -> None:
    found = refused(content)
    assert (found.code, found.message) == (code, message)


def test_the_limits_themselves_are_allowed() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).data is not None
    assert len(read("x" * MAX_SCALAR).data) == MAX_SCALAR


# --- properties ------------------------------------------------------------------------------------------------


# PyYAML quotes what YAML 1.1 would read as something else than text; these are numbers in 1.2 alone.
ONLY_IN_1_2 = re.compile(r"0o[0-7]+|[-+]?(?:\d+|\.\d+|\d+\.\d+)[eE][-+]?\d+")
# Letters that nobody can see are refused in an escape sequence, and PyYAML may write one.
# What looks like a sign of YAML's own where one would stand is told of.
ALMOST = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3001\u3010\u3011\u2022\u25cf\u25aa\u00b7"
WIDE = "".join(map(chr, (*range(0xFF01, 0xFF5F), *range(0x2010, 0x2016))))
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=f"\u115f\u1160\u3164\uffa0{ALMOST}{WIDE}")
LINES = st.text(LETTERS, max_size=30).filter(lambda text: not ONLY_IN_1_2.fullmatch(text))
STRINGS = st.one_of(LINES, st.lists(LINES, max_size=4).map("\n".join))
KEYS = st.one_of(st.from_regex(r"\A[a-z][a-z_-]{2,12}\Z"), st.sampled_from(["no", "null", "true", "花", "a b", "2020", "1:30", "x: y", "#"]))


def data(strings: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    plain = st.one_of(strings, st.integers(-(10**30), 10**30), st.booleans(), st.none())
    every = st.recursive(plain, lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=5)), max_leaves=25)
    # A file that is one text with a colon in it is refused: its writer meant a field.
    return every.filter(lambda found: not (isinstance(found, str) and re.search("[:\uff1a]", found)))


def scalars(data: Any, route: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, dict | list):
        for step, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield from scalars(item, (*route, step))
    else:
        yield route, data


@settings(deadline=None, max_examples=150)
@given(data(STRINGS), st.sampled_from([None, True, False]), st.booleans())
def test_what_pyyaml_writes_is_read_back(written: Any, flow: bool | None, unicode: bool) -> None:
    assert read(yaml.safe_dump(written, default_flow_style=flow, allow_unicode=unicode)).data == written


@settings(deadline=None, max_examples=150)
@given(data(LINES), st.sampled_from([None, True, False]))
def test_every_value_and_key_is_found_where_it_stands(written: Any, flow: bool | None) -> None:
    document = read(yaml.safe_dump(written, default_flow_style=flow, allow_unicode=True, width=10**6))
    for route, value in scalars(written):
        assert read(f"- {place(document.at(*route))[2]}").data == [value]
        if route and isinstance(route[-1], str):
            assert str(yaml.compose(place(document.key(*route))[2]).value) == route[-1]


FRAGMENTS = [
    "\n",
    "\n  ",
    "\t",
    "- ",
    "? ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "|",
    ">-",
    "|9",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "! ",
    "---\n",
    "...\n",
]
FRAGMENTS += [
    "%YAML 1.1\n",
    "%TAG ! x\n",
    "#",
    "\\x",
    "\r",
    "\u2028",
    "\x85",
    "\x00",
    "\ufeff",
    "0x",
    "1e9",
    "花",
    "🌸",
    "a:",
    "~",
    "@",
    "`",
    "\ud7ff",
]
EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), st.sampled_from(FRAGMENTS)), max_size=6)


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, length, fragment in edits:
        text = text[: start % (len(text) + 1)] + fragment + text[start % (len(text) + 1) + length :]
    return text


@settings(deadline=None, max_examples=400)
@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join), EDITS.map(lambda edits: edited(NESTED, edits)))
)
def test_no_text_makes_the_reader_fail_and_every_problem_has_a_place(content: str) -> None:
    text = Text("x.yml", content)
    document, found = parse_yaml(text)
    assert document is not None or found
    for item in found:
        assert 1 <= item.span.column <= len(item.span.excerpt) + 1
        assert item.span.excerpt == text.line(item.span.line)
        # The YAML library may give up on the line after the last. It knows line ends that no text from `read_text` has.
        assert 1 <= item.span.line <= content.count("\n") + 2 or re.search("[\r\x85\u2028\u2029]", content)


@pytest.mark.parametrize(
    ("written", "part", "expected"),
    [
        ("text: a 4 and 14 4", (11, 12), (1, 18)),
        ("text: |2\n    2 of\n   2", (0, 1), (2, 5)),
        ("text: >\n  one\n  1 1\n", (6, 7), (3, 5)),
        ("text: 'it''s 5 of 5'", (10, 11), (1, 19)),
        ('text: "\\"5\\" of\n  5"', (7, 8), (2, 3)),
        # What does not stand there as it reads has the place of the whole value.
        ('text: "a\\u0058"', (1, 2), (1, 7)),
        ("text: one\n  two", (2, 5), (1, 7)),
    ],
)
def test_a_part_of_a_text_is_found_by_its_place_in_the_value(written: str, part: tuple[int, int], expected: tuple[int, int]) -> None:
    document = read(written)
    (span,) = document.parts(("text",), document.data["text"].strip(), [part])
    assert (span.line, span.column) == expected
