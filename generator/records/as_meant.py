"""A file becomes a typed record, or what is wrong with it is said: all of it at once.

Whatever has one answer is read as if that stood there already, so that one look finds also what would be found only after it was put there. What
is read so is a record to be judged with the others, and never one to be published: something is wrong with its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from ..base.diagnostic import Diagnostic, Span
from ..base.saying import said
from ..reading.files import Text
from ..reading.yaml_events import Positions
from ..reading.yaml_reader import Document, Route, parse_yaml
from . import explaining
from .explaining import WRONG_TYPE, Finding
from .splicing import Change, Spliced, spliced
from .values import Model

M = TypeVar("M", bound=Model)
# So deep is no file that what was put in its place would bring something new to light.
_MOST_LOOKS = 12


@dataclass(frozen=True, slots=True)
class AsMeant(Document):
    """A document as it was meant; every place is one in the file as it was written.

    Values and keys that are `rough`, or `rough_keys`, do not stand there alone, so that nothing can be put in their place.
    """

    rough: frozenset[Route] = field(default_factory=frozenset, repr=False, compare=False)
    rough_keys: frozenset[Route] = field(default_factory=frozenset, repr=False, compare=False)

    def instead(self, route: Route, span: Span, text: str, *, is_key: bool = False) -> str | None:
        """As of any document; None also for what does not stand in the file as it is read."""
        return None if route in (self.rough_keys if is_key else self.rough) else Document.instead(self, route, span, text, is_key=is_key)


class Reading(NamedTuple, Generic[M]):
    """What became of a file: the record, if it can be told what it was meant to be, its document, and every problem, each at its place."""

    record: M | None
    document: Document
    problems: list[Diagnostic]


def validate(model: type[M], document: Document) -> tuple[M | None, list[Diagnostic]]:
    """A typed record from a document, or None with every problem of the file, each at its place.

    Of a document that is not whole there is no record, and only what is wrong with the parts that could be read.
    """
    found = read(model, document)
    return None if found.problems or not document.is_whole else found.record, found.problems


def read(model: type[M], document: Document) -> Reading[M]:
    """A typed record from a document, read as it was meant where something is wrong with it and can have meant one thing only."""
    if not isinstance(document.data, dict):
        if not document.is_whole:
            return Reading(None, document, [])
        message = said("the file is empty") if document.data is None else said("the file is not a mapping")
        help = said("a record is lines of 'field: value'")
        return Reading(None, document, [WRONG_TYPE.at(document.text.span(1), message, help)])
    history: list[Spliced] = []
    told: list[Diagnostic] = []
    now, settled = document, frozenset[Route]()
    for _ in range(_MOST_LOOKS):
        try:
            record = model.model_validate(now.data)
            return Reading(None if settled or now.holes else record, _brought_back(document, now, history), told)
        except ValidationError as error:
            findings = list(explaining.findings(model, now, error.errors(include_url=False), settled))
        chosen = _chosen(findings)
        step = spliced(now.text.content, [change for one in chosen for change in one.meant])
        ahead, _problems = parse_yaml(Text(now.path, step.text)) if chosen else (None, [])
        if ahead is None or not isinstance(ahead.data, dict):
            break
        told += [_back(one.told, now, document.text, history) for one in chosen]
        settled |= {route for one in chosen for route in one.settles}
        history.append(step)
        now = ahead
    told += [_back(one.told, now, document.text, history) for one in findings]
    return Reading(None, _brought_back(document, now, history), told)


def _chosen(findings: Sequence[Finding]) -> list[Finding]:
    """Those findings of which it is known what was meant, without any whose changes would meet those of another."""
    chosen, taken = list[Finding](), list[Change]()
    for one in findings:
        if one.meant and not any((a.start < b.end and b.start < a.end) or a.start == b.start for a in one.meant for b in taken):
            chosen.append(one)
            taken += one.meant
    return chosen


def _region(start: int, end: int, history: Sequence[Spliced]) -> tuple[int, int, bool]:
    """A place in the last text as one in the first."""
    is_exact = True
    for step in reversed(history):
        start, end, is_so = step.back(start, end)
        is_exact &= is_so
    return start, end, is_exact


def _back(told: Diagnostic, now: Document, written: Text, history: Sequence[Spliced]) -> Diagnostic:
    """A finding about a document on the way, as one about the file."""
    if not history:
        return told

    def place(span: Span) -> tuple[Span, bool]:
        first = now.text.line_starts[span.line - 1] + span.column - 1
        start, end, is_exact = _region(first, first + span.width, history)
        return written.at_offset(start, max(1, end - start)), is_exact

    span, is_exact = place(told.span)
    # Further lines go where those before are to go first.
    if told.instead is None or (is_exact and not told.more and "\n" not in told.instead):
        return replace(told, span=span)
    return replace(told, span=span, instead=None, is_safe=False, more=())


def _brought_back(written: Document, now: Document, history: Sequence[Spliced]) -> Document:
    """A document on the way with its places in the file."""
    if not history:
        return written

    def places(found: Iterable[tuple[Route, tuple[int, int]]]) -> tuple[dict[Route, tuple[int, int]], frozenset[Route]]:
        there, rough = {}, []
        for route, (start, end) in found:
            first, last, is_exact = _region(start, end, history)
            there[route] = (first, last)
            if not is_exact:
                rough.append(route)
        return there, frozenset(rough)

    found = now.places
    (values, rough), (keys, rough_keys) = places(found.values.items()), places(found.keys.items())
    return AsMeant(written.text, now.data, now.recovered, [Positions(values, keys)], rough, rough_keys)
