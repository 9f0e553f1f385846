"""A catalog that was released: since then what vouches for its claims has changed in every way there is."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    now = {name: (root / name).read_text() for name in THEN}
    for name, text in THEN.items():
        (root / name).write_text(text)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    for name, text in now.items():
        (root / name).write_text(text)


THEN = {
    "cases/apples.yml": """\
title: An afternoon of apples
summary: A magistrate sold the apples of her county in a live broadcast.
organisations: [{id: growers, role: partner}]
claims:
  - {id: another-source, measure: weight, value: 1, cite: by-growers}
  - {id: no-source, measure: weight, value: 2, cite: [by-growers, by-post]}
  - {id: publisher, measure: weight, value: 3, cite: named-now}
  - {id: origin, measure: weight, value: 4, cite: by-post}
  - {id: through, measure: weight, value: 5, cite: [by-radio, handed-on]}
  - {id: copied, measure: weight, value: 6, cite: [by-post, reprinted]}
  - {id: party, measure: weight, value: 7, cite: by-board}
  - {id: no-change, measure: weight, value: 8, cite: [by-post, by-growers]}
""",
    "cases/organisations/hill-radio.yml": """\
name: Hill Radio
summary: It is heard in the hills.
""",
    "cases/references.bib": """\
@online{by-growers, title = {By the growers}, publisherid = {growers}}
@online{by-post, title = {By the post}, publisherid = {orchard-post}}
@online{by-radio, title = {By the radio}, publisherid = {hill-radio}}
@online{by-board, title = {By the board}, publisherid = {board}}
@online{named-now, title = {On apples}, url = {https://radio.example.org/apples}}
@online{handed-on, title = {Handed on}, publisherid = {orchard-post}}
@online{reprinted, title = {Reprinted}, publisherid = {hill-radio}}
""",
}
