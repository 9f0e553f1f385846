"""Two records of one kind have the same title or name.

Readers cannot tell them apart in a list; often it is one thing that was entered twice.

**Way out:** if they are the same, merge them and name the removed id under `formerly`; if not, say in the title what
sets them apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostic import Concern, Diagnostic, Severity, rule
from ..base.saying import said
from ..catalog.catalog import Catalog

RULE = rule("duplicate-title", __doc__, Severity.WARNING, about=Concern.RECORDS)


def check(catalog: Catalog) -> Iterator[Diagnostic]:
    """The second and further records with a title that the same kind already has; capitals and spaces make no difference."""
    first: dict[tuple[str, str], str] = {}
    for entry in catalog:
        label = (entry.kind.name, " ".join(entry.record.label.casefold().split()))
        if label in first:
            field = entry.kind.label_field
            message = said("the {name} '{first}' has the same {field}", name=entry.kind.name, first=first[label], field=field)
            yield RULE.at(entry.at(field), message, said("merge the two, or say what sets them apart"))
        first.setdefault(label, entry.id)
