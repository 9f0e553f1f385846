"""The same work stands in the bibliography twice, under two keys.

Two entries have the same DOI or the same address (with or without `www.`, `https` or what only counts visitors), or the same title, year and first
author, or nearly so. Where one of them says no year or no author, the other of the two is the same, or the publisher: a title alone makes no work.
What cites the one does not count as citing the other, so that one source looks like two. Other volumes, editions and dates of a series are other
works, and so is what `crossref` joins.

**Way out:** keep one of the two and cite that. Where the second is a mirror, a reprint or a translation of the first, say so in it:
`copyof = {key-of-the-first}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..records import same_work

RULE = rule("same-source", __doc__, Severity.WARNING, about=Concern.SOURCES)

# The field that shows it, by what two entries have in common.
_FIELDS: dict[str, tuple[str, ...]] = {same_work.SAME_DOI: ("doi", "url"), same_work.SAME_NUMBER: ("eprint",), same_work.SAME_ADDRESS: ("url",)}


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Each entry of a work that an earlier entry is of."""
    in_order = sorted(catalog.references.values(), key=lambda reference: reference.line)
    for reference, twin in same_work.twins(in_order):
        first = twin.reference.key
        field = next((name for name in _FIELDS.get(twin.why, ()) if reference.get(name)), "title")
        message = said(
            "'{key}' is the same work as '{first}' on line {line}: the same {why}",
            key=reference.key,
            first=first,
            line=twin.reference.line,
            why=twin.why,
        )
        yield RULE.at(
            reference.at(field),
            message,
            said(
                "it is there already: remove this entry, then 'casebook rename {key} {first}' cites the other instead; "
                "or say copyof = {{{first}}} if this is a copy or a translation of it",
                key=reference.key,
                first=first,
            ),
        )
