"""A living block of a hand-written page names something that there is not, or does not say what it needs.

A fence with the word `casebook` in a page of `docs/` draws a view of the catalog that stays true. It says of which records it is (`of`, a kind, and
`where`, the values of their fields), in which order (`sort`), how many at the most (`limit`), and as what it shows them (`as`).

**Way out:** correct the name at the place shown. A count has a `sentence` with `{count}` in it; every further place in braces stands in `counts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..base.diagnostic import Diagnostic, rule
from ..base.saying import said
from ..catalog import living, misnamed
from ..catalog.catalog import Catalog
from ..reading.yaml_reader import Document, Route
from ..records.explaining import fields_of
from ..records.kinds import APART, FieldType, Kind
from ..records.living import COUNT, COUNTED, PLACE, Chosen, Living, LivingBlock
from ..records.models import models

RULE = rule("living-block", __doc__)
# What records can be sorted by.
# The form that a field of a block says something of.
_ONLY = {"fields": "table", "rows": "evidence-map", "sentence": "count", "counts": "count"}
_SORTED: tuple[FieldType, ...] = ("date", "number", "line", "term")


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
        idle: tuple[str, ...] = ("sort", "limit", "fields", "rows")
    else:
        yield from _unknown(catalog, document, (), view)
        if kind := catalog.kinds.by_name.get(view.of):
            yield from _sort(view, document, kind)
            yield from _columns(view, document, kind)
            yield from _rows(view, document, kind, catalog)
        idle = tuple(name for name, form in _ONLY.items() if view.form != form)
    for name in idle:
        if name in document.data:
            yield RULE.at(document.key(name), said("'{name}' says nothing with 'as: {form}'", name=name, form=view.form), said("take it out"))


def _unknown(catalog: Catalog, document: Document, here: Route, choice: Chosen, others: Collection[str] = ()) -> Iterator[Diagnostic]:
    """The kind, fields, words and records that a choice names and there are not."""
    kind = catalog.kinds.by_name.get(choice.of)
    if kind is None:
        if choice.of in others:
            if choice.where:
                yield RULE.at(document.key(*here, "where"), said("of the kind '{kind}' all are counted", kind=choice.of), said("take it out"))
        elif choice.of not in catalog.broken_kinds:
            message = said("there is no kind of record '{name}'", name=choice.of)
            yield misnamed.wrong(RULE, document, (*here, "of"), choice.of, message, {*catalog.kinds.by_name, *catalog.broken_kinds, *others})
        return
    fields = fields_of(models(catalog.kinds).records[kind.name])
    for name in choice.where:
        if name not in fields:
            message = said("a record of the kind '{kind}' has no field '{name}'", kind=kind.name, name=name)
            yield misnamed.wrong(RULE, document, (*here, "where", name), name, message, fields, misnamed.listed(fields))
    yield from misnamed.values(catalog, RULE, document, (*here, "where"), kind, choice.where)


def _sort(view: Living, document: Document, kind: Kind) -> Iterator[Diagnostic]:
    name = (view.sort or "").removeprefix("-")
    known = [kind.label_field, *(item.name for item in kind.of_type(*_SORTED) if item.is_scalar and item.name != kind.label_field)]
    if name and name not in known:
        yield misnamed.wrong(RULE, document, ("sort",), name, said("records cannot be sorted by '{name}'", name=name), known, misnamed.listed(known))


def _columns(view: Living, document: Document, kind: Kind) -> Iterator[Diagnostic]:
    if view.form != "table":
        return
    known = [item.name for item in kind.fields if item.type not in APART and item.name != kind.label_field]
    if not view.fields:
        yield RULE.at(document.key("as"), said("a table needs columns"), said("say in 'fields' of what: {names}", names=", ".join(known)))
    for index, name in enumerate(view.fields):
        if name not in known:
            message = said("a table has no column for '{name}'", name=name)
            yield misnamed.wrong(RULE, document, ("fields", index), name, message, known, misnamed.listed(known), is_key=False)


def _rows(view: Living, document: Document, kind: Kind, catalog: Catalog) -> Iterator[Diagnostic]:
    """A field that gives an evidence map no rows, or a kind that has none."""
    if view.form != "evidence-map":
        return
    known = [item.name for item in kind.of_type("term")]
    if view.rows and view.rows not in known:
        message = said("'{name}' is no field with words for rows", name=view.rows)
        yield misnamed.wrong(RULE, document, ("rows",), view.rows, message, known, misnamed.listed(known))
    elif living.row_field(catalog, kind, view.rows) is None and known:
        message = said("nothing stands above the titles of the kind '{kind}' that could be its rows", kind=kind.name)
        yield RULE.at(document.key("as"), message, said("say in 'rows' which: {names}", names=", ".join(known)))
    elif not known:
        message = said("the kind '{kind}' has no field with words for the rows of an evidence map", kind=kind.name)
        yield RULE.at(document.key("as"), message, said("show them as something else, such as a list"))


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
