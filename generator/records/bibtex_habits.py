"""What programs write into an entry of their own accord, and what it comes to: names of their types, counts of citations, words before numbers.

After exports of EndNote, Mendeley, Zotero, Scopus, Web of Science, ProQuest, TexMed, CNKI and the publishers' pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from ..reading import latex
from . import bibtex_dates, identifiers, organisation_words

# Where nothing is known.
_EMPTY = frozenset(("n/a", "na", "null", "undefined", "none", "nan", "n.a.", "n/d"))
# What EndNote and Scopus call a kind of source, which the type of the entry says already; a web page is none of BibTeX's.
_WEB = ("web page", "webpage", "website", "blog", "online multimedia", "electronic source")
_KINDS = frozenset(
    (
        *(
            "journal article",
            "book",
            "book section",
            "edited book",
            "generic",
            "newspaper article",
            "magazine article",
            "report",
            "thesis",
            "article",
        ),
        *("conference paper", "conference proceedings", "electronic article", "electronic book", "unpublished work", "review", "editorial", "note"),
        *("book chapter", "letter", "short survey", "data paper", "serial", "journal-article", "research article", "dataset", *_WEB),
    )
)
# How it was published, where the address says it.
_ONLINE = ("online", "web", "website", "web page", "webpage", "internet", "electronic", "www", "online resource", "world wide web")
_WHOLE = ("book", "report", "thesis", "manual", "booklet")
_VOLUME = re.compile(r"(?:volume|vol\.?|band|bd\.?|jg\.?)\s*(\d+)(?:\s*-\s*\d{4})?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:number|no\.?|nr\.?|issue|iss\.?|heft|n[°º]\.?)\s*(\d+(?:[-\u2013/]\d+)?)", re.IGNORECASE)
_NUMBERED = {"volume": _VOLUME, "number": _NUMBER, "issue": _NUMBER}
# A full stop behind the last word of a title, which is no abbreviation.
_FULL_STOP = re.compile(r"(?<=[^\W\d_A-Z]{4})\.\Z")
# What a service says of its own copy, and nobody of the source.
_CHATTER = re.compile(
    r"""cited\ by:?\ *\d+ | copyright\ -\ | \d+\ citations?\ ?\( | google-books-id: | tex\.\w+\s*[:=] | times\ cited: | export\ date: | query\ date:
      | \[doi: | (?:\d{4}-\d{3}[\dx]\s+)+(?:.*\b(?:journal\ article|review|clinical\ trial)\b) | last\ updated\ - | name\ -\ .*last\ updated\ -
      | accession\ number: | sprache: | num\ pages: | ecc:\ | type:\ article""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_nothing(value: str) -> bool:
    """Whether a value says only that there is none."""
    return value.casefold() in _EMPTY


def without_full_stop(title: str) -> str:
    """A title without the full stop behind it, which references have for themselves."""
    return _FULL_STOP.sub("", title)


def text(name: str, value: str) -> str:
    """A field's value without what only a program says in it, by biblatex's name."""
    if is_nothing(value):
        return ""
    if name == "howpublished" and value.casefold().strip(".") in _ONLINE:
        return ""
    if name == "title":
        return without_full_stop(value)
    if (pattern := _NUMBERED.get(name)) and (found := pattern.fullmatch(value)):
        return found[1]
    if name in ("number", "issue") and re.fullmatch(r"0\d", value):
        return value[1:]
    return "" if name in ("note", "addendum") and _CHATTER.match(value) else value


# What pages of the web put between their headline and the name of the site.
_BEFORE_SITE = re.compile(r"\s+(?:\||\{\\textbar\}|\\textbar\{\}|-{1,3}|[\u2013\u2014\u00b7\u00bb:]|::)\s+")

_ASIDE = re.compile(r"\s*\([^()]*\)\Z")


def without_site(title: str, sites: Iterable[str]) -> str:
    """A title, as it is written in LaTeX, without the name of its site behind it; empty where that does not stand there."""
    marks = list(_BEFORE_SITE.finditer(title))
    if not marks or not marks[-1].start():
        return ""
    known = {organisation_words.squeezed(form) for site in sites for form in (site, _ASIDE.sub("", site))} - {""}
    behind = latex.decode(title[marks[-1].end() :])
    forms = {organisation_words.squeezed(form) for form in (behind, _ASIDE.sub("", behind))}
    return title[: marks[-1].start()] if forms & known else ""


def of_kind(type: str, values: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The type of an entry and its values, from those that a program gave it which has fewer types, or says the type once more in a field."""
    found = dict(values)
    if type == "misc":
        type = _of_misc(found)
    kind = found.get("type", "").casefold()
    # Styles set these words in front of a number or a university.
    if kind in _KINDS and not (type == kind and kind in ("thesis", "report")):
        del found["type"]
        if type == "misc" and kind in _WEB:
            type = "online"
            # EndNote keeps there when it was looked at.
            accessed = bibtex_dates.read(f"{values.get('number', '')} {values.get('volume', '')}") if values.get("volume") else None
            if accessed and accessed.date and not accessed.problem:
                found.setdefault("urldate", str(accessed.date))
                del found["volume"], found["number"]
    if type in _WHOLE and found.get("pages", "").isdecimal() and "booktitle" not in found:
        # Zotero says so how many there are.
        found.setdefault("pagetotal", found.pop("pages"))
    if found.get("doi") and identifiers.doi(unquote(found.get("url", ""))).value.casefold() == found["doi"].casefold() and "doi.org" in found["url"]:
        # It says nothing that the DOI does not.
        del found["url"]
    return type, found


def _of_misc(values: dict[str, str]) -> str:
    """What an entry is that a program calls `misc`, having no better word for it: a page of the web, with its site as a journal, or an article."""
    if values.get("journaltitle") and not values.keys().isdisjoint(("volume", "number", "pages")):
        return "article"
    if values.get("url") and values.keys().isdisjoint(("eprint", "volume", "organization", "editor")):
        site = next((values.pop(name) for name in ("journaltitle", "booktitle") if values.get(name)), "")
        if site:
            values["organization"] = site
            return "online"
    return "misc"
