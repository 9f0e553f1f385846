"""`casebook serve`: the preview."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ...base.commands import language, say, speaking
from ...base.saying import said, spoken
from ..shared import exit_code


@click.command()
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@click.option("--addr", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
@click.option("--open", "is_opened", is_flag=True, help="Open it in a browser.")
@click.pass_obj
def command(root: Path, drafts: bool, addr: str, is_opened: bool) -> None:
    """Preview the site in a browser; a change shows up by itself.

    What is wrong stands here and on the page; until it is mended the last that could be read stands for a broken file. The search is indexed
    when it is first used.

    \b
    Examples:
      casebook serve --drafts
      casebook serve --open
    """
    from ...publishing import serving
    from ...publishing.build import BuildFailed

    try:
        serving.serve(root, _listening(addr), drafts=drafts, is_opened=is_opened, say=speaking(err=True), language=language())
    except BuildFailed as error:
        say(str(error), err=True)
        sys.exit(exit_code(error, root))


def _listening(address: str) -> Any:
    """A socket at an address; where another program has it, on a terminal, the next one that is free, if that will do."""
    from ...publishing import serving

    try:
        return serving.listen(address)
    except serving.Taken as error:
        question = said("port {port} is taken by another program; take {free} instead?", port=error.port, free=error.free)
        if not (sys.stdin.isatty() and sys.stderr.isatty() and click.confirm(spoken(question, language()), default=True, err=True)):
            raise
        return serving.listen(error.address)
