"""A project folder becomes a catalog, with every problem of every file, in one pass.

Knows where files lie; knows no page and no cross-file rule but those about file names themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from generator import bibliography, history, model, prose, source
from generator.catalog import Catalog, CiteUse, ClaimUse, DocsPage, Entry, Malformed, MapFile, RecordUse, page_uses, prose_leaves, uses
from generator.diagnostic import Diagnostic, Rule, Span, rule
from generator.identifier import SLUG_LENGTH, SLUG_PATTERN
from generator.model import KINDS, Record, TileMap, Vocabulary
from generator.parallel import aside

CASES = "cases"
DOCS = "docs"
CONFIG = "mkdocs.yml"
BIBLIOGRAPHY = f"{CASES}/references.bib"
VOCABULARIES = f"{CASES}/vocabularies"
MAPS = f"{CASES}/maps"
LARGE_BIBLIOGRAPHY = 256 * 1024
# So that both processes are done at the same time, where each record brings a few sources of its own.
_SHARE_OF_RECORDS = 0.78
# A file's document, if it can be trusted, and what is wrong with the file.
_Read = tuple[source.Document | None, list[Diagnostic]]

NO_CASES = rule(
    "no-cases",
    """
    The project has no case to show.

    A catalog is a folder `cases/` with at least one case: a file such as `cases/wesee-flowers.yml`.

    **Way out:** run `casebook new case SLUG`, or name the project's folder with `casebook -C DIR`.
    """,
)
BAD_ID = rule(
    "bad-id",
    """
    A file's name cannot be a record's id.

    The name without `.yml` is the record's id and part of its address: small letters a to z, digits and single hyphens, at
    most 64 characters, and no other record (of any kind) may have it, not even with other capitals.

    **Way out:** rename the file; if the record was published under the old name, add that to `formerly`.
    """,
)
STRAY_FILE = rule(
    "stray-file",
    """
    A file or folder below `cases/` is none that the catalog knows.

    Records end in `.yml` and stand in the folder of their kind; cases stand in `cases/` itself; the sources are in
    `references.bib`.

    **Way out:** move, rename or remove it. Names that begin with a dot are passed over.
    """,
)

RULES: tuple[Rule, ...] = (NO_CASES, BAD_ID, STRAY_FILE)


class UnusableProject(Exception):
    """There is nothing to read: the folder is no project. Its text says what to do."""


def read(root: Path, against: str = "") -> tuple[Catalog, list[Diagnostic]]:
    """Read the project at `root`.

    Returns the catalog of all that could be read, and every problem met on the way. With `against` the catalog also knows the
    published claims of that Git revision.
    Raises UnusableProject when there is no folder `cases/`, or no such revision.
    """
    if not (root / CASES).is_dir():
        raise UnusableProject(f"there is no folder '{CASES}/' in {root.name or 'this folder'}: not a casebook project")
    found: list[Diagnostic] = []
    files = list(_record_files(root, found))
    # The sources of a large catalog take as long to read as a third of its records: one process reads those and some records, another the rest.
    is_large = _size(root / BIBLIOGRAPHY) > LARGE_BIBLIOGRAPHY
    mine = round(len(files) * _SHARE_OF_RECORDS) if is_large else len(files)
    with aside(partial(_sources_and_documents, root), [path for _kind, path in files[mine:]], worth_it=is_large) as others:
        documents = [_document(root, path) for _kind, path in files[:mine]]
        vocabularies = _vocabularies(root, found)
        maps = _maps(root, found)
        docs = tuple(_docs(root, found))
        (references, problems), more = others()
    found.extend(problems)
    entries, broken = _entries(files, [*documents, *more], found)
    if not entries and not broken:
        found.append(NO_CASES.at(Span(CASES), "there is no case here yet", "'casebook new case SLUG' makes the first one"))
    every_use = [use for entry in entries.values() for use in uses(entry, ((leaf, _scan(leaf)) for leaf in prose_leaves(entry) if "[" in leaf.value))]
    every_use += [use for page in docs for use in page_uses(page)]
    catalog = Catalog(
        entries,
        references,
        vocabularies,
        docs,
        tuple(use for use in every_use if isinstance(use, RecordUse)),
        tuple(use for use in every_use if isinstance(use, ClaimUse)),
        tuple(use for use in every_use if isinstance(use, CiteUse)),
        tuple(use for use in every_use if isinstance(use, Malformed)),
        frozenset(broken),
        _history(root),
        _released(root, against) if against else {},
        maps,
    )
    return catalog, found


def _released(root: Path, revision: str) -> dict[str, dict[str, model.Claim]]:
    """The claims of the records that were published at a revision, by record and claim."""
    files = history.files(root, revision, CASES)
    if files is None:
        raise UnusableProject(f"there is no Git revision '{revision}' here")
    folders = {kind.folder: kind.model for kind in KINDS.values()}
    released = {}
    for path, content in files.items():
        folder, _, name = path.removeprefix(f"{CASES}/").rpartition("/")
        if folder not in folders or not name.endswith(".yml"):
            continue
        document, _problems = source.parse_yaml(source.Text(path, content))
        record = model.validate(folders[folder], document)[0] if document else None
        if isinstance(record, Record) and record.status == "published":
            released[name.removesuffix(".yml")] = {claim.id: claim for claim in record.claims}
    return released


def _scan(leaf: model.Leaf) -> list[prose.Mention]:
    return prose.scan(leaf.value, block=isinstance(leaf.role, model.Prose) and leaf.role.block)


def _history(root: Path) -> history.History:
    """Git's knowledge of the records: of the files that are gone only those that held a published record."""
    known = history.read(root, CASES, DOCS)

    def was_published(path: str, revision: str) -> bool:
        is_record = path.startswith(f"{CASES}/") and path.endswith(".yml") and not path.startswith((VOCABULARIES, MAPS))
        return is_record and not re.search(r"^status:\s*draft", history.content(root, revision, path), re.MULTILINE)

    gone = {path: revision for path, revision in known.gone.items() if was_published(path, revision)}
    return history.History(known.changed, gone, known.added)


