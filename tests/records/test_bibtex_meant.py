"""Entries as they come out of other programs, out of Word and out of haste: read as they were meant, told, and mended by what is proposed."""

from __future__ import annotations

import pytest
from casebook.base.diagnostic import Diagnostic
from casebook.reading.detours import direct
from casebook.reading.files import Text
from casebook.records import name_doubts, names
from casebook.records.bibtex import read
from casebook.records.reference import Reference
from hypothesis import given, settings
from hypothesis import strategies as st


def found_in(content: str) -> tuple[dict[str, Reference], list[Diagnostic]]:
    bibliography, found = read(Text("r.bib", content))
    return dict(bibliography.references), found


def once_mended(content: str, found: list[Diagnostic]) -> str:
    """A text with all in it that is safe to do, as `check --fix` puts it in."""
    lines = content.split("\n")
    for item in sorted((item for item in found if item.is_safe), key=lambda item: item.order, reverse=True):
        assert item.instead is not None
        line = lines[item.span.line - 1]
        assert line[item.span.column - 1 :].startswith(item.span.shown)
        lines[item.span.line - 1] = line[: item.span.column - 1] + item.instead + line[item.span.column - 1 + len(item.span.shown) :]
    return "\n".join(lines)


def mended(content: str) -> tuple[str, list[Diagnostic]]:
    """A text when nothing is left to do for `check --fix`, and what is still told."""
    for _ in range(9):
        found = found_in(content)[1]
        if (after := once_mended(content, found)) == content:
            return content, found
        content = after
    raise AssertionError(f"there is no end to it: {content}")


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("note = {N}", "note = {N},"),
        ('note = "N"', 'note = "N",'),
        ("volume = 12", "volume = 12,"),
        ("month = aug", "month = aug,"),
        ("note = {N,", "note = {N},"),
        ("note = {{N},", "note = {{N}},"),
        ("note = {N", "note = {N},"),
        ('note = "N,', 'note = "N",'),
        ("note = \u201cA b\u201d,", "note = {A b},"),
        ("note = \u201cA \u201cb\u201d c\u201d,", "note = {A \u201cb\u201d c},"),
        ("note = \u2018A b\u2019,", "note = {A b},"),
        ("note = \u00abA b\u00bb", "note = {A b},"),
        ("note = 'A b',", "note = {A b},"),
        ("note = It's of several words", "note = {It's of several words},"),
        ("note = word,", "note = {word},"),
        ("note = ,", "note = {},"),
        ('note = "The "word" of it",', 'note = {The "word" of it},'),
        ("note: {N},", "note = {N},"),
        ("note : {N}", "note = {N},"),
        ("note: of several words", "note = {of several words},"),
        ("note => {N},", "note = {N},"),
        ("note = {N};", "note = {N},"),
        ("note = {N}\uff0c", "note = {N},"),
        ("volume = 12;", "volume = 12,"),
        ('"note": "N",', 'note = "N",'),
        ("access date = {2020-03-05},", "accessdate = {2020-03-05},"),
        ("# read again", "% # read again"),
        ("// read again", "% // read again"),
        ('note = "N},', "note = {N},"),
        ('note = {N",', "note = {N},"),
        ("month = August,", "month = aug,"),
        ("month = Sept.,", "month = sep,"),
        ("month = agosto,", "month = aug,"),
    ],
)
def test_a_slip_in_a_field_is_read_as_it_was_meant_and_mended(line: str, better: str) -> None:
    entry = "@misc{k,\n  title = {T},\n  year = {2020},\n  LINE\n  publisher = {P},\n}\n\n@misc{l, title = {U}}\n"
    content, whole = entry.replace("LINE", line), entry.replace("LINE", better)
    references, found = found_in(content)
    assert references == found_in(whole)[0]
    assert all(item.span.line == 4 for item in found) and found
    assert mended(content) == (whole, [])


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("@misc{k,\n  title = {T},\n  note = {N}\n\n@misc{l, title = {U}}\n", "@misc{k,\n  title = {T},\n  note = {N}\n}\n\n@misc{l, title = {U}}\n"),
        ("@misc{k,\n  title = {T},\n  note = {N},\n", "@misc{k,\n  title = {T},\n  note = {N},\n}\n"),
        ("@misc{k\n  title = {T},\n}\n", "@misc{k,\n  title = {T},\n}\n"),
        ("@misc{k,\n  title = {T},\n}}\n", "@misc{k,\n  title = {T},\n}\n"),
        ("misc{k,\n  title = {T},\n}\n", "@misc{k,\n  title = {T},\n}\n"),
        ("@misc{k,\n  title = {T}},\n  year = 2020,\n}\n", "@misc{k,\n  title = {T},\n  year = 2020,\n}\n"),
        ("@misc{k,\n  title = T},\n  year = 2020,\n}\n", "@misc{k,\n  title = {T},\n  year = 2020,\n}\n"),
        ("@misc{k;\n  title = {T};\n}\n", "@misc{k,\n  title = {T},\n}\n"),
        ('@misc{k;\n  title: "T";\n  month = Sept.\n  year = 2020;\n}}\n', '@misc{k,\n  title = "T",\n  month = sep,\n  year = 2020,\n}\n'),
        ("@journal article{k,\n  title = {T},\n}\n", "@journalarticle{k,\n  title = {T},\n}\n"),
        ("@misc{a key: one,\n  title = {T},\n}\n", "@misc{a-key:one,\n  title = {T},\n}\n"),
        (
            "@misc{\n  author = {Smith, Ann},\n  title = {T},\n  year = {2020},\n}\n",
            "@misc{smith2020,\n  author = {Smith, Ann},\n  title = {T},\n  year = {2020},\n}\n",
        ),
        (
            "@misc{,\n  title = {The word},\n}\n@misc{the,\n  title = {U},\n}\n",
            "@misc{theb,\n  title = {The word},\n}\n@misc{the,\n  title = {U},\n}\n",
        ),
    ],
)
def test_an_entry_that_does_not_begin_or_end_as_one_does_so_when_it_is_mended(content: str, whole: str) -> None:
    assert mended(content) == (whole, [])


