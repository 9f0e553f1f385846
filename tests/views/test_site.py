"""What a page says of claims that stand elsewhere: their texts are those of their own record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views.site import Settings

CASE = """title: {title}
summary: They sold [#weight] of apples.
claims:
  - {{id: weight, measure: weight, value: 5, scope: "all of it, [#weight] that is", cite: smith2020}}
  - {{id: loop, statement: "So it goes, see [#loop] and [#other/loop].", cite: smith2020}}
corrections:
  - {{on: 2020-05-01, what: claims/weight, was: "4", now: "5", why: "It is [#weight]."}}
  - {{on: 2020-05-01, what: claims/weight, was: "3", now: "4", why: "Once more."}}
"""


@pytest.fixture
def html(write: Callable[..., Path]) -> dict[str, str]:
    """The pages of two cases that print each other's and their own claims, and the texts of the files beside them."""
    root = write(
        {
            "cases/one.yml": CASE.format(title="One"),
            "cases/other.yml": CASE.format(title="Other").replace("[#other/loop]", "[#one/loop]").replace("value: 5", "value: 7"),
            "cases/measures/weight.yml": "name: Weight\nunit: kg\ndimension: sales\ndefinition: What was sold.\ncomparable: true\n",
            "cases/vocabularies/dimensions.yml": "title: D\nsummary: S.\nterms:\n  - {id: sales, label: sales, description: S.}\n",
            "cases/references.bib": "@online{smith2020, title = {T}, author = {Smith, Ann}, url = {https://example.org/}}\n",
            "docs/index.md": "# Home\n\n[##one/weight] [#one/loop]\n",
        }
    )
    result = pipeline.run(root, Settings(search=False))
    assert result.is_sound, result.diagnostics
    renderer = Renderer(result.site)
    pages = {page.address: renderer.render(page).html for page in result.pages}
    return pages | {file.address: str(file.content()) for file in result.files if file.address.endswith((".xml", ".md", "changes.json"))}


def test_a_bare_mention_means_the_record_that_it_stands_in(html: dict[str, str]) -> None:
    shown = {address: text for address, text in html.items() if "[#weight]" in text}
    assert shown == {}
    assert "They sold 5 kg of apples" in html["cases/"]
    assert "all of it, " in html["measures/weight/"]
    assert "They sold 7" in html["cases/"]


def test_a_statement_that_prints_itself_ends(html: dict[str, str]) -> None:
    assert "So it goes" in html["cases/one/"]
    assert "So it goes" in html["cases/other/"]


def test_corrections_of_one_day_are_told_apart(html: dict[str, str]) -> None:
    feed = html["corrections/feed.xml"]
    ids = [part.partition("</id>")[0] for part in feed.split("<id>")[1:]]
    assert len(ids) == len(set(ids)) == 5
