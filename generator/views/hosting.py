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


@dataclass(frozen=True, slots=True)
class Host:
    """Where files are changed. A path below the project's root is put behind `edit`, a folder of it behind `new`, which is empty where a host
    has no such page. `name_in` and `text_in` are the parts of a query by which the page for a new file is filled in, empty where it cannot be.
    `issues` is where one tells of something in words; empty where that is not known.
    """

    edit: str
    new: str = ""
    name_in: str = ""
    text_in: str = ""
    issues: str = ""


def host_of(edit_base: str) -> Host | None:
    """The host of a project from the address below which its files can be edited; None when it has none."""
    if not edit_base:
        return None
    found = _EDIT.fullmatch(edit_base)
    if not found:
        return Host(edit_base)
    repository, sign = found["repository"], found["sign"]
    new = f"{repository}/{_NEW[sign]}/{found['branch']}/"
    if sign == "-/edit" or "gitlab" in (urlsplit(edit_base).hostname or ""):
        return Host(edit_base, new, "file_name", issues=f"{repository}/-/issues/new")
    # https://docs.github.com/en/repositories/working-with-files/managing-files/creating-new-files
    if sign == "edit":
        return Host(edit_base, new, "filename", "value", f"{repository}/issues/new/choose")
    return Host(edit_base, new, issues=f"{repository}/issues/new")
