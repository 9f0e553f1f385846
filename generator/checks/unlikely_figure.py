"""A figure reads as something that hardly any source states.

`53.000` is fifty-three here, and three noughts behind the point are more likely thousands. A count, a weight or a length that is less than none
is more likely a dash that stuck to the number, unless its measure is `signed`: a change, a difference. A share of `0.0536` in `%` is more likely
one of 5.36%.

**Way out:** compare with the source, and write the figure in digits, without separators. If it is as it stands, set the warning aside in the
record's `ignore`, and say why. The bound of a figure below zero goes by the number line: a fall of more than 30% is `-30` with `bound: less-than`
and printed as "below −30%".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..base import amounts, units
from ..base.amounts import Amount
from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import Said, said
from ..catalog.catalog import Catalog
from ..reading.yaml_reader import Route

RULE = rule("unlikely-figure", __doc__, Severity.WARNING, about=Concern.CLAIMS)

# Currencies whose smallest coin is a thousandth (ISO 4217).
_THOUSANDTHS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
_DECIMALS = 3
# Dimensions of which there can be less than none: a loss, a fall.
_SIGNED = frozenset(("money", "share"))


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Figures, and conversions of figures."""
    for entry in catalog:
        for index, claim in enumerate(entry.record.claims):
            here: Route = ("claims", index)
            measure = catalog.get(claim.measure or "")
            is_signed = bool(measure and measure.record.get("signed"))
            stated = [(here, claim.value, catalog.unit(claim))] if claim.value is not None else []
            stated += [((*here, "also", position), other.value, other.unit) for position, other in enumerate(claim.also)]
            for route, amount, unit in stated:
                for place, number in _numbers((*route, "value"), amount):
                    if found := _doubt(number, unit, is_signed):
                        message, help, likely = found
                        yield RULE.at(entry.at(*place), message, help, instead=likely)


def _numbers(route: Route, amount: Amount) -> list[tuple[Route, Decimal]]:
    """The numbers of an amount, each with its place."""
    if isinstance(amount, amounts.Range):
        return [((*route, "from"), amount.low), ((*route, "to"), amount.high)]
    return [(route, amount)]


def _doubt(number: Decimal, unit: str, is_signed: bool) -> tuple[Said, Said, str] | None:
    """Why a number in a unit is unlikely, what to do about it, and the number that is more likely."""
    dimension = units.dimension(unit)
    has_thousands = -int(number.as_tuple().exponent) == _DECIMALS and 1 <= abs(number) < 1000
    is_counted = not dimension or (dimension == "money" and unit not in _THOUSANDTHS)
    # Of a weight or a length, 5.300 may be as exact as it was measured.
    if has_thousands and (is_counted or number == number.to_integral_value()):
        message = said("this reads as {number}: a point parts a number from its fraction", number=f"{number.normalize():f}")
        likely = f"{number:f}".replace(".", "")
        return message, said("write {thousands} if it should part thousands", thousands=likely), likely
    if number < 0 and not is_signed and dimension not in _SIGNED and not unit.startswith(("\N{DEGREE SIGN}", "degree")):
        message = said("this is less than none: {number} {unit}", number=f"{number:f}", unit=unit)
        return message, said("write {positive}, or set this aside in 'ignore'", positive=f"{-number:f}"), f"{-number:f}"
    if dimension == "share" and unit != "\N{PER MILLE SIGN}" and 0 < number < 1 and -int(number.as_tuple().exponent) > _DECIMALS - 1:
        message = said("this reads as {number} of a hundred", number=f"{number:f}")
        likely = f"{(number * 100).normalize():f}"
        return message, said("write {percent} if it is a part of one; a unit of % counts hundredths", percent=likely), likely
    return None
