"""`casebook explain`: the help page of a rule."""

from __future__ import annotations

from pathlib import Path

import click

from ...base.commands import give_up
from ...base.diagnostic import Severity, did_you_mean
from ...publishing import pipeline


@click.command()
@click.argument("code")
@click.pass_obj
def command(root: Path, code: str) -> None:
    """Print the help page of a rule: of every catalog, or of this one's own.

    \b
    Examples:
      casebook explain unknown-reference
    """
    rules = {rule.code: rule for rule in (*pipeline.all_rules(), *pipeline.own_rules(root))}
    rule = rules.get(code)
    if rule is None:
        every = f"the rules are: {', '.join(rules)}"
        give_up(f"there is no rule '{code}'; {did_you_mean(code, rules, every)}")
    always = "" if rule.severity is not Severity.ERROR else "; stops the build"
    click.echo(f"{rule.code} ({rule.severity}{always})\n\n{rule.page}")
