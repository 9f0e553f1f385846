"""What Git knows of the records: when each file last changed, which were once there, and what stood in them at a revision.

One `git log` for the whole project, and one `git cat-file` for any number of files. Knows nothing of records. Where it knows nothing, outside a
repository or in a shallow clone (whose oldest commit would date everything alike), it says why.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

# What a commit begins with in the log, before its day.
_COMMIT = "\x01"
# What people call the branch that is published.
_MAIN = ("main", "master")
# The raw form says of every file which object it was before.
_FORM = ("-z", "--raw", "--no-abbrev", "--no-renames", "--relative")


class Missing(StrEnum):
    """Why Git knows nothing."""

    NO_REPOSITORY = "no repository"
    NO_COMMITS = "no commits"
    UNTRACKED = "untracked"
    SHALLOW = "shallow"
    FOREIGN = "foreign"
    NO_GIT = "no git"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class History:
    """Days in ISO 8601, by path.

    `changed`: the day of the last commit that touched a file; `added`: that of the first that brought it. `gone`: path → the
    object (see `contents`) that the file was before it vanished, and `last`: path → the revision that had it last. Where nothing is known,
    `missing` says why, and `where` is the folder of the repository, if there is one. `published`: path → object of every file in the first
    folder where the working copy left the branch that is published.
    """

    changed: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    missing: Missing | None = None
    where: str = ""
    published: Mapping[str, str] = field(default_factory=dict)


def read(root: Path, *folders: str) -> History:
    """The history of `folders` below `root`, with paths relative to `root`; of nothing in the first of them is nothing known."""
    if missing := _missing(root):
        return History(missing=missing, where=_repository(root))
    changed: dict[str, str] = {}
    gone: dict[str, str] = {}
    added: dict[str, str] = {}
    last: dict[str, str] = {}
    for told, status, before, path in _raw(_git(root, "log", *_FORM, "--date=short", f"--format={_COMMIT}%cd %h", "--", *folders)):
        day, _, commit = told.partition(" ")
        if status == "A":
            # The log begins with the latest: the last one that is met is the first that was made.
            added[path] = day
        if path in changed:
            continue
        changed[path] = day
        if status == "D":
            # Not `^`, which the shell of Windows takes for itself.
            gone[path], last[path] = before, f"{commit}~1"
    if not any(path.startswith(f"{folders[0]}/") for path in changed):
        has_commits = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
        return History(missing=Missing.UNTRACKED if has_commits else Missing.NO_COMMITS, where=_repository(root))
    absent = {path: before for _day, _status, before, path in _raw(_git(root, "diff", *_FORM, "--diff-filter=D", "HEAD", "--", *folders))}
    gone |= absent
    published = _published(root, *folders) if gone else frozenset()
    last |= dict.fromkeys(absent, "HEAD")
    gone = {path: before for path, before in gone.items() if path in published}
    return History(changed, gone, added, last, where=_repository(root), published=_objects(root, parted(root), folders[0]))


def _objects(root: Path, commit: str, folder: str) -> dict[str, str]:
    """The objects of all plain files in a folder at a commit, by path relative to `root`."""
    # As `git -C` stands in `root`, paths are relative to it.
    told = _git(root, "ls-tree", "-r", "-z", commit, "--", f"{folder}/") if commit else ""
    rows = (entry.partition("\t") for entry in told.split("\x00") if entry.startswith("100"))
    return {path: head.split()[2] for head, _, path in rows}


def _published(root: Path, *folders: str) -> frozenset[str]:
    """The paths of all files that were ever on the line that is published.

    What a branch had in between (a file in the wrong folder, and then in the right one) never was, whether it has been merged since or not.
    """
    for line in dict.fromkeys((main_line(root), "HEAD")):
        told = _git(root, "log", *_FORM, "--first-parent", "-m", "--diff-filter=A", f"--format={_COMMIT}%cd", line, "--", *folders)
        # A main branch of something else than the catalog says nothing of it.
        if found := frozenset(path for _day, _status, _before, path in _raw(told)):
            return found
    return frozenset()


def main_line(root: Path) -> str:
    """The branch that is published: the main one of where the clone is from, the local one of such a name, or else what the working copy is of.

    A fork is its owner's: what it was forked from, which people call `upstream`, comes before it.
    """
    there = _git(root, "for-each-ref", "--format=%(refname)", "refs/remotes", "refs/heads").split()
    others = dict.fromkeys(ref.split("/")[2] for ref in there if ref.startswith("refs/remotes/"))
    remotes = [name for name in ("upstream", "origin") if name in others] or [*others][: 1 if len(others) == 1 else 0]
    named = [f"refs/remotes/{remote}/{branch}" for remote in remotes for branch in ("HEAD", *_MAIN)]
    return next((ref for ref in (*named, *(f"refs/heads/{branch}" for branch in _MAIN)) if ref in there), "HEAD")


def head(root: Path) -> str:
    """The commit that the working copy is of; empty where there is none."""
    return _git(root, "rev-parse", "HEAD").strip()


def _missing(root: Path) -> Missing | None:
    """Why the history of a folder cannot be read, or not be relied on."""
    done = _ask(root, ("rev-parse", "--is-shallow-repository"))
    if done is not None and done.returncode == 0:
        return Missing.SHALLOW if done.stdout.strip() != b"false" else None
    if not _repository(root):
        return Missing.NO_REPOSITORY
    if done is None:
        return Missing.NO_GIT
    # The name of a setting, which Git's advice names in every language: https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
    return Missing.FOREIGN if b"safe.directory" in done.stderr else Missing.FAILED


def _repository(root: Path) -> str:
    """The folder around `root`, or `root` itself, in which a repository is, whether Git reads it or not; empty when there is none."""
    return next((str(folder) for folder in (root, *root.parents) if (folder / ".git").exists()), "")


def _raw(text: str) -> Iterator[tuple[str, str, str, str]]:
    """(what is told of the commit, status, object before, path) of every file in Git's raw form: see https://git-scm.com/docs/diff-format."""
    commit, tokens = "", iter(text.split("\x00"))
    for token in tokens:
        told = token.lstrip("\n")
        if told.startswith(_COMMIT):
            commit = told.removeprefix(_COMMIT)
        elif told.startswith(":"):
            _mode, _new_mode, before, _after, status = told.split()
            # A path may hold any character but NUL.
            yield commit, status, before, next(tokens, "")


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
    known = commit(root, revision)
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


