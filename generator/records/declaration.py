"""The files in which a project declares its kinds of records, `cases/kinds/NAME.yml`: what they may say, and what contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, StringConstraints

from ..base.diagnostic import Concern, Diagnostic, Rule, Span, did_you_mean, nearest, rule
from ..base.identifier import NAME_PATTERN, windows_wall
from ..base.saying import NOTHING, Said, said
from ..reading.yaml_reader import Document
from .as_meant import validate
from .kinds import COMMON, HOSTS, MEASURE, OWNER, PUBLISHES_ON, WHEN, WHERE, Field, FieldType, Kind, Kinds, StoryPart, invented, slug, words
from .parts import Record
from .values import Line, Model, about, translated

FOLDER = "cases/kinds"
# Folders below `cases/` that hold no records.
OTHER_FOLDERS = ("kinds", "vocabularies", "maps")

UNKNOWN_KIND = rule(
    "unknown-kind",
    """
    A declaration names a kind of record that there is not.

    A field that names records says of which kind they are: `kind: port` needs a file `cases/kinds/port.yml`. The kind `measure` is always there.

    **Way out:** correct the name, or declare the kind in a file of its own.
    """,
    about=Concern.RECORDS,
)
KIND_FOLDER = rule(
    "kind-folder",
    """
    Two kinds of records share a folder or an address, or no kind is the one that the catalog is about.

    The folder decides of which kind a file is. Exactly one kind has an empty folder, `folder: ""`: its records lie in `cases/` itself, and
    the catalog is about them. A folder or address that Windows cannot hold (`aux`, `con`) is none: see `unportable-name`.

    **Way out:** give each kind a folder of its own, and leave it empty for one.
    """,
    about=Concern.PROJECT,
)
KIND_FIELD = rule(
    "kind-field",
    """
    A kind of record is declared in a way that contradicts itself.

    Some options go with some types of fields only: a `term` needs a `vocabulary`, a `record` a `kind`, prose cannot be a facet, and what every
    record has (such as `claims`) cannot be declared once more.

    **Way out:** as the message says; the page *Fields* lists what a declaration may say.
    """,
    about=Concern.PROJECT,
)
RULES: tuple[Rule, ...] = (UNKNOWN_KIND, KIND_FOLDER, KIND_FIELD)

# What a field of a type must say, and what may be said of it; whatever stands in neither list does not go with it.
_NEEDS: Mapping[str, frozenset[str]] = {
    "term": frozenset(("vocabulary",)),
    "record": frozenset(("kind",)),
    "role": frozenset(("kind",)),
    "relation": frozenset(("kind", "vocabulary")),
}
_NAMING = ("kind", "inverse", "facet", "shared", "neighbours", "unfolded")
_TAKES: Mapping[str, tuple[str, ...]] = {
    "term": ("vocabulary", "kicker", "facet"),
    "record": (*_NAMING, "kicker", "means"),
    "role": (*_NAMING, "vocabulary"),
    "relation": ("kind", "vocabulary"),
    "step": ("kind",),
    "date": ("kicker", "means"),
}
_OPTIONS = ("kind", "vocabulary", "inverse", "facet", "kicker", "neighbours", "unfolded", "shared", "means")
# Those that there is one of at the most.
_SINGLE = frozenset(("boolean", "prose"))
_LISTS = frozenset(("event", "step", "relation"))
# What is written out beside a record's own fields, and the fields that traits bring.
_RESERVED = frozenset(("title", "name", "part_of", "iso", "story", "type", "id", "address", "version"))
_MEANS = {OWNER: "record", WHEN: "date", WHERE: "record"}

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=40)]
Property = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z]*$", max_length=60)]
Folder = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*)?$", max_length=40)]


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


# One or several, of which one is written without a list.
Names = Annotated[tuple[Name, ...], BeforeValidator(_several, json_schema_input_type=Name | list[Name])]


def _trait(value: Any) -> Any:
    """`true` for a trait without words of its own; a mapping with them."""
    return {} if value is True else None if value is False else value


class FieldFile(Model):
    """A field of a kind. What every record has may be named, too, for its description and its example."""

    type: FieldType | None = about("What its values are.", "record", None)
    kind: Names = about("Of which kind the records are that it names; a list for several.", "port", ())
    vocabulary: Name | None = about("The list of words that it takes: `cases/vocabularies/NAME.yml`.", "roles", None)
    label: Line | None = about("What it is called on pages; its name, unless given.", "Owner", None)
    many: bool = about("Whether there may be several.", True, False)
    required: bool = about("Whether a record cannot do without it.", True, False)
    means: Literal["owner", "when", "where"] | None = about(
        "What it is to the catalog: `owner` (whose own affair a record is, too), `when` or `where` something was.", "owner", None
    )
    facet: bool = about("Whether the search narrows by it.", True, False)
    kicker: bool = about("Whether it stands above the title.", True, False)
    neighbours: bool = about("Whether a page leads to the records before and after with the same value.", True, False)
    unfolded: bool = about("Whether a page shows what the records say that it names: their facts and first figures.", True, False)
    inverse: Line | None = about("How it reads on the page of the record that it names; {name} stands for that record.", "owned by it", None)
    shared: Line | None = about("How it reads that two records name the same; {names} stands for what they share.", "also in {names}", None)
    schema_org: Property | None = about("The property of schema.org that it is.", "about", None)
    description: Line = about("What belongs into it, for whoever fills it in: a sentence that ends in a full stop.", "The organisation that runs it.")
    example: Any = about("One good value; of a list, one or several.", "harbour-board", None)
    also: tuple[Line, ...] = about("Other words under which people write it: they are told its name.", ["proprietor"], ())


class StoryFile(Model):
    """A part of the story of a record: paragraphs under a heading."""

    label: Line = about("The heading.", "What happened")
    description: Line = about("What belongs into it.", "Who did what, and how.")
    example: str = about("One good text.", "They met at the harbour. [@smith2020, p. 3]", "")
    also: tuple[Line, ...] = about("Other words under which people write it: they are told its name.", ["background"], ())


class TraitFile(Model):
    """What a kind says of a field that comes with a trait."""

    description: Line | None = about("What belongs into it.", "The next larger place.", None)
    example: Any = about("One good value.", "bavaria", None)
    label: Line | None = about("What it is called on pages.", "Part of", None)
    inverse: Line | None = about("How it reads on the page of the record that it names.", "part of it", None)
    schema_org: Property | None = about("The property of schema.org that it is.", "isPartOf", None)


# Written as a mapping, or as `true` for one without words of its own.
_Trait = BeforeValidator(_trait, json_schema_input_type=TraitFile | bool | None)
# Of a mapping by names, that there is nothing under what is no name.
_CLOSED = {"additionalProperties": False}


class FacetFile(Model):
    """How the search calls the values that are records of a kind."""

    name: Name = about("The word in the address of a search.", "region")
    label: Line = about("The heading.", "Region")


class KindFile(Model):
    """A kind of record: `cases/kinds/NAME.yml`. The file's name is what it is called in commands and in other declarations."""

    label: Line = about("What one is called.", "Port")
    plural: Line = about("What several are called.", "Ports")
    folder: Folder = about("Where its files lie below `cases/`; empty for the kind that the catalog is about.", "ports")
    address: Folder | None = about("The address of its list and its pages, unless that is its folder.", "ports", None)
    order: int = about("Where it stands among the kinds; those without a number come last.", 2, 1000)
    description: Line = about("What it is, in a sentence.", "A place where ships load and unload.")
    party: bool = about("Whether a claim can come from its records; what these say of themselves is self-reported.", True, False)
    feed: bool = about("Whether its records can be followed by a feed.", True, False)
    compare: bool = about("Whether the figures of its records are set side by side on their list.", True, False)
    requires: tuple[Literal["summary", "text"], ...] = about("What every one must have.", ["summary"], ())
    facet: FacetFile | None = about("How the search calls them where fields with a facet name them.", {"name": "region", "label": "Region"}, None)
    schema_org: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]*$")] = about("The type of schema.org that it is.", "Place", "Thing")
    part_of: Annotated[TraitFile | None, _Trait] = about("Whether one can be part of another of the kind.", True, None)
    iso: Annotated[TraitFile | None, _Trait] = about("Whether one can lie on a map, by its ISO 3166 code.", True, None)
    story: dict[Name, StoryFile] = about(
        "The parts of its story, in their order.",
        {"events": {"label": "What happened", "description": "Who did what, and how."}},
        {},
        json_schema_extra=_CLOSED,
    )
    fields: dict[Name, FieldFile] = about(
        "Its own fields, in their order.",
        {"owner": {"type": "record", "kind": "company", "description": "Who runs it.", "example": "harbour-board"}},
        {},
        json_schema_extra=_CLOSED,
    )


