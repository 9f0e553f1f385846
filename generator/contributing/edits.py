"""Changes to several files at once: planned first, shown as a difference, and carried out as a whole or not at all.

Lines and columns are those of the text as it was read; byte order marks, line ends and bytes that are no characters stay as they are.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..base import overlay, writing
from ..base.saying import Said, of_system, said
from .whole_files import MARK

_ENDS = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """In a file, what stands at a place and what is to stand there; `line` and `column` are 1-based. Line feeds stand for line ends of the file."""

    path: str
    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Edits, files that are to lie elsewhere, as (from, to), and files that are to be in UTF-8, as (path, what they are in).

    All name a file by where it lies before.
    """

    edits: tuple[Edit, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    encodings: tuple[tuple[str, str], ...] = ()

    def by_path(self) -> Mapping[str, list[Edit]]:
        """The edits of each file, in their order; none of a file that is only moved or saved again."""
        groups: dict[str, list[Edit]] = defaultdict(list, {path: [] for path, _other in (*self.moves, *self.encodings)})
        for edit in sorted(set(self.edits)):
            groups[edit.path].append(edit)
        return groups

    def target(self, path: str) -> str:
        """Where a file lies afterwards."""
        return dict(self.moves).get(path, path)


class CannotEdit(Exception):
    """Nothing was changed; the text says why."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


def edited(content: str, edits: Sequence[Edit]) -> str:
    """A file's text with edits in it. Raises CannotEdit where something else stands now than was read."""
    starts = [0, *(match.end() for match in _ENDS.finditer(content))]
    newline = "\r\n" if "\r\n" in content else "\n"
    parts, position = [], 0
    for edit in edits:
        start = starts[edit.line - 1] + edit.column - 1 if edit.line <= len(starts) else len(content)
        # No column counts the mark of the byte order.
        start += content.startswith(MARK) and edit.line == 1
        old = edit.old.replace("\n", newline)
        if start < position or not content.startswith(old, start):
            raise CannotEdit(said("{path}:{line} has changed meanwhile: try again", path=edit.path, line=edit.line))
        parts += [content[position:start], edit.new.replace("\n", newline)]
        position = start + len(old)
    return "".join((*parts, content[position:]))


def read(root: Path, path: str) -> str:
    """A file's text, without the mark of its byte order; bytes that are no characters as surrogates (PEP 383). Raises CannotEdit."""
    return _bytes(root, path).decode("utf-8", "surrogateescape").removeprefix(MARK)


def _bytes(root: Path, path: str) -> bytes:
    over = overlay.content(f"{root}/{path}")
    try:
        return (root / path).read_bytes() if over is None else over
    except OSError as error:
        raise CannotEdit(said("{path} cannot be read: {why}", path=path, why=of_system(error))) from None


def contents(root: Path, plan: Plan) -> dict[str, tuple[bytes, bytes]]:
    """Each file of a plan as it is and as it is to be, by its path before. Raises CannotEdit."""
    found = {}
    for path, edits in plan.by_path().items():
        before = _bytes(root, path)
        codec = dict(plan.encodings).get(path)
        text = before.decode(codec).removeprefix(MARK) if codec else before.decode("utf-8", "surrogateescape")
        found[path] = before, edited(text, edits).encode("utf-8", "surrogateescape")
    return found


def difference(root: Path, plan: Plan) -> str:
    """What a plan changes, as a unified difference that `git apply` takes. Raises CannotEdit."""
    return "".join(_difference(path, plan.target(path), before, after) for path, (before, after) in sorted(contents(root, plan).items()))


def _difference(path: str, target: str, before: bytes, after: bytes) -> str:
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", content.decode("utf-8", "replace")) for content in (before, after))
    head = f"diff --git a/{path} b/{target}\n" + (f"rename from {path}\nrename to {target}\n" if path != target else "")
    return head + "".join(_with_ends(difflib.unified_diff(old, new, f"a/{path}", f"b/{target}")))


def _with_ends(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def carry_out(root: Path, plan: Plan) -> None:
    """Do what is planned. Raises CannotEdit; then everything is as it was."""
    files = contents(root, plan)
    done: list[str] = []
    try:
        for path, (before, after) in files.items():
            done.append(path)
            _write(root, path, plan.target(path), before, after)
    except BaseException as error:
        # Also when somebody interrupts: half a rename is worse than none.
        for path in reversed(done):
            _restore(root, path, plan.target(path), files[path][0])
        if isinstance(error, FileExistsError):
            raise CannotEdit(said("{path} is there already", path=plan.target(done[-1]))) from None
        if isinstance(error, OSError):
            raise CannotEdit(said("{path} cannot be written: {why}; nothing was changed", path=done[-1], why=of_system(error))) from None
        raise


def _write(root: Path, path: str, target: str, before: bytes, after: bytes) -> None:
    if path == target:
        if before != after:
            writing.replace(root / path, after)
        return
    writing.create(root / target, after)
    try:
        (root / path).unlink()
    except OSError:
        (root / target).unlink()
        raise


def _restore(root: Path, path: str, target: str, before: bytes) -> None:
    with suppress(OSError):
        if path == target:
            writing.replace(root / path, before)
        elif not (root / path).exists():
            writing.create(root / path, before)
            (root / target).unlink()
