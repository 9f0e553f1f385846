"""The ids of a page's places: whatever people write, each is there once, and none is the frame's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from casebook.base.identifier import NAME_PATTERN, SLUG_PATTERN
from casebook.text import anchors
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

# Words that look like ids of ours, and any others.
LOCATOR = (
    st.sampled_from(["__search", "__drawer", "_q", "Para. 9", "para 9", "PARA 9", ".", "...", "__", "第三章", "p.\u00a09", "as a whole", ""])
    | st.text()
)


@given(st.lists(LOCATOR, unique=True))
def test_locators_have_one_id_each(locators: list[str]) -> None:
    found = anchors.distinct({text: text for text in locators})
    assert list(found) == locators
    assert len(set(found.values())) == len(found)
    assert all(id and not id.startswith("_") and not re.search(r"\s", id) for id in found.values())


@given(st.lists(LOCATOR, unique=True), st.lists(LOCATOR))
def test_what_joins_behind_changes_no_id(locators: list[str], more: list[str]) -> None:
    before = anchors.distinct({text: text for text in locators})
    after = anchors.distinct({text: text for text in (*locators, *more)})
    assert {text: after[text] for text in before} == before


def test_ids_that_were_published_are_what_they_were() -> None:
    texts = ["para. 9", "p. 3-4", "Cover", "cap. 2, fig. 1", "as a whole"]
    assert list(anchors.distinct({text: text for text in texts}).values()) == ["para-9", "p-3-4", "cover", "cap-2,-fig-1", "as-a-whole"]
    assert anchors.part("summary") == "_summary"
    assert anchors.claim_citation("turnover") == "_cite-turnover"
    assert anchors.named("map", "germany") == "_map-germany"


def test_an_id_that_somebody_has_written_as_words_is_not_given_once_more() -> None:
    taken = anchors.distinct({"Para 9": "Para 9", "para 9": "para 9"})["para 9"]
    found = anchors.distinct({text: text for text in ("Para 9", "para 9", taken)})
    assert (found["Para 9"], found[taken]) == ("para-9", taken)
    assert len(set(found.values())) == 3


names = st.from_regex(NAME_PATTERN, fullmatch=True) | st.sampled_from(["figures", "q", "cite-plays", "ref-1", "text", "claims"])
slugs = st.from_regex(SLUG_PATTERN, fullmatch=True) | st.sampled_from(["1-1", "12-3", "figures", "q"])


@given(names, names, slugs, slugs, st.integers(1, 30), st.integers(1, 30))
def test_parts_citations_claims_and_sections_never_meet(part: str, field: str, claim: str, record: str, number: int, nth: int) -> None:
    ids = [
        *(anchors.part(part), anchors.part(field, [part]), claim, anchors.claim_citation(claim), anchors.card(record, claim)),
        *(anchors.reference(number), anchors.citation(number, nth), *anchors.SECTIONS, *anchors.FRAME),
    ]
    assert len(set(ids)) == len(ids)


def test_every_id_that_a_template_writes_out_is_known() -> None:
    literal = re.compile(r'\bid="([^"{}]+)"')
    made = ROOT / "generator/templates"
    templates = ("case", "case_parts", "entity", "entity_measure", "entities", "macros", "share", "source")
    found = {id for name in templates for id in literal.findall((made / f"{name}.html").read_text("utf-8"))}
    # Of sources: pages without declared parts, whose own are `_summary` and `_text` at the most.
    assert found - {"_note", "_passages", "_rests", "_resting"} <= anchors.SECTIONS
    others = {id for path in made.glob("*.html") for id in literal.findall(path.read_text("utf-8"))}
    # On these pages nothing has an id that is made of what people wrote.
    assert {id for id in others if not id.startswith("_")} == {"timeline"}
    frame = Path(ROOT / "generator/theme").rglob("*.html")
    ids = {id for path in frame for id in re.findall(r'\bid ?= ?"([^"{}]+)"', path.read_text("utf-8"))}
    assert all(id.startswith("__") or id in anchors.FRAME for id in ids)


@pytest.mark.parametrize(
    ("slug", "id"), [("_q", "q"), ("__search", "search"), ("_references", "references"), ("plain_words", "plain_words"), ("__", "")]
)
def test_headings_have_no_id_of_ours(slug: str, id: str) -> None:
    assert anchors.heading(slug) == id
