"""The schemas that the site hands out: of every kind of file, with what is published to be named, and no draft."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casebook.exports import schemas
from casebook.publishing import pipeline
from casebook.views.site import Site
from jsonschema import Draft7Validator


def published(root: Path) -> dict[str, dict[str, Any]]:
    return {file.address: json.loads(file.content()) for file in schemas.files(Site(pipeline.read(root)[0]))}


def test_there_is_one_of_each_kind_and_each_other_file(project: Callable[[str], Path]) -> None:
    found = published(project("good/complete"))
    assert {"schema/case.json", "schema/measure.json", "schema/files/kind.json", "schema/files/names.json"} <= set(found)
    for schema in found.values():
        Draft7Validator.check_schema(schema)


def test_what_is_published_can_be_named_and_a_draft_cannot(project: Callable[[str], Path]) -> None:
    root = project("good/complete")
    named = published(root)["schema/files/names.json"]["definitions"]
    assert named["of-case"]["enum"] == ["apples", "pears"]
    assert "host" in named["term-roles"]["enum"]
    assert "smith2020apples" in named["citation"]["anyOf"][0]["enum"]
    assert "draft-plums" not in json.dumps(published(root))


def test_each_refers_to_the_file_of_names_from_where_it_lies(project: Callable[[str], Path]) -> None:
    found = published(project("good/complete"))
    assert '"files/names.json#/definitions/of-platform"' in json.dumps(found["schema/case.json"])
    assert "topic" in json.dumps(found["schema/files/kind.json"])
    assert "names.json" not in json.dumps(found["schema/files/kind.json"])
