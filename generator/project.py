"""A project folder as plain data: which files it has, and what each of them holds.

Knows where files lie, and no model: other processes read a large catalog while this one still loads those. What the data
mean, and whether it is right, `read` finds out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator import source
from generator.bibliography import Bibliography
from generator.diagnostic import Diagnostic, Rule, Span, rule
from generator.kinds import KINDS
from generator.parallel import share

CASES = "cases"
DOCS = "docs"
CONFIG = "mkdocs.yml"
BIBLIOGRAPHY = f"{CASES}/references.bib"
VOCABULARIES = f"{CASES}/vocabularies"
MAPS = f"{CASES}/maps"
# So many records are worth a process of their own.
RECORDS_A_PROCESS = 100
# Into so many parts the records are cut: small enough that all processes are done at about the same time.
_PARTS = 128
# A file's document, if it can be trusted, and what is wrong with the file.
Read = tuple[source.Document | None, list[Diagnostic]]
# The sources with what is wrong with them, or some records.
_Part = tuple[Bibliography, list[Diagnostic]] | list[Read]

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

    `bibliography` and its problems are there when all documents have been given.
    """

    root: Path
    records: list[tuple[str, str]]
    found: list[Diagnostic]
    bibliography: Bibliography = field(default_factory=Bibliography)
    _parts: Iterator[tuple[int, _Part]] = field(default_factory=lambda: iter(()), repr=False)

    def documents(self) -> Iterator[tuple[int, Read]]:
        """The document of every record with its place among the records; in no order, as they are read."""
        for place, part in self._parts:
            if isinstance(part, tuple):
                self.bibliography, problems = part
                self.found.extend(problems)
            else:
                start = (place - 1) * _length(self.records)
                yield from enumerate(part, start)

    def listed(self, where: str, what: str, help: str) -> Iterator[tuple[str, source.Document]]:
        """The files of a folder that are no records: the name of each, and its document."""
        folder = self.root / where
        for item in sorted(folder.iterdir()) if folder.is_dir() else ():
            path = f"{where}/{item.name}"
            if item.suffix != ".yml":
                self.found.append(STRAY_FILE.at(Span(path), f"this is no {what}", help))
                continue
            document, problems = _document(self.root, path)
            self.found.extend(problems)
            if document:
                yield item.stem, document

    def pages(self) -> Iterator[source.Text]:
        """The hand-written pages that MkDocs does not pass over."""
        folder = self.root / DOCS
        if not folder.is_dir():
            return
        is_passed_over = passed_over(self.root)
        for item in sorted(folder.rglob("*.md")):
            path = item.relative_to(self.root).as_posix()
            if is_passed_over(path.removeprefix(f"{DOCS}/")):
                continue
            text, problems = source.read_text(self.root, path)
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
    length = _length(records)
    paths = [path for _kind, path in records]
    # The sources first: reading them takes longest, and cannot be shared.
    parts = [[], *(paths[start : start + length] for start in range(0, len(paths), length))]
    with share(partial(_part, root), parts, processes=len(records) // RECORDS_A_PROCESS) as results:
        yield Project(root, records, found, _parts=results)


def _length(records: Sequence[object]) -> int:
    """How many records make a part."""
    return -(-len(records) // _PARTS) or 1


def _part(root: Path, paths: Sequence[str]) -> _Part:
    return [_document(root, path) for path in paths] if paths else _bibliography(root)


def _record_files(root: Path, found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """(kind, path) of every record file, by kind and then by path; anything else below `cases/` is reported."""
    folders = {kind.folder: kind.name for kind in KINDS.values()}
    for folder, kind in folders.items():
        where = f"{CASES}/{folder}".rstrip("/")
        if not (root / where).is_dir():
            continue
        for item in sorted((root / where).iterdir()):
            path = f"{where}/{item.name}"
            is_known = path in (BIBLIOGRAPHY, VOCABULARIES, MAPS) or (not folder and item.name in folders and item.is_dir())
            if item.name.startswith(".") or is_known:
                continue
            if item.suffix == ".yml":
                yield kind, path
            else:
                help = "name it .yml" if item.suffix == ".yaml" else "records end in .yml and stand in the folder of their kind"
                found.append(STRAY_FILE.at(Span(path), "this is no record of the catalog", help))


def _document(root: Path, path: str) -> Read:
    text, problems = source.read_text(root, path)
    if text is None:
        return None, problems
    document, more = source.parse_yaml(text)
    return document, [*problems, *more]


def _bibliography(root: Path) -> tuple[Bibliography, list[Diagnostic]]:
    # Loaded late: bibtexparser, by the process that needs it.
    from generator import bibtex

    if not (root / BIBLIOGRAPHY).exists():
        return Bibliography(), []
    text, problems = source.read_text(root, BIBLIOGRAPHY, source.MAX_BIB_BYTES)
    return bibtex.read(text) if text else (Bibliography(), problems)


def passed_over(root: Path) -> Callable[[str], bool]:
    """Whether MkDocs makes nothing of a file, by its path below `docs/`: names with a dot first, `templates/`, and what `mkdocs.yml` says.

    See https://www.mkdocs.org/user-guide/configuration/#exclude_docs
    """
    config = root / CONFIG
    text = config.read_text("utf-8", "replace") if config.is_file() else ""
    lines = [".*", "/templates/"]
    if "exclude_docs" in text or "draft_docs" in text:
        found = source.read_configuration(text)
        values = [found.get(name) for name in ("exclude_docs", "draft_docs")]
        lines += [line for value in values if isinstance(value, str) for line in value.splitlines()]
    # Loaded late: it is wanted only where there are pages.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines).match_file
