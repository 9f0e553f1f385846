"""A figure's unit measures something else than its measure.

A measure in kilograms takes figures in kg, t, g or jin (half a kilogram), one in hours takes days or months; money takes any currency, by its
three letters, and not by a sign, which several currencies share. What is counted (people, letters) may be named freely.

**Way out:** correct the unit, or give the figure another measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base import units
from ..base.diagnostic import Concern, Diagnostic, did_you_mean, nearest, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..reading.yaml_reader import Route
from ..reading.yaml_scalars import scalar
from ..records import advice_numbers
from ..records.kinds import MEASURE
from ..records.placeholders import left_in

RULE = rule("unit-mismatch", __doc__, about=Concern.CLAIMS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Claims with a unit of their own that has another dimension than their measure's."""
    for entry in catalog:
        if entry.kind is MEASURE and (sign := _of_sign(entry, ("unit",), entry.record.words("unit"))):
            yield sign
        for index, claim in enumerate(entry.record.claims):
            measure = catalog.get(claim.measure or "", "measure")
            if claim.unit is None or measure is None:
                continue
            if sign := _of_sign(entry, ("claims", index, "unit"), claim.unit):
                yield sign
                continue
            own = measure.record.words("unit")
            if advice_numbers.currency(own) or left_in(own):
                # That is said of the measure, or will be once it is no draft.
                continue
            wanted, found = units.dimension(own), units.dimension(claim.unit)
            if wanted != found:
                if wanted:
                    what = said("'{unit}' is no unit of {dimension}", unit=claim.unit, dimension=units.NAMES[wanted])
                else:
                    what = said(
                        "'{unit}' measures {dimension}, '{measure}' counts things", unit=claim.unit, dimension=units.NAMES[found], measure=measure.id
                    )
                meant = units.called(claim.unit)
                help = did_you_mean(claim.unit, units.of(wanted), said("'{id}' is in {unit}", id=measure.id, unit=own))
                route = ("claims", index, "unit")
                span, near = entry.at(*route), nearest(claim.unit, units.of(wanted))
                if is_meant := bool(wanted) and units.dimension(meant) == wanted:
                    help, near = said("write {line}", line=f"unit: {scalar(meant)}"), meant
                yield RULE.at(span, what, help, instead=entry.document.instead(route, span, near) if near else None, is_safe=is_meant)


def _of_sign(entry: Entry, route: Route, unit: str) -> Diagnostic | None:
    """What is wrong with a unit that is the sign of a currency; None for one that is none."""
    found = advice_numbers.currency(unit)
    if found is None:
        return None
    code, is_sure = found
    span, message = entry.at(*route), said("'{sign}' is a sign, and currencies are named by three letters", sign=unit)
    if not code:
        return RULE.at(span, message, said("write the letters of the one that is meant, such as {example}", example="USD"))
    return RULE.at(span, message, said("write {line}", line=f"unit: {code}"), instead=entry.document.instead(route, span, code), is_safe=is_sure)
