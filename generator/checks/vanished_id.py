"""A record that was once there is gone, and no other record says that it was called so before.

An address, once published, keeps answering. When a record is renamed or merged into another, the one that stays names the old
id, and the old address leads to it.

**Way out:** add `formerly: [OLD-ID]` to the record that took its place. Drafts may go without a trace.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, Span, rule
from ..catalog.catalog import Catalog

RULE = rule("vanished-id", __doc__)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Published record files that Git remembers and whose id nobody has or had."""
    for path in sorted(catalog.history.gone):
        id = path.rpartition("/")[2].removesuffix(".yml")
        if id in catalog.entries or id in catalog.broken or id in catalog.former:
            continue
        help = f"add 'formerly: [{id}]' to the record that took its place, or restore the file"
        yield RULE.at(Span(path), f"the record '{id}' is gone, and its address with it", help)
