"""What stood in the files of a catalog where the working copy left the branch that is published: read from Git when somebody asks, and kept."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ..base.diagnostic import Span
from ..reading import git
from ..reading.files import Text
from ..reading.git import History
from ..reading.yaml_reader import parse_yaml


def text(known: History, path: str) -> str:
    """The text of a file, with line feeds alone; empty where there was none, or nobody can tell."""
    name = known.published.get(path)
    return _text(known.where, name) if name else ""


def data(known: History, path: str) -> Any:
    """What a YAML file said, as plain data; None where there was none, or it could not be read."""
    name = known.published.get(path)
    return _data(known.where, name) if name else None


def stood_at(known: History, span: Span, word: str) -> str:
    """The word that stood in a line in place of another one, which the line is the same but for; empty where there was no such line."""
    line, start = span.excerpt, span.excerpt.find(word, span.column - 1)
    if start < 0:
        return ""
    before, behind = line[:start], line[start + len(word) :]
    found = set()
    for was in text(known, span.path).split("\n"):
        # What is named twice in a line was perhaps changed twice.
        old = was[len(before) : len(was) - len(behind)] if was.startswith(before) and was.endswith(behind) else ""
        if not old and was.startswith(before.partition(word)[0]):
            old = _replaced(was, line, word)
        found |= {old} - {"", word}
    return found.pop() if len(found) == 1 else ""


def _replaced(was: str, line: str, word: str) -> str:
    """What was replaced by a word all through a line."""
    parts = line.split(word)
    length, left = divmod(len(was) - sum(map(len, parts)), len(parts) - 1)
    old = was[len(parts[0]) : len(parts[0]) + length]
    return old if length > 0 and not left and old.join(parts) == was else ""


@lru_cache(maxsize=256)
def _text(repository: str, name: str) -> str:
    content = git.contents(Path(repository), [name]).get(name, b"")
    return content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")


@lru_cache(maxsize=256)
def _data(repository: str, name: str) -> Any:
    document, _problems = parse_yaml(Text("", _text(repository, name)))
    return document.data if document and document.is_whole else None
