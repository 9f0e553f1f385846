"""Declarations of kinds: what a file may say, what it means when it says nothing, and what contradicts itself.

How the whole of what is wrong is printed, the projects kind-field, kind-file, kind-folder and unknown-kind show.
"""

from __future__ import annotations

from typing import Any, get_args

import pytest
from casebook.records import declaration
from casebook.records.kinds import COMMON, Field, FieldType, Kind

from tests.conftest import document
from tests.records.worlds import EVERYTHING, declared

HEAD = 'label: Voyage\nplural: Voyages\nfolder: ""\ndescription: D.\n'
PORT = "label: Port\nplural: Ports\nfolder: ports\ndescription: D.\n"


def one(text: str) -> Kind:
    return declared({"voyage": HEAD + text, "port": PORT}).main


def field(text: str) -> Field:
    (found,) = one(f"fields:\n  thing: {{description: D., {text}}}\n").fields
    return found


def problems(text: str, name: str = "voyage") -> list[tuple[int, int, str, str]]:
    _, found = declaration.read([(name, document(text, "x.yml")), ("port", document(PORT, "y.yml"))], [])
    return [(item.span.line, item.span.column, item.code, item.message) for item in found]


def test_every_type_of_field_is_declared_in_the_made_up_catalog() -> None:
    used = {item.type for kind in declared(EVERYTHING) for item in kind.fields}
    assert used == set(get_args(FieldType))


@pytest.mark.parametrize(
    ("text", "attribute", "expected"),
    [
        ("type: line", "label", "Thing"),
        ("type: line, label: What", "label", "What"),
        ("type: line", "is_many", False),
        ("type: line, many: true", "is_many", True),
        ("type: line, required: true", "is_required", True),
        ("type: event", "is_many", True),
        ("type: step", "is_many", True),
        ("type: relation, kind: port, vocabulary: v", "is_many", True),
        ("type: record, kind: port", "kinds", ("port",)),
        ("type: record, kind: [port, measure]", "kinds", ("port", "measure")),
        ("type: record, kind: port, facet: true", "is_facet", True),
        ("type: record, kind: port, kicker: true", "is_kicker", True),
        ("type: record, kind: port, neighbours: true", "has_neighbours", True),
        ("type: record, kind: port, shared: 'with {names}'", "shared", "with {names}"),
        ("type: record, kind: port, inverse: 'left {name}'", "inverse", "left {name}"),
        ("type: record, kind: port, means: where", "means", "where"),
        ("type: date, means: when", "means", "when"),
        ("type: url, schema_org: sameAs", "schema_org", "sameAs"),
        ("type: number", "example", 12),
        ("type: role, kind: port", "example", {"id": "a-port", "role": "partner"}),
    ],
)
def test_what_a_field_says_of_itself_and_what_it_is_when_it_says_nothing(text: str, attribute: str, expected: Any) -> None:
    assert getattr(field(text), attribute) == expected


def test_traits_without_words_have_some_of_their_own() -> None:
    kind = declared({"voyage": HEAD, "port": f"{PORT}part_of: true\niso: true\n"})["port"]
    part_of, iso = kind.fields
    assert (part_of.type, part_of.kinds, part_of.label, part_of.inverse, part_of.schema_org) == (
        "record",
        ("port",),
        "Part of",
        "part of it",
        "isPartOf",
    )
    assert part_of.description == "The port that this one is part of."
    assert (iso.type, iso.example) == ("line", "DE-BY")
    assert (kind.has_parent, kind.has_iso) == (True, True)
    off = declared({"voyage": HEAD, "port": f"{PORT}part_of: false\n"})["port"]
    assert (off.fields, off.has_parent) == ((), False)


def test_the_order_of_kinds_is_theirs_then_that_of_their_names() -> None:
    files = {name: f"label: L\nplural: {name}\nfolder: {name}\ndescription: D.\n" for name in ("bay", "arch", "cove")}
    files["cove"] += "order: 1\n"
    assert list(declared({**files, "voyage": HEAD}).by_name) == ["voyage", "cove", "arch", "bay", "measure"]


