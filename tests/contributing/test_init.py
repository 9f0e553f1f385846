"""A catalog of one's own: what `init` writes, that it is sound as it is, and that nothing half made is ever left."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from casebook.cli import main
from casebook.contributing import starter
from casebook.publishing import build, pipeline
from casebook.text.typography import quoted
from click.testing import CliRunner, Result

from tests.conftest import ROOT

# What a person types beside letters, in YAML and in Markdown.
ODD = "A \"x\" 'y' [[b]] <i> & #c: {{d}} [#x] [@z] *e* _f_ `g` @YAML_NAME@ \\ -"


def run(*arguments: str | Path, input: str = "") -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments], input=input)


def found(root: Path) -> list[str]:
    return [str(diagnostic) for diagnostic in pipeline.check(root).diagnostics]


def kinds_of_records(root: Path) -> dict[str, list[str]]:
    catalog = pipeline.check(root).catalog
    return {kind.name: [entry.id for entry in catalog.by_kind[kind.name]] for kind in catalog.kinds}


# --- the catalog -----------------------------------------------------------------------------------------------


def test_the_new_catalog_is_sound_and_builds(tmp_path: Path) -> None:
    root = tmp_path / "sea-walls"
    result = run("init", root, "--licence", "CC-BY-4.0")
    assert (result.exit_code, result.stderr) == (0, "")
    assert found(root) == []
    site = build.build(root)
    assert "Sea walls" in (site / "index.html").read_text("utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in (site / "projects/tool-library/index.html").read_text("utf-8")


def test_each_of_its_kinds_has_an_example_with_a_claim_and_a_source(tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    catalog = pipeline.check(tmp_path / "new").catalog
    assert set(catalog.kinds.by_name) == {"project", "organisation", "place", "measure"}
    for kind in catalog.kinds:
        if kind.name != "measure":
            cited = [claim.cite for entry in catalog.by_kind[kind.name] for claim in entry.record.claims]
            assert cited, kind.name
            assert all(cited)


def test_every_kind_of_it_can_be_added_to(tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root)
    for kind in kinds_of_records(root):
        assert run("-C", root, "new", kind, f"second-{kind}").exit_code == 0
    assert pipeline.check(root).is_sound


def test_without_its_examples_it_is_sound_and_builds(tmp_path: Path) -> None:
    run("init", tmp_path / "mine")
    root = tmp_path / "mine"
    run("-C", root, "new", "project", "our-own")
    own = root / "cases/our-own.yml"
    written = own.read_text("utf-8").replace("status: draft\n", "")
    own.write_text(written, "utf-8")
    # What the skeleton left for a person to write is not published.
    assert {diagnostic.code for diagnostic in pipeline.check(root).diagnostics} == {"leftover-placeholder"}
    own.write_text(re.sub("Write (?:here|its).*", "All of our own", written), "utf-8")
    # As the README says.
    examples = ["tool-library.yml", *(f"{folder}/*.yml" for folder in ("organisations", "places", "measures"))]
    for path in [path for pattern in examples for path in (root / "cases").glob(pattern)]:
        path.unlink()
    (root / "cases/references.bib").write_text("", "utf-8")
    assert {diagnostic.span.path for diagnostic in pipeline.check(root).diagnostics} == {"docs/index.md"}
    (root / "docs/index.md").write_text("# Ours\n\n- [All projects](projects/index.md)\n- [[our-own]]\n", "utf-8")
    assert found(root) == []
    assert run("-C", root, "build").exit_code == 0
    assert (root / "site/projects/our-own/index.html").is_file()


def test_it_says_what_to_do_next_and_ends_there(tmp_path: Path) -> None:
    result = run("init", tmp_path / "new")
    files = [path for path in (tmp_path / "new").rglob("*") if path.is_file() and ".casebook" not in path.parts]
    lines = result.stdout.splitlines()
    assert lines[0] == f"wrote {len(files)} files into {os.path.relpath(tmp_path / 'new')}/"
    for command in ("cd ", "casebook check", "casebook serve", "casebook build", "casebook new project ID"):
        assert any(line.startswith(f"  {command}") for line in lines), command


def test_what_the_readme_tells_to_do_is_there(tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root)
    named = re.findall(r"`((?:cases|docs|\.github)/[\w./-]*|mkdocs\.yml|requirements\.txt)`", (root / "README.md").read_text("utf-8"))
    assert len(named) > 6
    # The one that is a pattern has its name in capitals.
    assert [path for path in named if "NAME" not in path and not (root / path).exists()] == []


@pytest.mark.parametrize("name", [ODD, "Вода и люди", "x" * starter.NAME_LENGTH, "- a", "null", "2020"])
def test_any_name_stands_as_it_was_given(name: str, tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert run("init", root, "--name", name).exit_code == 0
    assert build.load_config_at(root).site_name == name
    assert found(root) == []


def test_a_name_full_of_marks_is_the_title_of_the_home_page(tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root, "--name", ODD)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", (build.build(root) / "index.html").read_text("utf-8"))
    assert heading
    assert heading[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") == quoted(ODD, "en")


@pytest.mark.parametrize("name", ["  ", "a\nb", "a\u200eb", "x" * (starter.NAME_LENGTH + 1)])
def test_what_is_no_line_of_text_is_no_name(name: str, tmp_path: Path) -> None:
    result = run("init", tmp_path / "new", "--name", name)
    assert (result.exit_code, result.stderr) == (2, f"casebook: a catalog's name is one line of at most {starter.NAME_LENGTH} characters\n")
    assert list(tmp_path.iterdir()) == []


# --- the licence -----------------------------------------------------------------------------------------------


def test_without_a_terminal_no_licence_is_asked_for_and_none_is_claimed(tmp_path: Path) -> None:
    result = run("init", tmp_path / "new", input="CC-BY-4.0\n")
    assert result.exit_code == 0
    assert build.settings(build.load_config_at(tmp_path / "new")).licence is None
    assert "None is named yet" in (tmp_path / "new/README.md").read_text("utf-8")


@pytest.mark.parametrize("name", starter.LICENCES)
def test_every_licence_reaches_the_site_and_the_readme(name: str, tmp_path: Path) -> None:
    assert run("init", tmp_path / "new", "--licence", name.lower()).exit_code == 0
    assert build.settings(build.load_config_at(tmp_path / "new")).licence == starter.LICENCES[name]
    assert starter.LICENCES[name].url in (tmp_path / "new/README.md").read_text("utf-8")


def test_an_unknown_licence_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    result = run("init", tmp_path / "new", "--licence", "CC-BY-40")
    assert result.exit_code == 2
    assert "'CC-BY-40' is no licence that is known here; did you mean 'CC-BY-4.0'?" in result.stderr
    far = run("init", tmp_path / "new", "--licence", "of my own").stderr
    assert "known are: CC-BY-4.0, " in far
    assert "'none'" in far
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_on_a_terminal_the_licence_is_asked_for(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-c", "from casebook.cli import main; main()", "init", str(tmp_path / "new")]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT) as process:
        os.close(theirs)
        os.write(ours, b"CC0-1.0\n")
        try:
            process.communicate(timeout=60)
        finally:
            process.kill()
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert process.returncode == 0
    assert "What may its texts and data be used under?" in shown
    assert all(name in shown for name in (*starter.LICENCES, "none"))
    assert build.settings(build.load_config_at(tmp_path / "new")).licence == starter.LICENCES["CC0-1.0"]


# --- where it is made ------------------------------------------------------------------------------------------


def test_it_is_made_in_a_folder_that_has_only_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new/.git").mkdir(parents=True)
    (tmp_path / "new/.git/HEAD").write_text("ref: refs/heads/main\n")
    for folder in ("objects", "refs"):
        (tmp_path / "new/.git" / folder).mkdir()
    monkeypatch.chdir(tmp_path / "new")
    result = run("init", ".")
    assert result.exit_code == 0
    assert "  cd " not in result.stdout
    assert (tmp_path / "new/.git/HEAD").is_file()
    assert yaml.safe_load((tmp_path / "new/mkdocs.yml").read_text("utf-8"))["site_name"] == "New"
    assert found(Path()) == []
    there = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert there == sorted([".casebook", ".git", *(path.name for path in starter.FILES.iterdir())])


def test_it_is_made_with_the_folders_above(tmp_path: Path) -> None:
    assert run("init", tmp_path / "a/b/new").exit_code == 0
    assert found(tmp_path / "a/b/new") == []
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_its_folders_are_open_to_whom_folders_are_open(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    run("init", tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("name", ["notes.txt", "cases", "README.md", ".gitignore"])
def test_a_folder_with_something_in_it_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / name).write_text("mine")
    result = run("init", tmp_path / "new")
    assert (result.exit_code, result.stderr) == (2, f"casebook: {tmp_path / 'new'} is not empty: it holds {name}; choose another folder\n")
    assert [path.name for path in tmp_path.rglob("*")] == ["new", name]


@pytest.mark.parametrize("name", ["here", "here/below"])
def test_a_file_is_no_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("mine")
    result = run("init", tmp_path / name)
    assert result.exit_code == 2
    assert str(tmp_path / name) in result.stderr
    assert (tmp_path / "here").read_text() == "mine"


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("failing", ["write_text", "rename"])
def test_nothing_half_made_is_left_when_the_disk_is_full(is_there: bool, failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a/new"
    if is_there:
        target.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    done, real = [], getattr(Path, failing)

    def fail(self: Path, *arguments: object, **options: object) -> object:
        done.append(self)
        if len(done) > (3 if is_there or failing == "write_text" else 0):
            raise OSError(28, "No space left on device")
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, failing, fail)
    result = run("init", target)
    assert (result.exit_code, result.stderr) == (2, f"casebook: {target} cannot be made: No space left on device\n")
    assert sorted(tmp_path.rglob("*")) == before


# --- where the workflow installs the program from --------------------------------------------------------------


@pytest.mark.parametrize(
    ("noted", "expected"),
    [
        ({"url": "https://example.org/r.git", "vcs_info": {"vcs": "git", "commit_id": "abc1"}}, "casebook @ git+https://example.org/r.git@abc1"),
        ({"url": "https://example.org/c.whl", "archive_info": {}}, "casebook @ https://example.org/c.whl"),
        ({"url": "https://me:secret@example.org/c.whl", "archive_info": {}}, ""),
        ({"url": "file:///home/me/c.whl", "archive_info": {}}, ""),
        ({"url": "https://example.org/a b.whl"}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_what_is_installed_comes_from_where_this_program_came(noted: object, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata.Distribution, "read_text", lambda self, name: None)
    monkeypatch.setattr(metadata.PathDistribution, "read_text", lambda self, name: None if noted is None else json.dumps(noted))
    assert starter.requirement() == expected
    result = run("init", tmp_path / "new")
    lines = [line for line in (tmp_path / "new/requirements.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    # Never by its name alone: that is another program's in the Python Package Index.
    assert lines == ([expected] if expected else [])
    assert ("requirements.txt has to say" in result.stdout) == (not expected)


@pytest.mark.parametrize(
    ("requirement", "lines"),
    [
        (
            "casebook @ git+https://example.org/us/casebook.git@0123abc",
            ["- repo: https://example.org/us/casebook.git", "- uses: us/casebook@0123abc"],
        ),
        ("casebook @ https://example.org/c.whl", ["- repo: https://…", "- uses: OWNER/REPOSITORY@COMMIT"]),
        ("", ["- repo: https://…", "- uses: OWNER/REPOSITORY@COMMIT"]),
    ],
)
def test_the_readme_names_the_hooks_and_the_action_of_this_program(
    requirement: str, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, "requirement", lambda: requirement)
    starter.create(tmp_path / "new", "New", None)
    readme = [line.strip() for line in (tmp_path / "new/README.md").read_text("utf-8").splitlines()]
    assert [line for line in lines if line not in readme] == []


# --- from the wheel --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel of this package, and beside it only what this one has installed."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "generator", "pyproject.toml", "README.md", "LICENSE"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for path in tracked.stdout.splitlines():
        (folder / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "source" / path).write_bytes((ROOT / path).read_bytes())
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, folder / "source"], check=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", wheel], check=True, timeout=300)
    here = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True)
    # What lies in a folder named here can be imported, but no .pth file in it counts: not the one that leads to this repository.
    (Path(here.stdout.strip()) / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return python


def test_the_wheel_holds_every_file_of_the_starter(installed: Path) -> None:
    (wheel,) = installed.parents[2].glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    files = {path.relative_to(starter.FILES).as_posix() for path in starter.FILES.rglob("*") if path.is_file()}
    assert {name.removeprefix("casebook/starter/") for name in names if name.startswith("casebook/starter/")} == files
    assert {".gitignore", ".pre-commit-config.yaml", ".github/workflows/check.yml", "cases/kinds/project.yml"} <= files


def test_what_is_installed_makes_checks_and_builds_a_catalog(installed: Path, tmp_path: Path) -> None:
    def casebook(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [installed.with_name("casebook"), *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True, timeout=300)

    where = "import casebook, importlib.util as util; print(casebook.__file__, util.find_spec('generator'))"
    imported = subprocess.run([installed, "-c", where], cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split()
    assert Path(imported[0]).is_relative_to(installed.parents[1])
    assert imported[1] == "None"
    made = casebook("init", "mine", "--licence", "MIT")
    assert (made.returncode, made.stderr) == (0, "")
    checked = casebook("-C", "mine", "check")
    assert (checked.returncode, checked.stdout) == (0, "no problems in 1 project, 7 records, 2 sources, 2 pages\n")
    built = casebook("-C", "mine", "build")
    assert (built.returncode, built.stdout) == (0, "built mine/site/\n")
    assert (tmp_path / "mine/site/projects/tool-library/index.html").is_file()
    assert sorted(path.name for path in (tmp_path / "mine").iterdir() if path.name not in (".cache", ".casebook", "site", ".site.lock")) == sorted(
        path.name for path in starter.FILES.iterdir()
    )
