"""Platforms side by side: which figures are compared, and how their table reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views import comparing

CLAIM = "  - {{id: {id}, measure: {measure}, value: {value}, bound: exact, cite: 'k[p. 1]'}}\n"


ASIDE = "  - {id: aside, measure: plays, value: 99, bound: exact, cite: 'k[p. 1]', rank: deprecated, why: Corrected since.}\n"


def claims(*rows: tuple[str, str, int]) -> str:
    return "claims:\n" + "".join(CLAIM.format(id=id, measure=measure, value=value) for id, measure, value in rows)


def project(write: Callable[..., Path]) -> Path:
    measure = "name: {name}\ndefinition: What is counted.\nunit: {unit}\ndimension: count\n"
    case = "title: {title}\nsummary: S.\nplatforms: [{platforms}]\n"
    return write(
        {
            "cases/references.bib": "@online{k,\n  title = {T},\n  author = {{A}},\n  year = {2020},\n  url = {https://example.org/},\n}\n",
            "cases/vocabularies/dimensions.yml": "title: D\nsummary: S.\nterms: [{id: count, label: count, description: C.}]\n",
            "cases/vocabularies/roles.yml": "title: R\nsummary: S.\nterms: [{id: host, label: host, description: H.}]\n",
            "cases/measures/plays.yml": measure.format(name="Plays", unit="plays"),
            "cases/measures/fans.yml": measure.format(name="Fans", unit="fans"),
            "cases/platforms/one.yml": "name: One\nsummary: S.\n" + claims(("own", "plays", 5)) + ASIDE,
            "cases/platforms/two.yml": "name: Two\nsummary: S.\n",
            "cases/a.yml": case.format(title="A", platforms="{id: one, role: host}") + claims(("many", "plays", 9), ("fans", "fans", 3)),
            "cases/b.yml": case.format(title="B", platforms="{id: two, role: host}, {id: one, role: host}") + claims(("both", "plays", 7)),
            "cases/c.yml": "title: C\nsummary: S.\n" + claims(("none", "plays", 1)),
        }
    )


def test_a_measure_of_several_platforms_is_compared_by_platform_the_largest_first(write: Callable[..., Path]) -> None:
    catalog = pipeline.check(project(write)).catalog
    (plays,) = comparing.of_kind(catalog, catalog.kinds["platform"])
    assert plays.measure.id == "plays"
    rows = [([entry.id for entry in found.about], found.holder.id, found.claim.id) for found in plays.figures]
    # One platform alone has fans, case c has no platform, and one figure was set aside.
    assert rows == [(["one"], "a", "many"), (["one"], "one", "own"), (["two", "one"], "b", "both")]


def test_the_list_of_platforms_shows_them_with_links_to_each_figure(write: Callable[..., Path]) -> None:
    result = pipeline.run(project(write))
    page = next(page for page in result.pages if page.address == "platforms/")
    html = Renderer(result.site).render(page).html
    table = html[html.index('<table class="cb-figures cb-compared">') :]
    assert table.count('<th scope="row">') == 3
    assert 'href="../cases/b/#both"' in table
    assert table.index('href="../platforms/two/"') < table.index('href="../cases/b/#both"')
    assert table.count(">publisher not identified<") == 3


def test_one_platform_alone_is_compared_with_none(write: Callable[..., Path]) -> None:
    root = project(write)
    (root / "cases/b.yml").unlink()
    (root / "cases/platforms/two.yml").unlink()
    result = pipeline.run(root)
    page = next(page for page in result.pages if page.address == "platforms/")
    assert "cb-compared" not in Renderer(result.site).render(page).html
