"""A published record names a draft.

Drafts are not on the public site, so the link would lead nowhere.

**Way out:** publish the draft too, or make this record a draft until then.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.entries import DocsPage

RULE = rule("draft-reference", __doc__, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Names and claims of drafts in published records and hand-written pages."""
    if not any(entry.is_draft for entry in catalog):
        return
    for use in (*catalog.record_uses, *catalog.claim_uses):
        target = catalog.entries.get(getattr(use, "record", "") or use.name)
        if target and target.is_draft and (isinstance(use.by, DocsPage) or not use.by.is_draft):
            path = target.document.path
            if isinstance(use.by, DocsPage):
                help = said("remove 'status: draft' from {path} when it is ready, or leave this out until then", path=path)
            else:
                help = said("remove 'status: draft' from {path} when it is ready, or write 'status: draft' here until then", path=path)
            yield RULE.at(use.span, said("'{id}' is a draft, and this is published", id=target.id), help)
