"""What Git does not know is said, once, with the way out: real repositories, in every state in which nothing can be read of them."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from casebook.base.diagnostic import Severity
from casebook.catalog import history
from casebook.cli import main
from casebook.publishing import pipeline
from casebook.reading import git
from casebook.reading.git import Missing
from click.testing import CliRunner, Result

from tests.conftest import PROJECTS, copy_project, with_mkdocs

State = tuple[Path, dict[str, str]]


def run_git(root: Path, *arguments: str, day: str = "2020-01-01") -> None:
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    command = ["git", "-C", root, "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **dates})


def run(root: Path, *arguments: str | Path, env: Mapping[str, str]) -> Result:
    return CliRunner(catch_exceptions=False, env=env).invoke(main, ["-C", str(root), *map(str, arguments)])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A catalog in no repository."""
    root = with_mkdocs(copy_project(PROJECTS / "good/complete", tmp_path / "project"))
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text().replace("[casebook]", "[casebook: {search: false, cards: false}]"))
    return root


@pytest.fixture
def committed(made: Path) -> Path:
    """The catalog with a history of two days: a record was published and is gone."""
    (made / "cases/gone.yml").write_text("title: Gone\nsummary: It was here.\n")
    run_git(made, "init", "-q")
    run_git(made, "add", ".")
    run_git(made, "commit", "-qm", "First")
    (made / "cases/gone.yml").unlink()
    run_git(made, "commit", "-qam", "Second", day="2021-02-02")
    return made


def shallow(root: Path, tmp_path: Path) -> State:
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{root}", tmp_path / "clone"], check=True, capture_output=True)
    return tmp_path / "clone", {}


def foreign(root: Path, tmp_path: Path) -> State:
    return root, {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}


def without_git(root: Path, tmp_path: Path) -> State:
    (tmp_path / "bin").mkdir()
    return root, {"PATH": str(tmp_path / "bin")}


def broken(root: Path, tmp_path: Path) -> State:
    (root / ".git/HEAD").write_text("nonsense\n")
    return root, {}


def archive(root: Path, tmp_path: Path) -> State:
    shutil.rmtree(root / ".git")
    return root, {}


def without_commits(root: Path, tmp_path: Path) -> State:
    shutil.rmtree(root / ".git")
    run_git(root, "init", "-q")
    return root, {}


def untracked(root: Path, tmp_path: Path) -> State:
    shutil.rmtree(root / ".git")
    run_git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("project/\n")
    run_git(tmp_path, "add", ".gitignore")
    run_git(tmp_path, "commit", "-qm", "Another project")
    return root, {}


UNREAD = [
    (shallow, Missing.SHALLOW, "a shallow clone", "git fetch --unshallow"),
    (foreign, Missing.FOREIGN, "belongs to another user", "git config --global --add safe.directory "),
    (without_git, Missing.NO_GIT, "no Git to read it with", "install Git"),
    (broken, Missing.FAILED, "Git cannot read the repository", "'git status' says why"),
]
NONE = [
    (archive, Missing.NO_REPOSITORY, "it is in no Git repository", "'git init' begins one"),
    (without_commits, Missing.NO_COMMITS, "nothing is committed yet", "'git commit'"),
    (untracked, Missing.UNTRACKED, "nothing in cases/ is committed", "'git add cases'"),
]
Make = Callable[[Path, Path], State]


