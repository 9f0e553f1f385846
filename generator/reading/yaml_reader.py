"""Files to plain data: limits, decoding, strict YAML, and a map from route to position.

The only module that knows PyYAML. It reads a file once, as a stream of events and without recursion,
because the C loader's own composer overflows the stack on deep nesting, expands merge keys at the
author's price and lets duplicate keys pass in silence.

A *route* is the way to a value inside a file, as keys and indices: `("claims", 2, "cite")`.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ..base.diagnostic import Diagnostic, Rule, Severity, Span, rule
from .yaml_advice import Problem, advise

Route = tuple[str | int, ...]

MAX_YAML_BYTES = 256 * 1024
MAX_BIB_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_SCALAR = 20_000
MAX_DIGITS = 40

UNREADABLE = rule(
    "unreadable-file",
    """
    A file of the project cannot be read.

    The file does not open (no permission, or it vanished), or it is not a regular file: a folder with the name
    of a record, a link to somewhere else, a device. Links are refused because a record must be the same for
    everyone who checks the project out.

    **Way out:** put a plain file there, readable by you, or remove it.
    """,
)
TOO_LARGE = rule(
    "file-too-large",
    """
    A file is larger than any honest record.

    A record may have 256 KiB, 16 levels of nesting, 20,000 values and 20,000 characters in one value; the
    bibliography may have 32 MiB. The limits keep one broken file from stopping the build for everyone.

    **Way out:** split the record, or move long documents to a source and cite them.
    """,
)
NOT_UTF8 = rule(
    "not-utf-8",
    """
    A file is not encoded as UTF-8.

    Every script, accents and emoji are welcome, in UTF-8 only: other encodings cannot be told apart reliably.

    **Way out:** save the file again with the encoding "UTF-8" (most editors have this in the save dialog or
    the status bar).
    """,
)
INVISIBLE = rule(
    "invisible-character",
    """
    A file holds a character that nobody can see.

    Control characters, zero-width spaces and the marks that turn writing from left to right can make a text
    read differently from what it says. Real text in any script, with accents or emoji, needs none of those
    refused here.

    **Way out:** delete the character at the place shown and type the text again; it often came in by copying
    from a web page or a PDF.
    """,
)
SYNTAX = rule(
    "yaml-syntax",
    """
    A file is not well-formed YAML.

    The place is where the YAML reader gave up, or where the cause seems to be, which may be a line before.
    The usual causes: a tab used for indentation (YAML wants spaces), a colon followed by a space inside
    a text without quotes, a quote that is not closed, a list item that is not aligned with the others.

    **Way out:** indent with two spaces; put text that holds `: ` or ` #` in quotes, or on lines of its own
    after `>-`.
    """,
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
)
DUPLICATE_KEY = rule(
    "duplicate-key",
    """
    The same field is written twice in one place.

    YAML readers usually keep the last one without a word, and what stood first is lost.

    **Way out:** keep one of the two; for several values use a list.
    """,
)

CUT_TEXT = rule(
    "cut-text",
    """
    A `#` cuts a text off.

    In YAML a space and a `#` begin a comment, which nobody sees: of `title: The #1 reason` only `The` is left.

    **Way out:** put quotes around the text. If it is a comment, write a space behind the `#`.
    """,
    Severity.WARNING,
)

RULES: tuple[Rule, ...] = (UNREADABLE, TOO_LARGE, NOT_UTF8, INVISIBLE, SYNTAX, FORBIDDEN, DUPLICATE_KEY, CUT_TEXT)

# Control characters but tab and line feed, soft hyphen, zero-width space, word joiner, line and paragraph
# separators, bidirectional marks, the byte order mark inside a text, interlinear and tag characters, private
# use and non-characters. The zero-width joiner and non-joiner stay: emoji, Persian and Indic text need them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ue000-\uf8ff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# Line feed, and all of ASCII that can be seen.
_PLAIN = bytes([0x0A, *range(0x20, 0x7F)])
# Where a comment begins, written as none usually is.
_HASH = re.compile(r"(?<= )#(?=[^\s#])")
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_BASED_INT = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A file's decoded text with its path; makes spans from offsets and lines."""

    path: str
    content: str
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins; computed at the first call."""
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(match.end() for match in re.finditer(r"\n", self.content))
        return self._starts

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its end; empty past the end."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.content)
        return self.content[starts[number - 1] : end].rstrip("\r")

    def span(self, line: int, column: int = 1, width: int = 1) -> Span:
        """A span from a 1-based line and column."""
        return Span(self.path, line, column, max(1, width), self.line(line))

    def at_offset(self, offset: int, width: int = 1) -> Span:
        """A span from an offset in characters; it ends with its line at the latest."""
        from bisect import bisect_right

        line = bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1] + 1
        return self.span(line, column, min(width, max(1, len(self.line(line)) - column + 1)))


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data, with the position of every key and value.

    `data` holds dicts, lists, str, int, Decimal, bool and None. Positions are looked up at the first question: few files are ever asked.
    """

    text: Text
    data: Any
    _found: list[_Positions] = field(default_factory=list, repr=False, compare=False)

    @property
    def _positions(self) -> _Positions:
        if not self._found:
            self._found.append(_positions(self.text))
        return self._found[0]

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
        if isinstance(_follow(self.data, route), dict | list) and route in self._positions.keys:
            return self.key(*route)
        return self.text.at_offset(start, self._first_line_width(start, end))

    def key(self, *route: str | int) -> Span:
        """Where the key that leads to `route` stands; list items have none and answer with their value."""
        if route not in self._positions.keys:
            return self.at(*route)
        start, end = self._positions.keys[route]
        return self.text.at_offset(start, end - start)

    def region(self, route: Route) -> tuple[int, str]:
        """A value as it stands in the file: its offset and its text, indentation and quotes included."""
        start, end = self._positions.values.get(route, (0, 0))
        return start, self.text.content[start:end]

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

    def _first_line_width(self, start: int, end: int) -> int:
        line_end = self.text.content.find("\n", start, end)
        return (line_end if line_end >= 0 else end) - start


