"""Words and stems for the search: what a text is found by, and the browser's rules beside ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from casebook.text import stemming, words
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.conftest import ROOT

SCRIPTS = ROOT / "generator/theme/assets/casebook"
TEXTS = [
    "53,000 kg, 53 000, 53.000, 3.5, 1,234.56, 1.234,5, 52 million",
    "Xi'an D’Alembert magistrate's zhāng Ｋｗａｉ straße ﬁne Łódź",
    "2020-03-02, 2020-03, 12020-03-02, 2020-03-02a, 2020-02-29/2020-03-02",
    "2020年3月2日 3百万 萬榮縣直播帶貨 live-streaming red-book#weight e‑mail",
    "C# 5*2*3 ½ İstanbul Ωμέγας हिन्दी 한국어 カタカナ・ひらがな 𠮷〇 snake_case",
    "a - b -- c- -d x—y z’s 'quoted' don't rock'n'roll l'hôpital",
]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("53,000 kg", [["53000"], ["kg"]]),
        ("53.000", [["53.000", "53000"]]),
        ("3.5 million", [["3.5", "3500000"], ["million"]]),
        ("1,234.5", [["1234.5"]]),
        ("Xi'an", [["xian"]]),
        ("D’Alembert's", [["dalembert", "alembert"]]),
        ("zhāng Ｋ", [["zhang"], ["k"]]),
        ("2020-03-02", [["2020-03-02", "2020-03", "2020"]]),
        ("萬榮", [["万"], ["荣"]]),
        ("2020年3月", [["2020", "2020-03"], ["年"], ["3"], ["月"]]),
        ("—!?", []),
    ],
)
def test_what_a_text_is_found_by(text: str, forms: list[list[str]]) -> None:
    assert [list(token.forms) for token in words.written(text)] == forms


@pytest.mark.parametrize(
    "pair",
    """selling sell|sold sell|sells selling|children child|women woman|people person|analyses analysis|lives life|villages village|boxes box
    movies movie|stories story
    menus menu|ngos ngo|kols kol|uses using|used use|raised raising|hoping hoped|stopped stop|added adds|agreed agree|tried try
    dying die|playing plays|travelling travel|trafficking traffic|donations donation|donated donate|flowers flower|weaving wove
    sought seek|fought fight|got get|saw see|seen see|came come|went go|gone go|goes go|became become|said say|stood stand|understood understand
    meant mean|caught catch|felt feel|heard hear|left leave|threw throw|broke break|rebuilt rebuild|oversaw oversee|has have|did do
    organization organisation|organizes organise|colors colour|centered centring|behavior behaviours|licensing licence|judgement judgment
    neighborhood neighbourhood|analyze analysing|analyzed analyse|theaters theatre|practicing practise|fulfillment fulfilment
    catalogs catalogue|traveled travelling|programs programme""".replace("\n", "|").split("|"),
)
def test_forms_of_one_word(pair: str) -> None:
    one, other = pair.split()
    assert set(stemming.stems(one)) & set(stemming.stems(other))


@pytest.mark.parametrize(
    "pair",
    """organ organisation|news new|live livelihood|university universe|colorado colour|four for|do donation|important import|positions positive
    directly directive|publication public|organisation organiser|village villager|human humane|past paste|plan plane|planned plane|hopping hoping
    seed see|feed fee|evening even|goods good|class clas|king ring|being bee|donation donate|donor donation|fundraising fundraiser
    expensive expense|moral morale|local locale|general generation|arm army|policy police""".replace("\n", "|").split("|"),
)
def test_words_that_are_not_the_same(pair: str) -> None:
    one, other = pair.split()
    assert not set(stemming.stems(one)) & set(stemming.stems(other))


def vocabulary() -> list[str]:
    """Some thousands of English words: those of our own pages and sources, and all irregular ones."""
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "generator").rglob("*.py")]
    return sorted({*stemming.IRREGULAR, *(word for path in files for word in re.findall("[a-z]+", path.read_text("utf-8").lower()))})


@given(st.from_regex("[a-z]{1,6}(?:s|es|ies|ed|ied|ing|ying|eed|cked|zation|yze|our|or)?", fullmatch=True))
def test_every_form_is_one_of_its_own_words(word: str) -> None:
    found = stemming.stems(word)
    assert found[0] == stemming.british(word)
    assert len(set(found)) == len(found)
    assert all(found)


@given(st.text(max_size=60))
def test_any_text_has_tokens_in_small_letters(text: str) -> None:
    for token in words.written(text):
        assert all(form and form == form.strip() for form in token.forms)


def test_the_browser_reads_as_we_do(chromium: Browser, tmp_path: Path) -> None:
    for name in ("words.js", "scripts.js"):
        (tmp_path / name).write_text((SCRIPTS / name).read_text("utf-8"))
    listed = vocabulary()
    assert len(listed) > 3000
    pairs = "".join(f"{old}{new}" for old, new in sorted(words.simplified().items()))
    given_to_it = {"words": {"letters": words.LETTERS, "han": pairs}, "english": stemming.TABLES, "texts": TEXTS, "vocabulary": listed}
    page = chromium.new_page()
    page.route("http://words.test/**", lambda route: _answer(route, tmp_path))
    page.goto("http://words.test/")
    found = page.evaluate(
        """async (given) => {
          const { reader, stemmer, key } = await import("/words.js");
          const { tokens } = reader(given.words), { stems } = stemmer(given.english);
          const texts = given.texts.map((text) => tokens(text));
          return {
            texts: texts.map((found) => found.map(({ forms, gap }) => [forms, gap])),
            keys: texts.map(key),
            stems: given.vocabulary.map(stems),
          };
        }""",
        given_to_it,
    )
    page.close()
    assert found["texts"] == [[[list(token.forms), token.gap] for token in words.tokens(text)] for text in TEXTS]
    assert found["keys"] == [words.key(words.tokens(text)) for text in TEXTS]
    assert dict(zip(listed, found["stems"], strict=True)) == {word: list(stemming.stems(word)) for word in listed}


def _answer(route, folder: Path) -> None:  # type: ignore[no-untyped-def]
    path = folder / route.request.url.rpartition("/")[2]
    if path.is_file():
        route.fulfill(body=path.read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def test_the_tables_are_plain_data() -> None:
    assert json.loads(json.dumps(stemming.TABLES)) == stemming.TABLES