@pytest.mark.parametrize(("make", "missing", "what", "way_out"), [*UNREAD, *NONE])
def test_why_nothing_is_known_is_known(
    make: Make, missing: Missing, what: str, way_out: str, committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, env = make(committed, tmp_path)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    known = git.read(root, "cases", "docs")
    assert (known.missing, known.changed, known.gone, known.added) == (missing, {}, {}, {})


@pytest.mark.parametrize(("make", "missing", "what", "way_out"), UNREAD)
def test_a_history_that_cannot_be_read_is_a_warning_of_the_check_and_said_by_the_build(
    make: Make, missing: Missing, what: str, way_out: str, committed: Path, tmp_path: Path
) -> None:
    root, env = make(committed, tmp_path)
    checked = run(root, "check", env=env)
    assert checked.exit_code == 0, checked.stderr
    assert len(re.findall(r"^cases:1:1: warning\[unread-history\]: ", checked.stdout, re.MULTILINE)) == 1
    assert what in checked.stdout and way_out in checked.stdout
    assert "history" not in checked.stderr
    annotated = run(root, "check", "--format", "github", env=env).stdout
    assert annotated.count("::warning file=cases,line=1,col=1,endColumn=2,title=unread-history::") == 1
    built = run(root, "build", "--site-dir", tmp_path / "site", env=env)
    assert built.exit_code == 0, built.stderr
    assert built.stderr.count("(casebook explain unread-history)") == 1
    assert what in built.stderr and way_out in built.stderr


@pytest.mark.parametrize(("make", "missing", "what", "way_out"), NONE)
def test_without_a_history_nothing_is_wrong_and_it_is_said_behind_the_findings(
    make: Make, missing: Missing, what: str, way_out: str, committed: Path, tmp_path: Path
) -> None:
    root, env = make(committed, tmp_path)
    checked = run(root, "check", "--format", "json", env=env)
    assert (checked.exit_code, [found["code"] for found in json.loads(checked.stdout) if "history" in found["code"]]) == (0, [])
    built = run(root, "build", "--site-dir", tmp_path / "site", env=env)
    for said in (checked.stderr, built.stderr):
        assert said.count("(casebook explain no-history)") == 1
        assert what in said and way_out in said


def test_where_git_knows_nothing_is_said(committed: Path) -> None:
    checked = pipeline.check(committed)
    assert checked.catalog.has_days
    assert not {"unread-history", "no-history"} & {found.code for found in checked.diagnostics}
    assert {found.code for found in checked.diagnostics if found.severity is Severity.ERROR} == {"vanished-id"}
    assert pipeline.of_history(checked.catalog, checked.diagnostics) == []


def test_a_new_catalog_is_no_cause_for_alarm(tmp_path: Path) -> None:
    made = run(tmp_path, "init", tmp_path / "ours", "--licence", "none", env={})
    assert made.exit_code == 0, made.stderr
    checked = run(tmp_path / "ours", "check", env={})
    assert (checked.exit_code, checked.stdout.partition(" in ")[0]) == (0, "no problems")
    assert checked.stderr.startswith("the catalog has no history, as it is in no Git repository: ")
    assert checked.stderr.count("\n") == 1


@pytest.mark.parametrize("make", [shallow, archive])
def test_no_day_is_made_up(make: Make, committed: Path, tmp_path: Path) -> None:
    root, env = make(committed, tmp_path)
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "site_url: https://example.org/c/\n")
    site = tmp_path / "site"
    built = run(root, "build", "--site-dir", site, env=env)
    assert built.exit_code == 0, built.stderr
    assert "<lastmod>" not in (site / "sitemap.xml").read_text()
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == (site / "sitemap.xml").read_bytes()
    # Its corrections have days of their own; of cases nobody knows when they came in.
    assert [path.relative_to(site).as_posix() for path in site.rglob("feed.xml")] == ["corrections/feed.xml"]
    texts = {
        path: path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".xml", ".md", ".csv") and "assets" not in path.parts
    }
    linked = {path for path, text in texts.items() if re.search(r'href="[^"]*feed\.xml"', text) and path.parent.name not in ("corrections", "data")}
    assert linked == set()
    assert [path for path, text in texts.items() if re.search(r"1970-01-01|1980-01-01|2021-02-02", text)] == []


def test_a_feed_in_which_nothing_is_has_the_day_of_what_it_is_about(committed: Path, tmp_path: Path) -> None:
    (committed / "cases/topics/lonely.yml").write_text("name: Lonely\nsummary: Nobody names it.\n")
    (committed / "cases/gone.yml").write_text("title: Gone\nsummary: It was here.\n")
    run_git(committed, "add", ".")
    run_git(committed, "commit", "-qm", "Third", day="2022-03-03")
    built = run(committed, "build", "--site-dir", tmp_path / "site", env={})
    assert built.exit_code == 0, built.stderr
    feed = (tmp_path / "site/topics/lonely/feed.xml").read_text()
    assert "<entry>" not in feed
    assert "<updated>2022-03-03T00:00:00Z</updated>" in feed


