"""Texts as YAML scalars: without quotes where every reader takes them for the same text, with quotes where one would not.

Readers of YAML 1.1 take `no` for false, `012` for ten and `1:20` for eighty, those of YAML 1.2 take `1e5` for a number.
"""

from __future__ import annotations

import re

import yaml

from .yaml_events import core_scalar

# Both are words for a truth value in YAML 1.1, though hardly a reader knows it.
_YES_NO = frozenset("yYnN")
# How a plain scalar may begin; with `-` only where no space follows.
_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s,\[\]{}])")
_ENDS_IT = re.compile(r":(?:\s|\Z)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}?]|:(?=[\"'])")
# A day is a date to a reader of YAML 1.1 and a text to one of YAML 1.2, and reads the same to whoever sees it.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
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
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    return not any(pattern.match(written) for _tag, pattern in (*resolvers.get(written[0], ()), *resolvers.get(None, ())))


def scalar(text: str, *, is_in_flow: bool = False) -> str:
    """A text as a scalar on one line: plain where that can be, else in double quotes, or in single ones where it holds double ones."""
    if is_plain(text, is_in_flow=is_in_flow):
        return text
    if ('"' in text or "\\" in text) and not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", text):
        return "'" + within(text, "'") + "'"
    return '"' + within(text, '"') + '"'


def within(text: str, quote: str) -> str:
    """A text as it stands between two quotes of this kind."""
    return text.replace("'", "''") if quote == "'" else re.sub(r'["\\\n\t]', lambda sign: _ESCAPES[sign.group()], text)
