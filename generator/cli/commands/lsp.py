"""`casebook lsp`: a language server."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...base.commands import language, wanted


@click.command()
@click.pass_obj
def command(root: Path) -> None:
    """Help an editor: what is wrong while you type, completion, and everything about a name.

    Speaks the Language Server Protocol on standard input and output; an editor starts it by itself. It shows the findings of check in
    all files as you type, with what would be right where that can be told; completes fields, ids, words, citation keys and, in texts, what
    follows [[, [# and [@; shows claims and sources; leads to where something is defined and named; and renames it everywhere.

    \b
    Examples:
      casebook lsp
      casebook -C our-catalog lsp
    """
    # Loaded late: the protocol's library takes half a second.
    from ...language_server import server

    server.run(root, language(), is_told=bool(wanted(sys.argv[1:], "")))
