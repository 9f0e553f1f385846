"""What has become of a record that is gone: the one that says so, or the one into whose file somebody seems to have renamed its file, by hand."""

from __future__ import annotations

from hashlib import sha1
from shlex import quote
from typing import NamedTuple

from ..base.saying import Said, said
from .catalog import Catalog
from .entries import Entry


class Moved(NamedTuple):
    """What a record is now, None where nobody can tell, and how that is told; `is_sure` where it says so itself."""

    entry: Entry | None
    told: Said
    is_sure: bool


def whereabouts(catalog: Catalog, id: str) -> Moved | None:
    """What has become of a record that was called so once; None where there is one of the id, or never was."""
    if id in catalog.entries:
        return None
    if now := catalog.renamed.get(id):
        return Moved(now, said("it is now called '{new}'", new=now.id), True)
    if now := successor(catalog, id):
        told = said("it seems to be '{new}' now: 'casebook rename {old} {new}' puts the new id everywhere", old=id, new=now.id)
        return Moved(now, told, False)
    if path := gone_from(catalog, id):
        told = said("{path} is gone: {command} brings it back; or name another record", path=path, command=restoring(catalog, path))
        return Moved(None, told, False)
    return None


def gone_from(catalog: Catalog, id: str) -> str:
    """The file of a published record that is gone, as Git remembers; empty where none of the id is."""
    return next((path for path in sorted(catalog.history.gone) if path.endswith(f"/{id}.yml")), "")


def restoring(catalog: Catalog, path: str) -> str:
    """The command, in quotes, that brings back a file which is gone."""
    return f"'git checkout {catalog.history.last[path]} -- {quote(path)}'"


def successor(catalog: Catalog, id: str) -> Entry | None:
    """The record that a vanished one seems to be now: one that is new to Git and has its very text, or that alone is new in its folder.

    None of an id that is none of a record which Git remembers as published, or where nobody can tell.
    """
    path = gone_from(catalog, id)
    if not path or id in catalog.entries or id in catalog.renamed:
        return None
    new = [entry for entry in catalog if entry.path not in catalog.history.added]
    same = [entry for entry in new if _object(entry) == catalog.history.gone[path]]
    beside = [entry for entry in new if entry.path.rpartition("/")[0] == path.rpartition("/")[0]]
    gone_beside = [other for other in catalog.history.gone if other.rpartition("/")[0] == path.rpartition("/")[0]]
    return same[0] if len(same) == 1 else beside[0] if len(beside) == len(gone_beside) == 1 else None


def _object(entry: Entry) -> str:
    """What Git calls the text of a record's file: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
    content = entry.document.text.content.encode()
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
