"""The plain files below a folder of a project: links, devices and whatever else is no file and no folder are refused, wherever they lead.

Knows what is a plain file, and nothing of what is in one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from ..base.diagnostic import Diagnostic, Span
from ..base.saying import of_system, said
from .files import UNREADABLE


def plain_files(root: Path, where: str, found: list[Diagnostic], is_ignored: Callable[[str], bool]) -> list[str]:
    """The paths of all plain files below `root/where`, sorted; none where there is no such folder.

    What is none, and a folder that cannot be read, joins what was `found`. What `is_ignored` says of a path below `where`, that of a folder
    with a slash at its end, is left out without a word; but a folder that is a link never is: others follow it.
    """
    if refused := refusal(root, where):
        found.append(refused)
        return []
    paths: list[str] = []
    waiting = [where] if (root / where).is_dir() else []
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(f"{root}/{here}") as entries:
                for entry in entries:
                    path = f"{here}/{entry.name}"
                    below = path[len(where) + 1 :]
                    if entry.is_dir(follow_symlinks=False):
                        waiting += [] if is_ignored(f"{below}/") else [path]
                    elif is_ignored(below) and not entry.is_dir():
                        continue
                    elif entry.is_file(follow_symlinks=False):
                        paths.append(path)
                    else:
                        found.append(_refused(path, entry.stat(follow_symlinks=False).st_mode))
        except OSError as error:
            found.append(
                UNREADABLE.at(Span(here), said("the folder cannot be read: {reason}", reason=of_system(error)), said("check its permissions"))
            )
    return sorted(paths)


def refusal(root: Path, path: str) -> Diagnostic | None:
    """What is to be said against a file or folder of the project at `root`, and the folders that it is in: one may be a link, or none of both.

    None also where there is nothing.
    """
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        here = "/".join(parts[:end])
        try:
            mode = os.lstat(f"{root}/{here}").st_mode
        except OSError:
            return None
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return _refused(here, mode)
    return None


def _refused(path: str, mode: int) -> Diagnostic:
    if stat.S_ISLNK(mode):
        return UNREADABLE.at(
            Span(path), said("this is a link, and nothing is read or published through one"), said("replace the link by what it leads to")
        )
    return UNREADABLE.at(Span(path), _KINDS.get(stat.S_IFMT(mode), said("this is no file")), said("remove it"))


_KINDS = {
    stat.S_IFIFO: said("this is a named pipe, and not a file"),
    stat.S_IFSOCK: said("this is a socket, and not a file"),
    stat.S_IFCHR: said("this is a device, and not a file"),
    stat.S_IFBLK: said("this is a device, and not a file"),
}
