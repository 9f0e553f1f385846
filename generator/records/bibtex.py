"""BibTeX to references: entries in = references out + diagnostics, always.

In three steps: the blocks of the file become entries as they are written, with their strings put in (here); entries take over what they
inherit (`bibtex_inheritance`); and what an entry says, `bibtex_entry` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from ..base.diagnostic import Diagnostic, did_you_mean, nearest
from ..base.identifier import KEY_WORDS, is_key, key_like, normal_key
from ..base.saying import Said, said, several
from ..reading.files import HIDDEN, LOST, NOT_UTF8, Text
from ..reading.yaml_events import MAX_SCALAR
from . import bibtex_entry, bibtex_foreign, bibtex_strings, entry_types, names, same_work
from .bibtex_blocks import Block, Item, blocks
from .bibtex_dates import MONTHS, month_of
from .bibtex_inheritance import SET, inherited
from .bibtex_raw import BAD_FIELD, BAD_KEY, BROKEN_ENTRY, ODD_VALUE, RULES, UNTIDY, Findings, RawEntry, RawField, without_meeting, without_repetition
from .entry_fields import canonical
from .entry_types import NO_SOURCES
from .reference import Bibliography, Reference, addressed

__all__ = ["RULES", "Reader", "read", "references", "whole"]

# Text between two entries that may be a part of one; and such as belongs to the entry before it.
_LIKE_AN_ENTRY = re.compile(r"[{}=@]")
_LIKE_A_FIELD = re.compile(r"[\s,}]*[^\s=,{}()\"#%@]+\s*=\s*[{\"\w]")
_LIKE_A_BEGINNING = re.compile(r"\s*([A-Za-z]+)\s*\{\s*([^\s,={}]+)\s*,")
# Characters that nobody can see, but that part words.
_AROUND_KEY = re.compile(rf"^[^{{(]*[{{(](?:\s|{HIDDEN.pattern})*|(?:\s|{HIDDEN.pattern})*\Z")
_ABBREVIATED = ("journaltitle", "booktitle", "publisher", "series", "institution", "organization", "location", "eventtitle")
_HEAD = re.compile(r"@[ \t]*[\w.:+/-]+[ \t]*[{(][ \t]*,?")
_TYPE_IN_WORDS = re.compile(r"@[ \t]*([A-Za-z]+(?:[ \t]+[A-Za-z]+)+)[ \t]*\{")
_WITHOUT_TYPE = re.compile(r"^\s*@\{")
_BLANK = re.compile("[\x0b-\x0d\x1c-\x1f\x85\u2028\u2029]")


def read(text: Text) -> tuple[Bibliography, list[Diagnostic]]:
    """Read a `.bib` file: every entry becomes a reference, or diagnostics that say why not, in the order of their places.

    The text may hold characters that nobody can see, and LOST for bytes that are no characters.
    """
    reader = Reader(text)
    found = references(inherited(reader.entries, reader.broken, reader.report), reader.report)
    return whole({key: found[key] for key in reader.entries if key in found}, reader.broken, reader.report.all)


def references(entries: Mapping[str, RawEntry], report: Findings) -> dict[str, Reference | None]:
    """The references that entries are, with what they take over; None for one that is none. What is no source is left out."""
    return {key: _reference(entry, report) for key, entry in entries.items() if entry.type not in NO_SOURCES}


def _reference(entry: RawEntry, report: Findings) -> Reference | None:
    before = len(report.lines)
    reference = bibtex_entry.reference(entry, report)
    if reference or entry.is_broken:
        return reference
    # What is wrong with a field costs the entry in which it stands, and not what takes over from that.
    wrong = set(report.lines[before:])
    fields = {name: field for name, field in entry.fields.items() if not (field.inherited and field.line in wrong)}
    return bibtex_entry.reference(replace(entry, fields=fields), Findings(report.text)) if len(fields) < len(entry.fields) else None


def whole(found: Mapping[str, Reference | None], broken: Iterable[str], problems: Iterable[Diagnostic]) -> tuple[Bibliography, list[Diagnostic]]:
    """A bibliography of what its entries are, in their order, and what is wrong with it, in the order of the places."""
    good = {key: reference for key, reference in found.items() if reference is not None}
    lost = {*broken, *found}.difference(good, [""])
    return Bibliography(addressed(good), frozenset(lost)), without_meeting(
        without_repetition(sorted(set(problems), key=lambda problem: problem.order))
    )


class Reader:
    """The entries of a file, or of a piece of one before which these `strings` were defined, as they are written.

    `broken` has the keys of those that cannot be read, but for such as are there a second time. `strings` are those after the piece.
    """

    def __init__(self, text: Text, strings: Mapping[str, str] | None = None) -> None:
        self.entries: dict[str, RawEntry] = {}
        self.broken: set[str] = set()
        self.report = Findings(text)
        self.strings: dict[str, str] = dict(strings or {})
        # Whether something could not be read that may have to do with what is before and after the piece.
        self.is_odd = False
        # Errors that cost nothing, because it is plain what was meant.
        self._forgiven = 0
        self._content = text.content
        self._line, self._counted = 1, 0
        self._is_clean = not HIDDEN.search(text.content) and LOST not in text.content
        self._last: RawEntry | None = None
        for block in blocks(text.content, bibtex_entry.is_needed):
            if block.problem:
                self._failed(block)
            elif not block.type:
                self._between(block)
            elif block.type == "string":
                self._strings(block)
            else:
                self._entry(block)

    def _line_at(self, offset: int) -> int:
        """The line of an offset, which is not before the last one asked for."""
        self._line += self._content.count("\n", self._counted, offset)
        self._counted = max(self._counted, offset)
        return self._line

    def _failed(self, block: Block) -> None:
        self.is_odd = True
        key = normal_key(block.key)
        if key and key not in self.entries:
            self.broken.add(key)
        if block.type == "string":
            message = said("this string cannot be read: {problem}", problem=block.problem)
        elif key:
            message = said("the entry '{key}' cannot be read: {problem}", key=key, problem=block.problem)
        else:
            message = said("this entry cannot be read: {problem}", problem=block.problem)
        place, needle = (block.field.offset, block.field.name) if block.field else (block.start, "")
        self.report.add(BROKEN_ENTRY, self._line_at(place), message, block.help, needle)

    def _repaired(self, block: Block) -> None:
        """What is wrong with an entry that is read as it was meant."""
        for repair in block.repairs:
            self.is_odd = True
            message = said("the entry '{key}' cannot be read: {problem}", key=normal_key(block.key), problem=repair.problem)
            span = self.report.text.at_offset(repair.offset, len(repair.old))
            self.report.put(BROKEN_ENTRY, span, message, repair.help, repair.new, is_safe=repair.is_safe)

    def _between(self, block: Block) -> None:
        """Text between two blocks, which is nobody's, unless it is the rest of the entry before it, or one that does not begin as one."""
        text, last = self._content[block.start : block.end], self._last
        self._last = None
        if not text.strip():
            return
        if foreign := list(bibtex_foreign.found_in(text)):
            for item in foreign:
                span = self.report.text.at_offset(block.start + item.offset, len(text))
                self.report.put(BROKEN_ENTRY if item.format else UNTIDY, span, item.message, item.help)
            return
        if not _LIKE_AN_ENTRY.search(text):
            return
        line = self._line_at(block.start)
        if last and (rest := _LIKE_A_FIELD.match(text)):
            message = said("the entry '{key}' ends before this field: there is one brace too many above", key=last.key)
            brace = self.report.text.at_offset(block.start - 1)
            if brace.shown == "}":
                self.report.put(BROKEN_ENTRY, brace, message, said("remove the brace that closes the entry too early"), "", is_safe=True)
            else:
                place = line + text.count("\n", 0, rest.end())
                self.report.add(BROKEN_ENTRY, place, message, said("remove the brace that closes the entry too early"))
            if self.entries.get(last.key) is last:
                self.entries[last.key] = replace(last, is_broken=True)
            return
        for offset, part in enumerate(text.split("\n")):
            if _LIKE_AN_ENTRY.search(part.split("%")[0]):
                if text.strip() == "}" and last:
                    # Behind the brace that closes an entry.
                    message, help = said("text between two entries that looks like a part of one"), said("remove it: one brace closes an entry")
                    self.report.put(UNTIDY, self.report.text.at_offset(block.start + text.index("}")), message, help, "", is_safe=True)
                else:
                    self.report.add(UNTIDY, line + offset, *_no_beginning(part), is_safe=True)
                return

    def _strings(self, block: Block) -> None:
        for item in block.items:
            line, name = self._line_at(item.offset), item.name.lower()
            value = self._value(item, line)
            if value is None:
                continue
            if name not in MONTHS and self.strings.get(name, value) != value:
                self.report.add(
                    UNTIDY, line, said("the string '{name}' is defined again, otherwise", name=item.name), said("keep one of the two"), item.name
                )
            self.strings[name] = value

    def _entry(self, block: Block) -> None:
        line = self._line_at(block.start)
        self._repaired(block)
        key = self._key(block, line)
        before = self.report.errors - self._forgiven - (not is_key(key))
        # Around the key it is blank space.
        if not self._is_clean and (found := HIDDEN.findall(_AROUND_KEY.sub("", self._content[block.start : block.end].partition(",")[0]))):
            self.report.add(UNTIDY, line, _hidden(found, "key"), said("delete what cannot be seen"), found[0])
        fields = self._fields(block)
        if block.type == SET:
            self.report.add(UNTIDY, line, said("the set '{key}' is no source", key=key), said("cite its members, each by its own key"), key)
        entry = RawEntry(
            key, block.type, fields, self._content[block.start : block.end], line, is_broken=self.report.errors - self._forgiven > before
        )
        self._last = entry
        if first := self.entries.get(key):
            self._again(first, entry)
        else:
            self.entries[key] = entry

    def _again(self, first: RawEntry, entry: RawEntry) -> None:
        """An entry whose key another has."""
        if not entry.key:
            return
        # A line is named, which is another in a piece.
        self.is_odd = True
        values, others = ({name: field.value for name, field in one.fields.items()} for one in (first, entry))
        if (first.type, values) == (entry.type, others):
            self.report.add(
                UNTIDY,
                entry.line,
                said("the entry '{key}' is the same as on line {line}", key=entry.key, line=first.line),
                said("remove one of the two"),
                entry.key,
            )
        else:
            message = said("the key '{key}' is already used on line {line}", key=entry.key, line=first.line)
            self.report.add(BAD_KEY, entry.line, message, self._way_out(first, entry), entry.key)

    def _way_out(self, first: RawEntry, entry: RawEntry) -> Said:
        """What to do with an entry whose key another has; whatever else is wrong with it is told, too."""
        works = same_work.Works()
        if known := bibtex_entry.reference(first, Findings(self.report.text)):
            works.add(known)
        if (again := bibtex_entry.reference(entry, self.report)) and works.find(replace(again, key=f"{again.key}*")):
            return said("remove this one: it is the same work")
        other = self._free_key(f"{entry.key}b")
        return (
            said("give one of the two another key, such as {key}, and cite it so; or remove it", key=other)
            if other
            else said("give one of the two another key, or remove it")
        )

    def _key(self, block: Block, line: int) -> str:
        """The key of an entry, or else the one that is proposed for it."""
        written = block.key
        key = normal_key(written)
        if not key:
            key = self._free_key((_first_word_of(block, "author") or _first_word_of(block, "title")).lower(), _year_of(block))
            head = _HEAD.match(self._content, block.start)
            help = said("write one after the brace: @online{who2020word,")
            if key and head:
                better = f"{head.group().rstrip(', ')}{key},"
                span = self.report.text.at_offset(block.start, len(head.group()))
                self.report.put(BAD_KEY, span, said("this entry has no key"), said("write {better}", better=better), better, is_safe=True)
            else:
                self.report.add(BAD_KEY, line, said("this entry has no key"), help)
        elif not is_key(key):
            self.broken.add(key)
            better = self._free_key(key)
            help = said("write {better}, and cite it so; a key has {words}", better=better, words=KEY_WORDS) if better else KEY_WORDS
            self.report.add(BAD_KEY, line, said("'{key}' is no citation key", key=key), help, written, better or None, is_safe=True)
            key = better or key
        return key

    def _free_key(self, *parts: str) -> str:
        """A key made of these that no entry has; empty without the first."""
        plain = key_like("".join(parts)) if parts[0] else ""
        keys = (f"{plain}{letter}" for letter in ("", *ascii_lowercase[1:]))
        return next((key for key in keys if not re.search(rf"[{{(]\s*{re.escape(key)}\s*,", self._content)), "") if plain else ""

    def _fields(self, block: Block) -> dict[str, RawField]:
        """The fields by their names in small letters. What nobody needs has no value."""
        fields: dict[str, RawField] = {}
        for item in block.items:
            name, line = item.name.lower(), self._line_at(item.offset)
            if not bibtex_entry.is_needed(name):
                fields.setdefault(name, RawField(item.name, "", line))
                continue
            value = self._value(item, line)
            value = bibtex_strings.journal(name, value) if value else ""
            if name not in fields:
                fields[name] = RawField(item.name, value, line)
            elif " ".join(fields[name].value.split()) == " ".join(value.split()):
                self.report.add(
                    UNTIDY,
                    line,
                    said("the field '{name}' is given twice in '{key}'", name=name, key=block.key),
                    said("keep one of the two"),
                    item.name,
                )
            else:
                message = said("the field '{name}' is given twice in '{key}', in other words", name=name, key=block.key)
                self.report.add(BAD_FIELD, line, message, said("keep one of the two"), item.name)
        return fields

    def _value(self, item: Item, line: int) -> str | None:
        """The value of a field, its strings put in. None, with a diagnostic, when that cannot be done."""
        if self._is_clean and len(item.pieces) == 1 and not item.pieces[0].is_name and len(text := item.pieces[0].text) <= MAX_SCALAR:
            # So nearly all are.
            return text
        parts = []
        length = 0
        for text, is_name in item.pieces:
            part = self._string(item, text, line) if is_name else text
            if part is None:
                return None
            parts.append(part)
            length += len(part)
            if length > MAX_SCALAR:
                # Strings made of strings grow fast.
                self.report.add(
                    BAD_FIELD,
                    line,
                    said("the value of '{name}' has more than {max_scalar:,} characters", name=item.name, max_scalar=MAX_SCALAR),
                    said("shorten it"),
                    item.name,
                )
                return None
        value = "".join(parts)
        return value if self._is_clean else self._seen(item, value, line)

    def _string(self, item: Item, written: str, line: int) -> str | None:
        name = written.lstrip("\\").lower()
        value = self.strings.get(name, bibtex_strings.KNOWN.get(name))
        if value is not None:
            return value
        message = said("'{written}' is no defined @string", written=written)
        if item.name.lower() in ("month", "date") and (number := month_of(name)):
            value = list(MONTHS)[number - 1]
            self.report.add(ODD_VALUE, line, message, said("write {better}", better=f"{item.name} = {value}"), written, value, is_safe=True)
            return MONTHS[value]
        near = nearest(name, self.strings)
        help = did_you_mean(name, self.strings, said("put braces around it: {{{written}}}, or define it with @string", written=written))
        # What is called so in many sources may have a string in a file that is not here.
        is_word = not near and len(item.pieces) == 1 and canonical(item.name.lower()) not in _ABBREVIATED
        self._forgiven += is_word
        self.report.add(BAD_FIELD, line, message, help, written, f"{{{written}}}" if is_word else near, is_safe=is_word)
        return written if is_word else None

    def _seen(self, item: Item, value: str, line: int) -> str | None:
        """A value without what nobody can see. None, with a diagnostic, when something of it was lost."""
        if LOST in value:
            line += self._content.count("\n", item.offset, self._content.find(LOST, item.offset))
            message = said("the value of '{name}' has a byte that is not UTF-8, or lost a character before", name=item.name)
            self.report.add(NOT_UTF8, line, message, said("write the character again, and save the file with the encoding UTF-8"), LOST)
            return None
        if found := HIDDEN.findall(value):
            line += self._content.count("\n", item.offset, self._content.find(found[0], item.offset))
            self.report.add(UNTIDY, line, _hidden(found, item.name), said("delete what cannot be seen"), found[0])
            value = HIDDEN.sub("", _BLANK.sub(" ", value))
        return value