def read(files: Iterable[tuple[str, Document]], languages: Sequence[str], unread: Iterable[str] = ()) -> tuple[Kinds, list[Diagnostic]]:
    """The kinds of a project from their files, as (name, document), with every problem of these.

    What is wrong in itself is left out: a field that contradicts itself, and a file that is no declaration. `unread` are the names of further
    files, which could not even be given. While one cannot be read, nobody knows whether the catalog would be about its kind, and what names
    the kind may be right.
    """
    found, broken = list[Diagnostic](), set(unread)
    declared: list[tuple[int, Kind, Document]] = []
    for name, document in files:
        file, problems = validate(KindFile, document)
        found += problems
        if not re.fullmatch(NAME_PATTERN, name) or name == MEASURE.name:
            help = said("small letters, digits and hyphens") if name != MEASURE.name else said("measures are there by themselves: remove the file")
            found.append(KIND_FIELD.at(Span(document.path), said("'{name}' cannot be the name of a kind of its own", name=name), help))
        elif not file:
            broken.add(name)
        else:
            kind, problems = _kind(name, file, document, languages)
            found += problems
            declared.append((file.order, kind, document))
    declared.sort(key=lambda item: (not item[1].is_main, item[0], item[1].name))
    kinds = Kinds((*(kind for _order, kind, _document in declared), MEASURE), tuple(languages))
    found += _folders([(kind, document) for _order, kind, document in declared])
    if declared and not broken and not kinds.is_whole:
        help = said("write 'folder: \"\"' in the declaration of one kind: its records lie in cases/ itself")
        found.append(KIND_FOLDER.at(declared[0][2].at("folder"), said("no kind is the one that the catalog is about"), help))
    found += [problem for _order, kind, document in declared for problem in _kinds_named(kind, kinds, broken, document)]
    return kinds, found


