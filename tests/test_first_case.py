"""The page that leads to a first case is followed to the letter, in a copy of the project."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "docs/contribute/first-case.md"
# A block of commands, or the path of a file and what it holds.
BLOCK = re.compile(r"^(?:`(?P<path>[^`\n]+)`:\n\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
AUTHOR = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}


def commands(block: str, origin: Path) -> list[list[str]]:
    """The lines of a block, as they are run here: with the copy's address, and the program of this environment in the place of uv."""
    lines = [shlex.split(line.replace("YOUR-COPY", str(origin))) for line in block.splitlines()]
    program = str(Path(sys.executable).with_name("casebook"))
    return [[program, *words[3:]] if words[:3] == ["uv", "run", "casebook"] else words for words in lines]


def test_the_page_of_the_first_case_leads_to_a_clean_proposal(tmp_path: Path) -> None:
    origin, here = tmp_path / "origin.git", tmp_path
    subprocess.run(["git", "clone", "--quiet", "--bare", str(ROOT), str(origin)], check=True)
    environment = {**os.environ, **AUTHOR, "LC_ALL": "C", "CASEBOOK_CACHE": str(tmp_path / "cache")}
    said: dict[str, str] = {}
    for path, language, text in BLOCK.findall(PAGE.read_text("utf-8")):
        if language == "yaml":
            assert (here / path).is_file(), f"'casebook new' made no {path}"
            (here / path).write_text(text, "utf-8")
            continue
        for command in commands(text, origin):
            if command[0] == "cd":
                here = here / command[1]
                continue
            if "serve" in command:
                continue
            done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            said[" ".join(command[1:])] = done.stdout
    assert "added marsh2024reading" in next(answer for command, answer in said.items() if command.startswith("new source"))
    assert said["check"].startswith("no problems in ")
    fmt = subprocess.run(
        [*commands("uv run casebook fmt --check", origin)[0]], cwd=here, env=environment, capture_output=True, text=True, check=False
    )
    assert fmt.returncode == 0, fmt.stdout
    pushed = subprocess.run(
        ["git", "-C", str(origin), "diff", "--name-only", "HEAD", "library-reads-aloud"], capture_output=True, text=True, check=True
    )
    assert pushed.stdout.split() == [
        *("cases/library-reads-aloud.yml", "cases/organisations/lindham-gazette.yml", "cases/organisations/lindham-library.yml"),
        "cases/references.bib",
    ]


@pytest.mark.parametrize("page", sorted(PAGE.parent.glob("first-case-*.md")), ids=lambda page: page.name)
def test_in_another_language_the_page_has_the_same_commands_and_files(page: Path) -> None:
    text, english = page.read_text("utf-8"), PAGE.read_text("utf-8")
    assert BLOCK.findall(text) == BLOCK.findall(english)
    # Each leads to the other, and both to the same pages.
    assert f"]({PAGE.name})" in text
    assert f"]({page.name})" in english
    links = [set(re.findall(r"\]\(([^)]+)\)", content)) - {PAGE.name, page.name} for content in (text, english)]
    assert links[0] == links[1]


@pytest.mark.parametrize("page", sorted((ROOT / "docs/contribute").glob("*.md")), ids=lambda page: page.name)
def test_the_commands_that_the_pages_name_are_there(page: Path) -> None:
    from casebook.cli import main
    from click import Context

    named = set(
        re.findall(
            r"casebook (?:-C \S+ )?([a-z]+)(?= |`|$)", "\n".join(re.findall(r"`+[^`]+`+|^\s*uv run .*$", page.read_text("utf-8"), re.MULTILINE))
        )
    )
    assert named <= set(main.list_commands(Context(main)))
