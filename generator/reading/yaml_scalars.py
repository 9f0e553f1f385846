"""Texts as YAML scalars: without quotes where every reader takes them for the same text, with quotes where one would not.

Readers of YAML 1.1 take `no` for false, `012` for ten and `1:20` for eighty, those of YAML 1.2 take `1e5` for a number.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from decimal import Decimal

import yaml

from .yaml_events import MAX_DIGITS, core_scalar

# Both are words for a truth value in YAML 1.1, though hardly a reader knows it.
_YES_NO = frozenset("yYnN")
# How a plain scalar may begin; with `-` only where no space follows.
_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s,\[\]{}])")
_ENDS_IT = re.compile(r":(?:\s|\Z)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}?]|:(?=[\"'])")
# A day is a date to a reader of YAML 1.1 and a text to one of YAML 1.2, and reads the same to whoever sees it.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
# So long a line may be that has more than one value on it, or one that could be on lines of its own.
MOST_ON_A_LINE = 150
# A text over several lines is broken at this width where nobody has broken it.
FOLDED = 120
# Blanks at the ends of lines, and what begins with one: behind `>-` they would stand for something else.
_NOT_FOLDED = re.compile(r"\A\s|\s\Z|[ \t]\n|\n[ \t]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def is_plain(text: str, *, is_in_flow: bool = False) -> bool:
    """Whether a text can stand without quotes: on one line, perhaps between the brackets of a list or a mapping (`is_in_flow`)."""
    if not _START.match(text) or text != text.strip() or _ENDS_IT.search(text) or (is_in_flow and _FLOW_SIGNS.search(text)):
        return False
    return is_text(text) and not text.startswith(("---", "..."))


def is_text(written: str) -> bool:
    """Whether a scalar without quotes is a text to readers of YAML 1.1 and of 1.2 alike; a day counts as one."""
    if _DAY.fullmatch(written):
        return True
    if not written or written in _YES_NO or not isinstance(core_scalar(written), str):
        return False
    return not _tag(written)


def _tag(written: str) -> str:
    """What a reader of YAML 1.1 takes a scalar without quotes for; empty for a text."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    return next((tag for tag, pattern in (*resolvers.get(written[:1], ()), *resolvers.get(None, ())) if pattern.match(written)), "")


def scalar(text: str, *, is_in_flow: bool = False) -> str:
    """A text as a scalar on one line: plain where that can be, else in double quotes, or in single ones where it holds double ones."""
    if is_plain(text, is_in_flow=is_in_flow):
        return text
    if ('"' in text or "\\" in text) and not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", text):
        return "'" + within(text, "'") + "'"
    return '"' + within(text, '"') + '"'


def key(text: str, *, is_in_flow: bool = False) -> str:
    """The name of a field. Words stand without quotes, `on` too, which only a reader of YAML 1.1 takes for something else."""
    return text if _WORD.fullmatch(text) else scalar(text, is_in_flow=is_in_flow)


def respelt(value: str, style: str, written: str, *, is_in_flow: bool = False) -> str:
    """A scalar on one line, as all readers take it for what it is: `value` without quotes, in a style (plain when empty), as it is `written`."""
    said = value if style else core_scalar(written)
    match said:
        case None:
            return "null" if written.lower() == "null" or (is_in_flow and not written) else written
        case bool():
            return "true" if said else "false"
        case int() | Decimal():
            return _number(said, written)
        case _:
            return scalar(value, is_in_flow=is_in_flow)


def _number(said: int | Decimal, written: str) -> str:
    """A number in digits, if it is not one to every reader as it is written."""
    if _tag(written) in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
        return written
    digits = f"{said:f}" if isinstance(said, Decimal) else str(said)
    return digits if len(digits) <= MAX_DIGITS else written


def folded(text: str, broken: Sequence[str] = ()) -> list[str]:
    """The lines of a text behind `>-`: broken as it was before, where it was; none for a text that cannot stand there."""
    if not text or _NOT_FOLDED.search(text):
        return []
    paragraphs = re.split(r"(\n+)", text)
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        # Between two paragraphs there are line ends, and each is an empty line.
        lines += [""] * len(paragraph) if number % 2 else _wrapped(paragraph)
    given = list(broken)
    return given if all(line.strip() == line for line in given) and _unfolded(given) == text else lines


def _wrapped(paragraph: str) -> list[str]:
    lines = textwrap.wrap(paragraph, FOLDED, break_long_words=False, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False)
    return lines if " ".join(lines) == paragraph else [paragraph]


def _unfolded(lines: Sequence[str]) -> str:
    """What a reader makes of lines behind `>-`."""
    return re.sub(r"\n+", lambda ends: " " if len(ends.group()) == 1 else ends.group()[1:], "\n".join(lines))


def within(text: str, quote: str) -> str:
    """A text as it stands between two quotes of this kind."""
    return text.replace("'", "''") if quote == "'" else re.sub(r'["\\\n\t]', lambda sign: _ESCAPES[sign.group()], text)
