"""`casebook import`: the sources of other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...base.commands import give_up, say
from ...base.saying import joined, said
from ...contributing import asking
from ..shared import FINDINGS, read, tell_editors


@click.command("import")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--format", "style", type=click.Choice(asking.FORMATS), help="What it is written in (default: as its content shows).")
@click.option("--dry-run", "only_shows", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def command(root: Path, source: Path, style: str | None, only_shows: bool) -> None:
    """Add the sources of another program to the bibliography.

    FILE is BibTeX or biblatex, RIS, MEDLINE, CSL-JSON, or what EndNote (.enw), RefWorks and NoteExpress export, as Zotero, JabRef, Mendeley,
    Google Scholar, PubMed, CNKI and others write them; - reads what is pasted. Each source is added in the order, the layout and with a key in
    the habit of the bibliography, or is there already, or is refused with the reason. What is private to a program (files, notes, keywords) is
    left out.

    \b
    Examples:
      casebook import exported.bib
      casebook import --dry-run zotero.json
      xclip -o | casebook import -
    """
    from ...contributing import import_reading, importing
    from ...contributing.import_items import NotThisFormat

    shown = str(source)
    with click.open_file(shown, "rb") as file:
        written = file.read()
    try:
        content = import_reading.decoded(written)
        candidates = import_reading.read(content, style or import_reading.recognised(content), shown)
        planned = importing.plan(root, read(root), candidates)
    except NotThisFormat as error:
        give_up(said("{shown}:{line}: {error}", shown=shown, line=error.line, error=error))
    except importing.CannotImport as error:
        give_up(str(error))
    if not only_shows:
        importing.carry_out(root, planned)
        tell_editors(root, read(root))
    for fate in planned.fates:
        say(joined([f"{shown}:{fate.candidate.line}: ", str(fate)]))
    say(planned.summary)
    if only_shows:
        click.echo(planned.difference, nl=False)
    sys.exit(FINDINGS if any(fate.is_refused for fate in planned.fates) else 0)
