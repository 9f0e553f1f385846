"""What may stand where somebody is typing: fields, ids, words, citation keys and places in sources, and mentions in texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ...base.diagnostic import nearest
from ...base.identifier import SLUG_PATTERN
from ...base.saying import ENGLISH, NOTHING, as_it_is, said
from ...catalog.catalog import Catalog
from ...catalog.entries import Entry
from ...catalog.publishers import name_key
from ...citing import csl
from ...reading.yaml_scalars import is_plain, scalar
from ...records import folder
from ...records.advice_numbers import spoken_of, words_of
from ...records.kinds import MEASURE
from ...records.reference import Reference
from ...records.values import PARTIES, Prose, Refers, TermOf
from ...text.syntax import Opened, opened
from ..naming import OTHER_SOURCES, PUBLISHER
from . import cursor, described
from .cursor import Cursor
from .fields import CITING, Field, field_at, fields, model_of, named_otherwise

# So many are offered at once; whoever types on is asked again.
MOST = 100
_BIB_FIELD = re.compile(r"(?P<name>[\w-]+)\s*=\s*[{\"](?P<value>[^{}\"]*)\Z")
# The rest of a name, behind a place in it; of the letters of ids and citation keys.
_REST = re.compile(r"(?<=[\w.-])[\w.-]+", re.ASCII)
_CLAIMS = "claims:"
_CLAIM_ID = re.compile(rf"[\s-]*\{{?\s*id:\s*[\"']?(?P<id>{SLUG_PATTERN})")
# Of the words for a bound so many are shown.
_MOST_SPOKEN = 4
_READ = {"whole": said("All of it was read."), "part": said("A part of it was read."), "no": said("It was not read.")}


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may stand there: `text` takes the place of what is typed from `column` (1-based) to `behind` characters behind the place itself.

    `kind` is `field`, `record`, `claim`, `source`, `word`, `locator` or `kind`; `also` are further words by which it is found; in the text of a
    snippet `$1` is where to go on.
    """

    label: str
    kind: str
    text: str
    column: int
    detail: str = ""
    documentation: str = ""
    also: tuple[str, ...] = ()
    is_snippet: bool = False
    behind: int = 0

    @property
    def key(self) -> str:
        """Of a source its key."""
        return self.label.removesuffix("[…]")


class Offers:
    """What a catalog has to offer, found when it is first asked for: whoever types asks again and again."""

    def __init__(self, catalog: Catalog, language: str = ENGLISH) -> None:
        self.catalog, self.language = catalog, language

    @cached_property
    def records(self) -> dict[str, Item]:
        """The records by their ids."""
        return {entry.id: _record_item(entry) for entry in self.catalog}

    @cached_property
    def sources(self) -> list[Item]:
        """The sources."""
        return [_source_item(reference) for reference in self.catalog.references.values()]

    def of_kinds(self, kinds: Sequence[str]) -> list[Item]:
        """The records of some kinds, or of all."""
        names = self.catalog.kinds.parties if PARTIES in kinds else kinds or self.catalog.kinds.by_name
        return [self.records[entry.id] for name in names if name in self.catalog.kinds for entry in self.catalog.by_kind[name]]

    def told(self, item: Item) -> Item:
        """Something offered, with what it is."""
        if item.kind != "source":
            return item
        reference = self.catalog.references.get(item.key)
        return replace(item, documentation=described.source(reference)) if reference else item


def complete(offers: Offers, path: str, lines: Sequence[str], line: int, column: int) -> list[Item]:
    """What may stand at a place of a file, given as its lines, the likeliest first. In the middle of a name it takes the place of the whole."""
    own = lines[line - 1] if line <= len(lines) else ""
    rest = _REST.match(own, column - 1)
    end = rest.end() if rest else column - 1
    found = _complete(offers, path, lines, line, column, own[end:])
    return [offers.told(replace(item, behind=end - column + 1)) for item in found]


def _complete(offers: Offers, path: str, lines: Sequence[str], line: int, column: int, behind: str) -> list[Item]:
    catalog = offers.catalog
    before = (lines[line - 1] if line <= len(lines) else "")[: column - 1]
    if path == folder.BIBLIOGRAPHY:
        return _in_bibliography(offers, before, column)
    if path.endswith(folder.PAGE):
        mention = opened(before)
        return _in_mention(offers, None, mention, column, behind) if mention else []
    model = model_of(catalog.kinds, path)
    if model is None:
        return []
    here = cursor.at(lines, line, column)
    field = field_at(model, here.route)
    if here.is_key and (found := fields(model, here.route)):
        return _fields(found, here, is_named=behind.lstrip().startswith(":"))
    if field is None:
        return []
    if isinstance(field.role, Prose):
        # Two brackets at the head of a text are a list in a list to YAML, and a link to whoever types them.
        mention = opened(here.typed) or opened(before)
        own = next((entry for entry in (*catalog, *catalog.fragments) if entry.path == path), None)
        return _in_mention(offers, own, mention, column, behind, lines) if mention else []
    return _values(offers, field, here, column)


