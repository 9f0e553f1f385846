"""Names that become files: what Windows cannot hold is refused wherever one is given."""

from __future__ import annotations

import ntpath
import re
import subprocess
from pathlib import Path, PureWindowsPath

import pytest
from casebook.base.identifier import SLUG_PATTERN, windows_wall
from casebook.cli import main
from casebook.publishing import pipeline
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import PROJECTS, copy_project

DEVICES = ["con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))]


@pytest.mark.parametrize(
    "name", [*DEVICES, "CON", "Aux.yml", "nul.2020.yml", "con .txt", "com¹", "conin$", "a.", "a ", "a:b", "a\\b", "a?", "tab\t", "\x00"]
)
def test_what_windows_cannot_hold_has_a_wall(name: str) -> None:
    assert windows_wall(name)


@pytest.mark.parametrize(
    "name", ["console", "con-artist", "aux2020", "com", "com0", "com10", "lpt", "null", "a.con", ".nul", "nul_", "苹果.md", "a b"]
)
def test_names_that_only_look_so_have_none(name: str) -> None:
    assert windows_wall(name) == ""


@given(st.from_regex(SLUG_PATTERN, fullmatch=True) | st.sampled_from(DEVICES).map(lambda name: f"{name}.x"))
def test_python_takes_the_same_ids_for_devices(name: str) -> None:
    # pathlib's list lacks what begins with "conin" and "conout", which no id can be.
    is_reserved = getattr(ntpath, "isreserved", lambda name: PureWindowsPath(name).is_reserved())
    assert bool(windows_wall(name)) == is_reserved(name)


@pytest.mark.parametrize(("kind", "name"), [("case", "con"), ("topic", "aux.2020"), ("vocabulary", "nul"), ("kind", "prn")])
def test_new_makes_none(kind: str, name: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "new", kind, name])
    assert result.exit_code == 2
    assert re.search(rf"'{name}' cannot be an? (id|name): it is what Windows calls a device", result.output)
    assert not list((root / "cases").rglob(f"{name}.yml"))


def test_an_address_that_no_record_may_keep_is_given_up(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", root, "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    record = root / "cases/con.yml"
    record.write_text("title: A trick\nsummary: A record from before.\n")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "A record that Windows cannot hold")
    record.rename(root / "cases/con-artist.yml")
    codes = {found.code for found in pipeline.check(root).diagnostics}
    assert not codes & {"vanished-id", "unportable-name"}
