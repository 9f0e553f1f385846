"""Models made from the kinds that a project declares: frozen, closed, and typed like those written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any

from pydantic import create_model
from pydantic.json_schema import models_json_schema

from ..base.saying import as_it_is, either, said, several
from . import other_names
from .kinds import DEFINITION, HOSTS, MEASURE, Field, Kind, Kinds, class_name
from .parts import Claim, Correction, Event, Ignore, Interval, Quantity, Record, Review, Step, Synonyms, Term, Tile, TileMap, Vocabulary
from .values import (
    BlockProse,
    Date,
    FactProse,
    Host,
    InlineProse,
    IsoCode,
    Line,
    Model,
    Number,
    Refers,
    Slug,
    TermOf,
    Url,
    about,
    translated,
)

# What fields of a type hold, where that does not depend on the field.
_PLAIN: dict[str, Any] = {
    "line": Line,
    "text": FactProse,
    "prose": BlockProse,
    "date": Date,
    "number": Number,
    "boolean": bool,
    "url": Url,
    "event": Event,
}
# What schemas describe beside the models that are made here: a kind may be called the same.
_TAKEN = (
    *(model.__name__ for model in (Claim, Correction, Event, Ignore, Interval, Quantity, Record, Review, Step, Synonyms)),
    *(model.__name__ for model in (Term, Tile, TileMap, Vocabulary)),
    *("KindFile", "FieldFile", "StoryFile", "TraitFile", "FacetFile", "RulesFile", "ProjectRule", "Requirements", "Link", "Links"),
    *("Evidence", "Source", "Name", "Date", "Entrance", "Description", "Catalog", "Changes", "RecordList", "SourceList", "Todo"),
)
_TITLE = (said("A title that a stranger understands."), "A short title")
_NAME = (said("The name."), "A Name")
_SUMMARY = (said("What it is, for a stranger, in a sentence or two."), "Who did what, where, and what came of it.")
_TEXT = (said("More about it, in paragraphs."), "A paragraph with its source. [@smith2020, p. 3]")


class ModelSet:
    """The models of one set of kinds: of each kind of record, by its name, of the files beside them, and of all of their parts."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._taken = {name.casefold() for name in _TAKEN}
        self._parts: dict[str, list[type[Model]]] = {}
        # What readers call the models that are made here.
        self.labels: dict[type[Model], str] = {}
        self.records = {kind.name: self._record(kind) for kind in kinds}
        term = _with_languages(Term, ("label",), kinds.languages)
        tile = _with_languages(Tile, ("label",), kinds.languages)
        self.term, self.tile = term, tile
        self.synonyms = Synonyms
        self.vocabulary = _with_items(Vocabulary, "terms", term)
        self.map = _with_items(_with_languages(TileMap, ("title",), kinds.languages), "tiles", tile)

    @property
    def reference(self) -> list[type[Model]]:
        """The models that a contributor meets, in the order of the field reference: each kind with its own parts, then what all share."""
        own = [model for kind in self.kinds for model in (self.records[kind.name], *self._parts[kind.name])]
        uses = {item.type for kind in self.kinds for item in kind.fields}
        shared = [model for model, type in ((Event, "event"), (Step, "step")) if type in uses]
        return [*own, *shared, Claim, Quantity, Interval, Review, Correction, Ignore, self.vocabulary, self.term, self.map, self.tile, self.synonyms]

    def json_schemas(self, ref: str) -> dict[str, dict[str, Any]]:
        """The JSON Schemas (2020-12) of all kinds of records and of their parts as they are written out, by the names of their models.

        `ref` is how one refers to another, such as `#/$defs/{model}`.
        """
        _, document = models_json_schema([(model, "serialization") for model in self.records.values()], ref_template=ref)
        found: dict[str, dict[str, Any]] = document["$defs"]
        own = {model.__name__ for model in self.reference}
        # What only pydantic itself needs to describe (the insides of dates) is not written out.
        return {name: schema for name, schema in found.items() if name in own}

    # --- making ---

    def _name(self, wanted: str) -> str:
        """A name for a model that no other one has."""
        while wanted.casefold() in self._taken:
            wanted = f"{wanted}Record"
        self._taken.add(wanted.casefold())
        return wanted

    def _record(self, kind: Kind) -> type[Record]:
        self._parts[kind.name] = []
        name_of_kind = self._name(class_name(kind.name))
        fields: dict[str, Any] = {kind.label_field: (Line, _common(kind, kind.label_field, _TITLE if kind.is_main else _NAME))}
        for language in self.kinds.languages:
            name = translated(kind.label_field, language)
            description = said(
                "The {name} in another language ({language}), where there is an established one.", name=kind.label_field, language=language
            )
            fields[name] = (Line | None, _common(kind, name, (description, "…"), None))
        is_needed = "summary" in kind.requires
        fields["summary"] = (
            (FactProse, _common(kind, "summary", _SUMMARY)) if is_needed else (FactProse | None, _common(kind, "summary", _SUMMARY, None))
        )
        # What happened stands before where to read on.
        fields |= {item.name: self._field(kind, item) for item in kind.fields if item.type != "relation"}
        if kind.story:
            fields["story"] = self._story(kind)
        fields |= {item.name: self._field(kind, item) for item in kind.fields if item.type == "relation"}
        fields["text"] = (
            (BlockProse, _common(kind, "text", _TEXT)) if "text" in kind.requires else (BlockProse | None, _common(kind, "text", _TEXT, None))
        )
        fields |= {name: (Record.model_fields[name].annotation, _again(kind, name)) for name in kind.words if name in Record.model_fields}
        made: type[Record] = create_model(name_of_kind, __base__=Record, __doc__=kind.description, **fields)
        made.languages = self.kinds.languages
        made.called = {**Record.called, **_names_of(kind.label_field), **other_names.of_kind(kind, self.kinds)}
        made.reading_order = _order(kind, list(fields))
        self.labels[made] = kind.label
        return made

    def _story(self, kind: Kind) -> tuple[Any, Any]:
        parts: dict[str, Any] = {part.name: (BlockProse | None, about(part.description, part.example, None)) for part in kind.story}
        doc = said("What happened, in parts; each is CommonMark with citations, claims and links to records.")
        model = create_model(self._name(f"{class_name(kind.name)}Story"), __base__=Model, __doc__=doc, **parts)
        model.called = {name: words for name, words in kind.called.items() if name in parts}
        self._parts[kind.name].insert(0, model)
        self.labels[model] = said("{kind}: {part}", kind=as_it_is(kind.label), part=said("Story"))
        example = {part.name: part.description for part in kind.story}
        return model, about(several("What happened, in {count} part.", "What happened, in {count} parts.", len(parts)), example, model())

    def _field(self, kind: Kind, item: Field) -> tuple[Any, Any]:
        """The type and the description of a field."""
        inner: Any = self._value(kind, item)
        example = [item.example] if item.is_many and not isinstance(item.example, list) else item.example
        if item.is_many:
            several: Any = tuple[inner, ...]
            return several, about(item.description, example, ... if item.is_required else ())
        if item.is_required:
            return inner, about(item.description, example)
        # Whether figures may be compared is never open; of anything else nobody may have said whether it is so.
        is_settled = kind.name == MEASURE.name and item.name == "comparable"
        return (bool, about(item.description, example, False)) if is_settled else (inner | None, about(item.description, example, None))

    def _value(self, kind: Kind, item: Field) -> Any:
        if item.name == "iso":
            return IsoCode
        if item.name == HOSTS:
            return Host
        match item.type:
            case "term":
                return Annotated[Slug, TermOf(item.vocabulary)]
            case "record":
                return Annotated[Slug, Refers(item.kinds)]
            case "role" | "relation" | "step":
                return self._part(kind, item)
            case type:
                # What a measure counts is no fact that a source could be asked for.
                return InlineProse if (kind.name, item.name) == (MEASURE.name, DEFINITION) else _PLAIN[type]

    def _part(self, kind: Kind, item: Field) -> type[Model]:
        """The model of a field whose values have parts of their own."""
        example = item.example[0] if isinstance(item.example, list) and item.example else item.example
        given = example if isinstance(example, dict) else {}
        fields: dict[str, Any] = {}
        if item.type == "step":
            if not item.kinds:
                return Step
            records = about("The records that the step is about.", given.get("records") or ["a-record"], ())
            fields = {"text": (FactProse, _again_of(Step, "text")), "records": (tuple[Annotated[Slug, Refers(item.kinds)], ...], records)}
        elif item.type == "role":
            word = Annotated[Slug, TermOf(item.vocabulary)] if item.vocabulary else Line
            what = (
                said("Its part: a term of the vocabulary *{vocabulary}*.", vocabulary=item.vocabulary)
                if item.vocabulary
                else said("Its part, as the source names it.")
            )
            fields["id"] = (Annotated[Slug, Refers(item.kinds)], about(_which(self.kinds, item), given.get("id", "an-id")))
            fields["role"] = (word, about(what, given.get("role", "partner")))
        else:
            key = item.kinds[0]
            fields[key] = (Annotated[Slug, Refers(item.kinds)], about(_which(self.kinds, item), given.get(key, "an-id")))
            what = said("The kind of relation: a term of the vocabulary *{vocabulary}*.", vocabulary=item.vocabulary)
            fields["relation"] = (Annotated[Slug, TermOf(item.vocabulary)], about(what, given.get("relation", "parallel")))
            fields["why"] = (InlineProse, about("Why a reader should follow it.", given.get("why", "The same in another place.")))
        doc = said("A value of the field *{field}* of the kind *{kind}*.", field=item.name, kind=kind.name)
        made: type[Model] = create_model(self._name(f"{class_name(kind.name)}{class_name(item.name)}"), __base__=Model, __doc__=doc, **fields)
        made.called = other_names.of_part(item, self.kinds)
        self._parts[kind.name].append(made)
        self.labels[made] = said("{kind}: {part}", kind=as_it_is(kind.label), part=as_it_is(item.label))
        return made


