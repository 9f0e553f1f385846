"""Records that lie in a wrong folder, or twice: what is said leads to the one thing to do, and nothing else is said."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from casebook.base.diagnostic import Diagnostic
from casebook.publishing import pipeline

from tests.conftest import PROJECTS, copy_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_project(PROJECTS / "good" / "harbours", tmp_path / "harbours")


def found(root: Path, *codes: str) -> list[Diagnostic]:
    return [item for item in pipeline.check(root).diagnostics if item.code in codes]


def test_of_a_record_that_is_there_twice_nothing_but_that_is_said(root: Path) -> None:
    shutil.copy(root / "cases/ships/heron.yml", root / "cases/companies/heron.yml")
    (root / "cases/companies/heron.yml").write_text("name: Heron\nsummary: A company.\n")
    told = found(root, "bad-id", "unknown-record")
    assert [(item.code, str(item.message)) for item in told] == [("bad-id", "the id 'heron' is already that of cases/companies/heron.yml")]


def test_a_record_that_names_one_of_its_own_id_is_told_of_the_clash_alone(root: Path) -> None:
    case, organisation = root / "cases/curlew-lost.yml", root / "cases/companies/curlew-lost.yml"
    organisation.write_text("name: Of the same id\nsummary: A company.\n")
    case.write_text(case.read_text() + "companies: [{id: curlew-lost, role: harmed}]\n")
    told = found(root, "bad-id", "circular-relation", "unknown-record")
    assert [item.code for item in told] == ["bad-id"]
    assert str(told[0].message) == "the id 'curlew-lost' is already that of cases/curlew-lost.yml"


@pytest.mark.parametrize(
    ("fields", "help"),
    [
        ("sea: inner-sound\n", "move it to cases/ports/egret.yml, or take out sea, which a ship does not have"),
        ("sea: inner-sound\nentrance: E\nmap: M\n", ""),
    ],
)
def test_a_field_of_another_kind_may_only_have_slipped_in(root: Path, fields: str, help: str) -> None:
    (root / "cases/ships/egret.yml").write_text(f"name: Egret\nsummary: S\n{fields}")
    told = found(root, "stray-file", "unknown-field")
    assert [str(item.help) for item in told if item.code == "stray-file"] == [help] * bool(help)
    assert told


def test_a_correction_that_names_no_claim_is_put_right(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All")
    ship = root / "cases/ships/heron.yml"
    correction = "corrections:\n  - {on: 2026-11-20, what: crew, was: 7 to 9, now: 7 to 8, why: Counted again.}\n"
    ship.write_text(ship.read_text().replace("to: 9}", "to: 8}") + correction)
    helps = [str(item.help) for item in pipeline.check(root, against="HEAD").diagnostics if item.code == "uncorrected-change"]
    assert helps == ["write 'what: claims/crew' in the correction, in place of 'crew'"]
