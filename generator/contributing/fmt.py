"""The files of a project in the common layout. Each kind of file has a formatter of its own; what a file says is the same before and after."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..base import report
from ..base.diagnostic import Diagnostic
from ..records.folder import BIBLIOGRAPHY
from . import fmt_bibtex
from .formatting import Formatted, Unsafe
from .whole_files import read_whole, write_whole

# By the paths of the files.
_FORMATTERS: Mapping[str, Callable[[str], Formatted]] = {BIBLIOGRAPHY: fmt_bibtex.formatted}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the places that are, or were, in another layout; why it cannot be read; or that it `is_unsafe` to touch it."""

    path: str
    places: tuple[tuple[int, str], ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    is_unsafe: bool = False

    def is_sound(self, *, only_looks: bool) -> bool:
        """Whether the file is in the common layout now."""
        return not (self.problems or self.is_unsafe or (self.places and only_looks))

    def told(self, *, only_looks: bool) -> str:
        """What became of it, in lines."""
        count = f"{len(self.places)} {'place' if len(self.places) == 1 else 'places'}"
        if self.problems:
            return report.text(self.problems)
        if self.is_unsafe:
            return f"{self.path} stays as it is: in the common layout it would not say the same\n"
        if only_looks and self.places:
            lines = "".join(f"{self.path}:{line}: {what}: not in the common layout\n" for line, what in self.places)
            return f"{lines}{count} in {self.path} would change; 'casebook fmt' does it\n"
        return f"{self.path}: {count} changed\n" if self.places else f"{self.path} is in the common layout\n"


def run(root: Path, *, only_looks: bool = False) -> Iterator[Outcome]:
    """Put the files of a project into the common layout, or only look. Raises OSError for a file that cannot be written; it is as it was."""
    for path, formatter in _FORMATTERS.items():
        if not os.path.lexists(root / path):
            continue
        content, problems = read_whole(root, path)
        if content is None:
            yield Outcome(path, problems=tuple(problems))
            continue
        try:
            found = formatter(content)
        except Unsafe:
            yield Outcome(path, is_unsafe=True)
            continue
        if found.text != content and not only_looks:
            write_whole(root, path, found.text)
        yield Outcome(path, found.places)
