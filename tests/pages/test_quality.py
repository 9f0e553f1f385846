"""The page of what wants doing, and what is missing on the pages of records and sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from casebook.publishing import pipeline
from casebook.publishing.pipeline import Result
from casebook.views.here import Here
from casebook.views.site import Settings

from tests.catalog.test_care import BIB, CASE, SALE, SOUND, SOURCES

Write = Callable[..., Path]
MISSING = {**SOUND, SALE: CASE.replace("    origin: post\n", ""), SOURCES: BIB.replace("  read = {part},\n", "")}


def view(result: Result, address: str) -> Any:
    """What the page at an address shows."""
    assert result.is_sound, result.diagnostics
    (page,) = [page for page in result.pages if page.address == address]
    return page.view(Here(result.site, address, page.entry))


@pytest.fixture
def result(write: Write) -> Result:
    return pipeline.run(write(MISSING), Settings(edit_base="https://host.example/edit/main/"))


def test_the_page_lists_the_kinds_of_work_with_lines_and_links(result: Result) -> None:
    shown = view(result, "quality/")
    assert [(group.work.name, group.count, group.more) for group in shown["groups"]] == [("second-voice", 1, 0), ("how-read", 1, 0), ("origin", 1, 0)]
    (row,) = shown["groups"][2].rows
    assert (row.link.text, row.link.href, row.note) == ("It went well.", "../cases/sale/#said", "The sale")
    assert (row.place, row.edit) == (f"{SALE}:8", f"https://host.example/edit/main/{SALE}")
    assert (shown["count"], shown["hours"]) == (3, 1)
    assert [(year.year, [(link.text, day, by) for link, day, by in year.rows]) for year in shown["years"]] == [
        ("2025", [("The sale", "20 November 2025", "A. Editor")]),
        ("2026", [("More", "1 January 2026", "A. Editor")]),
    ]


def test_each_page_says_what_is_missing_there(result: Result) -> None:
    # By what is to be done.
    assert [[(item.work.name, item.link and item.link.text) for item in group] for group in view(result, "cases/sale/")["care"]] == [
        [("second-voice", "It went well.")],
        [("how-read", "Pears")],
        [("origin", "It went well.")],
    ]
    # On the page itself nothing leads to it.
    assert [[(item.work.name, item.link) for item in group] for group in view(result, "sources/radio2020/")["care"]] == [[("how-read", None)]]
    assert [view(result, address)["care"] for address in ("sources/post2020/", "topics/trade/", "measures/weight/")] == [[], [], []]


def test_of_very_much_the_page_names_what_it_bears(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casebook.pages.quality.MOST", 2)
    more = {f"cases/topics/t{number}.yml": f"name: N{number}\nsummary: '[[trade]] [[t{(number + 1) % 4}]]'\n" for number in range(4)}
    shown = view(pipeline.run(write({**SOUND, **more})), "quality/")
    assert [(group.work.name, len(group.rows), group.more) for group in shown["groups"]] == [("name", 2, 2), ("single-case", 2, 2)]


def test_the_page_is_the_same_on_every_day(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root, shown = write(MISSING), []
    for epoch in ("1795219200", "4102444800"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        found = pipeline.run(root)
        values = view(found, "quality/")
        files = {file.address: file.content() for file in found.files if file.address == "quality/todo.json"}
        shown.append((repr(values), files))
    assert shown[0] == shown[1]
    assert len(shown[0][1]) == 1


def test_what_needs_nothing_says_so(write: Write) -> None:
    shown = view(pipeline.run(write(SOUND)), "quality/")
    assert (shown["groups"], shown["count"]) == ([], 0)
