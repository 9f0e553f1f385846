"""`casebook check`: every problem of every file."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...base import report
from ...base.commands import give_up, language, say, speaking, width
from ...base.saying import Said, row, said, several
from ...publishing import pipeline
from ...reading import git
from ...records.folder import CASES, CONFIG, DOCS
from ..shared import FINDINGS, checked, chosen, shown_below, tell_editors

if TYPE_CHECKING:
    from ...base.diagnostic import Diagnostic
    from ...base.kept import Kept
    from ...catalog.catalog import Catalog

# Where a check finds files to read.
_READ = (f"{CASES}/", f"{DOCS}/", CONFIG)


@click.command()
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice([*report.FORMATS, "markdown"]), default="text", help="How to print what was found.")
@click.option("--files", metavar="URL", default="", help="Of markdown: where the files are shown on the web; each place is a link then.")
@click.option("--against", default="", metavar="REV", help="Compare published claims with a Git revision; a change wants a correction.")
@click.option("--changed", "is_changed", is_flag=True, help="Only the files that are changed since the branch left the published one, or --against.")
@click.option("--fix", "is_mending", is_flag=True, help="First put right what can be put right without asking.")
@click.option("--watch", "is_watching", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.pass_obj
def command(root: Path, paths: tuple[Path, ...], style: str, files: str, against: str, is_changed: bool, is_mending: bool, is_watching: bool) -> None:
    """Report every problem of every file, each with a way out.

    With FILE, or a folder, only what is found in it is listed and counts for the exit code. All is read nevertheless, and it is said how much was
    found elsewhere, where another file may suffer from this one. --changed names the files for you: those that Git knows to be yours.

    --fix changes what has one right answer and says the same: a colon of full width, 53,000 for 53000, March 2020 for 2020-03. A "did you mean"
    stays a question.

    \b
    Examples:
      casebook check
      casebook check cases/my-first-case.yml --fix
      casebook check --watch
      casebook check --changed
      casebook -C ../catalog check --format github
      casebook check --format markdown --against main
      casebook check --against v1.0
    """
    among, base = chosen(root, paths), shown_below(files)
    if is_changed:
        among = _changed(root, against, is_alone=not among)
    if is_mending and is_watching:
        give_up(said("--fix and --watch do not go together: a file that you are writing is not changed under your hands"))
    if is_watching:
        _watch(root, among, style, against)
    if is_mending:
        _mend(root, among, against, is_aside=style != "text")
    sys.exit(_look(root, among, style, against, files=base))


def _look(root: Path, paths: Sequence[str], style: str, against: str, kept: Kept | None = None, *, files: str = "", is_again: bool = False) -> int:
    """Check, and print what was found; the exit code."""
    every = checked(root, against, kept)
    found = every.within(_known(every, paths)) if paths else every
    click.echo(_printed(found, style, files), nl=False)
    if style == "text":
        say(report.summary(found.diagnostics, _named(paths) if paths else _contents(found.catalog)))
        if sys.stdout.isatty() and (mendable := report.mendable(found.diagnostics)):
            say(mendable)
        elsewhere = len(every.diagnostics) - len(found.diagnostics)
        if elsewhere:
            say(
                several(
                    "{count} more finding in other files: 'casebook check' lists it",
                    "{count} more findings in other files: 'casebook check' lists them",
                    elsewhere,
                )
            )
    if not is_again:
        for line in pipeline.of_history(found.catalog):
            say(line, err=True)
    tell_editors(root, found.catalog)
    return 0 if found.is_sound else FINDINGS


def _printed(found: pipeline.Checked, style: str, files: str) -> str:
    if style == "markdown":
        from ...contributing import check_reports

        return check_reports.markdown(found.diagnostics, language(), files)
    rules = pipeline.rules_of(found.catalog) if style == "sarif" else ()
    return report.FORMATS[style](found.diagnostics, rules, language(), width())


def _named(paths: Sequence[str]) -> Said:
    """What was asked about."""
    most = 3
    return row([path or "." for path in paths]) if len(paths) <= most else said("{count} files", count=len(paths))


def _known(found: pipeline.Checked, paths: Sequence[str]) -> Sequence[str]:
    """Paths that are of the project, or where something was found; another ends the command."""
    for path in paths:
        if path and not path.startswith(_READ) and not found.within([path]).diagnostics:
            give_up(
                said("'{path}' is no file of the catalog: read are {cases}/, {docs}/ and {config}", path=path, cases=CASES, docs=DOCS, config=CONFIG)
            )
    return paths


def _changed(root: Path, against: str, *, is_alone: bool) -> list[str]:
    """What is changed in the working copy; where nothing is, or it cannot be told, the command ends."""
    if not is_alone:
        give_up(said("--changed names the files itself: leave the others out"))
    base = git.parted(root, against)
    if not base:
        give_up(said("what is changed cannot be told: there is no Git history of the published branch here; name the files instead"))
    found = git.changed(root, base, *(path.rstrip("/") for path in _READ))
    if not found:
        say(said("nothing is changed since {commit}", commit=base[:10]))
        sys.exit(0)
    return found


def _mend(root: Path, paths: Sequence[str], against: str, *, is_aside: bool) -> None:
    """Put right what is safe to be, and say what was changed; beside a report for machines, where it does not disturb."""
    from ...contributing import mending

    def look() -> Sequence[Diagnostic]:
        every = checked(root, against)
        return (every.within(_known(every, paths)) if paths else every).diagnostics

    for outcome in mending.mend(root, look):
        for line in outcome.told():
            say(line, err=is_aside)


def _watch(root: Path, paths: Sequence[str], style: str, against: str) -> None:
    """Check again and again, until interrupted."""
    from ...base.kept import Kept
    from ...publishing import watching

    kept, count = Kept(is_forgiving=False), itertools.count()

    def look() -> None:
        # Does nothing where there is no terminal.
        click.clear()
        is_again = next(count) > 0
        try:
            _look(root, paths, style, against, kept, is_again=is_again)
        except SystemExit:
            # What was said is to be mended; a folder may have gone for a moment only, while Git puts another branch there.
            if not is_again:
                raise
        kept.forget()

    watching.again(root, look, speaking(err=True))


def _contents(catalog: Catalog) -> Said:
    count = len(catalog.cases)
    main = catalog.kinds.main if catalog.kinds.is_whole else None
    return row(
        [
            *([several("{count} {one}", "{count} {many}", count, one=main.noun, many=main.nouns)] if main else []),
            several("{count} record", "{count} records", len({*catalog.entries, *catalog.broken})),
            several("{count} source", "{count} sources", len(catalog.references)),
            several("{count} page", "{count} pages", len(catalog.docs)),
        ]
    )
