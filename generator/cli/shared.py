"""What several commands have in common: reading the project, exit codes, and progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..base.commands import UNUSABLE, give_up, language, say
from ..base.diagnostic import nearest
from ..base.saying import said
from ..publishing import pipeline
from ..reading.addresses import fault
from ..records.folder import CASES, UnusableProject

if TYPE_CHECKING:
    from ..base.kept import Kept
    from ..catalog.catalog import Catalog

FINDINGS = 1


def checked(root: Path, against: str = "", kept: Kept | None = None) -> pipeline.Checked:
    """The project, read (with what was `kept` of an earlier reading) and checked; one that is unusable ends the command."""
    try:
        return pipeline.check(root, against, kept)
    except UnusableProject as error:
        give_up(str(error))


def read(root: Path) -> Catalog:
    """The project as it is, however much is wrong with it; one that is unusable ends the command."""
    try:
        with pipeline.without_collection():
            return pipeline.read(root)[0]
    except UnusableProject as error:
        give_up(str(error))


def tell_editors(root: Path, catalog: Catalog) -> None:
    """Keep what editors complete by as the catalog is; where that cannot be kept, nobody is stopped by it."""
    from ..contributing import schema_files
    from ..views import choices

    schema_files.keep(root, choices.of(catalog), language())


def shown_below(files: str) -> str:
    """The web address below which files are shown, with a closing slash and fit for a link; one that is none ends the command."""
    if files and (fault(files) or set(files) & set("()[]<>")):
        give_up(said("--files wants a web address, such as https://example.org/our/catalog/blob/3f2c1d/"))
    return f"{files.rstrip('/')}/" if files else ""


def exit_code(error: Exception, root: Path) -> int:
    """How a command ends that could not build: by findings, or because there is nothing that could be built."""
    from ..publishing import build as building

    return UNUSABLE if isinstance(error, building.Unusable) or not (root / "cases").is_dir() else FINDINGS


def progress(message: str) -> None:
    """Say what is being done, on a terminal only."""
    if sys.stderr.isatty():
        say(message, err=True)


def chosen(root: Path, given: Sequence[Path]) -> list[str]:
    """Files and folders named on the command line, by their paths relative to the project's root; that of a folder ends with a stroke.

    A path is looked for here, then in the project; with `*` in it, it stands for all that it fits, as a shell would have it. One that is not
    there, or lies outside of the project, ends the command.
    """
    found: list[str] = []
    root = _plain(root)
    for path in (one for name in given for one in _meant(root, name)):
        whole = _plain(path)
        if not whole.is_relative_to(root):
            give_up(said("'{path}' is no file of the project in {root}", path=path, root=root))
        inside = whole.relative_to(root).as_posix()
        found.append(f"{inside}/".removeprefix("./") if whole.is_dir() and not whole.is_symlink() else inside)
    return found


def _meant(root: Path, path: Path) -> list[Path]:
    """What a path on the command line stands for. Where that is nothing, the command ends."""
    found = [_fitting(folder, path) for folder in (Path(), root)]
    for fitting in found:
        if inside := [one for one in fitting if _plain(one).is_relative_to(root)]:
            return inside
    if any(found):
        return found[0] or found[1]
    every = [one.relative_to(root).as_posix() for one in sorted((root / CASES).rglob("*.*")) if one.is_file()]
    same = [one for one in every if path.stem == PurePosixPath(one).stem]
    near = same[0] if len(same) == 1 else nearest(path.as_posix(), every)
    missing = said("there is no file '{path}'", path=path)
    return give_up(said("{missing}; did you mean '{other}'?", missing=missing, other=near) if near else missing)


def _fitting(folder: Path, path: Path) -> list[Path]:
    if os.path.lexists(folder / path):
        return [folder / path]
    # Not every shell does it.
    start = Path(path.anchor) if path.is_absolute() else folder
    return sorted(start.glob(str(path.relative_to(path.anchor)))) if "*" in str(path) else []


def _plain(path: Path) -> Path:
    """A path from the top, without steps back. Links are not followed: of a file that is one it is said elsewhere."""
    return Path(os.path.normpath(path.absolute()))
