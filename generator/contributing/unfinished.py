"""Answers of a dialogue that somebody has left: kept in a folder of the project that Git passes over, until it is gone on with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..base import writing
from ..records.kinds import slug
from .schema_files import keep_from_git

FOLDER = ".casebook/unfinished"


def keep(root: Path, kind: str, answers: Sequence[str]) -> str:
    """Keep what was answered about a new record of a kind; the path of the file, empty where nothing was answered or it cannot be written."""
    path = f"{FOLDER}/{kind}-{slug(answers[0]) or 'record'}.json" if answers else ""
    with suppress(OSError):
        if path:
            (root / FOLDER).mkdir(parents=True, exist_ok=True)
            keep_from_git((root / FOLDER).parent)
            writing.replace(root / path, json.dumps(list(answers), ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
            return path
    return ""


def found(root: Path, kind: str) -> tuple[str, list[str]]:
    """The path and the answers of what was left last of a kind; empty where there is nothing."""
    for file in sorted((root / FOLDER).glob(f"{kind}-*.json"), key=lambda file: file.stat().st_mtime, reverse=True):
        with suppress(OSError, ValueError):
            answers = json.loads(file.read_text("utf-8"))
            if isinstance(answers, list) and answers and all(isinstance(answer, str) for answer in answers):
                return file.relative_to(root).as_posix(), answers
    return "", []


def forget(root: Path, path: str) -> None:
    """Do away with what was kept."""
    with suppress(OSError):
        (root / path).unlink(missing_ok=True)
