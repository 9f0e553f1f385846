"""A statement prints itself.

The text of a statement may print other claims (`[#crew]`), but not itself, nor one whose text leads back to it: there it
is shown as it was typed, brackets and all.

**Way out:** write out what the other claim says, or take the mention out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..catalog.uses import ClaimUse

RULE = rule("circular-statement", __doc__, Severity.WARNING, about=Concern.CLAIMS)

# A claim by its record and its own id.
_Claim = tuple[str, str]


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Mentions in the statements of claims that lead back to the claim."""
    printed: dict[_Claim, list[_Claim]] = {}
    uses: list[tuple[_Claim, ClaimUse]] = []
    for use in catalog.claim_uses:
        if isinstance(use.by, Entry) and use.route[0] == "claims" and use.route[2] == "statement":
            claim = (use.by.id, use.by.record.claims[int(use.route[1])].id)
            printed.setdefault(claim, []).append((use.record, use.name))
            uses.append((claim, use))
    for claim, use in uses:
        if claim in _all_printed((use.record, use.name), printed):
            yield RULE.at(
                use.span,
                said("'{mention}' leads back to the statement that it stands in", mention=use.mention),
                said("write out what it says, or take it out"),
            )


def _all_printed(claim: _Claim, printed: dict[_Claim, list[_Claim]]) -> set[_Claim]:
    """A claim and all that its text prints, at whatever remove."""
    found: set[_Claim] = set()
    left = [claim]
    while left:
        if (one := left.pop()) not in found:
            found.add(one)
            left.extend(printed.get(one, ()))
    return found
