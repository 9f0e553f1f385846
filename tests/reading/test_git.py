"""What Git knows: many files by one process, whatever they are called and hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from casebook.reading import git


def run(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)


FILES = {
    "cases/a.yml": b"title: A\n",
    "cases/empty.yml": b"",
    "cases/topics/æble \x01.yml": "title: Æble\r\n".encode(),
    "cases/with\nline.yml": b"no\n\nend",
    "cases/bytes.bin": b"\x00\xff\n\x00",
    "docs/index.md": b"# Home\n",
}


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A project in a folder of a repository, with one release."""
    root = tmp_path / "here/project"
    for path, content in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / "cases/link.yml").symlink_to("a.yml")
    run(tmp_path, "init", "-q")
    run(root, "add", ".")
    run(root, "commit", "-qm", "All")
    run(root, "tag", "v1")
    return root


def test_a_revision_gives_every_file_as_it_was(released: Path) -> None:
    (released / "cases/a.yml").write_bytes(b"title: B\n")
    assert git.files(released, "v1", "cases", 100) == {path: content for path, content in FILES.items() if path.startswith("cases/")}
    assert git.files(released, "v1", "docs", 100) == {"docs/index.md": FILES["docs/index.md"]}
    assert git.files(released, "v1", "ships", 100) == {}
    assert sorted(git.files(released, "v1", "cases", 4) or {}) == ["cases/bytes.bin", "cases/empty.yml"]


@pytest.mark.parametrize("revision", ["v2", "--all", "v1:cases", ""])
def test_what_is_no_revision_gives_nothing(revision: str, released: Path) -> None:
    assert git.files(released, revision, "cases", 100) is None


def test_any_number_of_files_is_read_by_one_process(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, start = [], git._run

    def counted(root: Path, arguments: tuple[str, ...], given: bytes = b"") -> bytes:
        calls.append(arguments[0])
        return start(root, arguments, given)

    monkeypatch.setattr(git, "_run", counted)
    git.files(released, "v1", "cases", 100)
    assert calls == ["rev-parse", "ls-tree", "cat-file"]


def test_what_is_gone_can_still_be_read(released: Path) -> None:
    names = [path for path in FILES if path != "cases/a.yml" and path.startswith("cases/")]
    for path in names[:2]:
        (released / path).unlink()
    run(released, "commit", "-qam", "Two are gone")
    for path in names[2:]:
        (released / path).unlink()
    gone = git.read(released, "cases", "docs").gone
    found = git.contents(released, [*gone.values(), "0" * 40])
    assert {path: found[name] for path, name in gone.items()} == {path: FILES[path] for path in names}
