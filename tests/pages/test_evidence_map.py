"""The evidence map: which case stands in which cell, by which mark, and what is said of those in none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views.here import Here
from casebook.views.site import Page, Site
from selectolax.lexbor import LexborHTMLParser

Write = Callable[..., Path]
_CLAIM = "{{id: {}, measure: {}, value: {}, cite: {}}}"
# Races of boats: who counted them is the club itself, or a paper.
PROJECT = {
    "cases/kinds/race.yml": """\
label: Race
plural: Races
folder: ""
description: Boats against one another.
fields:
  sort: {type: term, vocabulary: sorts, kicker: true, many: true, description: What sort., example: rowing}
  tests: {type: record, kind: test, many: true, unfolded: true, description: What tested it., example: a-test}
  clubs: {type: role, kind: club, vocabulary: roles, many: true, description: Whose it was., example: {id: club, role: host}}
""",
    "cases/kinds/club.yml": "label: Club\nplural: Clubs\nfolder: clubs\nparty: true\ndescription: Who rows.\n",
    "cases/kinds/test.yml": "label: Test\nplural: Tests\nfolder: tests\ndescription: What was tried.\n",
    "cases/vocabularies/sorts.yml": """\
title: Sorts
summary: S
terms:
  - {id: sailing, label: sailing, description: D}
  - {id: rowing, label: rowing, description: D}
  - {id: never, label: never held, description: D}
""",
    "cases/vocabularies/roles.yml": "title: Roles\nsummary: S\nterms: [{id: host, label: host, description: D}]\n",
    "cases/vocabularies/dimensions.yml": """\
title: What is counted
summary: S
terms:
  - {id: crew, label: crew, description: D}
  - {id: speed, label: speed, description: D}
  - {id: cost, label: cost, description: D}
  - {id: unused, label: unused, description: D}
""",
    "cases/measures/rowers.yml": "name: Rowers\nunit: rowers\ndimension: crew\ndefinition: D\n",
    "cases/measures/knots.yml": "name: Speed made\nunit: knots\ndimension: speed\ndefinition: D\n",
    "cases/measures/price.yml": "name: Price\nunit: EUR\ndimension: cost\ndefinition: D\n",
    "cases/clubs/club.yml": "name: Club\nhosts: [club.example]\n",
    "cases/clubs/paper.yml": "name: Paper\nhosts: [paper.example]\n",
    "cases/tests/tank.yml": f"name: A tank\nclaims: [{_CLAIM.format('model', 'knots', 9, 'paper2020')}]\n",
    # The paper vouches for a figure of the first, none but the club for one of the second; of the third nothing that holds is counted.
    "cases/ant.yml": "title: Ant\nsort: [rowing]\nclubs: [{id: club, role: host}]\ntests: [tank]\nclaims:\n"
    f"  - {_CLAIM.format('own', 'rowers', 4, 'club2020')}\n  - {_CLAIM.format('seen', 'rowers', 5, 'paper2020')}\n",
    "cases/aal.yml": "title: Aal\nsort: [rowing, sailing]\nclubs: [{id: club, role: host}]\nclaims:\n"
    f"  - {_CLAIM.format('own', 'rowers', 8, 'club2020')}\n",
    "cases/bee.yml": "title: Bee\nsort: [rowing]\nclaims:\n"
    "  - {id: old, measure: rowers, value: 3, cite: paper2020, rank: deprecated, why: A slip.}\n"
    "  - {id: said, statement: It rained., cite: paper2020}\n",
    "cases/references.bib": "@online{club2020,\n  title = {Ours},\n  url = {https://club.example/a},\n}\n"
    "@online{paper2020,\n  title = {Theirs},\n  url = {https://paper.example/a},\n}\n",
}


def the_map(root: Path) -> tuple[Site, Page | None]:
    """The site of a project, and its evidence map if it has one."""
    result = pipeline.run(root)
    assert result.is_sound, result.diagnostics
    return result.site, next((page for page in result.pages if page.address == "evidence-map/"), None)


def rows(site: Site, page: Page | None) -> Any:
    assert page
    return page.view(Here(site, page.address))["map"].rows


def test_a_case_stands_where_it_has_figures_by_the_best_that_vouches_for_one(write: Write) -> None:
    site, page = the_map(write(PROJECT))
    rowing, sailing = rows(site, page)
    assert [(row.label, row.count, [cell and cell.label for cell in row.cells]) for row in (sailing, rowing)] == [
        ("sailing", 1, ["crew", None, None]),
        ("rowing", 3, ["crew", "speed", None]),
    ]
    crew, speed, _cost = rowing.cells
    assert [(found.link.text, found.link.href, found.text, found.what, found.evidence_text, found.is_unfolded) for found in crew.cases] == [
        ("Ant", "../races/ant/#seen", "5\xa0rowers", "", "one voice", False),
        ("Aal", "../races/aal/#own", "8\xa0rowers", "", "self-reported", False),
    ]
    # What a test found counts for the race that names it; the link leads to where the race tells of it.
    assert [(found.link.href, found.text, found.what, found.is_unfolded) for found in speed.cases] == [
        ("../races/ant/#_tests", "9\xa0knots", "Speed made", True)
    ]
    assert crew.says == "rowing, crew: 2 races, at best one voice"
    assert [link.text for link in rowing.unmeasured] == ["Bee"]


def test_every_mark_of_the_table_is_in_the_list_that_its_cell_opens(write: Write) -> None:
    site, page = the_map(write(PROJECT))
    assert page
    html = LexborHTMLParser(Renderer(site).render(page).html)
    cells = html.css(".cb-evidence-map td > a")
    assert len(cells) == 3
    for cell in cells:
        (opened,) = html.css(f"[id='{cell.attributes['href'].removeprefix('#')}']")
        told = [group.css_first(".cb-mark").attributes["class"] for group in opened.css("dd") for _case in group.css("li")]
        assert told == [sign.attributes["class"] for sign in cell.css("i")]
    assert [len(row.css("td")) for row in html.css(".cb-evidence-map tbody tr:not(.cb-evidence-told)")] == [3, 3]
    assert "3 of 6 cells are empty" in html.text()
    assert "framed: tests have such a figure" in html.text()


def test_of_very_many_cases_a_cell_counts_the_rest(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casebook.views.evidence_map.MOST", 1)
    site, page = the_map(write(PROJECT))
    crew = rows(site, page)[0].cells[0]
    assert ([found.link.text for found in crew.cases], crew.more) == (["Ant"], 1)
    assert page
    html = LexborHTMLParser(Renderer(site).render(page).html)
    assert html.css_first("[id='_cell-rowing/crew'] dd:last-child").text() == "and 1 more"


@pytest.mark.parametrize(
    "without",
    [
        {"cases/kinds/race.yml": PROJECT["cases/kinds/race.yml"].replace("kicker: true, ", "")},
        {path: text.replace("dimension: ", "aliases: [x] #") for path, text in PROJECT.items() if "/measures/" in path},
    ],
)
def test_without_words_for_rows_or_columns_there_is_no_map(write: Write, without: dict[str, str]) -> None:
    assert the_map(write({**PROJECT, **without}))[1] is None