@pytest.mark.parametrize("name", COMMON)
def test_a_common_field_may_be_described_and_no_more(name: str) -> None:
    assert one(f"fields:\n  {name}: {{description: Ours.}}\n").words[name] == ("Ours.", None)
    (found,) = problems(f"{HEAD}fields:\n  {name}: {{description: Ours., type: line}}\n")
    assert found[:3] == (6, 3, "kind-field")
    (found,) = problems(f"{HEAD}fields:\n  {name}: {{description: Ours., required: true}}\n")
    assert found[:3] == (6, 3, "kind-field")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type: term", "a field of the type term needs 'vocabulary'"),
        ("type: record", "a field of the type record needs 'kind'"),
        ("type: role", "a field of the type role needs 'kind'"),
        ("type: relation, kind: port", "a field of the type relation needs 'vocabulary'"),
        ("type: relation, kind: [port, voyage], vocabulary: v", "a relation leads to records of one kind"),
        ("type: boolean, many: true", "there is one boolean at the most"),
        ("type: prose, many: true", "there is one prose at the most"),
        ("type: line, facet: true", "'facet' does not go with the type line"),
        ("type: number, inverse: x", "'inverse' does not go with the type number"),
        ("type: event, kind: port", "'kind' does not go with the type event"),
        ("type: date, means: when, many: true", "what means 'when' has one value"),
        ("type: record, kind: port, means: owner, many: true", "what means 'owner' has one value"),
        ("type: date, means: where", "'where' is said by a field of the type record"),
        ("type: record, kind: port, means: when", "'when' is said by a field of the type date"),
    ],
)
def test_what_contradicts_itself_is_said(text: str, message: str) -> None:
    assert message in [found[3] for found in problems(f"{HEAD}fields:\n  thing: {{description: D., {text}}}\n")]


# What a record can do, by its own or by pydantic's methods: a field of that name would take its place.
HIDING = ["copy", "json", "model_config", "translations", "languages"]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        *(("fields:\n  {}: {{description: D., type: line}}\n", name) for name in (*HIDING, "items", "label", "names", "words", "get")),
        *(("story:\n  {}: {{label: L, description: D.}}\n", name) for name in HIDING),
    ],
)
def test_a_name_that_means_something_in_every_record_is_refused_where_it_stands(where: str, name: str) -> None:
    (found,) = problems(HEAD + where.format(name))
    assert found == (6, 3, "kind-field", f"'{name}' means something else in every record")


def test_a_field_that_contradicts_itself_is_left_out_and_the_rest_stays() -> None:
    text = f"{HEAD}fields:\n  bad: {{description: D., type: term}}\n  good: {{description: D., type: line}}\n"
    kinds, found = declaration.read([("voyage", document(text, "x.yml"))], [])
    assert [item.name for item in kinds.main.fields] == ["good"]
    assert len(found) == 1


@pytest.mark.parametrize("name", ["measure", "Port", "1st", "a--b"])
def test_a_file_whose_name_is_no_kind_is_said(name: str) -> None:
    assert ("kind-field", f"'{name}' cannot be the name of a kind of its own") in [found[2:] for found in problems(HEAD, name)]


@pytest.mark.parametrize(
    "broken", ["label: Port\n", "- a list\n", "label: Voyage\nplural: Voyages\nfolder: ''\ndescription: D.\nfields: {Bad: {type: line}}\n"]
)
def test_while_a_declaration_cannot_be_read_none_is_missed(broken: str) -> None:
    _, found = declaration.read([("voyage", document(broken, "x.yml")), ("port", document(PORT, "y.yml"))], [])
    assert found
    assert {item.span.path for item in found} == {"x.yml"}


@pytest.mark.parametrize("unread", [[], ["voyage"]])
def test_what_the_catalog_is_about_is_missed_where_every_declaration_was_given(unread: list[str]) -> None:
    _, found = declaration.read([("port", document(PORT, "y.yml"))], [], unread)
    assert [item.message for item in found] == ["no kind is the one that the catalog is about"] * (not unread)


@pytest.mark.parametrize(
    ("option", "text"), [("inverse", "{"), ("inverse", "by {nome}"), ("inverse", "by {names}"), ("shared", "in {name}"), ("shared", "}{names}")]
)
def test_braces_stand_around_a_name_only(option: str, text: str) -> None:
    (found,) = problems(f"{HEAD}fields:\n  at: {{description: D., type: record, kind: port, {option}: '{text}'}}\n")
    assert found[2:] == ("kind-field", f"braces stand around nothing but {'{name}' if option == 'inverse' else '{names}'} here")
