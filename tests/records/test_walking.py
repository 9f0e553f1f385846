"""Every value of a record that is more than a value, in the order of its fields."""

from __future__ import annotations

import pytest
from casebook.records.as_meant import validate
from casebook.records.models import models
from casebook.records.values import PARTIES, Prose, Refers, TermOf
from casebook.records.walking import leaves

from tests.conftest import KINDS, document, kinds_in

MODELS = models(kinds_in(KINDS, ["zh"])).records
CASE = MODELS["case"]


FULL = """\
title: T
summary: S1
kind: k1
period: 2020
platforms: [{id: p1, role: r1}, {id: p2, role: r2}]
organisations: [{id: o1, role: r3}]
people: [{id: h1, role: r4}]
places: [l1, l2]
topics: [t1]
timeline: [{date: 2020, text: S2}]
story: {context: S3, approach: S4, results: S5, lessons: S6}
related: [{case: c1, relation: q1, why: S7}]
corrections: [{on: 2020, what: a, was: b, now: c, why: S8}]
aliases: [A]
claims:
  - {id: a, measure: m1, value: 1, also: [{value: 1, unit: u}], scope: S9, origin: g1, cite: key, note: S10, rank: preferred, why: S11}
  - {id: b, statement: S12}
reviewed: {on: 2020, by: B}
formerly: [old]
ignore: [{code: c, why: S14}]
text: S13
cite: whole2020
"""


def test_every_reference_term_and_text_of_a_full_record_is_found() -> None:
    found_in = document(FULL)
    record, _ = validate(CASE, found_in)
    assert record is not None
    assert {name for name in CASE.model_fields if getattr(record, name) == CASE.model_fields[name].get_default()} == {"title_zh", "status"}
    found = [(leaf.value, leaf.route, leaf.role) for leaf in leaves(record)]
    words = {value: role for value, _, role in found}
    assert len(words) == len(found)
    assert {value for value, role in words.items() if isinstance(role, Prose)} == {f"S{number}" for number in range(1, 15)}
    assert {value for value, role in words.items() if isinstance(role, Prose) and role.block} == {"S3", "S4", "S5", "S6", "S13"}
    assert {value: role.kinds for value, role in words.items() if isinstance(role, Refers)} == {
        "p1": ("platform",),
        "p2": ("platform",),
        "o1": ("organisation",),
        "h1": ("person",),
        "l1": ("place",),
        "l2": ("place",),
        "t1": ("topic",),
        "c1": ("case",),
        "m1": ("measure",),
        "g1": (PARTIES,),
    }
    assert {value: role.vocabulary for value, role in words.items() if isinstance(role, TermOf)} == {
        "k1": "case-kinds",
        "r1": "roles",
        "r2": "roles",
        "r3": "roles",
        "r4": "roles",
        "q1": "relations",
    }
    # Every one is found in the file, at its route.
    assert all(found_in.at(*route).excerpt[found_in.at(*route).column - 1 :].startswith(value) for value, route, _ in found)


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("platform", "{name: N, summary: S, owner: o}", ["S", "o"]),
        ("organisation", "{name: N, summary: S, kind: k}", ["S", "k"]),
        ("person", "{name: N, summary: S, affiliations: [{id: o, role: editor}]}", ["S", "o"]),
        ("place", "{name: N, summary: S, level: l, part_of: p, iso: DE-BY}", ["S", "l", "p"]),
        ("topic", "{name: N, summary: S}", ["S"]),
        ("measure", "{name: N, unit: u, dimension: d, definition: D}", ["d", "D"]),
    ],
)
def test_the_leaves_of_the_other_kinds(kind: str, content: str, expected: list[str]) -> None:
    record, _ = validate(MODELS[kind], document(content))
    assert record is not None
    assert sorted(leaf.value for leaf in leaves(record)) == sorted(expected)
