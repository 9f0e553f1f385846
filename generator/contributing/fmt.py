"""The files of a project in the common layout. Each kind of file has a formatter of its own; what a file says is the same before and after."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..base import writing
from ..base.diagnostic import Diagnostic
from ..records.folder import BIBLIOGRAPHY
from . import fmt_bibtex
from .formatting import Formatted, Unsafe
from .whole_files import read_whole

# By the paths of the files.
_FORMATTERS: Mapping[str, Callable[[str], Formatted]] = {BIBLIOGRAPHY: fmt_bibtex.formatted}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the places that are, or were, in another layout; why it cannot be read; or that it `is_unsafe` to touch it."""

    path: str
    places: tuple[tuple[int, str], ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    is_unsafe: bool = False


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
            writing.replace(root / path, found.text.encode())
        yield Outcome(path, found.places)
