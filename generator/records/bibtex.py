"""BibTeX to references: entries in = references out + diagnostics, always.

In three steps: the blocks of the file become entries as they are written (here, with bibtexparser's splitter and none of its
middlewares: those accept undefined strings, lost commas and doubled fields in silence); entries take over what they
inherit; and what an entry says, `bibtex_entry` knows.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from ..base.diagnostic import Diagnostic, did_you_mean
from ..base.identifier import KEY_PATTERN, SLUG_LENGTH, windows_wall
from ..reading.files import Text
from ..reading.yaml_events import MAX_SCALAR
from . import bibtex_entry
from .bibtex_raw import BAD_FIELD, BAD_KEY, BROKEN_ENTRY, RULES, Findings, RawEntry, RawField
from .bibtex_values import MONTHS, closing
from .reference import Bibliography, Reference

__all__ = ["BROKEN_ENTRY", "RULES", "Reader", "read"]

# Its warnings repeat, without a place, what this module says as diagnostics.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

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
    return Bibliography(reader.references, frozenset(reader.broken)), reader.report.all


class Reader:
    """Takes the blocks of a file, or of a piece of one before which these `strings` were defined, and makes references of them."""

    def __init__(self, text: Text, strings: Mapping[str, str] | None = None) -> None:
        self.references: dict[str, Reference] = {}
        self.broken: set[str] = set()
        self.report = Findings(text)
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
                    self.report.add(BROKEN_ENTRY, line + offset, "text between two entries", "begin the line with % if it is a comment")
                    break
        # What follows a broken entry is the rest of it.
        self._after_failed = isinstance(block, ParsingFailedBlock)

    def _failed(self, block: ParsingFailedBlock, line: int) -> None:
        match = _KEY_IN_RAW.match(block.raw or "")
        if match:
            self.broken.add(match[1])
        name = f"the entry '{match[1]}'" if match else "this entry"
        reason = getattr(block.error, "abort_reason", None) or str(block.error) or "it breaks off"
        reason = " ".join(reason.replace("`", "'").split()).rstrip(".")
        own, help = next((told for words, told in _REASONS.items() if words in reason), (reason, "check its braces, quotes and commas"))
        self.report.add(BROKEN_ENTRY, line, f"{name} cannot be read: {own}", help)

    def _string(self, block: String, line: int) -> None:
        value = self._value(block.key, block.value, line)
        if block.key.lower() in self.strings and block.key.lower() not in MONTHS:
            self.report.add(BAD_FIELD, line, f"the string '{block.key}' is defined twice", "keep one of the two", block.key)
        if value is not None:
            self.strings[block.key.lower()] = value

    def _entry(self, entry: Entry, line: int) -> None:
        before = self.report.errors
        key = self._key(entry.key, line)
        fields = self._fields(entry)
        is_broken = self.report.errors > before
        raw = RawEntry(key, entry.entry_type, fields, entry.raw or "", line, is_broken=is_broken)
        # What its values say is told even so.
        reference = bibtex_entry.reference(raw, self.report)
        if reference is not None:
            self.references[key] = reference
        elif key not in self.references:
            self.broken.add(key)

    def _key(self, key: str, line: int) -> str:
        if not key:
            self.report.add(BAD_KEY, line, "this entry has no key", "write one after the brace: @online{who2020word,")
        elif not re.fullmatch(KEY_PATTERN, key) or len(key) > SLUG_LENGTH:
            help = f"letters, digits, and single - or _ between them, at most {SLUG_LENGTH}"
            self.report.add(BAD_KEY, line, f"'{key}' is no citation key", help, key)
        elif wall := windows_wall(key):
            self.report.add(BAD_KEY, line, f"'{key}' {wall}: no source can have a page there", "add something to it, such as the year", key)
        elif first := self._lines_of_keys.get(key.casefold()):
            message = f"the key '{key}' is already used on line {first} (capitals make no difference)"
            self.report.add(BAD_KEY, line, message, "give one of the two another key, or remove it", key)
        self._lines_of_keys.setdefault(key.casefold(), line)
        return key

    def _fields(self, entry: Entry) -> dict[str, RawField]:
        """The entry's fields by lower-case name."""
        fields: dict[str, RawField] = {}
        for item in entry.fields:
            name, line = item.key.strip().lower(), (item.start_line or 0) + 1
            if name in fields:
                self.report.add(BAD_FIELD, line, f"the field '{name}' is given twice in '{entry.key}'", "keep one of the two", item.key)
            elif not name:
                self.report.add(BROKEN_ENTRY, line, "a field without a name", "write name = {value},", "=")
            elif name == "crossref":
                self.report.add(BAD_FIELD, line, "'crossref' is not followed here", "write the fields out in this entry", item.key)
            else:
                value = self._value(item.key, item.value, line)
                fields[name] = RawField(item.key.strip(), value or "", line)
        return fields

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
                self.report.add(BROKEN_ENTRY, line, f"the field '{name}' has no value", "write field = {value},", name)
                return None
            position = match.end()
            if match["number"]:
                pieces.append(match["number"])
            elif word := match["name"]:
                if word.lower() not in self.strings:
                    help = did_you_mean(word.lower(), self.strings, f"put braces around it: {{{word}}}, or define it with @string")
                    self.report.add(BAD_FIELD, line, f"'{word}' is no defined @string", help, word)
                    return None
                pieces.append(self.strings[word.lower()])
            else:
                end = closing(raw, position - 1)
                if end is None:
                    self.report.add(BROKEN_ENTRY, line, f"the value of '{name}' is not closed", "check its braces and quotes", name)
                    return None
                pieces.append(raw[position:end])
                position = end + 1
            if sum(map(len, pieces)) > MAX_SCALAR:
                # Strings made of strings grow fast.
                self.report.add(BAD_FIELD, line, f"the value of '{name}' has more than {MAX_SCALAR:,} characters", "shorten it", name)
                return None
            rest = raw[position:].lstrip()
            if not rest:
                return "".join(pieces)
            if not rest.startswith("#"):
                message = f"something follows the value of '{name}': {' '.join(rest.split())[:40]}"
                self.report.add(BROKEN_ENTRY, line, message, "a comma is probably missing before it", name)
                return None
            position = len(raw) - len(rest) + 1
