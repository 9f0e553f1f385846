"""`casebook build`: the site."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ...base.commands import say
from ...base.saying import said
from ..shared import exit_code, progress


@click.command()
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@click.option(
    "--site-dir", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes (default: as mkdocs.yml says)."
)
@click.option("--offline", "is_offline", is_flag=True, help="A site that opens from a disk, without a server and without a search.")
@click.pass_obj
def command(root: Path, drafts: bool, site_dir: Path | None, is_offline: bool) -> None:
    """Build the site. When anything is wrong, the old site stays as it was.

    \b
    Examples:
      casebook build
      casebook build --offline --site-dir ../for-the-archive
      casebook build --drafts --site-dir /tmp/preview
    """
    # Loaded late: MkDocs takes 0.3 s, and `check` does without.
    from ...publishing import build as building

    progress(said("building {name} …", name=root.name))
    try:
        target = building.build(root, site_dir, drafts=drafts, offline=is_offline)
    except building.BuildFailed as error:
        say(str(error), err=True)
        sys.exit(exit_code(error, root))
    say(said("built {target}/", target=os.path.relpath(target)))
