"""A new source, from what somebody knows of it: an entry of the bibliography, made as those that are imported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..base.saying import said
from ..catalog.catalog import Catalog
from ..reading.files import Text
from ..records.folder import BIBLIOGRAPHY
from . import import_reading, importing
from .import_items import Item, plain
from .import_ris import person
from .scaffold import CannotScaffold

# Whoever is asked nothing has to say this.
REQUIRED = "title"
# Behind the last of several names.
_OTHERS = re.compile(r"[\s;,]+(?:(?:and|&)\s+others|et\s+al\.?)\Z", re.IGNORECASE)


def create(root: Path, catalog: Catalog, answers: Mapping[str, str], key: str = "") -> str:
    """Add a source to the bibliography, and say what became of it. `answers` are by the fields of `asking.QUESTIONS`; `key` is the wanted key.

    Raises CannotScaffold when it cannot be one, is there already, or the key is taken; then nothing was written.
    """
    if not plain(answers.get(REQUIRED)):
        raise CannotScaffold(said("a source has to have a title: casebook new source --{required} '…'", required=REQUIRED))
    written = plain(answers.get("author", ""))
    named = _OTHERS.sub("", written)
    people = tuple(person(name) for part in named.split(";") if (name := plain(part)))
    others = frozenset(("author",)) if named != written else frozenset[str]()
    fields = {name: plain(value) for name, value in answers.items() if name not in ("author", "type")}
    kind = answers.get("type") or ("online" if fields.get("url") else "misc")
    (candidate,) = import_reading.of_items([Item(1, key, kind, fields, {"author": people}, others)], BIBLIOGRAPHY)
    try:
        planned = importing.plan(root, catalog, [replace(candidate, is_key_wanted=bool(key))])
    except importing.CannotImport as error:
        raise CannotScaffold(str(error)) from None
    (fate,) = planned.fates
    if candidate.left_out:
        raise CannotScaffold(said("no source was added: its {left_out}", left_out=candidate.left_out[0]))
    if fate.is_refused:
        raise CannotScaffold(fate.why)
    if not fate.is_added:
        raise CannotScaffold(
            said(
                "it is already there as '{key}' ({bibliography}:{line}): {why}",
                key=fate.key,
                bibliography=BIBLIOGRAPHY,
                line=catalog.references[fate.key].line,
                why=fate.why,
            )
        )
    importing.carry_out(root, planned)
    line = Text("", planned.after).at_offset(planned.after.index(f"{{{fate.key},")).line
    return f"{BIBLIOGRAPHY}:{line}: {fate}"
