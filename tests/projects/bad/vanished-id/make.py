"""A record that was committed and is gone; another that was a draft."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    (root / "cases/pears.yml").write_text("title: A morning of pears\nsummary: A farmer sold pears.\n")
    (root / "cases/plums.yml").write_text("title: Plums\nsummary: Not yet.\nstatus: draft\n")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Three cases")
    git("rm", "-q", "cases/pears.yml", "cases/plums.yml")
