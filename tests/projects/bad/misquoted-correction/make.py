"""A catalog that was released, and then changed."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    path = root / "cases/apples.yml"
    now = path.read_text()
    then = now.partition("corrections:")[0].replace("53001", "53000").replace("nearly", "exact")
    path.write_text(then.replace("no fee", "a fee").replace("04-18", "04-17"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    path.write_text(now)
