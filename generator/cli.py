"""The command line: `casebook init|check|build|serve|new|import|fmt|export|cite|explain|schema`.

Exit codes: 0 fine, 1 findings of severity error, 2 wrong usage or an unusable project, 128 and the number of the signal that ended it. Never a
traceback.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .base import report
from .base.commands import UNUSABLE, Commands, give_up
from .base.diagnostic import Severity, did_you_mean
from .contributing import asking
from .publishing import pipeline
from .records.folder import UnusableProject

if TYPE_CHECKING:
    from .catalog.catalog import Catalog

FINDINGS = 1


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-C", "root", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="DIR", help="The project's folder (default: here)."
)
@click.version_option(package_name="casebook")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check and build a catalog of cases, with every figure tied to its source."""
    if not root.is_dir():
        give_up(f"there is no folder '{root}'")
    context.obj = root.absolute()


def _exit_code(error: Exception, root: Path) -> int:
    from .publishing import build as building

    return UNUSABLE if isinstance(error, building.Unusable) or not (root / "cases").is_dir() else FINDINGS


def _check(root: Path, against: str = "") -> pipeline.Checked:
    try:
        return pipeline.check(root, against)
    except UnusableProject as error:
        give_up(str(error))


@main.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What the catalog is called (default: after its folder).")
@click.option("--licence", metavar="NAME", help="What its texts may be used under, such as CC-BY-4.0, or none (default: asked on a terminal).")
def init(target: Path, name: str, licence: str | None) -> None:
    """Make a small catalog of your own in the folder DIR, with examples to replace.

    \b
    Examples:
      casebook init our-catalog
      casebook init our-catalog --name "Gardens of the city" --licence CC-BY-4.0
    """
    from .contributing import starter

    if licence is None and sys.stdin.isatty() and sys.stderr.isatty():
        choices = click.Choice([*starter.LICENCES, starter.NO_LICENCE])
        licence = click.prompt("What may its texts and data be used under?", type=choices, default=starter.NO_LICENCE, err=True)
    try:
        paths = starter.create(target, name or starter.name_from(target), starter.licence(licence or starter.NO_LICENCE))
    except starter.CannotStart as error:
        give_up(str(error))
    click.echo(f"wrote {len(paths)} files into {os.path.relpath(target)}/\n\n{starter.next_steps(target)}")


@main.command()
@click.option("--format", "style", type=click.Choice(list(report.FORMATS)), default="text", help="How to print what was found.")
@click.option("--against", default="", metavar="REV", help="Compare published claims with a Git revision; a change wants a correction.")
@click.pass_obj
def check(root: Path, style: str, against: str) -> None:
    """Report every problem of every file, each with a way out.

    \b
    Examples:
      casebook check
      casebook -C ../catalog check --format github
      casebook check --against v1.0
    """
    checked = _check(root, against)
    rules = pipeline.all_rules() if style == "sarif" else ()
    click.echo(report.FORMATS[style](checked.diagnostics, rules), nl=False)
    if style == "text":
        click.echo(report.summary(checked.diagnostics, _contents(checked.catalog)))
    for line in pipeline.of_history(checked.catalog):
        click.echo(line, err=True)
    sys.exit(0 if checked.is_sound else FINDINGS)


def _contents(catalog: Catalog) -> str:
    records = len(catalog.entries) + len(catalog.broken)
    main = catalog.kinds.main if catalog.kinds.is_whole else None
    parts = [
        *([(len(catalog.cases), main.noun, main.nouns)] if main else []),
        (records, "record", "records"),
        (len(catalog.references), "source", "sources"),
    ]
    parts.append((len(catalog.docs), "page", "pages"))
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts)


@main.command()
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@click.option("--site-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes (default: as mkdocs.yml says).")
@click.option("--offline", "is_offline", is_flag=True, help="A site that opens from a disk, without a server and without a search.")
@click.pass_obj
def build(root: Path, drafts: bool, site_dir: Path | None, is_offline: bool) -> None:
    """Build the site. When anything is wrong, the old site stays as it was.

    \b
    Examples:
      casebook build
      casebook build --offline --site-dir ../for-the-archive
      casebook build --drafts --site-dir /tmp/preview
    """
    # Loaded late: MkDocs takes 0.3 s, and `check` does without.
    from .publishing import build as building

    _say(f"building {root.name} …")
    try:
        target = building.build(root, site_dir, drafts=drafts, offline=is_offline)
    except building.BuildFailed as error:
        click.echo(str(error), err=True)
        sys.exit(_exit_code(error, root))
    click.echo(f"built {os.path.relpath(target)}/")


