"""Diagnostics for people and machines: text, JSON, GitHub workflow commands, SARIF.

Takes finished diagnostics and returns text; prints nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Self
from urllib.parse import quote

from . import saying, wrapping
from .diagnostic import Diagnostic, Rule, Severity, Span, is_whole_line
from .saying import NOTHING, Said, said, several, spoken

# How many columns the lines of a report have where nobody says how wide it is shown: of a line of a file so many fit beside its number.
WIDE = 168
_NARROW = 40
# A slip that has one right correction is shown once in a file where it stands more often than this.
_FOLDED = 3
# So many characters has a way out that is a list; it is given once in a file.
_LONG = 120
# GitHub shows ten annotations of each level a step; the worst come first and the rest is counted.
_GITHUB_MOST = 10
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\U000e0000-\U000e007f]")


class _Text(Said):
    """Diagnostics as a person reads them."""

    found: Sequence[Diagnostic]

    width: int

    def __new__(cls, found: Sequence[Diagnostic], width: int) -> Self:
        """The text; nothing in it stands for a value."""
        text = super().__new__(cls, _in(found, str, width), {})
        text.found, text.width = found, width
        return text

    def __reduce__(self) -> tuple[Callable[..., Said], tuple[object, ...]]:
        """As another process takes it."""
        return _Text, (self.found, self.width)

    def translated_with(self, words: saying.Translations) -> str:
        """The text in the words of a language."""
        return _in(self.found, words.gettext, self.width)


def text(found: Sequence[Diagnostic], width: int = WIDE) -> Said:
    """Diagnostics as a person reads them: the place, the line with a caret, a way out. Lines of files are cut to `width` columns."""
    return _Text(found, width)


def summary(found: Sequence[Diagnostic], what: Said) -> Said:
    """One closing line: how much of each severity was found in `what`."""
    counts = Counter(diagnostic.severity for diagnostic in found)
    parts = [counted(severity, counts[severity]) for severity in Severity if counts[severity]]
    return said("{findings} in {what}", findings=saying.row(parts) if parts else said("no problems"), what=what)


def mendable(found: Sequence[Diagnostic]) -> Said:
    """How much of what was found one command puts right; nothing where it is none."""
    count = sum(diagnostic.is_safe for diagnostic in found)
    return (
        several("'casebook check --fix' puts {count} of it right", "'casebook check --fix' puts {count} of them right", count) if count else NOTHING
    )


def counted(severity: Severity, count: int) -> Said:
    """So many findings of a severity."""
    match severity:
        case Severity.ERROR:
            return several("{count} error", "{count} errors", count)
        case Severity.WARNING:
            return several("{count} warning", "{count} warnings", count)
        case Severity.INFO:
            return several("{count} info", "{count} infos", count)


SEVERITIES = {Severity.ERROR: said("error"), Severity.WARNING: said("warning"), Severity.INFO: said("info")}


def _in(found: Sequence[Diagnostic], spoken: Callable[[str], str], width: int) -> str:
    """What was found; of the same slip many times in a file the first, and how many more there are: one command mends them all."""
    alike = Counter(map(_slip, found))
    shown: Counter[tuple[str, ...]] = Counter()
    listed: dict[tuple[str, str], int] = {}
    parts = []
    for diagnostic in found:
        slip = _slip(diagnostic)
        shown[slip] += 1
        more = alike[slip] - 1
        if diagnostic.is_safe and more >= _FOLDED and shown[slip] > 1:
            continue
        parts.append(_text(replace(diagnostic, help=_once(diagnostic, listed)), spoken, width))
        if diagnostic.is_safe and more >= _FOLDED:
            parts.append(f"   {spoken(said('… and the same {count} times more in this file', count=more))}")
    return "".join(f"{part}\n" for part in parts)


def _once(diagnostic: Diagnostic, listed: dict[tuple[str, str], int]) -> Said:
    """The way out of a finding, without a long list that stands above already; `listed` are those of each file, with the line they were given for."""

    def told(text: Said) -> Said:
        if len(text) < _LONG:
            return text
        line = listed.setdefault((diagnostic.span.path, text), diagnostic.span.line)
        return text if line == diagnostic.span.line else said("the same as for line {line}", line=line)

    if not isinstance(diagnostic.help, Said):
        return diagnostic.help
    help = told(diagnostic.help)
    if help is not diagnostic.help:
        return help
    values = {name: told(value) if isinstance(value, Said) else value for name, value in help.values.items()}
    return Said(help.template, values, help.several, help.number)


def _slip(diagnostic: Diagnostic) -> tuple[str, ...]:
    return diagnostic.span.path, diagnostic.code, diagnostic.message, diagnostic.instead or ""


def _text(diagnostic: Diagnostic, spoken: Callable[[str], str], wide: int) -> str:
    span = diagnostic.span
    severity = spoken(SEVERITIES[diagnostic.severity])
    lines = [visible(f"{span.path}:{span.line}:{span.column}: {severity}[{diagnostic.code}]: {spoken(diagnostic.message)}")]
    if span.excerpt.strip():
        gutter = f"{span.line:>5} | "
        shown, column, width = _window(span.excerpt, span.column, span.width, max(_NARROW, wide) - len(gutter))
        lines.append(gutter + visible(shown))
        lines.append(
            " " * (len(gutter) - 2) + "| " + " " * _columns(shown[: column - 1]) + "^" * max(1, _columns(shown[column - 1 : column - 1 + width]))
        )
    if diagnostic.help:
        help = said("help: {help}   (casebook explain {code})", help=diagnostic.help, code=diagnostic.code)
    else:
        help = said("help: casebook explain {code}", code=diagnostic.code)
    lines.append(visible(f"   {spoken(help)}"))
    return "\n".join(lines)


def _window(excerpt: str, column: int, width: int, room: int) -> tuple[str, int, int]:
    """A line that takes more than `room` columns, cut to the part around the place: the text, the column in it, and the width in it."""
    # A place behind the end of the line takes a column of its own.
    if _columns(excerpt) + (column > len(excerpt)) <= room:
        return excerpt, column, width
    start = place = min(column - 1, len(excerpt))
    # So much of it stands before the place.
    left = room // 3
    while start and (left := left - _columns(excerpt[start - 1])) >= 0:
        start -= 1
    end, left = start, room
    while end < len(excerpt) and (left := left - _columns(excerpt[end])) >= 0:
        end += 1
    return excerpt[start:end], place - start + 1, min(width, end - place) if end > place else width


def visible(line: str) -> str:
    """A line that no terminal can misread: tabs are blanks, control and invisible characters are written out."""
    return _CONTROL.sub(lambda hit: f"\\u{ord(hit.group()):04x}", line.replace("\t", " "))


def _columns(part: str) -> int:
    """How many terminal columns a text takes: Chinese characters take two, combining marks none."""
    return wrapping.columns(visible(part))


def as_json(found: Sequence[Diagnostic], language: str = saying.ENGLISH) -> str:
    """Diagnostics as a JSON array of flat objects, with messages in a language.

    Each has `path` (relative to the project root), `line` and `column` (from 1, in characters), `width`, `severity`, `code`, `message` and `help`;
    `instead`, the text to put at the place where there is one to propose, else null; `is_safe`, whether that may be done without asking; and
    `belongs_at`, the path at which the file should lie where it lies at a wrong one, else null.
    """
    return json.dumps([_flat(in_language(diagnostic, language)) for diagnostic in found], ensure_ascii=False, indent=1) + "\n"


def in_language(diagnostic: Diagnostic, language: str) -> Diagnostic:
    """A finding with its message and help in a language, for good."""
    message, help = (saying.as_it_is(spoken(text, language)) for text in (diagnostic.message, diagnostic.help))
    return replace(diagnostic, message=message, help=help)


def _flat(diagnostic: Diagnostic) -> dict[str, object]:
    span = diagnostic.span
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "width": span.width,
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "instead": diagnostic.instead,
        "is_safe": diagnostic.is_safe,
        "belongs_at": diagnostic.belongs_at or None,
        "more": [{"line": place.line, "column": place.column, "width": place.width, "instead": text} for place, text in diagnostic.more],
    }


def github(found: Sequence[Diagnostic], language: str = saying.ENGLISH) -> str:
    """Diagnostics as GitHub workflow commands, the worst first, at most ten of a level.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for severity in Severity:
        of_level = [in_language(diagnostic, language) for diagnostic in found if diagnostic.severity is severity]
        for diagnostic in of_level[:_GITHUB_MOST]:
            span = diagnostic.span
            place = f"file={_property(span.path)},line={span.line},col={span.column},endColumn={span.column + span.width}"
            message = f"{diagnostic.message}\n{diagnostic.help}".strip()
            lines.append(f"::{_LEVELS[severity]} {place},title={_property(diagnostic.code)}::{_data(message)}")
        if len(of_level) > _GITHUB_MOST:
            more = said("{count} more findings of this level: run casebook check", count=len(of_level) - _GITHUB_MOST)
            lines.append(f"::{_LEVELS[severity]}::{_data(spoken(more, language))}")
    return "".join(f"{line}\n" for line in lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Diagnostic], rules: Sequence[Rule], language: str = saying.ENGLISH) -> str:
    """Diagnostics as a SARIF 2.1.0 log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    driver = {
        "name": "casebook",
        "rules": [
            {"id": rule.code, "shortDescription": {"text": rule.summary_in(language)}, "help": {"text": rule.page_in(language)}} for rule in rules
        ],
    }
    results = [_result(in_language(diagnostic, language), levels[diagnostic.severity]) for diagnostic in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(diagnostic: Diagnostic, level: str) -> dict[str, object]:
    """A finding as a SARIF result; with the text to put there, if there is one, as its fix (section 3.55)."""
    span = diagnostic.span
    artifact = {"uri": quote(span.path, errors="surrogateescape")}
    region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.width}
    result: dict[str, object] = {
        "ruleId": diagnostic.code,
        "level": level,
        "message": {"text": f"{diagnostic.message}. {diagnostic.help}".strip()},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if diagnostic.instead is not None:
        replacements = [
            {"deletedRegion": _deleted(span, text), "insertedContent": {"text": text}}
            for span, text in ((span, diagnostic.instead), *diagnostic.more)
        ]
        result["fixes"] = [
            {"description": {"text": diagnostic.help}, "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}]}
        ]
    return result


def _deleted(span: Span, text: str) -> dict[str, int]:
    """What goes where a text is put: with its end, where a line is to go."""
    if is_whole_line(span, text):
        return {"startLine": span.line, "startColumn": 1, "endLine": span.line + 1, "endColumn": 1}
    return {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.width}


# Each takes what was found, all rules, a language, and how many columns there are to show it in.
FORMATS: dict[str, Callable[[Sequence[Diagnostic], Sequence[Rule], str, int], str]] = {
    "text": lambda found, _rules, language, width: spoken(text(found, width), language),
    "json": lambda found, _rules, language, _width: as_json(found, language),
    "github": lambda found, _rules, language, _width: github(found, language),
    "sarif": lambda found, rules, language, _width: sarif(found, rules, language),
}
