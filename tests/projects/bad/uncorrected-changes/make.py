"""A catalog that was released, and then changed in all that its claims say; the case has another name now, and says so."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    case, sources, money = (root / f"cases/{path}" for path in ("orchard-afternoon.yml", "references.bib", "measures/money.yml"))
    now = {path: path.read_text() for path in (case, sources, money)}
    (root / "cases/apples.yml").write_text(THEN)
    case.unlink()
    sources.write_text(SOURCES)
    money.write_text(now[money].replace("EUR", "USD"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    (root / "cases/apples.yml").unlink()
    for path, text in now.items():
        path.write_text(text)


THEN = """\
title: An afternoon of apples
summary: A magistrate sold the apples of her county in a live broadcast.

claims:
  - {id: bound, measure: weight, value: 7, cite: smith2020apples}
  - {id: unit, measure: money, value: 7, cite: smith2020apples}
  - {id: measure, measure: weight, value: 7, unit: pieces, cite: smith2020apples}
  - {id: conversion, measure: weight, value: 7, also: [{value: 14, unit: jin}], cite: smith2020apples}
  - {id: date, measure: weight, value: 7, as_of: 2020-03, cite: smith2020apples}
  - {id: scope, measure: weight, value: 7, scope: the whole afternoon, cite: smith2020apples}
  - {id: origin, measure: weight, value: 7, origin: hill-radio, cite: smith2020apples}
  - {id: swapped, measure: weight, value: 7, cite: smith2020apples}
  - {id: removed, measure: weight, value: 7, cite: [smith2020apples, jones2020sale]}
  - {id: in-text, statement: "There was no fee. [@smith2020apples]", cite: jones2020sale}
  - {id: corrected-once, measure: weight, value: 7, cite: jones2020sale}
  - {id: gone, measure: weight, value: 7, cite: jones2020sale}
  - {id: heard, measure: weight, value: 7, cite: hill2020radio}
  - {id: heard-too, statement: They sold them all., cite: hill2020radio}
  - {id: quoted, statement: They sold most of them., cite: quoted2020}
corrections:
  - {on: 2020-04-01, what: claims/corrected-once, was: "6", now: "7", why: A typing mistake.}
"""
SOURCES = """\
@online{smith2020apples,
  author = {Smith, Ann},
  title = {Apples by the tonne},
  date = {2020-03-05},
  publisher = {The Orchard Post},
}
@online{jones2020sale,
  author = {Jones, Ben},
  title = {A sale},
  date = {2020-03-06},
  publisher = {The Orchard Post},
}
@online{hill2020radio,
  title = {Heard on the radio},
  date = {2020-03-06},
  url = {https://radio.example.org/apples},
  publisherid = {hill-radio},
}
@online{quoted2020,
  author = {Ray, Cleo},
  title = {What the others wrote},
  date = {2020-03-07},
}
"""
