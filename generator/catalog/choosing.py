"""Which records, figures and sources of the catalog a living block is of, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..base import amounts, dates, units
from ..base.amounts import Amount, Range
from ..base.dates import Edtf
from ..records.kinds import DIMENSIONS, MEASURE, Field, Kind
from ..records.living import (
    ADDED,
    COUNTED,
    EVIDENCE,
    FIGURE,
    FIGURES,
    MEASURED,
    OF_RECORDS,
    SOURCE,
    TYPE,
    YEAR,
    Chosen,
    Living,
)
from ..records.parts import Claim
from ..records.reference import Reference
from .catalog import Catalog
from .entries import Entry, when
from .required import values_of


def row_field(catalog: Catalog, kind: Kind, name: str | None = None) -> Field | None:
    """The field whose words are the rows of an evidence map of records of a kind: the one named, else the first above their titles.

    None where there is none such, or nothing is said of what measures are a measure of.
    """
    if DIMENSIONS not in catalog.vocabularies:
        return None
    fields = [item for item in kind.of_type("term") if item.vocabulary in catalog.vocabularies]
    return next((item for item in fields if (item.name == name if name else item.is_kicker)), None)


def shown(catalog: Catalog, view: Living) -> list[Entry]:
    """The records that a sound block shows, in its order: by their names, unless it says by what."""
    return in_order(catalog, view)[: view.limit]


def in_order(catalog: Catalog, view: Living) -> list[Entry]:
    """All records that a sound block is of, in its order."""
    entries = chosen(catalog, view)
    if view.form == "dots":
        entries = [entry for entry in entries if figure_of(entry, view.measure or "")]
    name = (view.sort or "").removeprefix("-") or ("" if view.form != "dots" else view.measure or "")
    if not name:
        return entries
    # Those that have no value come last, from whichever end.
    keys = {entry: key for entry in entries if (key := _key(catalog, entry, name)) is not None}
    is_falling = view.sort.startswith("-") if view.sort else True
    return [*sorted(keys, key=keys.__getitem__, reverse=is_falling), *(entry for entry in entries if entry not in keys)]


def is_sorted_by(kind: Kind, name: str) -> bool:
    """Whether a name says of itself how records are sorted, whatever their fields."""
    return name in (ADDED, FIGURES) and name not in kind.by_name


def _key(catalog: Catalog, entry: Entry, name: str) -> Any:
    """By what a record is sorted; None where it has nothing of the kind."""
    if name == entry.kind.label_field or name in entry.kind.by_name:
        value = entry.record.get(name) if entry.record.items(name) else None
        if isinstance(value, Edtf):
            return value.first
        return value.low if isinstance(value, Range) else value.casefold() if isinstance(value, str) else value
    if name == ADDED:
        return catalog.added(entry)
    if name == FIGURES:
        return sum(claim.value is not None for claim in entry.record.claims)
    claim = figure_of(entry, name)
    value = in_own_unit(catalog, claim) if claim else None
    return None if value is None else amounts.order(value)


def figure_of(entry: Entry, measure: str) -> Claim | None:
    """The figure that stands for a record by a measure: its first of it that nobody has set aside."""
    return next((claim for claim in entry.record.claims if claim.measure == measure and claim.value is not None and claim.rank != "deprecated"), None)


def in_own_unit(catalog: Catalog, claim: Claim) -> Amount | None:
    """A figure in the unit of its measure; None where the two do not convert by definition."""
    measure = catalog.get(claim.measure or "", MEASURE.name)
    assert claim.value is not None
    return units.convert(claim.value, catalog.unit(claim), measure.record.words("unit")) if measure else None


# --- which --------------------------------------------------------------------------------------------------------


def chosen(catalog: Catalog, choice: Chosen) -> list[Entry]:
    """The records of a kind that a choice is of."""
    return [entry for entry in catalog.by_kind[choice.of] if _is_chosen(catalog, choice, entry)]


def _is_chosen(catalog: Catalog, choice: Chosen, entry: Entry) -> bool:
    if not all(_is_filled(entry, name) for name in choice.has):
        return False
    return all(_fits(catalog, entry, name, values) for name, values in choice.where.items()) and not any(
        _fits(catalog, entry, name, values) for name, values in choice.unwanted.items()
    )


def _is_filled(entry: Entry, name: str) -> bool:
    if name in {part.name for part in entry.kind.story} and name not in entry.kind.by_name:
        return bool(getattr(entry.record.get("story"), name, None))
    return bool(entry.record.items(name))


def _fits(catalog: Catalog, entry: Entry, name: str, wanted: Sequence[str | None]) -> bool:
    """Whether a record has one of some values, or names a record that is part of one; None stands for no value."""
    item = entry.kind.by_name.get(name)
    if not item and name in OF_RECORDS:
        return _holds(catalog, entry, name, wanted)
    if item and item.type == "date":
        return _is_in(entry.record.items(name), wanted)
    values = values_of(entry, name)
    for value in wanted:
        if value is None:
            if not values:
                return True
        elif value in values or (value in catalog.entries and not {*values}.isdisjoint(catalog.within(value))):
            return True
    return False


def _holds(catalog: Catalog, entry: Entry, name: str, wanted: Sequence[str | None]) -> bool:
    """Whether a record was in one of some years, or holds a figure that something is true of."""
    if name == YEAR:
        date = when(entry)
        return _is_in([date] if date else [], wanted)
    claims = [claim for claim in entry.record.claims if claim.value is not None or name == EVIDENCE]
    return any(_is_true(catalog, entry, claim, name, wanted) for claim in claims) or (None in wanted and not claims)


def _is_true(catalog: Catalog, entry: Entry, claim: Claim, name: str, wanted: Sequence[str | None]) -> bool:
    """Whether one of some values is that of a claim."""
    if name == YEAR:
        return _is_in([claim.as_of] if claim.as_of else [], wanted)
    if name == EVIDENCE:
        return str(catalog.evidence(entry, claim).mark) in wanted
    measure = catalog.get(claim.measure or "", MEASURE.name)
    value = claim.measure if name == MEASURED else measure.record.words("dimension") if measure else None
    return (value or None) in wanted


def _is_in(days: Iterable[Edtf], wanted: Sequence[str | None]) -> bool:
    """Whether one of some dates touches one that is wanted; None stands for none."""
    found = list(days)
    return any(date.overlaps(dates.parse(value)) for value in wanted if value for date in found) or (None in wanted and not found)


def claims(catalog: Catalog, choice: Chosen) -> Iterator[tuple[Entry, Claim]]:
    """The figures or statements that a choice is of: what is asked beside them is asked of the record that holds them."""
    for entries in catalog.by_kind.values():
        for entry in entries:
            for claim in entry.record.claims:
                if (claim.value is not None) is (choice.of == FIGURE) and _is_chosen_claim(catalog, choice, entry, claim):
                    yield entry, claim


def _is_chosen_claim(catalog: Catalog, choice: Chosen, entry: Entry, claim: Claim) -> bool:
    def fits(name: str, values: Sequence[str | None]) -> bool:
        return _is_true(catalog, entry, claim, name, values) if name in OF_RECORDS else _fits(catalog, entry, name, values)

    return all(fits(*one) for one in choice.where.items()) and not any(fits(*one) for one in choice.unwanted.items())


def sources(catalog: Catalog, choice: Chosen) -> list[Reference]:
    """The sources that a choice is of."""

    def fits(reference: Reference, name: str, values: Sequence[str | None]) -> bool:
        if name == YEAR:
            return _is_in([reference.issued] if reference.issued else [], values)
        if name == TYPE:
            return reference.type in values
        publisher = catalog.publisher(reference)
        return (publisher.id if publisher else None) in values

    return [
        reference
        for reference in catalog.references.values()
        if all(fits(reference, *one) for one in choice.where.items()) and not any(fits(reference, *one) for one in choice.unwanted.items())
    ]


def count(catalog: Catalog, choice: Chosen) -> int:
    """How many records, figures, statements or sources there are; of records perhaps how many different values of a field."""
    if choice.of not in catalog.kinds and choice.of in COUNTED:
        return len(sources(catalog, choice)) if choice.of == SOURCE else sum(1 for _ in claims(catalog, choice))
    entries = chosen(catalog, choice)
    if not choice.distinct:
        return len(entries)
    item = catalog.kinds[choice.of].by_name[choice.distinct]
    values = [value for entry in entries for value in values_of(entry, choice.distinct)]
    tops = [top.id for value in values if (top := catalog.top_of(value))] if item.names_records else values
    return len(set(tops))
