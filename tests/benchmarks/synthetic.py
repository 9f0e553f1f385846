"""Make a synthetic catalog: N cases, each with 4 sources of its own, 6 claims and 4 prose sections; entities are shared.

The same N and seed give the same files. Run as `python -m tests.benchmarks.synthetic N FOLDER`.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

# The kinds of records of the example projects.
KINDS = Path(__file__).parent.parent / "kinds"
WORDS = """market county video harvest viewer road price village platform season farmer orchard broadcast letter winter buyer
reporter office neighbour lorry spring basket meeting number screen audience picture question answer promise reason""".split()
VOCABULARIES = {
    "roles": ["host", "organiser", "presenter", "partner"],
    "case-kinds": ["live-sale", "campaign", "programme"],
    "relations": ["parallel", "contrast"],
    "place-levels": ["county", "province"],
    "organisation-kinds": ["company", "ngo", "medium"],
    "dimensions": ["reach", "sales-value"],
}


def words(chance: random.Random, count: int) -> str:
    """A sentence of `count` words."""
    text = " ".join(chance.choices(WORDS, k=count))
    return f"{text[0].upper()}{text[1:]}."


def make(folder: Path, cases: int, seed: int = 1) -> Path:
    """Write the catalog into `folder` and return it."""
    chance = random.Random(seed)
    shared = max(10, cases // 20)
    write = _writer(folder)
    shutil.copytree(KINDS, folder / "cases/kinds", dirs_exist_ok=True)
    for name, terms in VOCABULARIES.items():
        listed = "".join(f"  - {{id: {term}, label: {term.replace('-', ' ')}, description: A word.}}\n" for term in terms)
        write(f"cases/vocabularies/{name}.yml", f"title: {name}\nsummary: Words.\nterms:\n{listed}")
    _entities(write, chance, shared)
    entries = []
    for number in range(cases):
        write(f"cases/case-{number}.yml", _case(chance, number, cases, shared))
        entries += [_entry(chance, number, index, shared) for index in range(4)]
    write("cases/references.bib", "\n".join(entries))
    write("docs/index.md", "# Home\n\nA synthetic catalog: [[case-0]], [#case-0/claim-0], [@source-0-0].\n")
    write("mkdocs.yml", MKDOCS)
    return folder


MKDOCS = """site_name: Synthetic
theme:
  name: material
  font: false
plugins:
  - casebook: {cards: false, search: false, languages: [zh]}
nav:
  - Home: index.md
  - Cases: cases/index.md
  - Sources: sources/index.md
"""


def _writer(folder: Path):  # type: ignore[no-untyped-def]
    def write(path: str, text: str) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")

    return write


def _entities(write, chance: random.Random, shared: int) -> None:  # type: ignore[no-untyped-def]
    for number in range(shared):
        write(
            f"cases/organisations/organisation-{number}.yml",
            f"name: Organisation {number}\nname_zh: 组织\nsummary: {words(chance, 12)}\nkind: company\n",
        )
        platform = f"name: Platform {number}\nsummary: {words(chance, 12)}\nowner: organisation-{number}\n"
        write(f"cases/platforms/platform-{number}.yml", platform)
        write(f"cases/people/person-{number}.yml", f"name: Person {number}\nsummary: {words(chance, 12)}\n")
        write(f"cases/places/place-{number}.yml", f"name: Place {number}\nsummary: {words(chance, 8)}\nlevel: county\n")
        write(f"cases/topics/topic-{number}.yml", f"name: Topic {number}\nsummary: {words(chance, 8)}\n")
    for name, unit, dimension in (("plays", "plays", "reach"), ("turnover", "CNY", "sales-value")):
        write(f"cases/measures/{name}.yml", f"name: {name.title()}\nunit: {unit}\ndimension: {dimension}\ndefinition: {words(chance, 12)}\n")


def _case(chance: random.Random, number: int, cases: int, shared: int) -> str:
    entity = chance.randrange(shared)
    claims = "".join(
        f"""  - id: claim-{index}
    measure: {chance.choice(("plays", "turnover"))}
    value: {chance.randrange(1, 10**8)}
    bound: {chance.choice(("exact", "nearly", "more-than", "up-to"))}
    as_of: 2020-0{chance.randrange(1, 10)}
    scope: {words(chance, 6)}
    cite: source-{number}-{index % 4}[p. {index}]
"""
        for index in range(6)
    )
    story = "".join(f"  {part}: |\n{_section(chance, number, shared)}" for part in ("context", "approach", "results", "lessons"))
    return f"""title: {words(chance, 5)[:-1]} {number}
title_zh: 案例 {number}
summary: {words(chance, 24)} They had [#claim-0].
kind: live-sale
period: 2020
platforms:
  - {{id: platform-{entity}, role: host}}
organisations:
  - {{id: organisation-{chance.randrange(shared)}, role: organiser}}
people:
  - {{id: person-{chance.randrange(shared)}, role: presenter}}
places: [place-{chance.randrange(shared)}]
topics: [topic-{chance.randrange(shared)}]
claims:
{claims}timeline:
  - date: 2020-02
    text: {words(chance, 10)}
  - date: 2020-03
    text: {words(chance, 10)}
story:
{story}related:
  - case: case-{(number + 1) % cases}
    relation: parallel
    why: {words(chance, 8)}
"""


def _section(chance: random.Random, number: int, shared: int) -> str:
    paragraphs = [
        f"{words(chance, 30)} **{words(chance, 2)}** {words(chance, 20)} [@source-{number}-{chance.randrange(4)}, p. {chance.randrange(90)}]",
        f"{words(chance, 25)} [#claim-{chance.randrange(6)}] {words(chance, 12)} [[person-{chance.randrange(shared)}|Somebody]] {words(chance, 15)}",
    ]
    return "".join(f"    {paragraph}\n\n" for paragraph in paragraphs)


def _entry(chance: random.Random, number: int, index: int, shared: int) -> str:
    return f"""@online{{source-{number}-{index},
  author = {{Writer{index}, Ann and {{News of {chance.choice(WORDS)}}}}},
  title = {{{words(chance, 9)[:-1]} {number} {index}}},
  date = {{2020-03-0{index + 1}}},
  publisher = {{Publisher {index}}},
  publisherid = {{organisation-{chance.randrange(shared)}}},
  url = {{https://example.org/{number}/{index}}},
}}
"""


if __name__ == "__main__":
    make(Path(sys.argv[2]), int(sys.argv[1]))
