"""Units that convert, and the digits of a conversion."""

from __future__ import annotations

from decimal import Decimal

import pytest
from casebook.base import units
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("value", "unit", "to", "printed"),
    [
        ("7", "mu", "ha", "0.47"),
        ("7.0", "mu", "ha", "0.467"),
        ("-7", "mu", "ha", "-0.47"),
        ("0.07", "mu", "ha", "0.0047"),
        ("7000", "mu", "ha", "466.67"),
        # Exact, by whatever way.
        ("15", "mu", "ha", "1"),
        ("7", "ha", "mu", "105"),
        ("0", "mu", "ha", "0"),
        ("35575", "kg", "t", "35.575"),
        ("3", "hours", "days", "0.125"),
        ("9", "minutes", "days", "0.00625"),
        ("1", "minutes", "hours", "0.017"),
        ("90", "seconds", "minutes", "1.5"),
        ("189", "seconds", "weeks", "0.0003125"),
        ("2", "weeks", "days", "14"),
        ("8", "months", "months", "8"),
        ("1E+30", "kg", "g", "1" + "0" * 33),
        ("5.30", "kg", "kg", "5.3"),
        ("9" * 40, "mu", "ha", "6" * 39 + ".6"),
    ],
)
def test_a_conversion_has_the_digits_that_its_figure_bears(value: str, unit: str, to: str, printed: str) -> None:
    converted = units.convert(Decimal(value), unit, to)
    assert converted is not None
    assert f"{units.rounded(converted, Decimal(value)):f}" == printed


@given(st.decimals(1, 10**12, places=3), st.sampled_from(["mu", "minutes", "jin", "days", "seconds"]))
def test_a_conversion_leads_back_to_the_figure(value: Decimal, unit: str) -> None:
    to = {"mu": "ha", "minutes": "days", "jin": "t", "days": "minutes", "seconds": "weeks"}[unit]
    converted = units.convert(value, unit, to)
    assert converted is not None
    back = units.convert(units.rounded(converted, value), to, unit)
    assert back is not None
    assert round(back, 3) == value


def test_what_does_not_convert_by_definition_is_none() -> None:
    assert units.convert(Decimal(1), "kg", "ha") is None
    assert units.convert(Decimal(1), "CNY", "USD") is None
    # Units of time all the same.
    assert units.convert(Decimal(1), "months", "days") is None
    assert units.convert(Decimal(1), "years", "months") is None
    assert units.convert(Decimal(1), "plays", "videos") is None
