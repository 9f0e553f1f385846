"""Full-width signs, and spaces that are none to YAML, where YAML has signs of its own: all of a file at once, as an input method types them.

What belongs to a text stays: only indentation, the dash of an item, the name of a field with its colon, the sign that opens a text over
several lines, and what parts the fields between braces. Knows text only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..base.saying import said
from .yaml_problem import SHORT, Advice

# Spaces that YAML takes for letters: of web pages, word processors and East Asian writing.
ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = f"[ {ODD_SPACE}]*"
_WIDE = re.compile(f"[{ODD_SPACE}\uff01-\uff5e\u3001\u3010\u3011\u2010-\u2015\u2022\u25cf\u25aa\u00b7]")
_LINE = re.compile(
    rf"(?P<indent>{_SPACES})(?P<dashes>(?:\uff0d{_SPACES}|[-\u2010-\u2015\u2022\u25cf\u25aa\u00b7][ {ODD_SPACE}]+)*)"
    rf"(?:(?P<name>[\w\uff0d-]+)(?P<colon>{_SPACES}\uff1a{_SPACES}|:[ {ODD_SPACE}]+|:$))?(?P<rest>.*)"
)
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_BLOCK = re.compile(r"(?P<sign>[|>\uff5c\uff1e])(?P<chomping>[-+\uff0d\uff0b]?)\s*")
_KEY = re.compile(rf"{_SPACES}(?P<name>[a-z][a-z0-9_-]*){_SPACES}(?P<colon>[:\uff1a]){_SPACES}")
_COMMA = re.compile(rf"{_SPACES}[\uff0c\u3001]{_SPACES}")
_CLOSED = re.compile(r"[}\uff5d]\s*")
_DASHES = tuple("\uff0d\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u25cf\u25aa\u00b7")
_TO_PLAIN = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)}
_OPENING, _CLOSING = "[{\uff3b\uff5b", "]}\uff3d\uff5d"


class _Line(NamedTuple):
    """A line as it should be: how far it is indented, where its name stands, and what kind of text its value is the beginning of."""

    written: str
    indent: int
    column: int
    value: str
    is_field: bool


def advise(content: str) -> list[Advice]:
    """What to say of each line that has such signs where YAML has its own, with the line's part as it should be."""
    return list(_advices(content.split("\n"))) if not content.isascii() and _WIDE.search(content) else []


def _advices(lines: Sequence[str]) -> Iterator[Advice]:
    text, quote, depth, indent_of_body = -1, "", 0, -1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        indent = len(_spaces(_indentation(line)))
        if indent_of_body >= 0 and indent > indent_of_body:
            yield from _within(lines, number, indent_of_body)
            continue
        indent_of_body = -1
        if quote or depth > 0:
            # Between quotes or brackets that go over several lines, everything may be a text.
            quote = "" if quote and line.rstrip().endswith(quote) else quote
            depth = 0 if quote else max(0, depth + _depth(line))
            continue
        if line.lstrip().startswith("#") or (0 <= text < indent):
            continue
        made = _straight(line)
        yield from _changed(number, line, made.written)
        text = made.column if made.is_field and made.value and made.value[0] not in "|>" else -1
        if _BLOCK.fullmatch(made.value):
            indent_of_body = made.column if made.is_field else made.indent
        elif made.value[:1] in ("'", '"'):
            quote = made.value[0] if not made.value[1:].rstrip().endswith(made.value[0]) else ""
        elif made.value[:1] in ("[", "{"):
            depth = max(0, _depth(made.value))


def _indentation(line: str) -> str:
    found = re.match(_SPACES, line)
    return found.group() if found else ""


def _spaces(text: str) -> str:
    """Spaces as YAML has them, as wide as they look."""
    return re.sub(f"[{ODD_SPACE}]", " ", text.replace("\u3000", "  "))


def _depth(text: str) -> int:
    return sum(text.count(sign) for sign in "[{") - sum(text.count(sign) for sign in "]}")


