"""A committed record that somebody renamed by replacing its id wherever it stood."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All")
    (root / "cases/organisations/orchard-post.yml").rename(root / "cases/organisations/garden.yml")
    for path in (root / "cases").rglob("*.*"):
        path.write_text(path.read_text().replace("orchard-post", "garden"))
