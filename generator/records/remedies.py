"""What to write in place of a value that its field does not take, at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..base.diagnostic import Span
from ..base.identifier import SLUG_PATTERN
from ..base.saying import NOTHING, Said, said, sentences
from ..reading.yaml_advice import OUT_OF_LINE, in_column
from ..reading.yaml_reader import Document, Route
from . import advice_dates, advice_names, advice_numbers
from .advice import Advice

# The first line of a text over several lines whose name has no colon.
_BLOCK = re.compile(r"(?P<name>[\w-]+) +(?P<sign>[|>][-+]?)\n")

# An item of a list, and further ones that stand to the right of it.
_LISTED = re.compile(r"[^\s:#-][^\n]*(?:\n *(?P<more>- )[^\n]*)+")


class Remedy(NamedTuple):
    """What is wrong with a value, in place of what pydantic says of it; the place, a way out, and the text to write there."""

    span: Span
    message: Said
    help: Said
    instead: str | None = None
    is_safe: bool = False


def of_value(document: Document, route: Route, problem: str, context: Any, beside: Sequence[str]) -> Remedy | None:
    """What to say of the value at a route with which pydantic has a problem of this type; None where there is nothing better to say.

    `beside` are the names of the fields that may stand in the same mapping.
    """
    offset, written = document.whole(route)
    if problem == "model_type" and (block := _BLOCK.match(written)):
        line = f"{block['name']}: {block['sign']}"
        why = said("there is no colon between '{name}' and '{sign}'", name=block["name"], sign=block["sign"])
        span = document.text.at_offset(offset, block.end("sign"))
        return Remedy(span, why, said("write {line}", line=line), line, is_safe=True)
    if problem == "string_pattern_mismatch" and (items := _LISTED.fullmatch(written)):
        return _out_of_line(document, route, offset + items.start("more"))
    if "\n" in written or not written:
        return None
    advice = _advise(document.value(route), written, problem, context)
    if advice is None:
        return None
    span = document.text.at_offset(offset, len(written))
    if not advice.instead:
        return Remedy(span, advice.why, advice.help)
    return _remedy(document, route, span, advice, beside)


def _out_of_line(document: Document, route: Route, offset: int) -> Remedy | None:
    """What to say of an item of a list that went on the text of the one above, as it stands further to the right."""
    above, here = document.at(*route), document.text.at_offset(offset)
    dash = document.text.line(above.line)[: above.column - 1]
    indent = len(dash) - len(dash.lstrip())
    if dash.strip() != "-":
        return None
    span = document.text.span(here.line, 1, here.column - 1)
    return Remedy(span, OUT_OF_LINE, in_column(indent), " " * indent or None)


def _remedy(document: Document, route: Route, span: Span, advice: Advice, names: Sequence[str]) -> Remedy:
    """An advice with a value to write, as it goes into the file, with the fields that go beside it where these can stand there."""
    mapping = document.value(route[:-1])
    given = mapping if isinstance(mapping, dict) else {}
    # A percent sign says nothing where there is no other unit.
    beside_it = [(name, value) for name, value in advice.beside if name in names or value != '"%"']
    own = [(name, value) for name, value in beside_it if str(given.get(name, "")) != value.strip('"')]
    name = f"{route[-1]}: " if isinstance(route[-1], str) else ""
    lines = [f"{name}{advice.instead}", *(f"{beside}: {value}" for beside, value in own)]
    is_in_flow = document.is_in_flow(route)
    other = next((f"{beside}: {given[beside]}" for beside, _value in own if given.get(beside) is not None), "")
    if other:
        help = said("write {line}, in place of {other}", line=", ".join(lines), other=other)
    elif is_in_flow or len(lines) == 1:
        help = said("write {line}", line=", ".join(lines))
    else:
        help = said("write {line}, and in the next line {next}", line=lines[0], next=", ".join(lines[1:]))
    if advice.help:
        help = sentences([help, advice.help])
    if other or any(beside not in names for beside, _value in own):
        return Remedy(span, advice.why, help)
    indent = "" if is_in_flow or not name else " " * (document.key(*route).column - 1)
    text = (", " if is_in_flow else f"\n{indent}").join([advice.instead, *lines[1:]])
    return Remedy(span, advice.why, help, text, advice.is_safe)


def _advise(value: Any, written: str, problem: str, context: Any) -> Advice | None:
    if problem == "string_type" and value is not None and not isinstance(value, str | dict | list):
        text = f'"{written}"'
        why = said("this should be text, and without quotes YAML takes {value} for something else", value=written)
        return Advice(why, instead=text, is_safe=True)
    if problem == "string_pattern_mismatch":
        return advice_names.advise_id(str(value)) if context.get("pattern") == SLUG_PATTERN else None
    adviser = _ADVISERS.get(problem)
    return adviser(written) if adviser and (problem != "tuple_type" or isinstance(value, str)) else None


# By the type of the problem.
_ADVISERS: dict[str, Callable[[str], Advice | None]] = {
    "number_type": advice_numbers.advise,
    "range_type": advice_numbers.advise,
    "date": advice_dates.advise,
    "date_type": advice_dates.advise,
    "citation": advice_names.advise_citation,
    "host": advice_names.advise_host,
    "tuple_type": advice_names.advise_list,
}


def of_word(word: str, words: Sequence[str]) -> Advice | None:
    """What to write for a word that is none of a few: the one that it is but for its letters' size and what parts them, or means the same."""
    plain = re.sub(r"[\s_-]+", "-", word.strip().lower())
    meant = plain if plain in words else advice_numbers.bound_of(word)
    return Advice(NOTHING, instead=meant, is_safe=True) if meant in words else None
