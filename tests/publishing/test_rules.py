"""The rules of a project: found in its file, shown among the others, and nothing in them is more than text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.base.saying import Said
from casebook.cli import main
from casebook.publishing import pipeline, portable
from casebook.publishing.render import Renderer
from click.testing import CliRunner
from jsonschema import Draft7Validator

from tests.conftest import PROJECTS, copy_project, document

Write = Callable[[dict[str, str]], Path]
CASE = "title: Apples\nsummary: A magistrate sold apples for an afternoon.\n"


def found(root: Path) -> list[str]:
    return [f"{item.span.path}:{item.span.line}:{item.span.column}: {item.code}: {item.message}" for item in pipeline.check(root).diagnostics]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(PROJECTS / "good/project-rule", tmp_path_factory.mktemp("rules") / "project")


@pytest.fixture(scope="module")
def result(kept: Path) -> pipeline.Result:
    return pipeline.run(kept)


def html_of(result: pipeline.Result, address: str) -> str:
    page = next(page for page in result.pages if page.address == address)
    return str(Renderer(result.site).render(page).html)


def test_they_stand_before_those_of_every_catalog(result: pipeline.Result) -> None:
    html = html_of(result, "rules/")
    own = html.index("Rules of this catalog")
    assert own < html.index(">complete-case<") < html.index(">places<") < html.index(">address-taken<")


def test_a_page_of_one_shows_its_text_and_runs_nothing(result: pipeline.Result) -> None:
    html = html_of(result, "rules/complete-case/")
    assert "A case has a topic <em>or</em> a place" in html
    assert "&lt;script&gt;" in html and "{{ it.is }} not <code>code</code>" in html
    assert not any(tag in html for tag in ("<script", "<img"))
    assert 'href="../../nothing' not in html and "nothing" in html


def test_an_export_has_them_as_text(result: pipeline.Result) -> None:
    pages = dict(portable.files(result.site))
    assert "[`complete-case`](complete-case/index.md): A case has a topic \\*or\\* a place" in pages["rules/index.md"]
    page = pages["rules/complete-case/index.md"]
    assert page.startswith("# complete-case\n\n*error*\n\n")
    assert "<script" not in page and "<img" not in page and "{{" not in page


def test_the_command_line_explains_them_in_their_project_alone(kept: Path, tmp_path: Path) -> None:
    run = CliRunner(catch_exceptions=False).invoke
    assert run(main, ["-C", str(kept), "explain", "places"]).output.startswith("places (error; stops the build)\n\nA figure says where")
    assert run(main, ["-C", str(kept), "explain", "hosts"]).output.startswith("hosts (warning)\n")
    assert run(main, ["-C", str(tmp_path), "explain", "places"]).exit_code == 2
    assert run(main, ["-C", str(tmp_path), "explain", "unknown-term"]).exit_code == 0


def test_the_schema_takes_what_the_check_takes(kept: Path) -> None:
    schema = json.loads(CliRunner(catch_exceptions=False).invoke(main, ["-C", str(kept), "schema", "rules"]).output)
    validator = Draft7Validator(schema)
    for project in ("good", "bad"):
        data = document((PROJECTS / project / "project-rule/cases/rules.yml").read_text("utf-8")).data
        assert list(validator.iter_errors(data)) == []
    rule = {"id": "x", "summary": "y", "requires": {"count": {"claims": 1}}}
    assert validator.is_valid({"rules": [rule]})
    for wrong in ({"count": {"claims": 0}}, {"claims": 1}, {"fields": "summary"}):
        assert not validator.is_valid({"rules": [{**rule, "requires": wrong}]})


def test_a_file_of_comments_requires_nothing(write: Write) -> None:
    assert found(write({"cases/apples.yml": CASE, "cases/rules.yml": "# Nothing yet.\nrules:\n"})) == []
    assert found(write({"cases/apples.yml": CASE, "cases/rules.yml": "# Nothing yet.\n"})) == []


def test_what_is_wrong_with_the_file_is_said_like_of_every_other(write: Write) -> None:
    rules = """\
rules:
  - id: complete
    summary: A case has a topic.
    requirs: {count: {topics: 1}}
    severity: warn
  - id: Two words
    summary: A case has claims.
    requires:
      count: {claims: none}
"""
    assert found(write({"cases/apples.yml": CASE, "cases/rules.yml": rules})) == [
        "cases/rules.yml:4:5: unknown-field: there is no field 'requirs' here",
        "cases/rules.yml:5:15: bad-value: this should be one of: error, warning",
        "cases/rules.yml:6:9: bad-value: an id has small letters a to z, digits, and single hyphens or full stops between them",
        "cases/rules.yml:9:23: wrong-type: this should be a whole number; got text",
    ]


def test_a_warning_of_one_fails_nothing_and_can_be_set_aside(write: Write) -> None:
    rules = "rules:\n  - {id: topical, summary: A case has a topic., severity: warning, of: case, requires: {count: {topics: 1}}}\n"
    files = {"cases/apples.yml": CASE, "cases/rules.yml": rules}
    root = write(files)
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "check"])
    assert (result.exit_code, "warning[topical]" in result.output) == (0, True)
    assert pipeline.run(root).is_sound
    write({**files, "cases/apples.yml": f"{CASE}ignore:\n  - {{code: topical, why: It is about everything.}}\n"})
    assert found(root) == []


def test_a_broken_record_and_a_broken_kind_make_no_rule_wrong(write: Write) -> None:
    rules = "rules:\n  - {id: topical, summary: A case is said to be so., of: case, not_for: [pears], requires: {links: 1, independent: 1}}\n"
    root = write({"cases/apples.yml": CASE, "cases/pears.yml": "summary: Pears were not sold.\ntitle: [\n", "cases/rules.yml": rules})
    assert [line for line in found(root) if "yaml-syntax" not in line] == []
    (root / "cases/pears.yml").write_text("title: Pears\nsummary: Pears were not sold.\n", "utf-8")
    (root / "cases/kinds/topic.yml").write_text("label: [\n", "utf-8")
    assert [line for line in found(root) if "project-rule" in line] == []


def test_what_a_rule_says_can_be_said_in_another_language(write: Write) -> None:
    rules = "rules:\n  - {id: told, summary: A case is told., of: case, requires: {words: {summary: 90}, links: 1, fields: [text]}}\n"
    found = [item for item in pipeline.check(write({"cases/apples.yml": CASE, "cases/rules.yml": rules})).diagnostics if item.code == "told"]
    assert len(found) == 3
    assert all(isinstance(text, Said) for item in found for text in (item.message, item.help))
