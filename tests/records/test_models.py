"""The models made of the declared kinds, and those written by hand: what they take, what their JSON Schemas take, what is said of each field."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from casebook.records import parts
from casebook.records.as_meant import validate
from casebook.records.declaration import FacetFile, FieldFile, KindFile, StoryFile, TraitFile
from casebook.records.folder import languages
from casebook.records.kinds import Kinds
from casebook.records.model_fields import fields_of
from casebook.records.models import ModelSet, models
from casebook.records.parts import Claim, Record, Synonyms
from casebook.records.rules import RulesFile
from casebook.records.values import Model, Prose, Refers, TermOf
from casebook.records.walking import leaves
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tests.conftest import KINDS, PROJECTS, ROOT, WORLD, document, kinds_in
from tests.records.worlds import EVERYTHING, declared

DECLARATIONS: list[type[Model]] = [KindFile, FieldFile, StoryFile, TraitFile, FacetFile]
BY_HAND = [found for found in vars(parts).values() if isinstance(found, type) and issubclass(found, Model) and found not in (Model, Record)]


def made(kinds: Kinds) -> list[type[Model]]:
    return models(kinds).reference


OWN = models(kinds_in(KINDS, ["zh"]))
VOYAGES = models(declared(EVERYTHING, "de", "zh-Hant"))
SETS = {"own": OWN, "voyages": VOYAGES, "bare": models(Kinds())}
ALL_MODELS = {
    **{f"hand-{model.__name__}": model for model in (*BY_HAND, *DECLARATIONS)},
    **{f"{name}-{model.__name__}": model for name, found in SETS.items() for model in found.reference},
}
FIELDS = [(model, name) for model in ALL_MODELS.values() for name in model.model_fields]
FIELD_IDS = [f"{id}.{name}" for id, model in ALL_MODELS.items() for name in model.model_fields]


def plain(value: Any) -> Any:
    """Our data as JSON has it: no Decimal."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def minimal(model: type[Model], **more: Any) -> dict[str, Any]:
    """The least that a model takes, made of its fields' examples, and `more`."""
    data = {name: field.examples[0] for name, field in model.model_fields.items() if field.is_required() and field.examples}
    if issubclass(model, Claim):
        figure = {"measure": "plays", "value": 1}
        data |= figure if more.keys() & {*figure, "interval"} else {} if "statement" in more else {"statement": "So it was."}
        data |= {"why": "Because."} if "rank" in more else {}
    return data | more


def test_there_are_models_to_look_at() -> None:
    assert {"VoyageStory", "VoyageShip", "VoyageOrders", "Step", "Event", "Claim", "Tile"} <= {model.__name__ for model in VOYAGES.reference}
    assert {model.__name__ for model in BY_HAND} >= {"Claim", "Quantity", "Correction", "Review", "Vocabulary", "Term", "TileMap", "Tile"}


# --- JSON Schema -----------------------------------------------------------------------------------------------


def files(root: Path) -> Iterator[tuple[str, Path, type[Model]]]:
    """Every YAML file of a project, with its model."""
    folder = root / "cases/kinds" if (root / "cases/kinds").is_dir() else KINDS
    found = models(kinds_in(folder, languages(root, [])))
    others = {"vocabularies": found.vocabulary, "maps": found.map, "kinds": KindFile}
    for path in sorted((root / "cases").rglob("*.yml")):
        below = path.parent.relative_to(root / "cases").as_posix()
        kind = found.kinds.by_folder.get("" if below == "." else below)
        single = {"synonyms.yml": Synonyms, "rules.yml": RulesFile}.get(path.name) if below == "." else None
        model: type[Model] = single or (found.records[kind.name] if kind else others[below])
        yield path.relative_to(ROOT).as_posix(), path, model


FILES = [*files(WORLD), *(row for root in sorted((PROJECTS / "good").glob("*/")) for row in files(root))]
FILES += [(path.relative_to(ROOT).as_posix(), path, KindFile) for path in sorted(KINDS.glob("*.yml"))]


