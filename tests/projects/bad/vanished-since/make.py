"""A release with an address that was a former one then already, a record that has been made a draft since, and a source that was moved."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    apples, pears = root / "cases/apples.yml", root / "cases/pears.yml"
    now = apples.read_text(), pears.read_text()
    apples.write_text(f"{now[0]}formerly: [apple-sale]\n")
    pears.write_text(now[1].replace("status: draft\n", ""))
    sources = root / "cases/references.bib"
    added = sources.read_text()
    sources.write_text(added[added.index("@online{smith2020") :])
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    apples.write_text(now[0])
    pears.write_text(now[1])
    sources.write_text(added)
