"""The order of dated events, and the dates of a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from casebook.base.dates import Edtf, parse
from casebook.catalog import chronology
from casebook.publishing import pipeline
from casebook.views import markdown
from casebook.views.here import Here
from hypothesis import given
from hypothesis import strategies as st


@dataclass(frozen=True)
class Event:
    date: Edtf
    place: int


def ordered(*dates: str) -> list[str]:
    events = [Event(parse(date), place) for place, date in enumerate(dates)]
    return [f"{event.date}" for event in chronology.in_order(events)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["2020-03-05", "2020-02", "2019"], ["2019", "2020-02", "2020-03-05"]),
        # What the dates leave open stays as it was written.
        (["2020-03-05", "2020-03", "2020-03-05", "2020"], ["2020-03-05", "2020-03", "2020-03-05", "2020"]),
        (["2020-03-05", "2020-03", "2020-01"], ["2020-01", "2020-03", "2020-03-05"]),
        ([], []),
    ],
)
def test_events_stand_in_the_order_of_their_dates(written: list[str], expected: list[str]) -> None:
    assert ordered(*written) == expected


@given(st.lists(st.sampled_from(["2019", "2020", "2020-02", "2020-03", "2020-03-05", "2020-03-06", "2019/2020-02"]), max_size=8))
def test_nothing_stands_behind_what_is_certainly_later_and_the_same_date_keeps_its_order(dates: list[str]) -> None:
    events = [Event(parse(date), place) for place, date in enumerate(dates)]
    found = chronology.in_order(events)
    assert sorted(event.place for event in found) == list(range(len(events)))
    assert not any(chronology.displaced(found))
    assert all(first.place < then.place for first, then in pairwise(found) if first.date == then.date)


def test_a_timeline_is_shown_by_its_dates_on_the_page_and_in_its_twin(write: Callable[..., Path]) -> None:
    timeline = "timeline:\n  - {date: 2020-03, text: Last.}\n  - {date: 2020-01, text: First one.}\n  - {date: 2020-01, text: First two.}\n"
    result = pipeline.run(write({"cases/a.yml": f"title: A\nsummary: S\n{timeline}"}))
    (page,) = [page for page in result.pages if page.address == "cases/a/"]
    (course,) = page.view(Here(result.site, page.address, page.entry))["courses"]
    assert [str(item.text) for item in course.items] == ["First one.", "First two.", "Last."]
    twin = markdown.record(result.site, result.site.catalog.entries["a"])
    assert twin.index("First one.") < twin.index("First two.") < twin.index("Last.")


def test_every_date_of_a_record_is_found_with_its_place(write: Callable[..., Path]) -> None:
    claims = "claims:\n  - {id: c, statement: S., as_of: 2020-02, cite: k}\n"
    rest = "period: 2020\nreviewed: {on: 2020-04, by: A}\ntimeline:\n  - {date: 2020-01, text: S.}\n"
    bib = "@misc{k,\n  title = {T},\n}\n"
    catalog = pipeline.check(write({"cases/references.bib": bib, "cases/a.yml": f"title: A\nsummary: S\n{claims}{rest}"})).catalog
    assert {route: str(date) for route, date in chronology.dates(catalog.entries["a"].record)} == {
        ("claims", 0, "as_of"): "2020-02",
        ("reviewed", "on"): "2020-04",
        ("period",): "2020",
        ("timeline", 0, "date"): "2020-01",
    }
    assert [name for name, _events in chronology.lists(catalog.entries["a"].record)] == ["timeline"]
