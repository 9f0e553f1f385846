"""Where a file of the project is changed, or made, in the browser: the pages of the hosts of repositories that do so.

What their addresses look like is known from the one that `edit_uri` gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# GitHub and whoever has its addresses; GitLab with its own sign; Gitea and Forgejo. Behind each stands the branch.
_EDIT = re.compile(r"(?P<repository>https?://.+?)/(?P<sign>-/edit|_edit|edit)/(?P<branch>.+?)/\Z")
_NEW = {"-/edit": "-/new", "_edit": "_new", "edit": "new"}


# What each calls itself here: the scripts know what a proposal of several files takes on it.
_KINDS = {"-/edit": "gitlab", "_edit": "forgejo", "edit": "github"}


@dataclass(frozen=True, slots=True)
class Host:
    """Where files are changed. A path below the project's root is put behind `edit`, a folder of it behind `new`, which is empty where a host
    has no such page. `name_in` and `text_in` are the parts of a query by which the page for a new file is filled in, empty where it cannot be.
    `issues` is where one tells of something in words; empty where that is not known. `kind`, with the address of the `repository` and its
    `branch`, says how further files join a proposal; empty where that is not known, or where the project is no whole repository.
    """

    edit: str
    new: str = ""
    name_in: str = ""
    text_in: str = ""
    issues: str = ""
    kind: str = ""
    repository: str = ""
    branch: str = ""


def host_of(edit_base: str) -> Host | None:
    """The host of a project from the address below which its files can be edited; None when it has none."""
    if not edit_base:
        return None
    found = _EDIT.fullmatch(edit_base)
    if not found:
        return Host(edit_base)
    repository, sign, branch = found["repository"], found["sign"], found["branch"]
    if "gitlab" in (urlsplit(edit_base).hostname or ""):
        # Also by its old addresses, which it forwards.
        repository, sign = repository.removesuffix("/-"), "-/edit"
    new = f"{repository}/{_NEW[sign]}/{branch}/"
    known = {"kind": _KINDS[sign], "repository": repository, "branch": branch} if "/" not in branch else {}
    if sign == "-/edit":
        return Host(edit_base, new, "file_name", issues=f"{repository}/-/issues/new", **known)
    # https://docs.github.com/en/repositories/working-with-files/managing-files/creating-new-files
    if sign == "edit":
        return Host(edit_base, new, "filename", "value", f"{repository}/issues/new/choose", **known)
    return Host(edit_base, new, "filename", issues=f"{repository}/issues/new", **known)