@pytest.mark.parametrize("rest", ["a {T}", "note = {N} } x", "= {N},"])
def test_what_nobody_can_tell_is_left_to_the_author(rest: str) -> None:
    content = f"@misc{{k,\n  title = {{T}},\n  {rest}\n}}\n"
    assert mended(content)[0] == content
    assert found_in(content)[1]


def test_everything_that_is_wrong_with_a_file_is_told_at_once() -> None:
    content = (
        "@misc{k,\n  title = {T}\n  urldate = {2020-03-05T10:00:00Z},\n  doi = {nowhere},\n}\n"
        "@misc{k,\n  title = {U},\n  year = {2020},\n  month = {Agust},\n}\n"
        "@misc{m,\n  title = \u201cV\u201d,\n  author = {Smith; Jones},\n\n@misc{n,\n  title = {W},\n}\n"
    )
    assert [(item.span.line, item.code) for item in found_in(content)[1]] == [
        *((2, "bibtex-syntax"), (3, "bibtex-value"), (4, "bibtex-field"), (6, "bibtex-key"), (9, "bibtex-value")),
        *((12, "bibtex-syntax"), (13, "bibtex-value"), (13, "bibtex-syntax")),
    ]


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("urldate = {2021-06-20T09:14:22Z}", "urldate = {2021-06-20}"),
        ("author = {Smith, John; Doe, Jane}", "author = {Smith, John and Doe, Jane}"),
        ("author = {John Smith, Jane Doe}", "author = {John Smith and Jane Doe}"),
        ("author = {Smith, John &amp; Doe, Jane}", "author = {Smith, John and Doe, Jane}"),
        ("author = {Smith, John et al.}", "author = {Smith, John and others}"),
        ("author = {By John Smith}", "author = {John Smith}"),
        ("author = {n/a}", "author = {}"),
        ("author = {Smith, John and Doe, Jane and}", "author = {Smith, John and Doe, Jane}"),
        ("author = {Smith, John | Doe, Jane}", "author = {Smith, John and Doe, Jane}"),
        ("author = {Smith, John und Doe, Jane}", "author = {Smith, John and Doe, Jane}"),
        ("author = {John Smith/Jane Doe}", "author = {John Smith and Jane Doe}"),
        ("author = {John Smith (BBC)}", "author = {John Smith}"),
        ("author = {Smith, John* and Doe, Jane1,2}", "author = {Smith, John and Doe, Jane}"),
        ("url = {https://e.org/a?utm_source=x&id=4&fbclid=y}", "url = {https://e.org/a?id=4}"),
        ("url = {[A word](https://e.org/a)}", "url = {https://e.org/a}"),
        ("url = {www.e.org/a}", "url = {http://www.e.org/a}"),
    ],
)
def test_a_value_that_is_read_otherwise_than_it_stands_there_is_mended(line: str, better: str) -> None:
    entry = "@misc{k,\n  title = {T},\n  LINE,\n}\n"
    assert mended(entry.replace("LINE", line)) == (entry.replace("LINE", better), [])
    assert found_in(entry.replace("LINE", line))[0] == found_in(entry.replace("LINE", better))[0]


