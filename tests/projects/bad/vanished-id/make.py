"""Committed records that are gone: one without a trace, two to another kind, one into a draft, one into a broken file; and a draft."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    for name in ("pears", "moved", "quinces", "berries", "grapes"):
        (root / f"cases/{name}.yml").write_text(f"title: A morning of {name}\nsummary: A farmer sold {name}.\n")
    (root / "cases/plums.yml").write_text('title: Plums\nsummary: Not yet.\nstatus: "draft"\n')
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All cases")
    git("rm", "-q", "cases/pears.yml", "cases/plums.yml", "cases/moved.yml", "cases/quinces.yml", "cases/berries.yml", "cases/grapes.yml")