def _folders(declared: Sequence[tuple[Kind, Document]]) -> Iterator[Diagnostic]:
    first, at = {MEASURE.folder: MEASURE.name}, {MEASURE.address: MEASURE.name}
    for kind, document in declared:
        if kind.folder in OTHER_FOLDERS:
            message = said("the folder '{folder}/' holds no records", folder=kind.folder)
            yield KIND_FOLDER.at(document.at("folder"), message, said("choose another folder"))
        elif wall := windows_wall(kind.folder) or windows_wall(kind.address):
            at_fault = "folder" if windows_wall(kind.folder) or ("address",) not in document else "address"
            name = kind.folder if windows_wall(kind.folder) else kind.address
            help = said("choose another name, or give the kind an 'address' of its own")
            yield KIND_FOLDER.at(document.at(at_fault), said("'{name}' {wall}", name=name, wall=wall), help)
        elif other := first.get(kind.folder):
            if kind.folder:
                message = said("the folder '{folder}/' is already that of the kind '{other}'", folder=kind.folder, other=other)
            else:
                message = said("the empty folder is already that of the kind '{other}'", other=other)
            yield KIND_FOLDER.at(document.at("folder"), message, said("give one of the two another folder"))
        elif other := at.get(kind.address):
            message = said("the address '{address}/' is already that of the kind '{other}'", address=kind.address, other=other)
            here = "address" if ("address",) in document else "folder"
            yield KIND_FOLDER.at(document.at(here), message, said("give one of the two an address of its own"))
        first.setdefault(kind.folder, kind.name)
        at.setdefault(kind.address, kind.name)


