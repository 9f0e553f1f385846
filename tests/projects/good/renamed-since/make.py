"""A catalog that was released: since then all has got another name, two cases have become one, a figure was corrected, and no claim says less."""

import subprocess
from pathlib import Path


def make(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)

    now = {path: path.read_text() for path in root.rglob("cases/**/*.*") if path.parent.name != "vocabularies"}
    for path in now:
        path.unlink()
    for name, text in THEN.items():
        (root / name).write_text(text)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "The first release")
    git("tag", "v1")
    for name in THEN:
        (root / name).unlink()
    for path, text in now.items():
        path.write_text(text)


THEN = {
    "cases/apples.yml": """\
title: An afternoon of apples
summary: A magistrate sold the apples of her county. See [[market]].
claims:
  - {id: weight, measure: weight, value: 53000, origin: post, cite: smith2020apples}
  - {id: price, measure: weight, value: 7, cite: "smith2020apples[p. 3]"}
  - {id: no-fee, statement: "[[post|The post]] took no fee. [@radio2020]", cite: smith2020apples}
  - {id: crates, measure: weight, value: 9, unit: g, cite: radio2020}
""",
    "cases/plums.yml": """\
title: Plums
summary: Not yet. See [[apples]].
status: draft
claims:
  - {id: weight, measure: weight, value: 1, cite: smith2020apples}
""",
    "cases/market.yml": """\
title: A market
summary: Where apples were sold. See [[apples]].
claims:
  - {id: stalls, measure: weight, value: 5, unit: g, cite: smith2020apples}
""",
    "cases/organisations/post.yml": """\
name: The Orchard Post
summary: It is read in the hills.
""",
    "cases/organisations/radio.yml": """\
name: Hill Radio
summary: It is heard in the hills. See [[post]].
""",
    "cases/measures/weight.yml": """\
name: Weight
unit: kg
dimension: sales-volume
definition: What was sold.
""",
    "cases/references.bib": """\
@online{smith2020apples,
  author = {Smith, Ann},
  title = {Apples by the tonne},
  publisher = {The Orchard Post},
}
@online{radio2020,
  title = {Heard on the radio},
  publisherid = {radio},
}
""",
}
