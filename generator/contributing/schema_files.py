"""The JSON Schemas of a project in a folder of its own, where editors find them: written anew when what they are made of has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

from ..base import writing
from ..base.saying import ENGLISH
from ..records import declaration, parts, values
from ..records.kinds import Kinds
from ..views import choices, file_names, file_schemas
from ..views.choices import Choices

# Below the project's root. A name with a dot first is none of the catalog's.
FOLDER = ".casebook/schema"
# Git passes over a folder in which this says so.
_IGNORED = ".gitignore"
_IGNORES_ALL = "# Made by casebook, for editors.\n*\n"
# What schemas say beside what the catalog says.
_PROGRAM = (parts, values, declaration, choices, file_names, file_schemas)


def modeline(path: str, kinds: Kinds) -> str:
    """The comment by which the YAML language server finds the schema of a file, at the head of that; empty where none is of it.

    `path` is the file's, relative to the project root.
    """
    for schema, (pattern, *left_out) in file_schemas.patterns(kinds).items():
        if fnmatch(path, pattern) and path.count("/") == pattern.count("/") and f"!{path}" not in left_out:
            return f"# yaml-language-server: $schema={'../' * path.count('/')}{FOLDER}/{schema}"
    return ""


def keep(root: Path, found: Choices, language: str = ENGLISH) -> bool:
    """Write the schemas of the project at `root`, with messages in a language, unless they are those of what can be named already.

    Says whether something was written.

    A folder that cannot be written, or leads elsewhere, is left as it is: an editor then knows what it knew before.
    """
    folder = root / FOLDER
    mark = _mark(found, language)
    if _made_of(folder / file_schemas.NAMES) == mark or any(path.is_symlink() for path in (folder, folder.parent, folder / file_schemas.OTHERS)):
        return False
    with suppress(OSError):
        write(folder, found, language)
        return True
    return False


def write(folder: Path, found: Choices, language: str = ENGLISH) -> list[str]:
    """Write the schemas into a folder, and return their paths in it. Raises OSError."""
    (folder / file_schemas.OTHERS).mkdir(parents=True, exist_ok=True)
    keep_from_git(folder.parent)
    documents = file_schemas.documents(found)
    # The names come last, and say of what everything was made: so whatever interrupts it, it is done again.
    for path, document in documents.items():
        noted: Mapping[str, object] = {"$comment": _mark(found, language), **document} if path == file_schemas.NAMES else document
        writing.replace(folder / path, text(file_schemas.spoken_in(noted, language)).encode())
    return list(documents)


def keep_from_git(folder: Path) -> None:
    """Have Git pass over a folder that is made for somebody at work. Raises OSError."""
    if not (folder / _IGNORED).exists():
        writing.replace(folder / _IGNORED, _IGNORES_ALL.encode())


def text(document: Mapping[str, object]) -> str:
    """A schema as a file."""
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n"


def _mark(found: Choices, language: str) -> str:
    """What is another for other names, kinds or another program."""
    kinds = json.dumps([asdict(kind) for kind in found.kinds], default=lambda value: sorted(value) if isinstance(value, frozenset) else str(value))
    program = [Path(module.__file__ or "").stat().st_mtime_ns for module in _PROGRAM]
    made_of = repr((program, language, kinds, found.kinds.languages, found.records, found.terms, found.sources))
    return sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()


def _made_of(path: Path) -> str:
    """The mark in a file of names; empty where there is none."""
    try:
        with path.open(encoding="utf-8") as file:
            lines = file.read(200).splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return next((line.split('"')[3] for line in lines if line.startswith(' "$comment": "')), "")
