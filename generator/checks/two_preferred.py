"""Two figures for the same thing are both preferred.

When sources disagree, `rank: preferred` says which value to trust, and `why` says why. That can be one only.

**Way out:** leave the rank with one of them; if they are not about the same thing, say so in their `scope` or `as_of`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("two-preferred", __doc__, about=Concern.CLAIMS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Preferred claims among whose rivals another one is preferred."""
    for entry in catalog:
        for index, claim in enumerate(entry.record.claims):
            if claim.rank != "preferred":
                continue
            rivals = [other.id for other in catalog.rivals(entry, claim) if other.rank == "preferred"]
            if rivals:
                message = said("'{id}' and '{rivals}' are about the same, and both preferred", id=claim.id, rivals=rivals[0])
                yield RULE.at(entry.at("claims", index, "rank"), message, said("keep the rank with one of them"))
