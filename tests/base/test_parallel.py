"""Work shared among processes gives what one process gives, and what fails in one of them is heard."""

from __future__ import annotations

import subprocess
import sys

import pytest
from casebook.base import parallel

from tests.conftest import ROOT

PROJECTS = sorted(path for path in ROOT.glob("tests/projects/*/*") if (path / "cases").is_dir() and not (path / "make.py").exists())


def run(script: str) -> str:
    """What a script prints, run in a process without other threads, as a build is: only such a one makes others."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    return done.stdout


BEGUN = """
from casebook.base import parallel

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
import os, signal, sys, time
from casebook.base import parallel

parallel.processors = lambda: 3
me = os.getpid()

class Odd(Exception):
    def __init__(self, one, two):
        super().__init__(one)

class Wrapped(Exception):
    def __init__(self):
        super().__init__(lambda: "cannot be pickled")

def work(item):
    if os.getpid() != me:
        ELSEWHERE
    # So long that every process has a part of it, however slow it was to start.
    time.sleep(0.02)
    return os.getpid(), item * item

try:
    with parallel.share(work, range(100), processes=PROCESSES) as results:
        found = dict(results)
    print(sorted((place, value) for place, (_process, value) in found.items()) == [(place, place * place) for place in range(100)])
    print(len({process for process, _value in found.values()}))
except Exception as error:
    print(type(error).__name__, str(error).strip().splitlines()[-1])
    print("ELSEWHERE" in "".join(getattr(error, "__notes__", [])))
print(parallel.multiprocessing.active_children())
"""


def shared(elsewhere: str = "pass", processes: int = 100) -> list[str]:
    return run(SHARED.replace("    ELSEWHERE\n", f"    {elsewhere}  # ELSEWHERE\n").replace("PROCESSES", str(processes))).splitlines()


def test_every_item_is_done_once_by_some_process() -> None:
    assert shared() == ["True", "3", "[]"]


@pytest.mark.parametrize(("worth", "processes"), [(0, 1), (1, 1), (2, 2)])
def test_there_are_no_more_processes_than_are_worth_it(worth: int, processes: int) -> None:
    assert shared(processes=worth) == ["True", str(processes), "[]"]


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        ("raise OSError(28, 'No space left on device')", "OSError [Errno 28] No space left on device"),
        ("raise EOFError('here')", "EOFError here"),
        ("raise Odd('one', 'two')", "RuntimeError Odd: one"),
        ("raise Wrapped", "RuntimeError Wrapped: <function Wrapped.__init__.<locals>.<lambda>"),
        ("os._exit(3)", "ChildProcessError a worker process ended without a word"),
    ],
)
def test_what_fails_in_another_process_is_raised_here(elsewhere: str, expected: str) -> None:
    first, _traced, children = shared(elsewhere)
    assert first.startswith(expected)
    assert children == "[]"


def test_a_failure_elsewhere_brings_its_traceback() -> None:
    script = SHARED.replace("    ELSEWHERE\n", "    raise KeyError('k')\n").replace('"ELSEWHERE"', '"in work"').replace("PROCESSES", "3")
    assert run(script).splitlines()[:2] == ["KeyError 'k'", "True"]


def test_too_much_to_share_is_refused_everywhere() -> None:
    for processes in (1, 8):
        with pytest.raises(ValueError, match="257 items"), parallel.share(str, range(257), processes=processes):
            pass


ALONE = """
import os
from casebook.base import parallel

parallel.processors = lambda: 4
started = []

def fork():
    started.append(1)
    if len(started) > 1:
        raise BlockingIOError(11, "Resource temporarily unavailable")
    return real()

real, os.fork = os.fork, fork
with parallel.share(str, range(50), processes=4) as results:
    print(sorted(results) == [(place, str(place)) for place in range(50)], len(started))
"""


def test_where_no_process_can_be_started_those_that_are_there_do_the_work() -> None:
    assert run(ALONE) == "True 2\n"


DAEMON = """
import multiprocessing
from casebook.base import parallel

parallel.processors = lambda: 4

def inner(_item):
    with parallel.share(str, range(50), processes=4) as results:
        return len(dict(results))

with multiprocessing.get_context("fork").Pool(1) as pool:
    print(pool.map(inner, [0]))
"""


def test_a_worker_of_somebody_else_works_alone() -> None:
    assert run(DAEMON) == "[50]\n"


# Results that do not fit into a pipe, and nobody who reads them.
GIVEN_UP = """
import signal, sys, time
from casebook.base import parallel

parallel.processors = lambda: 3
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)

def work(item):
    time.sleep(0.02)
    return "x" * 100_000

try:
    with parallel.share(work, range(20), processes=3):
        time.sleep(0.5)
        print(len(parallel.multiprocessing.active_children()), flush=True)
        if "wait" in sys.argv:
            time.sleep(60)
        raise RuntimeError("given up")
except RuntimeError as error:
    print(error, parallel.multiprocessing.active_children())
"""


@pytest.mark.parametrize("how", ["", "deaf"])
def test_no_process_is_left_when_nobody_wants_the_results(how: str) -> None:
    done = subprocess.run([sys.executable, "-c", GIVEN_UP, how], capture_output=True, text=True, check=True, cwd=ROOT, timeout=30)
    assert (done.stdout, done.stderr) == ("2\ngiven up []\n", "")


def test_no_process_is_left_when_the_one_that_asked_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", GIVEN_UP, "wait"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as asking:
        assert asking.stdout
        assert asking.stdout.readline() == "2\n"
        asking.kill()
        # A process that goes on would hold these open.
        assert asking.communicate(timeout=30) == ("", "")


CHECKED = """
import sys
from pathlib import Path
from casebook.base import parallel
from casebook.publishing import pipeline
from casebook.records import folder as project

parallel.processors = lambda: 3

for root in map(Path, sys.argv[1:]):
    project.RECORDS_A_PROCESS = 1_000_000
    alone = pipeline.check(root)
    project.RECORDS_A_PROCESS = 1
    together = pipeline.check(root)
    same = alone.diagnostics == together.diagnostics and list(alone.catalog.entries) == list(together.catalog.entries)
    print(root.name, same and alone.catalog.bibliography == together.catalog.bibliography)
"""


def test_a_project_read_by_several_processes_is_the_same() -> None:
    assert len(PROJECTS) > 40
    command = [sys.executable, "-c", CHECKED, *map(str, PROJECTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [f"{path.name} True" for path in PROJECTS]


ENDS = """
import time
from casebook.base import parallel

def forever():
    while True:
        pass

def fails():
    raise OSError

begin = time.perf_counter()
print([parallel.comes_to_an_end(work, 0.2) for work in (time.perf_counter, forever, fails)])
assert time.perf_counter() - begin < 8
"""


def test_what_takes_too_long_is_ended() -> None:
    assert run(ENDS) == "[True, False, False]\n"
