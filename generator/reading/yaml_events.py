"""YAML to plain data with PyYAML's events: the subset that records may use, and where everything stands.

Reads a file once, as a stream of events and without recursion, because the C loader's own composer overflows the stack on
deep nesting, expands merge keys at the author's price and lets duplicate keys pass in silence.

A *route* is the way to a value inside a file, as keys and indices: `("claims", 2, "cite")`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import yaml

from ..base.diagnostic import Concern, Diagnostic, Rule, Span, rule
from ..base.saying import Said, as_it_is, said
from .files import HIDDEN, INVISIBLE, TOO_LARGE, Text
from .yaml_advice import advise
from .yaml_problem import Advice, Problem

Route = tuple[str | int, ...]

MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_SCALAR = 20_000
MAX_DIGITS = 40

SYNTAX = rule(
    "yaml-syntax",
    """
    A file is not well-formed YAML.

    The place is where the YAML reader gave up, or where the cause seems to be, which may be a line before.
    The usual causes: a tab used for indentation (YAML wants spaces), a colon followed by a space inside
    a text without quotes, a quote that is not closed, a list item that is not aligned with the others.

    All such places of a file are told at once. The rest of it is judged as if they were mended where that can be done in one way only, and
    otherwise without the entries in which they are.

    **Way out:** indent with two spaces; put text that holds `: ` or ` #` in quotes, or on lines of its own
    after `>-`.
    """,
    about=Concern.YAML,
)
FORBIDDEN = rule(
    "yaml-feature",
    """
    A file uses a part of YAML that records do without.

    Anchors (`&name`), aliases (`*name`), merge keys (`<<`), tags (`!name`), several documents in one file and
    keys that are not plain text are refused. They make a record mean something other than what it shows, and some can
    be used to attack whoever reads the file.

    **Way out:** write the value out where it is needed.
    """,
    about=Concern.YAML,
)
DUPLICATE_KEY = rule(
    "duplicate-key",
    """
    The same field is written twice in one place.

    YAML readers usually keep the last one without a word, and what stood first is lost.

    **Way out:** keep one of the two; for several values use a list: what stands in the other goes under the first, and nothing is lost.
    """,
    about=Concern.YAML,
)

RULES: tuple[Rule, ...] = (SYNTAX, FORBIDDEN, DUPLICATE_KEY)

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_BASED_INT = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text holds, and what is wrong with it. Without `is_whole` its shape cannot be trusted, and at `stopped`, an offset, nobody
    reads on; what was being read there began at `since`.
    """

    data: Any
    found: list[Diagnostic]
    is_whole: bool = True
    stopped: int = 0
    since: int = 0


class Positions(NamedTuple):
    """Where the values and the keys of a file stand, by the route to each: offset of the first character and of the one behind the last."""

    values: dict[Route, tuple[int, int]]
    keys: dict[Route, tuple[int, int]]


def parse(text: Text) -> Parsed:
    """One strict YAML document as dicts, lists, str, int, Decimal, bool and None; see `yaml_reader.parse_yaml`."""
    builder = _Builder(text)
    since: yaml.Mark | None = None
    try:
        builder.take_all()
    except _Refused as refused:
        problem, span = refused.diagnostic, refused.diagnostic.span
        stopped = text.line_starts[span.line - 1] + span.column - 1
    except yaml.MarkedYAMLError as error:
        mark, since = error.problem_mark or error.context_mark, error.context_mark
        problem, stopped = _syntax(text, error), min(mark.index, len(text.content)) if mark else 0
    except yaml.YAMLError as error:
        problem, stopped = SYNTAX.at(text.span(1), as_it_is(str(error).splitlines()[0])), 0
    else:
        return Parsed(builder.data, builder.found)
    return Parsed(None, [*builder.found, problem], is_whole=False, stopped=stopped, since=min(since.index, stopped) if since else stopped)


def positions(text: Text) -> Positions:
    """The positions in a text that has been parsed before, and is whole."""
    builder = _Locator(text)
    builder.take_all()
    return Positions(builder.values, builder.keys)


