"""`casebook export`: the catalog as plain Markdown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ...base.commands import say
from ...base.saying import several
from ..shared import exit_code


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def command(root: Path, target: Path) -> None:
    """Write the whole catalog as plain Markdown files, for another engine.

    DIR is made new. In it, `docs/` has a file for each page that somebody wrote, record, source and list, and `mkdocs.yml` what an engine
    needs to build them. Computed views, such as the map, stay behind: links to them lead to the web site.

    \b
    Examples:
      casebook export ../plain
      casebook export ../plain && mkdocs build --strict -f ../plain/mkdocs.yml
    """
    from ...publishing import build as building

    try:
        count = building.export(root, target.absolute())
    except building.BuildFailed as error:
        say(str(error), err=True)
        sys.exit(exit_code(error, root))
    say(several("wrote {count} page into {target}/", "wrote {count} pages into {target}/", count, target=os.path.relpath(target)))
