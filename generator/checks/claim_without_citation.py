"""A claim has no source.

That every figure shows where it comes from is what this catalog is for.

**Way out:** add `cite: KEY[LOCATOR]`. If there is no source, the claim has no place here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("claim-without-citation", __doc__, about=Concern.CLAIMS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Claims whose `cite` is missing or empty."""
    for entry in catalog:
        for index, claim in enumerate(entry.record.claims):
            if not claim.cite:
                span = entry.document.at("claims", index, "id")
                yield RULE.at(span, said("the claim '{id}' has no source", id=claim.id), said("add cite: KEY[LOCATOR]"))
