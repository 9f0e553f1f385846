"""`casebook schema`: the JSON Schemas of what people write."""

from __future__ import annotations

from pathlib import Path

import click

from ...base.commands import give_up, language, say
from ...base.diagnostic import did_you_mean
from ...base.saying import of_system, said, several
from ..shared import read


@click.command()
@click.argument("kind", default="")
@click.option("--write", "is_written", is_flag=True, help="Write all of them into .casebook/schema/, where editors look.")
@click.pass_obj
def command(root: Path, kind: str, is_written: bool) -> None:
    """Print the JSON Schema of a kind of record, for editors that complete while you type, with the ids, terms and sources that there are.

    KIND is one that the project declares (that which the catalog is about, unless given), `vocabulary`, `map`, `synonyms`, `links`, `rules`
    or `kind`.
    `check`, `serve`, `new` and others keep all of them in .casebook/schema/ by themselves.

    \b
    Examples:
      casebook schema > record.schema.json
      casebook schema vocabulary
      casebook schema --write
    """
    from ...contributing import schema_files
    from ...views import choices, file_schemas

    found = choices.of(read(root))
    if is_written:
        try:
            count = len(schema_files.write(root / schema_files.FOLDER, found, language()))
        except OSError as error:
            give_up(said("{path} cannot be written: {reason}", path=f"{schema_files.FOLDER}/", reason=of_system(error)))
        say(several("wrote {count} file into {path}", "wrote {count} files into {path}", count, path=f"{schema_files.FOLDER}/"))
        return
    named = file_schemas.names(found.kinds)
    kind = kind or (found.kinds.main.name if found.kinds.is_whole else "kind")
    if kind not in named:
        every = said("there are: {names}", names=", ".join(named))
        give_up(said("there is no kind '{name}'; {help}", name=kind, help=did_you_mean(kind, named, every)))
    say(schema_files.text(file_schemas.spoken_in(file_schemas.whole(kind, found), language())).rstrip())