def _say(message: str) -> None:
    """Progress, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(message, err=True)


@main.command()
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@click.option("--addr", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
@click.option("--open", "is_opened", is_flag=True, help="Open it in a browser.")
@click.pass_obj
def serve(root: Path, drafts: bool, addr: str, is_opened: bool) -> None:
    """Preview the site in a browser; a change shows up by itself.

    What is wrong stands here and on the page; until it is mended the last that could be read stands for a broken file. The search is indexed
    when it is first used.

    \b
    Examples:
      casebook serve --drafts
      casebook serve --open
    """
    from .publishing import serving
    from .publishing.build import BuildFailed

    try:
        serving.serve(root, _listening(addr), drafts=drafts, is_opened=is_opened, say=partial(click.echo, err=True))
    except BuildFailed as error:
        click.echo(str(error), err=True)
        sys.exit(_exit_code(error, root))


def _listening(address: str) -> Any:
    """A socket at an address; where another program has it, on a terminal, the next one that is free, if that will do."""
    from .publishing import serving

    try:
        return serving.listen(address)
    except serving.Taken as error:
        if not (sys.stdin.isatty() and sys.stderr.isatty() and click.confirm(f"{error.said}; take {error.free} instead?", default=True, err=True)):
            raise
        return serving.listen(error.address)


@main.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def export(root: Path, target: Path) -> None:
    """Write the whole catalog as plain Markdown files, for another engine.

    DIR is made new. In it, `docs/` has a file for each page that somebody wrote, record, source and list, and `mkdocs.yml` what an engine
    needs to build them. Computed views, such as the map, stay behind: links to them lead to the web site.

    \b
    Examples:
      casebook export ../plain
      casebook export ../plain && mkdocs build --strict -f ../plain/mkdocs.yml
    """
    from .publishing import build as building

    try:
        count = building.export(root, target.absolute())
    except building.BuildFailed as error:
        click.echo(str(error), err=True)
        sys.exit(_exit_code(error, root))
    click.echo(f"wrote {count} {'page' if count == 1 else 'pages'} into {os.path.relpath(target)}/")


@main.command()
@click.argument("name")
@click.option("--format", "style_of_file", type=click.Choice(pipeline.CITATION_FORMATS), default="text", help="How to print it.")
@click.option("--style", default="", metavar="STYLE", help="A citation style for text: apa, chicago-author-date, gb-t-7714, or a .csl file.")
@click.pass_obj
def cite(root: Path, name: str, style_of_file: str, style: str) -> None:
    """Print how to cite a record, one of its claims, or a source.

    NAME is a record's id, RECORD/CLAIM, or the key of a source.

    \b
    Examples:
      casebook cite my-first-case
      casebook cite my-first-case/visitors --style chicago-author-date
      casebook cite smith2020 --format bibtex
    """
    from .publishing import build as building

    try:
        click.echo(building.cite(root, name, style_of_file, style), nl=False)
    except building.BuildFailed as error:
        give_up(str(error).strip())


def _options_of_a_source(command: Callable[..., None]) -> Callable[..., None]:
    """What can be said of a source, as options."""
    for question in reversed(asking.QUESTIONS):
        is_many = question.field == "author"
        command = click.option(f"--{question.field}", multiple=is_many, metavar="TEXT", help=f"Of a source: {question}.")(command)
    return command


@main.command()
@click.argument("kind")
@click.argument("slug", metavar="[ID]", required=False)
@_options_of_a_source
@click.pass_obj
def new(root: Path, /, kind: str, slug: str | None, **said: str | tuple[str, ...] | None) -> None:
    """Write a commented skeleton of a new record, as a draft, or add a source.

    KIND is a kind of record that the project declares. `vocabulary` makes a list of words for fields to take, `kind` declares a further kind.
    `source` adds an entry to the bibliography, with a key like the others unless ID is one; on a terminal it asks for what no option says.

    \b
    Examples:
      casebook new case my-first-case
      casebook new measure people-reached
      casebook new vocabulary roles
      casebook new source --url https://example.org/report --title "A report" --author "Smith, Ann"
    """
    from .contributing import declaring, scaffold

    catalog = _check(root).catalog
    answers = {name: "; ".join(value) if isinstance(value, tuple) else value for name, value in said.items() if value}
    is_source = kind == "source" and kind not in catalog.kinds
    if not is_source and answers:
        give_up(f"--{next(iter(answers))} is said of a source: casebook new source")
    if not is_source and slug is None:
        give_up(f"'casebook new {kind}' wants an id: casebook new {kind} ID")
    is_record = kind in catalog.kinds or kind not in declaring.MAKERS
    try:
        if is_source:
            click.echo(_new_source(root, catalog, answers, slug or ""))
            return
        path = (scaffold if is_record else declaring).create(root, kind, slug or "", catalog)
    except scaffold.CannotScaffold as error:
        give_up(str(error))
    after = "as a draft; 'casebook check' reads it, 'casebook serve --drafts' shows it" if is_record else "to be filled in; 'casebook check' reads it"
    click.echo(f"{path} is there, {after}")


def _new_source(root: Path, catalog: Catalog, answers: dict[str, str], key: str) -> str:
    """Add a source, after asking for what was not said, on a terminal."""
    from .contributing import new_source

    if sys.stdin.isatty() and sys.stderr.isatty():
        for question in asking.QUESTIONS:
            if question.field not in answers:
                answers[question.field] = click.prompt(str(question), default="", show_default=False, err=True)
    return new_source.create(root, catalog, answers, key)


@main.command("import")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--format", "style", type=click.Choice(asking.FORMATS), help="What it is written in (default: as its content shows).")
@click.option("--dry-run", "only_shows", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def import_(root: Path, source: Path, style: str | None, only_shows: bool) -> None:
    """Add the sources of another program to the bibliography.

    FILE is BibTeX or biblatex, RIS, MEDLINE or CSL-JSON, as Zotero, EndNote, JabRef, Mendeley and others write them; - reads what is pasted.
    Each source is added in the order, the layout and with a key in the habit of the bibliography, or is there already, or is refused with the
    reason. What is private to a program (files, notes, keywords) is left out.

    \b
    Examples:
      casebook import exported.bib
      casebook import --dry-run zotero.json
      xclip -o | casebook import -
    """
    from .contributing import import_reading, importing
    from .contributing.import_items import NotThisFormat

    shown = str(source)
    with click.open_file(shown, "rb") as file:
        written = file.read()
    try:
        content = import_reading.decoded(written)
        candidates = import_reading.read(content, style or import_reading.recognised(content), shown)
        planned = importing.plan(root, _check(root).catalog, candidates)
    except NotThisFormat as error:
        give_up(f"{shown}:{error.line}: {error}")
    except importing.CannotImport as error:
        give_up(str(error))
    if not only_shows:
        importing.carry_out(root, planned)
    for fate in planned.fates:
        click.echo(f"{shown}:{fate.candidate.line}: {fate}")
    click.echo(f"{planned.summary}")
    if only_shows:
        click.echo(planned.difference, nl=False)
    sys.exit(FINDINGS if any(fate.is_refused for fate in planned.fates) else 0)


@main.command()
@click.option("--check", "only_looks", is_flag=True, help="Change nothing, name what would change, and end with 1 if anything would.")
@click.pass_obj
def fmt(root: Path, only_looks: bool) -> None:
    """Put the bibliography into the common layout.

    One field a line, an empty line between two entries, line ends of one kind. What the entries and comments say, and their order, stays as it is.

    \b
    Examples:
      casebook fmt
      casebook fmt --check
    """
    from .contributing import fmt as formatting

    is_sound = True
    for done in formatting.run(root, only_looks=only_looks):
        click.echo(done.told(only_looks=only_looks), nl=False)
        is_sound &= done.is_sound(only_looks=only_looks)
    sys.exit(0 if is_sound else FINDINGS)


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Print the help page of a rule.

    \b
    Examples:
      casebook explain unknown-reference
    """
    rules = {rule.code: rule for rule in pipeline.all_rules()}
    rule = rules.get(code)
    if rule is None:
        every = f"the rules are: {', '.join(rules)}"
        give_up(f"there is no rule '{code}'; {did_you_mean(code, rules, every)}")
    always = "" if rule.severity is not Severity.ERROR else "; stops the build"
    click.echo(f"{rule.code} ({rule.severity}{always})\n\n{rule.page}")


@main.command()
@click.argument("kind", default="")
@click.pass_obj
def schema(root: Path, kind: str) -> None:
    """Print the JSON Schema of a kind of record, for editors that complete while you type.

    KIND is one that the project declares (that which the catalog is about, unless given), `vocabulary`, `map`, `synonyms`, or `kind`.

    \b
    Examples:
      casebook schema > record.schema.json
      casebook schema vocabulary
    """
    from .records.declaration import KindFile
    from .records.models import models
    from .records.values import Model

    kinds = _check(root).catalog.kinds
    found = models(kinds)
    named: dict[str, type[Model]] = {**found.records, "vocabulary": found.vocabulary, "map": found.map, "synonyms": found.synonyms, "kind": KindFile}
    kind = kind or (kinds.main.name if kinds.is_whole else "kind")
    if kind not in named:
        every = f"there are: {', '.join(named)}"
        give_up(f"there is no kind '{kind}'; {did_you_mean(kind, named, every)}")
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **named[kind].model_json_schema()}
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
