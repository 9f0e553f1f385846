"""What Git knows of the records, and what is said where it knows nothing: a catalog without a past has no days, no feeds, and forgets addresses."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote

from ..base.diagnostic import Diagnostic, Rule, Severity, Span, rule
from ..reading import git
from ..reading.git import History, Missing
from ..records.folder import CASES, DOCS, NO_RECORDS

UNREAD_HISTORY = rule(
    "unread-history",
    """
    The catalog has a history in Git, and this copy of it cannot be read, or is not whole.

    The days on pages, in the sitemap and in the data come from the history; the feeds list what came in or changed by it; and by it a
    published address that leads nowhere any more is noticed (`vanished-id`). Of all that there is nothing in this run. Wrong days are not
    shown instead: in a shallow clone the oldest commit that is there would date every file.

    **Way out:** fetch the whole: `git fetch --unshallow`, and for GitHub's `actions/checkout` the line `fetch-depth: 0`. Where Git says that
    the folder is somebody else's ("dubious ownership", as in containers), `git config --global --add safe.directory FOLDER` trusts it. Where
    Git is not installed, install it.
    """,
    Severity.WARNING,
)
NO_HISTORY = rule(
    "no-history",
    """
    The catalog has no history in Git, so its pages have no days.

    The days on pages, in the sitemap and in the data come from the history; the feeds list what came in or changed by it; and by it a
    published address that leads nowhere any more is noticed (`vanished-id`). A new catalog does without: this is no finding, and is said at the
    end of a check or build only.

    **Way out:** `git init`, `git add .` and `git commit` begin a history. Where there was one and this copy is without it (a downloaded archive,
    a container into which `.git` was not copied), clone the repository instead.
    """,
    Severity.INFO,
)
RULES: tuple[Rule, ...] = (UNREAD_HISTORY, NO_HISTORY)

# What is the matter, and the way out; of the first nothing can be lost.
_NONE = {
    Missing.NO_REPOSITORY: ("it is in no Git repository", "'git init' begins one; a copy that was left without its '.git' is better cloned"),
    Missing.NO_COMMITS: ("nothing is committed yet", "'git add .' and 'git commit' begin it"),
    Missing.UNTRACKED: (f"nothing in {CASES}/ is committed", f"'git add {CASES}' and 'git commit' begin it, unless a .gitignore leaves it out"),
}
_UNREAD = {
    Missing.SHALLOW: ("only the latest commits are here (a shallow clone)", "'git fetch --unshallow', or 'fetch-depth: 0' below actions/checkout"),
    Missing.FOREIGN: (
        "the repository belongs to another user, and Git does not read it",
        "if you trust it: 'git config --global --add safe.directory {where}'",
    ),
    Missing.NO_GIT: ("there is a repository, and no Git to read it with", "install Git, in a container too"),
    Missing.FAILED: ("Git cannot read the repository", "'git status' says why"),
}
_WITHOUT = "no days on pages, no feeds, and no guard of published addresses"


def problems(known: History) -> list[Diagnostic]:
    """What is wrong where there is a history, and it cannot be read."""
    if not (found := _UNREAD.get(known.missing) if known.missing else None):
        return []
    what, help = found
    return [UNREAD_HISTORY.at(Span(CASES), f"{what}: {_WITHOUT}", help.format(where=quote(known.where)))]


def note(known: History) -> str:
    """What is said of a catalog without a history, in a line; empty where there is one, or it should be."""
    if not (found := _NONE.get(known.missing) if known.missing else None):
        return ""
    what, help = found
    return f"the catalog has no history, as {what}: {_WITHOUT}; {help} (casebook explain {NO_HISTORY.code})"


def unread(known: History) -> str:
    """Why a revision may not be there, with the way out, to be put behind that; empty where all is."""
    what, help = {**_NONE, **_UNREAD}.get(known.missing, ("", "")) if known.missing else ("", "")
    return f": {what}; {help.format(where=quote(known.where))}" if what else ""


def read(root: Path) -> History:
    """Git's knowledge of the records: of the files that are gone only those that held a published record."""
    known = git.read(root, CASES, DOCS)
    records = {path: name for path, name in known.gone.items() if _is_record(path)}
    texts = git.contents(root, records.values())
    gone = {path: name for path, name in records.items() if name in texts and not _DRAFT.search(texts[name])}
    return History(known.changed, gone, known.added, known.missing, known.where)


# A folder and a name that do not begin with a dot. The text as bytes: a file that is gone may be in any encoding.
_RECORD = re.compile(rf"{CASES}/(?:[^./][^/]*/)?[^./][^/]*\.yml")
_DRAFT = re.compile(rb"^status:\s*[\"']?draft\b", re.MULTILINE)


def _is_record(path: str) -> bool:
    """Whether a file was a record, of a kind that the catalog may know no longer."""
    return bool(_RECORD.fullmatch(path)) and not path.startswith(NO_RECORDS)
