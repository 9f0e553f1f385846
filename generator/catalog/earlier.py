"""The catalog as it was at a Git revision: read by the same loader, so that two catalogs can be compared.

What stood in `cases/` then is put into a folder of its own for as long as it is read. Hand-written pages are left out: they hold no records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..base.diagnostic import Concern, Diagnostic, Rule, Severity, Span, rule
from ..base.saying import as_it_is, said
from ..reading import git
from ..reading.files import MAX_BIB_BYTES
from ..records import folder
from . import history, load
from .catalog import Catalog
from .entries import Entry
from .uses import U

UNREAD_REVISION = rule(
    "unread-revision",
    """
    Of the Git revision that the catalog is compared with, not everything can be read.

    `casebook check --against REV` reads the revision as it reads the catalog. Records and sources that were broken then, or
    that keep to rules which have changed since, are not compared: nobody would hear of a change in them.

    **Way out:** compare with a later revision, or look through the changes of these files yourself: `git diff REV -- FILE`.
    """,
    Severity.WARNING,
    about=Concern.CHANGES,
)
RULES: tuple[Rule, ...] = (UNREAD_REVISION,)

# Of many files that cannot be read, so many are named.
_NAMED = 5


def read(root: Path, revision: str, now: Catalog) -> tuple[Catalog, list[Diagnostic]]:
    """The catalog of the project at `root` as it was at a revision, and one finding for all of it that could not be read; else as `at`."""
    catalog, paths = at(root, revision, now)
    return catalog, _unread(paths, revision)


def at(root: Path, revision: str, now: Catalog) -> tuple[Catalog, list[str]]:
    """The catalog of the project at `root` as it was at a revision, and the files of it that gave no record or not all sources.

    `now` is the catalog as it is: what has not changed since is taken from it, and not read once more.
    Raises UnusableProject when there is no such revision, or no catalog in it.
    """
    files = git.files(root, revision, folder.CASES, MAX_BIB_BYTES)
    if files is None:
        raise folder.UnusableProject(history.no_revision(revision, now.history))
    if not files:
        raise folder.UnusableProject(
            said("there is no '{cases}/' at the Git revision '{revision}': nothing to compare with", cases=folder.CASES, revision=revision)
        )
    # Before kinds were declared, they were those of today.
    declared = {path: content for path, content in files.items() if path.startswith(f"{folder.KINDS}/")}
    has_same_kinds = not declared or declared == _declared(root)
    same = _unchanged(files, now) if has_same_kinds else set()
    with TemporaryDirectory(prefix="casebook-") as where:
        _write(Path(where), {path: content for path, content in files.items() if path not in same})
        with folder.begin(Path(where)) as begun:
            catalog, found = load.read(begun, now.kinds if has_same_kinds else load.declared(begun, now.kinds.languages))
    return _with(catalog, same, now), unread(catalog, found)


def _declared(root: Path) -> dict[str, bytes]:
    """The declarations of kinds as they are now."""
    paths = sorted((root / folder.KINDS).glob("*.yml"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def _unchanged(files: Mapping[str, bytes], now: Catalog) -> set[str]:
    """The paths of the records and of the bibliography that are now as they were then: each is read from its own text alone."""
    texts = {entry.path: entry.document.text for entry in now}
    if reference := next(iter(now.references.values()), None):
        texts[folder.BIBLIOGRAPHY] = reference.text
    return {path for path, text in texts.items() if path in files and files[path] == text.content.encode()}


def _write(where: Path, files: Mapping[str, bytes]) -> None:
    # Names with a dot first are none of the catalog, and in a forged revision lead out of the folder.
    own = {path: content for path, content in files.items() if not any(part.startswith(".") for part in path.split("/"))}
    for above in {folder.CASES, *(path.rpartition("/")[0] for path in own)}:
        (where / above).mkdir(parents=True, exist_ok=True)
    for path, content in own.items():
        (where / path).write_bytes(content)


def _with(catalog: Catalog, same: Set[str], now: Catalog) -> Catalog:
    """A catalog with what of another is the same, and with all that this names."""
    kept = {entry.id: entry for entry in now if entry.path in same}

    def uses(ours: tuple[U, ...], others: tuple[U, ...]) -> tuple[U, ...]:
        return (*ours, *(use for use in others if isinstance(use.by, Entry) and kept.get(use.by.id) is use.by))

    return replace(
        catalog,
        entries=dict(sorted({**kept, **catalog.entries}.items())),
        bibliography=now.bibliography if folder.BIBLIOGRAPHY in same else catalog.bibliography,
        record_uses=uses(catalog.record_uses, now.record_uses),
        claim_uses=uses(catalog.claim_uses, now.claim_uses),
        cite_uses=uses(catalog.cite_uses, now.cite_uses),
        malformed=uses(catalog.malformed, now.malformed),
    )


def unread(catalog: Catalog, found: Iterable[Diagnostic]) -> list[str]:
    """The files with which something was found to be wrong and that gave no record, or, as the bibliography, not all that stands in them."""
    read = {entry.path for entry in catalog}
    wrong = {item.span.path for item in found if item.severity is Severity.ERROR and item.span.path.startswith(f"{folder.CASES}/")}
    return sorted(path for path in wrong - read if not path.startswith(folder.NO_RECORDS))


def _unread(paths: list[str], revision: str) -> list[Diagnostic]:
    """One finding for all files of the revision that gave no record or no sources."""
    if not paths:
        return []
    help = said("'git diff {revision} -- FILE' shows what has changed in them", revision=revision)
    more = len(paths) - _NAMED
    listed = ", ".join(paths[:_NAMED])
    named = said("{paths} and {count} more", paths=listed, count=more) if more > 0 else as_it_is(listed)
    return [
        UNREAD_REVISION.at(
            Span(folder.CASES),
            said("as it was at '{revision}', this cannot be read and is not compared: {named}", revision=revision, named=named),
            help,
        )
    ]
