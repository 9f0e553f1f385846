"""The rules of a project, `cases/rules.yml`: what has to hold for its own records, beyond what holds for those of every catalog.

A rule says of which records it is and what it requires of them; the checks see to it. It becomes a rule like those of the generator, with a
severity and a help page.
"""

from __future__ import annotations

from typing import Literal

from ..base.diagnostic import Rule, Severity
from ..base.saying import said
from .declaration import Name, Names
from .values import BlockProse, Least, Line, Model, Slug, about

# How the help page of each rule ends, and that of a warning.
_WAY_OUT = said("**Way out:** as the message says; the rule stands in `cases/rules.yml`.")
_ASIDE = said("A warning that somebody has looked at is set aside in the record, with the reason: `ignore: [{code: …, why: …}]`.")
# Of the place in a source: whichever.
ANY = "any"


class Requirements(Model):
    """What a rule of a project requires of a record; all that is given has to hold."""

    fields: tuple[Name, ...] = about("Fields that are filled in.", ["summary", "iso"], ())
    count: dict[Name, Least] = about("How many values a field has at the least, `claims` among them.", {"claims": 1, "topics": 1}, {})
    words: dict[Name, Least] = about(
        "How many words a text has at the least; where no spaces stand between them, two characters count as one.", {"summary": 8}, {}
    )
    story: tuple[Name, ...] = about("Parts of the story that are told.", ["context", "results"], ())
    links: Least | None = about("How many other records of its kind it names, or is named by, at the least; drafts do not count.", 2, None)
    independent: Least | None = about("How many of the sources that it cites come, at the least, from somebody who is no party to it.", 1, None)
    locator: Line | None = about(
        said(
            "Every citation of a figure says where in the source it stands: how that place begins, such as `para.`; `{any}` when that is all one.",
            any=ANY,
        ),
        "p.",
        None,
    )


class ProjectRule(Model):
    """A rule of a project: what it requires, of which records, and why."""

    id: Slug = about("What it is called: in messages, in the address of its page, and in an `ignore`.", "complete-case")
    of: Names = about("The kinds of the records that it is of; all kinds, unless given.", "case", ())
    where: dict[Name, Line] = about("Only records in which a field has this value.", {"stage": "finished"}, {})
    cites: Line | None = about("Only records that cite this source; of the figures' citations, only those of it.", "smith2020", None)
    drafts: bool = about("Whether drafts have to keep it, too.", True, False)
    not_for: tuple[Slug, ...] = about("The ids of records that need not keep it.", ["an-old-case"], ())
    severity: Literal["error", "warning"] = about("Whether it stops a build and a pull request; a warning stops nothing.", "warning", "error")
    summary: Line = about("What has to hold, in a sentence.", "A case has a topic and a source that is no party's.")
    why: BlockProse | None = about("Why, in paragraphs: its help page.", "A reader goes on from topic to topic.", None)
    requires: Requirements = about("What it requires.", {"count": {"topics": 1}, "independent": 1})

    @property
    def rule(self) -> Rule:
        """The rule as every other is: with its severity, and its help page as Markdown."""
        severity = Severity(self.severity)
        parts = (self.summary, self.why, _WAY_OUT, _ASIDE if severity is Severity.WARNING else "")
        return Rule(self.id, severity, "\n\n".join(filter(None, parts)))


class RulesFile(Model):
    """What has to hold for the records of this catalog: `cases/rules.yml`, where there is such a file."""

    rules: tuple[ProjectRule, ...] = about(
        "The rules.", [{"id": "complete-case", "summary": "A case has a topic.", "of": "case", "requires": {"count": {"topics": 1}}}]
    )
