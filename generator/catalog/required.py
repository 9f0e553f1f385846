"""What records lack by a rule of the project: each finding at the record's own line, with what would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from ..base.diagnostic import Diagnostic, Span
from ..base.saying import Said, said, several
from ..records.kinds import Kind
from ..records.model_fields import fields_of, flow
from ..records.models import models
from ..records.rules import ANY, ProjectRule
from ..records.values import words_in
from .catalog import Catalog
from .entries import Entry, named_in
from .evidence import parties


def kinds_of(catalog: Catalog, rule: ProjectRule) -> Iterator[Kind]:
    """The kinds of the records that a rule is of, as far as there are such."""
    return (kind for kind in catalog.kinds if kind.name in rule.of or not rule.of)


def all_of_kind(catalog: Catalog, kind: Kind) -> Iterator[ProjectRule]:
    """The rules that records of a kind have to keep, also those that hold for some sources alone."""
    return (rule for rule in (catalog.rules.rules if catalog.rules else ()) if kind in kinds_of(catalog, rule))


def of_kind(catalog: Catalog, kind: Kind) -> Iterator[ProjectRule]:
    """The rules that every record of a kind has to keep, whatever it cites."""
    return (rule for rule in all_of_kind(catalog, kind) if not rule.cites)


def lacking(catalog: Catalog, rule: ProjectRule) -> Iterator[Diagnostic]:
    """What the records that a rule is of lack. The rule names nothing that there is not."""
    # A record that cannot be read may be the one that names another.
    linked = _linked(catalog) if rule.requires.links and not catalog.broken else None
    for kind in kinds_of(catalog, rule):
        for entry in catalog.by_kind[kind.name]:
            if _is_of(catalog, rule, entry):
                found = _lacking(catalog, rule, entry)
                for span, message, help in chain(found, _links(rule, entry, linked[entry.id]) if linked is not None else ()):
                    yield rule.rule.at(span, message, help)


def _is_of(catalog: Catalog, rule: ProjectRule, entry: Entry) -> bool:
    """Whether a rule is of a record."""
    if entry.id in rule.not_for or (entry.is_draft and not rule.drafts):
        return False
    if rule.cites and rule.cites not in catalog.cited_by.get(entry.id, ()):
        return False
    return all(value in values_of(entry, name) for name, value in rule.where.items())


def values_of(entry: Entry, name: str) -> list[str]:
    """The values of a field as texts; of one that names records, their ids."""
    item = entry.kind.by_name.get(name)
    return named_in(entry, item) if item and item.names_records else [str(value) for value in entry.record.items(name)]


def _lacking(catalog: Catalog, rule: ProjectRule, entry: Entry) -> Iterator[tuple[Span, Said, Said]]:
    """What a record lacks: where that is said, what it is, and what would do."""
    asked, head = rule.requires, entry.at(entry.kind.label_field)
    for name in asked.fields:
        if not entry.record.items(name) and name != "story":
            yield head, said("the field '{name}' is not filled in", name=name), _add(catalog, entry, name)
    for name, least in asked.count.items():
        if (count := len(entry.record.items(name))) < least:
            message = several(
                "'{name}' has {found} of at least {count} value", "'{name}' has {found} of at least {count} values", least, name=name, found=count
            )
            yield entry.document.key(name) if count else head, message, _add(catalog, entry, name)
    for name, least in asked.words.items():
        if (count := words_in(entry.record.words(name))) < least:
            message = several(
                "'{name}' has {found} of at least {count} word", "'{name}' has {found} of at least {count} words", least, name=name, found=count
            )
            yield entry.at(name) if count else head, message, _add(catalog, entry, name)
    yield from _story(rule, entry, head)
    # A record that cannot be read may publish a source.
    if asked.independent and not catalog.broken:
        yield from _independent(catalog, asked.independent, entry, head)
    yield from _locators(rule, entry)


def _add(catalog: Catalog, entry: Entry, name: str) -> Said:
    """A way out: the field with its example."""
    field = fields_of(models(catalog.kinds).records[entry.kind.name])[name]
    example = (field.examples or [""])[0]
    return said("for example: {line}", line=f"{name}: {flow(example)}")


def _story(rule: ProjectRule, entry: Entry, head: Span) -> Iterator[tuple[Span, Said, Said]]:
    story = entry.record.get("story")
    told = {name for name, text in story if text} if story else set()
    left = [part for part in entry.kind.story if part.name in rule.requires.story and part.name not in told]
    if left:
        names, lines = (", ".join(f"'{part.name}'" for part in left), "; ".join(f"{part.name}: {part.description}" for part in left))
        message = several("the part {names} of the story is not told", "the parts {names} of the story are not told", len(left), names=names)
        yield entry.document.key("story") if told else head, message, said("write in 'story': {lines}", lines=lines)


def _linked(catalog: Catalog) -> Mapping[str, set[str]]:
    """The ids of the published records of its kind that each record names, or that name it, by its id."""
    linked: dict[str, set[str]] = {entry.id: set() for entry in catalog}
    for use in catalog.record_uses:
        named = catalog.get(use.name)
        if isinstance(use.by, Entry) and named and named is not use.by and named.kind is use.by.kind:
            for one, other in ((use.by, named), (named, use.by)):
                if not other.is_draft:
                    linked[one.id].add(other.id)
    return linked


def _links(rule: ProjectRule, entry: Entry, linked: set[str]) -> Iterator[tuple[Span, Said, Said]]:
    least = rule.requires.links or 0
    if len(linked) < least:
        message = several(
            "it names, or is named by, {found} of at least {count} other record of its kind",
            "it names, or is named by, {found} of at least {count} other records of its kind",
            least,
            found=len(linked),
        )
        yield entry.at(entry.kind.label_field), message, said("name another in this record, or this one there")


def _independent(catalog: Catalog, least: int, entry: Entry, head: Span) -> Iterator[tuple[Span, Said, Said]]:
    concerned = parties(entry, catalog.publishers)
    hands = {key: catalog.publishers.hands(key) for key in catalog.cited_by.get(entry.id, ())}
    others = [key for key, owners in hands.items() if owners and not owners & concerned]
    if len(others) < least:
        unknown = [key for key, owners in hands.items() if not owners]
        message = several(
            "{found} of at least {count} source comes from somebody who is no party",
            "{found} of at least {count} sources come from somebody who is no party",
            least,
            found=len(others),
        )
        help = said("cite a source of somebody who has no part in it")
        if unknown:
            help = said("say who published '{key}' (publisherid), or cite a source of somebody who has no part in it", key=unknown[0])
        yield head, message, help


def _locators(rule: ProjectRule, entry: Entry) -> Iterator[tuple[Span, Said, Said]]:
    begins = rule.requires.locator
    if begins is None:
        return
    for index, claim in enumerate(entry.record.claims):
        for place, citation in enumerate(claim.cite if claim.measure else ()):
            is_said = citation.locator and (begins == ANY or citation.locator.startswith(begins))
            if not is_said and rule.cites in (None, citation.key):
                route = ("claims", index, "cite")
                span = entry.at(*route, place) if (*route, place) in entry.document else entry.at(*route)
                message = said("the figure '{id}' does not say where in '{key}' it stands", id=claim.id, key=citation.key)
                example = "p. 3" if begins == ANY else begins if begins[-1].isdigit() else f"{begins} 3"
                yield span, message, said("write the place behind the key: {cite}", cite=f"{citation.key}[{example}]")
