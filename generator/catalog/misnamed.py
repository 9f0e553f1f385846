"""What rules of a project and living blocks name, and the catalog does not have: each finding at the name, with what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..base.diagnostic import Diagnostic, Rule, did_you_mean, nearest
from ..base.saying import NOTHING, Said, said
from ..reading.yaml_reader import Document, Route
from ..records.kinds import Field, Kind
from .catalog import Catalog

# So many names help; of more nobody reads any.
_NAMED = 12


def listed(names: Iterable[str]) -> Said:
    """A way out: the names that there are."""
    return said("there are: {names}", names=", ".join(names))


def wrong(
    rule: Rule,
    document: Document,
    route: Route,
    name: str,
    message: Said,
    known: Collection[str],
    otherwise: Said = NOTHING,
    *,
    is_key: bool = True,
    moved: Said = NOTHING,
) -> Diagnostic:
    """That a name is none of those that are known. `is_key`: where the route ends in the name, it is the name that is meant, not what it leads to.

    `moved` says what has become of what had the name, where that can be told.
    """
    is_key = is_key and route[-1] == name
    span = document.key(*route) if is_key else document.find(route, name)
    near = None if moved else nearest(name, known)
    instead = document.instead(route, span, near, is_key=is_key) if near else None
    return rule.at(span, message, moved or did_you_mean(name, known, otherwise or listed(sorted(known)[:_NAMED])), instead=instead)


def values(catalog: Catalog, rule: Rule, document: Document, here: Route, kind: Kind, where: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The terms and records that the values of `where` are not, which stands at a route."""
    for name, value in where.items():
        if field := kind.by_name.get(name):
            yield from of_field(catalog, rule, document, (*here, name), field, value)


def of_field(catalog: Catalog, rule: Rule, document: Document, route: Route, field: Field, value: str) -> Iterator[Diagnostic]:
    """That a value of a field, which stands at a route, is no term or record."""
    if field.type == "term" and field.vocabulary in catalog.vocabularies and not catalog.term(field.vocabulary, value):
        words = [term.id for term in catalog.vocabularies[field.vocabulary].terms]
        message = said("'{value}' is no term of '{vocabulary}'", value=value, vocabulary=field.vocabulary)
        yield wrong(rule, document, route, value, message, words, is_key=False)
    elif field.names_records:
        yield from of_record(catalog, rule, document, route, value)


def of_record(catalog: Catalog, rule: Rule, document: Document, route: Route, id: str, kind: Kind | None = None) -> Iterator[Diagnostic]:
    """That there is no record of an id, perhaps of a kind, which stands at a route."""
    known = [entry.id for entry in catalog.by_kind[kind.name]] if kind else catalog.entries
    if not any(id in found for found in (known, catalog.drafts, catalog.broken)):
        message = said("there is no {kind} '{id}'", kind=kind.noun, id=id) if kind else said("there is no record '{name}'", name=id)
        yield wrong(rule, document, route, id, message, known, is_key=False)
