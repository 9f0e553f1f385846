"""The blocks of a `.bib` file: where an entry begins and ends, its key, its fields, and the pieces of their values.

Reads what BibTeX and biber read: braces and parentheses, `#` between pieces, `%` comments between fields, anything between entries. A brace or a
quote with a backslash before it is an ordinary character, unless the entry makes sense only where it is none, as it is in both.
What an entry cannot be read for never reaches beyond it: the next one begins with an `@` at the beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..base.saying import NOTHING, Said, said
from ..reading.files import HIDDEN
from . import bibtex_meant
from .bibtex_braces import closing
from .bibtex_meant import Repair


class Value(NamedTuple):
    """One piece of a field's value: a text, or the name of a string."""

    text: str
    is_name: bool = False


class Item(NamedTuple):
    """A field as it stands in the file: its name as written, the offset of it, and its pieces; none, when nobody can read or needs them.

    Its value begins at `value` and ends at `end`; both are 0 where that is not known.
    """

    name: str
    offset: int
    pieces: tuple[Value, ...]
    value: int = 0
    end: int = 0


class Block(NamedTuple):
    """A block of the file. `type` is in small letters: that of an entry, `string`, or nothing for text between the blocks.

    Offsets are in characters. `problem` says what is wrong with a block that cannot be read, `help` the way out, and `field` where, if that is
    known better than by the block. One with `repairs` is read as if they had been made; the offsets are those of the file as it is, and values
    have none.
    """

    type: str
    key: str
    items: tuple[Item, ...]
    start: int
    end: int
    problem: Said = NOTHING
    help: Said = NOTHING
    field: Item | None = None
    repairs: tuple[Repair, ...] = ()


class _Unreadable(Exception):
    """Why a block cannot be read, as `args`: in words, the way out, and perhaps the field."""


_CLOSE_IT = said("close its last value and the entry itself, each with '}'")
_NOT_CLOSED = (said("it is not closed"), _CLOSE_IT)
_NEXT_BEGINS = (said("the next entry begins before this one is closed"), _CLOSE_IT)
_NO_COMMA = (said("there is no comma behind its key"), said("write a comma behind the key: @online{key,"))
_NO_EQUALS = (said("a field has no '='"), said("write each field as name = {value},"))

# Between blocks: a comment, or the beginning of a block.
_BEGINNING = re.compile(r"%[^\n]*|@[ \t]*(?:(?P<type>[^\W\d][\w.:+/-]*)\s*(?P<open>[{(])|comment\b)", re.IGNORECASE)
_LINE_WITH_AT = re.compile(r"\n[ \t]*@[ \t]*[^\W\d][\w.:+/-]*\s*[{(]")
_GAP = re.compile(r"(?:\s|%[^\n]*+)*+")
_KEY = re.compile(r"\s*([^\s,={}\"]*)\s*")
_KEY_WITHOUT_COMMA = re.compile(r"([^\s,={}\"]+)[ \t]*(?=\n\s*\"?[A-Za-z][\w-]*\"?\s*[=:]\s*[{\"\w])")
_NAME = r"([^\s=,{}()\"#%@]+)\s*=\s*"
_FLAT = r"[^{}]*+"
_NESTED = rf"{_FLAT}(?:\{{{_FLAT}(?:\{{{_FLAT}\}}{_FLAT})*+\}}{_FLAT})*+"
# Nearly all fields are one piece in braces, with others two deep in it, and a comma behind it.
_PLAIN_FIELD = re.compile(rf"\s*+{_NAME}(?:\{{({_NESTED})\}}|(\d++))\s*+,")
_IN_BRACES = 2
_FIELD = re.compile(_NAME)
_WORD = re.compile(r"[^\s,={}()\"#%@]+")
_PIECE = re.compile(r"(?P<number>\d+)(?![^\s,#%{}()\"])|(?P<name>\\?[^\W\d][\w:.+/*-]*)|(?P<open>[{\"])")
_GOES_ON = re.compile(r"\s*[,}]")
# Where a field begins that can be told from the others: on each line of its own, or else behind each comma.
_FIELD_ON_LINE = re.compile(rf"^[ \t]*,?[ \t]*{_NAME}", re.MULTILINE)
_FIELD_BEHIND_COMMA = re.compile(rf"(?:^|(?<=,))[ \t]*,?[ \t]*{_NAME}", re.MULTILINE)
_FIELD_IN_TEXT = re.compile(rf"{_NAME}[{{\"]")
# Behind a value in braces: what goes on to a brace that closes, and nothing is open.
_ONE_TOO_MANY = re.compile(r"[^{}=]*\}\s*[,})]")
_BEFORE_EQUALS = re.compile(r"[^=,{}\n]*")


