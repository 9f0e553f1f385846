"""One function decides the mark of a claim: wherever it is shown, it is the same."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from casebook.catalog.evidence import NAMES, Mark
from casebook.exports import cards
from casebook.publishing import build, pipeline
from casebook.views import facets
from casebook.views.card import Card
from casebook.views.site import Site
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import PROJECTS, copy_project


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site]:
    """The example world with every mark, its folder and what it is made of."""
    root = copy_project(PROJECTS / "good/harbours", tmp_path_factory.mktemp("marks") / "project")
    build.build(root)
    return root / "site", pipeline.run(root).site


def claims(site: Site) -> Iterator[tuple[str, str, Mark, int]]:
    for entry in site.catalog:
        for claim in entry.record.claims:
            found = site.catalog.evidence(entry, claim)
            yield entry.address, claim.id, found.mark, len(found.voices)


def marks_in(html: Any) -> list[str]:
    return [name.removeprefix("cb-mark--") for node in html.css(".cb-mark") for name in node.attributes["class"].split() if "--" in name]


def test_the_world_shows_every_mark(built: tuple[Path, Site]) -> None:
    _, site = built
    assert {mark for _address, _id, mark, _voices in claims(site)} == set(Mark) - {Mark.UNSOURCED}


def test_the_page_the_twin_and_the_data_of_a_record_agree(built: tuple[Path, Site]) -> None:
    folder, site = built
    with (folder / "data/csv/claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["record"], row["claim"]): row for row in csv.DictReader(file)}
    for address, id, mark, voices in claims(site):
        page = LexborHTMLParser((folder / address / "index.html").read_text("utf-8"))
        (shown,) = page.css(f"[id='{id}']")
        assert marks_in(shown) == [mark], (address, id)
        record = json.loads((folder / address / "record.json").read_text("utf-8"))
        (data,) = (claim["evidence"] for claim in record["claims"] if claim["id"] == id)
        assert (data["standing"], data["voices"]) == (mark, voices)
        row = rows[address.split("/")[-2], id]
        assert (row["standing"], int(row["voices"])) == (mark, voices)
    for address in {address for address, *_ in claims(site)}:
        twin = (folder / address / "index.md").read_text("utf-8")
        counted = Counter(name(mark, voices) for where, _id, mark, voices in claims(site) if where == address)
        assert all(len(re.findall(rf"(?:\| |; |\(){re.escape(text)}\b", twin)) == count for text, count in counted.items()), (address, twin)


def name(mark: Mark, voices: int) -> str:
    return f"{voices} voices" if mark is Mark.SEVERAL_VOICES else NAMES[mark]


def test_cards_bars_and_large_figures_agree(built: tuple[Path, Site]) -> None:
    folder, site = built
    expected = {f"{address}#{id}": mark for address, id, mark, _voices in claims(site)}
    seen = Counter[str]()
    for path in folder.rglob("index.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        where = partial(_target, path.parent.relative_to(folder).as_posix())
        for article in page.css(".cb-claimcard"):
            if ways := article.css(".cb-claimcard-ways a"):
                assert marks_in(article) == [expected[where(ways[0].attributes["href"])]]
                seen["card"] += 1
        for chart in page.css(".cb-chart"):
            links = [where(node.attributes["href"]) for node in chart.css("p a")]
            bars = [node.attributes["class"].split("cb-bar--")[1] for node in chart.css(".cb-bar")]
            assert len(bars) <= len(links)
            assert set(bars) <= {expected[link] for link in links}
            seen["bar"] += len(bars)
        for row in page.css(".cb-plot tbody tr"):
            dots = {node.attributes["class"].split("cb-dot--")[1] for node in row.css(".cb-dot")}
            assert dots == {expected[where(row.css_first("th a").attributes["href"])]}
            seen["bar"] += 1
        for item in page.css(".cb-strip li"):
            if value := item.css_first("a.cb-value"):
                assert marks_in(item) == [expected[where(value.attributes["href"])]]
                seen["strip"] += 1
        for item in page.css(".cb-mentions li, .cb-rests li"):
            if marks_in(item):
                assert marks_in(item) == [expected[where(item.css_first("a").attributes["href"])]]
                seen["source"] += 1
    assert all(seen[part] for part in ("card", "bar", "strip", "source")), seen


def _target(page: str, href: str) -> str:
    """Where a link of a page leads, from the site's root."""
    path, _, anchor = href.partition("#")
    parts = page.split("/") if page != "." else []
    for step in path.split("/"):
        if step == "..":
            parts.pop()
        elif step and step != ".":
            parts.append(step)
    return f"{'/'.join(parts)}/#{anchor}"


def test_the_search_and_the_legend_agree(built: tuple[Path, Site]) -> None:
    folder, site = built
    found = {item.address: item for item in facets.findables(site) if item.kind == facets.CLAIM}
    for address, id, mark, _voices in claims(site):
        item = found[f"{address}#{id}"]
        assert item.evidence == mark
        assert [value.id for value in item.facets if value.facet == facets.EVIDENCE] == [mark]
    legend = LexborHTMLParser((folder / "evidence/index.html").read_text("utf-8"))
    counted = Counter(mark for _address, _id, mark, _voices in claims(site))
    for row in legend.css("section[aria-labelledby=_marks] .cb-legend > div"):
        (mark,) = marks_in(row.css_first("dt"))
        assert row.css_first("dt small").text().split()[0] == str(counted[Mark(mark)])
        example = row.css_first("dd a")
        assert (example is not None) == bool(counted[Mark(mark)])
        if example:
            target = _target("evidence", example.attributes["href"] or "")
            assert (mark,) == tuple(one for address, id, one, _voices in claims(site) if f"{address}#{id}" == target)


def test_the_picture_of_a_case_agrees(built: tuple[Path, Site]) -> None:
    _, site = built
    for entry in site.catalog.cases:
        found: Card = cards.case_card(entry, site)
        if claim := facets.most_telling(entry):
            assert found.mark == site.catalog.evidence(entry, claim).mark