# --- fields ------------------------------------------------------------------------------------------------------


def _fields(found: Iterable[Field], here: Cursor, *, is_named: bool) -> list[Item]:
    items = [_field_item(field, here, is_named=is_named) for field in found if field.name not in here.keys]
    return _matching(items, here.typed, here.column)


def _field_item(field: Field, here: Cursor, *, is_named: bool) -> Item:
    text, is_snippet = f"{field.name}: ", False
    if is_named:
        text = field.name
    elif not here.is_flow:
        text, is_snippet = _opened(field)
    detail = said("required") if field.is_required else NOTHING
    return Item(field.name, "field", text, here.column, detail, field.documentation, is_snippet=is_snippet)


def _opened(field: Field) -> tuple[str, bool]:
    """A field with what has to stand in it, and whether that is to be filled in."""
    if field.inner is not None:
        parts = fields(field.inner, ())
        dash, inner = ("  - ", "    ") if field.is_many else ("  ", "  ")
        wanted = [part for part in parts if part.is_required] or parts[:1]
        told = [f"{part.name}: ${place}" for place, part in enumerate(wanted, 1)]
        if _is_paragraphs(wanted[0]):
            told = [f"{wanted[0].name}: |\n{inner}  $1"]
        return f"{field.name}:\n{dash}{f'{chr(10)}{inner}'.join(told)}", True
    if field.is_many and field.name not in CITING:
        return f"{field.name}: [$1]", True
    return (f"{field.name}: |\n  $1", True) if _is_paragraphs(field) else (f"{field.name}: ", False)


def _is_paragraphs(field: Field) -> bool:
    return isinstance(field.role, Prose) and field.role.block


# --- values ------------------------------------------------------------------------------------------------------


def _values(offers: Offers, field: Field, here: Cursor, column: int) -> list[Item]:
    catalog = offers.catalog
    match field.role:
        case Refers(kinds):
            items = offers.of_kinds(kinds)
        case TermOf(vocabulary):
            terms = catalog.vocabularies[vocabulary].terms if vocabulary in catalog.vocabularies else ()
            items = [Item(term.id, "word", term.id, 0, term.label, term.description, (term.label,)) for term in terms]
        case _ if field.name in CITING or "cite" in here.route:
            return _citations(offers, here, column)
        case _ if field.words:
            items = [_word_item(word, offers.language) for word in field.words]
        case _:
            items = [Item(name, "kind", name, 0, as_it_is(what)) for name, what in named_otherwise(catalog, field).items()]
    return [_as_value(item, here) for item in _matching(items, here.typed, here.column)]


def _word_item(word: str, language: str) -> Item:
    """One of a few words; a bound with how sources put it, by which it is found, too."""
    return Item(word, "word", word, 0, ", ".join(spoken_of(word, language)[:_MOST_SPOKEN]), also=words_of(word))


def _as_value(item: Item, here: Cursor) -> Item:
    """In quotes, where the value would not be read as a text without."""
    return item if here.quote else replace(item, text=scalar(item.text, is_in_flow=here.is_flow))


def _record_item(entry: Entry) -> Item:
    names = (*(name.text for name in entry.record.names), *entry.record.aliases)
    unit = f" ({entry.record.words('unit')})" if entry.kind.name == MEASURE.name else ""
    summary = " ".join(entry.record.words(entry.kind.lead).split())
    return Item(entry.id, "record", entry.id, 0, f"{entry.record.label}{unit}", summary, (entry.record.label, *names))


def _source_item(reference: Reference) -> Item:
    also = (csl.short_title(reference), reference.title, *(str(name) for name in (*reference.author, *reference.editor)))
    return Item(reference.key, "source", reference.key, 0, csl.short_title(reference), also=also)


def _citations(offers: Offers, here: Cursor, column: int) -> list[Item]:
    key, bracket, locator = here.typed.partition("[")
    if bracket:
        return _locators(offers.catalog, key, locator, column)
    found = _matching(offers.sources, here.typed, here.column)
    return [one for item in found for one in (_as_value(item, here), *_with_place(item, here))][:MOST]


def _with_place(item: Item, here: Cursor) -> Iterator[Item]:
    """A source with a place in it, to be filled in."""
    if not re.search(r"[$}\\]", item.text):
        needs_quotes = not here.quote and not is_plain(f"{item.text}[1]", is_in_flow=here.is_flow)
        yield replace(item, label=f"{item.label}[…]", text=f'"{item.text}[$1]"' if needs_quotes else f"{item.text}[$1]", is_snippet=True)


