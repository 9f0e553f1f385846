"""An organisation stands among the authors as if it were a person.

BibTeX takes the last word of a name for a family name: `author = {The Orchard Post}` is somebody called Post, and is printed as “Post, T. O.”.
A second pair of braces keeps a name in one piece. It is told where a record that is no person's has that name, or where the entry itself has it as
its institution or its journal.

**Way out:** put the name in braces of its own, as the message shows; `casebook check --fix` does it where it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog
from ..catalog.publishers import name_key
from ..records.entry_fields import NAME_FIELDS
from ..records.reference import Name, Reference

RULE = rule("organisation-as-person", __doc__, Severity.WARNING, about=Concern.RECORDS)
_PERSON = "Person"
# Where no person is named; a publisher or the owner of a site may be one.
_NEVER_PEOPLE = ("institution", "journaltitle")


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """Names of people that are an organisation's."""
    for reference in catalog.references.values():
        for role in NAME_FIELDS:
            people: tuple[Name, ...] = getattr(reference, role)
            for name in (str(one) for one in people if one.given and not one.suffix):
                if _is_organisation(catalog, reference, name):
                    span = reference.at(role)
                    is_alone = " ".join(span.shown.split()) == name
                    message = said("'{name}' is an organisation, and stands in '{role}' as if it were a person", name=name, role=role)
                    braced = f"{{{name}}}"
                    help = said("write {line}", line=f"{role} = {{{braced}}}") if is_alone else said("write {text}", text=braced)
                    yield RULE.at(span, message, help, instead=f"{{{span.shown}}}" if is_alone else None, is_safe=is_alone)


def _is_organisation(catalog: Catalog, reference: Reference, name: str) -> bool:
    key = name_key(name)
    if any(key == name_key(reference.get(field)) for field in _NEVER_PEOPLE):
        return True
    named = [catalog.get(id) for id in catalog.publishers.named(name)]
    return any(entry and entry.kind.schema_org != _PERSON for entry in named)
