"""`casebook fmt`: the common layout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...base.commands import give_up, say
from ...base.saying import several
from ...records.folder import UnusableProject
from ..shared import FINDINGS, chosen


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_looks", is_flag=True, help="Change nothing, name what would change, and end with 1 if anything would.")
@click.pass_obj
def command(root: Path, files: tuple[Path, ...], only_looks: bool) -> None:
    """Put records, lists and the bibliography into the common layout.

    Fields come in the order of the kind's declaration, two spaces a level, quotes where they are needed; of the bibliography one field a line. What
    the files and their comments say stays as it is. FILE is one of them or a folder; without any, all are.

    \b
    Examples:
      casebook fmt
      casebook fmt cases/my-first-case.yml
      casebook fmt --check
    """
    from ...contributing import fmt as formatting

    paths = chosen(root, files)
    is_sound, unchanged = True, 0
    try:
        for done in formatting.run(root, paths, only_looks=only_looks):
            for line in done.told(only_looks=only_looks):
                say(line)
            is_sound &= done.is_sound(only_looks=only_looks)
            unchanged += done.is_sound(only_looks=only_looks) and not done.places
    except (UnusableProject, LookupError) as error:
        give_up(error.args[0])
    if unchanged:
        say(several("{count} file is in the common layout", "{count} files are in the common layout", unchanged))
    sys.exit(0 if is_sound else FINDINGS)
