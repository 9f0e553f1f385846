"""A date has not come yet.

What a record dates is of the past, be it a figure, an event, a review or a correction, and so is the day on which a source was read: a date that is
still to come is often a typing mistake. A date counts as come when it is that day anywhere on Earth; a year or a month when it has begun; an
interval when its end has. What goes on has an open end, `2020/..`.

**Way out:** correct the date. What a source says of the future is a claim as of the day on which it said so; where a claim's own date has to
lie ahead, its `note` says why, which also silences this.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base import dates
from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.geometry import Day
from ..base.saying import said, ways
from ..catalog import chronology
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry

RULE = rule("day-to-come", __doc__, Severity.WARNING, about=Concern.RECORDS)

# What happened to a source by our own hands; its `date` may lie ahead, as that of a journal's next issue.
_OF_SOURCES = ("urldate", "archivedate")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Dates after `catalog.today`; none where nobody says what day it is."""
    today = catalog.today
    if today is None:
        return
    for entry in catalog:
        yield from _of_record(entry, today)
    for reference in catalog.references.values():
        for name in _OF_SOURCES:
            if (text := reference.get(name)) and dates.parse(text).first > today:
                yield RULE.at(reference.at(name), said("{date} has not come yet", date=text), said("correct the date"))


def _of_record(entry: Entry, today: Day) -> Iterator[Diagnostic]:
    for route, found in chronology.dates(entry.record):
        is_explained = route[0] == "claims" and entry.record.claims[int(route[1])].note
        if found.stated[-1].first > today and not is_explained:
            has_begun = found.first <= today
            message = said("the end of {date} has not come yet", date=found) if has_begun else said("{date} has not come yet", date=found)
            help = [
                said("correct the date"),
                *([said("write {start}/.. for what goes on", start=found.stated[0])] if has_begun else []),
                *([said("explain it in the claim's note")] if route[0] == "claims" else []),
            ]
            yield RULE.at(entry.at(*route), message, ways(help))
