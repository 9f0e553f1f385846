"""The command line: `casebook COMMAND`, one file for each command.

Exit codes: 0 fine, 1 findings of severity error, 2 wrong usage or an unusable project, 128 and the number of the signal that ended it. Never a
traceback.
"""

from __future__ import annotations

from pathlib import Path

import click

from ..base import saying
from ..base.commands import Commands, give_up, lang_option
from . import commands


@click.group(cls=Commands, commands_in=commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-C",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The project's folder (default: this one, or the next above it with a catalog).",
)
@click.version_option(package_name="casebook")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Check and build a catalog of cases, with every figure tied to its source."""
    # Loaded late: who asks for help or the version does without.
    from ..records.around import project_around

    root = root or project_around(Path.cwd())
    if not root.is_dir():
        give_up(saying.said("there is no folder '{root}'", root=root))
    context.obj = root.absolute()


main.params.append(lang_option())
