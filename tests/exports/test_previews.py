"""Cards that say what a link leads to: on hover and focus, never in the way."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests import axe
from tests.publishing.test_browser import open_page, serve, site

__all__ = ["serve", "site"]  # fixtures

CASE = "cases/xigua-apples/"


def platform(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".cb-card a.cb-record", has_text="Xigua Video")


def fetched(page: Page) -> list[str]:
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return [name for name in names if name.endswith("preview.json")]


def test_a_record_is_previewed_on_hover(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site + CASE)
    page.wait_for_load_state("networkidle")
    assert fetched(page) == []
    platform(page).hover()
    card = page.locator(".cb-pop.cb-preview")
    expect(card).to_be_visible()
    assert card.locator(".cb-preview-title").inner_text() == "Xigua Video 西瓜视频"
    assert card.locator("[lang|=zh]").inner_text() == "西瓜视频"
    assert card.locator(".cb-kicker").inner_text().lower() == "platform"
    assert "A video platform of ByteDance" in card.inner_text()
    assert fetched(page) == [f"{site}platforms/xigua-video/preview.json"]
    assert axe.violations(page) == []
    # Into the card and back: it stays; away: it goes. A second time nothing is fetched.
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(5, 400)
    expect(card).to_have_count(0)
    platform(page).hover()
    expect(card).to_be_visible()
    assert len(fetched(page)) == 1
    assert troubles == []
    page.context.close()


def test_passing_over_a_link_opens_nothing(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + CASE)
    platform(page).hover()
    page.mouse.move(5, 400)
    page.wait_for_timeout(700)
    assert page.locator(".cb-pop").count() == 0
    assert fetched(page) == []
    page.context.close()


def test_by_keyboard_it_opens_and_escape_closes(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + CASE)
    page.locator(".cb-value").last.focus()
    page.keyboard.press("Escape")
    for _press in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('cb-record')"):
            break
    card = page.locator(".cb-pop.cb-preview")
    expect(card).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "_card"
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert page.evaluate("document.activeElement.classList.contains('cb-record')")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_visible()
    page.context.close()


def test_a_tap_follows_the_link_at_once(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site + CASE)
    platform(page).tap()
    page.wait_for_url("**/platforms/xigua-video/")
    assert page.locator(".cb-pop").count() == 0
    context.close()


def test_claims_and_citations_keep_their_own_cards(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site + CASE)
    page.locator("sup.cb-cite a").first.hover()
    expect(page.locator(".cb-pop")).to_be_visible()
    assert page.locator(".cb-pop.cb-preview").count() == 0
    page.locator(".cb-text a.cb-claim").first.hover()
    expect(page.locator(".cb-pop")).to_contain_text("Permanent address")
    assert fetched(page) == []
    page.context.close()
