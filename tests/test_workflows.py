"""The workflows: no hole that a program finds, nothing unpinned, and their own commands judge requests as they say they do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from casebook.contributing import starter
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import Draft7Validator

from tests.conftest import ROOT
from tests.contributing.test_taking import commit, git

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
STARTER = ROOT / "generator/starter/.github/workflows/check.yml"
ACTION = ROOT / "action.yml"
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
PROGRAM = Path(sys.executable).with_name("casebook")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def jobs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from read(path)["jobs"].items()


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- what programs find ----------------------------------------------------------------------------------------


def test_zizmor_at_its_strictest_finds_nothing() -> None:
    command = [Path(sys.executable).with_name("zizmor"), "--persona", "auditor", "--offline", "--strict-collection", "--format", "json"]
    places = [".github", "action.yml", ".pre-commit-hooks.yaml", ".pre-commit-config.yaml", STARTER]
    done = subprocess.run([*command, "--no-config", *places], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    # It looked at all of them.
    assert [path for path in (*WORKFLOWS, STARTER, ACTION) if path.name not in done.stderr] == []


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        *(("vendor.github-workflows", path) for path in (*WORKFLOWS, STARTER)),
        *(("vendor.github-issue-config" if path.stem == "config" else "vendor.github-issue-forms", path) for path in FORMS),
        ("vendor.github-actions", ACTION),
        ("vendor.dependabot", ROOT / ".github/dependabot.yml"),
    ],
    ids=lambda value: name(value) if isinstance(value, Path) else "",
)
def test_a_file_is_valid_by_its_schema(schema: str, path: Path) -> None:
    # YAML 1.1 takes the key `on` for a yes.
    data = json.loads(json.dumps(read(path)).replace('{"true": ', '{"on": ').replace('"true": {"', '"on": {"'))
    assert [error.message for error in Draft7Validator(get_builtin_schema(schema)).iter_errors(data)] == []


# --- rights and pins -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*WORKFLOWS, STARTER], ids=name)
def test_a_workflow_has_no_rights_but_those_that_its_jobs_name(path: Path) -> None:
    text = path.read_text("utf-8")
    assert read(path)["permissions"] == {}
    assert not re.search(r"pull_request_target|\bsecrets\.\w", text)
    for _name, job in jobs(path):
        assert job["timeout-minutes"] <= 60
        # What comes from outside reaches a command by its environment, never as a part of the command.
        assert [step["run"] for step in job["steps"] if "${{" in step.get("run", "")] == []
        checkouts = [step["with"] for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert all(options["persist-credentials"] is False for options in checkouts)


def test_what_judges_requests_can_read_alone() -> None:
    for path in (REVIEW, ROOT / ".github/workflows/test.yml", STARTER):
        assert {json.dumps(job["permissions"]) for _name, job in jobs(path)} == {'{"contents": "read"}'}


def test_every_action_is_pinned_by_its_hash_and_to_one_everywhere() -> None:
    files = [*WORKFLOWS, STARTER, ACTION]
    used = [line.split("uses:", 1)[1].strip() for path in files for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert len(used) > 15
    assert [line for line in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert len({line.partition("@")[0] for line in used}) == len(set(used))


def test_one_version_of_uv_is_installed_everywhere() -> None:
    files = [*WORKFLOWS, ACTION, ROOT / "Makefile"]
    wanted = [hit for path in files for hit in re.findall(r"pip install [^\n]*?\buv\b([^\s\"]*)", path.read_text("utf-8"))]
    assert len(wanted) >= 4
    # By -I nothing that a request brings is taken for a part of Python.
    runs = [hit for path in (*WORKFLOWS, ACTION, STARTER) for hit in re.findall(r"python ([^\n]*?)-m pip", path.read_text("utf-8"))]
    assert set(runs) == {"-I "}
    assert re.fullmatch(r"==\d+\.\d+\.\d+", wanted[0]) and len(set(wanted)) == 1


def test_updates_wait() -> None:
    updates = read(ROOT / ".github/dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "uv"}
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


# --- what the commands do --------------------------------------------------------------------------------------


class Run:
    """A job's own commands, run one after the other in a folder, with the conditions that these workflows use."""

    def __init__(self, workflow: Path, job: str, folder: Path) -> None:
        self.folder, self.ran, self.failed, self.broken = folder, [], [], []
        self.outputs, self.summary = folder / "outputs", folder / "summary.md"
        self.outputs.touch()
        self.summary.touch()
        self.said: dict[str, str] = {}
        for step in read(workflow)["jobs"][job]["steps"]:
            if "run" in step and not step["name"].startswith("Install") and self._is_wanted(str(step.get("if", ""))):
                self._run(step)

    def _is_wanted(self, condition: str) -> bool:
        known = ("steps.take.outputs.taken == 'true'", "${{ !cancelled() && steps.take.outputs.taken == 'true' }}", "")
        assert condition in known, condition
        taken = "taken=true" in self.outputs.read_text()
        return (taken or not condition) and ("cancelled" in condition or not self.failed)

    def _run(self, step: dict[str, Any]) -> None:
        script = self.folder / "step.sh"
        script.write_text(step["run"])
        path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "GITHUB_OUTPUT": str(self.outputs), "GITHUB_STEP_SUMMARY": str(self.summary)}
        if "env" in step:
            assert list(step["env"]) == ["FILES"]
            environment["FILES"] = "https://example.org/our/catalog/blob/3f2c1d"
        # As the host runs it: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=120)
        self.ran.append(step["name"])
        self.said[step["name"]] = done.stdout + done.stderr
        if done.returncode:
            (self.broken if step.get("continue-on-error") else self.failed).append(step["name"])


