"""Catalogs that have nothing in common with any other: all that they use is there, and nothing else, in no words but theirs."""

from __future__ import annotations

import ast
import json
import re
import sqlite3
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from casebook.publishing import build, pipeline

from tests.conftest import PROJECTS, ROOT, copy_project

# Two kinds of records, three of them, and a page: no claim, measure, map, source, date, role, second language or licence.
SMALL = {
    "mkdocs.yml": "site_name: Shelf\nsite_url: https://shelf.example.org/\ntheme: {name: material, font: false}\nplugins: [casebook]\n",
    "docs/index.md": "# Shelf\n\nSee [[red-book]].\n",
    "cases/kinds/book.yml": """label: Book
plural: Books
folder: ""
description: A thing to read.
fields:
  shelf: {type: record, kind: shelf, facet: true, inverse: stands here, description: Where it stands., example: top}
""",
    "cases/kinds/shelf.yml": "label: Shelf\nplural: Shelves\nfolder: shelves\ndescription: A board for books.\n",
    "cases/red-book.yml": "title: A red book\nsummary: It is red.\nshelf: top\n",
    "cases/blue-book.yml": "title: A blue book\nsummary: It is blue.\nshelf: top\n",
    "cases/shelves/top.yml": "name: Top\n",
}
# The same with sources, a date and a licence, but without a claim or an event.
SOURCED = {
    **SMALL,
    "mkdocs.yml": SMALL["mkdocs.yml"].replace(
        "[casebook]", "[{casebook: {search: false, licence: {name: MIT, url: https://opensource.org/license/mit}}}]"
    ),
    "cases/kinds/book.yml": SMALL["cases/kinds/book.yml"] + "  read: {type: date, means: when, description: When it was read., example: 2020}\n",
    "cases/red-book.yml": SMALL["cases/red-book.yml"] + "read: 2020-03\ncite: [smith2020, lund1999]\n",
    "cases/references.bib": "@book{smith2020,\n  title = {On red},\n}\n@book{lund1999,\n  title = {On blue},\n}\n",
}
# The words of the catalog for which the generator was first written: names, and what it is about.
NAMES = re.compile(
    r"kuaishou|kwai|xigua|wesee|wanrong|ouyang|tencent|bytedance|douyin|weibo|xinhua|wang-?\s?shuai|gerbera|magistrate|chinanews|hangzhou|shanxi"
    r"|\bcny\b|\brmb\b|renminbi|\byuan\b|short.?video|\bplatforms?\b|live-?stream|province|social good|philanthrop",
    re.IGNORECASE,
)
# Its language.
LANGUAGE = re.compile(r"chinese|\bchina\b|\bzh\b|_zh\b|zh-han|[\u3400-\u9fff]", re.IGNORECASE)
_NO_TEXT = (".png", ".woff2", ".gz", ".svg")
# What knows how Chinese is written, read, counted, sorted or set; none of it is shown to anybody whose catalog has none.
_TYPOGRAPHY = {
    "base/report.py",
    "base/saying.py",
    "base/scripts.py",
    "base/units.py",
    "citing/formatting.py",
    "citing/styles.py",
    "contributing/asking.py",
    "contributing/scaffold.py",
    "records/advice.py",
    "records/advice_counts.py",
    "records/advice_dates.py",
    "records/advice_numbers.py",
    "records/advice_periods.py",
    "records/bibtex_dates.py",
    "records/bibtex_strings.py",
    "records/languages.py",
    "records/names.py",
    "records/same_work.py",
    "records/values.py",
    "publishing/frame.py",
    "publishing/render.py",
    "text/words.py",
    "views/facets.py",
    "records/reference.py",
    "text/fragments.py",
    "text/prose.py",
    "text/typography.py",
    "text/wording.py",
}


