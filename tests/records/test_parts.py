"""Claims: a figure or a statement, with every digit; and what a record says of itself without its kind."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from casebook.base.amounts import Range
from casebook.records.parts import Claim
from casebook.records.values import Citation
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tests.conftest import document

NUMBERS_OR_NOT = st.one_of(st.integers(-9, 9), st.floats(-9, 9).map(lambda value: round(value, 2)), st.just("9"), st.booleans(), st.none())
VALUES = st.one_of(
    st.integers(-9, 9),
    st.sampled_from(["9", [1, 2], True, {}]),
    st.dictionaries(st.sampled_from(["from", "to", "till"]), NUMBERS_OR_NOT, max_size=3),
)


@settings(deadline=None, max_examples=300)
@given(VALUES, st.sampled_from(["exact", "about", "nearly", "more-than", "less-than", "up-to", "at-least"]))
@example({"from": 1, "to": 2}, "about")
@example({"from": 1, "to": 2}, "up-to")
def test_a_figure_is_valid_by_the_model_when_it_is_by_the_schema(value: Any, bound: str) -> None:
    data = {"id": "x", "measure": "y", "value": value, "bound": bound, "also": [{"value": value, "unit": "u"}]}
    is_valid = Draft202012Validator(Claim.model_json_schema()).is_valid(data)
    # The one thing that a schema cannot say.
    is_backward = is_valid and isinstance(value, dict) and not value["from"] < value["to"]
    if is_valid and not is_backward:
        claim = Claim.model_validate(document(json.dumps(data)).data)
        assert claim.model_dump(mode="json")["value"] == value
        assert claim.also[0].value == claim.value
    else:
        with pytest.raises(ValidationError):
            Claim.model_validate(document(json.dumps(data)).data)


def test_one_citation_and_several_are_read_alike() -> None:
    one, several = (Claim.model_validate({"id": "x", "statement": "y", "cite": cite}) for cite in ("a[p. 3]", ["a[p. 3]", "b"]))
    assert one.cite == (Citation("a", "p. 3"),)
    assert several.cite == (Citation("a", "p. 3"), Citation("b"))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "a claim needs either 'measure' and 'value', or 'statement'"),
        ({"measure": "plays"}, "value\n  Field required"),
        ({"value": 1}, "measure\n  Field required"),
        ({"value": 1, "statement": "x"}, "a claim is a figure or a statement, and this has both"),
        ({"statement": "x", "rank": "preferred"}, "rank 'preferred' needs a 'why'"),
        ({"statement": "x", "rank": "deprecated"}, "rank 'deprecated' needs a 'why'"),
    ],
)
def test_a_claim_is_a_figure_or_a_statement(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        Claim.model_validate({"id": "x", **fields})


@pytest.mark.parametrize("value", [True, "52", "many", None, [1], Decimal("NaN"), Decimal("Infinity")])
def test_a_figure_is_a_number_in_digits(value: Any) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({"id": "x", "measure": "plays", "value": value})


def test_a_figure_keeps_every_digit() -> None:
    data = document("{id: x, measure: y, value: 1550000.50}").data
    assert str(Claim.model_validate(data).value) == "1550000.50"


@pytest.mark.parametrize("value", ["1e4000", "1e-4000", "1e41"])
def test_a_figure_has_no_thousands_of_digits(value: str) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({"id": "x", "measure": "plays", "value": Decimal(value)})


@pytest.mark.parametrize("written", ["{from: 10, to: 20.50}", "{to: 20.50, from: 10}"])
def test_a_range_has_a_lowest_and_a_highest_number_with_all_their_digits(written: str) -> None:
    value = Claim.model_validate(document(f"{{id: x, measure: y, value: {written}}}").data).value
    assert str(value) == "from 10 to 20.50"
    assert isinstance(value, Range)
    assert (value.low, value.high) == (Decimal(10), Decimal("20.50"))
