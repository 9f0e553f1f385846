"""What can be taken away: every form is read back by a program that is not ours, and says what the catalog says."""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import frictionless
import markdown as python_markdown
import pytest
from casebook import exports
from casebook.catalog.catalog import Catalog
from casebook.exports import api, csv_tables, feeds
from casebook.publishing import build, pipeline
from casebook.publishing.render import Renderer
from casebook.reading import git as history
from casebook.views import markdown, tables
from casebook.views.site import Settings, Site
from jsonschema import Draft202012Validator, ValidationError
from markdown_it import MarkdownIt
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.conftest import PROJECTS, ROOT, WORLD, copy_project, kinds_in, with_kinds, with_mkdocs

Project = Callable[[str], Path]
URL = "https://example.org/c/"
# Those of the example projects; the project's own catalog has kinds of the same names and addresses.
KINDS = kinds_in()
RISKY = "=+-@\t\r\n"


# --- sites of several kinds --------------------------------------------------------------------------------------


def written(root: Path, folder: Path, url: str = "", drafts: bool = False) -> Path:
    """All exports of a project as files, without the pages."""
    result = pipeline.run(root, Settings(drafts=drafts, name="A Catalog", url=url, description="Apples & pears."))
    assert result.is_sound, result.diagnostics
    return write_files(result.files, folder)


def write_files(files: Any, folder: Path) -> Path:
    for item in files:
        path = folder / item.address
        path.parent.mkdir(parents=True, exist_ok=True)
        content = item.content()
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def records_in(catalog: Any) -> list[Any]:
    """Every record in the one JSON file; a catalog without measures has no list of them."""
    assert {kind.address for kind in KINDS} - set(catalog) <= {"measures"}
    return [record for name in kinds_of(catalog) for record in catalog[name]]


def kinds_of(catalog: Any) -> list[str]:
    """The names of the lists of records in the one JSON file."""
    return [name for name, listed in catalog.items() if isinstance(listed, list) and listed and "address" in listed[0]]


