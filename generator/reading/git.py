"""What Git knows of the records: when each file last changed, and which were once there.

One `git log` for the whole project. Knows nothing of records; outside a repository, and in a shallow
clone (whose single commit would date everything alike), it knows nothing and says so by being empty.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class History:
    """Days in ISO 8601, by path.

    `changed`: the day of the last commit that touched a file; `added`: that of the first that brought it. `gone`: path → the
    commit before it vanished.
    """

    changed: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)


def read(root: Path, *folders: str) -> History:
    """The history of `folders` below `root`, with paths relative to `root`."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return History()
    log = _git(root, "log", "-z", "--no-renames", "--relative", "--name-status", "--date=short", "--format=\x01%H %cd", "--", *folders)
    changed: dict[str, str] = {}
    gone: dict[str, str] = {}
    added: dict[str, str] = {}
    for block in log.split("\x01")[1:]:
        head, _, rest = block.partition("\x00")
        commit, day = head.split()
        tokens = [token.strip("\n") for token in rest.split("\x00") if token.strip("\n")]
        for status, path in zip(tokens[::2], tokens[1::2], strict=False):
            if status == "A":
                # The log begins with the latest: the last one that is met is the first that was made.
                added[path] = day
            if path in changed:
                continue
            changed[path] = day
            if status == "D":
                gone[path] = f"{commit}~1"
    for path in _git(root, "diff", "-z", "--relative", "--no-renames", "--name-only", "--diff-filter=D", "HEAD", "--", *folders).split("\x00"):
        if path:
            gone[path] = "HEAD"
    return History(changed, gone, added)


def content(root: Path, revision: str, path: str) -> str:
    """A file's text at a revision; empty when it is not there."""
    return _git(root, "show", f"{revision}:./{path}")


def files(root: Path, revision: str, folder: str) -> dict[str, str] | None:
    """The text of every UTF-8 file of a folder at a revision, by path relative to `root`; None when there is no such revision."""
    known = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    if not known:
        return None
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    found = {}
    for entry in _git(root, "ls-tree", "-r", "-z", known, "--", f"{folder}/").split("\x00"):
        head, _, path = entry.partition("\t")
        if head.split()[1:2] == ["blob"]:
            found[path.removeprefix(prefix)] = _git(root, "cat-file", "blob", head.split()[2])
    return found


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False, timeout=60)  # noqa: S603, S607
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
