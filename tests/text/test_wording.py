"""Numbers, bounds and dates in words, in English and Chinese."""

from __future__ import annotations

import re
from decimal import Decimal
from gettext import NullTranslations

import pytest
from casebook.base.amounts import Range
from casebook.base.dates import parse
from casebook.text.wording import Wording
from hypothesis import given, settings
from hypothesis import strategies as st

ENGLISH, CHINESE = Wording("en_GB"), Wording("zh")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("52000000", f"52{NBSP}million"),
        ("2490000", f"2.49{NBSP}million"),
        ("2500000", f"2.5{NBSP}million"),
        ("1000000", f"1{NBSP}million"),
        ("3200000000", f"3.2{NBSP}billion"),
        ("20000000.00", f"20{NBSP}million"),
        ("-52000000", f"−52{NBSP}million"),
        ("1000000000000", f"1,000{NBSP}billion"),
        # Shortened only where no digit is lost.
        ("2495000", "2,495,000"),
        ("1550000.5", "1,550,000.5"),
        ("1234567890", "1,234,567,890"),
        ("999999", "999,999"),
        ("53000", "53,000"),
        ("1997", "1,997"),
        ("424", "424"),
        ("5.36", "5.36"),
        ("0.0000001", "0.0000001"),
        ("0", "0"),
    ],
)
def test_a_number_is_written_as_people_say_it(value: str, text: str) -> None:
    assert ENGLISH.number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("52000000", "5,200万"),
        ("385000", "38.5万"),
        ("20000000000", "200亿"),
        ("2234", "2,234"),
        ("35575", "35,575"),
        ("5.36", "5.36"),
        ("10000", "1万"),
    ],
)
def test_a_number_in_chinese_counts_in_ten_thousands(value: str, text: str) -> None:
    assert CHINESE.number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("50000", "50,000"),
        ("5000000", f"5{NBSP}million"),
        ("1e20", "10²⁰"),
        ("5e38", "5 × 10³⁸"),
        ("2.5e38", "2.5 × 10³⁸"),
        ("-1e20", "−1 × 10²⁰"),
    ],
)
def test_a_step_of_a_scale_is_short_however_large_it_is(value: str, text: str) -> None:
    assert ENGLISH.step(Decimal(value)) == text


def test_an_exact_number_shows_all_its_digits() -> None:
    assert ENGLISH.exact(Decimal("52000000")) == "52,000,000"
    assert CHINESE.exact(Decimal("1550000.25")) == "1,550,000.25"


@pytest.mark.parametrize("value", ["123456789012345678901234567890", "1e300"])
def test_a_number_of_many_digits_is_no_crash(value: str) -> None:
    assert ENGLISH.number(Decimal(value))


@pytest.mark.parametrize("value", ["5.30", "1.234567890123456789012345678901"])
def test_no_digit_is_lost(value: str) -> None:
    assert ENGLISH.number(Decimal(value)) == value


def plain(text: str) -> str:
    """A number without what parts its thousands, and with the sign that Python reads."""
    return text.replace(",", "").replace("−", "-")


@settings(deadline=None, max_examples=200)
@given(st.decimals(-(10**15), 10**15, places=4))
def test_a_number_in_words_is_the_number(value: Decimal) -> None:
    digits, _, scale = plain(ENGLISH.number(value)).partition(NBSP)
    assert Decimal(digits) * {"": 1, "million": 10**6, "billion": 10**9}[scale] == value


@pytest.mark.parametrize(
    ("value", "unit", "bound", "text"),
    [
        ("52000000", "plays", "up-to", f"up to 52{NBSP}million plays"),
        ("53000", "kg", "more-than", f"more than 53,000{NBSP}kg"),
        ("550000", "CNY", "nearly", f"nearly 550,000{NBSP}CNY"),
        ("3", "hours", "about", f"about 3{NBSP}hours"),
        ("1997", "videos", "exact", f"1,997{NBSP}videos"),
        ("5.36", "%", "exact", "5.36%"),
        ("50", "%", "nearly", "nearly 50%"),
    ],
)
def test_a_quantity_has_its_bound_and_unit(value: str, unit: str, bound: str, text: str) -> None:
    assert ENGLISH.quantity(Decimal(value), unit, bound) == text


