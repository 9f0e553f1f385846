"""JSON Schemas of the files that people write, for editors that complete and check while one types.

One of each kind of record and of each other file, in draft 07 (https://json-schema.org/draft-07), which every editor reads. What a catalog has
to be named stands in `files/names.json`, to which the others refer. They let pass whatever `check` lets pass. Some keywords are Visual Studio
Code's, which the YAML language server knows as well (https://code.visualstudio.com/docs/languages/json); others pass over them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..base import dates
from ..base.identifier import FORMER_PATTERN, NAME_PATTERN, SLUG_PATTERN, SLUG_WORDS
from ..base.saying import as_it_is, joined, said, spoken
from ..catalog.catalog import Catalog
from ..records import walking
from ..records.declaration import FieldFile, KindFile
from ..records.folder import CASES, KINDS, LINKS, MAPS, RULES_FILE, SYNONYMS, VOCABULARIES
from ..records.kinds import Kinds
from ..records.links import Links
from ..records.model_fields import fields_of, flow, inner_model
from ..records.models import as_written, models
from ..records.parts import Claim, Synonyms
from ..records.rules import RulesFile
from ..records.values import CITATION_SCHEMA, Model, Refers, Role, TermOf
from . import file_names
from .choices import Choices
from .file_names import NOTHING, Names, Schema

DIALECT = "http://json-schema.org/draft-07/schema#"
# Of files that are no records. A kind has no folder here, whatever it is called.
OTHERS = "files/"
# Those of which there is one, in the folder of the records that the catalog is about.
SINGLE = {"synonyms": SYNONYMS, "links": LINKS, "rules": RULES_FILE}
# The path of the schema of names, to which the others refer.
NAMES = f"{OTHERS}{file_names.FILE}"
_REF = "#/definitions/{model}"


def names(kinds: Kinds) -> tuple[str, ...]:
    """What there are schemas of: kinds, and other files by what they are called; a kind stands for itself where another file is called so."""
    return tuple(dict.fromkeys((*kinds.by_name, *_others(kinds))))


def path_of(name: str, kinds: Kinds) -> str:
    """Where the schema of one of `names` lies, below the folder of schemas."""
    return f"{name}.json" if name in kinds else f"{OTHERS}{name}.json"


def patterns(kinds: Kinds) -> dict[str, list[str]]:
    """Of which files each schema is: patterns below the project's root by the path of the schema; what has a ! first is none of them."""
    found = {}
    for kind in kinds:
        below = f"{CASES}/{kind.folder}/" if kind.folder else f"{CASES}/"
        found[f"{kind.name}.json"] = [f"{below}*.yml", *([] if kind.folder else (f"!{path}" for path in SINGLE.values()))]
    folders = {"kind": KINDS, "vocabulary": VOCABULARIES, "map": MAPS}
    found |= {f"{OTHERS}{name}.json": [f"{folder}/*.yml"] for name, folder in folders.items()}
    return {**found, **{f"{OTHERS}{name}.json": [path] for name, path in SINGLE.items()}}


def used(catalog: Catalog) -> list[str]:
    """The paths of the schemas of what a catalog has: of kinds with a list, and of the other files that there are."""
    there = {"kind": True, "vocabulary": catalog.vocabularies, "map": catalog.maps}
    there |= {"synonyms": catalog.synonyms, "links": catalog.links, "rules": catalog.rules}
    return [*(f"{kind.name}.json" for kind in catalog.listed_kinds), *(f"{OTHERS}{name}.json" for name, found in there.items() if found)]


def spoken_in(document: Any, language: str) -> Any:
    """A schema whose messages are in a language."""
    match document:
        case dict():
            return {name: spoken_in(part, language) for name, part in document.items()}
        case list():
            return [spoken_in(part, language) for part in document]
        case str():
            return spoken(document, language)
    return document


