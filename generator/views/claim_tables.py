"""The tables of claims: what each says, the same in other units, and on which source it rests."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.evidence import Mark
from ..records import walking
from ..records.parts import Claim
from .columns import RECORD, Column, Row, Table, amount_columns, by_id, columns_of, ends_of, read_from, values_of
from .site import Site

_CLAIM = (RECORD, Column("claim", "The claim's id on that record.", required=True))
_CLAIM_SCALARS = [scalar for scalar in walking.scalars(Claim) if scalar.name != "id"]
_BOUND = [column.name for column in columns_of(_CLAIM_SCALARS)].index("bound")
_UNIT = [column.name for column in columns_of(_CLAIM_SCALARS)].index("unit")


def _claims(site: Site) -> Iterator[Row]:
    for entry in by_id(site):
        here = read_from(site, entry)
        for claim in entry.record.claims:
            found = site.catalog.evidence(entry, claim)
            values = list(values_of(_CLAIM_SCALARS, claim, here))
            values[_UNIT] = site.catalog.unit(claim) or None
            if claim.value is None:
                # A statement has no bound; the model's default is that of figures.
                values[_BOUND] = None
            sure = (claim.interval.low, claim.interval.high, claim.interval.level) if claim.interval else (None, None, None)
            yield (entry.id, claim.id, *values, *sure, len(found.sources), len(found.voices), str(found.mark), f"{entry.address}#{claim.id}")


CLAIMS = Table(
    "claims",
    "Every claim: a figure (measure, value or range, unit) or a statement, with what its sources are worth.",
    (
        *_CLAIM,
        *columns_of(_CLAIM_SCALARS),
        Column("interval_low", "The lower limit of the figure's confidence interval.", "number"),
        Column("interval_high", "Its upper limit.", "number"),
        Column("interval_level", "Its level, in per cent.", "number"),
        Column("sources", "How many sources it has.", "integer", required=True),
        Column("voices", "How many independent voices vouch for it: sources of one hand are one.", "integer", required=True),
        Column("standing", "The mark of its evidence, in a word.", required=True, words=tuple(map(str, Mark))),
        Column("address", "Its permanent address, below the site's root.", required=True),
    ),
    ("record", "claim"),
    _claims,
    lambda site: len(site.catalog.claims),
)


def _conversions(site: Site) -> Iterator[Row]:
    for entry in by_id(site):
        for claim in entry.record.claims:
            yield from ((entry.id, claim.id, number, *ends_of(other.value), other.unit) for number, other in enumerate(claim.also, 1))


CONVERSIONS = Table(
    "conversions",
    "The same quantities as the sources themselves give them in other units.",
    (
        *_CLAIM,
        Column("number", "Which of the claim's conversions.", "integer", required=True),
        *amount_columns("value"),
        Column("unit", "Its unit.", required=True),
    ),
    ("record", "claim", "number"),
    _conversions,
    lambda site: sum(len(claim.also) for claim in site.catalog.claims.values()),
)


def _citations(site: Site) -> Iterator[Row]:
    for entry in by_id(site):
        for claim in entry.record.claims:
            yield from ((entry.id, claim.id, number, cite.key, cite.locator or None, cite.quote or None) for number, cite in enumerate(claim.cite, 1))


CITATIONS = Table(
    "citations",
    "Which claim rests on which source, and where in it.",
    (
        *_CLAIM,
        Column("number", "Which of the claim's sources.", "integer", required=True),
        Column("source", "The source: its key.", required=True, refers="sources"),
        Column("locator", "The place in the source."),
        Column("quote", "The few words in which the source states it."),
    ),
    ("record", "claim", "number"),
    _citations,
    lambda site: sum(len(claim.cite) for claim in site.catalog.claims.values()),
)
