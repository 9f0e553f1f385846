"""What is taken of a pull request: records and pages, as plain files, and never code, configuration, links or a way out of the folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.cli import main
from casebook.contributing import taking
from casebook.publishing import pipeline
from casebook.reading.git import InTree
from click.testing import CliRunner, Result

CASE = "title: {name}\nsummary: A magistrate sold {name} for an afternoon.\n"


def git(root: Path, *arguments: str, stdin: str | None = None) -> str:
    identity = {
        f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "A. Stranger"), ("EMAIL", "a@example.org"))
    }
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", "-C", str(root), *arguments], input=stdin, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


@pytest.fixture
def root(write: Callable[..., Path]) -> Path:
    """A catalog in a repository, of which `main` has gone on since the branch `request` was begun."""
    root = write(
        {"cases/apples.yml": CASE.format(name="apples"), "docs/index.md": "# Home\n", "mkdocs.yml": "site_name: Ours\n", "code.py": "OURS = 1\n"}
    )
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "The catalog")
    git(root, "checkout", "--quiet", "-b", "request")
    return root


def commit(root: Path, files: dict[str, str | None]) -> None:
    for path, content in files.items():
        if content is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "A change")


def take(root: Path, revision: str = "request") -> tuple[Result, Path]:
    target = root.parent / f"{root.name}-taken"
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "take", revision, "--base", "main", "--into", str(target)])
    return result, target


def test_content_is_taken_as_the_request_has_it_and_all_else_from_the_base(root: Path) -> None:
    commit(root, {"cases/pears.yml": CASE.format(name="pears"), "cases/apples.yml": None, "docs/more.md": "# More\n"})
    (root / "code.py").write_text("OURS = 'not committed'\n")
    result, target = take(root)
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0,
        "**Content only.** This request changes 3 files of the catalog, and nothing else.",
    )
    assert {path.name for path in (target / "cases").glob("*.yml")} == {"pears.yml"}
    assert (target / "docs/more.md").read_text() == "# More\n"
    assert (target / "code.py").read_text() == "OURS = 1\n"
    assert [found.code for found in pipeline.check(target, "main").diagnostics] == ["vanished-id"]


@pytest.mark.parametrize("path", ["code.py", "mkdocs.yml", ".github/workflows/review.yml", "cases.py", "docs.yml", "templates/x.html"])
def test_of_a_request_that_changes_more_nothing_is_taken_and_that_is_told(path: str, root: Path) -> None:
    commit(root, {"cases/pears.yml": CASE.format(name="pears"), path: "THEIRS = 1\n"})
    result, target = take(root)
    assert (result.exit_code, target.exists()) == (0, False)
    lines = result.output.splitlines()
    assert lines[0] == "**More than content.** This request changes 1 file of the catalog, and besides:"
    assert lines[2] == f"- `{path}`"
    assert "The workflow `test` runs the request's own code, with rights to read and nothing else." in lines


@pytest.mark.parametrize("path", ["docs/overrides/main.html", "docs/ours/record.html", "docs/hook.py"])
def test_what_a_build_runs_is_code_wherever_it_lies(path: str, root: Path) -> None:
    plugins = "plugins:\n  - casebook: {templates: docs/ours}\n"
    configuration = f"site_name: Ours\ntheme: {{name: material, custom_dir: ./docs/overrides}}\nhooks: [docs/hook.py]\n{plugins}"
    git(root, "checkout", "--quiet", "main")
    commit(root, {"mkdocs.yml": configuration})
    git(root, "checkout", "--quiet", "-b", "theirs")
    commit(root, {"cases/pears.yml": CASE.format(name="pears"), path: "{{ theirs }}\n"})
    git(root, "checkout", "--quiet", "main")
    result, target = take(root, "theirs")
    assert f"- `{path}`" in result.output and not target.exists()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/extra.html", "<p>Hello"),
        ("docs/extra.js", "1"),
        ("docs/CNAME", "other.example"),
        ("docs/robots.txt", "Disallow: /"),
        ("docs/index.md", "# Home\n\n<script>alert(1)</script>\n"),
        ("docs/index.md", "# Home\n\n<b title='x' OnClick = 'alert(1)'>x</b>\n"),
        ("docs/index.md", "# Home\n\nA paragraph.\n{: onclick='alert(1)' }\n"),
        ("docs/index.md", "# Home\n\n[x](java&Tab;script:alert(1))\n"),
        ("docs/index.md", "# Home\n\n[x][y]\n\n[y]:  JavaScript:alert(1)\n"),
        ("docs/index.md", "# Home\n\n[x](data:text/html;base64,PHNjcmlwdD4=)\n"),
        ("docs/new/page.md", "# New\n\n``<iframe src='https://other.example'></iframe>\n"),
        ("docs/index.md", '---\ndescription: "\\"><script>alert(1)</script>"\n---\n# Home\n'),
    ],
)
def test_what_a_browser_runs_is_code_though_it_lies_among_the_pages(path: str, text: str, root: Path) -> None:
    commit(root, {"cases/pears.yml": CASE.format(name="pears"), path: text})
    result, target = take(root)
    assert f"- `{path}`: it would run in the browsers of readers, or tell a host what to do" in result.output
    assert (result.exit_code, target.exists()) == (0, False)


@pytest.mark.parametrize(
    "text",
    [
        '# Home\n\n<div class="grid" markdown>\n\n- <b>One</b>\n\n</div>\n\n![A](data:image/png;base64,AAAA) and [this](https://example.org/?on=1)\n',
        "# Home\n\nJavaScript: turn it on. Data: none. See `on` = 1, and come on = now.\n",
    ],
)
def test_words_and_what_only_shows_is_content(text: str, root: Path) -> None:
    commit(root, {"docs/index.md": text, "docs/a.pdf": "x", "docs/b.csv": "a,b"})
    result, target = take(root)
    assert result.output.startswith("**Content only.**") and target.exists()


def test_what_ran_before_is_no_news(root: Path) -> None:
    git(root, "checkout", "--quiet", "main")
    commit(root, {"docs/index.md": "# Home\n\n<script>ours()</script>\n"})
    git(root, "checkout", "--quiet", "-b", "theirs")
    commit(root, {"docs/index.md": "# Home, sweet home\n\n<script>ours()</script>\n"})
    git(root, "checkout", "--quiet", "main")
    assert take(root, "theirs")[0].output.startswith("**Content only.**")


def test_what_the_base_did_since_is_none_of_the_request(root: Path) -> None:
    commit(root, {"cases/pears.yml": CASE.format(name="pears")})
    git(root, "checkout", "--quiet", "main")
    commit(root, {"code.py": "OURS = 2\n"})
    # As a host shows it: the request merged into the base.
    git(root, "checkout", "--quiet", "-b", "merged")
    git(root, "merge", "--quiet", "--no-edit", "request")
    result, target = take(root, "merged")
    assert (result.exit_code, (target / "code.py").read_text()) == (0, "OURS = 2\n")
    assert (target / "cases/pears.yml").is_file()


@pytest.mark.parametrize(
    ("path", "aim"), [("cases/pears.yml", "/etc/hostname"), ("docs/all", "../.."), ("cases/vocabularies", "../docs"), ("docs/x.md", "index.md")]
)
def test_a_link_is_refused(path: str, aim: str, root: Path) -> None:
    (root / path).symlink_to(aim)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "A link")
    result, target = take(root)
    assert (result.exit_code, target.exists()) == (1, False)
    assert f"- `{path}` is a link: it could lead anywhere" in result.output


def test_a_link_in_the_place_of_a_folder_is_no_content(root: Path) -> None:
    shutil.rmtree(root / "docs")
    (root / "docs").symlink_to("/etc")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "A link")
    result, target = take(root)
    assert (result.exit_code, target.exists()) == (1, False)
    assert "- `docs` is a link: it could lead anywhere" in result.output


@pytest.mark.parametrize("name", ["cases/a:b.yml", "docs/what?.md", "docs/<b>.md", "cases/a|b.yml", 'docs/".png', "docs/*.md"])
def test_a_name_that_not_every_system_can_have_is_refused(name: str, root: Path) -> None:
    commit(root, {name: "x\n"})
    result, target = take(root)
    assert (result.exit_code, target.exists()) == (1, False)
    assert "has a name that not every system can have" in result.output


def test_a_repository_in_the_repository_is_refused(root: Path) -> None:
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{git(root, 'rev-parse', 'HEAD')},docs/theirs")
    git(root, "commit", "--quiet", "-m", "A submodule")
    result, target = take(root)
    assert (result.exit_code, target.exists()) == (1, False)
    assert "- `docs/theirs` is another repository" in result.output


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (b"cases/../code.py", "leads elsewhere"),
        (b"cases/./x.yml", "leads elsewhere"),
        (b"cases//x.yml", "leads elsewhere"),
        (b"docs/.git/hooks/post-checkout", "leads elsewhere"),
        (b"docs/.GIT /config", "leads elsewhere"),
        (b"docs/git~1/config", "leads elsewhere"),
        (b"docs/a\\b.md", "leads elsewhere"),
        (b"docs/\xff.md", "no UTF-8"),
        (b"docs/a\nb.md", "control characters"),
        (b"docs/a\xe2\x80\xaeb.md", "control characters"),
        (b"docs/.gitignore", ""),
        ("docs/北京 (1).md".encode(), ""),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(path: bytes, why: str) -> None:
    found = taking._why_refused(InTree("100644", "0" * 40, path), (b"cases/", b"docs/"))
    assert (why in found) if why else found == ""


def test_a_name_cannot_write_into_the_report(root: Path) -> None:
    commit(root, {"a`](javascript:x) <b>.py": "", **{f"file-{number:02}.py": "" for number in range(30)}})
    result, _target = take(root)
    assert "- `a\\u0060](javascript:x) \\u003cb\\u003e.py`" in result.output
    assert result.output.count("\n- ") == 21 and "- and 11 more" in result.output


def test_a_catalog_below_the_top_of_its_repository_is_taken_there(root: Path) -> None:
    top = root.parent / "top"
    top.mkdir()
    shutil.move(root, top / "catalog")
    shutil.rmtree(top / "catalog/.git")
    (top / "other.py").write_text("OURS = 1\n")
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top, {})
    git(top, "checkout", "--quiet", "-b", "request")
    commit(top, {"catalog/cases/pears.yml": CASE.format(name="pears")})
    result, target = take(top / "catalog")
    assert (result.exit_code, (target / "catalog/cases/pears.yml").is_file()) == (0, True)
    shutil.rmtree(target)
    git(top, "worktree", "prune")
    commit(top, {"cases/pears.yml": CASE.format(name="pears")})
    result, target = take(top / "catalog")
    assert "- `cases/pears.yml`" in result.output and not target.exists()


def test_hooks_and_attributes_of_nobody_have_a_say(root: Path) -> None:
    hook = root / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {root}/hooked\n")
    hook.chmod(0o755)
    commit(root, {"docs/.gitattributes": "*.md export-ignore eol=crlf\n", "docs/more.md": "# More\n"})
    (root / "hooked").unlink(missing_ok=True)
    result, target = take(root)
    assert (result.exit_code, (target / "docs/more.md").read_bytes()) == (0, b"# More\n")
    assert not (root / "hooked").exists()


@pytest.mark.parametrize(
    ("revision", "base", "said"), [("nothing", "main", "'nothing' is no commit"), ("request", "--help", "'--help' is no commit")]
)
def test_what_there_is_not_is_said(revision: str, base: str, said: str, root: Path) -> None:
    arguments = ["-C", str(root), "take", revision, f"--base={base}", "--into", str(root / "taken")]
    result = CliRunner(catch_exceptions=False).invoke(main, arguments)
    assert (result.exit_code, said in result.output) == (2, True)


def test_a_folder_that_is_there_is_left_alone(root: Path) -> None:
    commit(root, {"cases/pears.yml": CASE.format(name="pears")})
    target = root.parent / f"{root.name}-taken"
    target.mkdir()
    result, _target = take(root)
    assert (result.exit_code, list(target.iterdir())) == (2, [])


@pytest.mark.parametrize("path", ["cases/kinds/case.yml", "cases/rules.yml"])
def test_that_a_request_changes_what_judges_it_is_told(path: str, root: Path) -> None:
    commit(root, {path: "rules: []\n"})
    told = take(root)[0].output
    assert "**It changes what records may be and must hold**, and is judged by that itself." in told and f"- `{path}`" in told
    commit(root, {"code.py": "THEIRS = 1\n"})
    lines = take(root)[0].output.splitlines()
    assert lines[lines.index("It changes what records may be and must hold, too:") + 2] == f"- `{path}`"
