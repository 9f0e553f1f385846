"""Something that looks like a mention is printed as it was typed.

`[[a-record]]`, `[#a-claim]` and `[@a-source]` are written with the square brackets and the signs of the keyboard, both brackets doubled or
none. Full-width and lenticular brackets, a bracket too few, or a name in single brackets are text like any other, and readers would see them.
What is named here has the name of a record, a claim or a source.

**Way out:** write the mention as the message shows it. What should be printed as it stands goes into backticks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, Span, rule
from ..base.saying import said
from ..catalog import meant
from ..catalog.catalog import Catalog
from ..catalog.entries import prose_leaves
from ..text import almost

RULE = rule("almost-mention", __doc__, Severity.WARNING, about=Concern.TEXTS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Almost-mentions of what is there, in records, those in error too, and on hand-written pages."""
    for entry in (*catalog, *catalog.fragments):
        known = _known(catalog, entry.id)
        for leaf in prose_leaves(entry):
            for found in almost.find(leaf.value, known):
                (span,) = entry.document.parts(leaf.route, leaf.value, [(found.offset, found.offset + len(found.raw))])
                yield _diagnostic(span, found, entry.document.instead(leaf.route, span, found.instead) if span.shown == found.raw else None)
    known = _known(catalog, "")
    for page in catalog.docs:
        for found in almost.find(page.text.content, known, is_signed=True):
            span = page.text.at_offset(found.offset, len(found.raw))
            yield _diagnostic(span, found, found.instead if span.shown == found.raw else None)


def _known(catalog: Catalog, own: str) -> almost.Known:
    """Whether there is something of a name; of a claim without its record, in the record `own`."""

    def is_known(what: almost.What, name: str) -> bool:
        if what == "claim":
            record, _, claim = name.rpartition("/")
            return (record or own, claim) in catalog.claims_written
        if what == "called":
            return bool(meant.called(catalog, name))
        return name in catalog.entries if what == "record" else name in catalog.references

    return is_known


def _diagnostic(span: Span, found: almost.Almost, instead: str | None) -> Diagnostic:
    message = said("'{raw}' is printed as it was typed", raw=" ".join(found.raw.split()))
    help = said("write {mention}, or put backticks around it to print it as it stands", mention=found.instead)
    # A word in single brackets may be a word of its own.
    is_safe = found.raw[:2] not in (found.raw[:1] + found.name[:1], f"@{found.name[:1]}")
    # Of one that goes on in another line a part alone cannot be replaced.
    return RULE.at(span, message, help, instead=instead if span.shown == found.raw else None, is_safe=is_safe)
