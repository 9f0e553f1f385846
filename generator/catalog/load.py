"""A project folder becomes a catalog, with every problem of every file, in one pass.

Knows what the data of `project` mean; knows no page and no cross-file rule but those about file names themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..base.diagnostic import Diagnostic, Rule, Span, rule
from ..base.identifier import SLUG_LENGTH, SLUG_PATTERN
from ..reading import git, yaml_reader
from ..reading.files import Text
from ..records import model
from ..records.folder import CASES, DOCS, MAPS, VOCABULARIES, Project, UnusableProject
from ..records.kinds import KINDS
from ..records.model import MODELS, Record, TileMap, Vocabulary
from ..text import prose
from .catalog import Catalog, CiteUse, ClaimUse, DocsPage, Entry, Malformed, MapFile, RecordUse, Use, page_uses, prose_leaves, uses

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
RULES: tuple[Rule, ...] = (NO_CASES, BAD_ID)


class _Outcome(NamedTuple):
    """What became of a record's file: the record, or what can be told of it, all that this names, and what is wrong with the file."""

    entry: Entry | None
    fragment: Entry | None
    uses: list[Use]
    problems: list[Diagnostic]


def read(project: Project, against: str = "") -> tuple[Catalog, list[Diagnostic]]:
    """Read a project that was begun.

    Returns the catalog of all that could be read, and every problem met on the way. With `against` the catalog also knows the
    published claims of that Git revision.
    Raises UnusableProject when there is no such revision.
    """
    # Each as it comes: while this one becomes a record, others are parsed.
    records = {place: _outcome(*project.records[place], document, problems) for place, (document, problems) in project.documents()}
    found = project.found
    entries, every_use, broken = _entries(project.records, [records[place] for place in range(len(records))], found)
    if not entries and not broken:
        found.append(NO_CASES.at(Span(CASES), "there is no case here yet", "'casebook new case SLUG' makes the first one"))
    docs = tuple(_docs_page(text) for text in project.pages())
    every_use += [use for page in docs for use in page_uses(page)]
    vocabularies = _vocabularies(project)
    catalog = Catalog(
        entries,
        project.bibliography,
        vocabularies,
        docs,
        tuple(use for use in every_use if isinstance(use, RecordUse)),
        tuple(use for use in every_use if isinstance(use, ClaimUse)),
        tuple(use for use in every_use if isinstance(use, CiteUse)),
        tuple(use for use in every_use if isinstance(use, Malformed)),
        frozenset(broken),
        _history(project.root),
        _released(project.root, against) if against else {},
        _maps(project),
        frozenset(_id(path) for path in project.unread if path.startswith(VOCABULARIES)),
        tuple(fragment for _place, outcome in sorted(records.items()) if (fragment := outcome.fragment)),
    )
    return catalog, found


def _outcome(kind: str, path: str, document: yaml_reader.Document | None, problems: list[Diagnostic]) -> _Outcome:
    if document is None:
        return _Outcome(None, None, [], problems)
    record, more = model.validate(MODELS[kind], document)
    if record is None:
        told, leaves = model.fragment(MODELS[kind], document.data)
        fragment = Entry(kind, _id(path), told, document, tuple(leaves))
        return _Outcome(None, fragment, _named(fragment), [*problems, *more])
    entry = Entry(kind, _id(path), record, document, tuple(model.leaves(record)))
    return _Outcome(entry, None, _named(entry), [*problems, *more])


def _named(entry: Entry) -> list[Use]:
    """Everything that a record names."""
    scanned = ((leaf, _scan(leaf)) for leaf in prose_leaves(entry) if "[" in leaf.value)
    # What is no citation at all has no key.
    return [use for use in uses(entry, scanned) if use.name]


def _scan(leaf: model.Leaf) -> list[prose.Mention]:
    return prose.scan(leaf.value, block=isinstance(leaf.role, model.Prose) and leaf.role.block)


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yml")


def _entries(files: Sequence[tuple[str, str]], records: Sequence[_Outcome], found: list[Diagnostic]) -> tuple[dict[str, Entry], list[Use], set[str]]:
    """The records by id, all that they name, and the ids of those that cannot be read."""
    entries: dict[str, Entry] = {}
    every_use: dict[str, list[Use]] = {}
    broken: set[str] = set()
    first_with: dict[str, str] = {}
    for (_kind, path), record in zip(files, records, strict=True):
        found.extend(record.problems)
        id = _id(path)
        if not re.fullmatch(SLUG_PATTERN, id) or len(id) > SLUG_LENGTH:
            help = f"small letters a-z, digits and single hyphens, at most {SLUG_LENGTH}: rename the file"
            found.append(BAD_ID.at(Span(path), f"'{id}' cannot be an id", help))
        if other := first_with.get(id.casefold()):
            found.append(BAD_ID.at(Span(path), f"the id '{id}' is already that of {other}", "rename one of the two files"))
        first_with.setdefault(id.casefold(), path)
        if record.entry is None:
            broken.add(id)
            every_use.setdefault(id, record.uses)
        elif id not in entries:
            entries[id], every_use[id] = record.entry, record.uses
    return dict(sorted(entries.items())), [use for id in sorted(every_use) for use in every_use[id]], broken


def _vocabularies(project: Project) -> dict[str, Vocabulary]:
    vocabularies = {}
    for name, document in project.listed(VOCABULARIES, "vocabulary", "vocabularies end in .yml"):
        vocabulary, problems = model.validate(Vocabulary, document)
        project.found.extend(problems)
        if vocabulary:
            vocabularies[name] = vocabulary
        else:
            project.unread.add(f"{VOCABULARIES}/{name}.yml")
    return vocabularies


def _maps(project: Project) -> dict[str, MapFile]:
    maps = {}
    for name, document in project.listed(MAPS, "map", "maps end in .yml"):
        tile_map, problems = model.validate(TileMap, document)
        project.found.extend(problems)
        if tile_map:
            maps[name] = MapFile(name, tile_map, document)
    return maps


def _docs_page(text: Text) -> DocsPage:
    path = text.path.removeprefix(f"{DOCS}/")
    return DocsPage(text, docs_address(path), docs_title(text.content, Path(path).stem), tuple(prose.scan_document(text.content)))


def _history(root: Path) -> git.History:
    """Git's knowledge of the records: of the files that are gone only those that held a published record."""
    known = git.read(root, CASES, DOCS)

    def was_published(path: str, revision: str) -> bool:
        is_record = path.startswith(f"{CASES}/") and path.endswith(".yml") and not path.startswith((VOCABULARIES, MAPS))
        return is_record and not re.search(r"^status:\s*draft", git.content(root, revision, path), re.MULTILINE)

    gone = {path: revision for path, revision in known.gone.items() if was_published(path, revision)}
    return git.History(known.changed, gone, known.added)


def _released(root: Path, revision: str) -> dict[str, dict[str, model.Claim]]:
    """The claims of the records that were published at a revision, by record and claim."""
    files = git.files(root, revision, CASES)
    if files is None:
        raise UnusableProject(f"there is no Git revision '{revision}' here")
    folders = {kind.folder: MODELS[kind.name] for kind in KINDS.values()}
    released = {}
    for path, content in files.items():
        folder, _, name = path.removeprefix(f"{CASES}/").rpartition("/")
        if folder not in folders or not name.endswith(".yml"):
            continue
        document, _problems = yaml_reader.parse_yaml(Text(path, content))
        record = model.validate(folders[folder], document)[0] if document else None
        if isinstance(record, Record) and record.status == "published":
            released[name.removesuffix(".yml")] = {claim.id: claim for claim in record.claims}
    return released


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
