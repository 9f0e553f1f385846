"""The text of another program to candidates for the bibliography: recognised by its content, read as entries, each with its place.

What is wrong with a field that a source can do without costs that field alone, and is said; anything else costs the entry.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from ..base.diagnostic import Diagnostic, Severity
from ..base.saying import NOTHING, Said, as_it_is, said, sentences
from ..reading import encodings
from ..reading.files import HIDDEN, Text
from ..records import bibtex, bibtex_foreign, bibtex_meant
from ..records.bibtex_blocks import blocks
from ..records.bibtex_entry import is_needed
from ..records.bibtex_inheritance import LEADING
from ..records.bibtex_layout import Field, Piece, pieces
from ..records.bibtex_raw import ODD_VALUE, UNTIDY
from ..records.entry_fields import NAME_FIELDS, canonical, kind
from ..records.entry_types import NO_SOURCES
from ..records.reference import Reference
from . import import_csl, import_ris, import_tagged
from .import_items import Item, NotThisFormat

# Keys that no two entries have, until they are given one each.
_OWN = "imported{}"
_OWN_KEY = re.compile(r"imported\d+")
_TOLD_APART = ("gbk", "gb18030", "gb2312", "big5", "shift_jis", "euc_kr")
# What is said of an entry by its key, where it is said of the only one.
_ITSELF = {
    "the entry '{key}' cannot be read: {problem}": said("it cannot be read: {problem}"),
    "this entry cannot be read: {problem}": said("it cannot be read: {problem}"),
    "the entry '{key}' ends before this field: there is one brace too many above": said(
        "it ends before this field: there is one brace too many above"
    ),
    "the entry '{key}' has no title": said("it has no title"),
    "the entry '{key}' is the same as on line {line}": said("it is the same as on line {line}"),
    "this entry has no key": said("it has no key"),
}
_NO_SOURCES = NO_SOURCES | {"comment", "preamble", "string"}
# Fields with the keys of other entries.
KEY_FIELDS = ("via", "copyof", "related", "crossref", "xref", "xdata")
# Without these a source is another one.
_NEEDED = ("title", "author", "editor", "translator", "date", "year", "crossref", "xdata")
_HAS_PARENT = re.compile(r"\bcrossref\s*=", re.IGNORECASE)
# What belongs to one work, and not to its parts.
_OF_ONE = ("doi", "url", "urldate", "eprint")
# How a text begins in each format, at the beginning of a line.
_BEGINNINGS = {
    "bibtex": re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
    "ris": re.compile(r"^[ \t]*TY {1,2}- ?", re.MULTILINE),
    "medline": re.compile(r"^PMID ?- ", re.MULTILINE),
    "csl-json": re.compile(r"\A\s*[\[{]\s*[\[{\"\]}]"),
    "endnote": re.compile(r"^%0 +\S", re.MULTILINE),
    "refworks": re.compile(r"^RT +[A-Z]", re.MULTILINE),
    "noteexpress": re.compile(r"^\{Reference Type\}:", re.MULTILINE),
}
_WHAT_ELSE = (
    (r"\Azotero://", said("this is a link into Zotero")),
    (r"\A\\\w*cite\w*\*?(?:\[[^\]]*\])*\{", said("this is a citation, and not a source")),
    (r"\A\[?-?@[\w{]", said("this is a citation, and not a source")),
    (
        r"\A\s*(?:<\?xml[^>]*>\s*)?<xml>\s*<records>",
        said("this is EndNote's XML; its output styles 'BibTeX Export' and 'RefMan (RIS) Export' will do"),
    ),
    (r"\A\s*(?:<\?xml[^>]*>\s*)?<rdf:RDF", said("this is RDF")),
    (r"\A\s*<(?:\?xml|!DOCTYPE|\w)", said("this is XML or HTML")),
)
_NO_FORMAT = said("this is no format that is known here")
_IN_WORDS = said("this looks like a reference in words; 'casebook new source --title …' makes an entry of it")
_FROM_ZOTERO = said("from Zotero, 'Export items' and 'Quick Copy' give BibLaTeX, BibTeX, CSL JSON and RIS, each of which will do")


_READERS: Mapping[str, Callable[[str], list[Item]]] = {
    **{"ris": import_ris.read, "medline": import_ris.read_medline, "csl-json": import_csl.read},
    **{form: partial(import_tagged.read, format=form) for form in import_tagged.FORMATS},
}


@dataclass(frozen=True)
class Candidate:
    """An entry of the text: its line, from 1, the key that it has there, and its reference, or why there is none; with what was left out of it.

    A reference has a key that no other has, and names other entries of the text (`via`, `copyof`) by theirs.
    """

    line: int
    key: str
    reference: Reference | None
    refused: Said = NOTHING
    left_out: tuple[Said, ...] = ()
    # Whether it has to have its own key, in the habit of the others or not.
    is_key_wanted: bool = False


def decoded(content: bytes) -> str:
    """A text from its bytes, which are UTF-8, or UTF-16 where it says so. Raises NotThisFormat for any other."""
    try:
        return content.decode("utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError as error:
        # Services in China write GBK, which is told apart from others for sure.
        if (found := encodings.guess(content)) and found.codec in _TOLD_APART:
            with suppress(UnicodeDecodeError):
                return content.decode(found.codec)
        line = content.count(b"\n", 0, error.start) + 1
        raise NotThisFormat(said("this is not UTF-8; save it with the encoding UTF-8"), line) from None


def recognised(content: str) -> str:
    """The format of a text, one of `asking.FORMATS`. Raises NotThisFormat, which says what it seems to be, for any other."""
    found = {name: match.start() for name, pattern in _BEGINNINGS.items() if (match := pattern.search(content))}
    if found:
        return min(found, key=lambda name: found[name])
    what = next((what for pattern, what in _WHAT_ELSE if re.search(pattern, content.lstrip())), _NO_FORMAT)
    if what == _NO_FORMAT and any(item.format == "" for item in bibtex_foreign.found_in(content)):
        raise NotThisFormat(_IN_WORDS)
    raise NotThisFormat(sentences([what if content.strip() else said("there is nothing in it"), _FROM_ZOTERO]))


def read(content: str, format: str, path: str) -> list[Candidate]:
    """The candidates of a text in one of `asking.FORMATS`, in their order. Raises NotThisFormat when it is not in it."""
    content = HIDDEN.sub("", content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if format == "bibtex":
        own, others = _parted(content)
        found = _candidates(*_renamed(_mended(own)), path, lambda line: line)
        return sorted((*found, *of_items(others, path, len(found))), key=lambda candidate: candidate.line)
    return of_items(_READERS[format](content), path)


def _parted(content: str) -> tuple[str, list[Item]]:
    """A text of entries without the records in other formats that stand among them, on the same lines; and those records."""
    items: list[Item] = []
    parts: list[str] = []
    place = 0
    for block in blocks(content, is_needed):
        between = "" if block.type else content[block.start : block.end]
        starts = [item for item in bibtex_foreign.found_in(between) if item.format in bibtex_foreign.READ] if between.strip() else []
        for record, following in zip(starts, (*starts[1:], None), strict=False):
            start, end = block.start + record.offset, block.start + following.offset if following else block.end
            with suppress(NotThisFormat):
                line = content.count("\n", 0, start)
                items += (replace(item, line=item.line + line) for item in _READERS[bibtex_foreign.READ[record.format]](content[start:end]))
                parts += (content[place:start], "\n" * content.count("\n", start, end))
                place = end
    return "".join((*parts, content[place:])), items


def of_items(items: Sequence[Item], path: str, before: int = 0) -> list[Candidate]:
    """The candidates that items are; `path` is where they come from, where so many others come from that have keys of their own."""
    sources = [item for item in items if not item.refused]
    entries = [item.entry(_OWN.format(number)) for number, item in enumerate(sources, before)]
    # The line of the item, for each line of its entry.
    lines = [item.line for item, entry in zip(sources, entries, strict=True) for _ in range(entry.count("\n") + 1)]
    given = {_OWN.format(number): item.key for number, item in enumerate(sources, before)}
    found = iter(_candidates("\n".join(entries), given, path, lambda line: lines[line - 1], [item.left_out for item in sources]))
    return [Candidate(item.line, item.key, None, item.refused) if item.refused else next(found) for item in items]


def _mended(content: str) -> str:
    """A text whose entries are written as they were meant, on the lines on which they were."""
    found = (repair for block in blocks(content, is_needed) for repair in block.repairs)
    return bibtex_meant.applied(content, [repair._replace(new=repair.new.replace("\n", " ")) for repair in found])


def _renamed(content: str) -> tuple[str, dict[str, str]]:
    """A text in which each entry has a key of its own, also one that has none or that of another, with those that they had."""
    found = [piece for piece in pieces(content) if piece.is_entry]
    given = {_OWN.format(number): piece.key for number, piece in enumerate(found)}
    own: dict[str, str] = {}
    for key, old in given.items():
        own.setdefault(old, key)
    parts: list[str] = []
    place = 0
    for piece, key in zip(found, given, strict=True):
        has_place = piece.key or "," in content[piece.inside : piece.fields[0].start]
        parts += (content[place : piece.inside], key if has_place else f"{key},")
        place = content.index(piece.key, piece.inside) + len(piece.key)
        for field in piece.fields:
            if field.name.lower() in KEY_FIELDS:
                value = content[field.value : field.end]
                parts += (content[place : field.value], re.sub(r"[^\s,{}\"#]+", lambda word: own.get(word.group(), word.group()), value))
                place = field.end
    return "".join((*parts, content[place:])), given


def _candidates(
    content: str, given: Mapping[str, str], path: str, line_of: Callable[[int], int], lost: Sequence[tuple[Said, ...]] = ()
) -> list[Candidate]:
    """What the entries of a text come to; `given` are the keys that they had, `line_of` says on which line of the file a line of the text stands.

    `lost` is what each had before it became an entry, and has no more.
    """
    content = _put_right(content, path)
    text = Text(path, content)
    found = [piece for piece in pieces(content) if piece.type and piece.type.lower() not in _NO_SOURCES]
    lines = _Lines(content, found)
    references, found_in_it = _understood(text)
    problems = [problem for problem in found_in_it if problem.severity is Severity.ERROR]
    wrong = {field: problem for problem in problems if (field := lines.field_at(problem)) and field.name.lower() not in _NEEDED}
    if wrong:
        references, remaining = _understood(Text(path, _without(content, wrong)))
        problems = [problem for problem in remaining if problem.severity is Severity.ERROR]
    left_out: dict[int, list[Said]] = {}
    for field, problem in wrong.items():
        left_out.setdefault(lines.piece_at(text.at_offset(field.start).line), []).append(
            said("{name} ({reason})", name=field.name.lower(), reason=problem.message)
        )
    by_piece = {lines.piece_at(reference.line): reference for reference in references}
    for number, read in by_piece.items():
        left_out.setdefault(number, []).extend((*_unread(read, found[number], lines, found_in_it), *(lost[number] if lost else ())))
    reasons: dict[int, Diagnostic] = {}
    for problem in problems:
        reasons.setdefault(lines.piece_at(problem.span.line), problem)
    candidates = []
    for number, piece in enumerate(found):
        reference, reason = by_piece.get(number), reasons.get(number)
        reference = _without_what_is_the_parents(reference) if reference else None
        place = reason.span.line if reason and not reference else text.at_offset(piece.start).line
        key = given.get(reference.key if reference else piece.key, piece.key)
        refused = NOTHING if reference else _said(reason, given)
        candidates.append(Candidate(line_of(place), key, reference, refused, tuple(_named(text, given) for text in left_out.get(number, ()))))
    # What looks like an entry and does not begin as one.
    strays = [problem for problem in found_in_it if problem.code == UNTIDY.code and not lines.is_in_piece(problem)]
    candidates += (Candidate(line_of(stray.span.line), "", None, _said(stray, given)) for stray in strays)
    return sorted(candidates, key=lambda candidate: candidate.line)


def _put_right(content: str, path: str) -> str:
    """A text in which the values are as `check --fix` would write them, on the lines on which they were."""
    lines = content.split("\n")
    for item in sorted(bibtex.read(Text(path, content))[1], key=lambda item: item.order, reverse=True):
        if item.is_safe and item.instead is not None and item.code == ODD_VALUE.code and "\n" not in item.instead:
            line, start = lines[item.span.line - 1], item.span.column - 1
            lines[item.span.line - 1] = f"{line[:start]}{item.instead}{line[start + len(item.span.shown) :]}"
    return "\n".join(lines)


def _understood(text: Text) -> tuple[list[Reference], list[Diagnostic]]:
    bibliography, found = bibtex.read(text)
    return list(bibliography.references.values()), found


def _unread(reference: Reference, piece: Piece, lines: _Lines, found_in_it: Iterable[Diagnostic]) -> Iterator[Said]:
    """The fields of an entry that its reference lacks, though nothing is wrong with them that costs more: each with the reason."""
    known = {"date": reference.issued, "year": reference.issued, **reference.fields, **dict.fromkeys((*NAME_FIELDS, *reference.roles), True)}
    for problem in found_in_it:
        if (
            problem.severity is not Severity.ERROR
            and problem.code in (ODD_VALUE.code, UNTIDY.code)
            and (field := lines.field_at(problem)) in piece.fields
        ):
            name = field.name.lower()
            if name in LEADING or (problem.code == ODD_VALUE.code and not known.get(canonical(name))):
                yield said("{name} ({reason})", name=name, reason=problem.message.values.get("problem", problem.message))
    for field in piece.fields:
        if kind(field.name.lower()) is None:
            yield said("{name} (a field that is not known)", name=field.name.lower())


def _without_what_is_the_parents(reference: Reference) -> Reference:
    """A reference without the DOI and the address that it took over from what it is a part of: by themselves they would be its own."""
    if not _HAS_PARENT.search(reference.raw):
        return reference
    fields = {
        name: value for name, value in reference.fields.items() if name not in _OF_ONE or re.search(rf"\b{name}\s*=", reference.raw, re.IGNORECASE)
    }
    return replace(reference, fields=fields)


def _said(reason: Diagnostic | None, given: Mapping[str, str]) -> Said:
    if reason is None:
        return said("it cannot be read")
    message = _named(_of_itself(reason.message), given)
    return said("{message} ({help})", message=message, help=_named(reason.help, given)) if reason.help else message


def _of_itself(message: Said) -> Said:
    """A message about an entry, which is the one that it is about."""
    return Said(_ITSELF.get(message.template, message.template), message.values, message.several, message.number)


def _named(text: Said, given: Mapping[str, str]) -> Said:
    """A message with the keys that the entries had."""
    if not text.values:
        return as_it_is(_OWN_KEY.sub(lambda own: given.get(own.group(), own.group()), text)) if _OWN_KEY.search(text) else text
    values = {name: _named(as_it_is(value), given) if isinstance(value, str) else value for name, value in text.values.items()}
    return Said(text.template, values, text.several, text.number)


class _Lines:
    """Which entry, and which of its fields, stands on a line of a text."""

    def __init__(self, content: str, found: Sequence[Piece]) -> None:
        self._text = Text("", content)
        self._found = found
        self._starts = [self._text.at_offset(piece.start).line for piece in found]

    def piece_at(self, line: int) -> int:
        """The number of the last entry that begins on a line or before it; -1 before the first."""
        from bisect import bisect_right

        return bisect_right(self._starts, line) - 1

    def is_in_piece(self, problem: Diagnostic) -> bool:
        """Whether a problem is one of an entry, and not of what stands between two."""
        number = self.piece_at(problem.span.line)
        return number >= 0 and self._text.line_starts[problem.span.line - 1] < self._found[number].end

    def field_at(self, problem: Diagnostic) -> Field | None:
        """The field to which a problem belongs."""
        number = self.piece_at(problem.span.line)
        if number < 0:
            return None
        offset = self._text.line_starts[problem.span.line - 1] + problem.span.column - 1
        fields = self._found[number].fields
        on_line = [field for field in fields if self._text.at_offset(field.start).line <= problem.span.line <= self._text.at_offset(field.end).line]
        within = [field for field in on_line if field.start <= offset <= field.end]
        return next(iter(within or (on_line if len(on_line) == 1 else ())), None)


def _without(content: str, fields: Iterable[Field]) -> str:
    """A text without some of its fields, with its lines as they were."""
    parts: list[str] = []
    place = 0
    for field in sorted(fields, key=lambda field: field.start):
        parts += (content[place : field.start], "\n" * content.count("\n", field.start, field.end))
        comma = re.compile(r"\s*,").match(content, field.end)
        parts.append("\n" * comma.group().count("\n") if comma else "")
        place = comma.end() if comma else field.end
    return "".join((*parts, content[place:]))
