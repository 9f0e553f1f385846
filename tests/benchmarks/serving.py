"""Measure `casebook serve` on synthetic catalogs: start to first page, edit to fresh page, and memory.

An edit is timed from the writing of the file to the page that a browser gets after it was told that something has changed, as a person sees it:
the system's notice, the reading, and the page. Every row is a whole process; run it on a machine that does nothing else.
"""

from __future__ import annotations

import json
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

EDITS = 10
# Longer than any edit takes, in seconds.
PATIENCE = 120


class Preview:
    """A preview of a project that is being measured."""

    def __init__(self, command: Path, root: Path, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        began = time.perf_counter()
        arguments = [str(command), "-C", str(root), "serve", "--addr", f"127.0.0.1:{self._port}"]
        self._program = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        while not self._is_there():
            time.sleep(0.005)
        self.get("")
        self.start = time.perf_counter() - began
        self._events: Any = urllib.request.urlopen(f"http://127.0.0.1:{self._port}/_casebook/events", timeout=PATIENCE)
        self._settle()

    def _is_there(self) -> bool:
        if self._program.poll() is not None:
            sys.exit("the preview ended")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def get(self, path: str) -> str:
        """A page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def _next(self) -> dict[str, Any]:
        line = next(line for line in self._events if line.startswith(b"data: "))
        told: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
        return told

    def _settle(self) -> None:
        """Wait until everything that is there has been looked at."""
        while not self._next()["isChecked"]:
            pass

    def edit(self, path: Path, change: Callable[[str, str], str], page: str) -> float:
        """The median of the seconds from the writing of a file to the page that has what was written."""
        found = []
        for number in range(EDITS):
            mark = f"Edited{number}"
            content = change(path.read_text("utf-8"), mark)
            began = time.perf_counter()
            path.write_text(content, encoding="utf-8")
            while self._next()["isChecked"] or mark not in self.get(page):
                pass
            found.append(time.perf_counter() - began)
            self._settle()
        return statistics.median(found)

    @property
    def memory(self) -> int:
        """MiB that it has in memory (Linux)."""
        status = Path(f"/proc/{self._program.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024

    def stop(self) -> None:
        """End it."""
        self._program.terminate()
        self._program.wait(PATIENCE)


def row(command: Path, root: Path, environment: dict[str, str]) -> str:
    """A row of the table."""
    case = sorted((root / "cases").glob("*.yml"))[0]
    sources, template, home = root / "cases/references.bib", root / "templates/case.html", root / "docs/index.md"
    key = re.findall(r"@\w+\{([^,]+),", sources.read_text("utf-8"))[0]
    own = (Path(__file__).parents[2] / "generator/templates/case.html").read_text("utf-8")
    template.parent.mkdir(exist_ok=True)
    template.write_text(own, encoding="utf-8")
    preview = Preview(command, root, environment)
    before = preview.memory
    edits = [
        preview.edit(case, lambda text, mark: re.sub(r"^title:.*$", f"title: {mark} case", text, count=1, flags=re.M), f"cases/{case.stem}/"),
        preview.edit(sources, lambda text, mark: re.sub(r"title = \{[^}]*\}", f"title = {{{mark} source}}", text, count=1), f"sources/{key}/"),
        preview.edit(template, lambda text, mark: f"{own}<p>{mark}</p>", f"cases/{case.stem}/"),
        preview.edit(home, lambda text, mark: f"{text}\n\n{mark}\n", ""),
    ]
    cells = [f"{preview.start:.1f} s", *(f"{edit * 1000:.0f} ms" for edit in edits), f"{before} MiB", f"{preview.memory} MiB"]
    preview.stop()
    return " | ".join(cells)
