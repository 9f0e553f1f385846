"""A record that nothing in the catalog names.

What the catalog is about stands by itself. The page of any other record shows what mentions it; one that nothing mentions is not reached
by any reader. What is part of something else stands on that one's page.

**Way out:** name it in the record that it belongs to, or remove its file.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("orphan-entity", __doc__, Severity.WARNING, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Entities without a use by another record, page or source; none while a record or the sources cannot be read."""
    if catalog.broken or catalog.bibliography.is_unread:
        return
    for entry in catalog:
        # A part stands on the page of its whole.
        is_used = bool(entry.record.get("part_of")) or any(use.by is not entry for use in catalog.uses_of.get(entry.id, ()))
        if not entry.kind.is_main and not is_used and entry.id not in catalog.published_by:
            message = said("nothing names the {name} '{id}'", name=entry.kind.name, id=entry.id)
            yield RULE.at(entry.at(entry.kind.label_field), message, said("name it in a record, or remove it"))
