"""A file of 10 MB."""

from pathlib import Path


def make(root: Path) -> None:
    (root / "cases").mkdir()
    (root / "cases/apples.yml").write_text("title: An afternoon of apples\nsummary: " + "apples " * 1_500_000)
