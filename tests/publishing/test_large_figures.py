"""Figures of forty digits, and words that nobody can break, on a phone: no page is wider than its screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from casebook.publishing import build
from PIL import Image
from playwright.sync_api import Browser

from tests.conftest import PROJECTS, copy_project, with_mkdocs
from tests.publishing.test_browser import serve

__all__ = ["serve"]

# As many digits as a number may have, each of them stated.
FORTY = "1234567890123456789012345678901234567891"
WORD = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen"
CLAIMS = f"""\
claims:
  - id: large
    measure: weight
    value: {10**20}
    also: [{{value: {10**23}, unit: g}}]
    as_of: 2020
    cite: post2020
    scope: "{WORD}"
    note: "It is [#large]."
  - {{id: forty, measure: weight, value: {FORTY}, bound: more-than, cite: "post2020[p. {FORTY}]"}}
  - {{id: range, measure: weight, value: {{from: -{FORTY[:38]}, to: {FORTY}}}, cite: smith2020apples}}
  - {{id: rival, measure: turnover, value: {FORTY[:30]}.5, unit: CNY, as_of: 2020, cite: post2020}}
  - {{id: other, measure: turnover, value: {FORTY[:30]}, unit: CNY, as_of: 2020, cite: post2020}}
  - {{id: words, measure: wide, value: 12345678901234567890.5, cite: post2020}}
  - {{id: said, statement: "They said {WORD} and {FORTY}.", cite: post2020}}
"""
CASE = f"""\
title: A case of {FORTY}
summary: "They sold [#large], [#forty], and [#range] of {WORD}."
topics: [live-commerce]
platforms: [{{id: orchard-tv, role: host}}]
period: 2020
{CLAIMS}
timeline:
  - {{date: 2020-03, text: "That month: [#forty]."}}
story:
  context: |
    [##forty]

    As in [#rival] and [#words]. {FORTY}
"""
HOME = "# Home\n\n[##large-case/large]\n\n[##large-case/range]\n\nIt was [#large-case/forty].\n\n| figure |\n|---|\n| [#large-case/forty] |\n"
WIDTHS = (320, 390)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog with such figures: a case, and others to compare it with."""
    root = with_mkdocs(copy_project(PROJECTS / "good/complete", tmp_path_factory.mktemp("large") / "project"))
    (root / "cases/large-case.yml").write_text(CASE)
    (root / "cases/second-case.yml").write_text(CASE.replace("A case", "Another case").replace("large-case", "second-case"))
    (root / "docs/index.md").write_text(HOME)
    (root / "cases/measures/wide.yml").write_text(
        f"name: {WORD}\nunit: {WORD}\ndimension: sales-volume\ndefinition: Of long words.\ncomparable: true\n"
    )
    return build.build(root, tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="module")
def pages(large: Path) -> list[str]:
    """The addresses of all pages but those of rules."""
    found = sorted(path.parent.relative_to(large).as_posix() for path in large.rglob("index.html"))
    return [f"{address}/".removeprefix("./") for address in found if not address.startswith("rules/")]


@pytest.fixture
def phones(chromium: Browser) -> Iterator[Callable[[int], object]]:
    opened = []

    def phone(width: int) -> object:
        opened.append(chromium.new_page(viewport={"width": width, "height": 800}))
        return opened[-1]

    yield phone
    for page in opened:
        page.close()


# What sticks out of the screen, and is neither cut off nor in a box of its own that can be scrolled.
WIDER = """() => {
  const most = document.documentElement.clientWidth;
  const inside = (box) => { for (let up = box.parentElement; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.overflowX !== "visible" && up !== document.body && up !== document.documentElement) return true;
  } return false; };
  const sticksOut = (box) => box.getBoundingClientRect().right > most + 1 && box.getClientRects().length && !inside(box);
  const named = (box) => `${box.tagName}.${box.getAttribute("class")} ${Math.round(box.getBoundingClientRect().right)}`;
  return [...document.querySelectorAll("main *")].filter(sticksOut).map(named).slice(0, 5);
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_a_phone(
    width: int, large: Path, pages: list[str], serve: Callable[[Path], str], phones: Callable[[int], object]
) -> None:
    address, page, wide = serve(large), phones(width), {}
    assert {"", "cases/", "cases/large-case/", "measures/weight/", "measures/turnover/", "sources/post2020/", "topics/live-commerce/"} <= set(pages)
    for name in pages:
        page.goto(f"{address}{name}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth") or page.evaluate(WIDER):
            wide[name] = (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(WIDER))
    assert wide == {}


def test_every_digit_is_there(large: Path) -> None:
    page = (large / "cases/large-case/index.html").read_text("utf-8")
    assert f"{int(FORTY):,}" in page
    assert f"\N{MINUS SIGN}{int(FORTY[:38]):,} to {int(FORTY):,}" in page
    assert f"{10**20:,}" in page


def test_a_scale_of_very_large_figures_names_few_of_its_steps_and_in_short(large: Path) -> None:
    page = (large / "measures/weight/index.html").read_text("utf-8")
    (steps,) = re.findall(r'<svg class="cb-dots cb-dots-axis".*?</svg>', page, re.DOTALL)
    assert re.findall(r"<text[^>]*>(.*?)</text>", steps) == ["0", "5 × 10³⁸", "10³⁹"]


def test_a_card_has_its_figure_within_its_margins(large: Path) -> None:
    for name in ("large-case", "second-case"):
        with Image.open(large / f"cases/{name}/card.png") as card:
            pixels = card.convert("L")
            margin = pixels.crop((pixels.width - 60, 0, pixels.width, pixels.height))
            assert margin.getextrema()[0] == margin.getextrema()[1]
