"""How this catalog is cited: in every style, in files for reference managers, with a version that a change makes visible."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pypandoc
import pytest
from casebook.citing import csl
from casebook.citing.openurl import openurl
from casebook.citing.styles import STYLES
from casebook.publishing import build, pipeline
from casebook.reading import latex
from casebook.reading.files import Text
from casebook.records import bibtex
from casebook.views import cite_us
from casebook.views.site import Settings, Site
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SDO, Graph

from tests.conftest import WORLD

URL = "https://casebook.example.org/"


@pytest.fixture(scope="module")
def site() -> Site:
    return pipeline.run(WORLD, Settings(url=URL, author="The Casebook authors")).site


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built as it is published: with its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEBOOK_SITE_URL", URL)
        return build.build(WORLD, tmp_path_factory.mktemp("published") / "site")


# --- what is cited ---------------------------------------------------------------------------------------------


def test_a_claim_is_cited_with_its_address_and_the_version_of_its_page(site: Site) -> None:
    entry = site.catalog.entries["wesee-flowers"]
    reference = cite_us.cited_claim(site, entry, "plays", "up to 52 million plays")
    assert reference.title == "A magistrate's gerbera: up to 52 million plays"
    assert reference.url == f"{URL}cases/wesee-flowers/#plays"
    assert re.fullmatch(r"[0-9a-f]{10}", reference.get("version"))
    assert reference.get("version") == site.catalog.version(entry)


@pytest.mark.parametrize(
    ("path", "old", "new", "changes"),
    [
        ("cases/wesee-flowers.yml", "value: 52000000", "value: 51000000", True),
        ("cases/references.bib", "Communication for Social Good During Pandemic", "Communication for Social Good", True),
        ("cases/xigua-apples.yml", "value: 53000", "value: 53001", False),
    ],
)
def test_a_change_of_the_record_or_its_sources_changes_the_version(path: str, old: str, new: str, changes: bool, site: Site, tmp_path: Path) -> None:
    shutil.copytree(WORLD / "cases", tmp_path / "cases")
    shutil.copy(WORLD / "mkdocs.yml", tmp_path)
    content = (tmp_path / path).read_text("utf-8")
    assert old in content
    (tmp_path / path).write_text(content.replace(old, new), encoding="utf-8")
    changed = pipeline.check(tmp_path).catalog
    before = site.catalog.version(site.catalog.entries["wesee-flowers"])
    assert (changed.version(changed.entries["wesee-flowers"]) != before) is changes


# --- files -----------------------------------------------------------------------------------------------------


def test_reference_managers_read_the_same_from_each_file(published: Path) -> None:
    folder = published / "cases/wesee-flowers"
    wanted = json.loads((folder / "record.csl.json").read_text("utf-8"))
    assert {item["id"] for item in wanted} >= {"wesee-flowers", "wesee-flowers_plays", "wesee-flowers_no-commission"}
    own, found = bibtex.read(Text("record.bib", (folder / "record.bib").read_text("utf-8")))
    assert not found
    assert [csl.to_csl(own.references[item["id"]]) for item in wanted] == wanted
    for name, form in (("record.bib", "biblatex"), ("record.ris", "ris")):
        theirs = {item["id"]: item for item in json.loads(pypandoc.convert_file(str(folder / name), "csljson", format=form))}
        assert theirs.keys() == {item["id"] for item in wanted}
        for item in wanted:
            other = theirs[item["id"]]
            assert other["URL"] == item["URL"]
            assert re.sub("[’‘]", "'", other["title"].replace("\N{NO-BREAK SPACE}", " ")) == re.sub(
                "[’‘]", "'", item["title"].replace("\N{NO-BREAK SPACE}", " ")
            )
            # pandoc keeps of a date in RIS only the year.
            assert other["issued"]["date-parts"][0][0] == item["issued"]["date-parts"][0][0]
            # In RIS a name in one piece has a comma behind it, and pandoc takes it for a family name.
            assert [list(name.values()) for name in other["author"]] == [list(name.values()) for name in item["author"]]


def test_each_source_has_its_three_files(published: Path) -> None:
    for key in pipeline.check(WORLD).catalog.references:
        folder = published / "sources" / key
        assert f"{{{key}," in (folder / "reference.bib").read_text("utf-8")
        assert f"ID  - {key}\n" in (folder / "reference.ris").read_text("utf-8")
        assert [item["id"] for item in json.loads((folder / "reference.csl.json").read_text("utf-8"))] == [key]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co")), max_size=40))
def test_a_title_comes_back_from_bibtex_as_it_was(title: str) -> None:
    assert latex.decode(latex.encode(title)) == title


# --- on the page -----------------------------------------------------------------------------------------------


def boxes(html: str) -> Iterator[tuple[str, str]]:
    """(label, citation) of every line of the cite box, in order, without markup."""
    inside = html[html.index('<details class="cb-citebox" id="_cite"') :].partition('<details class="cb-citebox cb-share"')[0]
    for label, line in re.findall(r"<dt>([^<]+)</dt><dd><p data-copy[^>]*>(.*?)</p></dd>", inside):
        yield label, re.sub(r"<[^>]+>", "", line)


def claims(html: str) -> list[str]:
    """The citation of each claim in the first style, in order; the others are made of those of the page when it is opened."""
    return [re.sub(r"<[^>]+>", "", line) for line in re.findall(r"<details id=\"[^\"]+\" data-fragment.*?<div>(.*?)</div>", html, re.DOTALL)]


def test_a_case_is_cited_in_every_style_and_each_of_its_claims_in_the_first(published: Path, site: Site) -> None:
    html = (published / "cases/wesee-flowers/index.html").read_text("utf-8")
    lines, alone = list(boxes(html)), claims(html)
    version = site.catalog.version(site.catalog.entries["wesee-flowers"])
    assert [label for label, _ in lines] == ["APA 7", "Chicago", "GB/T 7714"]
    assert len(alone) == len(site.catalog.entries["wesee-flowers"].record.claims)
    assert f"<p>Version <code>{version}</code>." in html
    for line in (*(line for _label, line in lines), *alone):
        assert line.startswith("The Casebook authors. ")
        # The version stands beside the citations, once.
        assert version not in line
    assert re.fullmatch(
        r"The Casebook authors\. \(\d{4}, \w+ \d+\)\. A magistrate’s gerbera: up to 52\xa0million plays\. "
        rf"Casebook\. {re.escape(URL)}cases/wesee-flowers/#plays",
        alone[0],
    )


def test_every_citation_of_ours_is_what_pandoc_makes_of_its_file(published: Path) -> None:
    """The slots are filled as if each citation had been formatted by itself."""
    folder = published / "cases/xigua-apples"
    items = sorted(json.loads((folder / "record.csl.json").read_text("utf-8")), key=lambda item: item["title"])
    html = (folder / "index.html").read_text("utf-8")
    lines = [*(line for label, line in boxes(html) if label == "APA 7"), *claims(html)]
    for item, line in zip(items, sorted(lines), strict=True):
        alone = json.dumps([{**item, "title": f'<span class="nocase">{item["title"]}</span>'}])
        (published / "one.json").write_text(alone, encoding="utf-8")
        arguments = ["--citeproc", f"--csl={STYLES['apa']}", f"--bibliography={published / 'one.json'}", "--wrap=none"]
        theirs = pypandoc.convert_text('---\nnocite: "@*"\n---\n', "plain", "markdown", extra_args=arguments, verify_format=False)
        assert re.sub("[’‘'\"“”_]", "", " ".join(theirs.replace("<", "").replace(">", "").split())) == re.sub(
            "[’‘'\"“”_]", "", " ".join(line.replace("&#x27;", "'").replace("&quot;", '"').split())
        )
    (published / "one.json").unlink()


def test_a_site_of_another_style_shows_it_first(tmp_path: Path) -> None:
    for name in ("cases", "docs"):
        shutil.copytree(WORLD / name, tmp_path / name)
    config = (WORLD / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(config.replace("  - casebook:\n", "  - casebook:\n      style: gb-t-7714\n"), encoding="utf-8")
    html = (build.build(tmp_path) / "cases/xigua-apples/index.html").read_text("utf-8")
    assert next(boxes(html))[0] == "GB/T 7714"
    assert "[EB/OL]" in html[html.index('id="_references"') :]


def test_an_unknown_style_stops_the_build_with_its_place(tmp_path: Path) -> None:
    for name in ("cases", "docs"):
        shutil.copytree(WORLD / name, tmp_path / name)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old")
    config = (WORLD / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(config.replace("  - casebook:\n", "  - casebook:\n      style: gb-7714\n"), encoding="utf-8")
    with pytest.raises(build.BuildFailed) as failed:
        build.build(tmp_path)
    said = str(failed.value)
    assert "error[unknown-style]: no citation style 'gb-7714'" in said
    assert re.search(r"mkdocs\.yml:\d+:\d+", said)
    assert "did you mean 'gb-t-7714'?" in said
    assert (tmp_path / "site/index.html").read_text() == "old"


# --- for machines ----------------------------------------------------------------------------------------------


def heads(published: Path) -> Iterator[tuple[str, str]]:
    for page in sorted(published.rglob("*.html")):
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"), re.DOTALL):
            yield page.relative_to(published).as_posix(), data


# rdflib itself still uses what it has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_json_ld_processor_reads_every_head_and_knows_every_term(published: Path) -> None:
    seen = 0
    for page, data in heads(published):
        value = json.loads(data)
        assert value["@context"] == "https://schema.org", page
        # The context of schema.org, which is on another host, says the same of every term that we use.
        value["@context"] = {"@vocab": str(SDO)}
        graph = Graph().parse(data=json.dumps(value), format="json-ld")
        assert len(graph) > 3, page
        terms = {predicate for predicate in graph.predicates() if predicate != RDF.type} | set(graph.objects(None, RDF.type))
        assert [term for term in terms if not str(term).startswith(str(SDO)) or str(term)[len(str(SDO)) :] not in SDO] == [], page
        seen += 1
    assert seen > 100


def test_every_reference_of_a_list_is_there_for_reference_managers(published: Path) -> None:
    html = (published / "cases/xigua-apples/index.html").read_text("utf-8")
    found = [parse_qs(title.replace("&amp;", "&")) for title in re.findall(r'<span class="Z3988" title="([^"]*)">', html)]
    references = html[html.index('id="_references"') :].count('id="_ref-')
    references = references or len(re.findall(r'<li id="_ref-\d+">', html))
    # The case itself comes first, before its sources.
    assert found[0]["rft.title"] == ["County magistrates sell apples live"] or found[0]["rft_id"] == [f"{URL}cases/xigua-apples/"]
    assert len(found) - 1 == references > 0
    assert all(values["ctx_ver"] == ["Z39.88-2004"] for values in found)
    titles = {values["rft.title"][0] for values in found}
    assert "Communication for Social Good During Pandemic" in titles
    assert {"http://www.chinanews.com/business/2020/03-05/9114383.shtml"} <= {values.get("rft_id", [""])[0] for values in found}


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        (
            "@article{k, title = {T}, author = {Smith, Ann}, journaltitle = {J}, volume = 3, pages = {1--9}, doi = {10.1/x}, date = {2020-03}}",
            {
                "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal",
                "rft.genre": "article",
                "rft.atitle": "T",
                "rft.jtitle": "J",
                "rft.au": "Smith, Ann",
                "rft.date": "2020-03",
                "rft.volume": "3",
                "rft.pages": "1-9",
                "rft_id": "info:doi/10.1/x",
            },
        ),
        (
            "@book{k, title = {T}, author = {{News & Co}}, publisher = {P}}",
            {"rft_val_fmt": "info:ofi/fmt:kev:mtx:book", "rft.btitle": "T", "rft.aucorp": "News & Co", "rft.pub": "P"},
        ),
        (
            "@online{k, title = {苹果}, url = {https://example.org/?a=1&b=2}}",
            {"rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rft.title": "苹果", "rft_id": "https://example.org/?a=1&b=2", "rft.type": "webpage"},
        ),
    ],
)
def test_an_openurl(entry: str, wanted: dict[str, str]) -> None:
    (reference,) = bibtex.read(Text("a.bib", entry))[0].references.values()
    found = parse_qs(openurl(reference), strict_parsing=True)
    assert {name: found[name][0] for name in wanted} == wanted