def _no_beginning(line: str) -> tuple[Said, Said, str, str | None]:
    """What is wrong with a line on which an entry may begin and does not, and the way out; what should stand on it instead of what."""
    if (typed := _TYPE_IN_WORDS.search(line)) and entry_types.is_known("".join(typed[1].split())):
        type = "".join(typed[1].split())
        return said("a type is one word"), said("write {better}", better=f"@{type}{{"), typed[1], type
    if _WITHOUT_TYPE.search(line):
        return said("an entry without its type is passed over"), said("write {better}", better="@misc{"), "@", None
    if found := _LIKE_A_BEGINNING.match(line):
        message = said("an entry without its '@' is passed over: '{key}'", key=found[2])
        instead = f"@{found[1]}" if entry_types.is_known(found[1]) else None
        return message, said("write {better}", better=f"@{found[1]}{{{found[2]},"), found[1] if instead else "", instead
    return said("text between two entries that looks like a part of one"), said("begin the line with % if it is a comment"), "", None


def _first_word_of(block: Block, name: str) -> str:
    """The name with which a field begins, or its first word."""
    value = next((item.pieces[0].text for item in block.items if item.name.lower() == name and item.pieces), "")
    person = next(iter(names.read(" ".join(value.split())).names), None) if name == "author" else None
    return next(iter(re.findall(r"\w+", person.family or person.literal if person else value)), "")


def _year_of(block: Block) -> str:
    value = next((item.pieces[0].text for item in block.items if item.name.lower() in ("year", "date") and item.pieces), "")
    return next(iter(re.findall(r"\d{4}", value)), "")


def _hidden(found: Sequence[str], where: str) -> Said:
    """What is said of characters that nobody can see."""
    every = dict.fromkeys(found)
    return several(
        "invisible or control character {characters} in '{where}': it is left out",
        "invisible or control characters {characters} in '{where}': they are left out",
        len(found),
        characters=", ".join(f"U+{ord(sign):04X}" for sign in every),
        where=where,
    )
