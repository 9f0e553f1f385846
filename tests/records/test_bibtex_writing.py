"""References as entries: what is written is read back equal, in the layout that is asked for."""

from __future__ import annotations

import json

import pypandoc
import pytest
from casebook.base import dates
from casebook.reading.files import Text
from casebook.records import bibtex, bibtex_writing
from casebook.records.bibtex_layout import Layout, layout_of, pieces
from casebook.records.reference import Name, Reference
from hypothesis import given, settings
from hypothesis import strategies as st

# What may stand in a text: letters of several scripts, and all that BibTeX and LaTeX take for something else.
WORDS = st.text(st.sampled_from("abzÄéß王Я19 {}\\%&$#_^~\"',@=-"), min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
PLAIN = st.text(st.sampled_from("abzÄéßЯ&%$#_"), min_size=1, max_size=8)
PERSONS = st.builds(lambda family, given: Name(f"X{family}", f"Y{given}"), PLAIN, PLAIN)


def read_back(written: str) -> Reference:
    bibliography, found = bibtex.read(Text("r.bib", written))
    assert found == []
    (reference,) = bibliography.references.values()
    return reference


def test_an_entry_says_all_that_the_reference_does() -> None:
    reference = Reference(
        key="smith2020",
        type="report",
        title="Profits & losses: 50% of 王",
        author=(Name("Berg", "Jan", "van den", "Jr."), Name(literal="Sand and Sea, Inc."), Name(literal="张三")),
        translator=(Name("Doe", "Jane"),),
        others=frozenset({"author"}),
        issued=dates.parse("2020-03"),
        fields={
            "title": "Profits & losses: 50% of 王",
            "url": "https://example.org/a_b?c=%20",
            "year": "2020",
            "month": "3",
            "publisher": "A & B",
            "note": "N",
            "pages": "1–2",
        },
    )
    written = bibtex_writing.entry(reference)
    assert written == (
        "@report{smith2020,\n"
        "  author = {van den Berg, Jr., Jan and {Sand and Sea, Inc.} and 张三 and others},\n"
        "  translator = {Doe, Jane},\n"
        "  title = {Profits \\& losses: 50\\% of 王},\n"
        "  date = {2020-03},\n"
        "  pages = {1--2},\n"
        "  publisher = {A \\& B},\n"
        "  url = {https://example.org/a_b?c=%20},\n"
        "  note = {N},\n"
        "}"
    )
    found = read_back(written)
    assert (found.author, found.translator, found.others, found.issued) == (
        reference.author,
        reference.translator,
        reference.others,
        reference.issued,
    )
    assert {name: value for name, value in found.fields.items() if name != "date"} == {
        name: value for name, value in reference.fields.items() if name not in ("year", "month")
    }


@settings(deadline=None)
@given(WORDS, WORDS, st.lists(PERSONS, max_size=3), st.booleans())
def test_any_text_is_read_back_as_it_was(title: str, note: str, people: list[Name], quoted: bool) -> None:
    reference = Reference("k", "misc", title, tuple(people), fields={"title": title, "note": note})
    layout = Layout(opening='"', closing='"') if quoted else Layout()
    assert read_back(layout.entry("misc", "k", bibtex_writing.fields(reference).items())) == reference


@settings(deadline=None)
@given(st.text('@{}()"#=,%\\\n ab1', max_size=80))
def test_pieces_leave_nothing_out(content: str) -> None:
    found = pieces(content)
    assert "".join(content[piece.start : piece.end] for piece in found) == content
    for piece in found:
        for field in piece.fields:
            assert content[field.start :].startswith(field.name)
            assert piece.start < field.start < field.value < field.end <= piece.end


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('@Article{a,\n\tTitle = "T",\n\tYear = "2020"\n}\n\n\n@Article{b,\n\tTitle = "T"\n}\n', '@Misc{k,\n\tTitle = "N",\n\tNote = "M"\n}'),
        ("@article{a,\n  author    = {A},\n  title     = {T},\n  note      = {N},\n}\n", "@misc{k,\n  title     = {N},\n  note      = {M},\n}"),
        ("@article{a,\r\n author={A},\r\n title={T} }\r\n", "@misc{k,\r\n title={N},\r\n note={M}\r\n}"),
        ("@ARTICLE{a,\n   AUTHOR =      {A},\n   TITLE =       {T},\n   }\n", "@MISC{k,\n   TITLE =      {N},\n   NOTE =      {M},\n   }"),
        ("% nothing yet\n", "@misc{k,\n  title = {N},\n  note = {M},\n}"),
    ],
)
def test_an_entry_is_laid_out_as_those_of_the_file_are(written: str, expected: str) -> None:
    assert layout_of(written, pieces(written)).entry("misc", "k", [("title", "N"), ("note", "M")]) == expected


def test_a_gap_is_that_which_most_entries_have() -> None:
    entry = "@misc{a,\n  title = {T},\n}"
    assert layout_of(f"{entry}\n{entry}\n{entry}\n\n{entry}\n", pieces(f"{entry}\n{entry}\n{entry}\n\n{entry}\n")).gap == "\n"


@pytest.mark.parametrize(("date", "written", "csl"), [("2020/..", "2020/", [[2020], [0]]), ("../2020-03", "/2020-03", [[0], [2020, 3]])])
def test_an_open_end_is_written_as_pandoc_reads_it(date: str, written: str, csl: list[list[int]]) -> None:
    entry = bibtex_writing.entry(Reference("k", "misc", "T", issued=dates.parse(date), fields={"title": "T", "eventdate": date}))
    assert f"  date = {{{written}}},\n  eventdate = {{{written}}},\n" in entry
    item = json.loads(pypandoc.convert_text(entry, "csljson", format="biblatex"))[0]
    assert item["issued"] == item["event-date"] == {"date-parts": csl}
    found = read_back(entry)
    assert (str(found.issued), found.get("eventdate")) == (date, date)
