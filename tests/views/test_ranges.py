"""Ranges, the bound less-than, and dates that are open or about right: what pages, pictures and files make of them."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import frictionless
import pytest
from casebook.base.amounts import Range
from casebook.catalog import compare
from casebook.catalog.catalog import Catalog
from casebook.exports import sqlite
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.records.parts import Claim
from casebook.views import tables
from casebook.views.facets import facets_of
from casebook.views.here import Here
from casebook.views.site import Settings, Site
from jsonschema import Draft202012Validator

from tests.conftest import PROJECTS, copy_project

NBSP = "\N{NO-BREAK SPACE}"


class Built:
    """The pages and files of the example project, by their addresses."""

    def __init__(self, folder: Path) -> None:
        self.result = pipeline.run(copy_project(PROJECTS / "good/ranges", folder / "project"), Settings(name="Boats", url="https://example.org/"))
        renderer = Renderer(self.result.site)
        self.pages = {page.address: renderer.render(page) for page in self.result.pages}
        self.files = {file.address: file for file in self.result.files}

    def html(self, address: str) -> str:
        return self.pages[address].html

    def file(self, address: str) -> str:
        content = self.files[address].content()
        return content if isinstance(content, str) else content.decode()

    def rows(self, table: str) -> dict[str, dict[str, str]]:
        """The rows of a table, by their keys."""
        keys = next(found.key for found in tables.tables(self.result.site) if found.name == table)
        return {
            "/".join(row[key] for key in keys): row for row in csv.DictReader(StringIO(self.file(f"data/csv/{table}.csv").removeprefix("\ufeff")))
        }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("ranges"))


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace(NBSP, " ").split())


# --- figures -----------------------------------------------------------------------------------------------------


def test_a_page_says_ranges_bounds_and_dates_in_words(built: Built) -> None:
    shown = text(built.html("cases/ferry/"))
    for words in (
        "about 10–20 people",
        "less than 4 people",
        "1.2–1.5 million kg",
        "1,200–1,500 t",
        "since about 2018",
        "until 2019",
        "since May 2018",
    ):
        assert words in shown
    site = built.result.site
    view = Here(site, "").claim_view(site.catalog.entries["ferry"], site.catalog.claims["ferry", "cargo"], "")
    assert (view.number, view.stated) == (f"1.2–1.5{NBSP}million", "1,200,000–1,500,000 kg")


def test_a_range_disagrees_only_with_what_lies_outside_of_it(built: Built) -> None:
    assert rivals(built.result.site.catalog, "ferry") == {"passengers": ["licensed"], "counted": ["licensed"], "licensed": ["passengers", "counted"]}


def rivals(catalog: Catalog, id: str) -> dict[str, list[str]]:
    entry = catalog.entries[id]
    found = {claim.id: [other.id for other in catalog.rivals(entry, claim)] for claim in entry.record.claims}
    return {claim: others for claim, others in found.items() if others}


@pytest.mark.parametrize(
    ("value", "bound", "disagrees"),
    [
        ("20", "exact", False),
        ("20.5", "exact", True),
        ("30", "up-to", False),
        ("9", "up-to", True),
        ("30", "less-than", False),
        ("9", "more-than", False),
        ("30", "more-than", True),
        ("{from: 10, to: 20}", "about", False),
        ("{from: 19, to: 30}", "exact", False),
        ("{from: 21, to: 30}", "exact", True),
    ],
)
def test_a_bound_is_heard_when_it_stands_against_a_range(value: str, bound: str, disagrees: bool, write: Callable[..., Path]) -> None:
    one = "{id: one, measure: m, value: {from: 10, to: 20}}"
    root = write({"cases/a.yml": f"title: A\nsummary: S.\nclaims:\n  - {one}\n  - {{id: two, measure: m, value: {value}, bound: {bound}}}\n"})
    assert rivals(pipeline.check(root).catalog, "a") == ({"one": ["two"], "two": ["one"]} if disagrees else {})


def test_two_single_numbers_disagree_as_ever(write: Callable[..., Path]) -> None:
    claims = "  - {id: one, measure: m, value: 10}\n  - {id: two, measure: m, value: 10, bound: less-than}\n"
    root = write({"cases/a.yml": f"title: A\nsummary: S.\nclaims:\n{claims}"})
    assert rivals(pipeline.check(root).catalog, "a") == {"one": ["two"], "two": ["one"]}


def test_the_figures_of_a_measure_stand_by_their_highest_number_and_what_disagrees_together(built: Built) -> None:
    html = built.html("measures/passengers/")
    assert re.findall(r'data-value="([\d.]+)"><?', html) == ["30", "20", "15", "20", "5"]
    assert [label for label, _places in dots(html)] == ["24–30 people", "about 10–20 people", "15 people", "20 people", "2–5 people"]


def dots(html: str) -> list[tuple[str, list[float]]]:
    """Each figure of a plot: what it says, and where its dots stand, of a range the two that its bar joins."""
    found = []
    for strip, figure in re.findall(r'<td class="cb-strip-cell">(.*?)</td>\s*<td class="cb-number"[^>]*>(.*?)</td>', html, re.DOTALL):
        places = [float(x) for x in re.findall(r'<svg x="([\d.]+)%"', strip)]
        bars = [(float(start), float(end)) for start, end in re.findall(r'<line class="cb-dots-range[^"]*" x1="([\d.]+)%" x2="([\d.]+)%"', strip)]
        assert bars == ([tuple(places)] if len(places) > 1 else [])
        found.append((text(figure), places))
    return found


def test_a_range_is_drawn_from_its_lowest_to_its_highest_number(built: Built) -> None:
    assert dict(dots(built.html("measures/passengers/"))) == {
        "24–30 people": [80.0, 100.0],
        "about 10–20 people": [33.33, 66.67],
        "15 people": [50.0],
        "20 people": [66.67],
        "2–5 people": [6.67, 16.67],
    }


def test_on_a_scale_of_powers_of_ten_a_range_is_a_short_line(built: Built) -> None:
    (ferry, barge) = dots(built.html("measures/cargo/"))
    # From 1,000 to 10 million in four steps; the barge's tonnes are converted.
    assert ferry == ("1.2–1.5 million kg 1,200–1,500 t", [pytest.approx(76.98, abs=0.01), pytest.approx(79.4, abs=0.01)])
    assert barge == ("8–9 t 8,000–9,000 kg", [pytest.approx(22.58, abs=0.01), pytest.approx(23.86, abs=0.01)])


def test_a_range_from_nothing_begins_at_the_edge_of_such_a_scale(write: Callable[..., Path]) -> None:
    project = {path.relative_to(PROJECTS / "good/ranges").as_posix(): path.read_text() for path in (PROJECTS / "good/ranges/cases").rglob("*.*")}
    project["cases/barge.yml"] = project["cases/barge.yml"].replace("{from: 8, to: 9}", "{from: 0, to: 1}")
    result = pipeline.run(write(project))
    page = next(page for page in result.pages if page.address == "measures/cargo/")
    assert dots(Renderer(result.site).render(page).html)[1][1] == [0.0, 0.0]


def test_the_legend_explains_them(built: Built) -> None:
    shown = text(built.html("evidence/"))
    assert "less than The figure is below the number; the source does not say how far. 1 " in shown
    assert "10–20 A range: the source gives the lowest and the highest number. 5 " in shown


def test_a_catalog_without_ranges_does_not_explain_them(project: Callable[[str], Path]) -> None:
    result = pipeline.run(project("good/complete"))
    assert "A range:" not in Renderer(result.site).render(next(page for page in result.pages if page.address == "evidence/")).html


# --- checks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "also", "message"),
    [
        ("{from: 1200, to: 1500}", "{from: 1.2, to: 1.5}", ""),
        ("{from: 1200, to: 1500}", "{from: 1.2, to: 1.6}", "1,200 to 1,500 kg is 1.2 to 1.5 t, not 1.2 to 1.6"),
        ("{from: 1210, to: 1500}", "{from: 1.4, to: 1.5}", "1,210 to 1,500 kg is 1.21 to 1.5 t, not 1.4 to 1.5"),
        ("{from: 1200, to: 1500}", "1.3", ""),
        ("{from: 1200, to: 1500}", "1.9", "1,200 to 1,500 kg is 1.2 to 1.5 t, not 1.9"),
        ("1300", "{from: 1.2, to: 1.5}", ""),
        ("{from: 0, to: 1500}", "{from: 0, to: 1.5}", ""),
    ],
)
def test_a_conversion_of_a_range_is_checked_at_both_ends(value: str, also: str, message: str, write: Callable[..., Path]) -> None:
    project = {path.relative_to(PROJECTS / "good/ranges").as_posix(): path.read_text() for path in (PROJECTS / "good/ranges/cases").rglob("*.*")}
    claim = f"{{id: cargo, measure: cargo, value: {value}, also: [{{value: {also}, unit: t}}], cite: harbour2020}}"
    project["cases/barge.yml"] = f"title: The last barge\nsummary: It carried stones.\nclaims:\n  - {claim}\n"
    found = [item.message for item in pipeline.check(write(project)).diagnostics if item.code == "conversion"]
    assert found == ([message] if message else [])


def test_rates_are_not_made_of_nothing(write: Callable[..., Path]) -> None:
    claims = "".join(
        f"  - {{id: c{n}, measure: m, unit: CNY, value: {{from: -5, to: {n}}}, also: [{{value: {{from: -1, to: 0}}, unit: USD}}]}}\n" for n in (0, 1)
    )
    assert pipeline.check(write({"cases/a.yml": f"title: A\nsummary: S.\nclaims:\n{claims}"})).catalog.entries["a"].record.claims


def test_the_figure_of_a_correction_is_in_words() -> None:
    claim = {"id": "x", "measure": "m", "bound": "about", "unit": "kg", "value": {"from": 10, "to": 20}}
    assert compare.in_words(Catalog(), Claim.model_validate(claim)) == "about from 10 to 20 kg"


def test_an_open_period_has_no_day_outside_of_its_open_side(write: Callable[..., Path]) -> None:
    events = "timeline: [{date: 2030, text: Late.}, {date: 1990, text: Early.}]\n"
    root = write({f"cases/{id}.yml": f"title: {id}\nsummary: S.\nperiod: {period}\n{events}" for id, period in (("a", "2020/.."), ("b", "../2020"))})
    found = {(item.span.path, item.message) for item in pipeline.check(root).diagnostics if item.code == "date-outside-period"}
    assert found == {
        ("cases/a.yml", "1990 is outside 'period', 2020/.."),
        ("cases/b.yml", "2030 is outside 'period', ../2020"),
    }


# --- dates -------------------------------------------------------------------------------------------------------


def test_the_timeline_draws_what_is_stated_and_marks_what_is_not(built: Built) -> None:
    html = built.html("timeline/")
    bands = re.findall(r"<span>([^<]+)</span><svg[^>]*>(.*?)</svg>", html, re.DOTALL)
    drawn = {label: {name: lines(path) for name, path in re.findall(r'<path class="cb-t-(\w+)" d="([^"]+)"', svg)} for label, svg in bands}
    (barge, raft, ferry) = (drawn[label] for label in ("The last barge", "A raft", "A ferry without a timetable"))
    # What is about right is no firm bar, and what is open leads to the edge of the picture.
    assert barge.keys() == {"circa"}
    ((start, _end),) = raft["bar"]
    assert raft["tail"] == [(0, start)]
    ((_start, end),) = ferry["bar"]
    assert ferry["tail"] == [(end, 1000)]
    assert ferry.keys() == {"bar", "tail", "vague"} and len(ferry["vague"]) == 2
    assert "about then, or open at an end" in html


def lines(path: str) -> list[tuple[float, float]]:
    """Where each line of a path begins and ends, in thousandths of the picture."""
    return [(float(x), pytest.approx(float(x) + float(width))) for x, width in re.findall(r"M([\d.]+) \d+h([\d.]+)", path)]


def test_the_timeline_of_plain_dates_has_no_such_mark(project: Callable[[str], Path]) -> None:
    result = pipeline.run(project("good/complete"))
    html = Renderer(result.site).render(next(page for page in result.pages if page.address == "timeline/")).html
    assert "cb-t-bar" in html
    assert not re.search("cb-t-(vague|circa|tail)", html)


@pytest.mark.parametrize(("address", "said"), [("timeline/", "<dt>about 2 May 2018</dt>"), ("cases/ferry/", "<time>about 2 May 2018</time>")])
def test_no_time_of_html_is_open_or_about_right(address: str, said: str, built: Built) -> None:
    assert said in built.html(address)
    assert not re.search(r'<time datetime="[^"]*[~./]', built.html(address))


def test_the_years_to_find_by_are_those_that_are_stated(built: Built) -> None:
    site = built.result.site
    years = {id: [value.id for value in facets_of(site, site.catalog.entries[id]) if value.facet == "year"] for id in ("ferry", "barge", "raft")}
    assert years == {"ferry": ["2018"], "barge": ["1999"], "raft": ["2001"]}


def test_heads_say_open_times_as_schema_org_does(built: Built) -> None:
    times = re.findall(r'"temporalCoverage": "([^"]+)"', built.pages["cases/ferry/"].head)
    assert sorted(times) == ["../2019", "2018-05/..", "2018~/..", "2019", "2019", "2019-07"]
    # A date of publication is a date: none that is open or about right.
    assert "datePublished" not in built.pages["sources/log2019/"].head
    assert "datePublished" not in built.pages["sources/harbour2020/"].head


# --- files -------------------------------------------------------------------------------------------------------


def test_tables_keep_single_numbers_apart_from_ranges(built: Built) -> None:
    claims = built.rows("claims")
    amounts = {key: (row["value"], row["value_from"], row["value_to"], row["bound"]) for key, row in claims.items() if key.startswith("ferry/")}
    assert amounts == {
        "ferry/passengers": ("", "10", "20", "about"),
        "ferry/counted": ("15", "", "", "exact"),
        "ferry/licensed": ("", "24", "30", "exact"),
        "ferry/crew": ("4", "", "", "less-than"),
        "ferry/cargo": ("", "1200000", "1500000", "exact"),
    }
    also = built.rows("conversions")["ferry/cargo/1"]
    assert (also["value"], also["value_from"], also["value_to"]) == ("", "1200", "1500")


def test_tables_leave_the_open_side_empty(built: Built) -> None:
    found = {
        **{key: tuple(row[f"as_of{part}"] for part in ("", "_first", "_last")) for key, row in built.rows("claims").items()},
        **{key: tuple(row[f"period{part}"] for part in ("", "_first", "_last")) for key, row in built.rows("cases").items()},
        **{key: tuple(row[f"date{part}"] for part in ("", "_first", "_last")) for key, row in built.rows("events").items()},
        **{key: tuple(row[f"issued{part}"] for part in ("", "_first", "_last")) for key, row in built.rows("sources").items()},
    }
    wanted = {
        "ferry/passengers": ("2018~/..", "2018-01-01", ""),
        "ferry/crew": ("../2019", "", "2019-12-31"),
        "ferry": ("2018-05/..", "2018-05-01", ""),
        "barge": ("1999~", "1999-01-01", "1999-12-31"),
        "raft": ("../2001", "", "2001-12-31"),
        "ferry/1": ("2018-05-02~", "2018-05-02", "2018-05-02"),
        "ferry/2": ("2019-03/..", "2019-03-01", ""),
        "log2019": ("2019/..", "2019-01-01", ""),
        "harbour2020": ("2020~", "2020-01-01", "2020-12-31"),
    }
    assert {key: found[key] for key in wanted} == wanted


def test_the_data_package_and_the_database_take_them(built: Built, tmp_path: Path) -> None:
    for address in built.files:
        if address.startswith("data/"):
            (tmp_path / address).parent.mkdir(parents=True, exist_ok=True)
            content = built.files[address].content()
            (tmp_path / address).write_bytes(content.encode() if isinstance(content, str) else content)
    report = frictionless.validate(str(tmp_path / "data/datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    with closing(sqlite3.connect(tmp_path / "data/catalog.sqlite")) as database:
        assert database.execute("SELECT value, value_from, value_to FROM claims WHERE claim = 'licensed'").fetchall() == [(None, 24, 30)]
        # The example of the page counts ranges among the figures.
        assert database.execute("SELECT count(*) FROM claims WHERE measure IS NOT NULL").fetchone() == (8,)
    every = tables.tables(built.result.site)
    assert sqlite.definition(next(table for table in every if table.name == "claims"), every).count('"value_') == 2


def test_json_has_ranges_as_they_were_written_and_is_valid_by_its_schema(built: Built) -> None:
    record = json.loads(built.file("cases/ferry/record.json"))
    assert [claim["value"] for claim in record["claims"]] == [{"from": 10, "to": 20}, 15, {"from": 24, "to": 30}, 4, {"from": 1200000, "to": 1500000}]
    assert record["claims"][4]["also"] == [{"value": {"from": 1200, "to": 1500}, "unit": "t"}]
    schema, catalog = json.loads(built.file("data/catalog.schema.json")), json.loads(built.file("data/catalog.json"))
    Draft202012Validator(schema).validate(catalog)
    assert {item["id"]: item["issued"] for item in catalog["sources"]} == {
        "harbour2020": {"date-parts": [[2020]], "circa": True},
        "log2019": {"date-parts": [[2019], [0]]},
    }
    refused: list[Any] = [{"from": 10}, {"from": 10, "to": 20, "step": 1}, {"from": "10", "to": 20}, [10, 20]]
    for value in refused:
        catalog["cases"][0]["claims"][0]["value"] = value
        assert not Draft202012Validator(schema).is_valid(catalog)


def test_the_twin_says_them_in_words(built: Built) -> None:
    twin = built.file("cases/ferry/index.md").replace(NBSP, " ")
    assert "[about 10–20 people](./#passengers)" in twin
    assert "| 1.2–1.5 million kg; 1,200–1,500 t | 2019 |" in twin
    assert "- Period: since May 2018" in twin
    assert "**about 2 May 2018**" in twin


def test_a_card_and_a_chart_take_a_range_as_one_figure(built: Built) -> None:
    site: Site = built.result.site
    figure = Here(site, "", site.catalog.entries["ferry"], numbered=False).figure("ferry", "passengers")
    assert figure is not None
    assert (figure.bound, figure.number, figure.unit) == ("about", "10–20", "people")
    assert site.catalog.claims["ferry", "passengers"].value == Range(Decimal(10), Decimal(20))


def test_a_large_figure_says_how_sure_it_is(tmp_path: Path) -> None:
    site = pipeline.run(copy_project(PROJECTS / "good/outside-interval", tmp_path / "project"), Settings(name="Apples")).site
    figure = Here(site, "", site.catalog.entries["apples"], numbered=False).figure("apples", "edge")
    assert figure is not None
    assert figure.what.endswith("90% confidence interval 2.5 to 4")
