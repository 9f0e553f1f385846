"""What a table is, and its columns, made from the fields of models: what one is called, what it holds, and the values of a record in it.

Texts are plain: figures are printed and links are their labels, as on the pages. Dates stay as stated (EDTF), with the first and the last day
that they may mean beside them; a number that may be a range has its ends beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..base import dates
from ..base.amounts import Amount, Range
from ..base.dates import Edtf
from ..base.saying import as_it_is, said
from ..catalog.entries import Entry
from ..records.kinds import Field
from ..records.values import Prose, Refers
from ..records.walking import Scalar
from .here import Here
from .site import Site

Value = str | int | bool | Decimal | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and its type (`text`, `integer`, `number`, `boolean`, or `date` for one day).

    `refers` is the table whose key the values are; `words` are all values that there can be; a `required` one is never empty.
    """

    name: str
    about: str
    type: str = "text"
    required: bool = False
    refers: str = ""
    words: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its name, what it holds, its columns, the names of those that are its key, and what makes its rows."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    make: Callable[[Site], Iterator[Row]]
    count: Callable[[Site], int]


RECORD = Column("record", "The record: its id.", required=True, refers="records")
FIRST_DAY = said("The first day that it may mean; empty when its beginning is open.")
LAST_DAY = said("The last day that it may mean; empty when its end is open.")


def amount_columns(name: str) -> Iterator[Column]:
    """The columns of a number that may be a range: the column of plain numbers has no ends of ranges among them."""
    yield Column(
        name, said("The number, exactly as the source states it; empty for a range, which stands in {name}_from and {name}_to.", name=name), "number"
    )
    yield Column(f"{name}_from", "The lowest number of a range; empty for a single number.", "number")
    yield Column(f"{name}_to", "The highest number of a range; empty for a single number.", "number")


def columns_of(scalars: Sequence[Scalar], site: Site | None = None) -> Iterator[Column]:
    """The columns of a model's fields; a date has two more, for sorting and comparing, and so has a number that may be a range."""
    for scalar in scalars:
        if scalar.what == "date":
            yield Column(scalar.name, scalar.description, pattern=dates.PATTERN)
            yield Column(f"{scalar.name}_first", FIRST_DAY, "date")
            yield Column(f"{scalar.name}_last", LAST_DAY, "date")
        elif scalar.what == "amount":
            yield from amount_columns(scalar.name)
        else:
            yield Column(scalar.name, scalar.description, scalar.what, refers=_referred(scalar.role, site), words=scalar.words)


def _referred(role: object, site: Site | None) -> str:
    """The table of the records that a value with this role is the id of."""
    if not isinstance(role, Refers):
        return ""
    kind = site.catalog.kinds.by_name.get(role.kinds[0]) if site and len(role.kinds) == 1 else None
    return kind.table if kind else "measures" if role.kinds == ("measure",) else "records"


def values_of(scalars: Sequence[Scalar], part: object, here: Here) -> Iterator[Value]:
    """The values of a model's fields, for `columns_of`."""
    for scalar in scalars:
        value = getattr(part, scalar.name)
        if scalar.what == "date":
            yield from days_of(value)
        elif scalar.what == "amount":
            yield from ends_of(value)
        elif isinstance(scalar.role, Prose) and value is not None:
            yield here.plain(value)
        else:
            yield value


def joined_columns(fields: Sequence[Field]) -> Iterator[Column]:
    """The columns of fields that hold several values without parts, each in one cell."""
    yield from (
        Column(item.name, said("{description} Several have semicolons between them.", description=as_it_is(item.description))) for item in fields
    )


def joined_values(fields: Sequence[Field], entry: Entry, here: Here) -> Iterator[Value]:
    """The values of such fields, for `joined_columns`."""
    for item in fields:
        values = entry.record.items(item.name)
        yield "; ".join(here.plain(value) if item.type == "text" else str(value) for value in values) or None


def days_of(value: Edtf | None) -> tuple[Value, Value, Value]:
    """A date as stated, the first and the last day that it may mean; None where an end is open."""
    if value is None:
        return None, None, None
    return str(value), None if value.is_open_start else value.first.isoformat(), None if value.is_open_end else value.last.isoformat()


def ends_of(value: Amount | None) -> tuple[Value, Value, Value]:
    """A number and the ends of a range, for `amount_columns`."""
    return (None, value.low, value.high) if isinstance(value, Range) else (value, None, None)


def by_id(site: Site) -> list[Entry]:
    """All records, in the order of the rows."""
    return [entry for _id, entry in sorted(site.catalog.entries.items())]


def read_from(site: Site, entry: Entry | None = None) -> Here:
    """A record as it is read in a table, or no record: without numbers of references."""
    return Here(site, entry.address if entry else "", entry, numbered=False)
