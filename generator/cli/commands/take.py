"""`casebook take`: what a pull request changes in the catalog, and nothing else of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...base.commands import give_up, say
from ..shared import FINDINGS


@click.command()
@click.argument("revision", metavar="REV")
@click.option("--base", required=True, metavar="REV", help="What the request asks to be merged into.")
@click.option("--into", "target", type=click.Path(path_type=Path), required=True, metavar="DIR", help="A new folder for the two together.")
@click.pass_obj
def command(root: Path, revision: str, base: str, target: Path) -> None:
    """Take the records and pages of a pull request, and everything else from its base.

    For whoever judges requests of others by a program. REV is the request, best as it would be merged. Where it changes nothing but `cases/` and
    `docs/`, the new folder DIR has the files of the base with those two as the request has them. Where it changes more, nothing is taken. A link,
    or a name that leads elsewhere, is refused, and the exit code is 1. What is printed is Markdown for a reviewer.

    \b
    Examples:
      casebook take FETCH_HEAD --base main --into ../request
      casebook -C ../request check --against main
    """
    from ...contributing import taking

    try:
        request = taking.look(root, base, revision)
        if request.is_content_only:
            taking.take(root, request, target.absolute())
    except taking.CannotTake as error:
        give_up(error.args[0])
    for line in taking.report(request):
        say(line)
    sys.exit(FINDINGS if request.refused else 0)
