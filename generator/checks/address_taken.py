"""Two pages want the same address.

A record's address comes from its kind and id, that of a hand-written page from its place in `docs/`, and the catalog has
pages of its own (`/cases/`, `/sources/` …). An address leads to one thing.

**Way out:** rename one of the two; a published record keeps its old id under `formerly`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, Span, rule
from ..catalog.catalog import Catalog, DocsPage, Entry, addresses

RULE = rule("address-taken", __doc__)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """The second and further owners of an address; capitals make no difference, as on many file systems."""
    first: dict[str, str] = {}
    for address, owner in addresses(catalog):
        who = owner.path if isinstance(owner, Entry | DocsPage) else owner
        taken_by = first.setdefault(address.casefold(), who)
        if taken_by == who:
            continue
        span = owner.document.text.span(1) if isinstance(owner, Entry) else Span(who)
        if isinstance(owner, Entry) and address != owner.address:
            span = owner.at("formerly")
        yield found(span, address, taken_by)


def found(span: Span, address: str, taken_by: str) -> Diagnostic:
    """The finding that an address has another owner."""
    return RULE.at(span, f"the address /{address} is already that of {taken_by}", "rename one of the two")