def _follow(data: Any, route: Route) -> Any:
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def read_text(root: Path, path: str, limit: int = MAX_YAML_BYTES) -> tuple[Text | None, list[Diagnostic]]:
    """Read a UTF-8 file at `root/path`.

    Returns the text, or None with the reason: it is unreadable, no regular file, larger than `limit` bytes,
    not UTF-8, or holds invisible characters (then the text is still not given: it may deceive).
    """
    whole = Span(path)
    full = f"{root}/{path}"
    try:
        status = os.lstat(full)
        if stat.S_ISLNK(status.st_mode):
            return None, [UNREADABLE.at(whole, "this is a link, not a file", "replace the link by the file it points to")]
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            return None, [UNREADABLE.at(whole, f"this is {what}, and its name is that of a data file", "rename or remove it")]
        if status.st_size > limit:
            size = f"{status.st_size:,} bytes, more than the {limit:,} allowed"
            return None, [TOO_LARGE.at(whole, f"the file has {size}", "split it, or move long text to a source and cite that")]
        # Without pathlib, which takes as long as the reading.
        with open(full, "rb", buffering=0) as file:  # noqa: PTH123
            raw = file.read()
    except OSError as error:
        return None, [UNREADABLE.at(whole, f"the file cannot be read: {error.strerror}", "check its permissions")]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        content = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        message = f"byte {raw[error.start]:#04x} is not UTF-8"
        shown = Text(path, raw.decode("utf-8", "replace")).line(line)
        return None, [NOT_UTF8.at(Span(path, line, column, 1, shown), message, "save the file with the encoding UTF-8")]
    text = Text(path, content.replace("\r\n", "\n") if "\r" in content else content)
    # Nearly all characters of a file are plain ones, which this throws out in no time.
    rest = raw.translate(None, _PLAIN).decode()
    return (None, found) if HIDDEN.search(rest) and (found := _invisible(text)) else (text, [])


def _invisible(text: Text, most: int = 20) -> list[Diagnostic]:
    found = []
    for match in HIDDEN.finditer(text.content):
        message = f"invisible or control character U+{ord(match.group()):04X}"
        found.append(INVISIBLE.at(text.at_offset(match.start()), message, "delete it and type the text around it again"))
        if len(found) == most:
            break
    return found


def parse_yaml(text: Text) -> tuple[Document | None, list[Diagnostic]]:
    """Parse one strict YAML document.

    Returns the document, or None when the file's shape cannot be trusted; a duplicate key is reported and
    the first value kept. Scalars follow the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema),
    with few differences: a number with a leading zero, `1.`, `.inf` and `.nan` stay the text that was written.
    """
    builder = _Builder(text)
    try:
        builder.take_all()
    except _Refused as refused:
        return None, [*builder.found, refused.diagnostic]
    except yaml.MarkedYAMLError as error:
        return None, [*builder.found, _syntax(text, error)]
    except yaml.YAMLError as error:
        return None, [*builder.found, SYNTAX.at(text.span(1), str(error).splitlines()[0])]
    document = Document(text, builder.data)
    return document, [*builder.found, *_cut_texts(document)] if " #" in text.content else builder.found


def _cut_texts(document: Document) -> Iterator[Diagnostic]:
    """Comments behind a value that look like a part of it."""
    content = document.text.content
    places = document._positions.values
    texts = [places[route] for route in places if not isinstance(_follow(document.data, route), dict | list)]
    seen_to = 0
    for match in _HASH.finditer(content):
        start = match.start()
        before = content[content.rfind("\n", 0, start) + 1 : start].strip()
        if start < seen_to or not before or before.startswith("#") or any(first <= start < behind for first, behind in texts):
            continue
        line_end = content.find("\n", start)
        seen_to = line_end if line_end >= 0 else len(content)
        help = "put quotes around the text; if this is a comment, write a space behind the '#'"
        yield CUT_TEXT.at(document.text.at_offset(start, seen_to - start), "the text ends before this", help)


