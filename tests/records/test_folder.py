"""Which files of a project are looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.publishing import pipeline

Write = Callable[..., Path]
LEFT_BEHIND = [
    "Thumbs.db",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "Desktop.ini",
    ".DS_Store",
    "._a.yml",
    ".#a.yml",
    "#a.yml#",
    "a.yml~",
    "~$a.yml",
]
LEFT_BEHIND += [".a.yml.swp", "a.yml.swp", "a.yml.swo", "Icon\r", "@eaDir", "__MACOSX"]


def codes(root: Path) -> list[tuple[str, str]]:
    return [(found.span.path, found.code) for found in pipeline.check(root).diagnostics]


@pytest.mark.parametrize("folder", ["cases", "cases/topics", "cases/vocabularies", "cases/maps"])
def test_what_systems_and_editors_leave_behind_is_passed_over_everywhere(folder: str, write: Write) -> None:
    root = write({"cases/a.yml": "title: T\nsummary: S\n", **{f"{folder}/{name}": "x" for name in LEFT_BEHIND}})
    assert codes(root) == []


@pytest.mark.parametrize("name", ["thumbs.yaml", "notes.txt", "a~b.txt", "a.swap", "#a.txt", "desktop.ini.txt"])
def test_what_somebody_named_is_still_reported(name: str, write: Write) -> None:
    root = write({"cases/a.yml": "title: T\nsummary: S\n", f"cases/{name}": "x"})
    assert codes(root) == [(f"cases/{name}", "stray-file")]
