"""The filter above a list of records: by what stands above their titles, by year and by evidence, in the words and with the ids of the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..catalog.entries import Entry, when
from ..catalog.evidence import Mark
from . import facets
from .facets import Value
from .site import Site


@dataclass(frozen=True)
class Choice:
    """A facet to filter by: its name in addresses, what people read, and its values."""

    facet: str
    label: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Standing:
    """How a record stands in a list: its values by facet, and its places when sorted, of which the largest comes first."""

    values: Mapping[str, Sequence[str]]
    order: Mapping[str, int]

    @property
    def figures(self) -> int:
        """How many figures the record holds."""
        return self.order["figures"]

    @property
    def vouched(self) -> int:
        """For how many of them an independent voice vouches."""
        return self.order["vouched"]


def choices(site: Site, entries: Sequence[Entry]) -> list[Choice]:
    """The facets by which some records can be told apart, in the order of the search, each with the values that any of them has."""
    found = Counter(value for entry in entries for value in facets.above_title(site, entry))
    marks = list(Mark)

    def order(value: Value) -> tuple[int, str]:
        if value.facet == facets.YEAR:
            return -int(value.id), ""
        return (-marks.index(Mark(value.id)), "") if value.facet == facets.EVIDENCE else (-found[value], value.label.casefold())

    # A record has every mark that one of its claims has: the label says so, as a card shows that of one figure.
    labels = {facet: site._("Evidence of a claim") if facet == facets.EVIDENCE else label for facet, label in facets.facet_labels(site).items()}
    made = [Choice(facet, label, sorted((value for value in found if value.facet == facet), key=order)) for facet, label in labels.items()]
    return [choice for choice in made if len(choice.values) > 1]


def standings(site: Site, entries: Sequence[Entry], offered: Sequence[Choice]) -> dict[str, Standing]:
    """How each of some records stands among the others, by its id."""
    found = {}
    for entry in entries:
        numbers = [claim for claim in entry.record.claims if claim.value is not None]
        vouched = sum(bool(site.catalog.evidence(entry, claim).voices) for claim in numbers)
        values, date = facets.above_title(site, entry), when(entry)
        found[entry.id] = Standing(
            {choice.facet: [value.id for value in values if value.facet == choice.facet] for choice in offered},
            {"when": date.last.toordinal() if date else 0, "figures": len(numbers), "vouched": vouched},
        )
    return found
