"""A share is larger than the whole.

A figure in `%` is a share of something, and no share is more than 100%. A growth, a rate or a comparison with another year may be, and so may what a
measure that is `signed` counts: a change, a difference.

**Way out:** compare with the source. If the figure is no share, say in the claim's `note` what it is a percentage of, which also
silences this.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base import amounts, units
from ..base.amounts import Amount
from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import Said, said
from ..catalog.catalog import Catalog

RULE = rule("share-over-whole", __doc__, Severity.WARNING, about=Concern.CLAIMS)

_WHOLE = 100
_HELP = said("compare with the source; say in a note what it is a percentage of")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Figures, and the conversions of figures, of more than 100%; a claim whose `note` explains it, or that is of a change, is passed over."""
    for entry in catalog:
        for index, claim in enumerate(entry.record.claims):
            measure = catalog.get(claim.measure or "")
            if claim.note or (measure and measure.record.get("signed")):
                continue
            if claim.value is not None and _is_too_much(claim.value, catalog.unit(claim)):
                yield RULE.at(entry.at("claims", index, "value"), _message(claim.value, catalog.unit(claim)), _HELP)
            for position, other in enumerate(claim.also):
                if _is_too_much(other.value, other.unit):
                    yield RULE.at(entry.at("claims", index, "also", position, "value"), _message(other.value, other.unit), _HELP)


def _is_too_much(value: Amount, unit: str) -> bool:
    share = units.convert(value, unit, "%")
    return share is not None and amounts.highest(share) > _WHOLE


def _message(value: Amount, unit: str) -> Said:
    return said("{share} is more than the whole", share=f"{amounts.highest(value):,}{'' if unit == '%' else ' '}{unit}")
