"""New lists of words and new kinds: sound as they are written, with what the catalog needs of them already in."""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook.cli import main
from casebook.contributing import starter
from casebook.publishing import pipeline
from click.testing import CliRunner, Result


def run(*arguments: str | Path) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments])


def found(root: Path) -> list[str]:
    return [f"{diagnostic.span.path}: {diagnostic.message}" for diagnostic in pipeline.check(root).diagnostics]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    starter.create(tmp_path / "catalog", "A catalog", None)
    return tmp_path / "catalog"


# --- lists of words --------------------------------------------------------------------------------------------


def test_a_missing_list_of_words_names_the_command_that_makes_it(root: Path) -> None:
    (root / "cases/vocabularies/stages.yml").unlink()
    (diagnostic,) = pipeline.check(root).diagnostics
    assert (diagnostic.span.path, diagnostic.message) == ("cases/tool-library.yml", "there is no vocabulary 'stages'")
    assert "'casebook new vocabulary stages'" in diagnostic.help
    result = run("-C", root, "new", "vocabulary", "stages")
    assert (result.exit_code, result.output) == (0, "cases/vocabularies/stages.yml is there, to be filled in; 'casebook check' reads it\n")
    # A published record uses its words: what is to be filled in would be shown.
    assert [line.partition("”")[0] for line in found(root)] == [
        "cases/vocabularies/stages.yml: the placeholder “Write here what these words say of a record.",
        "cases/vocabularies/stages.yml: the placeholder “Write here when to use it.",
    ]


def test_the_words_that_records_use_are_in_it(root: Path) -> None:
    (root / "cases/vocabularies/roles.yml").unlink()
    record = root / "cases/tool-library.yml"
    lines = "  - {id: riverside-herald, role: teller-of-it}\n  - {id: riverside-herald, role: Too loud}\n"
    record.write_text(record.read_text("utf-8").replace("places: [", f"{lines}places: [", 1), "utf-8")
    run("-C", root, "new", "vocabulary", "roles")
    terms = pipeline.check(root).catalog.vocabularies["roles"].terms
    assert [(term.id, term.label) for term in terms] == [("organiser", "organiser"), ("teller-of-it", "teller of it"), ("too-loud", "too loud")]
    # What cannot be a word of any list is said where it stands.
    assert [message for message in found(root) if "an id has small letters" not in message and "placeholder" not in message] == []


def test_without_a_record_the_example_of_its_field_is_in_it(root: Path) -> None:
    (root / "cases/vocabularies/stages.yml").unlink()
    record = root / "cases/tool-library.yml"
    record.write_text(record.read_text("utf-8").replace("stage: running\n", ""), "utf-8")
    run("-C", root, "new", "vocabulary", "stages")
    assert [term.id for term in pipeline.check(root).catalog.vocabularies["stages"].terms] == ["running"]
    assert "Taken by: stage of a project." in (root / "cases/vocabularies/stages.yml").read_text("utf-8")


def test_the_fields_that_take_a_list_are_named_in_it(root: Path) -> None:
    kind = root / "cases/kinds/organisation.yml"
    field = "fields:\n  size: {type: term, vocabulary: sizes, description: How large it is., example: small}\n"
    kind.write_text(kind.read_text("utf-8").replace("fields:\n", field), "utf-8")
    run("-C", root, "new", "vocabulary", "sizes")
    assert "Taken by: size of an organisation." in (root / "cases/vocabularies/sizes.yml").read_text("utf-8")


def test_a_list_that_no_field_takes_says_how_one_would(root: Path) -> None:
    run("-C", root, "new", "vocabulary", "hull-colours")
    text = " ".join((root / "cases/vocabularies/hull-colours.yml").read_text("utf-8").replace("#", "").split())
    assert "No field takes these words yet: one does with 'type: term' and 'vocabulary: hull-colours'" in text
    assert pipeline.check(root).catalog.vocabularies["hull-colours"].title == "Hull colours"
    assert found(root) == []


# --- kinds -----------------------------------------------------------------------------------------------------


def test_a_new_kind_is_sound_and_can_have_records_at_once(root: Path) -> None:
    result = run("-C", root, "new", "kind", "work_shop")
    assert (result.exit_code, result.output) == (0, "cases/kinds/work_shop.yml is there, to be filled in; 'casebook check' reads it\n")
    assert found(root) == []
    kind = pipeline.check(root).catalog.kinds["work_shop"]
    assert (kind.label, kind.plural, kind.folder) == ("Work shop", "Work shops", "work-shops")
    assert run("-C", root, "new", "work_shop", "saws").output.startswith("cases/work-shops/saws.yml is there, as a draft")
    assert pipeline.check(root).is_sound


