"""`casebook links`: whether the addresses of the catalog still answer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...base.commands import give_up, language, say
from ...base.saying import said
from ..shared import checked, progress

_WEEKS = 28


@click.command()
@click.option("--days", type=click.IntRange(0), default=_WEEKS, show_default=True, help="Ask again what was asked so many days ago.")
@click.option("--offline", "is_offline", is_flag=True, help="Ask nobody: only tell what is known.")
@click.option("--archive", "wants_copies", is_flag=True, help="Ask the Internet Archive for copies of what is gone, and of sources without one.")
@click.option("--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to print what is known.")
@click.option("--pause", type=click.FloatRange(0), default=1.0, show_default=True, metavar="SECONDS", help="Between two questions to one host.")
@click.option("--allow-private", is_flag=True, help="Ask hosts that are not on the public network, too.")
@click.pass_obj
def command(root: Path, days: int, is_offline: bool, wants_copies: bool, style: str, pause: float, allow_private: bool) -> None:
    """Ask every address of the catalog whether it still answers, and keep what is learnt in cases/links.yml.

    Hosts are asked one question at a time, with a pause, under this program's own name, and again when they ask for it. Broken off, it goes on
    the next time where it was. What is gone is told from what only does not answer a program. The catalog is not changed, and the command ends
    with 0 whatever it finds.

    \b
    Examples:
      casebook links
      casebook links --archive
      casebook links --offline --format markdown
    """
    from ...contributing import link_reports, link_run, visiting
    from ...publishing import pipeline

    catalog = checked(root).catalog
    visitor = visiting.Visitor(link_run.name(root), pause, may_visit_private=allow_private)
    run = link_run.Run(root, catalog, pipeline.today(), visitor, say=progress)
    try:
        if not is_offline:
            run.ask(days)
            if wants_copies:
                run.ask_for_copies()
    except link_run.CutOff as error:
        give_up(str(error.args[0]))
    click.echo(link_reports.FORMATS[style](run.troubles(), run.known.values(), language()), nl=False)
    if style == "text" and run.asked:
        say(said("asked {asked} of {all}", asked=run.asked, all=len(run.found)), err=True)
    sys.exit(0)