@pytest.mark.parametrize(
    ("title", "site", "better"),
    [
        ("Pears on air | Harbour Post", "organization = {Harbour Post}", "Pears on air"),
        ("Pears on air {\\textbar} {Harbour} {Post} ({HP})", "journal = {Harbour Post (HP)}", "Pears on air"),
        ("Pears - on air - Harbourpost", "publisher = {harbourpost.example}", "Pears - on air"),
        ("Pears on air \u2013 Harbour Post", "author = {{Harbour Post}}", "Pears on air"),
    ],
)
def test_a_title_does_not_end_with_the_name_of_its_site(title: str, site: str, better: str) -> None:
    entry = "@misc{k,\n  title = {TITLE},\n  url = {https://e.org/a},\n  SITE,\n}\n".replace("SITE", site)
    assert mended(entry.replace("TITLE", title)) == (entry.replace("TITLE", better), [])
    assert found_in(entry.replace("TITLE", "Pears | on air"))[1] == []


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("pages = {951--951}", "pages", "951"),
        ("pages = {pp. 9-11}", "pages", "9\u201311"),
        ("pages = {n/a--n/a}", "pages", ""),
        ("title = {A&reg; &amp; B&rsquo;s {\\&}amp; &#39;c&#39; &ndash; <i>d</i> H<sub>2</sub>O}", "title", "A® & B\u2019s & 'c' \u2013 d H2O"),
        ("title = {1 < 2 and <b> is a tag}", "title", "1 < 2 and <b> is a tag"),
        ("note = {Section: News}", "note", ""),
        ("note = {\u8bbf\u95ee\u65e5\u671f\uff1a2020-03-05}", "urldate", "2020-03-05"),
        ("url = {https://doi.org/10.1000/182}", "doi", "10.1000/182"),
        ("doi = {https://doi-org.ezproxy.e.edu/10.1000/182}", "doi", "10.1000/182"),
        ("url = {10.1000/182}", "doi", "10.1000/182"),
        ("url = {n/a}", "url", ""),
        ("howpublished = {Online}", "howpublished", ""),
        ("doi = {null}", "doi", ""),
        ("url = {https://e.org/?a=1&amp;b=2}", "url", "https://e.org/?a=1&b=2"),
    ],
)
def test_a_value_with_one_reading_is_read_without_a_word(field: str, name: str, value: str) -> None:
    references, found = found_in(f"@misc{{k,\n  {'' if field.startswith('title') else 'title = {T},'}\n  {field},\n}}\n")
    assert (references["k"].title if name == "title" else references["k"].get(name), found) == (value, [])


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("year = 1993,\n month = {0}", "1993"),
        ("date = {1993-00-00}", "1993"),
        ("date = {1993-05-00}", "1993-05"),
        ("year = {2021/11//}", "2021-11"),
        ("date = {2021/11/01/}", "2021-11-01"),
    ],
)
def test_a_date_with_empty_parts_is_that_of_the_others(date: str, said: str) -> None:
    references, found = found_in(f"@misc{{k,\n  title = {{T}},\n  {date},\n}}\n")
    assert (str(references["k"].issued), found) == (said, [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("TY  - NEWS\nTI  - A word\nER  - \n", "a record in the format RIS is no entry: 'A word'"),
        ("PMID- 123\nTI  - A word\n", "a record in the format MEDLINE is no entry: 'A word'"),
        ("%0 Journal Article\n%T A word\n", "a record in the format EndNote is no entry: 'A word'"),
        ('[\n  {\n    "id": "a",\n    "title": "A word"\n  }\n]\n', "a record in the format CSL-JSON is no entry: 'A word'"),
        ("\\bibitem{smith2020} Smith, A. 2020.\n", "a record in the format LaTeX is no entry"),
        ("@article\uff5bzhang2020\uff0c\n title \uff1d \uff5bT\uff5d\n\uff5d\n", "this entry has full-width brackets, commas or signs of equality"),
        ("<?xml version='1.0'?>\n<xml><records/></xml>\n", "a record in the format XML is no entry"),
        ("Smith, A. (2020). A word of it. Journal of Words, 12(3), 4-5.\n", "a reference in words is no entry, and is passed over"),
        ("\u5f20\u4e09. \u4e00\u53e5\u8bdd[J]. \u8bcd, 2020, 12(3): 4-5.\n", "a reference in words is no entry, and is passed over"),
    ],
)
@pytest.mark.parametrize("between", ["", "\n"])
def test_what_another_program_wrote_between_the_entries_is_told(written: str, message: str, between: str) -> None:
    references, found = found_in(f"@misc{{k, title = {{T}}}}\n{between}{written}{between}@misc{{l, title = {{U}}}}\n")
    assert (list(references), [item.message for item in found]) == (["k", "l"], [message])
    assert found[0].span.line == 2 + len(between)


