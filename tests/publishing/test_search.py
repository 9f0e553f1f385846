"""Finding things in the built site, in a real Chromium: both languages, claims and sources, facets, keyboard, no JavaScript."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from casebook.publishing import build, pipeline, search
from casebook.views import facets
from playwright.sync_api import Browser, Page, Route, expect

from tests import axe, searching
from tests.conftest import PROJECTS, WORLD, copy_project, with_mkdocs, with_option
from tests.publishing.test_browser import Visit, open_page, serve, site, visit
from tests.publishing.test_build import digest

__all__ = ["serve", "site", "visit"]  # fixtures

Project = Callable[[str], Path]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of the site of the project that is made to be searched."""
    return serve(build.build(with_mkdocs(copy_project(PROJECTS / "good/searched", tmp_path_factory.mktemp("searched") / "project"))))


def ask(page: Page, query: str) -> None:
    """Type into the header's field, and wait until claims and sources have been looked through, too."""
    page.locator("#_q").fill(query)
    expect(page.locator(".cb-header .cb-find [role=status]")).not_to_be_empty()
    expect(page.locator(".cb-header [role=listbox]")).to_have_attribute("aria-busy", "false")


def found(page: Page) -> list[str]:
    """The addresses of the results in the header's list, below the root."""
    page.wait_for_timeout(250)
    links = page.locator(".cb-header .cb-found [role=option]").evaluate_all("links => links.map(link => link.href)")
    return ["/".join(link.split("/")[3:]) for link in links]


def browse(page: Page) -> list[str]:
    """The titles of the results on /search/, once they are there."""
    expect(page.locator(".cb-browse-count")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    return page.locator(".cb-results h2 a").all_inner_texts()


# --- what is found ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("苹果", "cases/xigua-apples/"),
        ("快手", "platforms/kwai/"),
        ("微视", "platforms/tencent-wesee/"),
        ("西瓜视频", "platforms/xigua-video/"),
        ("直播带货", "topics/live-commerce/"),
        ("中国新闻网", "organisations/chinanews/"),
        ("Kuaishou", "platforms/kwai/"),
        ("Weishi", "platforms/tencent-wesee/"),
        ("apples", "cases/xigua-apples/"),
        ("apple", "cases/xigua-apples/"),
        ("Wanrong", "places/wanrong/"),
        ("wanrong apples", "cases/xigua-apples/"),
        ("Kwai 快手", "platforms/kwai/"),
        ("gerbera", "cases/wesee-flowers/"),
        ("53,000 kg", "cases/xigua-apples/#weight"),
        ("commission", "cases/wesee-flowers/#no-commission"),
        ("ouyang2020", "sources/ouyang2020/"),
        ("10 county magistrates sold products", "sources/chinanews2020magistrates/"),
        ("what we do not know", "unknowns/"),
    ],
)
def test_a_query_finds(visit: Visit, site: str, query: str, address: str) -> None:
    page, troubles = visit(site)
    ask(page, query)
    assert address in found(page)
    assert troubles == []


def test_nothing_loads_before_the_field_is_used(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/wesee-flowers/")
    requests: list[str] = []
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [url for url in loaded if "search-index" in url or url.endswith(("finding.js", "words.js"))] == []
    page.on("request", lambda request: requests.append(request.url))
    page.keyboard.press("/")
    page.keyboard.type("apples")
    expect(page.locator(".cb-header .cb-found [role=option]").first).to_be_visible()
    assert any(url.endswith("search-index/about.json") for url in requests)
    assert all(url.startswith(site) for url in requests)
    page.context.close()


@pytest.mark.parametrize(
    ("address", "script", "field", "result"),
    [("", "search.js", "#_q", ".cb-header .cb-found [role=option]"), ("search/", "browse.js", "#_browse-q", ".cb-results h2 a")],
)
def test_what_is_typed_before_the_script_is_there_is_looked_for(
    chromium: Browser, site: str, address: str, script: str, field: str, result: str
) -> None:
    page = chromium.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**/{script}", hold)
    page.goto(site + address, wait_until="commit")
    page.locator(field).fill("apples")
    assert page.locator(result).count() == 0
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator(result, has_text="An afternoon of apples").first).to_be_visible()
    page.context.close()


