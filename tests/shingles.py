"""Runs of ten words as hashes: to keep the article's own sentences out of the catalog without keeping the article here.

`python -m tests.shingles FILE` prints the hashes of a text's running paragraphs (lines that begin with `[9]`).
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LENGTH = 10


def words(text: str) -> list[str]:
    """The words of a text, in small letters, without punctuation."""
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def shingles(text: str) -> Iterator[tuple[str, str]]:
    """(hash, run of words) for every run of ten words."""
    found = words(text)
    for start in range(len(found) - LENGTH + 1):
        run = " ".join(found[start : start + LENGTH])
        yield hashlib.sha256(run.encode()).hexdigest()[:12], run


if __name__ == "__main__":
    lines = re.findall(r"^\[\d+\] (.*)$", Path(sys.argv[1]).read_text("utf-8"), re.MULTILINE)
    print("\n".join(sorted({digest for line in lines for digest, _ in shingles(line)})))
