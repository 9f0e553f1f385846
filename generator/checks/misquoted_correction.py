"""A correction says that something published was, or is, what it was not, or is not.

Corrections are what readers are told of changes; one that is wrong itself hides what it should tell. `casebook check --against REV`
compares those made since a Git revision: `was` with what stood there at the revision, `now` with what stands there, as far as it can
be compared: a figure, a date or an id, and the address of a source. What is told in other words is not judged.

**Way out:** write in `was` what stood there at the revision, which the message names, and in `now` what stands there now.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.misquoting import misquoted

RULE = rule("misquoted-correction", __doc__, about=Concern.CHANGES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Corrections made since the revision that quote what was not, or is not, there."""
    if catalog.before is None:
        return
    for found in misquoted(catalog.before, catalog):
        values = {"what": found.entry.record.corrections[found.number].what, "told": found.told, "stood": found.stood}
        if found.field == "was":
            message = said("the correction of {what} says that it was {told}; it was {stood}", **values)
        else:
            message = said("the correction of {what} says that it is {told} now; it is {stood}", **values)
        at = found.entry.at("corrections", found.number, found.field)
        yield RULE.at(at, message, said("write '{field}: {stood}'", field=found.field, stood=found.stood))
