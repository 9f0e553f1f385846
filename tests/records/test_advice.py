"""What to write in place of dates, numbers, ids, lists and citations as people write them: and whatever is proposed, its field takes."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from casebook.base import amounts, dates
from casebook.base.identifier import SLUG_PATTERN
from casebook.records import advice_dates, advice_names, advice_numbers
from casebook.records.values import Amount, Citations
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.conftest import document

AMOUNT: TypeAdapter[Decimal | amounts.Range] = TypeAdapter(Amount)
CITATIONS: TypeAdapter[object] = TypeAdapter(Citations)
# Nothing else comes in a file.
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)
DAYS = st.dates().map(str)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("c. 2020", "2020~"),
        ("circa March 2020", "2020-03~"),
        ("~2020", "2020~"),
        ("2014–2015", "2014/2015"),
        ("2014-15", "2014/2015"),
        ("from 2014 to 2015", "2014/2015"),
        ("c. 2014–2015", "2014~/2015~"),
        ("March 2020", "2020-03"),
        ("Mar. 2nd, 2020", "2020-03-02"),
        ("Monday, 2 March 2020", "2020-03-02"),
        ("2 mars 2020", "2020-03-02"),
        ("2–5 March 2020", "2020-03-02/2020-03-05"),
        ("March 31–April 2, 2020", "2020-03-31/2020-04-02"),
        ("2020-03-02/05", "2020-03-02/2020-03-05"),
        ("2020-03-02T10:00:00Z", "2020-03-02"),
        ("2020-03-02 10:00", "2020-03-02"),
        ("13/02/2020", "2020-02-13"),
        ("2020.3.2", "2020-03-02"),
        ("20200302", "2020-03-02"),
        ("２０２０－０３", "2020-03"),
        ("“2020”", "2020"),
        ("2020年3月2日至5日", "2020-03-02/2020-03-05"),
        ("2020年左右", "2020~"),
        ("2020至今", "2020/.."),
        ("since 2020", "2020/.."),
        ("2020–", "2020/.."),
        ("until March 2020", "../2020-03"),
        ("2020s", "2020/2029"),
        ("Q1 2020", "2020-01/2020-03"),
        ("2020-03/2020-02", "2020-02/2020-03"),
        ("2020-13-02", "2020-02-13"),
        ("H1 2020", "2020-01/2020-06"),
        ("second half of 2020", "2020-07/2020-12"),
        ("201X", "2010/2019"),
        ("2020-03-XX", "2020-03"),
        ("2020-W12", "2020-03-16/2020-03-22"),
        ("2014-present", "2014/.."),
        ("2014..2016", "2014/2016"),
        ("2020+", "2020/.."),
        ("2O20", "2020"),
        ("2020 (approx.)", "2020~"),
        ("March-April 2020", "2020-03/2020-04"),
        ("in March 2020", "2020-03"),
        ("20th century", "1901/2000"),
        ("Easter 2020", "2020"),
    ],
)
def test_a_date_as_people_write_it(written: str, instead: str) -> None:
    advice = advice_dates.advise(written)
    assert advice is not None
    assert advice.instead == instead


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("03/02/2020", "2020-02-03 or 2020-03-02"),
        ("2.3.2020", "2020-03-02 or 2020-02-03"),
        ("02-03-20", "four digits"),
        ("spring 2020", "2020-03/2020-05"),
        ("unknown", "leave the field out"),
        ("today", "the day itself"),
        ("last year", "the day itself"),
        ("winter 2019/20", "2019-12/2020-02"),
        ("late 2020", "2020-09/2020-12"),
        # A season to EDTF, two years to most people.
        ("2020-21", "2020/2021 or 2020-03/2020-05"),
        ("2020-03/04", "2020-03/2020-04 or 2020-03-04"),
        ("2014 and 2016", "2014/2016"),
        ("forthcoming", "leave the field out"),
        ("44 BC", "in a text"),
        ("Mar-20", "four digits"),
        ("FY2020", "the months"),
        ("March", "such as 2020-03"),
    ],
)
def test_a_date_that_somebody_has_to_choose(written: str, words: str) -> None:
    advice = advice_dates.advise(written)
    assert advice is not None
    assert advice.instead == ""
    assert words in advice.help


@given(
    st.one_of(
        st.text("0123456789/-–.~ ,TZMarchQs年月日至", max_size=24),
        st.tuples(DAYS, st.sampled_from("/-– ~T"), DAYS).map("".join),
        TEXTS,
    )
)
@example("2020-02-30/2020")
def test_whatever_is_proposed_for_a_date_is_one(text: str) -> None:
    advice = advice_dates.advise(text)
    if advice and advice.instead:
        assert str(dates.parse(advice.instead)) == advice.instead


@given(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "/.."]))
def test_a_date_needs_no_advice(day: str, length: int, behind: str) -> None:
    assert advice_dates.advise(f"{day[:length]}{behind}") is None


@pytest.mark.parametrize(
    ("written", "instead", "beside"),
    [
        ("53,000", "53000", {}),
        ("1,234,567.8", "1234567.8", {}),
        ("5,00,000", "500000", {}),
        ("1.234.567", "1234567", {}),
        ("1.250,75", "1250.75", {}),
        ("0,125", "0.125", {}),
        ("1 234", "1234", {}),
        ("1'234", "1234", {}),
        ("１２３", "123", {}),
        ("−5", "-5", {}),
        ("½", "0.5", {}),
        ("'53000'", "53000", {}),
        ("53k", "53000", {}),
        ("5.3 million", "5300000", {}),
        ("5.2万", "52000", {}),
        ("5.36%", "5.36", {"unit": '"%"'}),
        ("€500", "500", {"unit": "EUR"}),
        ("500 USD", "500", {"unit": "USD"}),
        ("53,000 kg", "53000", {"unit": "kg"}),
        ("~500", "500", {"bound": "about"}),
        (">500", "500", {"bound": "more-than"}),
        ("500+", "500", {"bound": "more-than"}),
        ("up to 500", "500", {"bound": "up-to"}),
        ("nearly 1.5bn USD", "1500000000", {"unit": "USD", "bound": "nearly"}),
        ("逾500万", "5000000", {"bound": "more-than"}),
        ("500–600", "{from: 500, to: 600}", {}),
        ("10-20 million", "{from: 10000000, to: 20000000}", {}),
        ("between 5 and 6%", "{from: 5, to: 6}", {"unit": '"%"'}),
        ("at least 500", "500", {}),
        ("+20 %", "20", {"unit": '"%"'}),
        ("plus 20%", "20", {"unit": '"%"'}),
        ("about +20%", "20", {"unit": '"%"', "bound": "about"}),
        ("+$5", "5", {"unit": "USD"}),
        ("6744斤", "6744", {"unit": "jin"}),
        ("近9万元", "90000", {"unit": "CNY", "bound": "nearly"}),
        ("30多万斤", "300000", {"unit": "jin", "bound": "more-than"}),
        ("6万多斤", "60000", {"unit": "jin", "bound": "more-than"}),
        ("2千万", "20000000", {}),
        ("2 千万", "20000000", {}),
        ("2.5千万", "25000000", {}),
        ("2千余万", "20000000", {"bound": "more-than"}),
        ("2千5百万", "25000000", {}),
        ("一亿三千万", "130000000", {}),
        ("三万五千", "35000", {}),
        ("3百5十", "350", {}),
        ("三千零五", "3005", {}),
        ("1,250千", "1250000", {}),
        ("200余万元", "2000000", {"unit": "CNY", "bound": "more-than"}),
        ("8.05 million yuan", "8050000", {"unit": "CNY"}),
        ("RMB 5 million", "5000000", {"unit": "CNY"}),
        ("Rs 2 lakh", "200000", {"unit": "INR"}),
        ("R$ 370,000", "370000", {"unit": "BRL"}),
        ("2 hrs", "2", {"unit": "hours"}),
        ("90 secs", "90", {"unit": "seconds"}),
        ("8 months", "8", {"unit": "months"}),
        ("3周", "3", {"unit": "weeks"}),
        ("6个月", "6", {"unit": "months"}),
        ("about -30%", "-30", {"unit": '"%"', "bound": "about"}),
        # Below zero the word alone does not say which side is meant.
        ("more than -30%", "", {}),
        ("up to -30%", "", {}),
        ("12 parcels", "12", {"unit": "parcels"}),
    ],
)
def test_a_number_as_people_write_it(written: str, instead: str, beside: dict[str, str]) -> None:
    advice = advice_numbers.advise(written)
    assert advice is not None
    assert (advice.instead, dict(advice.beside)) == (instead, beside)


@pytest.mark.parametrize("text", ["1.2.3", "5th", "a third", "三分之一", "5.3.2020", "三百五", "3万5", "soon", "", "600-500", "5 true"])
def test_what_may_be_any_number_is_left_to_whoever_knows(text: str) -> None:
    assert advice_numbers.advise(text) is None


@pytest.mark.parametrize(
    ("written", "is_safe"),
    [
        ("53,000", True),
        ("1,250", False),
        ("17m", False),
        ("$5", False),
        ("5 kg", False),
        ("53.000", False),
        ("1/2", False),
        ("+20%", False),
        ("+5", False),
        ("20%+", True),
        ("Rs 5", False),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_written_without_asking(written: str, is_safe: bool) -> None:
    advice = advice_numbers.advise(written)
    assert advice is not None
    assert advice.is_safe == is_safe


@given(
    st.one_of(
        st.text("0123456789.,' -–~%$kKm万<>+/", max_size=18),
        st.tuples(
            st.sampled_from(["", "about ", ">", "$"]), NUMBERS.map(lambda value: f"{value:,}"), st.sampled_from(["", "k", "%", " kg", "-7"])
        ).map("".join),
        TEXTS,
    )
)
@example("9" * 50)
@example("0/0")
def test_whatever_is_proposed_for_a_number_is_one(text: str) -> None:
    advice = advice_numbers.advise(text)
    if advice and advice.instead:
        data = document(f"value: {advice.instead}\n" + "".join(f"{name}: {value}\n" for name, value in advice.beside)).data
        AMOUNT.validate_python(data["value"])
        assert all(isinstance(data[name], str) for name, _value in advice.beside)


@given(NUMBERS)
def test_a_number_needs_no_advice(value: Decimal) -> None:
    advice = advice_numbers.advise(f"{value:f}")
    assert advice is None or advice.instead == str(value.to_integral_value())


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("smith2020, p. 3", '"smith2020[p. 3]"'),
        ("smith2020 p.3", '"smith2020[p.3]"'),
        ("smith2020 [p. 3]", '"smith2020[p. 3]"'),
        ("smith2020[3", '"smith2020[3]"'),
        ("smith2020（第3页）", '"smith2020[第3页]"'),
        ("smith2020【第3页】", '"smith2020[第3页]"'),
        ("[@smith2020, p. 3]", '"smith2020[p. 3]"'),
        ("@smith2020; @jones2021", "[smith2020, jones2021]"),
        ("smith2020[p. 3], jones2021", '["smith2020[p. 3]", jones2021]'),
        (r"\cite[p. 3]{smith2020}", '"smith2020[p. 3]"'),
        ("“smith2020”", "smith2020"),
    ],
)
def test_a_citation_as_people_write_it(written: str, instead: str) -> None:
    advice = advice_names.advise_citation(written)
    assert advice is not None
    assert advice.instead == instead


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("https://example.org/a", "url = {https://example.org/a}"),
        ("[the paper](https://example.org/a)", "url = {https://example.org/a}"),
        ("Smith 2020", "its key, such as smith2020"),
        ("Smith, Ann (2020). Apples.", "its key, such as smith2020"),
    ],
)
def test_what_names_a_source_otherwise_than_by_its_key(written: str, words: str) -> None:
    advice = advice_names.advise_citation(written)
    assert advice is not None
    assert advice.instead == ""
    assert words in advice.help


@given(st.one_of(st.text("ab2,;.@[](){}p \\\"'“”", max_size=20), TEXTS))
def test_whatever_is_proposed_for_a_citation_is_one(text: str) -> None:
    advice = advice_names.advise_citation(text)
    if advice and advice.instead:
        CITATIONS.validate_python(document(f"cite: {advice.instead}\n").data["cite"])


@given(st.one_of(st.text("aB2-_. ,;/[]{}\"'“”•", max_size=20), TEXTS))
def test_whatever_is_proposed_for_an_id_or_a_list_is_one(text: str) -> None:
    advice = advice_names.advise_id(text)
    if advice and advice.instead:
        assert re.fullmatch(SLUG_PATTERN, advice.instead)
        assert advice_names.advise_id(advice.instead) is None
    listed = advice_names.advise_list(text)
    if listed:
        data = document(f"topics: {listed.instead}\n").data["topics"]
        assert data
        assert all(isinstance(item, str) and item for item in data)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("five hundred", "500"),
        ("half a million", "500000"),
        ("twenty-five", "25"),
        ("two dozen", "24"),
        ("两千", "2000"),
        ("一百二十", "120"),
        ("\u0663", "3"),
        ("2\u00bd", "2.5"),
        ("minus 5", "-5"),
        ("500 (estimated)", "500"),
        ("5?", "5"),
        ("1 in 4", "25"),
        ("5 or more", "5"),
    ],
)
def test_a_number_in_words_or_with_a_remark(written: str, instead: str) -> None:
    advice = advice_numbers.advise(written)
    assert advice is not None
    assert advice.instead == instead


@pytest.mark.parametrize(("written", "words"), [("several", "in a statement"), ("4 or 5", "{from: 4, to: 5}"), ("5 \u00b1 1", "an 'interval'")])
def test_what_is_no_one_number_has_another_place(written: str, words: str) -> None:
    advice = advice_numbers.advise(written)
    assert advice is not None
    assert (advice.instead, words in advice.help) == ("", True)
