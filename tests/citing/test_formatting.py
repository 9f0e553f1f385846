"""References as pandoc formats them: the same as pandoc alone gives, plain text as it was stored, and each only once."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from casebook.base.scripts import is_chinese
from casebook.citing import csl, formatting, pandoc
from casebook.citing.formatting import format_items, format_references, plain_text
from casebook.citing.styles import STYLES
from casebook.reading.files import Text
from casebook.records.bibtex import read
from casebook.records.reference import Reference
from casebook.text import prose

from tests.conftest import ROOT

from .conftest import ALIKE

CATALOG = read(Text("references.bib", (ROOT / "cases/references.bib").read_text("utf-8")))[0].references


def features(reference: Reference) -> set[str]:
    """What may make an entry read differently: type, variables, language, how many wrote it, and the marks in its title, alone and in pairs."""
    item = csl.to_csl(reference)
    marks = re.findall(r"(?=([^\w\s]{1,2}))", item["title"])
    return {item["type"], *item, *marks, f"langid {reference.get('langid')}", f"authors {min(len(reference.author), 5)}"}


def one_of_each(among: Mapping[str, Reference]) -> dict[str, Reference]:
    """The sources that show something which none before them shows."""
    found, seen = {}, set[str]()
    for key, reference in among.items():
        if new := features(reference) - seen:
            found[key] = reference
            seen |= new
    return found


CHINESE = """
@online{xinhua, author = {新华社}, title = {十位县长直播卖苹果}, date = {2020-03-05}, publisher = {新华网},
  url = {https://example.org/a}, langid = {zh}}
@book{ouyang, author = {欧阳, 婷 and 李, 明 and 王, 芳 and 张, 伟}, title = {公益传播}, publisher = {人民出版社},
  location = {北京}, year = 2020, edition = 2, langid = {zh}}
@article{pi, author = {Pi, Lei}, title = {Short Video 短视频 in China}, journaltitle = {中国慈善家}, date = {2019-01}, langid = {en}}
@report{nodate, title = {第44次报告}, institution = {CNNIC}, langid = {zh}}
"""


def references(entries: str) -> Mapping[str, Reference]:
    bibliography, found = read(Text("r.bib", entries))
    assert found == []
    return bibliography.references


def text_of(item: Mapping[str, Any], style: str | Path) -> str:
    path = STYLES[style] if isinstance(style, str) else style
    return plain_text(format_items([{"id": "a", "type": "document", **item}], path)[0])


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many items each call of pandoc formats."""
    found: list[int] = []
    real = formatting._citeproc

    def counted(texts: Any, *others: Any) -> list[str]:
        found.append(len(texts))
        return real(texts, *others)

    monkeypatch.setattr(formatting, "_citeproc", counted)
    return found


# --- the same as pandoc alone ----------------------------------------------------------------------------------


class _Reading(HTMLParser):
    """What HTML says: its text, where it is emphasised, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.marks = "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("em", "strong", "sup", "sub"):
            self.marks.append((tag, squeezed(self.text)))
        if tag == "a":
            self.marks.append(("a", dict(attrs)["href"]))

    def handle_data(self, data: str) -> None:
        self.text += data


def squeezed(text: str) -> str:
    """A text without numbers and capitals, its stops and commas behind quotation marks.

    Titles are printed as they are stored (see test_every_title_reads_as_it_is_stored): pandoc moves stops and commas into the marks before
    them, as Americans do, in titles of every language, but not behind a title in italics.
    """
    return re.sub("([.,]+)([”’]+)", r"\2\1", re.sub(r"^\[\d+\]\s*", "", " ".join(text.split()))).casefold()


def items_of(reference: Reference) -> list[dict[str, Any]]:
    """What pandoc is given of a source."""
    return [
        {name: value for name, value in item.items() if name != "URL" or reference.get("url")}
        for item in json.loads(csl.csl_json({reference.key: reference}))
    ]


def language(reference: Reference, style: Path) -> str:
    # GB/T 7714 asks for the language of the source; pandoc takes it from the document.
    return "zh-CN" if is_chinese(reference.title) and style.stem.startswith("gb") else "en-US"


def documents(among: Mapping[str, Reference], style: Path) -> Iterator[tuple[str, list[Reference]]]:
    """Sources of a language that say nothing of each other when they stand in one document: nobody has a part in two of them."""
    found: list[tuple[str, set[str], list[Reference]]] = []
    for reference in among.values():
        named = {json.dumps(name) for item in items_of(reference) for value in item.values() if isinstance(value, list) for name in value}
        for lang, people, together in found:
            if lang == language(reference, style) and people.isdisjoint(named):
                people.update(named)
                together.append(reference)
                break
        else:
            found.append((language(reference, style), named, [reference]))
    return ((lang, together) for lang, _people, together in found)


def by_pandoc(lang: str, together: Sequence[Reference], style: Path) -> dict[str, str]:
    """What pandoc makes of a document with these references: our CSL-JSON, the style as it is shipped, and nothing of our own.

    But for two addresses: one made from the DOI is not printed beside it, and "Retrieved" needs a day (APA 7, 9.16).
    """
    document = f'---\nnocite: "@*"\nlang: {lang}\n---\n'
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(json.dumps([item for reference in together for item in items_of(reference)]))
        file.flush()
        arguments = ["--citeproc", f"--csl={style}", f"--bibliography={file.name}", "--wrap=none"]
        html = pypandoc.convert_text(document, "html", "markdown", extra_args=arguments, verify_format=False)
    parts = re.split(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>', re.sub(r"Retrieved\s+(?=<a )", "", html))[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("name", STYLES)
def test_every_source_reads_as_pandoc_alone_has_it(name: str) -> None:
    ours = format_references(CATALOG, STYLES[name])
    assert list(ours) == list(CATALOG)
    compared = one_of_each(CATALOG)
    theirs = {key: html for lang, together in documents(compared, STYLES[name]) for key, html in by_pandoc(lang, together, STYLES[name]).items()}
    assert set(theirs) == set(compared)
    for key, html in theirs.items():
        our, their = _Reading(str(ours[key])), _Reading(html)
        assert squeezed(our.text) == squeezed(their.text)
        assert our.marks == their.marks


@pytest.mark.parametrize("name", STYLES)
def test_every_title_reads_as_it_is_stored(name: str) -> None:
    def quotes(text: str) -> str:
        return re.sub('["“”‘’]', "'", text)

    for key, html in format_references(CATALOG, STYLES[name]).items():
        assert quotes(CATALOG[key].title) in quotes(plain_text(html))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "apa",
            [
                "新华社. (2020, March 5). 十位县长直播卖苹果. 新华网. https://example.org/a",
                "欧阳婷, 李明, 王芳, & 张伟. (2020). 公益传播 (2nd ed.). 人民出版社.",
                "Pi, L. (2019). Short Video 短视频 in China. 中国慈善家.",
                "第44次报告. (n.d.). CNNIC.",
            ],
        ),
        (
            "chicago-author-date",
            [
                "新华社. 2020. “十位县长直播卖苹果.” 新华网, March 5. https://example.org/a.",
                "欧阳婷, 李明, 王芳, and 张伟. 2020. 公益传播. 2nd ed. 人民出版社.",
                "Pi, Lei. 2019. “Short Video 短视频 in China.” 中国慈善家, January.",
                "第44次报告. n.d. CNNIC.",
            ],
        ),
        (
            "gb-t-7714",
            [
                "新华社. 十位县长直播卖苹果[EB/OL]. 新华网, 2020. https://example.org/a.",
                "欧阳婷, 李明, 王芳, 等. 公益传播[M]. 2 版. 北京: 人民出版社, 2020.",
                "PI L. Short Video 短视频 in China[J]. 中国慈善家, 2019.",
                "第44次报告[R]. CNNIC.",
            ],
        ),
    ],
)
def test_chinese_sources(name: str, expected: list[str]) -> None:
    assert [plain_text(entry) for entry in format_references(references(CHINESE), STYLES[name]).values()] == expected


def test_gb_t_7714_writes_each_source_in_its_own_language() -> None:
    authors = [{"family": family, "given": "Ann"} for family in ("Smith", "Jones", "Brown", "Green")]
    english = {"title": "Apples", "author": authors, "type": "book", "edition": "2"}
    assert text_of(english, "gb-t-7714") == "SMITH A, JONES A, BROWN A, et al. Apples[M]. 2nd ed."
    assert text_of({**english, "title": "苹果"}, "gb-t-7714") == "SMITH A, JONES A, BROWN A, 等. 苹果[M]. 2 版."
    assert text_of({**english, "title": "苹果", "language": "en"}, "gb-t-7714").startswith("SMITH A, JONES A, BROWN A, et al.")
    # A Chinese source that goes by a description: nothing of what is printed is Chinese.
    assert text_of({**english, "title": "[On apples]", "language": "zh"}, "gb-t-7714").startswith("SMITH A, JONES A, BROWN A, et al.")
    chinese = [{"literal": name} for name in ("王芳", "李明", "张伟", "陈静")]
    assert text_of({**english, "title": "[On apples]", "language": "zh", "author": chinese}, "gb-t-7714").startswith("王芳, 李明, 张伟, 等.")


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize(
    "title", ["基層官員直播“帶貨”. [Live]", "강원도 감자 '완판'...\"재고 8천 톤\". [Sold]", 'A "Sister", two years on', "“Why?” [Asked]", "“A”. B"]
)
def test_stops_and_commas_stay_behind_quotation_marks_where_a_title_has_them(name: str, title: str) -> None:
    printed = text_of({"title": title, "type": "webpage"}, name)
    assert re.sub('["“”‘’]', "'", title) in re.sub('["“”‘’]', "'", printed)


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("year = 2020", "(2020)"),
        ("date = {2020-03}", "(2020, March)"),
        ("date = {2020-03-05}", "(2020, March 5)"),
        ("date = {2020-03-05/2020-03-07}", "(2020, March 5–7)"),
        ("note = {never dated}", "(n.d.)"),
    ],
)
def test_a_date_at_its_stated_precision(field: str, entry: str) -> None:
    found = format_references(references(f"@online{{k, author = {{Smith, Ann}}, title = {{T}}, {field}}}"), STYLES["apa"])
    assert plain_text(found["k"]) == f"Smith, A. {entry}. T."


def test_and_others_is_et_al() -> None:
    found = references("@book{k, author = {Smith, Ann and others}, title = {T}, year = 2020}")
    assert plain_text(format_references(found, STYLES["apa"])["k"]) == "Smith, A. et al. (2020). T."


def test_an_organisation_keeps_its_capitals_where_a_family_name_loses_them() -> None:
    authors = [{"literal": "iQIYI & Ærø People’s"}, {"family": "Smith", "given": "Ann"}]
    assert text_of({"title": "T", "author": authors}, "gb-t-7714") == "iQIYI & Ærø People’s, SMITH A. T[Z]."


def test_an_address_made_from_a_doi_is_not_printed_beside_it() -> None:
    (entry,) = format_references(references("@article{k, title = {T}, journaltitle = {J}, doi = {10.1000/a_b}}"), STYLES["gb-t-7714"]).values()
    assert plain_text(entry) == "T[J/OL]. J. DOI:10.1000/a_b."


def test_remarks_and_archives_are_not_printed(style: Callable[..., Path]) -> None:
    variables = ("title", "note", "archive_location")
    small = style("".join(f'<text variable="{name}" suffix=" "/>' for name in variables))
    assert text_of({name: name for name in variables}, small) == "title"


def test_no_references_need_no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "version", lambda: pytest.fail("nothing is to be formatted"))
    assert format_references({}, STYLES["apa"]) == {}


# --- plain text stays plain text -------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '<i>it</i> <b>b</b> <span class="nocase">s</span> <sup>2</sup> <sc>x</sc>',
    "{{7*7}} {% raw %}",
    "@{ @article{x, title=}",
    r"\alpha \textbf{b} \\ C:\new",
    "*stars* **two** _under_ ~~out~~",
    "$x$ $$y$$ E = mc^2^ H~2~O",
    "[@key] [#claim] [[record]] [text](javascript:alert(1))",
    "&lt;b&gt; &amp; &#60;script&#62;",
    '<!-- comment --> <div id="ref-0" class="csl-entry">',
    "--- nocite: [@*] ---",
    "`code` ::: {.x} # Heading",
    "“quoted” it’s 5″ wide … – —",
    "x² H₂O ½ \U0001f34e e\u0301",
    "iPhone at the WHO: an A to Z of kg",
]


@pytest.mark.parametrize("name", STYLES)
def test_a_hostile_title_is_plain_text(name: str) -> None:
    entries = format_items([{"id": "k", "type": "book", "title": title} for title in HOSTILE], STYLES[name])
    for title, entry in zip(HOSTILE, entries, strict=True):
        assert re.sub('["“”‘’]', "'", title).rstrip(".") in re.sub('["“”‘’]', "'", plain_text(entry))
        assert set(re.findall(r"<(\w+)", entry)) <= {"em", "span"}


@pytest.mark.parametrize("variable", ["container-title", "publisher", "genre", "edition", "volume", "URL"])
def test_any_hostile_text_is_plain_text(variable: str, style: Callable[..., Path]) -> None:
    entries = format_items([{"id": "k", "type": "book", variable: text} for text in HOSTILE], style(f'<text variable="{variable}"/>'))
    for text, entry in zip(HOSTILE, entries, strict=True):
        assert re.sub('["“”‘’]', "'", plain_text(entry)) == re.sub('["“”‘’]', "'", text)
        assert set(re.findall(r"<(\w+)", entry)) <= ({"a", "span"} if variable == "URL" else {"span"})


def test_a_hostile_name_is_plain_text() -> None:
    for name in ({"literal": "<b>Kwai</b> {{7*7}}"}, {"family": "<script>", "given": "*Ann*"}):
        (entry,) = format_items([{"id": "k", "type": "book", "title": "T", "author": [name]}], STYLES["apa"])
        assert set(re.findall(r"<(\w+)", entry)) == {"em"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "https://user@evil.example/", "data:text/html,x", "https://e.org/a\\b"])
def test_only_safe_addresses_are_links(url: str, style: Callable[..., Path]) -> None:
    (entry,) = format_items([{"id": "k", "type": "webpage", "title": "T", "URL": url}], style('<text variable="URL"/>'))
    assert "href" not in entry


def test_an_address_in_chinese_is_a_link() -> None:
    (entry,) = format_items([{"id": "k", "type": "webpage", "title": "新闻", "URL": "https://example.org/新闻?a=1&b=%20#c"}], STYLES["apa"])
    assert '<a href="https://example.org/%E6%96%B0%E9%97%BB?a=1&amp;b=%20#c" rel="noopener noreferrer">' in entry
    assert '<em><span lang="zh-Hans">新闻</span></em>' in entry


def test_the_gate_lets_nothing_through_but_running_text() -> None:
    html = '<div onclick="x">a</div><script>b</script><em class="c">d</em><a href="javascript:e">f</a><img src=g onerror=h><span style="i">j</span>'
    assert prose.formatted_html(html) == 'a<em>d</em><a rel="noopener noreferrer">f</a>j'


# --- an entry does not depend on its neighbours ------------------------------------------------------------------


@pytest.mark.parametrize("name", STYLES)
def test_an_entry_is_the_same_alone_and_among_others(name: str) -> None:
    assert format_items(ALIKE, STYLES[name]) == [format_items([item], STYLES[name])[0] for item in ALIKE]


def test_numbers_letters_and_dashes_are_taken_out(style: Callable[..., Path]) -> None:
    names = '<names variable="author"/>'
    number = (
        '<macro name="number"><group><text variable="citation-number" prefix="[" suffix="] "/><number variable="citation-number"/></group></macro>'
    )
    date = '<date variable="issued" prefix=" "><date-part name="year"/></date>'
    attributes = 'subsequent-author-substitute="———" second-field-align="flush"'
    citation = 'disambiguate-add-year-suffix="true" disambiguate-add-names="true" disambiguate-add-givenname="true"'
    small = style(f'<text macro="number"/>{names}{date}<text variable="title" prefix=". "/>', number, attributes, citation)
    assert [plain_text(entry) for entry in format_items(ALIKE, small)] == ["Ann Smith 2020. One", "Ann Smith 2020. Two", "Bob Smith 2020. Three"]


def test_an_entry_of_several_blocks_is_one_line(style: Callable[..., Path]) -> None:
    small = style('<text variable="title" display="block"/><text variable="publisher" display="indent"/>')
    assert text_of({"title": "T", "publisher": "P"}, small) == "T P"


# --- what is kept ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["apa", "gb-t-7714"])
def test_what_was_formatted_once_is_kept(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = format_references(CATALOG, STYLES[name], tmp_path / "cache")
    assert first == format_references(CATALOG, STYLES[name])
    monkeypatch.setattr(pandoc, "convert", lambda *arguments: pytest.fail("pandoc was called"))
    assert format_references(CATALOG, STYLES[name], tmp_path / "cache") == first


def test_pandoc_is_called_once_and_a_changed_source_formats_only_itself(tmp_path: Path, calls: list[int]) -> None:
    items = [csl.to_csl(reference) for reference in CATALOG.values()]
    first = format_items(items, STYLES["apa"], tmp_path)
    changed = [{**items[0], "title": "Another title"}, *items[1:]]
    second = format_items([*changed, changed[0]], STYLES["apa"], tmp_path)
    assert calls == [len(items), 1]
    assert second[1:-1] == first[1:]
    assert second[0] == second[-1] != first[0]


def test_each_style_and_each_pandoc_keeps_its_own(
    tmp_path: Path, calls: list[int], monkeypatch: pytest.MonkeyPatch, style: Callable[..., Path]
) -> None:
    for path in (STYLES["apa"], STYLES["gb-t-7714"]):
        format_items(ALIKE, path, tmp_path / "cache")
    for layout in ('<text variable="title"/>', '<text variable="title" prefix="!"/>'):
        format_items(ALIKE, style(layout), tmp_path / "cache")
    monkeypatch.setattr(pandoc, "version", lambda: "3.999")
    format_items(ALIKE, STYLES["apa"], tmp_path / "cache")
    assert calls == [3] * 5


@pytest.mark.parametrize("broken", ["{digest} 7\n", '{digest} "cut of', "{digest}\n", 'short "x"\n', "\x00\n"])
def test_a_broken_entry_is_made_anew(broken: str, tmp_path: Path, calls: list[int]) -> None:
    whole = format_items(ALIKE, STYLES["apa"], tmp_path)
    (file,) = tmp_path.iterdir()
    content = file.read_text()
    lines = content.splitlines(keepends=True)
    file.write_text("".join([lines[0], lines[2], broken.format(digest=lines[1].split()[0])]))
    assert format_items(ALIKE, STYLES["apa"], tmp_path) == whole
    assert calls == [3, 1]
    assert file.read_text() == content
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_cache_that_is_no_text_is_made_anew(tmp_path: Path, calls: list[int]) -> None:
    whole = format_items(ALIKE, STYLES["apa"], tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"\xff\xfe\x00")
    assert format_items(ALIKE, STYLES["apa"], tmp_path) == whole
    assert calls == [3, 3]


def test_a_forged_cache_runs_nothing(tmp_path: Path) -> None:
    format_items(ALIKE[:1], STYLES["apa"], tmp_path)
    (file,) = tmp_path.iterdir()
    digest = file.read_text().split()[0]
    forged = "<script>x</script><img src=x onerror=y><a href=javascript:z>a</a>\U000f003c"
    file.write_text(f"{digest} {json.dumps(forged)}\n")
    assert format_items(ALIKE[:1], STYLES["apa"], tmp_path) == ['<a rel="noopener noreferrer">a</a>\U000f003c']


def test_without_a_place_to_keep_things_it_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert format_items(ALIKE, STYLES["apa"], tmp_path / "file") == format_items(ALIKE, STYLES["apa"])
