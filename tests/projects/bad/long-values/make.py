"""A text, a number and a list that are longer than any record needs."""

from pathlib import Path


def make(root: Path) -> None:
    (root / "cases").mkdir()
    (root / "cases/apples.yml").write_text("title: An afternoon of apples\nsummary: " + "apples " * 5_000)
    (root / "cases/pears.yml").write_text("title: " + "9" * 5_000 + "\nsummary: A farmer sold pears.\n")
    (root / "cases/plums.yml").write_text("title: Plums\nsummary: A farmer sold plums.\ntopics: [" + "a," * 30_000 + "]\n")