def _kinds_named(kind: Kind, kinds: Kinds, broken: Container[str], document: Document) -> Iterator[Diagnostic]:
    for item in kind.fields:
        for name in item.kinds:
            if name not in kinds and name not in broken:
                help = did_you_mean(name, kinds.by_name, said("the kinds are: {names}", names=", ".join(kinds.by_name)))
                field = ("fields", item.name, "kind")
                route = (*field, item.kinds.index(name)) if (*field, 0) in document else field
                span, near = document.find(route, name), nearest(name, kinds.by_name)
                yield UNKNOWN_KIND.at(span, said("there is no kind '{name}'", name=name), help, instead=near and document.instead(route, span, near))


def _kind(name: str, file: KindFile, document: Document, languages: Sequence[str]) -> tuple[Kind, list[Diagnostic]]:
    found: list[Diagnostic] = []
    label = "title" if not file.folder else "name"
    common = (label, *(translated(label, language) for language in languages), *COMMON, *([HOSTS] if file.party else []))
    described = {key: (item.description, item.example) for key, item in file.fields.items() if key in common}
    fields: list[Field] = []
    for key, item in file.fields.items():
        problems = list(_problems(key, item, common, document))
        found += problems
        if key not in common and not problems:
            fields.append(_field(key, item))
    found += [_taken(key, ("story", key), document) for key in file.story if hasattr(Model, key)]
    found += _doubled(fields, document)
    if file.party:
        description, example = described.get(HOSTS, ("", None))
        fields.append(replace(PUBLISHES_ON, description=description or PUBLISHES_ON.description, example=example or PUBLISHES_ON.example))
    if file.part_of is not None:
        fields.append(_part_of(name, file.part_of, file.label))
    if file.iso is not None:
        fields.append(_iso(file.iso))
    parts = [(key, part) for key, part in file.story.items() if not hasattr(Model, key)]
    story = tuple(StoryPart(key, part.label, part.description, part.example or part.description) for key, part in parts)
    kind = Kind(
        name,
        file.label,
        file.plural,
        file.folder,
        file.address or file.folder or (slug(file.plural) if file.plural.isascii() else name),
        file.description,
        file.party,
        frozenset(file.requires),
        file.feed,
        file.compare,
        file.facet.name if file.facet else name,
        file.facet.label if file.facet else file.label,
        file.schema_org,
        tuple(fields),
        story,
        described,
        called={key: item.also for part in (file.fields, file.story) for key, item in part.items() if item.also},
    )
    return kind, found


def _field(name: str, item: FieldFile) -> Field:
    assert item.type
    return Field(
        name,
        item.type,
        item.label or words(name).capitalize(),
        item.description,
        invented(item.type, item.kind) if item.example is None else item.example,
        item.kind,
        item.vocabulary or "",
        item.many or item.type in _LISTS,
        item.required,
        item.inverse or "",
        item.means or "",
        item.facet,
        item.kicker,
        item.neighbours,
        item.shared or "",
        item.schema_org or "",
        item.unfolded,
    )


def _part_of(kind: str, trait: TraitFile, label: str) -> Field:
    description = trait.description or said("The {label} that this one is part of.", label=label.lower())
    inverse, schema_org = trait.inverse or said("part of it"), trait.schema_org or "isPartOf"
    shown, example = trait.label or said("Part of"), trait.example or f"a-{kind}"
    return Field("part_of", "record", shown, description, example, (kind,), inverse=inverse, schema_org=schema_org)


def _iso(trait: TraitFile) -> Field:
    description = trait.description or said("Its code: ISO 3166-2 for a part of a country, ISO 3166-1 for a country.")
    return Field("iso", "line", trait.label or "ISO 3166", description, trait.example or "DE-BY")


