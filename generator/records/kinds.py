"""The kinds of records that a catalog has, and their fields: plain data, made from the project's own declarations.

One table from which everything else comes: models, schemas, skeletons, the facts on pages, facets, tables and data for machines. Only
`measure` is known here, because claims refer to it. What a declaration looks like and what may be wrong with it, `declaration` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from ..base.saying import Said, said

FieldType = Literal["line", "text", "prose", "date", "number", "boolean", "url", "term", "record", "role", "relation", "event", "step"]
# What a field can mean to the catalog beyond its type.
Meaning = Literal["", "owner", "when", "where"]

# Types whose values name records.
NAMING = frozenset(("record", "role", "relation"))
# Types that have a place of their own on a page, and are no facts in short.
APART = frozenset(("prose", "event", "step", "relation"))
# Types of single values that have no parts.
SCALAR = frozenset(("line", "text", "prose", "date", "number", "boolean", "url", "term", "record"))
# The fields that every record has, beside its title or name; a kind may describe them in its own words.
COMMON = ("summary", "text", "aliases", "claims", "cite", "status", "reviewed", "corrections", "formerly")
# What a field of a kind can mean, and the field that every kind has from whose records claims can come.
OWNER, WHEN, WHERE = "owner", "when", "where"
HOSTS = "hosts"
# What a measure says that it counts.
DEFINITION = "definition"

# Tables and lists that are there whatever a project declares, and what else stands beside these in one file.
_OTHER_LISTS = frozenset(
    "citations claims conversions corrections description events license links mentions name records sources steps url vocabularies".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of a kind: what its values are, how it is called, and what it means.

    `kinds` are the kinds of the records that it may name, `vocabulary` the list of words of a term, of a role or of a relation; a role
    without one is written out. `inverse` is how the field reads on the page of a record that it names, with {name} for that record's name;
    `shared` how two records read that name the same in it, with {names}. `is_kicker`: stands above the title. `has_neighbours`: offers the
    records before and after among those with the same value. `schema_org` is a property of schema.org.
    `is_unfolded`: the page shows what the records that it names say.
    """

    name: str
    type: FieldType
    label: str
    description: str = ""
    example: Any = None
    kinds: tuple[str, ...] = ()
    vocabulary: str = ""
    is_many: bool = False
    is_required: bool = False
    inverse: str = ""
    means: Meaning = ""
    is_facet: bool = False
    is_kicker: bool = False
    has_neighbours: bool = False
    shared: str = ""
    schema_org: str = ""
    is_unfolded: bool = False

    @property
    def names_records(self) -> bool:
        """Whether its values are records, or parts that name one."""
        return self.type in NAMING

    @property
    def is_scalar(self) -> bool:
        """Whether it holds one value without parts."""
        return self.type in SCALAR and not self.is_many


# A source on one of them, or below it, is known to be theirs.
PUBLISHES_ON = Field(
    HOSTS,
    "line",
    "Publishes on",
    "The web hosts that it publishes on, with all below them: a source from there is its own.",
    ["example.org"],
    is_many=True,
)


