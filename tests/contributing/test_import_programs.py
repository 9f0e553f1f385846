"""What programs write that is unusual, or no source at all: never a traceback, and nothing is lost without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casebook.contributing import import_csl, import_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contributing.test_import import change, project, run, said

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3000, 3000) | st.floats() | st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("date-parts", "raw", "family", "given", "literal")), inner, max_size=3)
    ),
    max_leaves=6,
)
VARIABLES = (
    *("type", "id", "title", "author", "editor", "issued", "accessed", "note", "DOI", "URL", "ISBN", "ISSN", "page", "container-title", "number"),
    *("itemType", "creators", "date", "data", "csljson", "message", "items", "publicationTitle", "extra", "language", "event-date", "created"),
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(VARIABLES), JSON, max_size=6), JSON, st.sampled_from(("issued", "accessed", "published")))
def test_any_json_in_any_variable_is_read_or_refused(item: dict[str, object], parts: object, dated: str) -> None:
    for value in ([{"title": "A", **item, dated: {"date-parts": parts}}], {"title": "A", **item}, [item, parts]):
        content = json.dumps(value)
        try:
            found = import_reading.read(content, "csl-json", "x")
        except import_csl.NotThisFormat as error:
            assert str(error)
        else:
            assert all(candidate.reference or candidate.refused for candidate in found)


@pytest.mark.parametrize(
    ("parts", "date", "told"),
    [
        ([[None]], "", ""),
        ([["", 1]], "", ""),
        ([[]], "", ""),
        ([["abc"]], "", ", without its date ('abc' is no date"),
        ([[-44]], "", ", without its date ('-0044': only years from 0001 to 9999 can be shown)"),
        ([["9" * 9999]], "", ", without its date ("),
        ([[2020, 0, 0]], "2020", ""),
        ([[2020], [0]], "2020/", ""),
        ([["2020", "3"]], "2020-03", ""),
    ],
)
def test_date_parts_that_are_none(parts: object, date: str, told: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    line = said(run(root, json.dumps([{"type": "book", "title": "Apples", "author": [{"family": "Zoe"}], "issued": {"date-parts": parts}}])))[0]
    assert line.startswith(f"1: added zoe{date[:4]}apples{told}")
    assert [field for field in change(root) if "date" in field and "note" not in field] == ([f"\tdate = {{{date}}}"] if date else [])


ARTICLE = {
    **{"itemType": "journalArticle", "title": "On <i>pears</i>", "date": "2021-03-05", "publicationTitle": "Journal of Pears", "volume": "3"},
    **{"issue": "2", "pages": "1-9", "DOI": "10.1000/pears21", "ISSN": "0028-0836", "url": "https://example.org/p", "language": "en"},
    "accessDate": "2022-01-02T10:11:12Z",
    "creators": [
        {"creatorType": "author", "firstName": "Zoe", "lastName": "Zed"},
        {"creatorType": "author", "name": "World Pear Organisation"},
        {"creatorType": "reviewedAuthor", "firstName": "Ann", "lastName": "Other"},
    ],
    "tags": [{"tag": "x"}],
}


@pytest.mark.parametrize("wrapped", [ARTICLE, [ARTICLE], {"key": "ABCD2345", "data": ARTICLE}, [{"key": "ABCD2345", "version": 1, "data": ARTICLE}]])
def test_an_item_as_zotero_keeps_it_is_read(wrapped: object, tmp_path: Path) -> None:
    root = project(tmp_path)
    assert said(run(root, json.dumps(wrapped)))[0] == "1: added zed2021pears, without its reviewedAuthor"
    assert [line.strip() for line in change(root) if line] == [
        "@article{zed2021pears,",
        "author = {Zed, Zoe and {World Pear Organisation}},",
        "title = {On pears},",
        "date = {2021-03-05},",
        "journaltitle = {Journal of Pears},",
        "volume = {3},",
        "number = {2},",
        "pages = {1--9},",
        "issn = {0028-0836},",
        "doi = {10.1000/pears21},",
        "url = {https://example.org/p},",
        "urldate = {2022-01-02},",
        "langid = {en}",
        "}",
    ]


@pytest.mark.parametrize(
    ("item", "type", "fields"),
    [
        (
            {"itemType": "bookSection", "bookTitle": "All pears", "publisher": "P", "place": "Oslo"},
            "incollection",
            ("booktitle", "publisher", "location"),
        ),
        ({"itemType": "thesis", "university": "U", "thesisType": "PhD"}, "thesis", ("institution", "type")),
        ({"itemType": "report", "institution": "I", "reportNumber": "7", "reportType": "Annual report"}, "report", ("institution", "number", "type")),
        ({"itemType": "webpage", "websiteTitle": "W", "url": "https://example.org/"}, "online", ("organization", "url")),
        ({"itemType": "conferencePaper", "proceedingsTitle": "P", "conferenceName": "C"}, "inproceedings", ("booktitle", "eventtitle")),
        ({"itemType": "patent", "patentNumber": "US 7", "issueDate": "2020"}, "patent", ("number", "date")),
        (
            {"itemType": "book", "numPages": "9", "series": "S", "seriesNumber": "4", "ISBN": "9783161484100"},
            "book",
            ("pagetotal", "series", "number"),
        ),
        ({"itemType": "preprint", "repository": "arXiv", "archiveID": "arXiv:2001.01234"}, "article", ("eprint", "eprinttype")),
    ],
)
def test_zotero_s_types(item: dict[str, str], type: str, fields: tuple[str, ...]) -> None:
    (found,) = import_reading.read(json.dumps({"title": "T", **item}), "csl-json", "x")
    assert found.reference
    assert (found.reference.type, found.left_out) == (type, ())
    assert all(found.reference.get(name) or (name == "date" and found.reference.issued) for name in fields)


def test_what_is_no_source_costs_only_itself(tmp_path: Path) -> None:
    content = json.dumps([{"itemType": "attachment", "title": "Full text"}, ARTICLE, {"itemType": "note", "note": "N"}, 7])
    result = run(project(tmp_path), content)
    assert said(result) == [
        "1: refused because it is what Zotero calls attachment, and no source",
        "1: added zed2021pears, without its reviewedAuthor",
        "1: refused because it is what Zotero calls note, and no source",
        "1: refused because it is no item of CSL-JSON",
        "4 sources: 1 added, 3 refused",
    ]


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    root = project(tmp_path)
    entries = "@incollection{a, title={One}, author={Zoe, A.}, date={2020}, crossref={gone}, colour={red}, month_of={x}}"
    assert said(run(root, entries))[0] == (
        "1: added zoe2020one, without its crossref (there is no entry 'gone' here to take over from), "
        "without its colour (a field that is not known), without its month_of (a field that is not known)"
    )
    record = "TY  - JOUR\nTI  - Two\nAU  - Yan, B.\nPY  - 2020\nC7  - e12\nUR  - https://example.org/1\nUR  - https://example.org/2\nER  - "
    assert said(run(root, record))[0] == "1: added yan2020two, without its second address (https://example.org/2)"
    assert "\teid = {e12}" in (root / "cases/references.bib").read_text("utf-8")
    item = json.dumps([{"title": "Three", "author": [{"family": "Xu"}], "issued": {"date-parts": [[2020]]}, "reviewed-title": "R", "scale": "1:5"}])
    assert said(run(root, item))[0] == "1: added xu2020three, without its reviewed-title, without its scale"
    film = {"type": "motion_picture", "title": "Four", "author": [{"family": "Wu"}], "director": [{"family": "Di"}], "PMCID": "PMC1", "archive": "A"}
    assert said(run(root, json.dumps([film])))[0] == "1: added wufour, without its archive, without its director"
    assert "\tpmcid = {PMC1}" in (root / "cases/references.bib").read_text("utf-8")


def test_a_key_without_a_year_is_of_words(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert said(run(root, "@misc{x, title={The ice bucket}, author={{ALS Association}}}"))[0] == "1: added alsice"
    assert said(run(root, "@misc{x, title={Ice in buckets}, author={{ALS Association}}}"))[0] == "1: added alsbuckets"


def test_a_fault_that_costs_a_field_costs_no_other_on_its_line(tmp_path: Path) -> None:
    root = project(tmp_path)
    entry = "@article{a, title={Url and isbn}, author={Zoe, A.}, date={2020}, Isbn={1}, Url={ftp:x}}"
    line = said(run(root, entry))[0]
    assert line.startswith("1: added zoe2020url, without its isbn ('1' is no ISBN), without its url ('ftp:x' is no web address")
    refused = said(run(root, "@article{a, title={Isbn one}, author={Zoe, A.}, Isbn={1}, Date={2020-13}}"))[0]
    assert refused.startswith("1: refused because date: '2020-13': there is no month 13")


def test_what_the_catalog_writes_loses_nothing() -> None:
    own = {"title": "T", "type": "webpage", "archive_location": "https://archive.example.org/x", "original-publisher-place": "Oslo", "PMCID": "PMC1"}
    (found,) = import_reading.read(json.dumps([own]), "csl-json", "x")
    assert found.reference
    assert (found.left_out, [found.reference.get(name) for name in ("archiveurl", "origlocation", "pmcid")]) == (
        (),
        ["https://archive.example.org/x", "Oslo", "PMC1"],
    )
