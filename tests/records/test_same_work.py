"""Which two entries are of one work, and which are not, however much they are alike."""

from __future__ import annotations

import time

import pytest
from casebook.reading.files import Text
from casebook.records import bibtex
from casebook.records.reference import Reference
from casebook.records.same_work import Works, address, twins

BASE = {"author": "Smith, Ann", "title": "How the county sold its apples", "date": "2020"}


def references(*entries: dict[str, str], kind: str = "misc") -> list[Reference]:
    written = "".join(
        f"@{kind}{{k{number},\n" + "".join(f"{name} = {{{value}}},\n" for name, value in entry.items()) + "}\n"
        for number, entry in enumerate(entries)
    )
    return list(bibtex.read(Text("r.bib", written))[0].references.values())


def why(first: dict[str, str], second: dict[str, str]) -> str:
    """What the second entry has in common with the first, either way round; empty for another work."""
    found, back = (next((twin.why for _, twin in twins(references(*pair))), "") for pair in ((first, second), (second, first)))
    assert found == back
    return found


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"title": "A", "doi": "10.1/ABC"}, {"title": "B", "doi": "10.1/abc"}, "DOI"),
        ({"title": "A", "doi": "10.1/abc"}, {"title": "B", "url": "https://dx.doi.org/10.1/ABC"}, "DOI"),
        ({"title": "A", "url": "https://example.org/a"}, {"title": "B", "url": "http://www.example.org/a/"}, "address"),
        ({"title": "A", "url": "https://example.org/a?id=1&utm_medium=x"}, {"title": "A", "url": "https://example.org:443/a?id=1#top"}, "address"),
        ({"title": "A", "url": "https://web.archive.org/web/2020/http://example.org/a"}, {"title": "A", "url": "https://example.org/a"}, "address"),
        ({"title": "A", "url": "https://example.org/%C3%A9"}, {"title": "A", "url": "https://example.org/é"}, "address"),
        ({"title": "A", "url": "https://example.org/a/index.html"}, {"title": "A", "url": "https://EXAMPLE.org/a"}, "address"),
        ({"title": "A", "eprint": "2101.00001", "eprinttype": "arxiv"}, {"title": "B", "url": "https://arxiv.org/pdf/2101.00001v2.pdf"}, "number"),
        ({"title": "A", "eprint": "2101.00001v3", "eprinttype": "arxiv"}, {"title": "B", "doi": "10.48550/arXiv.2101.00001"}, "number"),
        ({**BASE}, {**BASE, "author": "Smith, A. B.", "title": "How the County sold its ‘apples’"}, "title, year and first author"),
        ({**BASE}, {**BASE, "date": "2020-03-05", "title": "How the county sold its aples"}, "title, year and first author"),
        ({**BASE}, {**BASE, "title": "How the conuty sold its apples", "author": "Smith, Ann and Doe, Jane"}, "title, year and first author"),
        (
            {**BASE, "title": "The organisation of markets at home"},
            {**BASE, "title": "Organization of markets at home"},
            "title, year and first author",
        ),
        ({**BASE}, {**BASE, "subtitle": "A study"}, "title, year and first author"),
        ({**BASE, "title": "Live streaming and sales at home"}, {**BASE, "title": "Livestreaming and sales at home"}, "title, year and first author"),
        ({**BASE, "author": "{Orchard Trust}"}, {**BASE, "author": "{The Orchard Trust (OT)}"}, "title, year and first author"),
        ({"title": "县长直播卖苹果的故事", "date": "2020"}, {"title": "县长直播：卖苹果的故事", "date": "2020-03"}, "title and year"),
        ({**BASE}, {"title": BASE["title"], "author": "Smith, Ann"}, "title and first author"),
        ({**BASE, "publisher": "Post"}, {"title": BASE["title"], "publisher": "The Post"}, "title and publisher"),
        ({**BASE}, {"title": BASE["title"], "date": "2020"}, "title and year"),
    ],
)
def test_one_work_under_two_keys(first: dict[str, str], second: dict[str, str], expected: str) -> None:
    assert why(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({**BASE}, {**BASE, "title": "How the county sold its pears"}),
        # A title alone says nothing.
        ({**BASE}, {"title": BASE["title"]}),
        ({**BASE, "publisher": "Post"}, {"title": BASE["title"], "publisher": "Radio"}),
        ({"title": BASE["title"]}, {"title": BASE["title"]}),
        ({**BASE}, {**BASE, "date": "2021"}),
        ({**BASE, "date": "2020-03"}, {**BASE, "date": "2020-04"}),
        ({**BASE}, {**BASE, "author": "Doe, Jane"}),
        ({**BASE}, {**BASE, "author": "Smith, Bob"}),
        ({**BASE, "edition": "1"}, {**BASE, "edition": "2"}),
        ({**BASE, "langid": "en"}, {**BASE, "langid": "fr"}),
        ({**BASE, "doi": "10.1/a"}, {**BASE, "doi": "10.1/b"}),
        ({**BASE, "title": "Annual report of the trust 2019"}, {**BASE, "title": "Annual report of the trust 2020"}),
        ({**BASE, "title": "The harvest of the county, part I"}, {**BASE, "title": "The harvest of the county, part II"}),
        ({**BASE, "title": "Apples: how it began"}, {**BASE, "title": "Apples: how it ended"}),
        ({**BASE, "title": "The life of the county: north"}, {**BASE, "title": "The life of the county: south"}),
        ({**BASE, "title": "How the nation sold its apples"}, {**BASE, "title": "How the notion sold its apples"}),
        ({**BASE, "title": "How men sold their apples"}, {**BASE, "title": "How women sold their apples"}),
        ({**BASE, "title": "Prices", "journaltitle": "Apples"}, {**BASE, "title": "Prices", "journaltitle": "Pears"}),
        (
            {"title": "Annual report", "date": "2020", "publisher": "Orchard Trust"},
            {"title": "Annual report", "date": "2020", "publisher": "Sea Trust"},
        ),
        ({"title": "Report", "date": "2020"}, {"title": "Report", "date": "2020"}),
        ({"title": "县长直播卖苹果的故事上", "date": "2020"}, {"title": "县长直播卖苹果的故事下", "date": "2020"}),
        ({"title": "A", "url": "https://example.org/?id=1"}, {"title": "B", "url": "https://example.org/?id=2"}),
        ({"title": "A", "url": "https://example.org/#/a"}, {"title": "B", "url": "https://example.org/#/b"}),
        ({"title": "A", "url": "https://example.org/a#one"}, {"title": "B", "url": "https://example.org/a#two"}),
        ({"title": "Fish", "pages": "1--9", "doi": "10.1/book"}, {"title": "Fowl", "pages": "10--19", "doi": "10.1/book"}),
        ({"title": "Report 2019", "url": "https://example.org/reports"}, {"title": "Report 2020", "url": "https://example.org/reports"}),
        ({**BASE, "copyof": "k1"}, {**BASE, "copyof": "k1"}),
    ],
)
def test_two_works_that_are_alike(first: dict[str, str], second: dict[str, str]) -> None:
    assert why(first, second) == ""


