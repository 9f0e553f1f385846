"""A command line that ends without a traceback, whatever the system refuses and whoever tells it to end."""

from __future__ import annotations

import keyword
import os
import pkgutil
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

import click

from . import saying, stopping

UNUSABLE = 2
# Where the context of a command keeps the language in which to speak.
LANGUAGE = "casebook.language"


def language() -> str:
    """The language in which the command at work speaks."""
    context = click.get_current_context(silent=True)
    return str(context.meta.get(LANGUAGE, saying.ENGLISH)) if context else saying.ENGLISH


def say(message: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text in the language of the command at work."""
    click.echo(saying.spoken(message, language()), err=err, nl=nl)


def speaking(*, err: bool) -> Callable[[str], None]:
    """What prints in the language of the command at work, from any thread."""
    wanted = language()
    return lambda message: click.echo(saying.spoken(message, wanted), err=err)


def give_up(message: str) -> NoReturn:
    """Say why nothing can be done, and end."""
    click.echo(f"casebook: {saying.spoken(message, language())}", err=True)
    sys.exit(UNUSABLE)


class Commands(click.Group):
    """The commands of a package, one a module, each loaded when it is asked for.

    What the system refuses and nobody below has put into words ends them without a traceback, as do signals.
    """

    _told: stopping.Stopping

    def __init__(self, *arguments: Any, commands_in: ModuleType, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._package = commands_in

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all commands. A module whose name would be a word of Python has an underscore behind it."""
        return sorted(info.name.rstrip("_") for info in pkgutil.iter_modules(self._package.__path__))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of a name, if there is one."""
        if name not in self.list_commands(context):
            return None
        is_word = keyword.iskeyword(name)
        found: click.Command = import_module(f"{self._package.__name__}.{name}{'_' if is_word else ''}").command
        return found

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
                click.echo(f"\ncasebook: {saying.spoken(saying.said('stopped'), language())}", err=True)
            sys.exit(self._told.code(interrupted=True))

    def _main(self, *arguments: Any, **options: Any) -> Any:
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            what = f"'{error.filename}'" if error.filename else saying.spoken(saying.said("the output cannot be written"), language())
            with suppress(OSError):
                click.echo(f"casebook: {what}: {error.strerror}", err=True)
                if not error.filename:
                    # A full disk: what is left of the output must not be tried once more at the end.
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(UNUSABLE)
