"""A folder of declarations with nothing in it."""

from pathlib import Path


def make(root: Path) -> None:
    (root / "cases/kinds").mkdir()
