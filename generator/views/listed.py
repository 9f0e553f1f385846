"""Where all the records stand that a choice is of: the list of their kind, as it is filtered, or the search; in addresses that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from ..base import dates
from ..catalog import choosing
from ..catalog.entries import Entry
from ..records.kinds import Field, Kind
from ..records.living import COUNTED, EVIDENCE, SOURCE, YEAR, Chosen
from . import facets
from .facets import Value
from .paging import LIST_LENGTH
from .site import Site

# (facet, value) of a record.
_Pairs = frozenset[tuple[str, str]]
# So many years are named one by one.
_YEARS = 30


def address(site: Site, choice: Chosen) -> str:
    """The address below the root, with what the filter or the search is set to; empty where no such thing shows just these records."""
    catalog = site.catalog
    kind = catalog.kinds.by_name.get(choice.of)
    asks = bool(choice.where or choice.unwanted or choice.has or choice.distinct)
    if kind is None:
        return "sources/" if choice.of == SOURCE and choice.of in COUNTED and catalog.references and not asks else ""
    if kind not in catalog.listed_kinds:
        return ""
    if not asks:
        return f"{kind.address}/"
    wanted, unwanted = (_in_facets(site, kind, asked) for asked in (choice.where, choice.unwanted))
    if wanted is None or unwanted is None or choice.has or choice.distinct:
        return ""
    entries, chosen = catalog.by_kind[kind.name], choosing.chosen(catalog, choice)
    if kind.is_main and not unwanted and all(len(values) == 1 for values in wanted.values()) and len(entries) <= LIST_LENGTH:
        above = {entry: _pairs(facets.above_title(site, entry)) for entry in entries}
        if _kept(above, wanted, {}) == chosen:
            return f"{kind.address}/?{urlencode([(name, value) for name, [value] in wanted.items()])}"
    if site.settings.search and _kept(site.once(_all_pairs)[kind.name], wanted, unwanted) == chosen:
        given = [(name, value) for name, values in wanted.items() for value in values]
        given += [(f"not-{name}", value) for name, values in unwanted.items() for value in values]
        return f"search/?{urlencode([(facets.KIND, kind.name), *given])}"
    return ""


def _in_facets(site: Site, kind: Kind, asked: Mapping[str, Sequence[str | None]]) -> Mapping[str, Sequence[str]] | None:
    """What is asked of records, by facet; None where a facet cannot say it."""
    found = {}
    for name, values in asked.items():
        item = kind.by_name.get(name)
        facet = facets.facet_of(site, item) if item and item.is_facet else ""
        given: list[str] | None = [value for value in values if value is not None]
        if None in values:
            return None
        if _is_year(kind, item, name):
            facet, given = YEAR, _years(given or [])
        elif not item and name == EVIDENCE:
            facet = EVIDENCE
        if not facet or not given or facet in found:
            return None
        found[facet] = given
    return found


def _is_year(kind: Kind, item: Field | None, name: str) -> bool:
    return item is kind.when if item else name == YEAR


def _years(values: Sequence[str]) -> list[str] | None:
    """The years of some dates, one by one; None where one is not made of whole years, or open."""
    found: dict[str, None] = {}
    for value in values:
        date = dates.parse(value)
        if date.is_open_start or date.is_open_end or str(date.in_years) != value or date.last.year - date.first.year > _YEARS:
            return None
        found.update(dict.fromkeys(f"{year:04}" for year in range(date.first.year, date.last.year + 1)))
    return list(found)


def _kept(entries: Mapping[Entry, _Pairs], wanted: Mapping[str, Sequence[str]], unwanted: Mapping[str, Sequence[str]]) -> list[Entry]:
    """What a filter leaves of some records: within a facet any of the values will do."""
    return [
        entry
        for entry, pairs in entries.items()
        if all(any((facet, value) in pairs for value in values) for facet, values in wanted.items())
        and not any((facet, value) in pairs for facet, values in unwanted.items() for value in values)
    ]


def _all_pairs(site: Site) -> Mapping[str, Mapping[Entry, _Pairs]]:
    """What the search narrows by, of each record of each kind."""
    return dict(_by_kind(site))


def _by_kind(site: Site) -> Iterator[tuple[str, Mapping[Entry, _Pairs]]]:
    for name, entries in site.catalog.by_kind.items():
        yield name, {entry: _pairs(facets.facets_of(site, entry)) for entry in entries}


def _pairs(values: Sequence[Value]) -> _Pairs:
    return frozenset((value.facet, value.id) for value in values)
