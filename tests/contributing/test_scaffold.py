"""Skeletons of new records: made from the models, they pass the checks as drafts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from casebook.base.identifier import SLUG_LENGTH, SLUG_PATTERN
from casebook.catalog.catalog import Catalog
from casebook.cli import main
from casebook.contributing import fmt_yaml, scaffold, schema_files
from casebook.publishing import pipeline
from casebook.records import advice_numbers
from casebook.records.as_meant import validate
from casebook.records.kinds import Kinds
from casebook.records.model_fields import fields_of
from casebook.records.models import models
from casebook.records.parts import Term, Vocabulary
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import PROJECTS, WORLD, copy_project, document, kinds_in, with_kinds
from tests.records.worlds import EVERYTHING, declared

OWN = kinds_in()
VOYAGES = declared(EVERYTHING, "de")
NOT_YET_THERE = {"unknown-record", "unknown-reference", "unknown-term", "unknown-claim", "orphan-entity", "date-outside-period", "idle-ignore"}


def codes_of(root: Path, path: str) -> set[str]:
    return {item.code for item in pipeline.check(root).diagnostics if item.span.path == path}


def without_comment_marks(kinds: Kinds, kind: str, content: str) -> str:
    names = "|".join(fields_of(models(kinds).records[kind]))
    return re.sub(rf"^# (?=(?:{names}):(?: |$)|  )", "", content, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", OWN.by_name)
def test_a_skeleton_passes_the_checks_as_a_draft(kind: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    catalog = pipeline.check(root).catalog
    path = scaffold.create(root, kind, "brand-new", catalog)
    assert fmt_yaml.formatted((root / path).read_text("utf-8"), models(catalog.kinds).records[kind]).places == ()
    # An entity that nothing names yet is an orphan: that is what it is.
    assert codes_of(root, path) == (set() if kind == "case" else {"orphan-entity"})
    entry = pipeline.check(root).catalog.get("brand-new", kind)
    assert entry is not None
    assert entry.is_draft


@pytest.mark.parametrize("kind", OWN.by_name)
def test_a_skeleton_with_all_its_examples_lacks_only_the_records_that_they_name(kind: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    catalog = pipeline.check(root).catalog
    path = scaffold.create(root, kind, "brand-new", catalog)
    content = without_comment_marks(catalog.kinds, kind, (root / path).read_text("utf-8"))
    (root / path).write_text(content, "utf-8")
    assert document(content).data.keys() == models(catalog.kinds).records[kind].model_fields.keys() - set(scaffold.LATER)
    assert codes_of(root, path) <= NOT_YET_THERE


def test_the_skeleton_of_a_case_with_all_its_examples_is_at_home_in_the_real_catalog(tmp_path: Path) -> None:
    shutil.copytree(WORLD / "cases", tmp_path / "cases")
    shutil.copy(WORLD / "mkdocs.yml", tmp_path)
    catalog = pipeline.check(tmp_path).catalog
    path = scaffold.create(tmp_path, "case", "brand-new", catalog)
    (tmp_path / path).write_text(without_comment_marks(catalog.kinds, "case", (tmp_path / path).read_text("utf-8")), "utf-8")
    assert codes_of(tmp_path, path) <= NOT_YET_THERE


@pytest.mark.parametrize("kind", OWN.by_name)
def test_a_skeleton_lacks_at_most_vocabularies_in_an_empty_project(kind: str, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    with_kinds(tmp_path)
    path = scaffold.create(tmp_path, kind, "brand-new", Catalog(kinds=OWN))
    assert codes_of(tmp_path, path) <= NOT_YET_THERE


@pytest.mark.parametrize("kind", VOYAGES.by_name)
def test_the_skeleton_of_a_kind_with_every_type_of_field_is_a_record_with_and_without_its_examples(kind: str) -> None:
    text = scaffold.skeleton(VOYAGES[kind], "brand-new", Catalog(kinds=VOYAGES))
    full = without_comment_marks(VOYAGES, kind, text)
    model = models(VOYAGES).records[kind]
    assert document(full).data.keys() == model.model_fields.keys() - set(scaffold.LATER)
    for content in (text, full):
        record, found = validate(model, document(content))
        assert record is not None, found
        assert record.status == "draft"


@settings(deadline=None, max_examples=100)
@given(st.from_regex(SLUG_PATTERN.replace("$", r"\Z").replace("^", r"\A")).filter(lambda slug: len(slug) <= SLUG_LENGTH))
@example("20")
@example("010")
@example("no")
@example("a-b-3")
@example("1.5")
@example("aml.t0051.000")
def test_a_skeleton_of_any_id_is_a_record(slug: str) -> None:
    topic = OWN["topic"]
    assert validate(models(OWN).records["topic"], document(scaffold.skeleton(topic, slug, Catalog(kinds=OWN))))[1] == []


@pytest.mark.parametrize("slug", ["true", "false", "null", "0x1f", "0o17", "1e5", "2020"])
def test_a_skeleton_of_an_id_that_reads_as_no_text_is_a_record(slug: str) -> None:
    topic = OWN["topic"]
    assert validate(models(OWN).records["topic"], document(scaffold.skeleton(topic, slug, Catalog(kinds=OWN))))[1] == []


def test_a_vocabulary_without_words_does_not_stop_a_skeleton() -> None:
    vocabulary = Vocabulary(title="T", summary="S", terms=())
    assert "level:" in scaffold.skeleton(OWN["place"], "brand-new", Catalog(vocabularies={"place-levels": vocabulary}, kinds=OWN))


# --- how it reads ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", VOYAGES.by_name)
def test_a_skeleton_is_in_the_common_layout(kind: str) -> None:
    text = scaffold.skeleton(VOYAGES[kind], "brand-new", Catalog(kinds=VOYAGES))
    model = models(VOYAGES).records[kind]
    for content in (text, without_comment_marks(VOYAGES, kind, text)):
        assert fmt_yaml.formatted(content, model).places == ()


def test_the_line_that_leads_to_a_schema_stays_the_first_when_a_file_is_put_in_order() -> None:
    head = schema_files.modeline("cases/brand-new.yml", OWN)
    content = f"{head}\n# Mine.\n\nsummary: S.\ntitle:   'T'\n"
    assert fmt_yaml.formatted(content, models(OWN).records["case"]).text == f"{head}\n# Mine.\n\ntitle: T\nsummary: S.\n"


def test_each_value_has_a_line_of_its_own_so_that_a_citation_breaks_no_list() -> None:
    text = scaffold.skeleton(OWN["case"], "brand-new", Catalog(kinds=OWN))
    assert "#     cite: smith2020[p. 9]\n" in text
    assert not re.search(r"^#[^a-z]*(?:- |\w+: )[\[{]", text, re.MULTILINE)


def test_it_names_the_terms_and_the_bounds_once_and_of_many_only_the_first(project: Callable[[str], Path]) -> None:
    catalog = pipeline.read(project("good/complete"))[0]
    text = " ".join(scaffold.skeleton(catalog.kinds["case"], "brand-new", catalog).replace("\n# ", " ").split())
    assert text.count("Roles: host, partner and presenter.") == 1
    assert "Bounds: exact, about, nearly, more-than, less-than and up-to." in text
    terms = tuple(Term(id=f"word-number-{number}", label="W", description="D.") for number in range(40))
    many = replace(catalog, vocabularies={**catalog.vocabularies, "roles": Vocabulary(title="T", summary="S", terms=terms)})
    text = " ".join(scaffold.skeleton(catalog.kinds["case"], "brand-new", many).replace("\n# ", " ").split())
    assert re.search(r"Roles: word-number-0, .{50,150} … and 3\d more in cases/vocabularies/roles\.yml\.", text)


def test_it_has_the_fields_of_the_languages_of_its_project_alone() -> None:
    assert "name_zh" not in scaffold.skeleton(OWN["topic"], "brand-new", Catalog(kinds=OWN))
    assert "# name_de: " in scaffold.skeleton(VOYAGES["ship"], "brand-new", Catalog(kinds=VOYAGES))


def test_a_name_that_is_given_stands_in_it_as_it_is() -> None:
    text = scaffold.skeleton(OWN["topic"], "no", Catalog(kinds=OWN), "No: a word #1")
    assert document(text).data["name"] == "No: a word #1"


def test_what_we_say_in_a_skeleton_is_in_the_language_at_work(tmp_path: Path) -> None:
    root = tmp_path / "catalog"
    for arguments in (["init", str(root)], *(["-C", str(root), "new", kind, f"new-{kind}"] for kind in ("project", "measure", "vocabulary", "kind"))):
        assert CliRunner(catch_exceptions=False).invoke(main, ["--lang", "zh", *arguments]).exit_code == 0
    for path in ("new-project.yml", "measures/new-measure.yml", "vocabularies/new-vocabulary.yml", "kinds/new-kind.yml"):
        lines = (root / "cases" / path).read_text("utf-8").splitlines()
        notes = [line for line in lines[1:] if line.startswith("# ") and re.search(r"[a-z]+ [a-z]+ [a-z]+", line)]
        # What examples are made of is the project's own, or a value.
        assert [line for line in notes if not re.search(r"[\u3400-\u9fff]", line) and ":" not in line and not line.startswith("#   ")] == [], path
    record = root / "cases/new-project.yml"
    record.write_text(record.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    found = [item for item in pipeline.check(root).diagnostics if item.code == "leftover-placeholder"]
    assert len(found) >= 2


def test_the_words_of_a_bound_are_values_and_so_the_same_in_every_language() -> None:
    text = scaffold.skeleton(OWN["case"], "brand-new", Catalog(kinds=OWN), language="zh")
    bounds = next(line for line in text.splitlines() if "界限可写" in line)
    assert re.findall("[a-z-]+", bounds)[:6] == ["exact", "about", "nearly", "more-than", "less-than", "up-to"]
    assert advice_numbers.bound_of("精确") == "exact"