def _sources_and_documents(root: Path, paths: Sequence[str]) -> tuple[tuple[bibliography.Bibliography, list[Diagnostic]], list[_Read]]:
    return _bibliography(root), [_document(root, path) for path in paths]


def _entries(files: Iterable[tuple[str, str]], documents: Iterable[_Read], found: list[Diagnostic]) -> tuple[dict[str, Entry], set[str]]:
    """The records by id, and the ids of those that cannot be read."""
    entries: dict[str, Entry] = {}
    broken: set[str] = set()
    first_with: dict[str, str] = {}
    for (kind, path), (document, problems) in zip(files, documents, strict=True):
        found.extend(problems)
        id = path.rpartition("/")[2].removesuffix(".yml")
        if not re.fullmatch(SLUG_PATTERN, id) or len(id) > SLUG_LENGTH:
            help = f"small letters a-z, digits and single hyphens, at most {SLUG_LENGTH}: rename the file"
            found.append(BAD_ID.at(Span(path), f"'{id}' cannot be an id", help))
        if other := first_with.get(id.casefold()):
            found.append(BAD_ID.at(Span(path), f"the id '{id}' is already that of {other}", "rename one of the two files"))
        first_with.setdefault(id.casefold(), path)
        entry = _entry(kind, id, document, found)
        if entry is None:
            broken.add(id)
        else:
            entries.setdefault(id, entry)
    return dict(sorted(entries.items())), broken


def _record_files(root: Path, found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """(kind, path) of every record file, sorted by path; anything else below `cases/` is reported."""
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


def _entry(kind: str, id: str, document: source.Document | None, found: list[Diagnostic]) -> Entry | None:
    if document is None:
        return None
    record, problems = model.validate(KINDS[kind].model, document)
    found.extend(problems)
    if record is None:
        return None
    assert isinstance(record, Record)
    return Entry(kind, id, record, document, tuple(model.leaves(record)))


def _document(root: Path, path: str) -> _Read:
    text, problems = source.read_text(root, path)
    if text is None:
        return None, problems
    document, more = source.parse_yaml(text)
    return document, [*problems, *more]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _bibliography(root: Path) -> tuple[bibliography.Bibliography, list[Diagnostic]]:
    if not (root / BIBLIOGRAPHY).exists():
        return bibliography.Bibliography(), []
    text, problems = source.read_text(root, BIBLIOGRAPHY, source.MAX_BIB_BYTES)
    return bibliography.read(text) if text else (bibliography.Bibliography(), problems)


def _vocabularies(root: Path, found: list[Diagnostic]) -> dict[str, Vocabulary]:
    vocabularies = {}
    for name, document in _listed(root, VOCABULARIES, "vocabulary", "vocabularies end in .yml", found):
        vocabulary, problems = model.validate(Vocabulary, document)
        found.extend(problems)
        if vocabulary:
            vocabularies[name] = vocabulary
    return vocabularies


def _maps(root: Path, found: list[Diagnostic]) -> dict[str, MapFile]:
    maps = {}
    for name, document in _listed(root, MAPS, "map", "maps end in .yml", found):
        tile_map, problems = model.validate(TileMap, document)
        found.extend(problems)
        if tile_map:
            maps[name] = MapFile(name, tile_map, document)
    return maps


def _listed(root: Path, where: str, what: str, help: str, found: list[Diagnostic]) -> Iterator[tuple[str, source.Document]]:
    """The files of a folder that are no records: the name of each, and its document."""
    folder = root / where
    for item in sorted(folder.iterdir()) if folder.is_dir() else ():
        path = f"{where}/{item.name}"
        if item.suffix != ".yml":
            found.append(STRAY_FILE.at(Span(path), f"this is no {what}", help))
            continue
        document, problems = _document(root, path)
        found.extend(problems)
        if document:
            yield item.stem, document


def _docs(root: Path, found: list[Diagnostic]) -> Iterator[DocsPage]:
    folder = root / DOCS
    if not folder.is_dir():
        return
    is_passed_over = passed_over(root)
    for item in sorted(folder.rglob("*.md")):
        path = item.relative_to(root).as_posix()
        if is_passed_over(path.removeprefix(f"{DOCS}/")):
            continue
        text, problems = source.read_text(root, path)
        found.extend(problems)
        if text:
            yield DocsPage(
                text, docs_address(path.removeprefix(f"{DOCS}/")), docs_title(text.content, item.stem), tuple(prose.scan_document(text.content))
            )


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


def docs_address(path: str) -> str:
    """The address of a hand-written page from its path below `docs/`, by MkDocs' rule for directory URLs."""
    stem = re.sub(r"(^|/)(?:index|README)$", r"\1", path.removesuffix(".md"))
    return f"{stem}/" if stem and not stem.endswith("/") else stem


def docs_title(content: str, stem: str) -> str:
    """The title of a hand-written page: that of its front matter, else its first heading, else from its file's name."""
    front = re.match(r"---\n.*?^title: *['\"]?(.+?)['\"]? *$.*?^---$", content, re.DOTALL | re.MULTILINE)
    if front:
        return front[1]
    heading = re.search(r"^# +(.+?) *#*$", content, re.MULTILINE)
    return heading[1] if heading else stem.replace("-", " ").capitalize()
