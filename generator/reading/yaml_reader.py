"""A record's file as a document: its data, and the place of every key and value for whoever has something to say about it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..base.diagnostic import Concern, Diagnostic, Rule, Severity, Span, rule
from ..base.saying import said
from . import yaml_advice, yaml_wide
from .files import Text
from .yaml_events import Positions, Route, followed, of_advice, parse, positions
from .yaml_problem import FIELD, SHORT, in_quotes
from .yaml_recovery import Hole, Recovered, read_on
from .yaml_scalars import is_plain, scalar, within

CUT_TEXT = rule(
    "cut-text",
    """
    A `#` cuts a text off.

    In YAML a space and a `#` begin a comment, which nobody sees: of `title: The #1 reason` only `The` is left.

    **Way out:** put quotes around the text. If it is a comment, write a space behind the `#`.
    """,
    Severity.WARNING,
    about=Concern.YAML,
)

RULES: tuple[Rule, ...] = (CUT_TEXT,)
# A route is a word of documents, though it is needed to make one.
__all__ = ["CUT_TEXT", "RULES", "Document", "Route", "parse_yaml"]

# Where a comment begins, written as none usually is.
_HASH = re.compile(r"(?<= )#(?=[^\s#])")


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data, with the position of every key and value.

    `data` holds dicts, lists, str, int, Decimal, bool and None. Positions are looked up at the first question: few files are ever asked.
    `recovered` is there where the file has mistakes in its syntax: how the rest of it was read.
    """

    text: Text
    data: Any
    recovered: Recovered | None = None
    _found: list[Positions] = field(default_factory=list, repr=False, compare=False)

    @property
    def _positions(self) -> Positions:
        if not self._found:
            self._found.append(self.recovered.positions() if self.recovered else positions(self.text))
        return self._found[0]

    @property
    def is_whole(self) -> bool:
        """Whether all of the file was read as it stands; another one is in error, and its data are there to be looked at alone."""
        return self.recovered is None

    @property
    def holes(self) -> tuple[Hole, ...]:
        """What of the file is there, and unread."""
        return self.recovered.holes if self.recovered else ()

    def is_read_otherwise(self, route: Route) -> bool:
        """Whether the value at a route was read as it should be written, and not as it is."""
        return self.recovered is not None and self.recovered.is_read_otherwise(*self._positions.values.get(route, (0, 0)))

    @property
    def places(self) -> Positions:
        """Where all values and keys stand."""
        return self._positions

    @property
    def path(self) -> str:
        """The file's path relative to the project root."""
        return self.text.path

    def __contains__(self, route: Route) -> bool:
        data = self.data
        for step in route:
            is_there = 0 <= step < len(data) if isinstance(data, list) and isinstance(step, int) else isinstance(data, dict) and step in data
            if not is_there:
                return False
            data = data[step]
        return True

    def at(self, *route: str | int) -> Span:
        """Where the value at `route` stands; for an unknown route, where the nearest part above it stands."""
        values = self._positions.values
        while route not in values and route:
            route = route[:-1]
        start, end = values.get(route, (0, 0))
        if isinstance(followed(self.data, route), dict | list) and route in self._positions.keys:
            return self.key(*route)
        return self.text.at_offset(start, self._first_line_width(start, end))

    def key(self, *route: str | int) -> Span:
        """Where the key that leads to `route` stands; list items have none and answer with their value."""
        if route not in self._positions.keys:
            return self.at(*route)
        start, end = self._positions.keys[route]
        return self.text.at_offset(start, end - start)

    def value(self, route: Route) -> Any:
        """The value at a route; None where there is none."""
        return followed(self.data, route)

    def instead(self, route: Route, span: Span, text: str, *, is_key: bool = False) -> str | None:
        """What to write at a span, of the scalar (or the key) at a route or of a part of it, so that `text` is read there.

        None where that cannot be said of one line: the scalar goes over several, or would become another than a text.
        """
        start, end = (self._positions.keys if is_key else self._positions.values).get(route, (0, 0))
        written = self.text.content[start:end]
        first = self.text.line_starts[span.line - 1] + span.column - 1
        if first < start or first + span.width > end or isinstance(self.value(route) if not is_key else "", dict | list):
            return None
        is_in_flow = self.is_in_flow(route)
        if span.width == end - start:
            return scalar(text, is_in_flow=is_in_flow)
        if "\n" in text or (first == start and "\n" in written):
            return None
        if written[0] in "\"'":
            return within(text, written[0])
        if written[0] in "|>":
            return text
        whole = f"{written[: first - start]}{text}{written[first - start + span.width :]}"
        return text if is_plain(" ".join(whole.split()), is_in_flow=is_in_flow) else None

    def is_in_flow(self, route: Route) -> bool:
        """Whether the value at a route stands between the brackets of a list or the braces of a mapping."""
        return any(self.text.content[self._positions.values[route[:depth]][0]] in "[{" for depth in range(len(route)))

    def region(self, route: Route) -> tuple[int, str]:
        """A value as it stands in the file: its offset and its text, indentation and quotes included."""
        start, end = self._positions.values.get(route, (0, 0))
        return start, self.text.content[start:end]

    def whole(self, route: Route) -> tuple[int, str]:
        """As `region`, with the bracket or the brace that closes a list or a mapping in one line."""
        start, written = self.region(route)
        return start, self.text.content[start : start + len(written) + 1] if written[:1] in ("[", "{") else written

    def find(self, route: Route, needle: str, occurrence: int = 0) -> Span:
        """Where `needle` stands inside the value at `route`: the first time, or `occurrence` times later.

        Falls back to the value's own place when the text is not found as written (a line was folded in it).
        """
        start, end = self._positions.values.get(route, (0, 0))
        offset = start - 1
        for _ in range(occurrence + 1):
            offset = self.text.content.find(needle, offset + 1, end)
            if offset < 0:
                return self.at(*route)
        return self.text.at_offset(offset, len(needle))

    def parts(self, route: Route, value: str, parts: Sequence[tuple[int, int]]) -> list[Span]:
        """Where parts of the text at `route` stand in the file, each given by its first character and the one behind it in the value.

        The value is the text as it was taken from the file, perhaps without white space around it.
        Falls back to the value's own place for what does not stand there as it reads (a line is folded in it, a character is escaped).
        """
        start, written = self.region(route)
        offsets = _aligned(value, written, {first for first, _end in parts})
        found = []
        for first, end in parts:
            offset = offsets.get(first, 0)
            is_there = first in offsets and written.startswith(value[first:end], offset)
            found.append(self.text.at_offset(start + offset, end - first) if is_there else self.at(*route))
        return found

    def _first_line_width(self, start: int, end: int) -> int:
        line_end = self.text.content.find("\n", start, end)
        return (line_end if line_end >= 0 else end) - start


