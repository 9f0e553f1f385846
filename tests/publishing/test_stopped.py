"""Builds that are told to end, or killed: real processes and real signals."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from casebook.publishing import build, unfinished
from filelock import FileLock

from tests.conftest import ROOT, with_mkdocs

Project = Callable[[str], Path]

# The command line, with several processes for a catalog that is too small for them.
BUILDING = """
import sys
from casebook import cli
from casebook.base import parallel
from casebook.publishing import audit, search, writing
from casebook.records import folder

parallel.processors = lambda: 2
folder.RECORDS_A_PROCESS = audit._PAGES_A_PROCESS = search._TEXTS_A_PROCESS = writing._FILES_A_PROCESS = 1
cli.main(["-C", sys.argv[1], *sys.argv[2:]])
"""


# Becomes the program that its arguments name, which hears every signal but one.
LISTENING = """
import os, signal, sys
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_IGN if name == sys.argv[1] else signal.SIG_DFL)
os.execv(sys.argv[2], sys.argv[2:])
"""


@contextmanager
def started(command: Sequence[str], deaf_to: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A program, by its path, in a process group of its own, of which nothing is left behind."""
    whole = [sys.executable, "-c", LISTENING, deaf_to, *command]
    with subprocess.Popen(whole, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as program:
        try:
            yield program
        finally:
            if is_there(program.pid):
                os.killpg(program.pid, signal.SIGKILL)


def is_there(group: int) -> bool:
    """Whether a process of this group is there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.002)


def has_files(folder: Path) -> bool:
    """Whether something is written into a folder, and not all of it."""
    return folder.is_dir() and len(list(folder.iterdir())) > 1


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.parametrize("to_all", [True, False], ids=["from-a-terminal", "from-a-service"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_told_to_end_leaves_nothing_but_the_old_site(number: signal.Signals, to_all: bool, project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "site").mkdir()
    (root / "site/index.html").write_text("old")
    with started([sys.executable, "-c", BUILDING, str(root), "build"]) as program:
        wait_until(lambda: has_files(root / ".site.staging"))
        (os.killpg if to_all else os.kill)(program.pid, number)
        said = program.communicate(timeout=60)[0].decode()
        assert program.returncode == 128 + number
        assert not is_there(program.pid)
    assert said.endswith("\ncasebook: stopped\n")
    assert "Traceback" not in said
    assert digest(root / "site") == {"index.html": hashlib.sha256(b"old").hexdigest()}
    assert not (root / ".site.staging").exists()
    with FileLock(root / ".site.lock").acquire(timeout=0):
        pass


def test_below_nohup_a_closed_terminal_is_nothing(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    with started([sys.executable, "-c", BUILDING, str(root), "build"], deaf_to="SIGHUP") as program:
        wait_until(lambda: has_files(root / ".site.staging"))
        os.killpg(program.pid, signal.SIGHUP)
        program.communicate(timeout=120)
        assert program.returncode == 0
    assert (root / "site/index.html").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_preview_that_is_told_to_end_is_over(number: signal.Signals, project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = free.getsockname()
    with started([sys.executable, "-c", BUILDING, str(root), "serve", "--addr", f"{address[0]}:{address[1]}"]) as program:
        wait_until(lambda: is_listening(address))
        # What it was made with answers as soon as it listens; the rest of its start is not ours.
        time.sleep(0.5)
        program.send_signal(number)
        program.communicate(timeout=60)
        assert program.returncode == 128 + number
        assert not is_there(program.pid)


def is_listening(address: tuple[str, int]) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(address) == 0


def test_what_a_killed_mkdocs_leaves_is_replaced(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "site").mkdir()
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    with started([mkdocs, "build", "-f", str(root / "mkdocs.yml")]) as program:
        wait_until(lambda: has_files(root / "site"))
        os.kill(program.pid, signal.SIGKILL)
        program.wait(60)
        # What was under way for it ends by itself.
        wait_until(lambda: not is_there(program.pid))
    assert not (root / "site/index.html").exists()
    assert (root / "site" / unfinished.MARK).exists()
    site = build.build(root)
    assert (site / "index.html").exists()
    assert not (site / unfinished.MARK).exists()


def test_a_site_that_mkdocs_finishes_is_no_unfinished_one(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    subprocess.run([Path(sys.executable).with_name("mkdocs"), "build", "-q", "-f", root / "mkdocs.yml"], check=True, capture_output=True)
    assert (root / "site/index.html").exists()
    assert not (root / "site" / unfinished.MARK).exists()


@pytest.mark.parametrize(
    "names",
    [("assets/logo.svg", "404.html", "sitemap.xml"), ("thesis.docx",), (".git/config",), ("index.html", ".git/config"), (unfinished.MARK, ".git")],
    ids=["looks-like-a-site", "own-files", "git", "checked-out-site", "unfinished-and-git"],
)
def test_a_folder_that_only_looks_like_a_site_is_somebodys_own(names: Sequence[str], project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    for name in names:
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_text("mine")
    before = digest(root / "site")
    with pytest.raises(build.Occupied, match="which has other things in it"):
        build.build(root)
    assert digest(root / "site") == before


def test_a_folder_with_something_in_it_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    unfinished.begin(tmp_path)
    assert not unfinished.is_replaceable([path.name for path in tmp_path.iterdir()])
