"""Where something was renamed, an address or a quotation has the new name in place of the old one.

Who renames a record or a source by searching and replacing meets the old name also where it is none: in the address of a page, in a file's name,
in the words of a source. These are what others wrote; with other letters in them a link leads nowhere, and a quotation is none.
`casebook rename` changes mentions alone.

**Way out:** write there again what stood there. Where the source itself has moved, the new address may be right: open it, and set this aside
with `ignore`. It is compared with what stood there where your copy left the branch that is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..base.diagnostic import Concern, Diagnostic, Severity, Span, rule
from ..base.saying import said
from ..catalog import by_hand, published
from ..catalog.catalog import Catalog
from ..catalog.moved import successor
from ..reading.yaml_reader import Route
from ..records.folder import BIBLIOGRAPHY
from ..records.kinds import HOSTS

RULE = rule("replaced-elsewhere", __doc__, Severity.WARNING, about=Concern.CHANGES)

_OF_SOURCES = ("url", "doi", "file", "eprint")
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:|10\.[0-9]{4,9}/)\S+", re.IGNORECASE)


class _Renamed(NamedTuple):
    """What something was called, as an id or on the pages, and is called now."""

    old: str
    new: str


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Values that are the same but for a name that something else has got."""
    records = _records(catalog)
    sources = {**_former_keys(catalog), **by_hand.sources(catalog)}
    pairs = [*records, *(_Renamed(old, new) for old, new in sources.items())]
    if not pairs:
        return
    yield from _in_sources(catalog, pairs, sources)
    for entry in by_hand.touched(catalog):
        was = by_hand.published_record(catalog, entry)
        for route, then, now in _changed(was, entry.document.value(())):
            is_quotation = "quote" in route
            if (is_quotation or route[0] == HOSTS or _ADDRESS.fullmatch(then)) and (pair := _replaced(then, now, pairs)):
                span = entry.document.find(route, now)
                instead = entry.document.instead(route, span, then) if span.shown == now else None
                yield _found(span, pair, then, instead)


def _found(span: Span, pair: _Renamed, then: str, instead: str | None) -> Diagnostic:
    message = said("'{old}' became '{new}' here, too, which is no name of it", old=pair.old, new=pair.new)
    return RULE.at(span, message, said("an address and a quotation stay as they are: write '{then}'", then=then), instead=instead)


def _records(catalog: Catalog) -> Iterator[_Renamed]:
    """The ids of records that have others now, and their names."""
    gone = {path.rpartition("/")[2].removesuffix(".yml"): path for path in catalog.history.gone if path in catalog.history.published}
    for old, path in gone.items():
        entry = catalog.renamed.get(old) or successor(catalog, old)
        if entry:
            yield _Renamed(old, entry.id)
            data = published.data(catalog.history, path)
            was = data.get(entry.kind.label_field) if isinstance(data, dict) else None
            if isinstance(was, str) and was != entry.record.label:
                yield _Renamed(was, entry.record.label)


def _former_keys(catalog: Catalog) -> Mapping[str, str]:
    """The keys that sources have now, by those that they had where the copy left the published branch."""
    former = {key: source.key for source in catalog.references.values() for key in source.former_keys}
    if not former:
        return {}
    known = by_hand.keys(published.text(catalog.history, BIBLIOGRAPHY))
    return {old: new for old, new in former.items() if old in known and new not in known}


def _in_sources(catalog: Catalog, pairs: list[_Renamed], renamed: Mapping[str, str]) -> Iterator[Diagnostic]:
    then = by_hand.entries(published.text(catalog.history, BIBLIOGRAPHY))
    for key, fields in then.items():
        source = catalog.references.get(renamed.get(key, key))
        for name in _OF_SOURCES if source else ():
            was, now = fields.get(name, "").strip('{}" '), source.get(name) or "" if source else ""
            if source and was != now and (pair := _replaced(was, now, pairs)):
                span = source.at(name)
                yield _found(span, pair, was, was if span.shown == now else None)


def _replaced(then: str, now: str, pairs: list[_Renamed]) -> _Renamed | None:
    return next((pair for pair in pairs if pair.old in then and then.replace(pair.old, pair.new) == now), None)


def _changed(was: Any, now: Any, route: Route = ()) -> Iterator[tuple[Route, str, str]]:
    """The texts that are others than they were, in what is built alike."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in was.keys() & now.keys():
            yield from _changed(was[name], now[name], (*route, name))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _changed(one, other, (*route, index))
    elif isinstance(was, str) and isinstance(now, str) and was != now:
        yield route, was, now