def test_results_are_grouped_with_the_passage_marked(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site)
    ask(page, "apples")
    heads = page.locator(".cb-found-head").all_inner_texts()
    assert [head.lower() for head in heads] == ["cases", "figures and statements", "platforms, organisations and more", "pages"]
    first = page.locator(".cb-header .cb-found [role=option]").first
    assert "An afternoon of apples" in first.inner_text()
    assert first.locator("mark").first.inner_text() == "apples"
    claim = page.locator(".cb-found a[href$='#weight']")
    assert "one voice" in claim.inner_text()
    last = page.locator(".cb-header .cb-found [role=option]").last
    assert last.inner_text() == "All results for “apples”"
    assert (last.get_attribute("href") or "").endswith("/search/?q=apples")
    page.context.close()


def test_a_result_leads_to_the_claim_itself(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site)
    ask(page, "53,000 kg")
    page.locator(".cb-found a[href$='#weight']").click()
    page.wait_for_url("**/cases/xigua-apples/#weight")
    expect(page.locator("tr#weight")).to_be_in_viewport()
    page.context.close()


def test_what_looks_like_html_is_text(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site)
    ask(page, '<img src=x onerror="alert(1)">')
    page.wait_for_timeout(300)
    assert page.locator(".cb-found img").count() == 0
    assert troubles == []
    page.context.close()


# --- keyboard --------------------------------------------------------------------------------------------------


def test_the_field_by_keyboard_alone(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + "cases/kwai-climate/")
    page.locator(".cb-head h1").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "_q"
    page.keyboard.type("gerbera")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#_q")).to_have_attribute("aria-expanded", "true")
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    selected = page.locator(".cb-header [role=option][aria-selected=true]")
    assert selected.get_attribute("id") == page.locator("#_q").get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowUp")
    assert selected.count() == 0
    page.keyboard.press("ArrowUp")
    assert "All results" in selected.inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("#_q")).to_have_attribute("aria-expanded", "false")
    assert page.locator(".cb-header .cb-found").is_hidden()
    assert page.evaluate("document.activeElement.id") == "_q"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#_q")).to_have_attribute("aria-expanded", "true")
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/wesee-flowers/")
    page.wait_for_load_state("networkidle")
    assert troubles == []
    page.context.close()


def test_enter_without_a_choice_leads_to_the_browser(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site)
    page.locator("#_q").fill("Kuaishou")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Kuaishou")
    assert "Kwai" in browse(page)
    page.context.close()


def test_a_slash_in_a_field_stays_a_slash(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "sources/")
    page.get_by_label("Find").focus()
    page.keyboard.type("a/b")
    assert page.get_by_label("Find").input_value() == "a/b"
    page.context.close()


# --- the browser -----------------------------------------------------------------------------------------------


def oracle(**wanted: str) -> set[str]:
    """What fits some values, counted straight from the records."""
    found = facets.findables(pipeline.run(WORLD).site)
    return {item.address for item in found if all((facet, id) in {(value.facet, value.id) for value in item.facets} for facet, id in wanted.items())}


def count(page: Page) -> int:
    return int(page.locator(".cb-browse-count").inner_text().split()[0])


def facet(page: Page, name: str, value: str) -> int:
    box = page.locator(f"input[name='{name}'][value='{value}']")
    return int(page.locator("li", has=box).locator("small").inner_text())


SHOWN = "boxes => boxes.map(box => [box.dataset.facet, [...box.querySelectorAll('li')].map(item => item.textContent)])"