REVIEW = ROOT / ".github/workflows/review.yml"
TAKE, CHECK, BUILD = "Take what is content", "Check, with a word at each line", "Build a preview, with drafts"
EVIDENCE = "Say what becomes of the evidence, what was found, and what is missing"
GARDEN = """\
title: A garden on the roof
summary: Tenants of one house grow vegetables on its roof; nobody has counted them.
places: [riverside]
claims:
  - {id: beds, statement: There are more beds than tenants., cite: herald2023}
"""


@pytest.fixture
def judged(tmp_path: Path) -> Any:
    """What runs the job on a request that makes these changes to a catalog."""
    origin = tmp_path / "origin"
    starter.create(origin, "Ours", None)
    git(origin, "init", "--quiet", "--initial-branch=main")
    commit(origin, {"code.py": "OURS = 1\n"})

    def judge(files: dict[str, str | None], links: dict[str, str] | None = None) -> Run:
        work = tmp_path / "work"
        work.mkdir()
        git(work, "clone", "--quiet", str(origin), "base")
        git(origin, "checkout", "--quiet", "-b", "theirs")
        for path, aim in (links or {}).items():
            (origin / path).symlink_to(aim)
        commit(origin, files)
        git(work, "clone", "--quiet", "--branch=theirs", str(origin), "request")
        # Where the program of the base would be.
        (work / "base/.venv/bin").mkdir(parents=True)
        (work / "base/.venv/bin/casebook").symlink_to(PROGRAM)
        return Run(REVIEW, "content", work)

    return judge


def test_a_good_case_passes_with_its_evidence_and_a_preview(judged: Any) -> None:
    # Whoever wrote it cites a source twice in vain: the check warns, and that fails nothing.
    source = "@misc{nobody2020,\n  title = {Cited by nobody},\n  date = {2020},\n}\n"
    bibliography = (starter.FILES / "cases/references.bib").read_text("utf-8")
    done = judged(
        {"cases/roof-garden.yml": GARDEN, "cases/references.bib": f"{bibliography}\n{source}", "cases/draft.yml": f"status: draft\n{GARDEN}"}
    )
    assert (done.failed, done.broken, BUILD in done.ran) == ([], [], True)
    assert "::warning file=cases/references.bib" in done.said[CHECK] and "orphan-source" in done.said[CHECK]
    summary = done.summary.read_text("utf-8")
    assert summary.startswith("**Content only.** This request changes 3 files of the catalog, and nothing else.")
    assert "(https://example.org/our/catalog/blob/3f2c1d/cases/roof-garden.yml#L1)" in summary
    assert "`cases/roof-garden.yml:5`" in summary
    # What is warned of stands there, too, and the preview leads from page to page on a disk.
    assert re.search(r"<details><summary>\d+ warnings?</summary>", summary) and "[orphan-source]" in summary
    assert "since `base`:" in summary and "### Preview" in summary and "No preview" not in summary
    assert (done.folder / "preview/projects/roof-garden/index.html").is_file()
    assert 'href="../projects/roof-garden/index.html"' in (done.folder / "preview/projects/index.html").read_text("utf-8")
    assert (done.folder / "preview/projects/draft/index.html").is_file()


def test_an_error_fails_it_at_its_line_and_the_evidence_is_told_all_the_same(judged: Any) -> None:
    # And a figure that was changed in silence.
    record = (starter.FILES / "cases/tool-library.yml").read_text("utf-8").replace("value: 412", "value: 512")
    done = judged({"cases/roof-garden.yml": GARDEN.replace("herald2023", "herald2032"), "cases/tool-library.yml": record})
    assert done.failed == [CHECK]
    assert "::error file=cases/roof-garden.yml,line=5," in done.said[CHECK]
    assert "uncorrected-change" in done.said[CHECK]
    assert EVIDENCE in done.ran and BUILD not in done.ran
    # What changed in silence comes before what is merely wrong.
    first, found, missing = (done.summary.read_text("utf-8").index(words) for words in ("512", "[unknown-reference]", "**No preview**"))
    assert first < found < missing


