"""References as pandoc formats them: the same as pandoc alone gives, plain text as it was stored, and each only once."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from casebook.citing import csl, styles
from casebook.citing.styles import STYLES, FormattingError, find_style, format_items, format_references, plain_text
from casebook.reading.files import Text
from casebook.records.bibtex import read
from casebook.records.reference import Reference
from casebook.text import prose

from tests.conftest import ROOT
from tests.test_architecture import importers

CSL = "http://purl.org/net/xbiblio/csl"
CATALOG = read(Text("references.bib", (ROOT / "cases/references.bib").read_text("utf-8")))[0].references
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
def style(tmp_path: Path) -> Callable[..., Path]:
    """Write a small style from its macros and its bibliography's layout."""

    def make(layout: str = '<text variable="title"/>', macros: str = "", bibliography: str = "", citation: str = "") -> Path:
        path = tmp_path / "small.csl"
        info = "<info><title>Small</title><id>small</id><updated>2020-01-01T00:00:00Z</updated></info>"
        cited = f'<citation {citation}><layout><text variable="title"/></layout></citation>'
        printed = f"<bibliography {bibliography}><layout>{layout}</layout></bibliography>"
        path.write_text(f'<style xmlns="{CSL}" class="in-text" version="1.0">{info}{macros}{cited}{printed}</style>', "utf-8")
        return path

    return make


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many items each call of pandoc formats."""
    found: list[int] = []
    real = styles._citeproc

    def counted(texts: Any, *others: Any) -> list[str]:
        found.append(len(texts))
        return real(texts, *others)

    monkeypatch.setattr(styles, "_citeproc", counted)
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
    return re.sub(r"^\[1\]\s*", "", " ".join(text.split())).casefold()


def alone(reference: Reference, style: Path) -> str:
    """What pandoc makes of a document with this one reference: our CSL-JSON, the style as it is shipped, and nothing of our own."""
    # GB/T 7714 asks for the language of the source; pandoc takes it from the document.
    lang = "lang: zh-CN\n" if prose.is_chinese(reference.title) and style.stem.startswith("gb") else "lang: en-US\n"
    document = f'---\nnocite: "@*"\n{lang}---\n'
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(csl.csl_json({reference.key: reference}))
        file.flush()
        arguments = ["--citeproc", f"--csl={style}", f"--bibliography={file.name}", "--wrap=none"]
        return pypandoc.convert_text(document, "html", "markdown", extra_args=arguments, verify_format=False)


@pytest.mark.parametrize("name", STYLES)
def test_every_source_reads_as_pandoc_alone_has_it(name: str) -> None:
    ours = format_references(CATALOG, STYLES[name])
    assert list(ours) == list(CATALOG)
    with ThreadPoolExecutor() as pool:
        theirs = dict(zip(CATALOG, pool.map(lambda reference: alone(reference, STYLES[name]), CATALOG.values()), strict=True))
    for key, html in ours.items():
        our, their = _Reading(str(html)), _Reading(theirs[key])
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
    monkeypatch.setattr(styles, "_pandoc_version", lambda: pytest.fail("nothing is to be formatted"))
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
    assert '<em><span lang="zh">新闻</span></em>' in entry


def test_the_gate_lets_nothing_through_but_running_text() -> None:
    html = '<div onclick="x">a</div><script>b</script><em class="c">d</em><a href="javascript:e">f</a><img src=g onerror=h><span style="i">j</span>'
    assert prose.formatted_html(html) == 'a<em>d</em><a rel="noopener noreferrer">f</a>j'


# --- an entry does not depend on its neighbours ------------------------------------------------------------------

ALIKE = [
    {"id": str(number), "type": "book", "title": title, "author": [{"family": "Smith", "given": given}], "issued": {"date-parts": [[2020]]}}
    for number, (title, given) in enumerate([("One", "Ann"), ("Two", "Ann"), ("Three", "Bob")])
]


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
    monkeypatch.setattr(styles, "_pandoc", lambda *arguments: pytest.fail("pandoc was called"))
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
    monkeypatch.setattr(styles, "_pandoc_version", lambda: "3.999")
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
    assert format_items(ALIKE[:1], STYLES["apa"], tmp_path) == ['<a rel="noopener noreferrer">a</a>&lt;']


def test_without_a_place_to_keep_things_it_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert format_items(ALIKE, STYLES["apa"], tmp_path / "file") == format_items(ALIKE, STYLES["apa"])


# --- bad input ---------------------------------------------------------------------------------------------------


@pytest.fixture
def another_pandoc(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Make pypandoc look for pandoc anew, at one place only."""

    def forget() -> None:
        pypandoc.clean_pandocpath_cache()
        pypandoc.clean_version_cache()
        styles._pandoc_version.cache_clear()

    def use(path: str) -> None:
        monkeypatch.setenv("PYPANDOC_PANDOC", path)
        forget()

    yield use
    monkeypatch.undo()
    forget()


def test_without_pandoc_it_says_what_to_install(another_pandoc: Callable[[str], None], tmp_path: Path) -> None:
    another_pandoc(str(tmp_path / "none"))
    with pytest.raises(FormattingError) as raised:
        format_references(CATALOG, STYLES["apa"])
    found = raised.value.diagnostic
    assert (found.code, found.message) == ("missing-pandoc", "references cannot be formatted: there is no pandoc")
    assert "pypandoc_binary" in found.help


