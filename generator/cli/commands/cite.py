"""`casebook cite`: how to cite what is in the catalog."""

from __future__ import annotations

from pathlib import Path

import click

from ...base.commands import give_up, language
from ...base.saying import spoken
from ...publishing import pipeline


@click.command()
@click.argument("name")
@click.option("--format", "style_of_file", type=click.Choice(pipeline.CITATION_FORMATS), default="text", help="How to print it.")
@click.option("--style", default="", metavar="STYLE", help="A citation style for text: apa, chicago-author-date, gb-t-7714, or a .csl file.")
@click.pass_obj
def command(root: Path, name: str, style_of_file: str, style: str) -> None:
    """Print how to cite a record, one of its claims, or a source.

    NAME is a record's id, RECORD/CLAIM, or the key of a source.

    \b
    Examples:
      casebook cite my-first-case
      casebook cite my-first-case/visitors --style chicago-author-date
      casebook cite smith2020 --format bibtex
    """
    from ...publishing import build as building

    try:
        click.echo(building.cite(root, name, style_of_file, style), nl=False)
    except building.BuildFailed as error:
        give_up(spoken(str(error), language()).strip())