BARE = {
    "cases/apples.yml": "title: Apples\nsummary: They sold apples.\n",
    "docs/index.md": "# Home\n",
    "mkdocs.yml": "site_name: Test\ntheme: {name: material, font: false}\nplugins: [casebook]\n",
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of the project's own catalog."""
    return written(WORLD, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a small catalog that has everything, drafts too; without Git."""
    folder = tmp_path_factory.mktemp("complete")
    return written(copy_project(PROJECTS / "good/complete", folder / "project"), folder / "site", URL)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a catalog of one case: no claims, no sources, no vocabularies, no Git."""
    folder = tmp_path_factory.mktemp("bare")
    for path, content in BARE.items():
        (folder / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "project" / path).write_text(content)
    return written(with_kinds(folder / "project"), folder / "site")


@pytest.fixture(params=["real", "complete", "bare"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


HOSTILE_CELLS = ["=1+1", "+1", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "-5 degrees"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a catalog whose texts a spreadsheet would run, and with numbers below zero."""
    folder = tmp_path_factory.mktemp("hostile")
    claims = "".join(f'  - {{id: c{n}, measure: change, value: {-n - 0.5}, unit: "{text}", cite: b2020}}\n' for n, text in enumerate(HOSTILE_CELLS))
    files = {
        "cases/apples.yml": f'title: "=1+1"\nsummary: "-2 apples"\naliases: ["@home"]\nclaims:\n{claims}',
        "cases/references.bib": "@online{b2020, title = {=B}, date = {2020}}\n",
        "cases/measures/change.yml": "name: Change\nunit: apples\ndimension: change\ndefinition: '=More or fewer.'\n",
        "cases/vocabularies/dimensions.yml": "title: D\nsummary: D.\nterms:\n  - {id: change, label: change, description: A word.}\n",
    }
    for path, content in files.items():
        (folder / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "project" / path).write_text(content)
    return written(with_kinds(folder / "project"), folder / "site")


# --- one JSON file -----------------------------------------------------------------------------------------------


def test_the_catalog_is_valid_by_its_schema(site: Path) -> None:
    schema = load(site / "data/catalog.schema.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(load(site / "data/catalog.json"))


def test_the_schema_refuses_what_is_no_catalog(complete: Path) -> None:
    validator = Draft202012Validator(load(complete / "data/catalog.schema.json"))

    def broken(change: Callable[[Any], object]) -> Any:
        catalog = load(complete / "data/catalog.json")
        change(catalog)
        return catalog

    changes: list[Callable[[Any], object]] = [
        lambda catalog: catalog.pop("cases"),
        lambda catalog: catalog["cases"][0].update(tittle="T"),
        lambda catalog: catalog["cases"][0].update(type="platform"),
        lambda catalog: catalog["cases"][0]["claims"][0].pop("evidence"),
        lambda catalog: catalog["cases"][0]["claims"][0].update(bound="perhaps"),
        lambda catalog: catalog["cases"][0]["claims"][0]["evidence"].update(standing="true"),
        lambda catalog: catalog["sources"][0].pop("title"),
        lambda catalog: catalog["sources"][0].update(issued="2020"),
    ]
    for change in changes:
        with pytest.raises(ValidationError):
            validator.validate(broken(change))


def test_the_catalog_holds_every_record_and_source_as_it_stands_beside_its_page(site: Path) -> None:
    catalog = load(site / "data/catalog.json")
    records = records_in(catalog)
    assert {record["address"] for record in records} == {f"{path.parent.relative_to(site)}/" for path in site.rglob("record.json")}
    for record in records:
        assert load(site / record["address"] / "record.json") == record
    # A catalog without sources has no list of them.
    listed = site / "api/v1/sources/index.json"
    assert listed.is_file() == ("sources" in catalog) == (site / "data/csv/sources.csv").is_file()
    if listed.is_file():
        assert all_items(site, listed) == catalog["sources"] != []


def test_a_record_says_what_is_computed_of_its_claims(complete: Path) -> None:
    case = load(complete / "cases/apples/record.json")
    assert (case["type"], case["kind"], case["address"]) == ("case", "live-sale", "cases/apples/")
    weight, turnover, no_fee = case["claims"]
    assert (weight["value"], weight["unit"], turnover["unit"]) == (53000, "kg", "CNY")
    # The weight comes from somebody who belongs to a party of the case.
    assert weight["evidence"] == {"sources": 2, "voices": 0, "standing": "self-reported"}
    assert turnover["evidence"] == {"sources": 1, "voices": 1, "standing": "one-voice"}
    assert set(no_fee["evidence"]) == {"sources", "voices", "standing"}
    assert "unit" not in no_fee
    sources = {source["id"]: source for source in load(complete / "data/catalog.json")["sources"]}
    assert sources["post2020"]["custom"]["claims"] == ["ann-smith/followers", "apples/weight", "apples/turnover"]


def test_evidence_is_that_of_the_catalog(real: Path) -> None:
    catalog = pipeline.check(WORLD).catalog.published()
    by_id = {record["id"]: record for record in records_in(load(real / "data/catalog.json"))}
    for entry in catalog:
        for claim, found in zip(entry.record.claims, by_id[entry.id].get("claims", []), strict=True):
            evidence = catalog.evidence(entry, claim)
            assert found["evidence"] == {"sources": len(evidence.sources), "voices": len(evidence.voices), "standing": evidence.mark.value}


# --- tables ------------------------------------------------------------------------------------------------------


def rows_of(site: Path, name: str) -> list[dict[str, str]]:
    with (site / f"data/csv/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def described(site: Path) -> dict[str, Any]:
    """The schemas of all tables, by their names, as the data package has them."""
    return {table["name"]: table["schema"] for table in load(site / "data/datapackage.json")["resources"]}


def columns(site: Path) -> Iterator[tuple[str, str, str]]:
    """(table, column, type) of every column."""
    return ((name, field["name"], field["type"]) for name, schema in described(site).items() for field in schema["fields"])


def test_every_table_is_a_file_and_in_the_database_and_described(site: Path) -> None:
    names = set(described(site))
    assert names == {path.stem for path in (site / "data/csv").iterdir()}
    with closing(opened(site)) as database:
        assert names == {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name, schema in described(site).items():
        with (site / f"data/csv/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in schema["fields"]]


def test_a_spreadsheet_sees_that_a_table_is_utf_8(site: Path) -> None:
    for path in (site / "data/csv").iterdir():
        content = path.read_bytes()
        assert content.startswith(codecs.BOM_UTF8)
        assert content.count(codecs.BOM_UTF8) == 1
        # Nothing else is a mark of another encoding, or an end of a line that a spreadsheet does not know.
        assert b"\r\n" in content and not content.decode("utf-8-sig").startswith("sep=")


def test_no_text_can_be_run_and_no_number_becomes_a_text(hostile: Path) -> None:
    assert [row["unit"] for row in rows_of(hostile, "claims")] == [f"'{text}" for text in HOSTILE_CELLS]
    assert [row["value"] for row in rows_of(hostile, "claims")] == ["-0.5", "-1.5", "-2.5", "-3.5", "-4.5", "-5.5", "-6.5"]
    assert rows_of(hostile, "cases")[0]["title"] == "'=1+1"
    assert rows_of(hostile, "records")[0]["aliases"] == "'@home"
    assert rows_of(hostile, "cases")[0]["summary"] == "'-2 apples"
    for table, column, type in columns(hostile):
        for row in rows_of(hostile, table):
            if type in ("number", "integer"):
                assert row[column] == "" or Decimal(row[column]) is not None
            else:
                assert not row[column].startswith(tuple(RISKY)), (table, column)


@pytest.mark.parametrize("start", list(RISKY))
def test_a_risky_start_is_neutralised(start: str) -> None:
    assert csv_tables.cell(f"{start}x") == f"'{start}x"
    assert csv_tables.cell(f"x{start}") == f"x{start}"


def test_numbers_are_written_out_with_all_their_digits() -> None:
    assert csv_tables.cell(Decimal("-5")) == "-5"
    assert csv_tables.cell(Decimal("5.30")) == "5.30"
    assert csv_tables.cell(Decimal("1E+20")) == "1" + "0" * 20
    assert (csv_tables.cell(True), csv_tables.cell(False), csv_tables.cell(None)) == ("true", "false", "")


def test_the_database_says_what_the_tables_say(site: Path) -> None:
    with closing(opened(site)) as database:
        for name, schema in described(site).items():
            stored = database.execute(f'SELECT * FROM "{name}"').fetchall()
            shown = [tuple(row.values()) for row in rows_of(site, name)]
            types = [field["type"] for field in schema["fields"]]
            assert sorted(tuple(map(as_cell, row, types)) for row in stored) == sorted(tuple(map(comparable, row, types)) for row in shown)


def as_cell(value: object, type: str) -> str:
    if value is None:
        return ""
    if type == "boolean":
        return "true" if value else "false"
    return str(Decimal(str(value)).normalize()) if type == "number" else str(value)


def comparable(cell: str, type: str) -> str:
    if type == "number" and cell:
        return str(Decimal(cell).normalize())
    return cell[1:] if re.match("'[=+@\t\r\n＝＋－＠-]", cell) else cell


def numbers(cells: Any) -> Any:
    """A cell as a number, several as numbers by their names; None as it is."""
    return {name: float(cell) for name, cell in cells.items()} if isinstance(cells, dict) else None if cells is None else float(cells)


def test_every_record_claim_and_event_is_in_the_tables(real: Path) -> None:
    catalog = load(real / "data/catalog.json")
    records = records_in(catalog)
    assert {row["id"] for row in rows_of(real, "records")} == {record["id"] for record in records}
    for kind in kinds_of(catalog):
        assert [row["id"] for row in rows_of(real, kind)] == [record["id"] for record in catalog[kind]]
    claims = {(record["id"], claim["id"]): claim for record in records for claim in record.get("claims", [])}
    found = {(row["record"], row["claim"]): row for row in rows_of(real, "claims")}
    assert set(found) == set(claims)
    for key, claim in claims.items():
        row = found[key]
        ends = {"from": row["value_from"], "to": row["value_to"]} if row["value_from"] else row["value"] or None
        assert numbers(ends) == claim.get("value")
        interval = {name: row[f"interval_{name}"] for name in ("low", "high", "level")} if row["interval_low"] else None
        assert numbers(interval) == claim.get("interval")
        assert (row["unit"] or None, row["bound"], row["as_of"] or None) == (
            claim.get("unit"),
            claim.get("bound", "exact" if "value" in claim else ""),
            claim.get("as_of"),
        )
        assert (int(row["sources"]), int(row["voices"]), row["standing"]) == tuple(claim["evidence"].values())
    cited = {(row["record"], row["claim"], row["source"], row["locator"]) for row in rows_of(real, "citations")}
    given = [(key, cite if isinstance(cite, str) else cite["source"]) for key, claim in claims.items() for cite in claim["cite"]]
    texts = {(*key, *re.fullmatch(r"([^\[]+)(?:\[(.+)\])?", cite).groups("")) for key, cite in given}  # type: ignore[union-attr]
    assert cited == texts
    assert len(rows_of(real, "events")) == sum(len(record.get("timeline", [])) for record in catalog["cases"])
    assert {(row["target"], row["role"]) for row in rows_of(real, "links") if (row["record"], row["field"]) == ("xigua-apples", "people")} == {
        ("song-xiaoying", "presenter"),
        ("xiaoying-xiaoping", "co-presenter"),
    }


def test_texts_in_the_tables_are_plain(real: Path) -> None:
    for table, column, _type in columns(real):
        for row in rows_of(real, table):
            assert not re.search(r"\[\[|\[@|\[#|<a ", row[column]), (table, column)


def test_dates_bring_their_first_and_last_day(complete: Path) -> None:
    case = next(row for row in rows_of(complete, "cases") if row["id"] == "apples")
    assert (case["period"], case["period_first"], case["period_last"]) == ("2020-02-29/2020-03-02", "2020-02-29", "2020-03-02")
    turnover = next(row for row in rows_of(complete, "claims") if row["claim"] == "turnover")
    assert (turnover["as_of"], turnover["as_of_first"], turnover["as_of_last"]) == ("2020-03", "2020-03-01", "2020-03-31")


@pytest.mark.parametrize("project", ["good/complete", "good/duplicate-claim", "good/harbours", ""])
def test_the_counts_on_the_page_are_those_of_the_rows(project: str, tmp_path: Path) -> None:
    root = copy_project(PROJECTS / project, tmp_path / "project") if project else ROOT
    public = Site(pipeline.check(root).catalog).public
    assert {table.name: table.count(public) for table in tables.tables(public)} == {name: len(found) for name, found in tables.rows(public).items()}


# --- the database ------------------------------------------------------------------------------------------------


def opened(site: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{site / 'data/catalog.sqlite'}?mode=ro&immutable=1", uri=True)


def test_the_database_is_sound_and_its_keys_hold(site: Path) -> None:
    with closing(opened(site)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, schema in described(site).items():
            keys = [row[1] for row in sorted(database.execute(f'PRAGMA table_info("{name}")'), key=lambda row: row[5]) if row[5]]
            assert keys == schema["primaryKey"]
        # records ← claims ← citations → sources
        if "citations" in described(site):
            assert {row[2] for row in database.execute("PRAGMA foreign_key_list(citations)")} == {"records", "claims", "sources"}
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.execute("DELETE FROM records")


def test_the_example_of_the_page_answers(real: Path, built_site: Path) -> None:
    page = (built_site / "data/index.html").read_text("utf-8")
    query = re.search(r"catalog\.sqlite &#34;(.+?)&#34;|catalog\.sqlite \"(.+?)\"", page, re.DOTALL)
    assert query
    with closing(opened(real)) as database:
        rows = database.execute((query[1] or query[2]).replace("&#39;", "'")).fetchall()
    assert ("An afternoon of apples", 3, 3) in rows


def test_two_databases_are_the_same_to_the_byte(complete: Path, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from casebook.publishing import pipeline; r = pipeline.run(Path(sys.argv[1])); "
    code += "[sys.stdout.buffer.write(f.content()) for f in r.files if f.address.endswith('.sqlite')]"
    found = []
    for name, zone, seed in (("a", "Asia/Shanghai", "1"), ("b/c", "America/New_York", "2")):
        root = copy_project(PROJECTS / "good/complete", tmp_path / name)
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        found.append(subprocess.run([sys.executable, "-c", code, str(root)], check=True, capture_output=True, env=environment).stdout)
    assert found[0] == found[1] == (complete / "data/catalog.sqlite").read_bytes()
    assert found[0].startswith(b"SQLite format 3\x00\x10\x00\x01\x01")  # pages of 4,096 bytes, no write-ahead log


# --- the data package --------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_data_package_is_valid(site: Path) -> None:
    report = frictionless.validate(str(site / "data/datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(list((site / "data/csv").iterdir())) > 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_data_package_of_hostile_texts_is_valid(hostile: Path) -> None:
    assert frictionless.validate(str(hostile / "data/datapackage.json")).flatten(["type", "note"]) == []
    values = frictionless.Package(str(hostile / "data/datapackage.json")).get_resource("claims").read_rows()
    assert [row["value"] for row in values][:2] == [Decimal("-0.5"), Decimal("-1.5")]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_data_package_knows_a_file_that_was_changed(complete: Path, tmp_path: Path) -> None:
    copy = copy_project(complete, tmp_path / "copy")
    path = copy / "data/csv/citations.csv"
    path.write_bytes(path.read_bytes().replace(b"post2020", b"nobody99"))
    found = {row[0] for row in frictionless.validate(str(copy / "data/datapackage.json")).flatten(["type"])}
    assert {"hash-count", "foreign-key"} <= found


# --- the API -----------------------------------------------------------------------------------------------------


def matching(document: Any, address: str) -> list[str]:
    """The paths of the description that a file's address has the form of."""
    return [path for path in document["paths"] if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)), f"/{address}")]


def schema_of(document: Any, path: str) -> Any:
    answer = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **answer, "components": document["components"]}


def check_api(site: Path) -> Any:
    """The description is valid, each of its paths is there, and every file is valid by it; gives the description."""
    document = load(site / "api/v1/openapi.json")
    OpenAPIV31SpecValidator(document).validate()
    files = [path.relative_to(site).as_posix() for path in site.rglob("*.json") if path.name not in ("datapackage.json", "sources.csl.json")]
    # What the site's own scripts load is no part of the API, nor is what editors load, nor answers of another standard (oEmbed).
    ours = ("search-index/", "contribute/", "schema/", "embed/")
    others = (".csl.json", ".schema.json", "/preview.json", "/compared.json")
    files = [name for name in files if not name.endswith(others) and not name.startswith(ours)]
    met = set()
    for name in files:
        (path,) = matching(document, name)
        met.add(path)
        Draft202012Validator(schema_of(document, path)).validate(load(site / name))
    empty = {f"/{kind.address}/{{id}}/record.json" for kind in KINDS}
    assert set(document["paths"]) - met <= empty
    return document


def test_the_description_of_the_api_is_that_of_the_files(site: Path) -> None:
    check_api(site)


def follow(site: Path, origin: str, link: str) -> Path:
    """The file that a link in a file leads to; a page is its index.html, which the exports alone do not have."""
    if link.startswith(URL):
        return site / link.removeprefix(URL)
    assert "://" not in link
    return Path(os.path.normpath(site / Path(origin).parent / link))


def all_items(site: Path, path: Path) -> list[Any]:
    """The items of a list, those of its further pages too."""
    page = load(path)
    following = all_items(site, follow(site, path.relative_to(site).as_posix(), page["next"])) if "next" in page else []
    return [*page["items"], *following]


def test_everything_is_found_from_the_entrance(site: Path) -> None:
    entrance = load(site / "api/v1/index.json")
    for name in ("openapi", "catalog", "schema", "changes"):
        assert follow(site, "api/v1/index.json", entrance[name]).is_file()
    found = set()
    for one in entrance["lists"]:
        where = follow(site, "api/v1/index.json", one["index"])
        items = all_items(site, where)
        assert len(items) == one["count"]
        for item in items:
            if one["name"] != "sources":
                data = follow(site, where.relative_to(site).as_posix(), item["data"])
                assert load(data)["id"] == item["id"]
                found.add(data)
    assert found == set(site.rglob("record.json"))


def test_long_lists_are_cut_into_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(api, "LIST_LENGTH", 4)
    site = written(WORLD, tmp_path)
    document = check_api(site)
    assert "/api/v1/cases/index-{page}.json" in document["paths"]
    count = sum(1 for _path in (site / "cases").rglob("record.json"))
    assert count > 8
    name, seen, pages = "api/v1/cases/index.json", [], 0
    previous = None
    while name:
        page = load(site / name)
        pages += 1
        assert (page["page"], page["pages"], page["count"]) == (pages, -(-count // 4), count)
        assert len(page["items"]) <= 4
        assert ("previous" in page) == (previous is not None)
        seen += [item["id"] for item in page["items"]]
        previous = name
        name = follow(site, name, page["next"]).relative_to(site).as_posix() if "next" in page else ""
    assert sorted(seen) == sorted(path.parent.name for path in (site / "cases").rglob("record.json"))


# --- what is new -------------------------------------------------------------------------------------------------


def git(root: Path, day: str, *arguments: str) -> None:
    moment = f"{day}T12:00:00+0000"
    environment = {**os.environ, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment}
    command = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, check=True, capture_output=True, env=environment)


def commit(root: Path, day: str) -> None:
    git(root, day, "add", ".")
    git(root, day, "commit", "-qm", "A change")


@pytest.fixture
def grown(project: Project) -> Path:
    """A catalog with a past: everything came in one day; a case changed; another moved to a new id; a topic was taken out and put back."""
    root = with_mkdocs(project("good/complete"))
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + f"site_url: {URL}\nsite_description: Apples & pears.\n")
    (root / "cases/quinces.yml").write_text("title: Quinces\nsummary: They sold quinces.\ntopics: [live-commerce]\n")
    git(root, "2020-01-01", "init", "-q")
    commit(root, "2020-01-01")
    (root / "cases/apples.yml").write_text((root / "cases/apples.yml").read_text() + "# one more line\n")
    commit(root, "2021-02-02")
    (root / "cases/quinces.yml").rename(root / "cases/quince-sale.yml")
    (root / "cases/quince-sale.yml").write_text((root / "cases/quince-sale.yml").read_text() + "formerly: [quinces]\n")
    commit(root, "2022-03-03")
    topic = (root / "cases/topics/live-commerce.yml").read_text()
    (root / "cases/topics/live-commerce.yml").unlink()
    commit(root, "2022-04-04")
    (root / "cases/topics/live-commerce.yml").write_text(topic)
    commit(root, "2022-05-05")
    return root


def test_git_knows_when_a_file_first_came_in(grown: Path) -> None:
    known = history.read(grown, "cases")
    assert (known.added["cases/apples.yml"], known.changed["cases/apples.yml"]) == ("2020-01-01", "2021-02-02")
    assert (known.added["cases/topics/live-commerce.yml"], known.changed["cases/topics/live-commerce.yml"]) == ("2020-01-01", "2022-05-05")
    assert known.added["cases/quince-sale.yml"] == "2022-03-03"


def test_one_log_tells_it_all_and_another_what_of_the_gone_was_published(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, run = [], history._git
    monkeypatch.setattr(history, "_git", lambda root, *arguments: (calls.append(arguments[0]), run(root, *arguments))[1])
    history.read(grown, "cases")
    assert calls.count("log") == 2


def test_changes_come_latest_first(grown: Path, tmp_path: Path) -> None:
    changes = load(written(grown, tmp_path / "out", URL) / "data/changes.json")
    days = [record["changed"] for record in changes["records"]]
    assert days == sorted(days, reverse=True)
    by_id = {record["id"]: record for record in changes["records"]}
    assert by_id["apples"] == {
        "type": "case",
        "id": "apples",
        "title": "An afternoon of apples",
        "address": "cases/apples/",
        "data": "cases/apples/record.json",
        "added": "2020-01-01",
        "changed": "2021-02-02",
    }
    # The case is the same under its new id.
    assert (by_id["quince-sale"]["added"], by_id["quince-sale"]["changed"]) == ("2020-01-01", "2022-03-03")
    assert "draft-plums" not in by_id
    (correction,) = changes["corrections"]
    assert (correction["record"], correction["on"], correction["was"]) == ("apples", "2020-04-01", "52,000")


def test_without_git_nothing_is_known_to_have_changed(complete: Path, bare: Path) -> None:
    assert load(complete / "data/changes.json")["records"] == []
    assert len(load(complete / "data/changes.json")["corrections"]) == 1
    assert load(bare / "data/changes.json") == {"records": [], "corrections": []}
    assert [path.relative_to(complete).as_posix() for path in complete.rglob("feed.xml")] == ["corrections/feed.xml"]
    assert list(bare.rglob("feed.xml")) == []


def read_feed(path: Path) -> Any:
    found = feedparser.parse(path.read_text("utf-8"), sanitize_html=False)
    assert found.bozo is False, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.id and found.feed.title and found.feed.updated_parsed and found.feed.author
    ids = [entry.id for entry in found.entries]
    assert len(ids) == len(set(ids))
    for entry in found.entries:
        assert entry.title and entry.updated_parsed and entry.link and entry.summary
    moments = [entry.updated for entry in found.entries]
    assert moments == sorted(moments, reverse=True)
    return found


def test_every_feed_is_one(site: Path) -> None:
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("feed.xml"))
    has_corrections = any(record.get("corrections") or record.get("claims") for record in records_in(load(site / "data/catalog.json")))
    feeds_by_id = {read_feed(site / path).feed.id for path in paths}
    assert len(feeds_by_id) == len(paths)
    expected = [record["address"] for kind in ("platform", "topic") for record in load(site / "data/catalog.json")[KINDS[kind].address]]
    corrections = {"corrections/feed.xml"} if has_corrections else set()
    # Without Git nobody knows when a record came in, and only corrections have days.
    has_days = bool(load(site / "data/changes.json")["records"])
    assert set(paths) == {*corrections, *(("feed.xml", *(f"{address}feed.xml" for address in expected)) if has_days else ())}


def test_a_feed_brings_the_latest_first_with_addresses_of_the_web(grown: Path, tmp_path: Path) -> None:
    site = written(grown, tmp_path / "out", URL)
    found = read_feed(site / "feed.xml")
    assert [entry.link for entry in found.entries] == [f"{URL}cases/quince-sale/", f"{URL}cases/apples/", f"{URL}cases/pears/"]
    assert (found.entries[1].published, found.entries[1].updated) == ("2020-01-01T00:00:00Z", "2021-02-02T00:00:00Z")
    assert found.entries[1].summary == "Ann Smith sold more than 53,000 kg of apples on Orchard TV."
    assert [link.href for link in found.feed.links] == [f"{URL}feed.xml", URL]
    topic = read_feed(site / "topics/live-commerce/feed.xml")
    assert [entry.link for entry in topic.entries] == [f"{URL}cases/quince-sale/", f"{URL}cases/apples/", f"{URL}cases/pears/"]
    assert [link.href for link in topic.feed.links] == [f"{URL}topics/live-commerce/feed.xml", f"{URL}topics/live-commerce/"]
    assert [entry.link for entry in read_feed(site / "platforms/orchard-tv/feed.xml").entries] == [f"{URL}cases/apples/"]


def test_a_feed_has_an_end(grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert feeds.MOST == 30
    monkeypatch.setattr(feeds, "MOST", 2)
    site = written(grown, tmp_path / "out", URL)
    assert [entry.link for entry in read_feed(site / "feed.xml").entries] == [f"{URL}cases/quince-sale/", f"{URL}cases/apples/"]


def heads(page: Path) -> list[dict[str, str]]:
    """The link elements of a page."""
    found = re.findall(r"<link\b([^>]*)>", page.read_text("utf-8"))
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', attributes)) for attributes in found]


def test_readers_find_the_feeds_and_the_twins(grown: Path) -> None:
    site = build.build(grown)

    def linked(address: str, type: str) -> list[str]:
        links = heads(site / address / "index.html")
        return [link["href"] for link in links if link.get("rel", "").split() == ["alternate"] and link.get("type") == type]

    assert linked("", "application/atom+xml") == ["./feed.xml"] or linked("", "application/atom+xml") == ["feed.xml"]
    assert linked("cases/apples", "application/atom+xml") == ["../../feed.xml"]
    assert linked("topics/live-commerce", "application/atom+xml") == ["../../feed.xml", "feed.xml"]
    assert linked("platforms/orchard-tv", "application/atom+xml") == ["../../feed.xml", "feed.xml"]
    assert linked("cases/apples", "text/markdown") == ["index.md"]
    assert linked("data", "text/markdown") == []
    assert any(link.get("rel") == "describedby" and link["href"] == "record.json" for link in heads(site / "cases/apples/index.html"))
    for page in site.rglob("index.html"):
        for link in heads(page):
            if link.get("rel", "").strip() in ("alternate", "describedby") and "://" not in link["href"]:
                assert (page.parent / link["href"]).is_file(), (page, link)


def test_the_sitemap_has_every_page_with_its_true_day(grown: Path) -> None:
    site = build.build(grown)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    rows = ElementTree.parse(site / "sitemap.xml").getroot().findall("s:url", names)
    days = {row.findtext("s:loc", "", names): row.findtext("s:lastmod", None, names) for row in rows}
    assert len(days) == len(rows)
    assert days[f"{URL}cases/apples/"] == "2021-02-02"
    assert days[f"{URL}cases/quince-sale/"] == "2022-03-03"
    assert days[URL] == "2020-01-01"  # docs/index.md
    assert days[f"{URL}sources/post2020/"] == "2020-01-01"
    assert days[f"{URL}data/"] is None
    assert all(address.startswith(URL) for address in days)
    # The pages of the site but those that only lead on, the pages for frames and the page for what is not there.
    pages = {path for path in site.rglob("index.html") if "assets/casebook/moved.js" not in path.read_text("utf-8")}
    pages -= {path for path in pages if path.is_relative_to(site / "embed")}
    assert {site / address.removeprefix(URL) / "index.html" for address in days} == pages
    assert not any("plums" in address for address in days)


def test_robots_may_read_everything_and_find_the_sitemap(complete: Path, bare: Path) -> None:
    assert (complete / "robots.txt").read_text() == f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n"
    assert (bare / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_a_projects_own_file_comes_first(project: Project) -> None:
    root = with_mkdocs(project("good/complete"))
    (root / "docs/robots.txt").write_text("User-agent: *\nDisallow: /\n")
    assert (build.build(root) / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


# --- plain text --------------------------------------------------------------------------------------------------


def links_of(text: str) -> list[str]:
    """The destinations of all links, as a CommonMark parser finds them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [str(child.attrs["href"]) for token in tokens for child in token.children or () if child.type == "link_open"]


def test_llms_txt_has_its_form_and_its_links_lead_somewhere(complete: Path, bare: Path, built_site: Path) -> None:
    text = (complete / "llms.txt").read_text("utf-8")
    assert text.startswith("# A Catalog\n\n> Apples & pears.\n\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[:2] == ["Cases", "Platforms"]
    assert f"- [An afternoon of apples]({URL}cases/apples/index.md): Ann Smith sold" in text
    assert (bare / "llms.txt").read_text("utf-8").startswith("# A Catalog\n\n> Apples & pears.\n\n")
    found = links_of((built_site / "llms.txt").read_text("utf-8"))
    assert len(found) > 100
    for link in found:
        assert (built_site / link / "index.html" if link.endswith("/") else built_site / link).is_file(), link


def test_every_record_has_its_twin_and_every_link_in_it_leads_somewhere(built_site: Path) -> None:
    twins = sorted(built_site.rglob("index.md"))
    assert [twin.parent for twin in twins] == sorted(path.parent for path in built_site.rglob("record.json"))
    for twin in twins:
        text = twin.read_text("utf-8")
        # A title may begin with a tag, and be a link.
        assert not re.search(r"\[\[|\[@|\[#[a-z0-9/-]+\](?!\()", text), twin
        for link in links_of(text):
            if "://" not in link:
                path, _, anchor = link.partition("#")
                target = Path(os.path.normpath(twin.parent / path))
                file = target if target.suffix else target / "index.html"
                assert file.is_file(), (twin, link)
                assert not anchor or f'id="{anchor}"' in file.read_text("utf-8"), (twin, link)


def test_a_twin_says_what_the_page_says(complete: Path) -> None:
    text = (complete / "cases/apples/index.md").read_text("utf-8")
    assert text.startswith(
        "# An afternoon of apples\n\n苹果的下午\n\n[Ann Smith](../../people/ann-smith/index.md) sold [more than 53,000 kg](./#weight) ("
    )
    assert "- Platforms: [Orchard TV](../../platforms/orchard-tv/index.md) (host)\n" in text
    heads = [
        "The situation",
        "What they did",
        "What came of it",
        "What to take from it",
        "Figures",
        "Statements",
        "Notes",
        "Timeline",
        "Related cases",
    ]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[: len(heads)] == heads
    assert "| [Weight sold](../../measures/weight/index.md) | more than 53,000 kg; 53 t | 2 March 2020 | one live room, counted by [" in text
    assert "[Smith 2020](../../sources/smith2020apples/), p. 3; p. 5" in text
    assert "- **29 February 2020**: The first day. ([" in text
    assert "“52,000” → “more than 53,000”. A truck was forgotten." in text
    assert "## References\n\n- " in text


def test_a_twin_is_markdown_whatever_stands_in_its_texts(write: Callable[[dict[str, str]], Path]) -> None:
    head = "title: Sums\nsummary: 'Most (P < 0.001) came for [#bags]: a third.'\ntext: |\n  In [#bags]: a `{third}`, and <b>.\n\n  - One.\n"
    figure, statement = "{id: bags, measure: weight, value: 5, origin: smith, cite: a}", "{id: all, statement: All sold., origin: smith, cite: a}"
    claims = f"claims:\n  - {figure}\n  - {statement}\n"
    more = {
        "cases/measures/weight.yml": "name: Weight\nsummary: W.\nunit: kg\n",
        "cases/people/smith.yml": "name: Ann Smith\nsummary: S.\n",
        "cases/references.bib": "@misc{a,\n  author = {Smith, Ann},\n  title = {A},\n  date = {2020}\n}\n",
    }
    site = Site(pipeline.check(write({"cases/sums.yml": head + claims, **more})).catalog)
    text = markdown.record(site, site.catalog.entries["sums"])
    figure = "[5](./#bags) ([Smith 2020](../../sources/a/))"
    assert f"Most (P &lt; 0.001) came for {figure}: a third.\n" in text
    assert f"In {figure}: a `{{third}}`, and &lt;b>.\n\n-   One.\n" in text
    assert "All sold. (attributed; [Smith 2020](../../sources/a/); said by [Ann Smith](../../people/smith/index.md))" in text
    assert "figure from [Ann Smith]" in text
    assert "<" not in text.replace("<https", "")


def test_an_export_of_all_pages_hangs_together() -> None:
    site = Site(pipeline.check(WORLD).catalog.published())
    files = {f"{entry.address}index.md": markdown.record(site, entry, everything=True) for entry in site.catalog}
    files |= {f"sources/{key}/index.md": markdown.source(site, reference) for key, reference in site.catalog.references.items()}
    files |= {f"{kind.address}/index.md": markdown.records(site, kind) for kind in site.catalog.listed_kinds}
    files |= {"sources/index.md": markdown.sources(site)}
    for name, text in files.items():
        for link in links_of(text):
            if "://" not in link:
                path, _, anchor = link.partition("#")
                target = os.path.normpath(f"{Path(name).parent}/{path}") if path else name
                assert target in files, (name, link)
                assert not anchor or f'<a id="{anchor}"></a>' in files[target], (name, link)
    for page in site.catalog.docs:
        assert not re.search(r"\[\[[a-z]|\[@[a-z]", re.sub(r"`[^`]*`|^```.*?^```", "", markdown.docs(site, page), flags=re.MULTILINE | re.DOTALL))


EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "admonition"]


TAGS = set("h1 h2 h3 h4 h5 h6 p a ul ol li em strong code pre table thead tbody tr th td hr br span blockquote".split())


class Tags(HTMLParser):
    """The elements of a piece of HTML with their attributes, and its texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_no_engine_finds_anything_to_run_in_a_twin(project: Project) -> None:
    catalog: Catalog = pipeline.check(project("bad/inert-markup")).catalog
    site = Site(catalog)
    assert len(catalog.entries) > 1
    for entry in catalog:
        for everything in (False, True):
            text = markdown.record(site, entry, everything=everything)
            for html in (
                MarkdownIt("commonmark", {"html": True}).enable("table").render(text),
                python_markdown.markdown(text, extensions=EXTENSIONS),
            ):
                found = Tags(html)
                assert {tag for tag, _ in found.all} <= TAGS
                for tag, attributes in found.all:
                    assert set(attributes) <= {"href", "id", "title", "lang", "style", "rel", "class", "role", "start"}, (tag, attributes)
                    assert not re.match(r"(?!https?:|mailto:)[^/]*:", attributes.get("href") or "", re.IGNORECASE)
                assert "alert(1)" in "".join(found.texts) or "alert" not in text


def test_what_is_typed_in_a_word_reads_the_same_in_every_engine(write: Callable[[dict[str, str]], Path]) -> None:
    typed = "$5*2*3 = 30 of 2*3*4 boxes, __init__, un*frigging*believable"
    fields = f'title: Sums\nsummary: "{typed}"\ntext: |\n  {typed} and *so* on.\n'
    site = Site(pipeline.check(write({"cases/sums.yml": fields})).catalog)
    text = markdown.record(site, site.catalog.entries["sums"])
    for html in (MarkdownIt("commonmark", {"html": True}).render(text), python_markdown.markdown(text, extensions=EXTENSIONS)):
        found = "".join(Tags(html).texts)
        assert found.count(typed) == 2, html
        assert "and so on." in found


# --- drafts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drafts", [False, True])
def test_drafts_are_in_nothing_that_can_be_taken_away(project: Project, tmp_path: Path, drafts: bool) -> None:
    root = project("good/complete")
    (root / "cases/topics/secret-topic.yml").write_text("name: Secret topic\nsummary: Not yet.\nstatus: draft\n")
    site = written(root, tmp_path / "out", drafts=drafts)
    for path in site.rglob("*"):
        # While drafts are previewed, their own pages have what stands beside them; published pages do not name them.
        if path.is_file() and not (drafts and path.parent.name in ("draft-plums", "secret-topic")):
            content = path.read_bytes()
            if drafts and path.name == "index.md" and path.parent.name == "live-commerce":
                continue
            assert b"draft-plums" not in content and b"Plums" not in content, path
            assert b"secret-topic" not in content and b"Secret topic" not in content, path
    assert (site / "cases/draft-plums").exists() == drafts
    assert not (site / "topics/secret-topic/feed.xml").exists()


def test_a_preview_with_drafts_counts_what_is_public(project: Project) -> None:
    result = pipeline.run(project("good/complete"), Settings(drafts=True))
    page = next(page for page in result.pages if page.address == "data/")
    html = Renderer(result.site).render(page).html
    assert re.search(r'<span class="cb-value">2</span><span class="cb-what">cases</span>', html)
    assert any(entry.is_draft for entry in result.site.catalog)


# --- costs -------------------------------------------------------------------------------------------------------


def test_shared_work_is_done_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    make = tables.rows
    monkeypatch.setattr(tables, "rows", lambda site: (calls.append("rows"), make(site))[1])
    result = pipeline.run(project("good/complete"))
    for item in result.files:
        item.content()
    assert calls == ["rows"]
    assert len({item.address for item in result.files}) == len(result.files)
    assert exports.modules()
