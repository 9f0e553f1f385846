"""Claims on pages: a citation in any of their texts is shown, and every way there and back leads somewhere, on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.publishing import build

from tests.conftest import with_kinds, with_mkdocs

Write = Callable[..., Path]
TEXTS = ("statement", "scope", "note", "why")
BIB = "".join(f"@misc{{{key},\n  title = {{Source of {key}}},\n}}\n" for key in (*TEXTS, "cite", "other"))


def said(name: str) -> str:
    return f'"The {name}. [@{name}] [@{name}, p. 2]"'


def claims(host: str) -> str:
    texts = f"scope: {said('scope')}, note: {said('note')}, why: {said('why')}, rank: preferred, cite: cite"
    figure = f"{{id: people, measure: people, value: 3, as_of: 2020, {texts}}}"
    other = f"{{id: more, measure: people, value: 4, as_of: 2020, origin: {host}, scope: {said('scope')}, cite: other}}"
    return f"claims:\n  - {figure}\n  - {other}\n  - {{id: said, statement: {said('statement')}, {texts}}}\n"


def catalog() -> dict[str, str]:
    """A case and other records with such claims, and what compares them."""
    printed = 'summary: "So it was: [#people] [#said] [##people]"\n'
    terms = "title: W\nsummary: Words.\nterms:\n  - {id: host, label: host, description: D.}\n"
    files = {"cases/references.bib": BIB, "cases/vocabularies/roles.yml": terms, "cases/vocabularies/dimensions.yml": terms}
    for comparable in ("true", "false"):
        name = "people" if comparable == "true" else "others"
        files[f"cases/measures/{name}.yml"] = f"name: N {name}\nunit: people\ndimension: host\ndefinition: D.\ncomparable: {comparable}\n"
    for id in ("one", "two"):
        files[f"cases/platforms/{id}.yml"] = f"name: Host {id}\n{printed}{claims(id)}"
        story = 'story:\n  results: "It brought [#people], [#said] and [##people]. [@cite]"\n'
        files[f"cases/{id}-case.yml"] = f"title: Case {id}\n{printed}platforms: [{{id: {id}, role: host}}]\n{claims(id)}{story}"
    files["cases/one-case.yml"] += 'related: [{case: two-case, relation: host, why: "So. [@other]"}]\n'
    files["cases/two-case.yml"] = files["cases/two-case.yml"].replace("measure: people", "measure: others")
    files["cases/vocabularies/relations.yml"] = terms
    files["docs/index.md"] = "# Home\n\nIt brought [#one-case/people], [#one-case/said] and [##one-case/people].\n"
    return files


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("claims")
    for path, content in catalog().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    # The audit is a part of it: a way that leads nowhere stops the build.
    return build.build(with_mkdocs(with_kinds(root)), root / "site")


def test_every_anchor_is_on_a_page_once(built: Path) -> None:
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        twice = [id for id, count in Counter(re.findall(r' id="([^"]+)"', page.read_text("utf-8"))).items() if count > 1]
        assert twice == [], page.relative_to(built)


@pytest.mark.parametrize("address", ["cases/one-case", "cases/two-case", "platforms/one"])
def test_the_texts_of_figures_and_statements_are_shown_with_their_citations(address: str, built: Path) -> None:
    html = (built / address / "index.html").read_text("utf-8")
    table, statements = (re.findall(pattern, html, re.DOTALL)[0] for pattern in (r'<tr id="people">.*?</tbody>', r'<li id="said">.*?</ul>'))
    for name in ("scope", "note", "why"):
        # The note of what the story prints stands beside the story, once.
        here = (html, html) if name == "note" else (table, statements)
        assert all(f"The {name}.<sup" in part for part in here)
    assert "The statement.<sup" in statements


@pytest.mark.parametrize("address", ["measures/people", "measures/others"])
def test_a_measure_shows_the_scope_and_leads_to_the_rest(address: str, built: Path) -> None:
    html = (built / address / "index.html").read_text("utf-8")
    assert re.search(r"<small>The scope\.</small>|<td class=\"cb-scope\">The scope\.</td>", html)
    noted = re.findall(r'<a href="../../([^"]+)/#people">Note</a></small>', html)
    assert noted
    for record in noted:
        assert "The note.<sup" in (built / record / "index.html").read_text("utf-8")


@pytest.mark.parametrize("address", ["cases/one-case", "platforms/one"])
def test_the_twin_has_them_too(address: str, built: Path) -> None:
    twin = (built / address / "index.md").read_text("utf-8")
    lines = [line for line in twin.split("\n") if "The scope." in line]
    assert any(line.startswith("- ") and "The statement." in line for line in lines)
    assert "The note. (" in twin and "The why. (" in twin