@pytest.mark.parametrize(
    ("value", "unit", "one", "text"),
    [
        ("1", "plays", "play", f"1{NBSP}play"),
        ("1", "people", "person", f"1{NBSP}person"),
        # What nobody has said the singular of is not guessed.
        ("1", "plays", "", f"1{NBSP}× plays"),
        ("1", "hours", "", f"1{NBSP}hour"),
        ("1", "tonnes", "", f"1{NBSP}tonne"),
        ("1", "kg", "", f"1{NBSP}kg"),
        ("1", "CNY", "", f"1{NBSP}CNY"),
        ("1", "%", "", "1%"),
        ("2", "plays", "play", f"2{NBSP}plays"),
        ("0", "plays", "play", f"0{NBSP}plays"),
        ("1.0", "hours", "", f"1.0{NBSP}hours"),
        ("1000000", "plays", "play", f"1{NBSP}million plays"),
    ],
)
def test_one_of_a_unit_is_in_the_singular(value: str, unit: str, one: str, text: str) -> None:
    assert ENGLISH.quantity(Decimal(value), unit, one=one) == text


def test_a_language_without_plurals_has_one_form_of_a_unit() -> None:
    assert CHINESE.quantity(Decimal(1), "次播放") == f"1{NBSP}次播放"


def test_an_exact_figure_and_an_unknown_bound_have_no_word() -> None:
    assert [ENGLISH.bound(bound) for bound in ("exact", "about", "nearly", "more-than", "less-than", "up-to", "")] == [
        "",
        "about",
        "nearly",
        "more than",
        "less than",
        "up to",
        "",
    ]


RANGES = [
    ("10", "20", "10–20", "10–20"),
    ("1200000", "1500000", f"1.2–1.5{NBSP}million", "120–150万"),
    ("53000", "60000", "53,000–60,000", "5.3–6万"),
    ("900000000", "1200000000", f"900{NBSP}million to 1.2{NBSP}billion", "9–12亿"),
    # "5–10 million" would be another range.
    ("5", "10000000", "5–10,000,000", "5–10,000,000"),
    ("1000000", "1500000.5", "1,000,000–1,500,000.5", "1,000,000–1,500,000.5"),
    ("5.30", "5.36", "5.30–5.36", "5.30–5.36"),
    ("-20", "-10", "−20 to −10", "−20 to −10"),
]


@pytest.mark.parametrize(("low", "high", "english", "chinese"), RANGES)
def test_a_range_has_both_its_numbers_and_names_their_size_once(low: str, high: str, english: str, chinese: str) -> None:
    value = Range(Decimal(low), Decimal(high))
    assert (ENGLISH.number(value), CHINESE.number(value)) == (english, chinese)


def test_an_exact_range_shows_all_its_digits() -> None:
    assert ENGLISH.exact(Range(Decimal(1200000), Decimal("1500000.50"))) == "1,200,000–1,500,000.50"


@pytest.mark.parametrize(
    ("unit", "bound", "text"), [("people", "exact", f"10–20{NBSP}people"), ("kg", "about", f"about 10–20{NBSP}kg"), ("%", "exact", "10–20%")]
)
def test_a_range_has_a_bound_and_a_unit(unit: str, bound: str, text: str) -> None:
    assert ENGLISH.quantity(Range(Decimal(10), Decimal(20)), unit, bound) == text


SIZES = {"": 1, "million": 10**6, "billion": 10**9}


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(st.decimals(-(10**15), 10**15, places=2), st.integers(-(10**6), 10**6).map(lambda n: Decimal(n) * 10**4)),
        min_size=2,
        max_size=2,
        unique=True,
    )
)
def test_a_range_in_words_is_the_range(numbers: list[Decimal]) -> None:
    value = Range(*sorted(numbers))
    low, high = re.split(" to |(?<=[a-z0-9])–", plain(ENGLISH.number(value)))
    (low, _, low_size), (high, _, high_size) = low.partition(NBSP), high.partition(NBSP)
    # A name that only the end has is that of both.
    assert (Decimal(low) * SIZES[low_size or high_size], Decimal(high) * SIZES[high_size]) == (value.low, value.high)


class Shouting(NullTranslations):
    """A language of capitals."""

    def gettext(self, message: str) -> str:
        return re.sub(r"(?<![{a-z])[a-z]+(?![a-z]*})", lambda word: word.group().upper(), message)


def test_words_come_from_the_translations() -> None:
    shouting = Wording("en_GB", Shouting())
    assert [shouting.date(parse(date)) for date in ("2020/..", "../2020-03", "2020~")] == ["SINCE 2020", "UNTIL March 2020", "ABOUT 2020"]
    assert shouting.number(Range(Decimal(-1), Decimal(1))) == "−1 TO 1"
    assert shouting.bound("less-than") == "LESS THAN"
    assert shouting.quantity(Decimal(52000000), "plays", "up-to") == f"UP TO 52{NBSP}MILLION plays"