class _Page(HTMLParser):
    """Everything that a page links to, and the titles in its menus."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.menu: list[str] = []
        self._is_menu = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := found.get(name))]
        self._is_menu = self._is_menu or (tag == "nav" and "cb-nav" in (found.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        self._is_menu = self._is_menu and tag != "nav"

    def handle_data(self, data: str) -> None:
        if self._is_menu and data.strip():
            self.menu.append(data.strip())


def _write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.build(copy_project(PROJECTS / "good/harbours", tmp_path_factory.mktemp("harbours") / "project"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.build(_write(tmp_path_factory.mktemp("small"), SMALL))


@pytest.fixture(params=["harbours", "small"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def _files(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def _linked(site: Path, name: str) -> Iterator[str]:
    """The addresses in the site to which a page links."""
    for link in _Page((site / name).read_text()).links:
        url = urlsplit(link)
        if not url.scheme and not url.netloc and url.path:
            path = normpath(join("" if url.path.startswith("/") else dirname(name), unquote(url.path).lstrip("/")))
            yield ("" if path == "." else f"{path}/") if (site / path).is_dir() else path


def _menu(site: Path, name: str = "index.html") -> list[str]:
    return _Page((site / name).read_text()).menu


# --- the words -------------------------------------------------------------------------------------------------


def test_a_site_has_no_word_of_another_catalog(site: Path) -> None:
    texts = {name: (site / name).read_bytes().decode("utf-8", "ignore") for name in _files(site) if not name.endswith(_NO_TEXT)}
    assert {name.rpartition(".")[2] for name in texts} >= {"html", "json", "txt", "xml", "js", "css", "csv", "sqlite", "md"}
    assert {"rules/unknown-record/index.html", "fields/index.html", "data/catalog.sqlite"} <= set(texts)
    found = {(name, match[0]) for name, text in texts.items() for pattern in (NAMES, LANGUAGE) for match in pattern.finditer(text)}
    # How a language is set is a stylesheet's business; the form knows the codes of thirty.
    languages = {("assets/casebook/casebook.css", "zh"), ("assets/casebook/casebook.css", "Chinese"), ("assets/casebook/form/meant.js", "zh")}
    # One of the currencies that people may type, as others are there.
    currency = {("contribute/form.json", name) for name in ("CNY", "yuan", "renminbi", "rmb")}
    assert found - languages - currency == set()


def test_no_rule_has_a_word_of_another_catalog() -> None:
    rules = pipeline.all_rules()
    assert len(rules) > 50
    assert {
        (rule.code, match[0]) for rule in rules for pattern in (NAMES, LANGUAGE) for match in pattern.finditer(f"{rule.code} {rule.page}")
    } == set()


def test_no_text_in_the_package_has_a_word_of_another_catalog() -> None:
    package = ROOT / "generator"
    sources = [path for path in package.rglob("*") if path.suffix in (".py", ".html", ".js", ".css", ".xml") and "fonts" not in path.parts]
    assert len(sources) > 120
    words = {(path.name, match[0]) for path in sources for match in NAMES.finditer(path.read_text("utf-8"))}
    # One of the currencies, as others are there.
    assert words - {("units.py", name) for name in ("CNY", "yuan", "renminbi", "rmb")} == set()
    found = set()
    for path in sources:
        name = path.relative_to(package).as_posix()
        if path.suffix == ".py":
            texts = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
            found |= {name for text in texts if isinstance(text, str) and LANGUAGE.search(text)}
    assert found == _TYPOGRAPHY


# --- a whole world ---------------------------------------------------------------------------------------------


def test_every_page_is_reached_from_the_home_page(site: Path) -> None:
    pages = {name for name in _files(site) if name.endswith(".html") and name != "404.html"}
    # An old address leads on, and nothing leads to it; nor to the pages that stand in frames of other sites.
    pages = {name for name in pages if "moved.js" not in (site / name).read_text() and not name.startswith("embed/")}
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        for address in _linked(site, waiting.pop()):
            name = f"{address}index.html" if not address or address.endswith("/") else address
            if name in pages and name not in reached:
                reached.add(name)
                waiting.append(name)
    assert pages - reached == set()


def test_a_navigation_is_made_from_the_kinds(harbours: Path, small: Path) -> None:
    # A group of one is that one, under its own name.
    assert _menu(harbours) == ["Accidents", "Who and what", "Sources", "Views", "How the log is kept", "Contribute", "About"]
    assert _menu(small) == ["Books", "Shelves", "Contribute", "About"]
    siblings = re.findall(r'<nav class="cb-siblings.*?</nav>', (harbours / "ships/index.html").read_text(), re.DOTALL)[0]
    assert re.findall(r">([^<>\n]+)</a>", siblings) == ["Ships", "Companies and offices", "Ports", "Sea areas", "Causes", "Measures"]


def test_kinds_of_its_own_have_their_pages_and_tables(harbours: Path) -> None:
    lists = {name.split("/")[0] for name in _files(harbours) if name.count("/") == 1 and name.endswith("index.html")}
    assert lists >= {
        "accidents",
        "ships",
        "companies",
        "ports",
        "waters",
        "causes",
        "measures",
        "sources",
        "timeline",
        "map",
        "network",
        "corrections",
    }
    assert (harbours / "causes/n1.2.1/index.html").is_file()
    with sqlite3.connect(harbours / "data/catalog.sqlite") as database:
        assert database.execute("SELECT text FROM steps WHERE record = 'plover-fire' ORDER BY number").fetchall() == [
            ("A pipe drips on the manifold.",),
            ("The watchman sees smoke.",),
        ]
        # Which records a step is about.
        about = "SELECT step, target FROM links WHERE record = 'heron-aground' AND field = 'course' ORDER BY number"
        assert database.execute(about).fetchall() == [(1, "heron"), (3, "plover"), (3, "brandt-salvage"), (4, "greywick")]
        assert database.execute("SELECT count(*) FROM links WHERE step IS NOT NULL AND field != 'course'").fetchone() == (0,)
        assert database.execute("SELECT id FROM causes WHERE part_of = 'n1.2'").fetchall() == [("n1.2.1",)]
    database.close()


def test_the_licence_is_the_projects_own(harbours: Path) -> None:
    for name in (
        "accidents/heron-aground/index.html",
        "accidents/heron-aground/index.md",
        "data/index.html",
        "data/catalog.json",
        "data/datapackage.json",
    ):
        assert "https://www.apache.org/licenses/LICENSE-2.0" in (harbours / name).read_text()
        assert "creativecommons" not in (harbours / name).read_text()
    assert "https://www.apache.org/licenses/LICENSE-2.0" in (harbours / "api/v1/index.json").read_text()
    home = (harbours / "index.html").read_text()
    assert "Kept by the pilots of Greywick" in home
    assert '<a href="https://www.apache.org/licenses/LICENSE-2.0" rel="license">Apache 2.0</a>' in home[home.index("cb-footer") :]


def test_a_footer_that_names_the_licence_says_it_once(tmp_path: Path) -> None:
    config = SOURCED["mkdocs.yml"] + "copyright: Texts MIT, pictures ours\n"
    home = _home(_write(tmp_path, {**SOURCED, "mkdocs.yml": config}))
    assert home[home.index("cb-footer") :].count("MIT") == 1


# --- what is not used ------------------------------------------------------------------------------------------


def _own_files(site: Path) -> set[str]:
    return {name for name in _files(site) if not name.startswith(("assets/", "search-index/", "rules/"))}


def test_a_small_catalog_has_no_file_of_what_it_does_not_use(small: Path) -> None:
    record = ("index.html", "index.md", "preview.json", "record.json", "record.yml")
    cited = ("card.png", "record.bib", "record.csl.json", "record.ris")
    csv = ("books", "links", "mentions", "records", "shelves")
    assert _own_files(small) == {
        *("404.html", "index.html", "card.png", "llms.txt", "robots.txt", "sitemap.xml", "sitemap.xml.gz"),
        *(f"books/{id}/{name}" for id in ("red-book", "blue-book") for name in (*record, *cited)),
        *(f"embed/books/{id}/{name}" for id in ("red-book", "blue-book") for name in ("index.html", "oembed.json")),
        *(f"shelves/top/{name}" for name in record),
        *(f"{folder}/index.html" for folder in ("books", "shelves", "data", "fields", "search")),
        *(f"api/v1/{name}.json" for name in ("index", "openapi", "books/index", "shelves/index")),
        *(f"data/{name}" for name in ("catalog.json", "catalog.schema.json", "catalog.sqlite", "changes.json", "datapackage.json")),
        *(f"data/csv/{name}.csv" for name in csv),
        *(f"schema/{name}.json" for name in ("book", "shelf", "files/kind", "files/names")),
        *(f"contribute/{name}" for name in ("new/index.html", "form.json", "form/books.json", "form/shelves.json")),
    }


def test_a_small_catalog_links_to_nothing_that_it_does_not_use(small: Path) -> None:
    pages = [name for name in _files(small) if name.endswith(".html") and not name.startswith("rules/")]
    linked = {address for name in pages for address in _linked(small, name) if not address.startswith(("assets/", "rules/"))}
    cited = ("record.json", "index.md", "record.bib", "record.ris", "record.csl.json")
    assert linked == {
        *("", "books/", "shelves/", "data/", "fields/", "contribute/new/", "search/", "books/red-book/", "books/blue-book/", "shelves/top/"),
        *("llms.txt", "api/v1/openapi.json", "api/v1/books/index.json", "api/v1/shelves/index.json"),
        *(f"data/{name}" for name in ("catalog.json", "catalog.schema.json", "catalog.sqlite", "changes.json", "datapackage.json")),
        *(f"data/csv/{name}.csv" for name in ("books", "links", "mentions", "records", "shelves")),
        *(f"schema/{name}.json" for name in ("book", "shelf", "files/kind")),
        *(f"books/{id}/{name}" for id in ("red-book", "blue-book") for name in cited),
        *(f"shelves/top/{name}" for name in ("record.json", "index.md")),
    }


UNUSED = re.compile(
    r"\bclaims?\b|\bevidence\b|\bsources?\b|\bcorrections?\b|\bmeasures?\b|\bfigures?\b|licen[cs]e|\btimeline\b|\bnetwork\b|self-reported"
    r"|\bindependent\b|\breferences?\b|\bvoices?\b|\battributed\b|not identified|not read",
    re.IGNORECASE,
)


def test_a_small_catalog_has_no_word_of_what_it_does_not_use(small: Path) -> None:
    found = set()
    for name in _own_files(small) - {"fields/index.html", "data/catalog.schema.json", "api/v1/openapi.json"}:
        if name.endswith((".html", ".md", ".txt", ".xml", ".csv")):
            text = (small / name).read_text()
            # Addresses of files and names of classes are nobody's words.
            text = re.sub(r"<(script|style)\b.*?</\1>|<[^<>]*>", " ", text, flags=re.DOTALL) if name.endswith(".html") else text
            text = re.sub(r"\S*/rules/\S*", " ", text)
            found |= {(name, match[0]) for match in UNUSED.finditer(text)}
    assert found == set()
    entrance, package = (small / "api/v1/index.json").read_text(), (small / "data/datapackage.json").read_text()
    assert not UNUSED.search(entrance)
    assert not re.search(r"licen|bibliography|claim|measure", package)
    assert not re.search(r'license|"measures"|"sources"', (small / "data/catalog.json").read_text())
    paths, _, _ = (small / "api/v1/openapi.json").read_text().partition('"components"')
    assert not re.search(r"licen|api/v1/sources|api/v1/measures", paths)


def test_lists_have_no_word_of_claims_and_events_where_there_are_none(tmp_path: Path) -> None:
    site = build.build(_write(tmp_path, SOURCED))
    sources, timeline = (site / "sources/index.html").read_text(), (site / "timeline/index.html").read_text()
    assert ">On red</" in sources
    assert not re.search(r"claim|evidence|self-reported", sources[sources.index("<form") : sources.index("</table>")], re.IGNORECASE)
    assert "the book as a whole" in timeline
    assert "an event" not in timeline


def test_what_texts_alone_cite_is_cited_for_machines_as_well(tmp_path: Path) -> None:
    book = SOURCED["cases/red-book.yml"].replace("cite: [smith2020, lund1999]", 'text: "Blue comes first. [@lund1999] Then red. [@smith2020, p. 3]"')
    folder = build.build(_write(tmp_path, {**SOURCED, "cases/red-book.yml": book})) / "books/red-book"
    page = (folder / "index.html").read_text()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert {source["name"] for source in json.loads(found)["citation"]} == {"On red", "On blue"}
    # The text has one heading, here and in the twin.
    assert ">More about it" in page
    assert "\n## More about it\n" in (folder / "index.md").read_text()


def test_what_there_is_one_of_is_called_one_and_not_filtered(tmp_path: Path) -> None:
    one = {**SOURCED, "cases/red-book.yml": SOURCED["cases/red-book.yml"].replace(", lund1999", "")}
    one["cases/references.bib"] = SOURCED["cases/references.bib"].partition("@book{lund1999")[0]
    del one["cases/blue-book.yml"]
    site = build.build(_write(tmp_path, one))
    assert (site / "data/csv/links.csv").read_text("utf-8-sig").splitlines()[0] == "record,field,number,target,role"
    assert re.findall(r'"cb-what">([^<]*)<', (site / "data/index.html").read_text()) == ["book", "source"]
    assert "<form" not in (site / "sources/index.html").read_text().partition('id="sources"')[0].partition("cb-page")[2]


def test_without_a_licence_nothing_is_said_to_be_anybodys(small: Path, harbours: Path) -> None:
    assert "is yours" not in (small / "data/index.html").read_text()
    assert "is yours to take away" in (harbours / "data/index.html").read_text()


def test_pages_that_nothing_would_stand_on_are_not_there(tmp_path: Path) -> None:
    """Kinds may declare dates and roles, and a project have a map: as long as no record has a date or a role, there is no page of them."""
    kind = SMALL["cases/kinds/book.yml"] + "  read: {type: date, means: when, description: When it was read., example: 2020}\n"
    kind += "  owners: {type: role, kind: shelf, many: true, description: Whose it is., example: {id: top, role: owner}}\n"
    root = _write(tmp_path, {**SMALL, "cases/kinds/book.yml": kind})
    assert _views(root) == set()
    _write(root, {"cases/red-book.yml": SMALL["cases/red-book.yml"] + "read: 2020-03\nowners: [{id: top, role: owner}]\n"})
    assert _views(root) == {"timeline/", "network/"}
    _write(root, {"cases/red-book.yml": SMALL["cases/red-book.yml"] + "claims: [{id: it, statement: It is red., cite: smith2020}]\n"})
    _write(root, {"cases/references.bib": "@book{smith2020,\n  title = {On red},\n}\n"})
    assert _views(root) == {"evidence/", "corrections/", "quality/", "sources/"}


def _views(root: Path) -> set[str]:
    result = pipeline.run(root)
    assert result.is_sound
    always = {"books/", "shelves/", "data/", "fields/", "rules/", "search/"}
    return {page.address for page in result.pages if page.address.count("/") == 1} - always


def test_the_search_knows_a_language_of_han_characters_only_where_there_is_one(tmp_path: Path) -> None:
    assert 'data-han="' not in _home(_write(tmp_path / "one", SMALL))
    config = SMALL["mkdocs.yml"].replace("[casebook]", "[{casebook: {languages: [de, ja], search: true}}]")
    assert 'data-han="ja"' in _home(_write(tmp_path / "other", {**SMALL, "mkdocs.yml": config}))


def _home(root: Path) -> str:
    return (build.build(root) / "index.html").read_text()


# --- the titles of menus ---------------------------------------------------------------------------------------


def test_titles_in_the_navigation_are_those_of_the_menus(tmp_path: Path) -> None:
    config = SMALL["mkdocs.yml"] + (
        "nav:\n  - Start: index.md\n  - All there is to read: books/index.md\n"
        "  - Boards & rules:\n      - Boards & more: ./shelves/index.md\n      - rules/index.md\n      - Outside: https://example.org/\n"
    )
    site = build.build(_write(tmp_path, {**SMALL, "mkdocs.yml": config}))
    assert _menu(site) == ["All there is to read", "Boards & rules"]
    shelves = (site / "shelves/index.html").read_text()
    siblings = re.findall(r'<nav class="cb-siblings.*?</nav>', shelves, re.DOTALL)[0]
    assert re.findall(r">([^<>\n]+)</a>", siblings) == ["Boards &amp; more", "Rules", "Outside"]
    # The page itself says what it is.
    assert "<h1>Shelves</h1>" in shelves
    assert "<title>Shelves · Shelf</title>" in shelves
    # What the navigation leaves out is there all the same.
    assert (site / "data/index.html").is_file()
    assert (site / "search/index.html").is_file()
