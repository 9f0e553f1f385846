"""The legend: what the marks, bounds and dates of a figure mean, each with a figure of this catalog that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from ..base import amounts
from ..base.amounts import Range
from ..base.saying import together
from ..catalog.entries import Entry
from ..catalog.evidence import Mark
from ..records.parts import Claim
from ..records.values import Bound
from ..views import vouching
from ..views.here import ClaimView, Here
from ..views.site import Anchor, Page, Site


@dataclass(frozen=True)
class Shown:
    """One mark: what it stands for, how many claims of the catalog have it, and an example with its sentence."""

    mark: Mark
    name: str
    meaning: str
    count: int
    example: ClaimView | None


@dataclass(frozen=True)
class Bounds:
    """One bound: the word, what it means, and how many figures have it."""

    word: str
    meaning: str
    count: int


def pages(site: Site) -> Iterator[Page]:
    """One page, where there are claims."""
    if not site.catalog.claims:
        return
    title = site._("How to read a figure")
    yield Page("evidence/", title, "legend.html", _view, _describe, section="evidence/")


def _describe(here: Here) -> str:
    return here.site._("What the marks of evidence, the bounds and the dates of a figure mean, and how they are computed")


def _view(here: Here) -> Mapping[str, Any]:
    _, catalog = here.site._, here.site.catalog
    claims = [(entry, claim) for entry in catalog for claim in entry.record.claims]
    return {
        "marks": [_shown(mark, meaning, claims, here) for mark, meaning in vouching.meanings(here.site).items()],
        "bounds": list(_bounds(here, [claim for _entry, claim in claims])),
        "below_zero": any(claim.value is not None and amounts.lowest(claim.value) < 0 for _entry, claim in claims),
        "claims": len(claims),
        "parties": _parties(here),
        "outside": _outside(here),
        "toc": [
            Anchor("_marks", _("The marks")),
            Anchor("_independence", _("How the marks are computed")),
            Anchor("_bounds", _("Bounds")),
            Anchor("_parts", _("The parts of a figure")),
        ],
    }


def _shown(mark: Mark, meaning: str, claims: list[tuple[Entry, Claim]], here: Here) -> Shown:
    """A mark with its claims counted; the example is the first claim that has it, a figure where there is one."""
    found = [(entry, claim) for entry, claim in claims if here.site.catalog.evidence(entry, claim).mark is mark]
    example = next((one for one in found if one[1].value is not None), next(iter(found), None))
    quiet = Here(here.site, here.address, numbered=False)
    return Shown(mark, vouching.names(here.site)[mark], meaning, len(found), quiet.claim_view(*example, "") if example else None)


def _bounds(here: Here, claims: list[Claim]) -> Iterator[Bounds]:
    _ = here.site._
    meanings = {
        "exact": _("The source gives the number without a qualification."),
        "about": _("The source rounds, in either direction."),
        "nearly": _("The number is not quite reached."),
        "more-than": _("The number is the least."),
        "less-than": _("The figure is below the number; the source does not say how far."),
        "up-to": _("The number is the most."),
    }
    for bound in get_args(Bound):
        count = sum(claim.bound == bound for claim in claims if claim.value is not None)
        yield Bounds(here.site.wording.bound(bound) or _("no word"), meanings[bound], count)
    ranges = sum(isinstance(claim.value, Range) for claim in claims)
    if ranges:
        example = here.site.wording.number(Range(Decimal(10), Decimal(20)))
        yield Bounds(example, _("A range: the source gives the lowest and the highest number."), ranges)


def _parties(here: Here) -> str:
    """The kinds of those whose own affair something can be, in a line."""
    names = [here.site._(kind.nouns) for kind in here.site.catalog.kinds if kind.is_party]
    return here.site._(together(names)) if names else ""


def _outside(here: Here) -> str:
    """The parts in a record by which nobody is a party, in a line."""
    catalog = here.site.catalog
    used = dict.fromkeys(item.vocabulary for kind in catalog.kinds for item in kind.of_type("role") if item.vocabulary in catalog.vocabularies)
    labels = list(dict.fromkeys(here.site._(term.label) for name in used for term in catalog.vocabularies[name].terms if term.outside))
    return here.site._(together(labels)) if labels else ""
