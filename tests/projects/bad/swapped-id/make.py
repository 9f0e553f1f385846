"""Two committed records whose files somebody has swapped."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All")
    apples, pears = root / "cases/apples.yml", root / "cases/pears.yml"
    was = apples.read_text()
    apples.write_text(pears.read_text())
    pears.write_text(was.replace("A farmer sold", "A farmer has sold"))
