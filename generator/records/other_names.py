"""Names under which people write a field that is called otherwise here: slips of the pen, and other words for the same.

Which words those are for a field, its model says (`called`), or the project, of a field of its kinds; what holds for all fields of a type is here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping

from ..base.diagnostic import nearest, resembling
from ..base.saying import ENGLISH, LANGUAGES, NOTHING, Said, said, translations
from .kinds import Field, Kind, Kinds
from .misread import Fields
from .values import QUOTATION, RANGE

# How alike, in per cent, a field's name and a slip of it are.
_ALIKE = 80
_LANGUAGE = re.compile(r"_[a-z]{2}(?:_[a-z]+)?$")
# Of fields that mean something to the catalog, and of types of fields.
_OF_MEANING = {
    "when": ("date", "dates", "when", "year", "years", "time", "day", "month", "timeframe", "time_frame"),
    "where": ("place", "location", "locations", "where", "city", "country", "countries", "region", "state", "site", "venue"),
    "owner": ("owned_by", "owners", "company", "parent_company"),
}
_OF_TYPE = {
    "event": ("events", "chronology", "history", "milestones"),
    "relation": ("see_also", "related_records", "similar"),
}
# The ends of an interval, which is one field.
ENDS = ("start", "end", "start_date", "end_date", "started", "ended", "begin", "begins", "ends", "from", "until", "to")


def is_torn(names: Container[str]) -> bool:
    """Whether these fields are those of a figure and of a statement, of which a claim is one only."""
    return "statement" in names and ("measure" in names or "value" in names)


def plain(name: str) -> str:
    """A name in small letters, its words parted as in a field's name."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def exactly(name: str, fields: Fields) -> str:
    """The field that a name is, but for capitals and what parts its words, or another word for; empty when it is none."""
    word = plain(name)
    if not name.isascii() and (english := _in_english(name.strip(), fields)):
        word = plain(english)
    return word if word in fields.names else fields.called.get(word, "")


def slip(name: str, fields: Fields) -> str:
    """The field that a name is a slip of the pen of; empty when there is none so near that it can be nothing else."""
    word = plain(name)
    # Few people miss the first letter, and what differs in its language is another field.
    likely = [field for field in fields.names if sorted(field[:2]) == sorted(word[:2]) or field[:1] == word[:1]]
    found = resembling(word, likely) or nearest(word, likely, _ALIKE) or ""
    return "" if _LANGUAGE.sub("", word) == _LANGUAGE.sub("", found) else found


def meant(name: str, fields: Fields) -> str:
    """The field that a name is a slip of, or another word for; empty when there is none."""
    # The record that a part is about has a field of the name of its kind.
    first = fields.required[0] if plain(name) in ("id", "record", "name") and fields.required else ""
    return exactly(name, fields) or slip(name, fields) or first


def _in_english(name: str, fields: Fields) -> str:
    """The name of a field, or another word for one, that is called so in a language in which we speak; empty where there is none."""
    known = (*fields.names, *fields.called)
    for words in (translations(language) for language in LANGUAGES if language != ENGLISH):
        for word in known:
            if name in (words.gettext(word), words.gettext(word.replace("_", " ").capitalize())):
                return word
    return ""


def of_none(name: str) -> Said:
    """What to say of a word for which no record has a field, because it is said otherwise; nothing for another word."""
    word = plain(name)
    if word in ("id", "slug", "key", "uid", "identifier"):
        return said("the id of a record is the name of its file, without .yml: remove the line")
    if word in ("created", "updated", "modified", "date_added", "date_created", "last_updated", "last_modified", "added"):
        return said("Git knows when a file was written: remove the line; 'reviewed' says when it was last read against its sources")
    if word in ("draft", "is_draft", "published", "is_published", "public"):
        return said("write status: draft for what is not to be published yet; anything else is")
    if word in ("todo", "todos", "fixme", "remark", "remarks", "internal_note"):
        return said("what is for those who edit the file is a comment: begin the line with '# '")
    if word in ("url", "link", "links", "urls", "website", "web", "homepage", "doi"):
        return said("a web address is that of a source: 'casebook new source --url URL' makes its entry, and 'cite' names the key")
    return NOTHING


def in_cite(name: str) -> Said:
    """What to say of a word for what a citation or a figure says itself; nothing for another word."""
    word = plain(name)
    if word in ("page", "pages", "p", "pp", "locator", "paragraph", "para", "chapter", "section"):
        return said("the place in a source stands in square brackets behind its key: cite: smith2020[p. 3]")
    if word in ("quote", "quotation", "excerpt"):
        return said("the words of a source stand with it: {form}", form=f"cite: {QUOTATION}")
    if word in ("min", "max", "minimum", "maximum", "range", "lowest", "highest", "value_min", "value_max", "value_from", "value_to"):
        return said("a range is written {form}", form=f"value: {RANGE}")
    return NOTHING


def of_kind(kind: Kind, kinds: Kinds) -> Mapping[str, tuple[str, ...]]:
    """Other words for the fields of a kind: those that its declaration has, and those that anybody would use."""
    found = {**{name: words for name, words in kind.called.items() if name in kind.by_name or name in kind.words}}
    naming = Counter(name for item in kind.fields if item.names_records for name in item.kinds)
    for item in kind.fields:
        own = [*_OF_MEANING.get(item.means, ()), *(ENDS if item.means == "when" else ()), *_OF_TYPE.get(item.type, ())]
        if item.names_records and len(item.kinds) == 1 and naming[item.kinds[0]] == 1 and item.kinds[0] in kinds and item.type != "relation":
            other = kinds[item.kinds[0]]
            own += [plain(word) for word in (other.name, other.label, other.plural, other.folder) if word]
        found[item.name] = (*found.get(item.name, ()), *(word for word in own if word not in found.get(item.name, ())))
    return found


def of_part(item: Field, kinds: Kinds) -> Mapping[str, tuple[str, ...]]:
    """Other words for the fields of the parts that a field holds: a record, and what is said of it."""
    own = tuple(word for name in item.kinds if name in kinds for word in (plain(name), plain(kinds[name].label), plain(kinds[name].plural)))
    if item.type == "relation":
        return {item.kinds[0]: ("id", "record", "name"), "relation": ("type", "kind", "how"), "why": ("reason", "because", "note", "text")}
    if item.type == "role":
        return {"id": (*own, "name", "record", "who"), "role": ("as", "part", "type", "function", "position", "title")}
    return {"text": ("what", "description", "event", "title"), "records": own}


def by_word(called: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """The field that each word stands for, without any word that may stand for several."""
    every = list(_pairs(called))
    count = Counter(word for word, _name in every)
    return {word: name for word, name in every if count[word] == 1}


def _pairs(called: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for name, words in called.items():
        yield from ((word, name) for word in dict.fromkeys(map(plain, words)) if word not in called)
