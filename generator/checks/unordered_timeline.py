"""Events stand in another order than their dates.

A list of dated events is told from the first to the last. Pages show it by its dates, whatever its order in the file; but a date that does
not fit its place is often a wrong one. Dates that leave the order open (a month and a day in it) may stand as they are.

**Way out:** correct the date, or move the event to its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog import chronology
from ..catalog.catalog import Catalog

RULE = rule("unordered-timeline", __doc__, Severity.INFO, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Events before which another one stands that is certainly later."""
    for entry in catalog:
        for name, events in chronology.lists(entry.record):
            for index, is_displaced in enumerate(chronology.displaced(events)):
                if is_displaced:
                    message = said("{date} is earlier than an event that stands before it", date=events[index].date)
                    yield RULE.at(entry.at(name, index, "date"), message, said("correct the date, or move the event to its place"))
