"""What only follows from a part of a file that could not be read: nobody can say that something is missing that may stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ..reading.yaml_reader import Document, Route
from .misread import Fields

# The words with which the lines of an unread part begin, and those before a colon between braces.
_NAMES = re.compile(r"""(?:^|[{,])[ \t]*(?:-[ \t]*)*["'*_`<#]*(?P<name>[^\W\d][\w-]*)""", re.MULTILINE)
# Anything else that is wrong with a part as a whole may be so for want of what was not read.
_OF_A_VALUE = re.compile(r".*_type|extra_forbidden|literal_error|string_.*")


def told(
    document: Document,
    problems: Sequence[Any],
    target: Callable[[Any], Route],
    fields_at: Callable[[Route], Fields],
    meant: Callable[[str, Fields], str],
) -> list[Any]:
    """The problems of a file (pydantic's) that are there whatever stands in the parts of it that could not be read.

    Asked for the route of what each is about, for the fields of a mapping, and for the field that a name is a slip of.
    """
    elsewhere = _elsewhere(document, fields_at, meant)
    asked = [(problem, problem["type"], target(problem)) for problem in problems]
    return [problem for problem, code, route in asked if not ((code == "missing" and route in elsewhere) or _is_consequence(document, code, route))]


def _elsewhere(document: Document, fields_at: Callable[[Route], Fields], meant: Callable[[str, Fields], str]) -> set[Route]:
    """The routes of the fields that may stand in a part that could not be read, by the names in it."""
    found: set[Route] = set()
    for hole in document.holes:
        for depth in range(len(hole.route) + 1):
            here = hole.route[:depth]
            fields = fields_at(here)
            found.update((*here, field) for name in _NAMES.findall(hole.text) for field in (name, meant(name, fields)) if field)
    return found


def _is_consequence(document: Document, code: str, route: Route) -> bool:
    """Whether what is wrong at a route, or missing there, may be so only for want of what was not read."""
    if document.is_read_otherwise(route) and not isinstance(document.value(route), dict | list):
        # Its name stands there, whatever its value is.
        return code != "extra_forbidden"
    for hole in document.holes:
        if hole.is_value and route[: len(hole.route)] == hole.route:
            # Its name was read.
            return not (code == "extra_forbidden" and route == hole.route)
        if hole.route[: len(route)] == route and not _OF_A_VALUE.fullmatch(code):
            return True
    return False