class InTree(NamedTuple):
    """What stands at a path of a revision: `mode` is that of Git (https://git-scm.com/docs/git-fast-import#_filemodify), `name` its object."""

    mode: str
    name: str
    path: bytes

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file: no link, and no repository in the repository."""
        return self.mode in ("100644", "100755", "100664")


def commit(root: Path, revision: str) -> str:
    """The name of the commit that a revision is; empty where there is none."""
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()


def common(root: Path, one: str, other: str) -> str:
    """The last commit that two have in common; empty where there is none."""
    return _git(root, "merge-base", one, other).strip()


def between(root: Path, old: str, new: str) -> list[bytes]:
    """The paths, from the top of the repository, of all files that two commits do not have alike."""
    # Of trees alone: no configuration, attribute or driver has a say in it.
    return list(filter(None, _run(root, ("diff-tree", "-r", "-z", "--no-renames", "--name-only", old, new)).split(b"\0")))


def tree(root: Path, revision: str, *paths: str) -> list[InTree]:
    """All that stands below paths of a commit, which are given, as those in the answer, from the top of the repository."""
    found = []
    for entry in _run(root, ("ls-tree", "-r", "-z", "--full-tree", revision, "--", *paths)).split(b"\0"):
        head, _, path = entry.partition(b"\t")
        if head:
            mode, _kind, name = head.decode("ascii").split()
            found.append(InTree(mode, name, path))
    return found


def prefix(root: Path) -> str | None:
    """Where `root` lies below the top of its repository, as `catalog/`; empty at the top; None where there is no repository."""
    done = _ask(root, ("rev-parse", "--show-prefix"))
    return done.stdout.decode("utf-8", "replace").rstrip("\n") if done is not None and done.returncode == 0 else None


def check_out(root: Path, revision: str, target: Path) -> bool:
    """Put the files of a commit into a new folder, as a working tree of the repository; whether that was done. No hook is run."""
    done = _ask(root, ("-c", f"core.hooksPath={os.devnull}", "worktree", "add", "--quiet", "--detach", str(target), revision))
    return done is not None and done.returncode == 0


def parted(root: Path, revision: str = "") -> str:
    """The commit at which the working copy left a revision, or else the branch that is published; empty where there is none."""
    return common(root, known, "HEAD") if (known := commit(root, revision or main_line(root))) else ""


def changed(root: Path, revision: str, *folders: str) -> list[str]:
    """The files of `folders` that are not now what they were at a revision, were not there or are gone, by their paths relative to `root`."""
    now = _git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", "--end-of-options", revision, "--", *folders)
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *folders)
    return sorted({path for path in (*now.split("\x00"), *unknown.split("\x00")) if path})


def _git(root: Path, *arguments: str) -> str:
    return _run(root, arguments).decode("utf-8", "replace")


def _run(root: Path, arguments: Iterable[str], input: bytes = b"") -> bytes:
    """What Git answers; nothing where it refuses, or is not there."""
    done = _ask(root, arguments, input)
    return done.stdout if done is not None and done.returncode == 0 else b""


def _ask(root: Path, arguments: Iterable[str], input: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """How Git ended; None where it is not there, or did not end."""
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], input=input, capture_output=True, check=False, timeout=60)  # noqa: S603, S607
    except (OSError, subprocess.TimeoutExpired):
        return None
