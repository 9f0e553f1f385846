"""Single values: citations, and the names of texts in further languages."""

from __future__ import annotations

import pytest
from casebook.records.parts import Claim
from casebook.records.values import Citation, translated


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("smith2020", Citation("smith2020")),
        ("smith2020[para. 9]", Citation("smith2020", "para. 9")),
        ("smith2020[p. 3; p. 4]", Citation("smith2020", "p. 3; p. 4")),
    ],
)
def test_a_citation_is_a_key_with_a_locator(written: str, expected: Citation) -> None:
    assert Citation.parse(written) == expected
    assert str(expected) == written


@pytest.mark.parametrize("written", ["", "two words", "key[", "key[]", "key[a][b]", "[p. 3]", "key [p. 3]", "key]"])
def test_anything_else_is_no_citation(written: str) -> None:
    with pytest.raises(ValueError, match="is no citation; write a key, or key"):
        Citation.parse(written)


@pytest.mark.parametrize(("language", "expected"), [("de", "name_de"), ("zh-Hant", "name_zh_hant"), ("pt-BR", "name_pt_br")])
def test_a_further_language_has_a_field_of_its_own(language: str, expected: str) -> None:
    assert translated("name", language) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"source": "smith2020[p. 3]", "quote": " the crates\n were full"}, Citation("smith2020", "p. 3", "the crates were full")),
        ({"source": "smith2020", "quote": "十万单"}, Citation("smith2020", "", "十万单")),
        ({"source": "smith2020"}, Citation("smith2020")),
        ({"source": "smith2020", "quote": "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"}, None),
        ({"source": "smith2020", "quote": "a b c d e f g h i j k l m n o"}, None),
    ],
)
def test_a_citation_may_have_the_words_of_its_source(written: dict[str, str], expected: Citation | None) -> None:
    (found,) = Claim(id="x", statement="S", cite=written).cite  # type: ignore[arg-type]
    assert expected is None or found == expected
    (again,) = Claim(id="x", statement="S", cite=Claim(id="x", statement="S", cite=(found,)).model_dump(mode="json")["cite"]).cite
    assert again == found
