"""How a page is cited in a browser that knows where it is and which day it is, and what reference managers find there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page

from tests.publishing.test_browser import open_page, serve
from tests.publishing.test_frame import built

__all__ = ["serve"]

PRIVATE = """file = {Secret Paper:/home/ann/My Secret Paper.pdf:application/pdf}, owner = {ann-of-the-secrets}, abstract = {A secret abstract.},
  keywords = {secret words}, annotation = {a secret thought}, groups = {Secret group}, timestamp = {2020.01.02 secret},
  x-fetchedfrom = {secret engine}, bdsk-file-1 = {c2VjcmV0IHBhcGVy},"""
# What the COinS translator of Zotero looks for: COinS.js of its translators, which comes before "Embedded Metadata" (priority 310, not 320) and
# offers a list when a page has several.
COINS = """() => {
  const path = '//x:span[contains(@class, " Z3988") or contains(@class, "Z3988 ") or @class="Z3988"][@title]';
  const spans = document.evaluate(path, document, () => "http://www.w3.org/1999/xhtml", XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return [...Array(spans.snapshotLength).keys()].map((number) => spans.snapshotItem(number).title);
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that does not know its address, with a bibliography of which much is private."""

    def add(root: Path) -> None:
        bib = root / "cases/references.bib"
        text = bib.read_text("utf-8")
        assert "@article{post2020," in text
        bib.write_text(text.replace("@article{post2020,", f"@article{{post2020, {PRIVATE}"), encoding="utf-8")

    return built("good/complete", tmp_path_factory.mktemp("citing"), add)


@pytest.fixture(scope="module")
def site(folder: Path, serve: Callable[[Path], str]) -> str:
    return serve(folder)


def lines(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('.cb-citebox, .cb-citebox details').forEach((box) => { box.open = true; })")
    return [" ".join(text.split()) for text in page.locator(".cb-citebox dd p[data-copy]").all_inner_texts()]


def test_a_site_without_an_address_is_cited_with_the_one_that_it_has(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, f"{site}cases/apples/?from=search#weight")
    today = page.evaluate("new Date().toLocaleDateString('sv-SE')")
    in_words = page.evaluate("new Date().toLocaleDateString('en-US', { dateStyle: 'long' })")
    assert lines(page)[:6] == [
        f"Test. (n.d.). An afternoon of apples. Retrieved {in_words}, from {site}cases/apples/",
        f"Test. n.d. “An afternoon of apples.” Accessed {in_words}. {site}cases/apples/.",
        f"Test. An afternoon of apples[EB/OL]. [{today}]. {site}cases/apples/.",
        f"Test. (n.d.). An afternoon of apples: more than 53,000 kg. Retrieved {in_words}, from {site}cases/apples/#weight",
        f"Test. n.d. “An afternoon of apples: more than 53,000 kg.” Accessed {in_words}. {site}cases/apples/#weight.",
        f"Test. An afternoon of apples: more than 53,000 kg[EB/OL]. [{today}]. {site}cases/apples/#weight.",
    ]
    assert re.search(r"Version [0-9a-f]{10}\.", page.locator("#_cite").inner_text())
    assert troubles == []
    page.context.close()


def test_without_a_script_a_citation_names_the_page_and_no_day(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}cases/apples/", javascript=False)
    found = page.locator(".cb-citebox dd p[data-copy]").all_text_contents()
    assert found[:3] == [
        "Test. (n.d.). An afternoon of apples. cases/apples/",
        "Test. n.d. “An afternoon of apples.” cases/apples/.",
        "Test. An afternoon of apples[EB/OL]. cases/apples/.",
    ]
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_beside_a_claim_s_citation_stands_the_one_of_its_source(width: int, chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}cases/apples/#_cite-weight", width)
    links = page.locator("[id='_cite-weight'] > p a")
    assert links.all_inner_texts() == ["Smith 2020", "O’Hara 2020"]
    links.first.click()
    page.wait_for_url("**/sources/smith2020apples/#_cite")
    # It is open, and says what it cites.
    assert page.locator(".cb-citebox[open]").count() == 1
    assert "This cites the source itself" in page.locator("#_cite").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_a_reference_manager_is_offered_the_page_first_then_its_sources(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}cases/apples/")
    found = [parse_qs(title) for title in page.evaluate(COINS)]
    assert [item.get("rft.title", item.get("rft.atitle")) for item in found] == [
        ["An afternoon of apples"],
        ["Apples by the TONNE: café prices & more"],
        ["十位县长 sell apples"],
    ]
    assert (found[0]["rft_id"], found[0]["rft.aucorp"], found[0]["rft.type"]) == ([f"{site}cases/apples/"], ["Test"], ["webpage"])
    page.goto(f"{site}sources/post2020/")
    assert [parse_qs(title)["rft.atitle"] for title in page.evaluate(COINS)] == [["十位县长 sell apples"]]
    page.context.close()


def test_nothing_private_is_published(folder: Path) -> None:
    found = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and re.search(rb"secret|/home/|c2VjcmV0", path.read_bytes(), re.IGNORECASE)
    ]
    assert found == []
