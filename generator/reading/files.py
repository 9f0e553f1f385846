"""The text of a project's files: UTF-8, of a size that is read in no time, and with no character that nobody can see.

A place in a text is a line and a column, both from 1, or an offset in characters.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..base import overlay
from ..base.diagnostic import Concern, Diagnostic, Rule, Span, rule
from ..base.saying import of_system, said
from . import encodings

MAX_YAML_BYTES = 256 * 1024
MAX_BIB_BYTES = 32 * 1024 * 1024

UNREADABLE = rule(
    "unreadable-file",
    """
    A file of the project cannot be read.

    The file does not open (no permission, or it vanished), or it is not a regular file: a folder with the name
    of a record, a link to somewhere else, a device. Links are refused because a record must be the same for
    everyone who checks the project out.

    **Way out:** put a plain file there, readable by you, or remove it.
    """,
    about=Concern.YAML,
)
TOO_LARGE = rule(
    "file-too-large",
    """
    A file is larger than any honest record.

    A record may have 256 KiB, 16 levels of nesting, 20,000 values and 20,000 characters in one value; the
    bibliography may have 32 MiB. The limits keep one broken file from stopping the build for everyone.

    **Way out:** split the record, or move long documents to a source and cite them.
    """,
    about=Concern.YAML,
)
NOT_UTF8 = rule(
    "not-utf-8",
    """
    A file is not encoded as UTF-8.

    Every script, accents and emoji are welcome, in UTF-8 only: other encodings cannot be told apart reliably.
    Of the bibliography only the entries are lost that show such a character.

    **Way out:** `casebook check --fix` saves it as UTF-8 where its bytes say what it is in (GBK, Big5, UTF-16). Of other encodings, save the
    file again with the encoding "UTF-8" (most editors have this in the save dialog or the status bar).
    """,
    about=Concern.YAML,
)
INVISIBLE = rule(
    "invisible-character",
    """
    A file holds a character that nobody can see.

    Control characters, zero-width spaces and the marks that turn writing from left to right can make a text
    read differently from what it says. Real text in any script, with accents or emoji, needs none of those
    refused here. In the bibliography, which programs write, they are left out instead (`bibtex-passed-over`).

    **Way out:** delete the character at the place shown and type the text again; it often came in by copying
    from a web page or a PDF.
    """,
    about=Concern.TEXTS,
)

RULES: tuple[Rule, ...] = (UNREADABLE, TOO_LARGE, NOT_UTF8, INVISIBLE)

# Control characters but tab and line feed, soft hyphen, zero-width space, word joiner, line and paragraph
# separators, bidirectional marks, the byte order mark inside a text, interlinear and tag characters, private
# use and non-characters. The zero-width joiner and non-joiner stay: emoji, Persian and Indic text need them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ue000-\uf8ff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_SAVED = said("'casebook check --fix' saves it as UTF-8; so does 'Save as' in an editor, with the encoding UTF-8")
# What stands for bytes that are no characters, where they are let in.
LOST = encodings.LOST
# Line feed, and all of ASCII that can be seen.
_PLAIN = bytes([0x0A, *range(0x20, 0x7F)])


@dataclass(frozen=True, slots=True)
class Text:
    """A file's decoded text with its path; makes spans from offsets and lines."""

    path: str
    content: str
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins; computed at the first call."""
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(match.end() for match in re.finditer(r"\n", self.content))
        return self._starts

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its end; empty past the end."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.content)
        return self.content[starts[number - 1] : end].rstrip("\r")

    def span(self, line: int, column: int = 1, width: int = 1) -> Span:
        """A span from a 1-based line and column."""
        return Span(self.path, line, column, max(1, width), self.line(line))

    def at_offset(self, offset: int, width: int = 1) -> Span:
        """A span from an offset in characters; it ends with its line at the latest."""
        from bisect import bisect_right

        line = bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1] + 1
        return self.span(line, column, min(width, max(1, len(self.line(line)) - column + 1)))


def read_text(root: Path, path: str, limit: int = MAX_YAML_BYTES) -> tuple[Text | None, list[Diagnostic]]:
    """Read a UTF-8 file at `root/path`.

    Returns the text, or None with the reason: it is unreadable, no regular file, larger than `limit` bytes,
    not UTF-8, or holds invisible characters (then the text is still not given: it may deceive). A text in an encoding of two bytes a
    character is given with what is to be said of that.
    """
    raw, problems = _bytes(root, path, limit)
    if raw is None:
        return None, problems
    if raw.startswith(encodings.RICH_TEXT):
        return None, [_no_text(path, encodings.other_file(raw))]
    try:
        content = raw.decode()
    except UnicodeDecodeError as error:
        return _otherwise(path, raw, _not_utf8(path, raw, error))
    if "\x00" in content and (what := _binary(path, raw)):
        return _otherwise(path, raw, what)
    text = Text(path, content.replace("\r\n", "\n") if "\r" in content else content)
    # Nearly all characters of a file are plain ones, which this throws out in no time.
    rest = raw.translate(None, _PLAIN).decode()
    return (None, found) if HIDDEN.search(rest) and (found := _invisible(text)) else (text, [])


def read_any_text(root: Path, path: str, limit: int) -> tuple[Text | None, list[Diagnostic]]:
    """Read a file at `root/path` in which one part is nothing to another: with characters that nobody can see, and LOST for bytes that are not UTF-8.

    Every kind of line end is a line feed. Returns the text, or None with the reason: it is unreadable, no regular file, larger than `limit`
    bytes, or from its beginning to its end in an encoding of two bytes a character.
    """
    raw, problems = _bytes(root, path, limit)
    if raw is None:
        return None, problems
    try:
        content = raw.decode()
    except UnicodeDecodeError as error:
        if encodings.is_throughout(raw):
            return _otherwise(path, raw, _not_utf8(path, raw, error))
        content = raw.decode("utf-8", "replace")
    return Text(path, content.replace("\r\n", "\n").replace("\r", "\n") if "\r" in content else content), []


def _otherwise(path: str, raw: bytes, problem: Diagnostic) -> tuple[Text | None, list[Diagnostic]]:
    """The text of a file that is not UTF-8, where its bytes say in what it is written from its beginning to its end."""
    found = encodings.guess(raw) if encodings.is_throughout(raw) else None
    content = raw.decode(found.codec, "replace").removeprefix("\ufeff") if found else LOST
    if found is None or LOST in content or HIDDEN.search(content.replace("\r\n", "\n")):
        return None, [problem]
    return Text(path, content.replace("\r\n", "\n")), [replace(problem, help=_SAVED, is_safe=True, encoding=found.codec)]


def _bytes(root: Path, path: str, limit: int) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of a file, without a mark of their order, or None with the reason."""
    whole = Span(path)
    full = f"{root}/{path}"
    raw = overlay.content(full)
    try:
        if raw is not None:
            return (raw.removeprefix(codecs.BOM_UTF8), []) if len(raw) <= limit else (None, [_too_large(whole, len(raw), limit)])
        status = os.lstat(full)
        if stat.S_ISLNK(status.st_mode):
            return None, [UNREADABLE.at(whole, said("this is a link, not a file"), said("replace the link by the file it points to"))]
        if not stat.S_ISREG(status.st_mode):
            if stat.S_ISDIR(status.st_mode):
                message = said("this is a folder, and its name is that of a data file")
            else:
                message = said("this is not a regular file, and its name is that of a data file")
            return None, [UNREADABLE.at(whole, message, said("rename or remove it"))]
        if status.st_size > limit:
            return None, [_too_large(whole, status.st_size, limit)]
        # Without pathlib, which takes as long as the reading.
        with open(full, "rb", buffering=0) as file:  # noqa: PTH123
            raw = file.read()
    except OSError as error:
        return None, [UNREADABLE.at(whole, said("the file cannot be read: {reason}", reason=of_system(error)), said("check its permissions"))]
    return raw.removeprefix(codecs.BOM_UTF8), []