def test_the_tables_load_with_the_first_word_or_tick_and_say_what_the_overview_said(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + "search/")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    expect(page.locator("input[name=platform][value=kwai]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [url.rpartition("/")[2] for url in loaded if "search-index" in url] == ["about.json"]
    overview = page.locator("[data-facet]").evaluate_all(SHOWN)
    assert len(dict(overview)["topic"]) == facets.SHOWN_VALUES + 1
    # Showing all values of one facet wants the tables; the others are drawn from them, too, and stay as they were.
    button = page.locator("[data-facet=topic] li button")
    name = button.inner_text()
    button.click()
    expect(button).to_have_count(0)
    assert any(url.endswith("/facets.json") for url in requests)
    whole = page.locator("[data-facet]").evaluate_all(SHOWN)
    assert [box for box in whole if box[0] != "topic"] == [box for box in overview if box[0] != "topic"]
    topics = dict(whole)["topic"]
    assert topics[: facets.SHOWN_VALUES] == dict(overview)["topic"][: facets.SHOWN_VALUES]
    assert str(len(topics)) in name
    assert page.locator("[data-everything]").is_visible()
    # A tick without words needs no index: only the results that are shown.
    page.locator("input[name=platform][value=kwai]").check()
    expect(page.locator(".cb-results > li").first).to_be_visible()
    assert [url for url in requests if "/words/" in url or "/places/" in url] == []
    assert troubles == []
    page.context.close()


def test_facets_narrow_count_and_exclude(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + "search/")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-everything]").is_visible()
    assert facet(page, "platform", "kwai") == len(oracle(platform="kwai"))
    page.locator("input[name=platform][value=kwai]").check()
    browse(page)
    assert count(page) == len(oracle(platform="kwai"))
    assert page.locator("[data-everything]").is_hidden()
    # Within a facet either will do, so that the other values keep what they would add.
    assert facet(page, "platform", "douyin") == len(oracle(platform="douyin"))
    assert facet(page, "kind", "case") == len(oracle(platform="kwai", kind="case"))
    page.locator("input[name=platform][value=douyin]").check()
    page.wait_for_timeout(300)
    assert count(page) == len(oracle(platform="kwai") | oracle(platform="douyin"))
    page.locator("input[name=kind][value=claim]").check()
    page.locator("input[name=evidence][value=self-reported]").check()
    page.wait_for_timeout(300)
    either = oracle(platform="kwai", kind="claim", evidence="self-reported") | oracle(platform="douyin", kind="claim", evidence="self-reported")
    assert count(page) == len(either) > 0
    page.locator("input[name='not-platform'][value=douyin]").check(force=True)
    page.wait_for_timeout(300)
    assert count(page) == len(either - oracle(platform="douyin"))
    assert parse_qs(urlsplit(page.url).query) == {
        "kind": ["claim"],
        "platform": ["kwai"],
        "not-platform": ["douyin"],
        "evidence": ["self-reported"],
    }
    marks = page.locator(".cb-results .cb-mark").all_inner_texts()
    assert set(marks) == {"self-reported"}
    assert troubles == []
    page.context.close()


def test_the_address_is_the_state_and_back_restores_it(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + "search/?q=apples&not-kind=claim")
    titles = browse(page)
    assert "An afternoon of apples" in titles
    assert page.locator("#_browse-q").input_value() == "apples"
    assert page.locator("input[name='not-kind'][value=claim]").is_checked()
    page.locator("input[name=kind][value=place]").check()
    page.wait_for_timeout(300)
    assert page.locator(".cb-results h2 a").all_inner_texts() == ["Wanrong County"]
    page.go_back()
    page.wait_for_timeout(300)
    assert page.locator(".cb-results h2 a").all_inner_texts() == titles
    assert not page.locator("input[name=kind][value=place]").is_checked()
    page.go_forward()
    page.wait_for_timeout(300)
    assert page.locator(".cb-results h2 a").all_inner_texts() == ["Wanrong County"]
    page.get_by_role("button", name="Take away: Places").click()
    page.wait_for_timeout(300)
    assert page.locator(".cb-results h2 a").all_inner_texts() == titles
    # From a result and back again.
    page.locator(".cb-results h2 a").first.click()
    page.wait_for_url("**/cases/xigua-apples/")
    page.go_back()
    assert browse(page) == titles
    assert troubles == []
    page.context.close()


def test_results_say_what_they_are(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "search/?q=万荣")
    browse(page)
    case = page.locator(".cb-results > li", has_text="An afternoon of apples").first
    assert case.locator(".cb-kicker").inner_text().lower() == "live sale\xa0· 2 march 2020\xa0· shanxi"
    assert case.locator("h2 [lang|=zh]").inner_text() == "万荣县 · 西瓜视频"
    assert page.locator(".cb-browse-count").get_attribute("role") == "status"
    page.context.close()


def test_more_results_come_when_asked_for(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "search/?kind=claim")
    browse(page)
    assert page.locator(".cb-results > li").count() == 20
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".cb-results > li")).to_have_count(40)
    assert page.evaluate("[...document.querySelectorAll('.cb-results h2 a')].indexOf(document.activeElement)") == 20
    page.context.close()


