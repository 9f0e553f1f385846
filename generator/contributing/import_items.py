"""What a file of another program says of one source, as an entry of a `.bib` file: every format becomes one, and is read as such.

So dates, languages, identifiers and names are understood, and refused, in one place for all formats.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..base.saying import NOTHING, Said
from ..reading import latex
from ..reading.files import HIDDEN
from ..records import bibtex_writing
from ..records.bibtex_layout import DEFAULT
from ..records.entry_fields import PLAIN_FIELDS
from ..records.reference import Name

# Markup that CSL has, and publishers send along, in titles.
_MARKUP = re.compile(r"</?(?:[ibu]|em|strong|sup|sub|sc|scp|span|p|br|jats:[\w-]+|mml:\w+)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
# Between two pages; a page may have a hyphen of its own.
_RANGE = re.compile(r"(?<=\d)\s*[-–—]+\s*(?=[A-Za-z]?\d)")
# Twice, because some send `&amp;amp;`.
_TIMES = 2


class NotThisFormat(Exception):
    """A text is not what it was taken for; the text says why, and `line` where, from 1."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True)
class Item:
    """A source: where it stands (a line, from 1), the key that it has there, biblatex's type and fields in plain text, and its people by role.

    `left_out` names what it says there and no field can; `refused` says why it is no source.
    """

    line: int
    key: str
    type: str
    fields: Mapping[str, str]
    people: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    left_out: tuple[Said, ...] = ()
    refused: Said = NOTHING

    def entry(self, key: str) -> str:
        """The item as an entry, one field a line."""
        people = {
            role: " and ".join((*map(bibtex_writing.name, names), *(("others",) if role in self.others else ())))
            for role, names in self.people.items()
            if names
        }
        return DEFAULT.entry(self.type, key, {**people, **{name: _written(name, value) for name, value in self.fields.items() if value}}.items())


def _written(name: str, value: str) -> str:
    if name == "pages":
        value = _RANGE.sub("--", value)
    if name not in PLAIN_FIELDS:
        return latex.encode(value)
    return value.replace("{", "%7B").replace("}", "%7D") if name.endswith("url") else re.sub(r"[{}]", "", value)


def plain(value: object) -> str:
    """A value as one line of plain text: without markup, entities and what nobody can see."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
    text = _MARKUP.sub("", text) if "<" in text else text
    for _ in range(_TIMES):
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text
    return " ".join(HIDDEN.sub("", re.sub(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]", " ", text)).split())
