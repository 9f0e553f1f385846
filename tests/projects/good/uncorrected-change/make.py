"""A catalog that was released, and then changed."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    case = root / "cases/apples.yml"
    now = case.read_text()
    case.write_text(now.partition("corrections:")[0].replace("53001", "53000").replace("nearly", "exact").replace("no fee", "a fee"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    case.write_text(now)
