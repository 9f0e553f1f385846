"""What hand-written pages offer, as people know it from the theme, in a real Chromium; and the last step of such a page."""

from __future__ import annotations

import re

import pytest
from casebook.publishing import finishing, sheets
from playwright.sync_api import Browser, Page, expect

from tests import axe
from tests.publishing.test_browser import open_page, serve
from tests.publishing.test_frame import by_hand, hand, watched

__all__ = ["by_hand", "hand", "serve"]  # fixtures


# --- what hand-written pages offer -----------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"), (320, "dark")])
def test_a_page_with_everything_is_quiet_fits_and_axe_finds_nothing(chromium: Browser, hand: str, width: int, scheme: str) -> None:
    context = watched(chromium, width, scheme)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{hand}everything/")
    page.wait_for_load_state("networkidle")
    assert (troubles, page.evaluate("refused")) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe.violations(page) == []
    context.close()


def style(page: Page, selector: str, name: str) -> str:
    return str(page.locator(selector).first.evaluate(f"node => getComputedStyle(node).{name}"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_people_know_from_material_is_drawn(chromium: Browser, hand: str, scheme: str) -> None:
    page, _ = open_page(chromium, f"{hand}everything/", scheme=scheme)
    ink = style(page, "article h1", "color")
    visible = (".admonition.warning", ".admonition.tip.inline.end", "details.note > summary", ".tabbed-labels", ".highlight pre", ".cb-code-copy")
    visible += (".task-list-item input", ".keys kbd", "mark", "sub", "sup", "ins", "del", ".critic.comment", ".twemoji svg", "abbr", "dl dd")
    visible += (".md-button--primary", ".progress-bar", ".grid.cards li", ".footnote li", ".cb-annotated")
    for selector in visible:
        assert page.locator(f"article {selector}").first.is_visible(), selector
    assert style(page, ".admonition.warning", "borderLeftWidth") == "2px"
    assert style(page, ".admonition.tip", "float") == "inline-end"
    assert style(page, ".admonition.tip", "borderLeftColor") != style(page, ".admonition.warning", "borderLeftColor")
    assert len({style(page, f".highlight {name}", "color") for name in (".k", ".s2", ".mf", ".c1", ".n")}) == 5
    assert style(page, ".highlight .hll", "backgroundColor") != style(page, ".highlight pre code", "backgroundColor")
    assert style(page, "mark", "backgroundColor") != "rgba(0, 0, 0, 0)"
    assert style(page, ".keys kbd", "boxShadow") != "none"
    assert style(page, ".md-button--primary", "backgroundColor") not in ("rgba(0, 0, 0, 0)", ink)
    assert style(page, ".grid.cards > ul > li:first-child", "borderTopStyle") == "solid"
    cards = [card.bounding_box() for card in page.locator(".grid.cards > ul > li").all()]
    assert cards[0]["y"] == cards[1]["y"]  # type: ignore[index]
    assert 0.6 < page.locator(".progress-bar").bounding_box()["width"] / page.locator(".progress").bounding_box()["width"] < 0.7  # type: ignore[index]
    assert [style(page, f".md-typeset__table td:nth-child({column})", "textAlign") for column in (1, 2, 3)] == ["left", "right", "center"]
    page.context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_tabs_and_folded_notes_work(chromium: Browser, hand: str, javascript: bool) -> None:
    page, _ = open_page(chromium, f"{hand}everything/", javascript=javascript)
    first, second = page.locator(".tabbed-set").first, page.locator(".tabbed-set").nth(1)
    assert first.locator(".tabbed-block:visible").inner_text().split() == ["Under", "apples", "Red."] or "Red." in first.inner_text()
    first.get_by_text("Pears", exact=True).click()
    assert "Green." in first.locator(".tabbed-block:visible").inner_text()
    assert first.locator(".tabbed-block:visible").count() == 1
    # The feature that links tabs needs a script.
    assert ("Sweet." in second.locator(".tabbed-block:visible").inner_text()) is javascript
    page.locator("details.note summary").click()
    assert page.get_by_text("What was folded.").is_visible()
    page.context.close()


def test_tabs_work_by_keyboard_and_an_address_inside_of_one_opens_it(chromium: Browser, hand: str) -> None:
    page, _ = open_page(chromium, f"{hand}everything/#under-pears")
    expect(page.locator("#under-pears")).to_be_in_viewport()
    page.locator(".tabbed-set > input").nth(1).focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_text("Blue.").is_visible()
    assert style(page, ".tabbed-labels label:nth-child(3)", "outlineStyle") == "solid"
    page.context.close()


def test_code_is_copied_and_annotations_open_cards(chromium: Browser, hand: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{hand}everything/")
    button = page.get_by_role("button", name="Copy to clipboard")
    assert button.count() == 2
    button.nth(1).click()
    expect(page.get_by_role("button", name="Copied to clipboard")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == 'echo "plain"'
    for link, text in (("p .cb-annotated", "The explanation."), (".highlight .cb-annotated", "What is sold.")):
        page.locator(f"article {link}").hover()
        expect(page.locator(".cb-pop")).to_contain_text(text)
        page.keyboard.press("Escape")
    context.close()


def test_a_table_and_code_scroll_by_keyboard(chromium: Browser, hand: str) -> None:
    page, _ = open_page(chromium, f"{hand}everything/", 320)
    for selector in (".md-typeset__scrollwrap", ".highlighttable code"):
        box = page.locator(selector).first
        box.focus()
        assert box.evaluate("node => node.scrollWidth > node.clientWidth")
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
        assert box.evaluate("node => node.scrollLeft") > 0
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_what_is_wide_in_a_record_scrolls_as_well(chromium: Browser, hand: str, width: int, scheme: str) -> None:
    context = watched(chromium, width, scheme)
    page = context.new_page()
    page.goto(f"{hand}cases/apples/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("refused") == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [style(page, f"article td:nth-child({column})", "textAlign") for column in (1, 2, 3)] == ["left", "right", "center"]
    assert style(page, "article thead th", "borderBottomWidth") == "2px"
    assert axe.violations(page) == []
    if width == 320:
        assert page.locator(".md-typeset__scrollwrap").evaluate("node => node.scrollWidth > node.clientWidth")
        assert page.locator("pre > code").evaluate("node => node.scrollWidth > node.clientWidth")
    context.close()


def test_what_was_written_inline_does_what_it_did(chromium: Browser, hand: str) -> None:
    page, troubles = open_page(chromium, f"{hand}everything/")
    assert (style(page, "#styled", "color"), style(page, "#sheet", "letterSpacing")) == ("rgb(1, 2, 3)", "3px")
    assert page.locator("#scripted").inner_text() == "It has run."
    page.get_by_role("button", name="Press me").click()
    assert page.locator("#scripted").inner_text() == "It was pressed."
    # The project's own files, too.
    assert style(page, "#styled", "fontWeight") == "700"
    assert page.evaluate("document.documentElement.dataset.own") == "here"
    assert troubles == []
    page.context.close()


# --- the last step of a hand-written page ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>plain</p>", "<p>plain</p>"),
        ('<td style="text-align: right;" class="a">1</td>', '<td class="a cb-right">1</td>'),
        ("<pre><code>x</code></pre><code>y</code>", '<pre><code tabindex="0">x</code></pre><code>y</code>'),
        ('<table class="mine"><tr></tr></table>', '<table class="mine"><tr></tr></table>'),
        (
            "<table><tr><td><table></table></td></tr></table>",
            '<div class="md-typeset__scrollwrap" tabindex="0"><div class="md-typeset__table">'
            "<table><tr><td><table></table></td></tr></table></div></div>",
        ),
        ('<!-- <table style="color: red"> -->', '<!-- <table style="color: red"> -->'),
        ('<p title="<table>">x</p>', '<p title="<table>">x</p>'),
        ('<script type="application/json">{"a": "<table>"}</script>', '<script type="application/json">{"a": "<table>"}</script>'),
        ('<script src="a.js"></script>', '<script src="a.js"></script>'),
        ('<p style="a}b{">x</p>', "<p>x</p>"),
        ('<li><input type="checkbox" disabled/> to <b>do</b></li>', '<li><input aria-label="to do" type="checkbox" disabled/> to <b>do</b></li>'),
    ],
)
def test_a_page_is_made_fit(html: str, expected: str) -> None:
    finished = finishing.finish(html, "..")
    assert (finished.html, finished.files) == (expected, {})


def test_what_is_written_inline_goes_into_files_each_once() -> None:
    html = '<p style="color: red"></p><p style="color: red" class="a"></p><style media="print">p { color: blue }</style><script>a()</script>'
    finished = finishing.finish(html, "../..")
    (sheet, rules), (script, text) = sorted(finished.files.items(), key=lambda item: item[0].endswith(".js"))
    name = re.findall(r"cb-own-\w+", finished.html)[0]
    assert finished.html == f'<p class="{name}"></p><p class="a {name}"></p><script src="../../{script}"></script>'
    assert finished.styles == [sheet]
    assert rules == f":root .{name}.{name}.{name} {{ color: red }}\n@media print {{ p {{ color: blue }} }}\n"
    assert text == "a()"


def test_what_an_element_does_is_done_by_a_file() -> None:
    finished = finishing.finish("<button onclick='say(\"a &amp; b\")' type=button>x</button>", ".")
    ((script, text),) = finished.files.items()
    mark = re.findall(r"data-own-\w+", finished.html)[0]
    assert finished.html == f'<button type="button" {mark}="">x</button><script src="./{script}"></script>'
    assert text == f'document.querySelectorAll("[{mark}]").forEach((node) => {{ node.onclick = function (event) {{ say("a & b")\n}}; }});\n'


def test_extras_are_for_pages_that_have_something_of_them() -> None:
    assert finishing.finish('<p class="admonition">x</p>', "").sheets == (sheets.EXTRAS,)
    assert finishing.finish('<p class="cb-lead mine">x</p><pre><code>y</code></pre>', "").sheets == ()
    assert finishing.finish("<pre><code>y</code></pre>", "", copies_code=True).sheets == (sheets.EXTRAS,)


def test_a_picture_brings_its_styles_along() -> None:
    assert finishing.finish('<table class="cb-evidence-map"></table>', "").sheets == ("assets/casebook/pages/evidence_map.css",)
    assert sheets.of_template("timeline_years.html") == sheets.of_template("timeline.html") == ("assets/casebook/pages/timeline.css",)
    assert sheets.of_template("moved.html") == ()
