"""Who vouches for what: every figure is one dot of its mark, in the row of what it measures."""

from __future__ import annotations

import pytest
from casebook.pages import index, vouching
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import WORLD


@pytest.fixture(scope="module")
def page() -> LexborHTMLParser:
    site = pipeline.run(WORLD).site
    (only,) = vouching.pages(site)
    return LexborHTMLParser(Renderer(site).render(only).html)


def test_as_many_dots_are_drawn_as_are_counted_and_no_two_in_one_place(page: LexborHTMLParser) -> None:
    for row in page.css("tbody tr"):
        places = []
        for area in row.css("rect"):
            x, y, width, height = (int(area.attributes[name] or "") for name in ("x", "y", "width", "height"))
            places += [(x + dx, y + dy) for dx in range(0, width, vouching.SIDE) for dy in range(0, height, vouching.SIDE)]
        told = row.css_first("td .cb-hidden").text()
        assert len(places) == len(set(places)) == sum(int(word.strip(",")) for word in told.split() if word.strip(",").isdigit())
        assert row.css_first("b").text().endswith(f" of {len(places)}")


def test_the_rows_begin_with_what_is_vouched_for_most(page: LexborHTMLParser) -> None:
    shares = [int(part) / int(count) for row in page.css("tbody b") for part, _, count in [row.text().partition(" of ")]]
    assert len(shares) > 3
    assert shares == sorted(shares, reverse=True)


def test_every_dot_has_a_pattern(page: LexborHTMLParser) -> None:
    patterns = {f"url(#{pattern.attributes['id']})" for pattern in page.css("pattern")}
    assert {area.attributes["fill"] for area in page.css("tbody rect")} <= patterns


def test_a_row_leads_to_its_measures_in_the_list_of_all(page: LexborHTMLParser) -> None:
    site = pipeline.run(WORLD).site
    (only,) = (one for one in index.pages(site) if one.address == "measures/")
    listed = LexborHTMLParser(Renderer(site).render(only).html)
    links = [link.attributes["href"] or "" for link in page.css("tbody th a")]
    assert len(links) == len(page.css("tbody tr"))
    for link in links:
        address, _, anchor = link.partition("#")
        assert address == "../measures/"
        assert listed.css_first(f'[id="{anchor}"]')
