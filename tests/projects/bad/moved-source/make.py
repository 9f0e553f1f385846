"""A catalog that was released, and then changed."""

import subprocess
from pathlib import Path

THEN = """\
@online{post2020, title = {Apples are sold at dusk}, url = {https://orchard.example/apples}}

@online{radio2020, title = {Apples on air}, url = {https://radio.example/apples}}
"""


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    path = root / "cases/references.bib"
    now = path.read_text()
    path.write_text(THEN)
    case = root / "cases/apples.yml"
    said = case.read_text()
    case.write_text(said.partition("corrections:")[0])
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    path.write_text(now)
    case.write_text(said)
