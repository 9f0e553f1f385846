"""A catalog that was released: since then sources came in that are no further voice, and a publisher has a name where it had a host."""

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
  - {id: weight, measure: weight, value: 3, cite: by-post}
  - {id: again, measure: weight, value: 4, unit: t, cite: named-now}
""",
    "cases/organisations/hill-radio.yml": """\
name: Hill Radio
summary: It is heard in the hills.
hosts: [radio.example.org]
""",
    "cases/references.bib": """\
@online{by-growers, title = {By the growers}, publisherid = {growers}}
@online{by-post, title = {By the post}, publisherid = {orchard-post}}
@online{also-post, title = {By the post, too}, publisherid = {orchard-post}}
@online{named-now, title = {On apples}, url = {https://radio.example.org/apples}}
""",
}
