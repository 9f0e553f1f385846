"""A source is cited by drafts only.

Its page is on the public site already, and shows nothing that rests on it until a draft is published.

**Way out:** none is needed while the draft is being written; publish the draft, or cite the source elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry

RULE = rule("draft-only-source", __doc__, Severity.INFO, about=Concern.SOURCES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Sources all of whose citations stand in drafts."""
    if not any(entry.is_draft for entry in catalog):
        return
    for key, reference in catalog.references.items():
        uses = catalog.cites_of.get(key, ())
        if uses and all(isinstance(use.by, Entry) and use.by.is_draft for use in uses):
            yield RULE.at(reference.span, said("only drafts cite the source '{key}'", key=key), said("publish one of them, or cite it elsewhere"))
