"""The text of a new YAML file from plain data, in the common layout (see `fmt_yaml`): for whoever writes a record without an editor.

Where the layout leaves a choice, this is how it is made: a list of texts stands in brackets where it fits there and none of them needs quotes only
for the brackets, as a citation with a locator does; a mapping of two short values at the most stands in brackets, such as a role or a range; a text
longer than its line stands behind `>-`, one of several paragraphs behind `|-`, or `|` where it ends with a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ..reading.yaml_scalars import MOST_ON_A_LINE, folded, key, scalar
from .fmt_yaml import INDENT, formatted

# What is short enough to stand with another one between brackets.
_WORD = re.compile(r"[\w./~-]{1,64}", re.ASCII)
_SHORT = 2


def written(data: Mapping[str, Any], model: Any = None) -> str:
    """The text of a file that says what `data` says: mappings, lists, texts, numbers, booleans and None, its fields in the order of a model.

    Read again it gives the same data. Raises Unsafe for what no YAML of ours can say, such as a text with a control character.
    """
    return formatted("".join(f"{line}\n" for line in _fields(data, "")), model).text


def _fields(data: Mapping[str, Any], margin: str) -> Iterator[str]:
    for name, value in data.items():
        yield from _valued(f"{margin}{key(name)}:", value, margin)


def _valued(opening: str, value: Any, margin: str) -> Iterator[str]:
    """A value behind its opening (the name of a field, or a dash), and on the lines after it."""
    inner = margin + " " * INDENT
    text = _on_a_line(value)
    if text is not None and (len(opening) + 1 + len(text) <= MOST_ON_A_LINE or not isinstance(value, str | list | tuple | Mapping) or not value):
        yield f"{opening} {text}".rstrip()
    elif isinstance(value, Mapping):
        lines = list(_fields(value, inner))
        if opening.endswith("-"):
            yield f"{opening} {lines.pop(0).strip(' ')}"
        else:
            yield opening
        yield from lines
    elif isinstance(value, list | tuple):
        yield opening
        for item in value:
            yield from _valued(f"{inner}-", item, inner)
    else:
        header, lines = _paragraphs(str(value))
        yield f"{opening} {header}"
        yield from (f"{inner}{line}" if line else "" for line in lines)


def _on_a_line(value: Any) -> str | None:
    """A value as it stands on one line; None where it has to have lines of its own."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case str():
            return None if "\n" in value else scalar(value)
        case list() | tuple():
            words = [_on_a_line(item) if isinstance(item, str | int | Decimal) else None for item in value]
            is_plain = all(
                word is not None and (not isinstance(item, str) or word == scalar(item, is_in_flow=True))
                for word, item in zip(words, value, strict=True)
            )
            return f"[{', '.join(map(str, words))}]" if is_plain else None
        case _:
            is_short = len(value) <= _SHORT and all(_WORD.fullmatch(str(one)) for one in value.values())
            return (
                "{" + ", ".join(f"{key(name, is_in_flow=True)}: {_on_a_line(one) or 'null'}" for name, one in value.items()) + "}"
                if is_short
                else None
            )


def _paragraphs(text: str) -> tuple[str, list[str]]:
    """What opens a text that goes over several lines, and these."""
    if "\n" not in text:
        lines = folded(text)
        return (">-", lines) if lines else (scalar(text), [])
    body = text.rstrip("\n")
    if not body or re.search(r"[^\S\n]\n|[^\S\n]\Z|\A\s", body) or text.endswith("\n\n"):
        return scalar(text), []
    return "|" if text.endswith("\n") else "|-", body.split("\n")