def test_a_page_that_loads_from_elsewhere_has_no_preview_and_that_is_told(judged: Any) -> None:
    page = f"{(starter.FILES / 'docs/index.md').read_text('utf-8')}\n![A logo](https://partner.example/logo.png)\n"
    done = judged({"docs/index.md": page})
    assert done.failed == [BUILD]
    summary = done.summary.read_text("utf-8")
    assert "  - `address`: now `https://partner.example/logo.png`\n" in summary
    assert "### No preview" in summary and "error[foreign-request]: this page loads https://partner.example/logo.png" in summary


def test_of_a_request_with_code_nothing_is_run_and_the_reviewer_is_told(judged: Any) -> None:
    done = judged({"cases/roof-garden.yml": GARDEN, "code.py": "raise SystemExit\n", "mkdocs.yml": "site_name: Theirs\n"})
    assert (done.ran, done.failed) == ([TAKE], [])
    summary = done.summary.read_text("utf-8")
    assert "**More than content.**" in summary and "- `code.py`\n- `mkdocs.yml`\n" in summary
    # Nothing failed, as nothing was looked at: a green tick would say something else.
    assert "::warning title=Not looked at::" in done.said[TAKE]
    assert not (done.folder / "content").exists()


def test_a_link_fails_it_and_leads_nowhere(judged: Any) -> None:
    done = judged({"cases/roof-garden.yml": GARDEN}, links={"docs/secret.md": "/etc/passwd"})
    assert (done.ran, done.failed) == ([TAKE], [TAKE])
    assert "- `docs/secret.md` is a link: it could lead anywhere" in done.summary.read_text("utf-8")
    assert not (done.folder / "content").exists()


def _obeyed(log: str) -> list[str]:
    """The lines of a log that a host takes for commands: `::command::` at their beginning, `##[command]` anywhere, unless that is stopped."""
    found, token = [], ""
    for line in log.splitlines():
        if token:
            token = "" if line.strip() == f"::{token}::" else token
        elif stopped := re.fullmatch(r"::stop-commands::(\w{16,})", line.strip()):
            token = stopped[1]
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    return found


def test_no_name_of_a_request_is_a_command(judged: Any) -> None:
    done = judged({"##[add-mask]a": "x\n", "::error::b": "x\n", "docs/##[error]c.md": "# C\n"})
    assert "- `##[add-mask]a`" in done.said[TAKE] and "- `::error::b`" in done.said[TAKE]
    assert [line.partition("::This")[0] for line in _obeyed(done.said[TAKE])] == ["::warning title=Not looked at"]


def test_no_word_of_a_page_is_a_command(judged: Any) -> None:
    page = "# P\n\n![##[error]c](https://partner.example/##[add-mask]a.png)\n"
    done = judged({"docs/index.md": page})
    assert BUILD in done.failed and "##[" in done.said[BUILD] and not _obeyed(done.said[BUILD])


def test_the_starters_workflow_does_the_same() -> None:
    ours, theirs = (
        {step["name"]: step for step in read(path)["jobs"][job]["steps"] if "if" in step or step.get("id")}
        for path, job in ((REVIEW, "content"), (STARTER, "review"))
    )
    # Its program is installed beside the base, and has no layout to speak of.
    told = {title: {**step, "run": step.get("run", "").replace("base/.venv/bin/", "")} for title, step in ours.items() if "layout" not in title}
    assert told == {title: {"run": "", **step} for title, step in theirs.items()}


# --- for other catalogs ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("other") / "catalog"
    starter.create(root, "Other", None)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, {})
    return root


@pytest.fixture
def broken(catalog: Path) -> Iterator[Path]:
    record = catalog / "cases/tool-library.yml"
    before = record.read_text("utf-8")
    record.write_text(before.replace("stage: running", "stage: runing"), "utf-8")
    yield catalog
    record.write_text(before, "utf-8")


