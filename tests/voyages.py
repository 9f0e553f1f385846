"""A small made-up catalog in which every type of field, every trait and a few awkward ids come up: what declared kinds bring, seen from outside."""

from __future__ import annotations

from tests.records.worlds import EVERYTHING


def _words(title: str, *ids: str) -> str:
    terms = "".join(f"  - {{id: {id}, label: {id} word, label_de: {id} Wort, description: D.}}\n" for id in ids)
    return f"title: {title}\nsummary: Words.\nterms:\n{terms}"


FILES = {
    "mkdocs.yml": """site_name: Voyages
site_url: https://voyages.example/
theme: {name: material, font: false}
plugins:
  - casebook: {languages: [de, zh-Hant]}
""",
    "docs/index.md": "# Voyages\n\nSee [[aml.t0051.000]],\n[[aml.t0051.000|the inner one]], [#aml.t0051.000/berths], "
    "[[quay]] and [[salt-run]]. [#tons/oldest]\n",
    **{f"cases/kinds/{name}.yml": text for name, text in EVERYTHING.items()},
    "cases/salt-run.yml": """title: The salt run
title_de: Die Salzfahrt
title_zh_hant: 鹽之旅
summary: They carried salt. [@log1901]
text: |
  It was a *long* way. [@log1901, p. 2]

  And it rained in [[aml.t0051.000|the inner bay]].
cite: ["log1901[p. 1]", diary1902]
sort: trade
weathers: [fog, gale]
sailed: 1901-05
sightings: [1901-06, 1901-07-02]
port: aml.t0051.000
calls: [dover, heron]
ship: {id: heron, role: flagship}
crew: [{id: gull, role: escort}, {id: dover, role: supplier}]
logbook: The town archive
flags: [red, white]
cargo: "Salt in sacks for [[dover]]."
remarks: [Slow but sure., "Wet, said [[heron]]."]
account: "They left at dawn. [@diary1902]"
miles: 1200.5
depths: [12, 13.5]
insured: false
scan: https://example.org/log
scans: [https://example.org/2, https://example.org/3]
days:
  - {date: 1901-05-02, text: They left.}
  - {date: 1901-05-09, text: They came back.}
orders:
  - {text: "All hands on deck. [@log1901, p. 5]", records: [heron, dover]}
  - {text: The deck is washed.}
chores: [{text: Ropes are tarred.}]
likened: [{voyage: tin-run, relation: like, why: The same sea.}]
story: {departure: They loaded salt., arrival: "[#tons] came home."}
claims:
  - {id: tons, measure: tons, value: 12, as_of: 1901, origin: heron, cite: log1901}
""",
    "cases/tin-run.yml": "title: The tin run\nport: aml.t0051\n",
    "cases/tea-run.yml": "title: The tea run\nport: dover\nship: {id: heron, role: tender}\ninsured: true\n",
    "cases/ports/dover.yml": "name: Dover\nname_de: Dower\ntext: A port with cliffs.\niso: GB-KEN\n",
    "cases/ports/aml.t0051.yml": "name: The bay\ntext: Wide and shallow.\niso: GB-DEV\n",
    "cases/ports/aml.t0051.000.yml": """name: The inner bay
summary: Behind the bar.
text: "It has [#berths]."
part_of: aml.t0051
claims:
  - {id: berths, measure: berths, value: 7, cite: log1901}
""",
    "cases/ports/quay.yml": "name: The quay\ntext: Of stone.\npart_of: aml.t0051.000\n",
    "cases/ships/heron.yml": """name: Heron
summary: A brig. [@diary1902]
owner: gull
text: "It was built of oak. [@diary1902, p. 3]"
cite: log1901[p. 4]
claims:
  - {id: burden, measure: tons, value: 90, cite: diary1902}
""",
    "cases/ships/gull.yml": "name: Gull\nsummary: A sloop.\nclaims:\n  - {id: burden, measure: tons, value: 40, cite: diary1902}\n",
    "cases/measures/tons.yml": "name: Burden\nunit: tons\ndimension: weight\ndefinition: What it carries.\ncomparable: true\n"
    "summary: In tons. [@diary1902, p. 9]\ntext: An old unit.\ncite: log1901[p. 7]\n"
    "claims:\n  - {id: oldest, statement: It is an old unit., cite: diary1902}\n",
    "cases/measures/berths.yml": "name: Berths\nunit: berths\none: berth\ndimension: count\ndefinition: Places to moor.\n",
    "cases/vocabularies/sorts.yml": _words("Sorts", "trade"),
    "cases/vocabularies/weathers.yml": _words("Weathers", "fog", "gale"),
    "cases/vocabularies/parts.yml": _words("Parts", "escort", "supplier"),
    "cases/vocabularies/likenesses.yml": "title: L\nsummary: S.\nterms: [{id: like, label: much like, inverse: likened to by, description: D.}]\n",
    "cases/vocabularies/dimensions.yml": _words("Dimensions", "weight", "count"),
    "cases/maps/isle.yml": "title: The isle\ntitle_de: Die Insel\nnote: Two cells.\ntiles:\n"
    "  - {iso: GB-KEN, label: Kent, row: 1, column: 2}\n  - {iso: GB-DEV, label: Devon, row: 1, column: 1}\n",
    "cases/references.bib": """@book{log1901,
  author = {Gull, Ann},
  title = {The Log},
  publisher = {Gull},
  date = {1901},
}
@book{diary1902,
  author = {Tern, Bob},
  title = {A Diary},
  publisher = {Gull},
  date = {1902},
}
""",
}
