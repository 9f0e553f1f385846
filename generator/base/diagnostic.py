"""What is wrong, and where: Span, Rule and Diagnostic.

Complete values, born once and never edited. Knows nothing of YAML, records or terminals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc

from .saying import ENGLISH, NOTHING, Said, as_it_is, said, spoken

# With how many letters a word can be mistyped and still be known again: in "doi" or "www" a letter makes another word.
_SHORT_WORD = 4
_LONG_WORD = 7


class Severity(StrEnum):
    """How much a finding matters; only errors make a run fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Concern(StrEnum):
    """What a rule is about, as whoever writes a record looks for it."""

    RECORDS = "records"
    CLAIMS = "claims"
    SOURCES = "sources"
    TEXTS = "texts"
    YAML = "yaml"
    CHANGES = "changes"
    PROJECT = "project"
    SITE = "site"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: `line` and `column` are 1-based, in characters; `width` is at least 1.

    `path` is relative to the project root, with forward slashes. `excerpt` is the line itself, so that a
    report never has to open the file again; it is empty when there is no line to show.
    """

    path: str
    line: int = 1
    column: int = 1
    width: int = 1
    excerpt: str = ""

    @property
    def shown(self) -> str:
        """The text at the place: of the excerpt, the part that the span covers."""
        return self.excerpt[self.column - 1 : self.column - 1 + self.width]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: the place, the rule's code and severity, what is wrong, and a way out (`help`).

    `instead` is the text that should stand at the span, to the letter (quotes and escapes of the file's format included), where there is one
    answer to propose; None where there is none. It `is_safe` when it says the same as what stands there, or all that it can have meant: then it
    may be put there without asking. A "did you mean" is never safe. `belongs_at` is the path, relative to the project root, at which
    the file should lie, where it lies at the wrong one. `more` are further places, with what has to stand there as well for `instead` to be right.
    `encoding` is that of a file that should be in UTF-8 (Python's name of it).
    """

    span: Span
    code: str
    severity: Severity
    message: Said
    help: Said = NOTHING
    instead: str | None = None
    is_safe: bool = False
    belongs_at: str = ""
    more: tuple[tuple[Span, str], ...] = ()
    encoding: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The sort key of a report: by file, line and column, then by rule and text."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Rule:
    """Something a catalog must keep. `page` is its public help text in Markdown; the first line is its summary."""

    code: str
    severity: Severity
    page: str
    about: Concern = Concern.RECORDS

    def page_in(self, language: str) -> str:
        """The help page in a language; its paragraphs are translated one by one."""
        return "\n\n".join(spoken(paragraph, language) for paragraph in self.paragraphs)

    def summary_in(self, language: str) -> str:
        """The first line of the help page in a language, without its closing full stop."""
        return self.page_in(language).splitlines()[0].rstrip(".\N{IDEOGRAPHIC FULL STOP}")

    @property
    def summary(self) -> str:
        """The first line of the help page, without its closing full stop."""
        return self.summary_in(ENGLISH)

    @property
    def paragraphs(self) -> list[Said]:
        """The help page in parts that can be said in another language."""
        return [as_it_is(paragraph) for paragraph in self.page.split("\n\n")]

    def at(
        self,
        span: Span,
        message: Said,
        help: Said = NOTHING,
        *,
        instead: str | None = None,
        is_safe: bool = False,
        belongs_at: str = "",
        more: tuple[tuple[Span, str], ...] = (),
    ) -> Diagnostic:
        """A finding of this rule; see Diagnostic for what may stand there instead."""
        return Diagnostic(span, self.code, self.severity, message, help, instead, is_safe, belongs_at, more)


def rule(code: str, page: str | None, severity: Severity = Severity.ERROR, *, about: Concern = Concern.RECORDS) -> Rule:
    """A rule from its code and its help page, an indented docstring; `about` says where in the list of rules it stands.

    Raises ValueError when the page is missing: a rule without a help page is half a rule.
    """
    if not page or not page.strip():
        raise ValueError(f"rule {code} has no help page")
    return Rule(code, severity, cleandoc(page), about)


def is_whole_line(span: Span, instead: str) -> bool:
    """Whether a line is to go as a whole, with its end: nothing is to stand in place of all of it."""
    return not instead and span.column == 1 and span.shown == span.excerpt


def nearest(word: str, candidates: Iterable[str], likeness: int = 70) -> str | None:
    """The candidate most like `word`, or None when none is so near, in percent, as to be worth suggesting."""
    # Imported late: needed only once something is wrong.
    from rapidfuzz import fuzz, process

    found = process.extractOne(word.casefold(), sorted(candidates), processor=str.casefold, scorer=fuzz.ratio, score_cutoff=likeness)
    return found[0] if found else None


def resembling(word: str, candidates: Iterable[str]) -> str:
    """The candidate that `word` is when somebody mistyped it: a letter more, less, other or in the wrong place, two in a long word. Else empty."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    slips = 1 if len(word) < _LONG_WORD else 2
    found = extractOne(word, list(candidates), scorer=OSA.distance, score_cutoff=slips) if len(word) >= _SHORT_WORD else None
    return found[0] if found else ""


def did_you_mean(word: str, candidates: Iterable[str], otherwise: Said = NOTHING) -> Said:
    """A help text naming the nearest candidate, or `otherwise`."""
    near = nearest(word, candidates)
    return said("did you mean '{name}'?", name=near) if near else otherwise
