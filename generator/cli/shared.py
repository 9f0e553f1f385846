"""What several commands have in common: reading the project, exit codes, and progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.commands import UNUSABLE, give_up, language, say
from ..base.saying import said
from ..publishing import pipeline
from ..reading.addresses import fault
from ..records.folder import UnusableProject

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

    One that is not there, or lies outside of the project, ends the command.
    """
    found: list[str] = []
    root = _plain(root)
    for path in given:
        whole = _plain(path)
        if not os.path.lexists(whole):
            give_up(said("there is no file '{path}'", path=path))
        if not whole.is_relative_to(root):
            give_up(said("'{path}' is no file of the project in {root}", path=path, root=root))
        inside = whole.relative_to(root).as_posix()
        found.append(f"{inside}/".removeprefix("./") if whole.is_dir() and not whole.is_symlink() else inside)
    return found


def _plain(path: Path) -> Path:
    """A path from the top, without steps back. Links are not followed: of a file that is one it is said elsewhere."""
    return Path(os.path.normpath(path.absolute()))
