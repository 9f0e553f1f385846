"""In which encoding a file is that is not UTF-8, as far as its bytes give it away: UTF-16, GBK, Big5, Windows' own.

What is read in one of them is read to be told of, and to be saved again; nothing is published of it.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ..base.saying import NOTHING, Said, said

_MARKS = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
RICH_TEXT = b"{\\rtf"
# First bytes of files that are no texts: what they are, for whoever renamed one.
_OTHERS = (
    (b"\x89PNG", said("picture (PNG)")),
    (b"\xff\xd8\xff", said("picture (JPEG)")),
    (b"GIF8", said("picture (GIF)")),
    (b"%PDF", said("PDF")),
    (b"PK\x03\x04", said("document of an office program, or another ZIP archive")),
    (b"\xd0\xcf\x11\xe0", said("document of an older office program")),
    (RICH_TEXT, said("rich text document (RTF)")),
    (b"\x1f\x8b", said("compressed file (gzip)")),
    (b"SQLite format 3", said("database (SQLite)")),
)
# So many bytes tell.
_LOOKED_AT = 64 * 1024
_SHORT = 3
_WESTERN = "cp1252"
# What stands for a byte that is nothing in UTF-8.
LOST = "\N{REPLACEMENT CHARACTER}"


class Encoding(NamedTuple):
    """An encoding: what people and programs call it, and Python's name of it."""

    name: str
    codec: str


def other_file(raw: bytes) -> Said:
    """What a file is that is no text, by its first bytes; nothing for all others."""
    return next((what for start, what in _OTHERS if raw.startswith(start)), NOTHING)


def guess(raw: bytes) -> Encoding | None:
    """The encoding of a text that is not UTF-8; None where its bytes do not tell."""
    head = raw[:_LOOKED_AT]
    for mark, name in _MARKS:
        if name and raw.startswith(mark):
            return Encoding(name.upper(), name)
    if sixteen := _without_mark(head):
        return sixteen
    if _share(head, *_GBK) >= _ENOUGH and (text := _decoded(raw, "gb18030")) is not None:
        is_traditional = _share(head, *_BIG5) > _share(head, *_GBK)
        return Encoding("Big5", "big5") if is_traditional and text and _decoded(raw, "big5") is not None else Encoding("GBK (GB 18030)", "gb18030")
    if _share(head, *_BIG5) >= _ENOUGH and _decoded(raw, "big5") is not None:
        return Encoding("Big5", "big5")
    # Accents and quotes of Windows stand among plain letters, one or a few at a time.
    is_western = 0 < max(map(len, re.findall(rb"[\x80-\xff]+", head)), default=0) <= _SHORT
    return Encoding("Windows-1252", _WESTERN) if is_western and _decoded(raw, _WESTERN) is not None else None


def is_throughout(raw: bytes) -> bool:
    """Whether a text is as a whole in an encoding of two bytes a character, and not one in UTF-8 with a strange part."""
    found = guess(raw)
    if found is None or found.codec == _WESTERN:
        return False
    content = raw[:_LOOKED_AT].decode("utf-8", "replace")
    lost = content.count(LOST)
    return found.codec.startswith("utf") or lost > sum(not sign.isascii() for sign in content) - lost


def _without_mark(head: bytes) -> Encoding | None:
    """UTF-16 without its mark: of ASCII, every other byte is nothing."""
    ascii_low, ascii_high = head[0::2].count(0), head[1::2].count(0)
    pairs = max(1, len(head) // 2)
    for zeros, others, codec in ((ascii_high, ascii_low, "utf-16-le"), (ascii_low, ascii_high, "utf-16-be")):
        if zeros > max(2, pairs // 6) and zeros > 4 * others and _decoded(head[: 2 * pairs], codec) is not None:
            return Encoding("UTF-16", codec)
    return None


# Where the most used characters lie: the first bytes of a pair, and those that may be second. GB 2312, level 1; Big5, level 1.
_GBK = (range(0xB0, 0xD8), (range(0xA1, 0xFF),))
_BIG5 = (range(0xA4, 0xC7), (range(0x40, 0x7F), range(0xA1, 0xFF)))
_ENOUGH = 0.6


def _share(head: bytes, firsts: range, seconds: tuple[range, ...]) -> float:
    """How many of the characters that are no ASCII are among the most used ones, if all are of two bytes."""
    found = total = position = 0
    while position < len(head):
        if head[position] < 0x80:
            position += 1
            continue
        second = head[position + 1] if position + 1 < len(head) else 0
        total += 1
        found += head[position] in firsts and any(second in part for part in seconds)
        position += 2
    return found / total if total else 0.0


def _decoded(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
