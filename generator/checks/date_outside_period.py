"""A date lies outside the case's period.

Either the date or the period is wrong, or the event belongs to the story's background.

**Way out:** correct the date or widen `period`; background belongs into `story.context`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, Severity, rule
from ..catalog.catalog import Catalog, dates
from ..records.model import Case

RULE = rule("date-outside-period", __doc__, Severity.WARNING)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Dates of claims and events that share no day with the period; a claim whose `note` explains it is passed over."""
    for entry in catalog:
        if not isinstance(entry.record, Case) or not entry.record.period:
            continue
        for route, date in dates(entry):
            if date.overlaps(entry.record.period) or (route[0] == "claims" and entry.record.claims[int(route[1])].note):
                continue
            message = f"{date} is outside the case's period, {entry.record.period}"
            yield RULE.at(entry.at(*route), message, "correct the date or the period, or explain it in the claim's note")
