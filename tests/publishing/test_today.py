"""What day it is: said from outside, once, and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from casebook.publishing import pipeline

Write = Callable[..., Path]
# 2026-11-25, 13:00 in UTC.
NOON = 1_795_611_600


def found(root: Path) -> list[str]:
    return [found.message for found in pipeline.check(root).diagnostics]


@pytest.mark.parametrize(
    ("epoch", "expected"),
    [
        (str(NOON), "2026-11-26"),
        # A day has come when it is that day anywhere on Earth: it begins first at UTC+14.
        (str(NOON - 4 * 3600), "2026-11-25"),
        ("0", "1970-01-01"),
        ("99999999999", "5138-11-16"),
    ],
)
def test_a_build_takes_for_now_what_it_is_told(epoch: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert pipeline.today().isoformat() == expected


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "1.5", "9" * 30, "\N{SUPERSCRIPT TWO}"])
def test_what_is_no_time_counts_for_nothing(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setattr(time, "time", lambda: NOON + 0.5)
    assert pipeline.today() == date(2026, 11, 26)


def test_a_date_is_to_come_until_its_first_day_has_come(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    events = "".join(
        f"  - {{date: {when}, text: So it was.}}\n" for when in ("2026", "2026-11", "2026-11-26", "2026-11-26/2027", "2026-11-27", "2027")
    )
    root = write({"cases/a.yml": f"title: T\nsummary: S\ntimeline:\n{events}"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    ends = "the end of 2026-11-26/2027 has not come yet"
    assert found(root) == [ends, "2026-11-27 has not come yet", "2027 has not come yet"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON + 24 * 3600))
    assert found(root) == [ends, "2027 has not come yet"]
