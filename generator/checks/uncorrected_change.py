"""A published figure has changed, and no correction says so.

Readers may have quoted the old figure. `casebook check --against REV` compares every published claim with what it was at a Git
revision, such as the tag of the last release; without `--against` nothing is compared.

**Way out:** add an entry to the record's `corrections`: `on`, `what: claims/ID`, `was`, `now` and `why`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Diagnostic, rule
from ..catalog.catalog import Catalog
from ..records.parts import Claim

RULE = rule("uncorrected-change", __doc__)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Claims whose figure, bound or unit differs from the released one, or that are gone, without a correction."""
    for entry in catalog:
        if entry.is_draft:
            continue
        corrected = {item.what for item in entry.record.corrections}
        now = {claim.id: (index, claim) for index, claim in enumerate(entry.record.claims)}
        for id, was in catalog.released.get(entry.id, {}).items():
            if f"claims/{id}" in corrected:
                continue
            help = f"add a correction with 'what: claims/{id}' and 'was: {_figure(was)}'"
            if id not in now:
                yield RULE.at(entry.document.key("claims"), f"the claim '{id}' ({_figure(was)}) is gone, and no correction says so", help)
                continue
            index, claim = now[id]
            if _figure(claim) != _figure(was):
                span = entry.at("claims", index, "value" if claim.value is not None else "statement")
                yield RULE.at(span, f"'{id}' was {_figure(was)} and is now {_figure(claim)}; no correction says so", help)


def _figure(claim: Claim) -> str:
    """What a claim claims, in the words of its file."""
    if claim.value is None:
        return " ".join((claim.statement or "").split())
    return " ".join(part for part in ("" if claim.bound == "exact" else claim.bound, str(claim.value), claim.unit or "") if part)