@pytest.mark.parametrize("comment", ["These are my sources:\n", "% TY  - NEWS\n", "Read in 2020.\n", "--- 2019 (done) ---\n"])
def test_a_remark_between_the_entries_is_one(comment: str) -> None:
    assert found_in(f"@misc{{k, title = {{T}}}}\n\n{comment}\n@misc{{l, title = {{U}}}}\n")[1] == []


# --- addresses, names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address", "is_certain"),
    [
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fe.org%2Fa%3Fb%3D1&usg=x", "https://e.org/a?b=1", True),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fe.org%2Fa%3Ffbclid%3Dz&h=y", "https://e.org/a", True),
        ("https://login.ezproxy.e.edu/login?url=https://e.org/a", "https://e.org/a", True),
        ("https://www-e-org.ezproxy.lib.edu/a?b=1", "https://www.e.org/a?b=1", False),
        ("view-source:https://e.org/a", "https://e.org/a", True),
        ('<a href="https://e.org/a">word</a>', "https://e.org/a", True),
        ("URL: https://e.org/a", "https://e.org/a", True),
        ("http//e.org/a", "http://e.org/a", True),
        ("https:/e.org/a", "https://e.org/a", True),
        ("htps://e.org/a", "https://e.org/a", True),
        ("e.org/a", "https://e.org/a", True),
        ("https\uff1a//e.org/a\uff1ab", "https://e.org/a\uff1ab", True),
        ("https:\uff0f\uff0fe\u3002org\uff0fa", "https://e.org/a", True),
        ("https://e.org/a?id=4#:~:text=word", "https://e.org/a?id=4", True),
    ],
)
def test_an_address_is_the_one_that_it_leads_to(written: str, address: str, is_certain: bool) -> None:
    found = direct(written)
    assert (found.address, found.is_certain, bool(found.why)) == (address, is_certain, True)


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org/a?q=https://f.org/",
        "https://e.org/a\uff1ab\u3002c",
        "https://e.org/?utm=1&a=%20b#c",
        "https://proxy.e.org/a",
        "paper.pdf",
        "10.1000/182",
        "a",
    ],
)
def test_any_other_address_stays_to_the_letter(address: str) -> None:
    assert direct(address) == (address, "", True)


@pytest.mark.parametrize(
    "name",
    [
        "Smith, John",
        "Garc\u00eda M\u00e1rquez, Gabriel",
        "Smith, J. and Doe, J.",
        "\u5c71\u7530 \u592a\u90ce",
        "{A B}, C D",
        "van der Berg, Anna Maria",
        "Ortega y Gasset, Jos\u00e9",
        "Santiago Ram\u00f3n y Cajal",
        "Radio (SWR)",
    ],
)
def test_a_name_that_is_one_is_not_doubted(name: str) -> None:
    assert not names.read(name).problem


def test_two_names_or_one_of_four_words_is_asked() -> None:
    found = names.read("Amara Nwosu, Chidi Okafor")
    assert (len(found.names), found.better, found.is_doubtful) == (1, "Amara Nwosu and Chidi Okafor", True)
    assert not names.read("{Amara Nwosu}, Chidi Okafor").problem
    doubt = name_doubts.of("Smith, John Doe, Jane", is_alone=True)
    assert doubt and (doubt.better, doubt.is_certain) == ("Smith, John and Doe, Jane", False)


# --- whatever slips --------------------------------------------------------------------------------------------

_ENTRY = '@article{{{key},\n  title = {{A title}},\n  author = "Smith, Ann",\n  year = 2020,\n  journal = {{{{J}}}},\n}}\n'


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(_ENTRY.format(key="b")) - 2), st.sampled_from(["", ",", "}", '"', "\u201d", ":", "\n"]))
def test_a_slip_of_the_pen_in_one_entry_costs_no_other(place: int, sign: str) -> None:
    first, slipped, last = (_ENTRY.format(key=key) for key in "abc")
    content = f"{first}\n{slipped[:place]}{sign}{slipped[place + 1 :]}\n{last}"
    references = found_in(content)[0]
    assert {"a", "c"} <= references.keys() and references["a"].fields == references["c"].fields
    after, _ = mended(content)
    assert after.startswith(first) and after.endswith(last)
    assert {"a", "c"} <= found_in(after)[0].keys()
