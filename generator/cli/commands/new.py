"""`casebook new`: a record, a list of words, a kind or a source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...base.commands import give_up, language, say
from ...base.saying import said, spoken
from ...contributing import asking
from ..shared import read, tell_editors

if TYPE_CHECKING:
    from ...base.diagnostic import Diagnostic
    from ...catalog.catalog import Catalog
    from ...records.kinds import Kind


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
        # On one line, as it is read: what is no more than spaces is no name.
        name = " ".join((name or answers.pop("title", "")).split())
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
            path = declaring.create(root, kind, slug or "", catalog, language())
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
    """Whoever sits at the terminal, or has written the answers into a file: behind its end everything is left empty, as far as it can be."""

    def __init__(self) -> None:
        self._is_over, self._last = False, ""

    def ask(self, question: str, default: str = "") -> str:
        asked = spoken(question, language())
        if not self._is_over:
            try:
                return str(click.prompt(asked, default=default, show_default=bool(default), err=True))
            except click.Abort:
                if sys.stdin.isatty():
                    raise
        # The same question again: it cannot be left empty.
        if self._is_over and asked == self._last:
            raise click.Abort
        self._is_over, self._last = True, asked
        return default

    def agree(self, question: str) -> bool:
        return not self._is_over and bool(click.confirm(spoken(question, language()), default=False, err=True))

    def tell(self, text: str) -> None:
        say(text, err=True)


def _new_record(root: Path, catalog: Catalog, kind: str, id: str, name: str, *, is_asked: bool) -> str:
    """Write a record, after asking for its name, on a terminal, or for all of it."""
    from ...contributing import scaffold

    of = scaffold.kind_of(kind, catalog)
    if id:
        scaffold.refuse_id(id, catalog, kind)
    if is_asked:
        return _asked_record(root, catalog, of, id, name)
    if not name and sys.stdin.isatty() and sys.stderr.isatty():
        name = _Person().ask(said("What it is called, as it is written, capitals and all (leave empty to write it into the file)")).strip()
    path = scaffold.create(root, kind, id, catalog, name, language())
    near, _is_same = scaffold.called(name, of, catalog) if name else (None, False)
    if near:
        say(scaffold.similar(near), err=True)
    return path


def _asked_record(root: Path, catalog: Catalog, kind: Kind, id: str, name: str) -> str:
    """Write a record after asking for all of it; what was answered is kept when somebody goes away."""
    from ...contributing import dialogue, interview, scaffold, unfinished

    person = _Person()
    kept, answers = unfinished.found(root, kind.name) if sys.stdin.isatty() and not (id or name) else ("", [])
    if kept and not person.agree(said("'{name}' was begun and not finished. Go on with it?", name=answers[0])):
        kept, answers = "", []
    talk = interview.Interview(person, answers)
    try:
        id, text = dialogue.record(kind, id, name, catalog, talk, _looking(root), language())
        path = scaffold.write(root, scaffold.path_of(kind, id), text, said("choose another id"))
    except (click.Abort, KeyboardInterrupt, scaffold.CannotScaffold):
        if left := unfinished.keep(root, kind.name, talk.answers):
            command = f"casebook new {kind.name} --ask"
            told = said(
                "no record is written; your answers are kept in {path}: '{command}' on a terminal goes on with them", path=left, command=command
            )
            say(told, err=True)
        else:
            say(said("nothing was answered, and nothing is written"), err=True)
        raise
    unfinished.forget(root, kept)
    return path


def _looking(root: Path) -> Callable[[str, str], Sequence[Diagnostic]]:
    """What would be found in a file of the project, as `check` finds it, as far as it is about names."""
    from ... import checks
    from ...base import overlay
    from ...base.kept import Kept
    from ...publishing import pipeline

    kept = Kept()

    def look(path: str, text: str) -> list[Diagnostic]:
        with overlay.laid_over(root, {path: text.encode("utf-8", "surrogatepass")}):
            catalog, found = pipeline.read(root, kept)
            for more in islice(pipeline.judge(catalog), len(checks.OF_NAMES)):
                found.extend(more)
        return [item for item in found if item.span.path == path]

    return look


def _new_source(root: Path, catalog: Catalog, answers: dict[str, str], key: str) -> str:
    """Add a source, after asking for what was not said, on a terminal."""
    from ...contributing import new_source

    if sys.stdin.isatty() and sys.stderr.isatty():
        for question in asking.QUESTIONS:
            if question.is_asked and question.field not in answers:
                answers[question.field] = click.prompt(spoken(str(question), language()), default="", show_default=False, err=True)
    return new_source.create(root, catalog, answers, key)