def test_nothing_found_has_a_way_on(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "search/?q=zzqqxx&platform=kwai")
    assert browse(page) == []
    assert page.locator(".cb-browse-count").inner_text() == "Nothing found for “zzqqxx”."
    assert "another spelling" in page.locator(".cb-nothing").inner_text()
    page.get_by_role("button", name="Take away all filters").click()
    page.wait_for_timeout(300)
    assert urlsplit(page.url).query == "q=zzqqxx"
    ask(page, "zzqqxx")
    expect(page.locator(".cb-header .cb-found-none")).to_be_visible()
    assert page.locator(".cb-header .cb-found-none").inner_text().startswith("Nothing found for “zzqqxx”. Try")
    page.context.close()


def test_words_that_are_not_together_are_one_step_away(chromium: Browser, served: str) -> None:
    page, troubles = open_page(chromium, served + "search/?q=lamps+weavers")
    assert browse(page) == []
    assert page.locator(".cb-browse-count").inner_text() == "Nothing has all of these words: “lamps” (3), “weavers” (1)."
    page.get_by_role("link", name="weavers (1)").click()
    page.wait_for_url("**/search/?q=weavers")
    assert browse(page) == ["Selling by the river"]
    page.goto(served + "search/?q=lamps+zzqqxx")
    assert browse(page) == []
    assert page.locator(".cb-browse-count").inner_text() == "Not found anywhere: “zzqqxx”."
    assert troubles == []
    page.context.close()


def test_a_typing_error_is_said(chromium: Browser, served: str) -> None:
    page, troubles = open_page(chromium, served + "search/?q=fundraisign")
    assert browse(page)[0] == "A day of fundraising"
    assert page.locator(".cb-browse-count").inner_text().startswith("Nothing has “fundraisign”: results for “fundraising”. ")
    ask(page, "fundraisign")
    assert "cases/fundraising-day/" in found(page)
    assert page.locator(".cb-header .cb-found-note").inner_text() == "Nothing has “fundraisign”: results for “fundraising”."
    page.context.close()
    assert troubles == []


def test_another_word_is_offered_and_not_taken(chromium: Browser, served: str) -> None:
    page, troubles = open_page(chromium, served + "search/?q=limps")
    assert browse(page) == []
    assert page.locator(".cb-browse-count").inner_text() == "Nothing found for “limps”."
    said = page.locator(".cb-nothing").inner_text()
    assert "Did you mean lamps (3)?" in said
    assert "filter" not in said
    assert page.locator(".cb-facets").is_hidden()
    ask(page, "limps")
    assert page.locator(".cb-header .cb-found-none").inner_text().endswith("Did you mean lamps (3)?")
    page.keyboard.press("Escape")
    page.locator(".cb-nothing").get_by_role("link", name="lamps (3)").click()
    page.wait_for_url("**/search/?q=lamps")
    assert len(browse(page)) == 3
    assert page.locator(".cb-facets").is_visible()
    assert troubles == []
    page.context.close()


def test_a_count_is_what_its_link_finds(chromium: Browser, served: str) -> None:
    page, _ = open_page(chromium, served + "search/?q=live+streaming+letters")
    assert browse(page) == []
    links = page.locator(".cb-nothing a")
    counts = dict(text.removesuffix(")").rsplit(" (", 1) for text in links.all_inner_texts())
    assert list(counts) == ["live streaming", "letters"]
    for query, number in counts.items():
        page.goto(f"{served}search/?q={query}")
        browse(page)
        assert count(page) == int(number)
    page.context.close()


def test_what_is_called_so_comes_first_in_the_list_too(chromium: Browser, served: str) -> None:
    page, _ = open_page(chromium, served)
    ask(page, "brook tv")
    assert found(page)[0] == "platforms/brook-tv/"
    page.context.close()


def test_a_facet_may_be_a_list_of_words(chromium: Browser, served: str) -> None:
    page, _ = open_page(chromium, served + "search/?case-kinds=campaign&kind=case")
    assert browse(page) == ["A day of fundraising", "Lamps at night"]
    assert page.locator("[data-facet='case-kinds'] legend").inner_text() == "Words"
    page.context.close()


