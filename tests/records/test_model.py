"""The records: their JSON Schema, what is said of each field, what is found in them, and the skeletons made from them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from casebook.base.amounts import Range
from casebook.base.identifier import SLUG_LENGTH, SLUG_PATTERN
from casebook.catalog.catalog import Catalog
from casebook.contributing import scaffold
from casebook.publishing import pipeline
from casebook.reading.files import Text
from casebook.reading.yaml_reader import Document, parse_yaml
from casebook.records.kinds import KINDS
from casebook.records.model import (
    MODELS,
    Case,
    Citation,
    Claim,
    Model,
    Prose,
    Record,
    Refers,
    TermOf,
    TileMap,
    Vocabulary,
    fields_of,
    leaves,
    validate,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tests.conftest import PROJECTS, ROOT, copy_project

IN_DIGITS = "a number is written in digits, without quotes or separators, such as 52000000"
RANGE = "title: x\nsummary: y\nclaims:\n- {{id: a, measure: m, value: {}}}"


def all_models(model: type[Model] = Model) -> Iterator[type[Model]]:
    for below in model.__subclasses__():
        yield below
        yield from all_models(below)


ALL_MODELS = sorted(set(all_models()), key=lambda model: model.__name__)
FIELDS = [(model, name) for model in ALL_MODELS for name in model.model_fields]
FIELD_IDS = [f"{model.__name__}.{name}" for model, name in FIELDS]


def read(content: str) -> Document:
    document, found = parse_yaml(Text("x.yml", content))
    assert found == []
    assert document is not None
    return document


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
    if model is Claim:
        figure = {"measure": "plays", "value": 1}
        data |= figure if more.keys() & figure.keys() else {} if "statement" in more else {"statement": "So it was."}
        data |= {"why": "Because."} if "rank" in more else {}
    return data | more


# --- JSON Schema -----------------------------------------------------------------------------------------------

RECORD_FILES = [
    (path.relative_to(ROOT).as_posix(), path)
    for folder in (ROOT / "cases", *(PROJECTS / "good").glob("*/cases"))
    for path in sorted(folder.rglob("*.yml"))
]


def model_of(path: Path) -> type[Model]:
    folder = "" if path.parent.name == "cases" else path.parent.name
    if folder in ("vocabularies", "maps"):
        return Vocabulary if folder == "vocabularies" else TileMap
    return next(MODELS[kind.name] for kind in KINDS.values() if kind.folder == folder)


@pytest.mark.parametrize("path", [path for _, path in RECORD_FILES], ids=[name for name, _ in RECORD_FILES])
def test_every_valid_record_is_valid_by_its_json_schema(path: Path) -> None:
    document, model = read(path.read_text("utf-8")), model_of(path)
    assert validate(model, document)[1] == []
    assert list(Draft202012Validator(model.model_json_schema()).iter_errors(plain(document.data))) == []


@pytest.mark.parametrize(
    "content",
    [
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
    ],
)
def test_what_the_models_refuse_is_refused_by_the_json_schema(content: str) -> None:
    data = {"title": "T", "summary": "S"} | read(content).data
    assert list(Draft202012Validator(Case.model_json_schema()).iter_errors(plain(data))) != []
    with pytest.raises(ValidationError):
        Case.model_validate(data)


NUMBERS_OR_NOT = st.one_of(st.integers(-9, 9), st.floats(-9, 9).map(lambda value: round(value, 2)), st.just("9"), st.booleans(), st.none())
VALUES = st.one_of(
    st.integers(-9, 9),
    st.sampled_from(["9", [1, 2], True, {}]),
    st.dictionaries(st.sampled_from(["from", "to", "till"]), NUMBERS_OR_NOT, max_size=3),
)


@settings(deadline=None, max_examples=300)
@given(VALUES, st.sampled_from(["exact", "about", "nearly", "more-than", "less-than", "up-to", "at-least"]))
@example({"from": 1, "to": 2}, "about")
@example({"from": 1, "to": 2}, "up-to")
def test_a_figure_is_valid_by_the_model_when_it_is_by_the_schema(value: Any, bound: str) -> None:
    data = {"id": "x", "measure": "y", "value": value, "bound": bound, "also": [{"value": value, "unit": "u"}]}
    is_valid = Draft202012Validator(Claim.model_json_schema()).is_valid(data)
    # The one thing that a schema cannot say.
    is_backward = is_valid and isinstance(value, dict) and not value["from"] < value["to"]
    if is_valid and not is_backward:
        claim = Claim.model_validate(read(json.dumps(data)).data)
        assert claim.model_dump(mode="json")["value"] == value
        assert claim.also[0].value == claim.value
    else:
        with pytest.raises(ValidationError):
            Claim.model_validate(read(json.dumps(data)).data)


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


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model.__name__)
def test_every_model_is_frozen_closed_and_has_a_docstring(model: type[Model]) -> None:
    assert model.__doc__
    record = model.model_validate(minimal(model))
    for name in model.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, name, getattr(record, name))
    with pytest.raises(ValidationError, match="extra_forbidden"):
        model.model_validate(minimal(model, nonsense=1))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kinds_own_fields_come_before_those_that_every_record_has(kind: str) -> None:
    names = list(fields_of(MODELS[kind]))
    assert sorted(names) == sorted(MODELS[kind].model_fields)
    assert names[0] in ("title", "name")
    assert names[-len(Record.model_fields) :] == list(Record.model_fields)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("smith2020", Citation("smith2020")),
        ("smith2020[para. 9]", Citation("smith2020", "para. 9")),
        ("smith2020[p. 3; p. 4]", Citation("smith2020", "p. 3; p. 4")),
    ],
)
def test_a_citation_is_a_key_with_a_locator(written: str, expected: Citation) -> None:
    assert Citation.parse(written) == expected
    assert str(expected) == written


@pytest.mark.parametrize("written", ["", "two words", "key[", "key[]", "key[a][b]", "[p. 3]", "key [p. 3]", "key]"])
def test_anything_else_is_no_citation(written: str) -> None:
    with pytest.raises(ValueError, match="is no citation; write a key, or key"):
        Citation.parse(written)


def test_one_citation_and_several_are_read_alike() -> None:
    one, several = (Claim.model_validate(minimal(Claim, cite=cite)) for cite in ("a[p. 3]", ["a[p. 3]", "b"]))
    assert one.cite == (Citation("a", "p. 3"),)
    assert several.cite == (Citation("a", "p. 3"), Citation("b"))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "a claim needs either 'measure' and 'value', or 'statement'"),
        ({"measure": "plays"}, "a claim needs either 'measure' and 'value', or 'statement'"),
        ({"value": 1}, "a claim needs either 'measure' and 'value', or 'statement'"),
        ({"value": 1, "statement": "x"}, "a claim is a figure or a statement; split this one in two"),
        ({"statement": "x", "rank": "preferred"}, "rank 'preferred' needs a 'why'"),
        ({"statement": "x", "rank": "deprecated"}, "rank 'deprecated' needs a 'why'"),
    ],
)
def test_a_claim_is_a_figure_or_a_statement(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        Claim.model_validate({"id": "x", **fields})


@pytest.mark.parametrize("value", [True, "52", "many", None, [1], Decimal("NaN"), Decimal("Infinity")])
def test_a_figure_is_a_number_in_digits(value: Any) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({"id": "x", "measure": "plays", "value": value})


def test_a_figure_keeps_every_digit() -> None:
    data = read("{id: x, measure: y, value: 1550000.50}").data
    assert str(Claim.model_validate(data).value) == "1550000.50"


@pytest.mark.parametrize(
    "value",
    ["1e4000", "1e-4000", "1e41"],
)
def test_a_figure_has_no_thousands_of_digits(value: str) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({"id": "x", "measure": "plays", "value": Decimal(value)})


@pytest.mark.parametrize("written", ["{from: 10, to: 20.50}", "{to: 20.50, from: 10}"])
def test_a_range_has_a_lowest_and_a_highest_number_with_all_their_digits(written: str) -> None:
    value = Claim.model_validate(read(f"{{id: x, measure: y, value: {written}}}").data).value
    assert str(value) == "from 10 to 20.50"
    assert isinstance(value, Range)
    assert (value.low, value.high) == (Decimal(10), Decimal("20.50"))


# --- where a problem is shown ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", (1, 1, "wrong-type", "the file is empty")),
        ("- x", (1, 1, "wrong-type", "the file is not a mapping")),
        ("title: x", (1, 1, "missing-field", "the field 'summary' is missing")),
        ("title: x\nsummary: y\nperoid: 2020", (3, 1, "unknown-field", "there is no field 'peroid' here")),
        ("title: x\nsummary: y\nclaims:\n- {id: a, statement: b, cit: c}", (4, 25, "unknown-field", "there is no field 'cit' here")),
        ("title: x\nsummary: y\nplatforms:\n- id: a", (4, 3, "missing-field", "the field 'role' is missing")),
        ("title: 2020\nsummary: y", (1, 8, "wrong-type", "this should be text; got the number 2020")),
        ("title: x\nsummary: y\ntopics: z", (3, 9, "wrong-type", "this should be a list; got text")),
        ("title: x\nsummary: y\nstory: z", (3, 8, "wrong-type", "this should be a mapping of fields; got text")),
        ("title: x\nsummary: y\nperiod: 2020-02-30", (3, 9, "bad-value", "'2020-02-30': that month has 29 days")),
        ("title: x\nsummary: y\nstatus: hidden", (3, 9, "bad-value", "this should be one of: draft, published")),
        ("title: x\nsummary: y\ntopics: [a, B c]", (3, 13, "bad-value", "an id has small letters a-z, digits and single hyphens only")),
        ('title: "x\\ny"\nsummary: y', (1, 8, "bad-value", "this text has to stand on one line")),
        ("title: x\nsummary: ' '", (2, 10, "bad-value", "this text is empty")),
        ("title: x\nsummary: y\nclaims:\n- id: a", (4, 3, "bad-value", "a claim needs either 'measure' and 'value', or 'statement'")),
        (RANGE.format("{from: 2, to: 1}"), (4, 44, "bad-value", "a range goes from the smaller number to the larger: 2 is not less than 1")),
        (RANGE.format("{from: 1, to: two}"), (4, 44, "wrong-type", f"{IN_DIGITS}; got text")),
        (RANGE.format("{from: 1, to: 1e50}"), (4, 44, "bad-value", "no source states a number with more than 40 digits")),
        (RANGE.format("{from: 1, til: 2}"), (4, 40, "unknown-field", "there is no field 'til' here")),
        (RANGE.format("{to: 2}"), (4, 23, "missing-field", "the field 'from' is missing")),
        (RANGE.format("1 to 2"), (4, 30, "wrong-type", "a range is written {from: 10, to: 20}; got text")),
        (
            RANGE.format("{from: 1, to: 2}, bound: nearly"),
            (4, 55, "bad-value", "a range is exact or about, not 'nearly': its two numbers are the bounds"),
        ),
    ],
)
def test_a_problem_is_shown_where_it_stands(content: str, expected: tuple[int, int, str, str]) -> None:
    record, found = validate(Case, read(content))
    assert record is None
    assert [(item.span.line, item.span.column, item.code, item.message) for item in found] == [expected]


def test_every_problem_of_a_record_is_reported_in_one_pass() -> None:
    _, found = validate(Case, read("titel: x\nperiod: soon\nclaims: [{id: X, value: y, cite: 3}]\nstory: {context: 1}"))
    assert sorted({item.code for item in found}) == ["bad-value", "missing-field", "unknown-field", "wrong-type"]
    assert len(found) == 8


# --- what is found in a record ---------------------------------------------------------------------------------

FULL = """\
title: T
summary: S1
kind: k1
period: 2020
platforms: [{id: p1, role: r1}, {id: p2, role: r2}]
organisations: [{id: o1, role: r3}]
people: [{id: h1, role: r4}]
places: [l1, l2]
topics: [t1]
timeline: [{date: 2020, text: S2}]
story: {context: S3, approach: S4, results: S5, lessons: S6}
related: [{case: c1, relation: q1, why: S7}]
corrections: [{on: 2020, what: a, was: b, now: c, why: S8}]
aliases: [A]
claims:
  - {id: a, measure: m1, value: 1, also: [{value: 1, unit: u}], scope: S9, origin: g1, cite: key, note: S10, rank: preferred, why: S11}
  - {id: b, statement: S12}