def documents(choices: Choices) -> dict[str, Schema]:
    """Every schema by its path, last that of the names, which the others refer to."""
    every = Names(choices)
    records, others = models(choices.kinds).records, _others(choices.kinds)
    below, beside = every.seen_from(NAMES), every.seen_from(file_names.FILE)
    made = as_written([*records.values(), *others.values()], _REF)
    found = {f"{name}.json": _document(model, made, below) for name, model in records.items()}
    found |= {f"{OTHERS}{name}.json": _document(model, made, beside) for name, model in others.items()}
    return {**found, NAMES: {"$schema": DIALECT, "definitions": every.definitions}}


def whole(name: str, choices: Choices) -> Schema:
    """The schema of one of `names`, with all that it refers to. Raises KeyError for what is none of them."""
    here = Names(choices)
    model = {**_others(choices.kinds), **models(choices.kinds).records}[name]
    document = _document(model, as_written([model], _REF), here)
    return {**document, "definitions": {**document["definitions"], **here.definitions}}


def _others(kinds: Kinds) -> dict[str, type[Model]]:
    found = models(kinds)
    return {"kind": KindFile, "vocabulary": found.vocabulary, "map": found.map, "synonyms": Synonyms, "links": Links, "rules": RulesFile}


def _document(model: type[Model], made: Mapping[str, Schema], names: Names) -> Schema:
    """The schema of a file."""
    definitions = {part.__name__: _object(part, made[part.__name__], names) for part in dict.fromkeys(_parts(model))}
    return {"$schema": DIALECT, **_object(model, made[model.__name__], names), "definitions": definitions}


def _parts(model: type[Model]) -> Iterator[type[Model]]:
    """The models that a model is made of."""
    for field in model.model_fields.values():
        if part := inner_model(field.annotation):
            yield part
            yield from _parts(part)


def _object(model: type[Model], schema: Schema, names: Names) -> Schema:
    """The schema of a model's data, from that which pydantic has of it."""
    roles = walking.roles(model)
    properties = {}
    for name, field in fields_of(model).items():
        own = schema["properties"][name]
        given = (field.examples or [None])[0]
        value = _Place(model, name, roles.get(name), names).value(own)
        if model is Synonyms:
            # A file that was only begun: nobody is blamed for that.
            value = {"anyOf": [value, NOTHING]}
        properties[name] = {**_described(str(field.description), "" if given is None else f"{name}: {flow(given)}"), **value}
    kept = {key: part for key, part in schema.items() if key not in ("title", "description", "properties")}
    title = names.labels.get(model, model.__name__)
    snippets = {"defaultSnippets": _CLAIMS} if model is Claim else {}
    return {"title": title, **_described(schema.get("description", "")), **kept, "properties": properties, **snippets}


def _blank(label: str, *fields: str) -> Schema:
    """What completes a claim with some fields, each to be filled in in turn."""
    return {
        "label": label,
        "description": said("With {fields}.", fields=", ".join(fields)),
        "body": {field: f"${{{place}}}" for place, field in enumerate(fields, 1)},
    }


_CLAIMS = [
    _blank(said("a figure with its source"), "id", "measure", "value", "as_of", "cite"),
    _blank(said("a statement with its source"), "id", "statement", "cite"),
]


def _described(text: str, example: str = "") -> Schema:
    """What is said of a part: plain, and as Markdown with an example for whoever can show that."""
    if not text:
        return {}
    shown = as_it_is(text)
    return {"description": shown, "markdownDescription": joined([shown, f"\n\n```yaml\n{example}\n```"]) if example else shown}


_NO_CONSTRAINT = ("title", "default", "examples", "description")


