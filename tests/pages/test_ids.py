"""Whole pages, with ids that were chosen to get in each other's way: each is there once, and the links of the catalog find theirs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.publishing import build, pipeline
from casebook.publishing.render import Renderer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import with_kinds, with_mkdocs

Write = Callable[..., Path]
SOURCE = "@online{post2020,\n  title = {Apples},\n  date = {2020},\n}\n"
LOCATORS = ["__search", "__drawer", "_q", "Para. 9", "para 9", "PARA 9", ".", "第三章", "as a whole", "p. 1"]
letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="[];,@\\`*_<>&#|\"'")
claims = st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True) | st.sampled_from(["1-1", "1-2", "figures", "references", "q"])


def ids_of(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', html)


def pages(root: Path) -> Iterator[tuple[str, str]]:
    """Every page with its HTML."""
    result = pipeline.run(root)
    assert result.is_sound, result.diagnostics
    renderer = Renderer(result.site)
    return ((page.address, renderer.render(page).html) for page in result.pages)


def catalog(root: Path, locators: list[str], ids: list[str]) -> Path:
    """One case with claims of these ids, which cites one source at these places."""
    (root / "cases").mkdir()
    (root / "cases/references.bib").write_text(SOURCE, encoding="utf-8")
    record = {
        "title": "A",
        "summary": "S " + " ".join(f"[@post2020, {text}]" for text in locators),
        "story": {"context": "Twice [@post2020] and [@post2020]."},
        "claims": [{"id": id, "statement": f"It is {id}.", "cite": "post2020"} for id in ids],
    }
    # YAML is a superset of JSON.
    (root / "cases/a.yml").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return with_kinds(root)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(letters, min_size=1, max_size=8), unique=True, max_size=12), st.lists(claims, min_size=1, max_size=8, unique=True))
@example(LOCATORS, ["1-1", "1-2", "figures", "references", "q"])
def test_no_page_has_an_id_twice(locators: list[str], ids: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for address, html in pages(catalog(Path(folder), locators, ids)):
            found = Counter(ids_of(html))
            assert max(found.values(), default=1) == 1, (address, found.most_common(3))
            assert all(id and not id.startswith("__") for id in found), address
            assert set(re.findall(r'href="#([^"]+)"', html)) <= set(found), address


DECLARED = """\
label: Case
plural: Cases
folder: ""
description: What the catalog is about.
story:
  figures: {label: In figures, description: A text.}
  text: {label: The text, description: A text.}
  steps: {label: How it went, description: A text.}
  cite-plays: {label: To cite, description: A text.}
  q: {label: A question, description: A text.}
fields:
  steps: {type: step, description: What was done.}
"""


def test_declared_parts_step_aside_for_the_pages_own(write: Write) -> None:
    story = "".join(f"  {name}: It went well.\n" for name in ("figures", "text", "steps", "cite-plays", "q"))
    claims = "claims:\n  - {id: plays, statement: It was played., cite: post2020}\n"
    record = f"title: A\nsummary: S\ntext: More.\nsteps:\n  - {{text: It began.}}\n{claims}story:\n{story}"
    root = write({"cases/kinds/case.yml": DECLARED, "cases/a.yml": record, "cases/references.bib": SOURCE})
    html = dict(pages(root))["cases/a/"]
    found = ids_of(html)
    assert len(set(found)) == len(found)
    own = ["_figures", "_figures_", "_text", "_text__", "_steps", "_steps__", "_cite-plays", "_cite-plays_", "_q_"]
    assert set(own) <= set(found)
    assert "_q" not in found


def test_headings_of_hand_written_pages_are_none_of_the_frames(write: Write) -> None:
    text = "# _q\n\n## `__search`\n\n## `_references`\n\n## `__`\n\n## Plain words\n\nIt is so. [@post2020]\n\n[Down](#plain-words)\n"
    root = with_mkdocs(write({"cases/a.yml": "title: A\nsummary: S\n", "cases/references.bib": SOURCE, "docs/page.md": text}))
    html = (build.build(root) / "page/index.html").read_text("utf-8")
    found = Counter(ids_of(html))
    assert [id for id, count in found.items() if count > 1] == []
    assert {"_q", "q", "search", "references", "_references", "plain-words"} <= set(found)