def as_written(every: Sequence[type[Model]], ref: str) -> dict[str, dict[str, Any]]:
    """The JSON Schemas of models and of their parts as people write them, by the names of the models; `ref` is how one refers to another."""
    _, document = models_json_schema([(model, "validation") for model in every], ref_template=ref)
    found: dict[str, dict[str, Any]] = document["$defs"]
    return found


@lru_cache(maxsize=64)
def models(kinds: Kinds) -> ModelSet:
    """The models of a set of kinds, made once."""
    return ModelSet(kinds)


def _order(kind: Kind, own: list[str]) -> tuple[str, ...]:
    """The names of a record's fields: what it is called, what it is, facts, claims, what happened, where to read on, and what keeps it honest."""
    own = [name for name in own if name not in Record.model_fields]
    names = own[: own.index("summary")]
    told = {"story", "text", *(item.name for item in kind.fields if item.type in ("event", "step", "relation"))}
    facts = [name for name in own if name not in names and name not in told]
    before = (*names, "aliases", *facts, "claims", *(name for name in own if name in told))
    return (*before, *(name for name in Record.model_fields if name not in before))


def _common(kind: Kind, name: str, otherwise: tuple[str, Any], default: Any = ...) -> Any:
    """A field that every record has, in the words of its kind."""
    description, example = kind.words.get(name, otherwise)
    return about(description or otherwise[0], otherwise[1] if example is None else example, default)


