"""A project folder as plain data: which files it has, and what each of them holds.

Knows where files lie, and no model: other processes read a large catalog while this one still loads those. What the data
mean, and whether it is right, `read` finds out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..base.diagnostic import Diagnostic, Rule, Span, rule
from ..base.parallel import each
from ..reading import configuration, files, yaml_reader
from .kinds import KINDS
from .reference import Bibliography

CASES = "cases"
DOCS = "docs"
CONFIG = "mkdocs.yml"
BIBLIOGRAPHY = f"{CASES}/references.bib"
VOCABULARIES = f"{CASES}/vocabularies"
MAPS = f"{CASES}/maps"
# So many records are worth a process of their own.
RECORDS_A_PROCESS = 100
# A file's document, if it can be trusted, and what is wrong with the file.
Read = tuple[yaml_reader.Document | None, list[Diagnostic]]
Sources = tuple[Bibliography, list[Diagnostic]]

STRAY_FILE = rule(
    "stray-file",
    """
    A file or folder below `cases/` is none that the catalog knows.

    Records end in `.yml` and stand in the folder of their kind; cases stand in `cases/` itself; the sources are in
    `references.bib`.

    **Way out:** move, rename or remove it. Names that begin with a dot are passed over.
    """,
)

RULES: tuple[Rule, ...] = (STRAY_FILE,)


class UnusableProject(Exception):
    """There is nothing to read: the folder is no project. Its text says what to do."""


@dataclass
class Project:
    """A project that is being read: its folder, its records as (kind, path), by kind and then by path, and what was found wrong so far.

    `bibliography` and its problems are there when all documents have been given; `unread` are the files given to nobody because of theirs.
    """

    root: Path
    records: list[tuple[str, str]]
    found: list[Diagnostic]
    bibliography: Bibliography = field(default_factory=Bibliography)
    unread: set[str] = field(default_factory=set)
    _files: Iterator[tuple[int, Read | Sources]] = field(default_factory=lambda: iter(()), repr=False)

    def documents(self) -> Iterator[tuple[int, Read]]:
        """The document of every record with its place among the records; in no order, as they are read."""
        for place, (content, problems) in self._files:
            if isinstance(content, Bibliography):
                self.bibliography = content
                self.found.extend(problems)
            else:
                yield place - 1, (content, problems)

    def listed(self, where: str, what: str, help: str) -> Iterator[tuple[str, yaml_reader.Document]]:
        """The files of a folder that are no records: the name of each, and its document."""
        for name in _names(self.root, where, self.found):
            path = f"{where}/{name}"
            if not name.endswith(".yml"):
                self.found.append(STRAY_FILE.at(Span(path), f"this is no {what}", help))
                continue
            document, problems = _document(self.root, path)
            self.found.extend(problems)
            if document:
                yield name.removesuffix(".yml"), document
            else:
                self.unread.add(path)

    def pages(self) -> Iterator[files.Text]:
        """The hand-written pages that MkDocs does not pass over."""
        if not (self.root / DOCS).is_dir():
            return
        is_passed_over = passed_over(self.root)
        for path in _markdown_files(self.root, self.found):
            if is_passed_over(path.removeprefix(f"{DOCS}/")):
                continue
            text, problems = files.read_text(self.root, path)
            self.found.extend(problems)
            if text:
                yield text


@contextmanager
def begin(root: Path) -> Iterator[Project]:
    """Begin to read the project at `root`: from now on other processes do so, where it is large, and this one when it asks for documents.

    Raises UnusableProject when there is no folder `cases/`.
    """
    if not (root / CASES).is_dir():
        raise UnusableProject(f"there is no folder '{CASES}/' in {root.name or 'this folder'}: not a casebook project")
    found: list[Diagnostic] = []
    records = list(_record_files(root, found))
    # The sources first: reading them takes longest, and cannot be shared.
    paths = [BIBLIOGRAPHY, *(path for _kind, path in records)]
    with each(partial(_read, root), paths, processes=len(records) // RECORDS_A_PROCESS) as results:
        yield Project(root, records, found, _files=results)


def _read(root: Path, path: str) -> Read | Sources:
    return _bibliography(root) if path == BIBLIOGRAPHY else _document(root, path)


def _record_files(root: Path, found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """(kind, path) of every record file, by kind and then by path; anything else below `cases/` is reported."""
    folders = {kind.folder: kind.name for kind in KINDS.values()}
    for folder, kind in folders.items():
        where = f"{CASES}/{folder}".rstrip("/")
        for name in _names(root, where, found):
            path, suffix = f"{where}/{name}", Path(name).suffix
            is_known = path in (BIBLIOGRAPHY, VOCABULARIES, MAPS) or (not folder and name in folders and (root / path).is_dir())
            if name.startswith(".") or is_known:
                continue
            if suffix == ".yml":
                yield kind, path
            else:
                is_nearly = suffix.lower() in (".yml", ".yaml")
                help = "name it .yml, in small letters" if is_nearly else "records end in .yml and stand in the folder of their kind"
                found.append(STRAY_FILE.at(Span(path), "this is no record of the catalog", help))


def _names(root: Path, where: str, found: list[Diagnostic]) -> list[str]:
    """The names in a folder, sorted: none when it is not there, and none, with a finding, when it is a link or cannot be read."""
    folder = root / where
    try:
        if folder.is_symlink():
            found.append(files.UNREADABLE.at(Span(where), "this is a link, not a folder", "replace the link by the folder it points to"))
            return []
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        found.append(files.UNREADABLE.at(Span(where), f"the folder cannot be read: {error.strerror}", "check its permissions"))
        return []


def _markdown_files(root: Path, found: list[Diagnostic]) -> list[str]:
    """The paths of all Markdown files below `docs/`, sorted; a folder that cannot be read is reported."""

    def report(error: OSError) -> None:
        where = Path(error.filename).relative_to(root).as_posix()
        found.append(files.UNREADABLE.at(Span(where), f"the folder cannot be read: {error.strerror}", "check its permissions"))

    paths = []
    for folder, _folders, names in os.walk(root / DOCS, onerror=report):
        here = Path(folder).relative_to(root).as_posix()
        paths += [f"{here}/{name}" for name in names if name.endswith(".md")]
    return sorted(paths)


def _document(root: Path, path: str) -> Read:
    text, problems = files.read_text(root, path)
    if text is None:
        return None, problems
    document, more = yaml_reader.parse_yaml(text)
    return document, [*problems, *more]


def _bibliography(root: Path) -> Sources:
    # Loaded late: bibtexparser, by the process that needs it.
    from . import bibtex

    # False also where the folder cannot be looked into, which is reported already.
    if not os.path.lexists(root / BIBLIOGRAPHY):
        return Bibliography(), []
    text, problems = files.read_text(root, BIBLIOGRAPHY, files.MAX_BIB_BYTES)
    return bibtex.read(text) if text else (Bibliography(is_unread=bool(problems)), problems)


def passed_over(root: Path) -> Callable[[str], bool]:
    """Whether MkDocs makes nothing of a file, by its path below `docs/`: names with a dot first, `templates/`, and what `mkdocs.yml` says.

    See https://www.mkdocs.org/user-guide/configuration/#exclude_docs
    """
    config = root / CONFIG
    # Whether it can be read at all, MkDocs says.
    text = config.read_text("utf-8", "replace") if os.access(config, os.R_OK) and config.is_file() else ""
    lines = [".*", "/templates/"]
    if "exclude_docs" in text or "draft_docs" in text:
        found = configuration.read_configuration(text)
        values = [found.get(name) for name in ("exclude_docs", "draft_docs")]
        lines += [line for value in values if isinstance(value, str) for line in value.splitlines()]
    # Loaded late: it is wanted only where there are pages.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines).match_file
