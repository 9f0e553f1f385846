"""An entry of a bibliography as it is written, before anybody asks what its values say; and what is wrong with it, and where.

The values are text with LaTeX in it: pieces and strings are put together, outer braces and quotes are gone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..base.diagnostic import Diagnostic, Rule, Severity, rule
from ..reading.files import Text

BROKEN_ENTRY = rule(
    "bibtex-syntax",
    """
    An entry of the bibliography cannot be read.

    A brace or quote is not closed, a comma between two fields is lost, or an entry breaks off. It is lost alone: the other
    entries are read all the same.

    **Way out:** compare the entry with its neighbours: `@online{key,` then lines of `field = {value},` and a
    closing `}`.
    """,
)
BAD_KEY = rule(
    "bibtex-key",
    """
    A citation key is missing, has characters that a key may not have, or is used twice.

    A key is letters and digits of any script, and `:` `.` `+` `/` `'` `_` `-` `&` `(` `)` `*` `!`, at most 120. Capitals count:
    `Smith2020` and `smith2020` are two keys. The source's address (`/sources/…/`) is made of the key; what an address cannot have is left
    out there.

    **Way out:** a key such as `smith2020harbour`: who, which year, and a word of the title. If the same
    source is entered twice, keep one and cite that.
    """,
)
BAD_FIELD = rule(
    "bibtex-field",
    """
    A field of an entry cannot be used as it stands.

    It is given twice with different values (field names do not care about capitals), holds an undefined `@string`, a date that does not
    exist, an address that is no web address, or a name that cannot be split; or `crossref` or `xdata` lead round in a circle.

    Only fields that are used can be wrong. What nobody sees (`file`, `abstract`, `keywords` and the like) may hold anything.

    **Way out:** as the message says; `year`, `month` and `day` may also be written as one `date = {2020-03-05}`.
    """,
)
UNTIDY = rule(
    "bibtex-passed-over",
    """
    Something in the bibliography is passed over.

    It is no mistake that costs anything, but perhaps not what was meant: text between two entries that looks like a part of one, a `@set`, an
    entry or a field that stands there twice in the same words, a string that is defined again, a `crossref` or `xdata` to an entry that is
    not there, or a character that nobody can see (a soft hyphen, a mark for the direction of writing, a form feed), which is left out.

    **Way out:** remove it, or correct it, as the message says.
    """,
    Severity.WARNING,
)
UNUSED_FIELD = rule(
    "bibtex-unknown-field",
    """
    An entry has a field that the catalog does not know, so nobody will see it.

    **Way out:** correct the name, or put the content into `note`.
    """,
    Severity.WARNING,
)
NO_TITLE = rule(
    "bibtex-missing-field",
    """
    An entry has no title.

    Everything else may be unknown (an author, a date, a publisher) and is shown as such; a source
    without a title cannot be told from another.

    **Way out:** add `title = {…}`; for an untitled document describe it in square brackets.
    """,
)

RULES: tuple[Rule, ...] = (BROKEN_ENTRY, BAD_KEY, BAD_FIELD, UNTIDY, UNUSED_FIELD, NO_TITLE)


@dataclass(frozen=True, slots=True)
class RawField:
    """A field as it is written: its name, its value with LaTeX in it, and its line. `inherited` is the key of the entry that it comes from."""

    name: str
    value: str
    line: int
    inherited: str = ""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as it is written: `fields` by their names in small letters; `raw` is the whole of it, from its `@`, which stands on `line`.

    `is_broken`: something in it cannot be read, which is reported; that is no part of `fields`, or empty there.
    """

    key: str
    type: str
    fields: Mapping[str, RawField] = field(hash=False)
    raw: str
    line: int
    is_broken: bool = False

    def line_of(self, name: str) -> int:
        """The line of a field, by its name in small letters; that of the entry when it has no such field."""
        found = self.fields.get(name)
        return found.line if found else self.line


class Findings:
    """What is found in a file, each once, at its place."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._found: dict[Diagnostic, None] = {}
        # The lines of all that was reported so far, and how many were errors, also such as were known already.
        self.lines: list[int] = []
        self.errors = 0

    @property
    def all(self) -> list[Diagnostic]:
        """Everything found, in the order in which it was."""
        return list(self._found)

    def add(self, because: Rule, line: int, message: str, help: str = "", needle: str = "") -> None:
        """Report something at a line; at these words in it, if they are there."""
        shown = self.text.line(line)
        # As a word: 'url' is no part of 'urldate'.
        found = re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", shown) if needle else None
        column = found.start() + 1 if found else shown.find(needle) + 1 if needle else 0
        indent = len(shown) - len(shown.lstrip())
        span = self.text.span(line, column or indent + 1, len(needle) if column else len(shown.strip()))
        self._found[because.at(span, message, help)] = None
        self.lines.append(line)
        self.errors += because.severity is Severity.ERROR
