"""A record refers to itself, directly or in a circle.

Nothing is related to itself, or part of itself, nor of what is part of it.

**Way out:** remove the relation, or name the record that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import Said, as_it_is, said
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry

RULE = rule("circular-relation", __doc__, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Fields that name their own record (but a claim may come from the very record that holds it), and what is part of itself in a circle."""
    for use in catalog.record_uses:
        if use.name in catalog.broken:
            # Of two records with one id, the other may be meant: that there are two is said.
            continue
        if isinstance(use.by, Entry) and use.name == use.by.id and not use.is_prose and use.route[-1] != "origin":
            yield RULE.at(use.span, said("'{name}' refers to itself", name=use.name), said("name another record, or remove this"))
    for entry in catalog:
        if entry.kind.has_parent and entry.id not in catalog.broken and len(circle := _circle(catalog, entry)) > 1:
            yield RULE.at(
                entry.at("part_of"),
                said("a circle of parts: {circle}", circle=reduce(_within, map(as_it_is, circle))),
                said("one of them is not part of the next"),
            )


def _within(part: Said, whole: Said) -> Said:
    return said("{part} in {whole}", part=part, whole=whole)


def _circle(catalog: Catalog, entry: Entry) -> list[str]:
    """The ids from a record back to itself, or nothing."""
    path = [entry.id]
    current: Entry | None = entry
    while current and (above := current.record.words("part_of")) and above not in path[1:]:
        path.append(above)
        if path[-1] == entry.id:
            return path if len(path) > 2 else []
        current = catalog.get(path[-1], entry.kind.name)
    return []
