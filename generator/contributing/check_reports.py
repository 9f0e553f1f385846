"""What a check found, for the summary of a pull request: all of it, where a host shows ten annotations of each level."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.diagnostic import Diagnostic, Severity
from ..base.report import counted
from ..base.saying import said, spoken
from . import diff_reports

# So many characters a summary bears of each level.
_MOST = 60_000


def markdown(found: Sequence[Diagnostic], language: str, files: str = "") -> str:
    """Errors open and the rest folded, by rules; every contributed word in a code span. `files` as in `diff_reports.markdown`."""
    parts = [f"### {spoken(said('Check'), language)}\n\n"]
    if not found:
        parts.append(f"{spoken(said('no problems'), language)}\n")
    for severity in Severity:
        if not (some := [item for item in found if item.severity is severity]):
            continue
        title = spoken(counted(severity, len(some)), language)
        body = diff_reports.listed([_item(item, language, files) for item in some], _MOST, "casebook check", language)
        is_open = severity is Severity.ERROR
        parts.append(f"#### {title}\n\n{body}" if is_open else f"\n<details><summary>{title}</summary>\n\n{body}\n</details>\n")
    return "".join(parts)


def _item(item: Diagnostic, language: str, files: str) -> str:
    place = diff_reports.place(item.span.path, item.span.line, files)
    help = f"  - {diff_reports.marked(item.help, language)}\n" if item.help else ""
    return f"- {diff_reports.marked(item.message, language)} · {place} [{item.code}]\n{help}"
