"""Kinds of records to test with: those of the example projects, and some that use every type and option there is."""

from __future__ import annotations

from casebook.records import declaration
from casebook.records.kinds import Kinds

from tests.conftest import document

# A catalog of voyages, in which every type of field and every trait comes up, single and in lists.
EVERYTHING = {
    "voyage": """\
label: Voyage
plural: Voyages
folder: ""
description: A journey of a ship.
schema_org: Trip
story:
  departure: {label: How it began, description: What came before the first day., example: They loaded salt.}
  arrival: {label: How it ended, description: What came of it.}
fields:
  title: {description: What it is called., example: The salt run}
  sort: {type: term, vocabulary: sorts, kicker: true, description: What sort of voyage it was., example: trade}
  weathers: {type: term, vocabulary: weathers, many: true, description: What weather it met., example: [fog, gale]}
  sailed: {type: date, means: when, kicker: true, schema_org: departureTime, description: When it was., example: 1901-05}
  sightings: {type: date, many: true, description: When it was seen., example: [1901-06, 1901-07-02]}
  port: {type: record, kind: port, means: where, required: true, facet: true, inverse: "left from {name}", description: From where., example: dover}
  calls: {type: record, kind: [port, ship], many: true, shared: "also called at {names}", description: What it met., example: [dover, heron]}
  ship: {type: role, kind: ship, facet: true, neighbours: true, description: The ship and its part., example: {id: heron, role: flagship}}
  crew: {type: role, kind: [ship, port], vocabulary: parts, many: true, description: Who took part., example: {id: heron, role: escort}}
  logbook: {type: line, description: Where the log lies., example: The town archive}
  flags: {type: line, many: true, description: Which flags it flew., example: [red, white]}
  cargo: {type: text, schema_org: itinerary, description: What it carried., example: Salt in sacks.}
  remarks: {type: text, many: true, description: What was said of it., example: [Slow., Wet.]}
  account: {type: prose, description: The whole story., example: They left at dawn.}
  miles: {type: number, description: How far it went., example: 1200.5}
  depths: {type: number, many: true, description: What was sounded., example: [12, 13.5]}
  insured: {type: boolean, description: Whether it was insured., example: true}
  scan: {type: url, description: A picture of the log., example: "https://example.org/log"}
  scans: {type: url, many: true, description: More pictures., example: ["https://example.org/2"]}
  days: {type: event, description: What happened when., example: {date: 1901-05-02, text: They left.}}
  orders: {type: step, kind: [ship, port], description: What happened in which order., example: {text: All hands on deck., records: [heron]}}
  chores: {type: step, description: What else was done., example: {text: The deck is washed.}}
  likened: {type: relation, kind: voyage, vocabulary: likenesses, description: Others., example: {voyage: tin-run, relation: like, why: Sea.}}
""",
    "port": """\
label: Port
plural: Ports
folder: ports
description: Where ships load.
part_of: true
iso: {description: Its code., example: GB-KEN}
requires: [text]
fields:
  name: {description: What it is called., example: Dover}
""",
    "ship": """\
label: Ship
plural: Ships
folder: ships
address: fleet
description: What carries.
party: true
feed: true
compare: true
requires: [summary]
fields:
  owner: {type: record, kind: ship, means: owner, description: Whose it is., example: heron}
""",
}


def declared(files: dict[str, str], *languages: str) -> Kinds:
    """The kinds of some declarations, which are sound."""
    kinds, problems = declaration.read([(name, document(text, f"{name}.yml")) for name, text in files.items()], languages)
    assert problems == []
    return kinds
