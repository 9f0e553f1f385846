"""`casebook todo`: what wants doing to the catalog."""

from __future__ import annotations

from pathlib import Path

import click

from ...base import commands
from ...publishing import pipeline
from ...records.folder import UnusableProject

STYLES = ("text", "json", "markdown")


@click.command()
@click.argument("names", metavar="[WORK|KIND|ID]...", nargs=-1)
@click.option("--since", "revision", default="", metavar="REV", help="Only records and sources that have changed since a Git revision.")
@click.option("--minutes", type=click.IntRange(1), metavar="N", help="Only what can be done in so many minutes, the most pressing first.")
@click.option("--format", "style", type=click.Choice(STYLES), default="text", help="How to print it.")
@click.pass_obj
def command(root: Path, names: tuple[str, ...], revision: str, minutes: int | None, style: str) -> None:
    """Say what wants doing to the catalog, though nothing is wrong, with the line to edit and how long it may take.

    Claims that a second source would make firmer, sources that nobody has read or whose publisher nobody knows, addresses without an archived
    copy, records that nobody has reviewed for a year, and so on. Of these names only: a kind of work, a kind of record (or `source`), a
    record with the sources that it cites, or the key of a source.

    \b
    Examples:
      casebook todo
      casebook todo --minutes 10
      casebook todo my-first-case
      casebook todo archive topic
      casebook todo --since v1.0 --format markdown
    """
    from ...contributing import todo

    try:
        catalog, _found = pipeline.read(root)
        before = todo.at(root, revision, catalog) if revision else None
        found = todo.wanted(catalog, names, before, pipeline.today(), minutes)
    except UnusableProject as error:
        commands.give_up(str(error))
    except todo.UnknownName as error:
        commands.give_up(error.args[0])
    click.echo(todo.FORMATS[style](found, commands.language()), nl=False)
