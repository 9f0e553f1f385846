"""What stands in a field of a BibTeX entry: which fields there are, where a value ends, and the text, month or name it says.

Names are split by bibtexparser; LaTeX is decoded in texts and names, and left alone in addresses.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names

from ..base.scripts import HAN
from ..reading import latex
from .reference import Name

NAME_FIELDS = ("author", "editor", "translator")
TEXT_FIELDS = frozenset(
    (
        "title",
        "subtitle",
        *("titleaddon", "maintitle", "booksubtitle", "issuetitle", "eventtitle", "venue", "origtitle", "origlocation", "origpublisher", "bookauthor"),
        *("shorttitle", "shortjournal", "part", "volumes", "pagetotal", "holder", "pubstate", "eprinttype", "origdate", "eventdate", "addendum"),
        "booktitle",
        "journal",
        "journaltitle",
        "series",
        "edition",
        "publisher",
        "institution",
        "organization",
        "school",
        "address",
        "location",
        "howpublished",
        "note",
        "type",
        "volume",
        "number",
        "issue",
        "pages",
        "chapter",
        "version",
        "annote",
        "abstract",
        "keywords",
    )
)
PLAIN_FIELDS = frozenset(
    (
        "url",
        "doi",
        "isbn",
        "issn",
        "eprint",
        "langid",
        "language",
        "publisherid",
        "via",
        "copyof",
        "read",
        "archiveurl",
        "archivedate",
        "urldate",
        "date",
        "year",
        "month",
        "day",
    )
)
KNOWN_FIELDS = frozenset((*NAME_FIELDS, *TEXT_FIELDS, *PLAIN_FIELDS))
_MONTH_NAMES = "january february march april may june july august september october november december".split()
MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
# What may close or nest a value; a backslash makes the next character an ordinary one.
_MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)
_HAN_NAME = re.compile(f"[{HAN}· ]+")


def parse_month(text: str) -> int | None:
    """The number of a month from its name, its first three letters (with or without a full stop), or its digits."""
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text)
    word = text.lower().rstrip(".")
    return next((number for number, name in enumerate(_MONTH_NAMES, 1) if word == name or (len(word) > 2 and word in (name[:3], name[:4]))), None)


def closing(raw: str, start: int) -> int | None:
    """The offset that closes the brace or quote at `start`; quotes may hold balanced braces."""
    closer, depth = '"' if raw[start] == '"' else "}", 0
    for mark in _MARK.finditer(raw, start + 1):
        character = mark.group()
        if character == closer and depth == 0:
            return mark.start()
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth < 0:
                return None
    return None


def decoded(name: str, value: str) -> str:
    """A field's text: white space folded; LaTeX decoded and braces dropped in text fields only."""
    value = " ".join(value.split())
    if name in PLAIN_FIELDS:
        return value[1:-1] if value.startswith("{") and value.endswith("}") else value
    # Names keep their braces until they are split: braces say what belongs together.
    return value if name in NAME_FIELDS else _plain_text(value)


def _plain_text(value: str) -> str:
    """Decode LaTeX accents and commands and drop grouping braces."""
    return latex.decode(value).strip(" ") if "\\" in value or "~" in value or "{" in value or "}" in value else value


def split_names(value: str) -> tuple[list[str], bool]:
    """The names of a list, each as it is written, and whether "and others" ends it."""
    people = [person.strip() for person in split_multiple_persons_names(value)]
    et_al = bool(people) and people[-1].lower() == "others"
    return people[:-1] if et_al else people, et_al


# The same people and organisations stand behind many sources.
@lru_cache(maxsize=4096)
def parse_name(person: str) -> Name:
    """One name. Raises ValueError, with the reason, when it has no sense as a name."""
    if person.lower() == "others":
        raise ValueError("'others' can only come last")
    if person.startswith("{") and closing(person, 0) == len(person) - 1:
        if not (literal := _plain_text(person[1:-1])):
            raise ValueError("the braces are empty")
        return Name(literal=literal, is_organisation=True)
    if _HAN_NAME.fullmatch(person):
        # Chinese names are not turned round, with a space in them or without.
        return Name(literal=person)
    try:
        parts = parse_single_name_into_parts(person, strict=True)
    except InvalidNameError as error:
        raise ValueError(error.reason) from None
    family, given = " ".join(parts.last), " ".join(parts.first)
    if not family:
        raise ValueError("there is no family name")
    if "and" in person.lower().split():
        raise ValueError("an 'and' stands twice")
    if family and not given and not parts.von:
        # One word without a given name: an organisation, or a Chinese name written as one.
        return Name(literal=_plain_text(family))
    return Name(_plain_text(family), _plain_text(given), _plain_text(" ".join(parts.von)), _plain_text(" ".join(parts.jr)))
