"""Records that were renamed, one of them twice, and moved to another kind, and whose successors say so."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    for name in ("pears", "figs", "dates"):
        (root / f"cases/{name}.yml").write_text(f"title: A morning of {name}\nsummary: A farmer sold {name}.\n")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All cases")
    git("mv", "cases/pears.yml", "cases/quinces.yml")
    git("rm", "-q", "cases/figs.yml", "cases/dates.yml")
    git("commit", "-qm", "Pears are quinces")
    git("rm", "-q", "cases/quinces.yml")
    git("commit", "-qm", "Quinces are apples")
