"""Kinds that a project calls as data calls something else: each has a model, a schema and a table of its own."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from casebook.publishing import pipeline
from casebook.views.site import Settings
from jsonschema import Draft202012Validator

from tests.conftest import PROJECTS, copy_project

# The page at /sources/ and those of the catalog's own cannot be called otherwise; tests of addresses know them.
NO_FOLDERS = ("sources", "corrections")


def exported(root: Path) -> dict[str, str | bytes]:
    """The contents of all exports of a project, by their addresses."""
    result = pipeline.run(root, Settings(name="A Catalog", url="https://example.org/"))
    assert result.is_sound, result.diagnostics
    return {file.address: file.content() for file in result.files if file.address.startswith(("data/", "api/")) and "." in file.address}


def read(content: str | bytes) -> Any:
    return json.loads(content)


def tables_of(content: str | bytes) -> dict[str, int]:
    """How many rows each table of the database has."""
    assert isinstance(content, bytes)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | bytes]:
    return exported(copy_project(PROJECTS / "good/complete", tmp_path_factory.mktemp("before") / "project"))


def test_a_kind_may_be_called_like_anything_that_data_has(before: dict[str, str | bytes], tmp_path: Path) -> None:
    own = {"Measure", "Case", "Organisation", "Person", "Place", "Platform", "Topic"}
    schemas = {*read(before["api/v1/openapi.json"])["components"]["schemas"]} - own
    properties = {*read(before["data/catalog.json"])} - {"cases"}
    lists = {*tables_of(before["data/catalog.sqlite"]), *properties}
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    taken = {path.stem for path in (root / "cases/kinds").iterdir()} | {"measure"}
    folders = {path.name for path in (root / "cases").iterdir() if path.is_dir()}
    names = {name.lower() for name in schemas} - taken
    addresses = {name for name in lists if name.isalpha() and name not in NO_FOLDERS} - folders - {"cases"}
    assert len(names) > 15 and len(addresses) > 8
    declared = [(name, f"{name}-folder") for name in sorted(names)] + [(f"{name}-kind", name) for name in sorted(addresses)]
    for name, folder in declared:
        (root / f"cases/kinds/{name}.yml").write_text(f"label: Thing\nplural: Things\nfolder: {folder}\ndescription: A thing.\n")
        (root / "cases" / folder).mkdir()
        (root / f"cases/{folder}/one-{name}.yml").write_text(f"name: One {name}\n")

    found = exported(root)

    catalog, schema = read(found["data/catalog.json"]), read(found["data/catalog.schema.json"])
    Draft202012Validator(schema).validate(catalog)
    assert {*read(before["api/v1/openapi.json"])["components"]["schemas"]} < {*read(found["api/v1/openapi.json"])["components"]["schemas"]}
    ids = {item["id"] for value in catalog.values() if isinstance(value, list) for item in value}
    assert {f"one-{name}" for name, _folder in declared} <= ids
    rows = tables_of(found["data/catalog.sqlite"])
    assert all(rows[f"{folder}-records" if folder in addresses else folder] == 1 for _name, folder in declared)
