"""Living blocks of hand-written pages: how they are read, and which records of the catalog they show."""

from __future__ import annotations

from typing import Any

from ..base.amounts import Range
from ..base.dates import Edtf
from ..base.diagnostic import Diagnostic
from ..reading.files import Text
from ..reading.yaml_reader import parse_yaml
from ..records.explaining import validate
from ..records.kinds import DIMENSIONS, Field, Kind
from ..records.living import COUNTED, FIGURE, LIVING, SOURCE, Chosen, Living, LivingBlock
from ..text import living
from .catalog import Catalog
from .entries import Entry
from .required import values_of


def read(text: Text, start: int) -> tuple[tuple[LivingBlock, ...], list[Diagnostic]]:
    """The living blocks of a page whose text begins at an offset, and what is wrong with those that cannot be read."""
    body, found, problems = text.content[start:], list[LivingBlock](), list[Diagnostic]()
    for block in living.blocks(body) if living.is_possible(body) else ():
        # On its own lines, as in the file.
        lines = text.content.count("\n", 0, start + block.inner)
        document, wrong = parse_yaml(Text(text.path, "\n" * lines + block.declared))
        view, more = validate(LIVING, document) if document else (None, [])
        problems += [*wrong, *more]
        if view and document:
            found.append(LivingBlock(view, document))
    return tuple(found), problems


def declared(text: str) -> LivingBlock | None:
    """The living block that a text declares, wherever it comes from; None when it cannot be read."""
    document, wrong = parse_yaml(Text("", text))
    view = validate(LIVING, document)[0] if document and not wrong else None
    return LivingBlock(view, document) if view and document else None


def row_field(catalog: Catalog, kind: Kind, name: str | None = None) -> Field | None:
    """The field whose words are the rows of an evidence map of records of a kind: the one named, else the first above their titles.

    None where there is none such, or nothing is said of what measures are a measure of.
    """
    if DIMENSIONS not in catalog.vocabularies:
        return None
    fields = [item for item in kind.of_type("term") if item.vocabulary in catalog.vocabularies]
    return next((item for item in fields if (item.name == name if name else item.is_kicker)), None)


def shown(catalog: Catalog, view: Living) -> list[Entry]:
    """The records that a sound block shows, in its order: by their names, unless it says by what."""
    entries = chosen(catalog, view)
    if view.sort:
        name = view.sort.removeprefix("-")
        # Those that have no value come last, from whichever end.
        having = [entry for entry in entries if entry.record.items(name)]
        without = [entry for entry in entries if not entry.record.items(name)]
        entries = [*sorted(having, key=lambda entry: _key(entry.record.get(name)), reverse=view.sort.startswith("-")), *without]
    return entries[: view.limit]


def _key(value: Any) -> Any:
    if isinstance(value, Edtf):
        return value.first
    return value.low if isinstance(value, Range) else value.casefold() if isinstance(value, str) else value


def chosen(catalog: Catalog, choice: Chosen) -> list[Entry]:
    """The records of a kind that a choice is of."""
    return [entry for entry in catalog.by_kind[choice.of] if all(_has(catalog, entry, name, value) for name, value in choice.where.items())]


def _has(catalog: Catalog, entry: Entry, name: str, value: str | None) -> bool:
    """Whether a field of a record has a value, or names a record that is part of it; of None, whether it has none."""
    values = values_of(entry, name)
    if value is None:
        return not values
    return value in values or (value in catalog.entries and not {*values}.isdisjoint(catalog.within(value)))


def count(catalog: Catalog, choice: Chosen) -> int:
    """How many records, figures, statements or sources there are."""
    if choice.of in catalog.kinds or choice.of not in COUNTED:
        return len(chosen(catalog, choice))
    if choice.of == SOURCE:
        return len(catalog.references)
    return sum((claim.value is not None) is (choice.of == FIGURE) for claim in catalog.claims.values())
