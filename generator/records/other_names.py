"""Names under which people write a field that is called otherwise here: slips of the pen, and other words for the same."""

from __future__ import annotations

from ..base.diagnostic import nearest, resembling
from ..base.saying import ENGLISH, LANGUAGES, translations
from .misread import Fields

# How alike, in per cent, a field's name and a slip of it are.
_ALIKE = 80
# What fields are called elsewhere.
_CALLED = {
    "cite": ("source", "sources", "citation", "citations", "reference", "references", "ref", "refs", "url", "link", "cites"),
    "as_of": ("date", "when", "year", "time", "at"),
    "value": ("amount", "number", "figure", "count", "total"),
    "statement": ("text", "claim", "content", "quote"),
    "note": ("comment", "comments", "remark", "notes", "caveat"),
    "bound": ("qualifier", "precision"),
    "summary": ("description", "abstract", "intro", "teaser"),
    "title": ("name", "headline"),
    "name": ("title", "label"),
    "aliases": ("alias", "synonyms", "alt", "also_known_as", "aka", "other_names"),
    "text": ("body", "content", "article"),
    "low": ("from", "lower", "lower_limit", "min", "minimum"),
    "high": ("to", "upper", "upper_limit", "max", "maximum"),
    "level": ("confidence", "percent", "ci"),
    "on": ("date", "when"),
    "by": ("who", "author", "reviewer"),
}


def plain(name: str) -> str:
    """A name in small letters, its words parted as in a field's name."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def meant(name: str, fields: Fields) -> str:
    """The field that a name is a slip of, or another word for; empty when there is none."""
    word = plain(name)
    if not name.isascii() and (english := _in_english(name.strip(), fields)):
        return meant(english, fields)
    called = next((field for field, words in _CALLED.items() if field in fields.names and word in words), "")
    # The record that a part is about has a field of the name of its kind.
    first = fields.required[0] if word in ("id", "record") and fields.required else ""
    return word if word in fields.names else nearest(name, fields.names) or called or first


def _in_english(name: str, fields: Fields) -> str:
    """The name of a field, or another word for one, that is called so in a language in which we speak; empty where there is none."""
    known = (*fields.names, *(word for words in _CALLED.values() for word in words))
    for words in (translations(language) for language in LANGUAGES if language != ENGLISH):
        for word in known:
            if name in (words.gettext(word), words.gettext(word.replace("_", " ").capitalize())):
                return word
    return ""


def is_certain(name: str, near: str, fields: Fields) -> bool:
    """Whether a field's name can have meant no other one: a slip of the pen, or another word for it."""
    if not name.isascii() and (english := _in_english(name.strip(), fields)):
        return is_certain(english, near, fields)
    word = plain(name)
    return near in (word, resembling(word, fields.names), nearest(name, fields.names, _ALIKE)) or near != nearest(name, fields.names)
