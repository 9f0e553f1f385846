"""Whether two amounts say something different, in whatever units and with whatever bounds they are stated."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from casebook.base.amounts import Amount, Range
from casebook.catalog.disagreement import Stated, differ, reach
from casebook.publishing import pipeline
from hypothesis import given, settings
from hypothesis import strategies as st


def stated(text: str) -> Stated:
    """ "10-20 t about": an amount as this test writes it."""
    number, unit, *bound = text.split(" ")
    low, _, high = number.replace(",", "").partition("~")
    return Stated(Range(Decimal(low), Decimal(high)) if high else Decimal(low), bound[0] if bound else "exact", unit)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("300,000 jin", "300,000 t", True),
        ("300,000 jin", "150 t", False),
        ("300,000 jin", "151 t", True),
        ("300,000 jin", "150,000 kg", False),
        # By as much as was rounded away, and no more.
        ("100 mu", "6.67 ha", False),
        ("100 mu", "6.7 ha", False),
        ("100 mu", "6.8 ha", True),
        ("1,234 mu", "82.27 ha", False),
        ("1,000,000 jin", "740 t", True),
        ("82 ha", "1,234 mu", False),
        ("1 t", "1,400 kg", True),
        ("50 %", "500 ‰", False),
        ("90 seconds", "1.5 minutes", False),
        ("2 weeks", "14 days", False),
        ("2 weeks", "15 days", True),
        ("150 t about", "300,000 jin", True),
        ("150 t about", "300,000 jin about", False),
        # A range, and a bound against it.
        ("100~200 t", "300,000 jin", False),
        ("100~200 t", "500,000 jin", True),
        ("100~200 t", "500,000 jin up-to", False),
        ("100~200 t", "500,000 jin more-than", True),
        ("100~200 t", "400,000~600,000 jin", False),
        # What does not convert is not compared.
        ("8 months", "240 days", False),
        ("1 years", "12 months", False),
        ("100 USD", "700 CNY", False),
        ("100 people", "30 families", False),
        ("100 people", "90 people", True),
        # Below zero by the number line.
        ("-30 % less-than", "-40~-35 %", False),
        ("-30 % less-than", "-20~-10 %", True),
        ("-30 % more-than", "-20~-10 %", False),
        ("-30 % more-than", "-40~-35 %", True),
        ("-30 % up-to", "-40~-35 %", False),
    ],
)
def test_amounts_differ_in_one_order_and_the_other(one: str, other: str, differs: bool) -> None:
    assert (differ(stated(one), stated(other)), differ(stated(other), stated(one))) == (differs, differs)


NUMBERS = st.decimals(min_value=-(10**6), max_value=10**6, places=2, allow_nan=False)
UNITS = st.sampled_from(("kg", "t", "jin", "mu", "ha", "seconds", "weeks", "months", "USD", "people"))
BOUNDS = st.sampled_from(("exact", "about", "nearly", "more-than", "less-than", "up-to"))


@st.composite
def any_stated(draw: st.DrawFn) -> Stated:
    low, high = sorted(draw(st.tuples(NUMBERS, NUMBERS)))
    value: Amount = Range(low, high) if low < high and draw(st.booleans()) else low
    return Stated(value, "exact" if isinstance(value, Range) else draw(BOUNDS), draw(UNITS))


@settings(deadline=None, max_examples=150)
@given(any_stated(), any_stated())
def test_a_disagreement_is_one_from_both_sides_and_nothing_disagrees_with_itself(one: Stated, other: Stated) -> None:
    assert differ(one, other) == differ(other, one)
    assert not differ(one, one)


@pytest.mark.parametrize(("bound", "inside", "outside"), [("more-than", -29, -31), ("less-than", -31, -29), ("up-to", -31, -29)])
def test_a_bound_reaches_along_the_number_line(bound: str, inside: int, outside: int) -> None:
    found = reach(Decimal(-30), bound)
    assert isinstance(found, Range)
    assert found.low <= inside <= found.high
    assert not found.low <= outside <= found.high


def test_the_page_shows_what_disagrees_in_another_unit(write: Callable[..., Path]) -> None:
    stated = (("a", 300000, "jin"), ("b", 300000, "t"), ("c", 150, "t"))
    claims = "".join(f"  - {{id: {id}, measure: m, value: {value}, unit: {unit}}}\n" for id, value, unit in stated)
    measure = "name: M\nunit: kg\ndimension: weight\ndefinition: D\n"
    root = write({"cases/a.yml": f"title: A\nsummary: S.\nclaims:\n{claims}", "cases/measures/m.yml": measure})
    found = pipeline.check(root).catalog
    entry = found.entries["a"]
    rivals = {claim.id: [other.id for other in found.rivals(entry, claim)] for claim in entry.record.claims}
    assert rivals == {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