@dataclass(frozen=True)
class _Place:
    """Where a value stands: its model and its field; and what it is to the catalog."""

    model: type[Model]
    field: str
    role: Role | None
    names: Names

    def value(self, schema: Schema) -> Schema:
        """The schema of a value, from that which pydantic has of it: no stricter than what is read, and with what can be named there."""
        # Examples and what holds by itself would be proposed as values.
        schema = {key: part for key, part in schema.items() if key not in _NO_CONSTRAINT}
        alternatives = schema.get("anyOf", [])
        if alternatives[: len(_CITATION)] == _CITATION:
            return self.names.citations(is_list=len(alternatives) > len(_CITATION))
        if alternatives:
            return {**schema, "anyOf": [self.value(part) for part in alternatives]}
        if schema.get("type") == "array":
            return {**schema, "items": self.value(schema["items"])}
        if schema == {"type": "null"}:
            return NOTHING
        return self._named(schema) or _lenient(schema)

    def _named(self, schema: Schema) -> Schema | None:
        """The schema of a name; None for what is none."""
        match schema.get("pattern"), self.role:
            case str(pattern), Refers(kinds) if pattern == SLUG_PATTERN:
                return self.names.records(kinds)
            case str(pattern), TermOf(vocabulary) if pattern == SLUG_PATTERN:
                return self.names.terms(vocabulary)
            case str(pattern), _ if pattern == NAME_PATTERN and self.model is FieldFile:
                # What is not there yet may come.
                return {"anyOf": [self.names.kinds() if self.field == "kind" else self.names.vocabularies(), {**schema, **_OTHERWISE}]}
        return None


_CITATION = CITATION_SCHEMA["anyOf"]

# Of an alternative. An editor tells alternatives apart by their descriptions, and shows all of them where it cannot.
_OTHERWISE = {"description": "Written in another way."}
# The words that are read as yes and no (https://docs.pydantic.dev/latest/concepts/conversion_table/), whatever their capitals.
_ANSWERS = "true false t f yes no y n on off 1 0".split()
_ANSWER = "|".join("".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in word) for word in _ANSWERS)
_LINE_LENGTH = 300
# What is wanted, in words, where a pattern would say it to few.
_FORMS = {
    SLUG_PATTERN: said("An id has {words} only.", words=SLUG_WORDS),
    FORMER_PATTERN: said("A former id is written old-id, or folder/old-id."),
    dates.PATTERN: said("A date is written 2020, 2020-03 or 2020-03-02; 2020~ is about then, 2020-03-02/2020-03-05 an interval, 2020/.. since then."),
}


def _lenient(schema: Schema) -> Schema:
    """The schema of a value as it may be written, from that of a value that was read: the space around a text is no part of it, for one."""
    pattern = schema.get("pattern")
    match schema.get("type"):
        case "boolean":
            texts = {"type": "string", "pattern": f"^({_ANSWER})$", **_OTHERWISE}
            return {"anyOf": [{**schema, "errorMessage": said("Write true or false.")}, texts, {"enum": [0, 1], **_OTHERWISE}]}
        case "number":
            return {**schema, "errorMessage": said("A number is written in digits, without quotes or separators, such as 52000000.")}
        case "integer" if schema.get("minimum", 0) > 1:
            # YAML's 0987 is the number 987 to other readers.
            return {**schema, "minimum": 1}
        case "integer" if "minimum" not in schema:
            return {"anyOf": [schema, {"type": "string", "pattern": r"^\s*[+-]?[0-9]+\s*$", **_OTHERWISE}]}
        case "string" if schema.get("maxLength") == _LINE_LENGTH:
            message = said("This is one line of text, of at most {most} characters.", most=_LINE_LENGTH)
            return {"type": "string", "pattern": rf"^\s*\S[^\n]{{0,{_LINE_LENGTH - 1}}}\s*$", "patternErrorMessage": message}
        case "string" if pattern and pattern.startswith("^https?"):
            address = said("A web address is written https://example.org/.")
            return {"type": "string", "pattern": rf"^\s*{pattern[1:-1]}\s*$", "patternErrorMessage": address}
        case "string" if form := _FORMS.get(str(pattern)):
            return {**schema, "patternErrorMessage": form}
    return schema
