"""What an entry takes over from others, after biblatex's rules."""

from __future__ import annotations

import pytest
from casebook.reading.files import Text
from casebook.records.bibtex import Reader, read
from casebook.records.bibtex_inheritance import inherited


def fields(content: str, key: str) -> dict[str, str]:
    """The values of an entry with what it takes over, as they are written."""
    reader = Reader(Text("r.bib", content))
    found = inherited(reader.entries, reader.broken, reader.report)
    assert reader.report.all == []
    return {name: field.value for name, field in found[key].fields.items()}


def problems(content: str) -> list[tuple[int, str, str]]:
    return [(item.span.line, item.severity, item.message) for item in read(Text("r.bib", content))[1]]


PROCEEDINGS = "@proceedings{p, title = {Proceedings of X}, subtitle = {S}, editor = {Lee, Ann}, date = {2020-03}, publisher = {P}}\n"


def test_a_paper_takes_over_from_its_proceedings() -> None:
    found = fields(f"@inproceedings{{c, title = {{C}}, crossref = {{p}}}}\n{PROCEEDINGS}", "c")
    assert found == {
        **{"title": "C", "crossref": "p", "booktitle": "Proceedings of X", "booksubtitle": "S", "editor": "Lee, Ann"},
        **{"date": "2020-03", "publisher": "P"},
    }


@pytest.mark.parametrize("order", [1, -1])
def test_a_parent_may_stand_before_or_after_and_what_an_entry_has_itself_stays(order: int) -> None:
    parts = [PROCEEDINGS, "@inproceedings{c, title = {C}, crossref = {p}, booktitle = {Own}, year = 2021, editor = {}}\n"]
    found = fields("".join(parts[::order]), "c")
    assert (found["booktitle"], found["year"], found["editor"], "date" in found) == ("Own", "2021", "", False)


@pytest.mark.parametrize(
    ("parent", "child", "name"),
    [
        *[("book", "inbook", "booktitle"), ("collection", "incollection", "booktitle"), ("reference", "inreference", "booktitle")],
        *[("mvbook", "book", "maintitle"), ("mvcollection", "collection", "maintitle"), ("mvproceedings", "proceedings", "maintitle")],
        *[("periodical", "article", "journaltitle"), ("PROCEEDINGS", "Conference", "booktitle"), ("mvreference", "inreference", "maintitle")],
    ],
)
def test_the_title_of_a_whole_is_no_title_of_its_parts(parent: str, child: str, name: str) -> None:
    found = fields(f"@{parent}{{p, title = {{Whole}}, shorttitle = {{W}}}}\n@{child}{{c, title = {{Part}}, crossref = {{p}}}}", "c")
    assert (found["title"], found[name], "shorttitle" in found) == ("Part", "Whole", False)


def test_a_chain_is_followed() -> None:
    content = "@inbook{c, title = {C}, crossref = {b}}\n@book{b, title = {B}, crossref = {m}}\n@mvbook{m, title = {M}, author = {Lee, Ann}}"
    found = fields(content, "c")
    assert (found["booktitle"], found["maintitle"], found["author"]) == ("B", "M", "Lee, Ann")


def test_what_several_entries_share_may_stand_in_an_entry_that_is_no_source() -> None:
    content = "@book{b, title = {B}, xdata = {press, year, \n more}}\n@xdata{press, publisher = {P}, xdata = {town}}\n@xdata{year, date = {2020}}\n"
    content += "@xdata{more, publisher = {Q}, note = {N}}\n@xdata{town, location = {L}}\n"
    bibliography, found = read(Text("r.bib", content))
    assert found == []
    assert list(bibliography.references) == ["b"]
    reference = bibliography.references["b"]
    assert (reference.publisher, reference.get("location", "address"), reference.get("note"), str(reference.issued)) == ("P", "L", "N", "2020")


@pytest.mark.parametrize("name", "ids xref label shorthand sortkey options related".split())
def test_some_fields_belong_to_one_entry_alone(name: str) -> None:
    reader = Reader(Text("r.bib", f"@book{{p, title = {{T}}, {name} = {{x}}}}\n@inbook{{c, title = {{C}}, crossref = {{p}}}}"))
    assert name not in inherited(reader.entries, set(), reader.report)["c"].fields


def test_a_parent_that_is_not_there_is_named_and_costs_nothing() -> None:
    content = "@inproceedings{c,\n  title = {C},\n  crossref = {lost},\n}\n"
    assert problems(content) == [(3, "warning", "there is no entry 'lost' here to take over from")]
    assert list(read(Text("r.bib", content))[0].references) == ["c"]


def test_a_circle_is_named_at_each_of_its_entries_and_costs_no_other() -> None:
    content = "@book{a, title = {A}, crossref = {b}}\n@book{b, title = {B},\n  xdata = {a}}\n"
    content += "@book{c, title = {C}, crossref = {a}}\n@book{d, title = {D}, crossref = {d}}\n"
    assert problems(content) == [
        (1, "error", "the entry takes over from itself: 'a' from 'b' from 'a'"),
        (3, "error", "the entry takes over from itself: 'b' from 'a' from 'b'"),
        (5, "error", "the entry takes over from itself: 'd' from 'd'"),
    ]
    bibliography = read(Text("r.bib", content))[0]
    assert (list(bibliography.references), bibliography.broken) == (["c"], {"a", "b", "d"})


def test_what_is_wrong_with_a_field_that_many_take_over_is_said_once() -> None:
    children = "".join(f"@inproceedings{{c{number}, title = {{C}}, crossref = {{p}}}}\n" for number in range(3))
    assert [found[:2] for found in problems(f"{children}@proceedings{{p, title = {{P}},\n  date = {{2020-13}}}}\n")] == [(5, "error")]


def test_a_long_chain_is_no_crash() -> None:
    entries = "".join(f"@book{{k{number}, title = {{T}}, crossref = {{k{number + 1}}}}}\n" for number in range(3000))
    assert len(read(Text("r.bib", entries))[0].references) == 3000