def blocks(content: str, is_needed: Callable[[str], bool]) -> Iterator[Block]:
    """The blocks of a file, and the text between them. `is_needed` says of a field, by its name in small letters, whether its value is.

    Characters that nobody can see are blanks to the structure, and stay in the values.
    """
    return _Scanner(content, is_needed).blocks()


class _Scanner:
    """Goes through a text from block to block."""

    def __init__(self, content: str, is_needed: Callable[[str], bool]) -> None:
        self._written = content
        self._content = content = HIDDEN.sub(" ", content) if HIDDEN.search(content) else content
        self._is_needed = is_needed
        # Where an entry begins at the latest that follows another.
        self._limits = [match.end() - len(match.group().lstrip()) for match in _LINE_WITH_AT.finditer(content)]
        self._limits.append(len(content))
        self._next_limit = 0
        self._may_close = True
        # Whether no backslash stands before a brace, of what is being read.
        self._is_plain = False

    def blocks(self) -> Iterator[Block]:
        position = text_from = 0
        while match := _BEGINNING.search(self._content, position):
            position = match.end()
            if match.group()[0] == "%":
                continue
            yield Block("", "", (), text_from, match.start())
            type = (match["type"] or "comment").lower()
            if type in ("comment", "preamble"):
                position = self._passed_over(match)
            else:
                block = self._string(match) if type == "string" else self._entry(match, type)
                yield block
                position = block.end
            text_from = position
        yield Block("", "", (), text_from, len(self._content))

    def _limit(self, start: int) -> int:
        """Where a block that begins at `start` ends at the latest."""
        while self._limits[self._next_limit] <= start:
            self._next_limit += 1
        return self._limits[self._next_limit]

    def _passed_over(self, match: re.Match[str]) -> int:
        """Where a comment or a preamble ends: with its brace, else before the next entry."""
        limit = self._limit(match.start())
        if not match["open"]:
            end = self._content.find("\n", match.end())
            return len(self._content) if end < 0 else end
        if match["open"] == "{":
            # In a comment there may be entries; one that is never closed is looked through once.
            end = closing(self._content, match.end() - 1, len(self._content) if self._may_close else limit, has_escapes=False)
            if end >= 0:
                return end + 1
            self._may_close = False
            return limit
        end = self._content.find(")", match.end(), limit)
        return end + 1 if end >= 0 else limit

    def _string(self, match: re.Match[str]) -> Block:
        start, limit = match.start(), self._limit(match.start())
        closer = "}" if match["open"] == "{" else ")"
        try:
            items, end = self._fields(match.end(), limit, closer, has_escapes=False)
        except _Unreadable as error:
            return Block("string", "", (), start, limit, *error.args)
        return Block("string", "", items, start, end)

    def _entry(self, match: re.Match[str], type: str) -> Block:
        start, limit = match.start(), self._limit(match.start())
        closer = "}" if match["open"] == "{" else ")"
        key, position = "", 0
        try:
            key, position, is_whole = self._key(match.end(), limit, closer)
            if is_whole:
                return Block(type, key, (), start, position)
            items, end = self._body(position, limit, closer)
        except _Unreadable as error:
            broken = Block(type, key or self._first_word(match.end(), limit), (), start, limit, *error.args)
            return self._meant(broken, position, limit, closer) or broken
        return Block(type, key, items, start, end)

    def _meant(self, broken: Block, position: int, limit: int, closer: str) -> Block | None:
        """A block that cannot be read, as it was meant, from the offset behind its key on (0 where that is not known); None where nobody can tell."""
        found: list[Repair] = []
        if not position:
            key = _KEY_WITHOUT_COMMA.match(self._content, self._content.find(broken.key, broken.start), limit) if broken.key else None
            if not key or self._content[key.start() - 1] not in "{( \t\n":
                return None
            position = key.end()
            bare = key[1].rstrip(";\uff0c\uff1b\u3001")
            found.append(Repair(key.start(), key[1], f"{bare},", _NO_COMMA[0], said("write {better}", better=f"@{broken.type}{{{bare},")))
            broken = broken._replace(key=bare)
        inside = bibtex_meant.repairs(self._content[position:limit], closer)
        if inside is None or not (found or inside):
            return None
        body = bibtex_meant.applied(self._written[position:limit], inside)
        scanner = _Scanner(body, self._is_needed)
        try:
            items, end = scanner._fields(0, len(body), closer, has_escapes=False)
        except _Unreadable:
            return None
        places = [item._replace(offset=position + bibtex_meant.written_at(item.offset, inside), value=0, end=0) for item in items]
        behind = position + bibtex_meant.written_at(end, inside)
        found += [repair._replace(offset=repair.offset + position) for repair in inside]
        return Block(broken.type, broken.key, tuple(places), broken.start, behind, repairs=tuple(found))

    def _first_word(self, start: int, limit: int) -> str:
        found = _KEY.match(self._content, start, limit)
        return found[1] if found else ""

    def _body(self, position: int, limit: int, closer: str) -> tuple[tuple[Item, ...], int]:
        """The fields of an entry, and the offset behind it. Raises why it makes no sense in any way."""
        body = self._content[position:limit]
        self._is_plain = "\\{" not in body and "\\}" not in body
        found, problem = None, None
        for has_escapes in (True, False) if not self._is_plain or '\\"' in body else (False,):
            try:
                items, end = self._fields(position, limit, closer, has_escapes=has_escapes)
            except _Unreadable as error:
                problem = problem or error
                continue
            # What goes on behind its end may have been meant to be in it.
            if not _GOES_ON.match(self._content, end, limit):
                return items, end
            found = found or (items, end)
        if (
            found := found
            or self._one_by_one(_FIELD_ON_LINE, position, limit, closer)
            or self._one_by_one(_FIELD_BEHIND_COMMA, position, limit, closer)
        ):
            return found
        raise problem or _Unreadable(*_NOT_CLOSED)

    def _key(self, start: int, limit: int, closer: str) -> tuple[str, int, bool]:
        """The key of an entry, where what follows it begins, and whether the entry ends there."""
        content = self._content
        found = _KEY.match(content, start, limit)
        assert found is not None
        key, position = found[1], found.end()
        if closer == ")" and key.endswith(")") and not content.startswith(",", position):
            return key[:-1], found.end(1), True
        if position >= limit:
            raise self._unclosed(limit)
        following = content[position]
        if following == ",":
            return key, position + 1, False
        if following == closer:
            return key, position + 1, True
        if following == "=":
            # The first word is a field's name.
            return "", found.start(1), False
        end = min((place for place in (content.find(mark, position, limit) for mark in ",\n") if place >= 0), default=limit)
        words = HIDDEN.sub("", self._written[found.start(1) : end]).rstrip()
        if content.startswith(",", end) and "\n" not in words and "=" not in words:
            return words, end + 1, False
        raise _Unreadable(*_NO_COMMA)

    def _unclosed(self, limit: int) -> _Unreadable:
        return _Unreadable(*(_NOT_CLOSED if limit == len(self._content) else _NEXT_BEGINS))

    def _fields(self, position: int, limit: int, closer: str, *, has_escapes: bool) -> tuple[tuple[Item, ...], int]:
        """The fields from here to the end of the block, and the offset behind it."""
        content, items = self._content, []
        while True:
            if self._is_plain:
                while plain := _PLAIN_FIELD.match(content, position, limit):
                    start, end = plain.span(plain.lastindex or 0)
                    around = plain.lastindex == _IN_BRACES
                    items.append(Item(plain[1], plain.start(1), (Value(self._written[start:end]),), start - around, end + around))
                    position = plain.end()
            position = self._gap(position, limit)
            if position >= limit:
                raise self._unclosed(limit)
            if content[position] == closer:
                return tuple(items), position + 1
            if content[position] == ",":
                # One too many.
                position += 1
                continue
            found = _FIELD.match(content, position, limit)
            if not found:
                raise self._unclosed(limit) if self._is_cut_off(position, limit) else self._nameless(position, limit)
            item, position = self._value(found, limit, closer, has_escapes=has_escapes)
            items.append(item)

    def _nameless(self, position: int, limit: int) -> _Unreadable:
        """Why no field begins here."""
        found = _BEFORE_EQUALS.match(self._content, position, limit)
        words = found.group().rstrip() if found else ""
        field = Item(words or self._content[position], position, ())
        name = re.sub(r"[^\w-]", "", words)
        if name and found and self._content.startswith("=", found.end()):
            return _Unreadable(
                said("'{words}' is no name of a field", words=words[:40]),
                said("write it without blanks, quotes and brackets: {name} = {{value}},", name=name[:40]),
                field,
            )
        return _Unreadable(*_NO_EQUALS, field)

    def _is_cut_off(self, position: int, limit: int) -> bool:
        found = _WORD.match(self._content, position, limit)
        return bool(found) and self._gap(found.end() if found else position, limit) >= limit

    def _gap(self, position: int, limit: int) -> int:
        found = _GAP.match(self._content, position, limit)
        return found.end() if found else position

    def _value(self, field: re.Match[str], limit: int, closer: str, *, has_escapes: bool) -> tuple[Item, int]:
        """A field with the value behind its name, and the offset of the comma or the closer behind it; without a closer the limit will do."""
        content, pieces, position = self._content, [], field.end()
        name = Item(field[1], field.start(1), ())
        start = self._gap(position, limit)
        while True:
            position = self._gap(position, limit)
            if position >= limit:
                raise self._unclosed(limit)
            found = _PIECE.match(content, position, limit)
            if not found:
                raise _Unreadable(_no_value(field[1], content[position : min(limit, position + 80)]), said("write field = {value},"), name)
            if found["open"]:
                end = closing(content, position, limit, has_escapes=has_escapes)
                if end < 0:
                    raise self._unclosed(limit)
                pieces.append(Value(self._written[position + 1 : end]))
                position = end + 1
            else:
                pieces.append(Value(found.group(), is_name=not found["number"]))
                position = found.end()
            end, position = position, self._gap(position, limit)
            if position >= limit and closer:
                raise self._unclosed(limit)
            if position >= limit or content[position] in (",", closer):
                return Item(name.name, name.offset, tuple(pieces), start, end), position
            if content[position] != "#":
                rest = _beginning(content[position : min(limit, position + 80)])
                is_brace = content[end - 1] == "}" and _ONE_TOO_MANY.match(content, position, limit)
                help = said("a '}' in the value is one too many: remove it") if is_brace else said("a comma is probably missing before it")
                raise _Unreadable(said("something follows the value of '{field}': {rest}", field=field[1], rest=rest), help, name)
            position += 1

    def _one_by_one(self, beginning: re.Pattern[str], position: int, limit: int, closer: str) -> tuple[tuple[Item, ...], int] | None:
        """The fields of an entry in which only what nobody needs is broken, if each can be told from the others by its `beginning`; else None."""
        content = self._content
        # The entry ends with the last thing before the next that could close it.
        last = content.rfind(closer, position, limit)
        starts = list(beginning.finditer(content, position, last)) if last >= 0 else []
        if not starts or content[position : starts[0].start()].strip():
            return None
        items = []
        for found, after in zip(starts, [*(following.start() for following in starts[1:]), last], strict=True):
            item = self._alone(found, after, is_last=after == last)
            # What has no comma before it may be a field that is needed.
            is_in_doubt = beginning is _FIELD_BEHIND_COMMA and _FIELD_IN_TEXT.search(content, found.end(), after)
            if item is None and (is_in_doubt or self._is_needed(found[1].lower())):
                return None
            items.append(item or Item(found[1], found.start(1), ()))
        return tuple(items), last + 1

    def _alone(self, found: re.Match[str], end: int, *, is_last: bool) -> Item | None:
        """The field that ends here, with a comma unless it is the last; None when it does not."""
        for has_escapes in (False, True):
            try:
                item, position = self._value(found, end, "", has_escapes=has_escapes)
            except _Unreadable:
                continue
            if self._gap(position + 1, end) >= end and (is_last or position < end):
                return item
        return None


def _no_value(name: str, rest: str) -> Said:
    if rest[0] in ",})":
        return said("the field '{name}' has no value", name=name)
    return said("the value of '{name}' is neither in braces nor in quotes: {rest}", name=name, rest=_beginning(rest))


def _beginning(text: str) -> str:
    """A text's first line, for a message."""
    return text.split("\n", maxsplit=1)[0].rstrip(", ")[:40]
