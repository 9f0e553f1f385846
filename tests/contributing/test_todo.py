"""`casebook todo`: what is asked for, since when, and in which form."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from casebook.catalog import care
from casebook.cli import main
from casebook.publishing import pipeline
from click.testing import CliRunner, Result

from tests.catalog.test_care import BIB, CASE, SALE, SOUND, SOURCES
from tests.conftest import with_kinds

# On 2026-11-21 the review of 2025-11-20 is a year and a day old.
NOON = 1_795_219_200
WORLD = {
    **SOUND,
    SALE: CASE.replace("    origin: post\n", "").replace("[post2020, radio2020]", "radio2020"),
    SOURCES: BIB.replace("  read = {part},\n", ""),
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("todo")
    for path, content in WORLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    with_kinds(root)
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "A"], ["tag", "v1"]):
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)
    return root


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "todo", *arguments])


def works(root: Path, *arguments: str) -> list[str]:
    result = run(root, *arguments, "--format", "json")
    assert result.exit_code == 0
    value = json.loads(result.output)
    assert [work["name"] for work in value["works"]] == [work.name for work in care.WORKS]
    return [f"{one['work']} {one['record'] or one['source']}{'/' * bool(one['claim'])}{one['claim']}" for one in value["todo"]]


ALL = ["second-voice sale/said", "second-voice sale/sold", "how-read radio2020", "origin sale/said", "old-review sale"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), ALL),
        (("sale",), ALL),
        (("more",), []),
        (("case",), ALL),
        (("source",), ["how-read radio2020"]),
        (("radio2020",), ["how-read radio2020"]),
        (("origin", "old-review"), ["origin sale/said", "old-review sale"]),
        (("how-read", "sale"), ["how-read radio2020"]),
        (("how-read", "topic"), []),
    ],
)
def test_what_is_asked_for(names: tuple[str, ...], expected: list[str], catalog: Path) -> None:
    assert works(catalog, *names) == expected


def test_the_text_to_the_letter(catalog: Path) -> None:
    assert run(catalog, "origin", "old-review").output == (
        "Say whose statement it is (1, 5 minutes each) [origin]\n"
        "  A statement without an origin is the catalog’s own; if it is somebody’s judgement, it should say whose.\n"
        f"  {SALE}:8: sale/said: It went well.\n\n"
        "Check it once more (1, 15 minutes each) [old-review]\n"
        "  The last review is more than a year ago.\n"
        f"  {SALE}:10: sale: 2025-11-20\n\n"
        "2 things to do, by our guess 20 minutes\n"
    )
    assert run(catalog, "trade").output == "nothing is missing that can be told\n"


def test_the_day_is_said_from_outside(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pipeline.today().isoformat() == "2026-11-21"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON - 24 * 3600))
    assert "old-review sale" not in works(catalog)


def test_only_what_has_changed(catalog: Path) -> None:
    path = catalog / SALE
    assert works(catalog, "--since", "v1") == []
    path.write_text(WORLD[SALE].replace("A sale.", "The sale."), encoding="utf-8")
    try:
        assert works(catalog, "--since", "v1") == [one for one in ALL if "sale" in one]
    finally:
        path.write_text(WORLD[SALE], encoding="utf-8")
    (catalog / SOURCES).write_text(WORLD[SOURCES].replace("Pears", "Quinces"), encoding="utf-8")
    try:
        assert works(catalog, "--since", "v1") == ["how-read radio2020"]
    finally:
        (catalog / SOURCES).write_text(WORLD[SOURCES], encoding="utf-8")


def test_contributed_words_stand_in_code(catalog: Path) -> None:
    (catalog / SALE).write_text(WORLD[SALE].replace("It went well.", "'@all <b>see</b> [this](https://evil.example)'"), encoding="utf-8")
    try:
        markdown = run(catalog, "origin", "--format", "markdown").output
    finally:
        (catalog / SALE).write_text(WORLD[SALE], encoding="utf-8")
    assert f"- [ ] `{SALE}:8` `sale/said`: `@all <b>see</b> [this](https://evil.example)`\n" in markdown
    assert markdown.startswith(
        "### What wants doing\n\n`1` thing to do, by our guess `5` minutes\n\n"
        "<details><summary>Say whose statement it is (1, 5 minutes each) [origin]</summary>\n"
    )


def test_a_summary_is_short_whatever_there_is_to_do(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casebook.contributing.todo._MOST", 50)
    markdown = run(catalog, "second-voice", "--format", "markdown").output
    assert markdown.count("- [ ]") == 1
    assert "- `1` more: `casebook todo second-voice` names them\n" in markdown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sales",), "there is no work, kind, record or source 'sales': did you mean 'sale'?"),
        (("zzzzzzz",), "name a kind of work (dead-link, publisher,"),
        (("--since", "v9"), "there is no Git revision 'v9' here"),
    ],
)
def test_what_is_not_there(arguments: tuple[str, ...], words: str, catalog: Path) -> None:
    result = run(catalog, *arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_who_has_little_time_is_told_what_fits(catalog: Path) -> None:
    told = run(catalog, "--minutes", "35").output
    found = re.search(r"(\d+) things to do, by our guess (\d+) minutes", told)
    assert found and int(found[1]) > 1 and int(found[2]) <= 35
    assert run(catalog, "--minutes", "1").output == "nothing that is missing can be done in so little time\n"


def test_of_all_there_is_the_first_are_named(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casebook.contributing.todo._FIRST", 1)
    output = run(catalog).output
    assert "more: casebook todo second-voice" in output and output.endswith("for little time: casebook todo --minutes 10\n")
    assert "more: casebook todo" not in run(catalog, "second-voice").output
