"""A mapping 1,000 levels deep, one blank of indentation a level."""

from pathlib import Path


def make(root: Path) -> None:
    (root / "cases").mkdir()
    (root / "cases/apples.yml").write_text("".join(" " * level + "a:\n" for level in range(500)))