reviewed: {on: 2020, by: B}
formerly: [old]
"""


def test_every_reference_term_and_text_of_a_full_record_is_found() -> None:
    document = read(FULL)
    record, _ = validate(Case, document)
    assert record is not None
    assert {name for name in Case.model_fields if getattr(record, name) == Case.model_fields[name].get_default()} == {"title_zh", "status"}
    found = [(leaf.value, leaf.route, leaf.role) for leaf in leaves(record)]
    words = {value: role for value, _, role in found}
    assert len(words) == len(found)
    assert {value for value, role in words.items() if isinstance(role, Prose)} == {f"S{number}" for number in range(1, 13)}
    assert {value for value, role in words.items() if isinstance(role, Prose) and role.block} == {"S3", "S4", "S5", "S6"}
    assert {value: role.kinds for value, role in words.items() if isinstance(role, Refers)} == {
        "p1": ("platform",),
        "p2": ("platform",),
        "o1": ("organisation",),
        "h1": ("person",),
        "l1": ("place",),
        "l2": ("place",),
        "t1": ("topic",),
        "c1": ("case",),
        "m1": ("measure",),
        "g1": ("platform", "organisation", "person"),
    }
    assert {value: role.vocabulary for value, role in words.items() if isinstance(role, TermOf)} == {
        "k1": "case-kinds",
        "r1": "roles",
        "r2": "roles",
        "r3": "roles",
        "r4": "roles",
        "q1": "relations",
    }
    # Every one is found in the file, at its route.
    assert all(document.at(*route).excerpt[document.at(*route).column - 1 :].startswith(value) for value, route, _ in found)


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("platform", "{name: N, summary: S, owner: o}", ["S", "o"]),
        ("organisation", "{name: N, summary: S, kind: k}", ["S", "k"]),
        ("person", "{name: N, summary: S, affiliations: [{id: o, role: editor}]}", ["S", "o"]),
        ("place", "{name: N, summary: S, level: l, part_of: p, iso: CN-SX}", ["S", "l", "p"]),
        ("topic", "{name: N, summary: S}", ["S"]),
        ("measure", "{name: N, unit: u, dimension: d, definition: D}", ["d", "D"]),
    ],
)
def test_the_leaves_of_the_other_kinds(kind: str, content: str, expected: list[str]) -> None:
    record, _ = validate(MODELS[kind], read(content))
    assert record is not None
    assert sorted(leaf.value for leaf in leaves(record)) == sorted(expected)


# --- skeletons -------------------------------------------------------------------------------------------------

NOT_YET_THERE = {"unknown-record", "unknown-reference", "unknown-term", "unknown-claim", "orphan-entity", "date-outside-period"}


def codes_of(root: Path, path: str) -> set[str]:
    return {item.code for item in pipeline.check(root).diagnostics if item.span.path == path}


def without_comment_marks(kind: str, content: str) -> str:
    names = "|".join(fields_of(MODELS[kind]))
    return re.sub(rf"^# (?=(?:{names}):|  )", "", content, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_passes_the_checks_as_a_draft(kind: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    path = scaffold.create(root, kind, "brand-new", pipeline.check(root).catalog)
    # An entity that nothing names yet is an orphan: that is what it is.
    assert codes_of(root, path) == (set() if kind == "case" else {"orphan-entity"})
    entry = pipeline.check(root).catalog.get("brand-new", kind)
    assert entry is not None
    assert entry.is_draft


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_with_all_its_examples_lacks_only_the_records_that_they_name(kind: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    path = scaffold.create(root, kind, "brand-new", pipeline.check(root).catalog)
    content = without_comment_marks(kind, (root / path).read_text("utf-8"))
    (root / path).write_text(content, "utf-8")
    assert read(content).data.keys() == MODELS[kind].model_fields.keys()
    assert codes_of(root, path) <= NOT_YET_THERE


def test_the_skeleton_of_a_case_with_all_its_examples_is_at_home_in_the_real_catalog(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    path = scaffold.create(tmp_path, "case", "brand-new", pipeline.check(tmp_path).catalog)
    (tmp_path / path).write_text(without_comment_marks("case", (tmp_path / path).read_text("utf-8")), "utf-8")
    assert codes_of(tmp_path, path) <= NOT_YET_THERE


@pytest.mark.parametrize(
    "kind",
    [*KINDS],
)
def test_a_skeleton_lacks_at_most_vocabularies_in_an_empty_project(kind: str, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    path = scaffold.create(tmp_path, kind, "brand-new", Catalog())
    assert codes_of(tmp_path, path) <= NOT_YET_THERE


@settings(deadline=None, max_examples=100)
@given(st.from_regex(SLUG_PATTERN.replace("$", r"\Z").replace("^", r"\A")).filter(lambda slug: len(slug) <= SLUG_LENGTH))
@example("20")
@example("010")
@example("no")
@example("a-b-3")
def test_a_skeleton_of_any_id_is_a_record(slug: str) -> None:
    assert validate(MODELS["topic"], read(scaffold.skeleton(KINDS["topic"], slug, Catalog())))[1] == []


@pytest.mark.parametrize("slug", ["true", "false", "null", "0x1f", "0o17", "1e5", "2020"])
def test_a_skeleton_of_an_id_that_reads_as_no_text_is_a_record(slug: str) -> None:
    assert validate(MODELS["topic"], read(scaffold.skeleton(KINDS["topic"], slug, Catalog())))[1] == []


def test_a_vocabulary_without_words_does_not_stop_a_skeleton() -> None:
    vocabulary = Vocabulary(title="T", summary="S", terms=())
    assert "level:" in scaffold.skeleton(KINDS["place"], "brand-new", Catalog(vocabularies={"place-levels": vocabulary}))
