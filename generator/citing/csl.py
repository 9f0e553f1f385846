"""References for people and machines: CSL-JSON, and short forms in a line.

CSL-JSON (CSL 1.0.2, https://docs.citationstyles.org/) is the pivot to every other format. What goes where follows pandoc, whose tables
follow biblatex's manual.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..base import dates
from ..base.dates import Edtf
from ..base.saying import ENGLISH
from ..base.scripts import is_chinese
from ..records.reference import Name, Reference
from . import types

# How pandoc's citeproc writes "and others" as a name; no CSL variable says it.
OTHERS = "others"
# biblatex's fields that are CSL variables as they stand.
_CSL_FIELDS = {
    "collection-title": "series",
    "container-title-short": "shortjournal",
    "title-short": "shorttitle",
    "original-title": "origtitle",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "event-place": "venue",
    "volume": "volume",
    "part-number": "part",
    "number-of-volumes": "volumes",
    "number-of-pages": "pagetotal",
    "edition": "edition",
    "version": "version",
    "chapter-number": "chapter",
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMCID": "pmcid",
    "archive_location": "archiveurl",
}
_DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
# What is no title as printed: a description, or a rendering.
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
# A title that ends a sentence by itself, in quotation marks or not: no full stop goes behind it.
_ENDED = re.compile("[.?!:;,…。？！：；，][\"'”’»」』]*$")
# In a line that names other sources, too.
_LONGEST_TITLE = 40
# Who published it, each in its own field; pandoc puts them one behind the other, too.
_PUBLISHERS = ("institution", "organization", "howpublished", "publisher")


# Every page and file that names a source asks for its item.
@lru_cache(maxsize=65536)
def to_csl(reference: Reference) -> Mapping[str, Any]:
    """A reference as a CSL-JSON item; absent variables are left out.

    Its texts are plain text. What CSL 1.0.2 has no variable for goes into `custom`, as its schema provides.
    """
    item: dict[str, Any] = {"id": reference.key, "type": types.of(reference).csl}
    item |= {name: value for name, value in _titles(reference) if value}
    item |= {role: names for role, names in _names(reference) if names}
    if reference.issued:
        item["issued"] = _csl_date(reference.issued)
    item |= {name: value for name, value in _texts(reference) if value}
    item |= {variable: _csl_date(found) for variable, name in _DATES.items() if (found := date_in(reference, name))}
    custom = {name: reference.get(name) for name in ("archivedate", "eprint", "eprinttype", "eprintclass")} | {"holder": reference.holder}
    if custom := {name: value for name, value in custom.items() if value}:
        item["custom"] = custom
    return item


def _titles(reference: Reference) -> Iterator[tuple[str, str]]:
    """A volume of several goes by their common title, and its own is that of the volume."""
    whole = _joined(reference, "maintitle", "mainsubtitle", "maintitleaddon")
    book = _joined(reference, "booktitle", "booksubtitle", "booktitleaddon")
    journal = _joined(reference, "journaltitle", "journalsubtitle", "journaltitleaddon")
    issue = _joined(reference, "issuetitle", "issuesubtitle", "issuetitleaddon")
    own = full_title(reference)
    if reference.type == "periodical":
        yield from (("title", issue or own), ("container-title", own if issue else ""))
    elif journal or book:
        yield from (("title", own), ("container-title", journal or whole or book))
        yield "volume-title", issue if journal else book if whole else ""
    else:
        yield from (("title", whole or own), ("volume-title", own if whole else ""))
    yield "event-title", _joined(reference, "eventtitle", "", "eventtitleaddon")


def _names(reference: Reference) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for role in ("author", "editor", "translator"):
        others = (Name(literal=OTHERS),) if role in reference.others else ()
        yield role, [csl_name(name) for name in (*getattr(reference, role), *others)]
    yield "container-author", [csl_name(name) for name in reference.roles.get("bookauthor", ())]


def date_in(reference: Reference, name: str) -> Edtf | None:
    """The date in a field, or None."""
    try:
        return dates.parse(reference.get(name)) if reference.get(name) else None
    except ValueError:
        return None


def _texts(reference: Reference) -> Iterator[tuple[str, str]]:
    kind = types.of(reference)
    for variable, field in _CSL_FIELDS.items():
        yield variable, reference.get(field)
    yield "publisher", "; ".join(dict.fromkeys(filter(None, map(reference.get, _PUBLISHERS))))
    yield "jurisdiction" if kind.csl == "patent" else "publisher-place", reference.get("location")
    yield from _numbers(reference)
    # Between the first and the last of a range of pages CSL has a hyphen; a style puts in what stands between them.
    yield "page", reference.get("pages", "eid").replace("\N{EN DASH}", "-")
    yield "language", reference.get("langid", "language")
    yield "genre", reference.get("type")
    yield "status", reference.get("pubstate")
    yield "note", " ".join(filter(None, (reference.get("note"), reference.get("addendum"))))
    yield "URL", reference.url
    yield "PMID", reference.get("pmid") or (reference.get("eprint") if reference.get("eprinttype").lower() == "pubmed" else "")


def _numbers(reference: Reference) -> Iterator[tuple[str, str]]:
    number, issue = reference.get("number"), reference.get("issue")
    if reference.type in types.ISSUES:
        yield "issue", ", ".join(filter(None, (number, issue)))
    else:
        yield from (("collection-number" if reference.type in types.SERIES else "number", number), ("issue", issue))


def full_title(reference: Reference) -> str:
    """The title with its subtitle."""
    return _joined(reference, "title", "subtitle", "titleaddon")


def with_volume(item: Mapping[str, Any]) -> str:
    """The title of an item, for formats that know no volumes: of one of several the common title and its own."""
    return f"{item['title']}: {item['volume-title']}" if "volume-title" in item and "container-title" not in item else str(item["title"])


def _joined(reference: Reference, title: str, subtitle: str, addon: str) -> str:
    name, under, more = (reference.title if part == "title" else reference.get(part) for part in (title, subtitle, addon))
    whole = f"{name}{' ' if name.endswith(('?', '!', ':', '？', '！', '：')) else ': '}{under}" if name and under else name or under
    if not (whole and more):
        return whole or more
    return f"{whole}{'' if _ENDED.search(whole) else '.'} {more}"


# One encoder for all: json.dumps makes one each time.
_json = json.JSONEncoder(ensure_ascii=False).encode


def csl_json(references: Mapping[str, Reference]) -> str:
    """References as a CSL-JSON file, in the order of their keys, one variable a line."""
    # json's own indentation takes five times as long.
    items = (",\n  ".join(f'"{name}": {_json(value)}' for name, value in to_csl(references[key]).items()) for key in sorted(references))
    return "[" + ",".join(f"\n {{\n  {item}\n }}" for item in items) + "\n]\n"


def csl_name(name: Name) -> dict[str, str]:
    """A name as CSL-JSON has it."""
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.prefix, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


def _csl_date(value: Edtf) -> dict[str, Any]:
    """CSL says of a date as a whole that it is about right; an open end is the year 0 to pandoc, Zotero and citeproc-js."""
    stated = [[int(part) for part in moment.text.split("-")] for moment in value.stated]
    before, after = [[0]] * value.is_open_start, [[0]] * value.is_open_end
    return {"date-parts": [*before, *stated, *after], **({"circa": True} if value.is_approximate else {})}


# --- short forms -----------------------------------------------------------------------------------------------


def kind(reference: Reference) -> str:
    """What a source is, in a word or two."""
    return types.of(reference).word


def authors(reference: Reference) -> str:
    """The authors in a line: "Smith, A." for people, names without parts as they are."""
    shown = reference.author or reference.editor
    return ", ".join(map(_short_name, shown)) + " et al." if reference.et_al else people(shown)


def people(shown: Sequence[Name]) -> str:
    """People in a line: "Smith, A. & Jones, B."."""
    names = [_short_name(name) for name in shown]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" & {names[-1]}" if names else ""


def _short_name(name: Name) -> str:
    if name.literal:
        return name.literal
    if is_chinese(name.family):
        return f"{name.family}{name.given}"
    initials = " ".join(f"{part[0]}." for part in name.given.replace("-", " ").split())
    return ", ".join(part for part in (name.surname, initials, name.suffix) if part)


def short_title(reference: Reference) -> str:
    """Who and when, to recognise a source by: "Smith 2020", "van den Berg 2020", "Gazette 2020", "Caesar 44 AD"."""
    return f"{short_who(reference)} {short_year(reference)}"


def is_named(reference: Reference) -> bool:
    """Whether a source says who made it, or prints where it appeared."""
    return bool(reference.author or reference.editor or reference.container or reference.publisher)


def short_who(reference: Reference, language: str = ENGLISH) -> str:
    """Who stands for a source in a line: its first author, where it appeared, or its title in short, which is rendered in a `language`, if it is."""
    for first in (reference.author or reference.editor)[:1]:
        return first.literal or first.surname
    return reference.container or reference.publisher or reference.get("shorttitle") or _cut(_own_title(reference, language))


def _own_title(reference: Reference, language: str) -> str:
    """A title without the brackets of one that somebody made; that of another language as the entry renders it behind it, in brackets."""
    rendered = _BRACKETED.fullmatch(reference.get("titleaddon"))
    is_foreign = reference.get("langid", "language").partition("-")[0] != language.partition("-")[0]
    title = rendered[1] if rendered and is_foreign else reference.title
    own = _BRACKETED.fullmatch(title)
    return own[1] if own else title


def _cut(title: str) -> str:
    """A title that is short enough for a line, cut between words where it has them."""
    if len(title) <= _LONGEST_TITLE:
        return title
    words = title[:_LONGEST_TITLE].rpartition(" ")[0] or title[: _LONGEST_TITLE // 2]
    return f"{words.rstrip(' .,:;–-')}…"


def short_year(reference: Reference) -> str:
    """When, in a line: the year, or that there is none."""
    return _year(reference.issued.first.year) if reference.issued else "n.d."


def _year(year: int) -> str:
    """A year as CSL has it printed: one of fewer than four digits is no bare number (CSL 1.0.2, "AD and BC")."""
    return str(year) if year >= 1000 else f"{year} AD"
