"""The record that is named and is not there, as somebody may want to make it on the spot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...base.diagnostic import Diagnostic
from ...base.saying import ENGLISH
from ...catalog.catalog import Catalog
from ...records import folder
from ...records.kinds import Kind
from ...records.values import PARTIES, Refers
from ...text.syntax import opened
from .. import scaffold
from . import cursor
from .fields import field_at, fields, model_of

# The rule whose findings name what is not there.
CODE = "unknown-record"


class New(NamedTuple):
    """A file that would be made: of which kind of record, its path in the project, and its text."""

    kind: Kind
    path: str
    text: str


def records(catalog: Catalog, found: Diagnostic, lines: Sequence[str], language: str = ENGLISH) -> Iterator[New]:
    """The records that would be what a finding misses, one of each kind that may stand there, with comments in a language.

    None where the name can be no id, or is taken.
    """
    if found.code != CODE or found.span.line > len(lines):
        return
    id = found.span.shown.strip("[]\"'").partition("|")[0].strip()
    try:
        scaffold.refuse_id(id, catalog)
    except scaffold.CannotScaffold:
        return
    for name in _kinds(catalog, found, lines):
        kind = catalog.kinds[name]
        yield New(kind, scaffold.path_of(kind, id), scaffold.skeleton(kind, id, catalog, language=language))


def _kinds(catalog: Catalog, found: Diagnostic, lines: Sequence[str]) -> Sequence[str]:
    """The kinds of which one may be named at the place of a finding."""
    every = tuple(catalog.kinds.by_name)
    span = found.span
    if span.path == folder.BIBLIOGRAPHY:
        return catalog.kinds.publishers
    model = model_of(catalog.kinds, span.path)
    if model is None or opened(lines[span.line - 1][: span.column + 1]):
        return every
    field = field_at(model, cursor.at(lines, span.line, span.column).route)
    # A bare id in the place of a part is meant as that of the record that the part names.
    inner = fields(field.inner, ()) if field and field.inner else []
    role = next((one.role for one in ([field] if field else []) + inner if isinstance(one.role, Refers)), None)
    named = role.kinds if role else ()
    return [name for name in (catalog.kinds.parties if PARTIES in named else named or every) if name in catalog.kinds]