def _locators(catalog: Catalog, key: str, typed: str, column: int) -> list[Item]:
    """Places in a source that were cited before, the most frequent first."""
    counts = Counter(use.locator for use in catalog.cites_of.get(key, ()) if use.locator)
    items = [Item(locator, "locator", locator, column - len(typed)) for locator, _count in counts.most_common()]
    return [item for item in items if item.text.casefold().startswith(typed.casefold())][:MOST]


# --- mentions ----------------------------------------------------------------------------------------------------


def _in_mention(offers: Offers, own: Entry | None, mention: Opened, column: int, behind: str, lines: Sequence[str] = ()) -> list[Item]:
    start, catalog = column - len(mention.typed), offers.catalog
    match mention.what:
        case "record":
            return _closed(_matching(offers.records.values(), mention.typed, start), "" if behind.startswith(("]", "|")) else "]]")
        case "claim":
            entry = catalog.get(mention.of) if mention.of else own
            known = {item.label: item for item in _claims(catalog, entry, offers.language)}
            typed = {} if mention.of else {id: Item(id, "claim", id, 0) for id in _typed_claims(lines)}
            found = _closed(_matching((typed | known).values(), mention.typed, start), "" if behind.startswith("]") else "]")
            others = [] if mention.of else [offers.records[one.id] for one in catalog if one.record.claims]
            return [*found, *_closed(_matching(others, mention.typed, start), "/")][:MOST]
        case "locator":
            return _locators(catalog, mention.of, mention.typed, column)
        case _:
            return _closed(_matching(offers.sources, mention.typed, start), "" if behind.startswith(("]", ",", ";")) else "]")


def _closed(items: Iterable[Item], end: str) -> list[Item]:
    return [replace(item, text=f"{item.text}{end}") for item in items]


def _claims(catalog: Catalog, entry: Entry | None, language: str) -> Iterator[Item]:
    for claim in entry.record.claims if entry else ():
        known = catalog.claims.get((entry.id, claim.id)) if entry else None
        if entry and known:
            yield Item(
                claim.id, "claim", claim.id, 0, described.figure(catalog, entry, known, language), described.claim(catalog, entry, known, language)
            )


def _typed_claims(lines: Sequence[str]) -> Iterator[str]:
    """The ids of the claims of a file as its lines have them: also while it cannot be read."""
    is_claims = False
    for text in lines:
        if re.match(r"[^\s#-]", text):
            is_claims = text.startswith(_CLAIMS)
        if is_claims and (match := _CLAIM_ID.match(text)):
            yield match["id"]


# --- the bibliography --------------------------------------------------------------------------------------------


def _in_bibliography(offers: Offers, before: str, column: int) -> list[Item]:
    match = _BIB_FIELD.search(before)
    if match is None:
        return []
    name = match["name"].lower()
    typed = re.split(r"[\s,]", match["value"])[-1]
    items: list[Item] = []
    if name == PUBLISHER:
        items = offers.of_kinds((PARTIES,))
    elif name in OTHER_SOURCES:
        items = offers.sources
    elif name == "read":
        items = [Item(word, "word", word, 0, what) for word, what in _READ.items()]
    return _matching(items, typed, column - len(typed))


# --- which come first --------------------------------------------------------------------------------------------


def _matching(items: Iterable[Item], typed: str, column: int) -> list[Item]:
    """What fits what is typed, by its id or a name: what is called so, what begins so, what has a word that does, what has it anywhere.

    Capitals, accents and signs make no difference. Where nothing fits, what is spelt nearly so.
    """
    wanted = _key(typed)
    known = list(items)
    ranked = ((_rank(item, wanted), place, item) for place, item in enumerate(known))
    fitting = [item for _rank_, _place, item in sorted((found for found in ranked if found[0] < _NONE), key=lambda found: found[:2])]
    if not fitting and len(wanted) >= _LEAST_GUESSED and (near := nearest(typed.strip(), [item.label for item in known])):
        fitting = [item for item in known if item.label == near]
    return [replace(item, column=column) for item in fitting[:MOST]]


_NONE = 4
# Shorter beginnings are nearly anything.
_LEAST_GUESSED = 4


@lru_cache(maxsize=1 << 17)
def _key(text: str) -> str:
    return name_key(text)


def _rank(item: Item, wanted: str) -> int:
    if not wanted:
        return 0
    names = [_key(name) for name in (item.label, *item.also)]
    if wanted in names:
        return 0
    if names[0].startswith(wanted):
        return 1
    if any(f" {wanted}" in f" {name}" for name in names):
        return 2
    return 3 if any(wanted in name for name in names) else _NONE
