"""A command line that ends without a traceback, whatever the system refuses and whoever tells it to end."""

from __future__ import annotations

import copy
import keyword
import os
import pkgutil
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from importlib import import_module
from inspect import cleandoc
from itertools import pairwise
from types import ModuleType
from typing import Any, NoReturn, cast

import click

from . import report, saying, stopping, wrapping
from .diagnostic import nearest

UNUSABLE = 2
# The language in which the command at work speaks: set before anything is read of the command line, as what is wrong with that is said in it, too.
_LANGUAGE: ContextVar[str] = ContextVar("language", default=saying.ENGLISH)
# Where click has its own words.
_OF_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def language() -> str:
    """The language in which the command at work speaks."""
    return _LANGUAGE.get()


def wanted(arguments: Sequence[str], otherwise: str) -> str:
    """The language that a command line asks for, wherever in it; `otherwise` where it asks for none that there is."""
    named = [following for option, following in pairwise(arguments) if option == LANG]
    named += [option.removeprefix(f"{LANG}=") for option in arguments if option.startswith(f"{LANG}=")]
    return next((name for name in named if name in saying.LANGUAGES), otherwise)


LANG = "--lang"


def lang_option() -> click.Option:
    """The option for the language, which any command takes: its value has been read by then."""
    choices = click.Choice(saying.LANGUAGES)
    help = "The language of messages and help (default: the system's)."
    return click.Option([LANG], type=choices, expose_value=False, is_eager=True, help=help)


def paragraphs(help: str) -> list[str]:
    """The help of a command in parts that can be said in another language, each on one line."""
    return [" ".join(_HEADING.sub("", part).split()) for part in cleandoc(help).split("\n\n") if not _EXAMPLES.match(part)]


_WRAPPED_BY_CLICK = click.formatting.wrap_text
# A paragraph that is not wrapped anew: examples, which are the same in every language, below their heading.
_EXAMPLES = re.compile(r"\x08\nExamples:\n")
_HEADING = re.compile(r"\x08\n")


def _spoken(command: click.Command) -> click.Command:
    """A command with its help in the language at work."""
    here = saying.translations(language()).gettext
    found = copy.copy(command)
    parts = cleandoc(command.help or "").split("\n\n")
    found.help = "\n\n".join(
        part.replace("Examples:", here(saying.said("Examples:"))) if _EXAMPLES.match(part) else here(" ".join(part.split())) for part in parts
    )
    found.short_help = re.split("\\.(?=\\s|$)|\N{IDEOGRAPHIC FULL STOP}", found.help, maxsplit=1)[0]
    found.params = [copy.copy(parameter) for parameter in command.params]
    for parameter in found.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = here(parameter.help)
    return found


def _speak_as_click() -> None:
    """Have click's own words in the language at work: it asks the system for it alone, and has no other place to be told."""
    for name in _OF_CLICK:
        module = import_module(f"click.{name}")
        for taker, found in (("_", lambda text: saying.translations(language()).gettext(text)), ("ngettext", _several)):
            if hasattr(module, taker):
                setattr(module, taker, found)
    formatting = import_module("click.formatting")
    for name, made in (("wrap_text", _wrapped), ("term_len", wrapping.columns)):
        setattr(formatting, name, made)


def _wrapped(text: str, width: int = 78, initial_indent: str = "", subsequent_indent: str = "", preserve_paragraphs: bool = False) -> str:
    """As click.formatting.wrap_text, by columns of the terminal; paragraphs that begin with the character of a backspace stay as they are."""
    if language() == saying.ENGLISH:
        return _WRAPPED_BY_CLICK(text, width, initial_indent, subsequent_indent, preserve_paragraphs)
    found = []
    for part in re.split(r"\n\s*\n", text) if preserve_paragraphs else [text]:
        if preserve_paragraphs and part.lstrip().startswith("\b"):
            found.append("\n".join(f"{initial_indent}{line}" for line in part.lstrip()[1:].strip("\n").splitlines()))
        else:
            found.append("\n".join(wrapping.wrap(" ".join(part.split()), width, initial_indent, subsequent_indent)))
    return "\n\n".join(found)


def _several(one: str, many: str, number: int) -> str:
    return saying.translations(language()).ngettext(one, many, number)


def width() -> int:
    """How many columns there are for what is printed: those of the terminal, if it is one."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else report.WIDE


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
        if not any(LANG in parameter.opts for parameter in found.params):
            found.params.append(lang_option())
        return found if language() == saying.ENGLISH else _spoken(found)

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click.Group.resolve_command; `help` asks for help as with other programs, and of a slip of the pen it is said what was meant."""
        name, *others = args
        if name == "help" and not others:
            click.echo(context.get_help())
            context.exit()
        if name == "help":
            return super().resolve_command(context, [others[0], "--help"])
        names = self.list_commands(context)
        if name not in names and (near := nearest(name, names)):
            context.fail(saying.spoken(saying.said("there is no command '{name}'; did you mean '{near}'?", name=name, near=near), language()))
        return super().resolve_command(context, args)

    def get_help(self, context: click.Context) -> str:
        """As click.Group.get_help, in the language at work."""
        return super().get_help(context) if language() == saying.ENGLISH else click.Group.get_help(cast(click.Group, _spoken(self)), context)

    def main(self, args: Sequence[str] | None = None, *arguments: Any, **options: Any) -> Any:
        """As click.Group.main, in the language that the arguments or else the system ask for."""
        given = sys.argv[1:] if args is None else list(args)
        token = _LANGUAGE.set(wanted(given, saying.of_locale()))
        if language() != saying.ENGLISH:
            _speak_as_click()
        try:
            return self._ending(given, *arguments, **options)
        finally:
            _LANGUAGE.reset(token)

    def _ending(self, *arguments: Any, **options: Any) -> Any:
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
                click.echo(f"casebook: {what}: {saying.spoken(saying.of_system(error), language())}", err=True)
                if not error.filename:
                    # A full disk: what is left of the output must not be tried once more at the end.
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(UNUSABLE)
