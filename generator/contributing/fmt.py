"""The files of a project in the common layout. Each kind of file has a formatter of its own; what a file says is the same before and after."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..base import report
from ..base.diagnostic import Diagnostic
from ..base.saying import Said, said, several
from ..catalog import load
from ..reading.files import Text, read_text
from ..reading.yaml_events import parse
from ..reading.yaml_reader import parse_yaml
from ..records import as_meant, folder
from ..records.declaration import KindFile
from ..records.folder import BIBLIOGRAPHY, CASES, KINDS, LINKS, MAPS, RULES_FILE, SYNONYMS, VOCABULARIES
from ..records.models import models
from ..records.rules import RulesFile
from ..records.values import Model
from . import fmt_bibtex, fmt_yaml
from .formatting import Formatted, Unsafe
from .whole_files import MARK, ChangedMeanwhile, read_whole, write_whole


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the places that are, or were, in another layout; why it cannot be read; or why it is left as it is."""

    path: str
    places: tuple[tuple[int, Said], ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    left: str = ""

    def is_sound(self, *, only_looks: bool) -> bool:
        """Whether the file is in the common layout now."""
        return not (self.problems or self.left or (self.places and only_looks))

    def told(self, *, only_looks: bool) -> Iterator[str]:
        """What became of it, in lines; none for a file that is as it should be."""
        if self.problems:
            yield report.text(self.problems).rstrip("\n")
        elif self.left:
            yield said("{path} stays as it is: {why}", path=self.path, why=self.left)
        elif self.places and only_looks:
            for line, what in self.places:
                yield said("{path}:{line}: {what}: not in the common layout", path=self.path, line=line, what=what)
            yield several(
                "{count} place in {path} would change; 'casebook fmt' does it",
                "{count} places in {path} would change; 'casebook fmt' does it",
                len(self.places),
                path=self.path,
            )
        elif self.places:
            yield several("{path}: {count} place changed", "{path}: {count} places changed", len(self.places), path=self.path)


def run(root: Path, paths: Sequence[str] = (), *, only_looks: bool = False) -> Iterator[Outcome]:
    """Put the files of a project into the common layout, or only look.

    Of `paths`, which are relative to the root, where any are given; one that ends with a stroke, or is empty, stands for what is in a folder.
    Raises UnusableProject where there is no catalog, LookupError for a path that is no file with a layout, and OSError for a file that cannot be
    written; that is as it was.
    """
    formatters = _formatters(root)
    named = {path: [one for one in formatters if one == path or (one.startswith(path) and path[-1:] in ("", "/"))] for path in paths}
    if stranger := next((path for path, found in named.items() if not found), None):
        raise LookupError(
            said(
                "'{path}' has no common layout: the .yml files below {cases}/ have one, and {sources}",
                path=stranger,
                cases=CASES,
                sources=BIBLIOGRAPHY,
            )
        )
    for path in dict.fromkeys(one for found in named.values() for one in found) if paths else formatters:
        yield _done(root, path, formatters[path], only_looks=only_looks)


def _done(root: Path, path: str, formatter: Callable[[str], Formatted], *, only_looks: bool) -> Outcome:
    content, problems = read_whole(root, path) if path == BIBLIOGRAPHY else _read_yaml(root, path)
    if content is None:
        return Outcome(path, problems=tuple(problems))
    try:
        found = formatter(content)
    except Unsafe as unsafe:
        return Outcome(path, left=unsafe.args[0] if unsafe.args else said("in the common layout it would not say the same"))
    if found.text != content and not only_looks:
        try:
            write_whole(root, path, found.text, content)
        except ChangedMeanwhile:
            return Outcome(path, left=said("somebody has changed it meanwhile"))
    return Outcome(path, found.places)


def _laid_out(model: type[Model], content: str) -> Formatted:
    """A YAML file in its layout. Raises Unsafe where its text is read otherwise than it was meant, and no longer would be seen to be.

    A comma in a text between braces ends it for YAML; with the layout of what YAML reads, nobody could tell what stood there.
    """
    found = fmt_yaml.formatted(content, model=model)
    if found.text != content:
        after = {_said(one) for one in _told(model, found.text)}
        if lost := next((one for one in _told(model, content) if _said(one) not in after), None):
            raise Unsafe(said("first mend its line {line}, of which the layout would hide that {message}", line=lost.span.line, message=lost.message))
    return found


def _told(model: type[Model], content: str) -> list[Diagnostic]:
    """What is wrong with a file by itself."""
    document, problems = parse_yaml(Text("", content.removeprefix(MARK)))
    return [*problems, *(as_meant.validate(model, document)[1] if document else ())]


def _said(found: Diagnostic) -> tuple[str, str, str]:
    """What is said of a mistake, wherever it stands."""
    return found.code, found.message, found.help


def _read_yaml(root: Path, path: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of a YAML file with its byte order mark and its line ends; None, with the reasons, where it is not whole."""
    text, problems = read_text(root, path)
    if text and not problems:
        parsed = parse(text)
        problems = parsed.found if parsed.is_whole else parse_yaml(text)[1]
    return (None, problems) if problems else ((root / path).read_bytes().decode(), [])


def _formatters(root: Path) -> dict[str, Callable[[str], Formatted]]:
    """How each file of a project is put into its layout, by its path: the bibliography, the records, and the lists beside them."""
    with folder.begin(root) as project:
        kinds = load.declared(project, folder.languages(root, []))
        found = models(kinds)
        kind_of = {path: kinds.by_folder.get(where) for where, path in project.records}
    types: dict[str, type[Model] | None] = {path: found.records[kind.name] if kind else None for path, kind in kind_of.items()}
    lists: dict[str, type[Model]] = {SYNONYMS: found.synonyms, RULES_FILE: RulesFile}
    for where, model in ((KINDS, KindFile), (VOCABULARIES, found.vocabulary), (MAPS, found.map)):
        types |= {f"{where}/{path.name}": model for path in sorted((root / where).glob("*.yml")) if not folder.is_left_behind(path.name)}
    types |= lists
    formatters: dict[str, Callable[[str], Formatted]] = {
        path: partial(_laid_out, model) if model else fmt_yaml.formatted for path, model in types.items()
    }
    # What a program keeps there is laid out by it.
    formatters[LINKS] = lambda content: Formatted(content, ())
    return {path: one for path, one in {BIBLIOGRAPHY: fmt_bibtex.formatted, **formatters}.items() if os.path.lexists(root / path)}
