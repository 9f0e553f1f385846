"""Chinese characters are the same ones wherever it matters which they are."""

from __future__ import annotations

import re

import pytest
from casebook.base.scripts import HAN, HAN_MARKS, UNSPACED, is_chinese

from tests.conftest import ROOT

SEARCH = ROOT / "generator/theme/assets/casebook/scripts.js"


@pytest.mark.parametrize("text", ["花", "a花b", "〇", "人々", "\u2e85", "\uf900", "\U00020000", "\U000323af"])
def test_a_text_with_a_chinese_character_is_chinese(text: str) -> None:
    assert is_chinese(text)


@pytest.mark.parametrize("text", ["", "Dvořák", "かな", "한국어", "䷀", "，", "（x）", "·", "🌸"])
def test_any_other_text_is_not(text: str) -> None:
    assert not is_chinese(text)


@pytest.mark.parametrize("character", "花〇，（かナㄅ")
def test_a_line_may_be_broken_at_what_is_written_without_spaces(character: str) -> None:
    assert re.fullmatch(f"[{UNSPACED}]", character)


@pytest.mark.parametrize("character", "a1 é·한—")
def test_a_line_may_not_be_broken_within_words(character: str) -> None:
    assert not re.search(f"[{UNSPACED}]", character)


def test_no_mark_is_a_character() -> None:
    assert not [chr(code) for code in range(0x110000) if re.match(f"[{HAN}]", chr(code)) and re.match(f"[{HAN_MARKS}]", chr(code))]


def test_the_browser_knows_the_same_characters() -> None:
    (written,) = re.findall(r'^const HAN = "(.*)";$', SEARCH.read_text("utf-8"), re.MULTILINE)
    assert re.sub(r"\\\\u(?:\{([0-9a-f]+)\}|([0-9a-f]{4}))", lambda code: chr(int(code[1] or code[2], 16)), written) == HAN


def test_ranges_of_chinese_are_written_down_once() -> None:
    kept = {ROOT / "generator/base/scripts.py", SEARCH}
    files = [path for suffix in ("py", "js") for path in (ROOT / "generator").rglob(f"*.{suffix}")]
    ranges = re.compile(r"u(?:3400|4e00)|[\u3400\u4e00]-|9fff", re.IGNORECASE)
    assert {path for path in files if ranges.search(path.read_text("utf-8"))} == kept