@pytest.mark.parametrize(("make", "said"), [(shallow, "git fetch --unshallow"), (archive, "it is in no Git repository")])
def test_a_revision_that_is_not_there_is_explained(make: Make, said: str, committed: Path, tmp_path: Path) -> None:
    run_git(committed, "tag", "v1", "HEAD~1")
    root, env = make(committed, tmp_path)
    checked = run(root, "check", "--against", "v1", env=env)
    assert checked.exit_code == 2
    assert checked.stderr.startswith("casebook: there is no Git revision 'v1' here: ")
    assert said in checked.stderr


def test_every_reason_has_words() -> None:
    for missing in Missing:
        known = git.History(missing=missing, where="/some where")
        assert bool(history.note(known)) != bool(history.problems(known))
        assert len(history.no_revision("v1", known)) > len("there is no Git revision 'v1' here")
    assert history.problems(git.History(missing=Missing.FOREIGN, where="/some where"))[0].help.endswith("safe.directory '/some where''")


def test_what_a_branch_had_in_between_was_never_published(made: Path, tmp_path: Path) -> None:
    run_git(made, "init", "-q", "-b", "main")
    run_git(made, "add", ".")
    run_git(made, "commit", "-qm", "First")
    clone = tmp_path / "clone"
    run_git(made, "clone", "-q", str(made), str(clone))
    run_git(clone, "checkout", "-qb", "theirs")
    wrong, right = clone / "cases/organisations/late.yml", clone / "cases/late.yml"
    wrong.write_text("title: Late\nsummary: It came late.\n")
    run_git(clone, "add", ".")
    run_git(clone, "commit", "-qm", "In the wrong folder")
    wrong.rename(right)
    run_git(clone, "add", ".")
    run_git(clone, "commit", "-qm", "In the right one")
    assert history.read(clone).gone == {}
    # Neither where it was begun, nor where it came to with both its commits.
    run_git(made, "pull", "-q", "--no-rebase", "--no-ff", "--no-edit", str(clone), "theirs")
    assert (made / "cases/late.yml").is_file() and history.read(made).gone == {}
    # What stood there in the meantime is missed, whoever takes it away.
    run_git(made, "rm", "-q", "cases/late.yml")
    assert list(history.read(made).gone) == ["cases/late.yml"]
    run_git(made, "commit", "-qm", "Gone")
    assert list(history.read(made).gone) == ["cases/late.yml"]


def test_what_never_came_into_the_main_branch_was_never_published(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "cases").mkdir(parents=True)
    published, own = root / "cases/published.yml", root / "cases/own.yml"

    def commit(message: str) -> None:
        run_git(root, "add", "-A")
        run_git(root, "commit", "-qm", message)

    published.write_text("title: Published\n")
    run_git(root, "init", "-q", "-b", "main")
    commit("First")
    run_git(root, "checkout", "-qb", "mine")
    own.write_text("title: Own\n")
    commit("A record of this branch")
    own.unlink()
    commit("It is gone again")
    assert set(history.read(root).gone) == set()
    published.unlink()
    assert set(history.read(root).gone) == {"cases/published.yml"}
    # On the main branch itself, both were there.
    run_git(root, "branch", "-f", "main", "HEAD")
    assert set(history.read(root).gone) == {"cases/published.yml", "cases/own.yml"}
    # That of where it was cloned from comes first, and before that what this is a fork of.
    for remote, commits in (("origin", 1), ("upstream", 2)):
        run_git(root, "update-ref", f"refs/remotes/{remote}/main", f"HEAD~{commits}")
        assert set(history.read(root).gone) == ({"cases/published.yml", "cases/own.yml"} if remote == "origin" else {"cases/published.yml"})


def test_a_main_branch_of_something_else_says_nothing_of_the_catalog(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "cases").mkdir(parents=True)
    run_git(root, "init", "-q", "-b", "main")
    run_git(root, "commit", "-qm", "A program", "--allow-empty")
    run_git(root, "checkout", "-q", "--orphan", "records")
    (root / "cases/published.yml").write_text("title: Published\n")
    run_git(root, "add", "-A")
    run_git(root, "commit", "-qm", "First")
    (root / "cases/published.yml").unlink()
    assert set(history.read(root).gone) == {"cases/published.yml"}