def test_without_javascript_everything_is_listed(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site, javascript=False)
    page.locator("#_q").fill("apples")
    page.locator("#_q").press("Enter")
    page.wait_for_url("**/search/?q=apples")
    catalog = pipeline.run(WORLD).site.catalog
    listed = page.locator(".cb-all li a").evaluate_all("links => links.map(link => link.getAttribute('href').replace('../', ''))")
    assert {entry.address for entry in catalog} <= set(listed)
    assert {f"sources/{key}/" for key in catalog.references} <= set(listed)
    assert {page.address for page in catalog.docs if page.address} <= set(listed)
    assert page.locator(".cb-all h2").first.inner_text() == f"Cases {len(catalog.by_kind['case'])}"
    assert page.locator(".cb-browse-form, .cb-facets, .cb-more").evaluate_all("nodes => nodes.every(node => !node.offsetParent)")
    page.context.close()


# --- phone, dark, accessibility --------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_with_results_open(chromium: Browser, site: str, width: int, scheme: str) -> None:
    page, _ = open_page(chromium, site + "search/?q=apples&not-kind=page", width, scheme)
    browse(page)
    if width == 390:
        assert page.locator(".cb-facets").get_attribute("open") is None
        page.locator(".cb-facets summary").click()
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ask(page, "apples")
    found(page)
    page.keyboard.press("ArrowDown")
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".cb-header .cb-found").bounding_box()
    assert box and (width > 390 or box["width"] == 390)
    page.context.close()


def test_the_plain_list_and_the_table_fit_and_please_axe(chromium: Browser, site: str) -> None:
    for address in ("search/", "cases/"):
        page, troubles = open_page(chromium, site + address, 390)
        if address == "cases/":
            page.locator("label", has_text="Table").click()
            assert page.locator("table.cb-cases").is_visible()
            assert page.locator(".cb-list--cases").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe.violations(page) == []
        assert troubles == []
        page.context.close()


# --- the page for wrong addresses ------------------------------------------------------------------------------


def test_a_wrong_address_is_ready_to_be_searched_for(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "404.html")
    # The server of the tests has a 404 page of its own: show ours at an address that was asked for.
    ours = page.request.get(f"{site}404.html").body()
    page.route("**/cases/wanrong-apples/", lambda route: route.fulfill(body=ours, content_type="text/html", status=404))
    page.goto(site + "cases/wanrong-apples/")
    expect(page.locator("#_q-page")).to_have_value("wanrong apples")
    # Nothing covers the other ways on until somebody asks.
    expect(page.locator(".cb-find-page .cb-found")).to_be_hidden()
    page.locator("#_q-page").press("Enter")
    page.wait_for_url("**/search/?q=wanrong+apples")
    expect(page.locator(".cb-results")).to_contain_text("An afternoon of apples")
    page.context.close()


# --- the index -------------------------------------------------------------------------------------------------


def test_a_list_of_queries_finds_what_it_says(chromium: Browser, served: str) -> None:
    page, troubles = open_page(chromium, served)
    assert searching.wrong(page, served, Path(__file__).with_name("queries.yml")) == []
    assert troubles == []
    page.context.close()


def test_a_passage_marks_the_words_that_were_found(chromium: Browser, served: str) -> None:
    page, _ = open_page(chromium, served)
    asked = {"selling": "sold", "live-streaming": "live stream", "gray": "grey", "小溪": "小溪", "53000": "53,000", "donation": "Giving"}
    for (query, marked), answer in zip(asked.items(), searching.answers(page, served, list(asked)), strict=True):
        assert marked in {text for texts in answer["marked"] for text in texts}, query
    page.context.close()


def test_any_text_may_be_asked(chromium: Browser, served: str) -> None:
    page, troubles = open_page(chromium, served)
    odd = [
        "",
        " ",
        '"',
        '""',
        "“",
        "#",
        "~",
        "=",
        "a=b",
        "don't",
        "a" * 5000,
        "basket " * 2000,
        "河" * 500,
        "\ud800",
        "\u0000",
        "%",
        "../",
        "[",
        "\\",
        "🌸",
        "ß" * 300,
        "-",
        "a-",
        "-a-b-c-",
    ]
    for answer in searching.answers(page, served, odd):
        assert len(answer["found"]) <= 30
    assert troubles == []
    page.context.close()


