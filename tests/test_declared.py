"""What a project declares, from its declaration to everything that shows it: model, schema, field reference, skeleton, pages, twins, data."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import frictionless
import pytest
from casebook.cli import main
from casebook.publishing import build, pipeline
from casebook.views import facets, related
from casebook.views.here import Here
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from selectolax.lexbor import LexborHTMLParser

from tests.records.worlds import EVERYTHING
from tests.voyages import FILES

FIELDS = {
    **{name: str(name) for name in ("sort", "weathers", "sailed", "sightings", "port", "calls", "ship", "crew", "logbook", "flags", "cargo")},
    **{name: str(name) for name in ("remarks", "account", "miles", "depths", "insured", "scan", "scans", "days", "orders", "chores", "likened")},
}


def written(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("voyages"), FILES)


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The built site: the audit has followed every link in it."""
    return build.build(project, project / "site")


def run(root: Path, *arguments: str) -> str:
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def shown(site: Path, address: str) -> str:
    """What a page says, as its text, one part a line."""
    html = (site / address / "index.html").read_text("utf-8").partition("<article")[2].partition(">")[2].partition('<footer class="md-footer')[0]
    html = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", "", html)
    html = re.sub(r"</(?:p|li|h\d|dt|dd|tr|td|th|div)>", "\n", html)
    lines = (" ".join(unescape(re.sub(r"<[^>]+>", "", line)).replace("\N{NO-BREAK SPACE}", " ").split()) for line in html.splitlines())
    return "\n".join(["", *filter(None, lines), ""])


