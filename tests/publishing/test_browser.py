"""The built site in a real Chromium: quiet, self-contained, inert, readable on a phone, in the dark, and without JavaScript."""

from __future__ import annotations

import functools
import http.server
import os
import re
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from casebook.publishing import build
from playwright.sync_api import Browser, Page

from tests import axe
from tests.conftest import PROJECTS, copy_project, with_mkdocs
from tests.processes import running

KINDS = [
    "",
    "cases/",
    "cases/wesee-flowers/",
    "platforms/kwai/",
    "people/wang-shuai/",
    "places/wanrong/",
    "measures/plays/",
    "sources/",
    "sources/ouyang2020/",
]
KINDS += [
    "measures/weight-sold/",
    "sources/ouyang2020/places/",
    "corrections/",
    "evidence/",
    "data/",
    "glossary/",
    "landscape/",
    "rules/",
    "rules/unknown-reference/",
    "fields/",
    "contribute/",
    "method/",
    "404.html",
    "search/",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder; gives the address."""
    servers = []

    def start(folder: Path) -> str:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(built_site: Path, serve: Callable[[Path], str]) -> str:
    return serve(built_site)


def open_page(browser: Browser, url: str, width: int = 1440, scheme: str = "light", javascript: bool = True, **more: bool) -> tuple[Page, list[str]]:
    """A page, and what went wrong while it loaded: console messages, requests elsewhere, failed requests, dialogs."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=javascript, **more)  # type: ignore[arg-type]
    page = context.new_page()
    troubles: list[str] = []
    home = url.split("/")[2]
    page.on("console", lambda message: troubles.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("request", lambda request: None if home in request.url or request.url.startswith("data:") else troubles.append(f"request: {request.url}"))
    # What is still on its way when a test goes on to another page, or ends, is aborted: no trouble.
    page.on("requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else troubles.append(f"failed: {request.url}"))
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(url, wait_until="load")
    return page, troubles


Visit = Callable[..., tuple[Page, list[str]]]


@pytest.fixture(scope="module")
def visit(chromium: Browser) -> Iterator[Visit]:
    """The same in a window for all of a width and colours, for those who only look: one of its own takes three times as long as the page."""
    windows: dict[tuple[object, ...], tuple[Page, list[str]]] = {}

    def show(url: str, width: int = 1440, scheme: str = "light") -> tuple[Page, list[str]]:
        window = (url.split("/")[2], width, scheme)
        if window not in windows:
            windows[window] = open_page(chromium, url, width, scheme)
            return windows[window]
        page, troubles = windows[window]
        troubles.clear()
        page.goto(url, wait_until="load")
        return page, troubles

    yield show
    for page, _troubles in windows.values():
        page.context.close()


@pytest.mark.parametrize("address", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_kind_of_page_is_quiet_fits_and_axe_finds_nothing(visit: Visit, site: str, address: str, width: int, scheme: str) -> None:
    page, troubles = visit(site + address, width, scheme)
    assert troubles == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 21, 19)"
    assert dark == (scheme == "dark")
    assert axe.violations(page) == []


def test_a_case_shows_everything_at_its_place(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/wesee-flowers/")
    assert page.locator(".cb-strip li").count() == 3
    assert page.locator(".cb-strip .cb-value").first.inner_text() == "52\xa0million\nplays"
    page.locator("#_figures > summary").click()
    assert page.locator("tr#plays .cb-number").inner_text() == "up to 52\xa0million plays"
    side, text = page.locator(".cb-card").bounding_box(), page.locator(".cb-text").first.bounding_box()
    assert side and text and side["x"] > text["x"] + text["width"]
    for link in page.locator('a[rel="edit"]:not(.cb-care a)').all():
        assert (link.get_attribute("href") or "").endswith("/edit/main/cases/wesee-flowers.yml")
    assert page.locator('a[rel="edit"]:not(.cb-care a)').count() == 1
    page.context.close()


def test_every_citation_leads_to_its_reference_and_back(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/kwai-climate/")
    cites = page.locator("sup.cb-cite a")
    assert cites.count() > 5
    broken = page.evaluate(
        "[...document.querySelectorAll('sup.cb-cite a, .cb-back a')].filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length"
    )
    assert broken == 0
    # Back to each part of the page, and in it once for each place in the source.
    back = page.evaluate("[...document.querySelectorAll('.cb-back')].map(box => [...box.querySelectorAll('a')].map(a => a.getAttribute('href')))")
    assert all(ways and len(set(ways)) == len(ways) for ways in back)
    page.context.close()


def test_an_address_into_a_fold_opens_it_and_a_note_stands_once(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/wesee-flowers/", javascript=False)
    statement = page.locator(".cb-fold .cb-statements li").first
    assert statement.count() == 1 and not statement.is_visible()
    page.goto(f"{page.url}#{statement.get_attribute('id')}")
    assert statement.is_visible()
    # The table leads to a note that stands beside the text, and does not say it again.
    beside = page.locator("td p.cb-noted a").all()
    assert beside
    for link in beside:
        assert page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}'].cb-doubt").count() == 1
    notes = page.evaluate("[...document.querySelectorAll('.cb-doubt')].map(note => note.lastChild.textContent.trim())")
    tables = page.locator("#_figures ~ *").all_inner_texts()
    assert not [note for note in notes if len(note) > 20 and any(note in table for table in tables)]
    page.context.close()


def test_a_phone_shows_the_page_in_reading_order(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/wesee-flowers/", 390)
    tops = [
        page.locator(selector).first.bounding_box()["y"] for selector in ("h1", ".cb-strip", "#_context", "#_figures", ".cb-card", "#_references")
    ]  # type: ignore[index]
    assert tops == sorted(tops)
    results = page.locator("section:has(#_results)")
    notes, text = results.locator(".cb-notes").first.bounding_box(), results.locator(".cb-text").bounding_box()
    assert notes and text and notes["y"] > text["y"]
    page.locator(".cb-menu > summary").click()
    page.locator(".cb-drawer").get_by_text("Cases", exact=True).click()
    page.wait_for_url("**/cases/")
    page.context.close()


def test_without_javascript_all_is_there_and_follows_the_dark(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/wesee-flowers/", scheme="dark", javascript=False)
    page.locator("sup.cb-cite a").first.click()
    assert page.url.endswith("#_ref-1")
    assert page.locator(".cb-tools").is_hidden()
    page.emulate_media(color_scheme="dark")
    page.locator(".cb-text a[href='#plays']").first.click()
    assert page.locator("tr#plays").is_visible()
    page.context.close()


def test_the_palette_switches_and_stays(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + "cases/")
    page.get_by_role("button", name="Switch to dark").click()
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"
    page.goto(site + "sources/")
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"
    assert troubles == []
    page.context.close()


def test_the_keyboard_reaches_everything_in_order(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/wesee-flowers/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("md-skip")
    page.keyboard.press("Enter")
    page.wait_for_url("**#_context")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cb-body') !== null")
    page.context.close()


def test_chinese_is_marked_as_chinese(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/wesee-flowers/")
    unmarked = page.evaluate(
        """() => { const found = [];
        const walk = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const text = walk.currentNode;
            if (/[\\u4e00-\\u9fff]/.test(text.data) && !text.parentElement.closest('[lang|=zh]')) found.push(text.data);
        }
        return found; }"""
    )
    assert unmarked == []
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()


def test_markup_in_every_text_field_is_inert(chromium: Browser, serve: Callable[[Path], str], tmp_path: Path) -> None:
    root = with_mkdocs(copy_project(PROJECTS / "bad/inert-markup", tmp_path / "project"))
    home = serve(build.build(root))
    for address in ("", "cases/", "cases/apples/", "sources/", "sources/smith2020apples/", "measures/people/"):
        page, troubles = open_page(chromium, home + address)
        page.wait_for_timeout(100)
        assert troubles == []
        # The scripts and pictures of a page's own parts are ours.
        ours = ":not([src^='../'], [src^='assets/casebook/'])"
        active = ("img", "svg:not(.cb-dots, .cb-dots svg)", "iframe", f"script{ours}", "[onclick]", "[onmouseover]", "[onload]")
        assert page.locator(", ".join(f"article {selector}" for selector in active)).count() == 0
        hrefs = page.evaluate("[...document.querySelectorAll('article a')].map(a => a.href)")
        # An image's address is only a link here: nothing is loaded from it.
        plain = (home, "https://example.org/", "mailto:a@example.org", "https://evil.example/x.png")
        assert [href for href in hrefs if not href.startswith(plain)] == []
        page.context.close()


def test_an_old_address_leads_to_the_claim_that_was_asked_for(chromium: Browser, serve: Callable[[Path], str], tmp_path: Path) -> None:
    root = with_mkdocs(copy_project(PROJECTS / "good/complete", tmp_path / "project"))
    home = serve(build.build(root))
    page, troubles = open_page(chromium, f"{home}cases/pears/")
    page.goto(f"{home}cases/apple-sale/?from=a#weight")
    page.wait_for_url(f"{home}cases/apples/?from=a#weight")
    assert page.locator(":target").get_attribute("id") == "weight"
    # The old address is not among those one goes back to.
    page.go_back()
    page.wait_for_url(f"{home}cases/pears/")
    assert troubles == []
    page.context.close()
    page, _ = open_page(chromium, f"{home}cases/apple-sale/#weight", javascript=False)
    assert page.url == f"{home}cases/apple-sale/#weight"
    page.locator(":target a").click()
    page.wait_for_url(f"{home}cases/apples/#weight")
    page.context.close()


def get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(url: str, text: str, seconds: float = 30) -> str:
    """A page's HTML as soon as it holds a text."""
    until = time.monotonic() + seconds
    html = ""
    while time.monotonic() < until:
        html = get(url)
        if text in html:
            return html
        time.sleep(0.1)
    raise AssertionError(f"{url} never showed {text!r}; last: {html[:500]}")


def test_serve_shows_a_change_and_survives_a_broken_file(tmp_path: Path) -> None:
    root = with_mkdocs(copy_project(PROJECTS / "good/complete", tmp_path / "project"))
    (root / "templates").mkdir()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as free:
        port = free.server_port
    log = tmp_path / "log"
    command = [str(Path(sys.executable).with_name("casebook")), "-C", str(root), "serve", "--drafts", "--addr", f"127.0.0.1:{port}"]
    with running(command, log, {**os.environ, "PYTHONUNBUFFERED": "1"}):
        page = f"http://127.0.0.1:{port}/cases/apples/"
        wait_for(page, "An afternoon of apples", 60)
        wait_for(f"http://127.0.0.1:{port}/cases/draft-plums/", "A draft")
        case = root / "cases/apples.yml"
        good = case.read_text()
        case.write_text(good.replace("title: An afternoon of apples", "title: An evening of apples"))
        wait_for(page, "An evening of apples")
        case.write_text(good.replace("title:", "titel:"))
        until = time.monotonic() + 30
        while "unknown-field" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.1)
        assert "cases/apples.yml:1:1: error[unknown-field]: there is no field 'titel' here" in log.read_text()
        assert "Traceback" not in log.read_text()
        # What that can only have meant is shown.
        wait_for(page, "An afternoon of apples")
        case.write_text(good.replace("An afternoon of apples", "A night of apples"))
        wait_for(page, "A night of apples")
        case.write_bytes(b"title: \xff\xfe\n")
        until = time.monotonic() + 30
        while "not-utf-8" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.1)
        assert "cases/apples.yml:1:8: error[not-utf-8]" in log.read_text()
        # The last good page still answers.
        assert "A night of apples" in get(page)
        case.write_text(good)
        wait_for(page, "An afternoon of apples")
        (root / "templates/moved.html").write_text("<p>Elsewhere: {{ link.text }}</p>")
        wait_for(f"http://127.0.0.1:{port}/cases/apple-sale/", "Elsewhere:")
        source = root / "cases/references.bib"
        source.write_text(source.read_text().replace("The author sells apples.", "The author is a grower."))
        wait_for(page, "The author is a grower.")


# --- cards -----------------------------------------------------------------------------------------------------


def test_a_figure_opens_its_card_on_hover_and_the_card_stays_under_the_pointer(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + "cases/xigua-apples/")
    figure = page.locator(".cb-text a.cb-claim", has_text="nearly 550,000 CNY")
    figure.hover()
    card = page.locator(".cb-pop")
    card.wait_for()
    text = card.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "nearly 550,000 CNY" in text
    assert "77,781 USD, converted by the source" in text
    assert "One voice: Ouyang 2020, which names Ecns.cn 2020 (not read)." in text
    card.hover()
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.mouse.move(5, 5)
    card.wait_for(state="detached")
    assert troubles == []
    page.context.close()


def test_the_keyboard_opens_a_card_goes_into_it_and_out_again(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "cases/xigua-apples/")
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cb-text a.cb-claim')"):
            break
    # A figure on the way is one stop; Enter opens what stands behind it.
    assert page.locator(".cb-pop").count() == 0
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    page.keyboard.press("Enter")
    assert page.locator(".cb-pop").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cb-pop') !== null")
    page.keyboard.press("Escape")
    assert page.locator(".cb-pop").count() == 0
    assert page.evaluate("document.activeElement.className.includes('cb-claim')")
    for _step in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")
    page.context.close()


def test_from_a_figure_to_its_row_and_back(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + "cases/xigua-apples/")
    figure = page.locator(".cb-text a.cb-claim[href^='#']").first
    figure.click()
    row = page.locator(f"tr{figure.get_attribute('href')}")
    assert row.is_visible() and page.locator(".cb-row-note .cb-claimcard").locator("visible=true").count() == 1
    page.keyboard.press("Enter")
    assert not row.is_visible()
    assert figure.evaluate("link => link === document.activeElement")
    assert troubles == []
    page.context.close()


def test_a_tap_opens_a_card_that_fits_the_phone(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site + "cases/wesee-flowers/")
    page.locator(".cb-text a.cb-claim").first.tap()
    box = page.locator(".cb-pop").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.url.endswith("cases/wesee-flowers/")
    page.locator(".cb-pop").get_by_text("Permanent address").tap()
    assert "#videos" in page.url
    context.close()


def test_a_citation_shows_its_reference(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "landscape/")
    page.locator("article .cb-cite a").first.hover()
    page.locator(".cb-pop").wait_for()
    assert "Ouyang, T. (2020)" in page.locator(".cb-pop").inner_text()
    page.context.close()


@pytest.mark.parametrize("address", ["cases/wesee-flowers/", "platforms/kwai/", "landscape/", "measures/plays/"])
def test_every_card_is_in_the_page_without_javascript(chromium: Browser, site: str, address: str) -> None:
    page, _ = open_page(chromium, site + address, javascript=False)
    wanted = page.locator("a[data-card]").evaluate_all("links => links.map(link => link.dataset.card)")
    there = page.locator(".cb-claimcard").evaluate_all("cards => cards.map(card => card.id)")
    assert set(wanted) <= set(there)
    if there:
        folds = page.locator(".cb-claimcard").first.locator("xpath=ancestor::details")
        for fold in folds.all():
            fold.locator("> summary").click()
        assert page.locator(".cb-claimcard").first.is_visible()
    page.context.close()


def test_sources_are_filtered_and_sorted(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + "sources/")
    rows = page.locator("table#sources tbody:visible")
    everything = rows.count()
    page.get_by_label("Kind").select_option("report")
    assert 0 < rows.count() < everything
    page.get_by_label("Find").fill("nobody wrote this")
    assert rows.count() == 0
    page.get_by_label("Find").fill("")
    page.get_by_label("Kind").select_option("")
    page.get_by_label("Find").fill("Tencent")
    assert rows.count() == 1
    page.get_by_label("Evidence").select_option("voice")
    assert rows.count() == 0
    page.get_by_label("Find").fill("")
    assert 0 < rows.count() < everything
    page.get_by_label("Evidence").select_option("")
    page.get_by_role("button", name="Rests on it").click()
    page.get_by_role("button", name="Rests on it").click()
    assert "Communication for Social Good" in rows.first.inner_text()
    page.context.close()


# --- on paper --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["cases/wesee-flowers/", "cases/xigua-apples/", "cases/kwai-climate/"])
def test_a_case_prints_to_two_pages_with_its_references(chromium: Browser, site: str, address: str) -> None:
    page, _ = open_page(chromium, site + address)
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    page.emulate_media(media="print")
    assert page.locator("#_references").is_visible()
    assert page.locator(".md-header").is_hidden()
    assert page.locator("table.cb-figures thead").first.is_visible()
    page.context.close()
