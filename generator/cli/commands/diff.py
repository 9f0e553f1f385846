"""`casebook diff`: what has become of the evidence since a Git revision."""

from __future__ import annotations

from pathlib import Path

import click

from ...base import commands
from ...publishing import pipeline
from ...records.folder import UnusableProject
from ..shared import shown_below

STYLES = ("text", "json", "markdown")


@click.command()
@click.argument("revision", metavar="REV")
@click.option("--format", "style", type=click.Choice(STYLES), default="text", help="How to print it; markdown is for a pull request's summary.")
@click.option("--files", metavar="URL", default="", help="Of markdown: where the files are shown on the web; each place is a link then.")
@click.pass_obj
def command(root: Path, revision: str, style: str, files: str) -> None:
    """Say in words what has become of the evidence since a Git revision.

    What a reviewer should see first comes first: a claim that lost its only independent voice, a key that now stands for another source, a
    figure that changed without a correction, an address that leads nowhere. Then marks that changed, and why; citations; parties, owners and
    hosts; and all that came or went. Drafts weigh nothing. It judges nothing: the exit code is 0.

    JSON is one object: format (1), revision, counts by weight (first, look, note), unread files (side: then or now, path), and differences. Each
    of these has its topic and weight, path, line, column (past: of the revision), message, record, claim, source, changes (field, was, now, source),
    because and concerns.

    \b
    Examples:
      casebook diff v1.0
      casebook diff main --format markdown
      casebook diff main --format markdown --files https://example.org/our/catalog/blob/3f2c1d/
      casebook diff HEAD~1 --format json
    """
    from ...contributing import diff, diff_reports

    try:
        catalog, found = pipeline.read(root)
        compared = diff.compared(root, revision, catalog, found)
    except UnusableProject as error:
        commands.give_up(str(error))
    if style == "markdown":
        click.echo(diff_reports.markdown(compared, commands.language(), shown_below(files)), nl=False)
    else:
        click.echo(diff_reports.FORMATS[style](compared, commands.language()), nl=False)
