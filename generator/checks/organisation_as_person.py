"""An organisation stands among the authors as if it were a person.

BibTeX takes the last word of a name for a family name: `author = {The Orchard Post}` is somebody called Post, and is printed as “Post, T. O.”.
A second pair of braces keeps a name in one piece. It is told where a record that is no person's has that name, where the entry itself has it as
its institution or its journal, and where its words say so: `Orchard Growers Association`, `Ministry of Fruit`, also the other way round, as some
programs write it (`Association, Orchard Growers`).

**Way out:** put the name in braces of its own, as the message shows; `casebook check --fix` does it where nothing else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.publishers import name_key
from ..records import names, organisation_words
from ..records.entry_fields import NAME_FIELDS
from ..records.reference import Name, Reference

RULE = rule("organisation-as-person", __doc__, Severity.WARNING, about=Concern.RECORDS)
_PERSON = "Person"
# Where no person is named; a publisher or the owner of a site may be one.
_NEVER_PEOPLE = ("institution", "journaltitle")
# Behind a name: its short form.
_ASIDE = re.compile(r"\s*\([^()]*\)\s*\Z")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Names of people that are an organisation's."""
    for reference in catalog.references.values():
        for role in NAME_FIELDS:
            people: tuple[Name, ...] = getattr(reference, role)
            found = [str(one) for one in people if one.given and not one.suffix and _is_organisation(catalog, reference, one)]
            if found:
                yield from _told(reference, role, people, found)


def _told(reference: Reference, role: str, people: tuple[Name, ...], found: list[str]) -> Iterator[Diagnostic]:
    span = reference.at(role)
    shown = " ".join(span.shown.split())
    # What is wrong with the list itself comes first.
    is_whole = names.read(shown) == names.Names(people, reference.et_al and role == "author")
    better = _better(shown, people, found) if is_whole else ""
    # Before a comma may stand another.
    is_sure = not any(" " in one.family for one in people if str(one) in found and "," in shown)
    is_one = is_whole and len(people) == 2 and "," not in shown and not people[0].prefix
    for name in found:
        message = said("'{name}' is an organisation, and stands in '{role}' as if it were a person", name=name, role=role)
        if is_one:
            help = said("write {line} if that is one organisation; of two, {text}", line=f"{role} = {{{{{shown}}}}}", text=f"{{{name}}}")
            yield RULE.at(span, message, help, instead=f"{{{shown}}}")
        elif better:
            yield RULE.at(span, message, said("write {line}", line=f"{role} = {{{better}}}"), instead=better, is_safe=is_sure)
        else:
            yield RULE.at(span, message, said("write {text}", text=f"{{{name}}}"))


def _better(shown: str, people: tuple[Name, ...], found: list[str]) -> str:
    """A list of names with those of organisations in braces; empty where the names cannot be told apart as they are written."""
    parts = shown.split(" and ")
    others = parts[-1:] if parts[-1] == "others" else []
    parts = parts[: len(parts) - len(others)]
    if len(parts) != len(people):
        return ""
    return " and ".join(
        (*(f"{{{_in_order(name, part)}}}" if str(name) in found else part for name, part in zip(people, parts, strict=True)), *others)
    )


def _in_order(name: Name, written: str) -> str:
    """The name of an organisation as it is said: one word before a comma was its last one, several are a part of it."""
    return written if " " in name.family else str(name)


def _is_organisation(catalog: Catalog, reference: Reference, person: Name) -> bool:
    if organisation_words.is_organisation(person) or organisation_words.is_of_site(person, reference):
        return True
    name = str(person)
    key = name_key(name)
    if any(key == name_key(_ASIDE.sub("", reference.get(field))) for field in _NEVER_PEOPLE):
        return True
    named = [catalog.get(id) for id in catalog.publishers.named(name)]
    return any(entry and entry.kind.schema_org != _PERSON for entry in named)
