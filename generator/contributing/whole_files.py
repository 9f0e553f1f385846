"""Files as they are, to the last byte, for tools that change a part of one and have to leave the rest as it is.

Bytes that are not UTF-8 stand in the text as surrogates (PEP 383), and are the same bytes again when it is written.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..base import writing
from ..base.diagnostic import Diagnostic
from ..reading.files import LOST, MAX_BIB_BYTES, read_any_text

MARK = "\ufeff"
_LOST_BYTE = re.compile("[\udc80-\udcff]")
_OTHER_ENDS = re.compile("\r\n?")


def read_whole(root: Path, path: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of the bibliography with its byte order mark and its line ends; None, with the reasons, where nobody can read it."""
    text, problems = read_any_text(root, path, MAX_BIB_BYTES)
    return (None, problems) if text is None or problems else ((root / path).read_bytes().decode("utf-8", "surrogateescape"), problems)


class ChangedMeanwhile(Exception):
    """A file is not what it was when it was read, and stays as it is now."""


def write_whole(root: Path, path: str, content: str, before: str | None = None) -> None:
    """Write such a text, whole or not at all; in the place of what was there `before`, if that is given.

    Raises ChangedMeanwhile when something else is there by now, and OSError; then all is as it was.
    """
    if before is not None and (root / path).read_bytes() != before.encode("utf-8", "surrogateescape"):
        raise ChangedMeanwhile(path)
    writing.replace(root / path, content.encode("utf-8", "surrogateescape"))


def with_line_feeds(content: str) -> str:
    """A text in which every line ends with a line feed."""
    return _OTHER_ENDS.sub("\n", content) if "\r" in content else content


def as_read(content: str) -> str:
    """Such a text as the reader of the bibliography has it."""
    return _LOST_BYTE.sub(LOST, with_line_feeds(content.removeprefix(MARK)))