@dataclass(frozen=True, slots=True, eq=False)
class StoryPart:
    """A part of the story of a record: its field, its heading, what belongs into it, and an example."""

    name: str
    label: str
    description: str = ""
    example: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Kind:
    """A kind of record.

    `folder` below `cases/` holds its files, empty for the kind that the catalog is about; `address` is that of its list and its pages.
    `is_party`: may be where a claim comes from. `has_feed`: its records can be followed by a feed. `is_compared`: the figures of its records
    are set side by side. `facet` is the name and `facet_label` the heading of its values in the search. `words` describe common fields in
    the project's own words, as (description, example) by field. `lead` is the field that says in a sentence or two what a record is.
    `called` are other words under which people write a field, or a part of the story.
    """

    name: str
    label: str
    plural: str
    folder: str
    address: str
    description: str = ""
    is_party: bool = False
    requires: frozenset[str] = frozenset()
    has_feed: bool = False
    is_compared: bool = False
    facet: str = ""
    facet_label: str = ""
    schema_org: str = "Thing"
    fields: tuple[Field, ...] = ()
    story: tuple[StoryPart, ...] = ()
    words: Mapping[str, tuple[str, Any]] = field(default_factory=dict)
    lead: str = "summary"
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_main(self) -> bool:
        """Whether the catalog is about records of this kind."""
        return not self.folder

    @property
    def label_field(self) -> str:
        """The field that says what a record is called: what the catalog is about has a title, everything else a name."""
        return "title" if self.is_main else "name"

    @property
    def noun(self) -> str:
        """What one is called within a sentence: its label, without a capital that is no abbreviation's."""
        return self.label if self.label[1:2].isupper() else f"{self.label[:1].lower()}{self.label[1:]}"

    @property
    def nouns(self) -> str:
        """What several are called within a sentence."""
        return self.plural if self.plural[1:2].isupper() else f"{self.plural[:1].lower()}{self.plural[1:]}"

    @property
    def table(self) -> str:
        """The name of its table, and of the list of its records in data: that of its address, unless something else is called so."""
        return f"{self.address}-records" if self.address in _OTHER_LISTS else self.address

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their names."""
        return {item.name: item for item in self.fields}

    @cached_property
    def when(self) -> Field | None:
        """The field that says when it was."""
        return next((item for item in self.fields if item.means == "when"), None)

    @property
    def is_service(self) -> bool:
        """Whether its records are run by those of another kind, as a ferry is by a company: such a one counts what happens on itself."""
        return any(item.means == OWNER and self.name not in item.kinds for item in self.fields)

    @property
    def has_parent(self) -> bool:
        """Whether a record can be part of another one of the kind."""
        return "part_of" in self.by_name

    @property
    def has_iso(self) -> bool:
        """Whether its records lie on a map."""
        return "iso" in self.by_name

    def of_type(self, *types: FieldType) -> list[Field]:
        """The fields of some types, in their order."""
        return [item for item in self.fields if item.type in types]

    @property
    def facets(self) -> list[Field]:
        """The fields by which the search narrows, in their order."""
        return [item for item in self.fields if item.is_facet]


# The words for what a measure is a measure of.
DIMENSIONS = "dimensions"

MEASURE = Kind(
    name="measure",
    label="Measure",
    plural="Measures",
    folder="measures",
    address="measures",
    description=said("What a figure counts, so that like is compared with like."),
    schema_org="DefinedTerm",
    fields=(
        Field("unit", "line", said("Unit"), said("The unit that its figures are in, unless a claim says otherwise."), "people", is_required=True),
        Field("one", "line", said("One"), said("What one of them is called, where that is another word than the unit."), "person"),
        Field(
            "dimension",
            "term",
            said("Measure of"),
            said("What it is a measure of: a term of the vocabulary *dimensions*."),
            "reach",
            vocabulary=DIMENSIONS,
        ),
        Field(
            DEFINITION,
            "text",
            said("Definition"),
            said("What exactly is counted."),
            "Everybody who was there, as the organisers count them.",
            is_required=True,
        ),
        Field("comparable", "boolean", said("Comparable"), said("Whether its figures may be compared from one record to another."), True),
        Field(
            "signed",
            "boolean",
            said("Signed"),
            said(
                "Whether its figures may be less than none: a change, a difference. "
                "Their bounds go by the number line: a fall of more than 30% is below -30%."
            ),
            False,
        ),
    ),
    lead=DEFINITION,
    words={
        "name": (said("The name."), "People reached"),
        "aliases": (said("Other names under which people look for it."), ["Reach"]),
    },
)


@dataclass(frozen=True, eq=False, repr=False)
class Kinds:
    """All kinds of a catalog in their order: that which it is about first, measures last.

    `languages` are those in which records, words and maps have a further name, by their codes (BCP 47), such as `de`.
    """

    every: tuple[Kind, ...] = (MEASURE,)
    languages: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.every)

    def __getitem__(self, name: str) -> Kind:
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        """The kinds by their names."""
        return {kind.name: kind for kind in self.every}

    @cached_property
    def by_folder(self) -> Mapping[str, Kind]:
        """The kinds by the folders of their files, below `cases/`."""
        return {kind.folder: kind for kind in self.every}

    @cached_property
    def main(self) -> Kind:
        """The kind that the catalog is about. Raises LookupError when no kind is declared to be it: such a catalog is not sound."""
        for kind in self.every:
            if kind.is_main:
                return kind
        raise LookupError(said("no kind is declared to be the one that the catalog is about"))

    @property
    def is_whole(self) -> bool:
        """Whether there is a kind that the catalog is about."""
        return any(kind.is_main for kind in self.every)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The kinds whose records a claim can come from."""
        return tuple(kind.name for kind in self.every if kind.is_party)

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """The same, first those that are no services: they publish more often."""
        return tuple(sorted(self.parties, key=lambda name: self[name].is_service))

    @cached_property
    def faceted(self) -> tuple[Kind, ...]:
        """The kinds that fields with a facet name: what the search narrows by."""
        named = {name for kind in self.every for item in kind.facets for name in item.kinds}
        return tuple(kind for kind in self.every if kind.name in named)

    @cached_property
    def faceted_vocabularies(self) -> tuple[str, ...]:
        """The vocabularies whose words fields with a facet take: by them, too, the search narrows."""
        return tuple(dict.fromkeys(item.vocabulary for kind in self.every for item in kind.facets if item.type == "term"))

    @cached_property
    def vocabularies(self) -> tuple[str, ...]:
        """The vocabularies that fields take their words from, each once."""
        return tuple(dict.fromkeys(item.vocabulary for kind in self.every for item in kind.fields if item.vocabulary))

    @cached_property
    def on_map(self) -> tuple[str, ...]:
        """The kinds whose records lie on a map."""
        return tuple(kind.name for kind in self.every if kind.has_iso)

    def fields_naming(self, kind: Kind) -> list[tuple[Kind, Field]]:
        """The fields of all kinds that may name a record of a kind."""
        return [(other, item) for other in self.every for item in other.fields if item.names_records and kind.name in item.kinds]


