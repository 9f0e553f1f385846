"""What wants doing to a catalog, each kind of work with what it is missed on and what it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from casebook.catalog import care, load
from casebook.catalog.catalog import Catalog
from casebook.records import folder

Write = Callable[..., Path]
DAY = date(2026, 11, 20)
BIB = """\
@online{post2020,
  title = {Apples},
  url = {https://post.example/a},
  urldate = {2020-05-01},
  archiveurl = {https://web.archive.org/web/2020/https://post.example/a},
  read = {whole},
}

@online{radio2020,
  title = {Pears},
  url = {https://radio.example/p},
  urldate = {2020-05-01},
  archiveurl = {https://web.archive.org/web/2020/https://radio.example/p},
  read = {part},
}
"""
# Nothing is missing here.
CASE = """\
title: The sale
title_zh: 卖
summary: A sale. [@radio2020]
topics: [trade]
claims:
  - {id: sold, measure: weight, value: 5, cite: [post2020, radio2020]}
  - id: said
    statement: It went well.
    origin: post
    cite: post2020
reviewed: {on: 2025-11-20, by: A. Editor}
"""
SOUND = {
    "mkdocs.yml": "site_name: T\nplugins:\n  - casebook: {languages: [zh]}\n",
    "cases/sale.yml": CASE,
    "cases/more.yml": "title: More\ntitle_zh: 又\nsummary: S\ntopics: [trade]\nreviewed: {on: 2026-01-01, by: A. Editor}\n",
    "cases/topics/trade.yml": "name: Trade\nname_zh: 贸\nsummary: S\n",
    "cases/measures/weight.yml": "name: Weight\nname_zh: 重\nunit: kg\ndimension: volume\ndefinition: D\n",
    "cases/organisations/post.yml": "name: The Post\nname_zh: 报\nsummary: S\nhosts: [post.example]\n",
    "cases/organisations/radio.yml": "name: Radio\nname_zh: 台\nsummary: S\nhosts: [radio.example]\n",
    "cases/vocabularies/dimensions.yml": "title: T\nsummary: S\nterms: [{id: volume, label: L, description: D}]\n",
    "cases/references.bib": BIB,
}
SALE, SOURCES = "cases/sale.yml", "cases/references.bib"


def read(root: Path) -> Catalog:
    with folder.begin(root) as begun:
        return load.read(begun)[0]


def found(catalog: Catalog, day: date | None = DAY) -> list[str]:
    return [f"{need.work.name} {need.id} {need.span.path}:{need.span.line}" for need in care.needs(catalog, day)]


def test_nothing_is_missing(write: Write) -> None:
    assert found(read(write(SOUND))) == []


@pytest.mark.parametrize(
    ("path", "edit", "expected"),
    [
        (SALE, ("[post2020, radio2020]", "radio2020"), [f"second-voice sale/sold {SALE}:6"]),
        # What a better one has replaced needs no second voice.
        (SALE, ("[post2020, radio2020]}", "radio2020, rank: deprecated, why: W}"), []),
        (
            SALE,
            ("cite: [post2020, radio2020]}", "origin: post, cite: [post2020, radio2020]}"),
            [f"second-voice sale/sold {SALE}:6"],
        ),
        (
            SALE,
            ("topics:", "organisations: [{id: post, role: seller}, {id: radio, role: seller}]\ntopics:"),
            [f"independent-voice sale/sold {SALE}:7"],
        ),
        (SALE, ("    origin: post\n", ""), [f"second-voice sale/said {SALE}:9", f"origin sale/said {SALE}:8"]),
        (SALE, ("title_zh: 卖\n", ""), [f"name sale {SALE}:1"]),
        ("cases/topics/trade.yml", ("name_zh: 贸\n", ""), ["name trade cases/topics/trade.yml:1"]),
        (SALE, ("reviewed: {on: 2025-11-20, by: A. Editor}\n", ""), [f"review sale {SALE}:1"]),
        (SALE, ("2025-11-20", "2025-11-19"), [f"old-review sale {SALE}:11"]),
        # Of a year nobody knows more than that it is over.
        (SALE, ("2025-11-20", "2025"), []),
        ("cases/more.yml", ("topics: [trade]\n", ""), ["single-case trade cases/topics/trade.yml:1"]),
        (
            SOURCES,
            ("https://radio.example/p},\n  urldate", "https://other.example/p},\n  urldate"),
            [f"publisher radio2020 {SOURCES}:11", f"second-voice sale/sold {SALE}:6"],
        ),
        (
            SOURCES,
            ("https://radio.example/p},\n  urldate", "https://other.example/p},\n  ignore = {unidentified-publisher: looked for},\n  urldate"),
            [f"second-voice sale/sold {SALE}:6"],
        ),
        (SOURCES, ("  read = {part},\n", ""), [f"how-read radio2020 {SOURCES}:9"]),
        (SOURCES, ("read = {part}", "read = {no}"), [f"read radio2020 {SOURCES}:14"]),
        (SOURCES, ("  archiveurl = {https://web.archive.org/web/2020/https://radio.example/p},\n", ""), [f"archive radio2020 {SOURCES}:11"]),
        (SOURCES, ("https://radio.example/p},\n  urldate", "https://web.archive.org/web/2020/https://radio.example/p},\n  urldate"), []),
        (SOURCES, ("radio.example/p},\n  urldate = {2020-05-01},\n", "radio.example/p},\n"), [f"access-date radio2020 {SOURCES}:11"]),
    ],
)
def test_what_is_missing_is_found_with_its_line(path: str, edit: tuple[str, str], expected: list[str], write: Write) -> None:
    assert edit[0] in SOUND[path]
    assert found(read(write({**SOUND, path: SOUND[path].replace(*edit)}))) == expected


def test_an_address_that_leads_nowhere_is_no_matter_where_a_copy_is_named(write: Write) -> None:
    links = "links:\n" + "".join(
        f"- {{url: '{url}', state: gone, on: 2026-11-01}}\n" for url in ("https://post.example/a", "https://radio.example/p")
    )
    bib = BIB.replace("  archiveurl = {https://web.archive.org/web/2020/https://radio.example/p},\n", "")
    files = {**SOUND, SOURCES: bib, "cases/links.yml": links}
    assert found(read(write(files))) == [f"dead-link radio2020 {SOURCES}:11", f"archive radio2020 {SOURCES}:11"]
    copied = links.replace("on: 2026-11-01}\n", "on: 2026-11-01, archive: 'https://web.archive.org/web/2021/https://radio.example/p'}\n")
    notes = [str(need.note) for need in care.needs(read(write({"cases/links.yml": copied})))]
    assert notes == ["Pears; a copy is at https://web.archive.org/web/2021/https://radio.example/p"] * 2


def test_without_a_day_no_review_is_too_old(write: Write) -> None:
    catalog = read(write({**SOUND, SALE: CASE.replace("2025-11-20", "1999")}))
    assert found(catalog, None) == []
    assert [entry.id for entry in care.reviewed(catalog)] == ["sale", "more"]


def test_what_most_depends_on_comes_first(write: Write) -> None:
    claims = "".join(f"  - {{id: {id}, statement: S., cite: radio2020}}\n" for id in "ab")
    files = {**SOUND, "cases/more.yml": f"{SOUND['cases/more.yml']}claims:\n{claims}", "docs/index.md": "# Home\n\n[#more/b]\n"}
    catalog = read(write(files))
    assert [line.split()[1] for line in found(catalog)] == ["more/b", "more/a", "more/b", "more/a"]
    # On the page of a record, its own comes first, in its own order.
    assert [need.id for need in care.of_page(catalog, catalog.entries["more"])] == ["more/a", "more/a", "more/b", "more/b"]


def test_on_the_page_of_a_record_stands_what_is_missing_of_its_sources(write: Write) -> None:
    catalog = read(write({**SOUND, SOURCES: BIB.replace("  read = {part},\n", "")}))
    assert [need.id for need in care.of_page(catalog, catalog.entries["sale"])] == ["radio2020"]
    assert care.of_page(catalog, catalog.entries["more"]) == []


def test_where_nobody_can_be_a_publisher_none_is_missed(write: Write) -> None:
    root = write({**SOUND, SOURCES: BIB.replace("radio.example", "other.example")})
    for kind in ("organisation", "platform", "person"):
        path = root / f"cases/kinds/{kind}.yml"
        path.write_text(path.read_text("utf-8").replace("party: true\n", ""), "utf-8")
    assert [line for line in found(read(root)) if line.startswith("publisher")] == []


def test_every_work_says_what_why_and_how_long() -> None:
    assert len(care.BY_NAME) == len(care.WORKS)
    assert all(work.minutes > 0 and work.label and work.why.endswith(".") for work in care.WORKS)