@pytest.mark.parametrize(
    ("name", "plural", "folder", "one"),
    [
        ("case-study", "Case studies", "case-studies", "a case study"),
        ("quay", "Quays", "quays", "a quay"),
        ("wrench", "Wrenches", "wrenches", "a wrench"),
        ("axe", "Axes", "axes", "an axe"),
    ],
)
def test_a_new_kind_is_called_as_one_would_say(name: str, plural: str, folder: str, one: str, root: Path) -> None:
    run("-C", root, "new", "kind", name)
    kind = pipeline.check(root).catalog.kinds[name]
    assert (kind.plural, kind.folder, kind.description) == (plural, folder, f"Write here what {one} is, in a sentence.")


def test_every_option_of_a_kind_stands_in_it(root: Path) -> None:
    from casebook.records.declaration import KindFile

    run("-C", root, "new", "kind", "saw")
    lines = (root / "cases/kinds/saw.yml").read_text("utf-8").splitlines()
    for name in KindFile.model_fields:
        assert any(line.startswith((f"{name}:", f"# {name}:")) for line in lines), name


def test_the_first_kind_is_what_the_catalog_is_about(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    refused = run("-C", tmp_path, "new", "ship", "vasa")
    assert refused.exit_code == 2
    assert "no kind of record is declared: 'casebook new kind NAME' declares one, 'casebook init DIR' makes a whole catalog" in refused.stderr
    run("-C", tmp_path, "new", "kind", "ship")
    assert pipeline.check(tmp_path).catalog.kinds.main.name == "ship"
    assert run("-C", tmp_path, "new", "ship", "vasa").output.startswith("cases/vasa.yml is there")
    assert pipeline.check(tmp_path).is_sound


@pytest.mark.parametrize(("name", "folder"), [("map", "map-records"), ("organisation", None), ("place", None)])
def test_a_folder_that_is_another_ones_is_not_taken(name: str, folder: str | None, root: Path) -> None:
    result = run("-C", root, "new", "kind", name)
    if folder is None:
        assert result.exit_code == 2
    else:
        assert pipeline.check(root).catalog.kinds[name].folder == folder
    assert found(root) == []


@pytest.mark.parametrize(
    ("what", "name", "why"),
    [
        ("kind", "measure", "measures are there by themselves: 'casebook new measure ID' makes one"),
        ("kind", "Ship", "'Ship' cannot be a name: small letters a-z, digits and single hyphens, a letter first, at most 40"),
        ("kind", "../x", "'../x' cannot be a name: "),
        ("kind", "a" * 41, "cannot be a name: "),
        ("kind", "project", "cases/kinds/project.yml is already there; choose another name"),
        ("vocabulary", "stages", "cases/vocabularies/stages.yml is already there; choose another name"),
        ("vocabulary", "a b", "'a b' cannot be a name: "),
    ],
)
def test_what_cannot_be_made_is_refused_with_the_reason(what: str, name: str, why: str, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = run("-C", root, "new", what, name)
    assert result.exit_code == 2
    assert why in result.stderr
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_kind_of_the_projects_own_comes_before_a_word_of_ours(root: Path) -> None:
    run("-C", root, "new", "kind", "vocabulary")
    assert run("-C", root, "new", "vocabulary", "latin").output.startswith("cases/vocabulary-records/latin.yml is there, as a draft")


# --- what was left in them -------------------------------------------------------------------------------------


def test_what_is_left_in_a_kind_or_a_list_of_words_counts_once_a_published_record_uses_it(root: Path) -> None:
    run("-C", root, "new", "kind", "tool")
    run("-C", root, "new", "vocabulary", "tool-uses")
    assert found(root) == []
    declaration = root / "cases/kinds/tool.yml"
    field = "fields:\n  use: {type: term, vocabulary: tool-uses, description: What it is used for.}\n"
    declaration.write_text(declaration.read_text("utf-8") + field, "utf-8")
    tool = root / "cases/tools/saw.yml"
    tool.parent.mkdir()
    tool.write_text("name: A saw\nuse: a-word\nstatus: draft\n", "utf-8")
    index = root / "docs/index.md"
    index.write_text(index.read_text("utf-8") + "\n[[saw]]\n", "utf-8")
    assert [line for line in found(root) if "placeholder" in line] == []
    tool.write_text("name: A saw\nuse: a-word\n", "utf-8")
    assert found(root) == [
        "cases/kinds/tool.yml: the placeholder “Write here what a tool is, in a sentence.” still stands in 'description'",
        "cases/vocabularies/tool-uses.yml: the placeholder “Write here what these words say of a record.” still stands in 'summary'",
        "cases/vocabularies/tool-uses.yml: the placeholder “Write here when to use it.” still stands in 'description'",
    ]