def _within(lines: Sequence[str], number: int, outside: int) -> Iterator[Advice]:
    """A line of a text over several lines, whose spaces are none to YAML, so that it would be no part of the text."""
    line = lines[number - 1]
    plain = len(line) - len(line.lstrip(" "))
    if plain > outside:
        return
    written = _indentation(line)
    # As the line above, which is a part of it: another depth would mean something in Markdown.
    above = lines[number - 2]
    deep = len(_spaces(_indentation(above))) if above.strip() and number > 1 else 0
    instead = " " * (deep if deep > outside else max(outside + 2, len(_spaces(written)) // 2 * 2))
    yield from _changed(number, line, instead + line[len(written) :])


def _straight(line: str) -> _Line:
    """A line of fields or items with YAML's own signs."""
    found = _LINE.match(line)
    assert found
    indent = _spaces(found["indent"])
    dashes = re.sub(rf"[^\s{ODD_SPACE}]{_SPACES}", "- ", found["dashes"]) if _WIDE.search(found["dashes"]) else found["dashes"]
    name, colon, rest = found["name"] or "", found["colon"] or "", found["rest"]
    straight_name = unicodedata.normalize("NFKC", name)
    # A word in another script is a name at the margin, where all are; elsewhere it may begin a text.
    is_field = bool(name) and (colon[:1] == ":" or bool(_PLAIN_NAME.fullmatch(straight_name)) or not (indent or dashes))
    if not is_field:
        name, straight_name, colon, rest = "", "", "", f"{name}{colon}{rest}"
    value = _value(rest)
    if _WIDE.search(colon):
        colon = ": " if value.strip() else ":"
    column = len(indent) + len(dashes)
    return _Line(f"{indent}{dashes}{straight_name}{colon}{value}", len(indent), column, value.strip(), is_field)


def _value(text: str) -> str:
    if found := _BLOCK.fullmatch(text):
        return f"{found['sign']}{found['chomping']}".translate(_TO_PLAIN)
    return _between_braces(text) if text[:1] in ("{", "\uff5b") and _CLOSED.fullmatch(text.rstrip()[-1:]) else text


def _between_braces(text: str) -> str:
    """Fields between braces, with what parts them in YAML's own signs; what is in quotes stays."""
    inside = text.rstrip()[1:-1]
    parts, position = ["{"], 0
    while position < len(inside) and (key := _KEY.match(inside, position)):
        end = _end_of_value(inside, key.end())
        value = inside[key.end() : end].strip(" \u3000")
        if value[:1] == "\uff3b" and value[-1:] == "\uff3d":
            value = f"[{_COMMA.sub(', ', value[1:-1])}]"
        parts += [", " if len(parts) > 1 else "", f"{key['name']}: {value}"]
        position = end + 1
    # Something else than fields: nobody knows what was meant.
    return text if position < len(inside.rstrip()) else "".join([*parts, "}"])


def _end_of_value(text: str, start: int) -> int:
    """Where a value between braces ends: at a comma behind which there is another name, or at the end."""
    depth, quote = 0, ""
    for at in range(start, len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and not text[start:at].strip():
            quote = sign
        elif sign in _OPENING or sign in _CLOSING:
            depth += 1 if sign in _OPENING else -1
        elif depth == 0 and sign in ",\uff0c\u3001" and _KEY.match(text, at + 1):
            return at
    return len(text)


def _changed(number: int, line: str, written: str) -> Iterator[Advice]:
    """What to say of a line that should be another, unless the same part of it is wrong for another reason."""
    if written.rstrip() == line.rstrip():
        return
    least = min(len(line), len(written))
    first = next((at for at in range(least) if line[at] != written[at]), least)
    behind = next((at for at in range(least - first) if line[-1 - at] != written[-1 - at]), least - first)
    old, new = line[first : len(line) - behind], written[first : len(written) - behind]
    if not _WIDE.search(old):
        return
    at = (number, first + 1)
    if old.strip(f" {ODD_SPACE}") == "\uff1a":
        help = said("a field is written with the colon ':' and a space behind it")
        yield Advice(at, said("this is a full-width colon"), help, len(old), new, is_safe=True)
        return
    if old.strip(f" {ODD_SPACE}") in _DASHES:
        help = said("an item begins with the hyphen of the keyboard and a space: '- item'")
        yield Advice(at, said("'{sign}' begins no item of a list", sign=old.strip(f" {ODD_SPACE}")), help, len(old), new, is_safe=True)
        return
    if not old.strip(f" {ODD_SPACE}"):
        odd = next(sign for sign in old if sign != " ")
        message = said(
            "there is a space here that YAML does not take for one (U+{code}), as web pages and word processors have it", code=f"{ord(odd):04X}"
        )
        yield Advice(at, message, said("delete it, and type the space again"), len(old), new, is_safe=True)
        return
    if old.strip() in ("\uff5c", "\uff1e"):
        message = said("this is a full-width '{sign}', which begins no text", sign=new[0])
        yield Advice(at, message, said("write {text}", text=new), len(old), new, is_safe=True)
        return
    help = said("write {line}", line=written.strip()) if len(written.strip()) < 2 * SHORT else said("write {line}", line=new)
    yield Advice(at, said("these are full-width signs, and YAML has its own"), help, max(1, len(old)), new, is_safe=True)
