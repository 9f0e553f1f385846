"""`casebook import`: what other programs write, as entries of the bibliography, and nothing else of it changed."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pypandoc
import pytest
from casebook.base.diagnostic import Severity
from casebook.cli import main
from casebook.contributing import import_reading, import_ris
from casebook.contributing.import_items import NotThisFormat
from casebook.reading.files import Text
from casebook.records import bibtex
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, with_kinds

BIB = "cases/references.bib"
# In the order of its keys, which are made of a name, a year and a word.
HABITS = """\
% Our sources.

@article{adams2019pears,
\tauthor = {Adams, Ann},
\ttitle = {Pears on air},
\tdate = {2019},
\tdoi = {10.1000/pears}
}

% Read in part.
@online{lee2020market,
\tauthor = {Lee, Bo},
\ttitle = {The market},
\tdate = {2020},
\turl = {https://example.org/market}
}

@book{young2018sea,
\tauthor = {Young, Cy},
\ttitle = {The sea},
\tdate = {2018}
}

@comment{jabref-meta: databaseType:biblatex;}
"""


def project(root: Path, content: str = HABITS) -> Path:
    (root / "cases/organisations").mkdir(parents=True)
    (root / BIB).write_text(content, "utf-8", newline="")
    (root / "cases/organisations/orchard-post.yml").write_text("name: The Orchard Post\nsummary: A newspaper.\naliases: [Orchard Daily]\n")
    return with_kinds(root)


def run(root: Path, content: str | bytes, *arguments: str) -> Result:
    source = root / "source.txt"
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "import", str(source), *arguments])


def said(result: Result) -> list[str]:
    """What was printed, without the name of the file."""
    return [line.partition("source.txt:")[2] or line for line in result.output.splitlines()]


def change(root: Path, before: str = HABITS) -> list[str]:
    """The lines that were added; none may be gone."""
    after = (root / BIB).read_bytes().decode().removeprefix("\ufeff")
    lines = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    assert not [line for line in lines if line.startswith("- ")]
    return [line[2:] for line in lines if line.startswith("+ ")]


ZOTERO_BIBLATEX = r"""
@article{smithLiveStreamingCharity2020,
  title = {Live {{Streaming}} \& Charity: 50\% of {{M{\"u}ller}}},
  author = {family=Berg, given=Jan, prefix=van den, useprefix=true and {World Health Organization} and 张三},
  date = {2020-03-05},
  journaltitle = {The Orchard Post},
  volume = {12},
  number = {3},
  pages = {101--119},
  issn = {0028-0836},
  doi = {10.1000/ABC},
  url = {https://example.org/a_b},
  urldate = {2021-04-01},
  langid = {english},
  abstract = {What it is about.},
  keywords = {charity,streaming},
  file = {/home/ann/Zotero/storage/AB/My Secret.pdf}
}
"""


def test_an_entry_goes_where_it_belongs_with_a_key_like_the_others(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = run(root, ZOTERO_BIBLATEX)
    assert (result.exit_code, said(result)) == (
        0,
        ["2: added vandenberg2020live, published by orchard-post", "1 source: 1 added"],
    )
    assert change(root) == [
        "@article{vandenberg2020live,",
        "\tauthor = {van den Berg, Jan and {World Health Organization} and 张三},",
        "\ttitle = {Live Streaming \\& Charity: 50\\% of Müller},",
        "\tdate = {2020-03-05},",
        "\tjournaltitle = {The Orchard Post},",
        "\tvolume = {12},",
        "\tnumber = {3},",
        "\tpages = {101--119},",
        "\tpublisherid = {orchard-post},",
        "\tissn = {0028-0836},",
        "\tdoi = {10.1000/ABC},",
        "\turl = {https://example.org/a_b},",
        "\turldate = {2021-04-01},",
        "\tlangid = {en}",
        "}",
        "",
    ]
    content = (root / BIB).read_text("utf-8")
    assert content.index("lee2020market") < content.index("vandenberg2020live") < content.index("young2018sea")
    assert "% Read in part.\n@online{lee2020market" in content


def test_a_second_time_all_is_there_already(tmp_path: Path) -> None:
    root = project(tmp_path)
    run(root, ZOTERO_BIBLATEX)
    before = (root / BIB).read_bytes()
    again = run(root, ZOTERO_BIBLATEX)
    assert (again.exit_code, said(again)) == (0, ["2: already there as vandenberg2020live: the same DOI", "1 source: 0 added, 1 already there"])
    assert (root / BIB).read_bytes() == before


def test_a_dry_run_shows_the_change_and_makes_none(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = (root / BIB).read_bytes()
    result = run(root, "@misc{zoe2021word, title={A word}, author={Zoe, A.}, date={2021}}", "--dry-run")
    assert result.exit_code == 0
    assert result.output.partition("1 added\n")[2] == (
        "--- cases/references.bib\n+++ cases/references.bib\n@@ -21,4 +21,10 @@\n \tdate = {2018}\n }\n \n+@misc{zoe2021word,\n"
        "+\tauthor = {Zoe, A.},\n+\ttitle = {A word},\n+\tdate = {2021}\n+}\n+\n @comment{jabref-meta: databaseType:biblatex;}\n"
    )
    assert (root / BIB).read_bytes() == before


def test_what_cannot_be_taken_is_named_and_the_rest_is_taken(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = run(
        root,
        "@misc{a, date={2020}}\n"
        "@online{b2021word,\n title={Words that are said},\n date={2021},\n url={nowhere},\n}\n"
        "@misc{c, title={T\n"
        "@misc{d, title={Pears on air}, author={Adams, A.}, date={2019-05}}\n"
        "@misc{b2021word, title={Other words that are said}, date={2021}}\n"
        "misc{without, title={A sign}}\n",
    )
    assert result.exit_code == 1
    assert [line.partition(" (")[0] for line in said(result)] == [
        "1: refused because it has no title",
        "2: added b2021word, without its url",
        "7: added source",
        "8: already there as adams2019pears: the same title, year and first author",
        "9: added other2021words",
        "10: refused because an entry without its '@' is passed over: 'without'",
        "6 sources: 3 added, 1 already there, 2 refused",
    ]


def test_a_file_keeps_its_mark_and_its_line_ends(tmp_path: Path) -> None:
    windows = "\ufeff@misc{k2020,\r\n  title = {T},\r\n}\r\n"
    root = project(tmp_path, windows)
    assert run(root, "@misc{zoe2021,title={A word}}").exit_code == 0
    assert (root / BIB).read_bytes().decode() == f"{windows[:-2]}\r\n\r\n@misc{{zoe2021,\r\n  title = {{A word}},\r\n}}\r\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "@misc{zoe2021,\n  title = {A word},\n}\n"),
        ("% Sources", "% Sources\n\n@misc{zoe2021,\n  title = {A word},\n}\n"),
        ("@misc{k,title={T}}", "@misc{k,title={T}}\n\n@misc{zoe2021,\n  title={A word}\n}"),
        ("@misc{k,title={T}} % one\n% end\n", "@misc{k,title={T}} % one\n% end\n\n@misc{zoe2021,\n  title={A word}\n}\n"),
        ("@misc{k,title={T}}\n\n% -- A --\n\n% -- B --\n", "@misc{k,title={T}}\n\n% -- A --\n\n% -- B --\n\n@misc{zoe2021,\n  title={A word}\n}\n"),
        ("@misc{k,title={T}}\n\n% Local Variables:\n", "@misc{k,title={T}}\n\n@misc{zoe2021,\n  title={A word}\n}\n\n% Local Variables:\n"),
        ("@misc{k,title={T}}\n\n@comment{x}\n", "@misc{k,title={T}}\n\n@misc{zoe2021,\n  title={A word}\n}\n\n@comment{x}\n"),
        ("@misc{k,title={T}}\n\n@misc{open,title={T\n", "@misc{k,title={T}}\n\n@misc{zoe2021,\n  title={A word}\n}\n\n@misc{open,title={T\n"),
    ],
)
def test_a_file_without_an_order_goes_on_behind_its_last_entry(before: str, after: str, tmp_path: Path) -> None:
    root = project(tmp_path, before)
    assert run(root, "@misc{zoe2021,title={A word}}").exit_code == 0
    assert (root / BIB).read_text("utf-8") == after


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["c2018", "b2019", "a2021"], ["c2018", "b2019", "new2020", "a2021"]),
        (["b2021", "c2019", "a2018"], ["b2021", "new2020", "c2019", "a2018"]),
        (["b2019", "a2021", "c2018"], ["b2019", "a2021", "c2018", "new2020"]),
        (["a2019", "c2018", "x2021"], ["a2019", "c2018", "new2020", "x2021"]),
    ],
)
def test_a_file_goes_on_in_the_order_that_it_has(keys: list[str], expected: list[str], tmp_path: Path) -> None:
    root = project(tmp_path, "".join(f"@misc{{{key},\n  title = {{T {key}}},\n  date = {{{key[1:]}}},\n}}\n\n" for key in keys))
    run(root, "@misc{new2020, title={A word}, date={2020}}")
    assert list(bibtex.read(Text("", (root / BIB).read_text("utf-8")))[0].references) == expected


def test_an_entry_whose_key_has_brackets_or_is_missing_gets_another(tmp_path: Path) -> None:
    result = run(project(tmp_path), "@article{S0140(20)1, title={Words of one}, date={2020}}\n@misc{title={Words of two}, date={2020}}")
    assert said(result)[:2] == ["1: added words2020one", "2: added words2020two"]


def test_a_project_without_a_bibliography_gets_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / BIB).unlink()
    assert run(root, "@misc{zoe2021,title={A word}}").exit_code == 0
    assert (root / BIB).read_text("utf-8") == "@misc{zoe2021,\n  title = {A word},\n}\n"


def test_entries_that_name_each_other_do_so_by_their_new_keys(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = run(
        root,
        "@online{one, title={What was found in it}, author={Doe, Jane}, date={2021}, via={two}}\n"
        "@online{two, title={The report of it all}, author={Roe, Max}, date={2021}, via={nobody}}\n"
        "@online{three, title={The market}, url={http://www.example.org/market/}}\n"
        "@online{four, title={A mirror of the market}, author={Moe, Al}, date={2020}, copyof={three}}\n",
    )
    assert said(result)[:4] == [
        "1: added doe2021found",
        "2: added roe2021report, without its via (what it names is not there)",
        "3: already there as lee2020market: the same address",
        "4: added moe2020mirror",
    ]
    content = (root / BIB).read_text("utf-8")
    assert "via = {roe2021report}" in content
    assert "copyof = {lee2020market}" in content


def test_parts_come_with_what_their_whole_says_and_without_its_address(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    whole = "@proceedings{p, title={Markets on air}, date={2021}, publisher={Press}, doi={10.1000/p}, url={https://example.org/p}}\n"
    parts = "".join(f"@inproceedings{{{key}, title={{Of the {key}}}, author={{{key}, A.}}, crossref={{p}}}}\n" for key in ("Sea", "Land"))
    assert said(run(root, parts + whole))[-1] == "3 sources: 3 added"
    assert "@inproceedings{Sea,\n  author = {Sea, A.},\n  title = {Of the Sea},\n  date = {2021},\n  booktitle = {Markets on air},\n" in (
        root / BIB
    ).read_text("utf-8")
    assert (root / BIB).read_text("utf-8").count("10.1000/p") == 1
    assert not CliRunner().invoke(main, ["-C", str(root), "check"]).output.count("same-source")


def test_a_publisher_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    result = run(project(tmp_path), "@misc{k, title={A word}, author={Zoe, A.}, date={2021}, publisherid={nobody}}")
    assert said(result)[0] == "1: added zoe2021word, without its publisherid (there is no record 'nobody')"


@pytest.mark.parametrize("path", sorted((ROOT / "tests/records/bibliographies").glob("*.bib")), ids=lambda path: path.stem)
def test_bibliographies_of_other_programs_come_with_all_that_they_say(path: Path, tmp_path: Path) -> None:
    root = project(tmp_path, "")
    content = path.read_bytes()
    before = bibtex.read(Text("", content.decode("utf-8", "replace")))[0].references
    result = run(root, content)
    after, found = bibtex.read(Text("", (root / BIB).read_text("utf-8")))
    assert [problem for problem in found if problem.severity is Severity.ERROR] == []
    fates = said(result)[:-1]
    assert sum(": added" in fate for fate in fates) == len(after.references)
    # What is there once is said of nobody twice, and nobody is left out.
    assert len(fates) >= len(before)
    assert sum(": added" in fate or ": already there" in fate for fate in fates) >= len(before)
    titles = {reference.title for reference in after.references.values()}
    twins = [fate for fate in fates if ": already there" in fate]
    # A title may have had the name of its site behind it.
    assert len([reference for reference in before.values() if not any(map(reference.title.startswith, titles))]) <= len(twins)


def test_what_check_would_mend_is_written_as_it_should_be(tmp_path: Path) -> None:
    root = project(tmp_path)
    content = "@misc{k,\n title = {Pears on air | Harbour Post},\n author = {Fruit Growers Society; World Fruit Organization},\n"
    content += " organization = {Harbour Post},\n url = {https://example.org/a?utm_source=x}\n year = 2021\n"
    assert run(root, content).exit_code == 0
    assert [line for line in change(root) if line.strip(" }")] == [
        *("@misc{fruit2021pears,", "\tauthor = {{Fruit Growers Society} and {World Fruit Organization}},", "\ttitle = {Pears on air},"),
        *("\tdate = {2021},", "\torganization = {Harbour Post},", "\turl = {https://example.org/a}"),
    ]


# --- keys ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "given", "expected"),
    [
        (("smith2020", "doe2019", "lee2018"), "x", "muller2021"),
        (("smith2020", "doe2019", "lee2018"), "mueller2021", "mueller2021"),
        (("smith2020", "doe2019", "Muller2021"), "x", "muller2021apples"),
        (("Smith2020", "Doe2019", "Lee2018"), "x", "Muller2021"),
        (("smith_harbour_2020", "doe_sea_2019", "lee_land_2018"), "x", "muller_apples_2021"),
        (("smith_harbour_2020", "doe_sea_2019", "lee_land_2018"), "muller_pears_2021", "muller_pears_2021"),
        (("smithHarbour2020", "doeSea2019", "leeLand2018"), "x", "mullerApples2021"),
        (("Smith2020Harbour", "Doe2019Sea", "Lee2018Land"), "x", "Muller2021Apples"),
        (("smith2020a", "smith2020b", "muller2021"), "x", "muller2021a"),
        (("Smith20", "Doe19", "Lee18"), "x", "Muller21"),
        (("one", "two"), "AnyKey", "AnyKey"),
        (("one", "two"), "TWO", "muller2021"),
        (("one", "two"), "12345", "muller2021"),
        (("one", "two"), "con", "muller2021"),
    ],
)
def test_a_key_is_made_as_the_others_are(keys: tuple[str, ...], given: str, expected: str, tmp_path: Path) -> None:
    root = project(tmp_path, "".join(f"@misc{{{key},\n  title = {{Of {key}}},\n}}\n\n" for key in keys))
    result = run(root, f"@misc{{{given}, title={{The apples of the sea}}, author={{Müller, Änne}}, date={{2021}}}}")
    assert said(result)[0] == f"1: added {expected}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("author={张三}, title={直播卖苹果}, date={2020}", "zhang2020"),
        ("author={欧阳修}, title={直播卖苹果}, date={2020}", "ouyang2020"),
        ("author={Иванов, Иван}, title={Яблоки}, date={2020}", "ivanov2020"),
        ("author={{The Orchard Trust}}, title={Apples}, date={2020}", "orchard2020"),
        ("title={直播卖苹果}, date={2020}", "zhibo2020"),
        ("title={Of the apples}", "apples"),
        ("author={O'Hara, J.}, title={Apples}, date={2020}", "ohara2020"),
        ("author={de la Cruz, J.}, title={Apples}, date={2020}", "delacruz2020"),
        ("title={Apples}, publisher={Orchard Daily}, date={2020}", "orchard2020"),
        ("title={!!!}, date={2020}", "source2020"),
    ],
)
def test_a_key_is_of_plain_letters_whoever_wrote_it(fields: str, expected: str, tmp_path: Path) -> None:
    root = project(tmp_path, "".join(f"@misc{{{key},\n  title = {{Of {key}}},\n}}\n\n" for key in ("smith2020", "doe2019", "lee2018")))
    assert said(run(root, f"@misc{{x, {fields}}}"))[0].split(",")[0] == f"1: added {expected}"


# --- RIS -------------------------------------------------------------------------------------------------------

ZOTERO_RIS = """\
TY  - JOUR
TI  - Live streaming & charity
AU  - van den Berg, Jan
AU  - World Health Organization
T2  - Journal of Giving
AB  - What it is about,
over two lines.
DA  - 2020/03/05/
PY  - 2020
DO  - 10.1000/ABC
DP  - Crossref
VL  - 12
IS  - 3
SP  - 101
EP  - 119
J2  - J. Giv.
LA  - en
SN  - 0028-0836
UR  - https://doi.org/10.1000/ABC
Y2  - 2021/04/01/10:20:30
L1  - https://example.org/private.pdf
KW  - charity
ER  -

"""
ENDNOTE_RIS = """\
TY  - CHAP
AU  - Smith, Ann
A2  - Doe, Jane
CY  - London
ID  - 42
PB  - Orchard Press
PY  - 2019
SN  - 978-3-16-148410-0
SP  - 1-20
ST  - Apples
T2  - Handbook of fruit
TI  - Apples: a history
ER  -

"""
SCOPUS_RIS = """\
TY  - CONF
TI  - Selling on air
T2  - Proceedings of the Conference on Markets
J2  - Proc. Conf. Mark.
VL  - 7
SP  - 33
PY  - 2021
DO  - 10.1000/CONF.7
SN  - 9783161484100 (ISBN)
AU  - Li, N.
AU  - Wu, X.
N1  - Export Date: 05 March 2022; Cited By: 12
M3  - Conference paper
DB  - Scopus
UR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-1&doi=10.1000%2fCONF.7
ER  -
"""
PUBMED = """\

PMID- 12345678
OWN - NLM
DP  - 2020 Mar 5
TI  - Giving and its
      consequences.
PG  - 12-9
LID - 10.1000/med.1 [doi]
AB  - Long.
FAU - Smith, Ann B
AU  - Smith AB
CN  - Giving Study Group
LA  - eng
JT  - The Lancet of giving
TA  - Lancet Giv
VI  - 3
IP  - 2
IS  - 1474-547X (Electronic)
"""


def written(content: str, tmp_path: Path) -> str:
    root = project(tmp_path, "")
    assert run(root, content).exit_code == 0
    return (root / BIB).read_text("utf-8")


def test_ris_of_zotero(tmp_path: Path) -> None:
    assert written(ZOTERO_RIS, tmp_path) == (
        "@article{vandenberg2020,\n  author = {van den Berg, Jan and {World Health Organization}},\n  title = {Live streaming \\& charity},\n"
        "  date = {2020-03-05},\n  journaltitle = {Journal of Giving},\n  volume = {12},\n  number = {3},\n  pages = {101--119},\n"
        "  issn = {0028-0836},\n  doi = {10.1000/ABC},\n  urldate = {2021-04-01},\n  langid = {en},\n  shortjournal = {J. Giv.},\n}\n"
    )


def test_ris_of_endnote(tmp_path: Path) -> None:
    assert written(ENDNOTE_RIS, tmp_path) == (
        "@incollection{smith2019,\n  author = {Smith, Ann},\n  editor = {Doe, Jane},\n  title = {Apples: a history},\n  date = {2019},\n"
        "  booktitle = {Handbook of fruit},\n  pages = {1--20},\n  publisher = {Orchard Press},\n  location = {London},\n"
        "  isbn = {978-3-16-148410-0},\n  shorttitle = {Apples},\n}\n"
    )


def test_ris_of_scopus(tmp_path: Path) -> None:
    assert written(SCOPUS_RIS, tmp_path) == (
        "@inproceedings{li2021,\n  author = {Li, N. and Wu, X.},\n  title = {Selling on air},\n  date = {2021},\n"
        "  booktitle = {Proceedings of the Conference on Markets},\n  volume = {7},\n  pages = {33},\n  isbn = {9783161484100},\n"
        "  doi = {10.1000/CONF.7},\n  url = {https://www.scopus.com/inward/record.uri?eid=2-s2.0-1&doi=10.1000%2fCONF.7},\n}\n"
    )


def test_medline_of_pubmed(tmp_path: Path) -> None:
    assert written(PUBMED, tmp_path) == (
        "@article{smith2020,\n  author = {Smith, Ann B and {Giving Study Group}},\n  title = {Giving and its consequences},\n"
        "  date = {2020-03-05},\n  journaltitle = {The Lancet of giving},\n  volume = {3},\n  number = {2},\n  pages = {12--9},\n"
        "  issn = {1474-547X},\n  doi = {10.1000/med.1},\n  langid = {en},\n  shortjournal = {Lancet Giv},\n  pmid = {12345678},\n}\n"
    )


@pytest.mark.parametrize("content", [ZOTERO_RIS, ENDNOTE_RIS, SCOPUS_RIS])
def test_pandoc_reads_the_same_from_ris_and_from_what_became_of_it(content: str, tmp_path: Path) -> None:
    before = json.loads(pypandoc.convert_text(content.replace(",\nover two lines", ""), "csljson", format="ris"))[0]
    after = json.loads(pypandoc.convert_text(written(content, tmp_path), "csljson", format="biblatex"))[0]
    same = ("title", "DOI", "volume", "publisher")
    assert {name: after.get(name, "").lower() for name in same} == {name: before.get(name, "").lower() for name in same}
    assert after["issued"]["date-parts"][0][0] == before["issued"]["date-parts"][0][0]
    assert after["author"][0]["family"].endswith(before["author"][0]["family"].split()[-1])


# --- CSL-JSON --------------------------------------------------------------------------------------------------

ZOTERO_CSL = [
    {
        "id": "http://zotero.org/users/1/items/AB12CD34",
        "type": "webpage",
        "abstract": "Long.",
        "container-title": "Orchard Daily",
        "language": "zh-CN",
        "note": "Citation Key: chen2020\nA remark of mine\n_eprint: https://example.org/air.pdf",
        "event-place": "Oslo",
        "publisher-place": "Oslo",
        "title": "Apples <i>on air</i>",
        "URL": "https://example.org/air",
        "author": [{"literal": "陈一"}, {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}],
        "accessed": {"date-parts": [["2021", 4, 1]]},
        "issued": {"date-parts": [["2020", 3]]},
    }
]
CROSSREF = {
    "status": "ok",
    "message": {
        "items": [
            {
                "type": "journal-article",
                "title": ["Giving &amp; taking"],
                "container-title": ["Journal of Giving"],
                "DOI": "10.1000/give",
                "URL": "http://dx.doi.org/10.1000/GIVE",
                "page": "1-9",
                "ISSN": ["0028-0836", "1476-4687"],
                "issue": "2",
                "author": [{"given": "Ann", "family": "Smith", "sequence": "first"}, {"name": "Giving Group"}],
                "published-print": {"date-parts": [[2020, 3]]},
                "is-referenced-by-count": 3,
            },
            {"type": "posted-content", "title": [], "DOI": "10.1000/none"},
        ]
    },
}
PANDOC = {
    "id": "doe99",
    "type": "chapter",
    "title": "A chapter",
    "container-title": "A book",
    "author": [{"family": "Doe", "given": "Jane"}, {"literal": "others"}],
    "editor": [{"family": "Roe", "given": "Max", "suffix": "Jr."}],
    "issued": {"date-parts": [[1999], [2000]]},
    "page": "3-4",
    "publisher": "Press",
    "publisher-place": "Paris",
}


def test_csl_json_of_zotero(tmp_path: Path) -> None:
    assert written(json.dumps(ZOTERO_CSL, ensure_ascii=False), tmp_path) == (
        "@online{chen2020,\n  author = {陈一 and van den Berg, Jan},\n  title = {Apples on air},\n  date = {2020-03},\n"
        "  organization = {Orchard Daily},\n  location = {Oslo},\n  publisherid = {orchard-post},\n  url = {https://example.org/air},\n"
        "  urldate = {2021-04-01},\n  langid = {zh-CN},\n  note = {A remark of mine},\n}\n"
    )


def test_csl_json_of_crossref_with_what_it_cannot_say(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    result = run(root, json.dumps(CROSSREF, indent=1))
    assert result.exit_code == 1
    assert [line.partition(" (")[0] for line in said(result)] == [
        "5: added smith2020",
        "41: refused because it has no title",
        "2 sources: 1 added, 1 refused",
    ]
    assert (root / BIB).read_text("utf-8") == (
        "@article{smith2020,\n  author = {Smith, Ann and {Giving Group}},\n  title = {Giving \\& taking},\n  date = {2020-03},\n"
        "  journaltitle = {Journal of Giving},\n  number = {2},\n  pages = {1--9},\n  issn = {0028-0836},\n  doi = {10.1000/give},\n}\n"
    )


def test_csl_json_of_pandoc(tmp_path: Path) -> None:
    assert written(json.dumps(PANDOC), tmp_path) == (
        "@incollection{doe99,\n  author = {Doe, Jane and others},\n  editor = {Roe, Jr., Max},\n  title = {A chapter},\n  date = {1999/2000},\n"
        "  booktitle = {A book},\n  pages = {3--4},\n  publisher = {Press},\n  location = {Paris},\n}\n"
    )


# --- what is no such file --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ":1: there is nothing in it"),
        ("zotero://select/items/1_AB", ":1: this is a link into Zotero"),
        (r"\autocite[3]{smith2020}", ":1: this is a citation, and not a source"),
        ("[@smith2020, p. 3]", ":1: this is a citation, and not a source"),
        ("Smith, A. (2020). Apples. Press.", ":1: this is no format that is known here"),
        ("<div class='csl-entry'>Smith</div>", ":1: this is XML or HTML"),
        ('[{"title": "A",\n "type" "book"}]', ":2: this is no JSON"),
        ("[" * 100_000, ":1: this is nested too deeply"),
        ("[]", ":1: there is no item in it"),
        (b"@misc{k,\n title={\xff}}", ":2: this is not UTF-8"),
    ],
)
def test_what_is_no_source_is_said_with_a_way_out(content: str | bytes, expected: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    result = run(root, content)
    assert result.exit_code == 2
    assert expected in result.output
    assert (root / BIB).read_text("utf-8") == HABITS


def test_utf_16_is_read_where_it_says_so(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    assert run(root, ENDNOTE_RIS.replace("Ann", "Änne").encode("utf-16")).exit_code == 0
    assert "Smith, Änne" in (root / BIB).read_text("utf-8")


def test_the_standard_input_is_read(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    result = CliRunner(catch_exceptions=False).invoke(main, ["-C", str(root), "import", "-"], input="@misc{zoe2021,title={A word}}")
    assert result.output == "-:1: added zoe2021\n1 source: 1 added\n"


def test_bytes_of_another_encoding_stay_as_they_are(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = b"@misc{k2020,\n  title = {T},\n  note = {caf\xe9 \xc2\xad},\n}\n"
    (root / BIB).write_bytes(before)
    assert run(root, "@misc{zoe2021,title={A word}}").exit_code == 0
    assert (root / BIB).read_bytes() == before + b"\n@misc{zoe2021,\n  title = {A word},\n}\n"


def test_a_bibliography_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = HABITS.encode("utf-16")
    (root / BIB).write_bytes(before)
    result = run(root, "@misc{zoe2021,title={A word}}")
    assert (result.exit_code, "casebook: cases/references.bib:1: " in result.output) == (2, True)
    assert (root / BIB).read_bytes() == before


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_text_in_any_format_is_read_or_refused(text: str) -> None:
    for content in (
        text,
        f"TY  - JOUR\nTI  - {text}\nAU  - {text}\nPY  - {text}\nUR  - {text}\nSN  - {text}\nER  - ",
        f"PMID- 1\nTI  - {text}\nDP  - {text}\nFAU - {text}",
        json.dumps([{"type": text, "title": text, "author": [{"family": text, "given": text}], "issued": {"raw": text}, "note": text, "ISBN": text}]),
        f"@misc{{{text},\n title={{{text}}},\n author={{{text}}}, doi={{{text}}}\n}}",
    ):
        for format, begins in (("ris", "TY"), ("medline", "PMID"), ("csl-json", "[{"), ("bibtex", "@misc")):
            if content is text or content.startswith(begins):
                try:
                    found = import_reading.read(content, format, "x")
                except NotThisFormat as error:
                    assert str(error)
                else:
                    assert all(candidate.reference or candidate.refused for candidate in found)


def test_records_of_ris_without_an_end_are_records(tmp_path: Path) -> None:
    found = import_ris.read("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two")
    assert [(item.line, item.fields["title"]) for item in found] == [(1, "One"), (3, "Two")]
