"""Two committed records, of which one is called otherwise now, and the other is another's neighbour."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All")
    apples = root / "cases/apples.yml"
    apples.write_text(apples.read_text().replace("A morning of apples", "An evening of apples"))
