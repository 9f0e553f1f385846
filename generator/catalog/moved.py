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
        return Moved(now, seems(id, now.id), False)
    if path := gone_from(catalog, id):
        told = said(
            "{path} is gone: {command} brings it back; where another record is the same, 'casebook rename {id} OTHER' names that everywhere",
            path=path,
            command=restoring(catalog, path),
            id=id,
        )
        return Moved(None, told, False)
    return None


def seems(old: str, new: str) -> Said:
    """How it is told that something has, as it seems, got another name by hand; `old` is as `casebook rename` takes it."""
    return said("it seems to be '{new}' now: 'casebook rename {old} {new}' puts the new id everywhere", old=quote(old), new=quote(new))


def gone_from(catalog: Catalog, id: str) -> str:
    """The file of a published record that is gone, as Git remembers; empty where none of the id is."""
    return next((path for path in sorted(catalog.history.gone) if path.endswith(f"/{id}.yml")), "")


def restoring(catalog: Catalog, path: str) -> str:
    """The command, in quotes, that brings back a file which is gone."""
    return f"'git checkout {catalog.history.last[path]} -- {quote(path)}'"


def successor(catalog: Catalog, id: str) -> Entry | None:
    """The record that a vanished one seems to be now: one that has its very text, or that alone is new to Git in its folder.

    None of an id that is none of a record which Git remembers as published, or where nobody can tell.
    """
    path = gone_from(catalog, id)
    if not path or id in catalog.entries or id in catalog.renamed:
        return None
    same = [entry for entry in catalog if _object(entry) == catalog.history.gone[path]]
    new = [entry for entry in catalog if entry.path not in catalog.history.added]
    beside = [entry for entry in new if entry.path.rpartition("/")[0] == path.rpartition("/")[0]]
    gone_beside = [other for other in catalog.history.gone if other.rpartition("/")[0] == path.rpartition("/")[0]]
    return same[0] if len(same) == 1 else beside[0] if len(beside) == len(gone_beside) == 1 else None


def is_as_published(catalog: Catalog, entry: Entry) -> bool:
    """Whether a record's file is what it was where the working copy left the branch that is published."""
    return catalog.history.published.get(entry.path) == _object(entry)


def _object(entry: Entry) -> str:
    """What Git calls the text of a record's file: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
    content = entry.document.text.content.encode()
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
