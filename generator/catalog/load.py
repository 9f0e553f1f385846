"""A project folder becomes a catalog, with every problem of every file, in one pass.

Knows what the data of `project` mean; knows no page and no cross-file rule but those about file names themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from ..base.diagnostic import Concern, Diagnostic, Rule, Span, did_you_mean, rule
from ..base.identifier import SLUG_LENGTH, SLUG_PATTERN, SLUG_WORDS
from ..base.saying import NOTHING, Said, said
from ..reading import git, yaml_reader
from ..records import advice_names, as_meant, declaration, walking
from ..records.as_meant import validate
from ..records.elsewhere import place
from ..records.folder import CASES, KINDS, LINKS, MAPS, RULES_FILE, STRAY_FILE, SYNONYMS, VOCABULARIES, Project, Read, languages
from ..records.kinds import MEASURE, Kind, Kinds
from ..records.links import Link, Links
from ..records.models import models
from ..records.parts import Synonyms, Vocabulary
from ..records.reference import Bibliography, addressed
from ..records.rules import RulesFile
from ..records.values import Prose
from ..text import prose
from . import astray, by_hand, history, meant, written
from .catalog import Catalog
from .entries import Entry, MapFile, ProjectRules, SynonymsFile, prose_leaves
from .uses import CiteUse, ClaimUse, Malformed, RecordUse, Use, page_uses, uses

T = TypeVar("T")

NO_KINDS = rule(
    "no-kinds",
    """
    The project does not say of what kinds its records are.

    A folder `cases/kinds/` declares them: what one is called, in which folder its files lie, and which fields it has. One kind is that which
    the catalog is about.

    **Way out:** `casebook init DIR` makes a catalog with kinds of its own; take its `cases/kinds/` as a beginning.
    """,
    about=Concern.PROJECT,
)
NO_CASES = rule(
    "no-cases",
    """
    The project has no record to show.

    A catalog is a folder `cases/` with at least one record: one file each, whose name is the record's id.

    **Way out:** run `casebook new KIND ID`, or name the project's folder with `casebook -C DIR`.
    """,
    about=Concern.RECORDS,
)
BAD_ID = rule(
    "bad-id",
    """
    A file's name cannot be a record's id.

    The name without `.yml` is the record's id and part of its address: small letters a to z, digits, and single hyphens or full stops
    between them, at most 64 characters, and no other record (of any kind) may have it, not even with other capitals.

    **Way out:** rename the file; if the record was published under the old name, add that to `formerly`.
    """,
    about=Concern.RECORDS,
)
RULES: tuple[Rule, ...] = (NO_KINDS, NO_CASES, BAD_ID)
# As where a system hides how names end, and somebody writes the ending himself.
_TWICE = re.compile(r"(?:\.ya?ml)+$")


class _Outcome(NamedTuple):
    """What became of a record's file: the record, or what can be told of it, all that this names, and what is wrong with the file."""

    entry: Entry | None
    fragment: Entry | None
    uses: list[Use]
    problems: list[Diagnostic]


