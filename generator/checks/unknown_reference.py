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

# The fields of a source that name another one.
_OTHERS = {"via": "known through", "copyof": "a copy of"}


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
        for field, what in _OTHERS.items():
            if (other := reference.get(field)) and other not in known:
                message = f"'{reference.key}' is {what} '{other}', which is not in references.bib"
                yield RULE.at(reference.at(field), message, did_you_mean(other, catalog.references, "add it, or correct the key"))
