"""No process is left behind by a test, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.processes import running

# Tells its number and that of a process that it started, and waits; deaf to what its arguments name.
PROGRAM = """
import signal, subprocess, sys, time
for name in sys.argv[1:]:
    signal.signal(getattr(signal, name), signal.SIG_IGN)
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(below.pid, flush=True)
try:
    time.sleep(600)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
# The same below something that is deaf to interruption, such as nohup.
BELOW_NOHUP = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.SIG_IGN)
from tests.processes import running
from tests.test_processes import PROGRAM, told
with running([sys.executable, "-c", PROGRAM], Path(sys.argv[1])):
    told(Path(sys.argv[1]))
"""


def told(log: Path) -> int:
    """The number of the process below the program, as soon as it is told."""
    until = time.monotonic() + 20
    while not log.exists() or not log.read_text().endswith("\n"):
        assert time.monotonic() < until
        time.sleep(0.02)
    return int(log.read_text().split()[0])


def is_running(process: int) -> bool:
    """Whether a process is there and has not ended; one that nobody has asked how it ended is a zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def is_gone(process: int) -> bool:
    until = time.monotonic() + 10
    while is_running(process) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_running(process)


@pytest.mark.parametrize("deaf_to", [[], ["SIGINT"], ["SIGINT", "SIGTERM"]])
def test_a_program_and_all_that_it_started_end_when_the_test_fails(deaf_to: list[str], tmp_path: Path) -> None:
    log, programs = tmp_path / "log", []
    with pytest.raises(ZeroDivisionError), running([sys.executable, "-c", PROGRAM, *deaf_to], log, patience=1) as program:
        programs = [program.pid, told(log)]
        assert all(map(is_running, programs))
        raise ZeroDivisionError
    assert all(map(is_gone, programs))


def test_a_program_that_has_ended_by_itself_is_no_trouble(tmp_path: Path) -> None:
    with running([sys.executable, "-c", "print(1)"], tmp_path / "log") as program:
        program.wait(20)
    assert (program.returncode, (tmp_path / "log").read_text()) == (0, "1\n")


def test_interruption_arrives_below_nohup(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BELOW_NOHUP, str(tmp_path / "log")]
    subprocess.run(command, cwd=ROOT, check=True, timeout=30, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (tmp_path / "log").read_text().endswith("\ninterrupted\n")
    assert is_gone(told(tmp_path / "log"))
