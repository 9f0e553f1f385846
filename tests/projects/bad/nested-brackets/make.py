"""100,000 nested brackets, which overflow the stack of the YAML library's own reader."""

from pathlib import Path


def make(root: Path) -> None:
    (root / "cases").mkdir()
    (root / "cases/apples.yml").write_text("title: " + "[" * 100_000 + "]" * 100_000)
