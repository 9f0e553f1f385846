"""References as CSL-JSON and in a line, and the numbering of one page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypandoc
import pytest
from casebook.citing.csl import authors, csl_json, full_title, short_title, to_csl
from casebook.citing.numbering import Numbering
from casebook.citing.openurl import openurl
from casebook.citing.ris import to_ris
from casebook.citing.types import TYPES
from casebook.reading.files import Text
from casebook.records.bibtex import read
from casebook.records.reference import Reference
from casebook.text.prose import CitePart

from tests.conftest import ROOT


def reference(entry: str) -> Reference:
    bibliography, found = read(Text("r.bib", entry))
    assert found == []
    return next(iter(bibliography.references.values()))


def named(field: str) -> Reference:
    return reference(f"@misc{{key, title = {{T}}, {field}}}")


# --- CSL-JSON --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            r"""@article{smith2020,
              author = {van der Smith, Jr., Ann and {新华社} and M{\"u}ller, J{\o}rg and others},
              title = {Apples by the {TONNE} \& more},
              journaltitle = {The Orchard}, volume = 3, number = {4}, pages = {59}, date = {2020-03-05},
              doi = {10.1000/a_b}, issn = {1234-5679}, langid = {en}, location = {York},
            }""",
            {
                "id": "smith2020",
                "type": "article-journal",
                "title": "Apples by the TONNE & more",
                "author": [
                    {"family": "Smith", "given": "Ann", "non-dropping-particle": "van der", "suffix": "Jr."},
                    {"literal": "新华社"},
                    {"family": "Müller", "given": "Jørg"},
                    {"literal": "others"},
                ],
                "issued": {"date-parts": [[2020, 3, 5]]},
                "container-title": "The Orchard",
                "publisher-place": "York",
                "volume": "3",
                "issue": "4",
                "page": "59",
                "DOI": "10.1000/a_b",
                "ISSN": "1234-5679",
                "language": "en",
                "URL": "https://doi.org/10.1000/a_b",
            },
        ),
        (
            """@online{post, title = {T}, year = 2020, month = mar, url = {https://example.org/~a_b}, doi = {10.1000/x}, publisher = {The Post},
              publisherid = {post}, archiveurl = {https://archive.example.org/1}, note = {N}}""",
            {
                "id": "post",
                "type": "webpage",
                "title": "T",
                "issued": {"date-parts": [[2020, 3]]},
                "publisher": "The Post",
                "DOI": "10.1000/x",
                "URL": "https://example.org/~a_b",
                "archive_location": "https://archive.example.org/1",
                "note": "N",
            },
        ),
        (
            """@incollection{c, title = {T}, editor = {Jones, Bob}, booktitle = {B}, publisher = {P}, edition = 2, series = {S},
              isbn = {978-3-16-148410-0},
              date = {2019/2020-02}}""",
            {
                "id": "c",
                "type": "chapter",
                "title": "T",
                "editor": [{"family": "Jones", "given": "Bob"}],
                "issued": {"date-parts": [[2019], [2020, 2]]},
                "publisher": "P",
                "container-title": "B",
                "edition": "2",
                "collection-title": "S",
                "ISBN": "978-3-16-148410-0",
            },
        ),
        (
            "@report{r, title = {T}, institution = {I}, type = {Working paper}}",
            {"id": "r", "type": "report", "title": "T", "publisher": "I", "genre": "Working paper"},
        ),
        ("@misc{n, title = {T}}", {"id": "n", "type": "document", "title": "T"}),
    ],
)
def test_a_reference_becomes_a_csl_item(entry: str, expected: dict[str, Any]) -> None:
    assert to_csl(reference(entry)) == expected


@pytest.mark.parametrize(
    ("date", "issued", "printed", "ris", "openurl_date"),
    [
        ("2020~", {"date-parts": [[2020]], "circa": True}, "ca. 2020", "2020///", "2020"),
        ("2020-03~", {"date-parts": [[2020, 3]], "circa": True}, "ca. 2020, March", "2020/03//", "2020-03"),
        ("2019~/2020", {"date-parts": [[2019], [2020]], "circa": True}, "ca. 2019–2020", "2019///", "2019"),
        ("2020/..", {"date-parts": [[2020], [0]]}, "2020–", "2020///", "2020"),
        ("../2020", {"date-parts": [[0], [2020]]}, "2020", "2020///", "2020"),
    ],
)
def test_an_open_or_approximate_date_is_what_pandoc_takes_for_one(
    date: str, issued: dict[str, Any], printed: str, ris: str, openurl_date: str, tmp_path: Path
) -> None:
    found = reference(f"@online{{key, title = {{T}}, author = {{Smith, Ann}}, url = {{https://example.org/}}, date = {{{date}}}}}")
    assert to_csl(found)["issued"] == issued
    assert f"DA  - {ris}\n" in to_ris(found)
    assert f"rft.date={openurl_date}&" in openurl(found)
    assert short_title(found) == f"Smith {date.removeprefix('../')[:4]}"
    (tmp_path / "items.json").write_text(csl_json({"key": found}))
    arguments = ["--citeproc", f"--bibliography={tmp_path / 'items.json'}", f"--csl={ROOT / 'generator/styles/apa.csl'}"]
    assert f"({printed})" in pypandoc.convert_text("---\nnocite: '@*'\n---\n", "plain", format="markdown", extra_args=["--wrap=none", *arguments])


@pytest.mark.parametrize("type", TYPES)
def test_every_known_type_becomes_a_csl_type(type: str) -> None:
    assert to_csl(Reference("k", type, "T"))["type"] == TYPES[type].csl


# --- for people ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("", ""),
        ("author = {Smith, Ann}", "Smith, A."),
        ("author = {Smith, Ann Mary and Jones, Bob}", "Smith, A. M. & Jones, B."),
        ("author = {Smith, Ann and Jones, Bob and 新华社}", "Smith, A., Jones, B. & 新华社"),
        ("author = {Smith, Ann and others}", "Smith, A. et al."),
        ("author = {Smith, Ann and Jones, Bob and others}", "Smith, A., Jones, B. et al."),
        ("author = {van Gogh, Vincent}", "van Gogh, V."),
        ("author = {King, Jr., Martin}", "King, M., Jr."),
        ("author = {{World Health Organization}}", "World Health Organization"),
        ("editor = {Jones, Bob}", "Jones, B."),
    ],
)
def test_the_authors_in_a_line(field: str, line: str) -> None:
    assert authors(named(field)) == line


