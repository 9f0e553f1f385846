"""Data against a model: what is wrong, where it stands, and that everything is said at once."""

from __future__ import annotations

import pytest
from casebook.records.as_meant import validate
from casebook.records.models import models

from tests.conftest import document, kinds_in

CASE = models(kinds_in()).records["case"]
IN_DIGITS = "a number is written in digits, without quotes or separators, such as 52000000"
RANGE = "title: x\nsummary: y\nclaims:\n- {{id: a, measure: m, value: {}}}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", (1, 1, "wrong-type", "the file is empty")),
        ("- x", (1, 1, "wrong-type", "the file is not a mapping")),
        ("title: x", (1, 1, "missing-field", "the field 'summary' is missing")),
        ("title: x\nsummary: y\nperoid: 2020", (3, 1, "unknown-field", "there is no field 'peroid' here")),
        ("title: x\nsummary: y\nclaims:\n- {id: a, statement: b, cit: c}", (4, 25, "unknown-field", "there is no field 'cit' here")),
        ("title: x\nsummary: y\nplatforms:\n- id: a", (4, 3, "missing-field", "the field 'role' is missing")),
        ("title: 2020\nsummary: y", (1, 8, "wrong-type", "this should be text, and without quotes YAML takes 2020 for something else")),
        ("title: x\nsummary: y\ntopics: z", (3, 9, "wrong-type", "a list stands in square brackets, or on lines that begin with '- '")),
        ("title: x\nsummary: y\nstory: z", (3, 1, "wrong-type", "'story' has parts, and no text of its own")),
        ("title: x\nsummary: y\nperiod: 2020-02-30", (3, 9, "bad-value", "'2020-02-30': that month has 29 days")),
        ("title: x\nsummary: y\nstatus: hidden", (3, 9, "bad-value", "this should be one of: draft, published")),
        (
            "title: x\nsummary: y\ntopics: [a, B c]",
            (3, 13, "bad-value", "an id has small letters a to z, digits, and single hyphens or full stops between them"),
        ),
        ('title: "x\\ny"\nsummary: y', (1, 8, "bad-value", "this text has to stand on one line")),
        ("title: x\nsummary: ' '", (2, 10, "bad-value", "this text is empty")),
        ("title: x\nsummary: y\nclaims:\n- id: a", (4, 3, "bad-value", "a claim needs either 'measure' and 'value', or 'statement'")),
        (RANGE.format("{from: 2, to: 1}"), (4, 44, "bad-value", "a range goes from the smaller number to the larger: 2 is not less than 1")),
        (RANGE.format("{from: 1, to: enough}"), (4, 44, "wrong-type", f"{IN_DIGITS}; got text")),
        (RANGE.format("{from: 1, to: 1e50}"), (4, 44, "bad-value", "no source states a number with more than 40 digits")),
        (RANGE.format("{from: 1, til: 2}"), (4, 40, "unknown-field", "there is no field 'til' here")),
        (RANGE.format("{to: 2}"), (4, 23, "missing-field", "the field 'from' is missing")),
        (RANGE.format("1 to 2"), (4, 30, "wrong-type", "a range is written as a mapping of its two numbers")),
        (
            RANGE.format("{from: 1, to: 2}, bound: nearly"),
            (4, 55, "bad-value", "a range is exact or about, not 'nearly': its two numbers are the bounds"),
        ),
    ],
)
def test_a_problem_is_shown_where_it_stands(content: str, expected: tuple[int, int, str, str]) -> None:
    record, found = validate(CASE, document(content))
    assert record is None
    assert [(item.span.line, item.span.column, item.code, item.message) for item in found] == [expected]


def test_every_problem_of_a_record_is_reported_in_one_pass() -> None:
    _, found = validate(CASE, document("titel: x\nperiod: soon\nclaims: [{id: X, value: y, cite: 3}]\nstory: {context: 1}"))
    assert sorted({item.code for item in found}) == ["bad-value", "missing-field", "unknown-field", "wrong-type"]
    # That the title is missing, `titel` says.
    assert len(found) == 7
