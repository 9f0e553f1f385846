"""A reference as an entry of a BibTeX file, in biblatex's fields and in UTF-8: what is read back is equal to what was written.

The other way round is `bibtex`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..reading import latex
from .bibtex_layout import DEFAULT, Layout
from .bibtex_values import NAME_FIELDS, PLAIN_FIELDS
from .reference import Name, Reference

# The order in which the fields of an entry stand; others follow in their own.
_FIRST = (
    *("author", "editor", "translator", "title", "subtitle", "date", "type", "journaltitle", "booktitle", "series", "volume", "number", "issue"),
    *("edition", "version", "chapter", "pages", "publisher", "institution", "organization", "howpublished", "location", "publisherid"),
    *("isbn", "issn", "doi", "eprint", "eprinttype", "eprintclass", "url", "urldate", "archiveurl", "archivedate", "langid"),
)
_LAST = ("note", "via", "copyof", "read")
# What `issued` says already.
_DATES = frozenset(("date", "year", "month", "day"))
# Words that would be taken for what stands between two names, or for the end of a list.
_AMBIGUOUS = re.compile(r"(?i)(?:^|\s)(?:and|others)(?:\s|$)|[,{}]")


def entry(reference: Reference, layout: Layout = DEFAULT) -> str:
    """The entry of a reference, without a line end behind it."""
    return layout.entry(reference.type, reference.key, fields(reference).items())


def fields(reference: Reference) -> Mapping[str, str]:
    """The fields of a reference in the order in which they are written, each as it stands between its braces."""
    found = {name: value for name, value in _values(reference) if value}
    order = [*_FIRST, *(name for name in found if name not in _FIRST and name not in _LAST), *_LAST]
    return {name: found[name] for name in order if name in found}


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    for role in NAME_FIELDS:
        others = ("others",) if role in reference.others else ()
        yield role, " and ".join((*map(name, getattr(reference, role)), *others))
    yield "date", str(reference.issued) if reference.issued else ""
    for field, value in reference.fields.items():
        if field not in NAME_FIELDS and not (field in _DATES and reference.issued):
            yield field, value if field in PLAIN_FIELDS else latex.encode(value)


def name(person: Name) -> str:
    """A name as BibTeX has it: "van den Berg, Jr., Jan", or in braces when it has no parts."""
    if person.literal:
        return f"{{{latex.encode(person.literal)}}}"
    family = " ".join(filter(None, (person.prefix, _part(person.family))))
    return ", ".join((family, *(_part(part) for part in (person.suffix, person.given) if part)))


def _part(text: str) -> str:
    """A part of a name, in braces where something in it would divide it."""
    written = latex.encode(text)
    return f"{{{written}}}" if _AMBIGUOUS.search(text) else written