def test_a_chinese_name_in_two_parts_has_no_initials() -> None:
    assert authors(named("author = {欧阳, 婷}")) == "欧阳婷"


def test_a_range_of_pages_has_one_mark_between() -> None:
    assert to_csl(named("pages = {5--9}"))["page"] in ("5-9", "5–9")


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("author = {Ouyang, Ting and Smith, Ann}, year = 2020", "Ouyang 2020"),
        ("author = {新华社}, date = {2020-03-05}", "新华社 2020"),
        ("editor = {Jones, Bob}, date = {2019/2020}", "Jones 2019"),
        ("journal = {The Orchard}, publisher = {P}, year = 2020", "The Orchard 2020"),
        ("publisher = {Xinhuanet}", "Xinhuanet n.d."),
        ("year = 2020", "T 2020"),
        ("author = {van den Berg, Anna}, year = 2020", "van den Berg 2020"),
        ("author = {de la Cruz, Jr., Maria}, year = 2020", "de la Cruz 2020"),
        ("author = {Caesar}, year = 0044", "Caesar 44 AD"),
        ("author = {Bede}, date = {0731-05}", "Bede 731 AD"),
        ("author = {Anselm}, date = {1077}", "Anselm 1077"),
    ],
)
def test_a_source_is_recognised_by_who_and_when(field: str, title: str) -> None:
    assert short_title(named(field)) == title


# --- numbering -------------------------------------------------------------------------------------------------


def test_sources_are_numbered_in_the_order_in_which_they_are_first_cited_and_know_the_way_back() -> None:
    numbering = Numbering()
    first = numbering.cite([CitePart("b", "p. 3"), CitePart("a")], ["B", "A"], "Story")
    second = numbering.cite([CitePart("a", "p. 9")], ["A"], "Story")
    third = numbering.cite([CitePart("c"), CitePart("b")], ["C", "B"], "Figures")
    assert [(link.number, link.href, link.anchor, link.title, link.locator) for link in (*first, *second, *third)] == [
        (1, "#_ref-1", "_cite-1-1", "B", "p. 3"),
        (2, "#_ref-2", "_cite-2-1", "A", ""),
        (2, "#_ref-2", "_cite-2-2", "A", "p. 9"),
        # At one place they stand in the order of their numbers.
        (1, "#_ref-1", "_cite-1-2", "B", ""),
        (3, "#_ref-3", "_cite-3-1", "C", ""),
    ]
    assert numbering.keys() == ["b", "a", "c"]
    anchors = {key: {part: [link.anchor for link in links] for part, links in numbering.occurrences(key).items()} for key in "ab"}
    assert anchors["a"] == {"Story": ["_cite-2-1", "_cite-2-2"]}
    assert anchors["b"] == {"Story": ["_cite-1-1"], "Figures": ["_cite-1-2"]}
    assert numbering.occurrences("nowhere") == {}


def test_a_source_cited_twice_at_one_place_is_one_link_with_both_locators() -> None:
    links = Numbering().cite([CitePart("a", "p. 3"), CitePart("b"), CitePart("a", "p. 5"), CitePart("a")], ["A", "B", "A", "A"], "Story")
    assert [(link.number, link.anchor, link.locator) for link in links] == [(1, "_cite-1-1", "p. 3; p. 5"), (2, "_cite-2-1", "")]


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("Apples", "Apples. [A]"),
        ("Apples.", "Apples. [A]"),
        ("Apples...", "Apples... [A]"),
        ("谁来埋单？", "谁来埋单？ [A]"),
        ("没有秘诀……", "没有秘诀…… [A]"),
        ("“Who pays?”", "“Who pays?” [A]"),
        ("The “Sister”", "The “Sister”. [A]"),
        ("Apples (why?)", "Apples (why?). [A]"),
    ],
)
def test_what_is_added_to_a_title_comes_behind_a_full_stop_unless_it_has_ended(title: str, whole: str) -> None:
    assert full_title(Reference("k", "online", title, fields={"titleaddon": "[A]"})) == whole
