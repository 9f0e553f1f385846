"""Reading on behind a mistake, so that all that is wrong with a YAML file is told at once, and nothing that only follows from it.

What has one right correction is read as it would be then; of anything else the smallest entry that holds the cause is set aside, which leaves a hole.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from ..base.diagnostic import Diagnostic, Span
from . import yaml_entries, yaml_events, yaml_wide
from .files import Text
from .yaml_advice import TAB
from .yaml_entries import Part
from .yaml_events import DUPLICATE_KEY, FORBIDDEN, Parsed, Positions, Route, followed, of_advice, parse, positions
from .yaml_problem import indentation

# So many mistakes of one file are told in one run, and so many characters are read for it, again and again.
MOST = 40
MOST_READ = 3_000_000

_TAB = 64
_TABS = re.compile(r"^[ \t]*\t[ \t]*(?=\S)", re.MULTILINE)
# What to say of a text that was read without a mistake, and that nobody can have meant so.
Doubts = Callable[[Text, Any], list[Diagnostic]]


class Edit(NamedTuple):
    """What is read in place of a part of a text: its first character, the one behind it, and how many are read there."""

    start: int
    end: int
    width: int

    def before(self, offset: int) -> int:
        """Where a character of the text with this in it stood in the text without."""
        if offset >= self.start + self.width:
            return offset + self.end - self.start - self.width
        return min(offset, self.end)


class Hole(NamedTuple):
    """A part of a file that was set aside: the value at `route` where `is_value`, else something in the mapping or the list there."""

    route: Route
    text: str
    is_value: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was read in the place of a file with mistakes: the text, how it came of the file's own, and what was set aside."""

    read: Text
    edits: tuple[Edit, ...]
    holes: tuple[Hole, ...]

    def origin(self, offset: int) -> int:
        """Where a character that was read stands in the file."""
        for edit in reversed(self.edits):
            offset = edit.before(offset)
        return offset

    def positions(self) -> Positions:
        """Where everything that was read stands in the file."""
        found = positions(self.read)
        if not self.edits:
            return found
        values, keys = ({route: (self.origin(start), self.origin(end)) for route, (start, end) in places.items()} for places in found)
        return Positions(values, keys)

    def told(self, written: Text, found: Diagnostic) -> Diagnostic:
        """A finding in what was read, at its place in the file as it is `written`; with what to write there only where that says the same."""
        start = _offset(self.read, found.span)
        end = start + found.span.width
        first, last = self.origin(start), self.origin(end)
        is_same = written.content[first:last] == self.read.content[start:end]
        span = written.at_offset(first, max(1, last - first))
        return replace(found, span=span, instead=found.instead if is_same else None, is_safe=found.is_safe and is_same)

    def is_read_otherwise(self, start: int, end: int) -> bool:
        """Whether something else was read inside a part of the file."""
        # A quote at the end belongs to it, what was put in before its beginning does not.
        return any(start < edit.end and (edit.start < end or edit.start == edit.end == end) for edit in self._places())

    def _places(self) -> Iterator[Edit]:
        """The edits by their places in the file."""
        for number, edit in enumerate(self.edits):
            start, end = edit.start, edit.end
            for before in reversed(self.edits[:number]):
                start, end = before.before(start), before.before(end)
            yield Edit(start, end, edit.width)


def read_on(text: Text, parsed: Parsed, doubts: Doubts) -> tuple[Any, Recovered | None, list[Diagnostic]]:
    """The data of a file that could not be read as it stands, how it was read, and all that is wrong with its syntax.

    Nothing is read, and there are no data, where its mistakes are too many.
    """
    reader = _Reader(text, parsed, doubts)
    is_read = reader.take_all()
    found, parsed = list(_with_all_tabs(reader.found)), reader.parsed
    found += map(reader.told, parsed.found if parsed.is_whole else parsed.found[:-1])
    return (parsed.data, reader.recovered(parsed.data), found) if is_read else (None, None, found)