def rows(site: Path, table: str) -> list[dict[str, str]]:
    with (site / f"data/csv/{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def load(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text("utf-8"))


# --- every type of field ---------------------------------------------------------------------------------------


def test_a_declared_field_is_in_the_schema_the_field_reference_and_the_skeleton(project: Path, site: Path, tmp_path: Path) -> None:
    copy = written(tmp_path, {path: text for path, text in FILES.items() if path.startswith(("cases/", "mkdocs.yml"))})
    schema = json.loads(run(copy, "schema"))
    assert set(FIELDS) <= set(schema["properties"])
    assert schema["required"] == ["title", "port"]
    assert schema["properties"]["miles"]["description"] == "How far it went."
    reference = shown(site, "fields/")
    run(copy, "new", "voyage", "brand-new")
    skeleton = (copy / "cases/brand-new.yml").read_text("utf-8")
    for name in FIELDS:
        assert f"\n{name}\n" in reference or f"\n{name} required\n" in reference
        assert re.search(rf"^(# )?{name}:", skeleton, re.MULTILINE)
    assert "\nmiles\nHow far it went.\nmiles: 1200.5\n" in reference
    assert "# How far it went.\n# miles: 1200.5\n" in skeleton
    assert "# story:\n#   departure: |\n#     What came before the first day.\n" in skeleton
    # What can be declared is described beside it.
    assert all(f"\n{name} " in reference for name in ("A kind of records", "A field of a kind", "A trait of a kind", "A facet of a kind"))


def test_the_field_reference_has_every_value_of_bounds_and_vocabularies(site: Path) -> None:
    reference = shown(site, "fields/")
    assert "One of: exact, about, nearly, more-than, less-than, up-to." in reference
    html = (site / "fields/index.html").read_text("utf-8")
    lists = re.findall(r'One of: <a href="#(vocabulary-[^"]+)"', html)
    assert "vocabulary-weathers" in lists
    assert all(f'id="{anchor}"' in html for anchor in lists)
    assert "\nfog\nfog word\nD.\n" in reference


FACTS = {
    "Port": "The inner bay, The bay",
    "Calls": "Dover Dower\nHeron",
    "flagship": "Heron",
    "Crew": "Gull, escort word\nDover Dower, supplier word",
    "Weathers": "fog word\ngale word",
    "Sailed": "May 1901",
    "Sightings": "June 1901\n2 July 1901",
    "Logbook": "The town archive",
    "Flags": "red\nwhite",
    "Cargo": "Salt in sacks for Dover.",
    "Remarks": "Slow but sure.\nWet, said Heron.",
    "Miles": "1,200.5",
    "Depths": "12\n13.5",
    "Insured": "no",
    "Scan": "https://example.org/log",
    "Scans": "https://example.org/2\nhttps://example.org/3",
}
PARTS = {
    "How it began": "They loaded salt.",
    "How it ended": "12 tons1 came home.",
    "Account": "They left at dawn.2",
    "More about it": "It was a long way.1\nAnd it rained in the inner bay.",
    "Days: 2 events": "2 May 1901 They left.\n9 May 1901 They came back.",
    "Orders": "All hands on deck.1 Heron · Dover\nThe deck is washed.",
    "Chores": "Ropes are tarred.",
    "Read next": "The tin run much like: The same sea.",
}


@pytest.mark.parametrize(("label", "values"), [*FACTS.items(), *PARTS.items()])
def test_the_page_shows_a_field_of_every_type(label: str, values: str, site: Path) -> None:
    assert f"\n{label}\n{values}\n" in shown(site, "voyages/salt-run/")


TWIN = [
    "# The salt run\n\nDie Salzfahrt · 鹽之旅\n\nThey carried salt. ([Gull 1901](../../sources/log1901/))\n",
    "- Sort: trade word\n",
    "- Weathers: fog word; gale word\n",
    "- Sailed: May 1901\n",
    "- Sightings: June 1901; 2 July 1901\n",
    "- Port: [The inner bay](../../ports/aml.t0051.000/index.md)\n",
    "- Calls: [Dover](../../ports/dover/index.md); [Heron](../../fleet/heron/index.md)\n",
    "- Ship: [Heron](../../fleet/heron/index.md) (flagship)\n",
    "- Crew: [Gull](../../fleet/gull/index.md) (escort word); [Dover](../../ports/dover/index.md) (supplier word)\n",
    "- Flags: red; white\n",
    "- Remarks: Slow but sure.; Wet, said [Heron](../../fleet/heron/index.md).\n",
    "- Miles: 1,200.5\n",
    "- Insured: no\n",
    "## How it began\n\nThey loaded salt.\n",
    "## Account\n\nThey left at dawn. ([Tern 1902](../../sources/diary1902/))\n",
    "## More about it\n\nIt was a *long* way. ([Gull 1901](../../sources/log1901/), p. 2)\n\nAnd it rained in "
    "[the inner bay](../../ports/aml.t0051.000/index.md).\n",
    "## Days\n\n- **2 May 1901**: They left.\n- **9 May 1901**: They came back.\n",
    "1. All hands on deck. ([Gull 1901](../../sources/log1901/), p. 5) ([Heron](../../fleet/heron/index.md); [Dover](../../ports/dover/index.md))\n"
    "2. The deck is washed.\n",
    "## Chores\n\n1. Ropes are tarred.\n",
    "## Likened\n\n- [The tin run](../../voyages/tin-run/index.md) (much like): The same sea.\n",
    "## Sources of the whole\n\n- [Gull 1901](../../sources/log1901/), p. 1\n- [Tern 1902](../../sources/diary1902/)\n",
]


@pytest.mark.parametrize("part", TWIN)
def test_the_twin_shows_a_field_of_every_type(part: str, site: Path) -> None:
    assert part in (site / "voyages/salt-run/index.md").read_text("utf-8")


def test_the_twin_has_what_happened_in_the_order_of_the_declaration(site: Path) -> None:
    heads = re.findall(r"^## (.+)$", (site / "voyages/salt-run/index.md").read_text("utf-8"), re.MULTILINE)
    assert [head for head in heads if head in ("Days", "Orders", "Chores", "Likened")] == ["Days", "Orders", "Chores", "Likened"]


def test_tables_hold_every_value(site: Path) -> None:
    salt, tea, tin = rows(site, "voyages")
    assert salt == {
        "id": "salt-run",
        "title": "The salt run",
        "title_de": "Die Salzfahrt",
        "title_zh_hant": "鹽之旅",
        "sort": "trade",
        "sailed": "1901-05",
        "sailed_first": "1901-05-01",
        "sailed_last": "1901-05-31",
        "port": "aml.t0051.000",
        "logbook": "The town archive",
        "miles": "1200.5",
        "insured": "false",
        "scan": "https://example.org/log",
        "weathers": "fog; gale",
        "sightings": "1901-06; 1901-07-02",
        "flags": "red; white",
        "remarks": "Slow but sure.; Wet, said Heron.",
        "depths": "12; 13.5",
        "scans": "https://example.org/2; https://example.org/3",
        "summary": "They carried salt.",
        "cargo": "Salt in sacks for Dover.",
        "account": "They left at dawn.",
        "text": "It was a long way. And it rained in the inner bay.",
    }
    assert {name: value for name, value in tin.items() if value} == {"id": "tin-run", "title": "The tin run", "port": "aml.t0051"}
    assert tea["insured"] == "true"
    links = [tuple(row.values()) for row in rows(site, "links") if row["record"] == "salt-run"]
    assert links == [
        ("salt-run", "port", "1", "", "aml.t0051.000", ""),
        ("salt-run", "calls", "1", "", "dover", ""),
        ("salt-run", "calls", "2", "", "heron", ""),
        ("salt-run", "ship", "1", "", "heron", "flagship"),
        ("salt-run", "crew", "1", "", "gull", "escort"),
        ("salt-run", "crew", "2", "", "dover", "supplier"),
        ("salt-run", "orders", "1", "1", "heron", ""),
        ("salt-run", "orders", "2", "1", "dover", ""),
        ("salt-run", "likened", "1", "", "tin-run", "like"),
    ]
    assert [tuple(row.values()) for row in rows(site, "steps")] == [
        ("salt-run", "orders", "1", "All hands on deck."),
        ("salt-run", "orders", "2", "The deck is washed."),
        ("salt-run", "chores", "1", "Ropes are tarred."),
    ]
    assert [row["date"] for row in rows(site, "events")] == ["1901-05-02", "1901-05-09"]
    whole = [(row["record"], row["source"], row["locator"]) for row in rows(site, "mentions") if row["part"].startswith("cite")]
    assert whole == [("heron", "log1901", "p. 4"), ("salt-run", "log1901", "p. 1"), ("salt-run", "diary1902", ""), ("tons", "log1901", "p. 7")]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_tables_are_a_valid_data_package_and_a_sound_database(site: Path) -> None:
    assert frictionless.validate(str(site / "data/datapackage.json")).flatten(["type", "note"]) == []
    with closing(sqlite3.connect(site / "data/catalog.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT insured, miles FROM voyages ORDER BY id").fetchall() == [(0, 1200.5), (1, None), (None, None)]


def test_the_json_holds_what_was_written_and_is_valid_by_its_schema(site: Path) -> None:
    catalog, schema = load(site, "data/catalog.json"), load(site, "data/catalog.schema.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(catalog)
    salt, tea, tin = catalog["voyages"]
    assert salt == load(site, "voyages/salt-run/record.json")
    assert set(FIELDS) | {"title_de", "title_zh_hant", "text", "cite", "story", "claims"} <= set(salt)
    assert (salt["insured"], tea["insured"], "insured" in tin) == (False, True, False)
    assert salt["cite"] == ["log1901[p. 1]", "diary1902"]
    assert salt["orders"] == [{"text": "All hands on deck. [@log1901, p. 5]", "records": ["heron", "dover"]}, {"text": "The deck is washed."}]
    assert set(tin) == {"type", "id", "address", "version", "title", "port"}
    OpenAPIV31SpecValidator(load(site, "api/v1/openapi.json")).validate()


def test_heads_say_it_in_the_words_of_schema_org(site: Path) -> None:
    def data(address: str) -> Any:
        return json.loads(re.search(r'(?s)ld\+json">(.*?)</script>', (site / address / "index.html").read_text("utf-8"))[1])  # type: ignore[index]

    salt = data("voyages/salt-run/")
    assert (salt["@type"], salt["departureTime"], salt["itinerary"]) == ("Trip", "1901-05", "Salt in sacks for Dover.")
    assert salt["alternateName"] == ["Die Salzfahrt", "鹽之旅"]
    assert [source["name"] for source in salt["citation"]] == ["The Log", "A Diary"]
    assert data("ports/aml.t0051.000/")["isPartOf"]["url"] == "https://voyages.example/ports/aml.t0051/"


def test_search_and_relations_follow_the_declared_facets(project: Path) -> None:
    site = pipeline.run(project).site
    catalog = site.catalog
    assert facets.facet_labels(site) == {"kind": "Kind", "port": "Port", "ship": "Ship", "year": "Year", "evidence": "Evidence"}
    found = [(value.facet, value.id) for value in facets.facets_of(site, catalog.entries["salt-run"])]
    assert found == [("port", "aml.t0051"), ("ship", "heron"), ("year", "1901"), ("evidence", "self-reported")]
    tea = catalog.entries["tea-run"]
    assert [(item.thread.id, item.before and item.before.id, item.after) for item in related.neighbours(catalog, tea)] == [
        ("heron", "salt-run", None)
    ]
    assert [(item.case.id, [thing.id for thing in item.shared]) for item in related.related(catalog, tea, set())] == [
        ("salt-run", ["dover", "heron"])
    ]


def test_what_mentions_a_record_says_why_and_names_its_field_where_that_does_not_say_it(site: Path) -> None:
    heron = shown(site, "fleet/heron/")
    assert "\nThe salt run Die Salzfahrt 鹽之旅 flagship; source of 1 figure\n1901 trade word\n12 tons Burden\nself-reported\n" in heron
    assert "\nThe salt run Die Salzfahrt 鹽之旅 trade word · May 1901; mentioned in remarks\n" in heron
    assert "\nOwner\nHeron\n" in shown(site, "fleet/gull/")
    assert "left from The inner bay" in shown(site, "ports/aml.t0051.000/")


def test_the_table_of_the_list_has_no_column_that_is_always_empty(site: Path) -> None:
    html = (site / "voyages/index.html").read_text("utf-8").partition('<table class="cb-figures cb-cases"')[2].partition("</table>")[0]
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", html)
    assert heads == ["Voyage", "Sort", "When", "Calls", "Ship", "Crew", "Figures", "With an independent voice"]


# --- what every record may have --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "text", "whole"),
    [
        ("voyages/salt-run/", "More about it\nIt was a long way.", "Sources of the whole:1,2"),
        ("fleet/heron/", "More about it\nIt was built of oak.", "Sources of the whole:2"),
        ("measures/tons/", "More about it\nAn old unit.", "Sources of the whole:2"),
    ],
)
def test_any_record_may_have_a_text_and_sources_as_a_whole(address: str, text: str, whole: str, site: Path) -> None:
    page = shown(site, address)
    assert f"\n{text}" in page
    assert f"\n{whole}\n" in page
    assert "as a whole, p. " in page.partition("\nReferences\n")[2]
    source = shown(site, "sources/log1901/")
    for label in ("The salt run", "Heron", "Burden"):
        assert label in source


def test_a_measure_shows_its_summary_and_its_own_claims(site: Path) -> None:
    page = shown(site, "measures/tons/")
    assert "\nIn short\nIn tons.1\n" in page
    assert "\nStatements\nIt is an old unit.1 #✎\n" in page
    assert 'id="oldest"' in (site / "measures/tons/index.html").read_text("utf-8")
    assert "## In short\n\nIn tons. (" in (site / "measures/tons/index.md").read_text("utf-8")


def test_a_record_without_a_summary_is_shown_without_one(site: Path) -> None:
    page = shown(site, "voyages/tin-run/")
    assert page.startswith("\nvoyage\nThe tin run\nPort\nThe bay\n")
    assert "Insured" not in page
    assert "\nRead next\nThe salt run likened to by: The same sea.\n" in page
    assert "\nThe tin run\n" in shown(site, "voyages/")
    assert "- [The tin run](https://voyages.example/voyages/tin-run/index.md)\n" in (site / "llms.txt").read_text("utf-8")


def test_what_is_part_of_something_stands_in_a_tree_and_on_both_pages(site: Path) -> None:
    groups = LexborHTMLParser((site / "ports/index.html").read_text("utf-8")).css("#_records > section")
    found = [
        (
            (group.css_first("h2 a") or group.css_first("h2")).text(strip=True),
            [(row.attributes.get("class") or "", row.css_first("a").text()) for row in group.css("li")],
        )
        for group in groups
    ]
    assert found == [("The bay", [("", "The inner bay"), ("cb-depth-1", "The quay")]), ("Others", [("", "Dover")])]
    inner = shown(site, "ports/aml.t0051.000/")
    assert "\nPart of\nThe bay\n" in inner and "\nParts\nThe quay\n" in inner
    assert "\nParts\nThe inner bay\n" in shown(site, "ports/aml.t0051/")
    assert "## Parts\n\n- [The quay](../../ports/quay/index.md)\n" in (site / "ports/aml.t0051.000/index.md").read_text("utf-8")
    # What left from a part is found from the whole, too, and lies on the map where the whole lies.
    assert "The salt run" in shown(site, "ports/aml.t0051/")
    assert "\nDEV The bay 2\nThe salt run\nThe tin run\n" in shown(site, "map/")


# --- ids with full stops ---------------------------------------------------------------------------------------


def test_an_id_with_full_stops_has_a_page_and_is_mentioned_like_any_other(site: Path) -> None:
    for name in ("index.html", "index.md", "record.json", "preview.json"):
        assert (site / "ports/aml.t0051.000" / name).is_file()
    home = (site / "index.html").read_text("utf-8")
    assert 'href="ports/aml.t0051.000/">The inner bay</a>' in home
    assert 'href="ports/aml.t0051.000/">the inner one</a>' in home
    assert re.search(r'href="ports/aml\.t0051\.000/#berths"[^>]*>7\s*berths</a>', home.replace("\N{NO-BREAK SPACE}", " "))
    assert 'href="../../ports/aml.t0051.000/">the inner bay</a>' in (site / "voyages/salt-run/index.html").read_text("utf-8")
    assert "https://voyages.example/ports/aml.t0051.000/" in (site / "sitemap.xml").read_text("utf-8")


def test_such_an_id_is_cited_found_and_listed(project: Path, site: Path) -> None:
    assert "https://voyages.example/ports/aml.t0051.000/#berths" in run(project, "cite", "aml.t0051.000/berths")
    addresses = [item.address for item in facets.findables(pipeline.run(project).site)]
    assert {"ports/aml.t0051.000/", "ports/aml.t0051.000/#berths"} <= set(addresses)
    items = load(site, "api/v1/ports/index.json")["items"]
    assert [item["id"] for item in items] == ["dover", "aml.t0051", "aml.t0051.000", "quay"]
    assert load(site, "ports/aml.t0051.000/record.json")["part_of"] == "aml.t0051"


@pytest.mark.parametrize(
    ("mention", "code"),
    [("[[aml.t0051.001]]", "unknown-record"), ("[#aml.t0051.000/birth]", "unknown-claim"), ("[[aml.]]", "unknown-record")],
)
def test_a_wrong_mention_of_such_an_id_is_found(mention: str, code: str, tmp_path: Path) -> None:
    root = written(tmp_path, {**FILES, "docs/more.md": f"# More\n\nSee {mention}.\n"})
    found = [(item.code, item.span.path, item.span.line) for item in pipeline.check(root).diagnostics]
    assert found == [(code, "docs/more.md", 3)]


# --- languages -------------------------------------------------------------------------------------------------


def test_names_in_further_languages_stand_wherever_the_name_does(site: Path) -> None:
    html = (site / "voyages/salt-run/index.html").read_text("utf-8")
    assert re.search(r'lang="de"[^>]*>Die Salzfahrt<', html) and re.search(r'lang="zh-Hant"[^>]*>鹽之旅<', html)
    assert "Dover Dower" in shown(site, "ports/")
    assert "The isle Die Insel" in shown(site, "map/")
    (salt,) = [item for item in load(site, "api/v1/voyages/index.json")["items"] if item["id"] == "salt-run"]
    assert (salt["title_de"], salt["title_zh_hant"]) == ("Die Salzfahrt", "鹽之旅")
    records = {row["id"]: row for row in rows(site, "records")}
    assert (records["dover"]["title_de"], records["dover"]["title_zh_hant"]) == ("Dower", "")


def test_a_language_that_is_not_named_has_no_field(tmp_path: Path) -> None:
    root = written(tmp_path, {**FILES, "mkdocs.yml": FILES["mkdocs.yml"].replace("[de, zh-Hant]", "[de]")})
    found = [(item.code, item.span.path, item.message) for item in pipeline.check(root).diagnostics if item.code == "unknown-field"]
    assert found == [("unknown-field", "cases/salt-run.yml", "there is no field 'title_zh_hant' here")]


# --- awkward names ---------------------------------------------------------------------------------------------


def renamed(*names: tuple[str, str, str]) -> dict[str, str]:
    """A catalog of two kinds: the main one, and one for each (kind, folder, field) that it names in a field of that name."""
    kinds = {f"cases/kinds/{kind}.yml": f"label: {kind}\nplural: {folder}\nfolder: {folder}\ndescription: D.\n" for kind, folder, _field in names}
    fields = "".join(
        f"  {field}: {{type: record, kind: {kind}, facet: true, description: D., example: a-{kind}}}\n" for kind, _folder, field in names
    )
    main_kind = f'label: Matter\nplural: Matters\nfolder: ""\ndescription: D.\nfields:\n{fields}'
    records = {f"cases/{folder}/a-{kind}.yml": "name: N\nclaims: [{id: c, statement: S., cite: k}]\n" for kind, folder, _field in names}
    case = "title: T\n" + "".join(f"{field}: a-{kind}\n" for kind, _folder, field in names)
    bib = "@online{k, title = {T}, url = {https://example.org/}}\n"
    site = "site_name: T\ntheme: {name: material, font: false}\nplugins: [casebook: {search: false, cards: false}]\n"
    own = {"cases/kinds/matter.yml": main_kind, "cases/one.yml": case, "cases/references.bib": bib, "docs/index.md": "# Home\n", "mkdocs.yml": site}
    return {**kinds, **records, **own}


@pytest.mark.parametrize(
    "names",
    [
        # What models, schemas and tables of the generator's own are called.
        [("event", "events", "event"), ("claim", "claims", "claim"), ("record", "records", "record"), ("link", "links", "link")],
        [("step", "steps", "step"), ("mention", "mentions", "mention"), ("date", "dates", "date"), ("term", "terms", "term")],
        [("evidence-file", "evidence-files", "evidence"), ("matter-event", "matter-events", "event"), ("list", "lists", "list")],
        [("tilemap", "tilemaps", "tile_map"), ("catalog", "catalogs", "catalog"), ("table", "tables", "table"), ("select", "selects", "group")],
    ],
    ids=lambda names: names[0][0],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_kinds_may_be_called_like_parts_of_the_generator(names: list[tuple[str, str, str]], tmp_path: Path) -> None:
    root = written(tmp_path, renamed(*names))
    site = build.build(root, root / "site")
    catalog, schema = load(site, "data/catalog.json"), load(site, "data/catalog.schema.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(catalog)
    OpenAPIV31SpecValidator(load(site, "api/v1/openapi.json")).validate()
    assert frictionless.validate(str(site / "data/datapackage.json")).flatten(["type", "note"]) == []
    tables = [table["name"] for table in load(site, "data/datapackage.json")["resources"]]
    assert len(tables) == len({name.casefold() for name in tables})
    for kind, folder, _field in names:
        found = catalog.get(f"{folder}-records") or catalog[folder]
        assert [record["id"] for record in found] == [f"a-{kind}"]
        assert f"a-{kind}" in str([rows(site, table) for table in tables if table in (folder, f"{folder}-records")])
    html = (site / "fields/index.html").read_text("utf-8")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_field_is_not_called_as_the_days_of_a_date_are_in_tables(tmp_path: Path) -> None:
    files = {**FILES, "cases/kinds/voyage.yml": EVERYTHING["voyage"] + "  sailed_first: {type: line, description: D.}\n"}
    found = [(item.code, item.span.path, item.message) for item in pipeline.check(written(tmp_path, files)).diagnostics]
    assert found == [("kind-field", "cases/kinds/voyage.yml", "'sailed_first' is what tables call the first day of 'sailed'")]


def test_the_views_of_pages_need_no_order(project: Path) -> None:
    result = pipeline.run(project)
    makers: list[Callable[[], Any]] = [lambda page=page: page.view(Here(result.site, page.address, page.entry)) for page in reversed(result.pages)]  # type: ignore[misc]
    assert all(make() is not None for make in makers)
