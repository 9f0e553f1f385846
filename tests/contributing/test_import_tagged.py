"""What EndNote, RefWorks, NoteExpress and those who write their forms export, records of several formats in one file, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook.contributing import import_reading, import_tagged
from casebook.contributing.import_items import NotThisFormat
from casebook.records.reference import Reference
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contributing.test_import import project, run, said

ENDNOTE = """%0 Journal Article
%T Pears on the air: \
How voices sell
%A Hill, Tom
%A Novak, Eva
%J Journal of Cries
%V 40
%N 6
%P 9-11
%@ 0378-5955
%D 2014
%I Harbour Press
%R https://doi.org/10.1000/182
%K pears; air
%X We ask,
and are told.

%0 Web Page
%A Harbour Radio,
%T How they were sold
%D 2020
%8 March 5
%U https://radio.example/pears
%[ 2021/02/03
"""
REFWORKS = """RT Journal Article
SR 1
A1 张三;李四
AD 港口大学
T1 直播与果农
JF 新闻研究
YR 2020
IS 03
vo 12
OP 4-9
SN 0378-5955
LA 中文
DS CNKI
LK https://kns.example.cn/x

RT Web Page
A1 Marsh,Edda
T1 Figs
YR 2019
FD May 7
UL https://example.org/figs
"""
NOTEEXPRESS = """{Reference Type}: Journal Article
{Title}: 直播与果农
{Author}: 张三;李四;
{Author Address}: 港口大学
{Journal}: 新闻研究
{Year}: 2020
{Issue}: 03
{Pages}: 4-9
{ISBN/ISSN}: 0378-5955
{Database Provider}: CNKI
"""


def read(content: str) -> list[Reference]:
    found = import_reading.read(content, import_reading.recognised(content), "x")
    return [candidate.reference for candidate in found if candidate.reference]


def test_what_endnote_and_google_scholar_save() -> None:
    article, page = read(ENDNOTE)
    assert (article.type, article.title, [str(name) for name in article.author]) == (
        *("article", "Pears on the air: How voices sell"),
        ["Tom Hill", "Eva Novak"],
    )
    assert dict(article.fields) == {
        **{"title": article.title, "journaltitle": "Journal of Cries", "volume": "40", "number": "6", "pages": "9\u201311"},
        **{"publisher": "Harbour Press", "doi": "10.1000/182", "issn": "0378-5955"},
    }
    assert (page.type, page.author[0].literal, str(page.issued), page.get("urldate")) == ("online", "Harbour Radio", "2020-03-05", "2021-02-03")


def test_what_refworks_and_cnki_save_in_the_encoding_of_china_too(tmp_path: Path) -> None:
    article, page = read(REFWORKS)
    assert ([name.literal for name in article.author], article.get("volume"), article.get("number"), article.get("pages")) == (
        *(["张三", "李四"], "12", "3"),
        "4\u20139",
    )
    assert (page.type, str(page.issued), page.url) == ("online", "2019-05-07", "https://example.org/figs")
    root = project(tmp_path)
    assert said(run(root, REFWORKS.encode("gbk"))) == ["1: added zhang2020zhibo", "16: added marsh2019figs", "2 sources: 2 added"]


def test_what_noteexpress_saves() -> None:
    (article,) = read(NOTEEXPRESS)
    assert ([name.literal for name in article.author], article.title, article.get("journaltitle")) == (["张三", "李四"], "直播与果农", "新闻研究")


def test_a_file_may_have_records_of_several_formats(tmp_path: Path) -> None:
    content = "@misc{a, title={A pear}, year=2020}\n\n"
    content += "TY  - NEWS\nTI  - Plums\nPY  - 2021\nER  - \n\n"
    content += "@misc{b, title={A plum of it}\n year=2021}\n%0 Book\n%T Figs\n%D 2011\n"
    assert said(run(project(tmp_path), content)) == [
        *("1: added pear2020", "3: added plums2021", "8: added plum2021", "10: added figs2011"),
        "4 sources: 4 added",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            "Hill, T. (2014). Pears on the air. Journal of Cries, 40(6), 9-11.",
            "this looks like a reference in words; 'casebook new source --title …' makes",
        ),
        ("张三. 直播与果农[J]. 新闻研究, 2020, 12(3): 4-9.", "this looks like a reference in words"),
        ('<?xml version="1.0"?><xml><records><record/></records></xml>', "this is EndNote's XML; its output styles 'BibTeX Export'"),
        ("<rdf:RDF xmlns:rdf='x'/>", "this is RDF; from Zotero, 'Export items'"),
    ],
)
def test_what_is_none_of_them_is_told(content: str, why: str) -> None:
    with pytest.raises(NotThisFormat) as told:
        import_reading.recognised(content)
    assert str(told.value).startswith(why)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([*ENDNOTE.splitlines(), *REFWORKS.splitlines(), *NOTEEXPRESS.splitlines(), "%", "%A", "RT ", "{}: x"]), max_size=12))
def test_whatever_stands_in_it_is_read_or_refused(lines: list[str]) -> None:
    for format in import_tagged.FORMATS:
        try:
            found = import_reading.read("\n".join(lines), format, "x")
        except NotThisFormat as error:
            assert str(error)
        else:
            assert all(candidate.reference or candidate.refused for candidate in found)
