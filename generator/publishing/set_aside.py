"""Warnings that are set aside, in the open: who looked at one, and found that it may stand, says so in the record or the source, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..base.diagnostic import Concern, Diagnostic, Rule, Severity, Span, did_you_mean, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..records.reference import Reference

IDLE_IGNORE = rule(
    "idle-ignore",
    """
    An `ignore` sets nothing aside.

    A record may set a warning aside that somebody has looked at: `ignore: [{code: orphan-entity, why: …}]`; a source likewise:
    `ignore = {unidentified-publisher: the copy names none}`. This one meets no warning of theirs, because it was mended, because no rule has
    this name, because it gives no reason, or because it is an error, which cannot be set aside.

    **Way out:** take the line away, or correct it.
    """,
    Severity.WARNING,
    about=Concern.RECORDS,
)
RULES: tuple[Rule, ...] = (IDLE_IGNORE,)


@dataclass(frozen=True, slots=True)
class _Aside:
    """One `ignore`: the rule, the reason, its own place, and the lines that it covers: of a file from one to another, both included."""

    code: str
    why: str
    span: Span
    first: int
    last: int
    is_source: bool

    def covers(self, found: Diagnostic) -> bool:
        """Whether it sets this aside: a warning has its place in these lines."""
        is_there = found.span.path == self.span.path and self.first <= found.span.line <= self.last
        return is_there and found.code == self.code and found.severity is not Severity.ERROR and bool(self.why)


def without(catalog: Catalog, found: Sequence[Diagnostic], rules: Iterable[Rule]) -> list[Diagnostic]:
    """What was found, without the warnings that records and sources set aside; with a warning for each `ignore` that meets none."""
    asides = [*_of_records(catalog), *_of_sources(catalog)]
    if not asides:
        return list(found)
    by_code: dict[str, list[_Aside]] = {}
    for aside in asides:
        by_code.setdefault(aside.code, []).append(aside)
    left, met = [], set()
    for item in found:
        covering = [aside for aside in by_code.get(item.code, ()) if aside.covers(item)]
        met.update(covering)
        if not covering:
            left.append(item)
    severities = {rule.code: rule.severity for rule in rules}
    idle = (_idle(aside, severities, is_whole=not catalog.broken) for aside in asides if aside not in met)
    return [*left, *(item for item in idle if item)]


def _of_records(catalog: Catalog) -> Iterator[_Aside]:
    for entry in catalog:
        for index, item in enumerate(entry.record.ignore):
            yield _Aside(item.code, item.why, entry.at("ignore", index, "code"), 1, _END, is_source=False)


# Beyond the last line of any file.
_END = 1 << 62


def _of_sources(catalog: Catalog) -> Iterator[_Aside]:
    for reference in catalog.references.values():
        for code, why in reference.ignored:
            yield _Aside(code, why, reference.at("ignore"), reference.line, _last_line(reference), is_source=True)


def _last_line(reference: Reference) -> int:
    return reference.line + reference.raw.rstrip().count("\n")


def _idle(aside: _Aside, severities: dict[str, Severity], *, is_whole: bool) -> Diagnostic | None:
    """What is wrong with an `ignore` that met nothing; None where a rule may have been silent because not all could be read."""
    code = aside.code
    match severities.get(code):
        case None:
            every = said("the page Rules lists them")
            return IDLE_IGNORE.at(aside.span, said("there is no rule '{code}'", code=code), did_you_mean(code, severities, every))
        case Severity.ERROR:
            return IDLE_IGNORE.at(
                aside.span, said("'{code}' is an error, and cannot be set aside", code=code), said("mend it, and take this line away")
            )
    if not aside.why:
        return IDLE_IGNORE.at(aside.span, said("it does not say why '{code}' may stand", code=code), said("write {example}", example=f"{code}: why"))
    if not is_whole:
        return None
    in_record = said("there is no '{code}' in this record to set aside", code=code)
    of_source = said("there is no '{code}' about this source to set aside", code=code)
    return IDLE_IGNORE.at(aside.span, of_source if aside.is_source else in_record, said("take this line away"))
