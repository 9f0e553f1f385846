"""Living blocks of hand-written pages: what the site and an export show for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from casebook.publishing import build, pipeline
from casebook.text import living
from casebook.views import markdown
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import PROJECTS, copy_project, with_mkdocs

CODE = "```casebook\nof: nothing, as this is code\n```"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_mkdocs(copy_project(PROJECTS / "good/living-block", tmp_path_factory.mktemp("living") / "project"))


def test_a_page_shows_what_its_blocks_declare_and_code_stays(project: Path) -> None:
    build.build(project)
    html = (project / "site/index.html").read_text("utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    shown = re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"<(?!/?(?:a|b|li)\b)[^>]*>", "", article))
    assert '<a href="cases/"><b>2</b></a>&nbsp;cases with<b>1</b>&nbsp;from<a href="sources/"><b>2</b></a>&nbsp;&amp;<b>1</b>.' in shown
    links = [f'<li><a class="cb-record" href="cases/{id}/">{label}</a></li>' for id, label in (("plums", "Plums"), ("apples", "Apples live"))]
    page = LexborHTMLParser(article)
    rows = page.css("table.cb-living tbody tr")
    assert [row.text(separator=" ").split() for row in rows] == ["Apples live live-sale Growers 200 t one voice".split(), ["Plums"]]
    assert [link.attributes["href"] for link in rows[0].css("td a")] == ["organisations/growers/", "cases/apples/#weight"]
    assert links[0] in shown
    assert re.search(rf"{links[1]}\s*Nothing here yet\.", shown)
    assert "of: nothing, as this is code" in shown
    assert [found.text() for found in page.css("p.cb-living-count")][1] == "Here 2\xa0of 1; 0\xa0held, 1\xa0told, 1\xa0hosts."
    assert page.css_first("p.cb-living-all a, p.cb-note").text() == "All 2 cases"
    assert page.css_first(".cb-living-unit + .cb-chart p:not([class])").text().split() == "Apples live 200 t".split()
    assert (
        page.css_first("ul.cb-list--cases").text(deep=True).split()
        == "live-sale Apples live A magistrate sold apples. 200 t Weight one voice".split()
    )
    assert [node.tag for node in page.css(".cb-card-title")] == ["p"]
    cells = page.css(".cb-evidence-map td > a")
    assert len(cells) == 2
    for cell in cells:
        (told,) = page.css(f"[id='{cell.attributes['href'].removeprefix('#')}']")
        assert told.css_first("dd").text(separator=" ").replace(" ,", ",").split() == "one voice Apples live, 200 t Weight".split()


def test_an_export_has_the_same_as_markdown(project: Path) -> None:
    site = pipeline.run(project).site
    [page] = site.catalog.docs
    text = markdown.docs(site.public, page)
    assert "2 cases with 1 from 2 & 1." in text
    heading = "| Case | Kind | Organisations | Weight |\n| --- | --- | --- | --- |\n"
    assert f"- [Plums](cases/plums/index.md)\n\n1 of 2 cases\n\n{heading}| [Apples live]" in text
    text = text.replace("\xa0", " ")
    assert "(cases/apples/index.md) | live-sale | Growers | 200 t (one voice) |\n| [Plums](cases/plums/index.md) |  |  |  |\n\n" in text
    assert "Here 2 of 1; 0 held, 1 told, 1 hosts.\n\n- [Apples live](cases/apples/index.md): 200 t (one voice)\n\n" in text
    assert "\n\n- [Apples live](cases/apples/index.md)\n\nNothing here yet." in text
    map = "- live-sale, amount: 1 case, at best one voice: [Apples live](cases/apples/index.md) (200 t, one voice)\n"
    assert text.count(map) == 2
    assert CODE in text


@pytest.mark.parametrize(
    "text",
    [
        f"````\n{CODE}\n````\n",
        "    ```casebook\n    of: case\n    ```\n",
        "```casebook\nof: case\n",
        "```casebooks\nof: case\n```\n",
        "```python\n```casebook\n```\n",
    ],
)
def test_what_only_looks_like_a_block_is_none(text: str) -> None:
    assert list(living.blocks(text)) == []
