"""Pictures in numbers: every date as wide as it is precise, everything within its box, nothing over anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise, permutations
from pathlib import Path

import pytest
from casebook.base import dates, geometry
from casebook.base.geometry import TimeScale
from casebook.pages import map as map_page
from casebook.pages import network, timeline
from casebook.publishing import pipeline
from casebook.publishing.render import Renderer
from casebook.views import charts
from casebook.views.here import Here
from casebook.views.site import Page
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks import synthetic
from tests.conftest import PROJECTS, WORLD, copy_project

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
YEAR = TimeScale(date(2020, 1, 1), date(2020, 12, 31))
PHONE = 358


def the_page(site: pipeline.Result, address: str) -> Page:
    return next(page for page in site.pages if page.address == address)


@pytest.fixture(scope="module")
def own() -> pipeline.Result:
    return pipeline.run(WORLD)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Result:
    """A catalog of 700 cases, with three dated entries each, all in one year."""
    return pipeline.run(synthetic.make(tmp_path_factory.mktemp("large") / "project", 700))


# --- time ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days"),
    [("2020-03-02", 1), ("2020-02", 29), ("2020-04", 30), ("2020", 366), ("2020-02-29/2020-03-02", 3), ("2020-02/2020-03", 60)],
)
def test_a_date_is_as_wide_as_it_is_precise(text: str, days: int) -> None:
    when = dates.parse(text)
    left, width = YEAR.span(when.first, when.last)
    assert width == pytest.approx(days / 366 * 100, abs=0.02)
    assert left == pytest.approx((when.first - date(2020, 1, 1)).days / 366 * 100, abs=0.01)


@given(DAYS, st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 4000))
def test_whatever_lies_on_a_scale_stays_within_it(first: date, to_start: int, length: int, to_end: int) -> None:
    def later(day: date, days: int) -> date:
        return day + timedelta(days=min(days, (date.max - day).days))

    start = later(first, to_start)
    end = later(start, length)
    scale = geometry.whole_months(first, later(end, to_end))
    left, width = scale.span(start, end)
    assert 0 <= left <= 100
    assert width >= 0
    assert left + width <= 100.01


@given(DAYS, DAYS)
def test_an_axis_has_a_few_ticks_in_order_at_true_places(one: date, other: date) -> None:
    scale = geometry.whole_months(min(one, other), max(one, other))
    ticks = geometry.ticks(scale)
    assert len(ticks) <= 36
    assert all(first.x <= second.x and (first.year, first.month) < (second.year, second.month) for first, second in pairwise(ticks))
    assert all(tick.x == scale.span(date(tick.year, tick.month, 1), date(tick.year, tick.month, 1))[0] for tick in ticks)


YEARS = st.lists(st.dates(date(1000, 1, 1), date(9998, 12, 31)), min_size=1, max_size=40)


@given(YEARS, st.floats(1, 20))
def test_on_an_uneven_scale_days_stay_in_order_and_within_it(days: list[date], least: float) -> None:
    scale = geometry.by_density(days, least)
    places = [scale.span(day, day) for day in sorted(days)]
    assert all(left >= 0 and left + width <= 100.02 for left, width in places)
    assert all(one[0] <= other[0] for one, other in pairwise(places))
    assert [tick.x for tick in scale.ticks] == sorted({tick.x for tick in scale.ticks})
    assert scale.span(min(days), max(days))[1] >= max(width for _left, width in places)


def test_a_full_year_is_wide_and_quiet_ones_share_a_stretch() -> None:
    days = [*(date(year, 6, 1) for year in range(1990, 2000)), *[date(2020, 3, 1)] * 80, *[date(2021, 3, 1)] * 10]
    scale = geometry.by_density(days, 10)
    assert [(tick.x, tick.year) for tick in scale.ticks] == [(0, 1990), (10, 2020), (90, 2021)]
    assert scale.span(date(2020, 1, 1), date(2020, 12, 31)) == (10, 80)
    # From 1990 to the end of 2019 every day is as wide as another, whether it has something or not.
    assert scale.span(date(2005, 1, 1), date(2019, 12, 31)) == (5.0, 5.0)
    assert [tick.month for tick in scale.months(6)] == list(range(2, 13))
    assert scale.months(7) == []
    assert scale.span(date(1000, 1, 1), date(3000, 1, 1)) == (0, 100)


SPANS = st.lists(st.tuples(st.floats(0, 100).map(geometry.rounded), st.floats(0, 60).map(geometry.rounded)), max_size=30)


def taken(spans: Iterable[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    return [(left, left + width) if width >= least else (left + width / 2 - least / 2, left + width / 2 + least / 2) for left, width in spans]


@given(SPANS)
def test_nothing_in_a_lane_overlaps(spans: list[tuple[float, float]]) -> None:
    boxes = taken(spans, 3)
    order = sorted(range(len(spans)), key=lambda place: boxes[place])
    ordered = [spans[place] for place in order]
    lanes = geometry.lanes(ordered, 3)
    for (one, first), (other, second) in combinations(zip(lanes, taken(ordered, 3), strict=True), 2):
        assert one != other or first[1] <= second[0] + 1e-9 or second[1] <= first[0] + 1e-9


# --- proportion ------------------------------------------------------------------------------------------------


def test_near_figures_are_drawn_from_zero() -> None:
    found = geometry.proportion([Decimal(250000), Decimal(53000), Decimal(2500), Decimal(0)])
    assert found.lengths == (100, 21.2, 1.0, 0)
    assert not found.is_logarithmic


def test_far_figures_are_drawn_between_powers_of_ten() -> None:
    found = geometry.proportion([Decimal(1000000), Decimal(100), Decimal(0), Decimal("31.6227766")])
    assert found.is_logarithmic
    assert [value for value, _place in found.steps] == [10, 100, 1000, 10000, 100000, 1000000]
    assert [place for _value, place in found.steps] == [0, 20, 40, 60, 80, 100]
    assert found.lengths == (100, 20, None, 10)


@given(st.lists(st.decimals(0, 10**15, allow_nan=False, places=3), max_size=12))
def test_a_larger_figure_is_never_drawn_shorter(values: list[Decimal]) -> None:
    found = geometry.proportion(values)
    drawn = [(value, length) for value, length in zip(values, found.lengths, strict=True) if length is not None]
    assert all(0 <= length <= 100 for _value, length in drawn)
    assert all(one <= other for (_first, one), (_second, other) in pairwise(sorted(drawn)))
    assert [value for value, length in zip(values, found.lengths, strict=True) if length is None] == [0] * (len(values) - len(drawn))


@given(st.text(max_size=120), st.floats(3, 40))
def test_a_text_fits_its_width_or_says_that_it_is_cut(text: str, width: float) -> None:
    lines = geometry.wrapped(text, width)
    assert len(lines) <= 2
    assert all(geometry.text_width(line) <= width for line in lines)
    assert " ".join(lines) == " ".join(text.split()) or any(line.endswith("…") for line in lines)


# --- the timeline ----------------------------------------------------------------------------------------------


def bands(site: pipeline.Result, address: str = "timeline/") -> list[timeline.Band]:
    values = the_page(site, address).view(Here(site.site, address))
    return [band for _year, group in values["years"] for band in group]


def test_every_period_and_every_event_is_on_the_timeline_once(own: pipeline.Result) -> None:
    values = the_page(own, "timeline/").view(Here(own.site, "timeline/"))
    records = [entry.record for entry in own.site.catalog.cases]
    dated = sum(bool(record.period) + len(record.timeline) for record in records)  # type: ignore[attr-defined]
    drawn = bands(own)
    assert sum(("bar" in band.paths) + len(band.marks) for band in drawn) == dated
    assert sum(path.count("M") for band in drawn for name, path in band.paths.items() if name != "tail") == dated
    assert all(len(band.told) == len(band.marks) for band in drawn)
    assert len(drawn) + len(values["undated"]) == len(records)


def test_rows_and_what_is_told_in_each_are_in_order(own: pipeline.Result) -> None:
    shown = list(timeline.rows(own.site.catalog))
    assert [row.first for row in shown] == sorted(row.first for row in shown)
    assert [band.link.text for band in bands(own)] == [row.entry.record.label for row in shown]
    for row, band in zip(shown, bands(own), strict=True):
        assert [row.happened[mark.index].date.first for mark in band.marks] == sorted(row.happened[index].date.first for index in row.events)


def test_no_mark_covers_another_on_a_phone(own: pipeline.Result) -> None:
    for band in bands(own):
        boxes = []
        for mark in band.marks:
            left, right = mark.x * PHONE / 100, (mark.x + mark.width) * PHONE / 100
            middle = (left + right) / 2
            boxes.append((middle - 3.5, middle + 3.5, mark.y) if mark.shape == "day" else (left, right, mark.y))
            assert mark.x >= 0
            assert mark.x + mark.width <= 100.01
            assert 0 <= mark.y < band.height
        assert all(one[2] != other[2] or one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(boxes, 2))


def test_a_large_catalog_is_cut_by_year_and_every_page_is_bounded(large: pipeline.Result) -> None:
    parts = timeline.parts(large.site.catalog)
    assert [part.address for part in parts] == ["timeline/2020/", *(f"timeline/2020/{number}/" for number in range(2, 15))]
    assert all(0 < part.entries <= timeline.MOST_TOLD for part in parts)
    assert sum(part.entries for part in parts) == 2100
    addresses = [page.address for page in large.pages]
    assert len(addresses) == len(set(addresses))
    renderer = Renderer(large.site)
    first = renderer.render(the_page(large, "timeline/")).html
    assert all(f'href="{part.address.removeprefix("timeline/")}"' in first.replace("../timeline/", "") for part in parts)
    assert len(first) < 20_000
    second = renderer.render(the_page(large, "timeline/2020/2/")).html
    assert sum(len(band.marks) + 1 for band in bands(large, "timeline/2020/2/")) == parts[1].entries
    assert len(second) < 60_000


def test_years_that_fit_a_page_share_one_and_the_picture_leads_to_where_a_case_is_told(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    events = "".join(f"  - {{date: 2020-02-29, text: Number {number}.}}\n" for number in range(180))
    (root / "cases/pears.yml").write_text((root / "cases/pears.yml").read_text() + f"timeline:\n{events}")
    site = pipeline.run(root)
    parts = timeline.parts(site.site.catalog)
    assert [part.entries for part in parts] == [150, 34]
    assert [part.address for part in parts] == ["timeline/2020/", "timeline/2020/2/"]
    assert all(not band.told and band.href.startswith("../timeline/2020/") for band in bands(site))
    (pears,) = [band for band in bands(site, "timeline/2020/") if len(band.told) > 100]
    assert pears.told[7] == ("29 February 2020", "Number 7.")


# --- the map ---------------------------------------------------------------------------------------------------


def test_the_map_of_china_has_every_division_of_iso_3166_2_once() -> None:
    codes = "BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ TW HK MO".split()
    tiles = pipeline.run(WORLD).site.catalog.maps["china"].map.tiles
    assert sorted(tile.iso for tile in tiles) == sorted(f"CN-{code}" for code in codes)
    assert all(tile.label_zh for tile in tiles)


def test_tiles_stay_in_the_box_and_apart(own: pipeline.Result) -> None:
    values = the_page(own, "map/").view(Here(own.site, "map/"))
    (view,) = values["maps"]
    assert len(view.cells) == 34
    for one, other in permutations(view.cells, 2):
        assert abs(one.x - other.x) > view.side or abs(one.y - other.y) > view.side
    assert all(0 <= cell.x <= view.width - view.side and 0 <= cell.y <= view.height - view.side for cell in view.cells)
    # Every name of the project is drawn: no cell is too small for it.
    assert all(" ".join(cell.lines) == cell.tile.label for cell in view.cells)


def test_a_case_counts_for_the_province_its_places_lie_in(own: pipeline.Result) -> None:
    values = the_page(own, "map/").view(Here(own.site, "map/"))
    counts = {cell.tile.iso: cell.cases for cell in values["maps"][0].cells if cell.cases}
    # Huairen lies in Shanghe in Jinan in Shandong, Wanrong in Shanxi; ten magistrates name five provinces.
    assert counts == {"CN-SD": 1, "CN-SX": 1, "CN-HN": 1, "CN-AH": 1, "CN-GX": 1, "CN-XJ": 1, "CN-LN": 1}
    assert [(row.place.text, [case.text for case in row.first]) for row in values["elsewhere"]] == [
        ("Madrid", ["A glacier explorer at the climate conference"])
    ]
    assert "Kwai's support for poor counties" in [link.text for link in values["nowhere"]]
    named = {link.text for row in (*values["maps"][0].rows, *values["elsewhere"]) for link in (*row.first, *row.folded)} | {
        link.text for link in values["nowhere"]
    }
    assert named == {entry.record.label for entry in own.site.catalog.cases}


@pytest.mark.parametrize(("most", "shades"), [(1, [0, 1]), (2, [0, 1, 2]), (4, [0, 1, 2, 3, 4]), (9, [0, 1, 2, 3, 3, 3, 3, 4, 4, 4])])
def test_shades_rise_with_the_number_of_cases(most: int, shades: list[int]) -> None:
    assert [map_page.shade(count, most) for count in range(most + 1)] == shades


def test_one_very_full_cell_does_not_make_all_others_equal() -> None:
    assert [map_page.shade(count, 45) for count in (1, 2, 5, 12, 45)] == [1, 2, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Peru", ["Peru"]),
        ("United Kingdom", ["United", "Kingdom"]),
        ("Isle of Man", ["Isle of", "Man"]),
        # Too long for a line, or for two: its code stands there.
        ("Liechtenstein", []),
        ("São Tomé and Príncipe", []),
        ("聖多美和普林西比", []),
        ("", []),
    ],
)
def test_a_name_is_broken_between_words_or_left_to_the_list(name: str, lines: list[str]) -> None:
    assert map_page.lines(name, 58.5) == lines


def test_without_a_map_there_is_no_page(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    (root / "cases/maps/land.yml").unlink()
    assert "map/" not in [page.address for page in pipeline.run(root).pages]


def test_lists_of_a_large_catalog_are_cut_and_say_so(large: pipeline.Result) -> None:
    root = large.site.catalog
    assert root.maps == {}
    shown = network.draw(root)
    assert len(shown.cases) == network.MOST_CASES
    assert 0 < len(shown.left) <= network.MOST_OTHERS
    assert 0 < len(shown.right) <= network.MOST_OTHERS
    assert shown.more_cases == 700 - network.MOST_CASES
    html = Renderer(large.site).render(the_page(large, "network/")).html
    assert f"Left out: {shown.more_cases} cases and " in html
    assert len(html) < 120_000


def test_what_connects_is_who_had_a_part_in_several(own: pipeline.Result) -> None:
    entries = own.site.catalog.entries
    one, two, three = own.site.catalog.cases[:3]
    xinhua, other, kwai = entries["xinhuanet"], entries["greenovation-hub"], entries["kwai"]
    joints = [
        network.Joint(case, who, "")
        for case, who in [(one, xinhua), (two, xinhua), (one, other), (three, other), (three, kwai), (one, kwai), (two, entries["douyin"])]
    ]
    # The first two share one, the first and the third another: all are connected; without the last none shares with the third.
    assert network._connecting(joints, ["platform"]) == joints
    assert network._connecting([joint for joint in joints if (joint.case, joint.other) != (three, other)], ["platform"]) == [
        joints[0],
        joints[1],
        joints[5],
        joints[6],
    ]
    assert network._connecting(joints[4:], ["platform"]) == []


def test_of_a_larger_catalog_each_on_the_left_has_a_page(own: pipeline.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [page.address for page in network.pages(own.site)] == ["network/"]
    monkeypatch.setattr(network, "MOST_WHOLE", 3)
    catalog = own.site.catalog
    own_pages = list(network.pages(own.site))
    kwai = catalog.entries["kwai"]
    assert "network/kwai/" in [page.address for page in own_pages]
    of_kwai = network.draw(catalog, kwai)
    assert set(of_kwai.cases) == {joint.case for joint in network._joints(catalog) if joint.other is kwai}
    # All who had a part in these, and whoever has one: nobody is left out.
    assert {(joint.case, joint.other) for joint in of_kwai.joints} == {
        (joint.case, joint.other) for joint in network._joints(catalog) if joint.case in of_kwai.cases
    }
    html = Renderer(own.site).render(next(page for page in own_pages if page.address == "network/kwai/")).html
    assert 'aria-current="page">Kwai</a> <small>3</small>' in html
    assert html.count('class="cb-curve') == len({(joint.case, joint.other) for joint in of_kwai.joints})


# --- the network -----------------------------------------------------------------------------------------------


def test_the_network_shows_every_part_in_every_case(own: pipeline.Result) -> None:
    shown = network.draw(own.site.catalog)
    parts = {
        (entry.id, part.id)
        for entry in own.site.catalog.cases
        for part in (*entry.record.platforms, *entry.record.organisations, *entry.record.people)  # type: ignore[attr-defined]
    }
    assert {(joint.case.id, joint.other.id) for joint in shown.joints} == parts
    assert (shown.more_cases, shown.more_others) == (0, 0)


def crossings(columns: tuple[list[str], list[str], list[str]], joints: list[tuple[str, str]]) -> int:
    """Pairs of joints on one side that cross, by definition."""
    count = 0
    for column in (columns[0], columns[2]):
        on_side = [(columns[1].index(case), column.index(other)) for case, other in joints if other in column]
        count += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(on_side, 2))
    return count


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("UVWXYZ")), max_size=20))
def test_crossings_are_counted_as_by_definition_and_ordering_adds_none(found: set[tuple[str, str]]) -> None:
    joints: list = sorted(found)
    columns: tuple = (list("UVW"), list("abcdef"), list("XYZ"))
    assert network.crossings(columns, joints) == crossings(columns, joints)
    ordered = network.ordered(*columns, joints)
    assert [sorted(column) for column in ordered] == [list("UVW"), list("abcdef"), list("XYZ")]
    assert crossings(ordered, joints) <= crossings(columns, joints)


def test_joints_that_need_not_cross_do_not() -> None:
    joints: list = [("a", "Y"), ("b", "X"), ("a", "V"), ("b", "U")]
    assert crossings(network.ordered(list("UV"), list("ab"), list("XY"), joints), joints) == 0  # type: ignore[arg-type]


def test_nodes_stay_in_the_box_and_apart(own: pipeline.Result) -> None:
    nodes, curves, height = network.picture(network.draw(own.site.catalog), Here(own.site, "network/"))
    boxes = []
    for node in nodes:
        width = max(geometry.text_width(text) for _y, text in node.lines) * network.SIZE
        left = {"start": node.x, "middle": node.x - width / 2, "end": node.x - width}[node.anchor]
        boxes.append((left, left + width, node.lines[0][0] - network.SIZE, node.lines[-1][0] + 4))
    assert all(left >= 0 and right <= network.WIDTH and top >= 0 and bottom <= height for left, right, top, bottom in boxes)
    # Names are whole.
    assert [" ".join(text for _y, text in node.lines) for node in nodes] == [" ".join(node.link.text.split()) for node in nodes]
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
    assert all(re.fullmatch(r"M[\d.]+ [\d.]+C[\d. ]+", curve.path) for curve in curves)


# --- charts ----------------------------------------------------------------------------------------------------


def comparisons(own: pipeline.Result, id: str) -> list[tuple[str, list[tuple[str, float | None]]]]:
    entry = own.site.catalog.entries[id]
    found = charts.comparisons(entry, Here(own.site, entry.address, entry))
    return [(item.measure, [(bar.label, bar.length) for bar in item.chart.bars]) for item in found]


def test_a_chart_sets_no_whole_beside_its_part_and_nothing_out_of_size(own: pipeline.Result) -> None:
    def drawn(id: str) -> list[tuple[str, list[str]]]:
        return [(measure, [label for label, _length in bars]) for measure, bars in comparisons(own, id)]

    shown = {id: drawn(id) for id in ("xigua-apples", "xigua-magistrates")}
    # The live room is one of those that the three days together count, told by the same source.
    assert "Ten magistrates in three days" not in [label for _measure, labels in shown["xigua-apples"] for label in labels]
    assert "An afternoon of apples" not in [label for _measure, labels in shown["xigua-magistrates"] for label in labels]
    # Of each record one.
    assert all(len(labels) == len(set(labels)) > 1 for found in shown.values() for _measure, labels in found)
    for id in shown:
        lengths = [length or 0 for _measure, bars in comparisons(own, id) for _label, length in bars]
        assert not lengths or min(lengths) >= 1


def test_what_may_stand_beside_another_figure(tmp_path: Path) -> None:
    def figure(id: str, value: int, source: str, day: str) -> None:
        claim = {"id": "weight", "measure": "weight", "value": value, "as_of": day, "cite": source}
        related = [{"case": "base", "relation": "part-of", "why": "So."}] if id != "base" else []
        record = {"title": id, "summary": "S", "kind": "live-sale", "claims": [claim], "related": related}
        (root / f"cases/{id}.yml").write_text(json.dumps(record), encoding="utf-8")

    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    figure("base", 1000, "smith2020apples", "2020-03-02")
    figure("same-source", 500, "smith2020apples", "2020-03")
    figure("same-source-later", 500, "smith2020apples", "2020-05")
    figure("other-source", 10, "post2020", "2020-03-02")
    figure("too-small", 9, "post2020", "2020-03-02")
    site = pipeline.run(root)
    ((_measure, bars),) = comparisons(site, "base")
    assert [label for label, _length in bars] == ["base", "same-source-later", "other-source"]


def test_figures_that_may_not_be_compared_across_cases_are_not_drawn(own: pipeline.Result) -> None:
    assert comparisons(own, "kwai-climate") == []
    assert comparisons(own, "kwai") == []


def test_far_figures_on_a_measure_page_say_what_the_scale_is(tmp_path: Path) -> None:
    root = copy_project(PROJECTS / "good/complete", tmp_path / "project")
    site = pipeline.run(root)
    html = Renderer(site.site).render(the_page(site, "measures/weight/")).html
    assert "each step is ten times the one before" in html
    # A narrow column names every second step.
    assert re.findall(r'x="([\d.]+)%" y="12" text-anchor="\w+">([\d,]+)</text>', html) == [("0.0", "1"), ("40.0", "100"), ("80.0", "10,000")]
    # 53,000, 4,000 and 2 kg, from 1 to 100,000.
    assert re.findall(r'<svg x="([\d.]+)%" y="50%" overflow="visible"><circle', html) == ["94.49", "72.04", "6.02"]
