"""`casebook explain`: the help page of a rule."""

from __future__ import annotations

from pathlib import Path

import click

from ...base.commands import give_up, language, say
from ...base.diagnostic import Severity, did_you_mean
from ...base.report import SEVERITIES
from ...base.saying import said
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
        help = did_you_mean(code, rules, said("the rules are: {names}", names=", ".join(rules)))
        give_up(said("there is no rule '{code}'; {help}", code=code, help=help))
    severity = SEVERITIES[rule.severity]
    if rule.severity is Severity.ERROR:
        severity = said("{severity}; stops the build", severity=severity)
    say(said("{code} ({severity})", code=rule.code, severity=severity))
    click.echo(f"\n{rule.page_in(language())}")
