"""A case that somebody contributes, with sources of its own and nothing of the article in it: what the catalog has to take as it is.

What it tells is made up.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT

FILES = {
    "cases/cold-water-week.yml": """\
title: Cold Water Week
summary: >-
  For one week in August people poured cold water over their heads on camera, named three friends who should do the same,
  and gave to research into a rare disease of the nerves.
kind: video-campaign
period: 2019-08
outcome: unknown
platforms:
  - {id: douyin, role: host}
organisations:
  - {id: nerve-trust, role: organiser}
topics: [influencers-for-good, short-video]
claims:
  - id: donations
    measure: poured-money
    value: 1250000
    bound: more-than
    as_of: 2019-08
    cite: ["evening-echo2019[p. 4]", "nerve-trust2019[p. 2]"]
  - id: givers
    measure: poured-givers
    value: 17000
    bound: about
    as_of: 2019-08-31
    cite: nerve-trust2019
    note: The report does not say whether somebody who gave twice counts twice.
  - id: what-it-paid-for
    statement: The money paid for two posts at the clinic.
    cite: evening-echo2019
timeline:
  - {date: 2019-08-05, text: "The first video, of a nurse and a bucket. [@evening-echo2019, p. 4]"}
story:
  context: |
    Hardly anybody had heard of the disease, and the trust had no money for posters. [@evening-echo2019]
  approach: |
    A nurse filmed herself and named three friends. [[nerve-trust]] put the rules of the game under the video, and
    the account to which a donor could give. [@nerve-trust2019, p. 1]
  results: |
    The week brought [#donations] from [#givers].
  lessons: |
    What is done in a minute, is seen by friends and names the next one passes on by itself. Money does not: the link has to stand there.
related:
  - {case: kwai-climate, relation: contrast, why: There the cause was explained; here hardly anybody asked what it was.}
""",
    "cases/organisations/nerve-trust.yml": """\
name: Nerve Trust
summary: A charity that pays for research into a rare disease of the nerves; it ran [[cold-water-week]].
kind: foundation
hosts: [nerve-trust.example.org]
""",
    "cases/organisations/evening-echo.yml": """\
name: The Evening Echo
summary: A newspaper of the town in which [[cold-water-week]] began.
kind: medium
hosts: [echo.example.org]
""",
    "cases/measures/poured-money.yml": """\
name: Money of the water week
unit: EUR
dimension: benefit
definition: What people gave to the cause, as reported by whoever received it.
""",
    "cases/measures/poured-givers.yml": """\
name: Givers of the water week
unit: people
dimension: participation
definition: How many people gave, as counted by whoever received it.
""",
}
SOURCES = """
@article{evening-echo2019,
  author = {Ode, Ruth},
  title = {A bucket for everybody},
  journaltitle = {The Evening Echo},
  date = {2019-09-02},
  url = {https://echo.example.org/2019/a-bucket-for-everybody},
  urldate = {2026-11-20},
  read = {whole},
}

@report{nerve-trust2019,
  author = {{Nerve Trust}},
  title = {The week in figures},
  date = {2019-10},
  url = {https://nerve-trust.example.org/week.pdf},
  urldate = {2026-11-20},
  read = {whole},
}
"""
# What a reviewer asks about, and nobody has to mend: nothing cites the source, and the organiser alone is cited.
WARNINGS = {
    "cases/quiet-hour.yml": """\
title: The quiet hour
summary: On one evening people filmed an hour of silence in their streets and sent it to a charity, which never showed it.
kind: video-campaign
outcome: unknown
platforms:
  - {id: douyin, role: host}
organisations:
  - {id: nerve-trust, role: organiser}
topics: [short-video]
claims:
  - {id: nothing-shown, statement: None of the films was ever shown., cite: nerve-trust2019}
story:
  context: Streets are loud. [@nerve-trust2019]
  approach: People filmed theirs for 60 minutes.
  results: The trust kept the films.
  lessons: Whoever asks for films should know where they will be shown.
""",
}
UNUSED = """
@misc{nobody2019,
  title = {Cited by nobody},
  date = {2019},
}
"""


def catalog(target: Path) -> Path:
    """The project's own catalog with the case, and with what some rules warn of."""
    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    for path, content in {**FILES, **WARNINGS}.items():
        (target / path).write_text(content, "utf-8")
    with (target / "cases/references.bib").open("a", encoding="utf-8") as file:
        file.write(SOURCES + UNUSED)
    return target
