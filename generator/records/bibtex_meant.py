r"""An entry that is not written as BibTeX wants it, as it was meant where that is plain: what was forgotten, and what stands in its place.

A comma between two fields, what closes a value or the entry, `:` for `=`, quotation marks of print, a value without any: each is one change
on one line. Where more than that is wrong, nobody knows what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..base.saying import NOTHING, Said, said
from . import entry_fields
from .bibtex_braces import closing

_GAP = re.compile(r"(?:[\s,]|%[^\n]*+)*+")
_BLANKS = re.compile(r"(?:\s|%[^\n]*+)*+")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w.+-]*)[ \t]*(?P<sign>:=|=>|=|:)\s*")
# As JSON has it, and a name in two words.
_OTHER_FIELD = re.compile(r"(?:\"(?P<quoted>[A-Za-z][\w-]*)\"|(?P<words>[A-Za-z]+(?:[ \t]+[A-Za-z]+){1,2}))[ \t]*[=:](?=\s*[{\"\w])")
_REMARK = re.compile(r"(?:#+|//+|--+|;+)(?=[ \t]*[^\s=])[^\n={}]*(?=\n)")
# What other languages, of people and of programs, have for a comma.
_COMMAS = (";", "\uff0c", "\uff1b", "\u3001")
# So much of a file, and so many changes, are looked at for what was meant.
_LONGEST, _MOST = 50_000, 50
_FIELD_LINE = re.compile(r"\n[ \t]*,?[ \t]*(?P<name>[A-Za-z][\w.+-]*)[ \t]*=[ \t]*[{\"\w]")
_WORD = re.compile(r"(?:\d+|[^\W\d][\w:.+/*-]*)(?=\s*(?:[,;\uff0c\uff1b\u3001#})]|\n|$))")
_NEXT_FIELD = re.compile(r",\s*[A-Za-z][\w.+-]*\s*=|\n|$")
# A brace on one side and a quote on the other.
_CROSSED = re.compile(r"\"(?P<quoted>[^\"{}\n]+)\}|\{(?P<braced>[^\"{}\n]+)\"")
# What people and their programs put round a text, that are no braces.
_QUOTES = {
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u2018": "\u2019",
    "\u2019": "\u2019",
    "\u00ab": "\u00bb",
    "'": "'",
    "`": "'`",
}


class Repair(NamedTuple):
    """A change of one line: `old`, at an offset, is to be `new`; `problem` and `help` say why, in words. It `is_safe` unless more may be lost."""

    offset: int
    old: str
    new: str
    problem: Said
    help: Said = NOTHING
    is_safe: bool = True


def repairs(body: str, closer: str) -> list[Repair] | None:
    """What to change in an entry, from behind its key, so that it can be read. None where that is not plain.

    Offsets are those of the text. It may go on behind the entry.
    """
    try:
        return _Walk(body, closer).repairs() if len(body) <= _LONGEST else None
    except _Unclear:
        return None


def applied(text: str, found: Iterable[Repair]) -> str:
    """A text with these changes in it."""
    parts: list[str] = []
    place = 0
    for repair in sorted(found):
        parts += (text[place : repair.offset], repair.new)
        place = repair.offset + len(repair.old)
    return "".join((*parts, text[place:]))


def written_at(offset: int, found: Sequence[Repair]) -> int:
    """Where in a text stands what stands at an offset of it with these changes in it."""
    shift = 0
    for repair in sorted(found):
        if repair.offset + shift + len(repair.new) > offset:
            return min(max(offset - shift, repair.offset), repair.offset + len(repair.old)) if repair.offset + shift <= offset else offset - shift
        shift += len(repair.new) - len(repair.old)
    return offset - shift


class _Unclear(Exception):
    """What was meant is not plain."""


class _Walk:
    """Goes through the fields of an entry, and gathers what is to be changed."""

    def __init__(self, body: str, closer: str) -> None:
        self._body = body
        self._closer = closer
        self._found: list[Repair] = []

    def repairs(self) -> list[Repair]:
        place = end = 0
        while True:
            place = _skipped(_GAP, self._body, place)
            if self._body.startswith(self._closer, place):
                return self._found
            if remark := _REMARK.match(self._body, place) if place else None:
                self._add(place, remark.group().rstrip(), f"% {remark.group().rstrip()}", said("a remark stands among the fields"))
                place = remark.end()
                continue
            if other := self._other_field(place):
                place = end = self._value(other[0], other[1])
                continue
            field = self._field(place)
            if not field:
                rest = self._body[place:]
                if not end or rest.count(self._closer) > rest.count("{" if self._closer == "}" else "("):
                    raise _Unclear
                self._close(end)
                return self._found
            if field["sign"] != "=":
                self._add(
                    field.start("sign"),
                    field["sign"],
                    "=" if self._body[field.start("sign") - 1].isspace() else " =",
                    said("behind the name '{field}' stands '{sign}' and not '='", field=field["name"], sign=field["sign"]),
                )
            place = end = self._value(field["name"], field.end())

    def _field(self, place: int) -> re.Match[str] | None:
        """The field that begins at an offset."""
        found = _FIELD.match(self._body, place)
        return found if found and (found["sign"] == "=" or entry_fields.kind(found["name"].lower())) else None

    def _other_field(self, place: int) -> tuple[str, int] | None:
        """The name of a known field that is not written as one, and where its value begins; the name is put right."""
        found = _OTHER_FIELD.match(self._body, place)
        name = re.sub(r"\s", "", found["quoted"] or found["words"]) if found else ""
        if not found or not entry_fields.kind(name.lower()):
            return None
        self._add(place, found.group(), f"{name} =", said("'{words}' is no name of a field", words=found["words"] or f'"{found["quoted"]}"'))
        return name, _skipped(_BLANKS, self._body, found.end())

    def _add(self, offset: int, old: str, new: str, problem: Said) -> None:
        if not old or "\n" in old or len(self._found) >= _MOST:
            raise _Unclear
        start, stop = self._body.rfind("\n", 0, offset) + 1, self._body.find("\n", offset)
        line = self._body[start : stop if stop >= 0 else len(self._body)]
        better = applied(line, [Repair(offset - start, old, new, problem)]).strip()
        self._found.append(Repair(offset, old, new, problem, said("write {better}", better=better.replace("\n", " ")[:200])))

    def _close(self, end: int) -> None:
        """The entry itself is not closed: it ends with its last value."""
        body = self._body
        comma = _skipped(_BLANKS, body, end)
        last = comma if body.startswith(",", comma) else end - 1
        problem = said("it is not closed")
        if self._found and self._found[-1].offset + len(self._found[-1].old) == last + 1:
            before = self._found.pop()
            self._found.append(before._replace(new=f"{before.new}\n{self._closer}"))
            return
        self._found.append(
            Repair(last, body[last], f"{body[last]}\n{self._closer}", problem, said("write '{closer}' on a line below it", closer=self._closer))
        )

    def _value(self, name: str, start: int) -> int:
        """The offset behind a value that begins here."""
        body = self._body
        while True:
            if body.startswith(("{", '"'), start):
                end, is_settled = self._enclosed(name, start)
            elif word := _WORD.match(body, start):
                end, is_settled = word.end(), False
            else:
                end, is_settled = self._bare(name, start), True
            following = _skipped(_BLANKS, body, end)
            if not is_settled and body.startswith("#", following):
                start = _skipped(_BLANKS, body, following + 1)
                continue
            if following >= len(body) or body.startswith((",", self._closer), following):
                return end
            if body.startswith(_COMMAS, following):
                self._add(
                    following,
                    body[following],
                    ",",
                    said("behind the value of '{field}' stands '{sign}' and not a comma", field=name, sign=body[following]),
                )
                return following + 1
            if self._field(following):
                if self._found and self._found[-1].offset + len(self._found[-1].old) == end:
                    before = self._found.pop()
                    self._found.append(before._replace(new=f"{before.new},"))
                else:
                    self._add(end - 1, body[end - 1], f"{body[end - 1]},", said("a comma is missing behind the value of '{field}'", field=name))
                return end
            if "\n" in body[end:following]:
                # What follows is no field, and no part of the entry.
                return end
            raise _Unclear

    def _enclosed(self, name: str, start: int) -> tuple[int, bool]:
        """The offset behind a value in braces or quotes, and whether that was changed so that it is one."""
        body = self._body
        end = _closing(body, start)
        swallowed = next(
            (found for found in _FIELD_LINE.finditer(body, start, end if end >= 0 else len(body)) if entry_fields.kind(found["name"].lower())), None
        )
        if end >= 0 and not swallowed:
            following = _skipped(_BLANKS, body, end + 1)
            is_whole = following >= len(body) or body[following] in f",#{self._closer}" or "\n" in body[end + 1 : following]
            if is_whole or body[start] == "{" or body.startswith(_COMMAS, following) or self._field(following):
                return end + 1, False
            return self._quotes_in_quotes(name, start), True
        stop = swallowed.start() if swallowed else len(body)
        tail = body[start:stop].rstrip().removesuffix(",").rstrip()
        if body[start] == '"' and tail.endswith('"') and len(tail) > 1:
            raise _Unclear
        if crossed := _CROSSED.fullmatch(tail):
            inside = crossed["quoted"] or crossed["braced"]
            self._add(start, tail, f"{{{inside}}}", said("the value of '{field}' begins in one way and ends in another", field=name))
            return start + len(tail), True
        depth = tail.count("{") - tail.count("}")
        missing = '"' if body[start] == '"' and not depth else "}" * depth if body[start] == "{" and depth > 0 else ""
        if not missing or not tail[1:] or "\n\n" in tail:
            raise _Unclear
        last = start + len(tail) - 1
        self._add(last, body[last], f"{body[last]}{missing}", said("the value of '{field}' is not closed", field=name))
        if not swallowed:
            # Where nothing follows, the text may have been cut off.
            self._found.append(self._found.pop()._replace(is_safe=False))
        return last + 1, True

    def _quotes_in_quotes(self, name: str, start: int) -> int:
        line = self._body[start:].split("\n", 1)[0]
        found = re.match(r'"(?P<inside>.*)"(?=\s*,?\s*$)', line)
        if not found or found["inside"].count("{") != found["inside"].count("}") or re.search(r'",\s*\w+\s*=\s*["{]', line):
            raise _Unclear
        problem = said("a quotation mark ends the value of '{field}' too early", field=name)
        self._add(start, found.group(), f"{{{found['inside']}}}", problem)
        return start + found.end()

    def _bare(self, name: str, start: int) -> int:
        """A value in nothing, or in other marks than those of BibTeX: it ends with its line, or before the next field on it."""
        body = self._body
        if body.startswith(",", start):
            self._add(start, ",", "{},", said("the field '{name}' has no value", name=name))
            return start
        stop = _NEXT_FIELD.search(body, start)
        written = body[start : stop.start() if stop else len(body)].rstrip()
        if not (stop and stop.group().startswith(",")):
            written = written.removesuffix(",").rstrip()
        if written.endswith(self._closer) and written.count("{") < written.count("}"):
            written = written[: -len(self._closer)].rstrip()
        inside = written
        if written[:1] in _QUOTES and written[-1:] in _QUOTES[written[0]] and len(written) > 1:
            inside = written[1:-1]
        if not inside or _closing(f"{{{inside}}}", 0) != len(inside) + 1:
            raise _Unclear
        problem = said("the value of '{field}' is neither in braces nor in straight quotes", field=name)
        self._add(start, written, f"{{{inside}}}", problem)
        return start + len(written)


def _skipped(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _closing(text: str, start: int) -> int:
    return closing(text, start, len(text), has_escapes=False)
