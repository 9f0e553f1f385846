"""What to write in place of a value that its field does not take, at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..base.diagnostic import Span
from ..base.identifier import SLUG_PATTERN
from ..base.saying import said
from ..reading.yaml_reader import Document, Route
from . import advice_dates, advice_names, advice_numbers
from .advice import Advice


class Remedy(NamedTuple):
    """What is wrong with a value, in place of what pydantic says of it; the place, a way out, and the text to write there."""

    span: Span
    message: str
    help: str
    instead: str | None = None
    is_safe: bool = False


def of_value(document: Document, route: Route, problem: str, context: Any, beside: Sequence[str]) -> Remedy | None:
    """What to say of the value at a route with which pydantic has a problem of this type; None where there is nothing better to say.

    `beside` are the names of the fields that may stand in the same mapping.
    """
    offset, written = document.region(route)
    if "\n" in written or not written:
        return None
    advice = _advise(document.value(route), written, problem, context)
    if advice is None:
        return None
    span = document.text.at_offset(offset, len(written))
    instead = _written(document, route, advice, beside) if advice.instead else None
    return Remedy(span, advice.why, advice.help, instead, advice.is_safe)


def _advise(value: Any, written: str, problem: str, context: Any) -> Advice | None:
    if (problem == "string_type" and isinstance(value, bool | int)) or (
        problem == "string_type" and not isinstance(value, str | dict | list) and value is not None
    ):
        text = f'"{written}"'
        return Advice(
            said("this should be text, and YAML takes {value} for something else", value=written),
            said("put quotes around it: {text}", text=text),
            text,
            is_safe=True,
        )
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
    "tuple_type": advice_names.advise_list,
}


def of_word(word: str, words: Sequence[str]) -> Advice | None:
    """What to write for a word that is none of a few: the one that it is but for its letters' size and what parts them, or means the same."""
    plain = re.sub(r"[\s_-]+", "-", word.strip().lower())
    meant = plain if plain in words else advice_numbers.bound_of(word)
    return Advice("", said("write {word}", word=meant), meant, is_safe=True) if meant in words else None


def _written(document: Document, route: Route, advice: Advice, names: Sequence[str]) -> str | None:
    """The text of an advice as it goes into the file, with the fields that go beside it; None where these cannot stand there."""
    mapping = document.value(route[:-1])
    lines = [advice.instead]
    for name, value in advice.beside:
        given = mapping.get(name) if isinstance(mapping, dict) else None
        if given is not None and str(given) == value.strip('"'):
            continue
        if given is not None or name not in names:
            return None
        lines.append(f"{name}: {value}")
    if document.is_in_flow(route):
        return ", ".join(lines)
    indent = " " * (document.key(*route).column - 1)
    return f"\n{indent}".join(lines)
