"""`data/catalog.sqlite`: the tables as a SQLite database with primary and foreign keys.

Made in memory and written out in one piece. The same catalog gives the same bytes wherever and whenever it is built (by the same version of
SQLite, which puts its number into the file): the page size is fixed, the rows have their order, and nothing in it is a time. No write-ahead
log, so it can be opened read-only (`file:catalog.sqlite?mode=ro&immutable=1`). Texts stand in it as they are: nothing here runs a cell.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from functools import partial

from ..views import tables
from ..views.columns import Column, Row, Table, Value
from ..views.site import Site
from . import File

_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER", "date": "TEXT"}
_LARGEST = 2**63 - 1


def files(site: Site) -> Iterator[File]:
    """One file."""
    yield File("data/catalog.sqlite", partial(_content, site.public), beside=True)


def _content(site: Site) -> bytes:
    found, every = site.once(tables.rows), site.once(tables.tables)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("BEGIN")
        for table in every:
            database.execute(definition(table, every))
        for table in every:
            places = ", ".join("?" * len(table.columns))
            database.executemany(
                f'INSERT INTO "{table.name}" VALUES ({places})',  # noqa: S608 (the names are ours)
                _bound_rows(table, found[table.name]),
            )
        for table in every:
            for column in table.columns:
                # What is looked up from the other side; a key's own beginning has an index.
                if column.refers and column.name != table.key[0]:
                    database.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')
        database.execute("COMMIT")
        return database.serialize()


def definition(table: Table, every: Sequence[Table]) -> str:
    """The statement that makes a table."""
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [
        f"FOREIGN KEY ({_names(own)}) REFERENCES {_names((other,))} ({_names(theirs)})" for own, other, theirs in tables.foreign_keys(table, every)
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _column(column: Column) -> str:
    parts = [f'"{column.name}"', _TYPES[column.type]]
    if column.required:
        parts.append("NOT NULL")
    if column.words:
        listed = ", ".join(f"'{word}'" for word in column.words)
        parts.append(f'CHECK ("{column.name}" IN ({listed}))')
    if column.type == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    return " ".join(parts)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _bound_rows(table: Table, rows: Sequence[Row]) -> Iterable[Sequence[object]]:
    """The rows as SQLite takes them: only numbers need a word with it."""
    if all(column.type != "number" for column in table.columns):
        return rows
    return ([_bound(value) for value in row] for row in rows)


def _bound(value: Value) -> str | int | float | None:
    """A value as SQLite takes it: numbers as exactly as it can hold them."""
    if not isinstance(value, Decimal):
        return value
    is_whole = value == value.to_integral_value() and abs(value) <= _LARGEST
    return int(value) if is_whole else float(value)
