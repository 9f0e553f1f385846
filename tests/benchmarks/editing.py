"""How long somebody waits who types in an editor: for what is wrong, for what may stand there, for what a name means.

python -m tests.benchmarks.editing DIR     of a synthetic catalog (`tests.benchmarks.synthetic`), with the real process over its protocol
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.language_server.client import Editor

_TIMES = 5


def measured(root: Path) -> dict[str, float]:
    """Seconds, the median of several; from the keystroke to the answer."""
    began = time.perf_counter()
    editor = Editor(root)
    path = "cases/case-1.yml"
    editor.open(path)
    text = (root / path).read_text("utf-8")
    name = next(line.split("id: ")[1].split(",")[0].strip(" }") for line in text.splitlines() if "{id: " in line)
    found: dict[str, float] = {}
    try:
        editor.type(path, text.replace(f"id: {name}", "id: nobody-at-all", 1))
        editor.found(path, bool)
        found["first findings"] = time.perf_counter() - began
        editor.type(path, text)
        editor.found(path, lambda items: not items)
        found["edit to findings"] = _median(lambda: _round(editor, path, text, name)) / 2
        found["completion of a record"] = _median(lambda: editor.completed(path, f"{text}\nplatforms:\n  - id: ¦"))
        found["completion of a source in a text"] = _median(lambda: editor.completed(path, f"{text}\n  [@s¦"))
        editor.type(path, text)
        found["hover"] = _median(lambda: editor.ask("textDocument/hover", editor.at(path, f"id: {name}", 5)))
        found["references"] = _median(lambda: editor.ask("textDocument/references", _of(editor.at(path, f"id: {name}", 5))))
        found["rename"] = _median(lambda: editor.ask("textDocument/rename", {**editor.at(path, f"id: {name}", 5), "newName": "another-name"}), 1)
    finally:
        editor.end()
    return found


def _of(place: dict[str, Any]) -> dict[str, Any]:
    return {**place, "context": {"includeDeclaration": True}}


def _round(editor: Editor, path: str, text: str, name: str) -> None:
    """A mistake is made, and mended."""
    editor.type(path, text.replace(f"id: {name}", "id: nobody-at-all", 1))
    editor.found(path, bool)
    editor.type(path, text)
    editor.found(path, lambda items: not items)


def _median(work: Callable[[], object], times: int = _TIMES) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)[times // 2]


if __name__ == "__main__":
    for what, seconds in measured(Path(sys.argv[1]).absolute()).items():
        print(f"{what}: {seconds:.3f} s")
