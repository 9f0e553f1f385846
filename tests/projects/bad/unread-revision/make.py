"""A release in which one record and the sources could not be read."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    case, sources = root / "cases/apples.yml", root / "cases/references.bib"
    now = case.read_text()
    case.write_text(f"{now}weather: fine\n")
    sources.write_text("@online{smith2020apples, title = {Apples}")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    case.write_text(now)
    sources.unlink()
