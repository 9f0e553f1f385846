"""Which words an index takes for forms of one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casebook.publishing import inverted


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        # What a slip of "products" might be the plural of is no word.
        (["produce", "producing"], {"produce~": "produce producing"}),
        (["producing"], {"produc~": "producing", "produce~": "producing"}),
        (["walking", "walks"], {"walk~": "walking walks", "walke~": "walking"}),
        (["hop", "hope", "hopping", "hoped"], {"hop~": "hop hopping", "hope~": "hope hoped", "hopp~": "hopping"}),
    ],
)
def test_a_word_is_a_form_of_what_there_is(terms: list[str], expected: dict[str, str], tmp_path: Path) -> None:
    postings = {term: ([4 * place], [""]) for place, term in enumerate(terms)}
    inverted.write(tmp_path, postings, {}, is_english=True)
    lines = {key: line for part in sorted((tmp_path / "words").glob("*.json")) for key, line in json.loads(part.read_text()).items()}
    assert {key: line for key, line in lines.items() if key.endswith("~")} == expected
