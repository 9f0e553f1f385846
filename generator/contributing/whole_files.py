"""Files as they are, to the last character, for tools that change a part of one and have to leave the rest as it is."""

from __future__ import annotations

from pathlib import Path

from ..base.diagnostic import Diagnostic
from ..reading.files import MAX_BIB_BYTES, read_text


def read_whole(root: Path, path: str, limit: int = MAX_BIB_BYTES) -> tuple[str | None, list[Diagnostic]]:
    """The text of a UTF-8 file with its byte order mark and its line ends; None, with the reasons, where `read_text` gives none."""
    text, problems = read_text(root, path, limit)
    return (None, problems) if text is None else ((root / path).read_bytes().decode(), problems)
