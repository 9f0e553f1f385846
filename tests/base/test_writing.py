"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from casebook.base import cache, writing


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def no_links(*_arguments: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_is_there_as_anybody_would_make_it(has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    writing.create(tmp_path / "a.yml", "花\n")
    (tmp_path / "other").write_text("")
    assert (tmp_path / "a.yml").read_bytes() == "花\n".encode()
    assert stat.S_IMODE((tmp_path / "a.yml").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)
    assert names(tmp_path) == ["a.yml", "other"]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "a.yml").write_text("mine")
    (tmp_path / "b.yml").symlink_to("nowhere")
    for name in ("a.yml", "b.yml"):
        with pytest.raises(FileExistsError):
            writing.create(tmp_path / name, "new")
    assert (tmp_path / "a.yml").read_text() == "mine"
    assert names(tmp_path) == ["a.yml", "b.yml"]


def test_what_cannot_be_put_in_its_place_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _target: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="Input/output"):
        writing.create(tmp_path / "a.yml", "new")
    with pytest.raises(OSError, match="Input/output"):
        writing.replace(tmp_path / "b.yml", b"new")
    cache.store(tmp_path / "kept/c", b"new")
    assert names(tmp_path) == ["kept"]
    assert names(tmp_path / "kept") == []
