"""BibTeX to references: entries in = references out + diagnostics, always.

Uses bibtexparser's splitter (blocks with their lines) and none of its middlewares: those accept undefined strings, lost
commas and doubled fields in silence, and decode LaTeX inside URLs. A field's value is checked against BibTeX's own grammar
here (pieces in braces, in quotes, digits or a string's name, joined by `#`); what it says, `bibtex_values` knows.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from ..base import dates
from ..base.diagnostic import Diagnostic, Rule, Severity, did_you_mean, rule
from ..base.identifier import KEY_PATTERN, SLUG_LENGTH, SLUG_PATTERN, windows_wall
from ..reading import latex
from ..reading.files import Text
from ..reading.yaml_events import MAX_SCALAR
from .bibtex_values import KNOWN_FIELDS, MONTHS, NAME_FIELDS, PLAIN_FIELDS, closing, decoded, parse_month, parse_name, split_names
from .reference import Bibliography, Name, Reference

# Its warnings repeat, without a place, what this module says as diagnostics.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

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

_SIMPLE = re.compile(r"\{([^{}\\]*)\}")
_PIECE = re.compile(r"\s*(?:(?P<number>\d+)|(?P<name>[A-Za-z_][\w:.+/-]*)|(?P<open>[{\"]))")
# What the splitter says, in words for a contributor, with a way out.
_REASONS = {
    "Unexpected block start": ("the next entry begins before this one is closed", "close its last value and the entry itself, each with '}'"),
    "found '@": ("the next entry begins before this one is closed", "close its last value and the entry itself, each with '}'"),
    "end of file": ("it is not closed", "close its last value and the entry itself, each with '}'"),
    "Expected comma after entry key": ("there is no comma behind its key", "write a comma behind the key: @online{key,"),
    "Expected a '=' after entry key": ("a field has no '='", "write each field as name = {value},"),
}
_KEY_IN_RAW = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()\"=]+)[\s,]")


def read(text: Text) -> tuple[Bibliography, list[Diagnostic]]:
    """Read a `.bib` file: every entry becomes a reference, or diagnostics that say why not."""
    reader = Reader(text)
    for block in Splitter(text.content).split().blocks:
        reader.take(block)
    return Bibliography(reader.references, frozenset(reader.broken)), reader.found


class Reader:
    """Takes the blocks of a file, or of a piece of one before which these `strings` were defined, and makes references of them."""

    def __init__(self, text: Text, strings: Mapping[str, str] | None = None) -> None:
        self.text = text
        self.references: dict[str, Reference] = {}
        self.broken: set[str] = set()
        self.found: list[Diagnostic] = []
        self.strings: dict[str, str] = dict(strings) if strings is not None else {name: str(number) for name, number in MONTHS.items()}
        self._lines_of_keys: dict[str, int] = {}
        self._after_failed = False

    def take(self, block: Block) -> None:
        """Add one block of the file."""
        line = (block.start_line or 0) + 1
        # Both are reported here, in our own words and at their own places.
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block
        if isinstance(block, ParsingFailedBlock):
            self._failed(block, line)
        elif isinstance(block, String):
            self._string(block, line)
        elif isinstance(block, Entry):
            self._entry(block, line)
        elif isinstance(block, ImplicitComment) and not self._after_failed:
            for offset, part in enumerate(block.comment.split("\n")):
                if part.strip() and not part.lstrip().startswith("%"):
                    self._report(BROKEN_ENTRY, line + offset, "text between two entries", "begin the line with % if it is a comment")
                    break
        # What follows a broken entry is the rest of it.
        self._after_failed = isinstance(block, ParsingFailedBlock)

    def _report(self, because: Rule, line: int, message: str, help: str = "", needle: str = "") -> None:
        shown = self.text.line(line)
        # As a word: 'url' is no part of 'urldate'.
        found = re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", shown) if needle else None
        column = found.start() + 1 if found else shown.find(needle) + 1 if needle else 0
        indent = len(shown) - len(shown.lstrip())
        span = self.text.span(line, column or indent + 1, len(needle) if column else len(shown.strip()))
        self.found.append(because.at(span, message, help))

    def _failed(self, block: ParsingFailedBlock, line: int) -> None:
        match = _KEY_IN_RAW.match(block.raw or "")
        if match:
            self.broken.add(match[1])
        name = f"the entry '{match[1]}'" if match else "this entry"
        reason = getattr(block.error, "abort_reason", None) or str(block.error) or "it breaks off"
        reason = " ".join(reason.replace("`", "'").split()).rstrip(".")
        own, help = next((told for words, told in _REASONS.items() if words in reason), (reason, "check its braces, quotes and commas"))
        self._report(BROKEN_ENTRY, line, f"{name} cannot be read: {own}", help)

    def _string(self, block: String, line: int) -> None:
        value = self._value(block.key, block.value, line)
        if block.key.lower() in self.strings and block.key.lower() not in MONTHS:
            self._report(BAD_FIELD, line, f"the string '{block.key}' is defined twice", "keep one of the two", block.key)
        if value is not None:
            self.strings[block.key.lower()] = value

    def _entry(self, entry: Entry, line: int) -> None:
        before = len(self.found)
        key = self._key(entry.key, line)
        values = self._fields(entry)
        names = {name: self._names(name, values.pop(name), self._line(entry, name)) for name in NAME_FIELDS if name in values}
        issued = self._issued(values, entry)
        self._check_values(values, entry)
        if not values.get("title") and not any(found.code == BROKEN_ENTRY.code for found in self.found[before:]):
            self._report(NO_TITLE, line, f"the entry '{entry.key}' has no title", "add title = {…}")
        if any(found.severity is Severity.ERROR for found in self.found[before:]):
            if entry.key not in self.references:
                self.broken.add(entry.key)
            return
        self.references[key] = Reference(
            key=key,
            type=entry.entry_type.lower(),
            title=values["title"],
            author=names.get("author", ((), False))[0],
            editor=names.get("editor", ((), False))[0],
            translator=names.get("translator", ((), False))[0],
            others=frozenset(role for role, (_, ends_in_others) in names.items() if ends_in_others),
            issued=issued,
            fields=values,
            raw=entry.raw or "",
            text=self.text,
            line=line,
        )

    def _key(self, key: str, line: int) -> str:
        if not key:
            self._report(BAD_KEY, line, "this entry has no key", "write one after the brace: @online{who2020word,")
        elif not re.fullmatch(KEY_PATTERN, key) or len(key) > SLUG_LENGTH:
            help = f"letters, digits, and single - or _ between them, at most {SLUG_LENGTH}"
            self._report(BAD_KEY, line, f"'{key}' is no citation key", help, key)
        elif wall := windows_wall(key):
            self._report(BAD_KEY, line, f"'{key}' {wall}: no source can have a page there", "add something to it, such as the year", key)
        elif first := self._lines_of_keys.get(key.casefold()):
            message = f"the key '{key}' is already used on line {first} (capitals make no difference)"
            self._report(BAD_KEY, line, message, "give one of the two another key, or remove it", key)
        self._lines_of_keys.setdefault(key.casefold(), line)
        return key

    def _fields(self, entry: Entry) -> dict[str, str]:
        """The entry's fields by lower-case name, decoded."""
        values: dict[str, str] = {}
        for item in entry.fields:
            name, line = item.key.strip().lower(), (item.start_line or 0) + 1
            if name in values:
                self._report(BAD_FIELD, line, f"the field '{name}' is given twice in '{entry.key}'", "keep one of the two", item.key)
                continue
            if not name:
                self._report(BROKEN_ENTRY, line, "a field without a name", "write name = {value},", "=")
                continue
            if name == "crossref":
                self._report(BAD_FIELD, line, "'crossref' is not followed here", "write the fields out in this entry", item.key)
                continue
            if name not in KNOWN_FIELDS:
                self._report(UNUSED_FIELD, line, f"unknown field '{name}'", did_you_mean(name, KNOWN_FIELDS, "put it into note"), item.key)
            value = self._value(item.key, item.value, line)
            for command in latex.unknown(value) if value and "\\" in value and name not in PLAIN_FIELDS else ():
                self._report(BAD_FIELD, line, f"unknown LaTeX command '{command}'", "write the character itself, in UTF-8", command)
            values[name] = "" if value is None else decoded(name, value)
        return values

    def _line(self, entry: Entry, name: str) -> int:
        return next((_line_of(item) for item in entry.fields if item.key.strip().lower() == name), (entry.start_line or 0) + 1)

    def _value(self, name: str, raw: str, line: int) -> str | None:
        """The value of a field from its pieces. None, with a diagnostic, when it is not well-formed."""
        # Nearly all values are one piece in braces, with nothing in it to interpret.
        if len(raw) <= MAX_SCALAR and (simple := _SIMPLE.fullmatch(raw)):
            return simple[1]
        pieces: list[str] = []
        position = 0
        while True:
            match = _PIECE.match(raw, position)
            if not match:
                self._report(BROKEN_ENTRY, line, f"the field '{name}' has no value", "write field = {value},", name)
                return None
            position = match.end()
            if match["number"]:
                pieces.append(match["number"])
            elif word := match["name"]:
                if word.lower() not in self.strings:
                    help = did_you_mean(word.lower(), self.strings, f"put braces around it: {{{word}}}, or define it with @string")
                    self._report(BAD_FIELD, line, f"'{word}' is no defined @string", help, word)
                    return None
                pieces.append(self.strings[word.lower()])
            else:
                end = closing(raw, position - 1)
                if end is None:
                    self._report(BROKEN_ENTRY, line, f"the value of '{name}' is not closed", "check its braces and quotes", name)
                    return None
                pieces.append(raw[position:end])
                position = end + 1
            if sum(map(len, pieces)) > MAX_SCALAR:
                # Strings made of strings grow fast.
                self._report(BAD_FIELD, line, f"the value of '{name}' has more than {MAX_SCALAR:,} characters", "shorten it", name)
                return None
            rest = raw[position:].lstrip()
            if not rest:
                return "".join(pieces)
            if not rest.startswith("#"):
                message = f"something follows the value of '{name}': {' '.join(rest.split())[:40]}"
                self._report(BROKEN_ENTRY, line, message, "a comma is probably missing before it", name)
                return None
            position = len(raw) - len(rest) + 1

    def _names(self, name: str, value: str, line: int) -> tuple[tuple[Name, ...], bool]:
        people, et_al = split_names(value)
        parsed = []
        for person in people:
            try:
                parsed.append(parse_name(person))
            except ValueError as error:
                help = "write 'Family, Given', or put braces around a name that has no parts"
                self._report(BAD_FIELD, line, f"the name '{person}' cannot be split: {error}", help, name)
        return tuple(parsed), et_al

    def _issued(self, values: dict[str, str], entry: Entry) -> dates.Edtf | None:
        if values.get("date"):
            return self._date("date", values["date"], entry)
        year, month, day = (values.get(name, "") for name in ("year", "month", "day"))
        if (month and not year) or (day and not month):
            name = "month" if month else "day"
            self._report(
                BAD_FIELD, self._line(entry, name), f"'{name}' without the larger part of the date", "a day needs a month, a month a year", name
            )
            return None
        if month:
            number = parse_month(month)
            if number is None:
                self._report(BAD_FIELD, self._line(entry, "month"), f"'{month[:20]}' is no month", "write month = mar, or month = 3", "month")
                return None
            year += f"-{number:02d}" + (f"-{day:0>2}" if day else "")
        return self._date("year", year, entry) if year else None

    def _date(self, name: str, text: str, entry: Entry) -> dates.Edtf | None:
        try:
            return dates.parse(text)
        except ValueError as error:
            self._report(BAD_FIELD, self._line(entry, name), f"{name}: {error}", "a year, a month or a day, as in 2020-03-05", name)
            return None

    def _check_values(self, values: dict[str, str], entry: Entry) -> None:
        for name in ("urldate", "archivedate"):
            if values.get(name):
                self._date(name, values[name], entry)
        for name in ("url", "archiveurl"):
            if values.get(name) and not re.match(r"https?://[^\s<>\"{}\\^`]+\Z", values[name]):
                message = f"'{values[name]}' is no web address"
                self._report(BAD_FIELD, self._line(entry, name), message, "it begins with https:// or http:// and has no spaces", name)
        publisher = values.get("publisherid", "")
        if publisher and not re.fullmatch(SLUG_PATTERN, publisher):
            self._report(BAD_FIELD, self._line(entry, "publisherid"), f"'{publisher}' is no id of a record", "", publisher)


def _line_of(item: Field) -> int:
    return (item.start_line or 0) + 1
