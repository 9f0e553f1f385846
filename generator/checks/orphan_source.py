"""A source is in the bibliography, but nothing cites it.

A source page lists what rests on the source; a page with nothing on it helps nobody.

**Way out:** cite it where it is used, or remove it. A source cited by drafts only counts as cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("orphan-source", __doc__, Severity.WARNING, about=Concern.SOURCES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Sources without a citation. While a record cannot be read, nobody knows what it cites: then none is reported."""
    if catalog.broken:
        return
    for key, reference in catalog.references.items():
        if key not in catalog.cites_of:
            yield RULE.at(reference.span, said("nothing cites the source '{key}'", key=key), said("cite it, or remove it"))
