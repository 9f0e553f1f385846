"""Dates of a bibliography: biblatex's, BibTeX's three fields, and words in their place."""

from __future__ import annotations

import pytest
from casebook.records import bibtex_dates
from hypothesis import given, settings
from hypothesis import strategies as st

from .test_bibtex_values import one, only, problems, told


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("2020", "2020"), ("2020-03-05", "2020-03-05"), ("2020-03/2020-05", "2020-03/2020-05"), ("2020~", "2020~")),
        # EDTF, levels 0 and 1, as biblatex has it.
        *(("199X", "1990/1999"), ("19uu", "1900/1999"), ("1999-XX", "1999"), ("1999-01-XX", "1999-01"), ("1999-XX-XX", "1999")),
        *(("2020?", "2020~"), ("2020%", "2020~"), ("2020-05?", "2020-05~"), ("/2020", "../2020"), ("2020/", "2020/.."), ("2020/open", "2020/..")),
        # What people write.
        *(
            ("2020-3-5", "2020-03-05"),
            ("2020/3/5", "2020-03-05"),
            ("2020.03.05", "2020-03-05"),
            ("2020年3月5日", "2020-03-05"),
            ("2020年3月", "2020-03"),
        ),
        *(("5 March 2020", "2020-03-05"), ("March 5, 2020", "2020-03-05"), ("Mar. 5th, 2020", "2020-03-05"), ("05.03.2020", "2020-03-05")),
        *(("13/05/2020", "2020-05-13"), ("4/4/2020", "2020-04-04"), ("Mon, 5 Mar 2020", "2020-03-05"), ("March 2020", "2020-03")),
        *(("1. Januar 2020", "2020-01-01"), ("15 août 2019", "2019-08-15"), ("12 de mayo de 2020", "2020-05-12"), ("２０２０", "2020")),
    ],
)
def test_a_date_that_has_one_reading_is_read(written: str, expected: str) -> None:
    assert str(only(f"date = {{{written}}},").issued) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("year = 2020,", "2020"),
        ("year = {2020}, month = mar,", "2020-03"),
        ("year = 2020, month = {March},", "2020-03"),
        ("year = 2020, month = {Sept.},", "2020-09"),
        ("year = 2020, month = 3,", "2020-03"),
        ("year = 2020, month = {03}, day = 5,", "2020-03-05"),
        ("year = 2020, month = MAR, day = {15},", "2020-03-15"),
        ("date = {2020-03}, year = 1999,", "2020-03"),
        ('year = 2020, month = "3~" # mar,', "2020-03-03"),
        ('year = 2020, month = mar # "~3",', "2020-03-03"),
        ("year = 2020, month = {March 3},", "2020-03-03"),
        ("year = 2020, month = {Jan.-Feb.},", "2020-01/2020-02"),
        ("year = 2020, month = {July/August},", "2020-07/2020-08"),
        ('year = 2020, month = jul # "/" # aug,', "2020-07/2020-08"),
        ("year = 2020, month = {7--8},", "2020-07/2020-08"),
        ("year = 2020, month = {December/January},", "2020-12/2021-01"),
        ('year = 2020, month = jun # " 12--17",', "2020-06-12/2020-06-17"),
        ("year = 2020, month = {30 November - 3 December},", "2020-11-30/2020-12-03"),
        *(("year = {2020a},", "2020"), ("year = {[2019]},", "2019"), ("year = {c. 1900},", "1900~"), ("year = {2019--2020},", "2019/2020")),
        *(("year = {1998/99},", "1998/1999"), ("year = {1998-99},", "1998/1999"), ("year = {©2019},", "2019"), ("year = {1900?},", "1900~")),
    ],
)
def test_a_date_keeps_its_precision(fields: str, expected: str) -> None:
    reference = only(fields)
    assert str(reference.issued) == expected
    assert not {"date", "year", "month", "day"} & set(reference.fields)


@pytest.mark.parametrize("field", ["date = {}", "year = {n.d.}", "date = {o. J.}", "year = {无日期}"])
def test_an_unknown_date_is_absent(field: str) -> None:
    assert only(f"{field},").issued is None


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ("date = {2020-21},", "Spring"),
        ("year = 2020, month = {Fall},", "Fall"),
        ("date = {Winter 2020},", "Winter"),
        ("year = 2020, month = {Spring/Summer},", "Spring/Summer"),
    ],
)
def test_a_season_is_the_name_of_an_issue(fields: str, issue: str) -> None:
    reference = only(fields)
    assert (str(reference.issued), reference.get("issue")) == ("2020", issue)


def test_a_season_beside_an_issue_is_told() -> None:
    assert told("date = {2020-21}, issue = {4}") == [(3, "bibtex-value", "the season 'Spring' is left out beside an issue")]


