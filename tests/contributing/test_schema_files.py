"""The folder of schemas: there after every command that knows the catalog, written only when something changed, and never in anybody's way."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from casebook.base.saying import said
from casebook.cli import main
from casebook.contributing import schema_files
from casebook.publishing import pipeline
from casebook.views import choices, file_schemas
from click.testing import CliRunner, Result

from tests.conftest import with_mkdocs

Project = Callable[[str], Path]
NAMES = f"{schema_files.FOLDER}/files/names.json"


def run(root: Path, *arguments: str, input: str = "") -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), *arguments], input=input)


def offered(root: Path, name: str) -> list[str]:
    definition: dict[str, Any] = json.loads((root / NAMES).read_text("utf-8"))["definitions"][name]
    return list(definition.get("enum") or definition["anyOf"][0]["enum"])


def keep(root: Path) -> bool:
    return schema_files.keep(root, choices.of(pipeline.read(root)[0]))


def written(root: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (root / schema_files.FOLDER).rglob("*.json")}


def test_check_keeps_one_of_each_kind_and_each_other_file(project: Project) -> None:
    root = project("good/complete")
    result = run(root, "check")
    found = {path.relative_to(root / schema_files.FOLDER).as_posix() for path in (root / schema_files.FOLDER).rglob("*.json")}
    assert found == {*file_schemas.patterns(pipeline.read(root)[0].kinds), "files/names.json"}
    assert "schema" not in result.output


def test_a_second_check_writes_nothing_and_one_after_an_edit_writes_what_changed(project: Project) -> None:
    root = project("good/complete")
    run(root, "check")
    before = written(root)
    run(root, "check")
    assert written(root) == before
    pears = root / "cases/pears.yml"
    pears.write_text(pears.read_text("utf-8").replace("summary:", "summary: Other words.\nx:", 1), "utf-8")
    (root / "cases/quinces.yml").write_text("title: Quinces\nsummary: Not yet.\nstatus: draft\n", "utf-8")
    run(root, "check")
    # The one with a mistake stays on offer, and so does the draft.
    assert {"apples", "pears", "quinces"} <= set(offered(root, "of-case"))


@pytest.mark.parametrize(
    ("arguments", "name", "id"),
    [
        (("new", "topic", "brand-new"), "of-topic", "brand-new"),
        (("new", "source", "--title", "A report on apples", "--author", "Jones, Bo", "--date", "2021"), "citation", "jones2021apples"),
    ],
)
def test_what_a_command_makes_is_on_offer_at_once(arguments: tuple[str, ...], name: str, id: str, project: Project) -> None:
    root = project("good/complete")
    assert run(root, *arguments).exit_code == 0
    assert any(found.startswith(id[:9]) for found in offered(root, name))


def test_imported_sources_are_on_offer_at_once(project: Project, tmp_path: Path) -> None:
    root = project("good/complete")
    (tmp_path / "more.bib").write_text("@online{brandnew2021, title = {News}, date = {2021}, url = {https://example.org/n}}\n")
    run(root, "import", str(tmp_path / "more.bib"))
    assert len(offered(root, "citation")) == len(pipeline.read(root)[0].references)


def test_a_catalog_that_is_begun_has_them(tmp_path: Path) -> None:
    CliRunner(catch_exceptions=False).invoke(main, ["init", str(tmp_path / "new")])
    assert offered(tmp_path / "new", "of-place") == ["riverside"]


def test_another_program_writes_them_anew(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = project("good/complete")
    assert keep(root)
    assert not keep(root)
    (tmp_path / "parts.py").write_text("")
    monkeypatch.setattr(schema_files.parts, "__file__", str(tmp_path / "parts.py"))
    assert keep(root)


def test_what_an_editor_says_is_in_the_language_of_whoever_checks(project: Project) -> None:
    root = project("good/complete")
    run(root, "--lang", "en", "check")
    before = (root / NAMES).read_text("utf-8")
    CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "--lang", "zh", "check"])
    after = (root / NAMES).read_text("utf-8")
    assert after.splitlines()[1] != before.splitlines()[1]
    words = said("There is no {what} of this id: 'casebook new {kind} ID' makes one.", what="topic", kind="topic")
    told = json.loads(after)["definitions"]["of-topic"]["errorMessage"]
    assert told == words.translated("zh")
    assert file_schemas.spoken_in({"a": [said("{one} and {other}", one="x", other="y")], "b": 1}, "en") == {"a": ["x and y"], "b": 1}


def test_another_label_of_a_kind_writes_them_anew(project: Project) -> None:
    root = project("good/complete")
    keep(root)
    path = root / "cases/kinds/topic.yml"
    path.write_text(path.read_text("utf-8").replace("label: Topic", "label: Subject", 1), "utf-8")
    assert keep(root)
    assert json.loads((root / schema_files.FOLDER / "topic.json").read_text("utf-8"))["title"] == "Subject"


def test_git_passes_over_the_folder_whatever_the_project_ignores(project: Project) -> None:
    root = project("good/complete")
    subprocess.run(["git", "init", "-q", root], check=True)
    keep(root)
    told = subprocess.run(["git", "-C", root, "status", "--porcelain", "-uall"], check=True, capture_output=True, text=True).stdout
    assert "cases/apples.yml" in told
    assert ".casebook" not in told


def test_a_project_that_cannot_be_written_is_checked_all_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project("good/complete")

    def refuse(path: Path, content: bytes) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(schema_files.writing, "replace", refuse)
    result = run(root, "check")
    assert result.exit_code == 0
    assert "cannot be written" not in result.stderr
    assert not (root / NAMES).exists()


@pytest.mark.parametrize("way", [".casebook", ".casebook/schema", ".casebook/schema/files"])
def test_a_folder_that_leads_elsewhere_is_left_alone(way: str, project: Project, tmp_path: Path) -> None:
    root = project("good/complete")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / way).parent.mkdir(parents=True, exist_ok=True)
    (root / way).symlink_to(elsewhere)
    assert run(root, "check").exit_code == 0
    assert list(elsewhere.iterdir()) == []


def test_a_file_where_the_folder_should_be_stops_nobody(project: Project) -> None:
    root = project("good/complete")
    (root / ".casebook").write_text("mine")
    assert run(root, "check").exit_code == 0
    result = run(root, "schema", "--write")
    assert (result.exit_code, result.output) == (2, "casebook: .casebook/schema/ cannot be written: Not a directory\n")


def test_half_a_folder_is_made_whole_by_the_command(project: Project) -> None:
    root = project("good/complete")
    run(root, "check")
    shutil.rmtree(root / schema_files.FOLDER)
    assert run(root, "schema", "--write").output == "wrote 14 files into .casebook/schema/\n"
    (root / schema_files.FOLDER / "case.json").unlink()
    run(root, "schema", "--write")
    assert "case.json" in written(root)


def test_a_preview_keeps_them_up_to_date(project: Project) -> None:
    from casebook.publishing.live import Live

    live = Live(with_mkdocs(project("good/complete")))
    live.refresh()
    live.check(lambda: False)
    (live.root / "cases/topics/brand-new.yml").write_text("name: New\nsummary: New.\nstatus: draft\n", "utf-8")
    live.refresh()
    live.check(lambda: False)
    assert "brand-new" in offered(live.root, "of-topic")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("cases/apples.yml", "../.casebook/schema/case.json"),
        ("cases/topics/apples.yml", "../../.casebook/schema/topic.json"),
        ("cases/synonyms.yml", "../.casebook/schema/files/synonyms.json"),
        ("cases/vocabularies/roles.yml", "../../.casebook/schema/files/vocabulary.json"),
    ],
)
def test_a_modeline_leads_from_a_file_to_its_schema(path: str, line: str, project: Project) -> None:
    kinds = pipeline.read(project("good/complete"))[0].kinds
    assert schema_files.modeline(path, kinds) == f"# yaml-language-server: $schema={line}"
    assert schema_files.modeline(f"docs/{path}", kinds) == ""


def test_what_is_said_of_fields_is_in_the_language_at_work(project: Project) -> None:
    root = project("good/complete")
    assert run(root, "--lang", "zh", "schema", "--write").exit_code == 0
    own = json.loads((root / schema_files.FOLDER / "case.json").read_text("utf-8"))["properties"]
    words = [own["aliases"]["description"], own["claims"]["description"], own["claims"]["markdownDescription"]]
    assert all(re.match(r"[\u3400-\u9fff]", text) for text in words), words
