"""A citation names a source that is not in the bibliography.

Every `cite`, every `[@key]` in a text and on a hand-written page must find its key in `cases/references.bib`,
so that no reader meets a reference that leads nowhere.

**Way out:** correct the key (capitals count), or add the source to `references.bib`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, did_you_mean, rule
from ..catalog.catalog import Catalog

RULE = rule("unknown-reference", __doc__)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Citations of keys that are neither there nor in a broken entry or a broken file (which are reported already)."""
    if catalog.bibliography.is_unread:
        return
    known = catalog.references.keys() | catalog.bibliography.broken
    for key, uses in catalog.cites_of.items():
        if key in known:
            continue
        help = did_you_mean(key, catalog.references, "add it to cases/references.bib")
        for use in uses:
            yield RULE.at(use.span, f"no source '{key}' in references.bib", help)
    for reference in catalog.references.values():
        if reference.via and reference.via not in known:
            message = f"'{reference.key}' is known through '{reference.via}', which is not in references.bib"
            yield RULE.at(reference.at("via"), message, did_you_mean(reference.via, catalog.references, "add it, or correct the key"))
