"""A reference as an entry of a BibTeX file, in biblatex's fields and in UTF-8: what is read back is equal to what was written.

The other way round is `bibtex`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..base.scripts import is_chinese
from ..reading import latex
from .bibtex_layout import DEFAULT, Layout
from .entry_fields import FIELDS, NAME_FIELDS, PLAIN_FIELDS, Kind
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

# Titles in which a reader of BibTeX makes small letters of capitals, and a capital at their beginning.
_TITLES = (
    *(f"{whose}{part}" for whose in ("main", "book", "issue", "event") for part in ("title", "subtitle", "titleaddon")),
    *("title", "subtitle", "titleaddon", "shorttitle", "origtitle", "series"),
)
# A command, or a word with what stands before it.
_WORD = re.compile(r"\\(?:[A-Za-z]+(?:\{\})?|.)|(?P<before>[:.?!—–](?:\\\W|[^\w\\])+|)(?P<word>[^\W_](?:[\w’'.-]*[^\W_])?)")


def entry(reference: Reference, layout: Layout = DEFAULT, *, keep_capitals: bool = False) -> str:
    """The entry of a reference, without a line end behind it. `keep_capitals`: see fields."""
    return layout.entry(reference.type, reference.key, fields(reference, keep_capitals=keep_capitals).items())


def fields(reference: Reference, *, keep_capitals: bool = False) -> Mapping[str, str]:
    """The fields of a reference in the order in which they are written, each as it stands between its braces.

    `keep_capitals` puts words with capitals in titles into braces: BibTeX's styles, biblatex and pandoc make small letters of all others.
    """
    found = {name: value for name, value in _values(reference) if value}
    if keep_capitals:
        found |= {name: _kept(found[name]) for name in _TITLES if found.get(name, "newseries") not in ("newseries", "oldseries")}
    order = [*_FIRST, *(name for name in found if name not in _FIRST and name not in _LAST), *_LAST]
    return {name: found[name] for name in order if name in found}


def _kept(title: str) -> str:
    """A title in LaTeX with those words in braces that a reader would give other letters."""
    first = True

    def written(match: re.Match[str]) -> str:
        nonlocal first
        before, word = match["before"] or "", match["word"]
        if not word:
            return match.group()
        # The first word, and that behind a colon, begin with a capital there; all others have small letters.
        begins, first = first, False
        capital = word[0].isupper() and not (begins and not match.start("word"))
        changes = capital or word[1:].lower() != word[1:] or ((begins or before) and word[0].islower())
        return f"{before}{{{word}}}" if changes else match.group()

    return _WORD.sub(written, title)


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    for role in NAME_FIELDS:
        others = ("others",) if role in reference.others else ()
        yield role, " and ".join((*map(name, getattr(reference, role)), *others))
    for role, people in reference.roles.items():
        yield role, " and ".join(map(name, people))
    yield "date", _date(str(reference.issued)) if reference.issued else ""
    for field, value in reference.fields.items():
        if field not in NAME_FIELDS and not (field in _DATES and reference.issued):
            written = value if field in PLAIN_FIELDS else latex.encode(value)
            # Between pages BibTeX's own styles want two hyphens.
            written = written.replace("\N{EN DASH}", "--") if field == "pages" else written
            yield field, _date(written) if FIELDS.get(field) is Kind.DATE else written


def _date(text: str) -> str:
    """A date as biblatex's manual has it and pandoc reads it: the open end of an interval is empty there."""
    start, slash, end = text.partition("/")
    return f"{start.removesuffix('..')}{slash}{end.removeprefix('..')}" if slash else text


def name(person: Name) -> str:
    """A name as BibTeX has it: "van den Berg, Jr., Jan", an organisation's in braces."""
    if person.literal:
        written = latex.encode(person.literal)
        is_read_as_one = is_chinese(person.literal) or not re.search(r"\s", person.literal)
        return written if is_read_as_one and not person.is_organisation and not _AMBIGUOUS.search(person.literal) else f"{{{written}}}"
    family = " ".join(filter(None, (person.prefix, _part(person.family))))
    return ", ".join((family, *(_part(part) for part in (person.suffix, person.given) if part)))


def _part(text: str) -> str:
    """A part of a name, in braces where something in it would divide it."""
    written = latex.encode(text)
    return f"{{{written}}}" if _AMBIGUOUS.search(text) else written