def _too_large(whole: Span, size: int, limit: int) -> Diagnostic:
    message = said("the file has {size} bytes, more than the {limit} allowed", size=f"{size:,}", limit=f"{limit:,}")
    return TOO_LARGE.at(whole, message, said("split it, or move long text to a source and cite that"))


def _no_text(path: str, what: str) -> Diagnostic:
    return NOT_UTF8.at(Span(path), said("this is no text, but another kind of file: {what}", what=what), said("copy its text into a plain text file"))


def _not_utf8(path: str, raw: bytes, error: UnicodeDecodeError) -> Diagnostic:
    if what := encodings.other_file(raw):
        return _no_text(path, what)
    if found := encodings.guess(raw):
        return _in(found, path, raw, error.start)
    line = raw.count(b"\n", 0, error.start) + 1
    column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
    message = said("byte {byte:#04x} is not UTF-8", byte=raw[error.start])
    shown = Text(path, raw.decode("utf-8", "replace")).line(line)
    return NOT_UTF8.at(Span(path, line, column, 1, shown), message, said("save the file with the encoding UTF-8"))


def _binary(path: str, raw: bytes) -> Diagnostic | None:
    """What a file with characters that are nothing is, where that can be told: UTF-16 of plain letters, or no text at all."""
    try:
        raw.decode("ascii")
    except UnicodeDecodeError as error:
        return _not_utf8(path, raw, error)
    if what := encodings.other_file(raw):
        return _no_text(path, what)
    found = encodings.guess(raw)
    return _in(found, path, raw, 0) if found and found.codec.startswith("utf-16") else None


def _in(encoding: encodings.Encoding, path: str, raw: bytes, start: int) -> Diagnostic:
    """A file in an encoding that is known, at the first character that is not UTF-8, and how to save it again."""
    text = Text(path, raw.decode(encoding.codec, "replace").lstrip("\ufeff").replace("\r\n", "\n"))
    offset = len(raw[:start].decode(encoding.codec, "replace").replace("\r\n", "\n"))
    place = text.at_offset(min(offset, max(0, len(text.content) - 1)))
    message = said("this file looks like {encoding}, and not like UTF-8", encoding=encoding.name)
    help = said(
        "save it as UTF-8: in Visual Studio Code click on the encoding at the bottom, 'Reopen with Encoding' {encoding}, then 'Save with Encoding' "
        "UTF-8; in Windows' Notepad 'Save as' with the encoding UTF-8",
        encoding=encoding.name,
    )
    return NOT_UTF8.at(place, message, help)


def _invisible(text: Text, most: int = 20) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for match in HIDDEN.finditer(text.content):
        span = text.at_offset(match.start())
        if match.group() == "\r":
            # Once is enough: all lines of the file end like that.
            help = said("save the file with line ends as Unix or Windows have them (LF or CRLF)")
            return [*found, INVISIBLE.at(span, said("this line ends in a carriage return alone (U+000D)"), help)]
        name = unicodedata.name(match.group(), "").lower()
        code = f"U+{ord(match.group()):04X}"
        message = (
            said("invisible character: {name} ({code})", name=name, code=code) if name else said("invisible or control character {code}", code=code)
        )
        found.append(INVISIBLE.at(span, message, said("delete it and type the text around it again"), instead=""))
        if len(found) == most:
            break
    return found
