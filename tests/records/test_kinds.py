"""The table of kinds: what one is, what it is called, and which fields name it."""

from __future__ import annotations

import re

import pytest
from casebook.records.kinds import MEASURE, Kinds, class_name, slug, words

from tests.records.worlds import EVERYTHING, declared

VOYAGES = declared(EVERYTHING)


def test_the_kind_that_the_catalog_is_about_comes_first_and_measures_last() -> None:
    assert list(VOYAGES.by_name) == ["voyage", "port", "ship", "measure"]
    assert VOYAGES.main is VOYAGES["voyage"]
    assert VOYAGES.is_whole
    assert (VOYAGES.main.label_field, VOYAGES["ship"].label_field) == ("title", "name")


def test_without_declarations_there_are_measures_only() -> None:
    kinds = Kinds()
    assert list(kinds) == [MEASURE]
    assert not kinds.is_whole
    assert "voyage" not in kinds
    with pytest.raises(LookupError):
        _ = kinds.main


def test_folders_and_addresses_are_those_declared() -> None:
    assert {kind.name: (kind.folder, kind.address) for kind in VOYAGES} == {
        "voyage": ("", "voyages"),
        "port": ("ports", "ports"),
        "ship": ("ships", "fleet"),
        "measure": ("measures", "measures"),
    }
    assert VOYAGES.by_folder["ships"] is VOYAGES["ship"]


def test_what_kinds_are_to_the_catalog() -> None:
    assert VOYAGES.parties == ("ship",)
    assert VOYAGES.on_map == ("port",)
    assert [kind.name for kind in VOYAGES.faceted] == ["port", "ship"]
    assert VOYAGES.vocabularies == ("sorts", "weathers", "parts", "likenesses", "dimensions")
    assert [kind.name for kind in VOYAGES if kind.has_parent] == ["port"]
    assert VOYAGES.main.when is VOYAGES.main.by_name["sailed"]
    assert VOYAGES["port"].when is None


def test_fields_that_may_name_a_record_are_found_from_its_side() -> None:
    named = [(kind.name, item.name) for kind, item in VOYAGES.fields_naming(VOYAGES["port"])]
    assert named == [("voyage", "port"), ("voyage", "calls"), ("voyage", "crew"), ("port", "part_of")]
    assert [item.name for _kind, item in VOYAGES.fields_naming(VOYAGES.main)] == ["likened"]


@pytest.mark.parametrize(
    ("label", "plural", "expected"),
    [
        ("Ship", "Ships", ("ship", "ships")),
        ("NGO", "NGOs", ("NGO", "NGOs")),
        ("Press release", "Press releases", ("press release", "press releases")),
    ],
)
def test_a_kind_is_called_without_a_capital_within_a_sentence(label: str, plural: str, expected: tuple[str, str]) -> None:
    text = EVERYTHING["ship"].replace("label: Ship\n", f"label: {label}\n").replace("plural: Ships\n", f"plural: {plural}\n")
    kind = declared({**EVERYTHING, "ship": text})["ship"]
    assert (kind.noun, kind.nouns) == expected


@pytest.mark.parametrize(("plural", "address"), [("Voyages", "voyages"), ("航次", "voyage"), ("Überfahrten", "voyage")])
def test_the_address_of_what_the_catalog_is_about_is_made_of_plain_letters(plural: str, address: str) -> None:
    text = re.sub(r"(?m)^plural: .*", f"plural: {plural}", EVERYTHING["voyage"])
    assert declared({**EVERYTHING, "voyage": text})["voyage"].address == address


def test_names_as_words_addresses_and_classes() -> None:
    assert (words("part_of"), words("press-release")) == ("part of", "press release")
    assert slug("Press releases & more") == "press-releases-more"
    assert (class_name("press-release"), class_name("part_of"), class_name("ship")) == ("PressRelease", "PartOf", "Ship")
