"""A project folder as plain data: which files it has, and what each of them holds.

Knows where files lie, and no model: other processes read a large catalog while this one still loads those. What the data
mean, and whether it is right, `read` finds out.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from ..base import overlay
from ..base.diagnostic import Concern, Diagnostic, Rule, Span, rule
from ..base.identifier import windows_wall
from ..base.kept import Kept, stamp
from ..base.parallel import each
from ..base.saying import Said, of_system, said
from ..reading import files, folders, yaml_reader
from . import options, stray
from .options import configured, option, without_nothing
from .reference import Bibliography

CASES = "cases"
DOCS = "docs"
CONFIG = options.CONFIG
# Of the project's own page templates, unless `mkdocs.yml` names another folder.
TEMPLATES = "templates"
# As the names of hand-written pages end.
PAGE = ".md"
BIBLIOGRAPHY = f"{CASES}/references.bib"
KINDS = f"{CASES}/kinds"
VOCABULARIES = f"{CASES}/vocabularies"
MAPS = f"{CASES}/maps"
SYNONYMS = f"{CASES}/synonyms.yml"
LINKS = f"{CASES}/links.yml"
RULES_FILE = f"{CASES}/rules.yml"
# What lies below `cases/` and is no record: as paths begin.
NO_RECORDS = (f"{KINDS}/", f"{VOCABULARIES}/", f"{MAPS}/", SYNONYMS, LINKS, RULES_FILE)
# A language of BCP 47: a code, perhaps with a script or a region.
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
# So many records are worth a process of their own.
RECORDS_A_PROCESS = 100
# A file's document, if it can be trusted, and what is wrong with the file.
Read = tuple[yaml_reader.Document | None, list[Diagnostic]]
Sources = tuple[Bibliography, list[Diagnostic]]

# Whatever begins with a dot; what Windows, macOS and Synology's drives put beside people's files; what editors and Office keep aside.
_LEFT_BEHIND = re.compile(
    r"\..*|(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini|\$recycle\.bin|system volume information|icon\r|__macosx|@eadir|.*~|~\$.*|#.*\#|.*\.sw[a-p]",
    re.IGNORECASE | re.DOTALL,
)

STRAY_FILE = rule(
    "stray-file",
    """
    A file or folder below `cases/` is none that the catalog knows.

    Records end in `.yml` and stand in the folder of their kind, those that the catalog is about in `cases/` itself; the sources are in
    `references.bib`.

    **Way out:** move, rename or remove it. Names that begin with a dot, and what systems and editors leave behind (`Thumbs.db`,
    `desktop.ini`, `name.yml~`, `#name.yml#`), are passed over.
    """,
    about=Concern.RECORDS,
)

BAD_LANGUAGE = rule(
    "bad-language",
    """
    `mkdocs.yml` names a language that is none, so no record can have a name in it.

    The option `languages` of the plugin lists codes of BCP 47: small letters, perhaps with a script or a region (`de`, `sr-Latn`, `pt-BR`).
    YAML reads some words as something else: `no` without quotation marks is the answer, and not Norwegian.

    **Way out:** write the codes as a list, in quotation marks where YAML would misread them: `languages: [de, "no"]`.
    """,
    about=Concern.PROJECT,
)

UNPORTABLE_NAME = rule(
    "unportable-name",
    """
    A file or folder has a name that not every system can hold.

    Windows calls devices `con`, `prn`, `aux`, `nul`, `com1` to `com9` and `lpt1` to `lpt9`, in every folder and with anything behind a full stop
    (`con.yml`, `aux.2020.yml`). It has no names with `< > : " | ? * \\` or control characters, and none that end in a full stop or a space;
    nor can it, or macOS, hold two names that differ in capitals only. Whoever has such a system could not even check the catalog out.

    **Way out:** rename it: `con-artist.yml`, `nul-2020.yml`. An old address of such a name cannot be kept.
    """,
    about=Concern.RECORDS,
)

RULES: tuple[Rule, ...] = (STRAY_FILE, BAD_LANGUAGE, UNPORTABLE_NAME)


class UnusableProject(Exception):
    """There is nothing to read: the folder is no project. Its text says what to do."""


@dataclass
class Project:
    """A project that is being read: its files of records as (folder below `cases/`, path), in order, and what was found wrong so far.

    `bibliography` and its problems are there when all documents have been given; `unread` are the files given to nobody because of theirs.
    `beside` are the documents of lists that are no records, by path.
    """

    root: Path
    records: list[tuple[str, str]]
    found: list[Diagnostic]
    bibliography: Bibliography = field(default_factory=Bibliography)
    unread: set[str] = field(default_factory=set)
    kept: Kept | None = field(default=None, repr=False)
    beside: dict[str, yaml_reader.Document] = field(default_factory=dict, repr=False)
    _files: Iterator[tuple[int, Read | Sources]] = field(default_factory=lambda: iter(()), repr=False)

    def documents(self) -> Iterator[tuple[int, Read]]:
        """The document of every record with its place among the records; in no order, as they are read."""
        for place, (content, problems) in self._files:
            if isinstance(content, Bibliography):
                self.bibliography = content
                self.found.extend(problems)
            else:
                yield place - 1, (content, problems)

    def listed(self, where: str, otherwise: Said, help: Said) -> Iterator[tuple[str, yaml_reader.Document]]:
        """The files of a folder that are no records: the name of each, and its document. Of any other file `otherwise` is said."""
        names = _names(self.root, where, self.found)
        self.found += _alike(where, names)
        for name in names:
            path = f"{where}/{name}"
            if not name.endswith(".yml"):
                self.found.append(STRAY_FILE.at(Span(path), otherwise, help))
                continue
            document, problems = self._read(path)
            self.found.extend(problems)
            if document is None:
                self.unread.add(path)
                continue
            if document.is_whole:
                self.beside[path] = document
            yield name.removesuffix(".yml"), document

    def single(self, path: str) -> yaml_reader.Document | None:
        """The document of a file that there is one of, such as the synonyms, where it is there; what is wrong with it joins what was found."""
        document, problems = self._read(path) if os.path.lexists(self.root / path) else (None, [])
        self.found.extend(problems)
        return document

    def _read(self, path: str) -> Read:
        make = partial(_document, self.root, path)
        return make() if self.kept is None else self.kept.once(path, stamp(f"{self.root}/{path}"), make)

    @cached_property
    def is_passed_over(self) -> Callable[[str], bool]:
        """See `passed_over`."""
        return passed_over(self.root)

    @cached_property
    def docs(self) -> list[str]:
        """The paths of all plain files below `docs/`; whatever else is there joins what was found, at the first call."""
        paths = folders.plain_files(self.root, DOCS, self.found, lambda path: _has_name_left_behind(path) and self.is_passed_over(path))
        self.found += _names_below(paths)
        return paths

    def docs_beside(self) -> list[str]:
        """The paths of those below `docs/` that are published as they are: no pages, and not passed over by MkDocs."""
        return [path for path in self.docs if not path.endswith(PAGE) and not self.is_passed_over(path.removeprefix(f"{DOCS}/"))]

    def others(self) -> list[str]:
        """The paths of all plain files in the folders of templates that `mkdocs.yml` names; what else is there, or named, joins what was found."""
        theme = configured(self.root, "theme").get("theme")
        custom = theme.get("custom_dir") if isinstance(theme, dict) else None
        files = [path for path in (CONFIG, option(self.root, "style")) if isinstance(path, str)]
        self.found += filter(None, (folders.refusal(self.root, path) for path in files))
        named = [posixpath.normpath(path) for path in (option(self.root, "templates") or TEMPLATES, custom) if isinstance(path, str)]
        return [path for where in dict.fromkeys(named) for path in folders.plain_files(self.root, where, self.found, _has_name_left_behind)]

    def pages(self) -> Iterator[files.Text]:
        """The hand-written pages that MkDocs does not pass over."""
        for path in self.docs:
            if not path.endswith(PAGE) or self.is_passed_over(path.removeprefix(f"{DOCS}/")):
                continue
            text, problems = files.read_text(self.root, path)
            self.found.extend(problems)
            if text:
                yield text

    def markdown_extensions(self) -> dict[str, dict[str, Any]]:
        """The Markdown extensions that `mkdocs.yml` names, with their options."""
        found = configured(self.root, "markdown_extensions").get("markdown_extensions") or ()
        listed = [found] if isinstance(found, dict) else found if isinstance(found, list) else ()
        extensions: dict[str, dict[str, Any]] = {}
        for item in listed:
            named = item if isinstance(item, dict) else {item: None}
            for name, given in named.items():
                extensions[str(name)] = without_nothing(given) if isinstance(given, dict) else {}
        return extensions


def refuse_without_catalog(root: Path) -> None:
    """Raises UnusableProject when there is no folder `cases/`."""
    if not (root / CASES).is_dir():
        where = root.name or said("this folder")
        raise UnusableProject(
            said(
                "there is no folder '{cases}/' in {where}: no catalog; 'casebook init DIR' makes one, 'casebook -C DIR' goes to another",
                cases=CASES,
                where=where,
            )
        )


@contextmanager
def begin(root: Path, kept: Kept | None = None) -> Iterator[Project]:
    """Begin to read the project at `root`: from now on other processes do so, where it is large, and this one when it asks for documents.

    With what was `kept` of an earlier reading only files that have changed are read. Raises UnusableProject when there is no folder `cases/`.
    """
    refuse_without_catalog(root)
    found: list[Diagnostic] = []
    records = list(_record_files(root, found))
    # The sources first: reading them takes longest, and cannot be shared.
    paths = [BIBLIOGRAPHY, *(path for _folder, path in records)]
    if kept is not None:
        yield Project(root, records, found, kept=kept, _files=_changed(root, paths, kept))
        return
    with each(partial(_read, root), paths, processes=len(records) // RECORDS_A_PROCESS) as results:
        yield Project(root, records, found, _files=results)


def _changed(root: Path, paths: Sequence[str], kept: Kept) -> Iterator[tuple[int, Read | Sources]]:
    """All files with their places in the list, read only where they have changed."""
    stamps = [stamp(f"{root}/{path}") for path in paths]
    places = [place for place, path in enumerate(paths) if not kept.has(path, stamps[place]) and path != BIBLIOGRAPHY]
    with each(partial(_document, root), [paths[place] for place in places], processes=len(places) // RECORDS_A_PROCESS) as results:
        # By this process, which keeps its pieces.
        kept.once(BIBLIOGRAPHY, stamp(f"{root}/{BIBLIOGRAPHY}"), partial(_bibliography, root, kept))
        for number, found in results:
            kept.put(paths[places[number]], stamps[places[number]], found)
    yield from ((place, kept.get(path)) for place, path in enumerate(paths))


def _read(root: Path, path: str) -> Read | Sources:
    return _bibliography(root) if path == BIBLIOGRAPHY else _document(root, path)


def _record_files(root: Path, found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """(folder, path) of every file that may hold a record, those of `cases/` itself first; anything else is reported.

    Which folders are those of kinds, nobody knows yet: the declarations say it.
    """
    names = _names(root, CASES, found)
    folders = [name for name in names if not name.endswith((".yml", ".bib")) and (root / CASES / name).is_dir()]
    known = (BIBLIOGRAPHY, KINDS, VOCABULARIES, MAPS, SYNONYMS, LINKS, RULES_FILE)
    yield from _files_of(root, "", [name for name in names if name not in folders and f"{CASES}/{name}" not in known], found)
    for folder in folders:
        if f"{CASES}/{folder}" not in known:
            yield from _files_of(root, folder, _names(root, f"{CASES}/{folder}", found), found)


def _files_of(root: Path, folder: str, names: Sequence[str], found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    where = f"{CASES}/{folder}".rstrip("/")
    for name in names:
        path, suffix = f"{where}/{name}", Path(name).suffix
        if suffix == ".yml":
            yield folder, path
        else:
            message, help, right, is_safe = stray.of(where, name, BIBLIOGRAPHY, _beginning(root / path))
            found.append(STRAY_FILE.at(Span(path), message, help, belongs_at=right, is_safe=is_safe))


def _beginning(path: Path) -> str:
    """The first characters of a text; empty for what is none, or cannot be read."""
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                return file.read(1000).decode("utf-8", "replace")
    return ""


def _names(root: Path, where: str, found: list[Diagnostic]) -> list[str]:
    """The names in a folder, sorted, without those that nobody gave.

    None when it is not there, and none, with a finding, when it is a link or cannot be read.
    """
    folder = root / where
    try:
        if folder.is_symlink():
            found.append(files.UNREADABLE.at(Span(where), said("this is a link, not a folder"), said("replace the link by the folder it points to")))
            return []
        # Without pathlib, which takes as long as the looking.
        listed = overlay.names(f"{root}/{where}", os.listdir(folder)) if folder.is_dir() else []  # noqa: PTH208
        names = sorted(name for name in listed if not is_left_behind(name))
        found += _unportable(where, names)
        return names
    except OSError as error:
        found.append(
            files.UNREADABLE.at(Span(where), said("the folder cannot be read: {reason}", reason=of_system(error)), said("check its permissions"))
        )
        return []


def _unportable(where: str, names: Iterable[str]) -> Iterator[Diagnostic]:
    """Which of the names in a folder not every system can hold."""
    for name in sorted(names):
        if wall := windows_wall(name):
            yield UNPORTABLE_NAME.at(Span(f"{where}/{name}"), said("the name '{name}' {wall}", name=name, wall=wall), said("rename it"))


def _alike(where: str, names: Iterable[str]) -> Iterator[Diagnostic]:
    """Which of the names in a folder are another one's but for capitals."""
    first: dict[str, str] = {}
    for name in sorted(names):
        if (other := first.setdefault(name.casefold(), name)) != name:
            message = said("'{name}' and '{other}' are one name where capitals make no difference", name=name, other=other)
            yield UNPORTABLE_NAME.at(Span(f"{where}/{name}"), message, said("rename one of the two"))


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is something that a system or an editor left behind, or hides."""
    return bool(_LEFT_BEHIND.fullmatch(name))


def _has_name_left_behind(path: str) -> bool:
    return is_left_behind(path.rstrip("/").rpartition("/")[2])


def _names_below(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Which names of some files, and of the folders that they are in, not every system can hold, or tell from each other."""
    names: dict[str, dict[str, None]] = {}
    for path in paths:
        parts = path.split("/")
        for end in range(1, len(parts)):
            names.setdefault("/".join(parts[:end]), {})[parts[end]] = None
    for where, own in sorted(names.items()):
        yield from _unportable(where, own)
        # Of pages it is said that they want one address.
        yield from _alike(where, (name for name in own if not name.endswith(PAGE)))


