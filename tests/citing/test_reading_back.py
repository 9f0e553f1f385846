"""What we write of a source is read back by the programs of others, with nothing lost that the format can hold."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypandoc
import pytest
import rispy
from casebook.base import dates
from casebook.citing.csl import csl_json, to_csl
from casebook.citing.ris import ris
from casebook.exports import bibtex
from casebook.records import bibtex_writing
from casebook.records.reference import Reference
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from .works import works

ALL = works()


@cache
def pandoc(form: str) -> Mapping[str, Mapping[str, Any]]:
    """What pandoc reads in one of our formats, as CSL-JSON items by their keys."""
    written = {"biblatex": bibtex.content, "ris": ris, "csljson": csl_json}[form](ALL)
    return {item["id"]: item for item in json.loads(pypandoc.convert_text(written, "csljson", form, verify_format=False))}


def plain(value: Any) -> Any:
    """A value without the markup and the other quotes of pandoc's."""
    if isinstance(value, str):
        return re.sub("[\"'“”‘’]", "'", re.sub(r"</?(?:i|span)[^>]*>", "", value)).replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(value, list):
        return [plain(part) for part in value]
    return {name: plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def names(found: Any) -> list[str]:
    """Names as texts: whether a particle comes off, and whether a name of one word has a family, each program has its own mind."""
    order = ("dropping-particle", "non-dropping-particle", "family", "given", "suffix", "literal")
    return [" ".join(part[name] for name in order if name in part).replace("' ", "'") for part in plain(found)]


# --- CSL-JSON --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ALL)
def test_pandoc_reads_every_variable_of_csl_json(key: str) -> None:
    wanted = {name: value for name, value in to_csl(ALL[key]).items() if name != "custom"}
    found = pandoc("csljson")[key]
    people = {name for name, value in wanted.items() if isinstance(value, list)}
    assert {name: plain(value) for name, value in found.items() if name not in people} == {
        name: plain(value) for name, value in wanted.items() if name not in people
    }
    assert {role: names(found[role]) for role in people} == {role: names(wanted[role]) for role in people}


# --- BibTeX ----------------------------------------------------------------------------------------------------

# pandoc's types are those of CSL 1.0.1 there; it has no word for these.
TYPES = {"misc": "", "performance": "speech", "standard": "legislation"}
# What pandoc drops, joins, or calls by the name that it had in CSL 1.0.1.
NOT_IN_PANDOC = {"custom", "archive_location", "event-title", "part-number", "PMID"}


@pytest.mark.parametrize("key", ALL)
def test_pandoc_reads_every_variable_of_bibtex(key: str) -> None:
    found, wanted = pandoc("biblatex")[key], to_csl(ALL[key])
    assert found["type"] == TYPES.get(key, wanted["type"])
    for variable in wanted.keys() - NOT_IN_PANDOC - {"id", "type"}:
        value = wanted[variable]
        if variable in ("author", "editor", "translator", "container-author"):
            assert names(found[variable]) == names(value)
        elif variable == "volume" and "part-number" in wanted:
            assert found[variable] == f"{value}.{wanted['part-number']}"
        elif variable == "URL" and "DOI" in found:
            # Where there is no other, ours leads where the DOI leads.
            assert value in (found.get("URL"), f"https://doi.org/{found['DOI']}")
        elif variable == "language":
            assert found[variable].startswith(value)
        else:
            assert plain(found[variable]) == plain(value), variable
    assert plain(found.get("event")) == plain(wanted.get("event-title"))


def test_pybtex_reads_every_field_of_bibtex() -> None:
    read = parse_string(bibtex.content(ALL), "bibtex").entries
    assert set(read) == set(ALL)
    for key, reference in ALL.items():
        fields = bibtex_writing.fields(reference, keep_capitals=True)
        roles = {role: fields[role] for role in ("author", "editor") if role in fields}
        assert dict(read[key].fields.items()) == {name: value for name, value in fields.items() if name not in roles}
        assert {role: len(people) for role, people in read[key].persons.items()} == {
            role: len(written.split(" and ")) for role, written in roles.items()
        }
    (berg, *_) = read["article"].persons["author"]
    assert (berg.prelast_names, berg.last_names, berg.lineage_names, berg.first_names) == (["van", "der"], ["Berg"], ["Jr."], ["Ann"])


# The fields that only our catalogs have; biber drops what its data model does not know.
OWN = {"archiveurl", "archivedate"}


@pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed: nothing shows that it reads our BibTeX")
def test_biber_reads_every_field_of_bibtex(tmp_path: Path) -> None:
    (tmp_path / "all.bib").write_text(bibtex.content(ALL), encoding="utf-8")
    command = ["biber", "--tool", "--quiet", "--output-format=biblatexml", "--no-bltxml-schema", "all.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stdout.splitlines() if re.search("WARN|ERROR", line)]) == (0, [])
    bltx = "{http://biblatex-biber.sourceforge.net/biblatexml}"
    tree = ElementTree.parse(tmp_path / "all_bibertool.bltxml")
    entries = {entry.get("id"): entry for entry in tree.iter(f"{bltx}entry")}
    assert set(entries) == set(ALL)
    for key, reference in ALL.items():
        text = " ".join(" ".join(entries[key].itertext()).split())
        assert entries[key].get("entrytype") == reference.type
        fields = [value for name, value in reference.fields.items() if name not in OWN]
        for value in (*fields, *(part for name in reference.author for part in (name.family, name.literal, name.given))):
            for word in re.findall(r"[^\W_]{3,}", value):
                assert word in text, (key, word)


def test_our_reader_reads_the_same_references_and_writes_the_same_text() -> None:
    written = bibtex.content(ALL)
    again = works(written)
    assert bibtex.content(again) == written
    for key, reference in ALL.items():
        assert said(again[key]) == said(reference)


def said(reference: Reference) -> tuple[Any, ...]:
    """All that a reference says: a date may be written in one field or three."""
    fields = {name: value for name, value in reference.fields.items() if name not in ("date", "year", "month", "day")}
    people = (reference.author, reference.editor, reference.translator)
    organisations = [name.is_organisation for role in people for name in role]
    return (reference.key, reference.type, reference.title, people, organisations, reference.others, reference.issued, fields)


TITLES = st.lists(
    st.sampled_from(
        """apples WHO iPhone a A of China: story? the Über e.g. Mr. don’t O’Neill D'Alembert 50% A&B C# 王 E-mail (WHO) “Quoted x” — – 3D x_y pH !
        1984: $5 {x} ~ / or/And Étude de \\ ^ # 'q' ...""".split()
    ),
    min_size=1,
    max_size=7,
).map(" ".join)


@settings(deadline=None, max_examples=15)
@given(st.lists(TITLES, min_size=20, max_size=60))
def test_titles_keep_their_letters_for_readers_that_make_small_ones_of_capitals(titles: list[str]) -> None:
    """pandoc does so, as the styles of BibTeX and biblatex do: each word that they would change stands in braces.

    pandoc's own writer puts them into braces, too, and capitals into the other words: those are not as the title has them.
    """
    found = {
        f"k{number}": Reference(f"k{number}", "book", title, issued=dates.parse("2020"), fields={"title": title, "langid": "en"})
        for number, title in enumerate(titles)
    }
    read = {item["id"]: item for item in json.loads(pypandoc.convert_text(bibtex.content(found), "csljson", "biblatex"))}
    assert {key: plain(item["title"]) for key, item in read.items()} == {key: plain(reference.title) for key, reference in found.items()}
    assert {key: reference.title for key, reference in works(bibtex.content(found)).items()} == {
        key: reference.title for key, reference in found.items()
    }


# --- RIS -------------------------------------------------------------------------------------------------------

# What pandoc calls a type of RIS, and what it makes of several of ours that are one there.
PANDOC_RIS = {
    **{"software": "program", "misc": "entry", "unpublished": "unpublished", "talk": "graphic", "performance": "graphic", "video": "graphic"},
    **{
        "music": "musical_score",
        "audio": "musical_score",
        "movie": "motion-picture",
        "standard": "report",
        "legal": "legislation",
        "review": "article-journal",
        "proceedings": "paper-conference",
    },
}


@pytest.mark.parametrize("key", ALL)
def test_pandoc_reads_ris(key: str) -> None:
    found, wanted = pandoc("ris")[key], to_csl(ALL[key])
    assert found["type"] == PANDOC_RIS.get(key, wanted["type"])
    assert plain(found["title"]) == plain(wanted.get("volume-title", wanted["title"]) if key == "book" else wanted["title"])
    for variable in ("DOI", "volume", "issue", "publisher", "URL"):
        assert plain(found.get(variable)) == plain(wanted.get(variable)), variable
    assert ("issued" in found) == ("issued" in wanted)


def test_rispy_reads_every_value_of_ris() -> None:
    read = {record["id"]: record for record in rispy.loads(ris(ALL))}
    assert set(read) == set(ALL)
    for key, reference in ALL.items():
        text = " ".join(str(value) for value in read[key].values())
        # It does not know ED, the one tag for whoever edited a book that pandoc and Zotero read as such.
        assert set(read[key].get("unknown_tag", ())) <= {"ED"}
        for field, value in reference.fields.items():
            if field in ("shorttitle", "langid", "type", "pubstate", "archivedate", "eprinttype", "series", "date", "entrysubtype") or (
                field == "location" and key == "patent"
            ):
                continue
            for word in re.findall(r"[^\W_]{2,}", value.replace("--", "-")):
                assert word in text, (key, field, word)


@pytest.mark.parametrize(
    ("key", "tag", "value"),
    [
        ("article", "subsidiary_authors", ["Doe, Jane"]),
        ("article", "number", "4"),
        ("article", "access_date", "2020/04/01/"),
        ("article", "date", "2020/03/05/"),
        ("inbook", "section", "3"),
        ("software", "edition", "1.2"),
        ("patent", "issn", "US1234567"),
        ("report", "place_published", "Geneva"),
        ("book", "number_of_volumes", "5"),
    ],
)
def test_rispy_finds_a_value_at_its_tag(key: str, tag: str, value: Any) -> None:
    read = {record["id"]: record for record in rispy.loads(ris(ALL))}
    assert read[key][tag] == value