def _aligned(value: str, written: str, wanted: Container[int]) -> dict[int, int]:
    """Where characters of a value stand in the text that it was read from, with its indentation, quotes and the line that opens a block."""
    found: dict[int, int] = {}
    position = written.find("\n") + 1 if written[:1] in ("|", ">") else 0
    for index, character in enumerate(value):
        if character.isspace():
            continue
        position = written.find(character, position)
        if position < 0:
            break
        if index in wanted:
            found[index] = position
        position += 1
    return found


def parse_yaml(text: Text) -> tuple[Document | None, list[Diagnostic]]:
    """Parse one strict YAML document.

    Returns the document, with all that is wrong with its syntax: then it is not whole, and nobody may take it for what the file says. None
    when there is nothing that can be read. A duplicate key is reported and the first value kept. Scalars follow the YAML 1.2 core schema
    (https://yaml.org/spec/1.2.2/#103-core-schema), with few differences: a number with a leading zero, `1.`, `.inf` and `.nan` stay the
    text that was written.
    """
    parsed = parse(text)
    if parsed.is_whole and not _doubts(text, parsed.data) and not yaml_wide.advise(text.content):
        document = Document(text, parsed.data)
        return document, [*parsed.found, *_cut_texts(document)] if " #" in text.content else parsed.found
    data, recovered, found = read_on(text, parsed, _doubts)
    if recovered is None:
        return None, found
    told = {one.span.line for one in found}
    cut = [recovered.told(text, one) for one in _cut_texts(Document(recovered.read, data)) if " #" in text.content]
    return Document(text, data, recovered), [*found, *(one for one in cut if one.span.line not in told)]


def _doubts(text: Text, data: Any) -> list[Diagnostic]:
    """What is wrong with a text that YAML reads as something that nobody can have meant."""
    if isinstance(data, str) and (advice := yaml_advice.advise_unparted(text.content.split("\n"))):
        return [of_advice(text, advice)]
    glued = [*yaml_advice.advise_glued(text.content)]
    keys = {start for start, _end in positions(text).keys.values()} if glued else set()
    return [of_advice(text, advice) for offset, advice in glued if offset in keys]


def _cut_texts(document: Document) -> Iterator[Diagnostic]:
    """Comments behind a value that look like a part of it."""
    content = document.text.content
    places = document._positions.values
    texts = [places[route] for route in places if not isinstance(followed(document.data, route), dict | list)]
    seen_to = 0
    for match in _HASH.finditer(content):
        start = match.start()
        before = content[content.rfind("\n", 0, start) + 1 : start].strip()
        if start < seen_to or not before or before.startswith("#") or any(first <= start < behind for first, behind in texts):
            continue
        line_end = content.find("\n", start)
        seen_to = line_end if line_end >= 0 else len(content)
        help = said("put quotes around the text; if this is a comment, write a space behind the '#'")
        written = FIELD.match(content[content.rfind("\n", 0, start) + 1 : seen_to])
        if written and written["text"][0] not in "[{\"'" and len(written["text"]) < SHORT:
            line = f"{written['name']}: {in_quotes(written['text'].rstrip())}"
            help = said("write {line}; if this is a comment, write a space behind the '#'", line=line)
        yield CUT_TEXT.at(document.text.at_offset(start, seen_to - start), said("the text ends before this"), help)
