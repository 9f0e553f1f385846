"""Dates: what is read, at which precision, what a contributor is told, and the `edtf` package as the oracle."""

from __future__ import annotations

import re
import warnings
from datetime import date
from math import inf
from typing import Any

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
QUALIFIED = st.tuples(MOMENTS, st.sampled_from(["", "", "~", "?", "%"])).map("".join)
ENDS = st.one_of(QUALIFIED, st.sampled_from(["..", "", "...", "..~"]))
NEARLY_DATES = st.one_of(QUALIFIED, st.tuples(ENDS, ENDS).map("/".join), st.text("0123456789-/.?~TX ", max_size=22), st.text(max_size=12))


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
    (moment,) = found.stated
    assert (moment.precision, found.first, found.last) == (precision, first, last)
    assert (str(found), found.iso) == (text, text)
    assert not (found.is_interval or found.is_approximate or found.is_open_start or found.is_open_end)


def test_an_interval_runs_from_the_first_day_of_its_start_to_the_last_day_of_its_end() -> None:
    found = parse("2019/2020-02")
    assert (found.first, found.last) == (date(2019, 1, 1), date(2020, 2, 29))
    assert [moment.precision for moment in found.stated] == [Precision.YEAR, Precision.MONTH]
    assert (found.is_interval, found.iso) == (True, "")


@pytest.mark.parametrize(
    ("text", "is_open_start", "is_open_end", "first", "last"),
    [
        ("2020/..", False, True, date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-03-02/..", False, True, date(2020, 3, 2), date(2020, 3, 2)),
        ("../2020", True, False, date(2020, 1, 1), date(2020, 12, 31)),
        ("../2020-02", True, False, date(2020, 2, 1), date(2020, 2, 29)),
    ],
)
def test_an_open_interval_keeps_the_days_of_the_end_that_is_stated(
    text: str, is_open_start: bool, is_open_end: bool, first: date, last: date
) -> None:
    found = parse(text)
    assert (found.is_open_start, found.is_open_end, found.first, found.last) == (is_open_start, is_open_end, first, last)
    assert (str(found), found.is_interval, found.iso, found.is_approximate) == (text, True, "", False)


@pytest.mark.parametrize("text", ["2020~", "2020-03~", "2020-03-02~", "2020~/2021", "2020/2021-03~", "2020~/..", "../2020~"])
def test_an_approximate_date_says_so_and_keeps_the_days_that_are_stated(text: str) -> None:
    found, plain = parse(text), parse(text.replace("~", ""))
    assert found.is_approximate
    assert not plain.is_approximate
    assert (str(found), found.iso) == (text, "")
    assert (found.first, found.last, found.is_interval) == (plain.first, plain.last, plain.is_interval)
    assert [moment.text for moment in found.stated] == [moment.text for moment in plain.stated]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2020-03-05", "2020"),
        ("2019-11/2020-02-03", "2019/2020"),
        ("2020-02/2020-03", "2020"),
        ("../2020-03~", "../2020~"),
        ("2020-03/..", "2020/.."),
    ],
)
def test_a_date_in_whole_years(text: str, years: str) -> None:
    assert str(parse(text).in_years) == years


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
                "2020-21x",
                "202X",
                "-2020",
                "२०२०",
                "2020 ",
                "2020\n",
            )
        ),
        ("2020?", "'2020?': doubt about a date goes into words, such as a note; 2020~ says that it is only about right"),
        ("2020-03/2021%", "'2021%': doubt about a date goes into words, such as a note; 2021~ says that it is only about right"),
        ("~2020", "'~2020': the '~' of a date that is only about right stands at its end: 2020~"),
        ("2020~-03", "'2020~-03': the '~' of a date that is only about right stands at its end: 2020-03~"),
        ("2020-13~", "'2020-13~': there is no month 13"),
        ("2020/", "an open end is written with two dots and nothing else: 2020/.."),
        ("/2020-03", "an open end is written with two dots and nothing else: ../2020-03"),
        ("2020/..~", "an open end is written with two dots and nothing else: 2020/.."),
        ("?/2020", "an open end is written with two dots and nothing else: ../2020"),
        ("../..", "an interval is open at one end only; the other is a date, as in 2020/.. or ../2020"),
        ("/", "an interval is open at one end only; the other is a date, as in 2020/.. or ../2020"),
        ("..", "an open end stands in an interval, as in 2020/.. or ../2020"),
        ("2020/../2021", "an interval has two ends, written START/END"),
        ("2021~/2020~", "the interval ends (2020~) before it begins (2021~)"),
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
        ("2020/..", "2020", True),
        ("2020/..", "9999-12-31", True),
        ("2020/..", "2019", False),
        ("../2020", "0001", True),
        ("../2020", "2021-01-01", False),
        ("../2020", "2020/..", True),
        ("../2019", "2020/..", False),
        ("../2019", "../2021", True),
        ("2019/..", "2021/..", True),
        # How far off "about" may be, nobody says.
        ("2020~", "2021", False),
        ("2020~", "2020-05", True),
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
@example("2020-03~/..")
@example("../2020~")
def test_whatever_is_accepted_means_the_same_days_to_the_edtf_package(text: str) -> None:
    try:
        found = parse(text)
    except ValueError:
        return
    assert str(found) == text
    assert re.search(PATTERN, text)
    expected = oracle.parse_edtf(text)
    first = -inf if found.is_open_start else found.first.timetuple()[:3]
    last = inf if found.is_open_end else found.last.timetuple()[:3]
    assert (first, last) == tuple(day if isinstance(day, float) else day[:3] for day in (expected.lower_strict(), expected.upper_strict()))
    assert (found.is_interval, found.is_approximate) == (isinstance(expected, oracle.Interval), expected.is_approximate)


@settings(deadline=None, max_examples=200)
@given(NEARLY_DATES, NEARLY_DATES)
@example("2020/..", "../2020")
@example("../2019", "2020/..")
def test_dates_overlap_when_neither_ends_before_the_other_begins(one: str, other: str) -> None:
    try:
        first, second = parse(one), parse(other)
    except ValueError:
        return
    expected = [oracle.parse_edtf(text) for text in (one, other)]
    ends = [(_number(found.lower_strict()), _number(found.upper_strict())) for found in expected]
    assert first.overlaps(second) == (ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1])


def _number(day: Any) -> float:
    """A day of the edtf package, to compare; an infinity is a number there already."""
    return day if isinstance(day, float) else float(day[0] * 10000 + day[1] * 100 + day[2])


@pytest.mark.parametrize(
    "text", ["0000", "2020-13", "2020-00", "2020-03-32", "2020?", "2020/", "/2020", "../..", "2020/..~", "2020~~", "..", "", "2020/2021/2022"]
)
def test_the_pattern_refuses_what_is_no_date(text: str) -> None:
    assert not re.search(PATTERN, text)
    with pytest.raises(ValueError, match=" "):
        parse(text)