def read(project: Project, kinds: Kinds | None = None) -> tuple[Catalog, list[Diagnostic]]:
    """Read a project that was begun; its kinds of records are those that it declares, unless they are given.

    Returns the catalog of all that could be read, and every problem met on the way.
    """
    kinds = kinds or _kinds(project)
    of_path = _kind_of_each(project, kinds)
    # Each as it comes: while this one becomes a record, others are parsed.
    records = {place: _kept_outcome(project, of_path[place], project.records[place][1], kinds, read) for place, read in project.documents()}
    found = project.found
    entries, every_use, broken = _entries(project.records, [records[place] for place in range(len(records))], found)
    if kinds.is_whole and not entries and not broken:
        help = said("'casebook new {name} ID' makes the first one", name=kinds.main.name)
        found.append(NO_CASES.at(Span(CASES), said("there is no {name} here yet", name=kinds.main.name), help))
    docs = tuple(written.pages(project, entries))
    found += astray.find(project, kinds)
    every_use += [use for page in docs for use in page_uses(page)]
    vocabularies = _vocabularies(project, kinds)
    known = (
        history.read(project.root)
        if project.kept is None
        else project.kept.once("history", git.head(project.root), partial(history.read, project.root))
    )
    found.extend(history.problems(known))
    catalog = Catalog(
        entries,
        _bibliography(project),
        vocabularies,
        docs,
        tuple(use for use in every_use if isinstance(use, RecordUse)),
        tuple(use for use in every_use if isinstance(use, ClaimUse)),
        tuple(use for use in every_use if isinstance(use, CiteUse)),
        tuple(use for use in every_use if isinstance(use, Malformed)),
        frozenset(broken),
        known,
        None,
        _maps(project, kinds),
        frozenset(_id(path) for path in project.unread if path.startswith(VOCABULARIES)),
        tuple(fragment for _place, outcome in sorted(records.items()) if (fragment := outcome.fragment)),
        kinds,
        synonyms=_synonyms(project),
        links=_links(project),
        documents=project.beside,
        rules=project_rules(project),
        broken_kinds=frozenset(_id(path) for path in project.unread if path.startswith(f"{KINDS}/")),
    )
    # In its place: what is met in the project later on joins the same list.
    catalog, found[:] = meant.by_name(catalog, found)
    found[:] = by_hand.with_kinds(catalog, found)
    return catalog, found


def _kinds(project: Project) -> Kinds:
    """The kinds that the project declares."""
    kinds = declared(project, languages(project.root, project.found))
    is_broken = any(found.span.path.startswith(f"{KINDS}/") for found in project.found)
    if not kinds.is_whole and not is_broken:
        project.found.append(
            NO_KINDS.at(Span(KINDS), said("no kind of record is declared"), said("'casebook init DIR' makes a catalog with kinds of its own"))
        )
    if project.kept is None:
        return kinds
    return project.kept.last_good("kinds", kinds if kinds.is_whole and not is_broken else None) or kinds


def declared(project: Project, languages: Sequence[str]) -> Kinds:
    """The kinds that a project declares, with names in some languages; what is wrong with the declarations is noted in the project."""
    files = list(project.listed(KINDS, said("this is no declaration of a kind"), said("declarations end in .yml")))
    unread = [_id(path) for path in project.unread if path.startswith(f"{KINDS}/")]
    kept, make = project.kept, partial(declaration.read, files, languages, unread)
    # Everything that is made of kinds is kept by them: of the same declarations they are the same.
    of = (tuple(kept.number(document.path) for _name, document in files), *unread, *languages) if kept else ()
    kinds, problems = kept.once("kinds", of, make) if kept else make()
    project.found.extend(problems)
    project.unread.update(document.path for name, document in files if name not in kinds)
    return kinds


def _kind_of_each(project: Project, kinds: Kinds) -> list[Kind | None]:
    """The kind of every file of a record; none, said once for each folder, where no kind has the folder."""
    unknown = dict.fromkeys(folder for folder, _path in project.records if folder not in kinds.by_folder)
    # While a declaration is broken, nobody knows what belongs where.
    if kinds.is_whole and not any(path.startswith(f"{KINDS}/") for path in project.unread):
        for folder in unknown:
            known = [name for name in kinds.by_folder if name]
            otherwise = _called_otherwise(project, kinds, folder) if len(unknown) == 1 else NOTHING
            listed = said("records lie in: {known}; those that the catalog is about in cases/ itself", known=", ".join(known))
            help = did_you_mean(folder, known, otherwise or listed)
            project.found.append(STRAY_FILE.at(Span(f"{CASES}/{folder}"), said("no kind of record has this folder"), help))
    return [kinds.by_folder.get(folder) for folder, _path in project.records]


def _called_otherwise(project: Project, kinds: Kinds, own: str) -> Said:
    """The way out where somebody has given the folder of a kind another name, and the declaration has the old one."""
    missing = [kind for kind in kinds if kind.folder and kind is not MEASURE and not (project.root / CASES / kind.folder).is_dir()]
    if len(missing) != 1:
        return NOTHING
    kind = missing[0]
    return said(
        "the kind '{kind}' has the folder {folder}/, which is not there: call this folder so, or write 'folder: {own}' in {path}, "
        "and 'address: {address}', so that addresses stay",
        kind=kind.name,
        folder=f"{CASES}/{kind.folder}",
        own=own,
        path=f"{KINDS}/{kind.name}.yml",
        address=kind.address,
    )


