"""Files to text: what is let in and kept out, and where the fault stands."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from casebook.base.diagnostic import Diagnostic
from casebook.reading.files import LOST, Text, read_any_text, read_text
from casebook.reading.yaml_reader import parse_yaml
from hypothesis import given, settings
from hypothesis import strategies as st


def read_bytes(root: Path, content: bytes) -> tuple[Text | None, list[Diagnostic]]:
    (root / "x.yml").write_bytes(content)
    return read_text(root, "x.yml")


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا بالعالم",
        "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 (Persian with a zero-width non-joiner)",
        "שָׁלוֹם עולם",
        "腾讯微视：十位县长",
        "한국어 日本語 かな",
        "हिन्दी क्\u200dष",
        "Ciarán Ó Séaghdha, naïve Åse, Dvořák",
        "e\u0301 combining",
        "👩\u200d👩\u200d👧 🏳️\u200d🌈 🇨🇳 ❤️",
        "tab\there",
        "5 000 “quotes” – — … ′",
    ],
)
def test_real_writing_passes(text: str, tmp_path: Path) -> None:
    found, problems = read_bytes(tmp_path, f"title: {text}\n".encode())
    assert problems == []
    assert found is not None
    document, problems = parse_yaml(found)
    assert problems == []
    assert document is not None
    assert document.data == {"title": text}


INVISIBLE = (
    "\x00\x07\x0b\x1b\x7f\x85\x9b\xad\u061c\u115f\u180e\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\u3164"
    "\ue000\ue001\uf8ff\ufeff\ufff9\ufffe\U000e0041\U000f0000\U0010ffff"
)


@pytest.mark.parametrize("character", INVISIBLE, ids=ascii)
def test_an_invisible_character_does_not_pass(character: str, tmp_path: Path) -> None:
    text, found = read_bytes(tmp_path, f"a: b\ntitle: x{character}y\n".encode())
    assert text is None
    assert [item.code for item in found] == ["invisible-character"]
    assert f"U+{ord(character):04X}" in found[0].message
    assert (found[0].span.line, found[0].span.column) == (2, 9)


def test_windows_line_ends_and_a_byte_order_mark_are_read_over(tmp_path: Path) -> None:
    text, found = read_bytes(tmp_path, b"\xef\xbb\xbftitle: x\r\nstory: |\r\n  one\r\n  two\r\nlast: z\r\n")
    assert found == []
    assert text is not None
    assert text.content == "title: x\nstory: |\n  one\n  two\nlast: z\n"


def test_old_line_ends_are_refused(tmp_path: Path) -> None:
    text, found = read_bytes(tmp_path, b"title: x\rlast: z\r")
    assert {item.code for item in found} == {"invisible-character"}
    assert text is None


def test_a_byte_that_is_not_utf_8_is_shown_where_it_stands(tmp_path: Path) -> None:
    text, found = read_bytes(tmp_path, "a: b\ntitle: 花".encode() + b"\xff\n")
    assert text is None
    assert [(item.code, item.message, item.span.line, item.span.column) for item in found] == [("not-utf-8", "byte 0xff is not UTF-8", 2, 9)]


@settings(deadline=None, max_examples=80)
@given(st.one_of(st.binary(max_size=40), st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        text, found = read_bytes(Path(folder), content)
    # A text in another encoding is given with what is to be said of that.
    assert (text is None) == any(not item.encoding for item in found)
    assert all(item.span.line >= 1 and item.span.column >= 1 for item in found)


# --- files in which one part is nothing to another -------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xef\xbb\xbfone\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("é\u00ad\x00\u200e".encode(), "é\u00ad\x00\u200e"),
        (b"M\xfcller", f"M{LOST}ller"),
        (b"", ""),
    ],
)
def test_whatever_is_in_a_file_of_many_parts_is_given(tmp_path: Path, raw: bytes, expected: str) -> None:
    (tmp_path / "a.bib").write_bytes(raw)
    text, found = read_any_text(tmp_path, "a.bib", 1000)
    assert text is not None
    assert (text.content, found) == (expected, [])


def test_a_file_of_two_bytes_a_character_is_read_and_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_bytes("@misc{é, title = {T}}".encode("utf-16"))
    text, found = read_any_text(tmp_path, "a.bib", 1000)
    assert text is not None
    assert text.content == "@misc{é, title = {T}}"
    assert [(item.code, item.encoding, item.is_safe) for item in found] == [("not-utf-8", "utf-16", True)]


def test_a_file_of_many_parts_has_its_limit_too(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_bytes(b"x" * 11)
    assert [item.code for item in read_any_text(tmp_path, "a.bib", 10)[1]] == ["file-too-large"]
    assert [item.code for item in read_any_text(tmp_path, "b.bib", 10)[1]] == ["unreadable-file"]


@pytest.mark.parametrize(("codec", "name"), [("gbk", "GBK (GB 18030)"), ("big5", "Big5"), ("utf-16", "UTF-16")])
def test_a_bibliography_in_another_encoding_is_told_once(codec: str, name: str, tmp_path: Path) -> None:
    text = "@online{li2020,\n  author = {王大明},\n  title = {中文的文字在上面},\n}\n" * 3
    (tmp_path / "x.bib").write_bytes(text.encode(codec))
    content, found = read_any_text(tmp_path, "x.bib", 10_000)
    assert content is not None
    assert (content.content, [item.code for item in found]) == (text, ["not-utf-8"])
    assert name in found[0].message


def test_a_strange_entry_in_a_bibliography_costs_itself_alone(tmp_path: Path) -> None:
    sound = "@online{li2020,\n  author = {王大明},\n  title = {中文的文字在上面},\n}\n"
    (tmp_path / "x.bib").write_bytes(sound.encode() * 3 + sound.encode("gbk"))
    content, found = read_any_text(tmp_path, "x.bib", 10_000)
    assert content and found == []
    assert content.content.count("王大明") == 3