def followed(data: Any, route: Route) -> Any:
    """The value to which a route leads in plain data; None where it leads nowhere (to the second value of a doubled key, say)."""
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _syntax(text: Text, error: yaml.MarkedYAMLError) -> Diagnostic:
    lines = text.content.rstrip("\n").split("\n")

    def place(mark: yaml.Mark | None) -> tuple[int, int]:
        # At the end of the file the reader looks past the last line.
        return (min(mark.line + 1, len(lines)), mark.column + 1) if mark else (1, 1)

    at, since = place(error.problem_mark or error.context_mark), place(error.context_mark)
    advice = advise(Problem(error.problem or "", error.context or "", at, since, lines))
    return of_advice(text, advice)


def of_advice(text: Text, advice: Advice) -> Diagnostic:
    """What is wrong with the syntax of a file, from the words for it."""
    line, column = advice.at
    span = text.span(line, min(column, len(text.line(line)) + 1), advice.width)
    return SYNTAX.at(span, advice.message, advice.help, instead=advice.instead, is_safe=advice.is_safe)


class _Refused(Exception):
    """The file goes no further; carries the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


# No key and no index of a file: the second value of a doubled key is filed under it.
_SECOND = -1


@dataclass(slots=True)
class _Frame:
    """A mapping or list being filled: `key` is the pending key of a mapping, `lines` are those of its keys."""

    container: dict[str, Any] | list[Any]
    key: str | None = None
    is_duplicate: bool = False
    lines: dict[str, int] = field(default_factory=dict)
    route: Route = ()


class _Builder:
    """Turns YAML events into plain data, one event at a time."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.data: Any = None
        self.found: list[Diagnostic] = []
        self._frames: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def take_all(self) -> None:
        """Read the whole text. Raises _Refused when it must not go further, and yaml.YAMLError when it is no YAML."""
        parser = yaml.CSafeLoader(self.text.content)
        while (event := parser.get_event()) and type(event) is not yaml.StreamEndEvent:
            self.take(event)

    def take(self, event: Any) -> None:
        """Add one event. Raises _Refused when the file must not go further."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            # Asked here, and not in the method, of nearly all that a file consists of.
            self._nodes += 1
            if self._nodes > MAX_NODES or event.anchor is not None or event.tag is not None:
                self._admit(event)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._nodes += 1
            self._admit(event)
            self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(self._frames.pop(), event)
        elif kind is yaml.AliasEvent:
            self._refuse(event, said("the alias '*{anchor}' repeats a value from elsewhere", anchor=event.anchor), said("write the value out"))
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, said("a second document begins here"), said("one file holds one record: remove the line '---'"))

    def _refuse(self, event: Any, message: Said, help: Said, because: Rule = FORBIDDEN) -> None:
        raise _Refused(because.at(self._span(event), message, help))

    def _span(self, event: Any) -> Span:
        width = event.end_mark.index - event.start_mark.index
        return self.text.at_offset(event.start_mark.index, max(1, width))

    def _admit(self, event: Any) -> None:
        if self._nodes <= MAX_NODES and event.anchor is None and event.tag is None:
            return
        if self._nodes > MAX_NODES:
            self._refuse(event, said("more than {most:,} values in one file", most=MAX_NODES), said("split the record"), TOO_LARGE)
        if event.anchor:
            help = said("remove it and write the value out where needed; a text that begins with & needs quotes around it")
            self._refuse(event, said("the anchor '&{anchor}' is not allowed", anchor=event.anchor), help)
        if event.tag:
            help = said("remove it: plain values need no tag; a text that begins with ! needs quotes around it")
            self._refuse(event, said("the tag '{tag}' is not allowed", tag=event.tag), help)

    def _open(self, event: Any, container: dict[str, Any] | list[Any]) -> None:
        if len(self._frames) >= MAX_DEPTH:
            self._refuse(event, said("more than {most} levels of nesting", most=MAX_DEPTH), said("no record needs that many"), TOO_LARGE)
        if self._frames and isinstance(self._frames[-1].container, dict) and self._frames[-1].key is None:
            self._refuse(event, said("a list or mapping is used as a key"), said("keys are plain words"))
        self._place(container, event)
        self._frames.append(_Frame(container))

    def _close(self, frame: _Frame, event: Any) -> None:
        """A mapping or list ends."""

    def _scalar(self, event: Any) -> None:
        if len(event.value) > MAX_SCALAR:
            self._refuse(event, said("more than {most:,} characters in one value", most=MAX_SCALAR), said("shorten it"), TOO_LARGE)
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            message = said("the text holds the invisible or control character U+{code:04X}", code=ord(hidden.group()))
            self._refuse(event, message, said("remove the escape sequence"), INVISIBLE)
        frame = self._frames[-1] if self._frames else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            self._key(frame, event)
            return
        self._place(core_scalar(event.value) if event.implicit[0] and not event.style else event.value, event)

    def _key(self, frame: _Frame, event: Any) -> None:
        name = event.value
        if name == "<<" and not event.style:
            self._refuse(event, said("the merge key '<<' is not allowed"), said("write the fields out"))
        frame.key = name
        frame.is_duplicate = name in frame.container
        if frame.is_duplicate:
            message = said("'{name}' is already given on line {line}", name=name, line=frame.lines[name])
            self.found.append(
                DUPLICATE_KEY.at(self._span(event), message, said("keep one of the two, and write what is to stay of the other into it"))
            )
        else:
            frame.lines[name] = event.start_mark.line + 1

    def _place(self, value: Any, event: Any) -> None:
        if not self._frames:
            self.data = value
            return
        frame = self._frames[-1]
        if isinstance(frame.container, list):
            frame.container.append(value)
            return
        assert frame.key is not None
        # The second value of a doubled key is read, and nothing sees it.
        if not frame.is_duplicate:
            frame.container[frame.key] = value
        frame.key = None


class _Locator(_Builder):
    """Also notes where everything stands."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.values: dict[Route, tuple[int, int]] = {}
        self.keys: dict[Route, tuple[int, int]] = {}
        self._placed: Route = ()

    def _open(self, event: Any, container: dict[str, Any] | list[Any]) -> None:
        super()._open(event, container)
        self._frames[-1].route = self._placed

    def _close(self, frame: _Frame, event: Any) -> None:
        self.values[frame.route] = (self.values[frame.route][0], event.start_mark.index)

    def _key(self, frame: _Frame, event: Any) -> None:
        super()._key(frame, event)
        if not frame.is_duplicate:
            self.keys[*frame.route, event.value] = (event.start_mark.index, event.end_mark.index)

    def _place(self, value: Any, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        step: Route = ()
        if frame and isinstance(frame.container, list):
            step = (len(frame.container),)
        elif frame and frame.key is not None:
            # The second value of a doubled key goes to a place of its own.
            step = (frame.key, _SECOND) if frame.is_duplicate else (frame.key,)
        self._placed = (*frame.route, *step) if frame else ()
        self.values[self._placed] = (event.start_mark.index, event.end_mark.index)
        super()._place(value, event)


def core_scalar(text: str) -> Any:
    """A plain scalar's value by the YAML 1.2 core schema; text that only looks like a number stays text."""
    if text in _WORDS:
        return _WORDS[text]
    # Nearly all scalars are words: one look at the first character settles those.
    if len(text) > MAX_DIGITS or text[0] not in "0123456789+-.":
        return text
    if _INT.match(text):
        return int(text)
    if _BASED_INT.match(text):
        return int(text, 0)
    if text[-1].isdigit() and _FLOAT.match(text) and not re.match(r"[-+]?0[0-9]", text):
        try:
            return Decimal(text)
        except InvalidOperation:
            # An exponent beyond all bounds: no number that anybody stated.
            return text
    return text
