"""The catalog itself: nothing is wrong with it, and what comes from the article of 2020 is faithful to it.

What must hold for every record is no matter of these tests: the checks see to that, and `cases/rules.yml`. A record with sources of its own
is bound by nothing here, which a contributed case shows: with it the catalog has to pass all the same. A warning fails nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.base.diagnostic import Severity
from casebook.catalog.catalog import Catalog
from casebook.catalog.entries import DocsPage, Entry
from casebook.cli import main
from casebook.publishing import build, pipeline
from click.testing import CliRunner
from playwright.sync_api import Browser

from tests import contributed, searching
from tests.conftest import ROOT
from tests.publishing.test_browser import open_page, serve
from tests.shingles import shingles

__all__ = ["serve"]  # a fixture

ARTICLE = "ouyang2020"
PARAGRAPHS = 45
QUERIES = Path(__file__).parent / "data/queries.yml"
OF_ALL = QUERIES.with_name("queries_of_all.yml")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog with a good contributed case, and with one that rules warn of."""
    return contributed.catalog(tmp_path_factory.mktemp("contributed"))


@pytest.fixture(scope="module", params=["as it is", "with contributed cases"])
def root(request: pytest.FixtureRequest, grown: Path) -> Path:
    return ROOT if request.param == "as it is" else grown


@pytest.fixture(scope="module")
def checked(root: Path) -> pipeline.Checked:
    return pipeline.check(root)


def not_from_the_article(catalog: Catalog) -> tuple[set[str], set[str]]:
    """The addresses of what has nothing to do with the article, as nothing that cites it leads there: of records and sources, and of pages."""
    known = {use.by.id for use in catalog.cites_of[ARTICLE] if isinstance(use.by, Entry)}
    left = sorted(known)
    while left:
        id = left.pop()
        named = {use.name for use in catalog.record_uses if isinstance(use.by, Entry) and use.by.id == id}
        named |= {one for key in catalog.cited_by.get(id, ()) for one in catalog.publishers.of(catalog.references[key])}
        # A case of its own is none of the article's, even if one of these is related to it.
        new = {one for one in named - known if one in catalog.entries and not catalog.entries[one].kind.is_main}
        known |= new
        left += sorted(new)
    cited = {key for id in known for key in catalog.cited_by.get(id, ())}
    records = {entry.address for entry in catalog if entry.id not in known}
    citing = {use.by.address for use in catalog.cites_of[ARTICLE] if isinstance(use.by, DocsPage)}
    pages = {page.address for page in catalog.docs if page.address not in citing}
    return records | {reference.address for key, reference in catalog.references.items() if key not in cited}, pages


def test_nothing_is_wrong(checked: pipeline.Checked) -> None:
    wrong = [found for found in checked.diagnostics if found.severity is Severity.ERROR]
    assert [f"{found.span.path}:{found.span.line}: {found.message}" for found in wrong] == []


def test_a_good_case_with_sources_of_its_own_has_nothing_to_be_asked(root: Path, checked: pipeline.Checked) -> None:
    if root != ROOT:
        assert [found for found in checked.diagnostics if found.span.path in contributed.FILES] == []
        assert ARTICLE not in checked.catalog.cited_by["cold-water-week"]


# --- what comes from the article -------------------------------------------------------------------------------


def test_no_run_of_ten_words_is_the_articles(root: Path, checked: pipeline.Checked) -> None:
    hashes = set((Path(__file__).parent / "data/article.shingles").read_text().split())
    assert len(hashes) > 1500
    paths = {use.by.path for use in checked.catalog.cites_of[ARTICLE]}
    assert len(paths) > 20
    copied = [(path, run) for path in sorted(paths) for digest, run in shingles((root / path).read_text("utf-8")) if digest in hashes]
    assert copied == []


def test_every_paragraph_of_the_article_went_somewhere(checked: pipeline.Checked) -> None:
    locators = {use.locator for use in checked.catalog.cites_of[ARTICLE]}
    assert [number for number in range(1, PARAGRAPHS + 1) if f"para. {number}" not in locators] == []


def test_the_place_in_the_article_is_asked_of_its_figures_alone(checked: pipeline.Checked) -> None:
    assert checked.catalog.rules
    asked = {rule.id: rule for rule in checked.catalog.rules.rules if rule.requires.locator}
    assert [rule.cites for rule in asked.values()] == [ARTICLE]


# --- what people find ------------------------------------------------------------------------------------------


def test_what_people_ask_is_found_and_nothing_else(grown: Path, serve: Callable[[Path], str], chromium: Browser, tmp_path: Path) -> None:
    site = serve(build.build(grown, tmp_path / "site"))
    catalog = pipeline.check(grown).catalog
    others, pages = not_from_the_article(catalog)
    assert {"cases/cold-water-week/", "sources/nerve-trust2019/"} <= others
    page, troubles = open_page(chromium, site)
    assert searching.wrong(page, site, QUERIES, others | pages, is_grown=bool(others)) == []
    strangers = {entry.address for entry in catalog if entry.path in contributed.FILES}
    assert searching.wrong(page, site, OF_ALL, strangers, is_grown=bool(strangers)) == []
    assert troubles == []
    page.context.close()


# --- a warning ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["check"], ["check", "--format", "github"]], ids=" ".join)
def test_a_warning_fails_nothing(command: list[str], grown: Path) -> None:
    codes = {(found.severity, found.code) for found in pipeline.check(grown).diagnostics}
    assert codes >= {(Severity.WARNING, code) for code in ("case-by-itself", "orphan-source", "parties-only", "uncited-figure")}
    # That it fails no build either, the search above shows: it is asked of the site of the same catalog.
    assert CliRunner(catch_exceptions=False).invoke(main, ["-C", str(grown), *command]).exit_code == 0
