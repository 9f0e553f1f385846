"""`data/csv/`: the tables as CSV files (RFC 4180): UTF-8 with a byte order mark, one header row, empty where nothing is known.

Without the mark, Excel reads the file of whoever opens it by a double click in the encoding of the system: accents and other scripts come out as
other signs, and nothing says so. Who reads it with a program can tell it what to do with the mark, and most (pandas, Polars,
Frictionless) drop it by themselves.

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break as a formula or takes it apart, and texts here come
from anybody. Such a *text* gets an apostrophe in front, which spreadsheets take for "this is text". Text or number is decided by the column's
type (`datapackage.json` says it), never by how a value looks: `-5` in a column of numbers stays `-5`, in a column of texts it becomes `'-5`.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from ..views import tables
from ..views.columns import Row, Table, Value
from ..views.site import Site
from . import File

_MARK = codecs.BOM_UTF8.decode()
# Some spreadsheets take the wide forms for the same.
_RISKY = tuple("=+-@\t\r\n＝＋－＠")


def files(site: Site) -> Iterator[File]:
    """One file for each table."""
    for table in site.public.once(tables.tables):
        yield File(f"data/{tables.csv_path(table)}", partial(_content, site.public, table.name), beside=True)


def _content(site: Site, name: str) -> str:
    return site.once(texts)[name]


def texts(site: Site) -> Mapping[str, str]:
    """The text of every file, by the name of its table: `site.once(texts)`."""
    found = site.once(tables.rows)
    return {table.name: _text(table, found[table.name]) for table in site.once(tables.tables)}


def _text(table: Table, rows: Iterable[Row]) -> str:
    stream = io.StringIO()
    stream.write(_MARK)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return stream.getvalue()


def cell(value: Value) -> str:
    """A value as the text of its cell. Columns hold values of one type, so the type of the value is that of the column."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RISKY) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # With all digits that were stated, and no exponent.
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