def _kept_outcome(project: Project, kind: Kind | None, path: str, kinds: Kinds, read: Read) -> _Outcome:
    """What becomes of a record's file: what became of it before when it is the same, and the last record that was whole when it is broken."""
    kept, name = project.kept, ("record", path)
    if kept is None:
        return _outcome(kind, path, kinds, *read)
    # Compared by what they are: a file that is read again is another.
    outcome = kept.once(name, (kept.number(path), kinds), partial(_outcome, kind, path, kinds, *read))
    whole = kept.last_good(name, outcome if outcome.entry and outcome.entry.kind is kind else None)
    return whole._replace(problems=outcome.problems) if whole and whole.entry and whole.entry.kind is kind else outcome


def _bibliography(project: Project) -> Bibliography:
    """The sources; of an entry that cannot be read, what it was when it could."""
    found = project.bibliography
    if project.kept is None:
        return found
    last = project.kept.last_good("sources", None) or Bibliography()
    wanted = last.references if found.is_unread else {key: last.references[key] for key in found.broken if key in last.references}
    whole = Bibliography(addressed({**wanted, **found.references}), found.broken.difference(wanted), found.is_unread and not wanted)
    return project.kept.last_good("sources", whole) or whole


def _outcome(kind: Kind | None, path: str, kinds: Kinds, document: yaml_reader.Document | None, problems: list[Diagnostic]) -> _Outcome:
    if document is None or kind is None:
        return _Outcome(None, None, [], problems)
    model = models(kinds).records[kind.name]
    given = document.data
    record, document, more = as_meant.read(model, document)
    if more and (elsewhere := place(given, path, kind, kinds)):
        whole = document.text.span(1, 1, len(document.text.line(1)))
        return _Outcome(None, None, [], [*problems, STRAY_FILE.at(whole, elsewhere.what, elsewhere.help, belongs_at=elsewhere.path)])
    if record is None:
        told, leaves = walking.fragment(model, document.data)
        fragment = Entry(kind, _id(path), told, document, tuple(leaves))
        return _Outcome(None, fragment, _named(fragment, kinds), [*problems, *more])
    entry = Entry(kind, _id(path), record, document, tuple(walking.leaves(record)))
    return _Outcome(entry, None, _named(entry, kinds), [*problems, *more])


def _named(entry: Entry, kinds: Kinds) -> list[Use]:
    """Everything that a record names."""
    scanned = ((leaf, _scan(leaf)) for leaf in prose_leaves(entry) if "[" in leaf.value)
    # What is no citation at all has no key.
    return [use for use in uses(entry, scanned, kinds) if use.name]


def _scan(leaf: walking.Leaf) -> list[prose.Mention]:
    return prose.scan(leaf.value, block=isinstance(leaf.role, Prose) and leaf.role.block)


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yml")