@pytest.mark.parametrize(
    ("date", "english", "chinese"),
    [
        ("2020", "2020", "2020"),
        ("2020-03", "March 2020", "2020年3月"),
        ("2020-03-02", "2 March 2020", "2020年3月2日"),
        ("2019/2020", "2019 – 2020", "2019 – 2020"),
        ("2020-01/2020-03", "January 2020 – March 2020", "2020年1月 – 2020年3月"),
        ("2019-12-30/2020-01-02", "30 December 2019 – 2 January 2020", "2019年12月30日 – 2020年1月2日"),
        ("2020/2020-03-05", "2020 – 5 March 2020", "2020 – 2020年3月5日"),
        ("2020~", "about 2020", "about 2020"),
        ("2020-03~", "about March 2020", "about 2020年3月"),
        ("2020-03-02~", "about 2 March 2020", "about 2020年3月2日"),
        ("2020~/2020~", "about 2020", "about 2020"),
        ("2019/2020~", "2019 – about 2020", "2019 – about 2020"),
        ("2020-03-01~/2020-03-05", "about 1 March 2020 – 5 March 2020", "about 2020年3月1日 – 2020年3月5日"),
        ("2020/..", "since 2020", "since 2020"),
        ("2020-03/..", "since March 2020", "since 2020年3月"),
        ("../2020-03-02", "until 2 March 2020", "until 2020年3月2日"),
        ("2020~/..", "since about 2020", "since about 2020"),
    ],
)
def test_a_date_is_written_at_its_precision(date: str, english: str, chinese: str) -> None:
    assert (ENGLISH.date(parse(date)), CHINESE.date(parse(date))) == (english, chinese)


@pytest.mark.parametrize(
    ("date", "english"),
    [("2020-03-01/2020-03-05", "1–5 March 2020"), ("2020-02-29/2020-03-02", "29 February – 2 March 2020")],
)
def test_an_interval_does_not_repeat_the_year_or_month_it_stays_in(date: str, english: str) -> None:
    assert ENGLISH.date(parse(date)) == english


@pytest.mark.parametrize("date", ["2020-03-01/2020-03-05", "2020-02-29/2020-03-02"])
def test_a_chinese_interval_begins_with_the_year(date: str) -> None:
    assert CHINESE.date(parse(date)).startswith("2020年")


@pytest.mark.parametrize(
    ("date", "english", "chinese"),
    [
        ("0044", "44 AD", "公元44年"),
        ("0999/1000", "999 AD – 1000", "公元999年 – 1000"),
        ("0044-03", "March 44 AD", "公元44年3月"),
        ("0044-03-15", "15 March 44 AD", "公元44年3月15日"),
        ("0044-03-15/0044-03-17", "15–17 March 44 AD", "公元44年3月15日–17日"),
        ("0044-03-15/0044-04-02", "15 March – 2 April 44 AD", "公元44年3月15日 – 4月2日"),
        ("1000", "1000", "1000"),
    ],
)
def test_an_early_year_is_no_bare_number(date: str, english: str, chinese: str) -> None:
    assert (ENGLISH.date(parse(date)), CHINESE.date(parse(date))) == (english, chinese)


def test_an_early_day_has_its_era() -> None:
    assert (ENGLISH.day("0044-03-15"), Wording("en_US").day("0044-03-15")) == ("15 March 44 AD", "March 15, 44 AD")


def test_an_interval_of_one_day_is_a_day() -> None:
    assert ENGLISH.date(parse("2020-03-02/2020-03-02")) == "2 March 2020"


def test_an_iso_day_is_written_out() -> None:
    assert (ENGLISH.day("2020-03-02"), CHINESE.day("2020-03-02")) == ("2 March 2020", "2020年3月2日")


@pytest.mark.parametrize(
    ("value", "bound", "text"),
    [
        ("-30", "less-than", "below \N{MINUS SIGN}30%"),
        ("-30", "more-than", "above \N{MINUS SIGN}30%"),
        ("-30", "up-to", "at most \N{MINUS SIGN}30%"),
        ("-30", "nearly", "nearly \N{MINUS SIGN}30%"),
        ("-30", "about", "about \N{MINUS SIGN}30%"),
        ("0", "more-than", "more than 0%"),
        ("30", "less-than", "less than 30%"),
    ],
)
def test_the_bound_of_a_figure_below_zero_goes_by_the_number_line(value: str, bound: str, text: str) -> None:
    assert ENGLISH.quantity(Decimal(value), "%", bound) == text