def _texts(site: Path) -> list[list[str]]:
    """What results are shown from."""
    files = sorted((site / "search-index").glob("*/texts/*.json"), key=lambda path: int(path.stem))
    return [text for path in files for text in json.loads(path.read_text())]


def test_every_record_claim_source_and_page_is_in_the_index(built_site: Path) -> None:
    catalog = pipeline.run(WORLD).site.catalog
    about = json.loads((built_site / "search-index/about.json").read_text())
    texts = _texts(built_site)
    assert about["count"] == len(texts) == len(catalog.entries) + len(catalog.docs) + len(catalog.claims) + len(catalog.references)
    assert [text[0] for text in texts] == [item.address for item in facets.findables(pipeline.run(WORLD).site)]


def test_two_indexes_are_the_same_to_the_byte(built_site: Path, tmp_path: Path) -> None:
    # The one by this process, whose hashes go by chance, the other by one of its own.
    command = [str(Path(sys.executable).with_name("casebook")), "-C", str(WORLD), "build", "--site-dir", str(tmp_path / "site")]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"}, capture_output=True)
    assert digest(tmp_path / "site/search-index") == digest(built_site / "search-index")


def test_an_index_made_by_several_processes_is_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_mkdocs(project("good/searched"))
    whole = digest(build.build(root) / "search-index")
    monkeypatch.setattr(search, "_TEXTS_AT_ONCE", 8)
    monkeypatch.setattr(search, "_TEXTS_A_PROCESS", 4)
    assert digest(build.build(root) / "search-index") == whole


def test_the_index_holds_the_article_and_nothing_twice(built_site: Path) -> None:
    case = {text[0]: text[9] for text in _texts(built_site)}["cases/xigua-apples/"]
    assert "sold the county’s apples for three hours" in case
    for interface in ("Search cases", "cited in:", "References", "Data of this page", "To the figure", "Related cases", "Contribute"):
        assert interface not in case


def test_a_page_that_was_open_while_the_index_was_renewed_finds_all_the_same(
    project: Project, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    root = with_mkdocs(project("good/searched"))
    address = serve(build.build(root))
    page, _ = open_page(chromium, address)
    assert searching.answers(page, address, ["lamps"])[0]["found"][0] == "cases/night-lamps/"
    case = root / "cases/river-sale.yml"
    case.write_text(case.read_text().replace("A teacher", "A xylophonist"))
    build.build(root)
    assert searching.answers(page, address, ["xylophonist"])[0]["found"] == ["cases/river-sale/"]
    page.context.close()


def test_without_a_search_there_is_no_index(project: Project) -> None:
    root = with_option(project("good/complete"), "search: false")
    build.build(root)
    assert not (root / "site/search-index").exists()
    assert "data-find" not in (root / "site/index.html").read_text()


def test_plain_mkdocs_makes_the_index_too(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "-q", "-f", str(root / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert (root / "site/search-index/about.json").stat().st_size > 1000


def test_a_catalog_without_claims_and_sources_is_searched(write: Callable[..., Path], chromium: Browser, serve: Callable[[Path], str]) -> None:
    topic = "name: Plums\nname_zh: 李子\naliases: [damsons]\nsummary: A fruit.\n"
    root = write({"cases/topics/plums.yml": topic, "docs/index.md": "# Home\n\n[[plums]]\n"})
    built = build.build(with_option(root, "languages: [zh]"))
    page, troubles = open_page(chromium, serve(built))
    for query in ("damsons", "李子"):
        ask(page, query)
        assert "topics/plums/" in found(page)
    page.goto(page.url + "search/?q=plums")
    assert "Plums" in browse(page)
    assert troubles == []
    page.context.close()


def test_a_date_over_centuries_gives_few_years() -> None:
    from casebook.base import dates

    assert [value.id for value in facets._years(dates.parse("2019-12/2021-02"))] == ["2019", "2020", "2021"]
    assert [value.id for value in facets._years(dates.parse("0001/9999"))] == ["0001", "9999"]
