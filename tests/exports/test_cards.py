"""Social cards: what they say, that they are the same each time, that they are kept, and that a head names them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from casebook.exports import cards
from casebook.publishing import pipeline
from casebook.views import card, heads
from casebook.views.card import Card
from casebook.views.here import Here
from casebook.views.site import Site
from PIL import Image, ImageChops

from tests.conftest import ROOT, WORLD, with_mkdocs, with_option

FULL = Card(
    title="An afternoon of apples",
    site="Casebook",
    kicker="Live sale · 2 March 2020 · Shanxi",
    zh="万荣县 · 西瓜视频",
    bound="nearly",
    number="550,000",
    unit="CNY",
    what="Turnover · this live room",
    mark="several-voices",
    evidence="2 voices",
    motif="M4 4L92 4 92 92 4 92Z",
)


def picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of a part are not paper."""
    part = image.crop(box)
    paper = Image.new("RGB", part.size, "#fbfaf6")
    return sum(1 for value in ImageChops.difference(part, paper).convert("L").tobytes() if value > 40)


def same(one: Card, other: Card) -> bool:
    return card.draw(one) == card.draw(other)


def set_to(site: Site, **settings: Any) -> Site:
    """The site with other settings."""
    return replace(site, settings=replace(site.settings, **settings))


@pytest.fixture(scope="module")
def own() -> Site:
    return replace(set_to(pipeline.run(WORLD).site, cards=True), cache=None)


# --- the picture -----------------------------------------------------------------------------------------------


def test_a_card_has_the_size_that_others_expect_and_is_not_heavy() -> None:
    content = card.draw(FULL)
    assert Image.open(BytesIO(content)).format == "PNG"
    assert picture(content).size == (1200, 630)
    assert len(content) < 120_000


def test_nothing_touches_the_edge() -> None:
    long = replace(FULL, title="word " * 60, kicker="Kind · " * 40, unit="agricultural products without a unit " * 3, what="what was counted " * 30)
    for one in (FULL, long, replace(long, number="", text="a text that goes on " * 40), replace(FULL, title="苹果" * 120)):
        image = picture(card.draw(one))
        edges = ((0, 0, 1200, 60), (0, 612, 1200, 630), (0, 0, 78, 630), (1122, 0, 1200, 630))
        assert [ink(image, edge) for edge in edges] == [0, 0, 0, 0]


@pytest.mark.parametrize("name", [field.name for field in fields(Card) if field.name not in ("text", "standing")])
def test_every_part_is_drawn(name: str) -> None:
    assert not same(FULL, replace(FULL, **{name: ""}))


def test_the_marks_are_told_apart_by_their_shape() -> None:
    marks = [
        picture(card.draw(replace(FULL, mark=mark, evidence="x"))) for mark in ("several-voices", "one-voice", "self-reported", "not-identified")
    ]
    disc, half, ring, dotted = (mark.crop((84, 581, 100, 597)) for mark in marks)
    middle, left, right, whole = (6, 6, 10, 10), (4, 6, 8, 10), (8, 6, 12, 10), (0, 0, 16, 16)
    assert [ink(mark, middle) for mark in (disc, ring, dotted)] == [16, 0, 0]
    assert (ink(half, left), ink(half, right)) == (16, 0)
    assert ink(ring, whole) > ink(dotted, whole) > 20


def test_a_character_that_no_font_has_leaves_its_line_out_and_shows_no_box() -> None:
    # U+2A6A5 is four dragons; U+0E01 is Thai.
    for strange in ("\U0002a6a5", "ก", "\U0001f34e"):
        assert same(replace(FULL, zh=f"万荣{strange}"), replace(FULL, zh=""))
        assert same(replace(FULL, what=f"apples {strange}"), replace(FULL, what=""))
        assert same(replace(FULL, kicker=f"Live {strange}"), replace(FULL, kicker=""))


def test_the_chinese_of_the_catalog_and_of_gb_2312_can_be_drawn() -> None:
    standard = "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    assert len(standard) == 6763
    used = "".join(path.read_text("utf-8") for path in (ROOT / "cases").rglob("*.yml"))
    wanted = {character for character in standard + used if "\u4e00" <= character <= "\u9fff"}
    assert [character for character in sorted(wanted) if not card._is_drawable(character)] == []


def test_the_font_of_the_cards_stays_small_and_brings_its_licence() -> None:
    folder = ROOT / "generator/fonts"
    assert (folder / "noto-serif-sc.woff2").stat().st_size < 1_500_000
    assert "SIL OPEN FONT LICENSE" in (folder / "noto-serif-sc.LICENSE.txt").read_text()


