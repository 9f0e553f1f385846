"""A command line that ends without a traceback, whatever the system refuses and whoever tells it to end."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from . import stopping

UNUSABLE = 2


def give_up(message: str) -> NoReturn:
    """Say why nothing can be done, and end."""
    click.echo(f"casebook: {message}", err=True)
    sys.exit(UNUSABLE)


class Commands(click.Group):
    """The commands; what the system refuses and nobody below has put into words ends them without a traceback, as do signals."""

    _told: stopping.Stopping

    def main(self, *arguments: Any, **options: Any) -> Any:
        """As click.Group.main."""
        with stopping.gently() as told:
            self._told = told
            try:
                return self._main(*arguments, **options)
            finally:
                # Also where a preview took it for the end of its work, and was done.
                if code := told.code():
                    sys.exit(code)

    def invoke(self, context: click.Context) -> Any:
        """As click.Group.invoke; whoever is told to end, by Ctrl-C too, ends with the code that a shell expects."""
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            with suppress(OSError):
                click.echo("\ncasebook: stopped", err=True)
            sys.exit(self._told.code(interrupted=True))

    def _main(self, *arguments: Any, **options: Any) -> Any:
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            what = f"'{error.filename}'" if error.filename else "the output cannot be written"
            with suppress(OSError):
                click.echo(f"casebook: {what}: {error.strerror}", err=True)
                if not error.filename:
                    # A full disk: what is left of the output must not be tried once more at the end.
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(UNUSABLE)
