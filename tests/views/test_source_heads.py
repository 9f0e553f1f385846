"""What machines read of a source in its page's head, and of all sources of a page in its text."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from casebook.citing.openurl import openurl
from casebook.citing.types import ALL as KINDS
from casebook.citing.types import TYPES
from casebook.records.entry_types import TYPES as READ
from casebook.views.source_heads import data, tags
from rdflib import SDO

from tests.citing.works import works
from tests.records.test_bibtex_values import one

WORKS = works()


def test_every_type_that_is_read_has_a_kind() -> None:
    assert set(TYPES) == READ


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (
            "article",
            {
                "citation_title": ["How NASA & iPhones met: a tale: An eBook"],
                "citation_author": ["van der Berg, Ann Jr.", "World Health Organization", "张三"],
                "citation_editor": ["Ed, Tor"],
                "citation_journal_title": ["The Journal"],
                "citation_journal_abbrev": ["J."],
                "citation_volume": ["3"],
                "citation_issue": ["4"],
                "citation_firstpage": ["5"],
                "citation_lastpage": ["9"],
                "citation_doi": ["10.1000/a_b"],
                "citation_issn": ["1234-5679"],
                "citation_language": ["en"],
                "citation_publication_date": ["2020/03/05"],
                "citation_public_url": ["https://example.org/a_b?c=%20"],
                "citation_arxiv_id": ["2001.01234"],
            },
        ),
        ("book", {"citation_title": ["The Work: The Volume"], "citation_isbn": ["978-3-16-148410-0"], "citation_series_title": ["Great Books"]}),
        ("inbook", {"citation_inbook_title": ["A Book of Parts: Whole"], "citation_firstpage": ["59"], "citation_publisher": ["P"]}),
        ("inproceedings", {"citation_inbook_title": ["Proceedings of a Meeting"], "citation_conference_title": ["The Meeting"]}),
        ("report", {"citation_technical_report_institution": ["WHO"], "citation_technical_report_number": ["12"]}),
        ("phd", {"citation_dissertation_institution": ["A University"]}),
        ("dataset", {"citation_publisher": ["A Repository"], "citation_doi": ["10.1000/data"]}),
        ("online", {"citation_author": ["新华社"], "citation_publisher": ["新华网"], "citation_language": ["zh"]}),
    ],
)
def test_the_tags_of_a_source(key: str, wanted: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for name, content in tags(WORKS[key]):
        found.setdefault(name, []).append(content)
    assert {name: found.get(name) for name in wanted} == wanted
    # Readers take the kind from the last of these.
    telling = [name for name in found if name in ("citation_inbook_title", "citation_conference_title", "citation_journal_title")]
    assert telling[-1:] == {
        "article": ["citation_journal_title"],
        "inbook": ["citation_inbook_title"],
        "inproceedings": ["citation_conference_title"],
    }.get(key, [])


def agents(written: str, known: frozenset[str] = frozenset()) -> list[dict[str, str]]:
    return list(data(works(f"@misc{{k, title = {{T}}, author = {{{written}}}}}")["k"], known)["author"])


def test_who_is_an_organisation_the_entry_says_or_the_catalog() -> None:
    assert agents("{World Health Organization} and 张三 and UNICEF and King, Jr., Martin and {张三}") == [
        {"@type": "Organization", "name": "World Health Organization"},
        {"@type": "Person", "name": "张三"},
        {"name": "UNICEF"},
        {"@type": "Person", "name": "Martin King Jr."},
        {"@type": "Organization", "name": "张三"},
    ]
    assert agents("UNICEF and 新华社", frozenset({"UNICEF", "新华社"})) == [
        {"@type": "Organization", "name": "UNICEF"},
        {"@type": "Organization", "name": "新华社"},
    ]


def test_an_article_stands_in_an_issue_of_a_volume_of_a_journal() -> None:
    found = data(WORKS["article"])
    assert found["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "4",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "3",
            "isPartOf": {"@type": "Periodical", "name": "The Journal", "issn": "1234-5679"},
        },
    }
    assert (found["@type"], found["pageStart"], found["pageEnd"], found["inLanguage"]) == ("Article", "5", "9", "en")
    assert [agent["name"] for agent in found["translator"]] == ["Jane Doe"]
    assert data(WORKS["inbook"])["isPartOf"]["name"] == "A Book of Parts: Whole"
    assert data(WORKS["report"])["reportNumber"] == "12"
    assert data(WORKS["software"])["softwareVersion"] == "1.2"


def test_a_patent_has_its_number_and_its_holder() -> None:
    patent = one("number = {US1234567}, holder = {{Acme Ltd}}", "patent")
    found = data(patent)
    assert found["identifier"] == [{"@type": "PropertyValue", "propertyID": "patent number", "value": "US1234567"}]
    held = {"@type": "Role", "roleName": "patent holder", "contributor": {"@type": "Organization", "name": "Acme Ltd"}}
    assert found["contributor"] == [held]
    assert data(one("number = {8601-2}", "standard"))["identifier"][0]["propertyID"] == "standard number"
    report = data(one("number = {7}", "report"))
    assert (report["identifier"], report["reportNumber"], report["contributor"]) == ([], "7", [])
    # All of it are words of schema.org.
    assert all(hasattr(SDO, name) for name in ("Role", "roleName", "contributor", "PropertyValue", "propertyID", "value", "identifier"))


def test_every_kind_is_a_type_of_schema_org() -> None:
    assert [kind.schema_org for kind in KINDS if kind.schema_org not in SDO] == []


# --- COinS -------------------------------------------------------------------------------------------------------


def read(title: str) -> dict[str, Any]:
    """What Zotero's connector makes of an OpenURL: after `parseContextObject` of its utilities (openurl.js), for the keys that we write."""
    pairs = parse_qsl(title, strict_parsing=True)
    form = dict(pairs)["rft_val_fmt"].rpartition(":")[2]
    genre = dict(pairs).get("rft.genre", "")
    books = {"bookitem": "bookSection", "proceeding": "conferencePaper", "report": "report"}
    kinds = {"journal": "journalArticle", "book": books.get(genre, "book"), "dissertation": "thesis", "patent": "patent", "dc": "webpage"}
    item: dict[str, Any] = {"itemType": kinds[form], "creators": []}
    in_container = item["itemType"] in ("journalArticle", "bookSection", "conferencePaper")
    for key, value in pairs:
        if key == "rft.type":
            item["itemType"] = value
        elif key == "rft.btitle":
            item["publicationTitle" if in_container else "title"] = value
        elif key in ("rft.atitle", "rft.title"):
            item["title"] = value
        elif key in ("rft.jtitle", "rft.source"):
            item["publicationTitle"] = value
        elif key in ("rft.au", "rft.creator", "rft.inventor"):
            item["creators"].append(tuple(value.split(", ")[:2]))
        elif key == "rft.aucorp":
            item["creators"].append(value)
        elif key == "rft_id":
            item.update({"DOI": value[9:]} if value.startswith("info:doi/") else {"url": value})
        else:
            item[key.removeprefix("rft.")] = value
    return item


