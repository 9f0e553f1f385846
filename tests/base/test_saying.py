"""Texts that can be said in another language."""

from __future__ import annotations

import pickle

import pytest
from casebook.base import saying
from casebook.base.saying import said, several
from casebook.cli import main
from click.testing import CliRunner


def test_a_text_is_english_by_itself() -> None:
    assert said("there is no folder '{root}'", root="x") == "there is no folder 'x'"
    assert said("braces {as they are}") == "braces {as they are}"


def test_a_number_of_things_is_said_as_the_language_does() -> None:
    assert [several("{count} page", "{count} pages", count) for count in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]


def test_what_stands_in_its_places_is_translated_with_it() -> None:
    inner = said("there is no folder '{root}'", root="x")
    assert saying.spoken(said("{what}!", what=inner), "zh") == "没有文件夹“x”!"
    assert saying.spoken(inner, "en") == inner
    assert saying.spoken("nobody's words", "zh") == "nobody's words"


@pytest.mark.parametrize(
    ("kind", "text"), [("measure", "没有 measure“x”"), (said("measure"), "没有指标“x”"), ("指标", "没有指标“x”"), ("2020", "没有 2020“x”")]
)
def test_chinese_and_latin_letters_stand_apart_whatever_is_put_in(kind: str, text: str) -> None:
    assert saying.spoken(said("there is no {kind} '{id}'", kind=kind, id="x"), "zh") == text
    assert saying.translations("zh").gettext("beside each of the {names}: what it cites.").format(names=kind).startswith("在每个")


def test_the_places_of_a_translation_are_filled_as_those_of_any_text() -> None:
    assert saying.Phrase("{0}月 {name:02d} {other!r} {{}}").format("三", name=3, other="x") == "三月 03 'x' {}"


def test_a_text_survives_the_way_to_another_process() -> None:
    text = pickle.loads(pickle.dumps(several("{count} page of {name}", "{count} pages of {name}", 2, name="x")))
    assert (text, text.template, text.number) == ("2 pages of x", "{count} page of {name}", 2)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "zh_TW:en"}, "zh"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_system_says_which_language_somebody_reads(environment: dict[str, str], language: str) -> None:
    assert saying.of_locale(environment) == language


def test_the_command_line_speaks_the_language_that_is_asked_for() -> None:
    results = [CliRunner().invoke(main, [*arguments, "-C", "/nowhere", "check"]) for arguments in ([], ["--lang", "zh"])]
    assert [result.output for result in results] == ["casebook: there is no folder '/nowhere'\n", "casebook: 没有文件夹“/nowhere”\n"]


def test_nothing_stays_nothing() -> None:
    assert saying.translations("zh").gettext("") == "" == saying.spoken(saying.NOTHING, "zh")
