"""`casebook schema`: the JSON Schemas of records."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ...base.commands import give_up
from ...base.diagnostic import did_you_mean
from ..shared import checked


@click.command()
@click.argument("kind", default="")
@click.pass_obj
def command(root: Path, kind: str) -> None:
    """Print the JSON Schema of a kind of record, for editors that complete while you type.

    KIND is one that the project declares (that which the catalog is about, unless given), `vocabulary`, `map`, `synonyms`, or `kind`.

    \b
    Examples:
      casebook schema > record.schema.json
      casebook schema vocabulary
    """
    from ...records.declaration import KindFile
    from ...records.models import models
    from ...records.values import Model

    kinds = checked(root).catalog.kinds
    found = models(kinds)
    named: dict[str, type[Model]] = {**found.records, "vocabulary": found.vocabulary, "map": found.map, "synonyms": found.synonyms, "kind": KindFile}
    kind = kind or (kinds.main.name if kinds.is_whole else "kind")
    if kind not in named:
        every = f"there are: {', '.join(named)}"
        give_up(f"there is no kind '{kind}'; {did_you_mean(kind, named, every)}")
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **named[kind].model_json_schema()}
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
