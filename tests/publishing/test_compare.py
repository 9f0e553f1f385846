"""Two cases side by side: which figures may stand in one row, in the file and in a real Chromium."""

from __future__ import annotations

from pathlib import Path

from casebook import pages
from casebook.publishing import pipeline
from casebook.views import side_by_side
from casebook.views.site import Settings
from playwright.sync_api import Browser

from tests.publishing.test_browser import open_page, serve, site

__all__ = ["serve", "site"]  # fixtures

HARBOURS = Path(__file__).parents[1] / "projects/good/harbours"


def test_a_case_in_words_has_what_its_page_says() -> None:
    found = pipeline.run(HARBOURS, Settings()).site
    entry = next(entry for entry in found.catalog.cases if any(claim.value is not None for claim in entry.record.claims))
    words = side_by_side.in_words(found, entry)
    assert (words["title"], words["address"]) == (entry.record.label, entry.address)
    figures = {figure["address"]: figure for figure in words["figures"]}
    for claim in (claim for claim in entry.record.claims if claim.value is not None):
        figure = figures[f"{entry.address}#{claim.id}"]
        assert (figure["measure"], figure["unit"]) == (claim.measure or "", found.catalog.unit(claim))
        assert figure["evidence"] and (figure["sources"] or not claim.cite)
    addresses = {href.partition("#")[0] for _, values in words["facts"] for _, href, _ in values if href and ":" not in href}
    assert all(pages.find(found, address) for address in addresses)
    assert pages.find(found, "compare/")
    offline = pipeline.run(HARBOURS, Settings(offline=True)).site
    assert pages.find(offline, "compare/") is None


# Each row of a table: its head and the texts of its two cells.
ROWS = """table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))"""


def test_two_cases_stand_side_by_side(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, f"{site}cases/")
    ids = page.evaluate("async () => (await (await fetch('../contribute/form/cases.json')).json()).map(([id]) => id)")
    loaded = {id: page.evaluate("async id => (await fetch(`${id}/compared.json`)).json()", id) for id in ids}
    keys = {id: {(figure["measure"], figure["unit"]) for figure in case["figures"]} for id, case in loaded.items()}
    one, other = next((a, b) for a in ids for b in ids if a < b and keys[a] & keys[b] and keys[a] ^ keys[b])
    page.goto(f"{site}compare/?a={one}&b={other}")
    page.locator(".cb-versus-table").nth(1).wait_for()
    rows = page.locator(".cb-versus-table").nth(1).evaluate(ROWS)
    # In one row there is only what has the same measure and unit, and both have it.
    assert len(rows) == len(keys[one] & keys[other])
    assert all(left and right for _, left, right in rows)
    for figure in loaded[one]["figures"]:
        if (figure["measure"], figure["unit"]) in keys[other]:
            assert any(figure["text"].replace("\N{NO-BREAK SPACE}", " ") in left.replace("\N{NO-BREAK SPACE}", " ") for _, left, _ in rows)
    assert page.locator(".cb-versus [role=status]").inner_text().endswith(f": {len(rows)}")
    # By keyboard, and the address follows.
    page.locator("select[name=b]").select_option(one)
    page.wait_for_function("() => !document.querySelector('.cb-versus-table')")
    assert page.url.endswith(f"?a={one}&b={one}")
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("select[name=b]").select_option(other)
    page.locator(".cb-versus-table").nth(1).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert troubles == []
    page.context.close()


def test_without_a_script_the_page_lists_all(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}compare/", javascript=False)
    assert page.locator("p.cb-no-script").is_visible()
    assert not page.locator(".cb-versus").is_visible()
    assert page.locator("ul.cb-no-script a").count() > 5
    page.context.close()
