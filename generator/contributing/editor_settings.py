"""The settings of Visual Studio Code for a project: which schema each file has, and that no formatter of others touches the files."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..base import writing
from ..records.kinds import Kinds
from ..views import file_schemas
from .schema_files import FOLDER

SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"
_SCHEMAS = "yaml.schemas"


def recommended() -> dict[str, Any]:
    """The extensions that an editor offers to install."""
    return {"recommendations": ["redhat.vscode-yaml"]}


def settings(kinds: Kinds) -> dict[str, Any]:
    """The settings for the files of a project with some kinds of records."""
    strings = {"other": True, "comments": False, "strings": True}
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {
            "editor.detectIndentation": False,
            "editor.formatOnSave": False,
            "editor.insertSpaces": True,
            "editor.quickSuggestions": strings,
            "editor.tabSize": 2,
            "editor.wordWrap": "on",
        },
        # The common layout is `casebook fmt`'s business.
        "yaml.format.enable": False,
        # Nothing is asked of other hosts.
        "yaml.schemaStore.enable": False,
        _SCHEMAS: schemas(kinds),
    }


def schemas(kinds: Kinds) -> dict[str, list[str]]:
    """The files of each schema, as patterns, by its path."""
    return {f"{FOLDER}/{path}": patterns for path, patterns in file_schemas.patterns(kinds).items()}


def text(content: dict[str, Any]) -> str:
    """Settings as a file."""
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n"


def add_kinds(root: Path, kinds: Kinds) -> bool:
    """Add the schemas that the project's settings do not know yet; says whether there were some. Settings with comments stay as they are."""
    try:
        content = json.loads((root / SETTINGS).read_text("utf-8"))
        known = content[_SCHEMAS]
        missing = {path: patterns for path, patterns in schemas(kinds).items() if path not in known}
        content[_SCHEMAS] = known | missing
    except (OSError, ValueError, TypeError, KeyError):
        return False
    if missing:
        with suppress(OSError):
            writing.replace(root / SETTINGS, text(content).encode())
            return True
    return False
