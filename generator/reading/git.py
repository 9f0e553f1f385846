"""What Git knows of the records: when each file last changed, which were once there, and what stood in them at a revision.

One `git log` for the whole project, and one `git cat-file` for any number of files. Knows nothing of records; outside a repository, and in
a shallow clone (whose single commit would date everything alike), it knows nothing and says so by being empty.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

# What a commit begins with in the log, before its day.
_COMMIT = "\x01"


@dataclass(frozen=True, slots=True)
class History:
    """Days in ISO 8601, by path.

    `changed`: the day of the last commit that touched a file; `added`: that of the first that brought it. `gone`: path → the
    object (see `contents`) that the file was before it vanished.
    """

    changed: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)


def read(root: Path, *folders: str) -> History:
    """The history of `folders` below `root`, with paths relative to `root`."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return History()
    # The raw form says of every file which object it was before.
    form = ("-z", "--raw", "--no-abbrev", "--no-renames", "--relative")
    changed: dict[str, str] = {}
    gone: dict[str, str] = {}
    added: dict[str, str] = {}
    for day, status, before, path in _raw(_git(root, "log", *form, "--date=short", f"--format={_COMMIT}%cd", "--", *folders)):
        if status == "A":
            # The log begins with the latest: the last one that is met is the first that was made.
            added[path] = day
        if path in changed:
            continue
        changed[path] = day
        if status == "D":
            gone[path] = before
    gone |= {path: before for _day, _status, before, path in _raw(_git(root, "diff", *form, "--diff-filter=D", "HEAD", "--", *folders))}
    return History(changed, gone, added)


def head(root: Path) -> str:
    """The commit that the working copy is of; empty where there is none."""
    return _git(root, "rev-parse", "HEAD").strip()


def _raw(text: str) -> Iterator[tuple[str, str, str, str]]:
    """(day, status, object before, path) of every file in Git's raw form: see https://git-scm.com/docs/diff-format."""
    day, tokens = "", iter(text.split("\x00"))
    for token in tokens:
        told = token.lstrip("\n")
        if told.startswith(_COMMIT):
            day = told.removeprefix(_COMMIT)
        elif told.startswith(":"):
            _mode, _new_mode, before, _after, status = told.split()
            # A path may hold any character but NUL.
            yield day, status, before, next(tokens, "")


def contents(root: Path, objects: Iterable[str]) -> dict[str, bytes]:
    """What stands in files, by their objects: those that are there, read by one process."""
    wanted = list(dict.fromkeys(objects))
    answer = _run(root, ("cat-file", "--batch"), "".join(f"{name}\n" for name in wanted).encode()) if wanted else b""
    found: dict[str, bytes] = {}
    at = 0
    for name in wanted:
        end = answer.find(b"\n", at)
        told = answer[at:end].split()
        at = end + 1
        # Of what is not there it says so, and nothing else.
        if len(told) == 3:
            size = int(told[2])
            found[name] = answer[at : at + size]
            at += size + 1
    return found


def files(root: Path, revision: str, folder: str, most: int) -> dict[str, bytes] | None:
    """What stood in every file of a folder at a revision, by path relative to `root`; None when there is no such revision.

    Files of more than `most` bytes, links and submodules are left out.
    """
    known = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    if not known:
        return None
    objects = {}
    # As `git -C` stands in `root`, paths are relative to it.
    for entry in _git(root, "ls-tree", "-r", "-l", "-z", known, "--", f"{folder}/").split("\x00"):
        head, _, path = entry.partition("\t")
        mode, kind, name, size = head.split() if head else ("", "", "", "")
        if kind == "blob" and mode.startswith("100") and int(size) <= most:
            objects[path] = name
    found = contents(root, objects.values())
    return {path: found[name] for path, name in objects.items() if name in found}


def _git(root: Path, *arguments: str) -> str:
    return _run(root, arguments).decode("utf-8", "replace")


def _run(root: Path, arguments: Iterable[str], input: bytes = b"") -> bytes:
    """What Git answers; nothing where it refuses, or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=input, capture_output=True, check=False, timeout=60)  # noqa: S603, S607
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
