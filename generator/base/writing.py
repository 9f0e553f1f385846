"""Files for people, written whole or not at all: whoever looks sees the old state or the new one, also when the disk is full."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def create(path: Path, content: str | bytes) -> None:
    """Write a new file; a text in UTF-8.

    Raises FileExistsError when there is something of this name already, and OSError when it cannot be written; then there is nothing new.
    """
    with _aside(path, content.encode() if isinstance(content, str) else content) as written:
        try:
            # Unlike renaming, this never takes the place of anything.
            os.link(written, path)
        except FileExistsError:
            raise
        except OSError:
            # Not every file system has hard links. The name is taken first, then the file put there.
            path.open("xb").close()
            try:
                written.replace(path)
            except OSError:
                path.unlink(missing_ok=True)
                raise


def replace(path: Path, content: bytes) -> None:
    """Write a file, in place of the one that may be there. Raises OSError when it cannot be written; then all is as it was."""
    with _aside(path, content) as written:
        written.replace(path)


@contextmanager
def _aside(path: Path, content: bytes) -> Iterator[Path]:
    """A file with this content beside `path`, to be moved there; whatever becomes of it, it is gone afterwards."""
    # A name with a dot first is passed over by whoever reads the folder; no two that write at once meet.
    aside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        with aside.open("wb") as file:
            file.write(content)
        yield aside
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