def invented(type: str, kinds: Sequence[str]) -> Any:
    """An example for a field of this type that may name records of these kinds, where its declaration gives none: nobody's, but it fits."""
    kind = kinds[0] if kinds else ""
    found: dict[str, Any] = {
        "date": "2020-03-02",
        "number": 12,
        "boolean": True,
        "url": "https://example.org/",
        "term": "a-word",
        "record": f"a-{kind}",
        "role": {"id": f"a-{kind}", "role": "partner"},
        "relation": {kind: f"another-{kind}", "relation": "parallel", "why": "The same in another place."},
        "event": {"date": "2020-03-02", "text": "The gates open at noon."},
        "step": {"text": "The crew leaves the bridge."},
    }
    return found.get(type, "A text.")


def words(name: str) -> str:
    """A field's or kind's name as words: `part_of` is "part of"."""
    return name.replace("_", " ").replace("-", " ")


# What is spoken with a vowel, and not only written with one.
_VOWEL = re.compile(r"(?!uni(?:[^m]|m[^p])|us[aeiu]|eu|ew|one\b|once|ubi|ut[ie])[aeiou]|hour|honest|honou?r|heir", re.IGNORECASE)


def with_article(noun: str) -> Said:
    """An English noun with its article, by how it begins: "an organisation", "a university"."""
    return said("an {noun}", noun=noun) if _VOWEL.match(noun) else said("a {noun}", noun=noun)


def slug(text: str) -> str:
    """A text as a part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def class_name(name: str) -> str:
    """The name of the model of a kind or field: `press-release` is `PressRelease`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_\W]+", name) if part)
