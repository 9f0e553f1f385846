"""What pydantic finds wrong with a value, in words for people who write records."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ..base.identifier import FORMER_PATTERN, SLUG_PATTERN, SLUG_WORDS
from ..base.saying import Said, as_it_is, said
from .values import ISO_PATTERN, URL_PATTERN


def choices(problem: Any) -> list[str]:
    """The words of which a value should be one."""
    return re.findall(r"'([^']*)'", problem["ctx"]["expected"])


_MESSAGES = {
    "string_type": said("this should be text"),
    "tuple_type": said("this should be a list"),
    "list_type": said("this should be a list"),
    "bool_type": said("this should be true or false"),
    "bool_parsing": said("this should be true or false"),
    "model_type": said("this should be a mapping of fields"),
    "string_too_short": said("this text is empty"),
    "finite_number": said("this should be a finite number"),
    "int_type": said("this should be a whole number"),
}


def message(problem: Any) -> Said:
    """What pydantic says of a value, in words of our own."""
    code, context = problem["type"], problem.get("ctx", {})
    if isinstance(reason := context.get("reason"), Said):
        return reason
    if code == "string_pattern_mismatch":
        if context["pattern"] == SLUG_PATTERN:
            return said("an id has {words} only", words=SLUG_WORDS)
        if context["pattern"] == FORMER_PATTERN:
            return said("a former id is written old-id, or folder/old-id where its address began with another folder")
        if context["pattern"] == ISO_PATTERN:
            return said("a country has its two letters (ISO 3166-1), a part of one these and its own behind a hyphen (ISO 3166-2)")
        if context["pattern"] == URL_PATTERN:
            return said("this is no web address: one begins with https:// and has no spaces")
        if "\\n" in context["pattern"]:
            return said("this text has to stand on one line")
        return said("this does not have the form {pattern}", pattern=context["pattern"])
    if code == "string_too_long":
        return said("this text is longer than {most} characters", most=context["max_length"])
    if code in ("greater_than_equal", "less_than_equal"):
        least, most = context.get("ge"), context.get("le")
        return said("this should be {least} or more", least=least) if most is None else said("this should be {most} or less", most=most)
    if code == "literal_error":
        return said("this should be one of: {words}", words=", ".join(choices(problem)))
    return _MESSAGES.get(code) or as_it_is(problem["msg"])


def described(value: Any) -> Said:
    """What a value is, in words."""
    match value:
        case None:
            return said("nothing")
        case bool():
            return said("'{value}', a yes-or-no value", value=str(value).lower())
        case int() | Decimal():
            return said("the number {value}", value=value)
        case str():
            return said("text")
        case list():
            return said("a list")
        case _:
            return said("a mapping of fields")