def _with_all_tabs(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings with one of tabs, the first, which tells of all of them."""
    tabs = [one for one in found if one.message == TAB]
    for one in found:
        if one is (tabs[0] if tabs else None) and not one.more and one.instead is not None:
            yield replace(one, more=tuple((other.span, other.instead) for other in tabs[1:] if other.instead is not None))
        elif one.message != TAB or one is tabs[0]:
            yield one


class _Reader:
    """A text that is read again and again, each time without one mistake more."""

    def __init__(self, text: Text, parsed: Parsed, doubts: Doubts) -> None:
        self.text = text
        self.found: list[Diagnostic] = []
        self._read, self.parsed = text, parsed
        self._doubts = doubts
        self._edits: list[Edit] = []
        # By what was read in their place: where the hole begins, and what stood there.
        self._holes: list[tuple[int, str]] = []
        self._left = MOST_READ
        self._seen: set[tuple[int, str]] = set()
        # How many lines had signs of another width.
        self._signs = 0

    def take_all(self) -> bool:
        """Whether the text could be read at last, to its end."""
        while True:
            # Signs of another width come first, and all at once: with them nothing is what it looks like.
            if signs := [of_advice(self._read, advice) for advice in yaml_wide.advise(self._read.content)]:
                self._signs += len(signs)
            wrong = signs or self._wrong()
            if not wrong:
                return True
            self.found += map(self.told, wrong)
            self._seen.update((one.span.line, one.message) for one in wrong)
            if len(self.found) - self._signs >= MOST or not self._goes_on(wrong, at_once=bool(signs) or self.parsed.is_whole):
                return False

    def _wrong(self) -> list[Diagnostic]:
        """Why the text cannot be read as it is now."""
        return self._doubts(self._read, self.parsed.data) if self.parsed.is_whole else self.parsed.found[-1:]

    def _goes_on(self, wrong: Sequence[Diagnostic], *, at_once: bool) -> bool:
        """Whether more can be read, without that."""
        if at_once:
            self._correct(wrong)
            self.parsed = self._parse(self._read)
            return self._left >= 0
        (problem,) = wrong
        return self._is_corrected(problem) or (problem.code == yaml_events.SYNTAX.code and self._is_shifted(problem)) or self._is_set_aside(problem)

    def recovered(self, data: Any) -> Recovered:
        """How the text was read."""
        return Recovered(self._read, tuple(self._edits), tuple(_holes(self._read, data, self._holes)))

    def told(self, found: Diagnostic) -> Diagnostic:
        """A finding in what was read, at its place in the file."""
        return found if self._read is self.text else Recovered(self._read, tuple(self._edits), ()).told(self.text, found)

    def _parse(self, text: Text) -> Parsed:
        parsed = parse(text)
        self._left -= len(text.content) if parsed.is_whole else parsed.stopped
        return parsed

    def _correct(self, found: Iterable[Diagnostic]) -> None:
        """Read what should stand at some places instead of what does."""
        for one in sorted(found, key=lambda one: one.span, reverse=True):
            if one.instead is not None:
                start = _offset(self._read, one.span)
                for part in _differences(self._read.content, start, start + one.span.width, one.instead):
                    self._put(*part)

    def _put(self, start: int, end: int, text: str) -> None:
        content = self._read.content
        self._read = Text(self.text.path, content[:start] + text + content[end:])
        self._edits.append(Edit(start, end, len(text)))
        moved = len(text) - (end - start)
        self._holes = [(at + moved if at >= end else at, hole) for at, hole in self._holes]

    def _is_corrected(self, problem: Diagnostic) -> bool:
        """Whether it can be read on with the one right correction of a mistake."""
        is_tab = problem.instead is not None and problem.instead.isspace() and yaml_entries.is_indented_by_tabs(self._read.content)
        if problem.instead is None or not (problem.is_safe or is_tab) or self._left < 0:
            return False
        kept = self._read, self._edits[:], self._holes
        if is_tab:
            for found in reversed([*_TABS.finditer(self._read.content)]):
                self._put(*found.span(), _untabbed(found))
        else:
            self._correct([problem])
        parsed = self._parse(self._read)
        # What is right is so even if the reader stumbles over something above it next.
        if parsed.is_whole or (parsed.found[-1].span.line, parsed.found[-1].span.column) != (problem.span.line, problem.span.column):
            self.parsed = parsed
            if is_tab:
                self.found[-1] = self._of_all_tabs(self.found[-1])
            return True
        self._read, self._edits, self._holes = kept
        return False

    def _of_all_tabs(self, told: Diagnostic) -> Diagnostic:
        """What is said of the first line that begins with a tab in a file where most do, with what to write in all of them."""
        places = [(self.text.at_offset(found.start(), len(found[0])), _untabbed(found)) for found in _TABS.finditer(self.text.content)]
        own = next(((span, text) for span, text in places if span.line == told.span.line), None)
        if own is None:
            return told
        span, instead = own
        return replace(told, span=span, instead=instead, is_safe=True, more=tuple(place for place in places if place != own))

    def _is_shifted(self, problem: Diagnostic) -> bool:
        """Whether it can be read on with a line in another column, as it stands in line with nothing."""
        lines = self._read.content.split("\n")
        before = self._read, self._edits, self._holes
        best, furthest = None, 0.0
        number = problem.span.line - 1
        above = next((one for one in range(number - 1, -1, -1) if lines[one].strip()), number)
        # What stands further to the left than what is above may be in line, and that is not.
        is_above = len(indentation(lines[number])) < len(indentation(lines[above], r" *(?:- +)*"))
        for shift in (*yaml_entries.shifts(lines, number), *(yaml_entries.shifts(lines, above) if is_above else ())):
            if self._left < 0:
                break
            self._edits = before[1][:]
            for line in reversed(range(shift.first, shift.end)):
                self._put(*_shifted(lines[line], self._read.line_starts[line], shift.by))
            parsed = self._parse(self._read)
            far = math.inf if parsed.is_whole else self._read.at_offset(parsed.stopped).line
            doubled = any(one.code == DUPLICATE_KEY.code and shift.first < one.span.line <= shift.end for one in parsed.found)
            if far > furthest and not doubled and self._is_further(parsed, problem, max(shift.end, number + 1)):
                # Nobody knows what it belongs to.
                hole = self._read.line_starts[shift.first], "\n".join(lines[shift.first : shift.end])
                best, furthest = (parsed, self._read, self._edits, [*self._holes, hole]), far
            self._read, self._edits, self._holes = before
        if best:
            self.parsed, self._read, self._edits, self._holes = best
            if problem.instead is not None and problem.instead.isspace():
                # The spaces with which it was read, instead of the tab.
                spaces, told = indentation(self._read.line(problem.span.line)), self.found[-1]
                width = len(told.span.excerpt) - len(told.span.excerpt.lstrip())
                self.found[-1] = replace(told, span=replace(told.span, column=1, width=width), instead=spaces)
        return best is not None

    def _is_set_aside(self, problem: Diagnostic) -> bool:
        """Whether it can be read on without an entry that holds the cause of a mistake."""
        lines = self._read.content.split("\n")
        began, gave_up = (self._read.at_offset(offset).line for offset in (self.parsed.since, self.parsed.stopped))
        numbers = dict.fromkeys(line - 1 for line in (problem.span.line, gave_up, began))
        own = (part for number in numbers for part in yaml_entries.parts(lines, number))
        around = (part for number in numbers for part in yaml_entries.parents(lines, number))
        return any(self._left >= 0 and self._is_rid_of(part, problem) for part in dict.fromkeys((*own, *around)))

    def _is_rid_of(self, part: Part, problem: Diagnostic) -> bool:
        """Whether it can be read on without a part."""
        start, end = self._read.line_starts[part.first] + part.column, _start_of(self._read, part.end)
        content = self._read.content
        if not content[start:end].strip():
            return False
        read = Text(self.text.path, content[:start] + re.sub(r"[^\n]", " ", content[start:end]) + content[end:])
        parsed = self._parse(read)
        if not self._is_further(parsed, problem, part.end):
            return False
        self._read, self.parsed = read, parsed
        self._holes = [*(hole for hole in self._holes if not start <= hole[0] < end), (start, content[start:end])]
        return True

    def _is_further(self, parsed: Parsed, problem: Diagnostic, line: int) -> bool:
        """Whether something was read without a mistake that was there before; `line` is the last of what was set aside."""
        if _doubled(parsed) > _doubled(self.parsed) and problem.code == FORBIDDEN.code:
            return False
        if parsed.is_whole:
            return True
        cause = parsed.found[-1].span
        if (cause.line, parsed.found[-1].message) in self._seen:
            return False
        if cause.line > line:
            return True
        return parsed.stopped > self.parsed.stopped and (cause.line, cause.column) != (problem.span.line, problem.span.column)


def _doubled(parsed: Parsed) -> int:
    return sum(one.code == DUPLICATE_KEY.code for one in parsed.found)


def _untabbed(found: re.Match[str]) -> str:
    """The indentation of a line with two spaces for each tab."""
    return found.group().replace("\t", "  ")


def _shifted(line: str, start: int, by: int) -> tuple[int, int, str]:
    """What is read in place of a line's indentation, when it stands further to the right by some columns."""
    written = len(line) - len(line.lstrip())
    return start, start + written, " " * max(0, written + by)


def _offset(text: Text, span: Span) -> int:
    return text.line_starts[span.line - 1] + span.column - 1


def _start_of(text: Text, line: int) -> int:
    """Where a line, numbered from 0, begins, or the text ends."""
    return text.line_starts[line] if line < len(text.line_starts) else len(text.content)


def _differences(content: str, start: int, end: int, instead: str) -> Iterator[tuple[int, int, str]]:
    """The parts of a text that have to be others, from the last to the first, so that something stands in it from one character to another."""
    written = content[start:end]
    for _, first, last, other, behind in reversed(SequenceMatcher(None, written, instead, autojunk=False).get_opcodes()):
        if written[first:last] != instead[other:behind]:
            yield start + first, start + last, instead[other:behind]


def _holes(text: Text, data: Any, found: Sequence[tuple[int, str]]) -> Iterator[Hole]:
    """Where in the data what was set aside would be, from where it began and what it was."""
    places = positions(text) if found else Positions({}, {})
    containers = [route for route in places.values if isinstance(followed(data, route), dict | list)]
    empty = {places.values[route][0]: route for route in places.values if places.values[route][0] == places.values[route][1]}
    for at, written in found:
        # A field whose value is not there ends where the hole begins, with nothing but blanks between.
        inside = len(written) - len(written.lstrip())
        above, column = len(text.content[:at].rstrip()), _column(text, at, written)
        if (route := empty.get(above)) is not None and (above == at or _holds(text, places, route, column, written)):
            yield Hole(route, written, is_value=True)
            continue
        around = [route for route in containers if places.values[route][0] <= at + inside and at <= places.values[route][1]]
        # In line with others it was one of them, be it the first.
        behind = len(text.content) - len(text.content[at:].lstrip())
        first = [route for route in containers if places.values[route][0] == behind]
        beside = [route for route in (*around, *first) if _column(text, places.values[route][0]) == column]
        yield Hole(max(beside or around, key=len, default=()), written, is_value=not containers)


def _holds(text: Text, places: Positions, route: Route, column: int, written: str) -> bool:
    """Whether what stood in a column, below a field or an item that is empty, was its value."""
    start = places.keys[route][0] if route in places.keys else places.values[route][0] - 1
    return _column(text, start) < column or (_column(text, start) == column and written.lstrip().startswith("-"))


def _column(text: Text, offset: int, written: str = "") -> int:
    """The column (from 0) in which something begins that is written from an offset on; a tab leads to where nothing else begins."""
    begins = written[: len(written) - len(written.lstrip())].rpartition("\n")[2]
    return offset - text.content.rfind("\n", 0, offset) - 1 + len(begins.expandtabs(_TAB))
