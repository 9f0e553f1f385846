"""JSON Schemas for editors: whatever the check accepts passes them, and a name that there is not is refused, by an independent validator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from casebook.catalog import load
from casebook.catalog.catalog import Catalog
from casebook.reading.files import read_text
from casebook.reading.yaml_reader import parse_yaml
from casebook.records import declaration, folder
from casebook.records.kinds import Kinds
from casebook.records.models import models
from casebook.views import choices, file_schemas
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.conftest import PROJECTS, WORLD, copy_project, document, kinds_in
from tests.records.worlds import EVERYTHING, declared

GOOD = sorted(path.name for path in (PROJECTS / "good").iterdir())
ROOT_URI = "https://example.org/schema/"


def plain(value: Any) -> Any:
    """Data as other programs have them."""
    match value:
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
    return value


@cache
def kinds_of(declared: tuple[str, ...], languages: tuple[str, ...]) -> Kinds:
    """As many projects declare the same."""
    files = [(name, document(text, f"{name}.yml")) for name, text in zip(declared[::2], declared[1::2], strict=True)]
    return declaration.read(files, languages)[0]


def read(root: Path) -> Catalog:
    with folder.begin(root) as begun:
        files = sorted((root / "cases/kinds").glob("*.yml"))
        texts = tuple(text for path in files for text in (path.stem, path.read_text("utf-8")))
        return load.read(begun, kinds_of(texts, tuple(folder.languages(root, []))))[0]


def validators(catalog: Catalog) -> dict[str, Draft7Validator]:
    """By the paths of the schemas, each as an editor loads it, with the names from the file beside it."""
    documents = file_schemas.documents(choices.of(catalog))
    for found in documents.values():
        Draft7Validator.check_schema(found)
    resources = [(f"{ROOT_URI}{path}", Resource.from_contents(found, DRAFT7)) for path, found in documents.items()]
    registry: Any = Registry().with_resources(resources)
    return {path: Draft7Validator({"$ref": f"{ROOT_URI}{path}"}, registry=registry) for path in documents}


def files(root: Path, catalog: Catalog) -> Iterator[tuple[str, Any]]:
    """Every file that has a schema, with the schema's path, as a pattern finds it."""
    for schema, patterns in file_schemas.patterns(catalog.kinds).items():
        left_out = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
        for path in sorted(root.glob(patterns[0])):
            name = path.relative_to(root).as_posix()
            text, problems = read_text(root, name)
            assert text
            found, more = parse_yaml(text)
            if name not in left_out and found and found.data is not None and not problems and not more:
                yield schema, (name, plain(found.data))


def errors(validator: Draft7Validator, data: Any) -> list[str]:
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(data)]


MAIN = 'label: Thing\nplural: Things\nfolder: ""\ndescription: A thing.\n'
SMALL = choices.Choices(
    kinds_in(),
    {
        "platform": {"xigua": "Xigua"},
        "organisation": {"smiths": "The Smiths"},
        "measure": {"likes": "Likes (likes)"},
        "case": {"apples": "Apples"},
    },
    {"roles": {"host": "host: Where it was."}, "case-kinds": {"live-sale": "live sale: Live."}, "relations": None},
    {"smith2020": "Smith 2020: A report", "a+b&c(d)e*f!g": "", "M\u00fcller2020": "M\u00fcller 2020: Ein Bericht"},
)


@cache
def validator(kind: str) -> Draft7Validator:
    return Draft7Validator(file_schemas.whole(kind, SMALL))


def accepted(kind: str, data: Any) -> Any:
    """The record that the check reads from data, or None."""
    try:
        return models(SMALL.kinds).records[kind].model_validate(data)
    except ValidationError:
        return None


# --- what is accepted ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GOOD)
def test_every_file_of_a_good_project_passes(name: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good" / name, tmp_path / "project")
    catalog = read(root)
    every = validators(catalog)
    found = {path: errors(every[schema], data) for schema, (path, data) in files(root, catalog)}
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert len(found) >= len(catalog.entries)


def test_every_file_of_the_catalog_passes() -> None:
    catalog = read(WORLD)
    every = validators(catalog)
    found = {path: errors(every[schema], data) for schema, (path, data) in files(WORLD, catalog)}
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert len(found) > len(catalog.entries) > 50


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "  A title \n"),
        ("title", "汉" * 300 + "\n"),
        ("period", 2020),
        ("period", "0987"),
        ("period", "2020~"),
        ("period", "2020-02-29/.."),
        ("cite", "smith2020"),
        ("cite", " smith2020[p. 3] "),
        ("cite", "smith2020[ch. 2,\np. 3]"),
        ("cite", ["smith2020", {"source": "smith2020[p. 3]", "quote": "the words"}]),
        ("cite", {"source": "smith2020"}),
        ("cite", "a+b&c(d)e*f!g"),
        ("cite", "Mu\u0308ller2020"),
        ("cite", "M\u00fcller2020[p. 1]"),
        ("claims", [{"id": "a", "measure": "likes", "value": {"from": 1, "to": 2}, "bound": "about", "origin": "xigua"}]),
        ("claims", [{"id": "a", "statement": "It was.", "also": [{"value": Decimal("1.5"), "unit": "m"}]}]),
        ("kind", None),
        ("reviewed", {"on": "2020-03-02", "by": "A. Editor"}),
        ("formerly", ["old-id", "ports/old-id"]),
    ],
)
def test_what_a_record_may_say_passes(field: str, value: Any) -> None:
    data = {"title": "T", "summary": "S.", field: value}
    assert accepted("case", data)
    assert errors(validator("case"), plain(data)) == []


