"""Whole small projects: what `casebook check` prints for each, to the letter, and what their pages show."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from casebook import checks
from casebook.base.diagnostic import Diagnostic, Severity
from casebook.cli import main
from casebook.contributing.edits import edited
from casebook.contributing.mending import edits_of
from casebook.publishing import build, pipeline
from casebook.publishing.render import Renderer
from click.testing import CliRunner, Result

from tests.conftest import PROJECTS, UPDATE, copy_project, with_mkdocs

BAD = sorted(path.name for path in (PROJECTS / "bad").iterdir())
GOOD = sorted(path.name for path in (PROJECTS / "good").iterdir())
# Projects that are about how the reader takes an attack: those are run in a process of their own, and measured.
HOSTILE = [
    *("alias-bomb", "merge-bomb", "nested-brackets", "deep-mapping", "large-file", "long-values", "python-object", "inert-markup", "costly-page"),
    *("bad-picture", "no-plain-files"),
]
MEGABYTE = 1024 * 1024
NOBODY = 65534


def check(root: Path, source: Path | None = None) -> Result:
    """Check a project, with the further arguments that its `expected.arguments` names."""
    extra = (source / "expected.arguments").read_text().split() if source and (source / "expected.arguments").exists() else []
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "check", *extra])


def said(result: Result) -> str:
    """What a check printed, without the note that none of these projects lies in a Git repository."""
    return "".join(line for line in result.output.splitlines(keepends=True) if not line.endswith("(casebook explain no-history)\n"))


def compare(expected: Path, found: str) -> None:
    if UPDATE:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("name", BAD)
def test_bad_project_is_diagnosed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_project(PROJECTS / "bad" / name, tmp_path / "project")
    is_readable_to_us = name == "unreadable-file" and os.geteuid() == 0
    # What is found is kept, for a check of each project takes its time.
    run, found = pipeline.check, list[Diagnostic]()

    def checked(*arguments: Any) -> pipeline.Checked:
        done = run(*arguments)
        found.extend(done.diagnostics)
        return done

    monkeypatch.setattr(pipeline, "check", checked)
    result = _check_as_nobody(root) if is_readable_to_us else check(root, PROJECTS / "bad" / name)
    compare(PROJECTS / "bad" / name / "expected.txt", f"{said(result)}exit {result.exit_code}\n")
    assert "[" in result.output or result.exit_code == 2
    proposals = [item for item in found if item.instead is not None]
    known = {(item.span.path, item.code, item.message) for item in found}
    while proposals:
        # One a line at a time: the columns of the others would not be where they were.
        first = {(item.span.path, item.span.line): item for item in reversed(proposals) if not item.more} or {("", 0): proposals[0]}
        _vanish(list(first.values()), root, PROJECTS / "bad" / name, found, known)
        proposals = [item for item in proposals if item not in first.values()]


def _vanish(proposals: list[Diagnostic], root: Path, source: Path, found: list[Diagnostic], known: set[tuple[str, str, str]]) -> None:
    """What findings propose, put where they were found, leaves nothing of the kind to be found there, and brings no other error."""
    before = {item.span.path: (root / item.span.path).read_bytes() for item in proposals}
    for path, content in before.items():
        edits = sorted(edit for item in proposals if item.span.path == path for edit in edits_of(item))
        (root / path).write_bytes(edited(content.decode(), edits).encode())
    found.clear()
    check(root, source)
    for item in proposals:
        there = range(item.span.column, item.span.column + len(item.instead or ""))
        left = [one for one in found if one.span.path == item.span.path and one.span.line == item.span.line and one.span.column in there]
        # A record that its name is now written for is still to be made, as was said with it.
        assert [one for one in left if one.code == item.code and not item.help.endswith(f"; {one.help}")] == []
        # Also what would have been found behind it was found before; of a file that is no YAML nothing is.
        if item.code == "yaml-syntax":
            continue
        assert [one for one in left if one.severity is Severity.ERROR and (one.span.path, one.code, one.message) not in known] == [], item
    for path, content in before.items():
        (root / path).write_bytes(content)


def _check_as_nobody(root: Path) -> Result:
    """Root may read everything; nobody may not. The modules are loaded before the change."""
    pipeline.check(root)
    # Not below pytest's folder, which each run of it takes back for its owner.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        copy = shutil.copytree(root, Path(folder) / "project")
        os.seteuid(NOBODY)
        try:
            return check(copy)
        finally:
            os.seteuid(0)


@pytest.mark.parametrize("name", BAD)
def test_bad_project_leaves_the_old_site(name: str, tmp_path: Path) -> None:
    if name == "unreadable-file" and os.geteuid() == 0:
        pytest.skip("root can read it")
    root = with_mkdocs(copy_project(PROJECTS / "bad" / name, tmp_path / "project"))
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the old site")
    source = PROJECTS / "bad" / name
    # What the test above has just seen, but for those that it checks in another way.
    asked = check(root).exit_code if (source / "expected.arguments").exists() else int((source / "expected.txt").read_text("utf-8").split()[-1])
    if asked == 0:
        assert build.build(root) == root / "site"
        assert (root / "site/index.html").read_text() != "the old site"
        return
    with pytest.raises(build.BuildFailed):
        build.build(root)
    assert (root / "site/index.html").read_text() == "the old site"
    assert sorted(path.name for path in root.iterdir() if "staging" in path.name or ".old" in path.name) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_project_costs_little(name: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "bad" / name, tmp_path / "project")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (4, 4))

    command = [str(Path(sys.executable).with_name("casebook")), "-C", str(root), "check"]
    code = "import resource, subprocess, sys; p = subprocess.run(sys.argv[1:], capture_output=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.stderr.buffer.write(p.stderr); sys.exit(p.returncode)"
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, timeout=60, check=False, preexec_fn=limit)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    assert int(done.stdout) * 1024 < 300 * MEGABYTE


@pytest.mark.parametrize("name", GOOD)
def test_good_project_is_clean_and_shows_its_pages(name: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good" / name, tmp_path / "project")
    result = check(root, PROJECTS / "good" / name)
    assert result.exit_code == 0
    compare(PROJECTS / "good" / name / "expected.txt", said(result))
    folder = PROJECTS / "good" / name / "expected"
    if folder.is_dir():
        own = build.settings(build.load_config_at(root)) if (root / "mkdocs.yml").exists() and (root / "docs").is_dir() else None
        found = pipeline.run(root, own)
        pages = {page.address: page for page in found.pages if page.section not in ("rules/", "fields/")}
        renderer = Renderer(found.site)
        for address, page in pages.items():
            compare(folder / f"{address.rstrip('/')}.html", renderer.render(page).html)
        assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} == {f"{address.rstrip('/')}.html" for address in pages}


def test_every_check_has_a_bad_and_a_good_project() -> None:
    codes = {rule.code for rule in checks.rules()}
    missing_bad = {code for code in codes if f"[{code}]" not in (PROJECTS / "bad" / code / "expected.txt").read_text()}
    assert missing_bad == set()
    assert codes - set(GOOD) == set()


def test_every_rule_of_the_reader_is_shown_by_a_project() -> None:
    shown = "".join(path.read_text() for path in PROJECTS.rglob("expected.txt"))
    later = {
        "template-error",
        "broken-link",
        "foreign-request",
        "duplicate-anchor",
        "costly-markup",
        "missing-pandoc",
        "unknown-style",
        "broken-style",
        "no-history",
        "unread-history",
    }
    assert {rule.code for rule in pipeline.all_rules() if f"[{rule.code}]" not in shown} - later == set()