def _entries(files: Sequence[tuple[str, str]], records: Sequence[_Outcome], found: list[Diagnostic]) -> tuple[dict[str, Entry], list[Use], set[str]]:
    """The records by id, all that they name, and the ids of those that cannot be read."""
    entries: dict[str, Entry] = {}
    every_use: dict[str, list[Use]] = {}
    broken, renamed = set[str](), set[str]()
    first_with: dict[str, str] = {}
    for (_kind, path), record in zip(files, records, strict=True):
        found.extend(record.problems)
        id = _id(path)
        if _TWICE.search(id):
            once = _TWICE.sub("", id)
            found.append(BAD_ID.at(Span(path), said("the name ends in '.yml' twice"), said("rename it: {path}", path=path.replace(id, once))))
        elif not re.fullmatch(SLUG_PATTERN, id) or len(id) > SLUG_LENGTH:
            better = f"{path.removesuffix(f'{id}.yml')}{slug}.yml" if (slug := advice_names.slug(id)) else ""
            # Who names it so already means this one.
            renamed.add(slug)
            help = said("{words}, at most {most}: rename the file", words=SLUG_WORDS, most=SLUG_LENGTH)
            if better:
                help = said("{help}, for example to {path}", help=help, path=better)
            else:
                help = said("{help}: in English, or as the name is transcribed", help=help)
            found.append(BAD_ID.at(Span(path), said("'{id}' cannot be an id", id=id), help, belongs_at=better))
        if other := first_with.get(id.casefold()):
            found.append(
                BAD_ID.at(Span(path), said("the id '{id}' is already that of {other}", id=id, other=other), said("rename one of the two files"))
            )
            # Which of the two is meant where it is named, nobody can say.
            broken.add(id)
        first_with.setdefault(id.casefold(), path)
        # Also of one that can be read as it was meant nobody knows yet what will stand there.
        if record.entry and (isinstance(record.entry.document, as_meant.AsMeant) or not record.entry.document.is_whole):
            broken.add(id)
        if record.entry is None:
            broken.add(id)
            every_use.setdefault(id, record.uses)
        elif id not in entries:
            entries[id], every_use[id] = record.entry, record.uses
    return dict(sorted(entries.items())), [use for id in sorted(every_use) for use in every_use[id]], broken | (renamed - entries.keys() - {""})


def _whole(project: Project, name: tuple[str, str], found: T | None) -> T | None:
    """What a file holds; while it cannot be read, what it held last, where that is kept."""
    return project.kept.last_good(name, found) if project.kept else found


def _vocabularies(project: Project, kinds: Kinds) -> dict[str, Vocabulary]:
    vocabularies: dict[str, Vocabulary] = {}
    model: type[Vocabulary] = models(kinds).vocabulary
    for name, document in project.listed(VOCABULARIES, said("this is no vocabulary"), said("vocabularies end in .yml")):
        vocabulary, problems = validate(model, document)
        project.found.extend(problems)
        if vocabulary := _whole(project, (VOCABULARIES, name), vocabulary):
            vocabularies[name] = vocabulary
        else:
            project.unread.add(f"{VOCABULARIES}/{name}.yml")
    return vocabularies


def _synonyms(project: Project) -> SynonymsFile | None:
    document = project.single(SYNONYMS)
    if document is None:
        return None
    # Nothing but comments is no mistake of anybody's who is not there yet.
    if document.is_whole and document.data in (None, {"synonyms": None}):
        return _whole(project, (SYNONYMS, ""), SynonymsFile(Synonyms(synonyms=()), document))
    synonyms, problems = validate(Synonyms, document)
    project.found.extend(problems)
    return _whole(project, (SYNONYMS, ""), SynonymsFile(synonyms, document) if synonyms else None)


def _links(project: Project) -> dict[str, Link]:
    document = project.single(LINKS)
    if document is None:
        return {}
    links, problems = validate(Links, document)
    project.found.extend(problems)
    whole = _whole(project, (LINKS, ""), links)
    return {link.url: link for link in whole.links} if whole else {}


def project_rules(project: Project) -> ProjectRules | None:
    """The rules of the project, where it has a file of them; what is wrong with the file is noted in the project."""
    document = project.single(RULES_FILE)
    if document is None:
        return None
    # Nothing but comments is no mistake, either.
    if document.is_whole and document.data in (None, {"rules": None}):
        return _whole(project, (RULES_FILE, ""), ProjectRules((), document))
    file, problems = validate(RulesFile, document)
    project.found.extend(problems)
    return _whole(project, (RULES_FILE, ""), ProjectRules(file.rules, document) if file else None)


def _maps(project: Project, kinds: Kinds) -> dict[str, MapFile]:
    maps = {}
    for name, document in project.listed(MAPS, said("this is no map"), said("maps end in .yml")):
        tile_map, problems = validate(models(kinds).map, document)
        project.found.extend(problems)
        if map_file := _whole(project, (MAPS, name), MapFile(name, tile_map, document) if tile_map else None):
            maps[name] = map_file
    return maps
