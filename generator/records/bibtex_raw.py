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

    A brace or quote is not closed, a comma between two fields is lost, an entry breaks off, or text stands
    between entries. The other entries are read all the same.

    **Way out:** compare the entry with its neighbours: `@online{key,` then lines of `field = {value},` and a
    closing `}`.
    """,
)
BAD_KEY = rule(
    "bibtex-key",
    """
    A citation key is missing, has characters that a key may not have, or is used twice.

    A key is part of the source's address (`/sources/KEY/`): letters, digits, and single `-` or `_` between them,
    at most 64; two keys that differ only in capitals count as the same, and no key is a name that Windows cannot hold (`con`, `Aux`).

    **Way out:** a key such as `smith2020harbour`: who, which year, and a word of the title. If the same
    source is entered twice, keep one and cite that.
    """,
)
BAD_FIELD = rule(
    "bibtex-field",
    """
    A field of an entry cannot be used as it stands.

    It is given twice (field names do not care about capitals), holds an undefined `@string`, a date that does not exist, an address
    that is no web address, or a name that cannot be split.

    **Way out:** as the message says; `year`, `month` and `day` may also be written as one `date = {2020-03-05}`.
    """,
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

RULES: tuple[Rule, ...] = (BROKEN_ENTRY, BAD_KEY, BAD_FIELD, UNUSED_FIELD, NO_TITLE)


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
        # How many errors were reported so far, also such as were known already.
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
        self.errors += because.severity is Severity.ERROR
