"""Sharing, in a real Chromium: what is copied of a figure has its mark, its sources and its address, and a single figure can be chosen."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.publishing.test_browser import open_page, serve, site

__all__ = ["serve", "site"]  # fixtures

CASE = "cases/wesee-flowers/"
COPIED = "() => navigator.clipboard.readText()"


def test_a_figure_is_copied_with_its_source_and_shared_alone(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, f"{site}{CASE}#_share")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    whole = page.locator("[data-part=text]").inner_text()
    assert whole.endswith(f"{site}{CASE}")
    choice = page.locator("#_share option")
    choice.nth(1).wait_for(state="attached")
    ids = [option.get_attribute("value") for option in choice.all()]
    assert ids[1:] == page.locator(".cb-figures--own tr[id], .cb-statements li[id]").evaluate_all("rows => rows.map(row => row.id)")
    page.locator("#_share select").select_option(ids[2])
    page.wait_for_function("() => document.querySelector('[data-part=address]').textContent.includes('#')")
    assert page.locator("[data-part=address]").inner_text() == f"{site}{CASE}#{ids[2]}"
    row = page.locator(f"tr[id='{ids[2]}']")
    text = page.locator("[data-part=text]").inner_text()
    assert text.endswith(f"{site}{CASE}#{ids[2]}")
    mark = row.locator(".cb-mark").inner_text()
    assert f"{mark}: " in text
    page.locator("#_share select").select_option("")
    page.wait_for_function("text => document.querySelector('[data-part=text]').innerText === text", arg=whole)
    # On a card beside its figure, too, which is a copy of the one below.
    page.locator(".cb-strip a.cb-value").first.hover()
    page.locator(".cb-pop [data-quoting]").click()
    page.wait_for_function("() => document.querySelector('.cb-pop [data-quoting]').textContent === 'Copied'")
    # The first figure is the one that stands for the page: the browser copies what the page says of it.
    # Which spaces hold words together is a matter of the screen.
    assert page.evaluate(COPIED).split() == f"{whole}#{ids[1]}".split()
    assert troubles == []
    page.context.close()


def test_without_a_script_it_says_how_a_figure_is_shared(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, f"{site}{CASE}", javascript=False)
    page.locator("#_share > summary").click()
    assert page.locator("#_share .cb-no-script").is_visible()
    assert not page.locator("#_share select").is_visible()
    page.context.close()
