"""A source is known through itself, or is a copy of itself, directly or in a circle.

`via` names the source through which alone another is known: somebody read that one. Where each of several sources is known
only through the next, and the last through the first, nobody has read any of them. `copyof` names the source of which
another is a mirror, a reprint or a translation: of several that are all copies, one must be the original.

**Way out:** remove `via` from the source that was read itself, or name the one that was; remove `copyof` from the original.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial, reduce

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import Said, as_it_is, said
from ..catalog.catalog import Catalog
from ..records.reference import Reference

RULE = rule("circular-source", __doc__, about=Concern.SOURCES)

# So many sources of a circle are named.
_MOST_NAMED = 6


# The fields that lead from a source to another, with the way out of a circle.
_FIELDS = {"via": said("remove 'via' from the source that was read itself"), "copyof": said("remove 'copyof' from the original")}


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Each circle once, at the source of it that stands first in the file."""
    for field, help in _FIELDS.items():
        for circle in _circles(catalog.references, field):
            first = catalog.references[circle[0]]
            if len(circle) == 1:
                message = (
                    said("'{key}' is known through itself", key=first.key) if field == "via" else said("'{key}' is a copy of itself", key=first.key)
                )
            else:
                named = [*circle[:_MOST_NAMED], *["…"] * (len(circle) > _MOST_NAMED), first.key]
                message = said("a circle of sources: {named}", named=reduce(partial(_link, field), map(as_it_is, named)))
            yield RULE.at(first.at(field), message, help)


def _link(field: str, one: Said, other: Said) -> Said:
    return said("{one} through {other}", one=one, other=other) if field == "via" else said("{one} a copy of {other}", one=one, other=other)


def _circles(references: Mapping[str, Reference], field: str) -> Iterator[list[str]]:
    """The keys of each circle, in the order in which they lead on, the one that comes first in the file first."""
    seen: set[str] = set()
    for start in references:
        key, path = start, dict[str, None]()
        while key in references and key not in seen:
            seen.add(key)
            path[key] = None
            key = references[key].get(field)
        if key in path:
            circle = list(path)[list(path).index(key) :]
            first = min(range(len(circle)), key=lambda place: references[circle[place]].line)
            yield [*circle[first:], *circle[:first]]
