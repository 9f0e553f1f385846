"""`casebook fmt`: the common layout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..shared import FINDINGS


@click.command()
@click.option("--check", "only_looks", is_flag=True, help="Change nothing, name what would change, and end with 1 if anything would.")
@click.pass_obj
def command(root: Path, only_looks: bool) -> None:
    """Put the bibliography into the common layout.

    One field a line, an empty line between two entries, line ends of one kind. What the entries and comments say, and their order, stays as it is.

    \b
    Examples:
      casebook fmt
      casebook fmt --check
    """
    from ...contributing import fmt as formatting

    is_sound = True
    for done in formatting.run(root, only_looks=only_looks):
        click.echo(done.told(only_looks=only_looks), nl=False)
        is_sound &= done.is_sound(only_looks=only_looks)
    sys.exit(0 if is_sound else FINDINGS)
