"""Full-width signs in the place of YAML's own: all of a file are told at once, and what belongs to a text is left alone."""

from __future__ import annotations

import pytest
from casebook.reading import yaml_wide
from casebook.reading.files import Text
from casebook.reading.yaml_reader import parse_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT


def straight(content: str) -> str:
    """A text in which every line is as it should be."""
    lines = content.split("\n")
    for advice in yaml_wide.advise(content):
        number, column = advice.at[0] - 1, advice.at[1] - 1
        assert advice.instead is not None
        lines[number] = lines[number][:column] + advice.instead + lines[number][column + advice.width :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("名称：苹果\n", "名称: 苹果\n"),
        ("a：\n　－　｛id：苹果，role：b｝\n", "a:\n  - {id: 苹果, role: b}\n"),
        ("a:\n  － id：b\n    c： d\n  － id：e\n", "a:\n  - id: b\n    c: d\n  - id: e\n"),
        ("a: ｛b：［c，d］，e：f｝\n", "a: {b: [c, d], e: f}\n"),
        ("a:\n　　b：｜\n　　　　c，d：e\n　　　　f\n　　g：h\n", "a:\n    b: |\n        c，d：e\n        f\n    g: h\n"),
        ("a: |\n　　b\n　　c\nd: e\n", "a: |\n    b\n    c\nd: e\n"),
        ("ｔｉｔｌｅ：苹果\n", "title: 苹果\n"),
        ("a：＞－\n  b\n", "a: >-\n  b\n"),
        ("a：\n  • b\n  • c\n", "a:\n  - b\n  - c\n"),
    ],
)
def test_signs_of_an_input_method_become_those_of_yaml(written: str, meant: str) -> None:
    assert straight(written) == meant
    document, found = parse_yaml(Text("a.yml", written))
    # It is read as it was meant, and is in error all the same.
    assert document is not None
    assert not document.is_whole
    assert document.data == (sound := parse_yaml(Text("a.yml", meant)))[0].data  # type: ignore[union-attr]
    assert sound[1] == []
    assert all(item.is_safe and item.instead is not None for item in found)


@pytest.mark.parametrize(
    "content",
    [
        "a: b：c，d\n",
        "a: >-\n  b：c\n  － d\n",
        "a: |\n  　　b：c\n",
        "a: “b”\n",
        "a: 一\n  b：c\n",
        'a: "b\n  c：d"\n',
        "a: [b, c，d：e]\n",
        "a:\n  - 注意：某事\n",
        "a: {b: 某，某：e}\n",
        "# a：b\na: b\n",
        "a: ｛某｝\n",
    ],
)
def test_what_belongs_to_a_text_stays(content: str) -> None:
    assert yaml_wide.advise(content) == []


def test_sound_files_have_none() -> None:
    paths = [path for folder in ("tests/projects/good", "generator/locale", "generator/starter") for path in (ROOT / folder).rglob("*.yml")]
    assert len(paths) > 100
    assert {path: found for path in paths if (found := yaml_wide.advise(path.read_text("utf-8")))} == {}


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from("ab：:，,｛{｝}［[］]－- \n　|｜＞\"'#一。·"), max_size=40))
def test_what_was_put_right_once_stays(content: str) -> None:
    once = straight(content)
    assert straight(once) == once
