"""What cases share, their neighbours in a topic, and lists that are cut into pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.catalog.catalog import Catalog
from casebook.pages import addresses
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views import cards, paging, related
from casebook.views.paging import LIST_LENGTH, parts
from casebook.views.site import Site

from tests.benchmarks import synthetic
from tests.conftest import WORLD


def case(title: str, topics: str = "", places: str = "", more: str = "") -> str:
    return f"title: {title}\nsummary: What was done.\ntopics: [{topics}]\nplaces: [{places}]\n{more}"


@pytest.fixture
def shared(write: Callable[..., Path]) -> Path:
    """Five cases: all are about t, two also about r, two were at p."""
    files = {f"cases/topics/{id}.yml": f"name: Topic {id}\nsummary: A topic.\n" for id in ("t", "r")}
    files["cases/vocabularies/place-levels.yml"] = "title: Levels\nsummary: Words.\nterms: [{id: county, label: county, description: A county.}]\n"
    files["cases/vocabularies/relations.yml"] = "title: Relations\nsummary: Words.\nterms: [{id: parallel, label: a parallel, description: One.}]\n"
    files["cases/places/p.yml"] = "name: Place p\nsummary: A place.\nlevel: county\n"
    files["cases/a.yml"] = case("Delta", "t, r", "p")
    files["cases/b.yml"] = case("Beta", "t")
    files["cases/c.yml"] = case("Alpha", "t, r")
    files["cases/d.yml"] = case("Gamma", "t", "p", "related: [{case: a, relation: parallel, why: Both.}]\n")
    files["cases/e.yml"] = case("Epsilon", "t")
    return write(files)


def test_what_few_share_counts_more(shared: Path) -> None:
    catalog = pipeline.check(shared).catalog
    found = related.related(catalog, catalog.entries["a"], set())
    assert [(item.case.id, [thing.id for thing in item.shared]) for item in found] == [
        ("c", ["r", "t"]),
        ("d", ["p", "t"]),
        ("b", ["t"]),
        ("e", ["t"]),
    ]
    assert [item.case.id for item in related.related(catalog, catalog.entries["a"], {"c"}, 2)] == ["d", "b"]


def test_those_that_editors_chose_are_not_named_twice(shared: Path) -> None:
    result = pipeline.run(shared)
    page = next(page for page in result.pages if page.address == "cases/a/")
    html = Renderer(result.site).render(page).html
    first, _, more = html[html.index("Read next") :].partition("</ul>")
    # One strip of three with their reasons: the editors' choice, then what shares most. The rest is folded, the neighbours with it.
    assert re.findall(r'href="../../cases/(.)/"', first) == ["d", "c", "b"]
    assert "Both." in first
    assert "also about Topic r, Topic t" in first
    assert re.findall(r'href="../../cases/(.)/"', more.partition("</ul>")[0]) == ["e"]
    assert "<summary>What else is related</summary>" in more.partition("<ul")[0]
    assert 'class="cb-neighbours"' in more.partition("</details>")[0]
    assert 'href="../../cases/a/"' not in html


def test_a_thing_that_very_many_share_brings_nobody(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "TOO_COMMON", 4)
    catalog = pipeline.check(shared).catalog
    found = related.related(catalog, catalog.entries["a"], set())
    assert [(item.case.id, [thing.id for thing in item.shared]) for item in found] == [("c", ["r", "t"]), ("d", ["p", "t"])]


def test_the_work_does_not_grow_with_the_catalog(tmp_path: Path) -> None:
    catalog = pipeline.check(synthetic.make(tmp_path, 300)).catalog
    looked_at: Counter[str] = Counter()

    class Counting(dict):  # type: ignore[type-arg]
        def __getitem__(self, id: str) -> object:
            looked_at[id] += 1
            return super().__getitem__(id)

    entry = catalog.entries["case-7"]
    catalog.__dict__["cases_naming"] = Counting(catalog.cases_naming)
    assert related.related(catalog, entry, set())
    assert set(looked_at) == set(catalog.named_by(entry))
    assert sum(looked_at.values()) <= 2 * len(catalog.named_by(entry))


def test_neighbours_are_those_of_the_topics_page(shared: Path) -> None:
    result = pipeline.run(shared)
    catalog = result.site.catalog
    order = [entry.id for entry in catalog.cases_naming["t"]]
    assert order == ["c", "b", "a", "e", "d"]
    page = next(page for page in result.pages if page.address == "topics/t/")
    html = Renderer(result.site).render(page).html
    places = [html.index(f'href="../../cases/{id}/"') for id in order]
    assert places == sorted(places)
    found = {
        item.thread.id: (item.before and item.before.id, item.after and item.after.id) for item in related.neighbours(catalog, catalog.entries["a"])
    }
    assert found == {"t": ("b", "e"), "r": ("c", None)}


def test_of_the_real_cases_each_says_why(tmp_path: Path) -> None:
    catalog = pipeline.check(WORLD).catalog.published()
    for entry in catalog.cases:
        for item in related.related(catalog, entry, set()):
            assert item.case is not entry
            assert item.shared
            assert {thing.id for thing in item.shared} <= set(catalog.named_by(entry)) & set(catalog.named_by(item.case))


# --- long lists ------------------------------------------------------------------------------------------------


def test_the_pages_of_a_list() -> None:
    assert [address for address, _part in parts("cases/", 0)] == ["cases/"]
    assert [address for address, _part in parts("cases/", LIST_LENGTH)] == ["cases/"]
    assert [address for address, _part in parts("cases/", LIST_LENGTH + 1)] == ["cases/", "cases/page-2/"]


def test_a_long_list_is_cut_into_pages(tmp_path: Path) -> None:
    result = pipeline.run(synthetic.make(tmp_path, 1200))
    renderer = Renderer(result.site)
    pages = {page.address: page for page in result.pages}
    lists = ["cases/", "cases/page-2/", "cases/page-3/"]
    shown = []
    for number, address in enumerate(lists, 1):
        html = renderer.render(pages[address]).html
        rows = html.count("<tbody")
        assert rows == html.count("cb-card-title") == (500 if number < 3 else 200)
        assert f"Page {number} of 3" in html
        assert ('rel="prev"' in html) == (number > 1)
        assert ('rel="next"' in html) == (number < 3)
        shown += [line.partition('href="')[2].partition('"')[0].lstrip("./") for line in html.splitlines() if "cb-card-title" in line]
    assert "cases/page-4/" not in pages
    assert shown == [entry.address for entry in result.site.catalog.cases]
    assert pages["cases/page-2/"].title == "Cases, page 2"
    sources = [address for address in pages if address.startswith("sources/page-")]
    assert len(sources) == 47  # 4,800 sources, a hundred on a page
    last = renderer.render(pages["sources/page-48/"]).html
    assert 'href="../../sources/references.bib"' in last
    # A page knows only its own sources: its field asks the search.
    assert '<form class="cb-filter" method="get" action="../../search/" role="search"' in last
    plain = renderer.render(pages["search/"]).html
    assert plain.count("<li>") < 500
    assert "All 1200" in plain
    assert "All 4800" in plain


def test_a_record_cannot_take_the_address_of_a_list() -> None:
    assert [address for address, owner in addresses(Site(Catalog())) if "page-" in address] == []


def test_counts_of_an_index(tmp_path: Path) -> None:
    result = pipeline.run(WORLD)
    html = Renderer(result.site).render(next(page for page in result.pages if page.address == "measures/")).html
    catalog = result.site.catalog
    plays = sum(claim.measure == "plays" for claim in catalog.claims.values())
    part = html.partition('href="../measures/plays/"')[2].partition("</li>")[0]
    assert f"{plays} figures" in part
    assert paging.LIST_LENGTH == 500


# --- previews --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One sentence that is long enough to stand for itself. And another.", "One sentence that is long enough to stand for itself."),
        ("Short. Then a second one that makes a line of it. And a third.", "Short. Then a second one that makes a line of it."),
        ("No full stop at all", "No full stop at all"),
        (
            "It weighed 53.5 kg in all and was sold within three hours. Then it was gone.",
            "It weighed 53.5 kg in all and was sold within three hours.",
        ),
        (
            "这是一个关于短视频平台如何帮助农民把苹果卖到全国各地的案例，发生在二〇二〇年的春天，在山西省万荣县。然后。",
            "这是一个关于短视频平台如何帮助农民把苹果卖到全国各地的案例，发生在二〇二〇年的春天，在山西省万荣县。",
        ),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert cards.first_sentence(text) == first
