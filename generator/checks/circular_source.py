"""A source is known through itself, or is a copy of itself, directly or in a circle.

`via` names the source through which alone another is known: somebody read that one. Where each of several sources is known
only through the next, and the last through the first, nobody has read any of them. `copyof` names the source of which
another is a mirror, a reprint or a translation: of several that are all copies, one must be the original.

**Way out:** remove `via` from the source that was read itself, or name the one that was; remove `copyof` from the original.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..base.diagnostic import Diagnostic, rule
from ..catalog.catalog import Catalog
from ..records.reference import Reference

RULE = rule("circular-source", __doc__)

# So many sources of a circle are named.
_MOST_NAMED = 6


# The fields that lead from a source to another: what they say of a circle, and of one that leads to itself, and the way out.
_FIELDS = {
    "via": ("through", "is known through itself", "remove 'via' from the source that was read itself"),
    "copyof": ("a copy of", "is a copy of itself", "remove 'copyof' from the original"),
}


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Each circle once, at the source of it that stands first in the file."""
    for field, (word, itself, help) in _FIELDS.items():
        for circle in _circles(catalog.references, field):
            first = catalog.references[circle[0]]
            if len(circle) == 1:
                message = f"'{first.key}' {itself}"
            else:
                named = [*circle[:_MOST_NAMED], *["…"] * (len(circle) > _MOST_NAMED), first.key]
                message = f"a circle of sources: {f' {word} '.join(named)}"
            yield RULE.at(first.at(field), message, help)


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
