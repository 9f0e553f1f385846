"""What Git knows of the records, and what is said where it knows nothing: a catalog without a past has no days, no feeds, and forgets addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shlex import quote

from ..base.diagnostic import Concern, Diagnostic, Rule, Severity, Span, rule
from ..base.saying import NOTHING, Said, said
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
    about=Concern.CHANGES,
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
    about=Concern.CHANGES,
)
RULES: tuple[Rule, ...] = (UNREAD_HISTORY, NO_HISTORY)

# What is the matter, and the way out; of the first nothing can be lost.
_NONE = {
    Missing.NO_REPOSITORY: (
        said("it is in no Git repository"),
        said("'git init' begins one; a copy that was left without its '.git' is better cloned"),
    ),
    Missing.NO_COMMITS: (said("nothing is committed yet"), said("'git add .' and 'git commit' begin it")),
    Missing.UNTRACKED: (
        said("nothing in {folder}/ is committed", folder=CASES),
        said("'git add {folder}' and 'git commit' begin it, unless a .gitignore leaves it out", folder=CASES),
    ),
}
_UNREAD = {
    Missing.SHALLOW: (
        said("only the latest commits are here (a shallow clone)"),
        said("'git fetch --unshallow', or 'fetch-depth: 0' below actions/checkout"),
    ),
    # The way out names the folder.
    Missing.FOREIGN: (said("the repository belongs to another user, and Git does not read it"), NOTHING),
    Missing.NO_GIT: (said("there is a repository, and no Git to read it with"), said("install Git, in a container too")),
    Missing.FAILED: (said("Git cannot read the repository"), said("'git status' says why")),
}
_WITHOUT = said("no days on pages, no feeds, and no guard of published addresses")


def problems(known: History) -> list[Diagnostic]:
    """What is wrong where there is a history, and it cannot be read."""
    what, help = _matter(known, _UNREAD)
    return [UNREAD_HISTORY.at(Span(CASES), said("{what}: {without}", what=what, without=_WITHOUT), help)] if what else []


def _matter(known: History, of: Mapping[Missing, tuple[Said, Said]]) -> tuple[Said, Said]:
    """What is the matter, and the way out; nothing where it is none of these."""
    if known.missing is Missing.FOREIGN and known.missing in of:
        command = f"git config --global --add safe.directory {quote(known.where)}"
        return of[known.missing][0], said("if you trust it: '{command}'", command=command)
    return of.get(known.missing, (NOTHING, NOTHING)) if known.missing else (NOTHING, NOTHING)


def note(known: History) -> Said:
    """What is said of a catalog without a history, in a line; empty where there is one, or it should be."""
    what, help = _matter(known, _NONE)
    if not what:
        return NOTHING
    return said(
        "the catalog has no history, as {what}: {without}; {help} (casebook explain {code})",
        what=what,
        without=_WITHOUT,
        help=help,
        code=NO_HISTORY.code,
    )


def no_revision(revision: str, known: History) -> Said:
    """That there is no such revision; with the reason and the way out, where not all of the history is there."""
    what, help = _matter(known, {**_NONE, **_UNREAD})
    if not what:
        return said("there is no Git revision '{revision}' here", revision=revision)
    return said("there is no Git revision '{revision}' here: {what}; {help}", revision=revision, what=what, help=help)


def read(root: Path) -> History:
    """Git's knowledge of the records: of the files that are gone only those that held a published record."""
    known = git.read(root, CASES, DOCS)
    records = {path: name for path, name in known.gone.items() if _is_record(path)}
    texts = git.contents(root, records.values())
    gone = {path: name for path, name in records.items() if name in texts and not _DRAFT.search(texts[name])}
    return replace(known, gone=gone)


# A folder and a name that do not begin with a dot. The text as bytes: a file that is gone may be in any encoding.
_RECORD = re.compile(rf"{CASES}/(?:[^./][^/]*/)?[^./][^/]*\.yml")
_DRAFT = re.compile(rb"^status:\s*[\"']?draft\b", re.MULTILINE)


def _is_record(path: str) -> bool:
    """Whether a file was a record, of a kind that the catalog may know no longer."""
    return bool(_RECORD.fullmatch(path)) and not path.startswith(NO_RECORDS)
