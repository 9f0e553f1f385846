"""Names with their particles and early years with their era, wherever pages show them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views import facets, heads
from casebook.views.here import Here

BIB = """@book{berg2020,
  author = {van den Berg, Anna and {Writers' Guild} and Plato},
  title = {On Orchards},
  date = {2020},
}
@book{caesar,
  author = {Caesar, Gaius},
  title = {On War},
  date = {0044},
}
@book{adams1999,
  author = {Adams, Bo},
  title = {On Apples},
  date = {1999},
}
"""
CASE = """title: An old case
summary: "So it was. [@berg2020; @caesar; @adams1999]"
period: 0044/0046
timeline:
  - {date: 0044-03-15, text: It began.}
  - {date: 0046, text: It ended.}
"""


@pytest.fixture
def result(write: Callable[..., Path]) -> pipeline.Result:
    return pipeline.run(write({"cases/old.yml": CASE, "cases/references.bib": BIB}))


def shown(result: pipeline.Result, address: str) -> tuple[Any, Any]:
    """What a page shows, and its head."""
    (page,) = [page for page in result.pages if page.address == address]
    here = Here(result.site, address, page.entry)
    return page.view(here), heads.head(page, here, page.description(here))


def test_a_family_name_has_its_particles_in_the_list_and_in_the_head(result: pipeline.Result) -> None:
    view, _head = shown(result, "sources/")
    # By what is printed: "van den Berg" stands under v.
    assert [row.link.href.split("/")[-2] for row in view["rows"]] == ["adams1999", "caesar", "berg2020"]
    _view, head = shown(result, "sources/berg2020/")
    assert [value for name, value in head.tags if name == "citation_author"] == ["van den Berg, Anna", "Writers' Guild", "Plato"]
    people = [person["name"] for person in head.data["author"]]
    assert people == ["Anna van den Berg", "Writers' Guild", "Plato"]


def test_early_years_have_their_era_and_stand_in_their_order(result: pipeline.Result) -> None:
    view, _head = shown(result, "sources/")
    assert [values for name, _label, values in view["choices"] if name == "year"] == [["2020", "1999", "44 AD"]]
    assert [row.year for row in view["rows"]] == ["1999", "44 AD", "2020"]
    years = {value.id: value.label for item in facets.findables(result.site) for value in item.facets if value.facet == "year"}
    assert years == {"0044": "44 AD", "0045": "45 AD", "0046": "46 AD", "1999": "1999", "2020": "2020"}
    timeline, _head = shown(result, "timeline/")
    assert {year for _tick, year in timeline["year_names"] if year} == {"44 AD", "45 AD", "46 AD"}
    html = Renderer(result.site).render(next(page for page in result.pages if page.address == "cases/old/")).html
    assert "<dd>44 AD – 46 AD</dd>" in html and "15 March 44 AD" in html
