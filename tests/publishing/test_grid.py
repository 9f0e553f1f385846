"""The grid that every page lies on, and the sizes of its type, in a real Chromium and in the style sheets."""

from __future__ import annotations

import re
from pathlib import Path

from casebook.publishing import build
from playwright.sync_api import Browser

from tests.publishing.test_browser import open_page, serve, site

__all__ = ["serve", "site"]  # fixtures

# Where the words of a part of the page begin; and what of the header is broken: a part over the next, a name in two lines.
EDGES = """() => {
  const left = selector => [...document.querySelectorAll(selector)].filter(element => element.offsetParent).map(element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return Math.round(Math.min(...[...range.getClientRects()].filter(box => box.width).map(box => box.left)));
  });
  return [...new Set(['h1', '.cb-siblings', '.cb-footer .md-grid', ...(innerWidth < 960 ? [] : ['.cb-logo'])].flatMap(left))];
}"""
BROKEN = """() => {
  const parts = [...document.querySelector('.md-header__inner').children].map(part => part.getBoundingClientRect()).filter(box => box.width);
  const names = [...document.querySelectorAll('.cb-nav a')].filter(name => name.offsetParent).map(name => name.getBoundingClientRect().top);
  const over = parts.some((box, index) => index && box.left < parts[index - 1].right - 12) || parts.at(-1).right > innerWidth;
  const hint = document.querySelector('.cb-header input');
  return [over, new Set(names).size > 1, hint.scrollWidth > hint.clientWidth];
}"""
# What has a line to itself must be hit by a finger; a link in a sentence is as tall as its line.
OWN = ".cb-header :is(a, summary, button, input), .cb-footer a, .cb-siblings a, .cb-end a, :is(li, td, dd) > a:only-child"
SMALL = """selector => [...document.querySelectorAll(selector)]
  .map(target => [target.textContent, target.getBoundingClientRect()])
  .filter(([text, box]) => box.width > 1 && box.height < 24).map(([text, box]) => `${text} ${box.height}`)"""


def test_every_kind_of_page_begins_at_one_left_edge(chromium: Browser, site: str) -> None:
    page, _ = open_page(chromium, site)
    for address in ("", "cases/", "cases/wesee-flowers/", "measures/plays/", "unknowns/", "contribute/new/", "404.html"):
        page.goto(site + address)
        for width, edge in ((390, 16), (1024, 60), (1440, 268), (1920, 463)):
            page.set_viewport_size({"width": width, "height": 900})
            assert (page.evaluate(EDGES), page.evaluate(BROKEN)) == ([edge], [False, False, False]), (address, width)
            assert width > 390 or page.evaluate(SMALL, OWN) == [], address
    page.context.close()


def test_type_has_seven_sizes() -> None:
    sheets = {path.name: path.read_text() for path in (Path(build.__file__).parents[1] / "theme/assets/casebook").rglob("*.css")}
    sizes = set(re.findall(r"var\(--cb-(fine|small|text|lead|h2|large|h1)\)", "".join(sheets.values())))
    assert len(sizes) == 7
    # A rem itself, on paper too; the quotation marks that are the mark of an opinion; and words in a drawing, in its units.
    others = re.compile(r"(?:font-size: |font: (?:\w+ )?\d{3} )(?!var\(|inherit|max\(16px, var)([^;/ }]*)")
    found = {line.strip() for text in sheets.values() for line in text.splitlines() if others.search(line)}
    assert [line for line in found if not re.search(r"\bhtml \{|--attributed|font(?:-size)?: (?:\d{3} )?[\d.]+px", line)] == []
