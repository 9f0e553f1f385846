"""Everything that people read is there in Chinese, too."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from casebook.base import saying
from casebook.cli import main
from casebook.publishing import pipeline
from click.testing import CliRunner
from markdown_it import MarkdownIt

from . import words

_PLACE = re.compile(r"\{[^{}]*\}|%\(\w+\)s")
_CODE = re.compile(r"`[^`]*`|\(casebook[^)]*\)|https?://\S+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Names that are the same in every language.
_SAME = {"DOI", "API"}
# Errors of a programmer, which no user of the program meets.
_INTERNAL = {"generator/base/diagnostic.py", "generator/base/parallel.py", "generator/contributing/taking.py"}


@pytest.fixture(scope="module")
def texts() -> list[words.Text]:
    return words.every()


def test_every_text_is_there_in_chinese(texts: list[words.Text]) -> None:
    known = {words._one(message.id) for message in words.translations() if message.id and all(words._strings(message.string))}
    missing = {text.one: text.place for text in texts if text.one not in known}
    assert not missing, "'python -m tests.words' puts them into generator/locale/zh.po, to be translated there:\n" + "\n".join(
        f"  {place}: {one}" for one, place in missing.items()
    )


def test_nothing_is_translated_that_is_gone(texts: list[words.Text]) -> None:
    with words.FILE.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    assert {words._one(message.id) for message in catalog if message.id} - {text.one for text in texts} == set()
    assert not catalog.obsolete
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


def test_a_translation_has_the_places_of_its_text_and_is_chinese() -> None:
    for message in words.translations():
        if not message.id:
            continue
        one, (string,) = words._one(message.id), words._strings(message.string)
        assert set(_places(one)) == set(_places(string)), one
        has_words = one not in _SAME and re.search(r"[a-z]{2}|[A-Z][a-z]", _CODE.sub("", _PLACE.sub("", one)))
        assert not has_words or _CHINESE.search(string) or not re.search("[A-Za-z]{2}", _PLACE.sub("", string)), one


def _places(text: str) -> list[str]:
    return _PLACE.findall(text.replace("{{", "").replace("}}", ""))


def test_ours_is_read_as_gettext_reads_it() -> None:
    ours = saying.translations("zh")
    for message in words.translations():
        if message.id:
            assert ours.gettext(words._one(message.id)) == words._strings(message.string)[0]


def test_what_is_emphasised_in_a_translation_is_read_so_by_commonmark() -> None:
    # 17 in 6.2: a closing ** behind a full-width sign does not close before a letter, as there is no space in Chinese.
    for message in words.translations():
        string = words._strings(message.string)[0]
        if "**" in re.sub(r"`[^`]*`", "", string):
            shown = re.sub(r"<code>.*?</code>", "", MarkdownIt("commonmark").render(string))
            assert "<strong>" in shown and "**" not in shown, string


def test_every_template_is_a_literal() -> None:
    assert [place for place in words.unmarked() if not place.startswith("generator/base/saying.py:")] == []


def test_nothing_is_said_without_its_template() -> None:
    found = []
    for path in sorted(words.GENERATOR.rglob("*.py")):
        name = path.relative_to(words.GENERATOR.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            call = node.exc if isinstance(node, ast.Raise) else node
            is_said = isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and words._name(node) in ("echo", "say", "give_up", "progress"))
            if is_said and isinstance(call, ast.Call) and name not in _INTERNAL:
                found += [f"{name}:{part.lineno}" for part in call.args if _has_words(part)]
    assert found == []


def _has_words(part: ast.expr) -> bool:
    pieces = part.values if isinstance(part, ast.JoinedStr) else [part]
    return any(
        isinstance(piece, ast.Constant) and isinstance(piece.value, str) and re.search(r"[A-Za-z]{2,} [a-z]{2,}", piece.value) for piece in pieces
    )


def _said(*arguments: str) -> str:
    return CliRunner().invoke(main, arguments).output


def test_why_a_system_refuses_is_said_in_chinese_too(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "catalog：文件已经存在" in _said("--lang", "zh", "init", str(tmp_path / "file" / "catalog"), "--licence", "none")


def test_a_rule_is_explained_in_chinese_wherever_the_language_is_said() -> None:
    page = _said("--lang", "zh", "explain", "unknown-record")
    assert page == _said("explain", "unknown-record", "--lang=zh")
    assert page.startswith("unknown-record（错误；会停止构建）\n\n") and "**解决办法**：" in page
    assert {rule.code for rule in pipeline.all_rules() if not _CHINESE.search(rule.summary_in("zh"))} == set()


def test_help_and_usage_are_in_chinese() -> None:
    for name in ("", *main.list_commands(None)):
        shown = _said("--lang", "zh", *filter(None, [name]), "--help")
        lines = [line for line in shown.splitlines() if re.match(r"\s+[a-z]+(?:\s|$)", line) and not _CHINESE.search(line)]
        # Examples, and names of options whose help is below.
        assert [line for line in lines if not re.search(r"casebook|mkdocs build", line)] == [], name
    assert "用法： main [OPTIONS]" in _said("--lang", "zh", "--help")
    assert "没有命令 'nonsense'" in _said("--lang", "zh", "nonsense")
    assert "缺少参数" in _said("--lang", "zh", "explain")


def test_english_is_as_it_was_after_chinese() -> None:
    _said("--lang", "zh", "nonsense")
    assert "No such command 'nonsense'" in _said("nonsense")


def test_a_project_is_checked_in_chinese(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = words.GENERATOR.parent / "tests" / "projects" / "bad" / "did-you-mean"
    english, chinese = (_said("-C", str(root), "--lang", language, "check") for language in ("en", "zh"))
    assert english.count("help:") == chinese.count("解决办法：") > 10
    assert re.search(r": 错误\[unknown-record\]: 没有记录“\w+”\n", chinese)
    assert "是不是“" in chinese and "error" not in chinese


def test_a_command_is_listed_with_its_whole_first_sentence() -> None:
    assert "保存在 cases/links.yml" in _said("--lang", "zh", "--help")
    assert "--site-dir DIR" in _said("--lang", "zh", "build", "--help")
