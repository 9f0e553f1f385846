"""The dates of a record, and what stands in the order of its dates.

Knows no kind and no field by its name, but those that every record has: any list of parts with a `date` is a list of events.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from ..base.dates import Edtf
from ..reading.yaml_reader import Route
from ..records.parts import Record
from ..records.values import Model

T = TypeVar("T")


def in_order(events: Sequence[T]) -> Sequence[T]:
    """Parts with a `date` as their dates have them, the earliest first.

    What the dates leave open (a month and a day in it) stays as it was written; only where they contradict it does the first day that
    each may mean decide, then the last.
    """
    if not any(displaced(events)):
        return events
    return sorted(events, key=lambda event: (_date(event).first, _date(event).last))


def displaced(events: Sequence[T]) -> list[bool]:
    """For each of some parts with a `date` whether one that stands before it is certainly later."""
    found, latest = [], None
    for event in events:
        found.append(latest is not None and _date(event).last < latest)
        latest = max(latest or _date(event).first, _date(event).first)
    return found


def lists(record: Record) -> Iterator[tuple[str, Sequence[Any]]]:
    """The lists of events of a record, by their fields."""
    for name, value in record.__dict__.items():
        if isinstance(value, tuple) and value and all(isinstance(getattr(item, "date", None), Edtf) for item in value):
            yield name, value


def dates(part: Model, route: Route = ()) -> Iterator[tuple[Route, Edtf]]:
    """Every date of a record, with its route."""
    for name, value in part.__dict__.items():
        # Most fields; every claim of a large catalog is looked through.
        if not value or isinstance(value, str):
            continue
        listed = (((*route, name, index), item) for index, item in enumerate(value)) if isinstance(value, tuple) else [((*route, name), value)]
        for place, item in listed:
            if isinstance(item, Edtf):
                yield place, item
            elif isinstance(item, Model):
                yield from dates(item, place)


def _date(event: Any) -> Edtf:
    date: Edtf = event.date
    return date
