"""What several commands have in common: reading the project, exit codes, and progress."""

from __future__ import annotations

import sys
from pathlib import Path

from ..base.commands import UNUSABLE, give_up, say
from ..publishing import pipeline
from ..records.folder import UnusableProject

FINDINGS = 1


def checked(root: Path, against: str = "") -> pipeline.Checked:
    """The project, read and checked; one that is unusable ends the command."""
    try:
        return pipeline.check(root, against)
    except UnusableProject as error:
        give_up(str(error))


def exit_code(error: Exception, root: Path) -> int:
    """How a command ends that could not build: by findings, or because there is nothing that could be built."""
    from ..publishing import build as building

    return UNUSABLE if isinstance(error, building.Unusable) or not (root / "cases").is_dir() else FINDINGS


def progress(message: str) -> None:
    """Say what is being done, on a terminal only."""
    if sys.stderr.isatty():
        say(message, err=True)