def action(catalog: Path, against: str = "") -> subprocess.CompletedProcess[str]:
    """The action's own check of a catalog, with this program in the place of the one that it would install."""
    steps = {step["name"]: step for step in read(ACTION)["runs"]["steps"]}
    assert "uv sync --quiet --frozen" in steps["Install Casebook"]["run"]
    place = catalog.parent / "action"
    (place / ".venv/bin").mkdir(parents=True, exist_ok=True)
    if not (place / ".venv/bin/casebook").exists():
        (place / ".venv/bin/casebook").symlink_to(PROGRAM)
    assert steps["Check"]["env"] == {"CATALOG": "${{ inputs.path }}", "AGAINST": "${{ inputs.against }}"}
    environment = {**os.environ, "GITHUB_ACTION_PATH": str(place), "CATALOG": "catalog", "AGAINST": against}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", steps["Check"]["run"]]
    return subprocess.run(command, cwd=catalog.parent, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_the_action_checks_a_catalog(catalog: Path) -> None:
    assert (action(catalog).returncode, action(catalog, "HEAD").returncode) == (0, 0)
    assert action(catalog, "no; such $(revision)").returncode == 2


def test_the_action_names_what_is_wrong_at_its_line(broken: Path) -> None:
    done = action(broken)
    assert (done.returncode, done.stdout.startswith("::error file=cases/tool-library.yml,line=4,")) == (1, True)


def hook(root: Path, which: str) -> int:
    """How a hook of ours ends in a project."""
    hooks = {item["id"]: item for item in read(ROOT / ".pre-commit-hooks.yaml")}
    found = hooks[which]
    assert (found["language"], found["pass_filenames"]) == ("python", False)
    assert all(re.search(found["files"], path) for path in ("cases/tool-library.yml", "cases/kinds/project.yml"))
    environment = {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(found["entry"].split(), cwd=root, env=environment, capture_output=True, check=False, timeout=60).returncode


def test_the_hooks_run_in_a_project(catalog: Path) -> None:
    assert hook(catalog, "casebook-check") == 0
    assert hook(catalog, "casebook-fmt") == 0
    assert git(catalog, "status", "--porcelain", "--untracked-files=no") == ""


def test_a_hook_stops_a_commit_with_an_error(broken: Path) -> None:
    assert hook(broken, "casebook-check") == 1


# --- what is said about it -------------------------------------------------------------------------------------


def test_what_is_said_of_warnings_is_what_is_done() -> None:
    said = {
        "SECURITY.md": "**A warning never does.**",
        "docs/contribute/index.md": "never fails anything",
        ".github/pull_request_template.md": "A warning stops nothing.",
        "generator/templates/handbook_rules.html": "a warning asks for a look, and stops nothing",
    }
    assert [path for path, words in said.items() if words not in " ".join((ROOT / path).read_text("utf-8").split())] == []


# --- addresses -------------------------------------------------------------------------------------------------

# Stands for the host's own program: it says which issue is open, and writes down what else it is asked to do.
# What it answers to a question is what is asked for of it, as jq gives it.
GH = """#!/bin/sh
if [ "$2" = list ]; then
  while [ "$1" != --jq ]; do shift; done
  printf '%s' "$OPEN" | jq -r "$2"
else
  echo "$@" >> "$ASKED"
fi
"""
OURS = '{"number": 7, "title": "Addresses that want a look", "author": {"is_bot": true, "login": "app/github-actions"}}'
THEIRS = '{"number": 6, "title": "Addresses that want a look", "author": {"is_bot": false, "login": "somebody"}}'


@pytest.mark.parametrize(
    ("open_issue", "body", "asked"),
    [
        ("[]", "- [ ] `https://gone.example/`\n", "issue create --title Addresses that want a look --body-file body.md\n"),
        (f"[{THEIRS}, {OURS}]", "- [ ] `https://gone.example/`\n", "issue edit 7 --body-file body.md\n"),
        (f"[{OURS}]", "3 addresses: 3 ok.\n", "issue close 7 --comment Every address answers.\n"),
        # Whoever opens one of that name is not followed.
        (f"[{THEIRS}]", "- [ ] `https://gone.example/`\n", "issue create --title Addresses that want a look --body-file body.md\n"),
        (f"[{THEIRS}]", "3 addresses: 3 ok.\n", ""),
    ],
)
@pytest.mark.skipif(shutil.which("jq") is None, reason="there is no jq")
def test_addresses_that_want_a_look_are_one_issue(open_issue: str, body: str, asked: str, tmp_path: Path) -> None:
    step = read(ROOT / ".github/workflows/links.yml")["jobs"]["ask"]["steps"][-1]
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "links.md").write_text(body)
    (tmp_path / "asked").touch()
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "OPEN": open_issue, "ASKED": str(tmp_path / "asked")}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    subprocess.run(command, cwd=tmp_path, env={**environment, "TITLE": step["env"]["TITLE"]}, check=True, timeout=30)
    assert (tmp_path / "asked").read_text() == asked


@pytest.mark.parametrize(("owners", "is_told"), [("/cases/ @OWNER/editors\n", True), ("/cases/ @our-people/editors\n", False), (None, False)])
def test_who_forgot_to_name_the_owners_is_told(owners: str | None, is_told: bool, tmp_path: Path) -> None:
    step = next(step for step in read(ROOT / ".github/workflows/deploy.yml")["jobs"]["build"]["steps"] if "not asked yet" in step["name"])
    (tmp_path / ".github").mkdir()
    if owners:
        (tmp_path / ".github/CODEOWNERS").write_text(owners)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=30)
    assert ("::warning file=.github/CODEOWNERS,title=Nobody is asked::" in done.stdout) is is_told