@pytest.mark.parametrize("key", WORKS)
def test_a_reference_manager_reads_every_work_with_its_kind_and_title(key: str) -> None:
    found, wanted = read(openurl(WORKS[key])), dict(tags(WORKS[key]))
    assert found["itemType"] == {"talk": "presentation", "news": "newspaperArticle"}.get(key, TYPES[WORKS[key].type].zotero)
    assert found["title"] == wanted["citation_title"]
    assert len(found["creators"]) == len(WORKS[key].author or WORKS[key].editor)


def test_people_keep_particles_and_suffixes_and_organisations_are_one() -> None:
    assert read(openurl(WORKS["article"]))["creators"] == [("van der Berg", "Ann Jr."), "World Health Organization", ("张三",)]
    pairs = parse_qsl(openurl(WORKS["article"]))
    assert [pair for pair in pairs if pair[0].startswith("rft.au")] == [
        ("rft.aulast", "van der Berg"),
        ("rft.aufirst", "Ann"),
        ("rft.ausuffix", "Jr."),
        ("rft.au", "van der Berg, Ann Jr."),
        ("rft.aucorp", "World Health Organization"),
        ("rft.au", "张三"),
    ]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("article", {"volume": "3", "issue": "4", "pages": "5-9", "issn": "1234-5679", "DOI": "10.1000/a_b", "language": "en", "stitle": "J."}),
        ("inbook", {"isbn": "978-3-16-148410-0", "place": "Paris", "edition": "2", "series": "Parts", "publicationTitle": "A Book of Parts: Whole"}),
        ("patent", {"number": "US1234567", "assignee": "A Company", "date": "2015-06-01"}),
        ("phd", {"inst": "A University", "degree": "PhD thesis"}),
        ("dataset", {"publisher": "A Repository", "DOI": "10.1000/data"}),
        ("report", {"tpages": "40", "place": "Geneva"}),
    ],
)
def test_an_openurl_says_what_its_format_can(key: str, wanted: dict[str, str]) -> None:
    found = read(openurl(WORKS[key]))
    assert {name: found.get(name) for name in wanted} == wanted
