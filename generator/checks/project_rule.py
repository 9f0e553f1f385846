"""A rule of the project names something that there is not, or requires nothing, so nobody can keep it.

`cases/rules.yml` says what must hold for the records of this catalog, beyond what holds for every catalog: which fields are filled in, how many
values or words they have, that a source is no party's. Each of its rules has a page beside this one, and `casebook explain` prints it. It
names kinds, fields, parts of a story, records and sources as the catalog has them.

**Way out:** correct the name, or change the rule. A rule's `id` is no rule's of the generator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..base.diagnostic import Concern, Diagnostic, Rule, rule
from ..base.saying import NOTHING, said
from ..catalog import by_hand, misnamed, required
from ..catalog.catalog import Catalog
from ..catalog.moved import whereabouts
from ..reading.yaml_reader import Document, Route
from ..records.kinds import Kind
from ..records.model_fields import fields_of
from ..records.models import models
from ..records.rules import ProjectRule, Requirements
from ..records.walking import scalars

RULE = rule("project-rule", __doc__, about=Concern.PROJECT)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """What is wrong with the rules of the project."""
    for index in range(len(catalog.rules.rules) if catalog.rules else 0):
        yield from _problems(catalog, index)


def kept(catalog: Catalog, rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    """What records lack by the rules of the project that are sound; and which of these are called as one of the generator's `rules`."""
    codes = {rule.code for rule in rules}
    for index, item in enumerate(catalog.rules.rules if catalog.rules else ()):
        if item.id in codes and catalog.rules:
            message = said("'{id}' is a rule of every catalog already", id=item.id)
            yield RULE.at(catalog.rules.document.at("rules", index, "id"), message, said("call it by another name"))
        elif not any(_problems(catalog, index)):
            yield from required.lacking(catalog, item)


def _problems(catalog: Catalog, index: int) -> Iterator[Diagnostic]:
    """What a rule names and there is not."""
    assert catalog.rules
    file, here = catalog.rules, ("rules", index)
    item = file.rules[index]
    if any(other.id == item.id for other in file.rules[:index]):
        yield RULE.at(file.document.at(*here, "id"), said("there are two rules '{id}'", id=item.id), said("make one of the two, or rename one"))
    yield from _unknown_names(catalog, file.document, here, item)
    if not catalog.broken_kinds:
        # Otherwise nobody knows which fields there are. What several kinds lack is said of the first.
        kinds = required.kinds_of(catalog, item)
        wrong = [found for kind in kinds for found in _unknown_fields(catalog, file.document, here, item, kind)]
        yield from {found.span: found for found in reversed(wrong)}.values()
    if item.requires == Requirements():
        yield RULE.at(file.document.key(*here, "requires"), said("the rule requires nothing"), said("say what: fields, count, words, story, links …"))
    if item.requires.independent and not catalog.kinds.parties:
        help = said("'party: true' in the declaration of a kind says that its records publish sources")
        yield RULE.at(file.document.key(*here, "requires", "independent"), said("no kind of record can be the publisher of a source"), help)


def _unknown_names(catalog: Catalog, document: Document, here: Route, item: ProjectRule) -> Iterator[Diagnostic]:
    """The kinds, records and sources that a rule names and there are not."""
    kinds, records = {*catalog.kinds.by_name, *catalog.broken_kinds}, {*catalog.entries, *catalog.broken}
    for name in item.of:
        if name not in kinds:
            moved = by_hand.told(by_hand.kinds(catalog), name)
            yield misnamed.wrong(RULE, document, (*here, "of"), name, said("there is no kind of record '{name}'", name=name), kinds, moved=moved)
    for name in item.not_for:
        if name not in records:
            was = whereabouts(catalog, name)
            moved = was.told if was else NOTHING
            yield misnamed.wrong(RULE, document, (*here, "not_for"), name, said("there is no record '{name}'", name=name), records, moved=moved)
    sources = {*catalog.references, *catalog.bibliography.broken}
    if item.cites and item.cites not in sources and not catalog.bibliography.is_unread:
        moved = by_hand.told(by_hand.sources(catalog), item.cites)
        yield misnamed.wrong(RULE, document, (*here, "cites"), item.cites, said("there is no source '{key}'", key=item.cites), sources, moved=moved)


def _unknown_fields(catalog: Catalog, document: Document, here: Route, item: ProjectRule, kind: Kind) -> Iterator[Diagnostic]:
    """The fields, values, texts and parts of a story that a rule names, and that no record of a kind can have."""
    model, asked = models(catalog.kinds).records[kind.name], (*here, "requires")
    fields, parts = fields_of(model), [part.name for part in kind.story]
    texts = [scalar.name for scalar in scalars(model) if scalar.what == "text" and not scalar.words]
    places = [
        *(((*here, "where", name), name) for name in item.where),
        *(((*asked, "fields", index), name) for index, name in enumerate(item.requires.fields)),
        *(((*asked, what, name), name) for what in ("count", "words") for name in getattr(item.requires, what)),
    ]
    for route, name in places:
        if name not in fields:
            message = said("a record of the kind '{kind}' has no field '{name}'", kind=kind.name, name=name)
            others = ", ".join(other.name for other in catalog.kinds if name in fields_of(models(catalog.kinds).records[other.name]))
            otherwise = said("say of which kinds the rule is: of: [{kinds}]", kinds=others) if others else misnamed.listed(fields)
            yield misnamed.wrong(RULE, document, route, name, message, () if others else fields, otherwise)
        elif route[-2] == "words" and name not in texts:
            yield misnamed.wrong(
                RULE, document, route, name, said("'{name}' is no text whose words could be counted", name=name), (), misnamed.listed(texts)
            )
    for index, name in enumerate(item.requires.story):
        if name not in parts:
            message = said("the story of a record of the kind '{kind}' has no part '{name}'", kind=kind.name, name=name)
            yield misnamed.wrong(RULE, document, (*asked, "story", index), name, message, parts, misnamed.listed(parts))
    yield from misnamed.values(catalog, RULE, document, (*here, "where"), kind, item.where)
