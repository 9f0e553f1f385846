"""`casebook where`: every place that names something."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ...base.commands import give_up, language
from ...base.saying import spoken
from ..shared import checked


@click.command()
@click.argument("name", metavar="ID")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to print the places.")
@click.pass_obj
def command(root: Path, name: str, style: str) -> None:
    """List where something is defined, and every place that names it.

    ID is that of a record, the key of a source, the name of a kind, a word as VOCABULARY/WORD, or a claim as RECORD/CLAIM. Each line is
    a place, `path:line:column: what stands there`; where it is defined comes first.

    \b
    Examples:
      casebook where heron
      casebook where heron-aground/crew
      casebook where --format json smith2020
    """
    from ...contributing import naming, renaming

    catalog = checked(root).catalog
    thing = naming.thing_called(catalog, name)
    if thing is None:
        give_up(renaming.unknown(catalog, name))
    places = naming.places(root, catalog, thing)
    if style == "json":
        found = [
            {
                **{"path": place.span.path, "line": place.span.line, "column": place.span.column, "width": place.span.width},
                **{"what": spoken(place.what, language()), "isDefinition": place.is_definition},
            }
            for place in places
        ]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for place in places:
        click.echo(f"{place.span.path}:{place.span.line}:{place.span.column}: {spoken(place.what, language())}")
