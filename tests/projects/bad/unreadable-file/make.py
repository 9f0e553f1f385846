"""A file that nobody but its owner may read."""

from pathlib import Path


def make(root: Path) -> None:
    secret = root / "cases/pears.yml"
    secret.write_text("title: A morning of pears\nsummary: A farmer sold pears.\n")
    secret.chmod(0)
