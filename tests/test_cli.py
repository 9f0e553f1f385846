"""The command line: help, exit codes, and what each command prints and changes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from casebook.base.identifier import SLUG_WORDS
from casebook.cli import main
from casebook.publishing import pipeline
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator

from tests.conftest import WORLD, kinds_in, with_mkdocs

Project = Callable[[str], Path]
ROOT = Path(__file__).parents[1]
KINDS = kinds_in()
BROKEN = {
    "cases/a.yml": "title: T\nsummary: '[@nobody]'\n",
    "cases/topics/t.yml": "name: T\nsummary: S\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments])


def everything(root: Path) -> dict[str, bytes]:
    """All files but those that are kept for editors."""
    paths = (path for path in root.rglob("*") if ".casebook" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"" for path in paths}


def commands() -> list[str]:
    assert isinstance(main, click.Group)
    return main.list_commands(click.Context(main))


# --- help ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_group_lists_its_commands(option: str) -> None:
    result = run(option)
    assert result.exit_code == 0
    assert all(f"\n  {command} " in result.output for command in commands())
    assert "-C DIR" in result.output


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"casebook {command}" in result.output or "casebook -C" in result.output


@pytest.mark.parametrize("command", commands())
def test_every_example_stands_on_a_line_of_its_own(command: str) -> None:
    lines = run(command, "--help").output.splitlines()
    assert not any("\\b" in line for line in lines)
    assert any(line.startswith(f"    casebook {command}") for line in lines)


@pytest.mark.parametrize("command", commands())
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"\nuv run casebook {command} " in (ROOT / "README.md").read_text("utf-8")


def test_the_version_is_printed() -> None:
    result = run("--version")
    assert (result.exit_code, "version" in result.output) == (0, True)


# --- output and folders that are not to be had -----------------------------------------------------------------


def test_a_full_disk_is_said_without_a_traceback(project: Project) -> None:
    command = [sys.executable, "-c", "from casebook.cli import main; main()", "-C", str(project("good/complete")), "check"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (2, "casebook: the output cannot be written: No space left on device\n")


def test_what_the_system_refuses_is_said_with_its_name(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied", "some/where")

    monkeypatch.setattr(pipeline, "check", refuse)
    result = run("-C", project("good/complete"), "check")
    assert (result.exit_code, result.output) == (2, "casebook: 'some/where': Permission denied\n")


def test_a_folder_that_is_a_link_is_refused(project: Project, tmp_path: Path) -> None:
    root = project("good/complete")
    (root / "cases/topics").rename(tmp_path / "elsewhere")
    (root / "cases/topics").symlink_to(tmp_path / "elsewhere")
    result = run("-C", root, "check")
    assert result.exit_code == 1
    assert "cases/topics:1:1: error[unreadable-file]: this is a link, not a folder" in result.output


@pytest.mark.parametrize(
    ("closed", "command", "expected"),
    [
        ("cases", ("check",), "cases:1:1: error[unreadable-file]: the folder cannot be read: Permission denied"),
        ("cases/topics", ("check",), "cases/topics:1:1: error[unreadable-file]: the folder cannot be read: Permission denied"),
        ("cases/vocabularies", ("check",), "cases/vocabularies:1:1: error[unreadable-file]: the folder cannot be read: Permission denied"),
        ("docs/more", ("check",), "docs/more:1:1: error[unreadable-file]: the folder cannot be read: Permission denied"),
        ("mkdocs.yml", ("build",), "mkdocs.yml cannot be read: Permission denied"),
        ("cases/topics", ("new", "topic", "quinces"), "cases/topics/quinces.yml cannot be written: Permission denied"),
        ("site", ("build",), "cannot be replaced: Permission denied"),
    ],
)
def test_what_may_not_be_read_is_said_without_a_traceback(closed: str, command: tuple[str, ...], expected: str, project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    for folder in ("docs/more", "site"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path in (root, *root.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    # All that is loaded late is loaded by now: as nobody we might not be allowed to.
    run("-C", root, "build", "--site-dir", root.parent / "first")
    (root / closed).chmod(0)
    for folder in root.parents:
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    before = os.geteuid()
    try:
        # Root may read everything; nobody may not.
        os.seteuid(before or 65534)
        result = run("-C", root, *command)
    finally:
        os.seteuid(before)
        (root / closed).chmod(0o777)
    assert result.exit_code in (1, 2)
    assert expected in result.output


# --- exit codes ------------------------------------------------------------------------------------------------


def test_check_of_a_sound_project_is_0(project: Project) -> None:
    root = project("good/complete")
    before = everything(root)
    result = run("-C", root, "check")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("no problems in 3 cases, ")
    (note,) = result.stderr.splitlines()
    assert note.startswith("the catalog has no history, ")
    assert everything(root) == before


def test_warnings_alone_are_0(project: Project) -> None:
    result = run("-C", project("bad/orphan-entity"), "check")
    assert result.exit_code == 0
    assert "warning[orphan-entity]" in result.output


def test_errors_are_1(project: Project) -> None:
    assert run("-C", project("bad/unknown-record"), "check").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("check", "--nonsense"),
        ("check", "extra"),
        ("check", "--format", "xml"),
        ("explain",),
        ("explain", "nonsense"),
        ("new", "case"),
        ("new", "nonsense", "x"),
        ("schema", "nonsense"),
        ("-C", "no-such-folder", "check"),
        ("-C", __file__, "check"),
    ],
)
def test_wrong_usage_is_2_with_a_word_on_it(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("typed", "meant"), [("chek", "check"), ("renam", "rename"), ("formt", "fmt"), ("bild", "build"), ("exlpain", "explain")])
def test_a_slip_in_a_command_is_told(typed: str, meant: str) -> None:
    assert f"there is no command '{typed}'; did you mean '{meant}'?" in run(typed).stderr


def test_help_is_a_command_as_elsewhere() -> None:
    assert run("help").stdout == run("--help").stdout
    assert run("help", "rename").stdout == run("rename", "--help").stdout
    assert {run("help").exit_code, run("help", "rename").exit_code} == {0}


def test_who_stands_in_a_folder_of_a_catalog_is_in_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project("bad/unknown-record")
    (root / "cases/kinds").mkdir(exist_ok=True)
    monkeypatch.chdir(root / "cases")
    assert run("check", "apples.yml").stdout == run("-C", root, "check", root / "cases/apples.yml").stdout


@pytest.mark.parametrize("given", ["cases/apples.yml", "cases/*.yml", "cases/**/*.yml"])
def test_a_file_is_looked_for_in_the_project_too_and_a_pattern_is_what_it_fits(project: Project, given: str) -> None:
    assert "cases/apples.yml:" in run("-C", project("bad/unknown-record"), "check", given).stdout


@pytest.mark.parametrize("given", ["apples", "cases/aples.yml", "aples.yml"])
def test_of_a_file_that_is_not_there_it_is_said_which_was_meant(project: Project, given: str) -> None:
    told = run("-C", project("bad/unknown-record"), "check", given).stderr
    assert told == f"casebook: there is no file '{given}'; did you mean 'cases/apples.yml'?\n"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    result = run("-C", tmp_path / "nowhere", "check")
    assert result.stderr == f"casebook: there is no folder '{tmp_path / 'nowhere'}'\n"


@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "json"), ("new", "case", "x")])
def test_a_folder_that_is_no_project_is_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run("-C", tmp_path, *arguments)
    assert result.exit_code == 2
    remedy = "'casebook init DIR' makes one, 'casebook -C DIR' goes to another"
    assert result.stderr == f"casebook: there is no folder 'cases/' in {tmp_path.name}: no catalog; {remedy}\n"
    assert list(tmp_path.iterdir()) == []


def test_build_without_a_configuration_is_2(project: Project) -> None:
    result = run("-C", project("good/orphan-entity"), "build")
    assert result.exit_code == 2
    assert result.stderr.startswith("there is no mkdocs.yml in project: 'casebook init DIR' makes a catalog with one; it holds at least\n")


def test_build_of_a_broken_project_is_1_and_says_what_is_wrong(project: Project) -> None:
    root = with_mkdocs(project("bad/unknown-record"))
    result = run("-C", root, "build")
    assert result.exit_code == 1
    assert not (root / "site").exists()
    assert "nothing was built" in result.stderr


def test_build_says_where_the_site_is(project: Project, tmp_path: Path) -> None:
    root = with_mkdocs(project("good/orphan-entity"))
    result = run("-C", root, "build", "--site-dir", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stdout.startswith("built ")
    assert (tmp_path / "out/index.html").is_file()


# --- check -----------------------------------------------------------------------------------------------------


def test_check_prints_json(write: Callable[..., Path]) -> None:
    result = run("-C", write(BROKEN), "check", "--format", "json")
    assert result.exit_code == 1
    assert [(item["path"], item["line"], item["column"], item["width"], item["severity"], item["code"]) for item in json.loads(result.stdout)] == [
        ("cases/a.yml", 2, 11, 9, "error", "unknown-reference"),
        ("cases/topics/t.yml", 1, 7, 1, "warning", "orphan-entity"),
    ]


def test_check_prints_github_commands(write: Callable[..., Path]) -> None:
    result = run("-C", write(BROKEN), "check", "--format", "github")
    assert result.exit_code == 1
    assert result.stdout == (
        "::error file=cases/a.yml,line=2,col=11,endColumn=20,title=unknown-reference::no source 'nobody' in references.bib"
        "%0Aadd it to cases/references.bib\n"
        "::warning file=cases/topics/t.yml,line=1,col=7,endColumn=8,title=orphan-entity::nothing names the topic 't'"
        "%0Aname it in a record, or remove it\n"
    )


def test_check_prints_sarif(write: Callable[..., Path]) -> None:
    result = run("-C", write(BROKEN), "check", "--format", "sarif")
    assert result.exit_code == 1
    (sarif,) = json.loads(result.stdout)["runs"]
    rules = {rule["id"] for rule in sarif["tool"]["driver"]["rules"]}
    assert rules == {rule.code for rule in pipeline.all_rules()}
    assert [item["ruleId"] for item in sarif["results"]] == ["unknown-reference", "orphan-entity"]


@pytest.mark.parametrize(("style", "nothing"), [("json", "[]\n"), ("github", "")])
def test_machines_get_nothing_for_a_sound_project(style: str, nothing: str, project: Project) -> None:
    result = run("-C", project("good/complete"), "check", "--format", style)
    assert (result.exit_code, result.stdout) == (0, nothing)


# --- explain ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", pipeline.all_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_explained_with_a_way_out(rule: pipeline.Rule) -> None:
    result = run("explain", rule.code)
    stops = "; stops the build" if rule.severity == "error" else ""
    assert (result.exit_code, result.output) == (0, f"{rule.code} ({rule.severity}{stops})\n\n{rule.page}\n")
    assert "**Way out:**" in rule.page
    assert rule.page.splitlines()[0].endswith(".")


def test_a_near_miss_is_helped() -> None:
    assert run("explain", "unknown-referense").stderr == "casebook: there is no rule 'unknown-referense'; did you mean 'unknown-reference'?\n"
    far = run("explain", "xyz").stderr
    assert far.startswith("casebook: there is no rule 'xyz'; the rules are: address-taken, ")


# --- new -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS.by_name)
def test_new_writes_one_file_and_says_where(kind: str, project: Project) -> None:
    root = project("good/complete")
    before = everything(root)
    result = run("-C", root, "new", kind, "brand-new")
    path = "/".join(part for part in ("cases", KINDS[kind].folder, "brand-new.yml") if part)
    assert result.exit_code == 0
    assert result.output.startswith(f"{path} is there, as a draft; ")
    assert everything(root).keys() - before.keys() - {f"cases/{KINDS[kind].folder}"} == {path}
    assert everything(root).items() >= before.items()
    assert run("-C", root, "check").exit_code == 0


@pytest.mark.parametrize("slug", ["a.b", "aml.t0051.000", "1.5-b"])
def test_new_takes_an_id_with_full_stops(slug: str, project: Project) -> None:
    root = project("good/complete")
    assert run("-C", root, "new", "topic", slug).exit_code == 0
    assert (root / f"cases/topics/{slug}.yml").is_file()
    assert run("-C", root, "check").exit_code == 0


@pytest.mark.parametrize(
    ("slug", "end"),
    [
        ("ORCHARD Group, Ltd.", '; if that is its name, write casebook new organisation orchard-group-ltd --name "ORCHARD Group, Ltd."'),
        ("Ten: O'Clock", '; if that is its name, write casebook new organisation ten-oclock --name "Ten: O\'Clock"'),
        ("花", '; if that is its name, write casebook new organisation ID --name "花", with an id in letters a to z'),
        ("CON", '; if that is its name, write casebook new organisation con-organisation --name "CON"'),
        ('a"b$c', "at most 64"),
        ("apples.yml", "'apples.yml' is the name of a file; its id is 'apples'"),
        ("cases/organisations/Growers.yaml", "'cases/organisations/Growers.yaml' is the name of a file; its id is 'Growers'"),
        ("", f"an id is wanted: {SLUG_WORDS}, at most 64"),
        ("  ", f"an id is wanted: {SLUG_WORDS}, at most 64"),
    ],
)
def test_new_says_how_a_name_or_a_file_in_the_place_of_an_id_is_written(slug: str, end: str, project: Project) -> None:
    result = run("-C", project("good/complete"), "new", "organisation", slug)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"{end}\n")


@pytest.mark.parametrize(
    ("name", "written"), [(" two\n  lines ", "two lines"), ("A: 'B' #1", "\"A: 'B' #1\""), ("   ", "Write its name here (brand-new)")]
)
def test_a_name_is_one_line_and_may_have_any_sign(name: str, written: str, project: Project) -> None:
    root = project("good/complete")
    assert run("-C", root, "new", "topic", "brand-new", "--name", name).exit_code == 0
    assert f"name: {written}\n" in (root / "cases/topics/brand-new.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "slug", ["Apples", "two words", "a--b", "-a", "a_b", "花", "../x", "a/b", "/tmp/x", "a..b", ".a", "a.", "a.-b", "..", "a" * 65, "a\x00"]
)
def test_new_refuses_what_cannot_be_an_id(slug: str, project: Project) -> None:
    root = project("good/complete")
    before = everything(root.parent)
    result = run("-C", root, "new", "case", "--", slug)
    assert result.exit_code == 2
    assert f"'{slug}' cannot be an id: {SLUG_WORDS}, at most 64" in result.stderr
    assert everything(root.parent) == before


def test_new_refuses_an_id_that_ends_in_a_line_end(project: Project) -> None:
    assert run("-C", project("good/complete"), "new", "case", "apple\n").exit_code == 2


@pytest.mark.parametrize(
    ("kind", "slug", "taken_by"),
    [
        ("case", "apples", " by cases/apples.yml"),
        ("topic", "apples", " by cases/apples.yml"),
        ("case", "orchard-tv", " by cases/platforms/orchard-tv.yml"),
        ("case", "apple-sale", " by cases/apples.yml"),
        ("case", "broken", ""),
        ("case", "folder", ""),
    ],
)
def test_new_refuses_a_taken_id_and_an_existing_file(kind: str, slug: str, taken_by: str, project: Project) -> None:
    root = project("good/complete")
    (root / "cases/broken.yml").write_text("title: [\n")
    (root / "cases/folder.yml").mkdir()
    before = everything(root)
    result = run("-C", root, "new", kind, slug)
    assert (result.exit_code, result.stderr) == (2, f"casebook: the id '{slug}' is taken{taken_by}; choose another\n")
    assert everything(root) == before


def test_new_on_a_full_disk_leaves_nothing_behind(project: Project) -> None:
    root = project("good/complete")
    before = everything(root)
    # The system lets this process write no file longer than a few bytes: as on a full disk, the file can be made and not be filled.
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50)); from casebook.cli import main; main()"
    command = [sys.executable, "-c", code, "-C", str(root), "new", "topic", "quinces"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert (done.returncode, done.stderr) == (2, "casebook: cases/topics/quinces.yml cannot be written: File too large\n")
    assert everything(root) == before


# --- schema ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*KINDS.by_name, "vocabulary", "map", "kind"])
def test_schema_prints_a_json_schema(kind: str, project: Project) -> None:
    result = run("-C", project("good/complete"), "schema", kind)
    assert result.exit_code == 0
    schema = json.loads(result.output)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["additionalProperties"] is False
    assert {"title", "name", "label"} & set(schema["required"])


def test_schema_without_a_kind_is_that_of_the_kind_that_the_catalog_is_about(project: Project) -> None:
    root = project("good/complete")
    assert run("-C", root, "schema").output == run("-C", root, "schema", "case").output


def test_schema_of_a_project_without_kinds_is_that_of_a_declaration(tmp_path: Path) -> None:
    (tmp_path / "cases/kinds").mkdir(parents=True)
    assert json.loads(run("-C", tmp_path, "schema").output)["title"] == "KindFile"


def test_schema_helps_with_a_kind_that_there_is_not(project: Project) -> None:
    result = run("-C", project("good/complete"), "schema", "plase")
    assert (result.exit_code, result.stderr) == (2, "casebook: there is no kind 'plase'; did you mean 'place'?\n")


def test_the_schema_of_a_case_refuses_a_misspelt_field(project: Project) -> None:
    validator = Draft7Validator(json.loads(run("-C", project("good/complete"), "schema", "case").output))
    assert not validator.is_valid({"title": "T", "summary": "S", "sumary": "S"})
    assert validator.is_valid({"title": "T", "summary": "S"})


# --- export and cite -------------------------------------------------------------------------------------------


def test_export_writes_what_stock_mkdocs_builds_in_strict_mode(tmp_path: Path) -> None:
    result = run("-C", WORLD, "export", tmp_path / "plain")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"wrote [0-9]+ pages into .*plain/\n", result.output)
    subprocess.run([Path(sys.executable).with_name("mkdocs"), "build", "--strict", "-q"], cwd=tmp_path / "plain", check=True)
    page = (tmp_path / "plain/site/cases/wesee-flowers/index.html").read_text("utf-8")
    assert 'href="../../sources/ouyang2020/"' in page and 'id="plays"' in page
    about = (tmp_path / "plain/docs/about.md").read_text("utf-8")
    assert "[Tara Ouyang](people/tara-ouyang/index.md)" in about


def test_an_export_links_computed_views_on_the_web_or_not_at_all(write: Callable[..., Path]) -> None:
    files = {
        "cases/a.yml": "title: T\nsummary: S\ncite: k\n",
        "cases/references.bib": "@online{k, title = {T}}\n",
        "docs/index.md": "# Home\n\n[map](map/index.md#x) and [sources](sources/index.md)\n\n`[map](map/index.md)`\n",
    }
    files |= {"docs/plan.txt": "a plan", "docs/.private/plan.txt": "a plan"}
    root = with_mkdocs(write(files))
    run("-C", root, "export", root / "out")
    assert "\nmap and [sources](sources/index.md)\n" in (root / "out/docs/index.md").read_text("utf-8")
    assert "\n`[map](map/index.md)`\n" in (root / "out/docs/index.md").read_text("utf-8")
    assert [path.relative_to(root / "out/docs").as_posix() for path in (root / "out/docs").rglob("plan.txt")] == ["plan.txt"]
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text("utf-8") + "\nsite_url: https://x.example/c\n", "utf-8")
    run("-C", root, "export", root / "web")
    assert "\n[map](https://x.example/c/map/#x) and [sources](sources/index.md)\n" in (root / "web/docs/index.md").read_text("utf-8")


def test_an_export_never_writes_over_anything(project: Project, tmp_path: Path) -> None:
    root, target = with_mkdocs(project("good/complete")), tmp_path / "there"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    result = run("-C", root, "export", target)
    assert result.exit_code == 2
    assert "not an empty folder" in result.stderr
    assert everything(target) == {"mine.txt": b"mine"}


@pytest.mark.parametrize("where", ["cases/plain", "cases/topics", "docs/plain", "templates", ".git/plain", ".", ".."])
def test_an_export_is_never_written_among_the_files_of_the_project(where: str, project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    before = everything(root)
    result = run("-C", root, "export", root / where)
    assert result.exit_code == 2
    assert "the files would be written into" in result.stderr and "choose another folder" in result.stderr
    assert everything(root) == before


def test_an_export_of_a_broken_catalog_writes_nothing(write: Callable[..., Path]) -> None:
    root = with_mkdocs(write(BROKEN))
    result = run("-C", root, "export", root / "out")
    assert result.exit_code == 1
    assert "unknown-reference" in result.stderr and "nothing was written" in result.stderr
    assert not [path for path in root.iterdir() if "out" in path.name]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("wesee-flowers",), r"The Casebook authors\. \(2026, .*\)\. A magistrate’s gerbera\. Casebook\.\nVersion [0-9a-f]{10}\n"),
        (
            ("wesee-flowers/plays", "--style", "gb-t-7714"),
            r"The Casebook authors\. A magistrate’s gerbera: up to 52 .*\[EB\].*\nVersion .*\n",
        ),
        (("ouyang2020", "--format", "bibtex"), r"@online\{ouyang2020,\n[\s\S]*\}\n"),
        (("wesee-flowers/plays", "--format", "ris"), r"TY  - WEB\nID  - wesee-flowers_plays\n[\s\S]*ER  - \n"),
        (("ouyang2020", "--format", "csl-json"), r"\[\n \{\n  \"id\": \"ouyang2020\"[\s\S]*\]\n"),
    ],
)
def test_cite_prints_a_record_a_claim_or_a_source(arguments: tuple[str, ...], expected: str) -> None:
    result = run("-C", WORLD, "cite", *arguments)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(expected, result.stdout), result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("wesee-flower",), "did you mean 'wesee-flowers'?"),
        (("wesee-flowers/play",), "did you mean 'wesee-flowers/plays'?"),
        (("wesee-flowers", "--style", "nope"), "no citation style 'nope'"),
    ],
)
def test_cite_helps_with_a_name_it_does_not_know(arguments: tuple[str, ...], words: str) -> None:
    result = run("-C", WORLD, "cite", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
