"""Two pages want the same address.

A record's address comes from its kind and id, that of a hand-written page from its place in `docs/`, and the catalog has
pages of its own (`/sources/`, `/data/` …). An address leads to one thing. So what stands in `formerly` is the address of
no other record, neither now nor formerly, and not the record's own.

**Way out:** rename one of the two; a published record keeps its old id under `formerly`. Of two records that name the same
former id, only the one that took its place may keep it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, Span, rule
from ..catalog.addresses import addresses
from ..catalog.catalog import Catalog
from ..catalog.entries import DocsPage, Entry, Former

RULE = rule("address-taken", __doc__)
_Owner = Entry | Former | DocsPage | str


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """The second and further owners of an address; capitals make no difference, as on many file systems."""
    first: dict[str, _Owner] = {}
    for address, owner in addresses(catalog):
        taken_by = first.setdefault(address.casefold(), owner)
        if taken_by is not owner:
            yield RULE.at(_span(owner), *_problem(address, owner, taken_by))


def _span(owner: _Owner) -> Span:
    if isinstance(owner, Former):
        return owner.span
    return owner.document.text.span(1) if isinstance(owner, Entry) else Span(_path(owner))


def _path(owner: _Owner) -> str:
    if isinstance(owner, Former):
        return owner.entry.path
    return owner if isinstance(owner, str) else owner.path


def _problem(address: str, owner: _Owner, taken_by: _Owner) -> tuple[str, str]:
    """What is wrong, and the way out."""
    if isinstance(owner, Former) and taken_by is owner.entry:
        return f"/{address} is the address that the record has now", "remove it: 'formerly' names what the record is called no longer"
    if isinstance(owner, Former) and isinstance(taken_by, Former) and taken_by.entry is owner.entry:
        return f"the former address /{address} is named twice", "remove one of the two"
    if isinstance(taken_by, Former):
        return f"the address /{address} is already a former one of {_path(taken_by)}", "an old address leads to one page: let one of the two go"
    way_out = "remove it here, or rename the other" if isinstance(owner, Former) else "rename one of the two"
    return f"the address /{address} is already that of {_path(taken_by)}", way_out
