"""Full-width signs where BibTeX has its own, as an input method types them: each is read as the narrow sign, and told.

Each stands for one sign, so that every place stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..base.diagnostic import Diagnostic
from ..base.saying import said
from ..reading.files import Text
from .bibtex_raw import BROKEN_ENTRY

_WIDE = re.compile(r"^.*[\uff20\uff5b\uff5d\uff1d\uff0c\u3000].*$", re.MULTILINE)
_OPENS = re.compile(
    r"(?P<head>[ \t\u3000]*[@\uff20]\w+[ \u3000]*[{\uff5b][ \u3000]*)(?P<text>[^\s,{}=\uff0c\uff5b\uff5d\uff1d]*)"
    r"(?P<tail>[ \u3000]*[,\uff0c]?[ \u3000]*)"
)
_FIELD = re.compile(
    r"(?P<head>[ \t\u3000]*(?P<name>[A-Za-z][\w.+-]*)[ \u3000]*[=\uff1d][ \u3000]*[{\uff5b\"\u201c]?)(?P<text>.*?)"
    r"(?P<tail>[}\uff5d\"\u201d]?[ \u3000]*[,\uff0c]?[ \u3000]*(?:[}\uff5d][ \u3000]*)?)"
)
_CLOSES = re.compile(r"(?P<head>[ \t\u3000]*[}\uff5d][ \u3000]*[,\uff0c]?[ \u3000]*)(?P<text>)(?P<tail>)")
_TO_PLAIN = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# What has no sign of another script in it.
_PLAIN = ("url", "doi", "archiveurl", "urldate", "eprint", "isbn", "issn")


def straight(text: Text) -> tuple[Text, list[Diagnostic]]:
    """A bibliography as it is read, and what is to be said of each line that is written otherwise."""
    found = list(_found(text))
    if not found:
        return text, []
    content = text.content
    for item in reversed(found):
        start = text.line_starts[item.span.line - 1] + item.span.column - 1
        content = content[:start] + (item.instead or "") + content[start + item.span.width :]
    return Text(text.path, content), found


def wait(found: list[Diagnostic], told: list[Diagnostic]) -> list[Diagnostic]:
    """What was found in such a text: what is wrong with a line that is to be another waits to be put right until it is."""
    lines = {item.span.line for item in told}
    return [replace(item, is_safe=False) if item.span.line in lines else item for item in found] if lines else found


def _found(text: Text) -> Iterator[Diagnostic]:
    for match in _WIDE.finditer(text.content):
        line = match.group()
        parts = _OPENS.fullmatch(line) or _FIELD.fullmatch(line) or _CLOSES.fullmatch(line)
        if not parts:
            continue
        is_plain = parts.groupdict().get("name", "").lower() in _PLAIN
        written = (
            parts["head"].translate(_TO_PLAIN)
            + (parts["text"].translate(_TO_PLAIN) if is_plain else parts["text"])
            + parts["tail"].translate(_TO_PLAIN)
        )
        changed = [at for at, (one, other) in enumerate(zip(line, written, strict=True)) if one != other]
        if not changed:
            continue
        first, last = changed[0], changed[-1] + 1
        message, help = said("these are full-width signs, and BibTeX has its own"), said("write {line}", line=written.strip())
        yield BROKEN_ENTRY.at(text.at_offset(match.start() + first, last - first), message, help, instead=written[first:last], is_safe=True)
