"""Who has a part in a record that only looks on from outside, and is no party by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casebook.catalog.catalog import Catalog
from casebook.catalog.evidence import Mark

from tests.catalog.test_evidence import BIBLIOGRAPHY, DOTTED, FIGURE, FULL, HALF, QUOTES, RING, WORLD, read, weighed

ROLES = """\
title: Roles
summary: S
terms:
  - {id: partner, label: partner, description: D}
  - {id: critic, label: critic, description: D, outside: true}
"""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """A case with a partner, two who look on, one who looks on and is a partner, and one who looks on and belongs to the partner."""
    parts = "{id: growers, role: partner}, {id: press, role: critic}, {id: herald, role: critic}, {id: agency, role: critic}"
    both = "{id: daily, role: critic}, {id: daily, role: partner}, {id: club, role: critic}"
    files = {
        **WORLD,
        "cases/organisations/state.yml": "name: State\nsummary: S\n",
        "cases/organisations/agency.yml": "name: Agency\nsummary: S\n",
        "cases/organisations/club.yml": "name: Club\nsummary: S\nowner: growers\n",
        "cases/vocabularies/roles.yml": ROLES,
        "cases/references.bib": BIBLIOGRAPHY + "@online{by-club, title = {On clubs}, publisherid = {club}}\n",
        "cases/a.yml": f"title: T\nsummary: S\norganisations: [{parts}, {both}]\n"
        f"people: [{{id: ann, role: critic}}]\nclaims:\n  - {{id: plays, {FIGURE}cite: by-press}}\n",
    }
    root = tmp_path_factory.mktemp("watched")
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, "utf-8")
    return read(root)


@pytest.mark.parametrize(
    ("cite", "origin", "mark", "voices"),
    [
        ("by-press", None, HALF, 1),
        ("by-press, by-herald", None, FULL, 2),
        ("by-press, by-growers", None, HALF, 1),
        ("by-nobody", None, DOTTED, 0),
        ("by-growers", None, RING, 0),
        ("", None, Mark.UNSOURCED, 0),
        # Who looks on and has another part besides, or belongs to a party, or hands on what a party says, is no voice.
        ("by-daily", None, RING, 0),
        ("by-club", None, RING, 0),
        ("herald-via-growers", None, RING, 0),
        # Nobody vouches for a claim of their own, wherever they stand.
        ("by-press", "press", RING, 0),
        ("by-press, by-herald", "press", HALF, 1),
        ("by-press", "bob", HALF, 1),
        ("by-press", "growers", RING, 0),
        # A person who looks on speaks for the party to which they belong.
        ("by-press", "ann", RING, 0),
    ],
)
def test_the_mark_where_somebody_looks_on(cite: str, origin: str | None, mark: Mark, voices: int, watched: Catalog) -> None:
    found = weighed(watched, cite, origin=origin)
    assert (found.mark, len(found.voices)) == (mark, voices)


def test_a_statement_of_somebody_who_looks_on_is_attributed(watched: Catalog) -> None:
    assert weighed(watched, "by-press, by-herald", origin="press", statement="They liked it.").mark is QUOTES


def test_who_looks_on_is_a_party_where_the_vocabulary_does_not_say_so(watched: Catalog) -> None:
    roles = watched.vocabularies["roles"]
    inside = replace(
        watched, vocabularies={"roles": roles.model_copy(update={"terms": tuple(t.model_copy(update={"outside": False}) for t in roles.terms)})}
    )
    assert weighed(inside, "by-press, by-herald").mark is RING
    assert weighed(watched, "by-press, by-herald").mark is FULL