def _names_of(label: str) -> dict[str, tuple[str, ...]]:
    """What else people call that which says what a record is called."""
    return {
        "hosts": ("host", "website", "site", "domain", "domains", "url", "homepage"),
        label: ("name" if label == "title" else "title", "headline", "label", "heading"),
    }


def _again(kind: Kind, name: str) -> Any:
    """A field of all records once more, with the description and the example that a kind gives it."""
    field = Record.model_fields[name]
    return _common(kind, name, (field.description or "", (field.examples or [None])[0]), field.default)


def _again_of(model: type[Model], name: str) -> Any:
    field = model.model_fields[name]
    return about(field.description or "", (field.examples or [None])[0])


def _which(kinds: Kinds, item: Field) -> str:
    """Where the records lie that a field names."""
    folders = [f"`cases/{kinds[name].folder}/`".replace("//", "/") for name in item.kinds if name in kinds]
    return said("A record in {folders}.", folders=either(folders)) if folders else said("A record.")


def _other(name: str, language: str) -> Any:
    """What is said of the field for a text in a further language."""
    return about(said("The {name} in another language ({language}).", name=name, language=language), "…", None)


def _with_languages(model: type[Model], names: tuple[str, ...], languages: tuple[str, ...]) -> Any:
    """A model with a further text for each language of a site."""
    if not languages:
        return model
    fields: dict[str, Any] = {
        translated(name, language): (
            Line | None,
            _other(name, language),
        )
        for name in names
        for language in languages
    }
    made: Any = create_model(model.__name__, __base__=model, __doc__=model.__doc__, **fields)
    made.languages = languages
    return made


def _with_items(model: type[Model], name: str, item: Any) -> Any:
    """A model whose list has items of another model, which says more than the one that it was declared with."""
    list_type: Any = tuple[item, ...]
    fields: dict[str, Any] = {name: (list_type, _again_of(model, name))}
    made: Any = create_model(model.__name__, __base__=model, __doc__=model.__doc__, **fields)
    made.languages = model.languages
    return made
