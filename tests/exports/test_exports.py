"""The bibliographies that machines read: pandoc reads each of them back to the same references."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from casebook import exports
from casebook.citing import types
from casebook.citing.csl import csl_json, to_csl
from casebook.citing.ris import ris, to_ris
from casebook.exports import bibtex
from casebook.publishing import pipeline
from casebook.reading.files import Text
from casebook.records.bibtex import read
from casebook.records.reference import Name, Reference

from tests.conftest import PROJECTS, ROOT, WORLD, copy_project

# Every field and every kind of name that the catalog knows.
EVERYTHING = r"""
@string{post = "The Orchard Post"}
@string(weekly = post # { Weekly :)})
@string{unused = {Nobody}}

@article{article, author = {van der Smith, Ann and {新华社} and M{\"u}ller, J{\o}rg and others}, title = {Apples by the {TONNE} \& more},
  subtitle = {a report}, journaltitle = weekly, volume = 3, number = {4}, pages = {59--62}, date = {2020-03-05}, doi = {10.1000/a_b},
  issn = {1234-5679}, langid = {en}, note = {A remark.}}

@report{report, author = {{World Health Organization} and 欧阳, 婷}, title = {新闻报告}, institution = {WHO}, number = {12}, location = {York},
  date = {2020-03/2020-05}, langid = {zh}, type = {Working paper}, url = {https://example.org/a_b?x=1&y=2#z}, urldate = {2020-04-01},
  archiveurl = {https://archive.example.org/1}, archivedate = {2020-04-02}}

@incollection{chapter, author = {O'Hara, J. R.}, title = {Is it {HTML}: <x>y</x>?}, subtitle = {Yes}, booktitle = {A Book of Parts}, chapter = 3,
  editor = {Jones, Bob and {The Editors}}, publisher = {P}, location = {Paris}, edition = 2, series = {Parts}, number = {7}, isbn = {0-306-40615-2},
  pages = {59}, year = 2019, month = mar}

@thesis{thesis, author = {King, Jr., Martin}, title = {T}, type = {phdthesis}, institution = {A University}, year = 1955}

@online{post, title = {10 county magistrates}, howpublished = {A Column}, publisher = {Post}, year = 2020, version = {2}}

@misc{least, title = {[Statistics]}}
"""


def references(entries: str = EVERYTHING) -> Mapping[str, Reference]:
    bibliography, found = read(Text("r.bib", entries))
    assert [item for item in found if item.severity == "error"] == []
    return bibliography.references


CATALOG = references((ROOT / "cases/references.bib").read_text("utf-8"))
BIBLIOGRAPHIES = {"everything": references(), "catalog": CATALOG}


@cache
def as_pandoc_reads(which: str, form: str) -> Mapping[str, Mapping[str, Any]]:
    """The items that pandoc finds in one of our formats, by their keys."""
    found = BIBLIOGRAPHIES[which]
    written = {"biblatex": bibtex.content, "ris": ris, "csljson": csl_json}[form](found)
    return {item["id"]: item for item in json.loads(pypandoc.convert_text(written, "csljson", form, verify_format=False))}


def words(text: str) -> str:
    """A text without the markup, quotes, capitals and widths of blanks that one format has and another has not.

    Of French pandoc makes narrow blanks before question marks, and behind an ellipsis it puts the full stop of BibTeX's `titleaddon`.
    """
    text = re.sub(r"…\. (?=\[)", "… ", re.sub(r"\s", " ", text.casefold()))
    return re.sub("[\"'“”‘’]", "'", re.sub(r"</?(?:i|span)[^>]*>", "", text))


def name(parts: Mapping[str, str]) -> str:
    order = ("dropping-particle", "non-dropping-particle", "family", "given", "literal")
    return " ".join(parts[part] for part in order if part in parts).casefold().replace("’", "'")


# --- pandoc reads the same references ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["biblatex", "ris", "csljson"])
@pytest.mark.parametrize("which", BIBLIOGRAPHIES)
def test_pandoc_reads_the_same_references(which: str, form: str) -> None:
    found = as_pandoc_reads(which, form)
    assert set(found) == set(BIBLIOGRAPHIES[which])
    for key, reference in BIBLIOGRAPHIES[which].items():
        item, expected = found[key], to_csl(reference)
        assert words(item["title"]) == words(expected["title"])
        for role in ("editor",) if (key, form) == ("thesis", "ris") else ("author", "editor"):
            assert [name(parts) for parts in item.get(role, ())] == [name(parts) for parts in expected.get(role, ())]
        assert year(item) == year(expected)
        assert item.get("DOI") == expected.get("DOI")
        assert item.get("URL", expected.get("URL") if "DOI" in item else None) == expected.get("URL")
        assert container(item, form) == container(expected, form)
        if expected["type"] != "document":
            # No RIS type means "document", and BibTeX's @misc has no type for pandoc.
            assert PANDOC_CALLS.get(item["type"], item["type"]) == expected["type"]


# pandoc's names of types that CSL 1.0.2 does not know.
PANDOC_CALLS = {"program": "software", "unpublished": "manuscript"}


def year(item: Mapping[str, Any]) -> int | None:
    return item["issued"]["date-parts"][0][0] if "issued" in item else None


def container(item: Mapping[str, Any], form: str) -> str | None:
    """What it appeared in; in BibTeX pandoc takes `howpublished` for a part of the publisher."""
    if form == "biblatex" and item["type"] not in ("article-journal", "chapter"):
        return None
    return words(item["container-title"]) if "container-title" in item else None


def test_pandoc_reads_a_name_with_a_suffix_from_ris() -> None:
    # RIS has "Family, Given, Suffix"; pandoc reads the three as BibTeX orders them.
    (author,) = as_pandoc_reads("everything", "ris")["thesis"]["author"]
    assert set(author.values()) == {"King", "Martin", "Jr."}


def test_csl_json_comes_back_from_pandoc_as_it_was() -> None:
    for key, item in as_pandoc_reads("everything", "csljson").items():
        expected = {variable: value for variable, value in to_csl(references()[key]).items() if variable != "custom"}
        assert json.loads(json.dumps(item).replace("\\u2019", "'")) == json.loads(json.dumps(expected).replace("\\u2019", "'"))


# --- BibTeX to CSL-JSON to BibTeX --------------------------------------------------------------------------------

# CSL-JSON holds these as well (see above); pandoc's BibTeX writer has no place for them.
NOT_WRITTEN_BY_PANDOC = {"type", "chapter", "howpublished", "archiveurl", "archivedate"}
# What the catalog says of a source for itself is no part of its reference.
OWN = {"publisherid", "via", "copyof", "read", "ignore"}
# Parts of the title as CSL has it.
TITLE = {"title", "subtitle", "titleaddon"}
SAME = {
    "eid": "pages",
    "institution": "publisher",
    "school": "publisher",
    "journaltitle": "journal",
    "address": "location",
    "month": "date",
    "year": "date",
}


@pytest.mark.parametrize("which", BIBLIOGRAPHIES)
def test_a_round_trip_loses_no_field(which: str) -> None:
    before = BIBLIOGRAPHIES[which]
    written = pypandoc.convert_text(csl_json(before), "biblatex", "csljson", verify_format=False)
    # pandoc puts "others" into braces, which makes a name of it.
    after = references(re.sub(r"\\textquotesingle(?:\{\}| )", "'", written.replace("{others}", "others")))
    assert set(after) == set(before)
    for key, reference in before.items():
        again = after[key]
        assert words(to_csl(again)["title"]) == words(to_csl(reference)["title"])
        assert [bare(name) for name in (*again.author, *again.editor)] == [bare(name) for name in (*reference.author, *reference.editor)]
        assert (again.issued, again.et_al) == (reference.issued, reference.et_al)
        assert again.url == reference.url
        lost = {field for field in reference.fields if field not in NOT_WRITTEN_BY_PANDOC | OWN | TITLE}
        for field in lost - {"month", "year", "date", "url"}:
            assert same(again, field) == same(reference, field), (key, field)


def bare(name: Name) -> list[str]:
    return sorted(" ".join((name.literal, name.family, name.given, name.prefix, name.suffix)).replace("’", "'").split())


def same(reference: Reference, field: str) -> str:
    value = reference.get(field) or reference.get(SAME.get(field, field)) or reference.get("address" if field == "location" else field)
    if field in ("langid", "publisher"):
        return words(to_csl(reference)[{"langid": "language"}.get(field, field)])
    return words(value.replace("--", "-"))


# --- the formats themselves --------------------------------------------------------------------------------------


def test_a_ris_record() -> None:
    found = references()
    assert to_ris(found["article"]).splitlines() == [
        "TY  - JOUR",
        "ID  - article",
        "AU  - van der Smith, Ann",
        "AU  - 新华社,",
        "AU  - Müller, Jørg",
        "AU  - others",
        "TI  - Apples by the TONNE & more: a report",
        "T2  - The Orchard Post Weekly :)",
        "VL  - 3",
        "IS  - 4",
        "SN  - 1234-5679",
        "DO  - 10.1000/a_b",
        "LA  - en",
        "UR  - https://doi.org/10.1000/a_b",
        "SP  - 59",
        "EP  - 62",
        "PY  - 2020",
        "DA  - 2020/03/05/",
        "N1  - A remark.",
        "ER  - ",
    ]
    assert to_ris(found["report"]).splitlines()[-7:] == [
        "SN  - 12",
        "UR  - https://example.org/a_b?x=1&y=2#z",
        "PY  - 2020",
        "DA  - 2020/03//",
        "Y2  - 2020/04/01/",
        "M3  - Working paper",
        "ER  - ",
    ]
    assert to_ris(found["least"]) == "TY  - GEN\nID  - least\nTI  - [Statistics]\nER  - \n"
    assert "DA  - 1955///" in to_ris(found["thesis"])


@pytest.mark.parametrize("type", types.TYPES)
def test_every_type_has_one_in_ris(type: str) -> None:
    assert re.match(r"TY  - [A-Z]+\n", to_ris(Reference("k", type, "T")))


@pytest.mark.parametrize(
    ("pages", "lines"),
    [("5--9", ["SP  - 5", "EP  - 9"]), ("5", ["SP  - 5"]), ("5-9, 12", ["SP  - 5-9, 12"]), ("A-1-A-3", ["SP  - A-1-A-3"]), ("5-", ["SP  - 5-"])],
)
def test_pages_in_ris(pages: str, lines: list[str]) -> None:
    record = to_ris(references(f"@article{{k, title = {{T}}, pages = {{{pages}}}}}")["k"])
    assert [line for line in record.splitlines() if line[:2] in ("SP", "EP")] == lines


def test_a_csl_item_has_what_bibtex_says() -> None:
    found = {key: to_csl(reference) for key, reference in references().items()}
    assert found["report"] == {
        "id": "report",
        "type": "report",
        "title": "新闻报告",
        "author": [{"literal": "World Health Organization"}, {"family": "欧阳", "given": "婷"}],
        "issued": {"date-parts": [[2020, 3], [2020, 5]]},
        "publisher": "WHO",
        "publisher-place": "York",
        "language": "zh",
        "genre": "Working paper",
        "archive_location": "https://archive.example.org/1",
        "number": "12",
        "URL": "https://example.org/a_b?x=1&y=2#z",
        "accessed": {"date-parts": [[2020, 4, 1]]},
        "custom": {"archivedate": "2020-04-02"},
    }
    assert found["chapter"]["title"] == "Is it HTML: <x>y</x>? Yes"
    assert {variable: found["chapter"][variable] for variable in ("collection-number", "collection-title", "chapter-number", "edition")} == {
        "collection-number": "7",
        "collection-title": "Parts",
        "chapter-number": "3",
        "edition": "2",
    }
    assert found["thesis"]["genre"] == "PhD thesis"
    assert (found["article"]["issue"], found["article"]["page"]) == ("4", "59-62")
    assert found["post"]["version"] == "2"


def test_csl_json_is_in_the_order_of_the_keys_whatever_that_of_the_file() -> None:
    found = references()
    assert csl_json(dict(reversed(found.items()))) == csl_json(found)
    assert [item["id"] for item in json.loads(csl_json(found))] == sorted(found)
    assert json.loads(csl_json({})) == []


def test_bibtex_needs_no_strings_and_no_other_entries() -> None:
    found = references()
    written = bibtex.content({"article": found["article"]})
    assert written.startswith("@article{article,")
    assert "  journaltitle = {The Orchard Post Weekly :)},\n" in written
    assert references(written)["article"].get("journaltitle") == found["article"].get("journaltitle")
    assert bibtex.content({"least": found["least"]}) == "@misc{least,\n  title = {[{Statistics}]},\n}\n"


# --- the files of a site -----------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str], Mapping[str, str]]:
    """The content of every file that goes with the pages of an example project."""

    def made(name: str) -> Mapping[str, str]:
        root = copy_project(PROJECTS / name, tmp_path / "project")
        return {file.address: file.content() for file in pipeline.run(root).files}

    return made


def test_each_bibliography_has_its_three_formats(files: Callable[[str], Mapping[str, str]]) -> None:
    found = files("good/complete")
    for suffix, keys in (("bib", bib_keys), ("ris", ris_keys), ("csl.json", csl_keys)):
        assert keys(found[f"data/sources.{suffix}"]) == keys(found[f"sources/references.{suffix}"]) == ["post2020", "smith2020apples"]
    assert bib_keys(found["cases/apples/references.bib"]) == ["post2020", "smith2020apples"]
    assert "@string" not in found["cases/apples/references.bib"]


def bib_keys(text: str) -> list[str]:
    return list(references(text))


def ris_keys(text: str) -> list[str]:
    return re.findall(r"^ID  - (.*)$", text, re.MULTILINE)


def csl_keys(text: str) -> list[str]:
    return [item["id"] for item in json.loads(text)]


def test_no_two_exports_write_the_same_file() -> None:
    addresses = [file.address for file in exports.all_files(pipeline.run(WORLD).site)]
    assert len(addresses) == len(set(addresses))
