"""Work shared among processes gives what one process gives, and what fails in one of them is heard."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

PROJECTS = sorted(path for path in ROOT.glob("tests/projects/*/*") if (path / "cases").is_dir() and not (path / "make.py").exists())


def run(script: str) -> str:
    """What a script prints, run in a process without other threads, as a build is: only such a one makes others."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    return done.stdout


BEGUN = """
from generator import parallel

def fail(item):
    if item == 3:
        raise OSError(28, "No space left on device")

try:
    parallel.begin(fail, range(5), worth_it=True)()
except OSError as error:
    print("raised:", error.strerror)
"""


def test_what_fails_in_a_process_of_its_own_is_raised_where_it_is_waited_for() -> None:
    assert run(BEGUN) == "raised: No space left on device\n"


SHARED = """
import os, time
from generator import parallel

me = os.getpid()

def work(item):
    if os.getpid() != me:
        ELSEWHERE
    # So long that every process has a part of it, however slow it was to start.
    time.sleep(0.02)
    return os.getpid(), item * item

try:
    with parallel.share(work, range(100), worth_it=WORTH) as results:
        found = dict(results)
    print(sorted((place, value) for place, (_process, value) in found.items()) == [(place, place * place) for place in range(100)])
    print(len({process for process, _value in found.values()}))
except Exception as error:
    print(type(error).__name__, error)
"""


def shared(elsewhere: str = "pass", worth: bool = True) -> list[str]:
    return run(f"import os\nos.cpu_count = lambda: 3\n{SHARED.replace('ELSEWHERE', elsewhere).replace('WORTH', str(worth))}").splitlines()


def test_every_item_is_done_once_by_some_process() -> None:
    assert shared() == ["True", "3"]


def test_little_work_is_done_in_one_process() -> None:
    assert shared(worth=False) == ["True", "1"]


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        ("raise OSError(28, 'No space left on device')", "OSError [Errno 28] No space left on device"),
        ("os._exit(3)", "ChildProcessError a worker process ended without a word"),
    ],
)
def test_what_fails_in_another_process_is_raised_here(elsewhere: str, expected: str) -> None:
    assert shared(elsewhere) == [expected]


GIVEN_UP = """
import os
from generator import parallel

try:
    with parallel.share(str, range(100), worth_it=True) as results:
        children = parallel.multiprocessing.active_children()
        raise RuntimeError("given up")
except RuntimeError as error:
    print(error, len(children), parallel.multiprocessing.active_children())
"""


def test_no_process_is_left_when_nobody_wants_the_results() -> None:
    assert run(f"import os\nos.cpu_count = lambda: 3\n{GIVEN_UP}") == "given up 2 []\n"


CHECKED = """
import sys
from pathlib import Path
from generator import pipeline, project

for root in map(Path, sys.argv[1:]):
    alone, project.WORTH_SHARING = pipeline.check(root), 1
    together, project.WORTH_SHARING = pipeline.check(root), 200
    same = alone.diagnostics == together.diagnostics and list(alone.catalog.entries) == list(together.catalog.entries)
    print(root.name, same and alone.catalog.bibliography == together.catalog.bibliography)
"""


def test_a_project_read_by_several_processes_is_the_same() -> None:
    assert len(PROJECTS) > 40
    command = [sys.executable, "-c", CHECKED, *map(str, PROJECTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [f"{path.name} True" for path in PROJECTS]
