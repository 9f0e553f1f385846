"""`casebook take`: what a pull request changes in a catalog, and nothing else of it, beside code that is not the request's.

A request may come from anybody. Its records and pages are data, which the checks judge; its code, its configuration and its workflows would be
run, and so would, in the browsers of readers, scripts in a page or beside it. So whoever judges a request takes the files of `cases/` and `docs/`
from it, as plain files and by their bytes, into a working copy of the base, and everything else from there. Where a request changes more than
that, nothing is taken, and the reviewer is told.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..base.saying import Said, as_it_is, said, several
from ..reading import git
from ..records.folder import CASES, DOCS, KINDS, PAGE, RULES_FILE
from ..records.options import configured, option
from . import running

_NOT_EVERYWHERE = re.compile(r'[<>:"|?*]')
# So many paths are listed; of more, how many there are.
_LISTED = 20


class CannotTake(Exception):
    """There is no such revision, or no place for it. The text says which; nothing has been written."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path of a request that must not become a file, and why."""

    path: bytes
    why: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a request changes, by paths from the top of the repository: in the catalog's content, and besides; and what of it is refused.

    `files` is all content at the request's commit; `base` the commit that it is compared with. `in_browsers` are those of the others that lie among
    the pages, and would run in the browsers of readers.
    """

    base: str
    content: tuple[bytes, ...]
    others: tuple[bytes, ...]
    refused: tuple[Refusal, ...]
    files: tuple[git.InTree, ...]
    prefix: str
    in_browsers: frozenset[bytes] = frozenset()

    @property
    def is_content_only(self) -> bool:
        """Whether it changes content and nothing else, all of which may become files."""
        return not self.others and not self.refused


def look(root: Path, base: str, revision: str) -> Request:
    """What the commit `revision` changes, compared with the last that it has in common with `base`.

    Raises CannotTake where one of them is no commit of the repository around `root`.
    """
    prefix = git.prefix(root)
    if prefix is None:
        raise CannotTake(said("there is no Git repository here"))
    known = {name: git.commit(root, name) for name in (base, revision)}
    for name, commit in known.items():
        if not commit:
            raise CannotTake(said("'{revision}' is no commit of this repository", revision=name))
    first = git.common(root, known[base], known[revision])
    if not first:
        raise CannotTake(said("'{revision}' and '{base}' have no commit in common", revision=revision, base=base))
    folders = tuple(f"{prefix}{name}/" for name in (CASES, DOCS))
    changed = git.between(root, first, known[revision])
    new = frozenset(changed)
    files = git.tree(root, known[revision], *(folder.rstrip("/") for folder in folders))
    begins = tuple(folder.encode() for folder in folders)
    run = tuple(f"{prefix}{path}".encode() for path in _run(root))
    code = _in_browsers(root, known[revision], first, [path for path in changed if path.startswith(begins[1:])])
    content = [path for path in changed if path.startswith(begins) and not path.startswith(run) and path not in code]
    return Request(
        first,
        tuple(content),
        tuple(path for path in changed if path not in frozenset(content)),
        tuple(Refusal(entry.path, why) for entry in files if (why := _why_refused(entry, begins, is_new=entry.path in new))),
        tuple(files),
        prefix,
        frozenset(code),
    )


def _in_browsers(root: Path, theirs: str, ours: str, changed: Sequence[bytes]) -> set[bytes]:
    """Of the files in `docs/` that a request changes those that would run in the browsers of readers, or tell a host what to do."""
    texts = {commit: _texts(root, commit, changed) for commit in (theirs, ours)}
    code = set()
    for path, new in texts[theirs].items():
        name = path.decode("utf-8", "replace")
        if not running.is_shown(name) or (name.lower().endswith(PAGE) and running.comes(texts[ours].get(path, ""), new)):
            code.add(path)
    return code


def _texts(root: Path, commit: str, paths: Sequence[bytes]) -> dict[bytes, str]:
    """What files say at a commit, of those that are there."""
    if not paths:
        return {}
    wanted = (path.decode("utf-8", "surrogateescape") for path in paths)
    found = [entry for entry in git.tree(root, commit, *wanted) if entry.is_file]
    texts = git.contents(root, (entry.name for entry in found if entry.path.lower().endswith(PAGE.encode())))
    return {entry.path: texts.get(entry.name, b"").decode("utf-8", "replace") for entry in found if entry.path in set(paths)}


def _run(root: Path) -> list[str]:
    """What a build runs, wherever the configuration at `root` says that it lies: templates and hooks are code."""
    theme, hooks = (configured(root, name).get(name) for name in ("theme", "hooks"))
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folders = [path for path in (custom, option(root, "templates")) if isinstance(path, str)]
    files = [path for path in hooks if isinstance(path, str)] if isinstance(hooks, list) else []
    return [*(f"{posixpath.normpath(path)}/" for path in folders), *map(posixpath.normpath, files)]


def _why_refused(entry: git.InTree, folders: tuple[bytes, ...], *, is_new: bool = False) -> str:
    """Why something must not become a file: the end of a sentence that begins with its path; empty when it may."""
    if not entry.is_file:
        links = {"120000": said("is a link: it could lead anywhere"), "160000": said("is another repository")}
        return links.get(entry.mode, said("is no plain file"))
    if not entry.path.startswith(folders):
        return said("stands in the place of a folder")
    try:
        parts = entry.path.decode("utf-8").split("/")
    except UnicodeDecodeError:
        return said("has a name that is no UTF-8")
    # What Git and other systems take for a way up or for the repository itself; Windows passes over dots and spaces at the end.
    if any(part.rstrip(". ").casefold() in ("", ".git", "git~1") or "\\" in part for part in parts):
        return said("has a name that leads elsewhere")
    # Nor could whoever has Windows check it out again, nor the preview be kept: what the base has already, it has.
    if is_new and (found := _NOT_EVERYWHERE.search(parts[-1])):
        return said("has a name that not every system can have: without {sign}", sign=f"`{found[0]}`")
    return said("has a name with control characters") if not entry.path.decode("utf-8").isprintable() else ""


def take(root: Path, request: Request, target: Path) -> None:
    """Put the base into the new folder `target`, and the request's content into the place of its content.

    Raises CannotTake where the folder is there, or cannot be made; ValueError for a request that is more than content.
    """
    if not request.is_content_only:
        raise ValueError("a request with more than content is not taken")
    if target.exists() or target.is_symlink():
        raise CannotTake(said("'{path}' is there already", path=target))
    if not git.check_out(root, request.base, target):
        raise CannotTake(said("'{path}' cannot be made", path=target))
    for name in (CASES, DOCS):
        folder = target / request.prefix / name
        if folder.is_symlink():
            raise CannotTake(said("'{path}' is a link in the base", path=f"{request.prefix}{name}"))
        shutil.rmtree(folder, ignore_errors=True)
    found = git.contents(root, (entry.name for entry in request.files))
    for entry in request.files:
        path = target / entry.path.decode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found[entry.name])


def report(request: Request) -> list[str]:
    """What a reviewer is told of a request, as lines of Markdown."""
    if request.refused:
        lines = [said("- {path} {why}", path=_shown(item.path), why=item.why) for item in request.refused]
        return [said("**Refused.** What a request may bring are plain files with plain names. Nothing of it was taken."), "", *_first(lines)]
    count = several("{count} file", "{count} files", len(request.content))
    if request.is_content_only:
        return [
            said("**Content only.** This request changes {files} of the catalog, and nothing else.", files=count),
            said("What follows was said by the code and the configuration of the base."),
            *_deciding(request),
        ]
    return [
        said("**More than content.** This request changes {files} of the catalog, and besides:", files=count),
        "",
        *_first([_other(path, is_run=path in request.in_browsers) for path in request.others]),
        *_deciding(request),
        "",
        said("So nothing of it was taken: nothing was checked, and no preview was built. That nothing failed here says nothing."),
        said("The workflow `test` runs the request's own code, with rights to read and nothing else."),
        said("Read the change itself before you believe what it says of itself."),
        said("A maintainer has to agree to it. Records and pages in a request of their own are checked and shown at once: ask for that."),
    ]


def _deciding(request: Request) -> list[str]:
    """That a request changes what records may be and must hold, by which it is judged itself."""
    deciding = tuple(f"{request.prefix}{name}".encode() for name in (f"{KINDS}/", RULES_FILE))
    if not (lines := [f"- {_shown(path)}" for path in request.content if path.startswith(deciding)]):
        return []
    told = (
        said("**It changes what records may be and must hold**, and is judged by that itself. A maintainer has to agree to it:")
        if request.is_content_only
        else said("It changes what records may be and must hold, too:")
    )
    return ["", told, "", *_first(lines)]


def _other(path: bytes, *, is_run: bool) -> Said:
    shown = _shown(path)
    return said("- {path}: it would run in the browsers of readers, or tell a host what to do", path=shown) if is_run else as_it_is(f"- {shown}")


def _first(lines: Sequence[str]) -> list[str]:
    left = len(lines) - _LISTED
    return [*lines[:_LISTED], *([several("- and {count} more", "- and {count} more", left)] if left > 0 else [])]


def _shown(path: bytes) -> str:
    """A path as code, whatever its name tries to be: nothing in it is Markdown, HTML or the end of a line."""
    text = path.decode("utf-8", "backslashreplace")
    plain = "".join(character if character.isprintable() and character not in "`<>|" else f"\\u{ord(character):04x}" for character in text)
    return f"`{plain}`"
