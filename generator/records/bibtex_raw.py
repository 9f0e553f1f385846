"""An entry of a bibliography as it is written, before anybody asks what its values say; and what is wrong with it, and where.

The values are text with LaTeX in it: pieces and strings are put together, outer braces and quotes are gone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..base.diagnostic import Concern, Diagnostic, Rule, Severity, Span, rule
from ..base.saying import NOTHING, Said, said
from ..reading.files import Text
from .bibtex_braces import closing

BROKEN_ENTRY = rule(
    "bibtex-syntax",
    """
    An entry of the bibliography cannot be read.

    A brace or quote is not closed, a comma between two fields is lost, or an entry breaks off; or a record in the format of another
    program (RIS, MEDLINE, CSL-JSON) stands among the entries. The others are read all the same.

    Where it is plain what was meant, the entry is read so, whatever else is wrong with it is told in the same run, and `casebook check --fix`
    writes it as it should be. Records of other programs are imported: `casebook import FILE`.

    **Way out:** compare the entry with its neighbours: `@online{key,` then lines of `field = {value},` and a
    closing `}`.
    """,
    about=Concern.SOURCES,
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
    about=Concern.SOURCES,
)
BAD_FIELD = rule(
    "bibtex-field",
    """
    A field of an entry cannot be used as it stands.

    It is given twice with different values (field names do not care about capitals), holds an undefined `@string`, a date that does not
    exist, an address that does not lead where it seems to (with a user's name in it, without a host, or with letters of two scripts in a
    host's name), or an identifier that is none (`doi`, `isbn`, `issn`); or `crossref` or `xdata` lead round in a circle.

    What has only one reading is read without a word: `doi = {https://doi.org/10.1000/182}`, `date = {5 March 2020}`,
    `url = {\\url{https://example.org/a\\_b}}`. Only fields that are used can be wrong. What nobody sees (`file`, `abstract`, `keywords` and
    the like) may hold anything.

    **Way out:** as the message says; `year`, `month` and `day` may also be written as one `date = {2020-03-05}`.
    """,
    about=Concern.SOURCES,
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
    about=Concern.SOURCES,
)
ODD_VALUE = rule(
    "bibtex-value",
    """
    A field of an entry is read in another way than it is written, or left out.

    The message says which: names between which no `and` stands, a date that is a text, a time of day, an ISBN whose check
    digit does not fit, a language that nobody knows, a second address. A date that cannot be read is shown as a note. The entry itself is used.

    **Way out:** write the line that the message proposes. Names are parted by `and`; an organisation stands in braces, as in
    `author = {Smith, Ann and {World Health Organization}}`.
    """,
    Severity.WARNING,
    about=Concern.SOURCES,
)
UNKNOWN_LATEX = rule(
    "bibtex-latex",
    """
    A text of an entry has a LaTeX command that the catalog does not know; it is shown as it is written.

    Accents, signs, quotation marks, dashes, and simple formulas such as `$10^{-3}$` are read as LaTeX prints them; what only says how a text looks
    (`\\emph`, `\\textcolor`) leaves the text.

    A command that stands in many entries is told once.

    **Way out:** write the character itself, in UTF-8, or leave the command out.
    """,
    Severity.WARNING,
    about=Concern.SOURCES,
)
BAD_TYPE = rule(
    "bibtex-type",
    """
    The type of an entry is mistyped: `@artcle`.

    What a source is decides how it is cited. All types of biblatex are known, those of BibTeX, and many of other programs.

    **Way out:** the type that the message names; `@online` for a page on the web, `@article` for a newspaper, `@misc` for anything else.
    """,
    about=Concern.SOURCES,
)
UNKNOWN_TYPE = rule(
    "bibtex-unknown-type",
    """
    An entry has a type that nobody knows; it is cited as `@misc`.

    Reference managers let their users define types of their own.

    **Way out:** the type of biblatex that comes nearest: `@online`, `@article`, `@report`, `@software`, `@misc`.
    """,
    Severity.WARNING,
    about=Concern.SOURCES,
)
# The way out from a field that resembles none that is known.
NOTE_IT = said("put its content into note if readers should see it, or leave it")
UNUSED_FIELD = rule(
    "bibtex-unknown-field",
    """
    An entry has a field that the catalog does not know, so nobody will see it.

    Fields that reference managers write for themselves (`file`, `owner`, `keywords`, `timestamp`, `bdsk-url-1`) are known and not shown:
    they are no fault, and never published. A field that is unknown in many entries is told once.

    **Way out:** correct the name, or put the content into `note`.
    """,
    Severity.WARNING,
    about=Concern.SOURCES,
)
NO_TITLE = rule(
    "bibtex-missing-field",
    """
    An entry has no title.

    Everything else may be unknown (an author, a date, a publisher) and is shown as such; a source
    without a title cannot be told from another.

    **Way out:** add `title = {…}`; for an untitled document describe it in square brackets.
    """,
    about=Concern.SOURCES,
)

RULES: tuple[Rule, ...] = (BROKEN_ENTRY, BAD_KEY, BAD_FIELD, ODD_VALUE, UNKNOWN_LATEX, BAD_TYPE, UNKNOWN_TYPE, UNTIDY, UNUSED_FIELD, NO_TITLE)


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

    def put(self, because: Rule, span: Span, message: Said, help: Said = NOTHING, instead: str | None = None, *, is_safe: bool = False) -> None:
        """Report something at a place, with what should stand there instead."""
        self._found[because.at(span, message, help, instead=instead, is_safe=is_safe and instead is not None)] = None
        self.lines.append(span.line)
        self.errors += because.severity is Severity.ERROR

    def value(self, line: int, name: str) -> Span | None:
        """Where the value of a field stands that begins on a line, without what is round it. None where it ends on another, or is empty."""
        shown = self.text.line(line)
        found = list(re.finditer(rf"(?<![\w-]){re.escape(name)}\s*=\s*(?=[{{\"\w])", shown, re.IGNORECASE))
        # What begins the line is the field; elsewhere it may be in the value of another.
        first = found[0] if found and not shown[: found[0].start()].strip(" \t,") else None
        if not first and len(found) != 1:
            return None
        start = (first or found[0]).end()
        if shown[start] not in '{"':
            word = re.match(r"\w+", shown[start:])
            return self.text.span(line, start + 1, word.end()) if word else None
        end = closing(shown, start, len(shown), has_escapes=False)
        return self.text.span(line, start + 2, end - start - 1) if end > start + 1 else None

    def add(
        self, because: Rule, line: int, message: Said, help: Said = NOTHING, needle: str = "", instead: str | None = None, *, is_safe: bool = False
    ) -> None:
        """Report something at a line; at these words in it, if they are there, with what should stand there instead."""
        shown = self.text.line(line)
        # As the name of a field rather than in the value of another; as a word: 'url' is no part of 'urldate'.
        word = rf"(?<!\w){re.escape(needle)}"
        found = (re.search(rf"{word}(?=\s*=)", shown) or re.search(rf"{word}(?!\w)", shown)) if needle else None
        column = found.start() + 1 if found else shown.find(needle) + 1 if needle else 0
        indent = len(shown) - len(shown.lstrip())
        span = self.text.span(line, column or indent + 1, len(needle) if column else len(shown.strip()))
        if not found or not (len(re.findall(rf"{word}(?!\w)", shown)) == 1 or shown[: found.start()].endswith("@")):
            # Not this one for sure.
            instead = None
        self.put(because, span, message, help, instead, is_safe=is_safe)


def _is_repeated(item: Diagnostic) -> bool:
    """Whether a finding says nothing new when it comes again. What a mistyped name should be, each place is told."""
    return item.code == UNKNOWN_LATEX.code or (item.code == UNUSED_FIELD.code and item.help == NOTE_IT)


def without_repetition(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings of a whole file, of which a field or a command that is unknown in many entries is one: the first, with how many there are."""
    found = list(found)
    counts = Counter(item.message for item in found if _is_repeated(item))
    told: set[str] = set()
    kept = []
    for item in found:
        if not _is_repeated(item):
            kept.append(item)
        elif item.message not in told:
            told.add(item.message)
            count = counts[item.message]
            kept.append(
                replace(item, message=said("{message}, here and {count} more times", message=item.message, count=count - 1)) if count > 1 else item
            )
    return kept


def without_meeting(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings in the order of their places, of which no two propose something for the same characters: what comes second is found again."""
    kept: list[Diagnostic] = []
    last = (0, 0)
    for item in found:
        place = (item.span.line, item.span.column)
        meets = item.instead is not None and place < last
        if item.instead is not None and not meets:
            last = (item.span.line, item.span.column + item.span.width)
        kept.append(replace(item, instead=None, is_safe=False) if meets else item)
    return kept
