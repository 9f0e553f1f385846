"""`casebook new`: a record, a list of words, a kind or a source."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...base.commands import give_up, language, say
from ...base.saying import said, spoken
from ...contributing import asking
from ..shared import read, tell_editors

if TYPE_CHECKING:
    from ...catalog.catalog import Catalog


def _options_of_a_source(command: Callable[..., None]) -> Callable[..., None]:
    """What can be said of a source, as options."""
    for question in reversed(asking.QUESTIONS):
        is_many = question.field == "author"
        command = click.option(f"--{question.field}", multiple=is_many, metavar="TEXT", help=f"Of a source: {question}.")(command)
    return command


@click.command()
@click.argument("kind")
@click.argument("slug", metavar="[ID]", required=False)
@click.option("--name", default="", metavar="TEXT", help="What a record is called, or its title (default: asked on a terminal).")
@click.option("--ask", "is_asked", is_flag=True, help="Of a record: ask for its facts and figures, one by one, and check each answer.")
@_options_of_a_source
@click.pass_obj
def command(root: Path, /, kind: str, slug: str | None, name: str, is_asked: bool, **told: str | tuple[str, ...] | None) -> None:
    """Write a commented skeleton of a new record, as a draft, or add a source.

    KIND is a kind of record that the project declares; with --ask you are asked what its skeleton would ask you to write.
    `vocabulary` makes a list of words for fields to take, `kind` declares a further kind.
    `source` adds an entry to the bibliography, with a key like the others unless ID is one; on a terminal it asks for what no option says.

    \b
    Examples:
      casebook new case my-first-case
      casebook new organisation als-association --name "ALS Association"
      casebook new case --ask
      casebook new measure people-reached
      casebook new vocabulary roles
      casebook new source --url https://example.org/report --title "A report" --author "Smith, Ann"
    """
    from ...contributing import declaring, editor_settings, scaffold

    catalog = read(root)
    answers = {name: "; ".join(value) if isinstance(value, tuple) else value for name, value in told.items() if value}
    is_source = kind == "source" and kind not in catalog.kinds
    is_record = not is_source and (kind in catalog.kinds or kind not in declaring.MAKERS)
    if is_record:
        name = name or answers.pop("title", "")
    elif name or is_asked:
        give_up(said("--{name} is said of a record: casebook new KIND ID", name="name" if name else "ask"))
    if not is_source and answers:
        give_up(said("--{name} is said of a source: casebook new source", name=next(iter(answers))))
    if not is_source and slug is None and not is_asked:
        give_up(said("'casebook new {kind}' wants an id: casebook new {kind} ID", kind=kind))
    try:
        if is_source:
            say(_new_source(root, catalog, answers, slug or ""))
            tell_editors(root, read(root))
            return
        if is_record:
            path = _new_record(root, catalog, kind, slug or "", name, is_asked=is_asked)
        else:
            path = declaring.create(root, kind, slug or "", catalog)
    except scaffold.CannotScaffold as error:
        give_up(str(error))
    catalog = read(root)
    tell_editors(root, catalog)
    if kind == "kind" and not is_record:
        editor_settings.add_kinds(root, catalog.kinds)
    if is_record:
        say(said("{path} is there, as a draft; 'casebook check' reads it, 'casebook serve --drafts' shows it", path=path))
    else:
        say(said("{path} is there, to be filled in; 'casebook check' reads it", path=path))


class _Person:
    """Whoever sits at the terminal, or has written the answers into a file."""

    def ask(self, question: str, default: str = "") -> str:
        asked = spoken(question, language())
        return str(click.prompt(asked, default=default, show_default=bool(default), err=True))

    def agree(self, question: str) -> bool:
        return bool(click.confirm(spoken(question, language()), default=False, err=True))

    def tell(self, text: str) -> None:
        say(text, err=True)


def _new_record(root: Path, catalog: Catalog, kind: str, id: str, name: str, *, is_asked: bool) -> str:
    """Write a record, after asking for its name, on a terminal, or for all of it."""
    from ...contributing import dialogue, scaffold

    of = scaffold.kind_of(kind, catalog)
    if id:
        scaffold.refuse_id(id, catalog, kind)
    if is_asked:
        id, text = dialogue.record(of, id, name, catalog, _Person())
        return scaffold.write(root, scaffold.path_of(of, id), text, said("choose another id"))
    if not name and sys.stdin.isatty() and sys.stderr.isatty():
        name = _Person().ask(said("What it is called, as it is written, capitals and all (leave empty to write it into the file)")).strip()
    path = scaffold.create(root, kind, id, catalog, name)
    near, _is_same = scaffold.called(name, of, catalog) if name else (None, False)
    if near:
        say(scaffold.similar(near), err=True)
    return path


def _new_source(root: Path, catalog: Catalog, answers: dict[str, str], key: str) -> str:
    """Add a source, after asking for what was not said, on a terminal."""
    from ...contributing import new_source

    if sys.stdin.isatty() and sys.stderr.isatty():
        for question in asking.QUESTIONS:
            if question.is_asked and question.field not in answers:
                answers[question.field] = click.prompt(spoken(str(question), language()), default="", show_default=False, err=True)
    return new_source.create(root, catalog, answers, key)
