"""The catalog itself: clean, in our own words, complete, and with nobody left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook.publishing import pipeline
from playwright.sync_api import Browser

from tests import searching
from tests.conftest import ROOT
from tests.publishing.test_browser import open_page, serve, site
from tests.shingles import shingles

__all__ = ["serve", "site"]  # fixtures

ARTICLE = "ouyang2020"
PARAGRAPHS = 45


@pytest.fixture(scope="module")
def checked() -> pipeline.Checked:
    return pipeline.check(ROOT)


def test_there_is_nothing_to_report(checked: pipeline.Checked) -> None:
    assert [f"{found.span.path}:{found.span.line}: {found.message}" for found in checked.diagnostics] == []


def test_no_run_of_ten_words_is_the_articles() -> None:
    hashes = set((Path(__file__).parent / "data/article.shingles").read_text().split())
    assert len(hashes) > 1500
    files = [*(ROOT / "cases").rglob("*.yml"), *(ROOT / "docs").rglob("*.md")]
    copied = [(path.name, run) for path in files for digest, run in shingles(path.read_text("utf-8")) if digest in hashes]
    assert copied == []


def test_every_paragraph_of_the_article_went_somewhere(checked: pipeline.Checked) -> None:
    locators = {use.locator for use in checked.catalog.cites_of[ARTICLE]}
    assert [number for number in range(1, PARAGRAPHS + 1) if f"para. {number}" not in locators] == []


def test_every_record_is_described_for_a_stranger(checked: pipeline.Checked) -> None:
    short = [entry.id for entry in checked.catalog if len(entry.record.words(entry.kind.lead)) < 20]
    assert short == []


def test_every_case_is_complete(checked: pipeline.Checked) -> None:
    for entry in checked.catalog.cases:
        case = entry.record
        parts = [text for _, text in case.get("story") if text]
        assert (entry.id, len(parts)) == (entry.id, 4)
        assert case.get("platforms"), entry.id
        assert case.get("topics"), entry.id
        assert case.claims, entry.id
        assert case.get("related") or checked.catalog.uses_of.get(entry.id), entry.id


def test_every_province_has_its_code(checked: pipeline.Checked) -> None:
    assert [
        entry.id for entry in checked.catalog.by_kind["place"] if entry.record.words("level") == "province" and not entry.record.words("iso")
    ] == []


def test_every_figure_without_a_footnote_cites_the_article_by_paragraph(checked: pipeline.Checked) -> None:
    for entry in checked.catalog:
        for claim in entry.record.claims:
            keys = {citation.key: citation.locator for citation in claim.cite}
            if claim.measure:
                assert keys.get(ARTICLE, "").startswith("para. "), f"{entry.id}/{claim.id}"


def test_what_people_ask_is_found_and_nothing_else(chromium: Browser, site: str) -> None:
    page, troubles = open_page(chromium, site)
    assert searching.wrong(page, site, Path(__file__).parent / "data/queries.yml") == []
    assert troubles == []
    page.context.close()