def _problems(name: str, item: FieldFile, common: Sequence[str], document: Document) -> Iterator[Diagnostic]:
    """What contradicts itself in the declaration of a field."""
    here = ("fields", name)
    given = {option for option in _OPTIONS if getattr(item, option)}
    if name in common:
        if item.type or given or item.many or item.required:
            message = said("'{name}' is a field of every record: here it takes a description and an example only", name=name)
            help = said("remove the rest, or choose another name; what must be there is said by 'requires'")
            yield KIND_FIELD.at(document.key(*here), message, help)
        return
    # A field is an attribute of its record: it must not hide what every record can do.
    if name in _RESERVED or hasattr(Record, name):
        yield _taken(name, here, document)
        return
    if item.type is None:
        code = re.fullmatch(r"(?:name|title)_(\w+)", name)
        named = said("if this is a language, name it in mkdocs.yml: casebook: {{languages: [{code}]}}", code=code[1]) if code else NOTHING
        help = named or said("add 'type: line', or another type")
        yield KIND_FIELD.at(document.key(*here), said("the field '{name}' has no type", name=name), help)
        return
    for option in sorted(_NEEDS.get(item.type, frozenset()) - given):
        message = said("a field of the type {type} needs '{option}'", type=item.type, option=option)
        yield KIND_FIELD.at(document.key(*here), message, said("add '{option}: NAME'", option=option))
    takes = _TAKES.get(item.type, ())
    for option in (option for option in _OPTIONS if option in given and option not in takes):
        message = said("'{option}' does not go with the type {type}", option=option, type=item.type)
        fits = [type for type, options in _TAKES.items() if option in options]
        yield KIND_FIELD.at(document.key(*here, option), message, said("remove it; it goes with: {fits}", fits=", ".join(fits)))
    for option, place in (("inverse", "{name}"), ("shared", "{names}")):
        if re.search(r"[{}]", (getattr(item, option) or "").replace(place, "")):
            message = said("braces stand around nothing but {place} here", place=place)
            yield KIND_FIELD.at(document.at(*here, option), message, said("write {place}, or no braces", place=place))
    if item.many and item.type in _SINGLE:
        yield KIND_FIELD.at(document.key(*here, "many"), said("there is one {type} at the most", type=item.type), said("remove 'many'"))
    if item.means and _MEANS[item.means] != item.type:
        message = said("'{means}' is said by a field of the type {type}", means=item.means, type=_MEANS[item.means])
        yield KIND_FIELD.at(document.at(*here, "means"), message, said("give it the type {type}", type=_MEANS[item.means]))
    if item.means in (OWNER, WHEN) and item.many:
        yield KIND_FIELD.at(document.key(*here, "many"), said("what means '{means}' has one value", means=item.means), said("remove 'many'"))
    if item.type == "relation" and len(item.kind) > 1:
        yield KIND_FIELD.at(document.key(*here, "kind"), said("a relation leads to records of one kind"), said("name one kind"))


def _taken(name: str, here: tuple[str, str], document: Document) -> Diagnostic:
    return KIND_FIELD.at(document.key(*here), said("'{name}' means something else in every record", name=name), said("choose another name"))


def _doubled(fields: Sequence[Field], document: Document) -> Iterator[Diagnostic]:
    """Meanings that only one field of a kind can have, and names that tables give to parts of another field."""
    first: dict[str, str] = {}
    for item in fields:
        if item.means and (other := first.setdefault(item.means, item.name)) != item.name:
            message = said("'{other}' means '{means}' already", other=other, means=item.means)
            yield KIND_FIELD.at(document.at("fields", item.name, "means"), message, said("one field of a kind can mean that"))
    days: dict[str, Said] = {}
    for item in (item for item in fields if item.type == "date" and not item.is_many):
        first_day, last_day = (f"{item.name}_{which}" for which in ("first", "last"))
        days[first_day] = said("'{name}' is what tables call the first day of '{date}'", name=first_day, date=item.name)
        days[last_day] = said("'{name}' is what tables call the last day of '{date}'", name=last_day, date=item.name)
    for item in fields:
        if found := days.get(item.name):
            yield KIND_FIELD.at(document.key("fields", item.name), found, said("choose another name"))
