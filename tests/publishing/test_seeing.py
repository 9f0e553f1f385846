"""Timeline, map, network and charts in a real Chromium: links, the filter and its address, a phone, the dark, paper, and axe."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.pages import timeline
from casebook.publishing import pipeline
from casebook.text.typography import quoted
from casebook.views.here import Here
from playwright.sync_api import Browser

from tests import axe
from tests.conftest import WORLD
from tests.publishing.test_browser import Quiet, Visit, open_page, visit

__all__ = ["visit"]  # a fixture

PAGES = ["timeline/", "map/", "network/", "cases/xigua-apples/", "measures/weight-sold/", "quality/", "evidence-map/"]


@pytest.fixture(scope="module")
def home(built_site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_a_picture_is_quiet_fits_and_axe_finds_nothing(visit: Visit, home: str, address: str, width: int, scheme: str) -> None:
    page, troubles = visit(home + address, width, scheme)
    assert troubles == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """width => [...document.querySelectorAll('article svg text, article svg rect, article svg circle')]
        .filter(node => node.getClientRects().length)
        .map(node => node.getBoundingClientRect()).filter(box => box.left < -1 || box.right > width + 1).length""",
        width,
    )
    assert outside == 0
    assert axe.violations(page) == []


@pytest.mark.parametrize("address", PAGES[:3])
def test_no_text_of_a_picture_covers_another(visit: Visit, home: str, address: str) -> None:
    for width in (1440, 768, 390):
        page, _ = visit(home + address, width)
        covered = page.evaluate(
            """() => { const texts = [...document.querySelectorAll('article svg text')].filter(node => node.getClientRects().length);
            const boxes = texts.map(node => [node.textContent, node.getBoundingClientRect()]);
            return boxes.flatMap(([one, a], index) => boxes.slice(index + 1).filter(([, b]) =>
                a.left + 1 < b.right && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom
            ).map(([other]) => [one, other])); }"""
        )
        assert [(one.strip(), other.strip()) for one, other in covered] == []


@pytest.mark.parametrize("address", PAGES[:3])
def test_colours_come_from_the_theme(visit: Visit, home: str, address: str) -> None:
    shown = []
    for scheme in ("light", "dark"):
        page, _ = visit(home + address, scheme=scheme)
        assert page.locator("article svg [fill], article svg [stroke], article svg [style]").count() == 0
        shown.append(
            page.evaluate(
                "[...document.querySelectorAll('article svg rect, article svg text')].map(node => getComputedStyle(node).fill)",
            )
        )
    light, dark = shown
    assert light
    assert all(one != other for one, other in zip(light, dark, strict=True))


def test_every_node_of_the_network_leads_to_its_page(chromium: Browser, home: str) -> None:
    page, _ = open_page(chromium, home + "network/", javascript=False)
    titles = page.locator(".cb-network a").evaluate_all("links => links.map(link => [link.textContent.trim(), link.href.baseVal])")
    catalog = pipeline.run(WORLD).site.catalog
    labels = [catalog.entries[href.rstrip("/").rpartition("/")[2]].record.label for _title, href in titles]
    assert [title for title, _href in titles] == [quoted(label, "en") for label in labels]
    assert len(titles) > 30
    page.locator(".cb-network a", has_text="Greenovation Hub").click()
    page.wait_for_url("**/organisations/greenovation-hub/")
    page.context.close()


def test_a_tile_leads_to_its_entry_in_the_list_and_the_keyboard_reaches_it(chromium: Browser, home: str) -> None:
    page, _ = open_page(chromium, home + "map/", javascript=False)
    assert page.locator(".cb-tiles a").count() == 7
    page.get_by_role("link", name="Shandong: 1 case").focus()
    page.keyboard.press("Enter")
    place = page.locator("li:target")
    assert place.get_by_role("link", name="A magistrate’s gerbera").is_visible()
    place.get_by_role("link", name="Shandong").click()
    page.wait_for_url("**/places/shandong/")
    page.go_back()
    assert page.get_by_role("link", name="Madrid").is_visible()
    page.context.close()


def test_a_row_of_the_timeline_opens_and_leads_to_the_case(chromium: Browser, home: str) -> None:
    page, _ = open_page(chromium, home + "timeline/", javascript=False)
    assert page.locator("form.cb-filter").is_hidden()
    page.locator(".cb-time-row > summary", has_text="Kwai turns its audience to the farmers").click()
    told = page.locator(".cb-time-row[open]")
    assert "21 February 2020\nXinhuanet reports" in told.inner_text()
    told.get_by_role("link", name="Read the case").click()
    page.wait_for_url("**/cases/kwai-agricultural-assistance/")
    page.context.close()


def test_arrow_keys_go_from_event_to_event_and_a_line_says_which(chromium: Browser, home: str) -> None:
    page, troubles = open_page(chromium, home + "timeline/")
    rows = page.locator(".cb-time-row > summary, a.cb-time-row")
    # One stop for Tab, whatever the number of rows.
    assert page.locator(":is(.cb-time-row > summary, a.cb-time-row)[tabindex='0']").count() == 1
    rows.first.focus()
    said = page.locator(".cb-time-now [role=status]")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.cb-time-now [role=status]').textContent.includes('1/')")
    first = said.inner_text()
    assert page.locator("path.cb-t-now").count() == 1
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == rows.last.text_content()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("text => document.querySelector('.cb-time-now [role=status]').textContent === text", arg=first)
    page.keyboard.press("Enter")
    assert first.split(": ", 1)[0] in page.locator(".cb-time-row[open] dl").inner_text()
    assert axe.violations(page) == []
    assert troubles == []
    page.context.close()


def test_a_month_is_a_month_wide_and_a_day_a_mark(own_bands: dict[str, str]) -> None:
    # From May 2019 to December 2020 are 611 days.
    assert float(own_bands["May 2019"]) == pytest.approx(1000 * 31 / 611, abs=1)
    assert float(own_bands["2020"]) == pytest.approx(1000 * 366 / 611, abs=1)
    assert float(own_bands["18 February 2020"]) == 0


@pytest.fixture(scope="module")
def own_bands() -> dict[str, str]:
    """How wide the event of each date is drawn, in thousandths of the picture."""
    site = pipeline.run(WORLD).site
    page = next(page for page in timeline.pages(site) if page.address == "timeline/")
    found = {}
    for _year, bands in page.view(Here(site, page.address))["years"]:
        for band in bands:
            pieces = [piece for shape in ("day", "span", "vague") for piece in band.paths.get(shape, "").split("M")[1:]]
            pieces.sort(key=lambda piece: float(piece.split()[0]))
            found |= {when: piece.partition("h")[2] for (when, _text), piece in zip(band.told, pieces, strict=True)}
    return found


def test_the_timeline_is_filtered_by_platform_and_the_address_keeps_it(chromium: Browser, home: str) -> None:
    page, troubles = open_page(chromium, home + "timeline/")
    rows = page.locator("#timeline li[data-row]:visible")
    everything = rows.count()
    assert page.locator("form output").inner_text() == f"{everything} of {everything} cases"
    page.get_by_role("combobox", name="Platform").select_option(label="Kwai")
    assert page.url.endswith("timeline/?platform=kwai")
    assert page.locator("form output").inner_text() == f"3 of {everything} cases"
    kwai = ["Kwai’s support for poor counties", "A glacier explorer at the climate conference", "Kwai turns its audience to the farmers"]
    assert rows.locator("span").all_inner_texts() == kwai
    page.reload()
    assert page.get_by_role("combobox", name="Platform").input_value() == "kwai"
    assert rows.count() == 3
    page.get_by_role("combobox", name="Platform").select_option("")
    assert page.url.endswith("timeline/")
    assert rows.count() == everything
    page.goto(home + "timeline/?platform=nobody")
    assert rows.count() == everything
    # A case of several platforms is found under each.
    page.goto(home + "timeline/?platform=douyin")
    assert "Fighting the Virus, Helping the Farmers" in rows.locator("span").all_inner_texts()
    assert troubles == []
    page.context.close()


def test_the_list_of_cases_is_filtered_and_sorted_in_place_and_the_address_keeps_it(chromium: Browser, home: str) -> None:
    page, troubles = open_page(chromium, home + "cases/", 390)
    cards, rows, said = (
        page.locator("#_records > ul > li:visible"),
        page.locator("table.cb-cases tbody:visible"),
        page.locator("form.cb-filter output"),
    )
    everything = cards.count()
    assert said.inner_text() == f"{everything} of {everything} cases"
    assert page.locator("[data-clear]").is_hidden()
    page.get_by_role("combobox", name="Year").select_option("2019")
    left = cards.count()
    assert 0 < left < everything
    assert said.inner_text() == f"{left} of {everything} cases"
    # Each value says how many it leaves beside what is chosen; the search is asked for the same.
    assert page.locator("select[name=year] option:checked").inner_text() == f"2019 ({left})"
    assert "kind=case&year=2019" in (page.locator("[data-filtered-by]").get_attribute("href") or "")
    page.get_by_role("combobox", name="Order").select_option("figures")
    page.locator("label", has_text="Table").click()
    assert page.url.endswith("cases/?year=2019&sort=figures&view=table")
    page.reload()
    assert rows.count() == left
    assert cards.count() == 0
    counts = [int(number) for number in rows.locator("td:last-child").evaluate_all("cells => cells.map(cell => cell.dataset.value)")]
    assert counts == sorted(counts, reverse=True)
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-clear]").click()
    assert rows.count() == everything
    assert page.url.endswith("cases/?sort=figures&view=table")
    assert troubles == []
    page.context.close()


def test_without_javascript_every_case_is_listed_and_no_filter_is_shown(chromium: Browser, home: str) -> None:
    page, _ = open_page(chromium, home + "cases/", javascript=False)
    assert page.locator("form.cb-filter").is_hidden()
    assert page.locator("#_records > ul > li:visible").count() == len(pipeline.check(WORLD).catalog.published().cases)
    page.context.close()


def test_on_a_phone_the_list_stands_in_place_of_the_network(chromium: Browser, home: str) -> None:
    page, _ = open_page(chromium, home + "network/", 390)
    assert page.locator(".cb-network").is_hidden()
    assert page.locator(".cb-network-list > ul > li:visible").count() == len(pipeline.check(WORLD).catalog.published().cases)
    page.context.close()


def test_what_somebody_is_joined_to_lights_up(chromium: Browser, home: str) -> None:
    page, troubles = open_page(chromium, home + "network/")
    page.locator(".cb-network a", has_text="Greenovation Hub").focus()
    node = page.locator(".cb-network a.cb-lit:focus").get_attribute("data-node")
    ends = page.locator("path.cb-lit").evaluate_all("lines => lines.map(line => line.dataset.ends.split(' '))")
    assert ends
    assert all(node in pair for pair in ends)
    lit = page.locator("a.cb-lit").evaluate_all("nodes => nodes.map(node => node.dataset.node)")
    assert sorted(lit) == sorted({end for pair in ends for end in pair})
    assert page.locator(".cb-curve:not(.cb-lit)").first.evaluate("line => getComputedStyle(line).opacity") < "0.5"
    page.locator("h1").click()
    page.locator(".cb-network a").first.blur()
    assert troubles == []
    page.context.close()


def test_text_on_a_phone_is_large_enough_to_read(chromium: Browser, home: str) -> None:
    for address in ("timeline/", "map/"):
        page, _ = open_page(chromium, home + address, 390)
        smallest = page.evaluate(
            """() => Math.min(...[...document.querySelectorAll('article svg text')].filter(node => node.getClientRects().length)
            .map(node => parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a))"""
        )
        assert smallest >= 10.5
        page.context.close()


def test_pictures_are_on_paper_too(chromium: Browser, home: str) -> None:
    page, _ = open_page(chromium, home + "map/", scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".cb-tiles").is_visible()
    # Black on white, whatever the screen showed.
    assert page.locator(".cb-tiles a text").first.evaluate("node => getComputedStyle(node).fill") == "rgb(0, 0, 0)"
    page.context.close()
