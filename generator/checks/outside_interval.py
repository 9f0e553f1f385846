"""A figure lies outside of its own confidence interval.

`interval` has the limits between which the true value is expected, as the source computes them from its estimate. The estimate itself lies between
them.

**Way out:** compare with the source: a sign may be missing, or the limits belong to another figure. If the source says so, keep it as stated and say
it in the claim's `note`, which also silences this.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("outside-interval", __doc__, Severity.WARNING, about=Concern.CLAIMS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Figures that are less than the lower or more than the upper limit of their interval; a claim with a `note` is passed over."""
    for entry in catalog:
        for index, claim in enumerate(entry.record.claims):
            if claim.interval is None or claim.note or not isinstance(claim.value, Decimal):
                continue
            if not claim.interval.low <= claim.value <= claim.interval.high:
                message = said(
                    "{value} does not lie between {low} and {high}",
                    value=f"{claim.value:f}",
                    low=f"{claim.interval.low:f}",
                    high=f"{claim.interval.high:f}",
                )
                yield RULE.at(entry.at("claims", index, "interval"), message, said("compare with the source; explain it in a note"))