@pytest.mark.parametrize(
    ("year", "state"), [("in press", "in press"), ("forthcoming", "forthcoming"), ("to appear", "forthcoming"), ("submitted", "submitted")]
)
def test_what_has_not_appeared_says_so(year: str, state: str) -> None:
    reference = only(f"year = {{{year}}},")
    assert (reference.issued, reference.get("pubstate")) == (None, state)


@pytest.mark.parametrize("name", ["urldate", "lastchecked"])
@pytest.mark.parametrize(
    "written",
    ["2020-03-05", "5 March 2020", "(accessed 5 March 2020)", "Retrieved March 5, 2020", "[Online; accessed 5-March-2020]", "Accessed: 2020-03-05"],
)
def test_when_an_address_was_read(name: str, written: str) -> None:
    assert only(f"{name} = {{{written}}},").get("urldate") == "2020-03-05"


def test_when_an_address_was_read_in_three_fields() -> None:
    assert only("urlyear = 2020, urlmonth = mar, urlday = 5,").get("urldate") == "2020-03-05"
    assert only("urlyear = 2020, urlmonth = 3, urlday = 5,").get("urldate") == "2020-03-05"


@pytest.mark.parametrize(
    ("field", "message", "issued"),
    [
        ("date = {2004-06-11T12:00:00}", "date: the time of day is left out", "2004-06-11"),
        ("date = {2004-06-11 12:30}", "date: the time of day is left out", "2004-06-11"),
        ("date = {2004-06-11TZ}", "date: the time of day is left out", "2004-06-11"),
        ("date = {3/4/2020}", "date: 3/4 is a day of two months; write 2020-03-04 or 2020-04-03", "2020"),
        ("year = {2019, 2nd ed.}", "year: only 2019 is read of '2019, 2nd ed.'", "2019"),
        ("year = 2020, month = {Marvellous}", "'Marvellous' is no month, and left out", "2020"),
        ("year = 2020, day = 5", "'day' without the larger part of the date is left out", "2020"),
    ],
)
def test_what_is_left_out_of_a_date_is_told(field: str, message: str, issued: str) -> None:
    assert told(field) == [(3, "bibtex-value", message)]
    assert str(one(f"{field},").issued) == issued


@pytest.mark.parametrize("field", ["year = {MMXX}", "year = {2019 (1887)}", "date = {-0043}", "date = {y17e7}", "year = {98}"])
def test_a_date_that_cannot_be_read_is_told_and_shown_as_a_note(field: str) -> None:
    reference = one(f"{field},")
    assert [code for _, code, _ in told(field)] == ["bibtex-value"]
    assert (reference.issued, reference.get("note")) == (None, f"dated {field.partition('{')[2][:-1]}")


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("date = {2024-02-31}", "date: '2024-02-31': that month has 29 days"),
        ("date = {2020-01-01/2019-01-01}", "date: the interval ends (2019-01-01) before it begins (2020-01-01)"),
        ("year = 2020, month = mar, day = 32", "day: '2020-03-32': that month has 31 days"),
        ("urldate = {2020-13-01}", "urldate: '2020-13-01': there is no month 13"),
    ],
)
def test_a_date_that_does_not_exist_is_reported_at_its_field(field: str, message: str) -> None:
    assert told(field) == [(3, "bibtex-field", message)]


def test_a_month_that_does_not_exist_is_reported_on_its_own_line() -> None:
    content = "@misc{k,\n  title = {T},\n  year = {2020},\n  month = {31},\n}"
    assert problems(content) == [(4, "bibtex-field", "there is no month 31")]


def test_a_day_of_access_that_is_no_date_is_told() -> None:
    assert [code for _, code, _ in told("urldate = {yesterday}")] == ["bibtex-value"]
    assert one("urldate = {yesterday},").get("urldate") == ""


@pytest.mark.parametrize("month", ["Marvellous", "Juno", "Decade", "9" * 5000, "1st Quarter"])
def test_a_word_that_is_no_month_is_told(month: str) -> None:
    assert problems(f"@misc{{k, title = {{T}}, year = 2020, month = {{{month}}}}}") != []


@settings(deadline=None)
@given(st.text("0123456789-/~?%X.: TZamrch()[]年月日", max_size=24))
def test_every_text_is_read_in_some_way(text: str) -> None:
    for dated in (bibtex_dates.read(text), bibtex_dates.year_of(text)):
        assert dated.date or dated.state or dated.problem or not dated.is_wrong
        assert not (dated.is_wrong and dated.date)
    bibtex_dates.read_month(text)


@pytest.mark.parametrize(("written", "date"), [("c. December 2014", "2014-12~"), ("circa 5 March 2014", "2014-03-05~"), ("ca2014", "2014~")])
def test_about_a_month_is_about_it(written: str, date: str) -> None:
    assert str(only(f"date = {{{written}}},").issued) == date
