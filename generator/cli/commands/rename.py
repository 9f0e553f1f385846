"""`casebook rename`: another name, everywhere."""

from __future__ import annotations

from pathlib import Path

import click

from ...base.commands import give_up, say
from ..shared import checked, read, tell_editors


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", "only_shows", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def command(root: Path, old: str, new: str, only_shows: bool) -> None:
    """Give a record, a source, a word, a kind or a claim another name, everywhere.

    OLD is the id of a record, the key of a source, the name of a kind, a word as VOCABULARY/WORD, or a claim as RECORD/CLAIM. Its file gets the
    new name, and every field, text, page and link that names it is rewritten; nothing else of any file changes. What was published keeps its old
    address: a record by `formerly`, a source by `ids`. It is all done, or nothing is.

    \b
    Examples:
      casebook rename heron grey-heron
      casebook rename --dry-run smith2020 smith2020apples
      casebook rename roles/captain roles/master
    """
    from ...contributing import edits, renaming

    catalog = checked(root).catalog
    try:
        plan = renaming.plan(root, catalog, old, new)
        if only_shows:
            click.echo(edits.difference(root, plan), nl=False)
            return
        edits.carry_out(root, plan)
    except edits.CannotEdit as error:
        give_up(error.why)
    tell_editors(root, read(root))
    say(renaming.told(plan, old, new))