def _document(root: Path, path: str) -> Read:
    text, problems = files.read_text(root, path)
    if text is None:
        return None, problems
    document, more = yaml_reader.parse_yaml(text)
    return document, [*problems, *more]


def _bibliography(root: Path, kept: Kept | None = None) -> Sources:
    # Loaded late, by the process that needs it.
    from . import bibtex, bibtex_pieces, bibtex_wide

    # False also where the folder cannot be looked into, which is reported already.
    if not os.path.lexists(root / BIBLIOGRAPHY):
        return Bibliography(), []
    text, problems = files.read_any_text(root, BIBLIOGRAPHY, files.MAX_BIB_BYTES)
    if text is None:
        return Bibliography(is_unread=bool(problems)), problems
    text, wide = bibtex_wide.straight(text)
    bibliography, found = bibtex.read(text) if kept is None else kept.once("pieces", "pieces", bibtex_pieces.Pieces).read(text)
    return bibliography, [*problems, *wide, *bibtex_wide.wait(found, wide)]


def passed_over(root: Path) -> Callable[[str], bool]:
    """Whether MkDocs makes nothing of a file, by its path below `docs/`: names with a dot first, `templates/`, and what `mkdocs.yml` says.

    See https://www.mkdocs.org/user-guide/configuration/#exclude_docs
    """
    found = configured(root, "exclude_docs", "draft_docs")
    lines = [".*", "/templates/"]
    lines += [line for value in found.values() if isinstance(value, str) for line in value.splitlines()]
    # Loaded late: it is wanted only where there are pages.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines).match_file


def languages(root: Path, found: list[Diagnostic]) -> tuple[str, ...]:
    """The further languages of a project, as `mkdocs.yml` names them to the plugin; what is no code of a language joins what was `found`."""
    given: Any = option(root, "languages") or []
    listed = given if isinstance(given, list) else [given]
    wrong = [code for code in listed if not isinstance(code, str) or not re.fullmatch(LANGUAGE, code)]
    if wrong or listed is not given:
        text = files.Text(CONFIG, (root / CONFIG).read_text("utf-8", "replace"))
        place = text.at_offset(max(0, text.content.find("languages:")), len("languages"))
        what = said("'{code}' is no code of a language", code=wrong[0]) if wrong else said("the codes of languages are a list")
        found.append(
            BAD_LANGUAGE.at(place, what, said('write the codes as a list, such as [de, sr-Latn], or ["no"] where YAML takes one for something else'))
        )
    return tuple(dict.fromkeys(code for code in listed if code not in wrong))
