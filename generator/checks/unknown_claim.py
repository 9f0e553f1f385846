"""A text prints a claim that the record does not have.

`[#crew]` is the claim `crew` of the same record; `[#heron-aground/crew]` that of another. Hand-written
pages always name the record.

**Way out:** correct the id, or write the claim down under `claims` of the record it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, did_you_mean, nearest, rule
from ..base.saying import said
from ..catalog import by_hand, meant
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..catalog.moved import whereabouts
from ..catalog.uses import RecordUse
from ..reading.yaml_recovery import Hole

RULE = rule("unknown-claim", __doc__, about=Concern.CLAIMS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Mentions of claims that are not there."""
    told = {fragment.id: fragment for fragment in catalog.fragments}
    for use in catalog.claim_uses:
        if (use.record, use.name) in catalog.claims:
            continue
        if use.record in catalog.broken:
            # Unless its claims are all there nobody knows which it will have in the end; what is a slip of the pen is one.
            holder = catalog.entries.get(use.record) or told.get(use.record)
            names = [claim.id for claim in holder.record.claims] if holder else []
            if use.name in names or not (nearest(use.name, names) or (holder and _are_all_told(holder))):
                continue
        whole = use.mention.strip("[]").removeprefix("#").removeprefix("#")
        holders = [] if use.record else [record for record, claim in catalog.claims if claim == use.name]
        if not holders and (found := meant.claim(catalog, use, whole)):
            yield RULE.at(use.span, found.message, found.help(use), instead=found.instead(use, use.span), is_safe=True)
        elif not use.record:
            yield RULE.at(
                use.span,
                said("'{mention}' does not say whose claim it is", mention=use.mention),
                said("write [#{record}/{name}]", record=holders[0] if len(holders) == 1 else "RECORD", name=use.name),
                instead=use.another(use.span, f"[#{holders[0]}/{use.name}]") if len(holders) == 1 else None,
            )
        elif use.record not in catalog.entries and use.record not in told:
            moved = whereabouts(catalog, use.record)
            help = moved.told if moved else did_you_mean(use.record, catalog.entries)
            near = (moved.entry.id if moved.entry else "") if moved else nearest(use.record, catalog.entries)
            named = RecordUse(use.by, use.route, use.record, use.mention, use.occurrence)
            instead = named.instead(use.span, near) if near else None
            yield RULE.at(
                use.span,
                said("there is no record '{record}' with a claim '{name}'", record=use.record, name=use.name),
                help,
                instead=instead,
                is_safe=bool(moved and moved.is_sure),
            )
        else:
            holder = catalog.entries.get(use.record) or told[use.record]
            names = [*dict.fromkeys(claim.id for claim in holder.record.claims)]
            if now := by_hand.claims(catalog, holder).get(use.name):
                help = said(
                    "it is '{now}' in {path} now; write 'id: {id}' there again: a published claim keeps its id",
                    now=now,
                    path=holder.path,
                    id=use.name,
                )
                yield RULE.at(use.span, said("'{record}' has no claim '{name}'", record=use.record, name=use.name), help)
                continue
            help = did_you_mean(use.name, names, said("its claims are: {names}", names=", ".join(names)) if names else said("it has no claims"))
            near = nearest(use.name, names)
            instead = use.instead(use.span, near) if near else None
            yield RULE.at(use.span, said("'{record}' has no claim '{name}'", record=use.record, name=use.name), help, instead=instead)


def _are_all_told(holder: Entry) -> bool:
    """Whether every claim of a record that cannot be read as a whole has its id there, so that no other is to come."""
    ids = [claim.id for claim in holder.record.claims]
    return bool(ids) and all(ids) and not any(map(_may_hold_claims, holder.document.holes))


def _may_hold_claims(hole: Hole) -> bool:
    """Whether claims, or the id of one, may have stood in what was set aside."""
    if not hole.route:
        return "claims:" in hole.text
    return hole.route[0] == "claims" and not (hole.is_value and len(hole.route) > 2 and hole.route[-1] != "id")
