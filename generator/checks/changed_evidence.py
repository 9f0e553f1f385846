"""What vouches for a published claim is not what it was.

`casebook check --against REV` compares the evidence of every published claim with what it was at a Git revision: its mark, and how
many independent voices vouch for it. Both can change without a word of the claim: another source is cited, a publisher becomes known,
somebody becomes a party of the record. The message says what it was, what it is, and why.

**Way out:** none is needed where it is meant. Where a mark became weaker, readers may have relied on the stronger one: say so in the
record's `corrections`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import NOTHING, said, together
from ..catalog import compare, evidence_change
from ..catalog.catalog import Catalog
from ..catalog.evidence import in_words

RULE = rule("changed-evidence", __doc__, Severity.WARNING, about=Concern.CHANGES)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Claims with other evidence than at the revision."""
    before = catalog.before
    if before is None:
        return
    for pair in compare.claims(before, catalog):
        if pair.now is None or pair.before.is_draft or pair.entry.is_draft:
            continue
        if found := evidence_change.change(before, pair, catalog):
            message = said(
                "claims/{id} was {was} and is {now}, because {because}",
                id=pair.now.id,
                was=in_words(found.was),
                now=in_words(found.now),
                because=together(found.because),
            )
            help = said("if readers relied on it, add a correction") if found.now.strength < found.was.strength else NOTHING
            index = [claim.id for claim in pair.entry.record.claims].index(pair.now.id)
            route = ("claims", index, "cite")
            yield RULE.at(pair.entry.at(*route if route in pair.entry.document else (*route[:2], "id")), message, help)
