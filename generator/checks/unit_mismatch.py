"""A figure's unit measures something else than its measure.

A measure in kilograms takes figures in kg, t or g, one in hours takes days; money takes any currency, by its
three letters. What is counted (people, letters) may be named freely.

**Way out:** correct the unit, or give the figure another measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base import units
from ..base.diagnostic import Diagnostic, did_you_mean, nearest, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("unit-mismatch", __doc__)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Claims with a unit of their own that has another dimension than their measure's."""
    for entry in catalog:
        for index, claim in enumerate(entry.record.claims):
            measure = catalog.get(claim.measure or "", "measure")
            if claim.unit is None or measure is None:
                continue
            own = measure.record.words("unit")
            wanted, found = units.dimension(own), units.dimension(claim.unit)
            if wanted != found:
                if wanted:
                    what = said("'{unit}' is no unit of {dimension}", unit=claim.unit, dimension=units.NAMES[wanted])
                else:
                    what = said(
                        "'{unit}' measures {dimension}, '{measure}' counts things", unit=claim.unit, dimension=units.NAMES[found], measure=measure.id
                    )
                help = did_you_mean(claim.unit, units.of(wanted), said("'{id}' is in {unit}", id=measure.id, unit=own))
                route = ("claims", index, "unit")
                span, near = entry.at(*route), nearest(claim.unit, units.of(wanted))
                yield RULE.at(span, what, help, instead=entry.document.instead(route, span, near) if near else None)