@pytest.mark.parametrize(("path", "model"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_every_valid_file_is_valid_by_its_json_schema(path: Path, model: type[Model]) -> None:
    found = document(path.read_text("utf-8"))
    assert validate(model, found)[1] == []
    assert list(Draft202012Validator(model.model_json_schema()).iter_errors(plain(found.data))) == []


REFUSED = [
    *(
        (OWN.records["case"], {"title": "T", "summary": "S"}, content)
        for content in (
            "titel: x",
            "title: 2020",
            "title: ''",
            "title: [x]",
            "status: hidden",
            "period: 2020-3-2",
            "platforms: {id: x, role: y}",
            "platforms: [{id: X, role: y}]",
            "claims: [{id: x, statement: y, bound: roughly}]",
            "claims: [{id: x, measure: y, value: many}]",
            "claims: [{statement: y}]",
            "claims: [{id: x, measure: y, value: {from: ten, to: 20}}]",
            "claims: [{id: x, measure: y, value: {from: 10}}]",
            "claims: [{id: x, measure: y, value: {from: 10, to: 20, step: 1}}]",
            "claims: [{id: x, measure: y, value: {from: 10, to: 20}, bound: up-to}]",
            "claims: [{id: x, measure: y, value: 10, also: [{value: [1, 2], unit: u}]}]",
            "period: 2020/",
            "period: ../..",
            "period: 2020?",
            "period: 2020/..~",
            "topics: [two words]",
            "story: {intro: x}",
            "cite: {key: x}",
            "text: [x]",
        )
    ),
    *(
        (VOYAGES.records["voyage"], {"title": "T", "port": "dover"}, content)
        for content in (
            "summary: 1",
            "title_fr: x",
            "title_zh-Hant: x",
            "sort: [trade]",
            "weathers: fog",
            "weathers: [Two words]",
            "sightings: [soon]",
            "port: [dover]",
            "port: null",
            "calls: dover",
            "ship: [{id: a, role: b}]",
            "ship: {id: a}",
            "crew: [{id: a, role: Two words}]",
            "flags: [1]",
            "account: 3",
            "miles: '12'",
            "depths: [deep]",
            "scan: 'javascript:alert(1)'",
            "scans: ['no address']",
            "days: [{text: x}]",
            "orders: [{records: [heron]}]",
            "orders: [{text: x, records: heron}]",
            "orders: [{date: 1901, text: x}]",
            "chores: [{text: ''}]",
            "likened: [{port: x, relation: y, why: z}]",
            "story: {departure: ''}",
        )
    ),
    *(
        (KindFile, {"label": "Port", "plural": "Ports", "folder": "ports", "description": "D."}, content)
        for content in (
            "folder: Ports",
            "folder: a/b",
            "folder: 1",
            "label: ''",
            "order: first",
            "party: 3",
            "requires: [name]",
            "requires: summary",
            "schema_org: place",
            "facet: region",
            "facet: {name: region}",
            "part_of: {descripton: x}",
            "story: {Events: {label: x, description: y}}",
            "story: {events: {label: x}}",
            "story: [events]",
            "fields: {owner: {type: fleet, description: x}}",
            "fields: {owner: {type: record}}",
            "fields: {Owner: {type: line, description: x}}",
            "fields: {owner: {type: record, kind: 3, description: x}}",
            "fields: {owner: {type: record, means: boss, description: x}}",
            "fields: {owner: {type: line, schema_org: Two words, description: x}}",
        )
    ),
]


@pytest.mark.parametrize(("model", "least", "content"), REFUSED, ids=[f"{model.__name__}-{content}" for model, _least, content in REFUSED])
def test_what_the_models_refuse_is_refused_by_the_json_schema(model: type[Model], least: dict[str, Any], content: str) -> None:
    data = least | document(content).data
    validator = Draft202012Validator(model.model_json_schema())
    assert list(validator.iter_errors(least)) == []
    assert list(validator.iter_errors(plain(data))) != []
    with pytest.raises(ValidationError):
        model.model_validate(data)


@pytest.mark.parametrize(
    "content",
    [
        "part_of: true",
        "part_of: false",
        "iso: {}",
        "iso: true",
        "requires: []",
        "fields: {owner: {type: record, kind: port, description: x}}",
        "fields: {owner: {type: record, kind: [port, ship], description: x}}",
        "story: {}",
    ],
)
def test_what_a_declaration_may_say_is_valid_by_its_json_schema(content: str) -> None:
    data = {"label": "Port", "plural": "Ports", "folder": "ports", "description": "D."} | document(content).data
    assert KindFile.model_validate(data)
    assert list(Draft202012Validator(KindFile.model_json_schema()).iter_errors(data)) == []


# --- fields ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=FIELD_IDS)
def test_every_field_is_described_and_has_an_example_that_is_valid(model: type[Model], name: str) -> None:
    field = model.model_fields[name]
    assert field.description
    assert field.description.endswith((".", ")"))
    assert field.examples
    data = minimal(model, **{name: field.examples[0]})
    record = model.model_validate(data)
    assert getattr(record, name) not in (None, ())
    assert list(Draft202012Validator(model.model_json_schema()).iter_errors(data)) == []


@pytest.mark.parametrize("model", ALL_MODELS.values(), ids=list(ALL_MODELS))
def test_every_model_is_frozen_closed_and_has_a_docstring(model: type[Model]) -> None:
    assert model.__doc__
    record = model.model_validate(minimal(model))
    for name in model.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, name, getattr(record, name))
    with pytest.raises(ValidationError, match="extra_forbidden"):
        model.model_validate(minimal(model, nonsense=1))


@pytest.mark.parametrize("found", [OWN, VOYAGES])
def test_fields_are_met_in_the_order_of_reading(found: ModelSet) -> None:
    for kind in found.kinds:
        names = list(fields_of(found.records[kind.name]))
        assert sorted(names) == sorted(found.records[kind.name].model_fields)
        assert names[0] == kind.label_field == ("title" if kind.is_main else "name")
        places = [names.index(name) for name in (kind.label_field, "aliases", "summary", "claims", "text", "cite", "status", "formerly")]
        assert places == sorted(places)
        told = [item.name for item in kind.fields if item.type in ("event", "step", "relation")]
        for item in kind.fields:
            assert names.index("summary") < names.index(item.name) < names.index("text")
            assert (names.index(item.name) > names.index("claims")) == (item.name in told)


def test_the_fields_of_a_kind_are_those_that_it_declares_in_its_order() -> None:
    """What happened stands before where to read on."""
    kind = VOYAGES.kinds.main
    own = [name for name in VOYAGES.records["voyage"].model_fields if name not in Record.model_fields]
    assert own == ["title", "title_de", "title_zh_hant", "summary", *(item.name for item in kind.fields[:-1]), "story", "likened", "text"]
    assert [name for name in VOYAGES.records["port"].model_fields if name not in Record.model_fields] == [
        "name",
        "name_de",
        "name_zh_hant",
        "summary",
        "part_of",
        "iso",
        "text",
    ]


def test_what_must_be_there_is_what_the_kind_requires() -> None:
    required = {kind.name: [name for name, field in VOYAGES.records[kind.name].model_fields.items() if field.is_required()] for kind in VOYAGES.kinds}
    assert required == {"voyage": ["title", "port"], "ship": ["name", "summary"], "port": ["name", "text"], "measure": ["name", "unit", "definition"]}


def test_a_kind_says_in_its_own_words_what_common_fields_are() -> None:
    title, name = VOYAGES.records["voyage"].model_fields["title"], VOYAGES.records["ship"].model_fields["name"]
    assert (title.description, title.examples) == ("What it is called.", ["The salt run"])
    assert (name.description, name.examples) == ("The name.", ["A Name"])
    claims = OWN.records["case"].model_fields["claims"]
    assert claims.description == Record.model_fields["claims"].description


def test_without_a_further_language_no_model_has_a_field_for_one() -> None:
    found = models(declared(EVERYTHING))
    assert [name for model in found.reference for name in model.model_fields if "_de" in name or "_zh" in name] == []
    names = {model.__name__: [name for name in model.model_fields if name.endswith("_zh_hant")] for model in VOYAGES.reference}
    assert {name: found for name, found in names.items() if found} == {
        "Voyage": ["title_zh_hant"],
        "Port": ["name_zh_hant"],
        "Ship": ["name_zh_hant"],
        "Measure": ["name_zh_hant"],
        "Term": ["label_zh_hant"],
        "TileMap": ["title_zh_hant"],
        "Tile": ["label_zh_hant"],
    }


def test_a_record_says_what_it_is_called_in_each_language_that_it_has() -> None:
    record = VOYAGES.records["voyage"].model_validate({"title": "T", "title_zh_hant": "鹽", "port": "dover"})
    assert record.label == "T"
    assert [tuple(name) for name in record.names] == [("zh-Hant", "鹽")]


# --- what is found in a record ---------------------------------------------------------------------------------

FULL = """\
title: T
summary: S1
sort: k1
weathers: [w1, w2]
sailed: 1901
sightings: [1901-06]
port: p1
calls: [p2, s1]
ship: {id: s2, role: flagship}
crew: [{id: s3, role: r1}]
logbook: L
flags: [red]
cargo: S2
remarks: [S3, S4]
account: S5
miles: 3
depths: [4]
insured: true
scan: https://example.org/
scans: [https://example.org/2]
days: [{date: 1901, text: S6}]
orders: [{text: S7, records: [s4, p3]}]
chores: [{text: S8}]
likened: [{voyage: v1, relation: q1, why: S9}]
story: {departure: S10, arrival: S11}
text: S12
cite: [a, "b[p. 3]"]
"""


def test_every_reference_term_and_text_of_every_type_of_field_is_found() -> None:
    found = document(FULL)
    record, problems = validate(VOYAGES.records["voyage"], found)
    assert record is not None, problems
    rows = leaves(record)
    words = {leaf.value: leaf.role for leaf in rows}
    assert len(words) == len(rows)
    assert {value for value, role in words.items() if isinstance(role, Prose)} == {f"S{number}" for number in range(1, 13)}
    assert {value for value, role in words.items() if isinstance(role, Prose) and role.block} == {"S5", "S10", "S11", "S12"}
    assert {value: role.kinds for value, role in words.items() if isinstance(role, Refers)} == {
        "p1": ("port",),
        "p2": ("port", "ship"),
        "s1": ("port", "ship"),
        "s2": ("ship",),
        "s3": ("ship", "port"),
        "s4": ("ship", "port"),
        "p3": ("ship", "port"),
        "v1": ("voyage",),
    }
    assert {value: role.vocabulary for value, role in words.items() if isinstance(role, TermOf)} == {
        "k1": "sorts",
        "w1": "weathers",
        "w2": "weathers",
        "r1": "parts",
        "q1": "likenesses",
    }
    assert all(found.at(*leaf.route).excerpt[found.at(*leaf.route).column - 1 :].startswith(leaf.value) for leaf in rows)
    assert [str(citation) for citation in record.cite] == ["a", "b[p. 3]"]


# --- in one place for machines ---------------------------------------------------------------------------------


@pytest.mark.parametrize("found", [OWN, VOYAGES])
def test_the_schemas_of_all_kinds_refer_to_each_other_only(found: ModelSet) -> None:
    schemas = found.json_schemas("#/$defs/{model}")
    assert {found.records[kind.name].__name__ for kind in found.kinds} <= set(schemas)
    text = str(schemas)
    wanted = {part.partition("'")[0] for part in text.split("'#/$defs/")[1:]}
    assert wanted <= set(schemas)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
        assert schema["additionalProperties"] is False
