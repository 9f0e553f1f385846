"""`casebook init`: a catalog to begin with."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ...base.commands import give_up, language, say
from ...base.saying import joined, said, several, spoken
from ..shared import read, tell_editors


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What the catalog is called (default: after its folder).")
@click.option("--licence", metavar="NAME", help="What its texts may be used under, such as CC-BY-4.0, or none (default: asked on a terminal).")
def command(target: Path, name: str, licence: str | None) -> None:
    """Make a small catalog of your own in the folder DIR, with examples to replace, in the language of `--lang`.

    \b
    Examples:
      casebook init our-catalog
      casebook init our-catalog --name "Gardens of the city" --licence CC-BY-4.0
    """
    from ...contributing import starter

    if licence is None and sys.stdin.isatty() and sys.stderr.isatty():
        choices = click.Choice([*starter.LICENCES, starter.NO_LICENCE])
        licence = click.prompt(
            spoken(said("What may its texts and data be used under?"), language()), type=choices, default=starter.NO_LICENCE, err=True
        )
    try:
        called = name or spoken(starter.name_from(target), language())
        paths = starter.create(target, called, starter.licence(licence or starter.NO_LICENCE), language())
    except starter.CannotStart as error:
        give_up(str(error))
    tell_editors(target, read(target))
    say(several("wrote {count} file into {target}/", "wrote {count} files into {target}/", len(paths), target=os.path.relpath(target)))
    say(joined(["\n", starter.next_steps(target)]))
