"""The catalog as flat tables: what the CSV files, the SQLite database and the data package share.

Columns of records and claims come from the models, so a new field is a new column. The rows are in a stable order: by id, then as written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from ..base import dates
from ..base.saying import as_it_is, said, together
from ..catalog.entries import Entry
from ..catalog.uses import CiteUse, ClaimUse, Use, citing_claim
from ..citing import csl, types
from ..records import walking
from ..records.kinds import SCALAR, Field, Kind
from ..records.models import models
from ..records.values import Prose, Refers, translated
from . import opendata
from .claim_tables import CITATIONS, CLAIMS, CONVERSIONS
from .columns import (
    FIRST_DAY,
    LAST_DAY,
    RECORD,
    Column,
    Row,
    Table,
    by_id,
    columns_of,
    days_of,
    joined_columns,
    joined_values,
    read_from,
    values_of,
)
from .site import Site


def rows(site: Site) -> Mapping[str, Sequence[Row]]:
    """The rows of every table, by its name: `site.once(rows)`."""
    return {table.name: list(table.make(site)) for table in tables(site)}


# --- records ---------------------------------------------------------------------------------------------------


def _records(site: Site) -> Iterator[Row]:
    for entry in by_id(site):
        record, catalog = entry.record, site.catalog
        review, names = record.reviewed, dict(record.names)
        yield (
            entry.id,
            entry.kind.name,
            record.label,
            *(names.get(language) for language in catalog.kinds.languages),
            "; ".join(record.aliases) or None,
            entry.address,
            str(review.on) if review else None,
            review.by if review else None,
            catalog.added(entry),
            catalog.changed(entry.path),
        )


def _records_table(site: Site) -> Table:
    kinds, names = site.catalog.kinds, site.wording.locale.languages
    return Table(
        "records",
        "Every record of the catalog, of whatever kind.",
        (
            Column("id", "The record's id, which is part of its address.", required=True),
            Column("type", "The kind of record.", required=True, words=tuple(kind.name for kind in site.catalog.listed_kinds)),
            Column("title", "Its title or name.", required=True),
            *(
                Column(translated("title", code), said("Its title or name in {language}.", language=names.get(code, code)))
                for code in kinds.languages
            ),
            Column("aliases", "Other names, with semicolons between them."),
            Column("address", "Its page, below the site's root.", required=True),
            Column("reviewed_on", "When it was last reviewed.", pattern=dates.PATTERN),
            Column("reviewed_by", "Who did that."),
            Column("added", "The day on which it came in, as far as Git knows.", "date"),
            Column("changed", "The day on which it last changed, as far as Git knows.", "date"),
        ),
        ("id",),
        _records,
        lambda site: len(site.catalog.entries),
    )


# What a kind has a column for only where some record has it.
_WHERE_USED = ("summary", "text", "one")


def _kind_table(site: Site, kind: Kind) -> Table:
    """The table of one kind of record: the fields that hold values without parts. Whom it names in lists, the table of links says."""
    entries = site.catalog.by_kind[kind.name]
    unused = {name for name in _WHERE_USED if name not in kind.requires and not any(entry.record.get(name) for entry in entries)}
    scalars = [scalar for scalar in walking.scalars(models(site.catalog.kinds).records[kind.name]) if scalar.name not in unused]
    # Long texts stand last, where they are in nobody's way.
    short = [scalar for scalar in scalars if not isinstance(scalar.role, Prose)]
    long = [scalar for scalar in scalars if isinstance(scalar.role, Prose)]
    several = [item for item in kind.fields if item.is_many and item.type in SCALAR and not item.names_records]
    own = (*columns_of(short, site), *joined_columns(several), *columns_of(long, site))
    columns = (Column("id", "The record's id.", required=True, refers="records"), *own)

    def make(site: Site) -> Iterator[Row]:
        for entry in sorted(site.catalog.by_kind[kind.name], key=lambda entry: entry.id):
            here = read_from(site, entry)
            yield (entry.id, *values_of(short, entry.record, here), *joined_values(several, entry, here), *values_of(long, entry.record, here))

    return Table(
        kind.table,
        said("{kinds}: {description}", kinds=as_it_is(kind.plural), description=as_it_is(_first_sentence(kind))),
        columns,
        ("id",),
        make,
        lambda site: len(site.catalog.by_kind[kind.name]),
    )


def _first_sentence(kind: Kind) -> str:
    return " ".join(kind.description.split("\n\n")[0].split())


# --- sources ---------------------------------------------------------------------------------------------------


def _sources(site: Site) -> Iterator[Row]:
    for key, reference in sorted(site.catalog.references.items()):
        yield (
            key,
            types.of(reference).csl,
            csl.authors(reference) or None,
            csl.full_title(reference),
            *days_of(reference.issued),
            reference.container or None,
            reference.publisher or None,
            opendata.publisher(site, reference),
            reference.via if reference.via in site.catalog.references else None,
            reference.url or None,
            reference.get("archiveurl") or None,
            reference.get("langid", "language") or None,
            reference.address,
        )


_SOURCES = Table(
    "sources",
    "Every source of the catalog.",
    (
        Column("key", "The citation key.", required=True),
        Column("type", "What it is: a CSL type.", required=True),
        Column("authors", "Who wrote it, in a line."),
        Column("title", "Its title.", required=True),
        Column("issued", "When it appeared, as precisely as known.", pattern=dates.PATTERN),
        Column("issued_first", FIRST_DAY, "date"),
        Column("issued_last", LAST_DAY, "date"),
        Column("container", "What it appeared in."),
        Column("publisher", "Who published it, as it says itself."),
        Column("publisherid", "Who published it, where the catalog has a record of that: decides on independence.", refers="records"),
        Column("via", "The source through which alone this one is known.", refers="sources"),
        Column("url", "Its web address."),
        Column("archiveurl", "The address of an archived copy."),
        Column("language", "Its language."),
        Column("address", "Its page, below the site's root.", required=True),
    ),
    ("key",),
    _sources,
    lambda site: len(site.catalog.references),
)


# --- events, links, mentions, corrections ----------------------------------------------------------------------


def _lists(site: Site, type: Literal["event", "step"]) -> list[tuple[Kind, Field]]:
    """The fields of all kinds that hold events or steps."""
    return [(kind, item) for kind in site.catalog.kinds for item in kind.of_type(type)]


def _list_table(site: Site, type: Literal["event", "step"], name: str, about: str, columns: Sequence[Column], values: Callable[[Any], Row]) -> Table:
    """The table of all events or steps. Which field they stand in is said where that could be several."""
    fields = _lists(site, type)
    kinds = dict.fromkeys(kind for kind, _item in fields)
    only = next(iter(kinds)) if len(kinds) == 1 else None
    has_field = len(fields) > 1
    record = Column(
        "record",
        said("The {noun}: its id.", noun=only.noun) if only else said("The record: its id."),
        required=True,
        refers=only.table if only else "records",
    )
    which = (Column("field", "The field that holds it.", required=True),) if has_field else ()

    def make(site: Site) -> Iterator[Row]:
        for entry in by_id(site):
            here = read_from(site, entry)
            for item in entry.kind.of_type(type):
                for number, part in enumerate(entry.record.items(item.name), 1):
                    yield (entry.id, *((item.name,) if has_field else ()), number, *values(part), here.plain(part.text))

    key = ("record", *(column.name for column in which), "number")
    number = Column("number", said("Which {type} of it.", type=type), "integer", required=True)
    text = Column("text", "What happened.", required=True)
    count = lambda site: sum(len(entry.record.items(item.name)) for entry in site.catalog for item in entry.kind.of_type(type))  # noqa: E731
    return Table(name, about, (record, *which, number, *columns, text), key, make, count)


def _events_table(site: Site) -> Table:
    columns = (
        Column("date", "When, as precisely as stated.", required=True, pattern=dates.PATTERN),
        Column("date_first", FIRST_DAY, "date"),
        Column("date_last", LAST_DAY, "date"),
    )
    return _list_table(site, "event", "events", said("What happened when, as the records list it."), columns, lambda event: days_of(event.date))


def _steps_table(site: Site) -> Table:
    return _list_table(site, "step", "steps", said("What happened in which order, as the records list it."), (), lambda _step: ())


def _link_leaves(entry: Entry) -> Iterator[tuple[str, int, int, str]]:
    """(field, number, which of its values holds it, id) of every field of a record, outside of its claims, that names a record."""
    numbers: Counter[str] = Counter()
    for leaf in entry.leaves:
        if isinstance(leaf.role, Refers) and leaf.route[0] != "claims":
            field = str(leaf.route[0])
            index = int(leaf.route[1]) if isinstance(entry.record.get(field), tuple) else 0
            numbers[field] += 1
            yield field, numbers[field], index, leaf.value


def _links_table(site: Site) -> Table:
    """The table of all links. Which step one stands in is said where there are steps."""
    has_steps = bool(_lists(site, "step"))
    step = (Column("step", "Which step of it, where the field holds steps.", "integer"),) if has_steps else ()

    def make(site: Site) -> Iterator[Row]:
        for entry in by_id(site):
            steps = {item.name for item in entry.kind.of_type("step")}
            for field, number, index, target in _link_leaves(entry):
                value = entry.record.get(field)
                part = value[index] if isinstance(value, tuple) else value
                at = ((index + 1 if field in steps else None),) if has_steps else ()
                yield (entry.id, field, number, *at, target, getattr(part, "role", None) or getattr(part, "relation", None))

    columns = (
        RECORD,
        Column("field", "The field that names it.", required=True),
        Column("number", "Which link of the field.", "integer", required=True),
        *step,
        Column("target", "The record that is named: its id.", required=True, refers="records"),
        Column("role", "Its role, or how it relates."),
    )
    count = lambda site: sum(1 for entry in site.catalog for _ in _link_leaves(entry))  # noqa: E731
    return Table("links", "Which record names which, and in which of its fields.", columns, ("record", "field", "number"), make, count)


def _mentions(site: Site) -> Iterator[Row]:
    for number, use in enumerate(_mentioning(site), 1):
        by = (use.by.id, None) if isinstance(use.by, Entry) else (None, use.by.address or "./")
        part = "/".join(map(str, use.route)) if isinstance(use.by, Entry) else None
        if isinstance(use, CiteUse):
            yield (number, *by, part, None, None, use.name, use.locator or None)
        elif isinstance(use, ClaimUse):
            yield (number, *by, part, use.record, use.name, None, None)
        else:
            yield (number, *by, part, use.name, None, None, None)


def _mentioning(site: Site) -> list[Use]:
    """Every mention in a text: of records, then of claims, then of sources. A draft that a page names is not there."""
    catalog = site.catalog
    found: list[Use] = [use for use in catalog.record_uses if use.is_prose and use.name in catalog.entries]
    found += [use for use in catalog.claim_uses if (use.record, use.name) in catalog.claims]
    return found + [use for use in catalog.cite_uses if citing_claim(use) is None and use.name in catalog.references]


def _mentions_table(site: Site) -> Table:
    """The table of mentions, without the columns of what a catalog has none of."""
    claims, sources = bool(site.catalog.claims), bool(site.catalog.references)
    what = [said("links to records"), *([said("printed claims")] if claims else []), *([said("cited sources")] if sources else [])]
    columns = (
        Column("number", "A running number.", "integer", required=True),
        Column("record", "The record whose text it is: its id.", refers="records"),
        Column("page", "Or the hand-written page, below the site's root."),
        Column("part", "The part of the record, as the path to its field."),
        Column(
            "target",
            said("The record that is mentioned, or whose claim is printed.") if claims else said("The record that is mentioned."),
            refers="records",
        ),
        *((Column("claim", "The claim that is printed: its id on that record."),) if claims else ()),
        *((Column("source", "Or the source that is cited.", refers="sources"), Column("locator", "The place in the source.")) if sources else ()),
    )

    def make(site: Site) -> Iterator[Row]:
        for row in _mentions(site):
            yield (*row[:5], *(row[5:6] if claims else ()), *(row[6:] if sources else ()))

    about = said("What the texts mention: {things}.", things=together(what))
    return Table("mentions", about, columns, ("number",), make, lambda site: len(_mentioning(site)))


def _corrections(site: Site) -> Iterator[Row]:
    for entry in by_id(site):
        here = read_from(site, entry)
        for number, item in enumerate(entry.record.corrections, 1):
            yield (entry.id, number, str(item.on), item.what, item.was, item.now, here.plain(item.why))


_CORRECTIONS = Table(
    "corrections",
    "Changes to something published.",
    (
        RECORD,
        Column("number", "Which of its corrections.", "integer", required=True),
        Column("on", "When.", required=True, pattern=dates.PATTERN),
        Column("what", "What was corrected.", required=True),
        Column("was", "What it said before.", required=True),
        Column("now", "What it says now.", required=True),
        Column("why", "Why.", required=True),
    ),
    ("record", "number"),
    _corrections,
    lambda site: len(site.catalog.corrections),
)


def tables(site: Site) -> tuple[Table, ...]:
    """The tables of a catalog: `site.once(tables)`. Of what a catalog has nothing, it has no table."""
    found = (
        _SOURCES,
        CLAIMS,
        CONVERSIONS,
        CITATIONS,
        *((_events_table(site),) if _lists(site, "event") else ()),
        *((_steps_table(site),) if _lists(site, "step") else ()),
        _links_table(site),
        _mentions_table(site),
    )
    return (
        _records_table(site),
        *(_kind_table(site, kind) for kind in site.catalog.listed_kinds),
        *(table for table in found if table.count(site)),
        *((_CORRECTIONS,) if site.catalog.has_corrections else ()),
    )


def csv_path(table: Table) -> str:
    """Where a table's CSV file stands, below the folder of the data."""
    return f"csv/{table.name}.csv"


def foreign_keys(table: Table, every: Sequence[Table]) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """(columns, the table they refer to, that table's key) of every foreign key of a table; `every` are those that there are."""
    names = tuple(column.name for column in table.columns)
    if table is not CLAIMS and {"record", "claim"} <= set(table.key) and names[:2] == CLAIMS.key:
        yield CLAIMS.key, CLAIMS.name, CLAIMS.key
    keys = {other.name: other.key for other in every}
    for column in table.columns:
        if column.refers in keys:
            yield (column.name,), column.refers, keys[column.refers]
