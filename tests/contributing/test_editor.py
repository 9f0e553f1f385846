"""A catalog in an editor: the YAML language server of Visual Studio Code and others, spoken to over its protocol, with the settings of a project.

It is asked what it completes, what it shows and what it finds wrong; and it may ask nobody on the network.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from casebook.cli import main
from casebook.contributing import editor_settings
from casebook.publishing import pipeline
from click.testing import CliRunner

from tests import yaml_server
from tests.conftest import PROJECTS, ROOT, WORLD, copy_project
from tests.language_client import Client

HEAD = "title: Quinces\nsummary: Not yet.\nstatus: draft\n"
COMPLETION, HOVER = "textDocument/completion", "textDocument/hover"


class Editor:
    """A folder in an editor with its settings. Each text that is looked at is a file of its own, as is what a person types."""

    def __init__(self, root: Path, noted: Path) -> None:
        flat = json.loads((root / editor_settings.SETTINGS).read_text("utf-8"))
        settings: dict[str, Any] = {"yaml": {}, "[yaml]": flat["[yaml]"], "editor": {}}
        for name, value in flat.items():
            *above, last = name.split(".")
            if above[:1] == ["yaml"]:
                part = settings["yaml"]
                for step in above[1:]:
                    part = part.setdefault(step, {})
                part[last] = value
        settings["yaml"] |= {"validate": True, "completion": True, "hover": True}
        self.client = Client(yaml_server.command(), root, settings, yaml_server.environment(noted))
        self._count = 0

    def _opened(self, text: str, folder: str) -> tuple[str, int, int, list[dict[str, Any]]]:
        """A new file; a bar in its text is where the cursor stands."""
        self._count += 1
        path = f"{folder}/typed-{self._count}.yml"
        before, _, after = text.partition("¦")
        found = self.client.open(path, before + after)
        return path, before.count("\n"), len(before.rpartition("\n")[2]), found

    def offered(self, text: str, folder: str = "cases") -> dict[str, dict[str, Any]]:
        """What is offered at the cursor, by its label."""
        path, line, column, _found = self._opened(text, folder)
        answer = self.client.at(path, COMPLETION, line, column)
        return {item["label"]: item for item in (answer["items"] if isinstance(answer, dict) else answer)}

    def shown(self, text: str, folder: str = "cases") -> str:
        """What is shown under the cursor, as Markdown."""
        path, line, column, _found = self._opened(text, folder)
        return str(self.client.at(path, HOVER, line, column)["contents"]["value"])

    def squiggles(self, text: str, folder: str = "cases") -> list[tuple[str, str]]:
        """What is underlined, as (the words, why)."""
        _path, _line, _column, found = self._opened(text, folder)
        return [(_within(text, item["range"]), item["message"]) for item in found]


def _within(text: str, place: Any) -> str:
    lines = text.split("\n")
    start, end = place["start"], place["end"]
    if start["line"] != end["line"]:
        return "…"
    return lines[start["line"]][start["character"] : end["character"]]


@pytest.fixture(scope="module")
def project_in_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    root = copy_project(PROJECTS / "good/complete", tmp_path_factory.mktemp("editor") / "project")
    (root / ".vscode").mkdir()
    (root / editor_settings.SETTINGS).write_text(editor_settings.text(editor_settings.settings(pipeline.read(root)[0].kinds)), "utf-8")
    CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "check"])
    noted = root.parent / "network.txt"
    found = Editor(root, noted)
    yield found
    found.client.close()
    assert not noted.exists(), noted.read_text()


# --- completion ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label", "what"),
    [
        ("platforms:\n  - id: ¦", "orchard-tv", "Orchard TV · 果园"),
        ("platforms:\n  - {id: ¦, role: host}", "orchard-tv", "Orchard TV · 果园"),
        ("platforms:\n  - id: orchard-tv\n    role: ¦", "host", "host: When it is host."),
        ("topics:\n  - ¦", "live-commerce", "Live commerce · 直播"),
        ("topics: [¦]", "live-commerce", "Live commerce · 直播"),
        ("kind: ¦", "live-sale", "live-sale: When it is live-sale."),
        ("claims:\n  - id: a\n    measure: ¦", "weight", "Weight sold (kg)"),
        ("claims:\n  - id: a\n    origin: ¦", "growers", "The Growers"),
        ("cite: ¦", "smith2020apples", "Smith 2020: Apples by the TONNE"),
        ("cite:\n  - ¦", "smith2020apples", "Smith 2020: Apples by the TONNE"),
        ("claims:\n  - id: a\n    cite: smi¦", "smith2020apples", "Smith 2020: Apples by the TONNE"),
        ('cite: {source: ¦, quote: "the words"}', "smith2020apples", "Smith 2020: Apples by the TONNE"),
        ("related:\n  - case: ¦", "draft-plums", "Plums [draft]"),
    ],
)
def test_a_name_is_offered_with_what_it_is(text: str, label: str, what: str, project_in_editor: Editor) -> None:
    item = project_in_editor.offered(HEAD + text)[label]
    assert item["insertText"] == label
    assert str(item["documentation"]).startswith(what)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("cite: ¦", "smith2020apples[${1:p. 1}]"),
        ("claims:\n  - id: a\n    cite: ¦", "smith2020apples[${1:p. 1}]"),
        ("cite:\n  - ¦", '"smith2020apples[${1:p. 1}]"'),
        ("cite: {source: ¦}", '"smith2020apples[${1:p. 1}]"'),
    ],
)
def test_a_citation_is_offered_with_a_locator_to_type_over(text: str, written: str, project_in_editor: Editor) -> None:
    item = project_in_editor.offered(HEAD + text)["smith2020apples[…]"]
    assert (item["insertText"], item["insertTextFormat"]) == (written, 2)


@pytest.mark.parametrize(
    ("text", "folder", "field", "what"),
    [
        ("¦", "cases", "period", "When it happened."),
        ("per¦", "cases", "period", "When it happened."),
        ("claims:\n  - id: a\n    ¦", "cases", "as_of", "When the claim held"),
        ("name: N\n¦", "cases/platforms", "owner", "The organisation that runs it"),
        ("label: L\n¦", "cases/kinds", "folder", "Where its files lie"),
        ("title: T\nterms:\n  - id: a\n    ¦", "cases/vocabularies", "label", "How it is shown."),
    ],
)
def test_a_field_is_offered_with_its_description(text: str, folder: str, field: str, what: str, project_in_editor: Editor) -> None:
    item = project_in_editor.offered((HEAD if folder == "cases" else "") + text, folder)[field]
    assert item["documentation"]["value"].startswith(what)


def test_a_claim_is_offered_whole(project_in_editor: Editor) -> None:
    offered = project_in_editor.offered(f"{HEAD}claims:\n  - ¦")
    assert offered["a figure with its source"]["insertText"] == "id: ${1}\n  measure: ${2}\n  value: ${3}\n  as_of: ${4}\n  cite: ${5}"
    assert offered["a statement with its source"]["insertText"] == "id: ${1}\n  statement: ${2}\n  cite: ${3}"


def test_what_no_value_can_be_is_not_offered(project_in_editor: Editor) -> None:
    assert set(project_in_editor.offered(f"{HEAD}period: ¦")) == set()
    bounds = project_in_editor.offered(f"{HEAD}claims:\n  - id: a\n    bound: ¦")
    assert set(bounds) == {"exact", "about", "nearly", "more-than", "less-than", "up-to"}
    assert set(project_in_editor.offered(f"{HEAD}kind: ¦")) == {"live-sale"}


# --- what is shown ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("per¦iod: 2020", ["When it happened.", "period: 2020-02-29/2020-03-02"]),
        ("platforms:\n  - id: orch¦ard-tv\n    role: host", ["A record in `cases/platforms/`", "* `orchard-tv`: Orchard TV · 果园"]),
        ("cite: smith¦2020apples", ["* `smith2020apples`: Smith 2020: Apples by the TONNE"]),
        ("claims:\n  - id: a\n    bou¦nd: about", ["How the source qualifies the figure", "* `about`"]),
    ],
)
def test_what_is_under_the_cursor_is_explained(text: str, words: list[str], project_in_editor: Editor) -> None:
    shown = project_in_editor.shown(HEAD + text)
    for word in words:
        assert word in shown
    assert "||" not in shown


# --- what is underlined ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("platforms:\n  - id: orchad-tv\n    role: host", "orchad-tv", "There is no platform of this id: 'casebook new platform ID' makes one."),
        ("platforms:\n  - id: orchard-tv\n    role: hots", "hots", "This is no word of cases/vocabularies/roles.yml."),
        ("topics: [life-commerce]", "life-commerce", "There is no topic of this id: 'casebook new topic ID' makes one."),
        ("cite: smith2021", "smith2021", "There is no source of this key in cases/references.bib: 'casebook new source' adds one."),
        ("cite: smith2021[p. 3]", "smith2021[p. 3]", "There is no source of this key in cases/references.bib: 'casebook new source' adds one."),
        ('cite: ["smith2021[p. 3]"]', '"smith2021[p. 3]"', "There is no source of this key in cases/references.bib: 'casebook new source' adds one."),
        ("period: 2020-13", "2020-13", "A date is written 2020, "),
        ("kind: life-sale", "life-sale", "This is no word of cases/vocabularies/case-kinds.yml."),
        ("perido: 2020", "perido", "Property perido is not allowed."),
    ],
)
def test_a_mistake_is_underlined_and_says_why(text: str, at: str, why: str, project_in_editor: Editor) -> None:
    ((words, message),) = project_in_editor.squiggles(HEAD + text)
    assert words == at
    assert message.startswith(why)


@pytest.mark.parametrize(
    "text",
    [
        "period: 2020",
        "period: 2020-04-18",
        "period: 2020-02-29/2020-03-02",
        "period: 2020~",
        "claims:\n  - id: a\n    measure: weight\n    value: 1e3\n    as_of: 2020-04-18\n    cite: smith2020apples[p. 3]",
        "claims:\n  - id: a\n    measure: weight\n    value: {from: 1, to: 2}\n    cite: [smith2020apples, 'post2020[p. 3]']",
        'cite: {source: "post2020[p. 3]", quote: the words}',
        "title_zh: >-\n  苹果的\n  下午\naliases: ['2020', \"yes\"]",
        "kind:\nperiod:",
        "story:\n  context: |\n    [#weight] and [[pears]]",
    ],
)
def test_what_the_check_accepts_is_not_underlined(text: str, project_in_editor: Editor) -> None:
    assert project_in_editor.squiggles(f"{HEAD}{text}\n") == []


def test_nothing_is_underlined_in_a_whole_project(project_in_editor: Editor) -> None:
    client = project_in_editor.client
    paths = [path.relative_to(client.root).as_posix() for path in sorted((client.root / "cases").rglob("*.yml"))]
    assert {path: found for path, found in client.open_all(paths).items() if found} == {}
    assert len(paths) > 20


def test_what_is_new_is_known_without_a_new_start(project_in_editor: Editor) -> None:
    client = project_in_editor.client
    text = f"{HEAD}topics: [brand-new]\n"
    path, _line, _column, found = project_in_editor._opened(text, "cases")
    assert len(found) == 1
    assert CliRunner(catch_exceptions=False).invoke(main, ["-C", str(client.root), "new", "topic", "brand-new"]).exit_code == 0
    changed = [{"uri": client.uri(".casebook/schema/files/names.json"), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changed})
    client.until(path, lambda found: found == [])


def test_the_modeline_of_a_skeleton_leads_to_its_schema_without_any_settings(project_in_editor: Editor, tmp_path: Path) -> None:
    root = project_in_editor.client.root
    run = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", "platform", "by-modeline"])
    assert run.exit_code == 0
    client = Client(yaml_server.command(), root, {"yaml": {"schemaStore": {"enable": False}, "validate": True}})
    try:
        path = "cases/platforms/by-modeline.yml"
        text = (root / path).read_text("utf-8")
        assert client.open(path, text) == []
        assert [item["message"] for item in client.open("cases/platforms/other.yml", f"{text}owner: nobody\n")] == [
            "There is no organisation of this id: 'casebook new organisation ID' makes one."
        ]
    finally:
        client.close()


def test_nothing_is_underlined_in_this_catalog(tmp_path: Path) -> None:
    root = tmp_path / "catalog"
    shutil.copytree(WORLD / "cases", root / "cases")
    shutil.copytree(ROOT / ".vscode", root / ".vscode")
    shutil.copy(WORLD / "mkdocs.yml", root)
    CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "schema", "--write"])
    noted = tmp_path / "network.txt"
    editor = Editor(root, noted)
    try:
        paths = [path.relative_to(root).as_posix() for path in sorted((root / "cases").rglob("*.yml"))]
        assert {path: found for path, found in editor.client.open_all(paths).items() if found} == {}
        assert len(paths) > 100
    finally:
        editor.client.close()
    assert not noted.exists(), noted.read_text()
