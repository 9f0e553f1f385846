"""A living block of a hand-written page names something that there is not, or does not say what it needs.

A fence with the word `casebook` in a page of `docs/` draws a view of the catalog that stays true. It says of which records it is (`of`, a kind;
`where`, `not` and `has`, what is asked of them), in which order (`sort`), how many at the most (`limit`), and as what it shows them (`as`).

**Way out:** correct the name at the place shown. A count has a `sentence` with `{count}` in it; every further place in braces stands in `counts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..base import dates
from ..base.diagnostic import Concern, Diagnostic, rule
from ..base.saying import said, words
from ..catalog import choosing, misnamed
from ..catalog.catalog import Catalog
from ..catalog.evidence import Mark
from ..reading.yaml_reader import Document, Route
from ..records.kinds import APART, DIMENSIONS, MEASURE, Field, FieldType, Kind
from ..records.living import (
    ADDED,
    COUNT,
    COUNTED,
    DIMENSION,
    EVIDENCE,
    FIGURE,
    FIGURES,
    MEASURED,
    OF_RECORDS,
    OF_SOURCES,
    PLACE,
    PUBLISHER,
    SOURCE,
    YEAR,
    Chosen,
    Living,
    LivingBlock,
)
from ..records.model_fields import fields_of
from ..records.models import models

RULE = rule("living-block", __doc__, about=Concern.TEXTS)
# What records can be sorted by.
_SORTED: tuple[FieldType, ...] = ("date", "number", "line", "term")
# The forms that a field of a block says something of.
_MANY = ("list", "table", "cards", "dots")
_SAID_OF: Mapping[str, Sequence[str]] = {
    "sort": _MANY,
    "limit": _MANY,
    "fields": ("list", "table"),
    "measure": ("dots",),
    "rows": ("evidence-map",),
    "sentence": (COUNT,),
    "counts": (COUNT,),
    "distinct": (COUNT,),
}


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """What is wrong with the living blocks of the hand-written pages."""
    for page in catalog.docs:
        for block in page.living:
            yield from problems(catalog, block)


def problems(catalog: Catalog, block: LivingBlock) -> Iterator[Diagnostic]:
    """What is wrong with a living block."""
    view, document = block
    if view.form == COUNT:
        for name, choice in view.numbers.items():
            yield from _unknown(catalog, document, ("counts", name) if name in view.counts else (), choice, COUNTED)
        yield from _sentence(view, document)
    else:
        yield from _unknown(catalog, document, (), view)
        if kind := catalog.kinds.by_name.get(view.of):
            yield from _sort(view, document, kind, catalog)
            yield from _columns(view, document, kind, catalog)
            yield from _rows(view, document, kind, catalog)
        yield from _dots(view, document, catalog)
    for name, forms in _SAID_OF.items():
        if name in document.data and view.form not in forms:
            yield RULE.at(document.key(name), said("'{name}' says nothing with 'as: {form}'", name=name, form=view.form), said("take it out"))


# --- which records ------------------------------------------------------------------------------------------------


def _unknown(catalog: Catalog, document: Document, here: Route, choice: Chosen, others: Collection[str] = ()) -> Iterator[Diagnostic]:
    """The kind, fields, words and records that a choice names and there are not."""
    kind = catalog.kinds.by_name.get(choice.of)
    if kind:
        yield from _of_kind(catalog, document, here, choice, kind)
    elif choice.of in others:
        yield from _of_counted(catalog, document, here, choice)
    elif choice.of not in catalog.broken_kinds:
        message = said("there is no kind of record '{name}'", name=choice.of)
        yield misnamed.wrong(RULE, document, (*here, "of"), choice.of, message, {*catalog.kinds.by_name, *catalog.broken_kinds, *others})


def _of_kind(catalog: Catalog, document: Document, here: Route, choice: Chosen, kind: Kind) -> Iterator[Diagnostic]:
    fields = fields_of(models(catalog.kinds).records[kind.name])
    for part, asked in choice.conditions.items():
        for name in asked:
            if name not in fields and name not in OF_RECORDS:
                message = said("a record of the kind '{kind}' has no field '{name}'", kind=kind.name, name=name)
                yield misnamed.wrong(RULE, document, (*here, part, name), name, message, [*fields, *OF_RECORDS], misnamed.listed(fields))
    known = [*fields, *(item.name for item in kind.story)]
    for index, name in enumerate(choice.has):
        if name not in known:
            message = said("a record of the kind '{kind}' has no field '{name}'", kind=kind.name, name=name)
            yield misnamed.wrong(RULE, document, _item(document, (*here, "has"), index), name, message, known, misnamed.listed(known), is_key=False)
    counted = [item.name for item in kind.fields if item.type in ("term", "record", "role", "line")]
    if choice.distinct and choice.distinct not in counted:
        message = said("the values of '{name}' cannot be counted", name=choice.distinct)
        yield misnamed.wrong(RULE, document, (*here, "distinct"), choice.distinct, message, counted, misnamed.listed(counted), is_key=False)
    yield from _values(catalog, document, here, choice, {item.name: [item] for item in kind.fields})


def _of_counted(catalog: Catalog, document: Document, here: Route, choice: Chosen) -> Iterator[Diagnostic]:
    """Of figures, statements and sources: what is asked of them that nothing is known of."""
    fields: dict[str, list[Field]] = {}
    for item in (item for kind in catalog.kinds for item in kind.fields if choice.of != SOURCE and item.type not in APART):
        if item.type != "term" or item.vocabulary in catalog.vocabularies:
            fields.setdefault(item.name, []).append(item)
    known = OF_SOURCES if choice.of == SOURCE else (*OF_RECORDS, *fields)
    for part, asked in choice.conditions.items():
        for name in asked:
            if name not in known:
                message = said("of the kind '{kind}' nothing is known by the name of '{name}'", kind=choice.of, name=name)
                yield misnamed.wrong(RULE, document, (*here, part, name), name, message, known)
    for name in ("has", "distinct"):
        if name in (document.value(here) or {}):
            message = said("'{name}' says nothing of the kind '{kind}'", name=name, kind=choice.of)
            yield RULE.at(document.key(*here, name), message, said("take it out"))
    yield from _values(catalog, document, here, choice, {name: items for name, items in fields.items() if name not in OF_RECORDS})


def _values(catalog: Catalog, document: Document, here: Route, choice: Chosen, fields: Mapping[str, Sequence[Field]]) -> Iterator[Diagnostic]:
    """The values of what is asked that there are not."""
    for part, asked in choice.conditions.items():
        for name, values in asked.items():
            for index, value in enumerate(values):
                if value is not None:
                    route = _item(document, (*here, part, name), index)
                    # Of figures the fields of one name are of several kinds, and any of them may be meant.
                    found = [list(_value(catalog, document, route, name, value, item)) for item in fields.get(name, [None])]
                    yield from found[0] if all(found) else ()


def _value(catalog: Catalog, document: Document, route: Route, name: str, value: str, field: Field | None) -> Iterator[Diagnostic]:
    if field and field.type != "date":
        yield from misnamed.of_field(catalog, RULE, document, route, field, value)
    elif field or name == YEAR:
        try:
            dates.parse(value)
        except ValueError as error:
            yield RULE.at(document.at(*route), words(error), said("write years and dates as in 2020, 2019/2021 or 2020/.."))
    elif name == EVIDENCE and value not in list(Mark):
        message = said("there is no mark '{name}'", name=value)
        yield misnamed.wrong(RULE, document, route, value, message, [str(mark) for mark in Mark], is_key=False)
    elif name in (MEASURED, PUBLISHER):
        yield from misnamed.of_record(catalog, RULE, document, route, value, MEASURE if name == MEASURED else None)
    elif name == DIMENSION:
        yield from misnamed.of_field(catalog, RULE, document, route, MEASURE.by_name[DIMENSION], value)


def _item(document: Document, route: Route, index: int) -> Route:
    """Where one of several values stands; a single one may stand without brackets."""
    return (*route, index) if isinstance(document.value(route), list) else route


# --- as what ------------------------------------------------------------------------------------------------------


def _measures(catalog: Catalog) -> list[str]:
    return [entry.id for entry in catalog.by_kind[MEASURE.name]]


def _sort(view: Living, document: Document, kind: Kind, catalog: Catalog) -> Iterator[Diagnostic]:
    name = (view.sort or "").removeprefix("-")
    known = [kind.label_field, *(item.name for item in kind.of_type(*_SORTED) if item.is_scalar and item.name != kind.label_field), ADDED, FIGURES]
    if name and name not in known and name not in _measures(catalog):
        message = said("records cannot be sorted by '{name}'", name=name)
        yield misnamed.wrong(RULE, document, ("sort",), name, message, [*known, *_measures(catalog)], misnamed.listed(known))


def _columns(view: Living, document: Document, kind: Kind, catalog: Catalog) -> Iterator[Diagnostic]:
    known = [item.name for item in kind.fields if item.type not in APART and item.name != kind.label_field] + [FIGURE]
    if view.form == "table" and not view.fields:
        yield RULE.at(document.key("as"), said("a table needs columns"), said("say in 'fields' of what: {names}", names=", ".join(known)))
    for index, name in enumerate(view.fields) if view.form in _SAID_OF["fields"] else ():
        if name not in known and name not in _measures(catalog):
            message = said("'{name}' cannot be shown beside a record", name=name)
            yield misnamed.wrong(
                RULE, document, ("fields", index), name, message, [*known, *_measures(catalog)], misnamed.listed(known), is_key=False
            )


def _dots(view: Living, document: Document, catalog: Catalog) -> Iterator[Diagnostic]:
    """Dots of no measure, or of one whose figures do not count alike."""
    if view.form != "dots":
        return
    alike = [entry.id for entry in catalog.by_kind[MEASURE.name] if entry.record.get("comparable")]
    if not view.measure:
        yield RULE.at(document.key("as"), said("dots need a measure"), said("say in 'measure' whose figures they are"))
    elif not any(view.measure in known for known in (_measures(catalog), catalog.drafts, catalog.broken)):
        message = said("there is no {kind} '{id}'", kind=MEASURE.noun, id=view.measure)
        yield misnamed.wrong(RULE, document, ("measure",), view.measure, message, alike, is_key=False)
    elif view.measure not in alike:
        message = said("the figures of '{name}' do not count alike, and are not drawn to one scale", name=view.measure)
        yield RULE.at(document.at("measure"), message, said("show them in a table, or take a measure that is comparable"))


def _rows(view: Living, document: Document, kind: Kind, catalog: Catalog) -> Iterator[Diagnostic]:
    """A field that gives an evidence map no rows, or a kind that has none."""
    if view.form != "evidence-map":
        return
    known = [item.name for item in kind.of_type("term")]
    if view.rows and view.rows not in known:
        message = said("'{name}' is no field with words for rows", name=view.rows)
        yield misnamed.wrong(RULE, document, ("rows",), view.rows, message, known, misnamed.listed(known), is_key=False)
    elif DIMENSIONS not in catalog.vocabularies:
        message = said("no measure says what it is a measure of: an evidence map has no columns")
        yield RULE.at(document.key("as"), message, said("write the words in cases/vocabularies/{name}.yml", name=DIMENSIONS))
    elif not known:
        message = said("the kind '{kind}' has no field with words for the rows of an evidence map", kind=kind.name)
        yield RULE.at(document.key("as"), message, said("show them as something else, such as a list"))
    elif choosing.row_field(catalog, kind, view.rows) is None:
        message = said("nothing stands above the titles of the kind '{kind}' that could be its rows", kind=kind.name)
        yield RULE.at(document.key("as"), message, said("say in 'rows' which: {names}", names=", ".join(known)))


def _sentence(view: Living, document: Document) -> Iterator[Diagnostic]:
    """A count without a sentence, and places of this that nothing is counted for, or that are not in it."""
    help = said('for example: sentence: "There are {place} of them."', place="{count}")
    if view.sentence is None:
        yield RULE.at(document.key("as"), said("a count needs a sentence"), help)
        return
    places = PLACE.findall(view.sentence)
    if not places:
        yield RULE.at(document.at("sentence"), said("the sentence has no place for a number"), help)
    strange = [name for name in places if name not in view.numbers]
    for name in strange:
        message = said("nothing is counted for '{place}'", place=f"{{{name}}}")
        yield misnamed.wrong(RULE, document, ("sentence",), name, message, [*view.numbers], said("say in 'counts' what it is"))
    # A place that is misspelt is likely that of a number that has none.
    for name in () if strange else view.counts:
        if name not in places:
            message = said("the sentence has no place '{place}'", place=f"{{{name}}}")
            yield misnamed.wrong(RULE, document, ("counts", name), name, message, places, said("write it into the sentence"))
