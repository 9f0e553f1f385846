"""Work shared among processes gives what one process gives, and what fails in one of them is heard."""

from __future__ import annotations

import os
import signal
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
    with parallel.each(work, range(100), processes=PROCESSES) as results:
        found = list(results)
    print(sorted((place, value) for place, (_process, value) in found) == [(place, place * place) for place in range(100)])
    print(len({process for _place, (process, _value) in found}))
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


ORDERED = """
from casebook.base import parallel

parallel.processors = lambda: 3
for count in (0, 1, 2, 3, 255, 256, 257, 511, 513, 1000):
    for processes in (0, 1, 2, 3, 8):
        assert parallel.in_order(str, range(count), processes=processes) == [str(place) for place in range(count)], (count, processes)
print("in order")
"""


def test_however_many_items_there_are_their_results_come_in_order() -> None:
    assert run(ORDERED) == "in order\n"


THREADED = """
import os, threading
from casebook.base import parallel

parallel.processors = lambda: 3
done = threading.Event()
threading.Thread(target=done.wait).start()
with parallel.each(lambda item: os.getpid(), range(50), processes=3) as results:
    print({process for _place, process in results} == {os.getpid()}, parallel.multiprocessing.active_children())
done.set()
"""


def test_a_process_with_threads_makes_no_other() -> None:
    assert run(THREADED) == "True []\n"


ELSEWHERE = """
import os
from casebook.base import parallel

parallel.processors = lambda: 3
parallel.multiprocessing.get_all_start_methods = lambda: ["spawn"]
del os.fork
print(parallel.in_order(str, range(5), processes=3))
"""


def test_on_a_system_that_cannot_fork_one_process_does_it_all() -> None:
    assert run(ELSEWHERE) == "['0', '1', '2', '3', '4']\n"


BEGUN = """
import os, time
from casebook.base import parallel

parallel.processors = lambda: 3
me = os.getpid()
with parallel.each(lambda item: os.getpid(), range(50), processes=3) as results:
    time.sleep(1)
    print({process for _place, process in results} & {me})
"""


def test_the_others_begin_at_once() -> None:
    assert run(BEGUN) == "set()\n"


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
with parallel.each(str, range(50), processes=4) as results:
    print(sorted(results) == [(place, str(place)) for place in range(50)], len(started))
"""


def test_where_no_process_can_be_started_those_that_are_there_do_the_work() -> None:
    assert run(ALONE) == "True 2\n"


DAEMON = """
import multiprocessing
from casebook.base import parallel

parallel.processors = lambda: 4

def inner(_item):
    with parallel.each(str, range(50), processes=4) as results:
        return len(dict(results))

with multiprocessing.get_context("fork").Pool(1) as pool:
    print(pool.map(inner, [0]))
"""


def test_a_worker_of_somebody_else_works_alone() -> None:
    assert run(DAEMON) == "[50]\n"


# What a worker has started itself.
STARTED = """
import subprocess, sys, time
from casebook.base import parallel

parallel.processors = lambda: 2

def work(item):
    subprocess.run([sys.executable, "-c", "import os, sys, time; print(os.getpid(), file=sys.stderr, flush=True); time.sleep(60)"])

try:
    with parallel.each(work, range(2), processes=2):
        time.sleep(2)
        raise RuntimeError("given up")
except RuntimeError as error:
    print(error)
"""


def test_what_a_worker_started_ends_with_it() -> None:
    with subprocess.Popen([sys.executable, "-c", STARTED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as asking:
        # A process that goes on would hold these open.
        told, started = asking.communicate(timeout=30)
    assert (told, started.strip().isdecimal()) == ("given up\n", True)


INTERRUPTED = """
import signal, time
from casebook.base import parallel

signal.signal(signal.SIGINT, signal.default_int_handler)
parallel.processors = lambda: 3
try:
    with parallel.each(lambda item: time.sleep(60), range(20), processes=3) as results:
        time.sleep(0.5)
        print(len(parallel.multiprocessing.active_children()), flush=True)
        for _ in results:
            pass
except KeyboardInterrupt:
    print("interrupted", parallel.multiprocessing.active_children())
"""


def test_an_interrupted_process_leaves_none_behind() -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True) as asking:
        assert asking.stdout
        assert asking.stdout.readline() == "2\n"
        # As a terminal does: to all of them.
        os.killpg(asking.pid, signal.SIGINT)
        assert asking.communicate(timeout=30) == ("interrupted []\n", "")


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
    with parallel.each(work, range(20), processes=3):
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
    # Every sixth: for each, processes are started, which takes most of the time.
    some = PROJECTS[::6]
    assert len(some) > 20
    command = [sys.executable, "-c", CHECKED, *map(str, some)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [f"{path.name} True" for path in some]


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
