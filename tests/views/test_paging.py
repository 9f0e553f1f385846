"""Pages of records that much rests on: cut into pages, nothing lost and nothing twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views import facets, paging
from casebook.views.site import Settings

from tests.benchmarks import synthetic

LENGTH = 20


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The pages of a catalog of 60 cases by address, with lists cut at 20."""
    monkeypatch.setattr(paging, "LIST_LENGTH", LENGTH)
    result = pipeline.run(synthetic.make(tmp_path, 60), Settings(search=False))
    renderer = Renderer(result.site)
    return {page.address: renderer.render(page).html for page in result.pages}


def below(pages: dict[str, str], address: str) -> list[str]:
    """The pages of a list, in their order."""
    found = [key for key in pages if re.fullmatch(rf"{re.escape(address)}(page-\d+/)?", key)]
    return [pages[key] for key in sorted(found, key=lambda key: (len(key), key))]


@pytest.mark.parametrize("id", ["plays", "turnover"])
def test_a_measure_shows_each_of_its_figures_once(id: str, pages: dict[str, str]) -> None:
    parts = below(pages, f"measures/{id}/")
    assert len(parts) > 2
    links = [link for html in parts for link in re.findall(r'<th scope="row"><a href="[./]*(cases/case-\d+/#claim-\d)"', html)]
    other = [
        link
        for key, html in pages.items()
        if re.fullmatch(r"measures/\w+/(page-\d+/)?", key)
        for link in re.findall(r"(cases/case-\d+/#claim-\d)", html)
    ]
    assert len(links) == len(set(links))
    assert len(set(other)) == 60 * 6
    assert all(len(re.findall(r'<th scope="row">', html)) <= LENGTH for html in parts)


def test_an_entity_shows_each_mention_once_and_its_own_things_first(pages: dict[str, str]) -> None:
    addresses = {key.partition("page-")[0] for key in pages if re.match(r"(organisations|topics|people)/[^/]+/page-2/", key)}
    assert addresses
    for address in addresses:
        first, *rest = below(pages, address)
        cases = [link for html in (first, *rest) for link in re.findall(r'<li><a class="cb-record" href="[./]*(cases/case-\d+/)"', html)]
        assert len(cases) == len(set(cases))
        assert "record.json" in first
        assert not any("record.json" in html or "cb-lead" in html for html in rest)
        assert "Page 1 of" in first
        assert 'rel="next"' in first and 'rel="next"' not in rest[-1]


def test_a_list_of_several_pages_is_filtered_by_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "LIST_LENGTH", LENGTH)
    result = pipeline.run(synthetic.make(tmp_path, LENGTH + 5))
    html = Renderer(result.site).render(next(page for page in result.pages if page.address == "cases/page-2/")).html
    form = html.partition('<form class="cb-filter')[2].partition("</form>")[0]
    assert 'action="../../search/"' in form
    assert '<input type="hidden" name="kind" value="case">' in form
    assert "data-filter" not in form
    # By what all of the records have, not only those of this page.
    every = {
        value.id for entry in result.site.catalog.by_kind["case"] for value in facets.above_title(result.site, entry) if value.facet == "evidence"
    }
    marks = form.partition('<select name="evidence"')[2].partition("</select>")[0]
    assert set(re.findall(r'value="([a-z-]+)"', marks)) == every