class _Positions(NamedTuple):
    """Where the values and the keys of a file stand, by the route to each: offset of the first character and of the one behind the last."""

    values: dict[Route, tuple[int, int]]
    keys: dict[Route, tuple[int, int]]


def _positions(text: Text) -> _Positions:
    """The positions in a file that has been parsed before."""
    builder = _Locator(text)
    builder.take_all()
    return _Positions(builder.values, builder.keys)


class _AnyTag(yaml.SafeLoader):
    """Reads a configuration whose tags (`!ENV`, `!!python/name:…`) mean something to others, and nothing here."""


for _prefix in ("!", "tag:yaml.org,2002:python/"):
    _AnyTag.add_multi_constructor(_prefix, lambda _loader, _suffix, _node: None)


def read_configuration(text: str) -> dict[str, Any]:
    """Another program's configuration in YAML, the values of its own tags left out; empty when it is none."""
    loader = _AnyTag(text)
    try:
        found = loader.get_single_data()
    except yaml.YAMLError:
        # That program says what is wrong with it.
        return {}
    finally:
        loader.dispose()
    return found if isinstance(found, dict) else {}


def write_yaml(data: Any) -> str:
    """Plain data as a YAML file."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _syntax(text: Text, error: yaml.MarkedYAMLError) -> Diagnostic:
    lines = text.content.rstrip("\n").split("\n")

    def place(mark: yaml.Mark | None) -> tuple[int, int]:
        # At the end of the file the reader looks past the last line.
        return (min(mark.line + 1, len(lines)), mark.column + 1) if mark else (1, 1)

    at, since = place(error.problem_mark or error.context_mark), place(error.context_mark)
    (line, column), message, help = advise(Problem(error.problem or "", error.context or "", at, since, lines))
    return SYNTAX.at(text.span(line, min(column, len(text.line(line)) + 1)), message, help)


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
            self._refuse(event, f"the alias '*{event.anchor}' repeats a value from elsewhere", "write the value out")
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second document begins here", "one file holds one record: remove the line '---'")

    def _refuse(self, event: Any, message: str, help: str, because: Rule = FORBIDDEN) -> None:
        raise _Refused(because.at(self._span(event), message, help))

    def _span(self, event: Any) -> Span:
        width = event.end_mark.index - event.start_mark.index
        return self.text.at_offset(event.start_mark.index, max(1, width))

    def _admit(self, event: Any) -> None:
        if self._nodes <= MAX_NODES and event.anchor is None and event.tag is None:
            return
        if self._nodes > MAX_NODES:
            self._refuse(event, f"more than {MAX_NODES:,} values in one file", "split the record", TOO_LARGE)
        if event.anchor:
            help = "remove it and write the value out where needed; a text that begins with & needs quotes around it"
            self._refuse(event, f"the anchor '&{event.anchor}' is not allowed", help)
        if event.tag:
            help = "remove it: plain values need no tag; a text that begins with ! needs quotes around it"
            self._refuse(event, f"the tag '{event.tag}' is not allowed", help)

    def _open(self, event: Any, container: dict[str, Any] | list[Any]) -> None:
        if len(self._frames) >= MAX_DEPTH:
            self._refuse(event, f"more than {MAX_DEPTH} levels of nesting", "no record needs that many", TOO_LARGE)
        if self._frames and isinstance(self._frames[-1].container, dict) and self._frames[-1].key is None:
            self._refuse(event, "a list or mapping is used as a key", "keys are plain words")
        self._place(container, event)
        self._frames.append(_Frame(container))

    def _close(self, frame: _Frame, event: Any) -> None:
        """A mapping or list ends."""

    def _scalar(self, event: Any) -> None:
        if len(event.value) > MAX_SCALAR:
            self._refuse(event, f"more than {MAX_SCALAR:,} characters in one value", "shorten it", TOO_LARGE)
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            message = f"the text holds the invisible or control character U+{ord(hidden.group()):04X}"
            self._refuse(event, message, "remove the escape sequence", INVISIBLE)
        frame = self._frames[-1] if self._frames else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            self._key(frame, event)
            return
        self._place(_core_scalar(event.value) if event.implicit[0] and not event.style else event.value, event)

    def _key(self, frame: _Frame, event: Any) -> None:
        name = event.value
        if name == "<<" and not event.style:
            self._refuse(event, "the merge key '<<' is not allowed", "write the fields out")
        frame.key = name
        frame.is_duplicate = name in frame.container
        if frame.is_duplicate:
            message = f"'{name}' is already given on line {frame.lines[name]}"
            self.found.append(DUPLICATE_KEY.at(self._span(event), message, "keep one of the two"))
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


def _core_scalar(text: str) -> Any:
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
