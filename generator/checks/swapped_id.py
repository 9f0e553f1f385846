"""A record says what another one said: their files have changed places, and every mention and address with them.

An id stands for one thing for good. Whoever wants two records to be called the other way round swaps what their names, and their other texts,
say; with the files swapped, whatever named the one names the other now, on every page and outside of the catalog.

**Way out:** move the files back, and correct within each of them what is wrong. It is compared with what stood there where your copy left the
branch that is published; where Git knows of none, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog import by_hand, published
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry

RULE = rule("swapped-id", __doc__, about=Concern.CHANGES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Records that are called now what another one was called, which is there still, and is called otherwise, too."""
    touched = {entry.path: entry for entry in by_hand.touched(catalog) if not entry.is_draft}
    was = {path: data for path in touched if isinstance(data := published.data(catalog.history, path), dict)}
    called = {_name(touched[path], data): path for path, data in was.items() if _name(touched[path], data) != touched[path].record.label}
    for path in was:
        entry = touched[path]
        other = called.get(entry.record.label)
        if other and other != path:
            yield RULE.at(
                entry.at(entry.kind.label_field),
                said("{path} says now what {other} said: all that names '{id}' means another thing", path=path, other=other, id=entry.id),
                said("an id stands for one thing for good: move the files back, and correct within them"),
            )


def _name(entry: Entry, data: dict[str, Any]) -> str:
    return str(data.get(entry.kind.label_field) or "")
