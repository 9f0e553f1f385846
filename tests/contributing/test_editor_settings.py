"""What Visual Studio Code is told of a project: the files in the repository and in the starter are those that are made of their kinds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.cli import main
from casebook.contributing import editor_settings, schema_files, starter
from casebook.publishing import pipeline
from click.testing import CliRunner

from tests.conftest import ROOT

# Of which other catalogs in this repository the schemas are not.
OTHERS = ["!tests/projects/**", "!generator/starter/**"]


@pytest.mark.parametrize(("root", "others"), [(ROOT, OTHERS), (starter.FILES, [])], ids=["repository", "starter"])
def test_a_project_has_the_settings_that_its_kinds_need(root: Path, others: list[str]) -> None:
    wanted = editor_settings.settings(pipeline.read(root)[0].kinds)
    wanted["yaml.schemas"] = {path: [*patterns, *others] for path, patterns in wanted["yaml.schemas"].items()}
    assert (root / editor_settings.SETTINGS).read_text("utf-8") == editor_settings.text(wanted)
    assert (root / editor_settings.EXTENSIONS).read_text("utf-8") == editor_settings.text(editor_settings.recommended())


def test_a_new_kind_joins_the_settings(tmp_path: Path) -> None:
    run = CliRunner(catch_exceptions=False)
    run.invoke(main, ["init", str(tmp_path / "new")])
    root = tmp_path / "new"
    before = json.loads((root / editor_settings.SETTINGS).read_text("utf-8"))
    assert run.invoke(main, ["-C", str(root), "new", "kind", "workshop"]).exit_code == 0
    after = json.loads((root / editor_settings.SETTINGS).read_text("utf-8"))
    assert after.pop("yaml.schemas") == {**before.pop("yaml.schemas"), f"{schema_files.FOLDER}/workshop.json": ["cases/workshops/*.yml"]}
    assert after == before


@pytest.mark.parametrize("content", ['{"yaml.schemas": {}, // mine\n}', "[]", '{"yaml.schemas": []}', "", '{"a": 1}'])
def test_settings_of_another_form_stay_as_they_are(content: str, project: Callable[[str], Path]) -> None:
    root = project("good/complete")
    (root / ".vscode").mkdir()
    (root / editor_settings.SETTINGS).write_text(content)
    assert not editor_settings.add_kinds(root, pipeline.read(root)[0].kinds)
    assert (root / editor_settings.SETTINGS).read_text() == content
