"""Warnings that a record sets aside, in the open: who looked at one, and found that it may stand, says so in the record and gives the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..base.diagnostic import Diagnostic, Rule, Severity, did_you_mean, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry

IDLE_IGNORE = rule(
    "idle-ignore",
    """
    An `ignore` sets nothing aside.

    A record may set a warning aside that somebody has looked at: `ignore: [{code: orphan-entity, why: …}]`. This one meets no warning of the
    record, because it was mended, because no rule has this name, or because it is an error, which cannot be set aside.

    **Way out:** take the line away, or correct the name.
    """,
    Severity.WARNING,
)
RULES: tuple[Rule, ...] = (IDLE_IGNORE,)


def without(catalog: Catalog, found: Sequence[Diagnostic], rules: Iterable[Rule]) -> list[Diagnostic]:
    """What was found, without the warnings that the records set aside in which they stand; with a warning for each `ignore` that meets none."""
    codes = {(entry.path, item.code): entry for entry in catalog for item in entry.record.ignore}
    if not codes:
        return list(found)
    met = {(item.span.path, item.code) for item in found if item.severity is not Severity.ERROR}
    left = [item for item in found if item.severity is Severity.ERROR or (item.span.path, item.code) not in codes]
    severities = {rule.code: rule.severity for rule in rules}
    return [*left, *(diagnostic for entry in dict.fromkeys(codes.values()) for diagnostic in _idle(entry, met, severities))]


def _idle(entry: Entry, met: set[tuple[str, str]], severities: dict[str, Severity]) -> Iterator[Diagnostic]:
    for index, item in enumerate(entry.record.ignore):
        if (entry.path, item.code) in met:
            continue
        span = entry.at("ignore", index, "code")
        match severities.get(item.code):
            case None:
                every = said("the page Rules lists them")
                yield IDLE_IGNORE.at(span, said("there is no rule '{code}'", code=item.code), did_you_mean(item.code, severities, every))
            case Severity.ERROR:
                message = said("'{code}' is an error, and cannot be set aside", code=item.code)
                yield IDLE_IGNORE.at(span, message, said("mend it, and take this line away"))
            case _:
                yield IDLE_IGNORE.at(span, said("there is no '{code}' in this record to set aside", code=item.code), said("take this line away"))
