"""Corrections made since an earlier catalog that say of something published that it was, or is, what it was not, or is not.

A correction is what readers are told of a change, and words may say it as they like ("spoke of him as living"). What can be compared is: a
figure, a date or an id, and a web address. A correction that was there already is no news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from ..base.amounts import ends
from ..records.advice_numbers import read
from ..records.parts import Claim, Correction
from . import compare
from .catalog import Catalog
from .entries import Entry

# A percentage may be written as a share, and the other way round.
_SHARES = (Decimal(1), Decimal(100), Decimal("0.01"))


class Misquoted(NamedTuple):
    """What a correction of a record says, and what stood there at the earlier time, or stands there, in words.

    `number` is its place in their list; `field` is "was" or "now".
    """

    entry: Entry
    number: int
    field: str
    told: str
    stood: str


def misquoted(before: Catalog, now: Catalog) -> Iterator[Misquoted]:
    """What new corrections of published records say wrongly."""
    for then in before:
        entry = now.answering(then.address)
        if entry is None or then.is_draft or entry.is_draft:
            continue
        new = [item for item in entry.record.corrections if item not in then.record.corrections]
        for item in new:
            number = entry.record.corrections.index(item)
            steps = [other for other in new if other.what == item.what and other is not item]
            # Of several steps each begins where another ended, and one ends at what stands there.
            if not any(_are_same(item.was, other.now) for other in steps) and (stood := _otherwise(before, then, item, item.was)):
                yield Misquoted(entry, number, "was", item.was, stood)
            is_last = not any(_are_same(item.now, other.was) for other in steps)
            if is_last and (stood := _otherwise(now, entry, item, item.now)) and all(_otherwise(now, entry, other, other.now) for other in steps):
                yield Misquoted(entry, number, "now", item.now, stood)


def _are_same(one: str, other: str) -> bool:
    numbers = [found.number for text in (one, other) if (found := read(text))]
    return one.casefold() == other.casefold() or (len(numbers) == 2 and numbers[0] == numbers[1])


def _otherwise(catalog: Catalog, entry: Entry, item: Correction, told: str) -> str:
    """What stands in a catalog in the place that a correction is of, where that is something else than it is told to be; else empty."""
    kind, _, name = item.what.partition("/")
    if kind == "claims":
        claim = next((one for one in entry.record.claims if one.id == name), None)
        return _of_a_claim(catalog, claim, told) if claim else ""
    if kind == "sources":
        source = catalog.references.get(name)
        return source.url if source and source.url and _is_address(told) and not source.url.startswith(told) else ""
    stood = entry.document.data.get(item.what)
    # One word, such as a date or an id: what has more may be told in other words.
    is_word = isinstance(stood, str | int | float) and len(str(stood).split()) == len(told.split()) == 1
    return str(stood) if is_word and str(stood).casefold() != told.casefold() and _are_of_one_form(str(stood), told) else ""


def _of_a_claim(catalog: Catalog, claim: Claim, told: str) -> str:
    found = read(told)
    if claim.value is None or found is None:
        return ""
    # In another unit it may be the same; and it may be of another of its fields.
    is_other_unit = bool(found.unit) and found.unit.strip('"') != catalog.unit(claim)
    if is_other_unit or any(told in str(text) for text in (claim.as_of, claim.scope, claim.interval, claim.note) if text is not None):
        return ""
    numbers = {number for amount in (claim.value, *(part.value for part in claim.also)) for number in ends(amount)}
    return "" if _has(numbers, found.number) else compare.in_words(catalog, claim)


def _has(numbers: Collection[Decimal], number: Decimal) -> bool:
    return any(number == one * factor for one in numbers for factor in _SHARES)


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and " " not in text


def _are_of_one_form(one: str, other: str) -> bool:
    """Whether both begin with a digit, or neither: a date is not told by a word."""
    return one[:1].isdigit() == other[:1].isdigit()
