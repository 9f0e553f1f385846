"""`casebook check`: every problem of every file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...base import report
from ...base.commands import language, say
from ...base.saying import Said, row, several
from ...publishing import pipeline
from ..shared import FINDINGS, checked, tell_editors

if TYPE_CHECKING:
    from ...catalog.catalog import Catalog


@click.command()
@click.option("--format", "style", type=click.Choice(list(report.FORMATS)), default="text", help="How to print what was found.")
@click.option("--against", default="", metavar="REV", help="Compare published claims with a Git revision; a change wants a correction.")
@click.pass_obj
def command(root: Path, style: str, against: str) -> None:
    """Report every problem of every file, each with a way out.

    \b
    Examples:
      casebook check
      casebook -C ../catalog check --format github
      casebook check --against v1.0
    """
    found = checked(root, against)
    rules = pipeline.rules_of(found.catalog) if style == "sarif" else ()
    click.echo(report.FORMATS[style](found.diagnostics, rules, language()), nl=False)
    if style == "text":
        say(report.summary(found.diagnostics, _contents(found.catalog)))
    for line in pipeline.of_history(found.catalog):
        say(line, err=True)
    tell_editors(root, found.catalog)
    sys.exit(0 if found.is_sound else FINDINGS)


def _contents(catalog: Catalog) -> Said:
    count = len(catalog.cases)
    main = catalog.kinds.main if catalog.kinds.is_whole else None
    return row(
        [
            *([several("{count} {one}", "{count} {many}", count, one=main.noun, many=main.nouns)] if main else []),
            several("{count} record", "{count} records", len(catalog.entries) + len(catalog.broken)),
            several("{count} source", "{count} sources", len(catalog.references)),
            several("{count} page", "{count} pages", len(catalog.docs)),
        ]
    )
