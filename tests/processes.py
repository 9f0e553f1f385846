"""Programs that run beside a test: whatever becomes of the test, none of their processes is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

# So long a program has to end when it is asked to, in seconds.
PATIENCE = 20.0


# Becomes the program that its arguments name, which hears an interruption: below nohup, and in the background of a shell, it would be born deaf.
_LISTENING = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"


def listening(command: Sequence[str | Path]) -> list[str]:
    """The same command, so that it can be interrupted however the tests were started."""
    return [sys.executable, "-c", _LISTENING, *map(str, command)]


@contextmanager
def running(
    command: Sequence[str | Path], log: Path, env: Mapping[str, str] | None = None, patience: float = PATIENCE
) -> Iterator[subprocess.Popen[bytes]]:
    """A program, by its path, with all that it says in a file.

    At the end it is interrupted, as with Ctrl-C; what does not end by that is terminated, then killed. It runs in a process group of its
    own, which ends with it.
    """
    with log.open("wb") as out:
        program = subprocess.Popen(listening(command), stdout=out, stderr=out, env=env, start_new_session=True)
    try:
        yield program
    finally:
        _end(program, patience)


def _end(program: subprocess.Popen[bytes], patience: float) -> None:
    for sign in (signal.SIGINT, signal.SIGTERM):
        if program.poll() is None:
            program.send_signal(sign)
            with suppress(subprocess.TimeoutExpired):
                program.wait(patience)
    with suppress(ProcessLookupError):
        # Its group: also the processes that it started, and itself if it still does not listen.
        os.killpg(program.pid, signal.SIGKILL)
    program.wait(patience)