def test_an_old_pandoc_is_refused(another_pandoc: Callable[[str], None], tmp_path: Path) -> None:
    old = tmp_path / "pandoc"
    old.write_text("#!/bin/sh\necho pandoc 2.9.2.1\n")
    old.chmod(0o755)
    another_pandoc(str(old))
    with pytest.raises(FormattingError, match=r"pandoc 2\.9\.2\.1 is too old"):
        format_references(CATALOG, STYLES["apa"])


def test_without_the_package_it_says_what_to_install(another_pandoc: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    another_pandoc("")
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    with pytest.raises(FormattingError, match="pypandoc is not installed"):
        format_references(CATALOG, STYLES["apa"])


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("appa", "did you mean 'apa'?"),
        ("chicago-author-dat", "did you mean 'chicago-author-date'?"),
        ("styles/hause.csl", "did you mean 'styles/house.csl'?"),
        ("../house.csl", "shipped are apa, chicago-author-date, gb-t-7714; any other is a .csl file in the project, by its path"),
        ("", "shipped are"),
    ],
)
def test_an_unknown_style(name: str, help: str, write: Callable[..., Path]) -> None:
    root = write({"p/mkdocs.yml": f"site_name: T\nplugins:\n  - casebook:\n      style: {name}\n", "p/styles/house.csl": "", "house.csl": ""}) / "p"
    with pytest.raises(FormattingError) as raised:
        find_style(name, root)
    found = raised.value.diagnostic
    assert (found.code, found.message) == ("unknown-style", f"no citation style '{name}'")
    assert found.help.startswith(help)
    assert (found.span.path, found.span.line, found.span.column) == ("mkdocs.yml", 4, 14)


def test_an_unknown_style_without_a_configuration(tmp_path: Path) -> None:
    with pytest.raises(FormattingError) as raised:
        find_style("appa", tmp_path)
    assert (raised.value.diagnostic.span.path, raised.value.diagnostic.span.line) == ("mkdocs.yml", 1)


def test_a_style_is_found_by_its_name_and_by_its_path(style: Callable[..., Path], tmp_path: Path) -> None:
    assert find_style("apa", tmp_path) == STYLES["apa"]
    small = style()
    assert find_style("small.csl", tmp_path) == small


HEAD = f'<style xmlns="{CSL}" class="in-text" version="1.0">'
PARTS = '<citation><layout/></citation><bibliography><layout><text macro="a"/></layout></bibliography></style>'
TEN = "".join(f'<text macro="{{{0}}}"/>' for _ in range(10))
BOMB = "".join(f'<macro name="{a}"><group>{TEN.format(b)}</group></macro>' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (f"{HEAD}\n <bibliography>\n</style>", 3, "the file is not well-formed XML: mismatched tag"),
        ("", 1, "the file is not well-formed XML: no element found"),
        ("<html><body/></html>", 1, "the file is no CSL style"),
        ("<style><bibliography/></style>", 1, "the file is no CSL style"),
        (f'<!DOCTYPE style [<!ENTITY a "b">]>{HEAD}</style>', 1, "the file cannot be read: it has a document type"),
        (f"{HEAD}{'<a>' * 200}{'</a>' * 200}</style>", 1, "the file cannot be read: its elements are nested too deep"),
        (f"{HEAD}<!--{'x' * 1_000_000}--></style>", 1, "the file is larger than 1,000,000 bytes"),
        (f"{HEAD}<citation/></style>", 1, "the style has no bibliography: it only formats notes"),
        (
            f'{HEAD}<info><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>',
            1,
            "the style only points to another one, http://www.zotero.org/styles/apa",
        ),
        (f"{HEAD}{PARTS}", 1, "the style uses a macro 'a' that it does not have"),
        (f'{HEAD}<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>{PARTS}', 1, "the macro 'a' contains itself"),
        (f'{HEAD}{BOMB}<macro name="i"><text value="x"/></macro>{PARTS}', 1, "the style's macros multiply without end"),
    ],
)
def test_a_broken_style(content: str, line: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "house.csl").write_text(content)
    with pytest.raises(FormattingError) as raised:
        find_style("house.csl", tmp_path)
    found = raised.value.diagnostic
    assert (found.code, found.span.path, found.span.line, found.message) == ("broken-style", "house.csl", line, message)
    with pytest.raises(FormattingError, match=re.escape(message)):
        format_items(ALIKE, tmp_path / "house.csl")


def test_pandoc_says_what_it_does_not_take(style: Callable[..., Path]) -> None:
    with pytest.raises(FormattingError) as raised:
        format_items(ALIKE, style("<nonsense/>"))
    found = raised.value.diagnostic
    assert (found.code, found.span.path) == ("broken-style", "small.csl")
    assert found.message == 'pandoc refuses the style: CiteprocParseError: unknown element "nonsense"'


@pytest.mark.parametrize("rule", styles.RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule: Any) -> None:
    assert "**Way out:**" in rule.page
    assert rule.code in ("missing-pandoc", "unknown-style", "broken-style")


# --- what is shipped ---------------------------------------------------------------------------------------------


def test_three_styles_are_shipped_and_their_authors_named() -> None:
    assert sorted(STYLES) == ["apa", "chicago-author-date", "gb-t-7714"]
    readme = unicodedata.normalize("NFC", (STYLES["apa"].parent / "README.md").read_text("utf-8"))
    for path in STYLES.values():
        text = path.read_text("utf-8")
        assert "http://creativecommons.org/licenses/by-sa/3.0/" in text
        info = text[: text.index("</info>")]
        assert all(name in readme for name in re.findall(r"<name>(.*?)</name>", info))
        assert f"`{path.name}`" in readme


def test_one_module_knows_pandoc() -> None:
    assert importers("pypandoc") == {"generator/citing/styles.py"}
