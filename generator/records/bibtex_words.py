"""Words that have a meaning in the fields of a bibliography: biblatex's keys for what it says in every language, and what stands round an address.

The keys are those of biblatex's manual, section 4.9.2; their words are those of its English, with the apostrophe of print.
"""

from __future__ import annotations

import re
from html import unescape

from ..base.dates import Edtf
from ..reading import latex
from . import bibtex_dates

GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "technical report",
    "resreport": "research report",
    "software": "computer software",
    "datacd": "data CD",
    "audiocd": "audio CD",
    "patent": "patent",
    "patreq": "patent request",
    **{f"patent{country}": f"{word} patent" for country, word in (("de", "German"), ("eu", "European"), ("fr", "French"), ("uk", "British"))},
    "patentus": "U.S. patent",
    **{f"patreq{country}": f"{word} patent request" for country, word in (("de", "German"), ("eu", "European"), ("fr", "French"), ("uk", "British"))},
    "patrequs": "U.S. patent request",
}
STATES = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "pre-published",
}
COUNTRIES = {
    "countryde": "Germany",
    "countryeu": "European Union",
    "countryep": "European Union",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States of America",
    "countrywo": "World Intellectual Property Organization",
}
SERIES = {"newseries": "New series", "oldseries": "Old series"}
# In which field they stand.
BY_FIELD = {"type": GENRES, "pubstate": STATES, "location": COUNTRIES, "series": SERIES}
# Entities of HTML, which some services (Crossref) leave in their BibTeX, and programs write for LaTeX once more; and what LaTeX has for them.
_ENTITY = re.compile(r"(?:\{\\&\}|\\?&)(?P<name>\#\d{2,7}|\#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,24});")
_ESCAPED = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "\\": r"\textbackslash{}", "\u00a0": "~"}
# What HTML and JATS say of how a word looks.
_TAG = re.compile(
    r"</?(?P<name>i|b|u|em|strong|italic|bold|sub|sup|sc|scp|small|span|p|br|tt|font|title|cite|jats:[\w-]+|mml:[\w-]+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# An address in a text, alone or with words that only lead to it.
_ADDRESS = re.compile(
    r"\\(?:url|path|nolinkurl)\s*(?P<url>\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})|\\href\s*\{(?P<bare>[^{}]*)\}\s*\{[^{}]*\}"
    r"|(?<![\w{])(?P<plain>https?://[^\s{}\\<>\"]+(?:\\[_%&#~][^\s{}\\<>\"]*)*)"
)
_LEADS = (
    r"(?:online|available|at|from|on|see|also|accessible|retrieved|url|web\s*site|web\s*page|website|homepage|project page|download|verfügbar unter)"
)
_LEAD = re.compile(rf"^\W*(?:{_LEADS}\W+)*{_LEADS}?\W*$", re.IGNORECASE)
_LAST_LEAD = re.compile(rf"(?<!\w){_LEADS}\W*$", re.IGNORECASE)
_PUNCTUATION = " \t\n.,;:"
IN_ARXIV = re.compile(r"arxiv[\s:]*(?:preprint)?[\s:]*(?:arxiv)?[\s:]*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)


def without_entities(value: str) -> str:
    """A value with LaTeX in the place of HTML's entities, also of those in which the sign of an entity was one."""
    for _ in range(2):
        if "&" not in value or ";" not in value:
            break
        value = _ENTITY.sub(_unescaped, value)
    return value


def _unescaped(found: re.Match[str]) -> str:
    entity = f"&{found['name']};"
    text = unescape(entity)
    # Of a name that is none, HTML reads the beginning.
    return found.group() if text == entity or text.endswith(";") else "".join(_ESCAPED.get(sign, sign) for sign in text)


def without_tags(text: str) -> str:
    """A text without the tags of HTML that only say how it looks, where one is closed again."""
    names = {found["name"].lower() for found in _TAG.finditer(text)}
    closed = {name for name in names if f"</{name}" in text.lower() or name == "br"}
    return _TAG.sub(lambda found: "" if found["name"].lower() in closed else found.group(), text)


def address_in(value: str) -> tuple[str, str, Edtf | None] | None:
    """The address in a text in LaTeX, what the text says besides, and the day on which the address was read. None without an address.

    Words that only lead to the address say nothing.
    """
    if not (found := _ADDRESS.search(value)):
        return None
    # A full stop behind an address is that of the sentence.
    written = found["plain"].rstrip(".,;:") if found["plain"] else next(filter(None, found.groups()), "")
    days, rest = [], []
    for part in (_without_leads(value[: found.start()]), _without_leads(value[found.end() :])):
        if day := bibtex_dates.read_on(latex.decode(part)):
            days.append(day)
        elif part:
            rest.append(part)
    return latex.address(written), ", ".join(rest), next(iter(days), None)


def _without_leads(text: str) -> str:
    """What stands before or behind an address, without the words that lead to it, and without brackets that were round the address."""
    if _LEAD.match(text):
        return ""
    text = text.rstrip(f"{_PUNCTUATION}([<{{").lstrip(f"{_PUNCTUATION})]>}}")
    while found := _LAST_LEAD.search(text):
        text = text[: found.start()].rstrip(f"{_PUNCTUATION}([<{{")
    return text