def test_a_card_is_the_same_in_another_process_whatever_its_environment(tmp_path: Path) -> None:
    code = "import sys; from casebook.views.card import *; from tests.exports.test_cards import FULL; sys.stdout.buffer.write(draw(FULL))"
    environment = {**os.environ, "TZ": "Asia/Shanghai", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1", "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout == card.draw(FULL)


# --- what it says ----------------------------------------------------------------------------------------------


def test_a_case_shows_its_most_telling_figure(own: Site) -> None:
    found = cards.case_card(own.catalog.entries["xigua-magistrates"], own)
    assert (found.title, found.zh) == ("Ten magistrates in three days", "县长直播 · 西瓜视频")
    assert (found.bound, found.number, found.unit) == ("more than", "250,000", "kg")
    assert (found.mark, found.evidence) == ("one-voice", "one voice")
    assert found.kicker.startswith("live sale · 29 February – 2 March 2020 · Hunan")


def test_a_case_without_figures_shows_its_summary_without_markup(own: Site) -> None:
    found = cards.case_card(own.catalog.entries["sound-volume-plan"], own)
    assert found.number == ""
    assert found.text.startswith("Douyin and Toutiao launched")
    assert "[" not in found.text


def test_the_card_of_the_site_counts(own: Site) -> None:
    found = cards.site_card(own)
    figures = sum(claim.value is not None for claim in own.catalog.claims.values())
    assert found.kicker == f"{len(own.catalog.cases)} cases · {figures} figures · {len(own.catalog.references)} sources"


# --- what is kept ----------------------------------------------------------------------------------------------


def contents(site: Site) -> dict[str, bytes]:
    return {file.address: bytes(content) for file in cards.files(site) if isinstance(content := file.content(), bytes)}


def test_a_site_without_cards_has_none(own: Site) -> None:
    assert list(cards.files(set_to(own, cards=False))) == []


def test_cards_are_kept_by_what_they_say(own: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = contents(own)
    assert set(drawn) == {"card.png", *(f"{entry.address}card.png" for entry in own.catalog.cases)}
    kept = replace(own, cache=tmp_path)
    assert contents(kept) == drawn
    monkeypatch.setattr(card, "draw", lambda wanted: pytest.fail(f"drawn again: {wanted.title}"))
    assert contents(kept) == drawn
    with pytest.raises(pytest.fail.Exception, match="drawn again"):
        contents(set_to(kept, name="Another site"))


def test_what_is_kept_and_broken_is_drawn_again(own: Site, tmp_path: Path) -> None:
    kept = replace(own, cache=tmp_path)
    first = contents(kept)
    files = sorted((tmp_path / "cards").iterdir())
    # One for each case, and the site's.
    assert len(files) == len(own.catalog.cases) + 1
    files[0].write_bytes(b"")
    files[1].write_bytes(files[1].read_bytes()[:5000])
    files[2].unlink()
    files[2].mkdir()
    assert contents(kept) == first
    assert contents(replace(own, cache=Path("/dev/null/nowhere"))) == first


# --- heads -----------------------------------------------------------------------------------------------------


def head(site: Site, address: str) -> dict[str, str]:
    result = pipeline.run(WORLD)
    page = next(page for page in result.pages if page.address == address)
    here = Here(site, address, page.entry)
    found = heads.head(page, here, page.description(here))
    return dict([*found.properties, *found.tags])


def test_a_head_names_the_card_by_its_whole_address(own: Site) -> None:
    found = head(set_to(own, url="https://casebook.example/"), "cases/xigua-apples/")
    assert found["og:image"] == "https://casebook.example/cases/xigua-apples/card.png"
    assert found["og:url"] == "https://casebook.example/cases/xigua-apples/"
    assert (found["og:type"], found["og:title"]) == ("article", "An afternoon of apples")
    assert found["og:image:alt"]
    assert found["twitter:card"] == "summary_large_image"
    assert head(set_to(own, url="https://casebook.example/"), "map/")["og:image"] == "https://casebook.example/card.png"


@pytest.mark.parametrize("change", [{"url": ""}, {"url": "https://casebook.example/", "cards": False}])
def test_a_head_names_no_picture_that_is_not_there(own: Site, change: dict[str, object]) -> None:
    found = head(set_to(own, **change), "cases/xigua-apples/")
    assert not [name for name in found if name.startswith("og:image")]
    assert found["og:description"]


def test_a_built_site_has_its_cards_and_every_page_its_head(project: Callable[[str], Path]) -> None:
    root = with_mkdocs(project("good/complete"))
    config = root / "mkdocs.yml"
    config.write_text(f"{config.read_text()}site_url: https://orchard.example/\nsite_description: Fruit & figures\n")
    from casebook.publishing import build

    site = build.build(root)
    for address, title in (("", "Test"), ("cases/apples/", "An afternoon of apples"), ("timeline/", "Timeline"), ("sources/", "Sources")):
        html = (site / address / "index.html").read_text()
        properties = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', html))
        assert unescape(properties["og:title"]) == title
        assert properties["og:url"] == f"https://orchard.example/{address}"
        picture_at = properties["og:image"].removeprefix("https://orchard.example/")
        assert (site / picture_at).read_bytes().startswith(b"\x89PNG")
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("card.png")}
    assert set(map(str, first)) == {"card.png", "cases/apples/card.png", "cases/pears/card.png"}
    assert list(build.build(with_option(root, "cards: false")).rglob("card.png")) == []
