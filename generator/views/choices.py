"""What the files of a catalog can name: ids, terms and citation keys, each with a line that says what it is.

For editors and questions that offer them. Drafts are among them, and what is named by a file that cannot be read at the moment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..base.identifier import SLUG_PATTERN
from ..catalog.catalog import Catalog
from ..catalog.entries import Entry
from ..citing import csl
from ..records.kinds import MEASURE, Kinds
from ..records.reference import Reference
from ..records.values import PARTIES

# By what is named: what it is, in a line.
Named = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be named. `records` are by their kinds, `terms` by their vocabularies; what is None nobody can tell, so that anything goes."""

    kinds: Kinds = field(default_factory=Kinds)
    records: Mapping[str, Named] = field(default_factory=dict)
    terms: Mapping[str, Named | None] = field(default_factory=dict)
    sources: Named | None = None

    def of_kinds(self, kinds: Sequence[str]) -> Named | None:
        """The records of some kinds, of all when none is given, in the order of their ids; None while one of the kinds is not known."""
        names = [name for kind in kinds for name in (self.kinds.parties if kind == PARTIES else (kind,))]
        if any(name not in self.kinds for name in names):
            return None
        found = {id: what for name in names or self.records for id, what in self.records.get(name, {}).items()}
        return dict(sorted(found.items()))


def of(catalog: Catalog) -> Choices:
    """What can be named in a catalog."""
    records: dict[str, dict[str, str]] = {kind.name: {} for kind in catalog.kinds}
    for entry in catalog:
        records[entry.kind.name][entry.id] = _record(entry)
    for fragment in catalog.fragments:
        records[fragment.kind.name].setdefault(fragment.id, "")
    # Of a file that is no YAML nobody knows the kind.
    known = {id for named in records.values() for id in named}
    for id in sorted(catalog.broken - known):
        for named in records.values():
            if re.fullmatch(SLUG_PATTERN, id):
                named[id] = ""
    return Choices(catalog.kinds, records, _terms(catalog), _sources(catalog))


def _record(entry: Entry) -> str:
    names = " · ".join(dict.fromkeys((entry.record.label, *(name.text for name in entry.record.names))))
    unit = f" ({entry.record.words('unit')})" if entry.kind.name == MEASURE.name else ""
    return f"{names}{unit}{' [draft]' if entry.is_draft else ''}"


def _terms(catalog: Catalog) -> dict[str, Named | None]:
    found: dict[str, Named | None] = {
        name: {term.id: f"{term.label}: {term.description}" for term in vocabulary.terms} for name, vocabulary in catalog.vocabularies.items()
    }
    return {**found, **dict.fromkeys(catalog.broken_vocabularies)}


def _sources(catalog: Catalog) -> Named | None:
    if catalog.bibliography.is_unread:
        return None
    found = {key: _source(reference) for key, reference in catalog.references.items()}
    return dict(sorted({**dict.fromkeys(catalog.bibliography.broken, ""), **found}.items()))


def _source(reference: Reference) -> str:
    return f"{csl.short_title(reference)}: {reference.title}"
