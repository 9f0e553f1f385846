"""A date lies outside the time of its record.

Where a kind of record has a field for when something was, its claims and events lie within that. Either the date or that field is
wrong, or the event belongs to the story's background.

**Way out:** correct the date, or widen the field. What was long before or came long after belongs into a text. Why a claim's date lies outside, its
`note` says, which also silences this; an event that should stand in its row all the same is set aside in the record's `ignore`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.entries import dates, when

RULE = rule("date-outside-period", __doc__, Severity.WARNING, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Dates of claims and events that share no day with when their record was; a claim whose `note` explains it is passed over."""
    for entry in catalog:
        period, item = when(entry), entry.kind.when
        if not period or not item:
            continue
        for route, date in dates(entry):
            is_claim = route[0] == "claims"
            if date.overlaps(period) or (is_claim and entry.record.claims[int(route[1])].note):
                continue
            if is_claim:
                help = said("correct the date or '{name}', or explain it in the claim's note", name=item.name)
            else:
                help = said("correct the date or '{name}', tell it in a text instead, or set this aside in 'ignore'", name=item.name)
            message = said("{date} is outside '{name}', {period}", date=date, name=item.name, period=period)
            yield RULE.at(entry.at(*route), message, help)