def test_a_year_passes_that_another_reader_of_yaml_takes_for_a_number() -> None:
    assert errors(validator("case"), {"title": "T", "summary": "S.", "period": 987}) == []


@given(
    st.sampled_from(["title", "summary", "aliases", "period", "cite", "formerly"]),
    st.text(st.sampled_from("0123456789-~./[]a \n\té汉\u2028\u00a0\ud7ff\U0001f34e")) | st.text(),
)
def test_whatever_text_a_record_may_have_passes(field: str, text: str) -> None:
    # Blanks to Python's expressions and to no others: JSON Schema has those of ECMA-262.
    assume(not re.search("[\x1c-\x1f\x85]", text))
    data = {"title": "T", "summary": "S.", field: [text] if field in ("aliases", "formerly") else text}
    record = accepted("case", data)
    assume(record is not None and (field != "cite" or {cited.key for cited in record.cite} <= set(SMALL.sources or ())))
    assert errors(validator("case"), data) == []


@pytest.mark.parametrize("answer", [True, False, "yes", "No", "TRUE", "off", "n", 1, 0])
def test_an_answer_passes_as_it_is_read(answer: Any) -> None:
    data = {"name": "N", "unit": "m", "definition": "D.", "comparable": answer}
    assert accepted("measure", data)
    assert errors(validator("measure"), data) == []


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("platforms", [{"id": "xigau", "role": "host"}], "platforms/0/id"),
        ("platforms", [{"id": "smiths", "role": "host"}], "platforms/0/id"),
        ("platforms", [{"id": "xigua", "role": "hots"}], "platforms/0/role"),
        ("kind", "life-sale", "kind"),
        ("cite", "smith2021", "cite"),
        ("cite", "smith2021[p. 3]", "cite"),
        ("cite", "Smith2020", "cite"),
        ("cite", "smith2020[p. 3", "cite"),
        ("cite", {"source": "smith2021[p. 3]"}, "cite"),
        ("cite", ["smith2020", "smith2021"], "cite"),
        ("claims", [{"id": "a", "measure": "xigua", "value": 1}], "claims/0/measure"),
        ("claims", [{"id": "a", "measure": "likes", "value": "1"}], "claims/0/value"),
        ("claims", [{"id": "a", "measure": "likes", "value": {"from": 1, "to": 2}, "bound": "up-to"}], "claims/0/bound"),
        ("claims", [{"id": "a", "statement": "S.", "origin": "likes"}], "claims/0/origin"),
        ("period", "2020-13", "period"),
        ("titel", "T", ""),
        ("title", "汉" * 301, "title"),
        ("title", "two\nlines", "title"),
    ],
)
def test_what_the_check_refuses_is_refused(field: str, value: Any, place: str) -> None:
    found = errors(validator("case"), {"title": "T", "summary": "S.", field: value})
    assert [problem.partition(":")[0] for problem in found] == [place]


# --- what is offered -------------------------------------------------------------------------------------------


def test_what_is_offered_is_told_apart_by_what_it_is(project: Callable[[str], Path]) -> None:
    found = choices.of(read(project("good/complete")))
    assert found.records["case"]["draft-plums"] == "Plums [draft]"
    assert found.records["case"]["apples"] == "An afternoon of apples · 苹果的下午"
    assert found.records["measure"]["weight"].endswith("(kg)")
    definitions = file_schemas.documents(found)["files/names.json"]["definitions"]
    assert dict(zip(definitions["of-case"]["enum"], definitions["of-case"]["enumDescriptions"], strict=True)) == found.records["case"]
    assert {"growers", "ann-smith", "orchard-tv"} <= set(definitions["parties"]["enum"])
    assert definitions["term-roles"]["enumDescriptions"][0].startswith("host")
    key, located = definitions["citation"]["anyOf"]
    assert key["enumDescriptions"][key["enum"].index("smith2020apples")].startswith("Smith 2020: ")
    assert {"label": "smith2020apples[…]", "bodyText": "smith2020apples[${1:p. 1}]"}.items() <= located["defaultSnippets"][-1].items()


def test_what_cannot_be_read_refuses_no_name(project: Callable[[str], Path]) -> None:
    root = project("good/complete")
    for path in ("cases/platforms/orchard-tv.yml", "cases/vocabularies/roles.yml"):
        (root / path).write_text("a: [\n")
    (root / "cases/people/ann-smith.yml").write_text("name: Ann\nnonsense: 1\n")
    sources = root / "cases/references.bib"
    sources.write_text(sources.read_text("utf-8").replace("title = ", "title ", 1), "utf-8")
    catalog = read(root)
    apples = next(data for schema, (path, data) in files(root, catalog) if path == "cases/apples.yml")
    assert errors(validators(catalog)["case.json"], apples) == []


def test_a_project_without_kinds_has_schemas_of_what_there_is(write: Callable[..., Path]) -> None:
    found = file_schemas.documents(choices.Choices())
    assert set(found) == {"measure.json", *(f"files/{name}.json" for name in ("kind", "vocabulary", "map", "synonyms", "links", "rules", "names"))}


def test_a_kind_called_like_another_file_has_a_schema_of_its_own() -> None:
    kinds = declared({"thing": MAIN, "kind": MAIN.replace('""', "sorts").replace("Things", "Sorts")})
    found = file_schemas.documents(choices.Choices(kinds))
    assert {"kind.json", "files/kind.json"} <= set(found)
    assert file_schemas.path_of("kind", kinds) == "kind.json"


@pytest.mark.parametrize("kind", declared(EVERYTHING, "de").by_name)
def test_a_kind_with_every_type_of_field_has_a_schema(kind: str) -> None:
    Draft7Validator.check_schema(file_schemas.whole(kind, choices.Choices(declared(EVERYTHING, "de"))))
