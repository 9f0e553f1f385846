"""Where a record appears: its part in the cases, one row each, and the figures that come from it, by where they stand.

What only mentions it in a text is no part of it: `pages/entity.py` lists that apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..catalog.entries import Entry, named_in, when
from ..catalog.uses import RecordUse, field_of
from ..records.kinds import MEASURE, Field
from ..records.parts import Claim
from ..records.values import Translation
from ..text.prose import LargeFigure, RecordLink
from . import facets
from .facts import Fact, Value
from .here import ClaimView, Here

# So many cases of a record stand open, and so many records in a line of its facts.
OPEN = 12
MOST_BESIDE = 6
# So many figures that come from a record, or are those of its cases, stand on its page.
MOST_FIGURES = 100
# So many of a case, the most telling first, apart from those that come from the record itself.
_OF_A_CASE = 2


@dataclass(frozen=True)
class CaseRow:
    """A case in which a record has a part: which, when it was, its other facts in short, and the figure that stands for it, which `href` leads to."""

    link: RecordLink
    names: Sequence[Translation]
    part: str
    when: str
    facts: Sequence[str]
    figure: LargeFigure | None
    href: str


@dataclass(frozen=True)
class Rows:
    """The cases of a record: those that stand open, and the others. `part` is what all of them say, where all say the same: then no row does."""

    part: str
    open: Sequence[CaseRow]
    more: Sequence[CaseRow]


@dataclass(frozen=True)
class Held:
    """Claims on the page of one record that come from another; and how many more figures a case of it has."""

    holder: RecordLink
    claims: Sequence[ClaimView]
    more: int = 0


def has_part(uses: Sequence[object]) -> bool:
    """Whether one of some uses names a record otherwise than in a text."""
    return any(isinstance(use, RecordUse) and not use.is_prose for use in uses)


def newest_first(case: Entry) -> tuple[int, str]:
    """What cases are sorted by: the end of their time, the latest first, those without one last; then their names."""
    time = when(case)
    return -time.last.toordinal() if time else 1, case.record.label.casefold()


def rows(cases: Mapping[Entry, str], entry: Entry, here: Here, is_first: bool) -> Rows:
    """The rows of some cases, in their order, each with the part that the record has in it; on the first page of a list many are folded."""
    said = set(cases.values())
    alike = said.pop() if len(said) == 1 and len(cases) > 1 else ""
    found = [_row(case, "" if alike else part, entry, here) for case, part in cases.items()]
    at_once = OPEN if is_first and len(found) > OPEN + 2 else len(found)
    return Rows(alike, found[:at_once], found[at_once:])


def _row(case: Entry, part: str, entry: Entry, here: Here) -> CaseRow:
    above = [item for item in case.kind.fields if item.is_kicker]
    dates = [here.site.wording.date(value.in_years) for item in above if item.type == "date" for value in case.record.items(item.name)]
    other = [text for item in above if item.type != "date" for text in facets.in_words(here.site, case, item)]
    other = [text for text in other if text != entry.record.label]
    claim = facets.most_telling(case)
    figure = here.figure(case.id, claim.id) if claim else None
    href = here.href(f"{case.address}#{claim.id}") if claim else ""
    return CaseRow(here.link(case), case.record.names, part, " · ".join(dates), other, figure, href)


def offices(entry: Entry, here: Here) -> list[Value]:
    """What somebody is and where: the fields in which a role is written out, as "harbour master, Dover"."""
    found = []
    for item in _written_roles(entry):
        for id, part in zip(named_in(entry, item), entry.record.items(item.name), strict=True):
            if other := here.site.catalog.get(id):
                found.append(Value(other.record.label, here.href(other.address), other.record.names, part.role))
    return found


def _written_roles(entry: Entry) -> list[Field]:
    return [item for item in entry.kind.of_type("role") if not item.vocabulary] if not entry.kind.is_main else []


def beside(uses: Mapping[Entry, str], here: Here) -> tuple[list[Fact], set[Entry]]:
    """What other records say of one in their own fields, as facts of it: by kind, each with its reason; and which records that are.

    Of a kind that has more than a few such records, none: they are listed with all that mentions it.
    """
    by_kind: dict[str, list[Entry]] = {}
    for other in uses:
        by_kind.setdefault(other.kind.name, []).append(other)
    found, told = dict[str, list[Value]](), set[Entry]()
    for others in by_kind.values():
        if len(others) > MOST_BESIDE:
            continue
        said = {uses[other] for other in others}
        # What all of them say stands once, as the heading.
        alike = said.pop() if len(said) == 1 else ""
        values = [Value(other.record.label, here.href(other.address), other.record.names, "" if alike else uses[other]) for other in others]
        found.setdefault(f"{alike[:1].upper()}{alike[1:]}" or here.site._(others[0].kind.plural), []).extend(values)
        told.update(others)
    return [Fact(label, values) for label, values in found.items()], told


def figures_of(entry: Entry, here: Here) -> list[Held]:
    """The claims that come from a record, by the record that holds them; of a kind whose figures are compared, the first of its cases, too."""
    # The page has no references for them: their marks say what the sources are worth, and each leads to its own.
    catalog, quiet = here.site.catalog, Here(here.site, here.address, numbered=False)
    held: dict[Entry, dict[str, Claim]] = {}
    others: dict[Entry, int] = {}
    for holder, claim in _from(entry, here):
        held.setdefault(holder, {})[claim.id] = claim
    for case in catalog.cases_naming.get(entry.id, ()) if entry.kind.is_compared else ():
        figures = facets.figures(case)
        held.setdefault(case, {}).update({claim.id: claim for claim in figures[:_OF_A_CASE]})
        others[case] = sum(claim.id not in held[case] for claim in figures)
    found, left = [], MOST_FIGURES
    for holder in sorted(held, key=lambda one: (not one.kind.is_main, *newest_first(one))):
        claims = list(held[holder].values())[:left]
        left -= len(claims)
        if claims:
            found.append(Held(here.link(holder), [quiet.claim_view(holder, claim, "") for claim in claims], others.get(holder, 0)))
    return found


def _from(entry: Entry, here: Here) -> Iterator[tuple[Entry, Claim]]:
    for use in here.site.catalog.uses_of.get(entry.id, ()):
        if isinstance(use.by, Entry) and use.by is not entry and use.route[0] == "claims" and use.route[-1] == "origin":
            yield use.by, use.by.record.claims[int(use.route[1])]


def is_fact(use: RecordUse) -> bool:
    """Whether a record names another in one of its fields, as a fact of its own."""
    item = field_of(use)
    return bool(item) and not use.is_prose and use.route[0] not in ("claims", "part_of", MEASURE.name)