def test_parts_of_one_whole_are_no_copies_of_it() -> None:
    whole = {"title": "Orchards of the world", "date": "2020", "doi": "10.1/whole"}
    parts = [{"title": f"Chapter of {name}", "crossref": "k0", "doi": "10.1/whole"} for name in ("apples", "pears")]
    assert list(twins(references(whole, *parts))) == []


def test_what_is_related_to_another_is_no_copy_of_it() -> None:
    book = {**BASE, "title": "The story of all the apples"}
    assert list(twins(references(book, {**book, "related": "k0", "relatedtype": "reprintof"}))) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Example.org/A/", "example.org/A"),
        ("http://example.org:8080/?b=2&a=1&fbclid=x", "example.org:8080?a=1?b=2"),
        ("https://doi.org/10.1%2FABC", "doi:10.1/abc"),
        ("https://[", "https://["),
        ("https://example.org:99999/", "https://example.org:99999/"),
    ],
)
def test_addresses_have_one_form(url: str, expected: str) -> None:
    assert address(url) == expected


@pytest.mark.parametrize("title", ["Annual report", "Annual report number {}", "The report of {}, once more with all its figures"])
def test_ten_thousand_entries_that_are_alike_take_no_time(title: str) -> None:
    entries = references(
        *({"title": title.format(number), "date": str(2000 + number % 20), "author": f"{{Trust {number}}}"} for number in range(10_000))
    )
    start = time.process_time()
    assert list(twins(entries)) == []
    # Two to three tenths of a second where it was measured; comparing each with each would take minutes.
    assert time.process_time() - start < 5


def test_the_first_of_several_entries_is_named() -> None:
    works = Works()
    one, two, three = references(BASE, BASE, BASE)
    works.add(one)
    works.add(two)
    found = works.find(three)
    assert found is not None
    assert found.reference is one
