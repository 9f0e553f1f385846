"""Two claims of one record have the same id.

A claim's id is its address; two claims at one address cannot be told apart.

**Way out:** give the second an id of its own, one that was never used in this record.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("duplicate-claim", __doc__, about=Concern.CLAIMS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """The second and further claims with an id of the same record; also of one that cannot be read as a whole."""
    for entry in (*catalog, *catalog.fragments):
        seen: set[str] = set()
        for index, claim in enumerate(entry.record.claims):
            if claim.id and claim.id in seen:
                yield RULE.at(
                    entry.at("claims", index, "id"), said("'{id}' is already the id of another claim here", id=claim.id), said("choose another id")
                )
            seen.add(claim.id)
