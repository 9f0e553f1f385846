"""A record that was renamed, and whose successor says so."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    (root / "cases/pears.yml").write_text("title: A morning of pears\nsummary: A farmer sold pears.\n")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Two cases")
    git("rm", "-q", "cases/pears.yml")
    git("commit", "-qm", "One case")
