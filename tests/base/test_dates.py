"""Dates: what is read, at which precision, what a contributor is told, and the `edtf` package as the oracle."""

from __future__ import annotations

import re
import warnings
from datetime import date

import pytest
from casebook.base.dates import PATTERN, Precision, parse
from hypothesis import example, given, settings
from hypothesis import strategies as st

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import edtf as oracle

YEARS = st.integers(0, 2500).map("{:04d}".format)
TWO_DIGITS = st.integers(0, 40).map("{:02d}".format)
MOMENTS = st.one_of(
    YEARS,
    st.tuples(YEARS, TWO_DIGITS).map("-".join),
    st.tuples(YEARS, st.integers(1, 12).map("{:02d}".format), TWO_DIGITS).map("-".join),
)
NEARLY_DATES = st.one_of(MOMENTS, st.tuples(MOMENTS, MOMENTS).map("/".join), st.text("0123456789-/.?~TX ", max_size=22), st.text(max_size=12))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2020", Precision.YEAR, date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", Precision.MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", Precision.MONTH, date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-03-02", Precision.DAY, date(2020, 3, 2), date(2020, 3, 2)),
        ("0001", Precision.YEAR, date(1, 1, 1), date(1, 12, 31)),
        ("9999-12-31", Precision.DAY, date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_date_keeps_the_precision_it_was_written_with(text: str, precision: Precision, first: date, last: date) -> None:
    found = parse(text)
    assert (found.start.precision, found.first, found.last, found.end) == (precision, first, last, None)
    assert str(found) == text


def test_an_interval_runs_from_the_first_day_of_its_start_to_the_last_day_of_its_end() -> None:
    found = parse("2019/2020-02")
    assert (found.first, found.last) == (date(2019, 1, 1), date(2020, 2, 29))
    assert found.end is not None
    assert (found.start.precision, found.end.precision) == (Precision.YEAR, Precision.MONTH)


@pytest.mark.parametrize("text", ["2020/2020-03", "2020-03-05/2020-03", "2020-03-05/2020-03-05"])
def test_an_interval_may_end_within_its_start(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-02-31", "'2024-02-31': that month has 29 days"),
        ("2023-02-29", "'2023-02-29': that month has 28 days"),
        ("2020-13", "'2020-13': there is no month 13"),
        ("2020-00", "'2020-00': there is no month 00"),
        ("2020-01-00", "'2020-01-00': that month has 31 days"),
        ("0000", "there is no year 0000 here"),
        ("2020-03-02/2020-03-01", "the interval ends (2020-03-01) before it begins (2020-03-02)"),
        ("2020/2021/2022", "an interval has two ends, written START/END"),
        *(
            (text, f"'{text}' is no date; write a year (2020), a month (2020-03) or a day (2020-03-02)")
            for text in (
                "",
                "yesterday",
                "20",
                "20200",
                "2020-3-2",
                "2020-03-02T10:00",
                "2020?",
                "2020-21x",
                "202X",
                "-2020",
                "२०२०",
                "2020 ",
                "2020\n",
            )
        ),
        ("2020/", "'' is no date; write a year (2020), a month (2020-03) or a day (2020-03-02)"),
        ("../2020", "'..' is no date; write a year (2020), a month (2020-03) or a day (2020-03-02)"),
    ],
)
def test_a_wrong_date_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2020", "2020-12-31", True),
        ("2020-02-29/2020-03-02", "2020-03", True),
        ("2020-03-02", "2020-03-02", True),
        ("2020-03-02", "2020-03-03", False),
        ("2020", "2021", False),
    ],
)
def test_dates_overlap_when_they_can_mean_a_common_day(one: str, other: str, expected: bool) -> None:
    assert parse(one).overlaps(parse(other)) is expected
    assert parse(other).overlaps(parse(one)) is expected


@settings(deadline=None, max_examples=100)
@given(st.dates(), st.dates())
def test_every_day_and_every_interval_in_order_is_accepted(one: date, other: date) -> None:
    start, end = sorted((one, other))
    found = parse(f"{start}/{end}")
    assert (found.first, found.last) == (start, end)


@settings(deadline=None, max_examples=300)
@given(NEARLY_DATES)
@example("2019/2020-02-29")
@example("2000-02-29")
def test_whatever_is_accepted_means_the_same_days_to_the_edtf_package(text: str) -> None:
    try:
        found = parse(text)
    except ValueError:
        return
    assert str(found) == text
    assert re.search(PATTERN, text)
    expected = oracle.parse_edtf(text)
    assert (found.first.timetuple()[:3], found.last.timetuple()[:3]) == (expected.lower_strict()[:3], expected.upper_strict()[:3])
